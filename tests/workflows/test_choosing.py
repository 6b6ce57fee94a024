"""Choosing one of many colleagues: eight at a time, and everybody is reached."""

from domain.people import Role
from tests.support.town import Actor, Town

MANY = "赵钱孙李周吴郑王冯陈褚卫"


async def hired(town: Town) -> None:
    for number, surname in enumerate(MANY):
        await town.staff(f"c{number}", f"{surname}一", Role.PROPERTY_STAFF, "yongan-property")


async def named(actor: Actor) -> list[str]:
    """Everybody who is offered, from tap to tap."""
    found: list[str] = []
    for _ in range(5):
        labels = await actor.buttons()
        found += [label for label in labels if label.startswith("物业")]
        if not any("⋯ 更多（" in label for label in labels):
            break
        assert len([one for one in labels if one.startswith("物业")]) == 8
        await actor.presses("⋯ 更多（")
    return found


async def everybody(town: Town) -> None:
    await hired(town)
    await (await town.resident()).says("3号楼2单元楼道灯坏了，麻烦来修一下")
    await town.property.presses("接单·今天")


async def test_to_whom_a_ticket_is_passed(town):
    await everybody(town)
    await town.property.presses("转给同事")
    found = await named(town.property)
    assert len(found) == len(set(found)) == len(MANY) + 1
    assert await town.property.presses("物业卫师傅") == "已经问了，等对方点头"
    assert await town.property.sends_press("pass:1:more.99") == "请选转给谁"
    assert await town.property.sends_press("pass:1:more.x") == "请选转给谁"


async def test_to_whom_tickets_are_handed_over(town):
    await everybody(town)
    await town.manager.says("/handover")
    await town.manager.presses("物业张师傅")
    found = await named(town.manager)
    assert len(found) == len(set(found)) == len(MANY) + 1
    assert "1 件都交接了" in await town.manager.presses("物业卫师傅")
    assert (await town.ticket(1)).handler_id == town.c11.person_id


async def test_who_stands_in(town):
    await everybody(town)
    await town.property.says("/leave")
    await town.property.presses("明天")
    found = await named(town.property)
    assert len(found) == len(set(found)) == len(MANY) + 1
    assert "没有人" in await town.property.buttons()
    assert await town.property.presses("物业卫师傅") == "好，记下了"
