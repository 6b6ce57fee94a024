"""Whose turn it is to be sent: even slots for one bot token, rest per chat, urgent ones first. It
decides and knows no clock.
"""

import heapq
from collections import deque
from dataclasses import dataclass, field

ChatId = int | str


@dataclass(frozen=True)
class Pace:
    """Seconds between two sends of the token and of one chat; how many a group takes per window.

    Source: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
    """

    overall: float = 1 / 30
    chat: float = 1.0
    group_count: int = 20
    group_window: float = 60.0


TELEGRAM = Pace()

TOGETHER = 1.0
"""Two people's chats refused within so many seconds: not theirs is full, the token's limit is. (A
429 does not say which. Groups fill up by themselves; people's chats hardly do at our pace.)"""


@dataclass(order=True)
class Turn:
    """One send's place in the queue: lower priority first, then by the second it is due.

    A chat's messages are due a rest apart. Going by that, many messages to a few chats neither hold
    up the other chats nor are starved by newcomers, and the chat's rests are used.
    """

    priority: int
    due: float
    number: int
    chat: ChatId = field(compare=False)
    granted: bool = field(default=False, compare=False)
    left: bool = field(default=False, compare=False)


@dataclass
class _Lane:
    """One chat: who waits, whether a send is under way, from when the next one may go."""

    chat: ChatId
    waiting: list[Turn]
    sent: deque[float]
    free_at: float = float("-inf")
    last_due: float = float("-inf")
    busy: bool = False
    rests_until: float | None = None

    @property
    def is_group(self) -> bool:
        # A @username names a channel or a supergroup, never a person.
        return isinstance(self.chat, str) or self.chat < 0

    def head(self) -> Turn | None:
        while self.waiting and self.waiting[0].left:
            heapq.heappop(self.waiting)
        return self.waiting[0] if self.waiting else None


class Slots:
    """Hands out slots by urgency. Times are seconds of any one clock that never goes back.

    A chat has one send under way at a time and rests from its answer on, so that what the network
    delays on one message never brings the next one too near, and messages of a chat keep their
    order. A chat with nothing to remember is forgotten.
    """

    def __init__(self, pace: Pace = TELEGRAM) -> None:
        self._pace = pace
        self._lanes: dict[ChatId, _Lane] = {}
        # First turns of chats that may send. Entries outlive their truth; they are checked when
        # they come up, which keeps every step at the cost of one heap operation.
        self._ready: list[Turn] = []
        self._resting: list[tuple[float, int, _Lane]] = []
        self._waiting = 0
        self._count = 0
        self._next_slot = float("-inf")
        self._refused: tuple[ChatId, float] = 0, float("-inf")
        self.all_rest_until = float("-inf")

    def __len__(self) -> int:
        """How many chats are remembered."""
        return len(self._lanes)

    def ask(self, chat: ChatId, priority: int, now: float) -> Turn:
        """Queue for a slot."""
        lane = self._lane(chat)
        lane.last_due = max(now, lane.last_due + self._pace.chat)
        self._count += 1
        turn = Turn(priority, lane.last_due, self._count, chat)
        heapq.heappush(lane.waiting, turn)
        self._waiting += 1
        self._offer(lane)
        return turn

    def grant(self, now: float) -> Turn | None:
        """The turn that goes now, if any; its chat is busy until `leave`."""
        self._rouse(now)
        while self._ready and now >= self._next_slot:
            turn = heapq.heappop(self._ready)
            lane = self._lanes.get(turn.chat)
            if lane is None or lane.head() is not turn or lane.busy or lane.free_at > now:
                continue
            heapq.heappop(lane.waiting)
            self._waiting -= 1
            lane.busy = turn.granted = True
            self._next_slot = now + self._pace.overall
            return turn
        return None

    def leave(self, turn: Turn, now: float, pause: float = 0.0) -> None:
        """A granted turn has its answer, or a waiting one gives up.

        `pause` is what Telegram asked this chat to wait, in seconds.
        """
        lane = self._lanes[turn.chat]
        if turn.granted:
            lane.busy = False
            self._tire(lane, now, pause)
            if pause and not lane.is_group:
                self._refuse(lane.chat, now, pause)
        else:
            turn.left = True
            self._waiting -= 1
        self._rest(lane, max(lane.free_at, now))

    def remember(self, chat: ChatId, at: float) -> None:
        """Somebody who spoke with this token before us sent to that chat then; oldest first."""
        lane = self._lane(chat)
        self._tire(lane, at, 0.0)
        self._next_slot = max(self._next_slot, at + self._pace.overall)
        self._rest(lane, lane.free_at)

    def _lane(self, chat: ChatId) -> _Lane:
        lane = self._lanes.get(chat)
        if lane is None:
            lane = self._lanes[chat] = _Lane(chat, [], deque(maxlen=self._pace.group_count))
        return lane

    def _refuse(self, chat: ChatId, now: float, pause: float) -> None:
        """One more was refused for speed; when that is nobody's own matter all wait."""
        other, at = self._refused
        self._refused = chat, now
        if other != chat and now - at <= TOGETHER:
            self.all_rest_until = max(self.all_rest_until, now + pause)
            self._next_slot = max(self._next_slot, self.all_rest_until)

    def wake_at(self, now: float) -> float | None:
        """When to call `grant` again; None: not before the next `ask` or `leave`."""
        self._rouse(now)
        if not self._waiting:
            return None
        if self._ready:
            return max(self._next_slot, now)
        return self._resting[0][0] if self._resting else None

    def _tire(self, lane: _Lane, now: float, pause: float) -> None:
        lane.free_at = now + max(self._pace.chat, pause)
        if lane.is_group:
            lane.sent.append(now)
            if len(lane.sent) == self._pace.group_count:
                lane.free_at = max(lane.free_at, lane.sent[0] + self._pace.group_window)

    def _offer(self, lane: _Lane) -> None:
        head = lane.head()
        if head is not None and not lane.busy:
            heapq.heappush(self._ready, head)

    def _rest(self, lane: _Lane, until: float) -> None:
        self._count += 1
        lane.rests_until = until
        heapq.heappush(self._resting, (until, self._count, lane))

    def _rouse(self, now: float) -> None:
        """Offer the chats whose rest is over; forget those that have nothing left to remember."""
        while self._resting and self._resting[0][0] <= now:
            until, _, lane = heapq.heappop(self._resting)
            if lane.rests_until != until or lane.busy:
                continue
            lane.rests_until = None
            remembered_until = lane.sent[-1] + self._pace.group_window if lane.sent else until
            if lane.head() is not None:
                self._offer(lane)
            elif remembered_until > now:
                self._rest(lane, remembered_until)
            else:
                self._lanes.pop(lane.chat, None)
