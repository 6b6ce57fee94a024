"""An old man comes to the desk without a phone; a colleague writes it down, he takes home a slip of
paper, and one day his daughter scans it."""

from datetime import timedelta

from domain.lifecycle import Status
from domain.origin import Origin
from tests.support.town import photo

LINE = "代 张大爷 3号楼2单元501：厨房下水堵了"


async def code_of(actor) -> str:
    """The slip's code as it stands on the paper in that chat."""
    slip = next(text for text in reversed(await actor.reads()) if "凭条号：" in text)
    return slip.split("凭条号：")[1].splitlines()[0]


async def owner_of(town, ticket):
    from db.models import Person

    return next(one for one in await town.rows(Person) if one.id == ticket.owner_id)


async def finished(town, ticket) -> None:
    """The property's man does it, with a photo."""
    await town.property.presses("接单")
    await town.property.presses("办结")
    await town.property.says("下水通了", media=[photo()])


async def test_he_goes_home_with_a_slip_and_hears_through_the_desk(town):
    await town.grid.says(LINE)
    ticket = await town.ticket()
    owner = await owner_of(town, ticket)
    assert (ticket.origin, ticket.filed_by) == (Origin.WALK_IN, town.grid.person_id)
    assert (owner.name, owner.home["room"], owner.id != town.grid.person_id) == (
        "张大爷",
        "501",
        True,
    )
    assert ticket.text == "3号楼2单元501：厨房下水堵了"
    answer, slip = (await town.grid.reads())[-2:]
    assert answer.startswith("✅ 代报好了") and "永安物业" in answer
    assert "张大爷" not in slip and "厨房下水堵了" in slip and "11月" in slip
    assert len(await code_of(town.grid)) == 9

    await town.property.presses("接单")
    told = await town.grid.last()
    assert told.startswith("🗣 请转告居民：") and "接单了" in told
    await town.property.presses("办结")
    await town.property.says("下水通了", media=[photo()])
    assert (await town.grid.last()).startswith("🗣 请问居民")
    assert await town.grid.buttons() == ["👍 已解决", "👎 没解决"]

    await town.grid.presses("已解决")
    await town.grid.presses("😊 满意")
    ticket = await town.ticket()
    assert (ticket.status, ticket.verdict) == (Status.CLOSED, "solved")
    (solved,), (rated,) = await town.events("solved"), await town.events("rate")
    assert solved.values == {"by": "filer"} and rated.values == {"answer": "good", "by": "filer"}
    assert solved.person_id == town.grid.person_id


async def test_his_daughter_scans_the_slip_and_has_the_last_word(town):
    await town.grid.says(LINE)
    ticket = await town.ticket()
    slip = await code_of(town.grid)
    daughter = await town.resident("daughter", compound=None)
    await daughter.says(f"/start {slip.replace('-', '')}")
    assert "以后有消息直接发给您" in await daughter.last()
    assert f"1118-{ticket.id}" in await daughter.last()
    assert "不用您转告了" in await town.grid.last()
    ticket = await town.ticket()
    assert (ticket.owner_id, ticket.slip) == (daughter.person_id, None)
    assert ticket.filed_by == town.grid.person_id

    before = len(await town.grid.reads())
    await finished(town, ticket)
    assert not [text for text in (await town.grid.reads())[before:] if "🗣" in text]
    assert await daughter.buttons() == ["👍 已解决", "👎 没解决"]
    refused = await town.grid.sends_press(f"solved:{ticket.id}")
    assert refused == "这一单不归您操作。"
    await daughter.presses("没解决")
    assert (await town.ticket()).redo == 1
    (unsolved,) = await town.events("unsolved")
    assert unsolved.values == {} and unsolved.person_id == daughter.person_id


