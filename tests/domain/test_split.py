"""The co-located split: the rules of DOMAIN §3 as a table, and on any organisation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.catalogue import Route
from domain.org import Compound, Organisation, Unit, UnitKind
from domain.people import Post, Role
from domain.split import Assignment, assign, may_pass_on, other_sides
from tests.domain.organisations import four_levels, organisations

DESK = Post("first", Role.GRID_WORKER)
SECOND_DESK = Post("second", Role.GRID_WORKER)
COMPANY = Post("company", Role.PROPERTY_STAFF)
ALLIANCE = Post("alliance", Role.STAND_IN)
STREET = Post("street", Role.OFFICER)
DISTRICT = Post("district", Role.OFFICER)
C, P, J, R = Route.COMMUNITY, Route.PROPERTY, Route.JOINT, Route.REFER

TABLE = [
    # route, against, compound -> lead, support, watcher, why
    (C, None, "garden", DESK, None, None, "why-community"),
    (C, None, None, DESK, None, None, "why-community"),
    (P, None, "garden", COMPANY, None, None, "why-property"),
    (P, None, "yard", ALLIANCE, None, None, "why-stand-in"),
    (P, None, "alone", SECOND_DESK, None, None, "why-no-property"),
    (P, None, None, DESK, None, None, "why-compound-unknown"),
    (P, None, "gone", DESK, None, None, "why-compound-unknown"),
    (J, None, "garden", DESK, COMPANY, None, "why-joint"),
    (J, None, "yard", DESK, ALLIANCE, None, "why-joint"),
    (J, None, "alone", SECOND_DESK, None, None, "why-joint"),
    (R, None, "garden", DESK, None, STREET, "why-refer"),
    (R, None, None, DESK, None, STREET, "why-refer"),
    (P, "property", "garden", DESK, COMPANY, None, "why-against-property"),
    (J, "property", "garden", DESK, COMPANY, None, "why-against-property"),
    (C, "property", "yard", DESK, ALLIANCE, None, "why-against-property"),
    (P, "property", None, DESK, None, None, "why-against-property"),
    (C, "community", "garden", STREET, None, None, "why-against-community"),
    (P, "community", "yard", STREET, None, None, "why-against-community"),
    (C, "community", None, STREET, None, None, "why-against-community"),
    (C, "street", "garden", DISTRICT, None, None, "why-against-street"),
    (P, "street", "yard", DISTRICT, None, None, "why-against-street"),
    (C, "neighbour", "garden", DESK, None, None, "why-community"),
    (P, "neighbour", "garden", COMPANY, None, None, "why-property"),
]


@pytest.mark.parametrize(
    ("route", "against", "compound", "lead", "support", "watcher", "why"), TABLE
)
def test_the_split(route, against, compound, lead, support, watcher, why):
    community = "second" if compound == "alone" else "first"
    assert assign(four_levels(), route, against, compound) == Assignment(
        community, lead, support, watcher, why
    )


def one_compound(**more) -> Organisation:
    units = (
        Unit("first", "一社区", UnitKind.COMMUNITY, None),
        Unit("company", "物业", UnitKind.PROPERTY, "first"),
    )
    return Organisation(units, (Compound("garden", "花园", "first", **more),), ())


def test_where_there_is_one_compound_only_nobody_need_name_it():
    small = one_compound(property="company")
    for unknown in (None, "gone"):
        found = assign(small, P, None, unknown)
        assert (found.lead, found.why) == (COMPANY, "why-property")


def test_a_community_with_nothing_above_it_answers_for_itself():
    found = assign(one_compound(), C, "community", "garden")
    assert found.lead == Post("first", Role.SECRETARY)
    assert assign(one_compound(), R, None, "garden").watcher is None


@pytest.mark.parametrize(
    ("lead", "compound", "sides"),
    [
        (COMPANY, "garden", (C, R)),
        (ALLIANCE, "yard", (C, R)),
        (DESK, "garden", (P, R)),
        (DESK, "alone", (R,)),
        (DESK, None, (R,)),
    ],
)
def test_a_ticket_is_returned_to_another_side_than_ones_own(lead, compound, sides):
    assert other_sides(four_levels(), lead, compound) == sides


against = st.sampled_from([None, "property", "community", "neighbour"])
compounds = st.sampled_from([None, "gone", *(f"compound-{n}" for n in range(4))])


def test_with_one_compound_in_all_an_unknown_one_is_that_and_of_its_community():
    units = (
        Unit("first", "一", UnitKind.COMMUNITY, None),
        Unit("second", "二", UnitKind.COMMUNITY, None),
        Unit("company", "物业", UnitKind.PROPERTY, "second"),
    )
    only = Compound("yard", "院", "second", property="company")
    found = assign(Organisation(units, (only,), ()), Route.PROPERTY, None, None)
    assert (found.community, found.lead.unit) == ("second", "company")


@given(organisations(), st.sampled_from(Route), against, compounds)
def test_every_matter_has_a_place_on_any_organisation(org, route, accused, compound):
    found = assign(org, route, accused, compound)
    assert org.units[found.community].kind is UnitKind.COMMUNITY
    for post in (found.lead, found.support, found.watcher):
        if post is not None:
            assert post.unit in org.units
    assert found.support != found.lead
    if accused != "community":
        assert found.community in {unit.code for unit in org.above(found.lead.unit)}


@given(organisations(), st.sampled_from(Route), compounds)
def test_the_property_company_never_judges_a_complaint_about_itself(org, route, compound):
    lead = assign(org, route, "property", compound).lead
    assert org.units[lead.unit].kind is UnitKind.COMMUNITY


@given(organisations(), st.sampled_from(Route), compounds)
def test_a_complaint_about_the_community_goes_above_it_where_there_is_an_above(
    org, route, compound
):
    found = assign(org, route, "community", compound)
    parent = org.units[found.community].parent
    assert found.lead.unit == (parent or found.community)
    assert found.lead.role is not Role.GRID_WORKER


@given(organisations(), st.sampled_from(Route), against, compounds)
def test_whoever_holds_a_ticket_can_return_it_to_somebody_else(org, route, accused, compound):
    found = assign(org, route, accused, compound)
    sides = other_sides(org, found.lead, compound)
    assert sides
    assert len(set(sides)) == len(sides)


@pytest.mark.parametrize(
    ("lead", "against", "compound", "may"),
    [
        (COMPANY, None, "garden", True),
        (DESK, None, "garden", True),
        (SECOND_DESK, None, "alone", True),  # up, to whoever watches
        (DESK, "property", "garden", False),
        (STREET, "community", "garden", False),
    ],
)
def test_what_would_come_back_is_not_passed_on(lead, against, compound, may):
    assert may_pass_on(four_levels(), lead, against, compound) is may


@given(organisations(), st.sampled_from([None, "property", "community"]), st.sampled_from(Route))
def test_whoever_may_pass_it_on_finds_a_side_that_is_not_theirs(org, against, route):
    for compound in (*org.compounds, None):
        lead = assign(org, route, against, compound).lead
        found = [assign(org, side, against, compound) for side in other_sides(org, lead, compound)]
        elsewhere = [one for one in found if one.lead != lead or one.watcher]
        assert may_pass_on(org, lead, against, compound) is bool(elsewhere)
        if against == "property":
            assert not elsewhere
