"""The configuration file: its shape, what is allowed, and errors that name key and line.

config.example.toml explains every key. Nothing outside bot/ reads configuration.
"""

import os
import re
import tomllib
from datetime import date, time
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from domain.clocks import Limit
from domain.org import UnitKind

TOKEN_ENVIRONMENT = "JIEDAN_TELEGRAM_TOKEN"  # noqa: S105  (a name, not a token)
CODE = r"^[a-z0-9][a-z0-9_-]{0,23}$"


class ConfigError(Exception):
    """The configuration cannot be used. `problems` are complete lines for the person to read."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def _span(value: Any) -> Any:
    """`08:30-12:00` as two times."""
    if not isinstance(value, str):
        raise ValueError("write a span of hours as 08:30-12:00")
    found = re.fullmatch(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)", value)
    if not found:
        raise ValueError("write a span of hours as 08:30-12:00")
    first, last = map(time.fromisoformat, value.split("-"))
    if first == last:
        raise ValueError("a span of hours ends at another time than it begins")
    return first, last


def _limit(value: str) -> str:
    Limit.parse(value)
    return value


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValueError("write a time zone by its name, as Asia/Shanghai") from error
    return value


def _database_url(value: str) -> str:
    try:
        make_url(value)
    except (ArgumentError, ValueError):  # their texts can hold a piece of the password
        raise ValueError(
            "write sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME; "
            "in a password write @ as %40, : as %3A and / as %2F"
        ) from None
    return value


Span = Annotated[tuple[time, time], BeforeValidator(_span)]
LimitText = Annotated[str, AfterValidator(_limit)]
Code = Annotated[str, Field(pattern=CODE)]


class Section(BaseModel):
    """A table of the file: unknown keys are errors, values never change afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class Database(Section):
    """[database]"""

    url: Annotated[
        str,
        Field(pattern=r"^(sqlite:///|postgresql://).+"),
        AfterValidator(_database_url),
    ] = "sqlite:///jiedan.sqlite3"
    pool: Annotated[int, Field(ge=1, le=100)] = 10


class Community(Section):
    """[community]"""

    default_lang: Literal["zh", "en"] = "zh"
    duty_phone: str = ""
    catalogue: str = ""
    invite_days: Annotated[int, Field(ge=1, le=365)] = 7


class Hours(Section):
    """[time]"""

    zone: Annotated[str, AfterValidator(_zone)] = "Asia/Shanghai"
    working: Annotated[tuple[Span, ...], Field(min_length=1)] = (
        (time(8, 30), time(12)),
        (time(14), time(18)),
    )
    quiet: tuple[Span, ...] = ((time(22), time(7, 30)), (time(12, 30), time(14)))
    holidays: tuple[date, ...] = ()
    workdays: tuple[date, ...] = ()

    @model_validator(mode="after")
    def _in_order(self) -> "Hours":
        edges = [edge for block in self.working for edge in block]
        if edges != sorted(set(edges)):
            raise ValueError("working hours must follow one another without overlap")
        return self


class Level(Section):
    """[levels.L0] to [levels.L4]; what is left out keeps its default."""

    accept: LimitText | None = None
    contact: LimitText | None = None
    fix: LimitText | None = None
    confirm: LimitText | None = None
    ruling: LimitText | None = None
    news: LimitText | None = None
    news_answer: LimitText | None = None
    repeat: LimitText | None = None
    pages_all: bool | None = None
    quiet: bool | None = None


class Telegram(Section):
    """[telegram]"""

    enabled: bool = False
    token: str = ""
    username: str = ""
    api_base: Annotated[str, Field(pattern=r"^https?://[^\s]+[^/]$")] = "https://api.telegram.org"
    mode: Literal["polling", "webhook"] = "polling"
    webhook_url: str = ""
    webhook_secret: str = ""
    webhook_host: str = "127.0.0.1"
    webhook_port: Annotated[int, Field(ge=0, le=65535)] = 8602

    @model_validator(mode="after")
    def _webhook_complete(self) -> "Telegram":
        if self.enabled and self.mode == "webhook":
            if not self.webhook_url.startswith(("https://", "http://127.0.0.1")):
                raise ValueError("webhook_url: write the public https:// address of the webhook")
            if not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", self.webhook_secret):
                raise ValueError("webhook_secret: 16 to 256 of A-Z, a-z, 0-9, _ and -")
        return self

    def secret_token(self) -> str:
        """The bot's token: from the environment when it is set there, else from the file."""
        return os.environ.get(TOKEN_ENVIRONMENT, "") or self.token


class Web(Section):
    """[web]"""

    enabled: bool = True
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8600
    public_url: str = ""
    title: str = ""


class SummaryHours(Section):
    """[summary]"""

    at: time = time(8)


class UnitRow(Section):
    """[[units]]"""

    code: Code
    name: Annotated[str, Field(min_length=1, max_length=60)]
    kind: UnitKind
    parent: Code | None = None


class CompoundRow(Section):
    """[[compounds]]"""

    code: Code
    name: Annotated[str, Field(min_length=1, max_length=60)]
    aliases: tuple[str, ...] = ()
    community: Code
    property: Code | None = None
    stand_in: Code | None = None
    branch: Code | None = None


class GridRow(Section):
    """[[grids]]"""

    code: Code
    name: Annotated[str, Field(min_length=1, max_length=60)]
    community: Code
    compound: Code
    buildings: tuple[str, ...] = ()


class Settings(Section):
    """The whole file."""

    database: Database = Database()
    community: Community = Community()
    time: Hours = Hours()
    levels: dict[Literal["L0", "L1", "L2", "L3", "L4"], Level] = Field(default_factory=dict)
    telegram: Telegram = Telegram()
    web: Web = Web()
    summary: SummaryHours = SummaryHours()
    units: Annotated[tuple[UnitRow, ...], Field(min_length=1)]
    compounds: tuple[CompoundRow, ...] = ()
    grids: tuple[GridRow, ...] = ()


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
