"""What an office says of categories on its sheet: names, clocks, evidence and words, in tickets."""

import pytest

from bot.app import build
from db import organisation
from domain.catalogue import Route, Urgency
from domain.inbound import Incoming, Sender
from domain.lifecycle import Status
from tests.support.sheets import bring, good
from tests.support.town import Town, photo
from workflows.hear_message import hear_message

HEAD = ["code", "name", "level", "evidence", "words"]
LAMP, DOOR = "3号楼2单元楼道灯坏了", "5号楼1单元门禁坏了"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "org.xlsx"


async def say(town: Town, path, *rows, **more):
    """Bring a sheet of these categories."""
    plan, _ = await bring(town.program, path, more | {"categories": [HEAD, *map(list, rows)]})
    return plan


async def kept(town: Town):
    async with town.deps.begin() as work:
        return await organisation.document(work)


async def test_a_changed_level_holds_for_tickets_opened_afterwards(town, path):
    await (await town.resident("first")).says(LAMP)
    before = await town.ticket()
    assert (before.category, before.level) == ("facilities", "L3")
    await say(town, path, ("facilities", None, "L1", None, None))
    await (await town.resident("second")).says(DOOR)
    old, new = await town.tickets()
    assert (old.level, old.promised_at, old.policy) == ("L3", before.promised_at, before.policy)
    assert (new.category, new.level) == ("facilities", "L1")
    assert new.promised_at < old.promised_at


async def test_evidence_switched_off_lets_it_be_done_without_a_photo(town, path):
    await (await town.resident()).says(LAMP)
    await town.property.presses("接单")
    await town.property.presses("办结")
    await town.property.says("换了灯泡，亮了")
    assert (await town.ticket()).status is Status.HANDLING
    assert "照片" in await town.property.last()
    await say(town, path, ("facilities", None, None, "否", None))
    await town.property.presses("办结")
    await town.property.says("换了灯泡，亮了")
    assert (await town.ticket()).status is Status.DONE


async def test_evidence_switched_on_asks_for_a_photo(town, path):
    await say(town, path, ("nuisance", None, None, "是", None))
    await (await town.resident()).says("3号楼楼上天天半夜吵闹，没法睡")
    assert (await town.ticket()).category == "nuisance"
    await town.grid.presses("接单")
    await town.grid.presses("办结")
    await town.grid.says("跟楼上说好了")
    assert (await town.ticket()).status is Status.HANDLING
    await town.grid.says("跟楼上说好了", media=[photo()])
    assert (await town.ticket()).status is Status.DONE


async def test_a_word_brings_a_message_to_its_category(town, path):
    text = "3号楼门口咕咚机太多了"
    await (await town.resident("first")).says(text)
    assert (await town.ticket()).category == "facilities"
    await say(town, path, ("recreation", None, None, None, "咕咚机"))
    await (await town.resident("second")).says(text)
    ticket = await town.ticket()
    assert (ticket.category, ticket.route) == ("recreation", Route.COMMUNITY)
    assert "咕咚机" in ticket.reasons
    assert "咕咚机" in await town.grid.last()  # why it came to her


async def test_the_same_sheet_once_more_changes_nothing(town, path):
    rows = [("parking", "停车", "L2", "是", "老年代步车"), ("fire", None, "L2", None, None)]
    plan = await say(town, path, *rows, **good())
    assert [c.code for c in plan.changes if c.sheet == "categories"] == ["parking", "fire"]
    before = await kept(town)
    again = await say(town, path, *reversed(rows), **good())
    assert again.is_empty and again.changes == ()
    assert await kept(town) == before


async def test_a_sheet_without_categories_leaves_them(town, path):
    await say(town, path, ("parking", "停车", None, None, None))
    sheets = good("units")
    sheets["units"][4][1] = "永安新物业"
    plan, _ = await bring(town.program, path, sheets)
    assert {c.sheet for c in plan.changes} == {"units"}
    assert town.deps.rules.catalogue.category("parking").names["zh"] == "停车"


async def test_a_category_left_out_is_again_as_the_catalogue_says(town, path):
    plain = town.deps.rules.catalogue
    await say(
        town,
        path,
        ("parking", "停车", "L2", "是", "老年代步车"),
        ("fire", None, "L2", None, None),
    )
    plan = await say(town, path, ("fire", None, "L2", None, None))
    (change,) = plan.changes
    assert (change.code, change.how, change.details) == (
        "parking",
        "changed",
        ("name: 停车 -> 停车管理", "level: L2 -> L3", "evidence: yes -> no", "word - 老年代步车"),
    )
    now = town.deps.rules.catalogue
    assert now.category("parking") == plain.category("parking")
    assert now.rules == plain.rules
    assert now.category("fire").levels[Urgency.NORMAL] == "L2"


async def test_other_programs_follow_and_later_ones_have_it(town, path):
    other = build(town.program.settings, clock=town.clock, speaks=False)
    await say(town, path, ("recreation", "文体活动室", None, None, "咕咚机"))
    assert other.deps.rules.catalogue.category("recreation").names["zh"] != "文体活动室"
    await hear_message(other.deps, Incoming("web", "she", "key-0000001", Sender("she"), "你好"))
    said = Incoming("web", "she", "key-0000002", Sender("she"), "3号楼门口咕咚机太多了")
    await hear_message(other.deps, said)
    assert (await town.ticket()).category == "recreation"
    values = {"code": "1118-1", "category": {"$category": "recreation"}}
    assert "文体活动室" in other.words.render("zh", [("owner-category-noted", values)])
    await other.close()


async def test_readers_of_another_language_keep_their_name(town, path):
    english = town.deps.rules.catalogue.category("parking").names["en"]
    await say(town, path, ("parking", "停车", None, None, None))
    assert town.deps.rules.catalogue.category("parking").names == {"zh": "停车", "en": english}


async def test_what_the_catalogue_no_longer_has_counts_for_nothing(town, path, caplog):
    await say(town, path, ("parking", "停车", None, None, None))
    document = await kept(town)
    gone = {"code": "gone", "name": "没了", "level": "L1", "evidence": True, "words": ["咕咚机"]}
    document = {**document, "categories": [*document["categories"], gone]}
    async with town.deps.begin() as work:
        await organisation.keep(work, document, town.clock.now())
        await work.commit()
    await (await town.resident()).says("3号楼门口咕咚机太多了")
    assert (await town.ticket()).category == "facilities"
    assert town.deps.rules.catalogue.category("parking").names["zh"] == "停车"
    assert "categories of the sheet that the catalogue lacks: gone" in caplog.text
