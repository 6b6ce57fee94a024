"""From the configuration to the rules: holidays, limits, the organisation."""

import logging
from datetime import date, datetime, time

import pytest

from bot.catalogue_file import CatalogueError, load_catalogue
from bot.config_file import load_settings
from bot.rules import make_rules, unknown_year, workday_lookup, years_unknown
from bot.settings import Hours, Level, Settings, UnitRow
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
