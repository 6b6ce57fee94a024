"""Which step of a clock speaks next, when, and to which rung of the chain (DOMAIN §4).

Pure arithmetic over one clock that began at a moment: 50, 80, 100 %, then every 25 % further.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.clocks import Limit, WorkingCalendar, point
from domain.policy import LevelPolicy

REMINDERS = (50, 80, 100)
CLIMB = 25
SPAN = 1_000_000
"""A clock that began anew within its round counts its steps from the next multiple of this."""

STEPS_MOST = 4000
"""Steps that are reached at once: nearly a fortnight of pages each five minutes."""

SINGLE_SHOT = frozenset({"confirm", "news", "news_answer"})
"""Clocks that speak once, at their end, instead of reminding and climbing."""


@dataclass(frozen=True, slots=True)
class Step:
    """A moment of a clock: how much of the limit has passed then."""

    percent: int
    at: datetime


def next_percent(percent: int) -> int:
    """The step after one: 0, 50, 80, 100, 125, 150, ..."""
    return next((p for p in REMINDERS if p > percent), percent + CLIMB)


def rung_at(percent: int) -> int:
    """How many rungs above the responsible post a step tells: none before 100 %, one at 100 %,
    then one more each 25 %."""
    return 0 if percent < 100 else 1 + (percent - 100) // CLIMB


@dataclass(frozen=True, slots=True)
class ClockRun:
    """One clock of one ticket, running since `start` under the limits copied onto it. `span`: how
    often it began anew within its round, as people approved; then `own` is its limit. `cycle`: its
    round, where that is not the ticket's."""

    clock: str
    start: datetime
    policy: LevelPolicy
    calendar: WorkingCalendar
    span: int = 0
    own: Limit | None = None
    cycle: int | None = None

    @property
    def limit(self) -> Limit:
        """The limit of this clock."""
        return self.own or self.policy.limit(self.clock)

    def step(self, percent: int) -> Step:
        """The moment of a step. A level that pages again (L0) does so at its own pace once its
        limit is over, one rung further each time."""
        if percent > 100 and self.clock == "accept" and self.policy.repeat:
            pace = Limit.parse(self.policy.repeat)
            end = point(self.start, self.limit, 100, self.calendar)
            minutes = point(end, pace, 100, self.calendar) - end
            return Step(percent, end + minutes * ((percent - 100) // CLIMB))
        return Step(percent, point(self.start, self.limit, percent, self.calendar))

    def first(self) -> Step:
        """The first step to wait for."""
        return self.step(100 if self.clock in SINGLE_SHOT else REMINDERS[0])

    def after(self, percent: int) -> Step:
        """The step that follows one."""
        return self.step(next_percent(percent))

    def reached(self, percent: int, now: datetime) -> tuple[int, ...]:
        """The steps from `percent` on whose time has come by `now`, lowest first.

        After an outage there are several: only the last of them speaks, the others are recorded
        as skipped.
        """
        steps = [percent]
        while len(steps) < STEPS_MOST and self.after(steps[-1]).at <= now:
            steps.append(next_percent(steps[-1]))
        return tuple(steps)


def period_of_urge(policy: LevelPolicy) -> timedelta:
    """How often a resident's urging is passed on: as the level says, else once an hour where it is
    fast and twice a day where it is not. She urges at any hour, so that it runs on the wall."""
    if policy.urge is None:
        return timedelta(hours=1) if policy.code in ("L0", "L1") else timedelta(hours=12)
    limit = Limit.parse(policy.urge).on_the_wall
    return timedelta(**{_SPANS[limit.unit]: limit.amount})


_SPANS = {"m": "minutes", "h": "hours", "d": "days"}
