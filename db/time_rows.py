"""The rows of what is about time and not one ticket's clock: deferrals that were asked for, staff
who are away, and which process holds what only one may do."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, choice
from db.sealed import Sealed


class DeferralKind(StrEnum):
    """延期: more time to do it. 挂起: nothing can be done before a date."""

    EXTENSION = "extension"
    HOLD = "hold"


class DeferralState(StrEnum):
    """A deferral was asked for, then approved, refused, or overtaken by what became of the
    ticket."""

    ASKED = "asked"
    APPROVED = "approved"
    REFUSED = "refused"
    LAPSED = "lapsed"


class Deferral(Base):
    """Somebody who has a ticket asks that its date be moved, and what was decided, by whom.

    `reason` is a code from the list of domain.deferral, `words` what was written besides. `until`
    is the wanted end; `fix_before` the date that stood when it was approved. Nothing is written
    over, so that the row is its own history.
    """

    __tablename__ = "deferral"
    __table_args__ = (
        Index("ix_deferral_ticket_id", "ticket_id"),
        Index("ix_deferral_state", "state"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"))
    kind: Mapped[DeferralKind] = mapped_column(choice(DeferralKind))
    reason: Mapped[str] = mapped_column(String(24))
    words: Mapped[str] = mapped_column(Sealed("deferral.words"))
    until: Mapped[datetime]
    state: Mapped[DeferralState] = mapped_column(choice(DeferralState))
    asked_at: Mapped[datetime]
    asked_by: Mapped[int]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[int | None]
    fix_before: Mapped[datetime | None]


class Absence(Base):
    """A member of the staff is away from `since` to `until` (None: until they are back), and who
    stands in for them meanwhile. Coming back early ends it at that moment."""

    __tablename__ = "absence"
    __table_args__ = (Index("ix_absence_person_id", "person_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    since: Mapped[datetime]
    until: Mapped[datetime | None]
    deputy_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class Lease(Base):
    """What only one process may do at a time (the delivery of one bot token), who does it, and
    until when they need not be asked again. `free_from`: when the next one may go on with it at
    the earliest, as the platform asked us to wait."""

    __tablename__ = "lease"
    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    holder: Mapped[str] = mapped_column(String(64))
    until: Mapped[datetime]
    free_from: Mapped[datetime | None]
