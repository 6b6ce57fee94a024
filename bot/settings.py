"""The shape of the configuration file and what is allowed in it.

config.example.toml explains every key. Nothing outside bot/ reads configuration. What is about
time stands in bot.time_settings.
"""

import os
import re
from datetime import time
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from bot.section import Code, Section
from bot.time_settings import CalendarRow, Hours, Level, LevelCode, SeasonRow
from domain.org import UnitKind

TOKEN_ENVIRONMENT = "JIEDAN_TELEGRAM_TOKEN"  # noqa: S105  (a name, not a token)
KEYS_ENVIRONMENT = "JIEDAN_KEYS"


def _database_url(value: str) -> str:
    try:
        make_url(value)
    except (ArgumentError, ValueError):  # their texts can hold a piece of the password
        raise ValueError(
            "write sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME; "
            "in a password write @ as %40, : as %3A and / as %2F"
        ) from None
    return value


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


class Merge(Section):
    """[merge]"""

    days: Annotated[int, Field(ge=1, le=90)] = 7
    households_raise: Annotated[int, Field(ge=2, le=1000)] = 3
    flood_households: Annotated[int, Field(ge=2, le=1000)] = 5
    flood_minutes: Annotated[int, Field(ge=1, le=1440)] = 60
    flood_buildings: Annotated[int, Field(ge=1, le=100)] = 2


def _api_base(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s/]\S*", value):
        raise ValueError("write https:// or http:// and the host, as https://api.telegram.org")
    return value.rstrip("/")


class Telegram(Section):
    """[telegram]"""

    enabled: bool = False
    token: str = ""
    username: str = ""
    api_base: Annotated[str, AfterValidator(_api_base)] = "https://api.telegram.org"
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


def _public_url(value: str) -> str:
    if value and not re.fullmatch(r"https?://[A-Za-z0-9.\[\]:-]{1,200}/?", value):
        raise ValueError("write https:// and the host, as https://jiedan.example.org, no path")
    return value.rstrip("/")


class Web(Section):
    """[web]"""

    enabled: bool = True
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8600
    public_url: Annotated[str, AfterValidator(_public_url)] = ""
    title: str = ""
    metrics: bool = False


class SummarySection(Section):
    """[summary]"""

    at: time = time(8)
    automatic: tuple[Code, ...] = ()
    automatic_at: time = time(12)
    compare: tuple[Code, ...] = ()
    longer: tuple[Literal["month", "quarter", "year"], ...] = ("month",)


class Look(Section):
    """[look]"""

    last_percent: Annotated[int, Field(ge=50, le=100)] = 99
    accept_seconds: Annotated[int, Field(ge=0, le=600)] = 1
    many: Annotated[int, Field(ge=2, le=1000)] = 5
    many_minutes: Annotated[int, Field(ge=1, le=1440)] = 10
    late_hours: Annotated[int, Field(ge=1, le=720)] = 24


class Desk(Section):
    """[desk]"""

    sheet_at: time = time(8, 30)
    handover_at: time = time(18)
    warn_at: time = time(17, 30)
    evening_at: time | None = None


class Vanguard(Section):
    """[vanguard]"""

    automatic: bool = True


class Projects(Section):
    """[projects]"""

    at: time = time(8, 30)
    times: Annotated[int, Field(ge=2, le=100)] = 3
    days: Annotated[int, Field(ge=7, le=366)] = 30


class LearningHours(Section):
    """[learning]"""

    enabled: bool = True
    at: time = time(3)
    examples: Annotated[int, Field(ge=2, le=100)] = 3


class Privacy(Section):
    """[privacy]"""

    at: time = time(3, 30)
    texts_days: Annotated[int, Field(ge=35, le=3650)] = 365
    people_days: Annotated[int, Field(ge=90, le=3650)] = 365
    messages_days: Annotated[int, Field(ge=14, le=3650)] = 90
    key_file: str = ""


class Residents(Section):
    """[residents]"""

    gather_seconds: Annotated[int, Field(ge=0, le=120)] = 20
    reports_an_hour: Annotated[int, Field(ge=0, le=1000)] = 20
    forwards_an_hour: Annotated[int, Field(ge=0, le=1000)] = 5


class Speech(Section):
    """[speech]"""

    backend: Literal["none", "whisper"] = "none"
    model: str = ""
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}$")] = "zh"
    seconds: Annotated[int, Field(ge=5, le=600)] = 120

    @model_validator(mode="after")
    def _has_model(self) -> "Speech":
        if self.backend != "none" and not self.model:
            raise ValueError("model: write the folder of the model; it is never fetched by itself")
        return self


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
    levels: dict[LevelCode, Level] = Field(default_factory=dict)
    merge: Merge = Merge()
    telegram: Telegram = Telegram()
    web: Web = Web()
    summary: SummarySection = SummarySection()
    look: Look = Look()
    desk: Desk = Desk()
    vanguard: Vanguard = Vanguard()
    projects: Projects = Projects()
    learning: LearningHours = LearningHours()
    privacy: Privacy = Privacy()
    residents: Residents = Residents()
    speech: Speech = Speech()
    units: tuple[UnitRow, ...] = ()
    compounds: tuple[CompoundRow, ...] = ()
    grids: tuple[GridRow, ...] = ()
    calendars: tuple[CalendarRow, ...] = ()
    seasons: tuple[SeasonRow, ...] = ()

    def secrets(self) -> tuple[str | None, ...]:
        """What must be written down nowhere."""
        telegram = self.telegram
        password = make_url(self.database.url).password
        return (telegram.token, telegram.secret_token(), telegram.webhook_secret, password)
