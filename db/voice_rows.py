"""Voice notes that wait to be put into words: facts, named by their ticket. Whoever takes one holds
it for a while; what is not done by then is somebody's again."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select

from db.models import Fact
from db.session import Work

PREFIX, _PAST = "voice:", "voice;"
AT_ONCE = 20


async def claim(work: Work, now: datetime, lease: timedelta) -> list[tuple[str, dict[str, Any]]]:
    """Take those that are due, for so long."""
    rows = await work.scalars(
        select(Fact)
        .where(Fact.name >= PREFIX, Fact.name < _PAST)
        .order_by(Fact.name)
        .limit(AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    taken = []
    for fact in rows:
        if datetime.fromisoformat(fact.value["due"]) <= now:
            tries = fact.value["tries"] + 1
            fact.value = fact.value | {"due": (now + lease).isoformat(), "tries": tries}
            taken.append((fact.name, dict(fact.value)))
    return taken


async def drop(work: Work, name: str) -> bool:
    """It is done with; False when somebody else was faster."""
    found = await work.scalars(delete(Fact).where(Fact.name == name).returning(Fact.name))
    return found.first() is not None
