"""What one tap may promise, and when that is: tables and properties."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.clocks import WorkingCalendar
from domain.eta import AWHILE, ENOUGH, SOON, Choices, Eta

ZONE = ZoneInfo("Asia/Shanghai")
OFFICE = WorkingCalendar(
    ZONE, ((time(9), time(12)), (time(14), time(18))), lambda day: day.weekday() < 5
)
NOW, TODAY, TOMORROW, ASK = Eta


def at(day: int, clock: str = "09:00") -> datetime:
    """A moment of November 2026; the 18th is a Wednesday, the 20th a Friday."""
    return datetime.combine(datetime(2026, 11, day).date(), time.fromisoformat(clock), ZONE)


def choices(now: datetime, level: str = "L3", fix: datetime | None = None, contact=None) -> Choices:
    return Choices(now, level, contact, fix or now + timedelta(days=7), OFFICE)


@pytest.mark.parametrize(
    ("now", "level", "fix", "offered"),
    [
        (at(18), "L0", at(18, "11:00"), (NOW,)),
        (at(18), "L1", at(18, "11:00"), (NOW,)),
        (at(18), "L2", at(19), (NOW, TODAY, ASK)),
        (at(18), "L3", at(27), (NOW, TODAY, TOMORROW, ASK)),
        (at(18, "17:00"), "L3", at(27), (NOW, TODAY, TOMORROW, ASK)),
        (at(18, "17:01"), "L3", at(27), (NOW, TOMORROW, ASK)),
        (at(18, "20:00"), "L2", at(19, "20:00"), (NOW, TOMORROW, ASK)),
        (at(18, "12:30"), "L3", at(27), (NOW, TODAY, TOMORROW, ASK)),
        (at(18, "06:00"), "L3", at(27), (NOW, TODAY, TOMORROW, ASK)),
        (at(21), "L3", at(27), (NOW, TOMORROW, ASK)),  # a Saturday
        (at(18), "L3", at(18, "17:59"), (NOW, ASK)),
        (at(18), "L3", at(18, "18:00"), (NOW, TODAY, ASK)),
        (at(18), "L3", at(18, "09:40"), (NOW,)),
        (at(18), "L3", at(17), (NOW,)),  # late already
    ],
)
def test_what_is_offered(now, level, fix, offered):
    assert choices(now, level, fix).offered() == offered


@pytest.mark.parametrize(
    ("now", "eta", "moment"),
    [
        (at(18), NOW, at(18, "09:30")),
        (at(18), TODAY, at(18, "18:00")),
        (at(18), TOMORROW, at(19, "18:00")),
        (at(20), TOMORROW, at(23, "18:00")),  # over the weekend
    ],
)
def test_what_each_stands_for(now, eta, moment):
    assert choices(now).moments()[eta] == moment


def test_at_once_is_never_later_than_the_resident_must_hear():
    assert choices(at(18), "L0", at(18, "11:00"), at(18, "09:15")).moments() == {
        NOW: at(18, "09:15")
    }
    late = choices(at(18), "L1", at(18, "08:00"), at(18, "07:00"))
    assert late.moments() == {NOW: at(18) + SOON}, "what is over holds nobody back"


def test_tomorrow_is_called_so_only_when_it_is():
    assert choices(at(18)).works_tomorrow
    assert not choices(at(20)).works_tomorrow


def test_nobody_ever_works():
    closed = WorkingCalendar(ZONE, OFFICE.blocks, lambda day: False)
    one = Choices(at(18), "L3", None, at(27), closed)
    assert (one.offered(), one.next_workday()) == ((NOW, ASK), None)


MOMENTS = st.datetimes(
    datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(ZONE)
)  # fold=0 everywhere: Shanghai changes no clocks


@given(
    now=MOMENTS,
    level=st.sampled_from(["L0", "L1", "L2", "L3", "L4"]),
    fix=st.timedeltas(timedelta(hours=-48), timedelta(days=20)),
    contact=st.none() | st.timedeltas(timedelta(hours=-48), timedelta(days=2)),
)
def test_a_promise_lies_ahead_and_before_the_deadline(now, level, fix, contact):
    fix_due = now + fix
    one = Choices(now, level, now + contact if contact is not None else None, fix_due, OFFICE)
    found = one.moments()
    assert NOW in found and now < found[NOW] <= now + SOON
    assert list(found.values()) == sorted(found.values())
    for eta, moment in found.items():
        assert one.refusal(moment) is None, "what one tap may promise, words may too"
        if fix_due > now:
            assert moment <= fix_due
        if eta is not NOW:
            assert moment >= now + ENOUGH and level not in ("L0", "L1")
            assert moment.astimezone(ZONE).time() == time(18)


@given(now=MOMENTS, ahead=st.timedeltas(timedelta(days=-3), timedelta(days=30)))
def test_words_promise_neither_the_past_nor_more_than_the_deadline_gives(now, ahead):
    one, moment = choices(now), now + ahead
    expected = "refuse-eta-past" if moment <= now else None
    if moment > one.fix_due:
        expected = "refuse-eta-late"
    assert one.refusal(moment) == expected


@pytest.mark.parametrize(
    ("now", "text", "moment"),
    [
        (at(18), "马上", at(18, "09:30")),
        (at(18), "现在就去", at(18, "09:30")),
        (at(18), "一会儿", at(18) + AWHILE),
        (at(18), "今天", at(18, "18:00")),
        (at(18, "19:00"), "今天", at(18, "21:00")),  # said in the evening
        (at(18), "下班前", at(18, "18:00")),
        (at(18), "周六", at(21, "18:00")),  # nobody works then, and somebody comes
        (at(18, "19:00"), "6点", at(19, "18:00")),
        (at(18), "没空", None),
        (at(18), "6", None),
    ],
)
def test_what_words_stand_for(now, text, moment):
    assert choices(now).said(text) == moment


WORDS = st.tuples(
    st.sampled_from(["", "好的，", "我", "大概"]),
    st.sampled_from(["", "今天", "明天", "后天", "周六", "下周一", "11月30日"]),
    st.sampled_from(["", "早上", "上午", "下午", "晚上", "下班后", "晚饭后"]),
    st.sampled_from(["", "6点", "两三点", "三点半", "２-4点", "20:30", "十一二点", "9点多"]),
    st.sampled_from(["", "左右", "到", "前到"]),
).map("".join)
AT_ONCE = st.sampled_from(["马上", "现在就去", "一会儿", "半小时后", "20分钟", "一两个小时后"])


@given(now=MOMENTS, said=AT_ONCE | WORDS, fix=st.timedeltas(timedelta(-2), timedelta(20)))
def test_no_words_promise_the_past_or_more_than_the_limit(now, said, fix):
    one = choices(now, fix=now + fix)
    moment = one.said(said)
    if moment is not None and one.refusal(moment) is None:
        assert now < moment <= max(now + fix, now + SOON)


@given(now=MOMENTS, said=AT_ONCE | st.sampled_from(["6点", "两三点", "九十点", "今天", "下班后"]))
def test_what_names_no_day_lies_ahead_as_long_as_people_are_awake(now, said):
    moment = choices(now).said(said)
    assert moment is not None
    if now.hour < 21:
        assert moment > now


@given(now=MOMENTS, fix=st.timedeltas(timedelta(-2), timedelta(20)))
def test_vague_words_are_never_refused(now, fix):
    one = choices(now, fix=now + fix)
    for said in ("马上", "一会儿"):
        moment = one.said(said)
        assert moment is not None and one.refusal(moment) is None


@given(day=st.dates(date(2026, 1, 1), date(2027, 12, 31)), said=st.text(max_size=12))
def test_anything_typed_is_a_moment_or_none(day, said):
    found = choices(datetime.combine(day, time(9), ZONE)).said(said)
    assert found is None or found.tzinfo is not None
