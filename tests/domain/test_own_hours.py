"""When a unit works, as people type it."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.own_hours import OwnHours, from_button, from_document, read_hours, to_rows

USUAL = OwnHours(((time(8, 30), time(12)), (time(14), time(18))), (0, 1, 2, 3, 4))


def hours(text: str) -> str | None:
    found = read_hours(text, USUAL)
    return found and found.on_button()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("周一到周六 8:30-12:00 14:00-17:30", "123456.0830120014001730"),
        ("周一至周六，8：30—12：00，14：00—17：30", "123456.0830120014001730"),
        ("上午8点半到12点，下午2点到6点", "12345.0830120014001800"),
        ("上午八点半到十二点 下午两点到五点半", "12345.0830120014001730"),
        ("8:30-12:00 2:00-6:00", "12345.0830120014001800"),
        ("8点到12点，2点到6点", "12345.0800120014001800"),
        ("每天8点到20点", "1234567.08002000"),
        ("天天 早上8点到晚上8点", "1234567.08002000"),
        ("8-6点", "12345.08001800"),
        ("9:00-17:00", "12345.09001700"),
        ("周一到周日", "1234567.0830120014001800"),
        ("星期一到星期六", "123456.0830120014001800"),
        ("周一、周三、周五 9:00-11:00", "135.09001100"),
        ("周二四六 9-11点", "246.09001100"),
        ("周六到周二", "1267.0830120014001800"),
        ("工作日和周六 8点一刻到12点", "123456.08151200"),
        ("中午12点到2点", "12345.12001400"),
        ("上班时间改成8:00-12:00 13:00-17:00", "12345.0800120013001700"),
        ("7-9点，11-13点，17-20点", "12345.070009001100130017002000"),
    ],
)
def test_is_read(text, wanted):
    assert hours(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "",
        "随便",
        "周末休息",
        "周六不上班",
        "14:00-12:00",
        "8:00-12:00 11:00-17:00",
        "8:00-25:00",
        "8:00",
        "6-8点 9-11点 13-15点 17-19点",
        "3号楼2单元灯坏了",
        "8:30-12:00，3号楼灯坏了",
        "明天8:00-12:00",
    ],
)
def test_is_asked_again(text):
    assert hours(text) is None


@pytest.mark.parametrize(
    "said",
    ["", "8.08001200", "12345.0800", "12345.08001300.x", "1.99001200", "1.12000800", ".", "x"],
)
def test_no_button_of_ours(said):
    assert from_button(said) is None


BLOCKS = st.lists(
    st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    min_size=2,
    max_size=6,
    unique=True,
).map(lambda edges: edges[: len(edges) // 2 * 2])


@given(edges=BLOCKS, days=st.sets(st.integers(0, 6), min_size=1))
def test_what_stands_on_a_button_or_is_kept_comes_back(edges, days):
    order = sorted(edges)
    own = OwnHours(tuple(zip(order[::2], order[1::2], strict=True)), tuple(sorted(days)))
    assert from_button(own.on_button()) == own
    assert len(f"hset.{own.on_button()}") <= 40
    assert from_document({"hours": to_rows({"a": own})}) == {"a": own}


@pytest.mark.parametrize(
    ("days", "wanted"),
    [((0, 1, 2, 3, 4), ((0, 4),)), ((0, 2, 3, 6), ((0, 0), (2, 3), (6, 6)))],
)
def test_weekdays_in_a_row(days, wanted):
    assert OwnHours(USUAL.blocks, days).stretches() == wanted
