"""Organisations for tests: one of four levels, one of five, and random ones."""

from hypothesis import strategies as st

from domain.org import Compound, Grid, Organisation, Unit, UnitKind

K = UnitKind


def four_levels() -> Organisation:
    """District, street, community, branch; a compound with a company, one with a stand-in, one
    with nobody; a second community beside it."""
    return Organisation(
        (
            Unit("district", "区", K.DISTRICT, None),
            Unit("street", "街道", K.STREET, "district"),
            Unit("first", "一社区", K.COMMUNITY, "street"),
            Unit("second", "二社区", K.COMMUNITY, "street"),
            Unit("branch", "楼院支部", K.BRANCH, "first"),
            Unit("company", "物业", K.PROPERTY, "first"),
            Unit("alliance", "联盟", K.STAND_IN, "first"),
        ),
        (
            Compound("garden", "花园", "first", ("小花园",), property="company", branch="branch"),
            Compound("yard", "大院", "first", stand_in="alliance"),
            Compound("alone", "孤院", "second"),
        ),
        (
            Grid("grid-1", "一格", "first", "garden", ("1", "2")),
            Grid("grid-2", "二格", "first", "garden", ("3",)),
            Grid("grid-3", "三格", "first", "yard"),
        ),
    )


def five_levels() -> Organisation:
    """A city above the district, and the branch above its building groups."""
    units = (
        Unit("city", "市", K.DISTRICT, None),
        Unit("district", "区", K.DISTRICT, "city"),
        Unit("street", "街道", K.STREET, "district"),
        Unit("first", "一社区", K.COMMUNITY, "street"),
        Unit("branch", "支部", K.BRANCH, "first"),
        Unit("building", "楼栋小组", K.BRANCH, "branch"),
    )
    return Organisation(units, (Compound("garden", "花园", "first", branch="branch"),), ())


@st.composite
def organisations(draw) -> Organisation:
    """A chain of one to four offices, communities beneath, and compounds of every sort."""
    height = draw(st.integers(0, 3))
    offices = [
        Unit(f"office-{n}", f"上级{n}", K.STREET, f"office-{n - 1}" if n else None)
        for n in range(height)
    ]
    top = offices[-1].code if offices else None
    count = draw(st.integers(1, 3))
    communities = [
        Unit(f"community-{n}", f"社区{n}", K.COMMUNITY, top if draw(st.booleans()) else None)
        for n in range(count)
    ]
    below = []
    for one in communities:
        below.append(Unit(f"{one.code}-company", "物业", K.PROPERTY, one.code))
        below.append(Unit(f"{one.code}-stand-in", "联盟", K.STAND_IN, one.code))
    compounds = []
    for n in range(draw(st.integers(0, 4))):
        home = draw(st.sampled_from(communities)).code
        compounds.append(
            Compound(
                f"compound-{n}",
                f"小区{n}",
                home,
                property=f"{home}-company" if draw(st.booleans()) else None,
                stand_in=f"{home}-stand-in" if draw(st.booleans()) else None,
            )
        )
    return Organisation((*offices, *communities, *below), tuple(compounds), ())
