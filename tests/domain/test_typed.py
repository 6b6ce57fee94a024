"""Days, times and "nothing to add", as people type them."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.typed import read_day, read_moment, says_nothing

TODAY = date(2026, 11, 18)  # a Wednesday


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("明天", "2026-11-19"),
        ("到明天。", "2026-11-19"),
        ("後天", "2026-11-20"),
        ("大后天", "2026-11-21"),
        ("3天后", "2026-11-21"),
        ("过十天", "2026-11-28"),
        ("周五", "2026-11-20"),
        ("星期三", "2026-11-18"),
        ("周日", "2026-11-22"),
        ("下周一", "2026-11-23"),
        ("下礼拜天", "2026-11-29"),
        ("11月30日", "2026-11-30"),
        ("十一月三十号", "2026-11-30"),
        ("12-5", "2026-12-05"),
        ("12.5", "2026-12-05"),
        ("１２／５", "2026-12-05"),
        ("1月3日", "2027-01-03"),
        ("2026-12-05", "2026-12-05"),
        ("2026年12月5日", "2026-12-05"),
        ("Tomorrow", "2026-11-19"),
    ],
)
def test_days_people_type(text, day):
    assert read_day(text, TODAY) == date.fromisoformat(day)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "下个月",
        "2月30日",
        "13月1日",
        "2026-13-01",
        "等材料",
        "5",
        "30",
        "明天上午去3号楼",
        "0-0",
    ],
)
def test_what_is_no_clear_day_is_not_guessed(text):
    assert read_day(text, TODAY) is None


@given(st.dates(TODAY, TODAY + timedelta(days=360)))
def test_a_day_without_its_year_is_the_next_of_that_name(day):
    assert read_day(f"{day.month}月{day.day}日", TODAY) == day
    assert read_day(day.isoformat(), TODAY) == day


@given(st.text(max_size=12))
def test_anything_typed_is_a_day_or_none(text):
    found = read_day(text, TODAY)
    assert found is None or isinstance(found, date)


@pytest.mark.parametrize("text", ["没有", "没有。", "无", "不用", "No"])
def test_nothing_to_add(text):
    assert says_nothing(text)


@pytest.mark.parametrize("text", ["", "没有材料", "等阀门"])
def test_something_to_add(text):
    assert not says_nothing(text)


ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime.combine(TODAY, time(9, 20), ZONE)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("下午3点", "18 15:00"),
        ("下午三点", "18 15:00"),
        ("两点", "18 14:00"),
        ("3点", "18 15:00"),
        ("10点", "18 10:00"),
        ("15:30", "18 15:30"),
        ("15：30", "18 15:30"),
        ("3点半到", "18 15:30"),
        ("三点一刻左右", "18 15:15"),
        ("10点20分前", "18 10:20"),
        ("中午12点", "18 12:00"),
        ("中午1点", "18 13:00"),
        ("晚上8点", "18 20:00"),
        ("今晚八点", "18 20:00"),
        ("晚上12点", "19 00:00"),
        ("今天下午", "18 18:00"),
        ("明早", "19 09:00"),
        ("明天上午10点半", "19 10:30"),
        ("明天下午2点上门", "19 14:00"),
        ("改到明天上午", "19 12:00"),
        ("明天3点", "19 15:00"),
        ("明天 9点", "19 09:00"),
        ("周五下午", "20 18:00"),
        ("下周一上午", "23 12:00"),
        ("11月30日 9点", "30 09:00"),
        ("11月30 9点", "30 09:00"),
        ("十一月三十日九点", "30 09:00"),
        ("2026-11-30 14:00", "30 14:00"),
        ("半小时后", "18 09:50"),
        ("20分钟", "18 09:40"),
        ("一个半小时后到", "18 10:50"),
        ("两个小时以后", "18 11:20"),
        ("9点", "18 09:00"),  # over: whoever asked says so
    ],
)
def test_times_people_type(text, moment):
    found = read_moment(text, NOW)
    assert isinstance(found, datetime)
    assert f"{found.astimezone(ZONE):%d %H:%M}" == moment


def test_a_day_alone_is_a_day():
    assert read_moment("明天", NOW) == date(2026, 11, 19)
    assert read_moment("周五到", NOW) == date(2026, 11, 20)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "3",
        "马上",
        "3楼",
        "已到现场",
        "灯坏了，下午3点去买",
        "明天下午3点李师傅去看看",
        "25点",
        "9点70",
        "11月309点",
        "13月1日9点",
        "24点半",
        "三点水",
        "等配件",
    ],
)
def test_what_is_no_clear_time_is_not_guessed(text):
    assert read_moment(text, NOW) is None


@given(
    ahead=st.integers(0, 200),
    hour=st.integers(0, 23),
    minute=st.integers(0, 59),
    now=st.times(),
)
def test_a_full_time_is_read_back(ahead, hour, minute, now):
    here = datetime.combine(TODAY, now, ZONE)
    wanted = datetime.combine(TODAY + timedelta(days=ahead), time(hour, minute), ZONE)
    if hour > 12 or hour == 0:
        said = f"{wanted.month}月{wanted.day}日{hour}点{minute}分"
    else:
        said = f"{wanted.month}月{wanted.day}日{'上午' if hour < 12 else '中午'}{hour}:{minute:02}"
    assert read_moment(said, here) == wanted


@given(hour=st.integers(1, 12), now=st.times())
def test_a_bare_hour_is_the_coming_one_of_the_waking_day(hour, now):
    here = datetime.combine(TODAY, now, ZONE)
    found = read_moment(f"{hour}点", here)
    assert isinstance(found, datetime) and found.hour % 12 == hour % 12
    coming = {hour, hour % 12 + 12} & set(range(max(7, now.hour + 1), 21))
    if coming:
        assert found > here and 7 <= found.hour < 21


@given(st.text(max_size=20))
def test_anything_typed_is_a_time_a_day_or_none(text):
    found = read_moment(text, NOW)
    assert found is None or isinstance(found, date)
    if isinstance(found, datetime):
        assert found.tzinfo is not None
