"""一屏简报: what was tried, what blocks it, what is needed by when, and nothing of the resident."""

import pytest

from db.models import Person, Ticket
from domain.people import Role
from tests.scenarios.staging import DOOR, NOISE, at
from tests.support.town import photo
from workflows.brief import brief_of
from workflows.history import SHORT, shortened

WORDS_MOST = SHORT[1]

LINES_MOST = 8


async def brief(town) -> list[str]:
    """The lines of the newest ticket's brief."""
    async with town.deps.begin() as work:
        ticket = await work.get(Ticket, (await town.ticket()).id)
        parts = await brief_of(work, town.deps, ticket)
    return town.program.words.render("zh", [list(one) for one in parts]).splitlines()


async def test_of_a_ticket_that_waits(town):
    resident = await town.resident()
    await resident.says(f"{NOISE}，我家302室")
    assert await brief(town) == [
        "🟢 一般 1118-1 · 扰民和邻里纠纷 · 永安花园3号楼",
        "🕐 今天 09:00 报的，期限 今天 11:00",
        "👤 现由永安社区（网格员）负责",
        "🎯 要有人接单，期限 今天 11:00",
    ]


async def test_of_a_ticket_in_hand(town):
    resident = await town.resident()
    await resident.says(DOOR)
    await town.property.presses("接单")
    lines = await brief(town)
    assert lines[2:] == [
        "👤 现由物业张师傅负责",
        "· 今天 09:00 物业张师傅接了单",
        "🎯 要联系居民，期限 明天 09:00",
    ]


async def test_of_a_long_story_it_tells_the_last_three_things(town):
    resident = await town.resident()
    await resident.says(DOOR)
    await town.property.presses("接单")
    for n in range(4):
        await town.after(minutes=10)
        await town.property.presses("反馈")
        await town.property.says(f"第{n}次上门，" + "锁舌要换" * 30)
    lines = await brief(town)
    tried = [line for line in lines if line.startswith("·")]
    assert [line[:22] for line in tried] == [
        f"· 今天 09:{n}0 物业张师傅：第{n - 1}次上门" for n in (2, 3, 4)
    ]
    assert all(len(line) < WORDS_MOST + 25 for line in tried)
    assert len(lines) <= LINES_MOST


async def test_redone_and_silent_it_says_what_blocks_it(town):
    resident = await town.resident()
    await resident.says(DOOR)
    await town.property.presses("接单")
    await town.property.presses("办结")
    await town.property.says("装好了", media=[photo()])
    await resident.presses("没解决")
    await town.property.presses("接单")
    await town.after(days=5)
    lines = await brief(town)
    assert any(line.endswith("居民说没解决") for line in lines)
    assert "🚧 卡在：从 11月18日（周三）09:00 起没有消息" in lines
    assert any(line.endswith("起超时") for line in lines)
    assert len(lines) == LINES_MOST
    await town.after(days=1)
    assert any(line.endswith("手里退回去了") for line in await brief(town))


async def test_of_a_dispute_it_names_the_chair(town):
    resident = await town.resident()
    await resident.says(DOOR)
    await town.property.presses("退单")
    await town.property.presses("归社区")
    await town.property.presses("违章搭建")
    await town.grid.presses("退单")
    await town.grid.presses("归物业")
    await town.grid.presses("公共设施")
    lines = await brief(town)
    assert "👤 现由永安社区（书记）负责" in lines
    assert "🚧 卡在：归谁管还没裁定" in lines
    assert lines[-1] == "🎯 要裁定归谁管，期限 今天 09:30"


async def test_nobody_at_the_post_is_what_blocks_it(town):
    await town.off_duty("grid", "grid2")
    resident = await town.resident()
    await resident.says(NOISE)
    assert "🚧 卡在：岗位上没有人在岗" in await brief(town)


async def test_an_escalation_carries_it(town):
    resident = await town.resident()
    await resident.says(NOISE)
    await town.until(at(18, "11:10"))
    text = next(t for t in await town.secretary.reads() if "没人接单，请" in t)
    assert "👤 现由永安社区（网格员）负责" in text
    assert "🕐 今天 09:00 报的，从 今天 11:00 起超时" in text
    assert text.splitlines()[-1] == "🎯 请马上让人接单", "a date that is over is said once"
    assert len(text.splitlines()) <= LINES_MOST + 1


async def test_nothing_of_the_resident_is_in_it(town):
    resident = await town.resident()
    async with town.deps.begin() as work:
        (await work.get(Person, resident.person_id)).name = "王秀英"
        await work.commit()
    await resident.says("3号楼2单元302室楼上半夜一直吵，我电话13812345678")
    await town.grid.presses("接单")
    await town.grid.presses("反馈")
    await town.grid.says("已去302室看过，王秀英说晚上再来，电话 138 1234 5678")
    text = "\n".join(await brief(town))
    assert "已去…室看过" in text
    for secret in ("302", "王秀英", "138", "1234", "5678", "2单元", "吵得"):
        assert secret not in text


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("好了", "好了"),
        ("两行\n  字", "两行 字"),
        ("打了12345两次", "打了…两次"),
        ("20 天", "20 天"),
        ("字" * WORDS_MOST, "字" * WORDS_MOST),
        ("字" * (WORDS_MOST + 1), "字" * (WORDS_MOST - 1) + "…"),
    ],
)
def test_words_are_put_on_one_line(text, line):
    assert shortened(text, {"某"}, WORDS_MOST) == line


async def test_a_role_is_told_of_whoever_acts_for_another(town):
    await town.staff("clerk", "孙丽", Role.COMMUNITY_STAFF, "yongan")
    await town.secretary.says("/leave")
    await town.secretary.presses("一周")
    await town.secretary.presses("孙")
    resident = await town.resident()
    await resident.says(NOISE)
    await town.until(at(18, "11:10"))
    await town.clerk.presses("接单")
    assert "👤 现由社区孙同志负责" in await brief(town)
