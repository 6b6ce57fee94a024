"""The complainant shield in a text: what tells who somebody is, or which door is theirs, is
covered.

For words that a resident writes to the side she complains about (DOMAIN §6). It covers rather too
much than too little: a number of a flat that is shown cannot be taken back.
"""

import re
from collections.abc import Iterable

from domain.nods import is_polite
from domain.surnames import OF_TWO, SURE_SURNAMES, SURNAMES, TITLES_OF_RESIDENTS
from domain.text import bare, normalise

COVER = "…"

_SAID_NAME = re.compile(
    "(?:我叫|我姓|我是|本人|姓名|名字|名叫|叫做|户主|业主|住户|老伴|姓)[是叫:：\\s]*"
    f"(?P<name>(?:{OF_TWO}|[{SURNAMES}])[\u4e00-\u9fff]{{0,2}})"
)
_RELATED = (
    "找|喊|叫|问|联系|认识|老公|老婆|爱人|丈夫|妻子|儿子|女儿|儿媳|女婿|父亲|母亲|爸爸|妈妈|爸|妈|爷爷|奶奶"
    "|哥哥|姐姐|弟弟|妹妹|房东|租客|对门|邻居|隔壁|楼上|楼下|同事|朋友|业主|户主"
)
_CALLED_NAME = re.compile(
    f"(?:{_RELATED})(?:家|的)?(?:叫|是)?"
    f"(?P<name>(?:(?:{OF_TWO})[\u4e00-\u9fff]{{0,2}}|[{SURE_SURNAMES}][\u4e00-\u9fff]{{1,2}}))"
)
"""找王桂兰, 老公叫张建国: whoever stands behind such a word is called by name."""
_NO_NAMES = "周[一二三四五六日天末内围边]|孙[子女]|胡[同乱]|陈旧|张开"
_ALONE_NAME = re.compile(
    f"(?<![\u4e00-\u9fff])(?!(?:{_NO_NAMES}))"
    f"(?P<name>(?:(?:{OF_TWO})[\u4e00-\u9fff]{{0,2}}|[{SURE_SURNAMES}][\u4e00-\u9fff]{{1,2}}))"
    "(?![\u4e00-\u9fff])"
)
"""A clause that is nothing but a name: the answer to 您贵姓？"""
_DOING_NAME = re.compile(
    f"(?<![\u4e00-\u9fff])(?!(?:{_NO_NAMES}))"
    f"(?P<name>[{SURE_SURNAMES}][\u4e00-\u9fff]{{1,2}}?)"
    r"(?=在家|不在|本人|家里|家的|家住|住在|住\d)"
)
"""王桂兰在家: who begins a clause with what only people do."""
_OF_TWO_NAME = re.compile(f"(?P<name>(?:{OF_TWO})[\u4e00-\u9fff]{{1,2}})")
_FAMILIAR = re.compile(f"(?P<name>[老小][{SURE_SURNAMES}])")
_NAMES = (_CALLED_NAME, _ALONE_NAME, _DOING_NAME, _OF_TWO_NAME, _FAMILIAR)
_NUMERAL = "零〇一二三四五六七八九十两幺"
_BETWEEN = r"[\s\-_./·•,、，*#()（）+~—\ufe0f\u20e3]{0,3}"
_KEPT = "|".join(
    (
        r"\d{1,2}[:：]\d{2}(?!\d)",  # 15:30
        r"\d{1,2}\s*[-~—至到]\s*\d{1,2}\s*(?:点|时|日|天|号(?!楼))",  # 10-11点
        r"\d{1,6}(?:\.\d{1,2})?\s*(?:元|块|毛|万)",  # 300元
    )
)
_TELLS = "|".join(
    (
        # From the beginning of its word, or of what is left of it: never to and fro over the text.
        r"(?<!\S)[^\s@]*@\S+|[^\s@]{0,64}@\S+|https?://\S+",
        r"(?:微信号?|[Ww][Xx]|[Vv][Xx]|[Ww]e[Cc]hat|QQ)[号是:：\s]*[A-Za-z0-9_\-]{3,}",
        "[\u4e00-\u9fff][A-Z][A-Z0-9]{5,6}",  # the plate of a car
        f"(?:{OF_TWO}|[{SURNAMES}])[\u4e00-\u9fff]{{0,2}}?(?:{TITLES_OF_RESIDENTS})",
        rf"[\d{_NUMERAL}]+\s*(?:单元|室|户|门|层|楼)",
        rf"\d(?:{_BETWEEN}\d){{2,}}",
        rf"[{_NUMERAL}](?:[\s\-]?[{_NUMERAL}]){{2,}}",
    )
)
_PIECES = re.compile(f"(?P<kept>{_KEPT})|(?P<tells>{_TELLS})")


ACCUSED_OFFICES = ("street", "community", "property")
"""Whom a matter may complain about of those who might have to judge it, the highest first: of a
complaint about two of them whoever stands above both is to judge."""

SEALED_AGAINST = frozenset({*ACCUSED_OFFICES, "neighbour"})
"""Whom a matter may complain about so that it is sealed by itself: those, and a neighbour."""

