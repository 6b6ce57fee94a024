"""学新词: residents correct the same misreading, at night it is measured, the secretary says yes or
no, and nothing changes before that."""

import asyncio
import logging
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from db.lesson_rows import Example, ExampleSource, Proposal, ProposalState, Study
from db.models import Membership, Outbox
from domain.org import Compound, Organisation, Unit, UnitKind
from domain.people import Role
from tests.support.town import ZONE, beside

WROTE = (
    "天天夜里轰隆轰隆响",
    "半夜里轰隆一声，人都吓醒了",
    "我们单元老是轰隆轰隆的",
    "上下楼的时候轰隆响，害怕",
    "轰隆轰隆的响声，从早到晚",
)
SIXTH = "隔壁单元今天又轰隆起来了"
RIGHT = ("facilities", "yongan-property")
NIGHT = datetime(2026, 11, 19, 3, 0, tzinfo=ZONE)
MORNING = datetime(2026, 11, 19, 7, 30, tzinfo=ZONE)


async def corrected(town, texts=WROTE, category="facilities") -> None:
    """Each of these is written by a resident of her own, and put right by her."""
    await town.after(minutes=1)
    for number, text in enumerate(texts):
        resident = await town.resident(f"resident-{number}")
        await resident.says(text)
        ticket = await town.ticket()
        assert await resident.sends_press(f"correct:{ticket.id}:{category}") == "已改好"


async def questions(town) -> list[str]:
    return [text for text in await town.secretary.reads() if "📚" in text]


async def category_of(town, text: str, chat: str, compound: str = "yongan-garden"):
    resident = await town.resident(chat, compound)
    await resident.says(text)
    ticket = await town.ticket()
    return ticket.category, ticket.lead_unit


async def states(town) -> list[ProposalState]:
    return [row.state for row in await town.rows(Proposal)]


@pytest.fixture
async def asked(town):
    """Five corrections, a night, and the question in the morning."""
    await corrected(town)
    await town.until(MORNING)
    return town


async def test_from_five_corrections_to_the_right_desk(town):
    await corrected(town)
    assert await town.rows(Proposal) == []
    await town.until(NIGHT + timedelta(hours=1))
    assert await states(town) == [ProposalState.WAITING]
    assert await questions(town) == []  # she sleeps
    await town.until(MORNING)
    (question,) = await questions(town)
    assert "永安社区：居民改过分类" in question
    assert "最近有 5 位居民的话里有“轰隆”，都改成了“公共设施”。" in question
    assert "拿 2 句老话试过：现在认对 0 句，加上后认对 2 句" in question
    assert await town.secretary.buttons() == ["👍 行：轰隆", "👎 不行：轰隆"]
    assert await category_of(town, SIXTH, "sixth") != RIGHT  # asked is not taken in

    assert "好，以后看到“轰隆”就按“公共设施”派单" in await town.secretary.presses("👍")
    assert await category_of(town, SIXTH, "seventh") == RIGHT
    assert "轰隆" in (await town.property.last())  # why you
    (row,) = await town.rows(Proposal)
    assert (row.state, row.answered_by) == (
        ProposalState.ACCEPTED,
        town.secretary.person_id,
    )
    assert row.answered_at == town.clock.now()


async def test_who_declines_is_not_asked_again_for_a_year(asked):
    town = asked
    assert await town.secretary.presses("👎") == "好，“轰隆”不改，一年内不再问"
    assert await category_of(town, SIXTH, "sixth") != RIGHT
    await town.after(days=3)
    assert len(await questions(town)) == 1
    assert await states(town) == [ProposalState.DECLINED]
    assert len(await town.rows(Study)) > 2  # looked again, and kept silent
    assert await town.secretary.sends_press("word:1:yes") == (
        "“轰隆”已经定过了。发 /words 看现在的词。"
    )


async def test_a_word_that_was_taken_in_can_be_withdrawn(asked):
    town = asked
    await town.secretary.presses("👍")
    await town.secretary.says("/words")
    assert "看到“轰隆”就按“公共设施”派单（陈静，今天 07:30 同意）" in await town.secretary.last()
    assert await town.secretary.buttons() == ["🗑 撤回：轰隆"]
    assert await town.secretary.presses("🗑") == "已撤回“轰隆”，不再按“公共设施”派单"
    assert await category_of(town, SIXTH, "sixth") != RIGHT
    (row,) = await town.rows(Proposal)
    assert (row.state, row.withdrawn_by) == (ProposalState.WITHDRAWN, town.secretary.person_id)
    assert row.answered_at and row.withdrawn_at
    await town.secretary.says("/words")
    assert "还没有自己的词" in await town.secretary.last()
    await town.after(days=2)
    assert len([q for q in await questions(town) if "句老话试过" in q]) == 1


async def test_only_the_secretary_decides(asked, caplog):
    town = asked
    staff = await town.staff("clerk", "何平", Role.COMMUNITY_STAFF, "yongan")
    for actor in (town.grid, town.manager, town.street, staff):
        with caplog.at_level(logging.WARNING):
            caplog.clear()
            assert await actor.sends_press("word:1:yes") == "这个词由永安社区的书记定。"
        assert "refuse-not-secretary" in caplog.text
        assert "轰隆" not in caplog.text
    await staff.says("/words")  # may look
    assert "轰隆" in await staff.last()
    assert await staff.buttons() == []
    await town.grid.says("/words")
    assert "不归您的岗位用" in await town.grid.last()
    assert await states(town) == [ProposalState.WAITING]
    for payload in ("word:1", "word:1:maybe", "word:2:yes"):
        assert "认不出来" in await town.secretary.sends_press(payload)
    assert "已经定过" in await town.secretary.sends_press("word:1:drop")


