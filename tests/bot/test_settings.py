"""The configuration file: what is wrong is told with file, line, key and what is allowed."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from pydantic import BaseModel

from bot.config_file import ConfigError, load_settings
from bot.rules import make_policies
from bot.section import Section
from bot.settings import TOKEN_ENVIRONMENT, Settings
from bot.time_settings import RaiseRow
from domain.policy import DEFAULT_POLICIES

EXAMPLE = Path(__file__).parents[2] / "config.example.toml"
UNITS = '[[units]]\ncode = "first"\nname = "一社区"\nkind = "community"\n'
GRID = '[[grids]]\ncode = "g"\nname = "格"\ncommunity = "first"\ncompound = "garden"\n'
COMPANY = '[[units]]\ncode = "company"\nname = "物业"\nkind = "property"\nparent = "first"\n'
GARDEN = '[[compounds]]\ncode = "garden"\nname = "花园"\ncommunity = "first"\n'
YARD = GARDEN.replace("garden", "yard").replace("花园", "大院")
TOKEN = "123456:" + "a" * 30


@pytest.fixture(autouse=True)
def no_token_outside(monkeypatch):
    monkeypatch.delenv(TOKEN_ENVIRONMENT, raising=False)


@pytest.fixture
def load(tmp_path):
    def read(text: str, units: str = UNITS) -> Settings:
        path = tmp_path / "config.toml"
        path.write_text(f"{text}\n{units}", encoding="utf-8")
        return load_settings(path)

    return read


def problems(load, text: str, units: str = UNITS) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        load(text, units)
    return caught.value.problems


def test_a_file_with_units_alone_is_enough(load):
    settings = load("")
    assert settings.database.url == "sqlite:///jiedan.sqlite3"
    assert [unit.code for unit in settings.units] == ["first"]


def test_two_communities_may_have_a_compound_of_one_name(load):
    second = UNITS.replace("first", "second").replace("一社区", "二社区")
    twin = GARDEN.replace("garden", "other").replace("first", "second")
    assert [one.name for one in load("", UNITS + second + GARDEN + twin).compounds] == ["花园"] * 2


WRONG = [
    # text, line, key, what the message must say
    ("[database]\npool = 0", 2, "database.pool", "greater than or equal to 1"),
    ("[database]\npool = 101", 2, "database.pool", "less than or equal to 100"),
    ('[database]\n\npool = "many"', 3, "database.pool", "integer"),
    ('[database]\nurl = "mysql://x"', 2, "database.url", "sqlite:///|postgresql://"),
    ('[database]\nurl = "postgresql://u:p@w:x@h/n"', 2, "database.url", "%40"),
    ('[community]\ndefault_lang = "fr"', 2, "community.default_lang", "'zh' or 'en'"),
    ('[community]\ncatalogue = "own.toml"', 2, "community.catalogue", "relative to this file"),
    ("[community]\ninvite_days = 0", 2, "community.invite_days", "greater than or equal to 1"),
    ('[time]\nzone = "Peking"', 2, "time.zone", "Asia/Shanghai"),
    ('[time]\nzone = "../../etc/passwd"', 2, "time.zone", "Asia/Shanghai"),
    ('[time]\nworking = ["8-12"]', 2, "time.working.0", "08:30-12:00"),
    ('[time]\nworking = ["08:30-24:00"]', 2, "time.working.0", "08:30-12:00"),
    ("[time]\nworking = [8]", 2, "time.working.0", "08:30-12:00"),
    ("[time]\nworking = []", 2, "time.working", "at least 1 item"),
    ('[time]\nworking = ["08:00-12:00", "11:00-18:00"]', 1, "time", "without overlap"),
    ('[time]\nworking = ["18:00-08:00"]', 1, "time", "follow one another"),
    ('[time]\nquiet = ["08:00-08:00"]', 2, "time.quiet.0", "another time than it begins"),
    ('[time]\nholidays = ["tomorrow"]', 2, "time.holidays.0", "date"),
    ('[time]\nquiet = ["00:00-12:00", "12:00-00:00"]', 1, "time", "leave some hours"),
    ("[time]\nholidays = [2026-05-04]\nworkdays = [2026-05-04]", 1, "time", "not both"),
    ('[levels.L1]\naccept = "15x"', 2, "levels.L1.accept", "30m, 24h, 2wh, 7wd"),
    ('[levels.L1]\nquiet = "maybe"', 2, "levels.L1.quiet", "boolean"),
    ('[levels.L9]\naccept = "15m"', 1, "levels.L9", "'L0', 'L1', 'L2', 'L3' or 'L4'"),
    ('[telegram]\nmode = "push"', 2, "telegram.mode", "'polling' or 'webhook'"),
    ("[telegram]\nwebhook_port = 70000", 2, "telegram.webhook_port", "65535"),
    ('[telegram]\napi_base = "ftp://x"', 2, "telegram.api_base", "as https://api.telegram.org"),
    ('[telegram]\napi_base = "https:///"', 2, "telegram.api_base", "as https://api.telegram.org"),
    ('[levels.L1]\nfix = "10m"', 2, "levels.L1.fix", "shorter than accept; allowed: 15m or"),
    ('[levels.L1]\ncontact = "5m"', 2, "levels.L1.contact", "shorter than accept; allowed: 15m"),
    ('[levels.L3]\nfix = "1wh"', 2, "levels.L3.fix", "allowed: 2wh or longer"),
    ('[levels.L1]\nnews = "1h"\naccept = "3h"', 3, "levels.L1.accept", "contact; allowed: 30m or"),
    (
        '[[seasons]]\nname = "汛期"\nby_hand = true\nlevels.L2.fix = "20m"',
        4,
        "seasons.0.levels.L2.fix",
        "allowed: 30m or longer",
    ),
    ('[telegram]\nenabled = true\ntoken = "x"', 3, "telegram.token", TOKEN_ENVIRONMENT),
    ("[telegram]\nenabled = true", 1, "telegram.token", "BotFather"),
    ("[web]\nport = -1", 2, "web.port", "greater than or equal to 0"),
    ('[summary]\nat = "early"', 2, "summary.at", "time"),
    ('[summary]\nautomatic = ["x"]', 2, "summary.automatic.0", "no such unit; allowed: first"),
    ('[summary]\n\ncompare = ["first", "x"]', 3, "summary.compare.1", "allowed: first"),
    ("nonsense = 1", 1, "nonsense", "allowed: database, community, time"),
    ("\n\nnonsense = 1", 3, "nonsense", "allowed: database"),
    ("[nonsense]\nkey = 1", 1, "nonsense", "units, compounds, grids"),
    ("[web]\nprot = 1", 2, "web.prot", "allowed: enabled, host, port"),
    ('[levels.L1]\nacept = "15m"', 2, "levels.L1.acept", "allowed: accept, contact, fix"),
    ("database = 3", 1, "database", "dictionary"),
]


@pytest.mark.parametrize(("text", "line", "key", "says"), WRONG)
def test_each_mistake_is_named_with_its_line_and_what_is_allowed(
    load, tmp_path, text, line, key, says
):
    first = problems(load, text)[0]
    assert first.startswith(f"{tmp_path / 'config.toml'}:{line}: {key}")
    assert says in first


WRONG_ROWS = [
    # rows, line, key, what the message must say
    (UNITS.replace("community", "village"), 4, "units.0.kind", "'district', 'street'"),
    (UNITS.replace('"first"', '"First!"'), 2, "units.0.code", "pattern"),
    (UNITS.replace('name = "一社区"\n', ""), 1, "units.0.name", "required"),
    (UNITS.replace("一社区", ""), 3, "units.0.name", "at least 1 character"),
    (UNITS + 'parnet = "x"\n', 5, "units.0.parnet", "allowed: code, name, kind, parent"),
    (UNITS + 'parent = "nowhere"\n', 5, "units.0.parent", "no such unit; allowed: first"),
    (UNITS + 'parent = "first"\n', 5, "units.0.parent", "lead back to itself"),
    (UNITS + UNITS, 6, "units.1.code", "used twice"),
    (UNITS.replace("community", "street"), 1, "units", "of kind community"),
    (UNITS + GARDEN + GARDEN, 10, "compounds.1.code", "used twice"),
    (UNITS + GARDEN.replace('"first"', '"nowhere"'), 8, "compounds.0.community", "allowed: first"),
    (UNITS + GARDEN + YARD.replace("大院", "花园"), 11, "compounds.1.name", "garden is called so"),
    (
        UNITS + GARDEN + YARD + 'aliases = ["院", "花園"]',
        13,
        "compounds.1.aliases.1",
        "one compound",
    ),
    (
        UNITS
        + GARDEN
        + GRID
        + 'buildings = ["1"]\n'
        + GRID.replace('"g"', '"h"')
        + 'buildings = ["2", "1号楼"]',
        20,
        "grids.1.buildings.1",
        "the grid g has this building already",
    ),
    (UNITS + GARDEN + 'property = "first"\n', 9, "compounds.0.property", "(none is written down)"),
    (UNITS + COMPANY + GARDEN + 'stand_in = "company"\n', 14, "compounds.0.stand_in", "no such"),
    (UNITS + COMPANY + GARDEN + 'property = "x"\n', 14, "compounds.0.property", "allowed: company"),
    (UNITS + GARDEN + 'proprety = "x"\n', 9, "compounds.0.proprety", "stand_in, branch"),
    (
        UNITS + '[[grids]]\ncode = "g"\nname = "格"\ncommunity = "first"\ncompound = "x"\n',
        9,
        "grids.0.compound",
        "no such compound",
    ),
    (
        UNITS
        + GARDEN
        + '[[grids]]\ncode = "g"\nname = "格"\ncommunity = "x"\ncompound = "garden"\n',
        12,
        "grids.0.community",
        "allowed: first",
    ),
]


@pytest.mark.parametrize(("rows", "line", "key", "says"), WRONG_ROWS)
def test_each_mistake_in_a_row_is_named_with_the_line_of_that_row(
    load, tmp_path, rows, line, key, says
):
    first = problems(load, "", rows)[0]
    assert first.startswith(f"{tmp_path / 'config.toml'}:{line + 1}: {key}: ")
    assert says in first


def test_what_is_of_one_compound_alone_is_good(load):
    again = GRID.replace('"g"', '"h"').replace("garden", "yard") + 'buildings = ["1"]\n'
    rows = UNITS + GARDEN + 'aliases = ["花园", "院"]\n' + YARD + GRID + 'buildings = ["1"]\n'
    assert len(load("", rows + again).grids) == 2


def test_an_address_of_telegram_may_end_in_a_slash(load):
    settings = load('[telegram]\napi_base = "http://127.0.0.1:8081/bots/"')
    assert settings.telegram.api_base == "http://127.0.0.1:8081/bots"


def test_a_longer_cycle_is_found_at_each_unit_that_hangs_on_it(load):
    rows = UNITS + 'parent = "a"\n'
    rows += '[[units]]\ncode = "a"\nname = "甲"\nkind = "street"\nparent = "b"\n'
    rows += '[[units]]\ncode = "b"\nname = "乙"\nkind = "district"\nparent = "a"\n'
    found = problems(load, "", rows)
    assert [one.split(": ")[1] for one in found] == [f"units.{n}.parent" for n in range(3)]


def test_units_may_be_left_to_the_sheet_of_an_office(load):
    """Which units hours are for is then checked against the sheet (test_sheet_bad.py); a start
    without either is told in test_sheet_import.py."""
    settings = load('[[calendars]]\nunits = ["first"]\nclosed = ["mon"]', "")
    assert (settings.units, settings.calendars[0].units) == ((), ("first",))


def test_all_mistakes_are_told_at_once(load):
    assert len(problems(load, "[database]\npool = 0\n[web]\nport = -1\nprot = 1")) == 3


def test_a_file_that_is_not_there_or_no_toml_is_told(tmp_path):
    with pytest.raises(ConfigError, match=r"nowhere\.toml: cannot be read"):
        load_settings(tmp_path / "nowhere.toml")
    with pytest.raises(ConfigError, match="cannot be read"):
        load_settings(tmp_path)
    broken = tmp_path / "broken.toml"
    broken.write_text('[database]\nurl = "a\n')
    with pytest.raises(ConfigError, match=r"broken\.toml: not valid TOML: .*line 2"):
        load_settings(broken)
    broken.write_bytes('name = "社区"'.encode("gbk"))
    with pytest.raises(ConfigError, match=r"broken\.toml: not text in UTF-8"):
        load_settings(broken)


def test_a_file_saved_with_a_byte_order_mark_is_read(tmp_path):
    path = tmp_path / "config.toml"
    path.write_text(UNITS, encoding="utf-8-sig")
    assert load_settings(path).units[0].code == "first"


SECRETS = [
    (f'[telegram]\nenabled = true\ntoken = "{TOKEN} "', TOKEN),
    ('[telegram]\nenabled = true\ntoken = "hushhushhush"', "hushhushhush"),
    ('[telegram]\ntoken = ["hushhushhush"]', "hushhushhush"),
    ('[telegram]\ntoken = "hushhushhush\n', "hushhushhush"),
    ('[telegram]\nenabled = true\nmode = "webhook"\nwebhook_secret = "hush hush"', "hush hush"),
    ('[database]\nurl = "postgres://me:hushhush@host/x"', "hushhush"),
    ('[database]\nurl = "postgresql://me:hu@sh:hush@host/x"', "hush"),
    ('[database]\nurl = ["postgresql://me:hushhush@host/x"]', "hushhush"),
]


@pytest.mark.parametrize(("text", "secret"), SECRETS)
def test_no_secret_is_ever_shown(load, text, secret):
    with pytest.raises(ConfigError) as caught:
        load(text)
    seen = "\n".join([str(caught.value), repr(caught.value), *caught.value.problems])
    assert secret not in seen


@pytest.mark.parametrize(
    ("url", "secret", "says"),
    [
        ("http://example.org/hook", "a" * 16, "webhook_url"),
        ("https://example.org/hook", "short", "webhook_secret"),
        ("https://example.org/hook", "a" * 15 + "!", "webhook_secret"),
    ],
)
def test_a_webhook_needs_an_address_and_a_secret(load, url, secret, says):
    text = f'[telegram]\nenabled = true\ntoken = "{TOKEN}"\nmode = "webhook"\n'
    text += f'webhook_url = "{url}"\nwebhook_secret = "{secret}"'
    assert says in problems(load, text)[0]
    good = text.replace(url, "https://example.org/hook").replace(secret, "a" * 16)
    assert load(good).telegram.mode == "webhook"


def test_the_token_of_the_environment_comes_first(load, monkeypatch):
    text = f'[telegram]\nenabled = true\ntoken = "{TOKEN}"'
    assert load(text).telegram.secret_token() == TOKEN
    monkeypatch.setenv(TOKEN_ENVIRONMENT, "654321:" + "b" * 30)
    assert load(text).telegram.secret_token().startswith("654321:")
    assert load("[telegram]\nenabled = true").telegram.secret_token().startswith("654321:")


def test_settings_never_change(load):
    with pytest.raises(ValueError, match="frozen"):
        load("").database.pool = 3


# The example


INSIDE = {RaiseRow}
"""Tables that stand within a row of another one."""


def example_text() -> str:
    """The example with what stands behind a # ready for use (no blank after it) in use."""
    return re.sub(r"^#(?=\S)", "", EXAMPLE.read_text(encoding="utf-8"), flags=re.MULTILINE)


