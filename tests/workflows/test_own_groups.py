"""/unit: what a bound group is for is changed by buttons."""

import pytest

from db.models import Group, GroupPurpose
from tests.scenarios.staging import NOISE

PURPOSES = ("staff", "party", "vanguard", "ops")


async def groups(town, unit="yongan") -> dict[str, GroupPurpose]:
    return {one.chat: one.purpose for one in await town.rows(Group) if one.unit == unit}


async def number_of(town, chat) -> int:
    return next(one.id for one in await town.rows(Group) if one.chat == chat)


async def test_a_party_group_becomes_the_group_at_work(town):
    await town.after(hours=1)
    await town.secretary.says("/unit")
    await town.secretary.presses("👥 群")
    assert (await town.secretary.buttons())[:2] == ["🔁 第 1 个改用途", "✂️ 解绑第 1 个"]
    await town.secretary.presses("第 1 个改用途")
    assert await town.secretary.last() == "🔁 这个党组织群改成什么？"
    assert await town.secretary.buttons() == ["工作群", "先锋突击队群"]
    await town.secretary.presses("工作群")
    assert await town.secretary.last() == ("🔁 这个党组织群改成工作群？以后只往里发工作群的消息。")
    assert await groups(town) == {"party": GroupPurpose.PARTY}
    assert await town.secretary.presses("✅ 确定") == "好，现在是工作群"
    assert await groups(town) == {"party": GroupPurpose.STAFF}
    (group,) = [one for one in await town.rows(Group) if one.unit == "yongan"]
    assert group.bound_at == town.clock.now()
    assert await town.party.last() == "好了，这个群现在是永安社区的工作群。"
    resident = await town.resident()
    await resident.says(NOISE)
    assert "扰民" in await town.party.last()
    await town.secretary.says("/unit")
    await town.secretary.presses("改动")
    assert "陈书记改群的用途：党组织群→工作群" in await town.secretary.last()
    assert await town.secretary.presses("✅ 确定") == "这个按钮认不出来了，请用最新的那条消息。"


async def test_a_company_has_groups_at_work_alone(town):
    await town.group("theirs", "yongan-property", GroupPurpose.STAFF)
    await town.manager.says("/unit")
    await town.manager.presses("👥 群")
    assert "改用途" not in "".join(await town.manager.buttons())
    number = await number_of(town, "theirs")
    await town.manager.sends_press(f"bound:{number}:now.party")
    assert await groups(town, "yongan-property") == {"theirs": GroupPurpose.STAFF}


async def test_the_group_of_those_who_run_it_stays_theirs(town):
    await town.group("ops", "yongan", GroupPurpose.OPS)
    number = await number_of(town, "ops")
    await town.secretary.says("/unit")
    await town.secretary.presses("👥 群")
    assert "🔁 第 2 个改用途" not in await town.secretary.buttons()
    await town.secretary.sends_press(f"bound:{number}:now.staff")
    assert (await groups(town))["ops"] is GroupPurpose.OPS


@pytest.mark.parametrize("purpose", PURPOSES)
@pytest.mark.parametrize("step", ["as", "now"])
async def test_another_unit_is_out_of_reach(town, step, purpose):
    number = await number_of(town, "party")
    for chat in ("manager", "street", "district", "alliance", "grid", "property"):
        toast = await town.people[chat].sends_press(f"bound:{number}:{step}.{purpose}")
        assert "只能管自己" in toast, chat
    assert await groups(town) == {"party": GroupPurpose.PARTY}
