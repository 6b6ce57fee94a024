"""What is to be said, before it has a language: keys of the word catalogues with values.

Values are plain JSON. A few of them are marked, and turned into words of the reader's language
when the message is sent: moments, nested keys and category names.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any

from domain.hours import WEEKDAYS
from domain.press import Press

Value = Any
Part = tuple[str, dict[str, Value]]


def part(key: str, **values: Value) -> Part:
    """One line (or paragraph) of a message."""
    return key, values


def moment(at: datetime) -> dict[str, str]:
    """A moment, said as people say it: today 18:00, tomorrow 09:30, Nov 27 (Fri) 10:00."""
    return {"$moment": at.isoformat()}


def day_word(day: date) -> dict[str, str]:
    """A day, said as people say it when they read it: 明天 11月19日（周四）."""
    return {"$day": day.isoformat()}


def lasting(parts: Iterable[Part]) -> tuple[Part, ...]:
    """The same parts for a message that stands and is read on other days too: of its moments only
    those of today are called by a word, the others by their date, which never grows stale."""
    return tuple((key, {name: _lasting(value) for name, value in v.items()}) for key, v in parts)


def _lasting(value: Value) -> Value:
    if isinstance(value, list | tuple):
        return [_lasting(one) for one in value]
    if not isinstance(value, dict):
        return value
    if "$moment" in value:
        return value | {"lasting": True}
    return {name: _lasting(one) for name, one in value.items()}


def days_named(value: Value, zone: tzinfo) -> frozenset[date]:
    """The local days of all moments in some parts, or in one of their values."""
    if isinstance(value, list | tuple):
        return frozenset(day for one in value for day in days_named(one, zone))
    if not isinstance(value, dict):
        return frozenset()
    if "$moment" in value:
        return frozenset({datetime.fromisoformat(value["$moment"]).astimezone(zone).date()})
    return days_named(list(value.values()), zone)


def dated(at: datetime, *, short: bool = False) -> dict[str, str]:
    """A moment said by its date, on what stands for days: Nov 27 (Fri) 10:00, `short` without the
    day of the week."""
    return {"$moment": at.isoformat(), "as": "short" if short else "day"}


def word(key: str, **values: Value) -> dict[str, Value]:
    """A nested piece of catalogue text."""
    return {"$word": key, "values": values}


def weekday(day: date) -> dict[str, Value]:
    """The short name of a day of the week."""
    return word(f"weekday-{WEEKDAYS[day.weekday()]}")


def category_name(code: str) -> dict[str, str]:
    """The name of a category; names stand in the editable keyword catalogue."""
    return {"$category": code}


def advice(danger: str) -> dict[str, str]:
    """What to do in a danger until help comes; it stands in the keyword catalogue too."""
    return {"$advice": danger}


@dataclass(frozen=True, slots=True)
class Button:
    """A button: its label as a key with values, and what it says when pressed."""

    key: str
    press: Press
    values: tuple[tuple[str, Value], ...] = ()

    def to_json(self) -> list[Value]:
        """The form it has in the outbox."""
        return [self.key, dict(self.values), str(self.press)]

    @classmethod
    def from_json(cls, kept: Sequence[Value]) -> "Button | None":
        """Such a form as a button again; None where what it says is none of ours."""
        key, values, payload = kept
        press = Press.parse(payload)
        return None if press is None else cls(key, press, tuple(values.items()))


Rows = tuple[tuple[Button, ...], ...]
