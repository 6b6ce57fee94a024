"""Seasons at work: the level and limits with which a ticket opens, and the surge mode (应急), a
season that a secretary switches on for her unit and that ends by itself."""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta

from db import people, surges
from db.models import Person, Ticket
from db.session import Work
from db.surges import Switched
from domain.errors import Refusal
from domain.org import UnitKind
from domain.people import Post
from domain.permissions import BUTTONS
from domain.press import Press
from domain.reading import readable
from domain.said import Button, Part, Rows, moment, part
from domain.screen import LABEL_MOST, excerpt
from domain.season import Season
from workflows import reach
from workflows.deps import Deps
from workflows.speech import Address, Message, Priority, say

log = logging.getLogger(__name__)

HOURS = (12, 24, 48)
"""For how long a surge is switched on with one tap."""

KINDS = frozenset({UnitKind.COMMUNITY, UnitKind.STREET, UnitKind.DISTRICT})
"""Whose first person responsible may switch it."""


async def take_level(work: Work, deps: Deps, ticket: Ticket, level: str) -> list[str]:
    """Write onto a new ticket its level and limits, as they are in the seasons that are on for its
    community or lead unit. Returns the names of those seasons."""
    rules = deps.rules
    on: tuple[Season, ...] = ()
    if rules.seasons.all:
        day = deps.now().astimezone(rules.zone).date()
        switched = await _switched_on(work, deps)
        on = rules.seasons.on(day, (ticket.community, ticket.lead_unit), switched)
    ticket.level = rules.seasons.level(
        level, ticket.category, lambda: readable(ticket.text, rules.catalogue), on
    )
    policy = rules.seasons.policy(ticket.level, on) if on else rules.policies[ticket.level]
    ticket.policy = policy.to_json()
    return [season.name for season in on]


async def _switched_on(work: Work, deps: Deps) -> Mapping[str, frozenset[str]]:
    """For each season that is switched on: the units, with those beneath them. Read once per unit
    of work, and not at all where no season is switched by hand."""
    if not deps.rules.seasons.by_hand:
        return {}
    if "surges" not in work.info:
        found: dict[str, frozenset[str]] = {}
        for one in await surges.surges(work):
            if one.until > deps.now():
                below = deps.rules.org.below(one.unit)
                found[one.season] = found.get(one.season, frozenset()).union(below)
        work.info["surges"] = found
    known: Mapping[str, frozenset[str]] = work.info["surges"]
    return known


async def switch_on(
    work: Work, deps: Deps, place: tuple[str, Season], hours: int, person: Person | None
) -> datetime:
    """应急 begins for a unit and all beneath it, or goes on for longer; its staff are told at
    once. Returns its end."""
    unit, season = place
    now = deps.now()
    until = now + timedelta(hours=hours)
    by = person.id if person else None
    await surges.put(work, unit, season.name, Switched(now, until, by))
    log.info("surge %s at %s: on for %d h by %s", season.name, unit, hours, _who(person))
    await _tell(work, deps, unit, part("surge-begins", until=moment(until), **_said(deps, place)))
    return until


async def switch_off(
    work: Work, deps: Deps, place: tuple[str, Season], person: Person | None
) -> bool:
    """应急 ends; its staff are told. Returns False when it was not on."""
    unit, season = place
    was_on = await surges.take(work, unit, season.name)
    if was_on:
        log.info("surge %s at %s: off by %s", season.name, unit, _who(person))
        await _tell(work, deps, unit, part("surge-ends", **_said(deps, place)))
    return was_on


def _who(person: Person | None) -> str:
    return f"person {person.id}" if person else "an operator"


async def end_due(deps: Deps) -> int:
    """Tell of those whose end has come, once; returns how many. They have had no effect since."""
    if not deps.rules.seasons.by_hand:
        return 0
    async with deps.begin() as work:
        due = [one for one in await surges.surges(work) if one.until <= deps.now()]
        for one in due:
            await _end(work, deps, one.unit, one.season)
        if due:
            await work.commit()
            deps.wake()
    return len(due)


async def _end(work: Work, deps: Deps, unit: str, name: str) -> None:
    season = season_named(deps, name)
    ended = await surges.take(work, unit, name, deps.now())
    if ended and season and unit in deps.rules.org.units:
        line = part("surge-ended", **_said(deps, (unit, season)))
        await _tell(work, deps, unit, line, quietly=True)


