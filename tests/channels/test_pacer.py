"""The pacer: slots by property, waiting by a fake clock, and sixty real messages over HTTP."""

import asyncio
import heapq
import itertools
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram.error import BadRequest, NetworkError, RetryAfter
from telegram.ext import ExtBot

from channels.pacer import NotBegun, Pacer, paced_chat, seconds_of
from channels.slots import TELEGRAM, ChatId, Pace, Slots, Turn
from tests.support.bot_api import BotApi

CLOSE = 1e-9  # what floating point may take off a difference
EMERGENCY, ORDINARY, BROADCAST = -10, 0, 10


@dataclass(frozen=True)
class Order:
    """One message in a simulation: when it is asked for, how long its answer takes."""

    at: float
    chat: ChatId
    priority: int
    takes: float
    pause: float = 0.0


@dataclass(frozen=True)
class Sent:
    order: Order
    number: int
    start: float
    end: float


def simulate(orders: list[Order], pace: Pace = TELEGRAM) -> tuple[list[Sent], Slots]:
    """Run the slots by their own alarm until nothing is left to do."""
    slots, sent = Slots(pace), []
    by_number: dict[int, Order] = {}
    tiebreak = itertools.count()
    events: list[tuple[float, int, Turn | Order]] = []
    for order in sorted(orders, key=lambda order: order.at):
        heapq.heappush(events, (order.at, next(tiebreak), order))
    now, alarm = 0.0, None
    while events or alarm is not None:
        now = min(alarm if alarm is not None else float("inf"), events[0][0] if events else 1e99)
        while events and events[0][0] <= now:
            _, _, event = heapq.heappop(events)
            if isinstance(event, Order):
                by_number[slots.ask(event.chat, event.priority, now).number] = event
            else:
                slots.leave(event, now, by_number[event.number].pause)
        while (turn := slots.grant(now)) is not None:
            order = by_number[turn.number]
            sent.append(Sent(order, turn.number, now, now + order.takes))
            heapq.heappush(events, (now + order.takes, next(tiebreak), turn))
        alarm = slots.wake_at(now)
        assert alarm is None or alarm > now, "an alarm in the past would spin"
    slots.grant(now + 1000)
    return sent, slots


orders = st.lists(
    st.builds(
        Order,
        at=st.floats(0, 20),
        chat=st.sampled_from([1, 2, 3, 4, -1, -2, "@square"]),
        priority=st.integers(-2, 2),
        takes=st.sampled_from([0.0, 0.002, 0.3, 2.5]),
        pause=st.sampled_from([0.0, 0.0, 0.0, 7.0]),
    ),
    max_size=80,
)


def starts_by_chat(sent: list[Sent]) -> dict[ChatId, list[float]]:
    chats: dict[ChatId, list[float]] = defaultdict(list)
    for one in sent:
        chats[one.order.chat].append(one.start)
    return chats


@given(orders)
@settings(max_examples=200, deadline=None)
def test_no_limit_is_ever_exceeded_and_nothing_is_lost(orders: list[Order]) -> None:
    sent, slots = simulate(orders)

    assert sorted(map(id, orders)) == sorted(id(one.order) for one in sent)
    starts = [one.start for one in sent]
    for earlier, later in itertools.pairwise(starts):
        assert later - earlier >= 1 / 30 - CLOSE
    for chat, times in starts_by_chat(sent).items():
        for earlier, later in itertools.pairwise(times):
            assert later - earlier >= 1 - CLOSE
        if isinstance(chat, str) or chat < 0:
            for first, twenty_first in zip(times, times[20:], strict=False):
                assert twenty_first - first >= 60 - CLOSE
    assert len(slots) == 0, "chats at rest are forgotten"


@given(orders)
@settings(max_examples=200, deadline=None)
def test_a_slot_goes_to_the_most_urgent_message_that_may_go(orders: list[Order]) -> None:
    sent, _ = simulate(orders)

    for chosen in sent:
        for other in sent:
            waited = other.order.at <= chosen.start < other.start
            if waited and free(sent, other, chosen.start):
                assert chosen.order.priority <= other.order.priority
                if chosen.order.priority == other.order.priority:
                    same_chat = chosen.order.chat == other.order.chat
                    assert not same_chat or chosen.number < other.number


