"""问居民, 回话: whoever has a ticket and its resident talk through us. What goes over is a copy,
under the ticket's code and a role: no account, no name. To the side she complains about only her
words go, with what tells who she is covered."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from db import outbox, people, tickets
from db.models import Person, Ticket
from db.session import Work
from domain.errors import Refusal
from domain.inbound import Media
from domain.lifecycle import LIVE, Action, Relation, allowed
from domain.press import Press
from domain.said import Button, Part, part, word
from domain.shield import covered, names_said
from domain.sight import does_the_work
from workflows import cards, correcting, handling, owning, reach, sealing, talking
from workflows.clockwork import note, policy_of
from workflows.deps import DIALOG_WINDOW, Deps
from workflows.reach import Directory
from workflows.report import Report
from workflows.speech import TALK, Message, Priority, say

SAME_BREATH = timedelta(minutes=2)
"""People write in several short messages, and send several photos: what follows the first one so
soon goes the same way, unless it is plainly something else."""

AGAIN = "again"
"""The choice on the button under an answer: a reply to that message is no progress note."""

HER_DIALOGS = ("place", "rating_note", Action.ANSWER)
"""What a resident may have been asked before; a newer question to her takes its place."""


@dataclass(frozen=True, slots=True)
class Meant:
    """What a resident's message answers: the ticket, and who of the staff asked."""

    ticket: Ticket
    asker: int
    place: bool = False


async def ask_words(work: Work, deps: Deps, ticket: Ticket, person: Person) -> Part:
    """问居民 was pressed: the next messages of this person go to the resident."""
    staff = await handling.check(work, deps, ticket, Action.CONTACT, person.id)
    await _check_reachable(work, deps, ticket)
    person.expects = _dialog(
        Action.CONTACT, ticket, deps.now() + DIALOG_WINDOW, about=ticket.category
    )
    lines = [part("relay-ask", code=cards.code_of(deps.rules, ticket))]
    if _is_shielded(deps, ticket, person.id, staff):
        lines.append(part("relay-ask-covered"))
    to = await reach.person_addresses(work, person.id)
    await say(work, deps, to, Message(tuple(lines), ticket=ticket.id, topic=TALK))
    return part("relay-toast-ask")


async def _check_reachable(work: Work, deps: Deps, ticket: Ticket) -> None:
    if not await reach.owner_addresses(work, deps, ticket):
        raise Refusal("relay-nobody", code=cards.code_of(deps.rules, ticket))


def _dialog(kind: str, ticket: Ticket, until: datetime, **more: Any) -> dict[str, Any]:
    return {"kind": kind, "ticket": ticket.id, "until": until.isoformat()} | more


def _is_shielded(deps: Deps, ticket: Ticket, person_id: int, staff: Directory) -> bool:
    return not cards.view_of(deps.rules, ticket, person_id, staff).open_text


async def is_question(work: Work, report: Report, expects: dict[str, Any]) -> bool:
    """Whether a message is (more of) what somebody wants to ask. A reply about another ticket is
    not; nor is, after the first message, any reply, an empty one, or a report of their own."""
    incoming = report.incoming
    going_on = bool(expects.get("going_on"))
    if incoming.reply_to:
        found = await outbox.tickets_of_message(
            work, incoming.channel, incoming.chat, incoming.reply_to
        )
        return not going_on and expects["ticket"] in (found or (expects["ticket"],))
    if not going_on:
        return True
    says_something = bool(incoming.text.strip() or incoming.media)
    other = talking.asks_for_something(report, besides=expects["about"])
    return says_something and not (other and not report.meaning.place.is_empty)


def turn_to(person: Person, ticket: Ticket) -> None:
    """Whoever presses a button of another ticket says nothing more in this talk: their next message
    is no part of it."""
    expects = person.expects or {}
    if expects.get("going_on") and expects["ticket"] != ticket.id:
        person.expects = None


async def take_question(work: Work, deps: Deps, report: Report, expects: dict[str, Any]) -> None:
    """What somebody wants to ask, after 问居民."""
    ticket = await tickets.lock(work, expects["ticket"])
    if ticket is None:
        raise Refusal("refuse-unknown-ticket")
    await ask(work, deps, ticket, report)


async def ask(work: Work, deps: Deps, ticket: Ticket, report: Report) -> None:
    """Pass a question on to the resident. It counts as having contacted her, and as news."""
    person, incoming = report.person, report.incoming
    handling.need_words(incoming.text, incoming.media)
    person.expects = None
    staff = await handling.check(work, deps, ticket, Action.CONTACT, person.id)
    await _check_reachable(work, deps, ticket)
    await handling.contacted(work, deps, ticket)
    await handling.has_news(work, deps, ticket)
    said = {"code": cards.code_of(deps.rules, ticket), "who": cards.staff_words(person.id, staff)}
    if incoming.text.strip():
        lines = [part("relay-asked", **said, text=incoming.text)]
    else:
        lines = [part("relay-asked-shown", **said)]
    if _is_shielded(deps, ticket, person.id, staff):
        lines.append(part("relay-asked-covered"))
    button = Button("button-answer", Press(Action.ANSWER, ticket.id, str(person.id)))
    await handling.tell_owner(
        work, deps, ticket, tuple(lines), buttons=((button,),), media=incoming.media
    )
    await _listen(work, deps, ticket, person.id)
    _note(work, deps, ticket, report, to="resident")
    until = deps.now() + SAME_BREATH
    person.expects = _dialog(Action.CONTACT, ticket, until, about=ticket.category, going_on=True)
    await _acknowledge(work, deps, ticket, report, part("relay-said-asked"))
    await cards.refresh(work, deps, ticket, staff)


