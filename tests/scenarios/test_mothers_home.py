"""A tenant asks for his mother, who lives in another building; a deaf resident is never phoned."""

from db.models import Person
from domain.homes import Home, token_of
from tests.scenarios.staging import DOOR, heard, nothing_is_silent

MOTHER = "我妈家在5号楼1单元302"


async def about(town, actor):
    return {one.id: one for one in await town.rows(Person)}[actor.person_id]


async def test_the_tenant_files_for_his_mother(town):
    tenant = await town.resident("tenant")
    await tenant.says("3号楼2单元501厨房灯坏了")
    await tenant.says(MOTHER)
    assert "记住了，妈妈家：永安花园5号楼1单元" in await tenant.last()
    assert len(await town.tickets()) == 1, "to tell of a home is no report"

    await tenant.says("我妈家下水道堵了，老人没法做饭")
    ticket = await town.ticket()
    place = [ticket.place[k] for k in ("compound", "building", "unit", "room")]
    assert place == ["yongan-garden", "5", "1", "302"] and ticket.whose == "mother"
    card = await town.property.last()
    assert "5号楼1单元302" in card and "替家里人报的：妈妈家" in card
    assert (await about(town, tenant)).home["building"] == "3", "his own home stays"
    await nothing_is_silent(town)


async def test_a_home_that_nobody_told_of_is_asked_for_and_remembered(town):
    tenant = await town.resident("tenant")
    await tenant.says("3号楼2单元501厨房灯坏了")
    await tenant.says("我妈家下水道堵了")
    ticket = await town.ticket()
    assert not ticket.place.get("building"), "it is not his own flat"
    assert "哪个小区、几号楼" in await tenant.last()
    await tenant.says("永安花园5号楼1单元302")
    ticket = await town.ticket()
    assert (ticket.place["building"], ticket.place["room"]) == ("5", "302")
    person = await about(town, tenant)
    assert person.about["homes"]["mother"]["building"] == "5" and person.home["building"] == "3"
    await town.after(days=1)
    await tenant.says("妈妈家又没电了")
    assert (await town.ticket()).place["room"] == "302"


async def test_between_two_homes_one_tap_decides(town):
    tenant = await town.resident("tenant")
    await tenant.says(MOTHER)
    await tenant.says("我爸家在8号楼2单元101")
    await tenant.says("爸妈家停水了")
    assert "是哪一家" in await tenant.last()
    assert await tenant.buttons() == ["爸爸家", "妈妈家"]
    neighbour = await town.resident("neighbour")
    assert await neighbour.sends_press("house:1:father") == "这一单不归您操作。"
    assert await tenant.presses("爸爸家") == "记下了"
    ticket = await town.ticket()
    assert (ticket.place["building"], ticket.whose) == ("8", "father")


async def test_home_shows_and_removes_them(town):
    tenant = await town.resident("tenant")
    await tenant.says("3号楼2单元501厨房灯坏了")
    await tenant.says(MOTHER)
    await tenant.says("/home")
    shown = await tenant.last()
    assert "我家：永安花园3号楼2单元" in shown and "妈妈家：永安花园5号楼1单元" in shown
    assert "妈妈家：永安花园5号楼1单元\n" in shown, "no door: others may look at a screen"
    assert await tenant.presses("不记妈妈家") == "好的"
    await tenant.says("/home")
    assert "妈妈家：" not in await tenant.last()
    assert "这个按钮认不出来了" in await tenant.sends_press("unhome:0:mother")


async def test_a_second_poster_adds_a_home(town):
    tenant = await town.resident("tenant")
    await tenant.says(f"/start {token_of(Home('yongan-garden', '3', '2'))}")
    await tenant.says(f"/start {token_of(Home('yongan-garden', '5'))}")
    assert await tenant.buttons() == ["🏠 搬到这里了", "🏠 是爸妈家", "🏠 是另一个家"]
    await tenant.presses("是爸妈家")
    person = await about(town, tenant)
    assert person.home["building"] == "3"
    assert person.about["homes"]["parents"]["building"] == "5"


async def test_the_deaf_resident_is_never_told_to_phone(town):
    she = await town.resident()
    await she.says("我听不见，别打电话")
    assert "以后都用文字联系您" in await she.last() and await town.tickets() == []
    await she.says(DOOR)
    assert "🔇 请勿打电话，用文字联系" in await town.property.last()
    await she.says("3号楼着火了！")
    said = "\n".join(await she.reads())
    assert "让身边的人打 119" in said and "12110" in said
    assert "马上打电话" not in said and "请马上打" not in said
    await she.says("/help")
    assert "电话：" not in await she.last()
    await nothing_is_silent(town)


async def test_it_is_said_within_a_report_and_taken_back(town):
    she = await town.resident()
    await she.says("3号楼2单元门坏了，我是聋哑人，别打电话")
    assert (await town.ticket()).by_text and await heard(town.property, "请勿打电话")
    assert await she.presses("可以打电话") == "好的"
    assert not (await town.ticket()).by_text
    assert "请勿打电话" not in (await town.property.reads())[0]
    await she.says("/home")
    assert "🔇 别给我打电话" in await she.buttons()


async def test_what_comes_with_the_wish_is_taken_whatever_it_is(town):
    she = await town.resident()
    await she.says("我是聋哑人。家里停水了")
    ticket = await town.ticket()
    assert ticket.by_text and "停水" in ticket.text
    assert "收到" in await she.last()


async def test_forgetting_her_forgets_the_homes(town):
    tenant = await town.resident("tenant")
    await tenant.says(MOTHER)
    assert (await about(town, tenant)).about["homes"]
    await tenant.says("/forget")
    await tenant.presses("确认删除")
    await town.after(minutes=5)
    assert not any((one.about or {}).get("homes") for one in await town.rows(Person))
