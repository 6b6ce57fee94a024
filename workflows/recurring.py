"""又坏了: what is reported again soon after it was done. The new ticket names the earlier one
and is one level higher from the beginning; it counts against the earlier closing."""

from collections.abc import Sequence

from db.models import Event, Ticket
from db.session import Work
from domain.duplicates import Voice, came_back, one_higher
from domain.said import Part, moment, part
from workflows import naming
from workflows.deps import Deps

EVENT = "came_back"


def recognise(deps: Deps, ticket: Ticket, new: Voice, known: Sequence[Voice]) -> Voice | None:
    """What a new ticket is the return of; written onto it. A complaint is only ever the return of
    one's own: nobody learns here that somebody else complained."""
    done = [old for old in known if old.done_at and (not new.against or old.owner == new.owner)]
    earlier = came_back(new, done, deps.rules.catalogue)
    if earlier is not None:
        ticket.recurs_of = earlier.id
    return earlier


def level_of(ticket: Ticket, level: str) -> str:
    """The level a matter begins with."""
    return one_higher(level) if ticket.recurs_of else level


def note_return(work: Work, deps: Deps, ticket: Ticket, earlier: Voice) -> None:
    """In the history of the earlier one: its closing did not last."""
    work.later(
        Event,
        ticket_id=earlier.id,
        at=deps.now(),
        kind=EVENT,
        person_id=None,
        values={"as": ticket.id, "done": earlier.done_at.isoformat() if earlier.done_at else None},
    )


def line_about(deps: Deps, earlier: Voice | None) -> tuple[Part, ...]:
    """What the resident reads of it."""
    if earlier is None or earlier.done_at is None:
        return ()
    return (
        part(
            "taken-came-back",
            code=naming.code_of(deps.rules, earlier),
            done=moment(earlier.done_at),
        ),
    )


async def line_on_card(work: Work, deps: Deps, ticket: Ticket) -> Part | None:
    """What whoever has it reads of it."""
    if ticket.recurs_of is None:
        return None
    earlier = await work.get_one(Ticket, ticket.recurs_of)
    code = naming.code_of(deps.rules, earlier)
    if earlier.resolved_at is None:  # opened again since
        return part("card-came-back-again", code=code)
    return part("card-came-back", code=code, done=moment(earlier.resolved_at))
