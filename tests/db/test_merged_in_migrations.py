"""Tickets with their history and clocks live through the migration that lets them be merged, and a
merged one is not lost on the way back."""

from sqlalchemy import text

from db.migrate import downgrade, upgrade
from db.models import Event, TimerState
from domain.lifecycle import Status
from tests.support.rows import NOW, make_person, make_ticket, make_timer


async def test_rows_go_down_and_up_again(engine, begin):
    async with begin() as work:
        person = make_person()
        work.add(person)
        await work.flush()
        main = make_ticket(person.id)
        work.add(main)
        await work.flush()
        merged = make_ticket(person.id, status=Status.MERGED, merged_into=main.id, spot="a/b/c")
        work.add(merged)
        await work.flush()
        work.add(make_timer(merged.id, state=TimerState.CANCELLED))
        work.add(Event(ticket_id=merged.id, at=NOW, kind="merge", person_id=None, values={}))
        await work.commit()
    await downgrade(engine, "0001")
    async with engine.connect() as connection:
        kept = await connection.execute(text("select status from ticket order by id"))
        assert [row[0] for row in kept] == ["queued", "queued"]
        assert await connection.scalar(text("select state from timer")) == "pending"
        assert await connection.scalar(text("select count(*) from event")) == 1
    await upgrade(engine)
    async with engine.connect() as connection:
        counts = await connection.execute(
            text("select merged, households, raised, merged_into, spot from ticket")
        )
        assert [tuple(row) for row in counts] == [(0, 1, 0, None, None)] * 2
