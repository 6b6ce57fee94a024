"""Walks the rows of the table of permissions that reach one's own unit: the buttons that whoever
leads a unit has are pressed by people of the same roles at other units, and by everybody without
such a role. Each is refused and changes nothing. A new row must say below how its buttons come to
stand in a chat."""

from collections.abc import Awaitable, Callable

import pytest

from bot.time_settings import SeasonRow
from db.models import Person
from domain.inbound import Pressed, Sender
from domain.people import Role
from domain.permissions import BUTTONS, Who
from domain.restraint import paused
from tests.scenarios.staging import NOISE, at
from tests.support.rows import everything, make_proposal
from tests.support.sheets import bring, good
from tests.support.town import Actor, Town, new_key, open_town
from workflows.press_button import press_button

FLOOD = SeasonRow.model_validate({"name": "防汛", "by_hand": True})
OWN_UNIT = [verb for verb, row in BUTTONS.items() if row.who is Who.OWN_UNIT]

ELSEWHERE = {
    "other_secretary": ("方圆", Role.SECRETARY, "second"),
    "other_clerk": ("卢敏", Role.COMMUNITY_STAFF, "second"),
    "other_manager": ("丁勇", Role.PROPERTY_LEAD, "second-property"),
    "other_alliance": ("何欢", Role.STAND_IN, "second-alliance"),
    "other_street": ("石磊", Role.OFFICER, "riverside"),
    "other_grid": ("林芳", Role.GRID_WORKER, "second"),
}
"""Each role that leads a unit, in another street."""


@pytest.fixture
async def office(database_url, tmp_path):
    town = await open_town(database_url, seasons=(FLOOD,))
    sheets = good("units", "compounds", "grids", "buildings")
    sheets["units"] += [
        ["riverside", "河畔街道", "street", "erqi"],
        ["second", "和平社区", "community", "riverside"],
        ["second-property", "和平物业", "property", "second"],
        ["second-alliance", "和平联盟", "stand_in", "second"],
    ]
    sheets["compounds"].append(
        ["peace-court", "和平里", None, "second", "second-property", "second-alliance", None]
    )
    await bring(town.program, tmp_path / "a.xlsx", sheets)
    for chat, (name, role, unit) in ELSEWHERE.items():
        await town.staff(chat, name, role, unit)
    yield town
    await town.close()


async def standing(actor: Actor, verb: str) -> set[str]:
    """What the buttons of that verb say that stand in a chat."""
    return {
        payload
        for message in await actor.bubbles()
        for row in message.buttons
        for _, payload in row
        if payload.split(":")[0] == verb
    }


async def after(actor: Actor, verb: str, line: str, *labels: str) -> set[str]:
    """The same after a command and some taps."""
    await actor.says(line)
    for label in labels:
        await actor.presses(label)
    return await standing(actor, verb)


async def _handover(town: Town) -> set[str]:
    await (await town.resident(compound="yongan-garden")).says("永安花园" + NOISE)
    await town.grid.presses("接单")
    await town.staff("mate", "孔明", Role.GRID_WORKER, "yongan", "grid-1")
    return await after(town.secretary, "handover", "/handover", "小李")


async def _word(town: Town) -> set[str]:
    async with town.deps.begin() as work:
        work.add(make_proposal(unit="yongan"))
        await work.commit()
    return await after(town.secretary, "word", "/words")


async def _unpause(town: Town) -> set[str]:
    resident = await town.resident()
    async with town.deps.begin() as work:
        person = await work.get_one(Person, resident.person_id)
        person.about = paused(person.about, at(30, "09:00"), "反复发广告", "yongan")
        await work.commit()
    return {f"unpause:{resident.person_id}"}


async def _week(town: Town) -> set[str]:
    await town.until(at(23, "08:01"))
    return await standing(town.secretary, "week")


async def _surge(town: Town) -> set[str]:
    return await after(town.secretary, "surge", "/surge")


async def _look(town: Town) -> set[str]:
    return await after(town.secretary, "look", "/summary 2026-W47")


async def _project(town: Town) -> set[str]:
    return await after(town.secretary, "project", "/projects 需求 老人午饭没处吃")


async def _notice(town: Town) -> set[str]:
    return await after(town.secretary, "notice", "/notice 明天检修，请留意。")


async def _unit(town: Town) -> set[str]:
    steps = [
        ("👥 群", "绑工作群"),
        ("请人加入", "网格员"),
        ("小区楼栋", "永安花园", "换物业", "红色物业联盟"),
        ("小区楼栋", "人和路6号院", "换物业", "新来的物业"),
        ("上班时间", "改时间"),
        ("改动",),
    ]
    for labels in steps:
        await after(town.secretary, "unit", "/unit", *labels)
    await town.secretary.says("周一到周六")
    return await standing(town.secretary, "unit")


async def _member(town: Town) -> set[str]:
    for labels in (("吴梅", "换网格"), ("吴梅", "替他请假", "三天"), ("吴梅", "离开岗位")):
        await after(town.secretary, "member", "/unit", *labels)
    return await standing(town.secretary, "member")


async def _bound(town: Town) -> set[str]:
    for labels in (("👥 群", "改用途", "工作群"), ("👥 群", "解绑第 1 个")):
        await after(town.secretary, "bound", "/unit", *labels)
    return await standing(town.secretary, "bound")


COMES: dict[str, Callable[[Town], Awaitable[set[str]]]] = {
    "handover": _handover,
    "word": _word,
    "unpause": _unpause,
    "week": _week,
    "surge": _surge,
    "look": _look,
    "project": _project,
    "notice": _notice,
    "unit": _unit,
    "member": _member,
    "bound": _bound,
}
"""How the buttons of each come about in 永安社区."""


def test_every_row_says_how_its_buttons_come_about():
    assert set(COMES) == set(OWN_UNIT)


@pytest.mark.parametrize("verb", OWN_UNIT)
async def test_at_another_unit_it_is_refused(office, verb):
    payloads = await COMES[verb](office)
    assert payloads, verb
    assert any(BUTTONS[verb].admits([role]) for _, role, _ in ELSEWHERE.values())
    nobody = await office.resident("nobody")
    before = await everything(office)
    for actor in (*(office.people[one] for one in ELSEWHERE), office.property, nobody):
        for payload in sorted(payloads):
            key = await pressed(office, actor, payload)
            assert not key.startswith("toast"), (actor.chat, payload, key)
    assert await everything(office) == before


async def pressed(town: Town, actor: Actor, payload: str) -> str:
    """The key of the answer."""
    key, sender = new_key("press"), Sender(actor.chat)
    toast = await press_button(town.deps, Pressed("web", actor.chat, key, sender, payload))
    return toast.line[0]
