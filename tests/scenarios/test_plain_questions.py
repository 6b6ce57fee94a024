"""Residents ask the office itself: who is there, when it is open, when the water comes back, or for
somebody to talk to. They get the fact, and no ticket stands in anybody's way."""

import pytest

from bot.settings import Residents
from tests.scenarios.staging import nothing_is_silent
from tests.support.town import START


@pytest.mark.parametrize("question", ["今天谁值班", "网格员电话多少", "物业电话"])
async def test_who_is_there(town, question):
    resident = await town.resident()
    await resident.says(question)
    answer = await resident.last()
    assert answer.startswith("👥 现在值班：网格员小李、")
    assert answer.endswith("有事在这里说一句，他们马上看到。")
    assert await town.tickets() == []


@pytest.mark.parametrize("words", ["在吗", "我想反映个问题", "我要报修", "有件事要说"])
async def test_who_has_not_said_it_yet_is_listened_to(town, words):
    resident = await town.resident()
    await resident.says(words)
    assert await resident.last() == "🙂 我在呢，您说。什么事、在哪栋楼，一句话就行，可以带照片。"
    assert await town.tickets() == []
    await resident.says("3号楼2单元楼道灯坏了")
    assert len(await town.tickets()) == 1


async def test_on_a_day_off_she_hears_when_they_are_back(town):
    resident = await town.resident()
    await town.after(days=3)  # a Saturday
    await resident.says("今天谁值班")
    assert (await resident.last()) == (
        "🌙 现在没人值班。有事先在这里说一句，上班就办；危险的事随时有人。\n"
        "🕘 社区上班时间：08:30-12:00、14:00-18:00，最近上班的一天是11月23日（周一）。"
        "有事随时在这里说。"
    )


async def test_when_it_is_open(town):
    resident = await town.resident()
    await resident.says("社区几点上班")
    assert "08:30-12:00、14:00-18:00" in await resident.last()
    assert await town.tickets() == []


@pytest.mark.parametrize("wish", ["转人工", "我要找书记"])
async def test_who_wants_a_person_gets_one(town, wish):
    resident = await town.resident()
    await resident.says(wish)
    assert "已交给永安社区（网格员）" in "\n".join(await resident.reads())
    assert "属于哪一类" not in "\n".join(await resident.reads())
    assert [one.lead_unit for one in await town.tickets()] == ["yongan"]
    await nothing_is_silent(town)


async def test_when_the_water_comes_back_is_a_report_where_nothing_was_told(town):
    resident = await town.resident()
    await resident.says("今天几点来水")
    (ticket,) = await town.tickets()
    assert (ticket.category, ticket.text) == ("repair", "今天几点来水")


async def test_when_the_water_comes_back_is_told_where_it_is_known(town):
    resident = await town.resident("asks", "yongan-garden")
    await town.secretary.says("/notice 明天8点到18点停水检修，请提前备水")
    await town.secretary.presses("全部都发")
    await town.secretary.presses("发送")
    await town.after(minutes=5)
    await resident.says("停水停到几点")
    answer = await resident.last()
    assert answer.startswith("🏘 永安花园最近：") and "停水检修" in answer
    assert await town.tickets() == []


async def test_news_of_a_lamp_answer_no_question_about_water(town):
    neighbour = await town.resident("neighbour")
    await neighbour.says("永安花园院里的路灯都不亮了")
    resident = await town.resident("asks", "yongan-garden")
    await resident.says("停水停到几点")
    assert "收到" in "\n".join(await resident.reads())
    assert len(await town.tickets()) == 2


async def test_at_night_nobody_is_said_to_be_there(town):
    resident = await town.resident()
    await town.after(hours=14)
    await resident.says("现在谁值班")
    assert (await resident.last()).startswith("🌙 现在没人值班。")


async def test_whoever_asks_for_a_person_again_and_again_is_slowed_down_like_anybody(town_at):
    town = await town_at(START, residents=Residents(reports_an_hour=2))
    resident = await town.resident()
    for _ in range(4):
        await resident.says("转人工")
    await town.after(hours=1)
    assert len({one.lead_unit for one in await town.tickets()}) == 1
    assert len([one for one in await resident.reads() if "收到，您放心" in one]) < 4


async def test_a_complaint_about_the_phone_is_none_of_these(town):
    resident = await town.resident()
    await resident.says("物业电话没人接")
    assert len(await town.tickets()) == 1


async def test_praise_opens_nothing(town):
    resident = await town.resident()
    await resident.says("我要表扬网格员小李，帮我搬煤气罐")
    assert await town.tickets() == [] and "不用客气" in await resident.last()
