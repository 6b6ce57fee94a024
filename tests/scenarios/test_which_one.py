"""She has several matters open and speaks of one: the one her words name is meant, and where they
name none she is asked. Nothing of one goes to those who have another."""

import pytest

from domain.lifecycle import Status
from tests.scenarios.staging import heard, nothing_is_silent

LIFT = "3号楼2单元电梯停了"
LAMP = "4号楼1单元楼道灯坏了"


async def reports_two(town):
    resident = await town.resident()
    await resident.says(LIFT)
    await town.after(minutes=10)
    await resident.says(LAMP)
    await town.after(minutes=10)
    return resident


async def test_what_she_names_is_urged(town):
    resident = await reports_two(town)
    await resident.says("电梯那个怎么还没人来")
    assert (await resident.last()).startswith("已替您催了 1118-1。")
    await resident.says("那个灯的事催催")
    assert (await resident.last()).startswith("已替您催了 1118-2。")
    assert len(await town.tickets()) == 2
    await nothing_is_silent(town)


@pytest.mark.parametrize("words", ["催一下", "咋还没人来呀"])
async def test_where_she_names_none_she_taps_the_one_she_means(town, words):
    resident = await reports_two(town)
    await resident.says(words)
    assert await resident.last() == "🔔 您催的是哪一件？点一下，马上替您催。"
    assert await resident.buttons() == [f"🔔 {LAMP} · 1118-2", f"🔔 {LIFT} · 1118-1"]
    assert await heard(town.property, "催") == []
    await resident.presses(f"🔔 {LIFT} · 1118-1")
    assert "已替您催了 1118-1。" in "\n".join(await resident.reads())
    assert [one for one in await heard(town.property, "1118-2") if "催" in one] == []


async def test_with_one_open_nobody_is_asked(town):
    resident = await town.resident()
    await resident.says(LIFT)
    await town.after(minutes=10)
    await resident.says("催一下")
    assert (await resident.last()).startswith("已替您催了 1118-1。")


async def test_what_she_calls_off_by_name_is_offered_alone(town):
    resident = await reports_two(town)
    await resident.says("电梯不用修了")
    assert await resident.buttons() == ["↩️ 撤回 1118-1"]
    await resident.says("下水道不用修了，我家厕所漏水")
    assert len(await town.tickets()) == 3  # none of hers: a report
    await resident.says("电梯不用来修了吧")
    await resident.presses("↩️ 撤回 1118-1")
    assert (await town.ticket(1)).status is Status.WITHDRAWN
    assert (await town.ticket(2)).status is Status.QUEUED


async def test_her_list_has_her_words(town):
    resident = await reports_two(town)
    await resident.says("/my")
    _, lamp, lift = (await resident.last()).split("\n")
    assert lamp.startswith(f"⏳ 1118-2 {LAMP}：等永安物业（值班员）接单")
    assert lift.startswith(f"⏳ 1118-1 {LIFT}：等永安物业（值班员）接单")


# Staff with several in hand


async def with_both_in_hand(town):
    resident = await reports_two(town)
    for number in (1, 2):
        await town.property.sends_press(f"accept:{number}")
    return resident


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("电梯弄好了", "1118-1"),
        ("灯泡买回来了，明天换", "1118-2"),
        ("正在看电梯，主板坏了", "1118-1"),
    ],
)
async def test_what_staff_name_is_news_of_that_ticket(town, words, code):
    resident = await with_both_in_hand(town)
    await town.property.says(words)
    assert await town.property.last() == f"{code} 已转给居民。"
    assert f"{code} 有进展" in await resident.last() and words in await resident.last()
    assert len(await town.tickets()) == 2


async def test_staff_who_name_none_are_asked(town):
    await with_both_in_hand(town)
    await town.property.says("去看过了")
    assert (await town.property.last()).startswith("您手里有好几件。")


async def test_what_staff_have_not_in_hand_is_a_report_of_theirs(town):
    await with_both_in_hand(town)
    await town.property.says("围墙塌了一块")
    assert len(await town.tickets()) == 3
