"""Abuse is covered where many read it; words that only look like it stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.rude import without_abuse


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("那帮混蛋王八蛋还没来", "那帮……还没来"),
        ("配件被他妈的偷了", "配件被…偷了"),
        ("Those idiots, fucking late", "Those …s, … late"),
    ],
)
def test_abuse_is_covered(text, left):
    assert without_abuse(text) == left


@pytest.mark.parametrize(
    "text", ["在操场边上等", "废物箱满了", "操作说明贴门上了", "做操的老人", "水来了"]
)
def test_what_only_looks_like_it_stays(text):
    assert without_abuse(text) == text


@given(st.text())
def test_nothing_is_added(text):
    assert len(without_abuse(text)) <= len(text)
