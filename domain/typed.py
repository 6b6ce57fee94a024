"""What people type in answer to a question with few answers: a day, a time, or nothing to add.
Whatever is not clearly one of these is None, and asked again."""

import re
from datetime import date, datetime, time, timedelta

from domain.text import normalise, read_number

FROM_TODAY = {
    "今天": 0,
    "今日": 0,
    "today": 0,
    "明天": 1,
    "明日": 1,
    "明儿": 1,
    "tomorrow": 1,
    "后天": 2,
    "大后天": 3,
}
WEEKDAYS = "一二三四五六日"
NOTHING = frozenset({"没有", "没", "无", "不用", "不用说明", "没了", "no", "none", "nothing"})

_NUMBER = r"([0-9]{1,2}|[零一二三四五六七八九十]{1,3})"
_DAYS_ON = re.compile(rf"(?:过)?{_NUMBER}天(?:以?后)?")
_WEEKDAY = re.compile(r"(下)?(?:周|星期|礼拜)([一二三四五六日天])")
_FULL = re.compile(r"([0-9]{4})[-./年]([0-9]{1,2})[-./月]([0-9]{1,2})[日号]?")
_MONTH_DAY = re.compile(rf"{_NUMBER}(?:月|[-./]){_NUMBER}[日号]?")

_CLOCK_NUMBER = r"[0-9]{1,2}|[零一二两三四五六七八九十]{1,3}"
_PARTS = {
    "凌晨": 6,
    "清早": 9,
    "早上": 9,
    "早晨": 9,
    "上午": 12,
    "中午": 14,
    "下午": 18,
    "傍晚": 19,
    "晚上": 21,
    "晚": 21,
}
"""Parts of a day, and the hour in which each is over."""

_TO = r"(?:从|大概|大约|约|约好|约在|约到|改到|改成|改为|改在|那就|等到?|我|就)*"
_COME = r"(?:左右|以前|之前|前|上门|过去|过来|联系|到|去|来|见|吧|好|的|一定|您|。|!|,|~)*"
_CLOCK = (
    rf"(?P<hour>{_CLOCK_NUMBER})(?:(?::(?P<sharp>[0-5][0-9]))"
    rf"|(?:点钟?|时)(?:(?P<half>半)|(?P<quarter>[一三])刻|(?P<minute>{_CLOCK_NUMBER})分?)?)"
)
_MOMENT = re.compile(
    rf"{_TO}(?P<day>.*?)(?P<gap> ?)(?P<part>{'|'.join(_PARTS)})? ?(?:{_CLOCK})? ?{_COME}"
)
_FROM_NOW = re.compile(
    rf"{_TO}(?:(?P<half>半)|(?P<count>{_CLOCK_NUMBER})(?P<more>个半)?)"
    rf"个?(?P<unit>小时|钟头|分钟|刻钟)(?:以内|之内|内|以?后|之后)?{_COME}"
)
_NIGHTS = {"今晚": "今天晚上", "明晚": "明天晚上", "今早": "今天早上", "明早": "明天早上"}
NOON, EVENING, WAKES, SLEEPS = 12, 18, 7, 21


def read_day(text: str, today: date) -> date | None:
    """Read 明天, 三天后, 周五, 11月30日, 12-5 or 2026-12-05. A day without its year is the next one
    of that name, today included."""
    clean = normalise(text).replace(" ", "").strip("。.!,到")
    if clean in FROM_TODAY:
        return today + timedelta(days=FROM_TODAY[clean])
    if found := _DAYS_ON.fullmatch(clean):
        number = read_number(found[1])
        return None if number is None else today + timedelta(days=number)
    if found := _WEEKDAY.fullmatch(clean):
        return _weekday(today, found[2], next_week=bool(found[1]))
    if found := _FULL.fullmatch(clean):
        return _date(int(found[1]), int(found[2]), int(found[3]))
    if found := _MONTH_DAY.fullmatch(clean):
        return _next_of_name(today, read_number(found[1]), read_number(found[2]))
    return None


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


def read_moment(text: str, now: datetime) -> datetime | date | None:
    """Read 下午3点, 明天上午10点半, 周五下午, 11月30日 9点 or 半小时后, seen from the local moment
    `now`; a bare hour is the coming one of the waking day. A day alone (明天) is a date: whoever
    asked knows when work ends then."""
    clean = normalise(text)
    for short, long in _NIGHTS.items():
        clean = clean.replace(short, long)
    if found := _FROM_NOW.fullmatch(clean.replace(" ", "")):
        return _from_now(found, now)
    found = _MOMENT.fullmatch(clean)
    if found is None:
        return None
    day = read_day(found["day"], now.date()) if found["day"] else now.date()
    runs_on = found["day"][-1:].isdigit() and not found["gap"] and not found["part"]
    if day is None or (runs_on and found["hour"]):
        return None
    if found["hour"]:
        return _at(found, day, now)
    if found["part"]:
        return datetime.combine(day, time(_PARTS[found["part"]]), now.tzinfo)
    return day if found["day"] else None


def _from_now(found: re.Match[str], now: datetime) -> datetime | None:
    count = 0.5 if found["half"] else read_number(found["count"])
    if count is None:
        return None
    minutes = {"小时": 60, "钟头": 60, "刻钟": 15, "分钟": 1}[found["unit"]]
    return now + timedelta(minutes=(count + (0.5 if found["more"] else 0)) * minutes)


def _at(found: re.Match[str], day: date, now: datetime) -> datetime | None:
    hour, minute = read_number(found["hour"]), _minute(found)
    if hour is None or minute is None or hour > 24 or minute > 59 or (hour == 24 and minute):
        return None
    midnight = datetime.combine(day, time(), now.tzinfo)
    for guess in _hours(hour, found["part"], later=day == now.date()):
        at = midnight + timedelta(hours=guess, minutes=minute)
        if found["part"] or day != now.date() or at > now:
            return at
    return midnight + timedelta(hours=hour, minutes=minute)


def _minute(found: re.Match[str]) -> int | None:
    if found["half"]:
        return 30
    if found["quarter"]:
        return 15 * (read_number(found["quarter"]) or 0)
    said = found["sharp"] or found["minute"]
    return read_number(said) if said else 0


def _hours(hour: int, part: str | None, *, later: bool) -> tuple[int, ...]:
    """The hours of the day one can mean by a number on the clock, the likeliest first."""
    if hour == 0 or hour > NOON:
        return (hour,)
    if part:
        if part.startswith("晚") and hour == NOON:
            return (2 * NOON,)
        afternoon = _PARTS[part] >= EVENING or (part == "中午" and hour < WAKES)
        return (hour % NOON + NOON,) if afternoon else (hour,)
    waking = [h for h in (hour, hour % NOON + NOON) if WAKES <= h < SLEEPS]
    return tuple(waking) if later else tuple(waking[:1])


def says_nothing(text: str) -> bool:
    """没有, 不用: an answer that there is nothing to add."""
    return normalise(text).strip("。.! ") in NOTHING