def _said(deps: Deps, place: tuple[str, Season]) -> dict[str, str]:
    unit, season = place
    return {"unit": deps.rules.org.units[unit].name, "season": season.name}


async def _tell(work: Work, deps: Deps, unit: str, line: Part, *, quietly: bool = False) -> None:
    """One line to everybody with a role at a unit or beneath it."""
    staff = await people.staff_of(work, deps.rules.org.below(unit))
    hold = deps.rules.quiet_of(unit) if quietly else False
    message = Message((line,), priority=Priority.CARD, hold=hold)
    await say(work, deps, reach.addresses(staff), message)


def season_named(deps: Deps, name: str) -> Season | None:
    """A season that is switched by hand, by its name."""
    return next((one for one in deps.rules.seasons.by_hand if one.name == name), None)


def check_place(deps: Deps, unit: str, name: str) -> tuple[str, Season]:
    """The unit and the season of an operator's command. Raises Refusal that says what there is."""
    if unit not in deps.rules.org.units:
        raise Refusal("refuse-unknown-unit", unit=unit)
    season = season_named(deps, name)
    known = [one.name for one in deps.rules.seasons.by_hand]
    if season is None:
        raise Refusal("refuse-season", season=name, allowed={"$join": known or ["-"]})
    if unit not in season.units:
        raise Refusal("refuse-season-unit", season=name, unit=deps.rules.org.units[unit].name)
    return unit, season


async def say_surges(work: Work, deps: Deps, person: Person, to: Address) -> None:
    """/surge: what is on in the units a person leads, and the buttons to switch."""
    on = {(one.unit, one.season): one for one in await surges.surges(work)}
    lines: list[Part] = []
    rows: Rows = ()
    for unit in await _led_by(work, deps, person):
        for season in deps.rules.seasons.by_hand:
            if unit not in season.units:
                continue
            one = on.get((unit, season.name))
            said = _said(deps, (unit, season))
            if one and one.until > deps.now():
                lines.append(part("surge-is-on", until=moment(one.until), **said))
                off = Press("surge", season.number, f"{unit}.off")
                label = said | {"unit": excerpt(str(said["unit"]), LABEL_MOST)}
                rows = (*rows, (Button("button-surge-off", off, tuple(label.items())),))
            else:
                lines.append(part("surge-is-off", **said))
                rows = (*rows, _hours_row(unit, season))
    await say(work, deps, [to], Message(tuple(lines) or (part("surge-none"),), rows))


def _hours_row(unit: str, season: Season) -> tuple[Button, ...]:
    return tuple(
        Button(
            "button-surge-on",
            Press("surge", season.number, f"{unit}.{hours}"),
            (("season", season.name), ("hours", hours)),
        )
        for hours in HOURS
    )


async def _led_by(work: Work, deps: Deps, person: Person) -> list[str]:
    """The units from a community upward whose first person responsible this is."""
    org = deps.rules.org
    mine = await people.memberships(work, person.id)
    units = [org.units[m.unit] for m in mine if m.unit in org.units]
    held = {Post(m.unit, m.role) for m in mine if BUTTONS["surge"].admits([m.role])}
    return [u.code for u in units if u.kind in KINDS and org.lead_post(u.code) in held]


async def press(work: Work, deps: Deps, person: Person, number: int, choice: str | None) -> Part:
    """A button of /surge. Raises Refusal for somebody else's unit and for what was never
    offered."""
    unit, _, what = (choice or "").partition(".")
    season = next((one for one in deps.rules.seasons.by_hand if one.number == number), None)
    if season is None or unit not in season.units or what not in ("off", *map(str, HOURS)):
        raise Refusal("refuse-button")
    if unit not in await _led_by(work, deps, person):
        raise Refusal("refuse-surge", unit=deps.rules.org.units[unit].name)
    if what == "off":
        was_on = await switch_off(work, deps, (unit, season), person)
        return part("toast-surge-off" if was_on else "toast-surge-was-off")
    until = await switch_on(work, deps, (unit, season), int(what), person)
    return part("toast-surge-on", until=moment(until))
