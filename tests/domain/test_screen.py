"""Cutting texts for a small screen: never longer than asked, at the end of a sentence if it can."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.screen import columns, excerpt, lines_for
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
