"""Small facts the program keeps about itself."""

from typing import Any

from sqlalchemy import bindparam, select

from db.dialects import insert_into
from db.models import Fact
from db.session import Work, insert_unless_there

_VALUE = select(Fact.value).where(Fact.name == bindparam("name"))


async def read(work: Work, name: str) -> dict[str, Any] | None:
    """A fact; None when it was never written."""
    found: dict[str, Any] | None = await work.scalar(_VALUE, {"name": name})
    return found


async def lock(work: Work, name: str) -> dict[str, Any]:
    """A fact that nobody else may change until this unit of work ends; empty when it is new."""
    await insert_unless_there(work, Fact, name=name, value={})
    held: dict[str, Any] = (
        await work.scalars(select(Fact.value).where(Fact.name == name).with_for_update())
    ).one()
    return held


async def write(work: Work, name: str, value: dict[str, Any]) -> None:
    """Keep a fact."""
    statement = insert_into(work.get_bind().dialect.name, Fact.__table__)
    await work.execute(
        statement.values(name=name, value=value).on_conflict_do_update(
            index_elements=["name"], set_={"value": value}
        )
    )
