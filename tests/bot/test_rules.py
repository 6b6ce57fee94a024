"""From the configuration to the rules: holidays, limits, the organisation."""

import logging
from datetime import date, datetime, time

import pytest

from bot.catalogue_file import CatalogueError, load_catalogue
from bot.config_file import load_settings
from bot.rules import make_rules, unknown_year, workday_lookup, years_unknown
from bot.settings import Settings, UnitRow
from bot.time_settings import CalendarRow, Hours, Level
from domain.clocks import Limit, due
from domain.lifecycle import Action
from domain.org import UnitKind
from domain.policy import DEFAULT_POLICIES
from domain.press import Press
from tests.support.town import EXAMPLE, ZONE

FIRST = UnitRow(code="first", name="一社区", kind=UnitKind.COMMUNITY)
UNKNOWN = 2099


def settings(**tables) -> Settings:
    return Settings(units=(FIRST,), **tables)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 10, 1), False),  # National Day
        (date(2026, 10, 7), False),
        (date(2026, 10, 8), True),
        (date(2026, 10, 10), True),  # a Saturday made up for it
        (date(2026, 10, 11), False),  # the Sunday after
        (date(2026, 11, 18), True),
        (date(2026, 11, 21), False),
        (date(2026, 1, 1), False),
    ],
)
def test_the_state_councils_calendar(day, works):
    assert workday_lookup(settings())(day) is works


def test_holidays_and_make_up_days_move_a_deadline():
    calendar = make_rules(settings()).calendar
    start = datetime(2026, 9, 30, 17, 0, tzinfo=ZONE)
    assert due(start, Limit.parse("2wh"), calendar) == datetime(2026, 10, 8, 9, 30, tzinfo=ZONE)
    friday = datetime(2026, 10, 9, 17, 0, tzinfo=ZONE)
    assert due(friday, Limit.parse("2wh"), calendar) == datetime(2026, 10, 10, 9, 30, tzinfo=ZONE)


def test_days_of_ones_own_come_first():
    own = Hours(
        holidays=(date(2026, 11, 18), date(UNKNOWN, 5, 4)),
        workdays=(date(2026, 10, 1), date(UNKNOWN, 5, 5)),
    )
    lookup = workday_lookup(settings(time=own))
    assert lookup(date(2026, 11, 18)) is False
    assert lookup(date(2026, 10, 1)) is True
    assert lookup(date(UNKNOWN, 5, 4)) is False
    assert lookup(date(UNKNOWN, 5, 5)) is True


def test_a_year_nobody_knows_is_told_loudly_and_once(caplog):
    lookup = workday_lookup(settings())
    with caplog.at_level(logging.WARNING):
        found = [lookup(date(UNKNOWN, month, 1)) for month in range(1, 13)]
    assert found == [None] * 12
    assert [record.getMessage() for record in caplog.records] == [unknown_year(UNKNOWN)]
    assert f"THE HOLIDAYS OF {UNKNOWN} ARE NOT KNOWN" in unknown_year(UNKNOWN)
    with caplog.at_level(logging.WARNING):
        lookup(date(UNKNOWN + 1, 1, 1))
    assert len(caplog.records) == 2


def test_an_unknown_year_is_worked_through():
    calendar = make_rules(settings()).calendar
    assert all(calendar.works_on(date(UNKNOWN, 2, day)) for day in range(1, 29))


@pytest.mark.parametrize(
    ("today", "years"),
    [
        (date(2026, 10, 31), []),
        (date(UNKNOWN, 10, 31), [UNKNOWN]),
        (date(UNKNOWN, 11, 1), [UNKNOWN, UNKNOWN + 1]),
    ],
)
def test_operators_are_told_of_this_year_and_in_november_of_the_next(today, years):
    assert years_unknown(settings(), today) == years


# Units of their own hours

STREET = UnitRow(code="street", name="街道", kind=UnitKind.STREET)
SECOND = UnitRow(code="second", name="二社区", kind=UnitKind.COMMUNITY, parent="street")
HERS = UnitRow(code="hers", name="物业", kind=UnitKind.PROPERTY, parent="second")
OTHERS = UnitRow(code="others", name="物业二", kind=UnitKind.PROPERTY, parent="second")
BLOCKS, NIGHT = ((time(9), time(17)),), ((time(20), time(8)),)


def tree(*rows: CalendarRow, **tables) -> Settings:
    return Settings(units=(FIRST, STREET, SECOND, HERS, OTHERS), calendars=rows, **tables)


def test_a_unit_has_what_the_unit_above_it_has():
    rules = make_rules(
        tree(
            CalendarRow(
                units=("street",), working=("09:00-17:00",), holidays=(date(2026, 11, 18),)
            ),
            CalendarRow(units=("hers",), quiet=("20:00-08:00",), closed=("thu",), open=("sat",)),
        )
    )
    for unit in ("street", "second", "others"):
        assert rules.calendar_of(unit) is rules.calendar_of("street")
        assert rules.quiet_of(unit) == rules.quiet
    assert rules.calendar_of("first") is rules.calendar_of("nowhere") is rules.calendar
    assert rules.quiet_of("first") is rules.quiet_of("nowhere") is rules.quiet
    hers = rules.calendar_of("hers")
    assert hers.blocks == rules.calendar_of("street").blocks == BLOCKS
    assert rules.quiet_of("hers").spans == NIGHT
    wednesday, thursday, saturday = (date(2026, 11, n) for n in (18, 19, 21))
    assert [hers.works_on(day) for day in (wednesday, thursday, saturday)] == [False, False, True]
    street = rules.calendar_of("street")
    assert [street.works_on(day) for day in (wednesday, thursday, saturday)] == [False, True, False]
    assert rules.calendar.works_on(wednesday)


