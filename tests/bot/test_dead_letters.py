"""What could not be delivered: listed without anything personal, and sent again on demand."""

import pytest
from sqlalchemy import select

from bot.dead_letters import resend, show
from db.models import Outbox, OutboxState
from domain.said import part
from tests.scenarios.staging import DOOR, mended
from workflows.speech import Address, Message, say

TEXT = "张三家的电话号码"


@pytest.fixture
async def numbers(town) -> dict[str, int]:
    """One message of each fate."""
    async with town.deps.begin() as work:
        for fate in OutboxState:
            line = part("said-rating-note", text=TEXT)
            to = [Address("web", f"chat-of-{fate}", "zh")]
            await say(work, town.deps, to, Message((line,), ticket=7, topic="reminder"))
        await work.commit()
    async with town.deps.begin() as work:
        rows = {}
        for fate, row in zip(OutboxState, await town.outbox(), strict=True):
            kept = await work.get(Outbox, row.id)
            kept.state, kept.error, kept.attempts = fate, "Forbidden", 3
            rows[fate.value] = row.id
        await work.commit()
    return rows


async def fates(town) -> dict[int, str]:
    return {row.id: row.state.value for row in await town.outbox()}


async def test_only_what_is_in_trouble_is_listed(town, numbers):
    maybe, failed, count = sorted(
        await show(town.program), key=lambda line: line[-8:] == "messages"
    )
    first, second = sorted((maybe, failed), key=lambda line: "perhaps" in line)
    assert first.split("\t")[0] == str(numbers["failed"])
    assert first.split("\t")[2:] == [
        "failed",
        "note/reminder",
        "1118-7",
        "web",
        "3 tries",
        "Forbidden",
    ]
    assert second.split("\t")[2] == "perhaps arrived"
    assert count == "2 messages"


async def test_nothing_personal_is_listed(town, numbers):
    text = "\n".join(await show(town.program))
    assert TEXT not in text and "chat-of" not in text


async def test_all_that_failed_goes_again_but_not_what_may_have_arrived(town, numbers):
    await resend(town.program, "all")
    after = await fates(town)
    assert after[numbers["failed"]] == "pending"
    assert after[numbers["maybe"]] == "maybe"
    row = next(row for row in await town.outbox() if row.id == numbers["failed"])
    assert (row.attempts, row.error, row.due_at) == (0, None, town.clock.now())


async def test_what_may_have_arrived_goes_when_it_is_named(town, numbers):
    await resend(town.program, str(numbers["maybe"]))
    after = await fates(town)
    assert (after[numbers["maybe"]], after[numbers["failed"]]) == ("pending", "failed")


async def test_what_was_sent_never_goes_again(town, numbers):
    assert (await resend(town.program, str(numbers["sent"])))[0].startswith("0 messages")
    assert (await fates(town))[numbers["sent"]] == "sent"


async def test_what_its_ticket_has_overtaken_is_left_out(town):
    """Nobody is told on Friday to take what was done on Wednesday."""
    resident = await town.resident()
    await resident.says(DOOR)
    await town.after(hours=2)
    lost = await lose(town, "reminder", "escalation")
    assert len(lost) == 4
    await mended(town)
    assert await resend(town.program, "all") == [
        "0 messages are sent again by a running `jiedan run`.",
        "4 are left out: what they ask for has been done since.",
    ]
    assert {(await fates(town))[number] for number in lost} == {"superseded"}
    assert (await resend(town.program, "all"))[0].startswith("0 messages")


async def test_what_still_waits_is_told_again_once(town):
    await (await town.resident()).says(DOOR)
    await town.after(hours=25)
    await lose(town, "escalation")
    *lines, _ = await show(town.program)
    assert {line.split("\t")[4] for line in lines} == {"1118-1"}, "also what was said a day later"
    told = len(await town.manager.reads())
    assert (await resend(town.program, "all"))[0].startswith(f"{len(lines)} messages")
    assert (await resend(town.program, "all"))[0].startswith("0 messages")
    await town.settle()
    assert len(await town.manager.reads()) == told + 1


async def lose(town, *topics: str) -> list[int]:
    """These messages never arrived."""
    async with town.deps.begin() as work:
        rows = list(await work.scalars(select(Outbox).where(Outbox.topic.in_(topics))))
        for row in rows:
            row.state, row.sent_id = OutboxState.FAILED, None
        await work.commit()
    return [row.id for row in rows]
