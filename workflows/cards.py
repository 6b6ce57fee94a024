"""The card: one message per ticket and chat, with what this reader may see and press now."""

from dataclasses import dataclass, replace

from db import outbox, tickets
from db.models import Ticket
from db.session import Work
from domain.codes import ticket_code
from domain.inbound import Media
from domain.lifecycle import Action, Relation, Status, buttons
from domain.press import Press
from domain.said import Button, Part, Rows, category_name, moment, part, word
from workflows import reach
from workflows.clockwork import policy_of, told_at
from workflows.deps import Deps, Rules
from workflows.reach import Directory
from workflows.speech import Address, Message, Priority, say

TEXT_ON_CARD = 300
ROWS_OF_TWO = 2


@dataclass(frozen=True, slots=True)
class View:
    """Who looks at a card. `open_text`: may see the resident's own words and the room."""

    relations: frozenset[Relation]
    open_text: bool = True


GROUP_VIEW = View(frozenset({Relation.DESK}), open_text=False)
"""In a group nobody's words or room are shown; whoever presses is checked on their own."""


def code_of(rules: Rules, ticket: Ticket) -> str:
    """The ticket's code as people read it."""
    return ticket_code(ticket.id, ticket.opened_at.astimezone(rules.zone).date())


def place_words(rules: Rules, ticket: Ticket, *, room: bool = True) -> dict[str, object] | None:
    """Where it is, in words; None when nobody knows. Without `room` the building is the most."""
    place = ticket.place
    compound = rules.org.compounds.get(place.get("compound") or "")
    name = compound.name if compound else (place.get("compound_text") or "")
    values = {k: place.get(k) or "" for k in ("building", "unit", "floor", "room")}
    if not room:
        values |= {"unit": "", "floor": "", "room": ""}
    if not name and not any(values.values()):
        return None
    pieces = [word(f"place-{k}", value=v) for k, v in values.items() if v]
    return {"$join": [name, *pieces] if name else pieces, "with": "place"}


def post_words(rules: Rules, unit: str, role: str) -> dict[str, object]:
    """A post in words: unit and role."""
    return word("post", unit=rules.org.units[unit].name, role=word(f"role-{role}"))


def person_words(name: str, role: str | None) -> dict[str, object]:
    """A member of staff as others may see them: surname and role."""
    return word(f"call-{role or 'staff'}", surname=name[:1])


def shielded(ticket: Ticket, post_unit: str) -> bool:
    """Whether a unit must not see who complained: it is the one complained about."""
    if ticket.against == "community":
        return post_unit == ticket.community
    return ticket.against == "property" and post_unit != ticket.community


def parts_of(deps: Deps, ticket: Ticket, view: View, holder: object | None) -> tuple[Part, ...]:
    """The lines of the card. `holder`: see `_holder`."""
    rules = deps.rules
    lines = [
        part(
            "card-head",
            level=ticket.level,
            code=code_of(rules, ticket),
            category=category_name(ticket.category),
        )
    ]
    where = place_words(rules, ticket, room=view.open_text)
    if where:
        lines.append(part("card-where", place=where))
    if view.open_text:
        lines.append(part("card-text", text=ticket.text[:TEXT_ON_CARD]))
        if ticket.media:
            lines.append(part("card-media", count=len(ticket.media)))
    lines += _voices(ticket)
    if ticket.redo:
        lines.append(part("card-redo", count=ticket.redo))
    if ticket.unsure and ticket.status is Status.QUEUED:
        lines.append(part("card-unsure"))
    if Relation.SUPPORT in view.relations and ticket.status is Status.QUEUED:
        lines.append(part("card-support"))
    else:
        lines.extend(_state_lines(deps, ticket, holder))
    if ticket.status is Status.QUEUED:
        lines.append(_why_line(rules, ticket, view))
    return tuple(lines)


def _voices(ticket: Ticket) -> list[Part]:
    """How many say it, and which one it may be the same as."""
    lines = []
    if ticket.incident:
        lines.append(part("card-incident", count=ticket.households))
    elif ticket.households > 1:
        lines.append(part("card-households", count=ticket.households))
    if ticket.alike and ticket.status is not Status.MERGED:
        lines.append(part("card-alike", code=ticket.alike))
    return lines


def _state_lines(deps: Deps, ticket: Ticket, holder: object | None) -> list[Part]:
    if ticket.held_until:
        return [part("card-held", who=holder or "", until=moment(ticket.held_until))]
    if ticket.status is Status.HANDLING:
        return [part("card-handling", who=holder or "", due=moment(ticket.fix_due))]
    if ticket.status is Status.QUEUED and ticket.accept_due < deps.now():
        return [part("card-overdue")]
    if ticket.status is Status.QUEUED:
        return [part("card-due", due=moment(ticket.accept_due))]
    return [part(f"card-{ticket.status}", who=holder or "")]


def _why_line(rules: Rules, ticket: Ticket, view: View) -> Part:
    line = word(ticket.reasons[0])
    if view.open_text and len(ticket.reasons) > 1:
        return part("card-why-words", line=line, words={"$join": ticket.reasons[1:]})
    return part("card-why", line=line)


