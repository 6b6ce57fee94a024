"""The rows of what is learned: examples, studies and proposed words. Text of residents stands at
their tickets alone; an example only points there."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Float, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, choice
from domain.catalogue import Route


class ExampleSource(StrEnum):
    """Who said what it should have been: the resident, the side that took a returned ticket, the
    chair of the desk."""

    CORRECTION = "correction"
    RETURN = "return"
    RULING = "ruling"


class ProposalState(StrEnum):
    """A proposed word waits for an answer, was accepted or declined, or was accepted once and
    withdrawn since."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Example(Base):
    """What a ticket was taken for and what it should have been, one per ticket, the latest.

    `given` is the category it was opened with; `category` is None where only the side was decided.
    """

    __tablename__ = "example"
    __table_args__ = (UniqueConstraint("ticket_id"), Index("ix_example_unit_at", "unit", "at"))
    id: Mapped[int] = mapped_column(primary_key=True)
    unit: Mapped[str] = mapped_column(String(40))
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"))
    given: Mapped[str] = mapped_column(String(40))
    category: Mapped[str | None] = mapped_column(String(40))
    route: Mapped[Route] = mapped_column(choice(Route))
    source: Mapped[ExampleSource] = mapped_column(choice(ExampleSource))
    at: Mapped[datetime]


class Proposal(Base):
    """A word a community was asked to take in, and all that became of it, with who and when.

    Of `measured` held-out examples so many were read right before and after. Each step is taken
    once and nothing is written over, so that the row is its own history.
    """

    __tablename__ = "proposal"
    __table_args__ = (Index("ix_proposal_unit_state", "unit", "state"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    unit: Mapped[str] = mapped_column(String(40))
    word: Mapped[str] = mapped_column(String(8))
    category: Mapped[str] = mapped_column(String(40))
    weight: Mapped[float] = mapped_column(Float)
    examples: Mapped[int]
    residents: Mapped[int]
    right_before: Mapped[int]
    right_after: Mapped[int]
    measured: Mapped[int]
    state: Mapped[ProposalState] = mapped_column(choice(ProposalState))
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[int | None]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by: Mapped[int | None]


class Study(Base):
    """One night's look at the examples of one community: how many there were, how many words were
    asked for. Whoever writes it may ask; nobody else may."""

    __tablename__ = "study"
    __table_args__ = (UniqueConstraint("night", "unit"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    night: Mapped[str] = mapped_column(String(10))
    unit: Mapped[str] = mapped_column(String(40))
    examples: Mapped[int]
    asked: Mapped[int]
    at: Mapped[datetime]