def _note(work: Work, deps: Deps, ticket: Ticket, report: Report, **more: Any) -> None:
    """The history keeps who said what. Files are not kept as `media`: what is shown in a talk is
    no evidence that it is done."""
    sent = [m.to_json() for m in report.incoming.media]
    text, person = report.incoming.text, report.person.id
    note(work, ticket, deps.now(), "relay", person=person, text=text, sent=sent, **more)


async def _acknowledge(work: Work, deps: Deps, ticket: Ticket, report: Report, line: Part) -> None:
    """Whoever wrote hears that it went over; of several in a row only the last is said. Where there
    may be a danger, also whom to call."""
    lines, meaning = [line], report.meaning
    if meaning.perhaps_danger or (meaning.life_safety and not meaning.danger_is_named):
        phones = deps.rules.catalogue.unnamed_danger.phones
        lines.append(part("danger-perhaps", phones={"$join": list(phones)}))
    topic = TALK if len(lines) == 1 else None  # whom to call stays
    message = Message(tuple(lines), ticket=ticket.id, topic=topic)
    await say(work, deps, [report.address], message)


async def _listen(work: Work, deps: Deps, ticket: Ticket, asker: int) -> None:
    """The next message of whoever speaks for the resident is the answer, unless they are in the
    middle of something as staff: then the button and a reply remain."""
    speaking: tuple[int, ...] = (ticket.owner_id,)
    if reach.is_passed_on(ticket):
        speaking = await reach.tellers(work, deps, ticket)
    if len(speaking) != 1:
        return  # the button remains to each of them
    owner = await work.get_one(Person, speaking[0])
    before = owner.expects
    if before and datetime.fromisoformat(before["until"]) >= deps.now():
        if before["kind"] not in HER_DIALOGS or owner.id == asker:
            return
        asked_where = before["kind"] == "place" or before.get("place", False)
    else:
        asked_where = False
    until = deps.now() + DIALOG_WINDOW
    owner.expects = _dialog(Action.ANSWER, ticket, until, to=asker, place=asked_where)


async def ask_answer(
    work: Work, deps: Deps, ticket: Ticket, person: Person, choice: str | None
) -> Part:
    """回话 was pressed: whatever she writes next is the answer."""
    staff = await handling.check(work, deps, ticket, Action.ANSWER, person.id)
    asked = await tickets.events_of(work, [ticket.id], "relay")
    asker = next((e.person_id for e in asked if str(e.person_id) == choice), None)
    if asker is None:
        raise Refusal("refuse-button")
    until = deps.now() + DIALOG_WINDOW
    person.expects = _dialog(Action.ANSWER, ticket, until, to=asker, tapped=True)
    line = part("relay-ask-answer", who=cards.staff_words(asker, staff))
    to = await reach.person_addresses(work, person.id)
    await say(work, deps, to, Message((line,), ticket=ticket.id, topic=TALK))
    return part("relay-toast-answer")


async def goes_on(
    work: Work,
    deps: Deps,
    report: Report,
    replied: Ticket | None,
    expects: dict[str, Any] | None,
) -> bool:
    """Whether a message belongs to a talk, and was passed on. A danger to life that a resident
    names is always a report; where the ticket is about one, it reaches whoever asked as well. A
    danger that no word names is far more often a mere answer (现在在家): it is passed on."""
    if await _asks_again(work, deps, report, replied) and replied:
        await ask(work, deps, replied, report)
        return True
    meant = await _meant(work, deps, report, replied, expects)
    if meant is None:
        return False
    is_report = report.meaning.danger_is_named
    if not is_report or meant.ticket.level == "L0":
        await _answer(work, deps, report, meant)
    return not is_report


async def _presses_under(work: Work, report: Report) -> list[Press]:
    """What the buttons say under the message of ours that this one replies to."""
    incoming = report.incoming
    if not incoming.reply_to:
        return []
    payloads = await outbox.payloads_of_message(
        work, incoming.channel, incoming.chat, incoming.reply_to
    )
    return [press for press in map(Press.parse, payloads) if press]


async def _asks_again(work: Work, deps: Deps, report: Report, replied: Ticket | None) -> bool:
    """Whether it is a reply to what a resident answered."""
    if replied is None or await reach.speaks_for(work, deps, replied, report.person.id):
        return False
    again = (Action.CONTACT, AGAIN)
    return any((p.verb, p.choice) == again for p in await _presses_under(work, report))


