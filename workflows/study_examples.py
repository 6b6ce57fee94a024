"""The nightly look at what was corrected: which words would help is measured, and the secretary is
asked. Once per night and community, also with several processes; nothing takes effect by itself."""

import asyncio
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from db import lessons, people
from db.lesson_rows import Proposal, ProposalState
from db.roster import Staffer
from db.session import Work
from domain.learning import WEIGHT, Bounds, Finding, Material, study
from domain.people import Post, Role
from domain.press import Press
from domain.said import Button, Part, category_name, part
from workflows import reach
from workflows.deps import Deps
from workflows.speech import Message, Priority, say

log = logging.getLogger(__name__)

MOST_EXAMPLES = 400
MOST_USUAL = 400
"""How many examples and how many other tickets one study reads at most."""

MOST_ASKED = 3
"""How many words wait for an answer at most: nobody is buried in questions."""

LOOKS_BACK = timedelta(days=365)
"""How old an example may be, and for how long a word that was refused is not asked for again."""

NIGHTS_KEPT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class _Night:
    """A night, by the date of its morning, and how many examples are enough."""

    date: str
    bounds: Bounds


async def study_due(deps: Deps, hour: datetime, bounds: Bounds) -> int:
    """Study every community that was not studied in the night of this hour, which has come: late
    rather than never. What was corrected after it waits for the next night. Returns how many words
    were asked for."""
    night = _Night(hour.date().isoformat(), bounds)
    since = deps.now() - LOOKS_BACK
    async with deps.begin() as work:
        waiting = await lessons.units_to_study(work, night.date, bounds.examples, since, hour)
    known = [unit for unit in waiting if unit in deps.rules.org.units]
    return sum([await _study(deps, night, unit) for unit in known])


async def _study(deps: Deps, night: _Night, unit: str) -> int:
    """Read, measure outside of any transaction, then ask in one."""
    async with deps.begin() as work:
        asked = await lessons.words_in_state(work, unit, ProposalState.WAITING)
        may_ask = MOST_ASKED - len(asked) if await askable(work, unit) else 0
        material = await _material(work, deps, unit, night.bounds)
    found = (await _in_turns(material))[:may_ask] if may_ask > 0 else ()
    async with deps.begin() as work:
        taken = await lessons.take_night(
            work,
            night.date,
            unit,
            examples=len(material.lessons),
            asked=len(found),
            at=deps.now(),
        )
        if taken:
            await _ask(work, deps, unit, found)
            before = datetime.fromisoformat(night.date) - NIGHTS_KEPT
            await lessons.forget_nights(work, before.date().isoformat())
        await work.commit()
    deps.wake()
    log.info("studied %d examples of %s: %d words", len(material.lessons), unit, len(found))
    return len(found) if taken else 0


async def _in_turns(material: Material) -> tuple[Finding, ...]:
    """Measure, letting everybody else have their turn after every message that was read."""
    steps = study(material)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            found: tuple[Finding, ...] = end.value
            return found
        await asyncio.sleep(0)


async def _material(work: Work, deps: Deps, unit: str, bounds: Bounds) -> Material:
    since, org = deps.now() - LOOKS_BACK, deps.rules.org
    examples = await lessons.lessons_of(work, unit, since, MOST_EXAMPLES)
    staff = await people.staff_of(work, org.units)
    names = {one.name for one in org.units.values()} | {one.name for one in org.grids}
    names |= {one.name for one in staff}
    names |= {name for one in org.compound_names for name in (one.name, *one.aliases)}
    names |= await people.names_of(work, {one.owner for one in examples})
    return Material(
        lessons=examples,
        usual=await lessons.usual_of(work, unit, since, MOST_USUAL),
        catalogue=deps.rules.catalogue.with_phrases(await people.own_words(work, unit)),
        compounds=org.compound_names,
        names=names,
        known=await lessons.known_words(work, unit, since),
        bounds=bounds,
    )


async def askable(work: Work, unit: str) -> tuple[Staffer, ...]:
    """Who decides on a community's words: its secretary; where it has none, its staff."""
    staff = await people.staff_of(work, [unit])
    for role in (Role.SECRETARY, Role.COMMUNITY_STAFF):
        found = tuple(one for one in staff if one.post == Post(unit, role))
        if found:
            return found
    return ()


async def _ask(work: Work, deps: Deps, unit: str, found: tuple[Finding, ...]) -> None:
    """One private message with all of them, in the morning."""
    if not found:
        return
    rows = [_row(deps, unit, finding) for finding in found]
    work.add_all(rows)
    await work.flush()
    lines = [part("words-ask-head", unit=deps.rules.org.units[unit].name)]
    lines += [ask_line(row) for row in rows]
    buttons = tuple(answer_buttons(row) for row in rows)
    hold = deps.rules.quiet_of(unit)
    message = Message(tuple(lines), buttons, priority=Priority.REMINDER, hold=hold)
    await say(work, deps, reach.addresses(await askable(work, unit)), message)


def _row(deps: Deps, unit: str, finding: Finding) -> Proposal:
    return Proposal(
        unit=unit,
        word=finding.word,
        category=finding.category,
        weight=WEIGHT,
        examples=finding.examples,
        residents=finding.residents,
        right_before=finding.before,
        right_after=finding.after,
        measured=finding.measured,
        state=ProposalState.WAITING,
        asked_at=deps.now(),
    )


def ask_line(row: Proposal) -> Part:
    """The question about one word, with both numbers of its trial."""
    return part(
        "words-ask",
        count=row.residents,
        word=row.word,
        category=category_name(row.category),
        before=row.right_before,
        after=row.right_after,
        measured=row.measured,
    )


def answer_buttons(row: Proposal) -> tuple[Button, ...]:
    """Yes and no."""
    label = (("word", row.word),)
    return (
        Button("button-word-yes", Press("word", row.id, "yes"), label),
        Button("button-word-no", Press("word", row.id, "no"), label),
    )
