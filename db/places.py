"""Reading where in a community things came up, for the bars of a picture: only as much of each
ticket as that needs."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select

from db.figures import conditions
from db.models import Ticket
from db.session import Work
from domain.origin import Origin
from domain.period import SoFar


@dataclass(frozen=True, slots=True)
class Placed:
    """A ticket that came in in a period or is overdue at its end. household: whose voice it is,
    None of what the staff found on patrol. Of what complains about somebody, or is
    sealed, it is not told where it is, nor that it stands in public space."""

    category: str
    compound: str
    building: str
    in_a_room: bool
    spot: str | None
    household: str | None
    households: int
    came: bool
    late: bool


async def placed(work: Work, community: str, period: SoFar) -> tuple[Placed, ...]:
    """All of them."""
    known = conditions(period)
    came, late = known["received"], known["overdue"]
    rows = await work.execute(
        select(
            Ticket.category,
            Ticket.place,
            Ticket.spot,
            Ticket.household,
            Ticket.owner_id,
            Ticket.households,
            (Ticket.against.is_not(None) | Ticket.sealed).label("is_hidden"),
            Ticket.origin,
            came.label("came"),
            late.label("late"),
        ).where(Ticket.community == community, or_(came, late))
    )
    return tuple(map(_placed, rows))


def _placed(row: Any) -> Placed:
    where = {} if row.is_hidden else row.place
    voice = None if row.origin == Origin.PATROL else row.household or f"person {row.owner_id}"
    return Placed(
        category=row.category,
        compound=where.get("compound") or "",
        building=where.get("building") or "",
        in_a_room=bool(where.get("room")),
        spot=None if row.is_hidden else row.spot,
        household=voice,
        households=row.households,
        came=bool(row.came),
        late=bool(row.late),
    )
