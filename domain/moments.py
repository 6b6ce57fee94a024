"""When somebody comes, as people type it: 马上, 下午3点, 两三点, 明天上午. Of a span the later end
is kept: a promise is a date. Whatever is not clearly a time is None, and asked again."""

import re
from datetime import date, datetime, time, timedelta

from domain.text import normalise, read_number
from domain.typed import read_count, read_day

_CLOCK_NUMBER = r"[0-9]{1,2}|[零一二两三四五六七八九十]{1,3}"
_PARTS = {
    "凌晨": 6,
    "一大早": 9,
    "一早": 9,
    "清早": 9,
    "早饭后": 9,
    "早上": 9,
    "早晨": 9,
    "上午": 12,
    "中午": 14,
    "午饭后": 14,
    "中饭后": 14,
    "下午": 18,
    "傍晚": 19,
    "晚上": 21,
    "晚饭后": 21,
    "下班后": 21,
    "晚": 21,
}
"""Parts of a day, and the hour in which each is over."""

_COURTESY = re.compile(r"(?:[好行嗯哦的嘞,。! ]|收到|可以|没问题)+")
"""What is said before the time: 好的，下午3点."""

_TO = (
    r"(?:从|大概|大约|约|约好|约在|约到|改到|改成|改为|改在|那就|等到?|我们?|就|再|过|还|要|得|需)*"
)
_COME = (
    r"(?:左右|以前|之前|前|以内|之内|之间|内|上门|过去|过来|联系|到|去|来|见|能|会|一趟|看看|吧|好|的|一定"
    r"|您|。|!|,|~)*"
)
_CLOCK = (
    rf"(?P<hour>{_CLOCK_NUMBER})(?:(?::(?P<sharp>[0-5][0-9]))|(?:点钟?|时)"
    rf"(?:(?P<half>半)|(?P<quarter>[一三])刻|(?P<minute>{_CLOCK_NUMBER})分?|(?P<over>多))?)"
)
_PART = "|".join(_PARTS)
_SINCE = (
    rf"(?P<first>{_CLOCK_NUMBER})(?:(?:点钟?|时)半?|:[0-5][0-9])?(?:到|至|-|~|、|或者?)"
    rf"(?P<last>{_PART})?"
)
"""The earlier end of a span: 2点到4点, 2-4点. Only its later end is kept: a promise is a date."""

_MOMENT = re.compile(
    rf"{_TO}(?P<day>.*?)(?P<gap> ?)(?P<part>{_PART})? ?(?:(?:{_SINCE})?{_CLOCK})? ?{_COME}"
)
_BEFORE_CLOSE = re.compile(rf"{_TO}(?P<day>.*?)下班(?:以|之)?前{_COME}")
_FROM_NOW = re.compile(
    rf"{_TO}(?:(?P<half>半)|(?P<count>{_CLOCK_NUMBER})(?P<more>个半)?)"
    rf"个?(?P<unit>小时|钟头|分钟|刻钟)(?:以内|之内|内|以?后|之后)?{_COME}"
)
_LONGER = {
    "今晚": "今天晚上",
    "明晚": "明天晚上",
    "后晚": "后天晚上",
    "今早": "今天早上",
    "明早": "明天早上",
    "以后": "后",
    "之后": "后",
    "下了班": "下班后",
    "周末": "周日",
    "十几分钟": "20分钟",
    "十来分钟": "15分钟",
    "几分钟": "10分钟",
    "个把小时": "一个半小时",
    "个把钟头": "一个半小时",
}
"""Short for something longer, or vague: then the later end of what it may mean."""

_EATEN = re.compile("吃[完过了](早|午|中|晚)饭后?")
NOON, EVENING, WAKES, SLEEPS = 12, 18, 7, 21
MOST = 30
"""More characters than these say more than a time."""

_SOON = re.compile(
    r"(?:我们?|人|就|现在)*(?:马上|立刻|立即|即刻|赶紧|这就|现在|快(?=到)|就(?=[来去到]))"
    r"(?:就|去|到|来|过去|过来|上门|出发|动身|走|联系|您|吧|的|了|[。!,~ ])*"
)
_AWHILE = re.compile(rf"(?:再|过|等|待|稍|先|还|要|我们?)*(?:一会儿?|会儿)(?:后|就)?{_COME}")


def read_moment(text: str, now: datetime) -> datetime | date | None:
    """Read 下午3点, 明天上午10点半, 周五下午, 11月30日 9点 or 半小时后, seen from the local moment
    `now`; of a span (两三点, 2点到4点, 晚饭后) its later end. A bare hour is the coming one of the
    waking day, today's or tomorrow's. A day alone (明天, 明天下班前) is a date: whoever asked knows
    when work ends then."""
    clean = _spelt_out(text)
    if len(clean) > MOST:
        return None
    if found := _FROM_NOW.fullmatch(clean.replace(" ", "")):
        return _from_now(found, now)
    if found := _BEFORE_CLOSE.fullmatch(clean):
        return read_day(found["day"], now.date()) if found["day"] else now.date()
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


def says_soon(text: str) -> bool:
    """马上, 现在就去, 这就过来: whoever writes it sets out now."""
    clean = _spelt_out(text)
    return len(clean) <= MOST and _SOON.fullmatch(clean) is not None


def says_awhile(text: str) -> bool:
    """一会儿, 等会儿到: soon, and not at once."""
    clean = _spelt_out(text)
    return len(clean) <= MOST and _AWHILE.fullmatch(clean) is not None


def _spelt_out(text: str) -> str:
    """What was typed, without the courtesy before it and with its short forms made long."""
    clean = _EATEN.sub(r"\1饭后", normalise(text[: 4 * MOST]))
    for short, long in _LONGER.items():
        clean = clean.replace(short, long)
    found = _COURTESY.match(clean)
    return clean[found.end() :] if found else clean


def _from_now(found: re.Match[str], now: datetime) -> datetime | None:
    count = 0.5 if found["half"] else read_count(found["count"])
    if count is None:
        return None
    minutes = {"小时": 60, "钟头": 60, "刻钟": 15, "分钟": 1}[found["unit"]]
    return now + timedelta(minutes=(count + (0.5 if found["more"] else 0)) * minutes)


def _at(found: re.Match[str], day: date, now: datetime) -> datetime | None:
    hour, minute, part = _hour(found), _minute(found), found["last"] or found["part"]
    if hour is None or minute is None or hour > 24 or minute > 59 or (hour == 24 and minute):
        return None
    midnight = datetime.combine(day, time(), now.tzinfo)
    for guess in _hours(hour, part, later=day == now.date()):
        at = midnight + timedelta(hours=guess, minutes=minute)
        if part or day != now.date() or at > now:
            return at
    if found["day"] or not 0 < hour <= NOON:
        return midnight + timedelta(hours=hour, minutes=minute)
    coming = _hours(hour, None, later=False)[0]
    return midnight + timedelta(days=1, hours=coming, minutes=minute)


def _hour(found: re.Match[str]) -> int | None:
    """The hour as it was said; of a span that runs over noon (10点到2点) on the clock of 24."""
    said, first = found["hour"], found["first"]
    hour = 10 if said == "九十" else read_count(said)
    since = read_number(first) if first else None
    if hour is None:
        return None
    hour += 1 if found["over"] else 0
    over_noon = since is not None and hour < since <= NOON and not found["last"]
    return hour + NOON if over_noon else hour


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
