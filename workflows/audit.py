"""No silent ticket: every open ticket has somebody accountable, a next timer, and a date its
resident can see (DOMAIN §4); a merged one has all that in its main ticket. The program's own
heartbeats belong to it. A gap (nobody at a post, a group that put us out) is no violation, as
others stand in; it is found here and told by tell_ops."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from db import facts, firing, people, standing, tickets
from db.models import Ticket
from db.session import Work
from domain.codes import ticket_code
from domain.lifecycle import Status
from domain.people import Post
from domain.sharing import PART_CLOCKS
from workflows import audit_posts, cards, reach
from workflows.deps import Deps

BEHIND = timedelta(minutes=10)
STALE = timedelta(minutes=2)
"""A heartbeat older than this is none; nor is one that lies so far ahead, of before the machine's
clock was set back."""

TICK, AUDIT = "tick", "audit"
"""The facts in which the tick and the audit leave their heartbeats."""


PROMISES = (
    "no-timer",
    "no-part-timer",
    "no-date",
    "nobody-accountable",
    "no-ladder",
    "handler-without-post",
    "part-without-post",
    "merged-into-nothing",
    "timers-behind",
    "timer-stuck",
    "heartbeat-tick",
    "heartbeat-audit",
)
"""Everything a violation can be of."""


@dataclass(frozen=True, slots=True)
class Violation:
    """A broken promise: which one, and on which ticket (by its code; empty: on the program)."""

    promise: str
    code: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Where somebody is missing: a post, or a unit's group (`role`: its purpose)."""

    kind: str
    unit: str
    role: str


async def audit(deps: Deps) -> tuple[Violation, ...]:
    """Check all open tickets; an empty answer is the only good one. A few statements, however many
    tickets there are, each in a transaction of its own: on SQLite nobody can write meanwhile."""
    async with deps.begin() as work:
        found = [Violation("no-timer", _code(deps, *r)) for r in await standing.without_timer(work)]
    async with deps.begin() as work:
        parts = await standing.parts_without_timer(work, PART_CLOCKS)
        found += [Violation("no-part-timer", _code(deps, *r)) for r in parts]
    async with deps.begin() as work:
        found += [Violation("no-date", _code(deps, *r)) for r in await standing.without_date(work)]
    async with deps.begin() as work:
        nobody = await nobody_accountable(work, deps)
        found += nobody
    async with deps.begin() as work:
        found += await _posts_missing(work, deps, {one.code for one in nobody})
    async with deps.begin() as work:
        found += [
            Violation("merged-into-nothing", cards.code_of(deps.rules, ticket))
            for ticket in await tickets.merged_into_nothing(work)
        ]
        if await standing.timers_due(work, deps.now() - BEHIND):
            found.append(Violation("timers-behind", ""))
        found += [Violation("timer-stuck", _code(deps, *r)) for r in await firing.stuck(work)]
    return tuple(found)


async def _posts_missing(work: Work, deps: Deps, named: set[str]) -> list[Violation]:
    """What is with somebody who has no post there, and what has no post above it; `named`: told
    already as nobody's."""
    found = (
        ("no-ladder", await audit_posts.without_ladder(work, deps)),
        ("handler-without-post", await audit_posts.handlers(work, deps)),
        ("part-without-post", await audit_posts.partners(work, deps)),
    )
    missing = [Violation(promise, _code(deps, *row)) for promise, rows in found for row in rows]
    return [one for one in missing if one.promise != "no-ladder" or one.code not in named]


def _code(deps: Deps, number: int, opened_at: datetime) -> str:
    return ticket_code(number, opened_at.astimezone(deps.rules.zone).date())


