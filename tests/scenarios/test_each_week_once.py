"""Draft, signature, sending: killed at any step, by two schedulers, with a clock that jumps, with a
group that is gone, after ten days of outage. Each group reads each week once, late rather than
never; where nobody can tell whether it was said, it is not said again and that is on record."""

import asyncio
from datetime import datetime, timedelta

import pytest

from channels.web import WebChannel
from db.models import Group, GroupPurpose, OutboxState, Summary
from db.web_rows import WebMessage
from domain.period import Period, Span
from domain.summary import SummaryState
from tests.scenarios.mortality import Death, Killed, bury, live
from tests.scenarios.staging import at, heard, reopen
from tests.support.town import ZONE, FrozenClock, Town
from workflows.speech import Unreachable

MONDAY = at(23, "08:00")


def head_of(week: Period) -> str:
    return f"一周民情（{week.first:%-m.%-d}—{week.last:%-m.%-d}）"


async def jump(town: Town, moment: datetime) -> None:
    """The clock is set, forward or back, and the program looks at it."""
    assert isinstance(town.clock, FrozenClock)
    town.clock._at = moment
    await town.program.rounds.tick()
    await town.settle()


async def read(actor, week: Period) -> int:
    return len(await heard(actor, head_of(week)))


async def number_of(town: Town, week: Period, unit: str = "yongan") -> int | None:
    rows = await town.rows(Summary)
    return next((r.id for r in rows if (r.week, r.unit) == (str(week), unit)), None)


async def _monday(town: Town, monday: datetime, death: Death) -> int:
    """One Monday: the draft, her signature, the sending. How often the group read of the week."""
    week = Period.of(Span.WEEK, monday, ZONE).before()
    town.clock.move_to(monday)

    async def draft():
        await town.program.rounds.tick()
        await town.settle()

    async def sign():
        number = await number_of(town, week)
        await town.secretary.sends_press(f"week:{number}:send", key=f"sign-{week}")

    await live(town, death, draft, sign)
    await town.after(minutes=5)
    return await read(town.party, week)


async def test_killed_at_any_step_it_is_read_once(town):
    async with town.deps.begin() as work:  # the street's goes its own way
        for group in await town.rows(Group):
            (await work.get(Group, group.id)).reachable = group.unit == "yongan"
        await work.commit()
    plain = Death()
    assert await _monday(town, MONDAY, plain) == 1
    assert plain.survived > 6
    for number in range(1, plain.survived + 1):
        monday = MONDAY + timedelta(weeks=number)
        death = Death(number, after=number % 2 == 0)
        times = await _monday(town, monday, death)
        week = Period.of(Span.WEEK, monday, ZONE).before()
        rows = [r for r in await town.outbox() if r.once_key == f"summary:{week}:web:party"]
        assert len(rows) == 1, number
        in_doubt = rows[0].state is OutboxState.MAYBE
        assert times == 1 or (times == 0 and in_doubt), (number, times, rows[0].state)
    weeks = [row for row in await town.rows(Summary) if "W" in row.week]  # months go unsigned
    kept = [row for row in weeks if row.unit == "yongan"]
    assert {row.state for row in kept} == {SummaryState.SENT}


async def test_two_schedulers(town):
    town.clock.move_to(MONDAY)
    await asyncio.gather(*(town.program.rounds.tick() for _ in range(4)))
    await town.settle()
    week = Period.parse("2026-W47")
    assert len([r for r in await town.rows(Summary) if r.week == str(week)]) == 2
    assert len(await heard(town.secretary, "请您看一看")) == 1
    number = await number_of(town, week)
    await town.secretary.sends_press(f"week:{number}:at.202611231000")
    town.clock.move_to(at(23, "10:00"))
    await asyncio.gather(*(town.program.rounds.tick() for _ in range(4)))
    await town.settle()
    assert await read(town.party, week) == 1


