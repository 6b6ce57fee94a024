"""Random histories: every number of every period at every level is that of a slow second reckoning,
one ticket after the other, and the parts make the whole; also with what is left out of the rates,
what is merged, and what was found on patrol; and while a period still runs, as of now. So are who
is thanked, what volunteers claimed, and how often what comes up again came."""

import asyncio
import random
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import product

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from db.contributions import claimed_count, thanked
from db.desk_rows import Supervision
from db.figures import figures, figures_of_each
from db.models import Event, Membership, Person, Ticket
from db.projects import Again, again
from db.session import beginner, make_engine
from domain.catalogue import Route
from domain.exclusion import REASONS
from domain.figures import Figures, Rate
from domain.lifecycle import OPEN, Status
from domain.people import Role
from domain.period import Period, Span
from domain.stars import with_wish
from tests.support.keys import ring
from tests.support.rows import make_person, make_ticket
from tests.support.town import ZONE

DISTRICT = {"north": ("a", "b"), "south": ("c",)}
"""Streets and their communities."""
WHOLE = tuple(code for codes in DISTRICT.values() for code in codes)

NEW_YEAR = datetime(2027, 1, 1, tzinfo=ZONE).astimezone(UTC)
"""Here a day, a month, a quarter and a year begin; the week does so three days later."""

PERIODS = [
    Period.of(span, NEW_YEAR + timedelta(days=day), ZONE) for span in Span for day in (-3, 0, 4)
]
NOWS = (NEW_YEAR + timedelta(hours=9), NEW_YEAR + timedelta(days=500))
"""In the middle of some of each length, and long after all."""
EDGES = sorted({at for period in PERIODS for at in period.bounds(ZONE)})
EXAMPLES, MOST = {"sqlite": 4, "postgresql": 3}, 60
STAFF, WISH = ("an", "bo", "cy", "di"), ("an", "bo")
"""Who wants to be thanked by name; the first and the third have a post."""
TIMES = 2
"""So often makes it come up again and again."""


def some_moment(chance: random.Random) -> datetime:
    """Often right on an edge of a period."""
    if chance.random() < 0.5:
        return chance.choice(EDGES) + timedelta(microseconds=chance.choice([-1, 0, 1]))
    return NEW_YEAR + timedelta(minutes=chance.randint(-20 * 1440, 20 * 1440))


def some_row(chance: random.Random) -> dict:
    """A ticket's columns. `main`: whether it is merged into the first one; `watched`: from when to
    when it stood on the supervision list; `hand`: which of the staff had it."""
    pick = chance.choice
    status = pick([*Status, *[Status.CLOSED] * 5])
    verdicts = {
        Status.CLOSED: pick(["solved", "solved", "unanswered"]),
        Status.WITHDRAWN: "withdrawn",
    }

    def maybe() -> datetime | None:
        return pick([None, some_moment(chance)])

    return {
        "community": pick("abc"),
        "status": status,
        "route": pick(list(Route)),
        "category": pick(["parking", "noise"]),
        "kind": pick(["request", "request", "suggestion"]),
        "origin": pick([None, None, "patrol", "walk_in"]),
        "verdict": verdicts.get(status),
        "excluded": pick([*[None] * 6, *REASONS]),
        "opened_at": some_moment(chance),
        "closed_at": None if status in OPEN else some_moment(chance),
        "accept_due": some_moment(chance),
        "contact_due": some_moment(chance),
        "fix_due": some_moment(chance),
        "accepted_at": maybe(),
        "contacted_at": maybe(),
        "resolved_at": maybe(),
        "adopted": pick([None, True, False]),
        "hand": pick([None, 0, 1, 2, 3]),
        "redo": pick([0, 0, 1]),
        "spot": pick([None, "x/lift", "x/lift", "y/door"]),
        "household": pick([None, "x/1", "x/2"]),
        "households": pick([0, 0, 3]),
        "against": pick([None, None, None, "property"]),
        "sealed": chance.random() < 0.2,
        "main": chance.random() < 0.2,
        "watched": pick([None, (some_moment(chance), maybe())]),
    }


OURS = ("main", "watched", "hand")


@dataclass(frozen=True)
class Drawn:
    """A history before it is written: tickets; answers and claims, each of which ticket."""

    rows: list[dict]
    answers: list[tuple[int, datetime, str]]
    claims: list[tuple[int, str, int]]


def drawn(seed: int, count: int) -> Drawn:
    chance = random.Random(seed)
    kinds = ("solved", "unsolved", "good", "bad", "accept")
    some = range(count)
    return Drawn(
        [some_row(chance) for _ in some],
        [(chance.choice(some), some_moment(chance), chance.choice(kinds)) for _ in some],
        [
            (one, chance.choice(("claim", "claim", "take_back")), chance.choice((0, 1, 2)))
            for one in chance.choices(some, k=count)
        ],
    )


Watched = dict[int, tuple[datetime, datetime | None]]


@dataclass(frozen=True)
class History:
    """What stands in the database. to_thank: who may be thanked by name."""

    tickets: list[Ticket]
    events: list[Event]
    watched: Watched
    to_thank: dict[str, int]


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


def claimers(ticket: Ticket, events: list[Event]) -> set[int]:
    """Who claimed it and had it to the end, as its history goes."""
    have = set()
    for one in (e for e in events if e.ticket_id == ticket.id):
        if one.kind == "claim":
            have.add(one.person_id)
        if one.kind == "take_back":
            have.discard(one.person_id)
    return have


