"""Rows of what an office tells homes and groups (notices), and of its lists of needs, resources and
projects (三张清单)."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, choice, index_where
from db.sealed import Sealed, SealedJson
from domain.notice import NoticeKind, NoticeState
from domain.project import ProjectKind, ProjectState


class Notice(Base):
    """A notice: the words, whom it is for, how far it was told.

    parent_id: what it corrects or ends; it goes to those who were told that one. audience: places
    and groups (domain.notice). ends_at: until when it holds; shown_until, over_at: how long /news
    shows it. phase, after: up to whom it was queued; done_at: nobody is left to queue it for.
    told: how many it reached in the end; reported_at: its sender was told so.
    """

    __tablename__ = "notice"
    __table_args__ = (
        index_where("ix_notice_waiting", "id", where="sent_at is not null and reported_at is null"),
        Index("ix_notice_unit_shown_until", "unit", "shown_until"),
        Index("ix_notice_parent_id", "parent_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    unit: Mapped[str] = mapped_column(String(40))
    by_id: Mapped[int]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("notice.id"))
    kind: Mapped[NoticeKind] = mapped_column(choice(NoticeKind))
    state: Mapped[NoticeState] = mapped_column(choice(NoticeState))
    text: Mapped[str] = mapped_column(Sealed("notice.text"))
    media: Mapped[list[Any]] = mapped_column(SealedJson("notice.media"))
    audience: Mapped[dict[str, Any]]
    urgent: Mapped[bool]
    made_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    shown_until: Mapped[datetime | None]
    over_at: Mapped[datetime | None]
    phase: Mapped[int]
    after: Mapped[int]
    done_at: Mapped[datetime | None]
    told: Mapped[dict[str, Any]]
    reported_at: Mapped[datetime | None]


class Project(Base):
    """A line of the three lists of a community. One that came of a hot spot names what came up
    again (category, compound, building), how often and in how many homes.

    asked_at: when it was proposed; told_step: the step its homes were told of last.
    """

    __tablename__ = "project"
    __table_args__ = (Index("ix_project_unit_state", "unit", "state"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    unit: Mapped[str] = mapped_column(String(40))
    kind: Mapped[ProjectKind] = mapped_column(choice(ProjectKind))
    state: Mapped[ProjectState] = mapped_column(choice(ProjectState))
    name: Mapped[str] = mapped_column(Sealed("project.name"))
    category: Mapped[str | None] = mapped_column(String(40))
    compound: Mapped[str | None] = mapped_column(String(40))
    building: Mapped[str | None] = mapped_column(String(20))
    times: Mapped[int]
    households: Mapped[int]
    owner_unit: Mapped[str] = mapped_column(String(40))
    step: Mapped[str] = mapped_column(Sealed("project.step"))
    due_at: Mapped[datetime | None]
    made_at: Mapped[datetime]
    asked_at: Mapped[datetime | None]
    changed_at: Mapped[datetime]
    by_id: Mapped[int | None]
    told_step: Mapped[str] = mapped_column(Sealed("project.told_step"))


class ProjectTicket(Base):
    """A ticket that belongs to a project."""

    __tablename__ = "project_ticket"
    __table_args__ = (
        UniqueConstraint("project_id", "ticket_id"),
        Index("ix_project_ticket_ticket_id", "ticket_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"))
