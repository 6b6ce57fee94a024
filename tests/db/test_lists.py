"""The lists of staff: what is in them, and that a large table is never read through for them."""

from datetime import timedelta

import pytest
from sqlalchemy import inspect, text

from db import lists, tickets
from db.desk_rows import Supervision
from db.models import Event, Ticket
from domain.lifecycle import Status
from domain.people import Post, Role
from domain.place import Place, read_place
from tests.support.rows import NOW, make_person, make_ticket

DESK = Post("company", Role.PROPERTY_STAFF)
DAY = timedelta(days=1)


async def fill(begin, *more) -> list:
    """Tickets like these (dicts of what is special about them), of one resident."""
    async with begin() as work:
        owner = make_person()
        work.add(owner)
        await work.flush()
        made = [make_ticket(owner.id, **one) for one in more]
        work.add_all(made)
        await work.commit()
        return made


async def numbers(begin, read) -> list[int]:
    async with begin() as work:
        return [ticket.id for ticket in await read(work)]


async def test_a_queue_is_of_a_post_and_not_of_a_unit(begin):
    first, second, *_ = await fill(
        begin,
        {"accept_due": NOW + DAY},
        {"accept_due": NOW},
        {"lead_role": Role.PROPERTY_LEAD},
        {"lead_unit": "other"},
        {"status": Status.HANDLING},
    )
    assert await numbers(begin, lambda w: lists.at_posts(w, [DESK], Status.QUEUED)) == [
        second.id,
        first.id,
    ]
    assert await numbers(begin, lambda w: lists.at_posts(w, [], Status.QUEUED)) == []
    both = (Status.QUEUED, Status.HANDLING)
    assert len(await numbers(begin, lambda w: lists.at_posts(w, [DESK], *both))) == 3


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("电梯", [0, 1]),
        ("100%", [2]),
        ("%", [2]),
        ("_", [3]),
        ("\\", []),
        ("'", []),
        ("LIFT", [4]),
        ("3号楼", [1, 5]),
        ("3-2-501", [5]),
        ("4号楼", []),
    ],
)
async def test_what_people_type_is_text_and_never_a_pattern(begin, query, found):
    made = await fill(
        begin,
        {"text": "电梯坏了"},
        {"text": "3号楼的电梯又停了"},
        {"text": "水费涨了100%"},
        {"text": "a_b"},
        {"text": "the lift is broken"},
        {"text": "灯", "place": {"building": "3", "unit": "2", "room": "501"}},
        {"text": "电梯坏了", "opened_at": NOW - 100 * DAY},
        {"text": "电梯坏了", "community": "another"},
    )
    pieces = [(query, read_place(query))]

    async def read(work):
        return await lists.search(work, ["first"], NOW - 90 * DAY, pieces)

    assert sorted(await numbers(begin, read)) == [made[n].id for n in found]


async def test_every_piece_must_be_there(begin):
    made = await fill(
        begin,
        {"text": "电梯坏了", "place": {"building": "3"}},
        {"text": "灯坏了", "place": {"building": "3"}},
        {"text": "电梯坏了", "place": {"building": "4"}},
    )
    pieces = [("电梯", Place()), ("3号楼", read_place("3号楼"))]
    read = await numbers(begin, lambda w: lists.search(w, ["first"], NOW - DAY, pieces))
    assert read == [made[0].id]


async def test_done_today_counts_what_stayed_done(begin):
    done, again, yesterday = await fill(
        begin, {"status": Status.DONE}, {"status": Status.QUEUED}, {"status": Status.CLOSED}
    )
    async with begin() as work:
        for ticket, at in ((done, NOW), (done, NOW), (again, NOW), (yesterday, NOW - DAY)):
            event = Event(ticket_id=ticket.id, at=at, kind="resolve", person_id=None, values={})
            work.add(event)
        await work.commit()
    assert await numbers(begin, lambda w: lists.resolved_in(w, "first", NOW)) == [done.id]


@pytest.fixture
async def crowded(engine, begin):
    """More than 100,000 tickets of 64 communities, a few of them open or supervised."""
    await fill(begin, *({"community": f"c{n}", "lead_unit": f"company{n}"} for n in range(64)))
    columns = ", ".join(c.key for c in inspect(Ticket).columns if c.key != "id")
    async with engine.begin() as connection:
        for _ in range(11):
            again = f"insert into ticket ({columns}) select {columns} from ticket"
            await connection.execute(text(again))
        open_too = "update ticket set status = 'closed' where id % 100 > 2"
        await connection.execute(text(open_too))
        in_hand = "update ticket set status = 'handling', handler_id = owner_id where id % 100 = 2"
        await connection.execute(text(in_hand))
        history = 'insert into event (ticket_id, at, kind, "values")'
        accepted = f"{history} select id, opened_at, 'accept', place from ticket"
        await connection.execute(text(accepted))
    async with begin() as work:
        now = {"since": NOW, "by_id": 1, "reason": "…"}
        work.add_all(Supervision(ticket_id=n * 100 + 1, **now) for n in range(100))
        over = now | {"ended_at": NOW}
        work.add_all(Supervision(ticket_id=n + 1, **over) for n in range(3000))
        await work.commit()
    async with engine.begin() as connection:
        await connection.execute(text("ANALYZE"))


READS = {
    "in hand": lambda work: tickets.in_hand_of(work, 1, 300),
    "waiting": lambda work: lists.at_posts(
        work, [Post("company7", Role.PROPERTY_STAFF)], Status.QUEUED
    ),
    "taken": lambda work: lists.at_posts(
        work, [Post("company7", Role.PROPERTY_STAFF)], Status.HANDLING
    ),
    "parts": lambda work: lists.parts_of(work, 1, [DESK]),
    "supervised": lambda work: lists.supervised(work, ["c7", "c8"]),
    "last": lambda work: lists.last_supervision(work, 1),
    "search": lambda work: lists.search(work, ["c7"], NOW, [("灯", Place(building="3"))]),
    "working": lambda work: lists.working_in(work, "c7"),
    "opened": lambda work: lists.opened_in(work, "c7", NOW + DAY),
    "resolved": lambda work: lists.resolved_in(work, "c7", NOW),
}


async def test_no_list_reads_through_all_tickets(begin, plans, crowded):
    for name, read in READS.items():

        async def call(read=read) -> None:
            async with begin() as work:
                await read(work)

        plan = await plans(call)
        assert "ix_" in plan or "pk_ticket" in plan or "PRIMARY KEY" in plan, (name, plan)
        assert "Seq Scan on event" not in plan and "SCAN event" not in plan, (name, plan)
        assert "Seq Scan on ticket" not in plan, (name, plan)
        assert "SCAN ticket" not in plan, (name, plan)
