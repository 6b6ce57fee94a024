"""When a unit works, as whoever leads it says in one sentence: 周一到周六 8:30-12:00 14:00-17:30;
and as it is kept and stands on a button. Whatever is not clearly that is None, and asked again."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from domain.clocks import WorkingCalendar
from domain.hours import SATURDAY, read_span, span_text
from domain.text import normalise, read_number

Block = tuple[time, time]

MOST_BLOCKS = 3
"""Blocks of one day: so many fit on a button."""

WEEK = 7
NOON = 12
EARLIEST = 7
"""A block whose first hour is earlier on the clock, and said after the morning's, is one of the
afternoon: 8:30-12:00 2:00-6:00."""

ORDINARY_WEEK = date(2025, 3, 10)
"""The Monday of a week without holidays or made-up days anywhere."""


@dataclass(frozen=True, slots=True)
class OwnHours:
    """The blocks of a unit's working day, and the weekdays (Monday is 0) on which it works."""

    blocks: tuple[Block, ...]
    weekdays: tuple[int, ...]

    def stretches(self) -> tuple[tuple[int, int], ...]:
        """The weekdays in as few runs as can be: from the first of each to its last."""
        found: list[tuple[int, int]] = []
        for day in self.weekdays:
            if found and found[-1][1] == day - 1:
                found[-1] = (found[-1][0], day)
            else:
                found.append((day, day))
        return tuple(found)

    def on_button(self) -> str:
        """All of it as a button says it: `12345.0830120014001800`."""
        days = "".join(str(day + 1) for day in self.weekdays)
        return f"{days}." + "".join(f"{edge:%H%M}" for block in self.blocks for edge in block)


def of_calendar(calendar: WorkingCalendar) -> OwnHours:
    """The hours and weekdays of a calendar, as they are in an ordinary week."""
    days = (ORDINARY_WEEK + timedelta(days=n) for n in range(WEEK))
    return OwnHours(calendar.blocks, tuple(day.weekday() for day in days if calendar.works_on(day)))


def from_button(said: str) -> OwnHours | None:
    """What a button says; None for anything one of ours cannot have said."""
    days, _, edges = said.partition(".")
    if not re.fullmatch(r"[1-7]{1,7}", days) or not re.fullmatch(r"([0-9]{8}){1,3}", edges):
        return None
    times = [
        _time(int(edges[n : n + 2]), int(edges[n + 2 : n + 4])) for n in range(0, len(edges), 4)
    ]
    return _made(times, {int(day) - 1 for day in days})


def to_rows(own: Mapping[str, OwnHours]) -> dict[str, Any]:
    """Plain JSON, by unit."""
    return {
        unit: {
            "working": [span_text(block) for block in one.blocks],
            "weekdays": list(one.weekdays),
        }
        for unit, one in own.items()
    }


def from_document(document: Mapping[str, Any]) -> dict[str, OwnHours]:
    """The hours of units that such a document holds; one from before there were any holds none."""
    return {
        unit: OwnHours(tuple(map(read_span, row["working"])), tuple(row["weekdays"]))
        for unit, row in document.get("hours", {}).items()
    }


_PARTS = "凌晨|早上|早晨|早|上午|中午|下午|傍晚|晚上|晚"
_LATE = ("下午", "傍晚", "晚上", "晚")
_NUMBER = r"[0-9]{1,2}|[零一二两三四五六七八九十]{1,3}"
_TO = r"\s*(?:到|至|-|~|—|–)\s*"


def _edge(name: str) -> str:
    return (
        rf"(?P<{name}_part>{_PARTS})?\s*(?P<{name}>{_NUMBER})"
        rf"(?:(?::(?P<{name}_sharp>[0-5][0-9]))|(?:点钟?|时)"
        rf"(?:(?P<{name}_half>半)|(?P<{name}_quarter>[一三])刻|(?P<{name}_minute>{_NUMBER})分?)?)?"
    )


_BLOCK = re.compile(_edge("first") + _TO + _edge("last"))
_WEEK_NAME = r"(?:周|星期|礼拜)"
_DAY = "[一二三四五六日天]"
_DAYS = re.compile(rf"{_WEEK_NAME}({_DAY}){_TO}{_WEEK_NAME}?({_DAY})|{_WEEK_NAME}({_DAY}+)")
_EVERY_DAY = re.compile(r"每天|天天|全周")
_WORKDAYS = re.compile(r"工作日")
_AROUND = re.compile(
    r"(?:改成|改为|改到|上班|时间|我们|社区|每日|都|是|和|及|、|，|,|;|:|。|!|\s)+"
)
_NAMES = "一二三四五六日"


def read_hours(text: str, now: OwnHours) -> OwnHours | None:
    """Read 周一到周六 8:30-12:00 14:00-17:30, 上午八点到十二点，下午两点到六点, 每天8点到20点.
    What is not said, days or hours, stays as it is `now`."""
    clean = normalise(text).replace("星期天", "星期日").replace("周天", "周日")
    days: set[int] = set()
    clean = _EVERY_DAY.sub(lambda _: _add(days, range(WEEK)), clean)
    clean = _WORKDAYS.sub(lambda _: _add(days, range(SATURDAY)), clean)
    clean = _DAYS.sub(lambda found: _add(days, _days_of(found)), clean)
    times: list[time | None] = []
    clean = _BLOCK.sub(lambda found: _take(times, found), clean)
    if _AROUND.sub("", clean) or not (days or times):
        return None
    blocks = times or [edge for block in now.blocks for edge in block]
    return _made(blocks, days or set(now.weekdays))


def _add(days: set[int], more: Sequence[int]) -> str:
    days.update(more)
    return " "


def _days_of(found: re.Match[str]) -> Sequence[int]:
    if found[3]:
        return [_NAMES.index(name.replace("天", "日")) for name in found[3]]
    first, last = (_NAMES.index(found[n].replace("天", "日")) for n in (1, 2))
    return range(first, last + 1) if first <= last else (*range(first, WEEK), *range(last + 1))


def _take(times: list[time | None], found: re.Match[str]) -> str:
    """The two ends of a block. One that is not called so is of the afternoon where it follows: on
    下午两点到六点, and where the morning was named before it."""
    before = times[-1] if times else None
    for name in ("first", "last"):
        hour, part = read_number(found[name]), found[f"{name}_part"]
        minute = _minute(found, name)
        if hour is None or minute is None:
            times.append(None)
            continue
        late = part in _LATE or (part == "中午" and hour < EARLIEST)
        follows = part is None and before is not None and hour < before.hour and hour < NOON
        if hour < NOON and (late or (follows and (name == "last" or hour < EARLIEST))):
            hour += NOON
        before = _time(hour, minute)
        times.append(before)
    return " "


def _minute(found: re.Match[str], name: str) -> int | None:
    if found[f"{name}_half"]:
        return 30
    if found[f"{name}_quarter"]:
        return 15 * (read_number(found[f"{name}_quarter"]) or 0)
    said = found[f"{name}_sharp"] or found[f"{name}_minute"]
    return read_number(said) if said else 0


def _time(hour: int, minute: int) -> time | None:
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _made(edges: Sequence[time | None], days: set[int]) -> OwnHours | None:
    """The hours, where each block ends later than it begins and none overlaps another."""
    known = [edge for edge in edges if edge is not None]
    if len(known) < len(edges) or len(known) > 2 * MOST_BLOCKS or known != sorted(set(known)):
        return None
    blocks = tuple(zip(known[::2], known[1::2], strict=True))
    return OwnHours(blocks, tuple(sorted(days)))
