"""张师傅 wakes up with a fever and twelve tickets in hand. Nobody of twelve residents is left
waiting, nobody is rung up at night, and it takes one or two taps."""

import asyncio

import pytest

from domain.inbound import Pressed, Sender
from domain.lifecycle import Status
from domain.people import Role
from tests.scenarios.staging import NOISE, at, heard, nothing_is_silent
from tests.support.town import beside
from workflows.press_button import press_button

TWELVE = 12


@pytest.fixture
async def office(town):
    """Twelve doors of twelve households, all in 张师傅's hand since Wednesday morning."""
    await town.staff("fixer", "何平", Role.PROPERTY_STAFF, "yongan-property")
    for number in range(1, TWELVE + 1):
        resident = await town.resident(f"home{number}")
        town.people[f"home{number}"] = resident
        await resident.says(f"3号楼{number}单元门坏了，关不上")
        await town.property.sends_press(f"accept:{number}")
    return town


async def dates(town):
    return [(t.accept_due, t.contact_due, t.fix_due, t.promised_at) for t in await town.tickets()]


async def handlers(town):
    return [t.handler_id for t in await town.tickets()]


async def test_the_manager_hands_all_of_them_over_in_two_taps(office):
    town, before = office, await dates(office)
    await town.off_duty("property")
    await town.until(at(18, "22:30"))
    await town.manager.says("/handover")
    assert "🌴 物业张师傅（12 件）" in await town.manager.buttons()
    assert await town.manager.presses("张师傅") == "请选交给谁"
    assert "物业张师傅手里有 12 件" in await town.manager.last()
    assert await town.manager.buttons() == ["物业何师傅", "物业马经理"]
    listed = len(await town.fixer.reads())
    assert await town.manager.presses("何师傅") == "好，12 件都交接了，已告诉居民"
    assert set(await handlers(town)) == {town.fixer.person_id}
    assert {t.status for t in await town.tickets()} == {Status.HANDLING}
    assert await dates(town) == before

    homes = [town.people[f"home{number}"] for number in range(1, TWELVE + 1)]
    assert [await heard(home, "物业何师傅接着办") for home in homes] == [[]] * TWELVE
    await town.until(at(19, "07:40"))  # nobody is told at night; in the morning each one once
    for home in homes:
        assert await heard(home, "物业何师傅接着办") == ["19 07:30"]
    new = [text for text in (await town.fixer.reads())[listed:] if text.startswith("🤲")]
    assert len(new) == 1
    assert new[0].count("1118-") == TWELVE
    assert len([b for b in await town.fixer.buttons() if b.startswith("看")]) == TWELVE
    assert len(await heard(town.property, "您手里的 12 件已由物业何师傅接手")) == 1

    events = await town.events("handover")
    assert {(e.person_id, e.values["by"]) for e in events} == {
        (town.fixer.person_id, town.manager.person_id)
    }
    assert await town.fixer.presses("看 1118-7") == "已发给您"
    assert "👤 物业何师傅" in await town.fixer.last()
    await nothing_is_silent(town)


async def test_the_one_who_stands_in_takes_all_in_one_tap(office):
    town, before = office, await dates(office)
    await town.property.says("/leave")
    await town.property.presses("三天")
    await town.property.presses("何")
    await town.after(minutes=1)
    assert (await town.fixer.buttons())[0] == "🤲 全部接手"
    assert await town.fixer.presses("全部接手") == "好，12 件都交接了，已告诉居民"
    assert set(await handlers(town)) == {town.fixer.person_id}
    assert await dates(town) == before
    assert "物业何师傅接着办" in await town.people["home12"].last()
    assert "手里已经没有" in await town.fixer.presses("全部接手")
    assert len(await town.events("take_over")) == TWELVE
    await nothing_is_silent(town)


async def test_one_resident_with_several_matters_hears_of_them_in_one_message(town):
    await town.staff("fixer", "何平", Role.PROPERTY_STAFF, "yongan-property")
    resident = await town.resident()
    for number in (1, 2, 3):
        await resident.says(f"{number}号楼2单元门坏了，关不上")
        await town.property.sends_press(f"accept:{number}")
    told = len(await resident.reads())
    fixer, sick = town.fixer.person_id, town.property.person_id
    await town.manager.sends_press(f"handover:0:to.{sick}.{fixer}")
    (text,) = (await resident.reads())[told:]
    assert text.count("物业何师傅接着办") == 3


