"""Part 8: the week of a district among a million tickets: text, picture and sheet, beside what a
programmer would write first, every ticket as an object, counted one at a time. Each runs in a
process of its own, whose memory is its own."""

import asyncio
import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

from sqlalchemy import insert, text

from benchmarks.places import databases
from benchmarks.tables import Table
from db.models import Event, Ticket
from db.session import beginner, make_engine
from domain.catalogue import Route
from domain.period import Period
from tests.support.keys import ring
from tests.support.rows import make_person, make_ticket
from tests.support.town import ZONE

ROOT = Path(__file__).parents[1]
TICKETS, QUICK_TICKETS = 1_000_000, 8_000
A_WEEK = 8_000
COMMUNITIES = 175
WEEK = Period.parse("2026-W47")
PATTERNS = 200
"""So many different tickets the others are copied from: words and places are sealed as ever."""

SINCE = "cast(:first as timestamptz) + n * cast(:step as interval)"
LATER = f"{SINCE} + (n * 79 % 9) * interval '1 day' + interval '2 hours'"
GONE = f"({LATER} + interval '1 day' < cast(:end as timestamptz) and n % 5000 > 0)"
CHANGED = {
    "id": ":patterns + n",
    "community": "'c' || (n * 31 % :communities)",
    "opened_at": SINCE,
    "accept_due": f"{SINCE} + interval '2 hours'",
    "contact_due": f"{SINCE} + interval '1 day'",
    "fix_due": f"{SINCE} + interval '7 days'",
    "accepted_at": f"{SINCE} + interval '1 hour'",
    "contacted_at": f"{SINCE} + (n * 37 % 27) * interval '1 hour'",
    "resolved_at": f"case when {GONE} then {LATER} end",
    "closed_at": f"case when {GONE} then {LATER} + interval '1 day' end",
    "status": f"case when {GONE} then 'closed' else 'handling' end",
    "verdict": f"case when {GONE} then (array['solved', 'unanswered'])[1 + n % 2] end",
}
ANSWERS = """
insert into event (ticket_id, at, kind, person_id, "values")
select t.id, t.closed_at, a.kind, null, a."values" from ticket t
join event a on a.id <= 4 and a.id - 1 = any(case
    when t.id % 10 < 4 then array[0, 2] when t.id % 10 < 5 then array[0, 3]
    when t.id % 10 < 6 then array[1] else array[]::int[] end)
where t.closed_at is not null and t.id > :patterns order by t.closed_at
"""


async def fill(url: str, tickets: int) -> None:
    """A district with so many tickets, of which the newest 8,000 came in in the week."""
    engine = make_engine(url, ring())
    async with beginner(engine)() as work:
        person = make_person(id=1)
        work.add(person)
        await work.flush()
        work.add_all(_pattern(n) for n in range(PATTERNS))
        await work.flush()
        first = {"ticket_id": 1, "at": WEEK.bounds(ZONE)[0], "person_id": None}
        kinds = [("solved", {}), ("unsolved", {}), ("rate", {"answer": "good"})]
        kinds.append(("rate", {"answer": "bad"}))
        rows = [first | {"id": n, "kind": k, "values": v} for n, (k, v) in enumerate(kinds, 1)]
        await work.execute(insert(Event), rows)
        await work.execute(text("select setval('event_id_seq', 4)"))
        _, end = WEEK.bounds(ZONE)
        step = timedelta(days=7) / A_WEEK
        names = [column.name for column in Ticket.__table__.columns]
        chosen = ", ".join(CHANGED.get(name, f'p."{name}"') for name in names)
        listed = ", ".join(f'"{name}"' for name in names)
        await work.execute(
            text(
                f"insert into ticket ({listed}) select {chosen} from generate_series(1, :count) n "
                "join ticket p on p.id = 1 + n * 13 % :patterns order by n"
            ),
            {
                "count": tickets,
                "patterns": PATTERNS,
                "communities": COMMUNITIES,
                "first": end - step * (tickets + 1),
                "step": step,
                "end": end,
            },
        )
        await work.execute(text(ANSWERS), {"patterns": PATTERNS})
        await work.execute(text("delete from event where id <= 4"))
        await work.execute(text("delete from ticket where id <= :most"), {"most": PATTERNS})
        await work.commit()
    async with engine.connect() as connection:
        alone = await connection.execution_options(isolation_level="AUTOCOMMIT")
        await alone.execute(text("vacuum analyze"))  # as the database does by itself
    await engine.dispose()


def _pattern(number: int) -> Ticket:
    routes, categories = list(Route), ("facilities", "repair", "parking", "cleaning", "welfare")
    place = {"compound": f"x{number % 40}", "building": str(number % 9), "room": "501"}
    return make_ticket(
        1,
        id=number + 1,
        text="三号楼二单元的灯坏了，晚上看不见路，老人怕摔跤" * 2,
        place=place,
        household=f"x{number}/1/2/501",
        spot=f"x{number}/corridor-lamp/1",
        route=routes[number * 7 % len(routes)],
        category=categories[number * 3 % len(categories)],
        lead_unit=f"c{number % COMMUNITIES}",
    )


def run(way: str, url: str) -> dict[str, float]:
    """What a process of its own says of itself."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.week_ways", way, url],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def run_part(quick: bool, command: str) -> list[Table]:
    """The table of this part."""
    tickets = QUICK_TICKETS if quick else TICKETS
    with databases(("postgresql",)) as urls:
        asyncio.run(fill(urls["postgresql"], tickets))
        ours, plain = (run(way, urls["postgresql"]) for way in ("ours", "plain"))
    if ours["received"] != plain["received"] or ours["contacted"] != plain["contacted"]:
        raise RuntimeError(f"not the same numbers: {ours} {plain}")
    head = ["tickets", "of the week", "text, s", "picture, s", "sheet, s", "rows", "together, s"]
    head += ["processor, s", "memory, MB", "plain, s", "plain : ours", "plain, MB"]
    seconds = [ours[name] for name in ("text", "picture", "sheet")]
    row = [f"{tickets:,}", f"{ours['received']:,}", *(f"{one:.2f}" for one in seconds)]
    row += [f"{ours['rows']:,}", f"{sum(seconds):.2f}"]
    row += [f"{ours['processor']:.2f}", f"{ours['memory']:.0f}"]
    row += [f"{plain['seconds']:.1f}", f"{plain['seconds'] / sum(seconds):.0f}"]
    row.append(f"{plain['memory']:.0f}")
    return [Table("week", command, head, [row])]
