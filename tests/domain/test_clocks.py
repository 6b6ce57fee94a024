"""Deadlines, against tables and against an oracle that walks every minute."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from domain.clocks import Limit, QuietHours, WorkingCalendar, due, length_of, point
from domain.hours import OwnDays, PublicDay, is_workday
from domain.ladder import ClockRun
from domain.policy import DEFAULT_POLICIES

ZONE = ZoneInfo("Asia/Shanghai")
BLOCKS = ((time(8, 30), time(12)), (time(14), time(18)))
MINUTE = timedelta(minutes=1)
FIRST_DAY, DAYS = date(2024, 1, 1), 4 * 365


def local(text: str, zone: ZoneInfo = ZONE) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def ordinary(day: date) -> bool:
    return day.weekday() < 5


def calendar(*, closed: str = "", opened: str = "", zone: ZoneInfo = ZONE) -> WorkingCalendar:
    """Monday to Friday, but for these days."""
    off = {date.fromisoformat(day) for day in closed.split()}
    on = {date.fromisoformat(day) for day in opened.split()}
    return WorkingCalendar(zone, BLOCKS, lambda d: d in on or (ordinary(d) and d not in off))


# Limits


@pytest.mark.parametrize(
    ("text", "amount", "unit", "working"),
    [
        ("5m", 5, "m", False),
        ("24h", 24, "h", False),
        ("3d", 3, "d", False),
        ("30wm", 30, "wm", True),
        ("2wh", 2, "wh", True),
        ("15wd", 15, "wd", True),
        ("99999m", 99999, "m", False),
        ("366d", 366, "d", False),
        ("250wd", 250, "wd", True),
    ],
)
def test_a_limit_is_read(text, amount, unit, working):
    limit = Limit.parse(text)
    assert (limit.amount, limit.unit, limit.on_working_time) == (amount, unit, working)
    assert str(limit) == text


@pytest.mark.parametrize(
    "text", ["", "0m", "m", "5", "5 m", "-5m", "5w", "1.5h", "5M", "100000m", "05m", "5m\n", " 5m"]
)
def test_what_is_no_limit_is_refused_with_what_is_allowed(text):
    with pytest.raises(ValueError, match=r"allowed: .*2wh"):
        Limit.parse(text)


@pytest.mark.parametrize("text", ["367d", "8785h", "2001wh", "251wd", "99999wd"])
def test_a_limit_beyond_a_year_is_refused_before_a_ticket_can_have_it(text):
    with pytest.raises(ValueError, match="a year"):
        Limit.parse(text)


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("90m", timedelta(minutes=90)),
        ("24h", timedelta(hours=24)),
        ("3d", timedelta(days=3)),
        ("30wm", timedelta(minutes=30)),
        ("2wh", timedelta(hours=2)),
        ("7wd", timedelta(hours=7 * 7.5)),
    ],
)
def test_a_limit_has_a_length(text, length):
    assert length_of(Limit.parse(text), calendar()) == length


# Deadlines

DEADLINES = [
    ("wall clock runs through the night", "2026-11-20 23:00", "24h", "2026-11-21 23:00"),
    ("inside one block", "2026-11-18 09:00", "2wh", "2026-11-18 11:00"),
    ("to the very end of a block", "2026-11-18 10:00", "2wh", "2026-11-18 12:00"),
    ("across lunch", "2026-11-18 11:00", "2wh", "2026-11-18 15:00"),
    ("begun in the lunch break", "2026-11-18 12:30", "30wm", "2026-11-18 14:30"),
    ("begun before opening", "2026-11-18 06:00", "30wm", "2026-11-18 09:00"),
    ("across the night", "2026-11-18 17:30", "2wh", "2026-11-19 10:00"),
    ("begun on a Saturday", "2026-11-21 10:00", "2wh", "2026-11-23 10:30"),
    ("Friday evening to Monday", "2026-11-20 17:00", "2wh", "2026-11-23 09:30"),
    ("a working day is the sum of its blocks", "2026-11-18 08:30", "1wd", "2026-11-18 18:00"),
    ("a working day begun at noon", "2026-11-18 12:00", "1wd", "2026-11-19 12:00"),
    ("seven working days", "2026-11-18 09:00", "7wd", "2026-11-27 09:00"),
    ("across the turn of the year", "2026-12-31 17:00", "2wh", "2027-01-04 09:30"),
]


@pytest.mark.parametrize(("start", "limit", "end"), [d[1:] for d in DEADLINES])
def test_deadline(start, limit, end):
    new_year = calendar(closed="2027-01-01")
    found = due(local(start), Limit.parse(limit), new_year)
    assert found == local(end)
    assert found.utcoffset() == timedelta()


def test_a_holiday_is_passed_over_and_a_make_up_day_is_worked():
    week = calendar(closed="2026-10-01 2026-10-02 2026-10-05 2026-10-06 2026-10-07")
    start = local("2026-09-30 17:00")
    assert due(start, Limit.parse("2wh"), week) == local("2026-10-08 09:30")
    made_up = calendar(closed="2026-10-01 2026-10-02", opened="2026-10-03")
    assert due(start, Limit.parse("2wh"), made_up) == local("2026-10-03 09:30")


def test_a_working_day_keeps_its_hours_when_the_clocks_are_changed():
    berlin = ZoneInfo("Europe/Berlin")
    summer = calendar(opened="2026-03-29", zone=berlin)
    start = local("2026-03-28 20:00", berlin)
    assert due(start, Limit.parse("30wm"), summer) == local("2026-03-29 09:00", berlin)
    assert due(local("2026-03-29 01:00", berlin), Limit.parse("4h"), summer) == local(
        "2026-03-29 06:00", berlin
    )


def test_a_calendar_on_which_nobody_ever_works_says_so():
    never = WorkingCalendar(ZONE, BLOCKS, lambda _: False)
    with pytest.raises(OverflowError):
        never.add(local("2026-11-18 09:00"), MINUTE)
    assert not never.is_open(local("2026-11-18 09:00"))
    assert never.between(local("2026-11-18 09:00"), local("2027-11-18 09:00")) == timedelta()


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2026-11-18 08:29", False),
        ("2026-11-18 08:30", True),
        ("2026-11-18 11:59", True),
        ("2026-11-18 12:00", False),
        ("2026-11-18 13:59", False),
        ("2026-11-18 14:00", True),
        ("2026-11-18 18:00", False),
        ("2026-11-21 10:00", False),
    ],
)
def test_open_hours(moment, is_open):
    assert calendar().is_open(local(moment)) is is_open


def test_a_moment_without_a_zone_is_refused_everywhere():
    naive = datetime(2026, 11, 18, 9)
    with pytest.raises(ValueError, match="zone"):
        due(naive, Limit.parse("30m"), calendar())
    with pytest.raises(ValueError, match="zone"):
        due(naive, Limit.parse("2wh"), calendar())
    with pytest.raises(ValueError, match="zone"):
        calendar().between(naive, local("2026-11-18 10:00"))
    with pytest.raises(ValueError, match="zone"):
        QuietHours(ZONE, ()).end_of_quiet(naive)


@pytest.mark.parametrize(
    ("blocks", "start", "limit", "end"),
    [
        # the clocks go forward at 02:00: a block that begins in the gap begins after it
        (((time(2, 30), time(5)),), "2026-03-29 00:00+01:00", "30wm", "2026-03-29 03:30+02:00"),
        (((time(1), time(2, 30)),), "2026-03-29 00:00+01:00", "1wh", "2026-03-29 02:00+01:00"),
        # back at 03:00: an hour of work comes twice
        (((time(1), time(5)),), "2026-10-25 00:00+02:00", "3wh", "2026-10-25 03:00+01:00"),
        (((time(2), time(2, 30)),), "2026-10-25 00:00+02:00", "1wh", "2026-10-25 02:30+01:00"),
    ],
)
def test_blocks_in_the_hour_that_is_missing_or_comes_twice(blocks, start, limit, end):
    one = WorkingCalendar(ZoneInfo("Europe/Berlin"), blocks, lambda _: True)
    found = due(datetime.fromisoformat(start), Limit.parse(limit), one)
    assert found == datetime.fromisoformat(end)


# Against an oracle

QUARTERS = st.integers(1, 95)
WITH_SUMMER_TIME = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Nuuk")
zones = st.sampled_from(["Asia/Shanghai", "Asia/Kathmandu", *WITH_SUMMER_TIME]).map(ZoneInfo)
days = st.integers(0, DAYS + 60).map(lambda n: FIRST_DAY + timedelta(days=n))
weekdays = st.frozensets(st.integers(0, 6), max_size=2)


@st.composite
def blocks(draw) -> tuple[tuple[time, time], ...]:
    """One to three blocks of a day, with breaks between them."""
    count = draw(st.integers(1, 3))
    edges = sorted(
        draw(st.lists(QUARTERS, min_size=2 * count, max_size=2 * count, unique=True)),
    )
    times = [time(edge // 4, edge % 4 * 15) for edge in edges]
    return tuple(zip(times[::2], times[1::2], strict=True))


@st.composite
def public_days(draw):
    """Four years with holidays (a long one among them) and make-up days, Monday to Friday else."""
    closed = set(draw(st.lists(days, max_size=40)))
    first = draw(days)
    closed |= {first + timedelta(days=n) for n in range(draw(st.integers(0, 9)))}
    opened = {d for d in draw(st.lists(days, max_size=40)) if not ordinary(d)} - closed

    def look(day: date) -> PublicDay:
        if day in closed:
            return PublicDay.HOLIDAY
        if day in opened:
            return PublicDay.MADE_UP
        return PublicDay.ORDINARY if ordinary(day) else PublicDay.WEEKEND

    return look


@st.composite
def own_days(draw) -> tuple[OwnDays, ...]:
    """The days of a unit and of up to two above it."""
    made = []
    for _ in range(draw(st.integers(0, 3))):
        holidays = frozenset(draw(st.lists(days, max_size=20)))
        workdays = frozenset(draw(st.lists(days, max_size=20))) - holidays
        opened = draw(weekdays)
        made.append(OwnDays(holidays, workdays, draw(weekdays) - opened, opened))
    return tuple(made)


@st.composite
def calendars(draw) -> WorkingCalendar:
    """The calendar of a unit, in some zone."""
    look, own = draw(public_days()), draw(own_days())
    return WorkingCalendar(draw(zones), draw(blocks()), lambda d: is_workday(d, own, look(d)))


@st.composite
def changes(draw) -> datetime:
    """A moment near one at which the clocks are changed somewhere."""
    year = draw(st.integers(2024, 2027))
    month, last = draw(st.sampled_from([(3, 14), (3, 31), (4, 7), (10, 7), (10, 31), (11, 7)]))
    day = date(year, month, last)
    sunday = day - timedelta(days=(day.weekday() + 1) % 7)
    start = datetime.combine(sunday, time(), UTC) - timedelta(hours=30)
    return start + draw(st.integers(0, 72 * 60)) * MINUTE


moments = st.one_of(
    st.integers(0, DAYS * 24 * 60).map(
        lambda n: datetime.combine(FIRST_DAY, time(), ZONE).astimezone(UTC) + n * MINUTE
    ),
    changes(),
)


def works_at(one: WorkingCalendar, moment: datetime) -> bool:
    """Whether the minute that begins at this moment is a working one: what the clock on the wall
    says then."""
    here = moment.astimezone(one.zone)
    clock = here.time()
    inside = any(a <= clock < b for a, b in one.blocks)
    return inside and one.is_workday(here.date()) is not False


def slow_add(one: WorkingCalendar, start: datetime, minutes: int) -> datetime:
    """Walk minute by minute until so many working minutes have passed."""
    now = start
    while minutes:
        minutes -= works_at(one, now)
        now += MINUTE
    return now


def works_sometimes(one: WorkingCalendar) -> bool:
    """Not closed on every weekday."""
    return sum(one.is_workday(date(2026, 5, 4) + timedelta(days=n)) is True for n in range(90)) > 9


@settings(deadline=None, max_examples=60)
@given(calendars().filter(works_sometimes), moments, st.integers(1, 1500))
def test_add_is_what_walking_every_minute_finds(one, start, minutes):
    assert one.add(start, minutes * MINUTE) == slow_add(one, start, minutes)


@settings(deadline=None, max_examples=60)
@given(calendars(), moments, st.integers(-2000, 20_000))
def test_between_is_what_walking_every_minute_finds(one, start, minutes):
    worked = sum(works_at(one, start + n * MINUTE) for n in range(max(minutes, 0)))
    assert one.between(start, start + minutes * MINUTE) == worked * MINUTE


@settings(deadline=None)
@given(calendars().filter(works_sometimes), moments, st.integers(0, 30_000))
def test_between_undoes_add(one, start, minutes):
    worked = minutes * MINUTE
    end = one.add(start, worked)
    assert end >= start
    assert one.between(start, end) == worked


@settings(deadline=None)
@given(calendars().filter(works_sometimes), moments, st.integers(1, 20_000), st.integers(0, 5000))
def test_a_later_start_never_gives_an_earlier_deadline(one, start, minutes, later):
    worked = minutes * MINUTE
    assert one.add(start, worked) <= one.add(start + later * MINUTE, worked)


@settings(deadline=None)
@given(calendars().filter(works_sometimes), moments, st.integers(0, 20_000), st.integers(0, 5000))
def test_more_time_never_gives_an_earlier_deadline(one, start, minutes, more):
    assert one.add(start, minutes * MINUTE) <= one.add(start, (minutes + more) * MINUTE)


@settings(deadline=None, max_examples=60)
@given(calendars().filter(works_sometimes), moments, st.sampled_from(["wm", "wh"]), st.data())
def test_the_steps_of_a_clock_are_what_walking_every_minute_finds(one, start, unit, given):
    """50, 80, 100 % and the first rungs, of limits whose steps are whole minutes."""
    amount = given.draw(st.integers(1, 40) if unit == "wm" else st.integers(1, 8))
    limit = Limit(amount * 20, "wm") if unit == "wm" else Limit(amount, "wh")
    policy = replace(DEFAULT_POLICIES["L3"], accept=str(limit))
    run = ClockRun("accept", start, policy, one)
    whole = int(length_of(limit, one) / MINUTE)
    end = slow_add(one, start, whole)
    assert due(start, limit, one) == end
    for percent in (50, 80):
        assert run.step(percent).at == slow_add(one, start, whole * percent // 100)
    for rung in (1, 2):
        beyond = max(whole // 4, 60) * rung
        assert run.step(100 + 25 * rung).at == slow_add(one, end, beyond)


@settings(deadline=None)
@given(calendars(), moments, st.integers(1, 2000), st.sampled_from(["m", "h"]))
def test_the_wall_clock_knows_no_summer_time(one, start, amount, unit):
    passed = amount * MINUTE * (60 if unit == "h" else 1)
    assert due(start.astimezone(one.zone), Limit(amount, unit), one) == start + passed


@settings(deadline=None)
@given(st.data(), moments, st.integers(1, 3000), st.integers(2024, 2028))
def test_an_unknown_year_never_gives_a_later_deadline(given, start, work, year):
    """`work`: in fiftieths of a working day; ten years hold the most of them, however short the
    days are."""
    look, own = given.draw(public_days()), given.draw(own_days())
    zone, hours = given.draw(zones), given.draw(blocks())
    one = WorkingCalendar(zone, hours, lambda d: is_workday(d, own, look(d)))
    unknown = WorkingCalendar(
        zone, hours, lambda d: is_workday(d, own, None if d.year >= year else look(d))
    )
    assume(works_sometimes(one))
    day = sum(ending.hour * 60 + ending.minute - of.hour * 60 - of.minute for of, ending in hours)
    worked = day * MINUTE * work / 50
    assert unknown.add(start, worked) <= one.add(start, worked)
    assert unknown.between(start, start + worked) >= one.between(start, start + worked)


limits = st.builds(
    Limit, st.integers(1, 40), st.sampled_from(["m", "h", "d", "wm", "wh", "wd"])
).filter(lambda limit: limit.unit != "wd" or limit.amount <= 15)
percents = st.integers(0, 400)


@settings(deadline=None)
@given(calendars().filter(works_sometimes), moments, limits, percents, percents)
def test_a_higher_percentage_is_never_earlier(one, start, limit, first, second):
    low, high = sorted((first, second))
    assert point(start, limit, low, one) <= point(start, limit, high, one)


@settings(deadline=None)
@given(calendars().filter(works_sometimes), moments, limits, st.integers(0, 12))
def test_beyond_the_limit_each_quarter_takes_at_least_an_hour(one, start, limit, quarters):
    here, there = (point(start, limit, 100 + 25 * n, one) for n in (quarters, quarters + 1))
    assert there - here >= timedelta(hours=1)


@pytest.mark.parametrize(
    ("limit", "percent", "at"),
    [
        ("15m", 50, "09:07:30"),
        ("15m", 80, "09:12"),
        ("15m", 100, "09:15"),
        ("15m", 125, "10:15"),
        ("15m", 150, "11:15"),
        ("8h", 125, "19:00"),
        ("8h", 150, "21:00"),
        ("2wh", 50, "10:00"),
        ("2wh", 80, "10:36"),
        ("2wh", 125, "12:00"),
        ("2wh", 150, "15:00"),
    ],
)
def test_steps_of_a_limit(limit, percent, at):
    found = point(local("2026-11-18 09:00"), Limit.parse(limit), percent, calendar())
    assert found == local(f"2026-11-18 {at}")


# Quiet hours

NIGHT_AND_NOON = QuietHours(ZONE, ((time(22), time(7, 30)), (time(12, 30), time(14))))


@pytest.mark.parametrize(
    ("moment", "end"),
    [
        ("2026-11-18 21:59", "2026-11-18 21:59"),
        ("2026-11-18 22:00", "2026-11-19 07:30"),
        ("2026-11-18 23:59", "2026-11-19 07:30"),
        ("2026-11-19 00:00", "2026-11-19 07:30"),
        ("2026-11-19 07:29", "2026-11-19 07:30"),
        ("2026-11-19 07:30", "2026-11-19 07:30"),
        ("2026-11-19 12:30", "2026-11-19 14:00"),
        ("2026-11-19 14:00", "2026-11-19 14:00"),
        ("2026-12-31 23:00", "2027-01-01 07:30"),
    ],
)
def test_quiet_hours_end(moment, end):
    found = NIGHT_AND_NOON.end_of_quiet(local(moment))
    assert found == local(end)
    assert found.utcoffset() == timedelta()


def test_spans_that_touch_or_overlap_are_left_behind_together():
    joined = QuietHours(
        ZONE, ((time(8), time(9)), (time(7), time(8)), (time(22), time(7)), (time(8, 30), time(10)))
    )
    assert joined.end_of_quiet(local("2026-11-18 23:00")) == local("2026-11-19 10:00")


spans = st.tuples(st.integers(0, 95), st.integers(0, 95)).filter(lambda pair: pair[0] != pair[1])


def is_quiet(quiet: QuietHours, moment: datetime) -> bool:
    clock = moment.astimezone(quiet.zone).time()
    return any((a <= clock < b) if a < b else (clock >= a or clock < b) for a, b in quiet.spans)


@settings(deadline=None)
@given(st.lists(spans, max_size=3), zones, moments)
def test_quiet_ends_at_the_first_minute_that_is_not_quiet(pairs, zone, start):
    clocks = [tuple(time(n // 4, n % 4 * 15) for n in pair) for pair in pairs]
    quiet = QuietHours(zone, tuple(clocks))
    assume(not quiet.never_ends)
    walked = (start + n * MINUTE for n in range(3 * 24 * 60))
    assert quiet.end_of_quiet(start) == next(m for m in walked if not is_quiet(quiet, m))


@given(st.lists(spans, max_size=3))
def test_quiet_hours_that_never_end_are_known(pairs):
    clocks = [tuple(time(n // 4, n % 4 * 15) for n in pair) for pair in pairs]
    quiet = QuietHours(ZONE, tuple(clocks))
    day = local("2026-11-18 00:00")
    assert quiet.never_ends is all(is_quiet(quiet, day + n * 15 * MINUTE) for n in range(96))


@pytest.mark.parametrize(
    ("moment", "end"),
    [
        ("2026-03-29 00:30+01:00", "2026-03-29 03:00+02:00"),  # 02:30 does not come
        ("2026-03-29 01:59+01:00", "2026-03-29 03:00+02:00"),
        ("2026-10-25 02:10+02:00", "2026-10-25 02:30+02:00"),
        ("2026-10-25 02:40+02:00", "2026-10-25 02:40+02:00"),
        ("2026-10-25 02:10+01:00", "2026-10-25 02:30+01:00"),  # it comes twice
    ],
)
def test_quiet_hours_when_the_clocks_are_changed(moment, end):
    quiet = QuietHours(ZoneInfo("Europe/Berlin"), ((time(0, 15), time(2, 30)),))
    assert quiet.end_of_quiet(datetime.fromisoformat(moment)) == datetime.fromisoformat(end)


def test_no_quiet_hours_hold_nothing():
    now = local("2026-11-18 03:00")
    assert QuietHours(ZONE, ()).end_of_quiet(now) == now
