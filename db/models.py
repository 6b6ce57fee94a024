"""The rows. What they mean and who may change them is said in docs/architecture.md."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, validates

from db.base import Base, choice, index_of_ranges, index_where
from db.sealed import Matched, Sealed, SealedJson
from domain.catalogue import Route
from domain.lifecycle import Status
from domain.people import Role
from domain.summary import SummaryState


class GroupPurpose(StrEnum):
    """What a bound group is for: the unit's staff at work, its Party organisation, those who keep
    the program running (运维群), or its vanguard team (先锋突击队)."""

    STAFF = "staff"
    PARTY = "party"
    OPS = "ops"
    VANGUARD = "vanguard"


class TimerState(StrEnum):
    """A timer waits, has fired, was passed over by a higher step, or is no longer needed."""

    PENDING = "pending"
    FIRED = "fired"
    SKIPPED = "skipped"
    CANCELLED = "cancelled"


class OutboxState(StrEnum):
    """Where a message to somebody stands. MAYBE: sent once, the answer never came, and it may
    not go twice."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    MAYBE = "maybe"
    SUPERSEDED = "superseded"
    FAILED = "failed"


class Person(Base):
    """Somebody who writes to us, or works here. `about`: what they told of themselves besides their
    home: the homes of others, whether they are never to be phoned (domain.kin). `staff_no` is
    their number on the office's own sheet, by which the sheet finds them again. `compound`: that of
    their home, kept in step with it."""

    __tablename__ = "person"
    __table_args__ = (Index("ix_person_staff_no", "staff_no", unique=True),)
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Sealed("person.name"))
    lang: Mapped[str] = mapped_column(String(8))
    on_duty: Mapped[bool] = mapped_column(default=True)
    home: Mapped[dict[str, Any] | None] = mapped_column(SealedJson("person.home"))
    about: Mapped[dict[str, Any] | None] = mapped_column(SealedJson("person.about"))
    expects: Mapped[dict[str, Any] | None] = mapped_column(SealedJson("person.expects"))
    created_at: Mapped[datetime]
    staff_no: Mapped[str | None] = mapped_column(Matched("person.staff_no"))
    compound: Mapped[str | None] = mapped_column(String(40), index=True)

    @validates("home")
    def _lives_in(self, _key: str, home: dict[str, Any] | None) -> dict[str, Any] | None:
        """Who lives in a compound can be found."""
        self.compound = (home or {}).get("compound")
        return home


