"""What each chat command does in a private chat. /start CODE and /bind CODE are in join."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass

from db.models import Person
from db.session import Work
from domain.codes import slip_in
from domain.commands import STAFF, Called, menu_for
from domain.errors import Refusal
from domain.homes import is_home_token
from domain.inbound import Media
from domain.kin import is_by_text
from domain.people import Role
from domain.permissions import may_call
from domain.press import Press
from domain.said import Button, Part, Rows, part, word
from domain.typed import read_day
from workflows import (
    archive,
    duty,
    exclusion_list,
    exporting,
    finding,
    forgetting,
    leave,
    listing,
    news,
    noticing,
    own_data,
    own_homes,
    own_list,
    own_mode,
    own_who,
    privacy,
    projects,
    stars,
    supervising,
    typed_shift,
)
from workflows.deps import Deps
from workflows.hand_over import say_handover
from workflows.identify import LANGS
from workflows.join import roles_of, send_menu, start_with_code
from workflows.own_unit import say_units
from workflows.reach import person_addresses
from workflows.scanning import come_by_poster
from workflows.settle_words import say_words
from workflows.shifts import today_of
from workflows.speech import Address, Message, say
from workflows.surge import say_surges

COMMANDS_MOST = 7
"""Commands in the first message of /help; those of every day come first."""

COMMANDS_AT_ONCE = 10
"""And in each further one: some take two lines."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who called a command, where the answer goes, and what was sent with it."""

    person: Person
    address: Address
    media: tuple[Media, ...] = ()


async def run_command(work: Work, deps: Deps, caller: Caller, called: Called) -> None:
    """Run a command for its caller. Raises Refusal when it is not theirs."""
    roles = await roles_of(work, caller.person.id)
    if not may_call(called.name, roles):
        raise Refusal("refuse-command-staff" if STAFF & set(roles) else "refuse-command")
    await _RUN[called.name](work, deps, caller, called.argument)


async def _start(work: Work, deps: Deps, caller: Caller, argument: str) -> None:
    if is_home_token(argument):
        await come_by_poster(work, deps, caller.person, argument, caller.address)
        return
    if slip := slip_in(argument):
        await own_list.show_slip(work, deps, caller.person, caller.address, slip)
        return
    if argument:
        await start_with_code(work, deps, caller.person, argument, caller.address)
        return
    await say(work, deps, [caller.address], Message((part("welcome"),)))
    roles = await roles_of(work, caller.person.id)
    await send_menu(work, deps, caller.address, roles)


async def _help(work: Work, deps: Deps, caller: Caller, _argument: str) -> None:
    """How it works, and the commands as far as they fit; the rarer ones are a tap away."""
    roles = await roles_of(work, caller.person.id)
    names = menu_for(roles)
    first = names if len(names) <= COMMANDS_MOST else names[:COMMANDS_MOST]
    lines = [part(_help_key(roles)), *_command_lines(first)]
    if deps.rules.emergency_phone and not is_by_text(caller.person.about):
        lines.append(part("help-phone", phone=deps.rules.emergency_phone))
    left = len(names) - len(first)
    more = Button("help-more", Press("help", 0, "more"), (("count", left),))
    rows: Rows = ((more,),) if left else ()
    rows = rows if roles else (*rows, *own_mode.offer(caller.person))
    await say(work, deps, [caller.address], Message(tuple(lines), rows))


async def say_more_help(work: Work, deps: Deps, person: Person) -> Part:
    """The rarer commands, as many in each message as a small screen shows."""
    names = menu_for(await roles_of(work, person.id))[COMMANDS_MOST:]
    lines = _command_lines(names) or [part("help")]
    to = await person_addresses(work, person.id)
    for start in range(0, len(lines), COMMANDS_AT_ONCE):
        message = Message(tuple(lines[start : start + COMMANDS_AT_ONCE]))
        await say(work, deps, to, message)
    return part("toast-shown")


def _command_lines(names: Iterable[str]) -> list[Part]:
    return [part("help-line", name=n, what=word(f"command-{n}")) for n in names]


def _help_key(roles: list[Role]) -> str:
    if not roles:
        return "help"
    return "help-staff" if STAFF & set(roles) else "vanguard-help"


async def _my(work: Work, deps: Deps, caller: Caller, _argument: str) -> None:
    await own_list.say_tickets(work, deps, caller.person, caller.address)


async def _todo(work: Work, deps: Deps, caller: Caller, argument: str) -> None:
    if argument:
        await finding.say_found(work, deps, caller.person, caller.address, argument)
        return
    await listing.say_todo(work, deps, caller.person, caller.address)


async def _queue(work: Work, deps: Deps, caller: Caller, argument: str) -> None:
    if argument:
        await finding.say_found(work, deps, caller.person, caller.address, argument)
        return
    await listing.say_queue(work, deps, caller.person, caller.address)


async def _find(work: Work, deps: Deps, caller: Caller, argument: str) -> None:
    await finding.say_found(work, deps, caller.person, caller.address, argument)


