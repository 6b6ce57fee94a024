"""An engine on a fresh, migrated database."""

import pytest

from db.session import beginner, make_engine
from tests.support.rows import make_person, make_ticket


@pytest.fixture
async def engine(database_url):
    engine = make_engine(database_url, pool=8)
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
