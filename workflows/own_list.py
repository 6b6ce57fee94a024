"""A resident's tickets in a list, with what she may do with each; and what was on a slip of
paper."""

from db import tickets
from db.models import Person, Ticket
from db.session import Work
from domain.lifecycle import WORKING, Action, Relation, Status, allowed
from domain.press import Press
from domain.said import Button, Part, Rows, category_name, moment, part
from workflows import cards, own_card, own_lines, privacy, reach, slips
from workflows.deps import Deps
from workflows.speech import Address, Message, say

MOST_IN_ROW = 2


async def show_slip(work: Work, deps: Deps, person: Person, to: Address, code: str) -> None:
    """The code of a slip: what is on it belongs to whoever sent it from now on."""
    taken = await slips.take(work, deps, person, code)
    lines = [part("slip-taken"), *(ticket_line(deps, ticket) for ticket in taken)]
    rows = tuple(row for ticket in taken for row in _owner_buttons(deps, ticket))
    told, more = await privacy.told_with_slip(work, person, taken, asks=bool(rows))
    message = Message((*lines, *told), (*rows, *more), ticket=taken[0].id)
    await say(work, deps, [to], message)


async def say_tickets(work: Work, deps: Deps, person: Person, to: Address) -> None:
    """The resident's tickets with their present state, and what she may do with them."""
    mine = await tickets.of_owner(work, person.id)
    if not mine:
        await say(work, deps, [to], Message((part("my-none"),)))
        return
    lines = [part("my-head")]
    rows: list[tuple[Button, ...]] = []
    deferred = await _deferred_lines(work, mine)
    for ticket in mine:
        lines += [ticket_line(deps, ticket), *deferred.get(ticket.merged_into or ticket.id, ())]
        rows += _owner_buttons(deps, ticket)
    await say(work, deps, [to], Message(tuple(lines), tuple(rows)))


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
    """One ticket as its resident reads it: code, her own words for it, state, next date; one that
    has passed is owned up to."""
    late = ticket.status in WORKING and ticket.promised_at < deps.now() and not ticket.held_until
    return part(
        f"my-late-{'told' if ticket.rung else 'soon'}" if late else f"my-{ticket.status}",
        code=cards.code_of(deps.rules, ticket),
        what=own_lines.brief(ticket.text) or category_name(ticket.category),
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
