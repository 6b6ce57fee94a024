"""What is learned: examples gathered, the material of a study, proposed words and their answers."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select

from db.dialects import insert_into
from db.lesson_rows import Example, ExampleSource, Proposal, ProposalState, Study
from db.models import Ticket
from db.session import Work
from domain.catalogue import UNCLEAR
from domain.learning import Lesson


async def put_example(work: Work, example: Example) -> None:
    """Keep an example; an earlier one of the same ticket is written over, but for what the ticket
    was given at first. A ruling is a precedent, which the roster keeps. Whoever calls this holds
    the ticket's lock."""
    if example.source is ExampleSource.RULING:
        work.sync_session.roster_changed = True
    known = await work.scalar(select(Example).where(Example.ticket_id == example.ticket_id))
    if known is None:
        work.add(example)
        return
    known.unit, known.category, known.route = example.unit, example.category, example.route
    known.source, known.at = example.source, example.at


async def units_to_study(
    work: Work, night: str, least: int, since: datetime, before: datetime
) -> list[str]:
    """The communities with at least so many examples between two moments that were not studied in
    that night."""
    studied = select(Study.unit).where(Study.night == night)
    rows = await work.scalars(
        select(Example.unit)
        .where(Example.at >= since, Example.at < before, Example.unit.not_in(studied))
        .group_by(Example.unit)
        .having(func.count(Example.id) >= least)
        .order_by(Example.unit)
    )
    return list(rows)


async def lessons_of(work: Work, unit: str, since: datetime, most: int) -> list[Lesson]:
    """The newest examples of a community with the words residents wrote."""
    rows = await work.execute(
        select(Ticket.id, Ticket.owner_id, Ticket.text, Example.route, Example.category)
        .join(Example, Example.ticket_id == Ticket.id)
        .where(Example.unit == unit, Example.at >= since)
        .order_by(Example.at.desc(), Example.id.desc())
        .limit(most)
    )
    return [Lesson(id_, owner, text, route, right) for id_, owner, text, route, right in rows]


async def usual_of(work: Work, unit: str, since: datetime, most: int) -> list[Lesson]:
    """The newest tickets of a community that nobody corrected, as they stand."""
    corrected = select(Example.id).where(Example.ticket_id == Ticket.id)
    rows = await work.execute(
        select(Ticket.id, Ticket.owner_id, Ticket.text, Ticket.route, Ticket.category)
        .where(
            Ticket.community == unit,
            Ticket.opened_at >= since,
            Ticket.category != UNCLEAR,
            ~corrected.exists(),
        )
        .order_by(Ticket.opened_at.desc(), Ticket.id.desc())
        .limit(most)
    )
    return [Lesson(id_, owner, text, route, right) for id_, owner, text, route, right in rows]


async def known_words(work: Work, unit: str, refused_since: datetime) -> frozenset[str]:
    """The words of a community that wait or stand, and those refused since a moment: none of them
    is asked for again."""
    stands = Proposal.state.in_((ProposalState.WAITING, ProposalState.ACCEPTED))
    refused_at = func.coalesce(Proposal.withdrawn_at, Proposal.answered_at)
    rows = await work.scalars(
        select(Proposal.word).where(Proposal.unit == unit, stands | (refused_at >= refused_since))
    )
    return frozenset(rows)


async def words_in_state(work: Work, unit: str, *states: ProposalState) -> tuple[Proposal, ...]:
    """The proposed words of a community that stand so, oldest first."""
    rows = await work.scalars(
        select(Proposal)
        .where(Proposal.unit == unit, Proposal.state.in_(states))
        .order_by(Proposal.id)
    )
    return tuple(rows)


async def lock_proposal(work: Work, number: int) -> Proposal | None:
    """A proposed word, locked until this unit of work ends: two answers cannot both count."""
    rows = await work.scalars(
        select(Proposal)
        .where(Proposal.id == number)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return rows.first()


def _take(dialect: str, **values: Any) -> Any:
    return insert_into(dialect, Study).values(**values).on_conflict_do_nothing().returning(Study.id)


async def take_night(work: Work, night: str, unit: str, **counts: Any) -> bool:
    """Note that a community was studied in a night; False when somebody else did so before, and
    then nothing may be asked. `counts`: examples, asked, at."""
    statement = _take(work.get_bind().dialect.name, night=night, unit=unit, **counts)
    return (await work.execute(statement)).first() is not None


async def forget_nights(work: Work, before: str) -> None:
    """Let go of what is only kept so that no night is studied twice."""
    await work.execute(delete(Study).where(Study.night < before))