def names_of(model: type[BaseModel]) -> list[str]:
    """The keys as they are written in the file."""
    return [field.alias or name for name, field in model.model_fields.items()]


def sections() -> dict[str, type[BaseModel]]:
    """Every table of the file with the model that reads it."""
    found: dict[str, type[BaseModel]] = {}
    for name, field in Settings.model_fields.items():
        inner = [field.annotation, *getattr(field.annotation, "__args__", ())]
        model = next(m for m in reversed(inner) if isinstance(m, type) and issubclass(m, Section))
        found[name] = model
    return found


def test_every_section_is_looked_at():
    assert set(sections()) == set(Settings.model_fields)
    assert {model for model in sections().values()} | INSIDE == {
        model for model in Section.__subclasses__() if model is not Settings
    }


def example_blocks() -> dict[str, list[tuple[list[str], str]]]:
    """The example by table: the table's lines with the comment above each of them."""
    blocks: dict[str, list[tuple[list[str], str]]] = {}
    comment: list[str] = []
    table: list[tuple[list[str], str]] = []
    lines = example_text().splitlines()
    for before, line in pairwise(["", *lines]):
        heading = re.match(r"\[+([a-z]+)", line)
        if line.startswith("#"):
            comment = [*comment, line] if before.startswith("#") else [line]
        elif heading:
            table = blocks.setdefault(heading.group(1), [])
            table.append((comment, line))
            comment = []
        elif line.strip():
            # A comment explains the keys right below it, up to the next comment or empty line.
            table.append((comment, line))
        else:
            comment = []
    return blocks


