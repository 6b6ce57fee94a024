"""A day of those who do the work, on Telegram from the first tap to the resident's thanks."""

from domain.lifecycle import Status
from domain.people import Role
from tests.handlers.staff_days import Diary, Thumb
from tests.handlers.telegram_town import LAMP

SHED = "永安花园3号楼1单元楼顶有人违章搭棚子"
SIDE = "yongan-property"
DOOR = "永安花园3号楼2单元门坏了，关不上"


async def thanks(resident, number):
    """The resident says it is solved, and that they are content."""
    await resident.forges(f"solved:{number}")
    assert await resident.presses("😊 满意") == "谢谢！"


async def test_a_day_of_a_grid_worker(town):
    diary, resident = Diary(town), town.resident()
    li = Thumb(await town.grid_worker(), diary, "网格员小李")
    await resident.says(SHED)
    await town.after(minutes=10)

    await li.says("/todo")
    assert "📥 等接单 1 件" in li.user.last and "1118-1" in li.user.last
    assert await li.taps("看 1118-1") == "已发给您"
    li.spent("看待办，打开卡片", taps=1, messages=1)

    assert await li.taps("接单·今天") == "接单成功，已告诉居民"
    li.spent("接单", taps=1)
    assert "网格员小李接单了，今天 18:00 前上门或跟您联系" in resident.last

    assert await li.taps("问居民") == "请发要问的话"
    await li.says("棚子在哪一户楼顶？")
    li.spent("问居民", taps=1, messages=1)
    assert "网格员小李跟您说：\n棚子在哪一户楼顶？" in resident.last
    await resident.presses("回话")
    await resident.says("靠东边那家")
    assert "居民回话：\n靠东边那家" in li.user.last

    await li.photo_to("一般 1118-1", "到了，正在劝他们拆")
    li.spent("反馈：照片回复卡片", messages=1)
    assert "到了，正在劝他们拆" in resident.messages()[-1].text and resident.messages()[-1].photo

    await town.after(hours=3)
    await li.photo_to("一般 1118-1", "都拆走了")
    assert await li.taps("办结") == "已办结，等居民确认"
    li.spent("办结：照片，一点", taps=1, messages=1)
    (done,) = [m for m in resident.messages() if "都拆走了" in m.text and m.photo]
    assert done.labels == ["👍 已解决", "👎 没解决"]

    await resident.presses("已解决")
    await resident.presses("😊 满意")
    (ticket,) = await town.tickets()
    assert (ticket.status, ticket.verdict) == (Status.CLOSED, "solved")
    assert "✅ 已办完" in li.user.message("一般 1118-1").text
    assert li.user.message("一般 1118-1").labels == []
    await diary.ends()


async def test_a_day_of_property_duty(town):
    diary, resident = Diary(town), town.resident()
    zhang = Thumb(await town.property_worker(), diary, "物业张师傅")
    await town.joins("manager", SIDE, Role.PROPERTY_LEAD)
    sun = Thumb(await town.joins("孙伟", SIDE, Role.PROPERTY_STAFF), diary, "物业孙师傅")
    li = Thumb(await town.grid_worker(), diary, "网格员小李")
    await resident.says(DOOR)
    await resident.says(LAMP)
    assert [t for t in zhang.user.reads() if "1118-" in t] == zhang.user.reads()[-2:]

    # The first one is not theirs: which side, which line.
    assert await zhang.taps("退单", "一般 1118-1") == "请选归谁"
    assert await zhang.taps("归社区") == "请选依据"
    assert await zhang.taps("违章搭建") == "已退单，转给对方"
    zhang.spent("退单：归谁、哪一条", taps=3)
    assert "1118-1 转给永安社区（网格员）办了" in resident.last
    assert "对方退单，认为归您这边" in li.user.last
    assert not [b for b in zhang.user.message("一般 1118-1").labels if "接单" in b]

    # The second one he takes, and then a colleague who is near goes.
    assert await zhang.taps("接单·马上", "一般 1118-2") == "接单成功，已告诉居民"
    zhang.spent("接单", taps=1)
    assert "晚了一步，物业张师傅已经接了 1118-2" in await sun.user.forges("accept:2:now")
    await zhang.taps("更多", "一般 1118-2")
    assert await zhang.taps("转给同事") == "请选转给谁"
    assert await zhang.taps("物业孙师傅") == "已经问了，等对方点头"
    zhang.spent("转给同事：选人", taps=3)
    assert await sun.taps("我接") == "接手成功，已告诉居民"
    sun.spent("接手", taps=1)
    assert "物业孙师傅接着办" in resident.last
    assert "👤 物业孙师傅已接单" in sun.user.message("一般 1118-2").text
    assert "办结" not in "".join(zhang.user.message("一般 1118-2").labels)

    await diary.press_late(zhang.user)

    await sun.photo_to("一般 1118-2")
    assert await sun.taps("办结", "一般 1118-2") == "已办结，等居民确认"
    sun.spent("办结：照片，一点", taps=1, messages=1)
    await thanks(resident, 2)
    assert await li.taps("接单·今天", "一般 1118-1") == "接单成功，已告诉居民"
    await li.photo_to("一般 1118-1", "门修好了")
    assert await li.taps("办结", "一般 1118-1") == "已办结，等居民确认"
    li.spent("接单 + 办结：照片，一点", taps=2, messages=1)
    await thanks(resident, 1)
    assert {t.status for t in await town.tickets()} == {Status.CLOSED}
    await diary.ends()
