"""The good day: one sentence, taken, done, confirmed, counted."""

from datetime import datetime

from domain.catalogue import Route
from domain.lifecycle import Status
from tests.support.town import ZONE, photo


async def test_one_sentence_is_taken_done_rated_and_counted(town):
    resident = await town.resident()
    await resident.says("3号楼2单元楼道灯坏了，麻烦来修一下")
    ticket = await town.ticket()
    assert ticket.route is Route.PROPERTY
    first = await resident.last()
    assert f"1118-{ticket.id}" in first and "永安物业" in first and "前" not in first[:2]

    card = await town.property.last()
    assert "3号楼2单元" in card and "为什么找您" in card
    assert await town.property.buttons() == [
        "✋ 接单·马上",
        "✋ 接单·今天",
        "✋ 接单·明天",
        "✋ 接单·约时间",
        "↩️ 退单",
        "⋯ 更多",
    ]
    assert await town.property.presses("接单") == "接单成功，已告诉居民"
    assert "物业张师傅接单了" in await resident.last()
    assert "👤 物业张师傅已接单" in await town.property.last()

    await town.property.presses("反馈")
    await town.property.says("已到现场，灯座坏了，去拿配件")
    assert "灯座坏了" in await resident.last()

    await town.property.presses("办结")
    await town.property.says("换了新灯座，亮了", media=[photo()])
    assert "换了新灯座" in await resident.last()
    assert await resident.buttons() == ["👍 已解决", "👎 没解决"]

    await resident.presses("已解决")
    assert await resident.buttons() == ["😊 满意", "😞 不满意"]
    await resident.presses("满意")
    ticket = await town.ticket()
    assert (ticket.status, ticket.verdict) == (Status.CLOSED, "solved")

    await town.until(datetime(2026, 11, 23, 8, 1, tzinfo=ZONE))
    for leader in (town.secretary, town.street):
        assert "来单 1 件" in await leader.last()  # the draft
        await leader.presses("发送")
    summary = await town.party.last()
    assert "永安社区 一周民情（11.16—11.22）" in summary
    assert "来单 1 件" in summary and "办完 1 件" in summary
    assert "解决率 1/1 件" in summary
    assert "建中街街道 一周民情" in await town.party_street.last()
