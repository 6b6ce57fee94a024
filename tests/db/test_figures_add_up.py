"""Random histories: every number of every period at every level is that of a slow second reckoning,
one ticket after the other, and the parts make the whole; also with what is left out of the rates,
what is merged, and what was found on patrol; and while a period still runs, as of now."""

import asyncio
import shutil
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import product

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from db.desk_rows import Supervision
from db.figures import figures, figures_of_each
from db.models import Event, Ticket
from db.session import beginner, make_engine
from domain.catalogue import Route
from domain.exclusion import REASONS
from domain.figures import Figures, Rate
from domain.lifecycle import OPEN, Status
from domain.period import Period, Span
from tests.support.keys import ring
from tests.support.rows import make_person, make_ticket
from tests.support.town import ZONE

DISTRICT = {"north": ("a", "b"), "south": ("c",)}
"""Streets and their communities."""

NEW_YEAR = datetime(2027, 1, 1, tzinfo=ZONE).astimezone(UTC)
"""Here a day, a month, a quarter and a year begin; the week does so three days later."""

PERIODS = [
    Period.of(span, NEW_YEAR + timedelta(days=day), ZONE) for span in Span for day in (-3, 0, 4)
]
NOWS = (NEW_YEAR + timedelta(hours=9), NEW_YEAR + timedelta(days=500))
"""In the middle of some of each length, and long after all."""
EDGES = sorted({at for period in PERIODS for at in period.bounds(ZONE)})
EXAMPLES = 12

moments = st.one_of(
    st.builds(
        lambda edge, by: edge + timedelta(microseconds=by),
        st.sampled_from(EDGES),
        st.sampled_from([-1, 0, 1]),
    ),
    st.integers(-20 * 1440, 20 * 1440).map(lambda n: NEW_YEAR + timedelta(minutes=n)),
)
maybe = st.none() | moments


@st.composite
def rows(draw) -> dict:
    """A ticket's columns. `main`: whether it is merged into the first one; `watched`: from when to
    when it stood on the supervision list."""
    status = draw(st.sampled_from(list(Status)))
    verdicts = {Status.CLOSED: ["solved", "unanswered"], Status.WITHDRAWN: ["withdrawn"]}
    return {
        "community": draw(st.sampled_from("abc")),
        "status": status,
        "route": draw(st.sampled_from(list(Route))),
        "category": draw(st.sampled_from(["parking", "noise"])),
        "kind": draw(st.sampled_from(["request", "suggestion"])),
        "origin": draw(st.sampled_from([None, None, "patrol", "walk_in"])),
        "verdict": draw(st.sampled_from(verdicts.get(status, [None]))),
        "excluded": draw(st.sampled_from([None, None, *REASONS])),
        "opened_at": draw(moments),
        "closed_at": None if status in OPEN else draw(moments),
        "accept_due": draw(moments),
        "contact_due": draw(moments),
        "fix_due": draw(moments),
        "accepted_at": draw(maybe),
        "contacted_at": draw(maybe),
        "resolved_at": draw(maybe),
        "adopted": draw(st.sampled_from([None, True, False])),
        "main": draw(st.integers(0, 4)) == 0,
        "watched": draw(st.none() | st.tuples(moments, maybe)),
    }


OURS = ("main", "watched")

answers = st.tuples(
    st.integers(0, 30), moments, st.sampled_from(["solved", "unsolved", "good", "bad", "accept"])
)
histories = st.tuples(st.lists(rows(), min_size=1, max_size=10), st.lists(answers, max_size=15))


Watched = dict[int, tuple[datetime, datetime | None]]


