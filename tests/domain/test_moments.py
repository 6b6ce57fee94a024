"""When somebody comes, as people type it: tables and properties."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.moments import read_moment, says_awhile, says_soon

TODAY = date(2026, 11, 18)  # a Wednesday
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
        ("9点", "19 09:00"),  # over today, and nobody comes at nine in the evening
        ("今天9点", "18 09:00"),  # over: whoever asked says so
        ("两三点", "18 15:00"),
        ("下午三四点", "18 16:00"),
        ("九十点", "18 10:00"),
        ("十一二点", "18 12:00"),
        ("三点半左右", "18 15:30"),
        ("3点多", "18 16:00"),
        ("2-4点", "18 16:00"),
        ("下午2点到4点之间", "18 16:00"),
        ("上午10点到下午2点", "18 14:00"),
        ("10点到2点", "18 14:00"),
        ("下班后", "18 21:00"),
        ("吃完晚饭过去", "18 21:00"),
        ("午饭后", "18 14:00"),
        ("明天一早", "19 09:00"),
        ("后天下午", "20 18:00"),
        ("这周六上午", "21 12:00"),
        ("20:30", "18 20:30"),
        ("２０：３０", "18 20:30"),
        ("6点", "18 18:00"),
        ("６点", "18 18:00"),
        ("一个小时之后", "18 10:20"),
        ("再过一两个小时", "18 11:20"),
        ("十几分钟", "18 09:40"),
        ("好的，下午3点到", "18 15:00"),
    ],
)
def test_times_people_type(text, moment):
    found = read_moment(text, NOW)
    assert isinstance(found, datetime)
    assert f"{found.astimezone(ZONE):%d %H:%M}" == moment


def test_a_day_alone_is_a_day():
    assert read_moment("明天", NOW) == date(2026, 11, 19)
    assert read_moment("周五到", NOW) == date(2026, 11, 20)
    assert read_moment("下班前", NOW) == TODAY
    assert read_moment("明天下班前", NOW) == date(2026, 11, 19)
    assert read_moment("周末", NOW) == date(2026, 11, 22)


@pytest.mark.parametrize("text", ["马上", "现在就去", "好的马上去", "我这就过来", "就来", "快到了"])
def test_whoever_sets_out_now(text):
    assert says_soon(text) and not says_awhile(text) and read_moment(text, NOW) is None


@pytest.mark.parametrize("text", ["一会儿", "等会儿到", "过一会儿就来", "待会儿"])
def test_whoever_comes_in_a_while(text):
    assert says_awhile(text) and not says_soon(text) and read_moment(text, NOW) is None


@pytest.mark.parametrize(
    "text", ["马上好了", "在修了，马上好", "快修好了", "到了", "等一下", "会来的"]
)
def test_how_it_goes_is_no_time(text):
    assert not says_soon(text) and not says_awhile(text) and read_moment(text, NOW) is None


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
    assert found > here and 7 <= found.hour < 21
    if coming:
        assert found.date() == TODAY


@given(first=st.integers(1, 8), now=st.times())
def test_of_two_hours_said_as_one_the_later_counts(first, now):
    here = datetime.combine(TODAY, now, ZONE)
    digits = "零一二三四五六七八九"
    assert read_moment(f"{digits[first : first + 2]}点", here) == read_moment(
        f"{first + 1}点", here
    )


@given(st.text(max_size=20))
def test_anything_typed_is_a_time_a_day_or_none(text):
    found = read_moment(text, NOW)
    assert found is None or isinstance(found, date)
    if isinstance(found, datetime):
        assert found.tzinfo is not None
