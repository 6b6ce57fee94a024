"""The desk's units, and how rosters change and repeat."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.desk import MOST_UNITS, changes, desk_units, like_before, monday_of
from domain.org import Compound, Organisation, Unit, UnitKind

MONDAY = date(2026, 11, 16)
KINDS = UnitKind


def org(communities: int = 1) -> Organisation:
    units = [
        Unit("street", "街道", KINDS.STREET, None),
        Unit("company", "物业", KINDS.PROPERTY, "c0"),
    ]
    units += [Unit(f"c{n}", f"社区{n}", KINDS.COMMUNITY, "street") for n in range(communities)]
    units += [Unit("alliance", "联盟", KINDS.STAND_IN, "c0")]
    compounds = [Compound(f"a{n}", "院", f"c{n}", property="company") for n in range(communities)]
    compounds.append(Compound("old", "老院", "c0", stand_in="alliance"))
    return Organisation(tuple(units), tuple(compounds), ())


def test_the_desk_is_a_community_with_those_who_serve_its_compounds():
    assert desk_units(org(), "c0") == ("c0", "company", "alliance")
    assert desk_units(org(), "company") == ("company", "c0", "alliance")
    assert desk_units(org(), "alliance") == ("alliance", "c0", "company")
    assert desk_units(org(), "street") == ()
    assert desk_units(org(), "nobody") == ()


def test_a_company_of_many_communities_is_not_shown_all_of_them():
    found = desk_units(org(50), "company")
    assert found[0] == "company"
    assert len(found) == MOST_UNITS


DAYS = st.integers(-14, 14).map(lambda n: MONDAY + timedelta(days=n))
SHIFTS = st.sets(st.tuples(DAYS, st.integers(1, 4)))


@given(SHIFTS, SHIFTS)
def test_after_the_changes_the_named_days_are_as_wanted_and_others_as_before(had, wanted):
    found = changes(had, wanted)
    after = (had - found.removed) | found.added
    days = {day for day, _ in wanted}
    assert {one for one in after if one[0] in days} == wanted
    assert {one for one in after if one[0] not in days} == {
        one for one in had if one[0] not in days
    }
    assert changes(after, wanted).added == changes(after, wanted).removed == frozenset()


@given(SHIFTS)
def test_a_week_like_before_fills_free_days_of_that_week_only(had):
    new = like_before(had, MONDAY, lambda day: day.weekday() < 5)
    taken = {day for day, _ in had}
    for day, who in new:
        assert MONDAY <= day < MONDAY + timedelta(days=7)
        assert day not in taken
        weeks = [w for w in (1, 2) if (day - timedelta(weeks=w), who) in had]
        assert weeks


def test_a_week_like_before_takes_the_newest_week_and_leaves_out_holidays():
    before = [(MONDAY - timedelta(days=14), 1), (MONDAY - timedelta(days=7), 2)]
    assert like_before(before, MONDAY, lambda _day: True) == ((MONDAY, 2),)
    assert like_before(before[:1], MONDAY, lambda _day: True) == ((MONDAY, 1),)
    assert like_before(before, MONDAY, lambda day: day != MONDAY) == ()
    assert like_before([], MONDAY, lambda _day: True) == ()


def test_the_week_begins_on_monday():
    assert {monday_of(MONDAY + timedelta(days=n)) for n in range(7)} == {MONDAY}
