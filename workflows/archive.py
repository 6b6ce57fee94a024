"""/summary: a week's summary of the units somebody leads, shown again as it was sent, or as the
draft that it is; without a week, the last one. Any other day, week, month, quarter or year, of a
unit of theirs or one beneath, as its numbers stand today."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from db.models import Person, Summary
from db.session import Work
from domain.errors import Refusal
from domain.period import Period, Span
from domain.press import Press
from domain.said import Button, Part, Rows, part
from domain.summary import as_sent
from domain.typed import asks_for_meaning, read_period
from workflows import handling, meanings, second_look
from workflows.deps import Deps
from workflows.signing_board import show_to
from workflows.speech import Address, Message, say
from workflows.stars import thanks
from workflows.week_text import week_in_words

LOOK = "look"
UNITS_AT_ONCE = 3
"""Somebody may lead several; more than so many are asked for by name."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for: a period, and a unit where one was named."""

    period: Period
    unit: str | None


async def say_summary(work: Work, deps: Deps, person: Person, to: Address, text: str) -> None:
    """Show it. Raises Refusal for what is no period, or has not begun."""
    if asks_for_meaning(text):
        await meanings.say_meanings(work, deps, person)
        return
    posts = await handling.posts_of(work, deps, person.id)
    led = sorted(deps.rules.org.led_by(posts))
    asked = _asked(deps, text, led)
    summaries = dict.fromkeys(deps.rules.org.summary_of(unit) for unit in led)
    units = [asked.unit] if asked.unit else [one for one in summaries if one]
    kept = await _kept(work, asked.period, _signed_by(deps, led, units))
    for row in kept:
        await show_to(work, deps, row, to)
    left = [unit for unit in units if unit not in {row.unit for row in kept}]
    for unit in left[:UNITS_AT_ONCE]:
        await say(work, deps, [to], await _live(work, deps, asked.period, unit))
    if not units:
        await say(work, deps, [to], Message((part("summary-none", week=str(asked.period)),)))


def _signed_by(deps: Deps, led: list[str], units: list[str]) -> list[str]:
    """Those of these units that somebody leads or stands above, and signs for. Who leads a branch
    reads the numbers of its community and signs nothing."""
    beneath = {code for unit in led for code in deps.rules.org.below(unit)}
    return [unit for unit in units if unit in beneath]


async def _kept(work: Work, period: Period, units: list[str]) -> list[Summary]:
    rows = await work.scalars(
        select(Summary)
        .where(Summary.week == str(period), Summary.unit.in_(units))
        .order_by(Summary.unit)
    )
    return list(rows)


async def _live(work: Work, deps: Deps, period: Period, unit: str) -> Message:
    """As the numbers stand today; of a period that goes on, up to now."""
    lines = await week_in_words(work, deps, period, unit)
    named = await thanks(work, deps, period, unit)
    return Message((*as_sent(lines, (), (), len(named)), *named), look_buttons(period, unit))


def look_buttons(period: Period, unit: str) -> Rows:
    """核对 and 定义 under numbers."""
    look = Button("button-look", Press(LOOK, 0, f"{period}.{unit}".lower()))
    return ((look, Button("button-meaning", Press(meanings.VERB, 0))),)


async def press_look(work: Work, deps: Deps, person: Person, choice: str | None) -> Part:
    """核对 under numbers that were asked for."""
    when, _, unit = (choice or "").partition(".")
    try:
        period = Period.parse(when)
    except ValueError:
        raise Refusal("refuse-button") from None
    if unit not in deps.rules.org.units:
        raise Refusal("refuse-button")
    return await second_look.say_looks(work, deps, person, unit, period)


def _asked(deps: Deps, text: str, led: list[str]) -> Asked:
    """A period, as it is written or called, and a unit; one of them may be missing."""
    today = deps.now().astimezone(deps.rules.zone).date()
    if not text or _called(deps, text, led):
        return Asked(Period.holding(Span.WEEK, today).before(), _called(deps, text, led))
    period, name = _period(text, today)
    start, _ = period.bounds(deps.rules.zone)
    if start > deps.now():
        raise Refusal("refuse-period-ahead", period=str(period))
    if name and _called(deps, name, led) is None:
        raise Refusal("refuse-period-unit", name=name)
    return Asked(period, _called(deps, name, led))


def _period(text: str, today: date) -> tuple[Period, str]:
    """上周, 2026-10 永安社区, last week yongan: the period, and what stands behind it."""
    words = text.split()
    for count in (1, 2):
        when = " ".join(words[:count])
        try:
            return read_period(when, today) or Period.parse(when), " ".join(words[count:])
        except ValueError:
            continue
    raise Refusal("refuse-week-unread")


def _called(deps: Deps, name: str, led: list[str]) -> str | None:
    """A unit beneath those that somebody leads, by its name or code."""
    org = deps.rules.org
    beneath = {code for unit in led for code in org.below(unit)}
    found = (org.summary_of(code) for code in beneath if name in (code, org.units[code].name))
    return next(filter(None, found), None)
