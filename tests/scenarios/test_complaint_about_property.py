"""A complaint against the property company: the community leads, and nobody of the company ever
reads who complained, in which words, or from which flat."""

from db.models import GroupPurpose
from domain.lifecycle import Status
from tests.scenarios.staging import at, nothing_is_silent
from tests.support.town import photo

WORDS = "物业收停车费乱涨价，我是3号楼2单元502王桂兰，电话13800138000"
SECRETS = ("乱涨价", "停车费", "王桂兰", "13800138000", "502", "2单元", "再不退", "resident")


async def test_the_company_never_learns_who_complained(town):
    resident = await town.resident()
    company = [
        town.property,
        town.manager,
        await town.group("company_group", "yongan-property", GroupPurpose.STAFF),
    ]
    desk_group = await town.group("desk_group", "yongan", GroupPurpose.STAFF)
    await resident.says(WORDS, media=[photo()])
    ticket = await town.ticket()
    assert (ticket.against, ticket.lead_unit, ticket.support_unit) == (
        "property",
        "yongan",
        "yongan-property",
    )
    await _kept(company)
    card = (await town.grid.reads())[0]
    assert "物业收停车费乱涨价" in card and "🛡" in card, "its community reads the matter"
    assert not [one for one in ("502", "王桂兰", "13800138000") if one in card]
    await town.secretary.sends_press("reveal:1:visit")
    assert WORDS in await town.secretary.last() and "502室" in await town.secretary.last()
    assert "反映物业的事，由社区牵头" in await town.property.last()
    assert await town.property.buttons() == ["✋ 我来配合"]
    assert "乱涨价" not in await desk_group.last() and "502" not in await desk_group.last()

    for forged in ("accept:1", "return:1:parking", "rule:1:property"):
        assert await town.property.sends_press(forged) == "这一单不归您操作。"
    not_now = "1118-1 还在等人接单，这一步还不能做。"
    assert await town.property.sends_press("resolve:1") == not_now
    await town.property.sends_press("show:1")
    await town.manager.sends_press("show:1")
    await town.property.says("/todo")
    await _kept(company)

    await resident.says("1118-1 再不退钱我就去投诉", media=[photo("1" * 32)])
    assert "已补充到 1118-1" in await resident.last()
    assert "再不退钱" in "".join(await town.grid.reads())
    await resident.says("催一下1118-1")
    await nothing_is_silent(town)
    await town.until(at(18, "15:30"))  # every rung has been told by now
    await _kept(company)

    await town.grid.presses("接单")
    await town.property.presses("我来配合")
    await town.property.sends_press("progress:1")
    await town.property.says("我们查了收费记录")
    assert "物业张师傅说：\n我们查了收费记录" in await resident.last()
    await _kept(company)
    await town.grid.sends_press("progress:1")
    await town.grid.says("已约您和物业一起谈")
    await town.grid.sends_press("resolve:1")
    await town.grid.says("物业同意退钱")
    await town.property.sends_press("part_done:1")
    await town.property.says("手续办了")
    await _kept(company)
    await resident.presses("没解决")
    assert (await town.ticket()).status is Status.QUEUED
    await nothing_is_silent(town)
    await town.grid.sends_press("accept:1")
    await town.property.sends_press("take_part:1")
    await town.property.sends_press("part_done:1")
    await town.property.says("这回退了")
    await town.grid.sends_press("resolve:1")
    await town.grid.says("钱退了")
    await resident.presses("已解决")
    await resident.presses("不满意")
    await town.until(at(23, "08:01"))
    await _kept([*company, desk_group, town.party, town.party_street])


async def test_the_company_cannot_get_it_by_a_return_or_a_ruling(town):
    resident = await town.resident()
    await resident.says(WORDS)
    refused = "1118-1 按分工只能由您这边牵头，退了也会回来。"
    assert await town.grid.sends_press("return:1:parking") == refused
    assert (await town.ticket()).lead_unit == "yongan"
    await nothing_is_silent(town)


async def _kept(chats):
    for actor in chats:
        for message in await actor.bubbles():
            assert not message.media, (actor.chat, message.text)
            for secret in SECRETS:
                assert secret not in message.text, (actor.chat, message.text)