async def nobody_accountable(work: Work, deps: Deps) -> list[Violation]:
    """Those tickets for which nobody is there at any level. Whether somebody is, is looked up once
    for all that have the same rungs."""
    kinds = await standing.kinds_of_open(work)
    there = await _handlers_there(work, deps, {kind.handler_id for kind in kinds})
    manned: dict[tuple[bool, str, Post], bool] = {}
    found = []
    for kind in kinds:
        if kind.handler_id in there:
            continue
        rungs = (kind.status is Status.RULING, kind.community, _lead(kind))
        if rungs not in manned:
            manned[rungs] = (await _first_manned(work, deps, kind))[1]
        if not manned[rungs]:
            found += await _nobody_for(work, deps, kind)
    return found


def _lead(kind: Any) -> Post:
    return Post(kind.lead_unit, kind.lead_role)


async def _handlers_there(work: Work, deps: Deps, handlers: set[int | None]) -> set[int]:
    """Those who have tickets and whom we can reach at their work, or whoever stands in."""
    known = sorted(handler for handler in handlers if handler is not None)
    roster, now = await people.roster_of(work), deps.now()
    return {
        one
        for one in await standing.reachable(work, known)
        if not roster.is_away(one, now) or roster.deputy_of(one, now)
    }


async def _nobody_for(work: Work, deps: Deps, kind: Any) -> list[Violation]:
    return [
        Violation("nobody-accountable", cards.code_of(deps.rules, ticket))
        for ticket in await standing.of_kind(work, kind)
        if not await _somebody(work, deps, ticket)
    ]


async def _first_manned(work: Work, deps: Deps, kind: Any) -> tuple[tuple[Post, ...], bool]:
    """The rungs of a kind of tickets, and whether anybody is on duty at one of them."""
    org = deps.rules.org
    awaits_ruling = kind.status is Status.RULING
    start = org.lead_post(kind.community) if awaits_ruling else _lead(kind)
    units = (kind.lead_unit, kind.community)
    staff = await reach.directory_of(work, deps, units, deps.now())
    return org.ladder(start), bool(staff.first_manned(org.ladder(start), {})[1])


async def _somebody(work: Work, deps: Deps, ticket: Ticket) -> bool:
    """The same for one ticket, whose compound may have a branch of its own."""
    staff = await reach.directory(work, deps, ticket)
    return bool(staff.first_manned(reach.ladder_of(deps.rules, ticket), ticket.place)[1])


async def find_gaps(deps: Deps) -> tuple[Gap, ...]:
    """Posts that open tickets wait at, and rungs above them, without anybody on duty; groups that
    have put us out."""
    found: dict[Gap, None] = {}
    async with deps.begin() as work:
        kinds = [k for k in await standing.kinds_of_open(work) if k.status is not Status.DONE]
        for ladder in dict.fromkeys([(await _first_manned(work, deps, k))[0] for k in kinds]):
            units = [post.unit for post in ladder]
            staff = await reach.directory_of(work, deps, units, deps.now())
            empty = [post for post in ladder if not staff.on_duty(post, {})]
            found |= {Gap("post", post.unit, post.role.value): None for post in empty}
        for group in await standing.groups_gone(work):
            found[Gap("group", group.unit, group.purpose.value)] = None
    return tuple(found)


async def heartbeats(deps: Deps) -> tuple[Violation, ...]:
    """Which heartbeats have stopped. A database without any, and without open tickets, is one
    where nothing has run yet."""
    async with deps.begin() as work:
        beats = {name: await facts.read(work, name) for name in (TICK, AUDIT)}
        if not any(beats.values()) and not await standing.units_named(work):
            return ()
    now = deps.now()
    return tuple(
        Violation(f"heartbeat-{name}", "")
        for name, beat in beats.items()
        if beat is None or abs(now - datetime.fromisoformat(beat["at"])) > STALE
    )


async def beat(deps: Deps, name: str, **more: int) -> None:
    """Leave a heartbeat, with what there is to say of it."""
    async with deps.begin() as work:
        await facts.write(work, name, {"at": deps.now().isoformat(), **more})
        await work.commit()