KEYS = [(table, key) for table, model in sections().items() for key in names_of(model)]


@pytest.mark.parametrize(("table", "key"), KEYS)
def test_the_example_holds_and_explains_every_key(table, key):
    lines = example_blocks()[table]
    said = " ".join(text for comment, _ in lines for text in comment)
    own = [comment for comment, line in lines if re.match(rf"{key}(\.\S+)?\s*=", line)]
    explained = any(own) or bool(lines[0][0]) or re.search(rf"\b{key}:", said)
    assert own or f"`{key}`" in said, f"{table}.{key} is not in the example"
    assert explained, f"{table}.{key} has no comment"


def test_the_example_is_valid_and_shows_the_defaults():
    example = load_settings(EXAMPLE)
    usual = Settings(units=example.units)
    for table in ("database", "community", "time", "telegram", "web", "summary"):
        assert getattr(example, table) == getattr(usual, table), table
    assert make_policies(example) == DEFAULT_POLICIES
    assert set(example.levels) == set(DEFAULT_POLICIES)


def test_the_example_names_nothing_that_is_not_there():
    allowed = {table: set(names_of(model)) for table, model in sections().items()}
    for table, lines in example_blocks().items():
        keys = {re.split(r"[=.]", line)[0].strip() for _, line in lines if not line.startswith("[")}
        assert keys <= allowed[table]