def free(sent: list[Sent], candidate: Sent, now: float) -> bool:
    """By definition, slowly: could the candidate's chat have sent at `now`?"""
    chat = candidate.order.chat
    before = [one for one in sent if one.order.chat == chat and one.start < now]
    if any(now < one.end + max(1, one.order.pause) + CLOSE for one in before):
        return False
    is_group = isinstance(chat, str) or chat < 0
    return not is_group or sum(now - one.end <= 60 + CLOSE for one in before) < 20


@given(st.integers(1, 60), st.integers(1, 20))
@settings(max_examples=30, deadline=None)
def test_a_broadcast_takes_no_longer_than_its_slots(people: int, each: int) -> None:
    orders = [Order(0, chat, 0, 0.0) for chat in range(1, people + 1) for _ in range(each)]
    sent, _ = simulate(orders)

    floor = max((len(orders) - 1) / 30, each - 1)
    assert sent[-1].start <= floor + 1.0 + each / 30


def test_newcomers_do_not_starve_a_chat_with_many_messages() -> None:
    deep = [Order(0, 1, ORDINARY, 0.0) for _ in range(10)]
    # More newcomers than there are slots, each to a chat of its own.
    newcomers = [Order(i / 40, 1000 + i, ORDINARY, 0.0) for i in range(800)]
    sent, _ = simulate(deep + newcomers)

    assert starts_by_chat(sent)[1][-1] < 14


def test_a_group_gets_twenty_in_a_row_then_waits_for_the_window() -> None:
    sent, _ = simulate([Order(0, -100, 0, 0.0) for _ in range(41)])

    assert [round(one.start) for one in sent] == [*range(20), *range(60, 80), 120]


def test_a_quiet_group_is_remembered_for_the_whole_window() -> None:
    orders = [Order(at, -100, 0, 0.0) for at in [0] * 10 + [20] * 15]
    sent, slots = simulate(orders)

    assert [round(one.start) for one in sent] == [*range(10), *range(20, 30), *range(60, 65)]
    assert len(slots) == 0


def test_a_turn_given_up_leaves_room_and_no_trace() -> None:
    slots = Slots()
    first, second = slots.ask(1, ORDINARY, 0.0), slots.ask(2, ORDINARY, 0.0)
    slots.leave(first, 0.0)

    assert slots.grant(0.0) is second
    slots.leave(second, 0.0)
    assert slots.wake_at(0.0) is None
    assert slots.grant(2.0) is None and len(slots) == 0


@pytest.mark.parametrize(
    ("endpoint", "arguments", "chat"),
    [
        ("sendMessage", {"chat_id": 7}, 7),
        ("sendMessage", {"chat_id": "-100200"}, -100200),
        ("editMessageText", {"chat_id": "@square"}, "@square"),
        ("getMe", {}, None),
        ("getFile", {"file_id": "F"}, None),
        ("getChatMember", {"chat_id": 7}, None),
        ("sendChatAction", {"chat_id": 7}, None),
        ("setMyCommands", {"scope": {"chat_id": 7}}, None),
        ("answerCallbackQuery", {"callback_query_id": "1"}, None),
    ],
)
def test_which_calls_are_paced(
    endpoint: str, arguments: dict[str, object], chat: ChatId | None
) -> None:
    assert paced_chat(endpoint, arguments) == chat


@pytest.mark.parametrize("period", [3, 3.0, timedelta(seconds=3)])
def test_a_pause_is_read_in_both_of_the_library_s_forms(period: float | timedelta) -> None:
    assert seconds_of(period) == 3.0


