"""A grid worker's morning: one thumb, a bicycle, four matters, and nothing but taps and sentences.
How many taps each step takes is counted."""

from db.models import Membership
from domain.lifecycle import Status
from tests.scenarios.staging import DOOR, NOISE, at, heard, nothing_is_silent
from tests.support.town import ZONE, photo

SHED = "3号楼1单元楼顶有人违章搭棚子"


class Thumb:
    """Somebody whose taps and messages are counted."""

    def __init__(self, actor):
        self._actor, self.taps, self.messages = actor, 0, 0

    async def taps_on(self, label: str) -> str:
        self.taps += 1
        return await self._actor.presses(label)

    async def sends(self, text: str = "", **more) -> None:
        self.messages += 1
        await self._actor.says(text, **more)

    def spent(self) -> tuple[int, int]:
        """Taps and messages since this was asked last."""
        spent, self.taps, self.messages = (self.taps, self.messages), 0, 0
        return spent


def moment(found) -> str:
    return f"{found.astimezone(ZONE):%d %H:%M}"


async def card(town, actor, number: int):
    """The message in which a ticket's card stands."""
    head = f"1118-{number} · "
    return [m for m in await actor.bubbles() if head in m.text.split("\n")[0]][0]


async def test_her_morning(town):
    """What came over breakfast she takes with a tap each, and says by when."""
    thumb = Thumb(town.grid)
    wang, zhao = await town.resident("wang"), await town.resident("zhao")
    await wang.says(NOISE)
    assert await thumb.taps_on("接单·今天") == "接单成功，已告诉居民"
    assert thumb.spent() == (1, 0)
    assert "网格员小李接单了，今天 18:00 前上门或跟您联系" in await wang.last()
    await nothing_is_silent(town)

    # At the second one she must look first: a time comes later, in words.
    await zhao.says(SHED)
    assert "请发一句话：什么时候到" in await thumb.taps_on("约时间")
    await thumb.sends("十点半")
    assert thumb.spent() == (1, 1)
    assert "今天 10:30 前到" in await zhao.last()
    first, second = await town.ticket(1), await town.ticket(2)
    assert (moment(first.eta_at), moment(second.eta_at)) == ("18 18:00", "18 10:30")

    # Half past ten she is still on the stairs of number five: one reminder, one sentence.
    await town.until(at(18, "10:33"))
    assert await heard(town.grid, "说好今天 10:30 前到，还没有消息") == ["18 10:30"]
    shed = await card(town, town.grid, 2)
    await thumb.sends("下午2点", reply_to=str(shed.id))
    assert thumb.spent() == (0, 1)
    assert await zhao.last() == "🕐 1118-2 网格员小李说好今天 14:00 前到。"
    assert moment((await town.ticket(2)).eta_at) == "18 14:00"

    # Progress is a reply to the card; a photo comes along.
    await town.until(at(18, "13:50"))
    await thumb.sends("到了，在劝他们拆", reply_to=str(shed.id), media=[photo("1" * 32)])
    assert thumb.spent() == (0, 1)
    assert "到了，在劝他们拆\n📷 现场照片" in await zhao.last()

    # Done: a photo, and a tap.
    await thumb.sends("都拆走了", reply_to=str(shed.id), media=[photo("2" * 32)])
    await town.grid.sends_press("resolve:2")
    thumb.taps += 1
    assert thumb.spent() == (1, 1)
    assert (await town.ticket(2)).status is Status.DONE
    assert "📷 前面 1 张是办之前的，后面 1 张是办好后的" in await zhao.last()
    await zhao.presses("已解决")
    await nothing_is_silent(town)

    # The card of the shed is one message still, and says how it ended.
    ended = await card(town, town.grid, 2)
    assert ended.id == shed.id and "✅ 已办完" in ended.text and ended.buttons == []
    assert [m.id for m in await town.grid.bubbles() if "1118-2 · " in m.text] == [ended.id]


async def test_what_is_not_hers_goes_back_with_three_taps(town):
    thumb = Thumb(town.property)
    resident = await town.resident()
    await resident.says(DOOR)
    assert "↩️ 退单" in await town.property.buttons()  # on the card itself, not behind 更多
    await thumb.taps_on("退单")
    await thumb.taps_on("归社区")
    assert await thumb.taps_on("违章搭建") == "已退单，转给对方"
    assert thumb.spent() == (3, 0)
    assert (await town.ticket()).lead_unit == "yongan"
    await nothing_is_silent(town)


async def test_two_thumbs_at_one_card(town):
    """Her colleague was faster; the card she still looks at says so as she presses it."""
    resident = await town.resident()
    await resident.says(NOISE)
    async with town.deps.begin() as work:
        other = await work.get(Membership, 2)
        other.grid = "grid-1"
        await work.commit()
    await resident.says("3号楼楼下小广场跳舞声音太大")
    await town.grid2.presses("接单·马上")
    assert await town.grid.sends_press("accept:2:today") == "晚了一步，网格员小吴已经接了 1118-2。"
    seen = await card(town, town.grid, 2)
    assert "👤 网格员小吴已接单" in seen.text
    assert not any("接单" in label for row in seen.buttons for label, _ in row)
