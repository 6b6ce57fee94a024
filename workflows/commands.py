"""What each chat command does in a private chat. /start CODE and /bind CODE are in join."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass

from db import tickets
from db.models import Person, Ticket
from db.session import Work
from domain.codes import slip_in
from domain.commands import STAFF, Called, menu_for
from domain.errors import Refusal
from domain.homes import is_home_token
from domain.inbound import Media
from domain.kin import is_by_text
from domain.lifecycle import WORKING, Action, Relation, Status, allowed
from domain.people import Role
from domain.permissions import may_call
from domain.press import Press
from domain.said import Button, Part, Rows, category_name, moment, part, word
from workflows import (
    archive,
    cards,
    duty,
    exclusion_list,
    exporting,
    finding,
    forgetting,
    leave,
    listing,
    news,
    noticing,
    own_card,
    own_data,
    own_homes,
    own_mode,
    own_who,
    privacy,
    projects,
    reach,
    slips,
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
from workflows.speech import Address, Message, say
from workflows.surge import say_surges

COMMANDS_MOST = 7
"""Commands in the first message of /help; those of every day come first."""

COMMANDS_AT_ONCE = 10
"""And in each further one: some take two lines."""

MOST_IN_ROW = 2


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
        await show_slip(work, deps, caller, slip)
        return
    if argument:
        await start_with_code(work, deps, caller.person, argument, caller.address)
        return
    await say(work, deps, [caller.address], Message((part("welcome"),)))
    roles = await roles_of(work, caller.person.id)
    await send_menu(work, deps, caller.address, roles)


async def show_slip(work: Work, deps: Deps, caller: Caller, code: str) -> None:
    """The code of a slip: what is on it belongs to whoever sent it from now on."""
    taken = await slips.take(work, deps, caller.person, code)
    lines = [part("slip-taken"), *(ticket_line(deps, ticket) for ticket in taken)]
    rows = tuple(row for ticket in taken for row in _owner_buttons(deps, ticket))
    told, more = await privacy.told_with_slip(work, caller.person, taken, asks=bool(rows))
    message = Message((*lines, *told), (*rows, *more), ticket=taken[0].id)
    await say(work, deps, [caller.address], message)


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


async def say_my_tickets(work: Work, deps: Deps, caller: Caller, _argument: str = "") -> None:
    """The resident's tickets with their present state, and what she may do with them."""
    mine = await tickets.of_owner(work, caller.person.id)
    if not mine:
        await say(work, deps, [caller.address], Message((part("my-none"),)))
        return
    lines = [part("my-head")]
    rows: list[tuple[Button, ...]] = []
    deferred = await _deferred_lines(work, mine)
    for ticket in mine:
        lines += [ticket_line(deps, ticket), *deferred.get(ticket.merged_into or ticket.id, ())]
        rows += _owner_buttons(deps, ticket)
    await say(work, deps, [caller.address], Message(tuple(lines), tuple(rows)))


async def _deferred_lines(work: Work, mine: tuple[Ticket, ...]) -> dict[int, list[Part]]:
    """Which of these (or of their main tickets) were extended or are held: why, until when, and by
    whose word."""
    going_on = (Status.QUEUED, Status.HANDLING, Status.RULING, Status.MERGED)
    numbers = [t.merged_into or t.id for t in mine if t.status in going_on]
    found: dict[int, dict[str, Part]] = {}
    kinds = ("extended", "held", "resumed", "unsolved")
    for event in await tickets.events_of(work, numbers, *kinds) if numbers else ():
        lines = found.setdefault(event.ticket_id, {})
        values = {name: event.values.get(name) for name in ("until", "reason", "who")}
        if event.kind == "extended":
            lines["extended"] = part("my-extended", **values)
        elif event.kind == "held":
            lines["held"] = part("my-held", **values)
        else:
            lines.clear() if event.kind == "unsolved" else lines.pop("held", None)
    return {number: list(lines.values()) for number, lines in found.items()}


def ticket_line(deps: Deps, ticket: Ticket) -> Part:
    """One ticket as its resident reads it: code, matter, state, next date; one that has passed is
    owned up to."""
    late = ticket.status in WORKING and ticket.promised_at < deps.now() and not ticket.held_until
    return part(
        f"my-late-{'told' if ticket.rung else 'soon'}" if late else f"my-{ticket.status}",
        code=cards.code_of(deps.rules, ticket),
        category=category_name(ticket.category),
        who=_watching(deps, ticket) if late and ticket.rung else _desk(deps, ticket),
        due=moment(ticket.promised_at),
    )


def _desk(deps: Deps, ticket: Ticket) -> dict[str, object]:
    return cards.post_words(deps.rules, ticket.lead_unit, ticket.lead_role)


def _watching(deps: Deps, ticket: Ticket) -> dict[str, object]:
    """Who was told that the date has passed."""
    ladder = reach.ladder_of(deps.rules, ticket)
    post = ladder[min(ticket.rung, len(ladder) - 1)]
    return cards.post_words(deps.rules, post.unit, post.role)


def _owner_buttons(deps: Deps, ticket: Ticket) -> Rows:
    may = allowed(ticket.status, [Relation.OWNER])
    shown = [a for a in (Action.SOLVED, Action.UNSOLVED, Action.URGE) if a in may]
    code = (("code", cards.code_of(deps.rules, ticket)),)
    row = [Button(f"button-{action}-code", Press(action, ticket.id), code) for action in shown]
    if len(row) < MOST_IN_ROW:
        row.append(Button("own-button-track-code", Press(own_card.TRACK, ticket.id), code))
    return (tuple(row),)


async def _todo(work: Work, deps: Deps, caller: Caller, _argument: str) -> None:
    await listing.say_todo(work, deps, caller.person, caller.address)


async def _queue(work: Work, deps: Deps, caller: Caller, _argument: str) -> None:
    await listing.say_queue(work, deps, caller.person, caller.address)


async def _find(work: Work, deps: Deps, caller: Caller, argument: str) -> None:
    await finding.say_found(work, deps, caller.person, caller.address, argument)


async def _supervise(work: Work, deps: Deps, caller: Caller, argument: str) -> None:
    await supervising.command(work, deps, caller.person, caller.address, argument)


async def _exclude(work: Work, deps: Deps, caller: Caller, argument: str) -> None:
    await exclusion_list.command(work, deps, caller.person, caller.address, argument)


async def _duty(work: Work, deps: Deps, caller: Caller, argument: str) -> None:
    if argument:
        await typed_shift.put_on(work, deps, caller.person, caller.address, argument)
    else:
        await duty.say_duty(work, deps, caller.person, caller.address)


async def _leave(work: Work, deps: Deps, caller: Caller, _argument: str) -> None:
    await leave.say_leave(work, deps, caller.person, caller.address)


async def _back(work: Work, deps: Deps, caller: Caller, _argument: str) -> None:
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
    "my": say_my_tickets,
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