def reckon(
    tickets: list[Ticket], events: list[Event], watched: Watched, period: Period, now: datetime
) -> Figures:
    """The definitions of DOMAIN §7, one ticket after the other."""
    start, end = period.bounds(ZONE)
    before, _ = period.before().bounds(ZONE)

    def past(at: datetime | None) -> bool:
        return at is not None and at < end and at <= now

    def inside(at: datetime | None) -> bool:
        return past(at) and start <= at

    def past_before(at: datetime | None) -> bool:
        return at is not None and at < start and (now >= end or at - before <= now - start)

    def as_far_before(at: datetime | None) -> bool:
        return past_before(at) and before <= at

    n: Counter[str] = Counter()
    out: Counter[str] = Counter()
    named: dict[str, Counter[str]] = {
        name: Counter() for name in ("route", "category", "route_b", "category_b", "excluded")
    }
    for t in tickets:
        patrol, single = t.origin == "patrol", t.merged_into is None
        came, ended = inside(t.opened_at), inside(t.closed_at)
        still = past(t.opened_at) and not past(t.closed_at)
        if not patrol and came:
            n["received"] += 1
            n["suggestions"] += t.kind == "suggestion"
            named["route"][t.route.value] += 1
            named["category"][t.category] += 1
        if not patrol and as_far_before(t.opened_at):
            n["received_before"] += 1
            named["route_b"][t.route.value] += 1
            named["category_b"][t.category] += 1
        if not single:
            continue
        if still:
            n["overdue"] += past(t.fix_due) and not past(t.resolved_at)
            untaken = not past(t.accepted_at) and t.status is not Status.RULING
            n["unaccepted"] += past(t.accept_due) and untaken
            since, until = watched.get(t.id, (None, None))
            n["supervised"] += past(since) and not past(until)
        if patrol:
            n["found"] += came
            n["found_done"] += ended
            continue
        n["closed"] += ended
        n["adopted"] += ended and t.resolved_at is not None and bool(t.adopted)
        n["closed_b"] += as_far_before(t.closed_at)
        n["open"] += still
        n["open_b"] += past_before(t.opened_at) and not past_before(t.closed_at)
        bin_ = out if t.excluded else n
        bin_["ended"] += ended
        bin_["unanswered"] += ended and t.verdict == "unanswered"
        touched = inside(t.contact_due) or inside(t.contacted_at)
        asked = touched and t.verdict != "withdrawn"
        in_time = t.contacted_at is not None and t.contacted_at <= t.contact_due
        bin_["asked"] += asked
        bin_["in_time"] += asked and in_time and past(t.contacted_at)
        if t.excluded and (came or ended or asked):
            named["excluded"][t.excluded] += 1
        for e in events:
            if e.ticket_id == t.id and inside(e.at):
                bin_[e.kind] += 1
                bin_["good"] += e.values.get("answer") == "good"
    return Figures(
        received=n["received"],
        received_before=n["received_before"],
        closed=n["closed"],
        open_now=n["open"],
        overdue=n["overdue"],
        unaccepted=n["unaccepted"],
        contacted=Rate(n["in_time"], n["asked"], out["asked"]),
        solved=Rate(n["solved"], n["solved"] + n["unsolved"], out["solved"] + out["unsolved"]),
        satisfied=Rate(n["good"], n["rate"], out["rate"]),
        unanswered=Rate(n["unanswered"], n["ended"], out["ended"]),
        suggestions=n["suggestions"],
        by_route=named["route"],
        by_category=named["category"],
        found=n["found"],
        found_done=n["found_done"],
        by_route_before=named["route_b"],
        by_category_before=named["category_b"],
        excluded=named["excluded"],
        closed_before=n["closed_b"],
        open_before=n["open_b"],
        supervised=n["supervised"],
        adopted=n["adopted"],
    )


async def write(begin, history) -> tuple[list[Ticket], list[Event], Watched]:
    """Nothing but this history stands in the database."""
    columns, said = history
    async with begin() as work:
        await work.execute(delete(Event))
        await work.execute(delete(Supervision))
        await work.execute(delete(Ticket).where(Ticket.merged_into.is_not(None)))
        await work.execute(delete(Ticket))
        person = make_person()
        work.add(person)
        await work.flush()
        tickets, watched = [], {}
        for row in columns:
            merged = row["main"] and bool(tickets)
            into = tickets[0].id if merged else None
            plain = {name: value for name, value in row.items() if name not in OURS}
            tickets.append(make_ticket(person.id, **plain, merged_into=into))
            work.add(tickets[-1])
            await work.flush()
            if row["watched"]:
                watched[tickets[-1].id] = since, until = row["watched"]
                of = {"ticket_id": tickets[-1].id, "by_id": person.id, "reason": "?"}
                work.add(Supervision(**of, since=since, ended_at=until))
        events = []
        for which, at, what in said:
            kind = "rate" if what in ("good", "bad") else what
            values = {"answer": what} if kind == "rate" else {}
            number = tickets[which % len(tickets)].id
            events.append(Event(ticket_id=number, at=at, kind=kind, person_id=None, values=values))
        work.add_all(events)
        await work.commit()
    return tickets, events, watched


async def check(begin, history) -> None:
    tickets, events, watched = await write(begin, history)
    whole = tuple(code for codes in DISTRICT.values() for code in codes)
    levels = [*((code,) for code in whole), *DISTRICT.values(), whole]
    for period, now in product(PERIODS, NOWS):
        if period.bounds(ZONE)[0] > now:
            continue
        so_far = period.so_far(ZONE, now)
        async with begin() as work:
            each = await figures_of_each(work, whole, so_far)
            found = {codes: await figures(work, codes, so_far) for codes in levels}
        for codes in levels:
            mine = [t for t in tickets if t.community in codes]
            assert found[codes] == reckon(mine, events, watched, period, now), (period, codes)
            assert found[codes] == Figures.total(each.get(c, Figures()) for c in codes)
        streets = Figures.total(found[codes] for codes in DISTRICT.values())
        assert streets == found[whole]


def test_every_number_at_every_level_and_the_parts_make_the_whole(sqlite_file, tmp_path):
    shutil.copy(sqlite_file, tmp_path / "figures.sqlite3")
    seen: Counter[str] = Counter()

    async def one(history) -> None:
        engine = make_engine(f"sqlite:///{tmp_path / 'figures.sqlite3'}", ring())
        try:
            await check(beginner(engine), history)
        finally:
            await engine.dispose()

    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(histories)
    def live(history):
        seen["tickets"] += len(history[0])
        asyncio.run(one(history))

    live()
    assert seen["tickets"] >= EXAMPLES
