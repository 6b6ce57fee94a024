"""Days and "nothing to add", as people type them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.typed import day_of_shift, read_day, read_period, says_nothing

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
        ("两天后", "2026-11-20"),
        ("两三天后", "2026-11-21"),
        ("这周六", "2026-11-21"),
        ("下个星期一", "2026-11-23"),
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


@pytest.mark.parametrize(
    ("typed", "day"),
    [("明天请 坐班", "明天"), ("11月26日 、 ", "11月26日"), ("下周一值班", "下周一")],
)
def test_the_words_around_the_day_of_a_shift_are_left_out(typed, day):
    assert day_of_shift(typed) == day


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("本周", "2026-W47"),
        ("上周", "2026-W46"),
        ("上星期", "2026-W46"),
        ("这个月", "2026-11"),
        ("上月", "2026-10"),
        ("10月", "2026-10"),
        ("十二月份", "2025-12"),
        ("上季度", "2026-Q3"),
        ("去年", "2025"),
        ("昨天", "2026-11-17"),
        ("13月", "None"),
        ("下周", "None"),
        ("2026-11", "None"),
    ],
)
def test_a_period_as_people_say_it(text, period):
    assert str(read_period(text, TODAY)) == period
