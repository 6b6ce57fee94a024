"""Reading the configuration file: errors name file, line and key and say what is allowed. The
shape of the file stands in bot.settings."""

import re
import tomllib
from contextlib import suppress
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from bot.compound_check import compound_problems, grid_problems
from bot.level_check import level_problems
from bot.settings import TOKEN_ENVIRONMENT, Settings
from bot.time_settings import Level
from domain.org import UnitKind


class ConfigError(Exception):
    """The configuration cannot be used. `problems` are complete lines for the person to read."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def load_settings(path: Path) -> Settings:
    """Read and check a configuration file. Raises ConfigError that names each key with its line
    and says what is allowed; values are never shown, for a token may be among them."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ConfigError([f"{path}: cannot be read ({error.strerror})"]) from error
    except UnicodeDecodeError as error:
        raise ConfigError([f"{path}: not text in UTF-8; save it in that encoding"]) from error
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError([f"{path}: not valid TOML: {error}"]) from error
    try:
        settings = Settings.model_validate(raw)
    except ValidationError as error:
        raise ConfigError([_problem(path, text, one) for one in error.errors()]) from error
    problems = _cross_check(settings) or _check_time(settings, path.parent)
    problems += _check_catalogue(settings, path.parent)
    if problems:
        raise ConfigError(
            [f"{_at(path, text, key)}: {'.'.join(map(str, key))}: {what}" for key, what in problems]
        )
    return settings


def _problem(path: Path, text: str, error: Any) -> str:
    key = tuple(error["loc"])
    message = str(error["msg"]).removeprefix("Value error, ")
    if error["type"] == "extra_forbidden":
        message = f"this key is not known here; allowed: {_allowed(key[:-1])}"
    return f"{_at(path, text, key)}: {'.'.join(map(str, key))}: {message}"


def _allowed(section: tuple[Any, ...]) -> str:
    model: Any = Settings
    for name in section:
        if isinstance(name, int) or not hasattr(model, "model_fields"):
            continue
        fields = model.model_fields
        field = fields.get(name) or next((f for f in fields.values() if f.alias == name), None)
        if field is None:
            model = Level if model is Settings else model
            continue
        inner = [a for a in (field.annotation, *getattr(field.annotation, "__args__", ()))]
        found = [a for a in inner if isinstance(a, type) and issubclass(a, BaseModel)]
        model = found[-1] if found else model
    return ", ".join(field.alias or name for name, field in model.model_fields.items())


def _at(path: Path, text: str, key: tuple[Any, ...]) -> str:
    return f"{path}:{_line_of(text, key)}"


def _line_of(text: str, key: tuple[Any, ...]) -> int:
    """The line of a key: its table's heading is sought first (the nth of an array of tables),
    then the key beneath it; the heading's line when the key itself is missing."""
    lines = text.splitlines()
    first, end, names = _element(lines, key)
    for depth in range(len(names), 0, -1):
        places = _headings(lines, names[:depth], first, end)
        if places:
            return _key_line(lines, places[0], names[depth:]) + 1
    return max(1, _key_line(lines, -1, names) + 1)


def _element(lines: list[str], key: tuple[Any, ...]) -> tuple[int, int, list[str]]:
    """The lines that belong to the element of an array of tables a key lies in (all of them when
    it lies in none), and the key by its names."""
    first, end = 0, len(lines)
    names: list[str] = []
    for name in key:
        places = _headings(lines, names, first, end) if names else []
        if not isinstance(name, int):
            names.append(str(name))
        elif len(places) > name:
            first = places[name]
            end = places[name + 1] if name + 1 < len(places) else end
    return first, end, names


def _headings(lines: list[str], names: list[str], first: int, end: int) -> list[int]:
    heading = re.compile(rf"^\s*\[\[?\s*{re.escape('.'.join(names))}\s*\]?\]")
    return [n for n in range(first, end) if heading.match(lines[n])]


def _key_line(lines: list[str], heading: int, names: list[str]) -> int:
    """The line beneath a heading on which a key stands, written `a.b =` or in the table of `a`."""
    for depth in range(len(names), 0, -1):
        wanted = re.compile(rf"^\s*\"?{re.escape('.'.join(names[:depth]))}\"?\s*[=.]")
        for number in range(heading + 1, len(lines)):
            if lines[number].lstrip().startswith("["):
                break
            if wanted.match(lines[number]):
                return number
    return heading


Problem = tuple[tuple[Any, ...], str]