def test_what_the_example_holds_ready_is_good(tmp_path):
    path = tmp_path / "config.toml"
    path.write_text(example_text(), encoding="utf-8")
    found = load_settings(path)
    heating, flood = found.seasons
    assert (heating.since, heating.until, heating.by_hand) == ("11-15", "03-15", False)
    assert heating.raises[0].categories == ("repair", "utilities")
    assert heating.levels["L1"].accept == "10m"
    assert (flood.by_hand, flood.around_the_clock) == (True, ("L2", "L3"))
    assert found.calendars[0].closed == ("mon",)
    assert not load_settings(EXAMPLE).seasons and not load_settings(EXAMPLE).calendars


# Calendars and seasons

OWN = '[[calendars]]\nunits = ["first"]\n'
HEATING = '[[seasons]]\nname = "供暖季"\nfrom = "11-15"\nuntil = "03-15"\n'
FLOOD = '[[seasons]]\nname = "防汛"\nby_hand = true\n'
RAISE = 'raise = [{ categories = ["repair"], level = "L1" }]\n'

WRONG_TIMES = [
    # rows, line, key, what the message must say
    (OWN.replace("first", "x"), 2, "calendars.0.units", "no such unit: x; allowed: first"),
    ("[[calendars]]\nunits = []", 2, "calendars.0.units", "at least 1 item"),
    (OWN + OWN, 4, "calendars.1.units", "first stands in [[calendars]] more than once"),
    (OWN.replace('"]', '", "first"]'), 2, "calendars.0.units", "more than once"),
    (OWN + 'closed = ["monday"]', 3, "calendars.0.closed.0", "'mon'"),
    (OWN + 'closed = ["mon"]\nopen = ["mon"]', 1, "calendars.0", "either closed or open"),
    (OWN + 'working = ["08:00-12:00", "11:00-18:00"]', 1, "calendars.0", "without overlap"),
    (OWN + "shut = 1", 3, "calendars.0.shut", "allowed: units, working, quiet, holidays"),
    (HEATING.replace("11-15", "13-15"), 3, "seasons.0.from", "as 11-15"),
    (HEATING.replace("03-15", "3-15"), 4, "seasons.0.until", "as 11-15"),
    (HEATING.replace('until = "03-15"\n', ""), 1, "seasons.0", "or by_hand = true"),
    (HEATING + "by_hand = true", 1, "seasons.0", "write from and until, or by_hand"),
    ('[[seasons]]\nname = "x"', 1, "seasons.0", "write from and until, or by_hand"),
    (HEATING + "til = 1", 5, "seasons.0.til", "allowed: name, from, until, by_hand, units, raise"),
    (HEATING + 'units = ["x"]', 5, "seasons.0.units", "no such unit: x; allowed: first"),
    (HEATING + RAISE.replace("repair", "warmth"), 5, "seasons.0.raise.0.categories", "repair"),
    (HEATING + RAISE.replace("L1", "L0"), 5, "seasons.0.raise.0.level", "'L1', 'L2' or 'L3'"),
    (HEATING + '[seasons.levels.L9]\naccept = "5m"', 5, "seasons.0.levels.L9", "'L4'"),
    (
        FLOOD + HEATING + '[seasons.levels.L1]\nfix = "1h"\naccept = "5x"',
        10,
        "seasons.1.levels.L1.accept",
        "30m, 24h",
    ),
    (FLOOD + 'levels.L2.fix = "1h"\nlevels.L2.accept = "5x"', 5, "seasons.0.levels.L2", "30m"),
    (FLOOD + 'around_the_clock = ["L7"]', 4, "seasons.0.around_the_clock.0", "'L4'"),
    (FLOOD + FLOOD, 5, "seasons.1.name", "used twice"),
    (
        FLOOD + 'around_the_clock = ["L2"]\nlevels.L2.quiet = true',
        5,
        "seasons.0.levels.L2.quiet",
        "keeps no quiet hours",
    ),
    (
        FLOOD + 'levels.L2.fix = "4h"\n' + HEATING + 'levels.L2.fix = "8h"',
        9,
        "seasons.1.levels.L2.fix",
        "防汛, which can be on at the same time",
    ),
    (
        FLOOD + 'around_the_clock = ["L2"]\n' + HEATING + "levels.L2.quiet = true",
        9,
        "seasons.1.levels.L2.quiet",
        "differently",
    ),
    (
        HEATING + "levels.L2.quiet = true\n" + FLOOD + 'around_the_clock = ["L2"]',
        9,
        "seasons.1.around_the_clock",
        "differently",
    ),
    (
        HEATING + "quiet = []\n" + FLOOD + 'quiet = ["23:00-05:00"]',
        9,
        "seasons.1.quiet",
        "differently",
    ),
]


