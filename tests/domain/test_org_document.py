"""The organisation as a document, and what is different between two."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from domain.org import Compound, Grid, Organisation, Unit, UnitKind
from domain.org_document import changes, from_document, is_same, to_document, with_closed

codes = st.sampled_from(["a", "b", "c", "d", "e"])
names = st.text("甲乙丙丁", min_size=1, max_size=3)
buildings = st.lists(st.sampled_from(["1", "2", "A"]), unique=True).map(tuple)
units = st.lists(
    st.builds(Unit, codes, names, st.sampled_from(UnitKind), st.none() | codes),
    unique_by=lambda unit: unit.code,
).map(tuple)
compounds = st.lists(
    st.builds(Compound, codes, names, codes, buildings, st.none() | codes, buildings=buildings),
    unique_by=lambda compound: compound.code,
).map(tuple)
grids = st.lists(
    st.builds(Grid, codes, names, codes, codes, buildings), unique_by=lambda grid: grid.code
).map(tuple)
organisations = st.builds(Organisation, units, compounds, grids)

STREET = Unit("street", "街道", UnitKind.STREET, None)
FIRST = Unit("first", "一社区", UnitKind.COMMUNITY, "street")
SECOND = Unit("second", "二社区", UnitKind.COMMUNITY, "street")


def org(*units: Unit, compounds=(), grids=()) -> Organisation:
    return Organisation(units, tuple(compounds), tuple(grids))


@given(organisations)
def test_a_document_says_all_there_is(one):
    again = from_document(to_document(one))
    assert is_same(one, again)
    assert list(again.units) == list(one.units)


@given(organisations)
def test_nothing_changes_between_the_same(one):
    assert changes(one, from_document(to_document(one))) == ()


@given(organisations, organisations)
def test_what_comes_one_way_goes_the_other(before, after):
    there = {(c.sheet, c.code) for c in changes(before, after) if c.how == "added"}
    back = {(c.sheet, c.code) for c in changes(after, before) if c.how == "removed"}
    assert there == back


@given(organisations, organisations)
def test_no_unit_is_ever_forgotten(before, after):
    both = with_closed(before, after)
    assert both.units.keys() == before.units.keys() | after.units.keys()
    assert {c for c, unit in both.units.items() if unit.closed} == (
        before.units.keys() - after.units.keys()
    )
    assert is_same(with_closed(both, after), both)


def test_changes_say_from_what_to_what():
    moved = replace(FIRST, name="首社区", parent=None)
    (change,) = changes(org(STREET, FIRST), org(STREET, moved))
    assert (change.how, change.code, change.name) == ("changed", "first", "首社区")
    assert change.details == ("name: 一社区 -> 首社区", "parent: street -> -")


def test_a_closed_unit_is_gone_to_whoever_asks_for_communities():
    both = with_closed(org(STREET, FIRST, SECOND), org(STREET, FIRST))
    assert [unit.code for unit in both.communities] == ["first"]
    assert both.units["second"].closed
    assert [post.unit for post in both.ladder(both.lead_post("second"))] == ["second", "street"]
    assert changes(both, org(STREET, FIRST)) == ()


def test_a_unit_that_comes_back_is_an_addition():
    both = with_closed(org(STREET, FIRST, SECOND), org(STREET, FIRST))
    again = org(STREET, FIRST, SECOND)
    assert [(c.how, c.code) for c in changes(both, again)] == [("added", "second")]
    assert not with_closed(both, again).units["second"].closed


def test_buildings_come_go_and_change_their_grid():
    yard = Compound("yard", "院", "first", buildings=("1", "2", "3"))
    east, west = (Grid(c, c, "first", "yard", b) for c, b in (("east", ("1", "2")), ("west", ())))
    before = org(STREET, FIRST, compounds=[yard], grids=[east, west])
    after = org(
        STREET,
        FIRST,
        compounds=[replace(yard, buildings=("1", "2", "4"))],
        grids=[replace(east, buildings=("1",)), replace(west, buildings=("2",))],
    )
    assert [(c.how, c.code, c.details) for c in changes(before, after)] == [
        ("changed", "yard/2", ("grid: east -> west",)),
        ("added", "yard/4", ()),
        ("removed", "yard/3", ()),
    ]