def came_again(tickets: list[Ticket], start: datetime, end: datetime) -> set[Again]:
    spots = defaultdict(list)
    for t in tickets:
        told = t.spot and not t.against and not t.sealed and t.kind == "request"
        own = t.merged_into is None and t.status is not Status.WITHDRAWN
        if told and own and start <= t.opened_at < end:
            spots[t.community, t.spot].append(t)
    return {
        Again(
            *where,
            some[-1].category,
            len(some),
            max(len({t.household or t.owner_id for t in some}), *(t.households for t in some)),
        )
        for where, some in spots.items()
        if len(some) >= TIMES
    }


async def check_thanks(begin, history: History, period: Period) -> None:
    """Who and what is thanked for, and what is told to come up again and again."""
    start, end = bounds = period.bounds(ZONE)
    async with begin() as work:
        found = await thanked(work, WHOLE, bounds)
        counted = {code: await claimed_count(work, (code,), bounds) for code in WHOLE}
        assert await claimed_count(work, WHOLE, bounds) == sum(counted.values())
        again_there = await again(work, WHOLE, start, end, TIMES)
    hands: set[int | None] = set()
    claimed, reported = Counter[str](), Counter[str]()
    for t in history.tickets:
        plain = t.merged_into is None and not t.excluded and not t.redo
        if not (plain and t.verdict == "solved" and start <= t.closed_at < end):
            continue
        took = claimers(t, history.events)
        hands |= {t.handler_id, *took}
        claimed[t.community] += bool(took)
        reported[t.community] += bool(took) and t.origin != "patrol"
    assert found.claimed == +claimed and +Counter(counted) == +reported
    assert set(found.names) == {name for name, who in history.to_thank.items() if who in hands}
    assert sorted(again_there, key=str) == sorted(came_again(history.tickets, start, end), key=str)


async def write(begin, told: Drawn) -> History:
    """Nothing but this history stands in the database."""
    async with begin() as work:
        for rows_of in (Event, Supervision, Membership):
            await work.execute(delete(rows_of))
        await work.execute(delete(Ticket).where(Ticket.merged_into.is_not(None)))
        await work.execute(delete(Ticket))
        await work.execute(delete(Person))
        staff = [make_person(name=name, about=with_wish({}, named=name in WISH)) for name in STAFF]
        person = make_person()
        work.add_all([*staff, person])
        await work.flush()
        posts = [Membership(person_id=staff[n].id, unit="a", role=Role.VOLUNTEER) for n in (0, 2)]
        work.add_all(posts)
        tickets, watched = [], {}
        for row in told.rows:
            merged = row["main"] and bool(tickets)
            into = tickets[0].id if merged else None
            plain = {name: value for name, value in row.items() if name not in OURS}
            by = None if row["hand"] is None else staff[row["hand"]].id
            tickets.append(make_ticket(person.id, **plain, handler_id=by, merged_into=into))
            work.add(tickets[-1])
            await work.flush()
            if row["watched"]:
                watched[tickets[-1].id] = since, until = row["watched"]
                of = {"ticket_id": tickets[-1].id, "by_id": person.id, "reason": "?"}
                work.add(Supervision(**of, since=since, ended_at=until))
        events = []
        for which, at, what in told.answers:
            kind = "rate" if what in ("good", "bad") else what
            values = {"answer": what} if kind == "rate" else {}
            number = tickets[which].id
            events.append(Event(ticket_id=number, at=at, kind=kind, person_id=None, values=values))
        for which, kind, who in told.claims:
            by = {"person_id": staff[who].id, "at": NEW_YEAR, "values": {}}
            events.append(Event(ticket_id=tickets[which].id, kind=kind, **by))
        work.add_all(events)
        await work.commit()
    return History(tickets, events, watched, {staff[0].name: staff[0].id})


async def check(begin, told: Drawn) -> None:
    history = await write(begin, told)
    tickets, events, watched = history.tickets, history.events, history.watched
    levels = [*((code,) for code in WHOLE), *DISTRICT.values(), WHOLE]
    for period, now in product(PERIODS, NOWS):
        if period.bounds(ZONE)[0] > now:
            continue
        so_far = period.so_far(ZONE, now)
        async with begin() as work:
            each = await figures_of_each(work, WHOLE, so_far)
            found = {codes: await figures(work, codes, so_far) for codes in levels}
        for codes in levels:
            mine = [t for t in tickets if t.community in codes]
            assert found[codes] == reckon(mine, events, watched, period, now), (period, codes)
            assert found[codes] == Figures.total(each.get(c, Figures()) for c in codes)
        streets = Figures.total(found[codes] for codes in DISTRICT.values())
        assert streets == found[WHOLE]
    for period in PERIODS:
        await check_thanks(begin, history, period)


def test_every_number_at_every_level_and_the_parts_make_the_whole(database_url):
    examples, seen = EXAMPLES[database_url.split(":")[0]], Counter[str]()

    async def one(told: Drawn) -> None:
        engine = make_engine(database_url, ring())
        try:
            await check(beginner(engine), told)
        finally:
            await engine.dispose()

    @settings(max_examples=examples, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.integers(0, 10**9), st.integers(MOST // 2, MOST))
    def live(seed, count):
        seen["tickets"] += count
        asyncio.run(one(drawn(seed, count)))

    live()
    assert seen["tickets"] >= examples
