"""转给同事: asked, taken or not, and never moved without a yes."""

import pytest

from db.models import Membership
from domain.lifecycle import Status
from domain.people import Role
from tests.scenarios.staging import DOOR, NOISE, nothing_is_silent
from tests.support.town import photo


@pytest.fixture
async def office(town):
    await town.staff("fixer", "何平", Role.PROPERTY_STAFF, "yongan-property")
    await town.staff("third", "孔明", Role.PROPERTY_STAFF, "yongan-property")
    town.people["resident"] = await town.resident()
    await town.people["resident"].says(DOOR)
    await town.property.presses("接单")
    return town


async def asks(town, whom: str) -> None:
    assert await town.property.sends_press("pass:1") == "请选转给谁"
    assert await town.property.presses(whom) == "已经问了，等对方点头"


async def handler(town) -> int | None:
    return (await town.ticket(1)).handler_id


async def test_the_colleague_is_asked_and_takes_it(office):
    town, before = office, await office.ticket(1)
    await asks(town, "何师傅")
    assert "对方点“我接”之前，还归您办" in await town.property.last()
    offer = await town.fixer.last()
    assert "物业张师傅想把这一件转给您" in offer and "门坏了" in offer
    assert await town.fixer.buttons() == ["✋ 我接", "🙅 接不了"]
    assert await handler(town) == town.property.person_id
    await town.fixer.says("我接")  # typed instead of tapped
    assert await town.fixer.last() == "接手成功，已告诉居民"
    ticket = await town.ticket(1)
    assert (ticket.handler_id, ticket.status) == (town.fixer.person_id, Status.HANDLING)
    assert "物业何师傅接着办" in await town.people["resident"].last()
    assert any("已由物业何师傅接手" in text for text in await town.property.reads())
    dates = ("accept_due", "contact_due", "fix_due", "promised_at")
    assert [getattr(ticket, d) for d in dates] == [getattr(before, d) for d in dates]
    (event,) = await town.events("take_pass")
    assert (event.person_id, event.values["before"]) == (
        town.fixer.person_id,
        town.property.person_id,
    )
    assert "不归您" in await town.property.sends_press("pass:1")
    assert "已经在您手里" in await town.fixer.sends_press("take_pass:1")
    await nothing_is_silent(town)


async def test_colleagues_who_are_called_alike_can_be_told_apart(office):
    town = office
    await town.staff("he2", "何静", Role.PROPERTY_STAFF, "yongan-property")
    await town.property.sends_press("pass:1")
    labels = await town.property.buttons()
    assert {"物业何师傅 · 何平", "物业何师傅 · 何静", "物业孔师傅"} <= set(labels)
    await town.property.presses("何静")
    assert "物业张师傅想把这一件转给您" in await town.he2.last()


async def test_nobody_of_a_unit_that_has_nothing_to_do_with_it_is_offered(office):
    town = office
    async with town.deps.begin() as work:
        work.add(
            Membership(
                person_id=town.property.person_id,
                unit="red-alliance",
                role=Role.STAND_IN,
                grid=None,
            )
        )
        await work.commit()
    await town.property.sends_press("pass:1")
    labels = await town.property.buttons()
    assert "物业何师傅" in labels
    assert not [label for label in labels if "赵" in label]


async def test_the_colleague_cannot_and_it_stays(office):
    town = office
    await asks(town, "何师傅")
    assert await town.fixer.presses("接不了") == "好，已告诉同事"
    assert "物业何师傅接不了，还归您办" in await town.property.last()
    assert await handler(town) == town.property.person_id
    assert await town.fixer.buttons() == [], "an answered question has no buttons"
    assert "不用您接了" in await town.fixer.sends_press("take_pass:1")
    assert await handler(town) == town.property.person_id


async def test_a_second_offer_takes_the_place_of_the_first(office):
    town = office
    await asks(town, "何师傅")
    await asks(town, "孔师傅")
    assert await town.fixer.buttons() == []
    assert "不用您接了" in await town.fixer.sends_press("take_pass:1")
    assert await town.third.presses("我接") == "接手成功，已告诉居民"
    assert await handler(town) == town.third.person_id


async def test_a_colleague_tapped_twice_is_asked_once(office):
    town = office
    await asks(town, "何师傅")
    offers = len(await town.fixer.reads())
    again = f"pass:1:{town.fixer.person_id}"
    assert await town.property.sends_press(again) == "已经问了，等对方点头"
    assert len(await town.events("pass")) == 1 and len(await town.fixer.reads()) == offers
    await town.fixer.presses("我接")
    assert "已经在您手里" in await town.fixer.sends_press("decline_pass:1")
    await town.fixer.presses("办结")
    await town.fixer.says("修好了", media=[photo()])
    assert "已经办结" in await town.fixer.sends_press("decline_pass:1")


async def test_an_offer_is_over_when_the_ticket_has_gone_on(office):
    town = office
    await asks(town, "何师傅")
    await town.property.presses("办结")
    await town.property.says("门修好了", media=[photo()])
    assert await town.fixer.buttons() == []
    assert "已经办结" in await town.fixer.sends_press("take_pass:1")
    resident = town.people["resident"]
    await resident.presses("没解决")
    await town.third.presses("接单")  # it is done again by somebody else
    assert "不用您接了" in await town.fixer.sends_press("take_pass:1")  # of the round before
    assert await handler(town) == town.third.person_id


@pytest.mark.parametrize("chat", ["third", "manager", "grid", "secretary", "resident"])
async def test_nobody_takes_what_was_offered_to_another(office, chat):
    town = office
    await asks(town, "何师傅")
    for verb in ("take_pass", "decline_pass", "pass"):
        assert "不归您" in await town.people[chat].sends_press(f"{verb}:1")
    assert await handler(town) == town.property.person_id
    assert len(await town.events("pass")) == 1


async def test_only_colleagues_at_work_can_be_chosen(office):
    town = office
    await town.off_duty("third")
    await town.fixer.says("/leave")
    await town.fixer.presses("今天")
    await town.fixer.presses("没有人")
    await town.property.sends_press("pass:1")
    assert await town.property.buttons() == ["物业马经理"]
    for somebody in ("third", "fixer", "grid", "property"):
        forged = f"pass:1:{town.people[somebody].person_id}"
        assert "认不出来" in await town.property.sends_press(forged)
    await town.off_duty("manager")
    assert "没有同事在岗" in await town.property.sends_press("pass:1")
    assert await town.events("pass") == []


async def test_those_of_the_same_post_and_grid_come_first_and_are_eight_at_most(town):
    await town.staff("clerk", "孙丽", Role.COMMUNITY_STAFF, "yongan")
    for number in range(7):
        await town.staff(f"far{number}", f"远{number}", Role.GRID_WORKER, "yongan", "grid-2")
    await town.staff("near", "近水", Role.GRID_WORKER, "yongan", "grid-1")
    resident = await town.resident()
    await resident.says(NOISE)
    await town.grid.presses("接单")
    await town.grid.sends_press("pass:1")
    offered = await town.grid.buttons()
    assert offered[0] == "网格员小近"
    assert len(offered) == 9 and offered[-1].startswith("⋯ 更多（")
    assert all(name.startswith("网格员") for name in offered[:8])


async def test_a_repeated_tap_asks_once(office):
    town = office
    payload = f"pass:1:{town.fixer.person_id}"
    await town.property.sends_press(payload, key="the same")
    told = len(await town.fixer.reads())
    assert await town.property.sends_press(payload, key="the same") == "已经收到了"
    assert len(await town.fixer.reads()) == told
    assert len(await town.events("pass")) == 1