_ASKS = re.compile(
    r"(?:请|要|给我|帮我|替我|麻烦)(?:给我|帮我|替我)?(?:务必|一定)?(?:保密|匿名)|匿名(?:反映|举报|投诉)"
    r"|(?:别|不要|勿|不能|不会|别让|不想让|千万别|不希望)(?:[^,。!?;]{0,8})?"
    r"(?:知道|说|讲|提|透露|晓得|告诉)(?:[^,。!?;]{0,6})?(?:是我|我(?:说|讲|反映|举报|投诉|告)的|我的?(?:名字|姓名))"
    r"|(?:别|不要|勿|不能|不想|不希望|千万别)(?:让|叫|给)?(?:物业|邻居|对方|人家|别人|旁人|任何人|楼[上下]|对门|隔壁|他|她)(?:们|家|的人|那家)*"
    r"(?:知道|晓得|发现)(?:啊|呀|哈|了|哦|吧|[,。!?;~ ]|$)"
    r"|(?:别|不要|勿|千万别)(?:把我|透露我|暴露我|泄露我|说出我|公开我)"
    r"|\bkeep (?:it|this|that|me|my name|it all)(?: a)? (?:secret|private|confidential|anonymous)\b"
    r"|\b(?:anonymous(?:ly)?|confidential(?:ly)?|without my name)\b"
    r"|\b(?:don[’'`]?t|do not|never) (?:tell (?!me\b)|let \w+(?: \w+)? know\b)[^.!?;]{0,24}"
    r"\b(?:me|i|my name|who)\b"
    r"|\b(?:don[’'`]?t|do not|never) (?:mention|use|give|show|share)\b[^.!?;]{0,10}\bmy name\b"
)
_ONLY_ASKS = re.compile(
    r"(?:请|要|给我|帮我|替我|麻烦|务必|一定|保密|匿名|谢谢|一下|啊|哦|[,。!~ ])+"
)


_NEIGHBOUR = re.compile(
    r"(?:邻居|隔壁|对门|对面|楼上|楼下)(?:那|这|的)?(?:家|户|邻居|人|男的|女的|老头|老太|小伙|老[\u4e00-\u9fff]|"
    f"[{SURE_SURNAMES}][\u4e00-\u9fff]{{1,2}})?"
    r"(?:总|老|又|一直|天天|经常|非|偏|还)?(?:把|将|占|堆|停|放|养|装|吵|骂|打|堵|锁|乱|不让|霸)"
)


_NEIGHBOUR_IN_ENGLISH = re.compile(
    r"\b(?:neighbou?rs?|upstairs|downstairs|next door)\b.*"
    r"\b(?:nois[ey]\w*|loud\w*|music|part(?:y|ies)|bark\w*|dogs?|shout\w*|fight\w*|smok(?:e|es|ing)"
    r"|block\w*|park(?:s|ed|ing)?|rubbish|garbage|trash|threat\w*|drill\w*|play\w*|mahjong)\b"
)


_OF_A_DOOR = re.compile(
    r"(?:(?<!\d)\d{3,4}(?!\d)(?:室|户|房)?|\d+(?:室|户))"
    r"(?:的|那家|那户|家|住户|业主|租户|租客|邻居|男的|女的|老头|老太太?)*"
    r"(?:总|老|又|一直|天天|经常|每天|半夜|偷偷)*(?:把|占|霸|堆|养|吵|骂|乱扔|往楼下扔|砸墙|装修|停(?![水电气暖热]))"
    r"|(?:像|可能|应该|估计|就|肯定)(?:都)?是\d{3,4}(?:的|家|室|那家|住户)"
)
"""502把电动车停在通道, 好像是402的: it is somebody behind a door."""
_DENOUNCES = re.compile(r"投诉|举报|检举|揭发")
_OFFICIAL = re.compile(
    r"(?:街道|区里|区政府|市里|社区|居委会|网格|派出所|片警|民警|城管|干部|书记|主任|领导|科长|所长|队长|保安队?长|经理)"
    r"[^,。!?;]{0,12}(?:收红包|受贿|贪|挪用|吃拿卡要|索要|要钱|收钱|收黑钱|态度恶劣|态度差|骂人|骂我|打人|打我|不作为|乱作为|包庇|偏袒|勾结|欺负)"
)
"""Somebody in office is said to have done wrong."""


def accuses_neighbour(text: str) -> bool:
    """隔壁把杂物堆在通道里, 502占着通道: it is somebody next door who is said to do it."""
    clean = normalise(text[:400])
    said = (_NEIGHBOUR, _OF_A_DOOR, _NEIGHBOUR_IN_ENGLISH)
    return any(one.search(clean) is not None for one in said)


def accuses_somebody(text: str) -> bool:
    """The same, or 我要举报, or somebody in office is said to have done wrong."""
    clean = normalise(text[:400])
    denounces = _DENOUNCES.search(clean) is not None or _OFFICIAL.search(clean) is not None
    return denounces or accuses_neighbour(text)


