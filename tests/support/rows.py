"""Rows for tests that need them without the story that leads to them."""

from datetime import UTC, datetime

from sqlalchemy import inspect, select

from db.base import Base, UtcDateTime
from db.lesson_rows import Proposal, ProposalState
from db.models import Outbox, OutboxState, Person, Ticket, Timer, TimerState
from domain.catalogue import Route
from domain.lifecycle import Status
from domain.people import Role
from domain.policy import DEFAULT_POLICIES

NOW = datetime(2026, 11, 18, 1, 0, tzinfo=UTC)


def make_person(**more) -> Person:
    return Person(**{"name": "某", "lang": "zh", "on_duty": True, "created_at": NOW} | more)


def make_ticket(owner_id: int, **more) -> Ticket:
    """A ticket that waits to be accepted."""
    usual = {
        "thread": 1,
        "owner_id": owner_id,
        "community": "first",
        "text": "灯坏了",
        "media": [],
        "kind": "request",
        "route": Route.PROPERTY,
        "category": "facilities",
        "level": "L2",
        "reasons": ["why-property"],
        "place": {},
        "unsure": False,
        "status": Status.QUEUED,
        "lead_unit": "company",
        "lead_role": Role.PROPERTY_STAFF,
        "cycle": 1,
        "redo": 0,
        "rung": 0,
        "base_rung": 0,
        "returned_by": [],
        "ruled": False,
        "policy": DEFAULT_POLICIES["L2"].to_json(),
        "merged": 0,
        "households": 1,
        "incident": False,
        "by_text": False,
        "sealed": False,
        "raised": 0,
    }
    columns = inspect(Ticket).columns
    moments = {c.key: NOW for c in columns if isinstance(c.type, UtcDateTime) and not c.nullable}
    return Ticket(**moments | usual | more)


def make_timer(ticket_id: int, **more) -> Timer:
    usual = {
        "ticket_id": ticket_id,
        "clock": "accept",
        "cycle": 1,
        "step": 50,
        "started_at": NOW,
        "due_at": NOW,
        "state": TimerState.PENDING,
    }
    return Timer(**usual | more)


def make_proposal(**more) -> Proposal:
    usual = {
        "unit": "first",
        "word": "轰隆",
        "category": "facilities",
        "weight": 20.0,
        "examples": 5,
        "residents": 4,
        "right_before": 0,
        "right_after": 2,
        "measured": 2,
        "state": ProposalState.WAITING,
        "asked_at": NOW,
    }
    return Proposal(**usual | more)


def make_outbox(**more) -> Outbox:
    usual = {
        "channel": "web",
        "chat": "a",
        "lang": "zh",
        "kind": "note",
        "parts": [["welcome", {}]],
        "buttons": [],
        "media": [],
        "silent": False,
        "priority": 10,
        "created_at": NOW,
        "due_at": NOW,
        "state": OutboxState.PENDING,
        "attempts": 0,
    }
    return Outbox(**usual | more)


async def everything(town) -> dict[str, list[tuple]]:
    """Every row there is, but for cards that are brought up to date on a stale press."""
    found = {}
    async with town.deps.begin() as work:
        for table in Base.metadata.sorted_tables:
            rows = (await work.execute(select(table))).all()
            kept = [row for row in rows if table.name != "outbox" or row.kind != "update"]
            found[table.name] = sorted(map(repr, kept))
    return found
