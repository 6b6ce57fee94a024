"""The delivery loop waits for nobody: a slow chat keeps no other one, and nothing is cut short."""

import asyncio
from collections import defaultdict

import pytest

from domain.said import part
from workflows.deliver_outbox import AT_ONCE, begin_due
from workflows.speech import Address, Message, Priority, Said, say


class SlowChannel:
    """Holds what goes to a chat until that chat is let go."""

    name = "memory"

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.sent: list[str] = []
        self.gates: dict[str, asyncio.Event] = defaultdict(asyncio.Event)
        self.slow: set[str] = set()
        self.changed = asyncio.Condition()

    async def send(self, said: Said) -> str:
        await self._note(self.begun, said)
        if said.chat in self.slow:
            await self.gates[said.chat].wait()
        await self._note(self.sent, said)
        return f"{said.chat}-{len(self.sent)}"

    async def _note(self, where: list[str], said: Said) -> None:
        async with self.changed:
            where.append(f"{said.chat}: {said.text}")
            self.changed.notify_all()

    async def until(self, count: int) -> None:
        """Wait until so many have been sent."""
        async with asyncio.timeout(10), self.changed:
            await self.changed.wait_for(lambda: len(self.sent) >= count)

    async def set_menu(self, chat, commands) -> None: ...

    async def fetch(self, ref) -> bytes:
        return b""


@pytest.fixture
def channel(town) -> SlowChannel:
    made = SlowChannel()
    town.program.channels.clear()
    town.program.channels["memory"] = made
    return made


@pytest.fixture
async def begin(town):
    """Begin what is due; in the end everything is let go."""
    program = town.program

    async def once() -> int:
        return await begin_due(town.deps, program.mouth, program.errands)

    yield once
    await program.errands.wait()


async def queue(town, *chats: str, key: str = "duty-on", priority=Priority.ANSWER) -> None:
    async with town.deps.begin() as work:
        to = [Address("memory", chat, "zh") for chat in chats]
        await say(work, town.deps, to, Message((part(key),), priority=priority))
        await work.commit()


async def test_a_slow_chat_keeps_no_other_one(town, channel, begin):
    channel.slow = {"slow"}
    await queue(town, "slow", "quick")
    assert await begin() == 2
    await channel.until(1)
    assert [line.split(":")[0] for line in channel.sent] == ["quick"]
    await queue(town, "other", priority=Priority.PAGE)
    assert await begin() == 1
    await channel.until(2)
    channel.gates["slow"].set()
    await channel.until(3)


async def test_a_chat_keeps_its_order(town, channel, begin):
    channel.slow = {"a"}
    await queue(town, "a", key="duty-on")
    assert await begin() == 1
    await queue(town, "a", key="duty-off")
    assert await begin() == 0
    channel.gates["a"].set()
    await channel.until(1)
    await town.program.errands.wait()
    assert await begin() == 1
    await channel.until(2)
    words = town.program.words
    wanted = [f"a: {words.say('zh', key, {})}" for key in ("duty-on", "duty-off")]
    assert channel.sent == wanted


async def test_no_more_is_taken_in_hand_than_can_be_carried(town, channel, begin):
    chats = [f"chat-{n}" for n in range(AT_ONCE + 5)]
    channel.slow = set(chats)
    await queue(town, *chats)
    assert await begin() == AT_ONCE
    assert await begin() == 0
    for chat in chats:
        channel.gates[chat].set()
    await town.program.errands.wait()
    assert await begin() == 5


async def test_the_loop_ends_only_when_nothing_is_in_hand(town, channel):
    channel.slow = {"slow"}
    await queue(town, "slow")
    loop = asyncio.ensure_future(town.program.keep_delivering())
    async with asyncio.timeout(10), channel.changed:
        await channel.changed.wait_for(lambda: bool(channel.begun))
    town.program.stop.set()
    town.program.woken.set()
    assert not loop.done()
    channel.gates["slow"].set()
    await loop
    assert len(channel.sent) == 1
    assert [row.state.value for row in await town.outbox()] == ["sent"]
