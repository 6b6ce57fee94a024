"""Whatever people do with a ticket, in whatever order, whatever time passes and however long the
program was off: it becomes what a model says that knows the rules alone (lifecycle_model), and at
every instant somebody, a timer and a date are there."""

import asyncio
import shutil
from collections.abc import Awaitable
from datetime import datetime, time, timedelta
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from db.models import TimerState
from db.time_rows import Deferral
from domain.lifecycle import OPEN, Status
from tests.scenarios.lifecycle_model import Model
from tests.scenarios.slow_clock import SlowClock
from tests.scenarios.staging import NOISE, at, nothing_is_silent
from tests.support.town import ZONE, open_town

MACHINES, STEPS = 15, 25
SPANS = st.sampled_from([1, 17, 60, 61, 119, 240, 600, 1440, 3 * 1440, 8 * 1440])
"""In minutes."""

NEW_ROUND = ("opened", "take_back", "unsolved")


def when(*statuses: Status, held: bool | None = None) -> Any:
    """A rule for these states of the ticket, and for one that rests or does not."""

    def fits(machine: "Lifecycle") -> bool:
        model = machine.model
        rests = held is None or (model.held_until is not None) is held
        return model.status in statuses and rests

    return precondition(fits)


class Lifecycle(RuleBasedStateMachine):
    """A town and its model, side by side."""

    def __init__(self, url: str, lived: set[Status]) -> None:
        super().__init__()
        self.lived = lived
        self.runner = asyncio.Runner()
        self.town = self.run(open_town(url))
        self.model = Model(SlowClock(self.town.deps.rules.calendar.is_workday), at(18, "09:00"))

    def run(self, doing: Awaitable[Any]) -> Any:
        async def wait() -> Any:
            return await doing

        return self.runner.run(wait())

    def press(self, chat: str, payload: str) -> None:
        self.run(self.town.people[chat].sends_press(payload))

    def say(self, chat: str, words: str) -> None:
        self.run(self.town.people[chat].says(words))

    def teardown(self) -> None:
        self.run(self.town.close())
        self.runner.close()

    @initialize()
    def she_reports(self) -> None:
        self.town.people["resident"] = self.run(self.town.resident())
        self.say("resident", NOISE)

    # Time

    @rule(minutes=SPANS)
    def time_passes(self, minutes: int) -> None:
        self.go_to(self.model.now + timedelta(minutes=minutes))

    @precondition(lambda machine: machine.model.next_moment)
    @rule()
    def the_next_moment_comes(self) -> None:
        """A minute before it nothing has happened yet."""
        moment = self.model.next_moment
        self.go_to(max(self.model.now, moment - timedelta(minutes=1)))
        self.it_is_as_the_model_says()
        self.go_to(moment)

    def go_to(self, moment: datetime) -> None:
        self.run(self.town.until(moment))
        self.model.go_to(moment)

    @rule(minutes=SPANS)
    def the_program_is_off(self, minutes: int) -> None:
        moment = self.model.now + timedelta(minutes=minutes)
        self.town.clock.move_to(moment)
        self.run(self.town.until(moment))
        self.model.go_to(moment, asleep=True)

    # Staff

    @when(Status.QUEUED)
    @rule()
    def the_grid_worker_accepts(self) -> None:
        self.press("grid", "accept:1")
        self.model.accept("grid")

    @when(Status.QUEUED)
    @rule(chat=st.sampled_from(["secretary", "street", "district"]))
    def somebody_above_takes_it(self, chat: str) -> None:
        """Whoever was told may; nobody else."""
        was_told = self.run(self.town.ticket(1)).rung
        self.press(chat, "accept:1")
        if was_told > ("secretary", "street", "district").index(chat):
            self.model.accept(chat)

    @when(Status.HANDLING)
    @rule()
    def still_on(self) -> None:
        self.press(self.model.handler, "still_on:1")
        self.model.news()

    @when(Status.HANDLING)
    @rule()
    def there_is_progress(self) -> None:
        self.press(self.model.handler, "progress:1")
        self.say(self.model.handler, "去楼上谈过一次")
        self.model.contacted = True
        self.model.news()

    @when(Status.HANDLING)
    @rule()
    def it_is_done(self) -> None:
        self.press(self.model.handler, "resolve:1")
        self.say(self.model.handler, "说好了")
        self.model.resolve()

    @when(Status.HANDLING, held=False)
    @rule(kind=st.sampled_from(["extension", "hold"]))
    def more_time_is_asked_for(self, kind: str) -> None:
        if self.model.asked or self.model.approved == 2 or self.model.handler == "district":
            return
        today = self.model.now.astimezone(ZONE).date()
        due = self.model.fix_due.astimezone(ZONE).date()
        day = self.model.clock.workday_after(max(today, due) if kind == "extension" else today)
        reason = "parts" if kind == "extension" else "resident"
        self.press(self.model.handler, f"defer:1:{kind}.{reason}.{day:%Y%m%d}.go")
        if (day - today).days <= 15:
            clock = time(18) if kind == "extension" else time(8, 30)
            self.model.asked = kind, datetime.combine(day, clock, ZONE)

    @when(Status.HANDLING)
    @rule(answer=st.sampled_from(["approve", "refuse"]))
    def it_is_answered(self, answer: str) -> None:
        number = max((row.id for row in self.run(self.town.rows(Deferral))), default=0)
        self.press("district", f"{answer}:1:{number}")
        if self.model.asked and answer == "approve":
            self.model.approve()
        self.model.asked = None

    @when(Status.HANDLING, held=True)
    @rule()
    def it_goes_on_early(self) -> None:
        self.press(self.model.handler, "resume:1")
        self.model.resume()

    # Hers, and what changes nothing

    @when(Status.DONE)
    @rule()
    def she_says_it_is_solved(self) -> None:
        self.press("resident", "solved:1")
        self.model.solved()

    @when(Status.DONE)
    @rule()
    def she_says_it_is_not(self) -> None:
        self.press("resident", "unsolved:1")
        self.model.redo()

    @when(Status.CLOSED)
    @rule()
    def she_opens_it_again(self) -> None:
        self.press("resident", "reopen:1")
        if self.model.may_reopen:
            self.model.redo()

    @when(Status.QUEUED, Status.HANDLING)
    @rule(really=st.integers(0, 4))
    def she_withdraws(self, really: int) -> None:
        if not really:
            self.press("resident", "withdraw:1")
            self.model.withdraw()

    @rule(payload=st.sampled_from(["urge:1", "accept:1", "resolve:1", "take_back:1", "lapse:1"]))
    def she_presses_what_moves_nothing(self, payload: str) -> None:
        self.press("resident", payload)

    @rule(payload=st.sampled_from(["accept:1", "resolve:1", "solved:1", "resume:1", "approve:1:1"]))
    def a_bystander_presses(self, payload: str) -> None:
        self.press("property", payload)

    @rule(payload=st.sampled_from(["acknowledge:1", "show:1", "unsolved:1"]))
    def the_secretary_looks(self, payload: str) -> None:
        self.press("secretary", payload)

    # What holds at every instant

    @invariant()
    def it_is_as_the_model_says(self) -> None:
        ticket = self.run(self.town.ticket(1))
        model = self.model
        handler = self.town.people[model.handler].person_id if model.handler else None
        assert (ticket.status, ticket.verdict) == (
            model.status,
            "withdrawn" if model.status is Status.WITHDRAWN else model.verdict,
        )
        if model.status in (Status.QUEUED, Status.HANDLING):
            assert ticket.handler_id == handler
            assert (ticket.fix_due, ticket.held_until) == (model.fix_due, model.held_until)
            assert model.contacted or ticket.contact_due == model.contact_due
        if model.status is Status.QUEUED:
            assert self._spoke() == model.spoke
        assert len(self.run(self.town.tickets())) == 1

    def _spoke(self) -> list[int]:
        """The steps of the accept clock that spoke since it last began, up to the top."""
        found: list[int] = []
        for event in self.run(self.town.events()):
            if event.kind in NEW_ROUND:
                found = []
            elif event.kind == "reminded" and event.values["clock"] == "accept":
                found.append(event.values["percent"])
        return sorted({min(percent, 150) for percent in found})

    @invariant()
    def the_state_is_remembered(self) -> None:
        self.lived.add(self.model.status)

    @invariant()
    def somebody_a_timer_and_a_date_are_there(self) -> None:
        self.run(nothing_is_silent(self.town))
        waiting = [t for t in self.run(self.town.timers()) if t.state is TimerState.PENDING]
        assert bool(waiting) is (self.model.status in OPEN)


def test_any_history_is_as_the_model_says(sqlite_file, tmp_path):
    numbers, lived = iter(range(10**6)), set[Status]()

    def in_a_town() -> Lifecycle:
        target = tmp_path / f"town-{next(numbers)}.sqlite3"
        shutil.copy(sqlite_file, target)
        return Lifecycle(f"sqlite:///{target}", lived)

    run_state_machine_as_test(
        in_a_town,
        settings=settings(
            max_examples=MACHINES,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow],
            phases=[Phase.explicit, Phase.reuse, Phase.generate],  # a town for each try: no hours
        ),
    )
    assert next(numbers) >= MACHINES, "a history that never began holds no rule"
    assert {Status.QUEUED, Status.HANDLING} <= lived
