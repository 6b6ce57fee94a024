"""A database full of open tickets, each with a waiting timer, of which so many are due."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.app import Program
from db.models import Ticket, Timer
from domain.inbound import Incoming, Sender
from tests.support.town import START
from workflows.hear_message import hear_message

LAMP = "永安花园3号楼2单元楼道灯坏了，麻烦来修一下"
DUE_AT = START + timedelta(hours=2)
"""When the due ones speak; all others do long after."""

_SERIES = {
    "sqlite": "with recursive n(i) as (select 1 union all select i + 1 from n where i < :count)",
    "postgresql": "with n as (select generate_series(1, :count) as i)",
}


async def fill(program: Program, count: int, due: int) -> None:
    """`count` open tickets alike, copied within the database from one that came the usual way;
    every `count / due`-th is due at DUE_AT."""
    sender = Sender("7000001", name="居民")
    await hear_message(program.deps, Incoming("web", "7000001", "fill", sender, text=LAMP))
    async with program.deps.begin() as work:
        first = (await work.scalars(select(Ticket.id))).one()
        await work.execute(text("delete from timer where clock <> 'accept'"))
        await work.execute(text("delete from outbox"))
        await work.commit()
    async with program.engine.begin() as connection:
        kind = connection.dialect.name
        given = {"count": count - 1, "first": first}
        await connection.execute(text(_copy(kind, Ticket, {"id": ":first + n.i"})), given)
        changed = {"id": "timer.id + n.i", "ticket_id": ":first + n.i", "due_at": ":later"}
        later = _moment(kind, DUE_AT + timedelta(days=9))
        await connection.execute(text(_copy(kind, Timer, changed)), given | {"later": later})
        if kind == "postgresql":
            for table in ("ticket", "timer"):
                await connection.execute(
                    text(
                        f"select setval(pg_get_serial_sequence('{table}', 'id'), "
                        f"(select max(id) from {table}))"
                    )
                )
    await make_due(program.engine, count // due)
    async with program.engine.execution_options(isolation_level="AUTOCOMMIT").connect() as bare:
        await bare.execute(text("vacuum analyze" if kind == "postgresql" else "analyze"))


async def come_to_rest(engine: AsyncEngine) -> None:
    """Have PostgreSQL write what is left to be written, so that nobody's measure pays for
    another's; SQLite leaves nothing for later."""
    if engine.dialect.name == "postgresql":
        async with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as bare:
            await bare.execute(text("checkpoint"))


def _copy(kind: str, model: Any, changed: dict[str, str]) -> str:
    names = [column.name for column in model.__table__.columns]
    values = ", ".join(changed.get(name, f'{model.__tablename__}."{name}"') for name in names)
    listed = ", ".join(f'"{name}"' for name in names)
    select_from = f"select {values} from {model.__tablename__}, n"
    series = _SERIES[kind]
    if kind == "postgresql":
        return f"{series} insert into {model.__tablename__} ({listed}) {select_from}"
    return f"insert into {model.__tablename__} ({listed}) {series} {select_from}"


def _moment(kind: str, moment: datetime) -> Any:
    utc = moment.astimezone(UTC)
    return utc.strftime("%Y-%m-%d %H:%M:%S.%f") if kind == "sqlite" else utc


async def make_due(engine: AsyncEngine, every: int) -> None:
    """Let one timer of so many wait for DUE_AT as if none had ever fired."""
    async with engine.begin() as connection:
        due = _moment(connection.dialect.name, DUE_AT)
        await connection.execute(
            text(
                "update timer set due_at = :due, state = 'pending' "
                f"where ticket_id % {every} = 0 and step = 50"
            ),
            {"due": due},
        )


async def count_due(program: Program) -> int:
    """How many timers are due at DUE_AT."""
    async with program.deps.begin() as work:
        counted = await work.scalar(select(func.count(Timer.id)).where(Timer.due_at <= DUE_AT))
    return counted or 0