async def _meant(
    work: Work,
    deps: Deps,
    report: Report,
    replied: Ticket | None,
    expects: dict[str, Any] | None,
) -> Meant | None:
    """What a resident's message answers: what it replies to, else what she was just asked, if it is
    not about another ticket or plainly about another matter."""
    if not (report.incoming.text.strip() or report.incoming.media):
        return None
    mine = report.person.id
    if replied and replied.status in LIVE and await reach.speaks_for(work, deps, replied, mine):
        for press in await _presses_under(work, report):
            if press.verb == Action.ANSWER and press.choice:
                return Meant(replied, int(press.choice))
    if not expects or expects["kind"] != Action.ANSWER:
        return None
    if replied and replied.id != expects["ticket"]:
        return None
    ticket = await tickets.lock(work, expects["ticket"])
    if ticket is None or not await reach.speaks_for(work, deps, ticket, mine):
        return None
    if Action.ANSWER not in allowed(ticket.status, [Relation.OWNER]):
        return None
    if not expects.get("tapped") and talking.asks_for_something(report, besides=ticket.category):
        return None
    return Meant(ticket, expects["to"], place=bool(expects.get("place")))


async def _answer(work: Work, deps: Deps, report: Report, meant: Meant) -> None:
    """Pass her answer on to whoever asked; when they no longer have to do with it, it is something
    she adds, for whoever has."""
    ticket, asker, person = meant.ticket, meant.asker, report.person
    staff = await reach.directory(work, deps, ticket)
    posts = await handling.posts_of(work, deps, asker)
    theirs = reach.relations(deps.rules, ticket, asker, posts, staff.part)
    person.expects = None
    if Action.CONTACT not in allowed(ticket.status, theirs):
        await owning.add(work, deps, ticket, report)
        return
    ticket.media = [*ticket.media, *(m.to_json() for m in report.incoming.media)]
    _note(work, deps, ticket, report, to="staff", asker=asker)
    if _is_shielded(deps, ticket, asker, staff):
        line = await _answer_covered(work, deps, report, meant, staff)
    else:
        files = report.incoming.media
        if does_the_work(deps.rules.org, (post.unit for post in posts)):
            files = sealing.files_of(ticket, files, doer=True)
        await _tell_staff(work, deps, meant, report.incoming.text, files)
        kept = len(files) < len(report.incoming.media)
        key = "relay-said-sealed" if kept else "relay-said-answered"
        line = part(key, who=cards.staff_words(asker, staff))
    await _acknowledge(work, deps, ticket, report, line)
    await cards.refresh(work, deps, ticket, staff)
    person.expects = _dialog(Action.ANSWER, ticket, deps.now() + SAME_BREATH, to=asker)
    if meant.place and not report.meaning.place.is_empty:
        await correcting.set_place(work, deps, ticket, report, report.meaning.place)


async def _tell_staff(
    work: Work, deps: Deps, meant: Meant, text: str, media: tuple[Media, ...] = ()
) -> None:
    """Her answer, or that behind a seal something of hers waits to be asked for."""
    code = cards.code_of(deps.rules, meant.ticket)
    line = part("relay-answered-shown" if media else "relay-answered-sealed", code=code)
    if text.strip():
        line = part("relay-answered", code=code, text=text)
    await _say_to(work, deps, meant.ticket, meant.asker, Message((line,), media=media))


async def _say_to(work: Work, deps: Deps, ticket: Ticket, person_id: int, message: Message) -> None:
    button = Button("button-contact", Press(Action.CONTACT, ticket.id, AGAIN))
    urgent = not policy_of(ticket).quiet
    ready = Message(
        message.parts,
        ((button,),),
        ticket=ticket.id,
        media=message.media,
        priority=Priority.PAGE if urgent else Priority.ANSWER,
    )
    await say(work, deps, await reach.person_addresses(work, person_id), ready)


async def _answer_covered(
    work: Work, deps: Deps, report: Report, meant: Meant, staff: Directory
) -> Part:
    """To the side complained about only her words go, covered; whoever has the ticket for the
    community reads all of it. Returns what she is told."""
    ticket, incoming = meant.ticket, report.incoming
    code, who = cards.code_of(deps.rules, ticket), cards.staff_words(meant.asker, staff)
    names = await people.names_of(work, [ticket.owner_id, report.person.id])
    words = covered(incoming.text, names | names_said(ticket.text) | names_said(incoming.text))
    if words.strip():
        await _tell_staff(work, deps, meant, words)
    else:
        line = part("relay-answered-kept", code=code)
        await _say_to(work, deps, ticket, meant.asker, Message((line,)))
    lead = ticket.handler_id
    if lead and lead != meant.asker and not _is_shielded(deps, ticket, lead, staff):
        text = incoming.text or word("relay-look")
        line = part("relay-answered-apart", code=code, who=who, text=text)
        await _say_to(work, deps, ticket, lead, Message((line,), media=incoming.media))
    return part("relay-said-kept" if incoming.media else "relay-said-covered", who=who)
