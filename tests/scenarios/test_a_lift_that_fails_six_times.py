"""反复出现: a lift fails six times in a month. It is proposed to the secretary as a project, once;
she takes it on, says what is next, and the house is told. What one home has to itself is proposed
to her at most, and told to no group."""

from db.models import Person, Ticket
from db.notice_rows import Project, ProjectTicket
from domain.project import ProjectState
from tests.scenarios.staging import at, reopen, weeks_go_unsigned
from tests.support.rows import make_ticket
from tests.support.town import photo

LIFT = "永安花园3号楼电梯坏了，停在一楼"
AGAIN = "🔁 反复出现：永安花园3号楼"


async def _asked(town):
    """What the secretary was asked about; the draft of the week says it as well."""
    return [text for text in await town.secretary.reads() if text.startswith(AGAIN)]


async def _fails(town, times, homes=3, text=LIFT):
    """So often, from so many doors, each time mended and closed."""
    for number in range(times):
        chat = f"door{number % homes}"
        if chat not in town.people:
            town.people[chat] = await town.resident(chat)
            async with town.deps.begin() as work:
                person = await work.get(Person, town.people[chat].person_id)
                person.home = {
                    "compound": "yongan-garden",
                    "building": "3",
                    "unit": "1",
                    "room": f"{number + 1}01",
                }
                await work.commit()
        await town.people[chat].says(text)
        ticket = await town.ticket()
        await town.property.sends_press(f"accept:{ticket.id}")
        await town.property.sends_press(f"resolve:{ticket.id}")
        await town.property.says("修好了", media=[photo()])
        await town.people[chat].sends_press(f"solved:{ticket.id}")
        await town.after(hours=3)


async def test_it_becomes_a_project_and_the_house_is_told(town):
    await _fails(town, 6)
    await town.until(at(23, "08:29"))
    assert await _asked(town) == []
    await town.until(at(23, "08:31"))
    (asked,) = await _asked(town)
    assert "近 30 天 6 次，3 户反映" in asked
    await reopen(town)
    await town.after(hours=1)
    assert len(await _asked(town)) == 1, "once a week, whatever ends and begins"

    await town.secretary.presses("✅ 立项")
    board = next(t for t in await town.secretary.reads() if t.startswith("🛠 项目 #1"))
    assert "下一步还没定" in board and "关联工单 6 件" in board
    (row,) = await town.rows(Project)
    assert (row.state, row.compound, row.building, row.times) == (
        ProjectState.OPEN,
        "yongan-garden",
        "3",
        6,
    )
    assert len(await town.rows(ProjectTicket)) == 6
    assert len(await town.rows(Ticket)) == 6, "a project, not a ticket"

    assert (await town.secretary.sends_press("project:1:tell")).startswith("先写下一步")
    await town.secretary.sends_press("project:1:step")
    await town.secretary.says("下周二更换电梯主板")
    await town.secretary.sends_press("project:1:due")
    await town.secretary.says("12月5日")
    await town.secretary.sends_press("project:1:owner")
    await town.secretary.presses("永安物业")
    await town.secretary.says("/projects")
    assert "🛠 项目 1 个\n· #1 永安花园3号楼" in await town.secretary.last()
    assert "：下周二更换电梯主板" in await town.secretary.last()
    (row,) = await town.rows(Project)
    assert row.owner_unit == "yongan-property" and row.due_at is not None

    await town.secretary.sends_press("project:1:tell")
    assert "下周二更换电梯主板" in (await town.secretary.reads())[-2]
    await town.secretary.presses("✅ 发送")
    await town.after(minutes=1)
    for number in range(3):
        assert "下周二更换电梯主板" in await town.people[f"door{number}"].last()
    await town.secretary.sends_press("project:1:done")
    await town.secretary.says("/projects")
    assert "项目 0 个" in await town.secretary.last()


