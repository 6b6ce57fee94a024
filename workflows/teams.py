"""What a vanguard team (先锋突击队) reads of a ticket in its group, and whether it is still wanted:
nothing of who the resident is, of her words or her room."""

from typing import Any

from db import tickets
from db.models import Event, Ticket
from db.session import Work
from domain.lifecycle import Action, Status
from domain.people import Post
from domain.press import Press
from domain.said import Button, Part, Rows, category_name, moment, part
from workflows import reach
from workflows.clockwork import policy_of, told_at
from workflows.deps import Deps, Rules
from workflows.naming import code_of, place_words, staff_words
from workflows.reach import Directory
from workflows.speech import Message, Priority

ENDED = frozenset({Status.DONE, Status.CLOSED})


def is_of_team(rules: Rules, ticket: Ticket, posts: frozenset[Post]) -> bool:
    """Whether somebody may claim it on site: a volunteer or any member of staff of these units."""
    units = reach.vanguard_units(rules, ticket)
    return any(post.unit in units for post in posts)


async def last_call(work: Work, ticket: Ticket) -> Event | None:
    """The newest of what concerns the team: it was called, or somebody claimed it."""
    return await tickets.last_event(work, ticket.id, "post", "claim")


def is_open(ticket: Ticket, call: Event | None) -> bool:
    """Whether a call of the team still stands: nobody claimed it, and nobody else has taken what
    waited for somebody then."""
    if call is None or call.kind != "post":
        return False
    return (call.values["cycle"], call.values["status"]) == (ticket.cycle, ticket.status.value)


async def is_helper(work: Work, ticket: Ticket, person_id: int) -> bool:
    """Whether somebody claimed it to help whoever has it, in this round."""
    events = await tickets.events_of(work, [ticket.id], "claim")
    return any(
        event.person_id == person_id
        and event.values["cycle"] == ticket.cycle
        and event.values["role"] == "helper"
        for event in events
    )


def posting(deps: Deps, ticket: Ticket, call: Event | None, staff: Directory) -> Message:
    """What stands in the team's group, as it is now."""
    lines = [
        part(
            "vanguard-call",
            level=ticket.level,
            code=code_of(deps.rules, ticket),
            category=category_name(ticket.category),
        )
    ]
    where = place_words(deps.rules, ticket, room=False)
    lines += [part("card-where", place=where)] if where else []
    rows: Rows = ()
    if is_open(ticket, call):
        due = ticket.held_until or ticket.fix_due
        lines.append(part("vanguard-due", due=moment(due)))
        rows = claim_rows(ticket)
    else:
        lines.append(_ending(ticket, call, staff))
    urgent = not policy_of(ticket).quiet
    at_night = told_at(deps, ticket) > deps.now()
    return Message(
        tuple(lines),
        rows,
        ticket=ticket.id,
        kind="card",
        priority=Priority.PAGE if urgent else Priority.CARD,
        silent=at_night and not urgent,
        topic="card",
    )


def claim_rows(ticket: Ticket) -> Rows:
    """The button that claims it."""
    return ((Button("vanguard-claim", Press(Action.CLAIM, ticket.id)),),)


def _ending(ticket: Ticket, call: Event | None, staff: Directory) -> Part:
    """Why there is nothing to claim any more."""
    mine = call is not None and call.kind == "claim" and call.values["cycle"] == ticket.cycle
    if call is None or not mine or call.person_id is None:
        return part("vanguard-no-more")
    values: dict[str, Any] = {"who": staff_words(call.person_id, staff)}
    return part("vanguard-thanks" if ticket.status in ENDED else "vanguard-taken", **values)
