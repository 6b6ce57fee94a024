"""What is worth a second look, against a slow reckoning of one ticket after the other."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.honesty import Deed, Look, Thresholds, looks

START = datetime(2026, 11, 16, tzinfo=UTC)
END = START + timedelta(days=7)
USUAL = Thresholds()


def at(**span: float) -> datetime:
    return START + timedelta(**span)


def seen(*deeds: Deed, limits: Thresholds = USUAL) -> dict[Look, tuple[int, ...]]:
    return {k: v for k, v in looks(deeds, START, END, limits).items() if v}


def one(*steps: tuple[str, datetime], number: int = 1, until: datetime | None = None, **more):
    return [Deed(number, kind, when, more.get("person", 7), until) for kind, when in steps]


@pytest.mark.parametrize(
    ("minutes", "last"),
    [(989, False), (990, True), (999, True), (1000, True), (1001, False), (1, False)],
)
def test_done_at_the_last_moment_and_still_in_time(minutes, last):
    deeds = one(
        ("opened", at()), ("resolve", at(minutes=minutes)), until=at(minutes=1000)
    )  # fmt: skip
    assert seen(*deeds) == ({Look.LAST: (1,)} if last else {})


@pytest.mark.parametrize("moved", ["extended", "held"])
def test_of_a_date_that_was_moved_nothing_is_said(moved):
    steps = ("opened", at()), (moved, at(minutes=5)), ("resolve", at(minutes=999))
    assert seen(*one(*steps, until=at(minutes=1000))) == {}


def test_a_round_that_began_anew_is_measured_from_there():
    steps = ("opened", at()), ("resolve", at(hours=1)), ("unsolved", at(hours=2))
    until = at(hours=3)
    assert seen(*one(*steps, ("resolve", at(hours=2, minutes=30)), until=until)) == {}
    last = one(*steps, ("resolve", at(hours=2, minutes=59, seconds=50)), until=until)
    assert seen(*last) == {Look.LAST: (1,)}


@pytest.mark.parametrize(("seconds", "at_once"), [(0, True), (1, True), (1.5, False), (60, False)])
@pytest.mark.parametrize("came", ["opened", "dispatched", "return", "unsolved", "rule"])
def test_accepted_in_the_second_it_came(seconds, at_once, came):
    steps = ("opened", at(days=-1)), (came, at()), ("accept", at(seconds=seconds))
    assert seen(*one(*steps)) == ({Look.AT_ONCE: (1,)} if at_once else {})


def test_closed_and_opened_again():
    assert seen(*one(("opened", at()), ("reopen", at(days=1)))) == {Look.BACK: (1,)}


@pytest.mark.parametrize(("hours", "late"), [(23, False), (24, True), (90, True)])
@pytest.mark.parametrize("kind", ["solved", "unsolved"])
def test_asked_late_by_a_colleague(hours, late, kind):
    done = one(("opened", at()), ("resolve", at(minutes=1)))
    answer = Deed(1, kind, at(minutes=1, hours=hours), 8, None, passed_on=True)
    assert seen(*done, answer) == ({Look.LATE: (1,)} if late else {})
    own = Deed(1, kind, at(minutes=1, hours=hours), 8)
    assert seen(*done, own) == {}  # she took her time


def test_one_side_was_done_long_before_she_was_asked():
    steps = ("opened", at()), ("lead_done", at(hours=1)), ("resolve", at(hours=30))
    assert seen(*one(*steps)) == {Look.LATE: (1,)}
    assert seen(*one(*steps[:2], ("resolve", at(hours=20)))) == {}


def test_many_at_once_by_one_person():
    def done(number: int, minute: float, person: int = 7) -> list[Deed]:
        return one(("opened", at(days=-1)), ("resolve", at(minutes=minute)), number=number,
                   person=person)  # fmt: skip

    five = [deed for n in range(5) for deed in done(n, n * 2.5)]
    assert seen(*five) == {Look.MANY: (0, 1, 2, 3, 4)}
    assert seen(*five[:-2]) == {}
    slow = [deed for n in range(5) for deed in done(n, n * 2.6)]
    assert seen(*slow) == {}
    two = [deed for n in range(6) for deed in done(n, n, person=n % 2)]
    assert seen(*two) == {}
    again = [deed for n in (1, 1, 1, 1, 1) for deed in done(n, n)]
    assert Look.MANY not in seen(*again)  # one ticket is not many


def test_what_happened_before_or_after_is_not_of_this_period():
    before = one(("opened", at(days=-2)), ("accept", at(days=-2)), ("reopen", at(days=-1)))
    after = one(("opened", END), ("accept", END), ("reopen", END), number=2)
    assert seen(*before, *after) == {}


kinds = st.sampled_from(["opened", "dispatched", "accept", "resolve", "reopen", "unsolved"])
steps = st.lists(
    st.tuples(st.integers(1, 4), kinds, st.integers(-2000, 12000), st.integers(1, 2)), max_size=40
)


@given(steps, st.integers(2, 4), st.integers(1, 500))
def test_many_is_what_every_pair_of_hands_says(rows, many, minutes):
    deeds = [
        Deed(n, k, START + timedelta(minutes=m), p)
        for n, k, m, p in sorted(rows, key=lambda r: r[2])
    ]
    limits = Thresholds(many=many, many_minutes=minutes)
    found = looks(deeds, START, END, limits)[Look.MANY]
    done = [d for d in deeds if d.kind == "resolve" and START <= d.at < END]
    slow = set()
    for first in done:
        span = first.at + timedelta(minutes=minutes)
        near = {d.ticket for d in done if d.person == first.person and first.at <= d.at <= span}
        if len(near) >= many:
            slow |= near
    assert set(found) == slow
