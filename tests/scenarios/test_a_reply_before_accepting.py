"""She repairs first and taps later: what staff answer to a card that nobody has accepted is kept,
and goes to the resident with the tap that accepts it."""

import pytest

from db.models import GroupPurpose
from domain.inbound import Incoming, Sender
from domain.lifecycle import Status
from domain.people import Role
from tests.scenarios.staging import nothing_is_silent
from tests.support.town import new_key, photo
from workflows.hear_message import hear_message

LIGHT = "永安花园3号楼2单元楼道灯坏了"


async def card_of(actor) -> str:
    return str((await actor.bubbles())[-1].id)


@pytest.fixture
async def resident(town):
    resident = await town.resident()
    await resident.says(LIGHT)
    return resident


@pytest.mark.parametrize("words", ["疏通了", "到5号楼了", "", "灯泡换好了，3号楼2单元"])
async def test_it_waits_for_the_tap_and_then_goes_to_her(town, resident, words):
    before = await resident.reads()
    await town.property.says(words, media=[photo()], reply_to=await card_of(town.property))
    assert "1118-1 还没接单" in await town.property.last()
    assert all("接单" in label for label in await town.property.buttons())
    assert await resident.reads() == before, "nobody has taken it"
    (ticket,) = await town.tickets()
    assert (ticket.status, ticket.contacted_at) == (Status.QUEUED, None)
    await town.property.presses("接单·今天")
    (told,) = [one for one in await resident.bubbles() if one.media]
    assert words in told.text
    assert "已转给居民" in await town.property.last()
    assert (await town.ticket()).contacted_at is not None
    await nothing_is_silent(town)
    await town.property.presses("办结")
    assert (await town.ticket()).status is Status.DONE, "the photo is the evidence"


async def test_of_a_nod_nothing_is_kept(town, resident):
    await town.property.says("收到", reply_to=await card_of(town.property))
    assert "1118-1 还没接单" in await town.property.last()
    await town.property.presses("接单·今天")
    assert not any("收到" in text and "接单" not in text for text in await resident.reads())
    assert await town.events("noted") == []


async def test_each_waits_for_their_own_tap(town, resident):
    await town.property.says("疏通了", media=[photo()], reply_to=await card_of(town.property))
    await town.manager.sends_press("accept:1")
    assert not any("疏通了" in text for text in await resident.reads())


async def test_danger_and_a_matter_of_another_kind_are_reports(town, resident):
    card = await card_of(town.property)
    await town.property.says("5号楼楼上半夜一直吵，睡不着", reply_to=card)
    assert len(await town.tickets()) == 2
    await town.property.says("7号楼着火了，快来人", reply_to=card)
    assert (await town.ticket()).level == "L0"


async def test_who_may_not_accept_it_is_heard_as_before(town, resident):
    card = await card_of(town.property)
    await town.grid.says("疏通了", reply_to=card)
    assert not any("还没接单" in text for text in await town.grid.reads())


# In groups


async def writes(town, group: str, who: str, text: str, media=()) -> None:
    """A colleague answers the newest card in a group."""
    await hear_message(
        town.deps,
        Incoming(
            channel="web",
            chat=group,
            key=new_key("key"),
            sender=Sender(who, name=who),
            text=text,
            media=tuple(media),
            reply_to=await card_of(town.people[group]),
            in_group=True,
        ),
    )
    await town.settle()


@pytest.fixture
async def at_work(town):
    """The company's group, where the card stands as well."""
    await town.group("work", "yongan-property", GroupPurpose.STAFF)
    resident = await town.resident()
    await resident.says(LIGHT)
    return resident


async def test_in_the_group_at_work_it_waits_for_the_tap_too(town, at_work):
    before = await at_work.reads()
    await writes(town, "work", "property", "已经修好了", [photo()])
    assert "1118-1 还没接单" in await town.work.last()
    assert all("接单" in label for label in await town.work.buttons())
    assert await at_work.reads() == before
    taken = [p for m in await town.work.bubbles() for row in m.buttons for _, p in row]
    await town.work.sends_press(taken[-1], sender=Sender("property"))
    (told,) = [one for one in await at_work.bubbles() if one.media]
    assert "已经修好了" in told.text
    assert "已转给居民" in "".join(await town.property.reads())
    assert (await town.ticket()).handler_id == town.property.person_id
    assert await town.work.buttons() == []
    await nothing_is_silent(town)


@pytest.mark.parametrize("words", ["收到", "谁有空去看看？", "小王你去", "我在5号楼", "今天忙死了"])
async def test_what_colleagues_talk_in_the_group_is_not_for_us(town, at_work, words):
    before = await town.work.reads()
    await writes(town, "work", "property", words)
    assert await town.work.reads() == before
    assert await town.events("noted") == []


async def test_who_may_not_accept_it_is_not_heard_in_the_group(town, at_work):
    before = await town.work.reads()
    await writes(town, "work", "grid", "已经修好了")
    assert await town.work.reads() == before
    assert await town.events("noted") == []


@pytest.fixture
async def called(town, resident):
    """Nobody took it in time, and the team is called."""
    await town.group("team", "yongan", GroupPurpose.VANGUARD)
    await town.staff("wang", "王强", Role.VOLUNTEER, "yongan")
    await town.until((await town.ticket()).accept_due)
    assert await town.team.buttons() == ["🚩 现场认领"]
    return resident


async def test_a_volunteer_s_answer_waits_for_the_claim(town, called):
    before = await called.reads()
    await writes(town, "team", "wang", "到了", [photo()])
    assert await town.team.last() == ("1118-1 还没人认领。点一下认领，您刚才发的就转给居民。")
    assert await town.team.buttons() == ["🚩 现场认领"]
    assert await called.reads() == before
    await town.team.sends_press("claim:1", sender=Sender("wang"))
    (told,) = [one for one in await called.bubbles() if one.media]
    assert "到了" in told.text
    assert (await town.ticket()).contacted_at is not None
    assert await town.team.buttons() == []
    await nothing_is_silent(town)


async def test_after_somebody_else_s_claim_it_is_nobody_s(town, called):
    await town.staff("zhao", "赵敏", Role.VOLUNTEER, "yongan")
    await writes(town, "team", "zhao", "到了")
    await town.team.sends_press("claim:1", sender=Sender("wang"))
    assert "到了" not in "".join(await called.reads())
    said = await town.team.reads()
    await writes(town, "team", "zhao", "修好了")
    assert await town.team.reads() == said
