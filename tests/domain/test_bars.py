"""The bars of a picture: none points at a household, and what came in is told whole."""

from hypothesis import given
from hypothesis import strategies as st

from domain.bars import FEWEST, OTHERS, REST, Bar, Mark, bars, gathered

marks = st.lists(
    st.builds(
        Mark,
        place=st.tuples(st.sampled_from(["", "a", "b"]), st.sampled_from(["", "1", "2", "3"])),
        household=st.none() | st.sampled_from("uvwxyz"),
        households=st.sampled_from([1, 1, 1, 2, 3]),
        came=st.booleans(),
        late=st.booleans(),
    ),
    max_size=40,
)


def households(found: list[Mark]) -> int | None:
    """How many households a count stands for; None for public space alone."""
    private = [one for one in found if one.household is not None]
    if not private:
        return None
    return max(len({one.household for one in private}), *(one.households for one in private))


@given(marks, st.integers(1, 6))
def test_the_sum_of_the_bars_is_the_whole_or_nothing_is_shown(every, most):
    found = bars(every, most)
    came = sum(one.came for one in every)
    told = [one for one in found if one.place == REST]
    assert found == () or sum(bar.came for bar in found) == came
    assert len(found) <= max(most, 1)
    assert told == list(found[-1:]) or not told
    assert sum(bar.late for bar in found) <= sum(one.late for one in every)


@given(marks)
def test_no_bar_stands_for_one_or_two_households(every):
    parts = gathered(every)
    for bar in bars(every):
        came = households([one for one in parts[bar.place] if one.came])
        late = households([one for one in parts[bar.place] if one.late])
        assert came is None or came >= FEWEST
        assert not bar.late or late is None or late >= FEWEST


@given(marks)
def test_what_is_not_told_to_be_overdue_cannot_be_reckoned_out(every):
    found = {bar.place: bar.late for bar in bars(every)}
    parts = gathered(every)
    hidden = sum(one.late for one in every) - sum(found.values())
    silent = [place for place in parts if not found.get(place)]
    assert not found or not hidden or len(silent) > 1 or len(parts) == 1


def flats(building: str, count: int, **more) -> list[Mark]:
    return [Mark(("a", building), f"{building}-{n}", came=True, **more) for n in range(count)]


def test_buildings_of_three_households_stand_alone_and_the_others_together():
    found = bars([*flats("1", 5), *flats("2", 3), *flats("3", 2), *flats("4", 1)])
    assert found == (Bar(("a", "1"), 5, 0), Bar(("a", "2"), 3, 0), Bar(("a", OTHERS), 3, 0))


def test_a_single_one_takes_the_smallest_bar_with_it():
    """Alone in the rest it could be told from the buildings that are shown."""
    found = bars([*flats("1", 5), *flats("2", 3), *flats("3", 1)])
    assert found == (Bar(("a", "1"), 5, 0), Bar(REST, 4, 0))


def test_what_stands_in_public_space_is_told_of_its_place():
    lift = Mark(("a", "3"), None, came=True, late=True)
    assert bars([*flats("1", 3), lift]) == (Bar(("a", "1"), 3, 0), Bar(("a", "3"), 1, 1))


def test_one_household_that_writes_five_times_is_one():
    assert bars([Mark(("a", "1"), "her", came=True)] * 5) == ()


def test_one_overdue_flat_is_not_told_of_its_building():
    one = Mark(("a", "1"), "late", came=True, late=True)
    found = bars([*flats("1", 4), one, *flats("2", 3)])
    assert found == (Bar(("a", "1"), 5, 0), Bar(("a", "2"), 3, 0))


def test_what_is_hidden_in_the_only_silent_bar_hides_another():
    late = flats("1", 4, late=True)
    one = Mark(("a", "2"), "late", came=True, late=True)
    found = bars([*late, *flats("2", 3), one])
    assert found == (Bar(("a", "1"), 4, 0), Bar(("a", "2"), 4, 0))
