"""What is set aside for the desk to look at before it is worked on: adverts, floods of forwarded
posts, more reports in an hour than anybody has. Never a danger, an emergency or a complaint; and
never thrown away. What is done with it is in workflows/setting_aside.py."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from domain.meaning import Understanding
from domain.text import normalise

ASIDE = "aside"
"""The kind of a ticket that gathers what was set aside of one person."""

MOST_PAUSED_DAYS = 30
"""For longer nobody's messages are looked at first."""

URGENT = frozenset({"L0", "L1"})


class Why(StrEnum):
    """Why a message is set aside."""

    ADVERT = "advert"
    FORWARDS = "forwards"
    MANY = "many"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class Restraint:
    """How many reports of one person within an hour go their usual way, and how many of those that
    she forwards. Zero: no bound."""

    per_hour: int = 0
    forwards_per_hour: int = 0


_CONTACT = re.compile(
    r"https?://|www\.|加(?:我)?(?:微信|v|qq)|微信号|微信同号|vx[:： ]|扫码|二维码|点击(?:链接|下方)"
    r"|(?<!\d)1[3-9]\d{9}(?!\d)|电话微信|私信|(?<![a-z0-9])t\.me/"
)
_OFFERS = re.compile(
    r"优惠|特价|促销|大酬宾|免费领|免费送|低价|清仓|包邮|秒杀|限时|代理|招商|加盟|刷单|日结|高薪"
    r"|兼职|贷款|放款|套现|办证|理财|返利|红包群|团购|新店|开业|厂家直销|回收|开锁|疏通|家政服务"
    r"|包过|保过|买一送一|折起|[一二三四五六七八九\d]折"
)
_ASKS = re.compile(
    r"投诉|举报|反映|被骗|骗子|诈骗|小广告|贴满|牛皮癣|我家|我们(?:家|楼|单元|小区)|物业|社区"
)


def is_advert(text: str, meaning: Understanding) -> bool:
    """Whether a text offers something and says how to get it, and asks for nothing of its own:
    whoever complains about an advert is no advertiser."""
    clean = normalise(text)
    offers = len(set(_OFFERS.findall(clean)))
    if not offers or _ASKS.search(clean) or not meaning.place.is_empty:
        return False
    return bool(_CONTACT.search(clean)) or offers > 2


def may_be_aside(meaning: Understanding) -> bool:
    """Whether a message may be set aside at all: no danger, not even a possible one, no emergency,
    no complaint about anybody."""
    if meaning.life_safety or meaning.perhaps_danger or meaning.danger_is_named:
        return False
    return not any(one.level in URGENT or one.against for one in meaning.matters)


def why_aside(
    text: str, meaning: Understanding, *, forwarded: bool, before: int, rule: Restraint
) -> Why | None:
    """Why a message is set aside, if it is. `before`: how many reports of its sender were taken
    within the hour before it."""
    if not may_be_aside(meaning):
        return None
    if rule.forwards_per_hour and forwarded and before >= rule.forwards_per_hour:
        return Why.FORWARDS
    if rule.per_hour and before >= rule.per_hour:
        return Why.MANY
    return Why.ADVERT if is_advert(text, meaning) else None


def paused(
    about: Mapping[str, Any] | None, until: datetime, reason: str, unit: str
) -> dict[str, Any]:
    """What is known of somebody, with the pause: until when, why, and which community's word."""
    pause = {"until": until.isoformat(), "reason": reason, "unit": unit}
    return {**(about or {}), "paused": pause}


def pausing_unit(about: Mapping[str, Any] | None) -> str | None:
    """The community whose word the pause is; None without one."""
    found: str | None = ((about or {}).get("paused") or {}).get("unit")
    return found


def without_pause(about: Mapping[str, Any] | None) -> dict[str, Any]:
    """The same without it."""
    return {name: value for name, value in (about or {}).items() if name != "paused"}


def is_paused(about: Mapping[str, Any] | None, now: datetime) -> bool:
    """Whether somebody's messages are looked at first, now. A pause ends by itself."""
    pause = (about or {}).get("paused")
    return pause is not None and datetime.fromisoformat(pause["until"]) > now
