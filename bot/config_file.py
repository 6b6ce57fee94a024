"""Reading the configuration file: errors name file, line and key and say what is allowed. The
shape of the file stands in bot.settings."""

import re
import tomllib
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from bot.settings import TOKEN_ENVIRONMENT, Level, Settings
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
    problems = _cross_check(settings)
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
        field = model.model_fields.get(name)
        if field is None:
            model = Level if model is Settings else model
            continue
        inner = [a for a in (field.annotation, *getattr(field.annotation, "__args__", ()))]
        found = [a for a in inner if isinstance(a, type) and issubclass(a, BaseModel)]
        model = found[-1] if found else model
    return ", ".join(model.model_fields)


def _at(path: Path, text: str, key: tuple[Any, ...]) -> str:
    return f"{path}:{_line_of(text, key)}"


def _line_of(text: str, key: tuple[Any, ...]) -> int:
    """The line of a key: its table's heading is sought first (the nth of an array of tables),
    then the key beneath it; the heading's line when the key itself is missing."""
    names = [str(name) for name in key if not isinstance(name, int)]
    nth = next((name for name in key if isinstance(name, int)), 0)
    lines = text.splitlines()
    for depth in range(len(names), 0, -1):
        heading = re.compile(rf"^\s*\[\[?\s*{re.escape('.'.join(names[:depth]))}\s*\]?\]")
        places = [n for n, line in enumerate(lines) if heading.match(line)]
        if len(places) > nth:
            return _key_line(lines, places[nth], names[depth:]) + 1
    return max(1, _key_line(lines, -1, names) + 1)


def _key_line(lines: list[str], heading: int, names: list[str]) -> int:
    if not names:
        return heading
    wanted = re.compile(rf"^\s*\"?{re.escape(names[0])}\"?\s*[=.]")
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


def _check_units(settings: Settings) -> list[Problem]:
    problems = _check_twice("units", [unit.code for unit in settings.units])
    parents = {unit.code: unit.parent for unit in settings.units}
    for n, unit in enumerate(settings.units):
        if unit.parent is not None and unit.parent not in parents:
            problems.append((("units", n, "parent"), _one_of("unit", set(parents))))
        elif _has_cycle(unit.code, parents):
            problems.append((("units", n, "parent"), "the units above it lead back to itself"))
    if not any(unit.kind is UnitKind.COMMUNITY for unit in settings.units):
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