async def test_the_clock_jumps_back_and_forth(town):
    first, second = Period.parse("2026-W47"), Period.parse("2026-W48")
    await jump(town, MONDAY)
    await jump(town, MONDAY - timedelta(hours=9))  # Sunday again
    await jump(town, MONDAY)
    assert len([r for r in await town.rows(Summary) if r.unit == "yongan"]) == 1
    await town.secretary.sends_press(f"week:{await number_of(town, first)}:send")
    assert await read(town.party, first) == 1
    await jump(town, MONDAY - timedelta(days=2))
    await jump(town, MONDAY + timedelta(days=8))  # a Tuesday, more than a week on
    await jump(town, MONDAY + timedelta(days=1))
    await jump(town, MONDAY + timedelta(days=8))
    await town.secretary.sends_press(f"week:{await number_of(town, second)}:send")
    assert (await read(town.party, first), await read(town.party, second)) == (1, 1)


class Gone(WebChannel):
    """One group has removed us."""

    async def send(self, said):
        if said.chat == "party":
            raise Unreachable("gone")
        return await super().send(said)


async def test_a_group_that_vanished_after_the_signature(town):
    """The others of the unit read it; who comes back does not get it a second time."""
    other = await _second_group(town)
    await jump(town, MONDAY)
    week = Period.parse("2026-W47")
    number = await number_of(town, week)
    await town.secretary.sends_press(f"week:{number}:at.202611231000")
    town.program.channels["web"] = Gone(town.deps, lambda _chat: None)
    await jump(town, at(23, "10:00"))
    assert (await read(town.party, week), await read(other, week)) == (0, 1)
    states = {r.chat: r.state for r in await town.outbox() if r.once_key}
    assert states == {"party": OutboxState.FAILED, "other": OutboxState.SENT}
    assert not [g for g in await town.rows(Group) if g.chat == "party" and g.reachable]
    await reopen(town)
    await jump(town, at(24, "10:00"))
    assert (await read(town.party, week), await read(other, week)) == (0, 1)
    (row,) = [r for r in await town.rows(Summary) if r.unit == "yongan"]
    assert row.state is SummaryState.SENT


async def _second_group(town: Town):
    return await town.group("other", "yongan", GroupPurpose.PARTY)


async def test_ten_days_of_outage(town):
    """From Friday to the Monday after next: both weeks are asked for, oldest first, and go."""
    town.clock.move_to(at(20, "18:00"))
    await town.program.close()
    town.clock.move_to(at(30, "09:00"))
    await reopen(town)
    await jump(town, at(30, "09:00"))
    weeks = [Period.parse("2026-W47"), Period.parse("2026-W48")]
    drafts = [t for t in await town.secretary.reads() if "请您看一看" in t]
    assert [head_of(week) in draft for week, draft in zip(weeks, drafts, strict=True)] == [True] * 2
    for week in weeks:
        await town.secretary.sends_press(f"week:{await number_of(town, week)}:send")
    await jump(town, at(30, "12:00"))
    assert [await read(town.party, week) for week in weeks] == [1, 1]


async def test_killed_while_it_is_said(town):
    """Said, and dead before that was written down: nobody can tell, so it is not said again."""
    await jump(town, MONDAY)
    week = Period.parse("2026-W47")

    class Dying(WebChannel):
        async def send(self, said):
            sent = await super().send(said)
            if said.chat == "party":
                raise Killed
            return sent

    town.program.channels["web"] = Dying(town.deps, lambda _chat: None)
    with pytest.raises(Killed):
        await town.secretary.sends_press(f"week:{await number_of(town, week)}:send")
    await bury(town)
    await town.after(minutes=5)
    assert await read(town.party, week) == 1
    (row,) = [r for r in await town.outbox() if r.once_key and r.chat == "party"]
    assert row.state is OutboxState.MAYBE
    assert len([m for m in await town.rows(WebMessage) if m.chat == "party"]) == 1
