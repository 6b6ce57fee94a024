"""Delivery: in order, again after a failure, at most once where it says so; one chat's trouble is
not another's."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from bot import supervise
from db import sending
from db.models import Account, Group, GroupPurpose, Outbox, OutboxState
from domain.inbound import Media
from domain.press import Press
from domain.said import Button, part
from tests.support.town import START
from workflows.deliver_outbox import BACK_OFF, BATCH, IN_HAND, Mouth, deliver_due
from workflows.speech import (
    Address,
    EditGone,
    MaybeSent,
    Message,
    Moved,
    Priority,
    Refused,
    Said,
    TryLater,
    Unreachable,
    say,
)

HELLO = (part("welcome"),)


@dataclass
class MemoryChannel:
    """Remembers what it was told to send; `trouble` holds the errors to raise, per chat."""

    name: str = "memory"
    sent: list[Said] = field(default_factory=list)
    gone: list[str | None] = field(default_factory=list)
    menus: list[tuple[str, list[tuple[str, str]]]] = field(default_factory=list)
    trouble: dict[str, list[Exception | None]] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)

    async def send(self, said: Said) -> str:
        self._fail(said.chat)
        self.sent.append(said)
        return f"{said.chat}-{len(self.sent)}"

    async def take_away(self, said: Said) -> bool:
        self._fail(said.chat)
        self.gone.append(said.edit)
        return True

    async def set_menu(self, chat: str, commands: Sequence[tuple[str, str]]) -> None:
        self._fail(chat)
        self.menus.append((chat, list(commands)))

    async def fetch(self, ref: str) -> bytes:
        if ref not in self.files:
            raise Refused("no such file")
        return self.files[ref]

    def _fail(self, chat: str) -> None:
        waiting = self.trouble.get(chat)
        error = waiting.pop(0) if waiting else None
        if error is not None:
            raise error


@pytest.fixture
def channel() -> MemoryChannel:
    return MemoryChannel()


@pytest.fixture
def mouth(town, channel) -> Mouth:
    other = MemoryChannel("other", files={"ref": b"photo"})
    channels = {"memory": channel, "other": other}
    return Mouth(channels, town.program.words.render, supervise.side_by_side)


@pytest.fixture
def deliver(town, mouth):
    """Deliver one batch."""

    async def once() -> int:
        return await deliver_due(town.deps, mouth)

    return once


@pytest.fixture
def queue(town):
    """Queue a message to chats of the memory channel."""

    async def put(*chats: str, message: Message | None = None, lang: str = "zh") -> None:
        async with town.deps.begin() as work:
            to = [Address("memory", chat, lang) for chat in chats]
            await say(work, town.deps, to, message or Message(HELLO))
            await work.commit()

    return put


async def states(town) -> list[str]:
    return [row.state.value for row in await town.outbox()]


# What is sent


async def test_a_message_is_said_in_its_readers_language_and_recorded(
    town, channel, deliver, queue
):
    button = Button("button-lang-zh", Press("lang", 0, "zh"))
    await queue("a", message=Message((part("duty-on"), part("duty-off")), ((button,),)), lang="en")
    assert await deliver() == 1
    said = channel.sent[0]
    say_in_english = town.program.words.say
    assert said.text == "\n".join(say_in_english("en", k, {}) for k in ("duty-on", "duty-off"))
    assert said.buttons == (((say_in_english("en", "button-lang-zh", {}), "lang:0:zh"),),)
    row = (await town.outbox())[0]
    assert (row.state, row.sent_id, row.attempts) == (OutboxState.SENT, "a-1", 1)
    assert row.sent_at == town.clock.now()
    assert await deliver() == 0


async def test_a_page_overtakes_and_a_chat_keeps_its_order(town, channel, deliver, queue):
    for key, priority in (
        ("duty-on", Priority.BROADCAST),
        ("duty-off", Priority.ANSWER),
        ("my-none", Priority.ANSWER),
        ("todo-none", Priority.PAGE),
    ):
        await queue("a", "b", message=Message((part(key),), priority=priority))
    await deliver()
    keys = ("todo-none", "duty-off", "my-none", "duty-on")
    wanted = [town.program.words.say("zh", key, {}) for key in keys]
    for chat in "ab":
        assert [said.text for said in channel.sent if said.chat == chat] == wanted


async def test_a_page_waits_for_a_few_messages_of_its_chat_at_most(town, channel, deliver, queue):
    for _ in range(IN_HAND + 10):
        await queue("a", message=Message((part("duty-on"),)))
    await deliver()
    assert len(channel.sent) == IN_HAND
    await queue("a", message=Message((part("todo-none"),), priority=Priority.PAGE))
    await deliver()
    page = town.program.words.say("zh", "todo-none", {})
    assert [said.text for said in channel.sent].index(page) == IN_HAND
    while await deliver():
        pass
    assert len(channel.sent) == IN_HAND + 11
    assert {row.attempts for row in await town.outbox()} == {1}, "waiting is no try"


async def test_a_batch_takes_the_most_urgent(channel, deliver, queue):
    broadcast = Message(HELLO, priority=Priority.BROADCAST)
    await queue(*(f"low-{n}" for n in range(BATCH)), message=broadcast)
    await queue("urgent", message=Message(HELLO, priority=Priority.PAGE))
    assert await deliver() == BATCH
    assert "urgent" in {said.chat for said in channel.sent}
    assert await deliver() == 1


async def test_held_messages_wait_for_the_end_of_the_quiet_hours(town, channel, deliver, queue):
    town.clock.move_to(town.clock.now() + timedelta(hours=14))  # 23:00
    await queue("a", message=Message(HELLO, hold=True))
    await queue("b")
    await deliver()
    assert [said.chat for said in channel.sent] == ["b"]
    town.clock.move_to(town.clock.now() + timedelta(hours=8, minutes=30))  # 07:30
    await deliver()
    assert [said.chat for said in channel.sent] == ["b", "a"]


async def test_a_newer_message_of_the_same_topic_is_said_instead(town, channel, deliver, queue):
    for key in ("duty-on", "duty-off"):
        await queue("a", message=Message((part(key),), ticket=7, topic="reminder"))
    await queue("b", message=Message(HELLO, ticket=7, topic="reminder"))
    await queue("a", message=Message(HELLO, ticket=8, topic="reminder"))
    while await deliver():
        pass
    assert await states(town) == ["superseded", "sent", "sent", "sent"]
    assert len(channel.sent) == 3


async def test_a_card_that_must_wait_is_not_written_over_the_later_one(
    town, channel, deliver, queue
):
    def card(key: str, **more: object) -> Message:
        return Message((part(key),), ticket=7, kind="update", topic="card", **more)

    channel.trouble["a"] = [TryLater("busy")]
    await queue("a", message=card("duty-on"))
    await deliver()
    await queue("a", message=card("duty-off"))
    await deliver()
    town.clock.move_to(town.clock.now() + timedelta(seconds=BACK_OFF[0]))
    await deliver()
    assert await states(town) == ["superseded", "sent"]
    await queue("a", message=card("my-none", priority=Priority.BROADCAST))
    await queue("a", message=card("todo-none", priority=Priority.CARD))
    while await deliver():
        pass
    last = town.program.words.say("zh", "todo-none", {})
    assert [said.text for said in channel.sent][-1] == last
    assert (await states(town))[2:] == ["superseded", "sent"]


async def test_a_menu_is_set(channel, deliver, queue):
    await queue("a", message=Message((part("command-my"), part("command-help")), kind="menu"))
    await deliver()
    assert [(chat, [name for name, _ in menu]) for chat, menu in channel.menus] == [
        ("a", ["my", "help"])
    ]
    assert channel.sent == []


async def test_files_go_by_reference_or_by_content_and_words_go_without_them(
    town, channel, deliver, queue
):
    media = (
        Media("memory", "own", "photo"),
        Media("other", "ref", "photo"),
        Media("other", "gone", "photo"),
        Media("nowhere", "x", "voice"),
    )
    await queue("a", message=Message(HELLO, media=media))
    await deliver()
    found = [(file.ref, file.content) for file in channel.sent[0].media]
    assert found == [("own", None), (None, b"photo")]
    assert await states(town) == ["sent"]


# Cards


async def test_a_card_is_edited_where_it_stands_and_sent_anew_where_it_is_gone(
    channel, deliver, queue
):
    card = Message(HELLO, ticket=7, kind="card")
    update = Message((part("duty-on"),), ticket=7, kind="update")
    await queue("a", message=card)
    await deliver()
    await queue("a", message=update)
    await deliver()
    assert [said.edit for said in channel.sent] == [None, "a-1"]
    channel.trouble["a"] = [EditGone("gone")]
    await queue("a", message=update)
    await deliver()
    assert [said.edit for said in channel.sent][2:] == [None]


# Trouble


async def test_each_try_waits_longer_until_it_has_failed_for_good(town, channel, deliver, queue):
    channel.trouble["a"] = [TryLater("the network is away") for _ in range(9)]
    await queue("a")
    waits = []
    for _ in BACK_OFF:
        await queue("b")  # which goes out every time
        assert await deliver() == 2
        row = (await town.outbox())[0]
        assert row.state is OutboxState.PENDING
        waits.append((row.due_at - town.clock.now()).total_seconds())
        assert await deliver() == 0
        town.clock.move_to(row.due_at)
    assert tuple(waits) == BACK_OFF == (5, 15, 60, 300, 900, 3600)
    assert await deliver() == 1
    row = (await town.outbox())[0]
    assert (row.state, row.error) == (OutboxState.FAILED, "the network is away")
    assert await deliver() == 0


async def test_nothing_is_given_up_while_nothing_at_all_goes_out(town, channel, deliver, queue):
    """The platform is in trouble for a day; afterwards what it cannot take is given up as ever."""
    channel.trouble |= {chat: [TryLater("bad gateway") for _ in range(40)] for chat in "ab"}
    await queue("a", "b")
    for _ in range(30):
        await deliver()
        assert set(await states(town)) == {"pending"}
        town.clock.move_to((await town.outbox())[0].due_at)
    assert town.clock.now() > START + timedelta(days=1)
    channel.trouble["a"] = []
    await deliver()
    await deliver()
    town.clock.move_to(max(row.due_at for row in await town.outbox()))
    await deliver()
    assert await states(town) == ["sent", "failed"]


async def test_a_wait_the_platform_asks_for_is_kept_and_is_no_try(town, channel, deliver, queue):
    channel.trouble["a"] = [TryLater("slow down", after=33.0) for _ in range(20)]
    await queue("a")
    for _ in range(20):
        assert await deliver() == 1
        row = (await town.outbox())[0]
        assert row.due_at - town.clock.now() == timedelta(seconds=33)
        assert (row.state, row.attempts) == (OutboxState.PENDING, 0)
        town.clock.move_to(row.due_at)
    await deliver()
    assert await states(town) == ["sent"]


async def test_what_is_refused_has_failed_at_once(town, channel, deliver, queue):
    channel.trouble["a"] = [Refused("too long")]
    await queue("a")
    await deliver()
    row = (await town.outbox())[0]
    assert (row.state, row.error, row.attempts) == (OutboxState.FAILED, "too long", 1)


async def test_a_doubt_is_tried_again_unless_it_may_be_said_once_only(
    town, channel, deliver, queue
):
    channel.trouble |= {"a": [MaybeSent("no answer")], "b": [MaybeSent("no answer")]}
    await queue("a")
    await queue("b", message=Message(HELLO, once="summary:2026-W47"))
    await deliver()
    assert await states(town) == ["pending", "maybe"]
    town.clock.move_to(town.clock.now() + timedelta(days=1))
    await deliver()
    assert await states(town) == ["sent", "maybe"]
    assert [said.chat for said in channel.sent] == ["a"]


async def test_a_worker_that_died_does_not_say_twice_what_may_be_said_once(
    town, channel, deliver, queue
):
    await queue("a")
    await queue("b", message=Message(HELLO, once="summary:2026-W47"))
    async with town.deps.begin() as work:  # a worker that claims and is never seen again
        assert len(await sending.claim_due(work, town.deps.now(), ["memory"], BATCH)) == 2
        await work.commit()
    assert await deliver() == 0
    town.clock.move_to(town.clock.now() + sending.LEASE)
    await deliver()
    assert [said.chat for said in channel.sent] == ["a"]
    assert await states(town) == ["sent", "maybe"]


async def test_a_closed_chat_is_remembered(town, channel, deliver, queue):
    async with town.deps.begin() as work:
        person = town.secretary.person_id
        for chat in ("a", "b"):
            work.add(
                Account(person_id=person, channel="memory", sender=chat, chat=chat, reachable=True)
            )
        work.add(
            Group(
                bound_at=town.clock.now(),
                channel="memory",
                chat="g",
                unit="yongan",
                purpose=GroupPurpose.STAFF,
                lang="zh",
                reachable=True,
            )
        )
        await work.commit()
    channel.trouble |= {"a": [Unreachable("blocked")], "g": [Unreachable("kicked out")]}
    await queue("a", "b", "g")
    await deliver()
    accounts = {a.chat: a.reachable for a in await town.rows(Account) if a.channel == "memory"}
    assert accounts == {"a": False, "b": True}
    assert {g.chat: g.reachable for g in await town.rows(Group)}["g"] is False
    assert await states(town) == ["failed", "sent", "failed"]
    assert all(a.reachable for a in await town.rows(Account) if a.channel == "web")


def bound(town, chat: str) -> Group:
    return Group(
        bound_at=town.clock.now(),
        channel="memory",
        chat=chat,
        unit="yongan",
        purpose=GroupPurpose.PARTY,
        lang="zh",
        reachable=True,
    )


async def test_a_group_that_moved_is_followed(town, channel, deliver, queue):
    async with town.deps.begin() as work:
        work.add(bound(town, "old"))
        await work.commit()
    channel.trouble["old"] = [Moved("new")]
    await queue("old")
    while await deliver():
        pass
    assert [said.chat for said in channel.sent] == ["new"]
    assert [g.chat for g in await town.rows(Group) if g.channel == "memory"] == ["new"]


async def test_a_group_that_moved_and_was_bound_again_is_one_group(town, channel, deliver, queue):
    """Somebody bound it under its new id before we had said anything to the old one: what each
    group may hear once, it hears once, and no group is missing."""
    async with town.deps.begin() as work:
        work.add(bound(town, "old"))
        work.add(bound(town, "new"))
        await work.commit()
    channel.trouble["old"] = [Moved("new"), Moved("new")]
    await queue("old", "new", message=Message(HELLO, once="week:47"))
    await queue("old")
    while await deliver():
        pass
    assert [said.chat for said in channel.sent] == ["new", "new"]
    assert sorted(await states(town)) == ["sent", "sent", "superseded"]
    groups = [g for g in await town.rows(Group) if g.channel == "memory"]
    assert [(g.chat, g.reachable) for g in groups] == [("new", True)]


@pytest.mark.parametrize("error", [RuntimeError("a defect"), TryLater("away"), Refused("no")])
async def test_the_trouble_of_one_chat_is_not_anothers(town, channel, deliver, queue, error):
    channel.trouble["b"] = [error]
    await queue("a", "b", "c")
    await deliver()
    assert {said.chat for said in channel.sent} == {"a", "c"}
    found = {row.chat: row.state.value for row in await town.outbox()}
    assert found["a"] == found["c"] == "sent"
    assert found["b"] in ("pending", "failed")


async def test_words_of_ours_that_are_missing_stop_nobody_else(town, channel, deliver, queue):
    await queue("a", message=Message((part("no-such-key"),)))
    await queue("b")
    await deliver()
    assert [said.chat for said in channel.sent] == ["b"]
    assert await states(town) == ["pending", "sent"]


async def test_no_error_of_a_chat_names_anything_personal(town, channel, deliver, queue):
    channel.trouble["a"] = [RuntimeError("王桂兰 3号楼 13800000000")]
    await queue("a")
    await deliver()
    assert (await town.outbox())[0].error == "RuntimeError"


async def test_an_error_however_long_is_recorded(town, channel, deliver, queue):
    channel.trouble |= {"a": [Refused("x" * 5000)], "b": [TryLater("y" * 5000)]}
    await queue("a", "b")
    await deliver()
    assert await states(town) == ["failed", "pending"]


async def test_channels_of_another_process_are_left_to_it(town, channel, deliver, queue):
    async with town.deps.begin() as work:
        await say(work, town.deps, [Address("telegram", "9", "zh")], Message(HELLO))
        await work.commit()
    assert await deliver() == 0
    assert await states(town) == ["pending"]


async def test_many_loops_at_once_say_everything_once(town, channel, deliver, queue):
    await queue(*(f"chat-{n}" for n in range(60)))

    async def until_done() -> None:
        while await deliver():
            pass

    await asyncio.gather(*(until_done() for _ in range(4)))
    await until_done()
    chats = [said.chat for said in channel.sent]
    assert sorted(chats) == sorted({row.chat for row in await town.rows(Outbox)})


async def test_nobody_to_say_it_to_is_no_error(town, queue):
    await queue()
    assert await town.outbox() == []
