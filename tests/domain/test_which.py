"""Which of several tickets a few words are about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.catalogue_file import load_catalogue
from domain.which import Candidate, named_by

CATALOGUE = load_catalogue()
LIFT = Candidate(1, "3号楼2单元电梯停了")
LAMP = Candidate(2, "4号楼1单元楼道灯坏了")
NOISE = Candidate(3, "楼上半夜麻将声太大")
ALL = (LIFT, LAMP, NOISE)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("电梯那个怎么还没人来", LIFT),
        ("那个灯的事催催", LAMP),
        ("打麻将的你们管了没", NOISE),
        ("1118-2 咋样了", LAMP),
        ("電梯不用修了", LIFT),
    ],
)
def test_what_is_named_is_meant(text, meant):
    assert named_by(text, ALL, CATALOGUE) == meant.number


@pytest.mark.parametrize("text", ["催一下", "怎么还没人来", "1118-9 咋样了", "", "水管的"])
def test_where_nothing_is_named_nothing_is_guessed(text):
    assert named_by(text, ALL, CATALOGUE) is None


def test_two_alike_are_not_told_apart():
    other = Candidate(4, "5号楼电梯也停了")
    assert named_by("电梯怎么还没修", (LIFT, other), CATALOGUE) is None


@given(st.text(max_size=300), st.lists(st.text(max_size=60), max_size=4))
def test_only_a_candidate_is_ever_named(text, told):
    known = [Candidate(number, one) for number, one in enumerate(told)]
    assert named_by(text, known, CATALOGUE) in (None, *range(len(told)))