def card_buttons(ticket: Ticket, view: View, *, asked: bool = False) -> Rows:
    """The buttons this person may press now, at most two in a row. "Still on it" is an answer and
    stands only where it was asked."""
    flat: list[Button] = []
    hidden = _not_now(ticket)
    for action in buttons(ticket.status, view.relations):
        if action in hidden:
            continue
        if action is Action.STILL_ON and not asked:
            continue
        if action is Action.ACKNOWLEDGE and Relation.DESK in view.relations:
            continue
        flat.append(Button(f"button-{action}", Press(action, ticket.id)))
    return tuple(tuple(flat[i : i + ROWS_OF_TWO]) for i in range(0, len(flat), ROWS_OF_TWO))


def _not_now(ticket: Ticket) -> frozenset[Action]:
    """Actions without a button on the card: the resident's own, and those a hold stands against or
    is missing for."""
    owners = frozenset({Action.SOLVED, Action.UNSOLVED, Action.RATE})
    if ticket.held_until:
        return owners | {Action.DEFER, Action.RETURN}
    never = frozenset() if policy_of(ticket).deferrals else frozenset({Action.DEFER})
    return owners | {Action.RESUME} | never


def view_of(rules: Rules, ticket: Ticket, person_id: int, staff: Directory) -> View:
    """What a member of staff may see and press."""
    posts = staff.roles(person_id)
    mine = reach.relations(rules, ticket, person_id, posts)
    hidden = bool(posts) and all(shielded(ticket, post.unit) for post in posts)
    return View(mine - {Relation.OWNER}, open_text=not hidden)


def holder_words(ticket: Ticket, staff: Directory) -> object | None:
    """Who has the ticket, in words others may read."""
    return staff_words(ticket.handler_id, staff) if ticket.handler_id else None


def staff_words(person_id: int, staff: Directory) -> dict[str, object]:
    """A member of staff in words others may read."""
    for member in staff.staff:
        if member.person_id == person_id:
            return person_words(member.name, member.own_role or member.post.role)
    return person_words("", None)


async def _holder(work: Work, deps: Deps, ticket: Ticket, staff: Directory) -> object | None:
    """Who has the ticket, in words; of a merged one the code of its main ticket."""
    if ticket.status is Status.MERGED:
        return code_of(deps.rules, await tickets.main_of(work, ticket))
    return holder_words(ticket, staff)


async def show(
    work: Work, deps: Deps, ticket: Ticket, staff: Directory, people: tuple[int, ...] = ()
) -> None:
    """Send the ticket's card anew to these people."""
    holder = await _holder(work, deps, ticket, staff)
    made: dict[View, Message] = {}
    for person_id in dict.fromkeys(people):
        members = [s for s in staff.staff if s.person_id == person_id]
        view = view_of(deps.rules, ticket, person_id, staff)
        if view not in made:
            made[view] = _card(deps, ticket, view, holder)
        await say(work, deps, reach.addresses(members), made[view])


async def show_if_none(
    work: Work, deps: Deps, ticket: Ticket, staff: Directory, person_id: int
) -> None:
    """Send the card to somebody who took the ticket from a reminder or an escalation."""
    standing = {(channel, chat) for channel, chat, _ in await outbox.card_chats(work, ticket.id)}
    mine = {(s.channel, s.chat) for s in staff.staff if s.person_id == person_id}
    if not mine & standing:
        await show(work, deps, ticket, staff, (person_id,))
        await show_media(work, deps, ticket, staff, (person_id,))


async def show_media(
    work: Work, deps: Deps, ticket: Ticket, staff: Directory, people: tuple[int, ...]
) -> None:
    """Send what the resident attached to those of these people who may see her own words. A
    message of its own: a card is edited, and photos cannot be edited into it."""
    if not ticket.media:
        return
    seeing = [p for p in people if view_of(deps.rules, ticket, p, staff).open_text]
    members = [s for s in staff.staff if s.person_id in seeing]
    message = Message(
        (part("staff-media", code=code_of(deps.rules, ticket)),),
        ticket=ticket.id,
        media=tuple(Media(**kept) for kept in ticket.media),
        priority=Priority.CARD,
    )
    await say(work, deps, reach.addresses(members), message)


async def show_groups(work: Work, deps: Deps, ticket: Ticket, staff: Directory) -> None:
    """Send the ticket's card to the staff groups it concerns, without anything personal."""
    groups = await reach.staff_groups(work, ticket)
    if not groups:
        return
    holder = await _holder(work, deps, ticket, staff)
    await say(work, deps, groups, _card(deps, ticket, GROUP_VIEW, holder))


async def refresh(work: Work, deps: Deps, ticket: Ticket, staff: Directory) -> None:
    """Bring every card of this ticket that stands in some chat up to its present state."""
    holder = await _holder(work, deps, ticket, staff)
    for channel, chat, lang in await outbox.card_chats(work, ticket.id):
        person = next((s for s in staff.staff if (s.channel, s.chat) == (channel, chat)), None)
        view = view_of(deps.rules, ticket, person.person_id, staff) if person else GROUP_VIEW
        message = replace(_card(deps, ticket, view, holder), kind="update")
        await say(work, deps, [Address(channel, chat, lang)], message)


def _card(deps: Deps, ticket: Ticket, view: View, holder: object | None) -> Message:
    urgent = not policy_of(ticket).quiet
    quiet = told_at(deps, ticket) > deps.now()
    return Message(
        parts_of(deps, ticket, view, holder),
        card_buttons(ticket, view),
        ticket=ticket.id,
        kind="card",
        priority=Priority.PAGE if urgent else Priority.CARD,
        silent=quiet and not urgent,
        topic="card",
    )
