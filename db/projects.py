"""Reading the three lists, and finding what came up again and again: hot spots in one statement."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import String, cast, distinct, func, select

from db.models import Ticket
from db.notice_rows import Project, ProjectTicket
from db.session import Work, insert_unless_there
from domain.lifecycle import Status
from domain.project import ProjectState

REQUEST = "request"
MOST_LINKED = 200


@dataclass(frozen=True, slots=True)
class Again:
    """A spot that tickets came from: how many, in how many homes, the category of the newest."""

    community: str
    spot: str
    category: str
    times: int
    households: int


async def again(
    work: Work, communities: Collection[str], since: datetime, until: datetime, times: int
) -> Sequence[Again]:
    """The spots from which at least so many matters came between two moments. What was merged into
    another ticket, or withdrawn, is no time of its own; what complains about somebody, or is
    sealed, is left out. A ticket that came back (又坏了) counts as any."""
    home = func.coalesce(Ticket.household, cast(Ticket.owner_id, String))
    spots = (
        select(
            Ticket.community,
            Ticket.spot,
            func.max(Ticket.id).label("newest"),
            func.count(Ticket.id).label("times"),
            func.count(distinct(home)).label("homes"),
            func.max(Ticket.households).label("together"),
        )
        .where(
            Ticket.community.in_(communities),
            Ticket.opened_at >= since,
            Ticket.opened_at < until,
            Ticket.merged_into.is_(None),
            Ticket.spot.is_not(None),
            Ticket.against.is_(None),
            ~Ticket.sealed,
            Ticket.kind == REQUEST,
            Ticket.status != Status.WITHDRAWN,
        )
        .group_by(Ticket.community, Ticket.spot)
        .having(func.count(Ticket.id) >= times)
        .subquery()
    )
    rows = await work.execute(
        select(spots, Ticket.category).join(Ticket, Ticket.id == spots.c.newest)
    )
    return [
        Again(row.community, row.spot, row.category, row.times, max(row.homes, row.together))
        for row in rows
    ]


async def of_unit(work: Work, units: Collection[str]) -> Sequence[Project]:
    """The lines of the lists of these units that are open, or proposed, oldest first."""
    rows = await work.scalars(
        select(Project)
        .where(
            Project.unit.in_(units),
            Project.state.in_((ProjectState.OPEN, ProjectState.PROPOSED)),
        )
        .order_by(Project.id)
    )
    return list(rows)


async def known_keys(
    work: Work, unit: str, since: datetime
) -> frozenset[tuple[str | None, str | None, str | None]]:
    """What is proposed or goes on as a project, and what was decided about since a moment: it is
    not proposed again."""
    rows = await work.execute(
        select(
            Project.category, Project.compound, Project.building, Project.state, Project.changed_at
        ).where(Project.unit == unit)
    )
    goes_on = (ProjectState.OPEN, ProjectState.PROPOSED)
    return frozenset(
        (category, compound, building)
        for category, compound, building, state, changed in rows
        if state in goes_on or changed >= since
    )


async def link(work: Work, project: int, unit: str, spots: Sequence[str], since: datetime) -> None:
    """The tickets a hot spot is made of belong to its project."""
    found = await work.scalars(
        select(Ticket.id)
        .where(Ticket.community == unit, Ticket.spot.in_(spots), Ticket.opened_at >= since)
        .order_by(Ticket.id.desc())
        .limit(MOST_LINKED)
    )
    for number in list(found):
        await link_one(work, project, number)


async def link_one(work: Work, project: int, ticket: int) -> None:
    """One ticket belongs to a project, whatever was so before."""
    await insert_unless_there(work, ProjectTicket, project_id=project, ticket_id=ticket)


async def count_linked(work: Work, project: int) -> int:
    """How many belong to it."""
    query = select(func.count(ProjectTicket.id)).where(ProjectTicket.project_id == project)
    return await work.scalar(query) or 0
