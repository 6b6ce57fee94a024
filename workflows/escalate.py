"""升级: a limit is over. The next rung of the chain is told, and everybody it concerns."""

from db import tickets
from db.models import Ticket
from db.roster import Staffer
from db.session import Work
from domain.ladder import ClockRun, Step, rung_at
from domain.lifecycle import Relation, Status
from domain.people import Post
from domain.said import category_name, moment, part
from workflows import cards, dispatch, handling, reach
from workflows.brief import brief_of
from workflows.clockwork import hush_of, note, policy_of
from workflows.deps import Deps
from workflows.reach import Directory
from workflows.remind import responsible, say_reminder, where_of
from workflows.speech import Address, Message, Priority, say

DEEDS_ROOM = 4


async def escalate(
    work: Work, deps: Deps, ticket: Ticket, staff: Directory, at: tuple[ClockRun, int]
) -> None:
    """升级: the next rung is told, the person responsible reminded (at L0 everybody on duty is
    paged again), the resident informed of each step up. `at`: the clock, and how much of it has
    passed.

    An empty rung is passed over, and the gap is noted; with nobody further up, the highest one
    below who is on duty is told."""
    run, percent = at
    step = Step(percent, run.step(100).at)
    ladder = reach.ladder_of(deps.rules, ticket)
    wanted = min(ticket.base_rung + rung_at(percent), len(ladder) - 1)
    rung, found = staff.first_manned(ladder, ticket.place, start=wanted)
    if not found:
        rung, found = _highest_below(staff, ladder, ticket, wanted)
    if rung != wanted:
        values = dispatch.gap_values(ladder, wanted, rung if found else None)
        note(work, ticket, deps.now(), "gap", rung=wanted, **values)
    climbed = rung > await _told_of(work, ticket, run)
    ticket.rung = max(ticket.rung, rung)
    await _tell_rung(work, deps, ticket, found, step)
    if policy_of(ticket).pages_all and ticket.status is Status.QUEUED:
        await cards.show(work, deps, ticket, staff, tuple(dispatch.page_list(deps, ticket, staff)))
    else:
        told = reach.addresses(found)
        to = [a for a in await responsible(work, deps, ticket, staff) if a not in told]
        await _tell_below(work, deps, ticket, to, step)
    if climbed:
        values = {"rung": rung, "unit": ladder[rung].unit, "clock": run.clock}
        note(work, ticket, deps.now(), "escalated", **values)
        await _tell_owner(work, deps, ticket, ladder[rung])
        await _renew(work, deps, ticket, staff)


async def _renew(work: Work, deps: Deps, ticket: Ticket, staff: Directory) -> None:
    """The cards say so, and offer what may be done now. In danger to life they were sent anew."""
    if not policy_of(ticket).pages_all:
        await work.flush()
        await cards.refresh(work, deps, ticket, staff)


async def _told_of(work: Work, ticket: Ticket, run: ClockRun) -> int:
    """The highest rung that was told of this limit since its clock began. Of another limit, or of
    this one in an earlier round, she has heard; a whistle is no escalation."""
    told = [
        event.values["rung"]
        for event in await tickets.events_of(work, [ticket.id], "escalated")
        if event.at >= run.start and event.values.get("clock", run.clock) == run.clock
    ]
    return max(told, default=ticket.base_rung)


async def _tell_owner(work: Work, deps: Deps, ticket: Ticket, post: Post) -> None:
    line = part(
        "owner-escalated",
        code=cards.code_of(deps.rules, ticket),
        who=cards.post_words(deps.rules, post.unit, post.role),
    )
    await handling.tell_reporters(
        work,
        deps,
        ticket,
        (line,),
        hold=policy_of(ticket).quiet,
        topic="escalated",
        priority=Priority.REMINDER,
    )


def _highest_below(
    staff: Directory, ladder: tuple[Post, ...], ticket: Ticket, wanted: int
) -> tuple[int, tuple[Staffer, ...]]:
    """The highest manned rung above the responsible post and below `wanted`; rung 0 and nobody
    when there is none."""
    for rung in range(wanted - 1, 0, -1):
        found = staff.on_duty(ladder[rung], ticket.place)
        if found:
            return rung, found
    return 0, ()


async def _tell_rung(
    work: Work, deps: Deps, ticket: Ticket, found: tuple[Staffer, ...], step: Step
) -> None:
    policy = policy_of(ticket)
    line = part(
        f"escalate-{ticket.status}",
        code=cards.code_of(deps.rules, ticket),
        level=ticket.level,
        category=category_name(ticket.category),
        since=moment(step.at),
    )
    _, *brief = await brief_of(work, deps, ticket, DEEDS_ROOM)
    mine = Relation.CHAIR if ticket.status is Status.RULING else Relation.UPPER
    staff = await reach.directory(work, deps, ticket)
    await say(
        work,
        deps,
        reach.addresses(found),
        Message(
            (line, *where_of(deps, ticket), *brief),
            await cards.rows_for(work, deps, ticket, staff, cards.View(frozenset({mine}))),
            ticket=ticket.id,
            topic="escalation",
            priority=Priority.REMINDER if policy.quiet else Priority.PAGE,
            hold=hush_of(deps, ticket),
        ),
    )


async def _tell_below(
    work: Work, deps: Deps, ticket: Ticket, to: list[Address], step: Step
) -> None:
    """Those who should have acted hear it too."""
    await say_reminder(
        work,
        deps,
        ticket,
        to,
        part(
            f"overdue-{ticket.status}",
            code=cards.code_of(deps.rules, ticket),
            level=ticket.level,
            category=category_name(ticket.category),
            since=moment(step.at),
        ),
    )
