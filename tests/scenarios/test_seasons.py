"""The first day of the heating season; surge mode on a flood night."""

from sqlalchemy import select

from bot.time_settings import SeasonRow
from db.models import Fact
from domain.season import Season
from tests.scenarios.staging import DOOR, at, heard, nothing_is_silent, reopen

COLD = "3号楼2单元501暖气一点都不热，家里有老人"
HEATING = SeasonRow.model_validate(
    {
        "name": "供暖季",
        "from": "11-15",
        "until": "03-15",
        "raise": [
            {"categories": ["repair", "utilities"], "words": ["暖气", "供暖"], "level": "L1"}
        ],
        "levels": {"L1": {"accept": "10m"}},
    }
)
FLOOD = SeasonRow.model_validate(
    {"name": "防汛", "by_hand": True, "around_the_clock": ["L2", "L3"], "units": ["yongan"]}
)


async def facts(town) -> dict:
    """What is kept about surges."""
    async with town.deps.begin() as work:
        rows = await work.scalars(select(Fact).where(Fact.name.startswith("surge:")))
        return {row.name: row.value for row in rows}


async def test_the_first_day_of_the_heating_season(town_at):
    town = await town_at(at(14, "21:00"), seasons=(HEATING,))
    resident = await town.resident()
    await resident.says(COLD)
    before = await town.ticket()
    assert before.level == "L2"
    await town.until(at(15, "00:05"))
    neighbour = await town.resident("neighbour")
    await neighbour.says("2号楼1单元301暖气片冰凉，孩子发烧")
    cold = await town.ticket()
    assert cold.level == "L1"
    assert cold.accept_due == at(15, "00:15")  # the limit of the season
    assert cold.fix_due == at(15, "02:05")
    (opened,) = [e for e in await town.events("opened") if e.ticket_id == cold.id]
    assert opened.values["seasons"] == ["供暖季"]
    # an open ticket keeps what it has, and other matters are as always
    kept = await town.ticket(before.id)
    assert (kept.level, kept.fix_due, kept.policy) == ("L2", before.fix_due, before.policy)
    await neighbour.says("3号楼2单元门坏了，关不上")
    assert (await town.ticket()).level == "L3"
    await nothing_is_silent(town)
    # L1 is paged at night
    await town.until(at(15, "00:15"))
    assert await heard(town.property, "请在今天 00:15 前接单")


async def test_surge_mode_on_a_flood_night(town_at):
    town = await town_at(at(18, "22:30"), seasons=(FLOOD,))
    resident = await town.resident()
    await resident.says(DOOR)
    usual = await town.ticket()
    assert usual.accept_due == at(19, "10:30")

    await town.grid.says("/surge")
    assert "不归您的岗位用" in await town.grid.last()
    await town.secretary.says("/surge")
    assert "没有开" in await town.secretary.last()
    assert await town.secretary.buttons() == ["🌊 防汛 12小时", "🌊 防汛 24小时", "🌊 防汛 48小时"]
    assert await town.secretary.presses("12小时") == "应急已开，到明天 10:30"
    begins = "永安社区进入应急：防汛，到明天 10:30"
    for actor in (town.grid, town.property, town.manager, town.alliance, town.secretary):
        assert await heard(actor, begins) == ["18 22:30"]
    assert await heard(town.street, begins) == []
    (kept,) = (await facts(town))["surge:yongan"].items()
    assert kept == (
        "防汛",
        {
            "since": "2026-11-18T22:30:00+08:00",
            "until": "2026-11-19T10:30:00+08:00",
            "by": town.secretary.person_id,
        },
    )

    # every process knows, a new one too; a ticket that opens now runs around the clock
    await reopen(town)
    neighbour = await town.resident("neighbour")
    await neighbour.says("5号楼1单元门禁坏了，水进来了关不上门")
    surging = await town.ticket()
    assert surging.level in ("L2", "L3")
    assert surging.policy["quiet"] is False
    assert surging.accept_due <= at(19, "00:30")
    assert (await town.ticket(usual.id)).accept_due == usual.accept_due
    await nothing_is_silent(town)
    await town.until(at(19, "06:00"))
    code = f"1118-{surging.id}"
    assert await heard(town.property, code) + await heard(town.manager, code) != []

    # it ends by itself, once, and is told once
    await town.until(at(19, "12:00"))
    assert await heard(town.property, "自动结束了") == ["19 10:30"]
    assert (await facts(town))["surge:yongan"] == {}
    await resident.says("6号楼3单元的门也坏了，关不上")
    after = await town.ticket()
    assert after.policy["quiet"] is True and after.accept_due == at(19, "16:00")
    await nothing_is_silent(town)


async def test_a_surge_goes_on_longer_or_ends_early(town_at):
    town = await town_at(at(18, "22:30"), seasons=(FLOOD,))
    await town.secretary.says("/surge")
    await town.secretary.presses("12小时")
    await town.secretary.presses("24小时")  # the older message still has its buttons
    await town.until(at(19, "12:00"))
    assert await heard(town.property, "自动结束了") == []
    await town.secretary.says("/surge")
    assert "已开，到今天 22:30" in await town.secretary.last()
    assert await town.secretary.presses("关：永安社区 防汛") == "应急已关"
    assert await heard(town.property, "永安社区的应急“防汛”结束了") == ["19 12:00"]
    assert await town.secretary.sends_press(f"surge:{_number()}:yongan.off") == "应急已经关了"
    await town.until(at(20, "12:00"))
    assert await heard(town.property, "自动结束了") == []


async def test_only_who_leads_a_unit_switches_it(town_at):
    town = await town_at(at(18, "22:30"), seasons=(FLOOD,))
    press = f"surge:{_number()}:yongan.12"
    assert await town.property.sends_press(press) == "应急由永安社区的书记开关。"
    assert await town.street.sends_press(press) == "应急由永安社区的书记开关。"
    for forged in ("surge:1:yongan.12", f"surge:{_number()}:yongan.99", f"surge:{_number()}"):
        assert "按钮" in await town.secretary.sends_press(forged)
    await town.street.says("/surge")  # the season is not for the whole street
    assert "这里没有可以开的应急" in await town.street.last()
    assert await facts(town) == {}


def _number() -> int:
    return Season("防汛").number
