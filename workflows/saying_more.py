"""She goes on writing: what comes within a short window of a report is more of that report, not a
second one. A report is taken at once all the same; nothing waits for the window. Which message is
more is decided in domain/burst.py."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from db import people, tickets
from db.models import Ticket
from db.session import Work
from domain.burst import Next, is_going_on, joined, says_little
from domain.catalogue import UNCLEAR, Kind
from domain.duplicates import DANGER
from domain.followups import asked_about, follows_up, urges
from domain.inbound import MAX_TEXT, has_words
from domain.lifecycle import LIVE, Status
from domain.remarks import tells_news
from domain.said import Part, Rows, category_name, part
from domain.shield import asks_to_be_sealed, without_wish
from domain.understanding import understand
from workflows import bringing_along, cards, correcting, owning, reach, sealing, urging
from workflows.alike import compare_again
from workflows.answering import compound_buttons, expect_place, where_is_needed
from workflows.asking import which_compound
from workflows.clockwork import note
from workflows.deps import DIALOG_WINDOW, Deps
from workflows.echoing import open_along
from workflows.learn import in_own_words
from workflows.open_ticket import say_whom_to_call
from workflows.promise import hears_by
from workflows.report import Report
from workflows.rereading import reread, said_in
from workflows.saying_where import is_only_place
from workflows.setting_apart import button_for
from workflows.speech import Message, say
from workflows.voice import wait_for_words

TOPIC = "more"
"""Of several answers in a row only the last is sent, where the earlier ones have not gone out."""

LOOKED_AT = 6
"""More tickets of one message than these are not looked through."""


@dataclass(frozen=True, slots=True)
class Burst:
    """The tickets of the report she goes on with, locked, and its words so far. `answered`: she has
    been told once already that what she goes on saying is kept with it. `late`: the window is over,
    and whoever has it may have read it."""

    tickets: tuple[Ticket, ...]
    text: str
    answered: bool = False
    late: bool = False


async def goes_on(work: Work, deps: Deps, report: Report) -> bool:
    """Whether the message is more of the report its sender has just written; then it has joined
    it."""
    burst = await _burst(work, deps, report)
    if burst is None or await _is_about_work(work, report):
        return False
    if await _is_of_another(work, deps, report, burst):
        return False
    text = joined((burst.text, report.incoming.text))
    meaning = understand(without_wish(text), deps.rules.catalogue, deps.rules.org.compound_names)
    meaning = await in_own_words(work, deps, text, meaning, report.person)
    said = said_in(deps, burst.text)
    known = tuple(one.category for one in burst.tickets)
    accuses = any(one.against for one in burst.tickets)
    before = understand(burst.text, deps.rules.catalogue, deps.rules.org.compound_names)
    alone = report.meaning
    come = Next(burst.text, report.incoming.text, alone, before, meaning, said, known, accuses)
    in_danger = any(one.level == DANGER for one in burst.tickets)
    if burst.late and report.meaning.kind is Kind.CHAT and not in_danger:
        return False  # 天真冷 is small talk, 120来了 after a cry for help is not
    if come.begins_what_was_shown:
        await bringing_along.open_with(work, deps, report, burst.tickets)
    elif in_danger and come.is_same_danger:
        await _join_danger(work, deps, report, burst)
    elif come.is_danger_there:
        there = replace(report.meaning, place=said)
        await open_along(work, deps, replace(report, meaning=there))
    elif not come.is_more or (in_danger and come.is_general):
        return False
    elif not in_danger and (meaning.danger_is_named if burst.late else meaning.life_safety):
        whole = replace(report, incoming=replace(report.incoming, text=text), meaning=meaning)
        await open_along(work, deps, whole)  # the words are a danger only when read together
    else:
        await _join(work, deps, report, burst, come)
    return True


async def _burst(work: Work, deps: Deps, report: Report) -> Burst | None:
    """What she may be going on with: one look at a value that is known already, as long as she has
    reported nothing just now."""
    window, now, incoming = deps.rules.gathering, deps.now(), report.incoming
    if report.latest is None or incoming.edited or incoming.reply_to:
        return None
    soon = bool(window) and now - report.latest <= DIALOG_WINDOW
    may_explain = soon and has_words(incoming.text)
    little = may_explain and says_little(incoming.text, report.meaning)
    just_now = little or is_going_on(report.latest, (now,), now, window)
    if not (may_explain or just_now):
        return None
    newest = await tickets.newest_of(work, report.person.id, LOOKED_AT)
    told = [one for one in newest if one.thread == newest[0].thread]
    wordless = may_explain and not any(map(_says_what, told))  # we asked what she showed
    if not (wordless or just_now):
        return None
    numbers = [one.id for one in told]
    locked = [await tickets.lock(work, number) for number in sorted(numbers)]
    going_on = LIVE - {Status.DONE}  # what is done waits for her word about it
    mine = tuple(one for one in locked if one and one.status in going_on and one.origin is None)
    if not mine:
        return None
    adds = [one.at for one in await tickets.events_of(work, numbers, "add")]
    in_time = wordless or is_going_on(mine[0].opened_at, adds, now, window)
    if not (in_time or little):
        return None
    text = joined([one.text for one in mine])
    return Burst(mine, text, answered=bool(adds) and in_time, late=not in_time)


def _says_what(ticket: Ticket) -> bool:
    """Whether it tells more than where that is which was shown."""
    return bool(ticket.text) and not (ticket.media and ticket.category == UNCLEAR)


async def _is_of_another(work: Work, deps: Deps, report: Report, burst: Burst) -> bool:
    """电梯那个怎么还没人来, just after another matter was told: an urging, a question how
    something stands, or words that name an older ticket of hers, go the way of those."""
    text = report.incoming.text
    if urges(text) or asked_about(text):
        return True
    if not follows_up(text):
        return False
    mine = await tickets.of_owner(work, report.person.id, limit=urging.LOOKED_AT)
    named = urging.meant(deps, text, [one for one in mine if one.status in LIVE])
    return named is not None and named.id not in {one.id for one in burst.tickets}


async def _is_about_work(work: Work, report: Report) -> bool:
    """Staff with something in hand, or who tell how it goes, speak of that."""
    person = report.person.id
    if not (await people.roster_of(work)).roles_of(person):
        return False
    text = report.incoming.text
    return tells_news(text) or bool(await tickets.in_hand_of(work, person, limit=1))


async def _join(work: Work, deps: Deps, report: Report, burst: Burst, come: Next) -> None:
    """Put the message into the ticket that it is more of, and the place it names into all. Of
    several in a row one is answered, and whatever changes what she was told."""
    first = _meant(burst.tickets, come)
    another = come.may_be_another
    if burst.late or first.status is not Status.QUEUED or len(first.text) > MAX_TEXT:
        await owning.add(work, deps, first, report, quiet=True)
        lines: tuple[Part, ...] = (part("said-added", code=cards.code_of(deps.rules, first)),)
        buttons: Rows = ()
        changed = False
    else:
        before = _told(first)
        lines, buttons = await _take_in(work, deps, report, first, come)
        changed = bool(buttons) or len(lines) > 1 or before != _told(first)
    if not burst.answered or changed or another:
        rows = (*buttons, *_apart(first, report))
        answer = Message(lines, rows, ticket=first.id, topic=None if another else TOPIC)
        await say(work, deps, [report.address], answer)
    if first.status is Status.QUEUED:
        await compare_again(work, deps, first, [report.address])
    if not come.alone.place.is_empty:
        for other in burst.tickets:
            if other.id != first.id:
                await correcting.take_place(work, deps, other, first.place)


def _apart(ticket: Ticket, report: Report) -> Rows:
    """The tap by which it is another matter after all; where it is, is none."""
    text, meaning = report.incoming.text, report.meaning
    if not has_words(text) or is_only_place(meaning.place, text, meaning):
        return ()
    return button_for(ticket, report)


def _told(ticket: Ticket) -> tuple[object, ...]:
    """What an answer says of it."""
    return ticket.category, reach.lead_post(ticket), ticket.promised_at


def _meant(burst: Sequence[Ticket], come: Next) -> Ticket:
    named = [one.category for one in come.alone.matters if one.by_words]
    return next((one for one in burst if one.category in named), burst[0])


async def _take_in(
    work: Work, deps: Deps, report: Report, ticket: Ticket, come: Next
) -> tuple[tuple[Part, ...], Rows]:
    """Nobody has taken it yet: the words become the ticket's own, and its card is edited. Returns
    what she may be told."""
    media = [one.to_json() for one in report.incoming.media]
    text = report.incoming.text
    ticket.text, ticket.media = joined((ticket.text, text)), [*ticket.media, *media]
    if asks_to_be_sealed(text):
        sealing.seal(work, deps, ticket, report.person.id)
    values = {"text": text, "media": media, "from": report.thread, "joined": True}
    note(work, ticket, deps.now(), "add", person=report.person.id, **values)
    wait_for_words(work, deps, ticket, report)
    desk = reach.lead_post(ticket)
    if len(come.known) > 1:
        staff = await reach.directory(work, deps, ticket)
        await cards.refresh(work, deps, ticket, staff)
    else:
        await reread(work, deps, ticket, report, come.together)
    if media and desk == reach.lead_post(ticket):  # a new desk was sent all there is
        await owning.tell_staff(work, deps, ticket, report)
    return _answer(deps, report, ticket)


def _answer(deps: Deps, report: Report, ticket: Ticket) -> tuple[tuple[Part, ...], Rows]:
    """Where it stands now, and what is still unclear."""
    person = report.person
    asked = person.expects is not None and person.expects["kind"] == "place"
    line = part(
        "gathered",
        code=cards.code_of(deps.rules, ticket),
        category=category_name(ticket.category),
        who=cards.post_words(deps.rules, ticket.lead_unit, ticket.lead_role),
        hears=hears_by(deps, ticket.promised_at),
    )
    if where_is_needed(deps, ticket):
        expect_place(deps, person, ticket)
        if asked and report.meaning.place.is_empty:
            return (line,), ()  # she is asked once; her card still asks
        buttons = compound_buttons(deps, ticket)
        return (line, which_compound(ticket) if buttons else part("ask-place")), buttons
    if asked:
        person.expects = None
    return (line,), ()


async def _join_danger(work: Work, deps: Deps, report: Report, burst: Burst) -> None:
    """More words about a danger: told at once to everybody who was paged, and whom to call is said
    again; the page itself is one."""
    ticket = next(one for one in burst.tickets if one.level == DANGER)
    if report.meaning.life_safety:
        await say_whom_to_call(work, deps, report)
    await owning.add(work, deps, ticket, report, quiet=burst.answered)
    if not report.meaning.place.is_empty:
        await correcting.take_place(work, deps, ticket, report.meaning.place.to_json())
