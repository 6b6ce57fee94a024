"""A day of the chair, who rules and keeps watch, and of a volunteer, who goes and does it."""

from db.models import GroupPurpose
from domain.lifecycle import Status
from domain.people import Role
from tests.handlers.staff_days import Diary, Thumb

DOOR = "永安花园3号楼2单元门坏了，关不上"
NOISE = "永安花园5号楼楼上半夜一直吵，孩子睡不着"
TREE = "永安花园3号楼2单元501门口大树倒了，挡住路了"
TEAM = -1001000000007


async def finishes(thumb, resident, number, words):
    """Take it, do it, show it; the resident is content."""
    await thumb.taps("接单·今天", f"一般 1118-{number}")
    await thumb.photo_to(f"一般 1118-{number}", words)
    await thumb.taps("办结", f"一般 1118-{number}")
    thumb.spent("接单 + 办结：照片，一点", taps=2, messages=1)
    await resident.forges(f"solved:{number}")
    await resident.presses("😊 满意")


async def test_a_day_of_the_chair(town):
    diary, resident = Diary(town), town.resident()
    zhang = Thumb(await town.property_worker(), diary, "物业张师傅")
    li = Thumb(await town.joins("grid", "yongan", Role.GRID_WORKER), diary, "网格员小李")
    chen = Thumb(await town.joins("secretary", "yongan", Role.SECRETARY), diary, "陈书记")
    await resident.says(DOOR)
    for thumb, side, line in ((zhang, "归社区", "违章搭建"), (li, "归物业", "公共设施")):
        await thumb.taps("退单", "一般 1118-1")
        await thumb.taps(side)
        await thumb.taps(line)
        thumb.spent("退单：归谁、哪一条", taps=3)
    assert "正请社区书记拿主意" in resident.last

    question = chen.user.message("两边都退单")
    assert "永安物业说归社区（违章搭建、占公共地方）" in question.text
    assert "永安社区说归物业（公共设施）" in question.text
    assert question.labels == ["归社区", "归物业", "一起办，社区牵头"]
    assert await chen.taps("归物业") == "已裁定：物业"
    chen.spent("裁定", taps=1)
    assert "书记已裁定归您办，不能再退" in zhang.user.message("一般 1118-1").text

    await diary.press_late(li.user, chen.user)

    # Something she hears of on the stairs: she finds it, and keeps an eye on it from now on.
    await resident.says(NOISE)
    await chen.says("/find 5号楼")
    await chen.taps("看 1118-2")
    chen.spent("找一件，打开", taps=1, messages=1)
    assert await chen.taps("列入督办", "一般 1118-2") == "请发一句话说原因"
    await chen.says("老人睡不好，盯紧些")
    chen.spent("列入督办", taps=1, messages=1)
    assert "1118-2 已列入督办（陈书记）：\n老人睡不好，盯紧些" in li.user.last
    assert "🔖 督办件" in li.user.message("一般 1118-2").text
    await chen.says("/supervise")
    chen.spent("看督办清单", messages=1)
    assert "🔖 督办清单 2 件" in chen.user.last and "老人睡不好，盯紧些" in chen.user.last
    assert "两边都说不归自己，已裁定" in chen.user.last
    assert await chen.taps("移出 1118-1") == "请发一句话说原因"
    await chen.says("物业已经动手")
    chen.spent("移出督办", taps=1, messages=1)

    await finishes(zhang, resident, 1, "门修好了")
    await finishes(li, resident, 2, "上门说好了，以后不吵")
    await chen.says("/supervise")
    assert "督办清单上没有单子" in chen.user.last
    chen.spent("看督办清单", messages=1)
    assert {t.status for t in await town.tickets()} == {Status.CLOSED}
    await diary.ends()


async def test_a_day_of_a_volunteer(town):
    diary, resident = Diary(town, group=TEAM), town.resident("王阿姨")
    zhang = await town.property_worker()
    li = await town.joins("grid", "yongan", Role.GRID_WORKER)
    group = await town.binds(li, TEAM, "yongan", GroupPurpose.VANGUARD)
    sun = Thumb(await town.joins("孙勇", "yongan", Role.VOLUNTEER), diary, "先锋队孙同志")
    await resident.says(TREE)
    (ticket,) = await town.tickets()
    await town.after(seconds=(ticket.accept_due - town.clock.now()).total_seconds())

    posting = group.message("要人手")
    assert "3号楼" in posting.text and posting.labels == ["🚩 现场认领"]
    assert not [w for w in ("501", "2单元", "挡住", "王阿姨") if w in posting.text]
    here = sun.user.within(TEAM)
    assert await sun.taps("现场认领", where=here) == "认领成功，地点已单独发给您"
    sun.spent("现场认领", taps=1)
    assert "先锋队孙同志已认领" in group.message("要人手").text
    assert "501" in sun.user.message("一般 1118-1").text
    assert "先锋队孙同志接单了" in resident.last
    assert any("先锋队孙同志认领了" in text for text in (*zhang.reads(), *li.reads()))

    await sun.replies("一般 1118-1", "到现场了，正在锯")
    sun.spent("反馈：回复卡片", messages=1)
    assert "正在锯" in resident.last
    await sun.photo_to("一般 1118-1", "锯断搬走了，路通了")
    assert await sun.taps("办结") == "已办结，等居民确认"
    sun.spent("办结：照片，一点", taps=1, messages=1)
    await resident.presses("已解决")
    await resident.presses("😊 满意")
    assert "谢谢先锋队孙同志" in group.reads()[-1]
    assert {t.status for t in await town.tickets()} == {Status.CLOSED}
    await diary.ends()
