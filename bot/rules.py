"""From the configuration to the rules that workflows use: organisation, calendar, limits."""

import logging
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import chinese_calendar

from bot.catalogue_file import DEFAULT_CATALOGUE, load_catalogue
from bot.settings import Settings
from domain.clocks import QuietHours, WorkingCalendar
from domain.duplicates import MergeRule
from domain.org import Compound, Grid, Organisation, Unit
from domain.policy import DEFAULT_POLICIES, LevelPolicy
from workflows.deps import Rules

log = logging.getLogger(__name__)


def make_rules(settings: Settings, base: Path | None = None) -> Rules:
    """Build the rules. `base` is the folder that relative paths of the file start from."""
    own = settings.community.catalogue
    catalogue = load_catalogue((base or Path()) / own if own else DEFAULT_CATALOGUE)
    org = make_organisation(settings)
    zone = ZoneInfo(settings.time.zone)
    only = [code for code in org.compounds] if len(org.compounds) == 1 else []
    return Rules(
        org=org,
        catalogue=catalogue,
        calendar=WorkingCalendar(zone, settings.time.working, workday_lookup(settings)),
        quiet=QuietHours(zone, settings.time.quiet),
        policies=make_policies(settings),
        default_lang=settings.community.default_lang,
        emergency_phone=settings.community.duty_phone,
        bot_link=bot_link(settings),
        home_compound=only[0] if only else None,
        invite_days=settings.community.invite_days,
        merge=MergeRule(**settings.merge.model_dump()),
    )


def bot_link(settings: Settings) -> str:
    """The link a person opens to talk to the bot; empty when Telegram is off."""
    name = settings.telegram.username
    return f"https://t.me/{name}" if settings.telegram.enabled and name else ""


def make_organisation(settings: Settings) -> Organisation:
    """The tree of units, the compounds and the grids."""
    return Organisation(
        tuple(Unit(u.code, u.name, u.kind, u.parent) for u in settings.units),
        tuple(Compound(**c.model_dump()) for c in settings.compounds),
        tuple(Grid(**g.model_dump()) for g in settings.grids),
    )


def make_policies(settings: Settings) -> dict[str, LevelPolicy]:
    """The default limits with what the configuration sets over them."""
    made = dict(DEFAULT_POLICIES)
    for code, level in settings.levels.items():
        known = {f.name for f in fields(LevelPolicy)}
        own = {k: v for k, v in level.model_dump().items() if v is not None and k in known}
        made[code] = replace(made[code], **own)
    return made


def workday_lookup(settings: Settings) -> Callable[[date], bool | None]:
    """Whether a day is a working day: the unit's own days first, then the State Council's
    calendar. A year the calendar does not know gives None, and a loud warning, once."""
    own = {day: False for day in settings.time.holidays}
    own |= {day: True for day in settings.time.workdays}
    warned: set[int] = set()

    def is_workday(day: date) -> bool | None:
        if day in own:
            return own[day]
        try:
            return bool(chinese_calendar.is_workday(day))
        except NotImplementedError:
            if day.year not in warned:
                warned.add(day.year)
                log.warning(unknown_year(day.year))
            return None

    return is_workday


def unknown_year(year: int) -> str:
    """What to tell operators about a year whose holidays are not known."""
    return (
        f"THE HOLIDAYS OF {year} ARE NOT KNOWN: every day of {year} counts as a working day, so "
        "deadlines come out early, never late. Update the package chinesecalendar, or write "
        "[time] holidays and workdays."
    )


def years_unknown(settings: Settings, today: date) -> list[int]:
    """Of this year and, from November on, the next: those whose holidays are not known."""
    wanted = [today.year] + ([today.year + 1] if today.month >= 11 else [])
    lookup = workday_lookup(settings)
    return [year for year in wanted if lookup(date(year, 3, 1)) is None]