async def test_without_a_secretary_the_staff_is_asked(town):
    async with town.deps.begin() as work:
        for row in await town.rows(Membership):
            if row.role is Role.SECRETARY:
                await work.delete(await work.get(Membership, row.id))
        await work.commit()
    clerk = await town.staff("clerk", "何平", Role.COMMUNITY_STAFF, "yongan")
    await corrected(town)
    await town.until(MORNING)
    assert "轰隆" in await clerk.last()
    assert "好" in await clerk.presses("👍")
    assert await states(town) == [ProposalState.ACCEPTED]


async def test_with_nobody_to_ask_nothing_is_proposed(town):
    async with town.deps.begin() as work:
        for row in await town.rows(Membership):
            if row.role is Role.SECRETARY:
                await work.delete(await work.get(Membership, row.id))
        await work.commit()
    await corrected(town)
    await town.until(MORNING)
    assert await town.rows(Proposal) == []
    assert [row.asked for row in await town.rows(Study)] == [0]


async def test_two_processes_ask_once(town):
    await corrected(town)
    other = beside(town)
    try:
        town.clock.move_to(NIGHT)
        found = await asyncio.gather(
            town.program.rounds.learn(), other.rounds.learn(), town.program.rounds.learn()
        )
        assert sorted(found) == [0, 0, 1]
        assert await other.rounds.learn() == 0
        await town.until(MORNING)
        assert len(await questions(town)) == 1
        assert len(await town.rows(Proposal)) == len(await town.rows(Study)) == 1
        # What is accepted here counts there.
        await town.secretary.presses("👍")
        town.program, mine = other, town.program
        assert await category_of(town, SIXTH, "sixth") == RIGHT
        town.program = mine
    finally:
        await other.close()


async def test_another_community_is_untouched(town):
    """Its words are not those of its neighbour; nor does it speak where the place is unknown."""
    rules = town.deps.rules
    units = (*rules.org.units.values(), Unit("second", "二社区", UnitKind.COMMUNITY, "jianzhong"))
    there = Compound("second-yard", "二院", "second")
    org = Organisation(units, (*rules.org.compounds.values(), there), rules.org.grids)
    town.program.deps = replace(town.deps, rules=replace(rules, org=org))
    await corrected(town)
    await town.until(MORNING)
    await town.secretary.presses("👍")
    assert await category_of(town, SIXTH, "here") == RIGHT
    assert (await category_of(town, SIXTH, "there", "second-yard"))[0] != "facilities"
    assert (await category_of(town, SIXTH, "somewhere", None))[0] != "facilities"
    assert (await category_of(town, f"永安花园{SIXTH}", "visitor", "second-yard")) == RIGHT


async def test_before_its_hour_and_switched_off_nothing_is_studied(town):
    await corrected(town)
    town.clock.move_to(NIGHT - timedelta(seconds=1))
    assert await town.program.rounds.learn() == 0
    settings = town.program.settings
    off = settings.learning.model_copy(update={"enabled": False})
    town.program.settings = settings.model_copy(update={"learning": off})
    town.clock.move_to(NIGHT)
    assert await town.program.rounds.learn() == 0
    assert await town.rows(Study) == []
    town.program.settings = settings
    assert await town.program.rounds.learn() == 1


async def test_no_words_of_residents_reach_a_group(asked):
    town = asked
    await town.after(days=7)
    groups = {"party", "party_street"}
    said = [row for row in await town.rows(Outbox) if row.chat in groups]
    assert all("轰隆" not in str(row.parts) for row in said)


# Examples


async def test_a_later_correction_replaces_the_earlier(town):
    resident = await town.resident()
    await resident.says(WROTE[0])
    await resident.sends_press("correct:1:parking")
    await resident.sends_press("correct:1:facilities")
    (example,) = await town.rows(Example)
    (opened,) = await town.events("opened")
    assert example.given == opened.values["category"] != "parking"
    assert (example.category, example.source) == ("facilities", ExampleSource.CORRECTION)
    assert (example.unit, example.ticket_id, example.route) == ("yongan", 1, "property")


async def test_a_refused_correction_leaves_no_example(town):
    resident = await town.resident()
    await resident.says(WROTE[0])
    await town.property.sends_press("correct:1:facilities")
    await resident.sends_press("correct:1:no-such")
    assert await town.rows(Example) == []


async def test_a_return_counts_once_the_other_side_takes_it(town):
    resident = await town.resident()
    await resident.says("单元门坏了，关不上")
    await town.property.sends_press("return:1:nuisance")
    assert await town.rows(Example) == []
    await town.grid.presses("接单")
    (example,) = await town.rows(Example)
    assert (example.given, example.category, example.source) == (
        "facilities",
        "nuisance",
        ExampleSource.RETURN,
    )


@pytest.mark.parametrize(
    ("side", "category"), [("property", "facilities"), ("community", "nuisance"), ("joint", None)]
)
async def test_a_ruling_is_an_example(town, side, category):
    resident = await town.resident()
    await resident.says("单元门坏了，关不上")
    await town.property.sends_press("return:1:nuisance")
    await town.grid.sends_press("return:1:facilities")
    await town.secretary.sends_press(f"rule:1:{side}")
    (example,) = await town.rows(Example)
    assert (example.category, example.route, example.source) == (
        category,
        side,
        ExampleSource.RULING,
    )


async def test_a_correction_counts_also_when_somebody_has_it_in_hand(town):
    resident = await town.resident()
    await resident.says(WROTE[0])
    lead = (await town.ticket()).lead_unit
    await (town.property if lead == "yongan-property" else town.grid).sends_press("accept:1")
    await resident.sends_press("correct:1:nuisance")
    (example,) = await town.rows(Example)
    assert (example.category, example.route) == ("nuisance", "community")
    assert (await town.ticket()).category != "nuisance"
