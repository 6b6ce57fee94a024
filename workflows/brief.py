"""一屏简报: what whoever is called in needs to know of a ticket, in about eight short lines.
Nothing in it tells who the resident is or which room is hers."""

from datetime import datetime

from db import deferrals, tickets
from db.models import Ticket
from db.session import Work
from domain.clocks import due
from domain.duplicates import DANGER
from domain.lifecycle import Status
from domain.said import Part, category_name, moment, part, word
from domain.screen import excerpt
from domain.shield import covered, names_said
from workflows import cards, history, reach
from workflows.clockwork import policy_of, run_of
from workflows.deps import Deps
from workflows.reach import Directory

WORDS = 36
"""Characters of what was said of a danger: two lines of a small screen."""

DEEDS_ROOM = 6
"""Lines of a small screen for what was tried."""


async def brief_of(
    work: Work, deps: Deps, ticket: Ticket, room: int = DEEDS_ROOM
) -> tuple[Part, ...]:
    """The brief of a ticket as it stands now, with `room` lines for what was tried."""
    staff = await reach.directory(work, deps, ticket)
    until = await _wanted_by(work, deps, ticket)
    late = until <= deps.now()
    head = part(
        "brief-head",
        code=cards.code_of(deps.rules, ticket),
        level=ticket.level,
        category=category_name(ticket.category),
        place=cards.place_words(deps.rules, ticket, room=False) or word("brief-no-place"),
    )
    lines = [
        head,
        *_danger(ticket),
        part(
            "brief-late" if late else "brief-open",
            opened=moment(ticket.opened_at),
            since=moment(until),
        ),
        part("brief-holder", who=_holder(deps, ticket, staff)),
        *history.lines(await history.tried(work, ticket, staff), room),
    ]
    blocks = await _blocks(work, deps, ticket, staff)
    if blocks:
        lines.append(part("brief-blocked", what={"$join": blocks}))
    if ticket.status in (Status.QUEUED, Status.HANDLING, Status.RULING):
        need = "at-once" if late else "need"
        lines.append(part(f"brief-{need}-{_need(ticket)}", due=moment(until)))
    return tuple(lines)


def _danger(ticket: Ticket) -> list[Part]:
    """What happens there, where life may be at stake: a category does not say it."""
    if ticket.level != DANGER or not ticket.text:
        return []
    said = covered(ticket.text, names_said(ticket.text))
    return [part("card-text", text=excerpt(said, WORDS))]


def _need(ticket: Ticket) -> str:
    if ticket.status is Status.HANDLING and ticket.contacted_at is None:
        return "contact"
    return ticket.status.value


async def _wanted_by(work: Work, deps: Deps, ticket: Ticket) -> datetime:
    """The date of what is wanted now."""
    if ticket.status is Status.RULING:
        asked = await tickets.last_event(work, ticket.id, "dispute")
        start = asked.at if asked else deps.now()
        calendar = deps.rules.calendar_of(ticket.community)
        return due(start, policy_of(ticket).limit("ruling"), calendar)
    if ticket.status is Status.QUEUED:
        return ticket.accept_due
    return ticket.fix_due if ticket.contacted_at else ticket.contact_due


def _holder(deps: Deps, ticket: Ticket, staff: Directory) -> object:
    """Who must act, as cards name them."""
    if ticket.status is Status.RULING:
        chair = reach.chair_post(deps.rules, ticket)
        return cards.post_words(deps.rules, chair.unit, chair.role)
    return cards.holder_words(ticket, staff) or cards.post_words(
        deps.rules, ticket.lead_unit, ticket.lead_role
    )


async def _blocks(work: Work, deps: Deps, ticket: Ticket, staff: Directory) -> list[object]:
    """What stands in the way."""
    found: list[object] = []
    if ticket.held_until:
        found.append(word("brief-block-held", until=moment(ticket.held_until)))
    asked = await deferrals.asked_on(work, ticket.id)
    if asked:
        found.append(
            word(
                "brief-block-deferral",
                kind=word(f"kind-{asked.kind}"),
                reason=word(f"reason-{asked.reason}"),
                until=moment(asked.until),
            )
        )
    if ticket.status is Status.RULING:
        found.append(word("brief-block-ruling"))
    if ticket.status is Status.QUEUED and not staff.on_duty(reach.lead_post(ticket), ticket.place):
        found.append(word("brief-block-nobody"))
    if ticket.status is Status.HANDLING:
        found += _silent(deps, ticket)
    return found


def _silent(deps: Deps, ticket: Ticket) -> list[object]:
    """The one who has it says nothing."""
    news = run_of(deps, ticket, "news", ticket.news_at).first().at
    late = news <= deps.now() and not ticket.held_until
    return [word("brief-block-silent", since=moment(ticket.news_at))] if late else []
