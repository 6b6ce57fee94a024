"""No silent ticket: every open ticket has somebody accountable, a next timer, and a date its
resident can see (DOMAIN §4); a merged one has all that in its main ticket."""

from dataclasses import dataclass
from datetime import timedelta

from db import tickets
from db.models import Ticket
from db.session import Work
from workflows import cards, reach
from workflows.deps import Deps

BEHIND = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Violation:
    """A broken promise: which one, and on which ticket (by its code; empty: on the program)."""

    promise: str
    code: str


async def audit(deps: Deps) -> tuple[Violation, ...]:
    """Check every open ticket; an empty answer is the only good one."""
    async with deps.begin() as work:
        found = [
            Violation("no-timer", cards.code_of(deps.rules, ticket))
            for ticket in await tickets.open_without_timer(work)
        ]
        for ticket in await tickets.all_open(work):
            if not await _somebody(work, deps, ticket):
                found.append(Violation("nobody-accountable", cards.code_of(deps.rules, ticket)))
        found += [
            Violation("merged-into-nothing", cards.code_of(deps.rules, ticket))
            for ticket in await tickets.merged_into_nothing(work)
        ]
        if await tickets.timers_behind(work, deps.now(), BEHIND):
            found.append(Violation("timers-behind", ""))
    return tuple(found)


async def units_gone(deps: Deps) -> tuple[str, ...]:
    """Units that open tickets name but the configuration no longer has: they must come back, or
    those tickets would belong to nobody."""
    async with deps.begin() as work:
        named = {
            unit
            for ticket in await tickets.all_open(work)
            for unit in (ticket.community, ticket.lead_unit, ticket.support_unit)
            if unit is not None
        }
    return tuple(sorted(named - set(deps.rules.org.units)))


async def _somebody(work: Work, deps: Deps, ticket: Ticket) -> bool:
    if ticket.handler_id and await reach.person_addresses(work, ticket.handler_id):
        return True
    staff = await reach.directory(work, deps, ticket)
    _, found = staff.first_manned(reach.ladder_of(deps.rules, ticket), ticket.place)
    return bool(found)
