"""A nod: 收到, 嗯, 行, 知道了. Whoever writes nothing else asks for nothing."""

import re

from domain.text import bare

_NOD = re.compile(
    r"(?:收到|知道了?|晓得了?|明白了?|懂了|了解了?|没问题|没关系|不客气|麻烦了|等着|再见|随便"
    r"|[都也]?行|[都也]?可以|好[的嘞哒滴]?|对的?|是的|不是|没有|[你您]好|[嗯哦噢喔]"
    r"|ok(?:ay)?|yes|no|bye)+[的了吧啊呀哦呢哈]*",
    re.I,
)

_POLITE = re.compile(
    r"(?:谢谢|多谢|感谢|辛苦|拜托|麻烦|劳驾|打扰|你好|您好|早上好|上午好|下午好|晚上好|在吗|在不在"
    r"|师傅|同志|社区|物业|你们?|您|大家|各位|了|啦|啊|呀|哈|哦|吗)+"
)


def is_polite(text: str) -> bool:
    """Whether a message is nothing but courtesy: 谢谢你们, 您好在吗."""
    return _POLITE.fullmatch(bare(text)) is not None


_THANKS = re.compile("谢|辛苦|感激|感恩|麻烦|3q|thank", re.I)


def is_thankful(text: str) -> bool:
    """Whether somebody thanks, nods or greets, and 不用客气 is an answer."""
    return is_polite(text) or is_nod(text) or _THANKS.search(text) is not None


def is_nod(text: str) -> bool:
    """Whether a message is nothing but nods."""
    return _NOD.fullmatch(bare(text)) is not None
