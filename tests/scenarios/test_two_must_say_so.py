"""A matter is left out of the rates only when a second person, one level up, says so too; it stays
in every total, the resident hears of it, and it can be counted again."""

import pytest

from db.exclusion_rows import Exclusion
from domain.exclusion import ExclusionState
from tests.scenarios.staging import NOISE, at, heard, nothing_is_silent

CODE = "1118-1"
WHY = "楼上早就搬走了，敲门没有人"


@pytest.fixture
async def noise(town):
    """A matter of the community, in the grid worker's hand."""
    town.people["resident"] = await town.resident()
    await town.people["resident"].says(NOISE)
    await town.grid.presses("接单")
    return town


async def proposed(town, actor=None, reason: str = "客观上办不到"):
    actor = actor or town.grid
    await actor.says(f"/exclude {CODE}")
    await actor.presses(reason)
    await actor.says(WHY)


async def the_one(town) -> Exclusion:
    return (await town.rows(Exclusion))[-1]


async def test_one_proposes_another_confirms_and_the_resident_is_told(noise):
    await proposed(noise)
    assert await noise.grid.last() == f"⚖️ {CODE} 已报永安社区（书记）确认。确认以前照常计。"
    assert WHY in await noise.secretary.last() and "网格员小李提议" in await noise.secretary.last()
    assert (await noise.ticket()).excluded is None
    assert await noise.secretary.presses("同意不计") == "已确认不计：客观上办不到"
    assert (await noise.ticket()).excluded == "impossible"
    assert await noise.grid.last() == f"⚖️ {CODE} 陈书记同意了，不计入比率。"
    row = await the_one(noise)
    assert (row.state, row.asked_by, row.decided_by) == (
        ExclusionState.STANDS,
        noise.grid.person_id,
        noise.secretary.person_id,
    )
    kinds = [e.kind for e in await noise.events()]
    assert kinds.index("exclude_asked") < kinds.index("excluded")
    await nothing_is_silent(noise)


async def test_what_the_resident_reads(noise):
    resident = noise.people["resident"]
    await proposed(noise)
    before = await resident.reads()
    assert not any("比率" in text or WHY in text for text in before)
    await noise.secretary.presses("同意不计")
    (told,) = [text for text in await resident.reads() if text not in before]
    assert told.startswith(f"⚖️ {CODE}：经两人确认，现在的条件办不到，所以不算进响应率")
    assert "请找陈书记，可以改回来" in told
    assert WHY not in told


async def test_the_summary_counts_it_in_the_open(noise):
    await proposed(noise)
    await noise.secretary.presses("同意不计")
    await noise.until(at(23, "08:00"))
    draft = await noise.secretary.last()
    assert "来单 1 件" in draft
    assert "响应率 没有该联系的，另 1 件不计" in draft
    assert "⚖️ 不计入比率 1 件（两人确认）：客观上办不到 1 件" in draft
    await noise.secretary.presses("修改")
    assert not any("不计" in label for label in await noise.secretary.buttons())  # never struck


async def test_nobody_is_both(noise):
    await proposed(noise)
    number = (await noise.ticket()).id
    for chat in ("grid", "grid2", "property", "manager"):
        await getattr(noise, chat).sends_press(f"leave_out:{number}")
        assert (await noise.ticket()).excluded is None
    await noise.secretary.presses("照常计")
    assert await noise.grid.last() == f"↩️ {CODE} 陈书记没同意，照常计入比率。"
    await proposed(noise, noise.secretary, "恶意或骚扰")
    answer = await noise.secretary.sends_press(f"leave_out:{number}")
    assert answer == f"{CODE} 要由另一个人、再往上一级来确认。"
    assert (await noise.ticket()).excluded is None
    await noise.street.presses("同意不计")
    assert (await noise.ticket()).excluded == "abusive"
    states = [row.state for row in await noise.rows(Exclusion)]
    assert states == [ExclusionState.REFUSED, ExclusionState.STANDS]


async def test_whoever_has_it_in_hand_does_not_confirm(town):
    """The secretary has taken it herself; the street is above her."""
    await (await town.resident()).says(NOISE)
    await town.until(at(18, "15:30"))
    number = (await town.ticket()).id
    await town.secretary.sends_press(f"accept:{number}")
    assert (await town.ticket()).handler_id == town.secretary.person_id
    await proposed(town, town.secretary)
    assert (await the_one(town)).state is ExclusionState.ASKED
    answer = await town.secretary.sends_press(f"leave_out:{number}")
    assert answer == f"{CODE} 要由另一个人、再往上一级来确认。"
    assert len(await heard(town.street, WHY)) == 1


async def test_it_can_count_again(noise):
    await proposed(noise)
    await noise.secretary.presses("同意不计")
    await noise.street.says("/exclude")
    assert "⚖️ 已不计入比率 1 件：" in await noise.street.last()
    assert await noise.street.presses(f"算回来 {CODE}") == "好，重新计入比率"
    assert (await noise.ticket()).excluded is None
    row = await the_one(noise)
    assert (row.state, row.ended_by) == (ExclusionState.TAKEN_BACK, noise.street.person_id)
    for one in (noise.grid, noise.secretary):
        assert await one.last() == f"↩️ {CODE} 周主任改了主意，重新计入比率。"
    assert (
        f"↩️ {CODE}：这一件重新算进响应率、解决率、满意率了。"
        in await noise.people["resident"].reads()
    )
    await proposed(noise)  # and it can be proposed anew
    assert (await the_one(noise)).state is ExclusionState.ASKED


async def test_what_waits_can_be_found_again(noise):
    await proposed(noise)
    await noise.secretary.says("/exclude")
    text = await noise.secretary.last()
    assert text.startswith("⚖️ 等第二个人确认 1 件：") and WHY in text
    assert "⚖️ 同意不计" in await noise.secretary.buttons()
    await noise.district.says("/exclude")
    await noise.district.presses("同意不计")
    assert (await noise.ticket()).excluded == "impossible"
    assert await noise.secretary.presses("同意不计") == f"{CODE} 没有等确认的提议了。"


async def test_a_proposal_needs_words_and_one_at_a_time(noise):
    await noise.grid.says(f"/exclude {CODE}")
    await noise.grid.presses("谁都没有权限办")
    await noise.grid.says("👍")
    assert await noise.rows(Exclusion) == []
    await noise.grid.says(WHY)
    assert (await the_one(noise)).reason == "beyond"
    await noise.grid.says(f"/exclude {CODE}")
    assert await noise.grid.last() == f"{CODE} 已经有人提议了，等上级确认。"
    assert len(await noise.rows(Exclusion)) == 1


@pytest.mark.parametrize("text", ["/exclude 999", "/exclude 灯坏了"])
async def test_no_ticket_of_that_code(noise, text):
    await noise.grid.says(text)
    assert "没认出是哪一件" in await noise.grid.last()


async def test_the_company_proposes_nothing_that_complains_about_it(town):
    resident = await town.resident()
    await resident.says("物业收了钱不办事，我要投诉物业")
    ticket = await town.ticket()
    assert ticket.against == "property"
    for chat in ("property", "manager"):
        actor = getattr(town, chat)
        await actor.says(f"/exclude {ticket.id}")
        await actor.sends_press(f"exclude:{ticket.id}:abusive")
        await actor.says(WHY)
    assert await town.rows(Exclusion) == []


async def test_nobody_above_is_there_and_nothing_waits_unseen(noise):
    await noise.off_duty("secretary", "street", "district")
    await proposed(noise)
    assert "上面现在没有人可以确认" in await noise.grid.last()
    assert await noise.rows(Exclusion) == []
