"""Rows of leases: which process holds what only one may do at a time (db.time_rows.Lease)."""

from datetime import datetime, timedelta

from sqlalchemy import func, or_, select, update

from db.dialects import insert_into
from db.session import Work
from db.short_cut import OUTBOX_BELL
from db.time_rows import Lease


async def hold(
    work: Work, name: str, holder: str, now: datetime, lasting: timedelta
) -> tuple[datetime | None] | None:
    """Take a lease that nobody holds (any more), or renew one's own. None when somebody else
    holds it; else from when on it may be used, in a tuple (None: at once). One that ends in more
    than twice the time is of before a clock was set back, and nobody's."""
    until = now + lasting
    into = insert_into(work.get_bind().dialect.name, Lease)
    fresh = into.values(name=name, holder=holder, until=until, free_from=None)
    found = await work.execute(
        fresh.on_conflict_do_update(
            index_elements=[Lease.name],
            set_={"holder": holder, "until": until},
            where=or_(Lease.holder == holder, Lease.until <= now, Lease.until > until + lasting),
        ).returning(Lease.free_from)
    )
    row = found.first()
    return (row[0],) if row else None


async def release(work: Work, name: str, holder: str, now: datetime) -> None:
    """Let go of one's own lease; those who wait for it on PostgreSQL are told with the commit."""
    await work.execute(
        update(Lease)
        .where(Lease.name == name, Lease.holder == holder)
        .values(until=now)
        .execution_options(synchronize_session=False)
    )
    if work.get_bind().dialect.name == "postgresql":
        await work.execute(select(func.pg_notify(OUTBOX_BELL, "")))


async def rest(work: Work, name: str, until: datetime) -> None:
    """Whoever holds it, now or next, waits until then; never less than was asked before."""
    await work.execute(
        update(Lease)
        .where(Lease.name == name, or_(Lease.free_from.is_(None), Lease.free_from < until))
        .values(free_from=until)
        .execution_options(synchronize_session=False)
    )
