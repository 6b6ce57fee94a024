"""From the configuration to the rules that workflows use: organisation, calendar, limits."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import chinese_calendar

from bot.catalogue_file import DEFAULT_CATALOGUE, load_catalogue
from bot.settings import Settings
from bot.time_settings import CalendarRow, Level, SeasonRow
from domain.catalogue import Catalogue
from domain.clocks import QuietHours, WorkingCalendar
from domain.duplicates import MergeRule
from domain.honesty import Thresholds
from domain.hours import SATURDAY, WEEKDAYS, OwnDays, PublicDay, is_workday, span_text
from domain.org import Compound, Grid, Organisation, Unit
from domain.own_categories import OwnCategory, gone, with_own, words_by_unit
from domain.own_hours import OwnHours
from domain.policy import DEFAULT_POLICIES, LevelPolicy
from domain.project import HotRule
from domain.restraint import Restraint
from domain.retention import Retention
from domain.season import MonthDay, Raise, Season, Seasons
from domain.text import normalise
from workflows.deps import Rules

log = logging.getLogger(__name__)

PublicLookup = Callable[[date], PublicDay | None]
"""What a day is to the whole country; None in a year that is not known yet."""


def make_rules(settings: Settings, base: Path | None = None) -> Rules:
    """Build the rules. `base` is the folder that relative paths of the file start from."""
    own = settings.community.catalogue
    catalogue = load_catalogue((base or Path()) / own) if own else usual_catalogue()
    org = make_organisation(settings)
    zone = ZoneInfo(settings.time.zone)
    public = public_lookup()  # one for all: it warns once
    days = workday_lookup(settings, (), public)
    rules = Rules(
        org=org,
        catalogue=catalogue,
        calendar=WorkingCalendar(zone, settings.time.working, days),
        quiet=QuietHours(zone, settings.time.quiet),
        policies=make_policies(settings),
        default_lang=settings.community.default_lang,
        emergency_phone=settings.community.duty_phone,
        bot_link=bot_link(settings),
        invite_days=settings.community.invite_days,
        calls_vanguard=settings.vanguard.automatic,
        merge=MergeRule(**settings.merge.model_dump()),
        retention=Retention(**settings.privacy.model_dump(exclude={"at", "key_file"})),
        restraint=Restraint(
            settings.residents.reports_an_hour, settings.residents.forwards_an_hour
        ),
        compared=frozenset(settings.summary.compare),
        hot=HotRule(settings.projects.times, settings.projects.days),
        thresholds=Thresholds(**settings.look.model_dump()),
        gathering=timedelta(seconds=settings.residents.gather_seconds),
        transcribes=settings.speech.backend != "none",
    )
    return with_organisation(rules, settings, org, public)


@cache
def usual_catalogue() -> Catalogue:
    """The catalogue that comes with the program, read once in a process."""
    return load_catalogue(DEFAULT_CATALOGUE)


def with_organisation(
    rules: Rules, settings: Settings, org: Organisation, public: PublicLookup | None = None
) -> Rules:
    """The same rules for another organisation, with all that follows from it."""
    rows = calendar_rows(settings, rules.own_hours)
    calendars, quiets = make_hours(settings, org, rows, public or public_lookup())
    seasons = [make_season(row, org) for row in settings.seasons]
    return replace(
        rules,
        org=org,
        home_compound=next(iter(org.compounds)) if len(org.compounds) == 1 else None,
        calendars=calendars,
        quiets=quiets,
        seasons=Seasons(seasons, rules.policies),
    )


def with_categories(rules: Rules, own: Sequence[OwnCategory]) -> Rules:
    """The same rules with what an office says of categories on its sheet."""
    plain = rules.plain_catalogue
    if lost := gone(plain, own):
        log.warning("categories of the sheet that the catalogue lacks: %s", ", ".join(lost))
    catalogue = with_own(plain, own, rules.default_lang)
    words = words_by_unit(plain, own)
    return replace(rules, catalogue=catalogue, from_file=plain, unit_words=words)


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
    own: dict[str, dict[str, Any]] = {c: own_values(one) for c, one in settings.levels.items()}
    return {code: replace(usual, **own.get(code, {})) for code, usual in DEFAULT_POLICIES.items()}


def own_values(level: Level) -> dict[str, Any]:
    """What the configuration sets of a level."""
    known = {f.name for f in fields(LevelPolicy)}
    return {k: v for k, v in level.model_dump().items() if v is not None and k in known}


def make_season(row: SeasonRow, org: Organisation) -> Season:
    """A season with every unit it concerns."""
    within = [unit for code in row.units for unit in org.below(code)] if row.units else org.units
    return Season(
        name=row.name,
        first=_month_day(row.since),
        last=_month_day(row.until),
        units=frozenset(within),
        raises=tuple(
            Raise(one.level, frozenset(one.categories), tuple(map(normalise, one.words)))
            for one in row.raises
        ),
        levels={code: own_values(level) for code, level in row.levels.items()},
        quiet=None if row.quiet is None else tuple(map(span_text, row.quiet)),
        around_the_clock=frozenset(row.around_the_clock),
    )


def _month_day(text: str | None) -> MonthDay | None:
    if text is None:
        return None
    month, day = map(int, text.split("-"))
    return month, day


def calendar_rows(settings: Settings, own: Mapping[str, OwnHours]) -> dict[str, CalendarRow]:
    """[[calendars]] by unit; what whoever leads a unit has said of its hours comes first."""
    rows = {unit: row for row in settings.calendars for unit in row.units}
    for unit, said in own.items():
        works = [WEEKDAYS[day] for day in said.weekdays]
        rests = [day for day in WEEKDAYS if day not in works]
        values = {"working": said.blocks, "open": tuple(works), "closed": tuple(rests)}
        rows[unit] = rows.get(unit, CalendarRow(units=(unit,))).model_copy(update=values)
    return rows


def make_hours(
    settings: Settings, org: Organisation, rows: Mapping[str, CalendarRow], public: PublicLookup
) -> tuple[dict[str, WorkingCalendar], dict[str, QuietHours]]:
    """The calendar and the quiet hours of the units that have a row of their own or are beneath
    one. Units with the same rows share a calendar, and with it all that was worked out already."""
    zone, time = ZoneInfo(settings.time.zone), settings.time
    calendars: dict[str, WorkingCalendar] = {}
    quiets: dict[str, QuietHours] = {}
    made: dict[tuple[int, ...], str] = {}
    for code in org.units:
        chain = [rows[unit.code] for unit in org.above(code) if unit.code in rows]
        same = made.setdefault(tuple(map(id, chain)), code)
        if same == code and chain:
            blocks = next((row.working for row in chain if row.working), time.working)
            days = workday_lookup(settings, chain, public)
            calendars[code] = WorkingCalendar(zone, blocks, days)
            own = next((row.quiet for row in chain if row.quiet is not None), time.quiet)
            quiets[code] = QuietHours(zone, own)
        elif chain:
            calendars[code], quiets[code] = calendars[same], quiets[same]
    return calendars, quiets


def workday_lookup(
    settings: Settings,
    rows: Sequence[CalendarRow] = (),
    public: PublicLookup | None = None,
) -> Callable[[date], bool | None]:
    """Whether a day is a working day of a unit: its own days first (`rows`: its own and those of
    the units above), then those of [time], then the State Council's calendar."""
    country = public or public_lookup()
    own = [
        OwnDays(
            frozenset(row.holidays),
            frozenset(row.workdays),
            frozenset(map(WEEKDAYS.index, row.closed)),
            frozenset(map(WEEKDAYS.index, row.open)),
        )
        for row in rows
    ]
    own.append(OwnDays(frozenset(settings.time.holidays), frozenset(settings.time.workdays)))
    dated = frozenset(day for one in own for day in (*one.holidays, *one.workdays))
    return lambda day: is_workday(day, own, None if day in dated else country(day))


def public_lookup() -> PublicLookup:
    """The State Council's calendar. A year it does not know gives None, and a loud warning,
    once."""
    warned: set[int] = set()

    def look(day: date) -> PublicDay | None:
        weekend = day.weekday() >= SATURDAY
        try:
            if chinese_calendar.is_workday(day):
                return PublicDay.MADE_UP if weekend else PublicDay.ORDINARY
            is_named = chinese_calendar.get_holiday_detail(day)[1] is not None
            return PublicDay.HOLIDAY if is_named or not weekend else PublicDay.WEEKEND
        except NotImplementedError:
            if day.year not in warned:
                warned.add(day.year)
                log.warning(unknown_year(day.year))
            return None

    return look


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
