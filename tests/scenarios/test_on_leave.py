"""请假: whoever is away is not asked, whoever stands in is, and nothing they had in hand is left
lying."""

import pytest

from db.absences import newest_of
from db.models import Ticket
from db.time_rows import Absence
from domain.lifecycle import Status
from domain.people import Role
from tests.scenarios.staging import DOOR, NOISE, at, heard, nothing_is_silent


async def goes(actor, span: str, deputy: str = "没有人") -> None:
    await actor.says("/leave")
    await actor.presses(span)
    await actor.presses(deputy)


@pytest.fixture
async def office(town):
    await town.staff("clerk", "孙丽", Role.COMMUNITY_STAFF, "yongan")
    await town.staff("fixer", "何平", Role.PROPERTY_STAFF, "yongan-property")
    return town


# Who is asked


async def test_a_secretary_on_leave_with_a_deputy(office):
    town = office
    await goes(town.secretary, "一周", "孙")
    assert "社区孙同志替您代岗" in await town.secretary.last()
    assert "陈书记请假" in await town.clerk.last()
    resident = await town.resident()
    await resident.says(NOISE)
    await town.until(at(18, "11:30"))
    assert await heard(town.secretary, "没人接单") == []
    assert await heard(town.clerk, "没人接单") == ["18 11:00"]
    assert await heard(town.street, "没人接单") == []
    assert "已经报给永安社区（书记）" in await resident.last()
    assert await town.clerk.presses("知道了") == "好，记下了"
    assert await town.clerk.presses("接单") == "接单成功，已告诉居民"
    assert "社区孙同志接单了" in await resident.last()  # under her own role
    await nothing_is_silent(town)


async def test_the_deputy_rules_in_the_secretarys_place(office):
    town = office
    await goes(town.secretary, "三天", "孙")
    resident = await town.resident()
    await resident.says(NOISE)
    ticket = (await town.ticket()).id
    async with town.deps.begin() as work:
        (await work.get(Ticket, ticket)).status = Status.RULING
        await work.commit()
    assert "不归您" in await town.street.sends_press(f"rule:{ticket}:property")
    assert await town.clerk.sends_press(f"rule:{ticket}:property") == "已裁定：物业"
    await nothing_is_silent(town)


async def test_a_secretary_on_leave_without_a_deputy_is_passed_over(office):
    town = office
    await goes(town.secretary, "一周")
    assert "永安社区（书记）没有人在岗，新单会转给建中街街道" in await town.secretary.last()
    assert "永安社区（书记）" in await town.street.last()
    resident = await town.resident()
    await resident.says(NOISE)
    await town.until(at(18, "11:30"))
    assert await heard(town.secretary, "没人接单") == []
    assert await heard(town.street, "没人接单") == ["18 11:00"]
    await nothing_is_silent(town)


async def test_the_leave_ends_by_itself(office):
    town = office
    await goes(town.secretary, "今天")
    resident = await town.resident()
    await town.until(at(19, "09:00"))
    await resident.says(NOISE)
    await town.until(at(19, "11:30"))
    assert await heard(town.secretary, "没人接单") == ["19 11:00"]


async def test_a_leave_from_tomorrow_leaves_today_as_it_is(office):
    town = office
    await goes(town.secretary, "明天")
    resident = await town.resident()
    await resident.says(NOISE)
    await town.until(at(18, "11:30"))
    assert await heard(town.secretary, "没人接单") == ["18 11:00"]


async def test_whoever_comes_back_is_asked_again_and_the_deputy_no_longer_may(office):
    town = office
    await goes(town.secretary, "直到我回来", "孙")
    await town.after(hours=1)
    await town.secretary.says("/back")
    assert "欢迎回来" in await town.secretary.last()
    assert "陈书记回来了" in await town.clerk.last()
    resident = await town.resident()
    await resident.says(NOISE)
    await town.until(at(18, "12:10"))
    assert len(await heard(town.secretary, "没人接单")) == 1
    assert await heard(town.clerk, "没人接单") == []
    await town.secretary.says("/back")
    assert await town.secretary.last() == "您没有请假。"


async def test_a_deputy_who_goes_away_hands_on_to_their_own(office):
    town = office
    await goes(town.secretary, "一周", "孙")
    await goes(town.clerk, "一周", "李")
    resident = await town.resident()
    await resident.says(NOISE)
    await town.until(at(18, "11:30"))
    assert await heard(town.clerk, "没人接单") == []
    assert "18 11:00" in await heard(town.grid, "没人接单，请")


async def test_two_who_stand_in_for_each_other_leave_it_to_the_ladder(office):
    town = office
    await goes(town.clerk, "明天", "陈")
    await goes(town.secretary, "一周", "孙")
    resident = await town.resident()
    await town.until(at(19, "09:00"))
    await resident.says(NOISE)
    await town.until(at(19, "11:30"))
    assert (
        await heard(town.secretary, "没人接单，请") == await heard(town.clerk, "没人接单，请") == []
    )
    assert await heard(town.street, "没人接单，请") == ["19 11:00"]
    await nothing_is_silent(town)


# How long it is said to be


@pytest.mark.parametrize(
    ("span", "said"),
    [
        ("今天", "从 今天 09:00 到当天结束，"),
        ("明天", "从 11月19日（周四） 到当天结束，"),
        ("三天", "从 今天 09:00 到11月20日（周五），"),
        ("一周", "从 今天 09:00 到11月24日（周二），"),
        ("直到我回来", "从 今天 09:00 到您回来，"),
    ],
)
async def test_the_last_day_is_said_as_a_day(office, span, said):
    town = office
    await goes(town.secretary, span, "孙")
    texts = await town.secretary.reads()
    assert said in next(text for text in texts if text.startswith("🌴 好"))
    told = await town.clerk.last()
    to_another = said.replace("您回来", "本人回来")
    assert to_another in told and "00:00" not in told + "".join(texts)


