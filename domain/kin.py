"""妈妈家: the homes of others, and other homes of her own, that a resident speaks of by what she
calls them; and whether she wishes never to be phoned. Which of them she means in a message."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain.filing import says_more
from domain.place import CompoundName, Place, read_place
from domain.surnames import SURE_SURNAMES
from domain.text import bare, normalise

_CALLED: dict[str, str] = {
    "parents": "爸爸妈妈|妈妈爸爸|爸妈|爹妈|父母|老两口",
    "grandparents": "爷爷奶奶|姥姥姥爷|外公外婆|爷爷|奶奶|姥姥|姥爷|外婆|外公",
    "in_laws": "公公婆婆|岳父岳母|公婆|婆婆|公公|岳父|岳母|丈母娘|老丈人",
    "mother": "老?妈妈?|母亲|老娘",
    "father": "老?爸爸?|父亲|老爹",
    "son": "儿子",
    "daughter": "女儿|闺女",
    "child": "孩子|小孩",
    "brother": "哥哥?|弟弟?",
    "sister": "姐姐?|妹妹?",
    "let": "出租屋|出租的?房子?|租出去的?房子?",
    "old": "老房子|旧房子|老宅",
    "second": "另一个家|另外一个家|另一套房子?|另外那套房子?",
}
OTHERS = frozenset(_CALLED)
"""What another home than her own can be called, by code; words stand in the catalogues."""

ALONE = frozenset({"let", "old", "second"})
"""Names that say 家 already."""

_ELDERS = frozenset({"parents", "mother", "father"})
_NOT_KIN = f"(?<![大姑姨舅干婶叔伯表堂奶房{SURE_SURNAMES}])"
_HOUSE = r"(?:的?(?:家(?!长|具|电|属|庭|务|教|访)|房子|那边|那儿|那里|那屋))"
_NAMED = {
    code: re.compile(rf"{_NOT_KIN}(?:{words})" + ("" if code in ALONE else _HOUSE))
    for code, words in _CALLED.items()
}
_DECLARED = {
    code: re.compile(
        rf"(?:我|俺|咱|我们)?(?:的)?(?:{words}){_HOUSE}?"
        r"(?:就?(?:住在|住|在|是)|地址是?|[:,，、 ])+(?P<rest>.+)",
        re.DOTALL,
    )
    for code, words in _CALLED.items()
}
_IN_ENGLISH: dict[str, str] = {
    "parents": "parents",
    "grandparents": "grandparents|grandmother|grandma|grandfather|grandpa",
    "in_laws": "in-laws|mother-in-law|father-in-law",
    "mother": "mother|mom|mum",
    "father": "father|dad",
    "son": "son",
    "daughter": "daughter",
    "brother": "brother",
    "sister": "sister",
}
_S = "[’'`]?s?[’'`]?"
_WHERE = (
    r"(?:\b(?:building|block|unit|entrance|room|floor|flat|apartment|apt|no|number|and|of|the|in)\b"
    "|[\\d\u4e00-\u9fff]|[^\\w])+"
)
"""Nothing but a place; the lamp is broken would be more."""
_ENGLISH_NAMED = {
    code: re.compile(rf"\b(?:{words}){_S} (?:home|house|place|flat|apartment)\b")
    for code, words in _IN_ENGLISH.items()
}
_ENGLISH_DECLARED = {
    code: re.compile(
        rf"(?:my|our) (?:{words})(?:{_S} (?:home|house|place|flat|apartment))?"
        r" (?:lives?|is|are)(?: in| at)?:? "
        rf"(?P<rest>{_WHERE})"
    )
    for code, words in _IN_ENGLISH.items()
}
_ENGLISH_OWN = re.compile(
    r"(?:(?:hello|hi)[,.! ]+)?(?:(?:i|we)(?: now)? live|(?:my|our) (?:home|address) is"
    rf"|(?:i|we)(?: have)?(?: just)? moved)(?: in| at| to| into)?:? (?P<where>{_WHERE})"
)
_NO_CALLS = re.compile(
    r"(?:别|不要|勿|甭|请勿|不用|不能|没法|无法)(?:再)?(?:给|跟)?(?:我|俺)?(?:打|接听?|听)电话"
    r"|(?:我|俺|本人)(?:是|的)?(?:个)?(?:聋哑?人?|听障|听力残疾|耳朵?聋|聋哑|聋子)"
    r"|(?:我|俺|本人)(?:的)?耳朵?(?:听不见|听不到|不好使|聋|背得很)"
    r"|^(?:我|俺|本人)听不(?:见|到)(?:的|了|啊|,|。|$)"
)
_HOW_INSTEAD = re.compile(
    "(?:您|你|大家)好|谢谢|麻烦|请|以后|有什么事|有事|可以|只能|都|就|只|能|改|用|发|打|回|写|看|听|接|说"
    "|文字|短信|信息|消息|微信|字|话|联系|沟通|交流|通知|听力|听不见|听不到|不好|电话|手机"
    "|给我|跟我|和我|我|俺|是|个|的|了|吧|啊|哦|呢|别|不要|不能|不会"
)
"""发文字吧, 有事发微信: what comes with such a wish, and is about nothing else."""
_LIVES = re.compile(
    r"\s*(?:[你您]好[,，!！ ]*)?(?:我们?|俺|咱们?)家?(?:是|就)?(?:住|在)"
    r"[^,，。;；!！?？]{2,20}[,，。;；!！]"
)
"""我住3号楼2单元， before anything else."""
_FEW = 1


@dataclass(frozen=True, slots=True)
class Meant:
    """Which home a message means. `whose`: the code of another's, None: her own. `known`: what is
    remembered of it. `unclear`: the codes of those that it may be."""

    whose: str | None
    known: Mapping[str, Any]
    unclear: tuple[str, ...] = ()


def whose_home(text: str) -> str | None:
    """The code of the home that a text names: 妈妈家, 我爸妈那边. None where it names none."""
    clean = normalise(text)
    named = (*_NAMED.items(), *_ENGLISH_NAMED.items())
    return next((code for code, words in named if words.search(clean)), None)


def declared(text: str, compounds: Sequence[CompoundName] = ()) -> tuple[str, Place] | None:
    """我妈家在5号楼1单元302: the home that a text tells of and nothing else, and where it is."""
    clean = normalise(text).strip(" ,.。!")
    for code, says in (*_DECLARED.items(), *_ENGLISH_DECLARED.items()):
        found = says.fullmatch(clean)
        if found is None:
            continue
        place = read_place(found["rest"], compounds)
        if place.building and not says_more(found["rest"], place):
            return code, place
    return None


def beside_home(text: str) -> tuple[str, str] | None:
    """我住3号楼 and 5号楼下水道堵了 of both in one message: where she lives, and what is told of
    another house. None where one house is all."""
    found = _LIVES.match(text)
    if found is None:
        return None
    home, rest = found.group(), text[found.end() :]
    elsewhere = read_place(rest).building
    return (
        (home, rest) if elsewhere and read_place(home).building not in (None, elsewhere) else None
    )


def meant(
    own: Mapping[str, Any] | None, others: Mapping[str, Mapping[str, Any]], text: str
) -> Meant:
    """Which home a message is about, of her own and of those she has told of. 爸妈家 is her
    mother's where that is the only one of the two."""
    code = whose_home(text)
    if code is None:
        return Meant(None, own or {})
    if code in others:
        return Meant(code, others[code])
    alike = tuple(sorted(_ELDERS & others.keys())) if code in _ELDERS else ()
    if len(alike) == 1:
        return Meant(alike[0], others[alike[0]])
    return Meant(code, {}, alike)


