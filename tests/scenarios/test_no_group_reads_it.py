"""A community without a Party group signs its week for the door and the page; one whose group is
gone hears so; and a group that did not get it is told to her who signed."""

import pytest
from sqlalchemy import delete

from channels.web import WebChannel
from db.models import Group, Summary
from domain.summary import SummaryState
from tests.scenarios.staging import DOOR, at, heard
from workflows.send_week import last_sent
from workflows.speech import Refused, Unreachable


async def unbind(town, *, lost: bool) -> None:
    """The groups are gone: of some there is still the row."""
    async with town.deps.begin() as work:
        if not lost:
            await work.execute(delete(Group))
        for one in await work.scalars(Group.__table__.select().with_only_columns(Group.id)):
            (await work.get_one(Group, one)).reachable = False
        await work.commit()


@pytest.mark.parametrize("lost", [True, False])
async def test_she_signs_it_for_the_door(town, lost):
    await (await town.resident()).says(DOOR)
    await unbind(town, lost=lost)
    await town.until(at(23, "08:00"))
    draft = await town.secretary.last()
    assert draft.startswith("📝 永安社区 上周的一周民情，请您看一看。还没有党组织群能收到")
    assert await town.secretary.presses("签发") == "✅ 已签发"
    assert (await town.secretary.last()).startswith("✅ 永安社区 一周民情，已签发，只公示：")
    async with town.deps.begin() as work:
        assert (await last_sent(work, "yongan")).state is SummaryState.SENT
    for day in (24, 25):
        await town.until(at(day, "08:00"))
    assert await heard(town.secretary, "请您看一看") == []
    streets = [row.unit for row in await town.rows(Summary) if row.unit == "jianzhong"]
    assert streets == (["jianzhong"] if lost else [])


async def test_nothing_came_and_nobody_is_asked(town):
    await unbind(town, lost=False)
    await town.until(at(23, "09:00"))
    assert await town.rows(Summary) == []


@pytest.mark.parametrize("error", [Unreachable, Refused])
async def test_she_is_told_of_a_group_that_did_not_get_it(town, error):
    class Closed(WebChannel):
        async def send(self, said):
            if said.chat == "party":
                raise error("gone")
            return await super().send(said)

    await (await town.resident()).says(DOOR)
    await town.until(at(23, "08:00"))
    town.program.channels["web"] = Closed(town.deps, lambda _chat: None)
    await town.secretary.presses("发送")
    await town.after(minutes=1)
    news = "⚠️ 永安社区 2026-W47 民情，1 个群没收到。请看一看群里还有没有我，重新绑定发 /unit。"
    assert await town.secretary.last() == news
    (board,) = [t for t in await town.secretary.reads() if "已发到 0 个党组织群" in t]
    assert board.splitlines()[1] == "⚠️ 1 个群没收到。绑定群：/unit"
    await town.after(days=3)
    assert len(await heard(town.secretary, news)) == 1
