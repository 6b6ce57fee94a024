"""A branch has no numbers of its own: its Party groups read what its community signed, once; no
group of a company or of who stands in for one reads it, and nobody is shown numbers under a name
that they do not belong to."""

from dataclasses import replace

import pytest

from db.models import GroupPurpose, Summary
from domain.org import Organisation, Unit, UnitKind
from domain.people import Role
from domain.period import Period
from tests.scenarios.staging import DOOR, at, heard
from workflows.summarise_week import send_summary

HEAD = "📋 永安社区 一周民情（11.16—11.22）"


@pytest.fixture
async def branched(town):
    """The courtyard's branch has a Party group and a secretary; so do those who should not."""
    rules = town.deps.rules
    units = (*rules.org.units.values(), Unit("court", "永安花园党支部", UnitKind.BRANCH, "yongan"))
    org = Organisation(units, tuple(rules.org.compounds.values()), rules.org.grids)
    rules.become(replace(rules, org=org))
    await town.group("party_court", "court", GroupPurpose.PARTY)
    await town.group("party_company", "yongan-property", GroupPurpose.PARTY)
    await town.group("party_alliance", "red-alliance", GroupPurpose.PARTY)
    await town.staff("court_secretary", "孙平", Role.SECRETARY, "court")
    await (await town.resident()).says(DOOR)
    await town.until(at(23, "08:00"))
    return town


async def test_it_reads_what_its_community_signed_once(branched):
    assert {row.unit for row in await branched.rows(Summary)} == {"yongan", "jianzhong"}
    assert (await branched.secretary.last()).startswith("📝 永安社区")
    assert "发到 2 个党组织群" in await branched.secretary.last()
    await branched.secretary.presses("发送")
    await branched.after(days=8)
    for group in (branched.party, branched.party_court):
        assert len(await heard(group, HEAD)) == 1
    for other in (branched.party_company, branched.party_alliance, branched.court_secretary):
        assert await heard(other, "民情") == []


async def test_a_correction_reaches_it_as_well(branched):
    await branched.secretary.presses("发送")
    await branched.secretary.presses("更正")
    await branched.secretary.says("来单应为 2 件")
    assert await branched.party_court.last() == await branched.party.last()


async def test_by_command_it_goes_there_once_as_well(branched):
    week = (await branched.rows(Summary))[0].week
    for unit in (None, "yongan", "court", "yongan-property"):
        await send_summary(branched.deps, Period.parse(week), unit)
    await branched.settle()
    assert len(await heard(branched.party_court, HEAD)) == 1


async def test_its_secretary_reads_the_numbers_under_the_community_s_name(branched):
    for asked in ("", " 2026-W47", " 2026-11", " 2026-11 永安花园党支部"):
        await branched.court_secretary.says(f"/summary{asked}")
        assert "📋 永安社区" in await branched.court_secretary.last(), asked
        assert not [b for b in await branched.court_secretary.buttons() if "发送" in b]


async def test_nobody_asks_for_the_numbers_of_a_company(branched):
    await branched.secretary.says("/summary 2026-11 永安物业")
    assert await branched.secretary.last() == "您这里没有叫“永安物业”的单位。"


async def test_a_draft_of_before_goes_nowhere(branched):
    """An older program made one of the branch."""
    async with branched.deps.begin() as work:
        (row,) = [one for one in await branched.rows(Summary) if one.unit == "yongan"]
        old = await work.get_one(Summary, row.id)
        old.unit = "court"
        await work.commit()
    assert "认不出来" in await branched.court_secretary.sends_press(f"week:{row.id}:send")
    assert await heard(branched.party_court, "民情") == []
