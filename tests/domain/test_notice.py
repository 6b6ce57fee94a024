"""Whom a notice is for: places that hold each other, homes that lie in them, no single door."""

from hypothesis import given
from hypothesis import strategies as st

from domain.homes import Home
from domain.notice import OWN, Audience, by_digest, compounds_of, digest, door_of, shown_until
from domain.org import Compound, Organisation, Unit, UnitKind
from tests.support.rows import NOW

ORG = Organisation(
    (
        Unit("street", "街道", UnitKind.STREET, None),
        Unit("first", "一社区", UnitKind.COMMUNITY, "street"),
        Unit("second", "二社区", UnitKind.COMMUNITY, "street"),
        Unit("branch", "支部", UnitKind.BRANCH, "first"),
        Unit("company", "物业", UnitKind.PROPERTY, "first"),
    ),
    (
        Compound("garden", "花园", "first", property="company", branch="branch"),
        Compound("yard", "大院", "first"),
        Compound("court", "小区", "second"),
    ),
    (),
)
names = st.sampled_from(["1", "2", None])
places = st.builds(
    lambda compound, building, unit: Home(compound, building, unit if building else None),
    st.sampled_from(["garden", "yard", "court"]),
    names,
    names,
)
homes = st.fixed_dictionaries(
    {
        "compound": st.sampled_from(["garden", "yard", "court", "elsewhere", None]),
        "building": names,
        "unit": names,
        "room": st.sampled_from(["101", None]),
    }
)


def lies_in(home, place):
    wanted = {"compound": place.compound, "building": place.building, "unit": place.unit}
    return all(value is None or home[name] == value for name, value in wanted.items())


@given(st.lists(places, max_size=6), homes)
def test_a_home_is_covered_where_it_lies_in_what_was_chosen(taps, home):
    audience = Audience()
    for place in taps:
        audience = audience.with_place(place)
    assert audience.covers(ORG, home) is any(lies_in(home, one) for one in audience.places)


@given(st.lists(places, max_size=8))
def test_no_place_stands_beside_its_own_part_and_what_is_kept_is_the_same(taps):
    audience = Audience()
    for place in taps:
        audience = audience.with_place(place)
    chosen = audience.places
    assert len(set(chosen)) == len(chosen)
    for one in chosen:
        inside = {"compound": one.compound, "building": one.building, "unit": one.unit}
        assert [other for other in chosen if lies_in(inside, other)] == [one]
    assert Audience.of(audience.to_json()) == audience


@given(places)
def test_a_second_tap_takes_it_off_again(place):
    assert Audience().with_place(place).with_place(place).is_empty


def test_a_unit_reaches_what_lies_beneath_it_and_a_branch_its_own_compounds():
    codes = {unit: [c.code for c in compounds_of(ORG, unit)] for unit in ORG.units}
    assert codes == {
        "street": ["garden", "yard", "court"],
        "first": ["garden", "yard"],
        "second": ["court"],
        "branch": ["garden"],
        "company": [],
    }
    audience = Audience().with_unit("first")
    assert audience.covers(ORG, {"compound": "yard"})
    assert not audience.covers(ORG, {"compound": "court"})
    assert not audience.covers(ORG, None)


def test_her_own_home_comes_before_those_of_her_people():
    audience = Audience().with_place(Home("garden", "3"))
    hers = {"compound": "garden", "building": "3"}
    theirs = {"mother": hers, "son": hers}
    assert audience.way_to(ORG, hers, theirs) == (OWN, hers)
    assert audience.way_to(ORG, {"compound": "yard"}, theirs) == ("mother", hers)
    assert audience.way_to(ORG, None, {}) is None


def test_parts_of_compounds_are_narrow_and_wholes_are_not():
    assert Audience().with_place(Home("garden", "3")).is_narrow
    assert not Audience().with_place(Home("garden")).is_narrow
    assert not Audience().with_place(Home("garden", "3")).with_unit("first").is_narrow
    assert not Audience(groups=("party",)).is_narrow


def test_a_door_counts_once_and_without_one_each_person():
    home = {"compound": "garden", "building": "3", "unit": "1", "room": "501"}
    assert door_of(home, 1) == door_of(dict(home), 2)
    assert door_of(home | {"room": None}, 1) != door_of(home | {"room": None}, 2)


def test_a_unit_on_a_button_is_found_again():
    assert by_digest(ORG.units, digest("first")) == "first"
    assert by_digest(["second"], digest("first")) is None


def test_without_an_end_it_is_shown_for_a_day():
    assert (shown_until(NOW, None) - NOW).days == 1
    assert shown_until(NOW, NOW) == NOW
