"""Who may be the second person: above the first one, and never of the side complained about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.exclusion import REASONS, may_confirm
from domain.org import Organisation, Unit, UnitKind
from domain.people import Post, Role

ORG = Organisation(
    (
        Unit("d", "区", UnitKind.DISTRICT, None),
        Unit("s", "街道", UnitKind.STREET, "d"),
        Unit("c", "社区", UnitKind.COMMUNITY, "s"),
        Unit("b", "支部", UnitKind.BRANCH, "c"),
        Unit("p", "物业", UnitKind.PROPERTY, "c"),
    ),
    (),
    (),
)
SECRETARY, STREET, DISTRICT = (
    Post("c", Role.SECRETARY),
    Post("s", Role.OFFICER),
    Post("d", Role.OFFICER),
)
GRID, MANAGER = Post("c", Role.GRID_WORKER), Post("p", Role.PROPERTY_LEAD)


@pytest.mark.parametrize(
    ("asker", "against", "expected"),
    [
        ([GRID], None, (SECRETARY, STREET, DISTRICT)),
        ([MANAGER], None, (SECRETARY, STREET, DISTRICT)),
        ([], None, (SECRETARY, STREET, DISTRICT)),
        ([SECRETARY], None, (STREET, DISTRICT)),
        ([GRID, SECRETARY], None, (STREET, DISTRICT)),
        ([STREET], None, (DISTRICT,)),
        ([DISTRICT], None, ()),
        ([SECRETARY, DISTRICT], None, ()),
        ([GRID], "community", (STREET, DISTRICT)),
        ([STREET], "community", (DISTRICT,)),
        ([GRID], "property", (SECRETARY, STREET, DISTRICT)),
        ([GRID], "neighbour", (SECRETARY, STREET, DISTRICT)),
    ],
)
def test_who_may_confirm(asker, against, expected):
    assert may_confirm(ORG, "c", against, asker) == expected


posts = st.lists(
    st.sampled_from([GRID, MANAGER, SECRETARY, STREET, DISTRICT, Post("b", Role.SECRETARY)])
)


@given(posts, st.sampled_from([None, "property", "community", "neighbour"]))
def test_the_second_one_holds_no_post_of_the_first_one_and_stands_above(asker, against):
    found = may_confirm(ORG, "c", against, asker)
    assert not set(found) & set(asker)
    ladder = ORG.ladder(SECRETARY)
    assert all(ladder.index(p) > ladder.index(one) for p in found for one in asker if one in ladder)


def test_reasons_are_codes_that_fit():
    assert all(one.isascii() and len(one) <= 24 for one in REASONS)
