"""What must become of a general matter of the community (L3) by itself and by what people do,
reckoned apart from the program: for test_any_history."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from domain.lifecycle import Status
from tests.scenarios.slow_clock import SlowClock

ACCEPT, CONTACT, FIX = 120, 450, 7 * 450
NEWS, ANSWER = 3 * 450, 240
"""Limits in working minutes."""

CONFIRM = timedelta(hours=72)
AT_LEAST_AFTER_A_HOLD = 60
STEPS = {50: 60, 80: 96, 100: 120, 125: 180, 150: 240}
"""After so many working minutes without an accept, which step speaks; then it is at the top."""

OVER = (Status.CLOSED, Status.WITHDRAWN)


@dataclass
class Model:
    """The ticket as it must be. `ask_at`: when 还在办吗 is asked; `back_at`: when it is taken back;
    `spoke`: the steps of the accept clock that spoke in this round."""

    clock: SlowClock
    now: datetime
    status: Status = Status.QUEUED
    handler: str | None = None
    verdict: str | None = None
    contacted: bool = False
    accept_from: datetime = field(init=False)
    contact_due: datetime = field(init=False)
    fix_due: datetime = field(init=False)
    spoke: list[int] = field(default_factory=list)
    ask_at: datetime | None = None
    back_at: datetime | None = None
    lapse_at: datetime | None = None
    closed_at: datetime | None = None
    held_until: datetime | None = None
    asked: tuple[str, datetime] | None = None
    approved: int = 0

    def __post_init__(self) -> None:
        self._begin()

    def _begin(self) -> None:
        self.contact_due = self.clock.add(self.now, CONTACT)
        self.fix_due = self.clock.add(self.now, FIX)
        self.contacted = False
        self._queue()

    def _queue(self) -> None:
        self.status, self.handler = Status.QUEUED, None
        self.accept_from, self.spoke = self.now, []
        self._leave_hand()

    def _leave_hand(self) -> None:
        self.ask_at = self.back_at = self.held_until = self.asked = None

    # What people do

    def accept(self, who: str) -> None:
        self.status, self.handler = Status.HANDLING, who
        self.news()

    def news(self) -> None:
        if self.held_until is None:
            self.ask_at, self.back_at = self.clock.add(self.now, NEWS), None

    def resolve(self) -> None:
        self.status, self.contacted = Status.DONE, True
        self._leave_hand()
        self.lapse_at = self.now + CONFIRM

    def solved(self) -> None:
        self._close("solved")

    def redo(self) -> None:
        self.verdict = self.lapse_at = self.closed_at = None
        self._begin()

    def withdraw(self) -> None:
        self._leave_hand()
        self.status, self.handler, self.lapse_at = Status.WITHDRAWN, None, None

    @property
    def may_reopen(self) -> bool:
        return self.closed_at is not None and self.now <= self.closed_at + CONFIRM

    def approve(self) -> None:
        assert self.asked
        kind, until = self.asked
        self.asked = None
        self.approved += 1
        if kind == "extension":
            self.fix_due = until
            return
        for name in ("fix_due", *(() if self.contacted else ("contact_due",))):
            left = self.clock.between(self.now, getattr(self, name))
            end = self.clock.add(until, max(left, AT_LEAST_AFTER_A_HOLD))
            setattr(self, name, end)
        self.ask_at = self.back_at = None
        self.held_until = until

    def resume(self) -> None:
        assert self.held_until
        for name in ("fix_due", *(() if self.contacted else ("contact_due",))):
            left = self.clock.between(self.held_until, getattr(self, name))
            setattr(self, name, self.clock.add(self.now, left))
        self.held_until = None
        self.news()

    # What time does

    def go_to(self, moment: datetime, *, asleep: bool = False) -> None:
        """Time passes up to a moment; `asleep`: nothing ran meanwhile, and all is settled then."""
        while (due := self._next()) and due <= moment:
            self.now = max(due, moment) if asleep else max(due, self.now)
            self._happen(due)
        self._remind(moment, asleep=asleep)
        self.now = moment

    def _next(self) -> datetime | None:
        waiting = (self.ask_at, self.back_at, self.lapse_at, self.held_until)
        waiting += (self.asked[1] if self.asked else None,)
        return min((at for at in waiting if at), default=None)

    @property
    def next_moment(self) -> datetime | None:
        """When something must happen next by itself, of what the model knows."""
        found = [self._next()]
        if self.status is Status.QUEUED:
            left = (minutes for step, minutes in STEPS.items() if step not in self.spoke)
            found += [self.clock.add(self.accept_from, minutes) for minutes in left]
        return min((moment for moment in found if moment and moment > self.now), default=None)

    def _happen(self, due: datetime) -> None:
        if due == self.lapse_at:
            self._close("unanswered")
        elif due == self.held_until:
            self.held_until = None
            self.news()
        elif due == self.back_at:
            self._queue()
        elif due == self.ask_at:
            self.ask_at = None
            self.back_at = self.clock.add(self.clock.awake(self.now), ANSWER)
        else:
            self.asked = None

    def _close(self, verdict: str) -> None:
        self.status, self.verdict = Status.CLOSED, verdict
        self.closed_at, self.lapse_at = self.now, None

    def _remind(self, moment: datetime, *, asleep: bool) -> None:
        if self.status is not Status.QUEUED:
            return
        due = {p: self.clock.add(self.accept_from, m) for p, m in STEPS.items()}
        passed = [p for p, at in due.items() if at <= moment and p > max(self.spoke, default=0)]
        self.spoke += passed[-1:] if asleep else passed

    @property
    def is_over(self) -> bool:
        return self.status in OVER
