"""Under which key a database is sealed: one fact, without which nobody may write, as what is looked
up is found under one key only."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table, exists, or_, select

from db import facts
from db.base import Base
from db.models import Fact
from db.sealed import InContext
from db.session import Work, insert_unless_there

FACT = "keys"


@dataclass(frozen=True, slots=True)
class InUse:
    """The id of the key that seals, and of the one to which everything is being brought."""

    current: str
    to: str | None = None

    def to_json(self) -> dict[str, Any]:
        """The form in which it is kept."""
        return {"current": self.current, "to": self.to}


def sealed_columns() -> dict[Table, tuple[str, ...]]:
    """The tables with something sealed in them, and those columns."""
    found = {
        table: tuple(c.name for c in table.columns if isinstance(c.type, InContext))
        for table in Base.metadata.sorted_tables
    }
    return {table: names for table, names in found.items() if names}


async def read(work: Work) -> InUse | None:
    """None for a database in which nothing was sealed yet."""
    kept = await facts.read(work, FACT)
    return InUse(kept["current"], kept["to"]) if kept else None


async def begin(work: Work, key_id: str) -> InUse:
    """Seal a new database under a key, unless somebody was faster."""
    await insert_unless_there(work, Fact, name=FACT, value=InUse(key_id).to_json())
    return await read(work) or InUse(key_id)


async def write(work: Work, in_use: InUse) -> None:
    """Keep another state."""
    await facts.write(work, FACT, in_use.to_json())


async def is_empty(work: Work) -> bool:
    """Whether there is nothing that could be sealed."""
    holds = (exists(select(1).select_from(table)) for table in sealed_columns())
    return not await work.scalar(select(or_(*holds)))
