"""Nobody answers for three days: reminded, then told rung by rung, once each, never at night."""

from db.models import TimerState
from domain.lifecycle import Status
from tests.scenarios.staging import NOISE, STAFF, TAKES, at, heard, nothing_is_silent

DARK = "3号楼2单元楼道灯坏了，太黑了，老人差点摔倒"


async def test_it_climbs_rung_by_rung_and_an_accept_ends_it(town):
    resident = await town.resident()
    await resident.says(NOISE)
    opened = await town.ticket()
    assert (opened.level, opened.lead_unit) == ("L3", "yongan")
    for _ in range(12):
        await town.after(hours=6)
        await nothing_is_silent(town)

    assert await heard(town.grid, "还没人接单") == ["18 10:00", "18 10:36"]
    assert await heard(town.grid, "超时没人接单") == [
        "18 11:00",
        "18 12:00",
        "18 15:00",
        "19 15:30",
        "20 16:00",
    ]
    assert await heard(town.secretary, "没人接单") == ["18 11:00"]
    assert await heard(town.street, "没人接单") == ["18 12:00"]
    assert await heard(town.district, "没人接单") == ["18 15:00", "19 15:30", "20 16:00"]
    for bystander in (town.property, town.manager, town.alliance, town.grid2):
        assert await bystander.reads() == []
    answer, *told = await resident.reads()
    assert "本来说好" in answer, "her card owns up to the date that has passed"
    climbed = [text for _, text in (await resident.was_told())[1:] if "⏫" in text]
    assert [text for text in told if "⏫" in text] == climbed[-1:], "the newest stands"
    assert climbed == [
        "⏫ 1118-1 还没办好，我们已经报给永安社区（书记），请他们盯着。",
        "⏫ 1118-1 还没办好，我们已经报给建中街街道（值班领导），请他们盯着。",
        "⏫ 1118-1 还没办好，我们已经报给二七区（值班领导），请他们盯着。",
    ]
    ticket = await town.ticket()
    assert (ticket.status, ticket.rung) == (Status.QUEUED, 3)
    assert (ticket.accept_due, ticket.fix_due) == (opened.accept_due, opened.fix_due)
    assert [e.values["unit"] for e in await town.events("escalated")] == [
        "yongan",
        "jianzhong",
        "erqi",
    ]

    assert await town.street.buttons() == [*TAKES, "👀 知道了，我盯着"]
    assert await town.street.presses("知道了") == "好，记下了"
    assert await town.street.presses("接单") == "接单成功，已告诉居民"
    assert "周主任接单了，马上跟您联系" in await resident.last()
    card = await town.street.last()
    assert NOISE in card and "周主任已接单" in card
    await town.street.presses("反馈")
    await town.street.says("今晚上门，请您放心")
    assert "今晚上门" in await resident.last()
    before = {chat: len(await town.people[chat].reads()) for chat in STAFF}
    await town.after(hours=30)
    assert before == {chat: len(await town.people[chat].reads()) for chat in STAFF}
    assert (
        "1118-1" in (await town.grid.reads())[0] and "周主任已接单" in (await town.grid.reads())[0]
    )
    await nothing_is_silent(town)


async def test_an_acknowledgement_is_not_an_accept(town):
    resident = await town.resident()
    await resident.says(NOISE)
    await town.until(at(18, "11:30"))
    await town.secretary.presses("知道了")
    assert (await town.ticket()).status is Status.QUEUED
    await town.until(at(18, "12:00"))
    assert await heard(town.street, "没人接单") == ["18 12:00"]
    assert [e.values["rung"] for e in await town.events("acknowledge")] == [1]
    await nothing_is_silent(town)


async def test_she_hears_of_each_step_up_of_every_limit_and_round(town):
    """That the secretary once heard that nobody took it does not hide that nobody spoke to her, nor
    that nobody takes it again."""
    resident = await town.resident()
    await resident.says(NOISE)
    await town.until(at(18, "11:30"))
    await town.grid.sends_press("accept:1")
    await town.until(at(19, "09:30"))
    assert await heard(town.secretary, "⏫") == ["18 11:00", "19 09:00"]
    assert (await heard(resident, "报给永安社区（书记）"))[-2:] == ["18 11:00", "19 09:00"]
    await town.grid.sends_press("resolve:1")
    await town.grid.says("说好了")
    await resident.sends_press("unsolved:1")
    await town.until(at(19, "11:40"))
    assert (await heard(town.secretary, "没人接单"))[-1] == "19 11:30"
    assert (await heard(resident, "报给永安社区（书记）"))[-1] == "19 11:30"
    steps = [(e.values["clock"], e.values["rung"]) for e in await town.events("escalated")]
    assert steps == [("accept", 1), ("contact", 1), ("accept", 1)]
    await nothing_is_silent(town)


async def test_at_night_everybody_sleeps_and_hears_it_in_the_morning(town_at):
    town = await town_at(at(18, "21:00"))
    resident = await town.resident()
    await resident.says(DARK)
    assert (await town.ticket()).level == "L2"
    await town.until(at(19, "07:29"))
    await nothing_is_silent(town)
    assert await heard(town.property, "还没人接单") == ["18 21:15", "18 21:24"]
    assert await heard(town.manager, "没人接单") == ["18 21:30"]
    assert await town.secretary.reads() == await town.street.reads() == []
    await town.until(at(19, "07:31"))
    for level in (town.secretary, town.street, town.district):
        assert await heard(level, "没人接单") == ["19 07:30"]
    assert len(await heard(town.property, "超时没人接单")) == 2  # 21:30, and one for the night
    assert [t for t in await resident.reads() if "⏫" in t][-1] == (
        "⏫ 1118-1 还没办好，我们已经报给二七区（值班领导），请他们盯着。"
    )
    await _nobody_was_woken(resident, *(town.people[chat] for chat in STAFF))


async def test_at_noon_everybody_rests(town_at):
    town = await town_at(at(18, "12:00"))
    resident = await town.resident()
    await resident.says(DARK)
    await town.until(at(18, "18:00"))
    assert await heard(town.property, "还没人接单") == ["18 12:15", "18 12:24"]
    assert await heard(town.manager, "没人接单") == ["18 14:00"]
    assert await heard(town.secretary, "没人接单") == ["18 14:00"]
    assert await heard(town.street, "没人接单") == ["18 14:30"]
    assert await heard(town.district, "没人接单") == ["18 15:30"]
    await _nobody_was_woken(resident, *(town.people[chat] for chat in STAFF))
    await nothing_is_silent(town)


async def _nobody_was_woken(*people):
    for actor in people:
        quiet = actor.town.deps.rules.quiet
        for message in await actor.bubbles():
            assert quiet.end_of_quiet(message.at) == message.at, (actor.chat, message.text)


async def test_an_accepted_ticket_leaves_no_clock_of_accepting(town):
    resident = await town.resident()
    await resident.says(NOISE)
    await town.until(at(18, "12:30"))
    await town.grid.presses("接单")
    waiting = [t.clock for t in await town.timers() if t.state is TimerState.PENDING]
    assert sorted(waiting) == ["contact", "eta", "fix", "news"]
    await nothing_is_silent(town)