@pytest.mark.parametrize(("rows", "line", "key", "says"), WRONG_TIMES)
def test_each_mistake_about_time_is_named_with_its_line(load, tmp_path, rows, line, key, says):
    first = problems(load, "", f"{rows}\n{UNITS}")[0]
    assert first.startswith(f"{tmp_path / 'config.toml'}:{line + 1}: {key}")
    assert says in first


@pytest.mark.parametrize(
    "rows",
    [
        HEATING + "quiet = []\n" + FLOOD + "quiet = []",
        HEATING + 'levels.L2.fix = "4h"\n' + FLOOD + 'levels.L2.fix = "4h"',
        HEATING + 'levels.L2.fix = "4h"\n' + FLOOD + 'levels.L2.accept = "5m"',
        HEATING
        + 'levels.L2.fix = "4h"\n'
        + '[[seasons]]\nname = "汛期"\nfrom = "06-01"\nuntil = "09-15"\nlevels.L2.fix = "8h"',
        HEATING
        + 'units = ["first"]\nlevels.L2.fix = "4h"\n'
        + FLOOD
        + 'units = ["street"]\nlevels.L2.fix = "8h"\n'
        + '[[units]]\ncode = "street"\nname = "街道"\nkind = "street"\n',
    ],
)
def test_seasons_that_agree_or_never_meet_are_good(load, rows):
    assert len(load("", f"{rows}\n{UNITS}").seasons) == 2


def test_units_in_a_circle_are_told_before_anything_about_time(load):
    found = problems(load, "", UNITS + 'parent = "first"\n' + HEATING + 'units = ["first"]\n')
    assert found[0].split(": ")[1] == "units.0.parent"
