"""Which units are the side a ticket complains about."""

import pytest

from domain.org import Organisation, Unit, UnitKind
from domain.sight import is_accused

K = UnitKind
ORG = Organisation(
    (
        Unit("street", "街道", K.STREET, None),
        Unit("first", "社区", K.COMMUNITY, "street"),
        Unit("branch", "支部", K.BRANCH, "first"),
        Unit("company", "物业", K.PROPERTY, "first"),
        Unit("alliance", "联盟", K.STAND_IN, "first"),
        Unit("second", "社区", K.COMMUNITY, "street"),
    ),
    (),
    (),
)


@pytest.mark.parametrize(
    ("against", "accused"),
    [
        (None, set()),
        ("property", {"company", "alliance"}),
        ("community", {"first", "branch", "company", "alliance"}),
        ("street", {"street"}),
    ],
)
def test_the_side_that_is_complained_about(against, accused):
    found = {unit for unit in ORG.units if is_accused(ORG, against, "first", unit)}
    assert found == accused


def test_a_unit_that_is_no_more_sees_nothing():
    assert is_accused(ORG, None, "first", "gone")
