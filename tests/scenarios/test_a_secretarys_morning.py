"""A secretary's morning: the sheet in the group, her list, one matter put under supervision, one
found by a word, and in the evening what is handed over."""

from datetime import datetime

from db.desk_rows import Supervision
from db.models import GroupPurpose
from tests.scenarios.staging import at, nothing_is_silent
from tests.support.town import ZONE, photo

LAMP = "3号楼2单元楼道灯坏了，麻烦来修一下"
NOISE = "我是王桂兰，3号楼2单元501，楼上天天半夜吵，睡不着"
PARKING = "5号楼门口车停得乱七八糟，出不去"


async def test_a_secretarys_morning(town_at):
    town = await town_at(datetime(2026, 11, 17, 16, 0, tzinfo=ZONE))
    desk = await town.group("desk", "yongan", GroupPurpose.STAFF)
    company = await town.group("company", "yongan-property", GroupPurpose.STAFF)
    wang, li = await town.resident("wang"), await town.resident("li")
    await wang.says(NOISE)
    await town.grid.presses("接单")
    await li.says(LAMP)
    await town.property.presses("接单")
    await town.property.presses("反馈")
    await town.property.says("灯座坏了，明天换")

    # The hand-over note, and in the morning the sheet: she reads both on her way.
    await town.until(at(17, "18:01"))
    note = await desk.last()
    assert "永安社区 今日交班（11月17日 周二）" in note
    assert "今天来了 2 件，办好 0 件，还有 2 件没办完。" in note
    await town.until(at(18, "08:31"))
    sheet = await desk.last()
    assert "永安社区 每日一碰头（11月18日 周三）" in sheet and "今天值班：" in sheet
    assert "⏰ 今天到期" in sheet and "1117-1" in sheet
    assert "王桂兰" not in sheet + note and "501" not in sheet + note
    assert "1117-1 " not in await company.last() and "永安物业 每日一碰头" in await company.last()

    # The lamp was promised and is still dark: she finds it and puts it under supervision.
    await town.secretary.says("/find 楼道灯")
    assert "找到 1 件" in await town.secretary.last()
    assert await town.secretary.presses("看 1117-2") == "已发给您"
    assert await town.secretary.presses("列入督办") == "请发一句话说原因"
    await town.secretary.says("老人多，天黑前要亮")
    assert "老人多，天黑前要亮" in await town.property.last()
    await town.secretary.says("/supervise")
    listed = await town.secretary.last()
    assert "督办清单 1 件" in listed and "1117-2" in listed and "物业张师傅" in listed

    # Whoever has it sees it on top of her own day, and does it.
    await town.property.says("/todo")
    assert "1117-2" in await town.property.last()
    await town.property.presses("看 1117-2")
    await town.property.presses("办结")
    await town.property.says("换了新灯座，亮了", media=[photo()])
    await town.secretary.says("/supervise")
    assert "等居民确认" in await town.secretary.last()
    await li.presses("已解决")
    await town.secretary.says("/supervise")
    assert "督办清单上没有单子" in await town.secretary.last()
    (entry,) = await town.rows(Supervision)
    assert entry.end_reason == "$solved" and entry.ended_by is None

    # What waits at her community, from any post of it.
    await li.says(PARKING)
    await town.property.says("/queue")
    assert "没人接单 1 件" in await town.property.last()
    await town.until(at(18, "18:01"))
    assert "今天来了 1 件，办好 1 件" in await desk.last()
    await nothing_is_silent(town)
