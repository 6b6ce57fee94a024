"""What she answers when she is asked whether it is solved and how satisfied she is, in words of her
own. Only what says nothing else is an answer: what names a matter of its own is a report."""

import re

from domain.remarks import LONG_REMARK, MOST
from domain.text import bare, normalise

_AGAIN = re.compile(
    r"(?:(?:唉|哎|师傅|你们|您好|你好|这个|那个|上次|上回|昨天|今天|今早|刚才|那件事|这件事|这事|那事|怎么"
    r"|东西|我家|家里|又|还是|还|仍然|依然|依旧|根本|现在|都)*"
    r"(?:坏|漏|堵|不亮|不行|不好使|不通|不热|这样|那样|犯|出问题|出毛病|老样子|原来那样|没解决|没有解决"
    r"|没修好|没弄好|没办好|没好|不管用|响|停)(?:了|啦|的|啊|呀|呢|吗|一样)*)+"
)
_BACK = re.compile(r"又|上回|上次|前些天|前几天|还是那|老毛病|修过|刚修")
_PLEASED = (
    r"(?:我|俺|我们|对|这次|这回|师傅|你们|服务|办事|真的?|还|都|也|挺|很|非常|十分|比较|特别|太|蛮|相当"
    r"|谢谢|感谢|辛苦|了|的|啊|呀|啦|哈|吧|呢|嘞|给|点|个|打|五星|大大|大)*"
)
_SATISFIED = re.compile(rf"{_PLEASED}(?:满意|好评|点赞|不错|五星){_PLEASED}")
_DISSATISFIED = re.compile(
    rf"{_PLEASED}(?:不|没|没有|不太|不大|不怎么|一点不|一点也不|一点都不|很不|非常不)满意{_PLEASED}"
    rf"|{_PLEASED}(?:差评|差劲|很差|太差|太慢){_PLEASED}"
)
_SOLVED_BUT = re.compile(
    "(?:好了|好啦|修好|解决|弄好|行了|通了|亮了|来了|热了|出来了|已经好|办好)"
    ".*(?:不满意|太慢|慢了|慢得|差|磨蹭|拖)"
)


def solved_but(text: str) -> bool:
    """好了，就是来得太慢，不满意: it is solved, and that is not all."""
    clean = bare(normalise(text[: 2 * LONG_REMARK]))
    return len(clean) <= LONG_REMARK and _SOLVED_BUT.match(clean) is not None


def says_again(text: str) -> bool:
    """又坏了, 还是老样子, 没解决: what was done did not last, and nothing else is said."""
    clean = bare(normalise(text[: 2 * MOST]))
    return len(clean) <= MOST and _AGAIN.fullmatch(clean) is not None


def refers_back(text: str) -> bool:
    """上回那个水管又漏了: short words in which something is there again."""
    clean = bare(normalise(text[: 2 * MOST]))
    return len(clean) <= MOST and _BACK.search(clean) is not None


def satisfaction_in(text: str) -> bool | None:
    """很满意, 不太满意: what they answer to "are you satisfied?"; None for what says neither, or
    more than that."""
    clean = bare(normalise(text[: 2 * MOST]))
    if len(clean) > MOST:
        return None
    if _DISSATISFIED.fullmatch(clean):
        return False
    return True if _SATISFIED.fullmatch(clean) else None


def says_how_pleased(text: str) -> bool:
    """1706不满意，雨棚还在: speaks of how pleased somebody is, whatever else it says."""
    return "满意" in normalise(text[: 2 * LONG_REMARK])
