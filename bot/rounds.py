"""What a program does again and again: what is due, the audit, and the work of the night."""

import logging
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.app import Program
from domain.learning import Bounds
from domain.period import Span
from workflows.announcing import spread_due
from workflows.audit import AUDIT, audit, beat, find_gaps
from workflows.deps import Deps
from workflows.evening_line import send_evening_lines
from workflows.forgetting import begin_those_who_waited, forget_due
from workflows.hot_spots import propose_due
from workflows.morning_sheet import DeskHours, send_due_sheets
from workflows.probe import database_is_well
from workflows.renew_cards import renew_due
from workflows.spread_notices import spread_notices
from workflows.standing_in import begin_absences
from workflows.study_examples import study_due
from workflows.summarise_week import SummaryHours, send_due_summaries
from workflows.surge import end_due
from workflows.tell_ops import tell_findings, tell_gaps
from workflows.tick import fire_due
from workflows.tidy import Purged, purge
from workflows.watch_desks import Looked, warn_empty_desks

log = logging.getLogger(__name__)

Job = Callable[[Deps], Awaitable[int | None]]
"""One part of the round."""


@dataclass
class Rounds:
    """The rounds of one program, with the days on which it has done what is done once a day."""

    program: Program
    studied: date | None = None
    purged: date | None = None
    sheets: dict[str, date] = field(default_factory=dict)
    warned: Looked | None = None
    renewed: date | None = None
    evening: date | None = None
    proposed: str | None = None

    @property
    def deps(self) -> Deps:
        """What the workflows need."""
        return self.program.deps

    async def tick(self) -> int:
        """Settle what those who went away had in hand, fire what is due, tell of posts that were
        found empty, queue summaries and the desk's sheets whose hour has come, and bring cards of
        yesterday up to date; returns how many timers fired. What fails keeps nothing after it:
        its error is raised when everything had its turn."""
        failed: Exception | None = None
        fired = 0
        for job in (begin_absences, fire_due, *self._after_the_clocks()):
            try:
                done = await job(self.deps)
                fired = done if job is fire_due and done else fired
            except Exception as error:
                if not await database_is_well(self.deps):
                    raise
                if failed is not None:
                    log.exception("this part of the round failed as well")
                failed = failed or error
        if failed is not None:
            raise failed
        return fired

    def _after_the_clocks(self) -> Iterable[Job]:
        """Those who tell of what the clocks left, and those whose hour comes once in a while."""
        return (
            tell_gaps,
            spread_due,
            spread_notices,
            self._propose,
            end_due,
            forget_due,
            self._summarise,
            self._hand_out_sheets,
            self._say_the_evening,
            self._watch_desks,
            self._renew,
        )

    async def _propose(self, deps: Deps) -> None:
        at = self.program.settings.projects.at
        self.proposed = await propose_due(deps, at, self.proposed)

    async def _summarise(self, deps: Deps) -> None:
        monday = self.program.settings.summary
        hours = SummaryHours(
            monday.at,
            frozenset(monday.automatic),
            monday.automatic_at,
            frozenset(map(Span, monday.longer)),
        )
        await send_due_summaries(deps, hours)

    async def _hand_out_sheets(self, deps: Deps) -> None:
        desk = self.program.settings.desk
        await send_due_sheets(deps, DeskHours(desk.sheet_at, desk.handover_at), self.sheets)

    async def _say_the_evening(self, deps: Deps) -> None:
        at = self.program.settings.desk.evening_at
        self.evening = await send_evening_lines(deps, at, self.evening)

    async def _watch_desks(self, deps: Deps) -> None:
        at = self.program.settings.desk.warn_at
        self.warned = await warn_empty_desks(deps, at, self.warned)

    async def _renew(self, deps: Deps) -> None:
        self.renewed = await renew_due(deps, self.renewed)

    async def audit(self) -> tuple[int, int]:
        """Look for silent tickets and gaps, and tell the operators what changed; returns how many
        there are of each."""
        violations, gaps = await audit(self.deps), await find_gaps(self.deps)
        await tell_findings(self.deps, violations, gaps)
        await beat(self.deps, AUDIT, violations=len(violations), gaps=len(gaps))
        return len(violations), len(gaps)

    async def learn(self) -> int:
        """Study what was corrected, once its hour of the night has come; returns how many words
        were asked for. It may take a while, with everything else going on."""
        learning, zone, now = self.program.settings.learning, self.deps.rules.zone, self.deps.now()
        night = now.astimezone(zone).date()
        hour = datetime.combine(night, learning.at, zone)
        if not learning.enabled or now < hour or self.studied == night:
            return 0
        asked = await study_due(self.deps, hour, Bounds(learning.examples))
        self.studied = night
        return asked

    async def purge(self) -> Purged:
        """Erase what may no longer be kept, once its hour of the night has come; returns how much
        that was. It may take a while, with everything else going on."""
        zone, now = self.deps.rules.zone, self.deps.now()
        night = now.astimezone(zone).date()
        hour = datetime.combine(night, self.program.settings.privacy.at, zone)
        if now < hour or self.purged == night:
            return Purged()
        await begin_those_who_waited(self.deps)
        done = await purge(self.deps, self.program.stop.is_set)
        self.purged = night
        return done
