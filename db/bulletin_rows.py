"""Rows about what concerns a whole compound: what is to be told of an incident, who was told of it,
who does not want to be told. Nothing in them but codes and what may be read by everybody there."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, index_where
from db.sealed import SealedJson


class Bulletin(Base):
    """Something to be told of an incident to those of its compound who did not report it. `first`:
    everybody who lives there is told; what follows goes to those who were. `after`: the person up
    to whom that was done; `done_at`: nobody is left."""

    __tablename__ = "bulletin"
    __table_args__ = (
        Index("ix_bulletin_ticket_id", "ticket_id"),
        index_where("ix_bulletin_waiting", "id", where="done_at is null"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"))
    compound: Mapped[str] = mapped_column(String(40))
    first: Mapped[bool]
    parts: Mapped[list[Any]] = mapped_column(SealedJson("bulletin.parts"))
    at: Mapped[datetime]
    after: Mapped[int]
    done_at: Mapped[datetime | None]


class ToldHome(Base):
    """Somebody was told of an incident; `left_at`: and said that their home has nothing of it."""

    __tablename__ = "told_home"
    __table_args__ = (
        UniqueConstraint("ticket_id", "person_id"),
        Index("ix_told_home_person_id", "person_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    left_at: Mapped[datetime | None]


class NewsRefused(Base):
    """Somebody who wants to hear of no incident that they did not report."""

    __tablename__ = "news_refused"
    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id"), primary_key=True, autoincrement=False
    )
    at: Mapped[datetime]
