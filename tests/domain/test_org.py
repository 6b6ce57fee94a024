"""The tree of units, at four and at five levels."""

import pytest
from hypothesis import given

from domain.org import LEAD_ROLE, ROLES_OF, WORK_ROLE, Organisation, UnitKind
from domain.people import Post, Role
from tests.domain.organisations import five_levels, four_levels, organisations


@pytest.fixture
def org() -> Organisation:
    return four_levels()


def codes(units) -> list[str]:
    return [unit.code for unit in units]


def test_above_is_the_unit_itself_and_all_over_it(org):
    assert codes(org.above("company")) == ["company", "first", "street", "district"]
    assert codes(org.above("district")) == ["district"]
    assert codes(org.above("nowhere")) == []
    assert codes(five_levels().above("building")) == [
        *("building", "branch", "first", "street", "district", "city")
    ]


def test_below_is_the_unit_itself_and_all_under_it(org):
    assert set(org.below("first")) == {"first", "branch", "company", "alliance"}
    assert set(org.below("district")) == set(org.units)
    assert org.below("branch") == ("branch",)
    assert set(five_levels().below("branch")) == {"branch", "building"}


@pytest.mark.parametrize(
    ("unit", "found"),
    [
        ("district", ("first", "second")),
        ("street", ("first", "second")),
        ("first", ("first",)),
        ("branch", ("first",)),
        ("company", ("first",)),
    ],
)
def test_figures_are_made_of_the_communities_below(org, unit, found):
    assert org.communities_below(unit) == found


def test_a_group_of_a_building_reads_its_communitys_figures():
    assert five_levels().communities_below("building") == ("first",)
    assert five_levels().communities_below("city") == ("first",)


@pytest.mark.parametrize(
    ("unit", "read"),
    [
        ("district", "district"),
        ("street", "street"),
        ("first", "first"),
        ("branch", "first"),
        ("company", None),
        ("alliance", None),
        ("nowhere", None),
    ],
)
def test_whose_summary_a_unit_s_party_groups_read(org, unit, read):
    assert org.summary_of(unit) == read


def test_a_group_of_a_building_reads_its_community_s_summary():
    assert five_levels().summary_of("building") == "first"


def test_the_ladder_climbs_along_the_first_persons_responsible(org):
    assert org.ladder(Post("company", Role.PROPERTY_STAFF)) == (
        Post("company", Role.PROPERTY_STAFF),
        Post("company", Role.PROPERTY_LEAD),
        Post("first", Role.SECRETARY),
        Post("street", Role.OFFICER),
        Post("district", Role.OFFICER),
    )
    assert org.ladder(Post("first", Role.GRID_WORKER)) == (
        Post("first", Role.GRID_WORKER),
        Post("first", Role.SECRETARY),
        Post("street", Role.OFFICER),
        Post("district", Role.OFFICER),
    )


def test_a_lead_is_one_rung_only(org):
    assert org.ladder(Post("alliance", Role.STAND_IN))[:2] == (
        Post("alliance", Role.STAND_IN),
        Post("first", Role.SECRETARY),
    )
    assert org.ladder(Post("district", Role.OFFICER)) == (Post("district", Role.OFFICER),)


def test_the_ladder_has_as_many_rungs_as_the_tree_has_levels():
    assert org_units(five_levels().ladder(Post("building", Role.GRID_WORKER))) == [
        *("building", "building", "branch", "first", "street", "district", "city")
    ]


def org_units(ladder: tuple[Post, ...]) -> list[str]:
    return [post.unit for post in ladder]


@pytest.mark.parametrize("kind", UnitKind)
def test_every_kind_of_unit_has_a_lead_a_worker_and_can_be_staffed(kind):
    assert LEAD_ROLE[kind] in ROLES_OF[kind]
    assert WORK_ROLE[kind] in ROLES_OF[kind]


def test_communities_and_unknown_compounds(org):
    assert codes(org.communities) == ["first", "second"]
    assert org.community_of("alone") == "second"
    assert org.community_of(None) == org.community_of("gone") == "first"


@pytest.mark.parametrize(
    ("compound", "building", "found"),
    [
        ("garden", "1", ("grid-1",)),
        ("garden", "3", ("grid-2",)),
        ("garden", "9", ()),
        ("garden", None, ("grid-1", "grid-2")),
        ("yard", "9", ("grid-3",)),
        ("yard", None, ("grid-3",)),
        (None, "1", ()),
    ],
)
def test_grids_look_after_buildings(org, compound, building, found):
    assert org.grid_codes(compound, building) == found


def test_compounds_are_known_by_all_their_names(org):
    assert [(one.code, one.name, one.aliases) for one in org.compound_names][0] == (
        *("garden", "花园"),
        ("小花园",),
    )


@given(organisations())
def test_above_and_below_agree(org):
    for code in org.units:
        for lower in org.below(code):
            assert code in codes(org.above(lower))
        near = set(org.below(code)) | set(codes(org.above(code)))
        assert set(org.communities_below(code)) <= near
        assert bool(org.communities_below(code)) is bool(near & set(codes(org.communities)))


@given(organisations())
def test_every_ladder_ends_at_the_top_and_climbs_without_repeats(org):
    for code in org.units:
        ladder = org.ladder(org.work_post(code))
        assert len(set(ladder)) == len(ladder)
        assert ladder[0].unit == code
        assert org.units[ladder[-1].unit].parent is None