async def test_a_time_that_was_meant_is_said(office):
    town = office
    async with town.deps.begin() as work:
        number = town.secretary.person_id
        work.add(Absence(person_id=number, since=at(18, "08:00"), until=at(18, "15:30")))
        await work.commit()
    await town.secretary.says("/leave")
    assert "今天 08:00 到今天 15:30" in await town.secretary.last()


# What they had in hand


async def test_a_deputy_is_told_of_what_was_in_hand_and_takes_it_over(office):
    town = office
    resident = await town.resident()
    await resident.says(DOOR)
    await town.property.presses("接单")
    await goes(town.property, "三天", "何")
    await town.after(minutes=1)
    assert "物业张师傅请假，手里有 1 件" in await town.fixer.last()
    assert "1118-1" in await town.fixer.last()
    told = len(await town.fixer.reads())
    await town.after(minutes=1)
    assert len(await town.fixer.reads()) == told  # once
    assert "不归您" in await town.manager.sends_press("take_over:1")
    assert await town.fixer.presses("接手") == "接手成功，已告诉居民"
    ticket = await town.ticket()
    assert (ticket.handler_id, ticket.status) == (town.fixer.person_id, Status.HANDLING)
    assert "物业何师傅接着办" in await resident.last()
    assert [e.person_id for e in await town.events("take_over")] == [town.fixer.person_id]
    assert "已经在您手里" in await town.fixer.presses("接手")
    assert await town.fixer.presses("办结") == "请发一张办好后的照片"
    await nothing_is_silent(town)


async def test_reminders_go_to_the_deputy_until_it_is_taken_over(office):
    town = office
    resident = await town.resident()
    await resident.says(DOOR)
    await town.property.presses("接单")
    await goes(town.property, "一周", "何")
    before = len(await town.property.reads())
    await town.until(at(19, "09:30"))
    assert len(await heard(town.fixer, "请在")) >= 1
    assert "🤲 接手 1118-1" in await town.fixer.buttons()
    later = (await town.property.reads())[before:]
    assert [text for text in later if text.startswith("⏰")] == []
    await nothing_is_silent(town)


async def test_without_a_deputy_it_goes_back_to_its_queue(office):
    town = office
    resident = await town.resident()
    await resident.says(DOOR)
    await town.property.presses("接单")
    await goes(town.property, "三天")
    await town.after(minutes=1)
    ticket = await town.ticket()
    assert (ticket.handler_id, ticket.status) == (None, Status.QUEUED)
    assert "没有人代岗，已退回去" in await town.property.last()
    assert "✋ 接单·马上" in await town.fixer.buttons()
    assert "转给永安物业" in await resident.last()
    await nothing_is_silent(town)


async def on_hold(town):
    resident = await town.resident()
    await resident.says(DOOR)
    for tap in ("接单", "延期/挂起", "挂起", "等居民", "明天", "不用说明"):
        await town.property.presses(tap)
    await town.manager.presses("同意")
    return resident


async def test_what_is_on_hold_stays_until_its_day_and_goes_back_then(office):
    town = office
    resident = await on_hold(town)
    await goes(town.property, "一周")
    await town.until(at(19, "08:00"))
    assert (await town.ticket()).handler_id == town.property.person_id
    await town.until(at(19, "08:30"))
    assert (await town.ticket()).status is Status.QUEUED
    assert await heard(town.property, "挂起结束") == []
    assert "没有人代岗，已退回去" in await town.property.last()
    assert "✋ 接单·马上" in await town.fixer.buttons()
    assert "转给永安物业" in await resident.last()
    await nothing_is_silent(town)


async def test_the_end_of_a_hold_is_told_to_whoever_stands_in(office):
    town = office
    await on_hold(town)
    await goes(town.property, "一周", "何")
    await town.after(minutes=1)
    await town.until(at(19, "08:30"))
    assert await heard(town.property, "挂起结束") == []
    assert "挂起结束，请接着办" in await town.fixer.last()
    assert await town.fixer.presses("接手") == "接手成功，已告诉居民"
    await nothing_is_silent(town)


async def test_what_is_taken_while_away_stays(office):
    town = office
    resident = await town.resident()
    await goes(town.property, "三天")
    await town.after(minutes=1)
    await resident.says(DOOR)
    await town.property.sends_press("accept:1")
    await town.after(minutes=5)
    assert (await town.ticket()).handler_id == town.property.person_id


async def test_a_planned_leave_settles_as_it_begins(office):
    town = office
    resident = await town.resident()
    await resident.says(DOOR)
    await town.property.presses("接单")
    await goes(town.property, "明天")
    await town.after(hours=1)
    assert (await town.ticket()).handler_id == town.property.person_id
    await town.until(at(19, "00:05"))
    assert (await town.ticket()).status is Status.QUEUED
    await nothing_is_silent(town)


# What cannot be


@pytest.mark.parametrize(
    "choice", ["", ":never", ":today.999", ":today.none.1", ":today.secretary"]
)
async def test_a_forged_choice_changes_nothing(office, choice):
    town = office
    assert "认不出来" in await town.secretary.sends_press(f"leave:0{choice}")
    async with town.deps.begin() as work:
        assert await newest_of(work, town.secretary.person_id) is None


async def test_a_resident_has_no_leave(office):
    resident = await office.resident()
    assert "认不出来" in await resident.sends_press("leave:0:today.none")
