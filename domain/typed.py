"""What people type in answer to a question with few answers: a day, or nothing to add. Whatever is
not clearly one of these is None, and asked again. Times of day are in domain.moments."""

import re
from datetime import date, timedelta

from domain.period import Period, Span
from domain.text import normalise, read_number

FROM_TODAY = {
    "今天": 0,
    "今日": 0,
    "今儿": 0,
    "当天": 0,
    "today": 0,
    "明天": 1,
    "明日": 1,
    "明儿": 1,
    "明儿个": 1,
    "tomorrow": 1,
    "后天": 2,
    "后儿": 2,
    "大后天": 3,
}
WEEKDAYS = "一二三四五六日"
NOTHING = frozenset({"没有", "没", "无", "不用", "不用说明", "没了", "no", "none", "nothing"})

_NUMBER = r"([0-9]{1,2}|[零一二三四五六七八九十]{1,3})"
_DAYS_ON = re.compile(r"(?:过)?([0-9]{1,2}|[零一二两三四五六七八九十]{1,3})天(?:以?后)?")
_WEEKDAY = re.compile(r"(?:(下)个?|这个?|本)?(?:周|星期|礼拜)([一二三四五六日天])")
_FULL = re.compile(r"([0-9]{4})[-./年]([0-9]{1,2})[-./月]([0-9]{1,2})[日号]?")
_MONTH_DAY = re.compile(rf"{_NUMBER}(?:月|[-./]){_NUMBER}[日号]?")

_AROUND_A_SHIFT = re.compile(r"[\s、，,;；和与+]+|值班|坐班|的班|请|由|来$|上$")

_LISTS = {
    "需求": "need",
    "need": "need",
    "资源": "resource",
    "resource": "resource",
    "项目": "project",
    "project": "project",
}
_LIST_LINE = re.compile(rf"({'|'.join(_LISTS)})[:：,，、 ]*(.+)", re.IGNORECASE)

TWO_AS_ONE = frozenset(
    ["一二", "一两", "二三", "两三", "三四", "三五", "四五", "五六", "六七", "七八", "八九"]
)
"""两三点, 三五天: two numbers said as one."""


def read_day(text: str, today: date) -> date | None:
    """Read 明天, 三天后, 周五, 11月30日, 12-5 or 2026-12-05. A day without its year is the next one
    of that name, today included."""
    clean = normalise(text).replace(" ", "").strip("。.!,到")
    if clean in FROM_TODAY:
        return today + timedelta(days=FROM_TODAY[clean])
    if found := _DAYS_ON.fullmatch(clean):
        number = read_count(found[1])
        return None if number is None else today + timedelta(days=number)
    if found := _WEEKDAY.fullmatch(clean):
        return _weekday(today, found[2], next_week=bool(found[1]))
    if found := _FULL.fullmatch(clean):
        return _date(int(found[1]), int(found[2]), int(found[3]))
    if found := _MONTH_DAY.fullmatch(clean):
        return _next_of_name(today, read_number(found[1]), read_number(found[2]))
    return None


def read_count(words: str) -> int | None:
    """Read a number; of two said as one the second."""
    return read_number(words[-1] if words in TWO_AS_ONE else words)


def _weekday(today: date, name: str, *, next_week: bool) -> date:
    """周五 is the coming one, today included; 下周五 the one of the week after this."""
    wanted = WEEKDAYS.index(name.replace("天", "日"))
    if next_week:
        return today + timedelta(days=7 - today.weekday() + wanted)
    return today + timedelta(days=(wanted - today.weekday()) % 7)


def _next_of_name(today: date, month: int | None, day: int | None) -> date | None:
    if month is None or day is None:
        return None
    found = _date(today.year, month, day)
    if found is None or found < today:
        return _date(today.year + 1, month, day)
    return found


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


_SPANS = {
    Span.WEEK: ("周", "一周", "星期", "个星期", "礼拜", "个礼拜"),
    Span.MONTH: ("月", "个月"),
    Span.QUARTER: ("季度", "个季度"),
}
_NOW = {
    "今天": Span.DAY,
    "今日": Span.DAY,
    "today": Span.DAY,
    "今年": Span.YEAR,
    "当月": Span.MONTH,
}
_BEFORE = {"昨天": Span.DAY, "昨日": Span.DAY, "yesterday": Span.DAY, "去年": Span.YEAR}
_PERIODS = (
    {word: (span, 0) for word, span in _NOW.items()}
    | {word: (span, 1) for word, span in _BEFORE.items()}
    | {f"this {span}": (span, 0) for span in Span}
    | {f"last {span}": (span, 1) for span in Span}
    | {
        prefix + name: (span, back)
        for span, names in _SPANS.items()
        for name in names
        for prefix, back in (("本", 0), ("这", 0), ("上", 1))
    }
)
_MONTH = re.compile(rf"{_NUMBER}月份?")


def read_period(text: str, today: date) -> Period | None:
    """Read 上周, 本月, 10月, 上季度, 去年, 昨天: a month is the last one of that name."""
    clean = normalise(text).strip("。.! 的")
    if clean in _PERIODS:
        span, back = _PERIODS[clean]
        period = Period.holding(span, today)
        return period.before() if back else period
    found = _MONTH.fullmatch(clean)
    month = read_number(found[1]) if found else None
    if month is None or not 1 <= month <= 12:
        return None
    return Period(Span.MONTH, date(today.year - (month > today.month), month, 1))


def read_list_line(text: str) -> tuple[str, str] | None:
    """需求 老人没处吃午饭: a line for one of the three lists, and which; None for what is none."""
    found = _LIST_LINE.fullmatch(" ".join(text.split()))
    return (_LISTS[found[1]], found[2]) if found else None


def says_nothing(text: str) -> bool:
    """没有, 不用: an answer that there is nothing to add."""
    return normalise(text).strip("。.! ") in NOTHING


def day_of_shift(text: str) -> str:
    """What is left of 明天请…坐班 without its names when the words around a day are gone."""
    return _AROUND_A_SHIFT.sub("", text)


_MEANING = re.compile(r"怎么算|定义|什么意思|口径|怎么来的|meaning|definition", re.IGNORECASE)


def asks_for_meaning(text: str) -> bool:
    """2026-10 怎么算的: whether it is asked what numbers mean."""
    return _MEANING.search(text) is not None