@dataclass
class FakeTime:
    """A clock moved by hand that rings the pacer's alarms."""

    now: float = 100.0
    alarms: list["FakeAlarm"] = field(default_factory=list)

    def read(self) -> float:
        return self.now

    def call_later(self, seconds: float, act: Callable[[], None]) -> "FakeAlarm":
        alarm = FakeAlarm(self.now + seconds, act)
        self.alarms.append(alarm)
        return alarm

    async def move(self, seconds: float) -> None:
        until = self.now + seconds
        await settle()
        while due := [a for a in self.alarms if not a.cancelled and a.at <= until + CLOSE]:
            alarm = min(due, key=lambda alarm: alarm.at)
            self.alarms.remove(alarm)
            self.now = max(self.now, alarm.at)
            alarm.act()
            await settle()
        self.now = until


@dataclass
class FakeAlarm:
    at: float
    act: Callable[[], None]
    cancelled: bool = False

    def cancel(self) -> None:
        self.cancelled = True


async def settle() -> None:
    for _ in range(8):
        await asyncio.sleep(0)


class Room:
    """A pacer on a fake clock and a platform that writes down what reached it, and when."""

    def __init__(self) -> None:
        self.time = FakeTime()
        self.pacer = Pacer(now=self.time.read, call_later=self.time.call_later)
        self.reached: list[tuple[float, ChatId]] = []
        self.tasks: list[asyncio.Task[object]] = []

    def send(
        self, chat: ChatId, priority: int = ORDINARY, error: Exception | None = None
    ) -> asyncio.Task[object]:
        async def platform() -> bool:
            self.reached.append((round(self.time.now - 100, 3), chat))
            if error is not None:
                raise error
            return True

        request = self.pacer.process_request(
            platform, (), {}, "sendMessage", {"chat_id": chat}, priority
        )
        task = asyncio.get_running_loop().create_task(request)
        self.tasks.append(task)
        return task


@pytest.fixture
def room() -> Room:
    return Room()


async def test_an_emergency_overtakes_a_waiting_broadcast(room: Room) -> None:
    for chat in range(1, 10):
        room.send(chat, BROADCAST)
    await room.time.move(0.05)
    room.send(99, EMERGENCY)
    await room.time.move(1)

    assert [chat for _, chat in room.reached][:4] == [1, 2, 99, 3]
    assert len(room.reached) == 10


async def test_a_newcomer_brings_the_alarm_forward(room: Room) -> None:
    room.send(1)
    room.send(1)
    await room.time.move(0.01)
    room.send(2)
    await room.time.move(1.5)

    assert room.reached == [(0.0, 1), (0.033, 2), (1.0, 1)]


