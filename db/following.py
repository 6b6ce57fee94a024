"""What a resident follows her matter by: when the next step of its clocks is."""

from datetime import datetime

from sqlalchemy import func, select

from db.models import Timer, TimerState
from db.session import Work

CLIMBING = ("accept", "contact", "fix", "ruling")
"""Clocks whose steps climb the ladder."""


async def next_step(work: Work, ticket_id: int) -> datetime | None:
    """When the next rung is told of a ticket that is behind."""
    return await work.scalar(
        select(func.min(Timer.due_at)).where(
            Timer.ticket_id == ticket_id,
            Timer.state == TimerState.PENDING,
            Timer.clock.in_(CLIMBING),
        )
    )
