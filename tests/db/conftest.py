"""An engine on a fresh, migrated database."""

import pytest
from sqlalchemy import event

from db.session import beginner, make_engine
from tests.support.keys import ring
from tests.support.rows import make_person, make_ticket


@pytest.fixture
async def engine(database_url):
    engine = make_engine(database_url, ring(), pool=8)
    yield engine
    await engine.dispose()


@pytest.fixture
def begin(engine):
    return beginner(engine)


@pytest.fixture
def is_postgres(engine) -> bool:
    return engine.dialect.name == "postgresql"


async def new_ticket(begin) -> int:
    """One more ticket, of a resident of its own."""
    async with begin() as work:
        person = make_person()
        work.add(person)
        await work.flush()
        ticket = make_ticket(person.id)
        work.add(ticket)
        await work.commit()
        return ticket.id


@pytest.fixture
async def ticket_id(begin) -> int:
    return await new_ticket(begin)


@pytest.fixture
def plans(engine):
    """The plans of every select and claim of a call, as the database explains them."""
    seen: list[tuple[str, object]] = []

    @event.listens_for(engine.sync_engine, "before_cursor_execute")
    def note(_connection, _cursor, statement, parameters, _context, _many) -> None:
        if statement.lstrip().lower().startswith(("select", "with")):
            seen.append((statement, parameters))

    async def explain(call) -> str:
        seen.clear()
        await call()
        statements = list(seen)
        word = "EXPLAIN" if engine.dialect.name == "postgresql" else "EXPLAIN QUERY PLAN"
        lines: list[str] = []
        async with engine.connect() as connection:
            for statement, parameters in statements:
                found = await connection.exec_driver_sql(f"{word} {statement}", parameters)
                lines += [" ".join(map(str, row)) for row in found]
        return "\n".join(lines)

    return explain
