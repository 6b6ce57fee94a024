"""The compound's Party branch stands between its desk and the community's secretary."""

from dataclasses import replace

from domain.org import Organisation, Unit, UnitKind
from domain.people import Role
from tests.support.town import Town


def with_branch(town: Town) -> Town:
    """The same town, with a branch in 永安花园."""
    rules = town.deps.rules
    branch = Unit("garden-branch", "永安花园党支部", UnitKind.BRANCH, "yongan")
    compounds = tuple(
        replace(c, branch="garden-branch") if c.code == "yongan-garden" else c
        for c in rules.org.compounds.values()
    )
    org = Organisation((*rules.org.units.values(), branch), compounds, rules.org.grids)
    town.program.deps = replace(town.deps, rules=replace(rules, org=org))
    return town


async def test_the_branch_is_told_before_the_secretary(town):
    town = with_branch(town)
    head = await town.staff("branch", "许勇", Role.SECRETARY, "garden-branch")
    resident = await town.resident()
    await resident.says("楼上半夜打麻将吵得睡不着")
    await town.after(hours=2)
    assert "没人接单" in await head.last() and not await town.secretary.reads()
    assert "永安花园党支部" in await resident.last()
    await town.after(hours=4)
    assert "没人接单" in await town.secretary.last()


async def test_nobody_is_there_and_nothing_else_is_said(town):
    await town.off_duty(*(chat for chat in town.people if not chat.startswith("party")))
    resident = await town.resident()
    await resident.says("3号楼2单元电梯困住人了，快来人")
    told = await resident.reads()
    assert "119" in told[0] and any("现在没有人值班" in text for text in told)
