"""Hot spots: one for each place and category, and whom they may be told to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.project import HotSpot, hottest, place_in
from domain.typed import read_list_line

spots = st.builds(
    HotSpot,
    community=st.sampled_from(["first", "second"]),
    category=st.sampled_from(["lift", "water"]),
    compound=st.sampled_from(["garden", "yard"]),
    building=st.sampled_from([None, "1", "2"]),
    times=st.integers(3, 9),
    households=st.integers(1, 9),
    in_public=st.booleans(),
    spots=st.just(("x",)),
)


@given(st.lists(spots))
def test_one_for_each_key_and_no_time_is_lost(found):
    made = hottest(found)
    keys = [(one.community, one.key) for one in made]
    assert len(set(keys)) == len(keys)
    assert sum(one.times for one in made) == sum(one.times for one in found)
    assert [one.times for one in made] == sorted((one.times for one in made), reverse=True)
    assert sum(len(one.spots) for one in made) == len(found)


@given(spots, spots)
def test_what_points_at_a_home_is_told_to_nobody(one, other):
    for spot in hottest([one, other]):
        assert spot.may_be_told is (spot.in_public or spot.households >= 3)
    together = one.with_more(other)
    assert together.in_public is (one.in_public and other.in_public)


@pytest.mark.parametrize("building", ["3", "", "A座"])
@pytest.mark.parametrize("what", ["lift", "=water", "!gas"])
def test_a_spot_says_where_it_is(what, building):
    assert place_in(f"garden/{what}/{building}") == ("garden", building or None)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("需求 老人午饭没处吃", ("need", "老人午饭没处吃")),
        ("资源：活动室\n周末空着", ("resource", "活动室 周末空着")),
        ("项目加装电梯", ("project", "加装电梯")),
        ("need lunch", ("need", "lunch")),
        ("电梯坏了", None),
        ("需求", None),
    ],
)
def test_a_line_names_its_list(text, line):
    assert read_list_line(text) == line