async def _supervise(work: Work, deps: Deps, caller: Caller, argument: str) -> None:
    await supervising.command(work, deps, caller.person, caller.address, argument)


async def _exclude(work: Work, deps: Deps, caller: Caller, argument: str) -> None:
    await exclusion_list.command(work, deps, caller.person, caller.address, argument)


async def _duty(work: Work, deps: Deps, caller: Caller, argument: str) -> None:
    if argument and read_day(argument, today_of(deps)) is None:
        await typed_shift.put_on(work, deps, caller.person, caller.address, argument)
    else:
        await duty.say_duty(work, deps, caller.person, caller.address)


async def _leave(work: Work, deps: Deps, caller: Caller, _argument: str) -> None:
    await leave.say_leave(work, deps, caller.person, caller.address)


async def _back(work: Work, deps: Deps, caller: Caller, argument: str) -> None:
    day = read_day(argument, today_of(deps))
    if day and day > today_of(deps):  # not yet
        await leave.say_leave(work, deps, caller.person, caller.address)
        return
    await leave.come_back(work, deps, caller.person, caller.address)


async def _handover(work: Work, deps: Deps, caller: Caller, _argument: str) -> None:
    await say_handover(work, deps, caller.person, caller.address)


async def _words(work: Work, deps: Deps, caller: Caller, _argument: str) -> None:
    await say_words(work, deps, caller.person, caller.address)


async def _surge(work: Work, deps: Deps, caller: Caller, _argument: str) -> None:
    await say_surges(work, deps, caller.person, caller.address)


async def _summary(work: Work, deps: Deps, caller: Caller, argument: str) -> None:
    await archive.say_summary(work, deps, caller.person, caller.address, argument)


async def _notice(work: Work, deps: Deps, caller: Caller, argument: str) -> None:
    said = argument, caller.media
    await noticing.command(work, deps, caller.person, caller.address, said)


async def _projects(work: Work, deps: Deps, caller: Caller, argument: str) -> None:
    await projects.command(work, deps, caller.person, caller.address, argument)


async def _mute(work: Work, deps: Deps, caller: Caller, _argument: str) -> None:
    await news.mute(work, deps, caller.person, caller.address)


async def _unit(work: Work, deps: Deps, caller: Caller, _argument: str) -> None:
    await say_units(work, deps, caller.person, caller.address)


async def _export(work: Work, deps: Deps, caller: Caller, _argument: str) -> None:
    await exporting.say_export(work, deps, caller.person, caller.address)


async def _star(work: Work, deps: Deps, caller: Caller, _argument: str) -> None:
    await stars.say_wish(work, deps, caller.person, caller.address)


async def _news(work: Work, deps: Deps, caller: Caller, _argument: str) -> None:
    await news.say_news(work, deps, caller.person, caller.address)


async def _lang(work: Work, deps: Deps, caller: Caller, _argument: str) -> None:
    row = tuple(Button(f"button-lang-{lang}", Press("lang", 0, lang)) for lang in LANGS)
    await say(work, deps, [caller.address], Message((part("lang-ask"),), (row,)))


async def _privacy(work: Work, deps: Deps, caller: Caller, _argument: str) -> None:
    await privacy.say_screen(work, deps, caller.person, caller.address)


async def _home(work: Work, deps: Deps, caller: Caller, _argument: str) -> None:
    await own_homes.say_homes(work, deps, caller.person, caller.address)


async def _elder(work: Work, deps: Deps, caller: Caller, _argument: str) -> None:
    await own_mode.command(work, deps, caller.person, caller.address)


async def _who(work: Work, deps: Deps, caller: Caller, _argument: str) -> None:
    await own_who.say_who(work, deps, caller.person, caller.address)


async def _mydata(work: Work, deps: Deps, caller: Caller, _argument: str) -> None:
    await own_data.say_copy(work, deps, caller.person, caller.address)


async def _forget(work: Work, deps: Deps, caller: Caller, _argument: str) -> None:
    await forgetting.ask(work, deps, caller.person, caller.address)


async def _bind(work: Work, deps: Deps, caller: Caller, _argument: str) -> None:
    await say(work, deps, [caller.address], Message((part("bind-in-group"),)))


_RUN: dict[str, Callable[[Work, Deps, Caller, str], Awaitable[None]]] = {
    "start": _start,
    "help": _help,
    "my": _my,
    "todo": _todo,
    "queue": _queue,
    "find": _find,
    "supervise": _supervise,
    "exclude": _exclude,
    "duty": _duty,
    "leave": _leave,
    "back": _back,
    "handover": _handover,
    "words": _words,
    "surge": _surge,
    "summary": _summary,
    "unit": _unit,
    "export": _export,
    "star": _star,
    "news": _news,
    "notice": _notice,
    "mute": _mute,
    "projects": _projects,
    "lang": _lang,
    "privacy": _privacy,
    "home": _home,
    "elder": _elder,
    "who": _who,
    "mydata": _mydata,
    "forget": _forget,
    "bind": _bind,
}