async def test_too_many_requests_pauses_that_chat_alone_and_reaches_the_caller(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Without it python-telegram-bot 22 warns whenever the exception is made: an error here.
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    refused = room.send(1, error=RetryAfter(5))
    await room.time.move(0.01)
    room.send(1)
    room.send(2)
    await room.time.move(6)

    with pytest.raises(RetryAfter):
        await refused
    assert room.reached == [(0.0, 1), (0.033, 2), (5.0, 1)]


async def test_another_error_passes_through_and_frees_the_chat(room: Room) -> None:
    refused = room.send(1, error=BadRequest("chat not found"))
    room.send(1)
    await room.time.move(1.1)

    with pytest.raises(BadRequest):
        await refused
    assert room.reached == [(0.0, 1), (1.0, 1)]


async def test_a_cancelled_wait_takes_no_slot(room: Room) -> None:
    for chat in (1, 2, 3):
        room.send(chat)
    await settle()
    room.tasks[1].cancel()
    await room.time.move(1)

    assert room.reached == [(0.0, 1), (0.033, 3)]
    assert room.tasks[1].cancelled()


async def test_stopping_tells_those_who_wait_that_nothing_was_sent(room: Room) -> None:
    sent, waiting = room.send(1), room.send(1)
    await settle()
    await room.pacer.shutdown()
    await settle()

    assert await sent is True
    with pytest.raises(NetworkError):
        await waiting
    assert [alarm for alarm in room.time.alarms if not alarm.cancelled] == []


async def test_sixty_messages_over_http_meet_no_limit() -> None:
    people, each = 30, 2
    async with BotApi(now=time.monotonic) as api:
        # A busy machine delays single requests; the exact distances are the property test's.
        api.enforce_limits(slack=0.2)
        for number in range(1, people + 1):
            api.user(number)
        bot = ExtBot(api.token, base_url=api.base_url + "/bot", rate_limiter=Pacer())
        async with bot, asyncio.TaskGroup() as group:
            for lap, number in itertools.product(range(each), range(1, people + 1)):
                group.create_task(bot.send_message(number, f"{lap}", rate_limit_args=BROADCAST))

    assert api.refused.total() == 0
    for number in range(1, people + 1):
        assert [message.text for message in api.sent(number)] == ["0", "1"]


@given(
    st.lists(st.tuples(st.sampled_from([1, 2, -1]), st.floats(0, 70)), max_size=40),
    st.lists(st.sampled_from([1, 2, -1]), max_size=30),
)
@settings(max_examples=200, deadline=None)
def test_what_others_sent_before_us_counts(before, after) -> None:
    """Whatever they sent, none of ours comes nearer to theirs than it might to our own."""
    slots, now = Slots(), 100.0
    earlier = sorted((now - ago, chat) for chat, ago in before)
    for at, chat in earlier:
        slots.remember(chat, at)
    for chat in after:
        slots.ask(chat, ORDINARY, now)
    sent = []
    while (wake := slots.wake_at(now)) is not None:
        now = max(now, wake)
        while (turn := slots.grant(now)) is not None:
            sent.append((now, turn.chat))
            slots.leave(turn, now)
    assert len(sent) == len(after)
    for at, chat in sent:
        assert all(at - then >= 1 / 30 - CLOSE for then, _ in earlier)
        assert all(at - then >= 1 - CLOSE for then, there in earlier if there == chat)
        window = [then for then, there in earlier + sent if there == chat and at - 60 < then < at]
        crowded = len([then for then, there in earlier if there == chat]) > 20
        assert chat > 0 or crowded or len(window) < 20


async def test_two_people_refused_at_once_mean_that_all_must_rest(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    refused = [room.send(1, error=RetryAfter(5)), room.send(2, error=RetryAfter(5))]
    await room.time.move(0.1)
    assert room.pacer.is_all_resting
    room.send(3)
    await room.time.move(6)

    assert room.reached == [(0.0, 1), (0.033, 2), (5.033, 3)]
    assert not room.pacer.is_all_resting
    for task in refused:
        with pytest.raises(RetryAfter):
            await task


async def test_full_groups_are_no_reason_for_all_to_rest(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    refused = [room.send(-1, error=RetryAfter(50)), room.send(-2, error=RetryAfter(50))]
    await room.time.move(0.1)
    room.send(3)
    await room.time.move(1)

    assert room.reached[-1] == (0.1, 3) and not room.pacer.is_all_resting
    for task in refused:
        with pytest.raises(RetryAfter):
            await task


async def test_after_a_drain_nothing_begins_until_it_is_opened_again(room: Room) -> None:
    room.pacer.drain()
    late = room.send(1)
    await settle()
    with pytest.raises(NotBegun):
        await late
    await room.pacer.initialize()
    room.send(1)
    await settle()
    assert room.reached == [(0.0, 1)]


async def test_who_lost_the_lane_while_waiting_for_a_turn_sends_nothing(room: Room) -> None:
    """A process that hung (SIGSTOP) wakes up with a queue of turns, and another one speaks now."""
    ours = [True]
    room.pacer.speak_while(lambda: ours[0])
    waiting = [room.send(1), room.send(1), room.send(2)][1:]
    await settle()
    ours[0] = False
    await room.time.move(2)
    for task in waiting:
        with pytest.raises(NotBegun):
            await task
    ours[0] = True
    room.send(1)
    await room.time.move(2)
    assert [chat for _, chat in room.reached] == [1, 1]


async def test_others_sends_are_remembered_on_our_clock(room: Room) -> None:
    room.pacer.remember([(1, 0.25), (-5, 70.0)])
    room.send(1)
    room.send(-5)
    await room.time.move(1)
    assert room.reached == [(0.0, -5), (0.75, 1)]
