"""The rows of how the staff share the work: the supporting side's part of joint handling, the
supervision list, and who is on duty at the co-located desk on which day."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, index_where
from db.sealed import Sealed, SealedJson


class SupportPart(Base):
    """联办: what the supporting side does for a ticket, with a clock of its own, and whether the
    leading side has done with its part. A new round of the ticket begins it anew (`cycle`).

    `task` is what the leading side asked for (empty: nothing in particular). `lead_text` and
    `lead_media`: how the leading side said it is done, kept until the other one has done as well.
    """

    __tablename__ = "support_part"
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"), primary_key=True)
    cycle: Mapped[int]
    task: Mapped[str] = mapped_column(Sealed("support_part.task"))
    handler_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    started_at: Mapped[datetime]
    accept_due: Mapped[datetime]
    due_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    done_text: Mapped[str | None] = mapped_column(Sealed("support_part.done_text"))
    media: Mapped[list[Any]] = mapped_column(SealedJson("support_part.media"))
    lead_done_at: Mapped[datetime | None]
    lead_text: Mapped[str | None] = mapped_column(Sealed("support_part.lead_text"))
    lead_media: Mapped[list[Any]] = mapped_column(SealedJson("support_part.lead_media"))


class Supervision(Base):
    """督办清单: a ticket somebody above keeps an eye on, why, until when, and why no longer. A
    ticket stands on the list once at a time."""

    __tablename__ = "supervision"
    __table_args__ = (
        Index("ix_supervision_ticket_id", "ticket_id"),
        index_where("ix_supervision_open", "ticket_id", unique=True, where="ended_at is null"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"))
    since: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str] = mapped_column(Sealed("supervision.reason"))
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    end_reason: Mapped[str | None] = mapped_column(Sealed("supervision.end_reason"))


class Shift(Base):
    """值班: somebody sits at a unit's side of the co-located desk on a day. `asked_id`: a colleague
    who was asked to take it over and has not answered yet."""

    __tablename__ = "shift"
    __table_args__ = (
        UniqueConstraint("unit", "day", "person_id"),
        Index("ix_shift_day", "day"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    unit: Mapped[str] = mapped_column(String(40))
    day: Mapped[date] = mapped_column(Date)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    asked_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