async def test_a_button_of_another_day_moves_nothing_that_came_since(town):
    await town.staff("fixer", "何平", Role.PROPERTY_STAFF, "yongan-property")
    resident = await town.resident()
    await resident.says("1号楼2单元门坏了，关不上")
    await town.property.sends_press("accept:1")
    await town.manager.says("/handover")
    await town.manager.presses("物业张师傅")
    old = await town.manager.payload("物业何师傅")
    await town.after(days=2)
    await resident.says("2号楼2单元门坏了，关不上")
    await town.property.sends_press("accept:2")
    assert await town.manager.sends_press(old) == "刚才有变化，请再选一次"
    assert set(await handlers(town)) == {town.property.person_id}
    assert "2 件" in await town.manager.last()
    assert "2 件都交接了" in await town.manager.presses("物业何师傅")
    assert set(await handlers(town)) == {town.fixer.person_id}


# What a lead may not


async def test_a_lead_hands_over_what_is_of_the_own_unit_only(office):
    town = office
    sick, fixer = town.property.person_id, town.fixer.person_id
    for stranger in ("secretary", "fixer", "grid", "street", "home1"):
        actor = town.people[stranger]
        assert await actor.sends_press(f"handover:0:to.{sick}.{fixer}") != (
            "好，12 件都交接了，已告诉居民"
        )
    for forged in ("", ":", ":to", f":to.{sick}", f":to.{sick}.{town.grid.person_id}"):
        await town.manager.sends_press(f"handover:0{forged}")
    await town.manager.sends_press(f"handover:0:to.{sick}.{sick}")
    await town.fixer.sends_press(f"take_all:0:{sick}")  # stands in for nobody
    assert set(await handlers(town)) == {sick}
    assert await town.events("handover") == await town.events("take_over") == []
    await town.secretary.says("/handover")
    assert "没有人手里有单子" in await town.secretary.last()
    await town.fixer.says("/handover")
    assert "不归您的岗位用" in await town.fixer.last()


async def test_of_somebody_with_two_units_only_what_this_one_leads_is_handed_over(town):
    from db.models import Membership  # a second post, as small offices have them

    clerk = await town.staff("clerk", "孙丽", Role.COMMUNITY_STAFF, "yongan")
    async with town.deps.begin() as work:
        work.add(
            Membership(
                person_id=clerk.person_id,
                unit="yongan-property",
                role=Role.PROPERTY_STAFF,
                grid=None,
            )
        )
        await work.commit()
    resident = await town.resident()
    await resident.says("3号楼2单元门坏了，关不上")
    await resident.says(NOISE)
    for number in (1, 2):
        assert await clerk.sends_press(f"accept:{number}") == "接单成功，已告诉居民"
    taker = town.property.person_id
    toast = await town.manager.sends_press(f"handover:0:to.{clerk.person_id}.{taker}")
    assert toast == "好，1 件都交接了，已告诉居民"
    assert await handlers(town) == [taker, clerk.person_id]


# At the same moment


async def test_two_leads_at_once_hand_over_once(office):
    town = office
    await town.staff("second", "钱多", Role.PROPERTY_LEAD, "yongan-property")
    other = beside(town)
    sick = town.property.person_id
    takers = (town.fixer.person_id, town.manager.person_id)
    toasts = await asyncio.gather(
        _press(town.program, "manager", f"handover:0:to.{sick}.{takers[0]}"),
        _press(other, "second", f"handover:0:to.{sick}.{takers[1]}"),
    )
    await town.settle()
    await other.close()
    assert sorted(toasts) == sorted(["好，12 件都交接了，已告诉居民", "手里已经没有要办的单子了。"])
    (winner,) = set(await handlers(town))
    assert winner in takers
    assert len(await town.events("handover")) == TWELVE
    await nothing_is_silent(town)


async def test_one_is_finished_while_all_are_handed_over(office):
    town = office
    other = beside(town)
    sick, fixer = town.property.person_id, town.fixer.person_id
    await town.property.sends_press(f"pass:5:{town.manager.person_id}")
    toasts = await asyncio.gather(
        _press(town.program, "manager", f"handover:0:to.{sick}.{fixer}"),
        _press(other, "manager", "take_pass:5"),
    )
    await town.settle()
    await other.close()
    taken = toasts[1] == "接手成功，已告诉居民"
    expected = town.manager.person_id if taken else fixer
    assert (await town.ticket(5)).handler_id == expected
    assert {h for n, h in enumerate(await handlers(town), 1) if n != 5} == {fixer}
    await nothing_is_silent(town)


async def _press(program, chat, payload):
    pressed = Pressed("web", chat, f"{chat} {payload}", Sender(chat), payload)
    toast = await press_button(program.deps, pressed)
    return program.words.say(toast.lang, *toast.line)
