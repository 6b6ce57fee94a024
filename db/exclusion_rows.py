"""The rows of what is left out of the rates: who proposed it and why, who decided, and whether it
counts again. That it is left out now stands on the ticket (Ticket.excluded)."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, choice, index_where
from db.sealed import Sealed
from domain.exclusion import ExclusionState

_OPEN = "state in ('asked', 'stands')"


class Exclusion(Base):
    """Somebody proposes that a matter be left out of the rates, and what became of that.

    `reason` is a code from the list of domain.exclusion, `words` what was said besides. A ticket
    has one at a time that waits or stands; nothing is written over.
    """

    __tablename__ = "exclusion"
    __table_args__ = (
        Index("ix_exclusion_ticket_id", "ticket_id"),
        index_where("ix_exclusion_open", "ticket_id", unique=True, where=_OPEN),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"))
    reason: Mapped[str] = mapped_column(String(24))
    words: Mapped[str] = mapped_column(Sealed("exclusion.words"))
    state: Mapped[ExclusionState] = mapped_column(choice(ExclusionState))
    asked_at: Mapped[datetime]
    asked_by: Mapped[int]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[int | None]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[int | None]