async def test_what_was_refused_is_not_asked_again_and_comes_back_after_a_while(town):
    await _fails(town, 3)
    await town.until(at(23, "08:31"))
    await town.secretary.presses("🚫 不用")
    assert (await town.secretary.sends_press("project:1:yes")) == "这一条已经定过了。"
    await town.until(at(30, "09:00"))
    assert await _asked(town) == [], "its board says that it was refused"
    assert [row.state for row in await town.rows(Project)] == [ProjectState.REFUSED]


async def test_the_week_says_it_as_well_and_says_nothing_of_one_home(town):
    weeks_go_unsigned(town)
    await _fails(town, 3)
    await _fails(town, 3, homes=1, text="永安花园3号楼1单元101水管漏水")
    await town.until(at(23, "08:31"))
    (week,) = [t for t in await town.party.reads() if "一周民情" in t]
    again = next(line for line in week.split("\n") if line.startswith("🔁"))
    assert again.startswith("🔁 近 30 天反复出现：永安花园3号楼") and again.endswith("3 次")
    assert "、" not in again
    assert len(await town.rows(Project)) >= 1


async def test_it_is_called_what_it_was_called_last_and_nothing_personal_is_said(town):
    """A lift that was filed as a repair at first; and three homes of a house that ask for care."""
    weeks_go_unsigned(town)
    await _fails(town, 3)
    care = {"category": "welfare", "spot": "yongan-garden/=welfare/2"}
    async with town.deps.begin() as work:
        first, *_ = await town.tickets()
        (await work.get_one(Ticket, first.id)).category = "utilities"
        for home in "abc":
            row = make_ticket(first.owner_id, community="yongan", household=home, **care)
            row.opened_at = first.opened_at
            work.add(row)
        await work.commit()
    await town.until(at(23, "08:31"))
    (week,) = [t for t in await town.party.reads() if "一周民情" in t]
    again = next(line for line in week.split("\n") if line.startswith("🔁"))
    assert again.endswith("永安花园3号楼公共设施 3 次")


async def test_a_week_of_before_is_read_again_as_it_was(town):
    """Kept by an older program, without how many days it was about."""
    line = ("week-again", {"list": {"$join": ["电梯 3 次"]}})
    assert town.program.words.render("zh", [line]) == "🔁 反复出现：电梯 3 次"


async def test_two_times_are_not_again_and_again(town):
    await _fails(town, 2)
    await town.until(at(23, "09:00"))
    assert await town.rows(Project) == []


async def test_a_flood_of_one_evening_is_one_time(town):
    for number in range(6):
        neighbour = await town.resident(f"cold{number}")
        await neighbour.says(f"永安花园{1 + number % 3}号楼家里暖气不热")
        await town.after(minutes=1)
    await town.until(at(23, "09:00"))
    assert await town.rows(Project) == []


async def test_a_line_for_each_list_and_a_ticket_of_a_project(town):
    await town.secretary.says("/projects 需求 老人午饭没处吃")
    await town.secretary.says("/projects 资源：活动室周末空着")
    await town.secretary.says("/projects 项目 加装电梯")
    await town.secretary.says("/projects")
    text = await town.secretary.last()
    assert "🙋 需求 1 条\n· #1 老人午饭没处吃" in text
    assert "🤝 资源 1 条\n· #2 活动室周末空着" in text
    assert "🛠 项目 1 个\n· #3 加装电梯" in text
    resident = await town.resident()
    await resident.says(LIFT)
    await town.secretary.says("/projects 3 1118-1")
    assert "关联工单 1 件" in await town.secretary.last()
    await town.secretary.says("/projects 随便写写")
    assert "没看懂" in await town.secretary.last()
    await town.secretary.says("/projects 需求 " + "饭" * 100)
    assert "太长了" in await town.secretary.last()
    assert (await town.grid.sends_press("project:3:done")) != "好"
    assert [row.state for row in await town.rows(Project)] == [ProjectState.OPEN] * 3
