"""A nod: 收到, 嗯, 行, 知道了. Whoever writes nothing else asks for nothing."""

import re

from domain.text import bare, clauses

_NOD = re.compile(
    r"(?:收到|太好|真好|那就好|放心|知道了?|晓得了?|明白了?|懂了|了解了?|没问题|没关系|不客气|麻烦了|等着|再见|随便"
    r"|[都也]?行|[都也]?中|得劲|[都也]?可以|好[的嘞哒滴]?|对的?|是的|不是|没有|[你您]好|[嗯哦噢喔]"
    r"|不着?急|不忙|不要紧|不打紧|(?:[您你]们?)?慢慢(?:来|修|弄|办)|听[您你]们?的|我?等着"
    r"|ok(?:ay)?|yes|no|bye)+[的了吧啊呀哦呢哈嘞咧]*",
    re.I,
)

_POLITE = re.compile(
    r"(?:谢谢|多谢|感谢|辛苦|拜托|麻烦|劳驾|打扰|你好|您好|早上好|上午好|下午好|晚上好|在吗|在不在"
    r"|师傅|同志|社区|物业|你们?|您|大家|各位|了|啦|啊|呀|哈|哦|吗"
    r"|thankyou|thanks|thx|hello|hi|please|sorry|good(?:morning|afternoon|evening)"
    r"|very|much|so|alot|sir|madam)+",
    re.I,
)


def is_polite(text: str) -> bool:
    """Whether a message is nothing but courtesy: 谢谢你们, 您好在吗."""
    return _POLITE.fullmatch(bare(text)) is not None


_THANKS = re.compile("谢|表扬|点赞|辛苦|感激|感恩|麻烦|3q|thank", re.I)


def is_thankful(text: str) -> bool:
    """Whether somebody thanks, nods or greets, and 不用客气 is an answer."""
    return is_polite(text) or is_nod(text) or _THANKS.search(text) is not None


_PRAISE = re.compile(
    r"(?:我|俺|我们|大家|都)*(?:要|想|得|必须|特意|专门|好好)*(?:表扬|夸夸?|点个?赞)(?:一?下)?[^?？]{0,40}"
)
_ASKS = re.compile("请|麻烦|能不能|可不可以|什么时候|啥时候|再|呵呵|吗")


def praises(text: str) -> bool:
    """我要表扬网格员小李，帮我搬煤气罐: tells who did well, of no trouble, and asks for nothing."""
    told = _PRAISE.fullmatch(text.strip()) is not None
    return told and not (tells_trouble(text) or _ASKS.search(text))


def is_nod(text: str) -> bool:
    """Whether a message is nothing but nods."""
    return _NOD.fullmatch(bare(text)) is not None


def nods_first(text: str) -> bool:
    """行吧，明天早点: a nod, and then more."""
    first, *rest = clauses(text) or [""]
    return bool(rest) and is_nod(first)


_OPENING = re.compile(
    r"喂+|急+|(?:您|你|大家|师傅|领导|物业|早上?|上午|下午|晚上)好|有人[吗么]?|在吗|请?问(?:一下|问|下)*"
    r"|(?:多谢|谢谢|感谢|辛苦)(?:你们?|您|大家)?(?:[\u4e00-\u9fff]{1,2}(?:师傅|主任|书记|经理|大姐|大哥|老师|姐|哥))?[了啊]*"
    r"|(?:不好意思|打扰|麻烦)(?:打扰|麻烦|问)?(?:您|你们?)?(?:一下|下)?[了啊]*"
)
_OVER = re.compile(r"^(?!.*[又还再]).*(?:好了|不[漏堵吵响臭卡跳冒掉淹])")
_TROUBLE = re.compile("[坏停没不漏堵吵断掉裂臭脏黑爆冒淹卡]|跳闸|失灵")


def opens(clause: str) -> bool:
    """Whether a clause only greets, thanks or calls for somebody: 喂, 谢谢张师傅, 有人吗."""
    return _OPENING.fullmatch(clause) is not None


def is_over(clause: str) -> bool:
    """灯修好了, 不漏了: what a clause tells of is over."""
    return _OVER.match(clause) is not None


def tells_trouble(clause: str) -> bool:
    """停水了, 暖气不热: something in a clause is wrong."""
    return _TROUBLE.search(clause) is not None
