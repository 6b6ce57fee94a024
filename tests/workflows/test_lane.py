"""One delivery lane: one process speaks at a time, the next takes over, nothing is lost, and what
the platform asked is kept by whoever comes after."""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from bot import supervise
from db import sending
from db.models import Outbox, OutboxState
from db.time_rows import Lease
from domain.said import part
from tests.support.rows import make_outbox
from workflows import lane
from workflows.deliver_outbox import deliver_due
from workflows.lane import LEASE, RENEW, Lane
from workflows.mouth import Mouth
from workflows.speech import Address, MaybeSent, Message, NotBegun, Refused, Said, TryLater, say

HELLO = Message((part("welcome"),))


@dataclass
class Process:
    """One of several processes that could speak: its lane, and what it sent."""

    town: object
    name: str
    sent: list[str] = field(default_factory=list)
    remembered: list = field(default_factory=list)
    trouble: dict[str, list[Exception]] = field(default_factory=dict)
    ends: bool = False
    on_send: object = None

    def __post_init__(self) -> None:
        self.lane = Lane("memory:1", "memory", self.name, self.remembered.extend)

    async def send(self, said: Said) -> str:
        if self.trouble.get(said.chat):
            raise self.trouble[said.chat].pop(0)
        self.sent.append(said.chat)
        if self.on_send:
            self.on_send()
        return f"{self.name}-{len(self.sent)}"

    async def deliver(self) -> int:
        mouth = Mouth(
            {"memory": self},
            self.town.program.words.render,
            supervise.side_by_side,
            {"memory": self.lane},
            lambda: self.ends,
        )
        return await deliver_due(self.town.deps, mouth)


@pytest.fixture
def one(town) -> Process:
    return Process(town, "one")


@pytest.fixture
def other(town) -> Process:
    return Process(town, "other")


@pytest.fixture
def queue(town):
    async def put(*chats: str, message: Message = HELLO) -> None:
        async with town.deps.begin() as work:
            await say(work, town.deps, [Address("memory", chat, "zh") for chat in chats], message)
            await work.commit()

    return put


@pytest.fixture
def later(town):
    def move(span: timedelta) -> None:
        town.clock.move_to(town.clock.now() + span)

    return move


async def the_lease(town) -> Lease:
    async with town.deps.begin() as work:
        return await work.get(Lease, "memory:1")


async def test_exactly_one_of_two_speaks(one, other, queue):
    await queue("a", "b")
    assert await one.deliver() == 2
    await queue("c")
    assert await other.deliver() == 0
    assert await one.deliver() == 1
    assert (one.sent, other.sent) == (["a", "b", "c"], [])


async def test_its_holder_keeps_it_by_renewing(town, one, other, queue, later):
    await one.deliver()
    for _ in range(5):
        later(RENEW)
        await lane.renew(town.deps, one.lane)
        assert await other.deliver() == 0 and one.lane.is_open(town.clock.now())
    assert (await the_lease(town)).holder == "one"


async def test_the_next_takes_over_when_the_holder_died(town, one, other, queue, later):
    await one.deliver()
    await queue("a", "b")
    async with town.deps.begin() as work:  # it dies with these in its hands
        assert len(await sending.claim_due(work, town.deps.now(), ["memory"], 1)) == 1
        await work.commit()
    later(LEASE - timedelta(seconds=1))
    assert await other.deliver() == 0
    later(timedelta(seconds=1))
    assert await other.deliver() == 1
    assert other.sent == ["b"]
    later(sending.LEASE)
    await other.deliver()
    assert other.sent == ["b", "a"]


async def test_a_lease_of_before_the_clock_was_set_back_binds_nobody(town, one, other, queue):
    """Machines may disagree by seconds; a dead holder's lease that ends in an hour is a mistake."""
    await one.deliver()
    await queue("a")
    town.clock.set_back(RENEW)
    assert await other.deliver() == 0
    town.clock.set_back(timedelta(hours=1))
    await queue("b")
    assert await other.deliver() == 1
    await queue("c")
    assert await one.deliver() == 0, "it was told, and did not believe its own watch"
    assert (other.sent, (await the_lease(town)).holder) == (["b"], "other")


async def test_a_clean_end_lets_the_next_speak_at_once(town, one, other, queue):
    await one.deliver()
    await queue("a")
    await lane.leave(town.deps, one.lane)
    assert await other.deliver() == 1
    assert await one.deliver() == 0
    await lane.leave(town.deps, one.lane)
    assert (await the_lease(town)).holder == "other", "nobody lets go of what is another's"


async def test_a_holder_that_could_not_renew_begins_nothing_more(town, one, queue, later):
    await one.deliver()
    await queue("a", message=HELLO)
    await queue("a", message=Message((part("duty-on"),)))
    one.on_send = lambda: later(LEASE - RENEW)
    await one.deliver()
    assert one.sent == ["a"]
    rows = [(row.state, row.attempts) for row in await town.outbox()]
    assert rows == [(OutboxState.SENT, 1), (OutboxState.PENDING, 0)]


