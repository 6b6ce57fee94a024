"""How long somebody has to answer, where the program stood still meanwhile."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.clocks import WorkingCalendar
from domain.ladder import ClockRun
from domain.policy import DEFAULT_POLICIES
from domain.standstill import Standstill, given_back

ZONE = ZoneInfo("Asia/Shanghai")
CALENDAR = WorkingCalendar(
    ZONE, ((time(8, 30), time(12)), (time(14), time(18))), lambda d: d.weekday() < 5
)
LEVEL = {"confirm": "L3", "on the wall": "L2", "working hours": "L3"}
START = datetime(2026, 11, 16, tzinfo=UTC)
HOURS = st.integers(0, 400)
MOMENTS = HOURS.map(lambda hours: START + timedelta(hours=hours))


def at(text: str) -> datetime:
    return datetime.strptime(f"2026-11-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=ZONE)


def run(kind: str, start: datetime) -> ClockRun:
    clock = "confirm" if kind == "confirm" else "news_answer"
    return ClockRun(clock, start, DEFAULT_POLICIES[LEVEL[kind]], CALENDAR)


@pytest.mark.parametrize(
    ("kind", "start", "stood", "end"),
    [
        # The 18th is a Wednesday. 72 h; 2 h on the wall; 4 working hours.
        ("confirm", "18 09:30", [], "21 09:30"),
        ("confirm", "18 09:30", [("20 20:00", "22 10:00")], "22 23:30"),
        ("confirm", "18 09:30", [("18 10:00", "18 22:00")], "21 21:30"),  # long before its end
        ("confirm", "18 09:30", [("21 09:30", "22 10:00")], "21 09:30"),  # after it
        ("confirm", "18 09:30", [("17 09:00", "18 09:30")], "21 09:30"),  # before it began
        ("confirm", "18 09:30", [("17 09:00", "18 10:00")], "21 10:00"),  # it lay in the future
        ("confirm", "18 09:30", [("20 20:00", "22 10:00"), ("22 20:00", "22 21:00")], "23 00:30"),
        ("confirm", "18 09:30", [("22 20:00", "22 21:00"), ("20 20:00", "22 10:00")], "23 00:30"),
        ("on the wall", "20 19:30", [("20 20:00", "22 10:00")], "22 11:30"),
        ("working hours", "20 16:00", [("20 19:00", "22 10:00")], "23 10:30"),  # nobody worked
        ("working hours", "20 16:00", [("20 17:00", "23 09:00")], "23 12:00"),
    ],
)
def test_what_was_left_at_its_beginning_is_left_at_its_end(kind, start, stood, end):
    clock = run(kind, at(start))
    spans = [Standstill(at(gone), at(back)) for gone, back in stood]
    assert given_back(clock, clock.step(100).at, spans)[1] == at(end)


@given(
    kind=st.sampled_from(sorted(LEVEL)),
    start=MOMENTS,
    stood=st.lists(st.tuples(MOMENTS, HOURS), max_size=4),
)
def test_asked_again_it_says_the_same_and_never_earlier(kind, start, stood):
    clock = run(kind, start)
    spans = [Standstill(gone, gone + timedelta(hours=more)) for gone, more in stood]
    end = clock.step(100).at
    since, until = given_back(clock, end, spans)
    assert until >= end and since >= start
    assert given_back(run(kind, since), until, spans) == (since, until)