def _cross_check(settings: Settings) -> list[Problem]:
    """What the shape alone cannot tell: codes that must exist, kinds that must fit, no cycles."""
    problems = _check_units(settings)
    kinds = {unit.code: unit.kind for unit in settings.units}
    for n, compound in enumerate(settings.compounds):
        for field, wanted in (
            ("community", UnitKind.COMMUNITY),
            ("property", UnitKind.PROPERTY),
            ("stand_in", UnitKind.STAND_IN),
            ("branch", UnitKind.BRANCH),
        ):
            problems += _check_code(
                ("compounds", n, field), getattr(compound, field), kinds, wanted
            )
    problems += _check_twice("compounds", [compound.code for compound in settings.compounds])
    problems += _check_twice("grids", [grid.code for grid in settings.grids])
    compounds = {compound.code for compound in settings.compounds}
    for n, grid in enumerate(settings.grids):
        problems += _check_code(
            ("grids", n, "community"), grid.community, kinds, UnitKind.COMMUNITY
        )
        if grid.compound not in compounds:
            problems.append((("grids", n, "compound"), _one_of("compound", compounds)))
    problems += [*compound_problems(settings), *grid_problems(settings)]
    problems += [*level_problems(settings), *_check_summary(settings)]
    telegram = settings.telegram
    if telegram.enabled and not re.fullmatch(r"\d+:[\w-]{20,}", telegram.secret_token()):
        problems.append(
            (
                ("telegram", "token"),
                "write the token BotFather gave you, as "
                f"123456:ABC..., or set {TOKEN_ENVIRONMENT} in the environment",
            )
        )
    return problems


def _check_summary(settings: Settings) -> list[Problem]:
    """Units that are not there: their summary would wait for a signature for ever. Where the units
    come from an office's sheet, it may bring them yet."""
    units = {unit.code for unit in settings.units}
    return [
        (("summary", name, n), _one_of("unit", units))
        for name in ("automatic", "compare")
        for n, code in enumerate(getattr(settings.summary, name))
        if units and code not in units
    ]


def _check_catalogue(settings: Settings, base: Path) -> list[Problem]:
    own = settings.community.catalogue
    if not own or (base / own).is_file():
        return []
    what = f'no such file: {base / own}; allowed: a path relative to this file, or ""'
    return [(("community", "catalogue"), what)]


def _check_time(settings: Settings, base: Path) -> list[Problem]:
    """Calendars and seasons. Where the catalogue itself cannot be read, that is told later."""
    if not settings.calendars and not settings.seasons:
        return []
    from bot.catalogue_file import DEFAULT_CATALOGUE, load_catalogue
    from bot.time_check import calendar_problems, season_problems  # heavy: the database's library

    categories = None
    if any(row.raises for row in settings.seasons):
        own = settings.community.catalogue
        with suppress(ValueError, OSError):
            catalogue = load_catalogue(base / own if own else DEFAULT_CATALOGUE)
            categories = [one.code for one in catalogue.categories]
    return [*calendar_problems(settings), *season_problems(settings, categories)]


def _check_units(settings: Settings) -> list[Problem]:
    problems = _check_twice("units", [unit.code for unit in settings.units])
    parents = {unit.code: unit.parent for unit in settings.units}
    for n, unit in enumerate(settings.units):
        if unit.parent is not None and unit.parent not in parents:
            problems.append((("units", n, "parent"), _one_of("unit", set(parents))))
        elif _has_cycle(unit.code, parents):
            problems.append((("units", n, "parent"), "the units above it lead back to itself"))
    if settings.units and not any(u.kind is UnitKind.COMMUNITY for u in settings.units):
        problems.append((("units",), "at least one unit must be of kind community"))
    return problems


def _check_twice(table: str, codes: list[str]) -> list[Problem]:
    return [
        ((table, n, "code"), "this code is used twice")
        for n, code in enumerate(codes)
        if code in codes[:n]
    ]


def _has_cycle(code: str, parents: dict[str, str | None]) -> bool:
    seen: set[str] = set()
    current: str | None = code
    while current is not None:
        if current in seen:
            return True
        seen.add(current)
        current = parents.get(current)
    return False


def _check_code(
    key: tuple[Any, ...], code: str | None, kinds: dict[str, UnitKind], wanted: UnitKind
) -> list[Problem]:
    if code is None or kinds.get(code) is wanted:
        return []
    return [(key, _one_of(f"{wanted} unit", {c for c, kind in kinds.items() if kind is wanted}))]


def _one_of(what: str, codes: set[str]) -> str:
    return f"no such {what}; allowed: {', '.join(sorted(codes)) or '(none is written down)'}"