async def test_a_slip_is_good_once_and_wrong_codes_are_slowed_down(town):
    await town.grid.says(LINE)
    slip = await code_of(town.grid)
    await town.grid.says(slip)
    assert "请交给居民" in await town.grid.last()
    son, stranger = await town.resident("son"), await town.resident("stranger")
    await son.says(f"凭条号 {slip.lower()}")
    assert "找到了" in await son.last()
    await stranger.says(slip)
    assert "已经用过了" in await stranger.last()
    assert (await town.ticket()).owner_id == son.person_id
    for _ in range(4):
        await stranger.says("KXM7-2QPA")
    await stranger.says("KXM7-2QPA")
    assert "请过一小时再试" in await stranger.last()
    await town.after(minutes=61)
    await stranger.says("KXM7-2QPA")
    assert "已经用过了" in await stranger.last()
    assert len(await town.tickets()) == 1


async def test_a_slip_grows_old_a_month_after_the_end(town):
    await town.grid.says(LINE)
    slip = await code_of(town.grid)
    await finished(town, await town.ticket())
    await town.grid.presses("已解决")
    town.clock.move_to(town.clock.now() + timedelta(days=30, minutes=1))
    late = await town.resident("late")
    await late.says(slip)
    assert "过期了" in await late.last()
    assert (await town.ticket()).owner_id != late.person_id


async def test_she_comes_again_and_is_the_same_resident(town):
    await town.grid.says(LINE)
    await town.grid.says("代 3-2-501 楼道灯不亮")
    await town.grid.says("代 3-2-502 楼道灯不亮")
    first, second, other = await town.tickets()
    assert first.owner_id == second.owner_id != other.owner_id
    await town.grid.says("代 李大娘 3-2-501 厕所漏水")
    assert (await town.tickets())[-1].owner_id != first.owner_id


async def test_whoever_is_complained_about_does_not_answer_for_her(town):
    await town.property.says("代 王大娘 3号楼2单元501：物业乱收费，态度还不好")
    ticket = await town.ticket()
    assert ticket.against == "property"
    await town.property.presses("我来配合")
    await town.property.presses("我这边好了")
    await town.property.says("多收的退了", media=[photo()])
    await town.grid.presses("接单")
    await town.grid.presses("办结")
    await town.grid.says("和物业核过了，多收的已退", media=[photo()])
    assert "不能由您替居民答" in await town.property.presses("已解决")
    assert (await town.ticket()).status is Status.DONE


async def test_danger_at_the_desk_pages_as_ever(town):
    await town.grid.says("代 3号楼2单元电梯里困住人了，快来")
    ticket = await town.ticket()
    assert ticket.level == "L0" and ticket.origin == Origin.WALK_IN
    assert any("马上打电话" in text for text in await town.grid.reads())
    assert any(f"1118-{ticket.id}" in text for text in await town.property.reads())
    assert any(f"1118-{ticket.id}" in text for text in await town.secretary.reads())


async def test_what_else_begins_so_is_what_it_was(town):
    resident = await town.resident()
    await resident.says(LINE)
    assert (await town.ticket()).owner_id == resident.person_id
    assert (await town.ticket()).origin is None
    await town.grid.says("我家7号楼1单元301水管漏水")
    own = await town.ticket()
    assert (own.owner_id, own.origin) == (town.grid.person_id, None)
    await town.grid.says("代")
    assert "代居民报，请写清" in await town.grid.last()
    assert len(await town.tickets()) == 2


async def test_a_note_that_is_waited_for_is_no_filing_but_a_resident_at_the_desk_is_none(town):
    resident = await town.resident()
    await resident.says("3号楼2单元楼道灯坏了")
    await town.property.presses("接单")
    await town.property.presses("反馈")
    await town.property.says("发现3号楼灯座坏了，去拿配件")
    assert "发现3号楼灯座坏了" in await resident.last()
    await town.property.presses("反馈")
    await town.property.says("代 5-1-302 水管漏水")
    assert len(await town.tickets()) == 2
    assert "5-1-302" not in await resident.last()
    await town.property.says("配件买到了")
    assert "配件买到了" in await resident.last()


async def test_a_photo_right_after_belongs_to_it(town):
    await town.grid.says(LINE)
    await town.grid.says("", media=[photo()])
    (ticket,) = await town.tickets()
    assert len(ticket.media) == 1
