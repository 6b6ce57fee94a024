"""How the program writes down what happens: one record is one line that nobody else can begin, and
no secret, and no row of the database, stands in it, also not in a traceback."""

import logging
import os
import re
import sys
from types import TracebackType

LEVEL_ENVIRONMENT = "JIEDAN_LOG"
"""DEBUG, INFO (as usual), WARNING: how much is written down."""

LEVELS = ("DEBUG", "INFO", "WARNING")
VEIL = "***"
SHORTEST_SECRET = 6
"""Shorter ones are no secrets, and would veil half of what is written."""

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_BREAKS = re.compile(r"[\n\t]")
_TELLING = (
    (re.compile(r"\d{5,}(?::|%3[aA])[A-Za-z0-9_-]{20,}"), VEIL),  # a bot's token
    (re.compile(r"(://[^\s:/@]*:)[^\s@]*@"), rf"\1{VEIL}@"),  # a password in an address
    (re.compile(r"(DETAIL:).*"), rf"\1 {VEIL}"),  # PostgreSQL shows the row
    (re.compile(r"(invalid input for query argument \$\d+: ).*"), rf"\1{VEIL}"),
)
_secrets: set[str] = set()

CHATTY = (
    "aiogram",
    "aiosqlite",
    "alembic",
    "apscheduler",
    "asyncpg",
    "fontTools",
    "fpdf",
    "httpcore",
    "httpx",
    "sqlalchemy",
    "telegram",
)
"""Libraries that write down what goes through them: residents' words, accounts, the bot's token."""


def keep_secret(*values: str | None) -> None:
    """From now on these are written down nowhere."""
    _secrets.update(value for value in values if value and len(value) >= SHORTEST_SECRET)


def veiled(text: str) -> str:
    """A text without secrets and without what PostgreSQL tells of rows."""
    for secret in sorted(_secrets, key=len, reverse=True):
        text = text.replace(secret, VEIL)
    for shape, instead in _TELLING:
        text = shape.sub(instead, text)
    return text


def _shown(character: re.Match[str]) -> str:
    return character.group().encode("unicode_escape").decode()


class OneLine(logging.Formatter):
    """What somebody sent can neither begin a record of its own nor steer a terminal."""

    def formatMessage(self, record: logging.LogRecord) -> str:
        """The record itself: one line."""
        return _BREAKS.sub(_shown, super().formatMessage(record))

    def formatException(self, ei: object) -> str:
        """A traceback, moved to the right: no line of it looks like a record."""
        return re.sub(r"^", "  ", super().formatException(ei), flags=re.M)  # type: ignore[arg-type]

    def format(self, record: logging.LogRecord) -> str:
        """All of it, veiled."""
        return _CONTROLS.sub(_shown, veiled(super().format(record)))


def write_down() -> None:
    """Begin to write to standard error; errors nobody caught as well."""
    level = os.environ.get(LEVEL_ENVIRONMENT, "").upper()
    handler = logging.StreamHandler()
    handler.setFormatter(OneLine("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=level if level in LEVELS else "INFO", handlers=[handler])
    hush_libraries()
    sys.excepthook = _tell_uncaught


def hush_libraries() -> None:
    """Let them report trouble only, whatever level everything else has."""
    for chatty in CHATTY:
        logging.getLogger(chatty).setLevel(logging.WARNING)


def _tell_uncaught(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    if isinstance(error, KeyboardInterrupt):
        return
    logging.getLogger("bot").critical("ended by an error", exc_info=(kind, error, trace))
