"""Cutting texts for a small screen: never longer than asked, at the end of a sentence if it can."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.screen import LINES, columns, excerpt, have_room, lines_for, lines_of, pages_of
from tests.support.screen import screen_lines, width

CHINESE = st.text("家里漏水了，。！？楼上 3ab\n", max_size=200)


@given(CHINESE, st.integers(5, 80))
def test_what_is_cut_is_the_beginning_and_says_so(text, most):
    cut = excerpt(text, most)
    assert len(cut) <= most
    assert cut == text.strip() or (cut.endswith("…") and text.strip().startswith(cut[:-1]))


@given(CHINESE)
def test_lines_are_counted_on_the_safe_side(text):
    line = text.replace("\n", "")
    assert columns(line) == width(line)
    assert lines_for(columns(line)) >= screen_lines(line)


@pytest.mark.parametrize(
    ("text", "most", "cut"),
    [
        ("灯坏了。", 10, "灯坏了。"),
        ("楼上漏水了。墙都湿了。柜子里的衣服也湿了", 12, "楼上漏水了。墙都湿了。…"),
        ("楼上漏水一个月了，柜子里的衣服被子全都湿了", 12, "楼上漏水一个月了…"),
        ("楼上，漏水漏了一个多月柜子里的衣服全湿了", 12, "楼上，漏水漏了一个多月…"),
    ],
)
def test_it_is_cut_where_somebody_would_pause(text, most, cut):
    assert excerpt(text, most) == cut


@pytest.mark.parametrize(
    "text", ["好" * 700, "门坏了，关不上。" * 90, "短的\n" * 40, "一\n" + "长，" * 400]
)
def test_the_pages_of_a_text_fit_and_lose_nothing(text):
    pages = pages_of(text)
    assert all(lines_of(page) <= LINES for page in pages)
    assert "".join(pages).replace("\n", "") == text.replace("\n", "")


def test_what_is_too_wide_has_no_room_beside_another():
    assert have_room(["公共设施", "消防安全"]) and have_room(["独自一行可以写得很长很长很长很长"])
    assert not have_room(["短", "文化体育活动（含广场舞）"])