def wants_no_calls(text: str) -> bool:
    """我听不见，别打电话: whoever writes so is never told to phone, nor phoned."""
    return _NO_CALLS.search(normalise(text[:200])) is not None


def wants_only_no_calls(text: str) -> bool:
    """The same, and nothing else is said: 我是聋哑人，家里停水了 is a report."""
    rest = _HOW_INSTEAD.sub("", _NO_CALLS.sub("", normalise(text[:200])))
    return wants_no_calls(text) and len(bare(rest)) <= _FEW


_MOVED = re.compile(
    "(?:我|俺|我们|咱)?(?:家|们)?(?:已经|都|刚|上个?月|昨天|今天|前几天)*(?:搬家|搬走|搬了家|换了?(?:个)?(?:地方|房子)(?:住)?)"
    "[了啦啊的]*"
    "|(?:i|we)(?:have|ve)?(?:just)?moved(?:house|home|away|out)?"
)


def says_moved(text: str) -> bool:
    """我搬家了: where her home was, it no longer is."""
    return _MOVED.fullmatch(bare(normalise(text[:40]))) is not None


def others_of(about: Mapping[str, Any] | None) -> dict[str, dict[str, Any]]:
    """The other homes somebody has told of, by code."""
    return dict((about or {}).get("homes") or {})


def with_home(
    about: Mapping[str, Any] | None, code: str, place: Mapping[str, Any]
) -> dict[str, Any]:
    """What is known of somebody, with one more home; what was known of that one is replaced."""
    return {**(about or {}), "homes": others_of(about) | {code: dict(place)}}


def without_home(about: Mapping[str, Any] | None, code: str) -> dict[str, Any] | None:
    """The same without that home."""
    left = {name: place for name, place in others_of(about).items() if name != code}
    return {**(about or {}), "homes": left}


def is_by_text(about: Mapping[str, Any] | None) -> bool:
    """Whether somebody is reached by words alone, never by phone."""
    return bool((about or {}).get("by_text"))


_OWN_HOME = re.compile(
    r"(?:[您你]好|大家好)?[,，。!！ ]*(?:我|俺|咱)们?家?(?:就|现在|已经|刚)*"
    r"(?:住在|家住|住|是|在|搬家?[到去进])?[:：,， ]*"
    r"(?P<where>.+?)(?:的?(?:住户|业主|居民)|[的住了]|[啊呀哈。!！ ])*"
)


def declares_own(text: str, place: Place) -> bool:
    """我住3号楼2单元501, and nothing else: where her own home is, as `place` reads it."""
    if place.is_empty:
        return False
    english = _ENGLISH_OWN.fullmatch(normalise(text).strip(" ,.!"))
    found = english or _OWN_HOME.fullmatch(text.strip())
    return found is not None and not says_more(found["where"], place)