def test_a_units_days_and_those_of_the_country():
    rules = make_rules(tree(CalendarRow(units=("hers",), closed=("sat",), open=("sun",))))
    hers = rules.calendar_of("hers")
    assert hers.works_on(date(2026, 10, 10))  # a Saturday made up for the holiday
    assert not hers.works_on(date(2026, 10, 4))  # a Sunday of the holiday
    assert hers.works_on(date(2026, 11, 22)) and not hers.works_on(date(2026, 11, 21))
    assert hers.works_on(date(UNKNOWN, 2, 7))  # a Saturday of a year nobody knows


def test_a_year_nobody_knows_is_told_once_for_all_units(caplog):
    rules = make_rules(tree(CalendarRow(units=("hers",), closed=("mon",))))
    with caplog.at_level(logging.WARNING):
        for unit in ("hers", "second", "first"):
            rules.calendar_of(unit).works_on(date(UNKNOWN, 2, 7))
    assert [record.getMessage() for record in caplog.records] == [unknown_year(UNKNOWN)]


def test_a_season_is_for_the_units_beneath_those_it_names():
    row = {"name": "防汛", "by_hand": True, "quiet": ["23:00-05:00"], "units": ["second"]}
    raised = {"categories": ["repair"], "words": ["暖氣"], "level": "L1"}
    everywhere = {"name": "供暖季", "from": "11-15", "until": "03-15", "raise": [raised]}
    seasons = make_rules(tree(seasons=(row, everywhere))).seasons
    flood, heating = seasons.all
    assert flood.units == {"second", "hers", "others"} and flood.quiet == ("23:00-05:00",)
    assert heating.units == {"first", "street", "second", "hers", "others"}
    assert (heating.first, heating.last) == ((11, 15), (3, 15))
    assert heating.raises[0].concerns("repair", "家里暖气不热")
    assert seasons.policy("L3", (flood,)).quiet_spans == ("23:00-05:00",)


def test_a_level_keeps_what_is_not_set():
    rules = make_rules(settings(levels={"L2": Level(accept="45m", quiet=False)}))
    changed = rules.policies["L2"]
    assert (changed.accept, changed.quiet) == ("45m", False)
    assert changed.fix == DEFAULT_POLICIES["L2"].fix
    assert rules.policies["L1"] == DEFAULT_POLICIES["L1"]


def test_the_example_becomes_a_community():
    rules = make_rules(load_settings(EXAMPLE))
    assert [unit.code for unit in rules.org.communities] == ["yongan"]
    assert rules.org.compounds["party-school-yard"].stand_in == "red-alliance"
    assert rules.org.grid_codes("yongan-garden", "3") == ("grid-1",)
    assert str(rules.zone) == "Asia/Shanghai"
    assert rules.calendar.blocks[0] == (time(8, 30), time(12))
    assert rules.home_compound is None
    assert rules.bot_link == ""


def test_one_compound_is_home_to_everybody():
    example = load_settings(EXAMPLE)
    alone = example.model_copy(update={"compounds": example.compounds[:1]})
    assert make_rules(alone).home_compound == "yongan-garden"


def test_the_link_to_the_bot_is_there_when_telegram_is_on():
    example = load_settings(EXAMPLE)
    on = example.telegram.model_copy(update={"enabled": True, "username": "jiedan_bot"})
    assert make_rules(example.model_copy(update={"telegram": on})).bot_link == (
        "https://t.me/jiedan_bot"
    )


def test_a_catalogue_of_ones_own_is_found_beside_the_configuration(tmp_path):
    text = '[[category]]\ncode = "unclear"\nroute = "community"\nzh = "待定"\nen = "Unclear"\n'
    (tmp_path / "own.toml").write_text(text, encoding="utf-8")
    example = load_settings(EXAMPLE)
    community = example.community.model_copy(update={"catalogue": "own.toml"})
    rules = make_rules(example.model_copy(update={"community": community}), tmp_path)
    assert [one.code for one in rules.catalogue.categories] == ["unclear"]


@pytest.mark.parametrize("code", ["Street Lights", "a" * 25, "to.side", "灯"])
def test_a_category_whose_code_fits_no_button_is_refused(tmp_path, code):
    text = '[[category]]\ncode = "unclear"\nroute = "community"\nzh = "待定"\nen = "Unclear"\n'
    path = tmp_path / "own.toml"
    path.write_text(text + text.replace("unclear", code, 1), encoding="utf-8")
    with pytest.raises(CatalogueError, match="1 to 24 of a-z"):
        load_catalogue(path)


def test_every_category_of_the_shipped_catalogue_fits_on_a_button():
    for category in load_catalogue().categories:
        press = Press(Action.CORRECT, 10**18 - 1, category.code)
        assert Press.parse(str(press)) == press