_THEIR_PLACE = re.compile(
    r"(?:投诉|举报|检举|揭发)(?:一下|下)?[\u4e00-\u9fff]{0,8}[\da-z]{1,3}(?:号楼|号|栋|幢|#|-|单元|室|户|\d)"
)


def names_their_place(text: str) -> bool:
    """投诉5号楼2单元的狗, 502把车停在通道: the place named is that of whom she accuses. Of
    楼上太吵，3号楼2单元501 it is hers."""
    clean = normalise(text[:400])
    theirs = _THEIR_PLACE.search(clean) is not None or _OF_A_DOOR.search(clean) is not None
    return theirs and not tells_of_hers(text)


_MINE = re.compile(r"(?:我|俺|咱|本人)(?:们)?(?:家|是|住|在|这)|本户|家住")


def tells_of_hers(text: str) -> bool:
    """我家, 我住: whose door is named is said."""
    return _MINE.search(normalise(text[:400])) is not None


def asks_to_be_sealed(text: str) -> bool:
    """请保密, 别说是我说的: she asks that nobody learn who reports it."""
    return _ASKS.search(normalise(text[:400])) is not None


def without_wish(text: str) -> str:
    """A report without that wish: whose word it is says nothing of what happened, and 别说 would be
    read as if it did not."""
    if not asks_to_be_sealed(text):
        return text
    kept = _CLAUSE.sub(lambda m: "" if _ASKS.search(normalise(m.group())) else m.group(), text)
    return kept if kept.strip() else text


_CLAUSE = re.compile(r"[^，。！？；,!?;\n]+[，。！？；,!?;\n]*")


def only_asks_to_be_sealed(text: str) -> bool:
    """Whether that is all a text says."""
    clean = normalise(text[:400])
    found = _ASKS.search(clean)
    if found is None:
        return False
    left = clean[: found.start()] + clean[found.end() :]
    said = bare(_IN_PASSING.sub("", left))
    return len(said) <= 1 or is_polite(said) or _ONLY_ASKS.fullmatch(clean) is not None


_IN_PASSING = re.compile("[行好可]以?[吗嘛不]?|吗|嘛|呢|吧|的|千万|一定|务必|别说|就")
"""Beside the wish these are no matter; 没电了, no longer than they are, is one."""


def names_said(text: str) -> frozenset[str]:
    """The names by which people call themselves in a text: 我是王桂兰."""
    return frozenset(m["name"] for m in _SAID_NAME.finditer(text) if len(m["name"]) > 1)


_ACCUSED_DOOR = re.compile(
    r"投诉|举报|检举|反映|邻居|隔壁|对门|对面|楼上|楼下|像是|应该是|可能是|(?<!\d)\d{3,4}(?:室|户)?(?:的|那家|家|住户|业主|租户|租客)*"
    r"(?:总|老|又|一直|天天|经常)*(?:把|占|霸|堆|养|吵|骂|乱扔)"
)


def covered_but_accused(text: str, names: Iterable[str] = ()) -> str:
    """The same, and the door of a neighbour she complains about stays: whoever goes there has to
    know where. A clause in which she speaks of herself (我住, 我家) tells nothing."""
    names = tuple(names)
    return _CLAUSE.sub(lambda m: _clause_covered(m.group(), names), text)


def _clause_covered(clause: str, names: tuple[str, ...]) -> str:
    if tells_of_hers(clause) or _ACCUSED_DOOR.search(normalise(clause)) is None:
        return covered(clause, names)
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(match.group())
        return chr(_KEPT_FROM + len(kept) - 1)

    hidden = covered(_DOOR.sub(keep, clause), names)
    for number, door in enumerate(kept):
        hidden = hidden.replace(chr(_KEPT_FROM + number), door)
    return hidden


_DOOR = re.compile(
    r"(?<![\d\-])\d{1,3}\s*(?:号楼|栋|幢)(?:\s*\d{1,2}\s*单元)?(?:\s*\d{3,4}(?!\d)室?)?|(?<!\d)\d{1,2}\s*单元(?:\s*\d{3,4}(?!\d)室?)?"
    r"|(?<![\d\-])\d{3,4}(?![\d\-])(?:室|户)?|(?<![\d\-])\d{1,3}-\d{1,2}-\d{3,4}(?![\d\-])"
)
_KEPT_FROM = 0xE000
"""Characters nobody types stand for what is kept while the rest is covered."""


def covered(text: str, names: Iterable[str] = ()) -> str:
    """The text without names, phones, doors and accounts. Times, sums of money and buildings stay:
    whoever reads it has to know when to come, and where."""
    for name in sorted(names, key=len, reverse=True):
        if len(name) > 1:
            text = re.sub(re.escape(name), COVER, text, flags=re.IGNORECASE)
    for pattern in (_SAID_NAME, *_NAMES):
        text = pattern.sub(lambda m: m.group().removesuffix(m["name"]) + COVER, text)
    return _PIECES.sub(lambda m: m["kept"] or COVER, text)