async def test_who_lost_the_lane_says_so_and_stops(town, one, other, queue, later, caplog):
    await one.deliver()
    later(LEASE)
    assert await other.deliver() == 0
    await lane.renew(town.deps, one.lane)
    assert one.lane.until is None and "another process" in caplog.text


async def test_a_rest_the_platform_asks_of_all_is_kept_by_the_next_too(
    town, one, other, queue, later
):
    one.trouble["a"] = [TryLater("slow down", 40.0, everywhere=True)]
    await queue("a", "b")
    await one.deliver()
    await queue("c")
    assert await one.deliver() == 0
    await lane.leave(town.deps, one.lane)
    later(timedelta(seconds=39))
    assert await other.deliver() == 0
    later(timedelta(seconds=1))
    await other.deliver()
    assert set(one.sent + other.sent) == {"a", "b", "c"} and {"a", "c"} <= set(other.sent)


async def test_a_shorter_rest_does_not_end_a_longer_one(town, one):
    await one.deliver()
    await lane.rest(town.deps, one.lane, 60)
    until = town.clock.now() + timedelta(seconds=60)
    await lane.rest(town.deps, one.lane, 5)
    assert one.lane.free_from == until == (await the_lease(town)).free_from


async def test_a_rest_of_one_chat_is_kept_by_the_next_for_that_chat_alone(
    town, one, other, queue, later
):
    one.trouble["a"] = [TryLater("slow down", 40.0)]
    await queue("a")
    await queue("a", message=Message((part("duty-on"),)))
    await queue("b")
    await one.deliver()
    assert one.sent == ["b"]
    assert [row.attempts for row in await town.outbox()] == [0, 0, 1]
    await lane.leave(town.deps, one.lane)
    await queue("b")
    later(timedelta(seconds=39))
    await other.deliver()
    assert other.sent == ["b"]
    later(timedelta(seconds=1))
    await other.deliver()
    assert other.sent == ["b", "a", "a"]


async def test_who_takes_the_lane_over_counts_what_was_just_sent(town, one, other, queue, later):
    await queue("early")
    await one.deliver()
    later(timedelta(seconds=50))
    await queue("-5")
    await one.deliver()
    later(timedelta(seconds=11))
    async with town.deps.begin() as work:
        now = town.clock.now()
        work.add(make_outbox(channel="web", chat="w", state=OutboxState.SENT, sent_at=now))
        work.add(
            make_outbox(
                channel="memory",
                chat="in hand",
                state=OutboxState.SENDING,
                due_at=now + timedelta(minutes=1),
            )
        )
        await work.commit()
    await lane.leave(town.deps, one.lane)
    await other.deliver()
    assert sorted(other.remembered) == [("-5", 11.0), ("in hand", 0.0)]
    await other.deliver()
    assert len(other.remembered) == 2, "only once"


async def test_what_has_not_begun_when_the_process_ends_is_put_back(town, one, other, queue):
    for key in ("duty-on", "duty-off", "my-none"):
        await queue("a", message=Message((part(key),)))
    one.trouble["b"] = [NotBegun("waited for its turn")]
    await queue("b")
    one.on_send = lambda: setattr(one, "ends", True)
    await one.deliver()
    assert one.sent == ["a"]
    rows = [(row.chat, row.state.value, row.attempts) for row in await town.outbox()]
    assert rows == [
        ("a", "sent", 1),
        ("a", "pending", 0),
        ("a", "pending", 0),
        ("b", "pending", 0),
    ]
    assert await one.deliver() == 0, "it takes nothing more"
    await lane.leave(town.deps, one.lane)
    assert await other.deliver() == 3
    assert sorted(other.sent) == ["a", "a", "b"]


async def test_who_hung_leaves_alone_what_the_next_has_sent(town, one, other, queue, later):
    """A process that was stopped for minutes (SIGSTOP, a machine asleep) comes back to an answer
    that is lost, or to a turn it no longer has."""
    for trouble in (MaybeSent("no answer"), NotBegun("no turn"), Refused("too late")):

        async def hang(_said, trouble=trouble):
            later(sending.LEASE + LEASE)
            assert await other.deliver() == 1
            raise trouble

        await queue("a")
        one.send = hang
        assert await one.deliver() == 1
        await lane.leave(town.deps, other.lane)
    rows = [(row.state.value, row.sent_id) for row in await town.outbox()]
    assert rows == [("sent", f"other-{number}") for number in (1, 2, 3)]


async def test_a_channel_without_limits_needs_no_lane(town, queue):
    async with town.deps.begin() as work:
        await say(work, town.deps, [Address("web", "w", "zh")], HELLO)
        await work.commit()
    assert await town.program.deliver_all() == 1
    assert town.program.lanes == {}
    assert [row.state for row in await town.rows(Outbox)] == [OutboxState.SENT]