class Account(Base):
    """A person on a channel: who they are there, and the chat in which we reach them."""

    __tablename__ = "account"
    __table_args__ = (UniqueConstraint("channel", "sender"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    channel: Mapped[str] = mapped_column(String(16))
    sender: Mapped[str] = mapped_column(Matched("account.sender"))
    chat: Mapped[str] = mapped_column(Matched("chat"))
    reachable: Mapped[bool] = mapped_column(default=True)


class Membership(Base):
    """A role of a person at a unit; `grid` narrows a grid worker to one grid."""

    __tablename__ = "membership"
    __table_args__ = (
        UniqueConstraint("person_id", "unit", "role"),
        Index("ix_membership_unit_role", "unit", "role"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    unit: Mapped[str] = mapped_column(String(40))
    role: Mapped[Role] = mapped_column(choice(Role))
    grid: Mapped[str | None] = mapped_column(String(40))


class Group(Base):
    """A group chat bound to a unit. It hears of the weeks that ended after it was bound."""

    __tablename__ = "group_chat"
    __table_args__ = (UniqueConstraint("channel", "chat"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(String(16))
    chat: Mapped[str] = mapped_column(Matched("chat"))
    unit: Mapped[str] = mapped_column(String(40), index=True)
    purpose: Mapped[GroupPurpose] = mapped_column(choice(GroupPurpose))
    lang: Mapped[str] = mapped_column(String(8))
    reachable: Mapped[bool] = mapped_column(default=True)
    bound_at: Mapped[datetime]


class Invite(Base):
    """A one-time invitation of a person to a role, or of a group to a unit. With `person_id` it
    is for somebody whom the office's sheet named: whoever uses it is that person."""

    __tablename__ = "invite"
    code: Mapped[str] = mapped_column(String(16), primary_key=True)
    unit: Mapped[str] = mapped_column(String(40))
    role: Mapped[Role | None] = mapped_column(choice(Role))
    purpose: Mapped[GroupPurpose | None] = mapped_column(choice(GroupPurpose))
    grid: Mapped[str | None] = mapped_column(String(40))
    name: Mapped[str | None] = mapped_column(Sealed("invite.name"))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    used_by: Mapped[int | None]
    person_id: Mapped[int | None]


class Receipt(Base):
    """Proof that a message or press was taken in; a repeat ends here."""

    __tablename__ = "receipt"
    __table_args__ = (UniqueConstraint("channel", "chat", "key"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(String(16))
    chat: Mapped[str] = mapped_column(Matched("chat"))
    key: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime]


class Ticket(Base):
    """One matter of one resident, from the first sentence until it is closed.

    spot: what it is about and where, equal for what may be the same matter (domain.duplicates).
    household: whose voice it is. alike: the code of an open ticket it resembles. merged_into: its
    main ticket, which it stays with to the end. merged: how many are merged into this one;
    households: how many say it; raised: how often its level was raised for that. held_until: an
    approved hold ends then; clocks rest meanwhile (db.time_rows). eta_at: when whoever accepted it
    said they would be there. origin: how it came (domain.origin; None: the resident wrote it
    herself); filed_by: who wrote it down for her; slip: the code on the paper she was given.
    whose: of which of her people's homes it tells (domain.kin; None: her own); by_text: she is
    never to be phoned. excluded: why two persons left it out of the rates (domain.exclusion; None:
    it counts). sealed: she asked that nobody learn who reports it, or names a neighbour in it.
    adopted: of a suggestion, what whoever was done with it said of it (None: nobody did).
    """

    __tablename__ = "ticket"
    __table_args__ = (
        Index("ix_ticket_community_opened_at", "community", "opened_at"),
        Index("ix_ticket_owner_id_opened_at", "owner_id", "opened_at"),
        Index("ix_ticket_status", "status"),
        index_of_ranges(
            "ix_ticket_moments", "opened_at", "contact_due", "contacted_at", "closed_at"
        ),
        Index("ix_ticket_spot", "spot", "status"),
        index_where("ix_ticket_slip", "slip", unique=True, where="slip is not null"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    thread: Mapped[int]
    owner_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    community: Mapped[str] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(Sealed("ticket.text"))
    media: Mapped[list[Any]] = mapped_column(SealedJson("ticket.media"))
    kind: Mapped[str] = mapped_column(String(16))
    route: Mapped[Route] = mapped_column(choice(Route))
    category: Mapped[str] = mapped_column(String(40))
    level: Mapped[str] = mapped_column(String(4))
    against: Mapped[str | None] = mapped_column(String(16))
    reasons: Mapped[list[Any]] = mapped_column(SealedJson("ticket.reasons"))
    place: Mapped[dict[str, Any]] = mapped_column(SealedJson("ticket.place"))
    unsure: Mapped[bool]
    status: Mapped[Status] = mapped_column(choice(Status))
    lead_unit: Mapped[str] = mapped_column(String(40))
    lead_role: Mapped[Role] = mapped_column(choice(Role))
    support_unit: Mapped[str | None] = mapped_column(String(40))
    support_role: Mapped[Role | None] = mapped_column(choice(Role, "support_role"))
    handler_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    cycle: Mapped[int] = mapped_column(default=1)
    redo: Mapped[int] = mapped_column(default=0)
    rung: Mapped[int] = mapped_column(default=0)
    base_rung: Mapped[int] = mapped_column(default=0)
    returned_by: Mapped[list[Any]]
    ruled: Mapped[bool] = mapped_column(default=False)
    policy: Mapped[dict[str, Any]]
    opened_at: Mapped[datetime]
    accept_due: Mapped[datetime]
    contact_due: Mapped[datetime]
    fix_due: Mapped[datetime]
    promised_at: Mapped[datetime]
    news_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    contacted_at: Mapped[datetime | None]
    resolved_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    verdict: Mapped[str | None] = mapped_column(String(16))
    spot: Mapped[str | None] = mapped_column(Matched("ticket.spot"))
    household: Mapped[str | None] = mapped_column(Matched("ticket.household"))
    alike: Mapped[str | None] = mapped_column(String(40))
    merged_into: Mapped[int | None] = mapped_column(ForeignKey("ticket.id"), index=True)
    recurs_of: Mapped[int | None] = mapped_column(ForeignKey("ticket.id"), index=True)
    merged: Mapped[int] = mapped_column(default=0)
    households: Mapped[int] = mapped_column(default=1)
    incident: Mapped[bool] = mapped_column(default=False)
    raised: Mapped[int] = mapped_column(default=0)
    held_until: Mapped[datetime | None]
    eta_at: Mapped[datetime | None]
    origin: Mapped[str | None] = mapped_column(String(12))
    filed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    slip: Mapped[str | None] = mapped_column(Matched("ticket.slip"))
    whose: Mapped[str | None] = mapped_column(String(16))
    by_text: Mapped[bool] = mapped_column(default=False)
    excluded: Mapped[str | None] = mapped_column(String(24))
    sealed: Mapped[bool] = mapped_column(default=False)
    adopted: Mapped[bool | None]


class Event(Base):
    """One line of a ticket's append-only history. Answers of residents are kept here too."""

    __tablename__ = "event"
    __table_args__ = (
        Index("ix_event_ticket_id", "ticket_id"),
        Index("ix_event_kind_at", "kind", "at"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"))
    at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(24))
    person_id: Mapped[int | None]
    values: Mapped[dict[str, Any]] = mapped_column(SealedJson("event.values"))


class Timer(Base):
    """A clock of a ticket, waiting for its next step."""

    __tablename__ = "timer"
    __table_args__ = (
        UniqueConstraint("ticket_id", "clock", "cycle", "step"),
        index_where("ix_timer_due", "due_at", "id", where="state = 'pending'"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"))
    clock: Mapped[str] = mapped_column(String(16))
    cycle: Mapped[int]
    step: Mapped[int]
    started_at: Mapped[datetime]
    due_at: Mapped[datetime]
    state: Mapped[TimerState] = mapped_column(choice(TimerState))


class Outbox(Base):
    """Something to be said to a chat: keys and values, rendered when it is sent."""

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("once_key"),
        index_where("ix_outbox_due", "priority", "id", where="state in ('pending', 'sending')"),
        Index("ix_outbox_chat_ticket", "chat", "ticket_id"),
        Index("ix_outbox_ticket_id", "ticket_id"),
        Index("ix_outbox_chat_sent", "chat", "sent_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(String(16))
    chat: Mapped[str] = mapped_column(Matched("chat"))
    lang: Mapped[str] = mapped_column(String(8))
    kind: Mapped[str] = mapped_column(String(8))
    ticket_id: Mapped[int | None]
    parts: Mapped[list[Any]] = mapped_column(SealedJson("outbox.parts"))
    buttons: Mapped[list[Any]] = mapped_column(SealedJson("outbox.buttons"))
    media: Mapped[list[Any]] = mapped_column(SealedJson("outbox.media"))
    silent: Mapped[bool] = mapped_column(default=False)
    priority: Mapped[int]
    topic: Mapped[str | None] = mapped_column(String(40))
    once_key: Mapped[str | None] = mapped_column(Matched("outbox.once_key"))
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    state: Mapped[OutboxState] = mapped_column(choice(OutboxState))
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[str | None] = mapped_column(Sealed("outbox.error"))
    sent_id: Mapped[str | None] = mapped_column(String(40))
    sent_at: Mapped[datetime | None]


class Summary(Base):
    """A unit's weekly summary, from draft to sent: the numbers and the texts' values as they were
    first made, kept for good.

    left_out: numbers of the lines that were left out; added: sentences of whoever signed it;
    asked, asked_at: how often somebody was asked to sign it, and when last; signed_by: None where
    it went by itself or by command; send_at: when it is to go; corrections: what was said about it
    afterwards; picture: the numbers its picture shows (domain.picture), None of one that was made
    before there were pictures.
    """

    __tablename__ = "summary"
    __table_args__ = (UniqueConstraint("week", "unit"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    week: Mapped[str] = mapped_column(String(8))
    unit: Mapped[str] = mapped_column(String(40))
    parts: Mapped[list[Any]]
    made_at: Mapped[datetime]
    state: Mapped[SummaryState] = mapped_column(choice(SummaryState))
    left_out: Mapped[list[Any]]
    added: Mapped[list[Any]]
    asked: Mapped[int]
    asked_at: Mapped[datetime | None]
    signed_by: Mapped[int | None]
    signed_at: Mapped[datetime | None]
    send_at: Mapped[datetime | None]
    corrections: Mapped[list[Any]]
    picture: Mapped[dict[str, Any] | None]


class Fact(Base):
    """Small facts the program keeps about itself, by name (heartbeats, the demo's clock)."""

    __tablename__ = "fact"
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[dict[str, Any]]
