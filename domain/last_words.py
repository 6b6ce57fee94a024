"""What she answers when she is asked whether it is solved and how satisfied she is, in words of her
own. Only what says nothing else is an answer: what names a matter of its own is a report."""

import re

from domain.remarks import LONG_REMARK, MOST
from domain.text import bare, normalise, says_only

_AGAIN = re.compile(
    r"(?:(?:唉|哎|师傅|你们|您好|你好|这个|那个|上次|上回|昨天|今天|今早|刚才|那件事|这件事|这事|那事|怎么"
    r"|东西|我家|家里|又|还是|还|仍然|依然|依旧|根本|现在|都)*"
    r"(?:坏|漏|堵|不亮|不行|不好使|不通|不热|这样|那样|犯|出问题|出毛病|老样子|原来那样|没解决|没有解决"
    r"|没修好|没弄好|没办好|没好|不管用|响|停)(?:了|啦|的|啊|呀|呢|吗|一样)*)+"
)
_STILL = re.compile(
    r"(?:它|水管?|灯|马桶|下水道?|屋里|现在|这会儿?|那|师傅|可是?|但是?|就是|怎么)*(?:还|仍|照样|依然|依旧|一直)(?:是|在|有|得)*"
    r"一?(?:点儿?|些)?(?:滴水?|漏水?|堵|响|臭|味|吵|冒水?|渗水?|忽?闪|卡|黑|坏|小|凉|冷|跳闸|断电|停|晃|掉|潮|湿)(?:着|呢|啊|的|了|呀)*"
)
_BACK = re.compile(r"又|上回|上次|前些天|前几天|还是|还在|照样|仍|依然|老毛病|修过|刚修")
_PLEASED = (
    r"(?:我|俺|我们|对|这次|这回|师傅|你们|服务|办事|真的?|还|都|也|挺|很|非常|十分|比较|特别|太|蛮|相当"
    r"|小伙子?|姑娘|大姐|大哥|人家|[他她]们?|人|活儿?|干|修|办|得|态度|速度|来|谢谢|感谢|辛苦|了|的|啊|呀|啦|哈|吧|呢|嘞|给|点|个|打|五星|大大|大)*"
)
_SATISFIED = re.compile(
    rf"{_PLEASED}(?:满意|好评|点赞|不错|五星"
    rf"|(?:挺|很|真|太|非常|特别|十分|蛮)(?:好|快|及时|认真|负责|热心|细心|利索|给力|靠谱)){_PLEASED}"
)
_DISSATISFIED = re.compile(
    rf"{_PLEASED}(?:不|没|没有|不太|不大|不怎么|一点不|一点也不|一点都不|很不|非常不)满意{_PLEASED}"
    rf"|{_PLEASED}(?:差评|差劲|很差|太差|太慢){_PLEASED}"
)
_SOLVED_BUT = re.compile(
    "(?:好了|好啦|修好|解决|弄好|行了|通了|亮了|来了|热了|出来了|已经好|办好)"
    ".*(?:不满意|太慢|慢了|慢得|差|磨蹭|拖)"
)
_WAVERS = re.compile(
    r"(?:嗯|我|我们|觉得|感觉|看|师傅|这次|这个|现在)*"
    r"(?:(?:(?:还|也|还算|算|就|勉强|只能说)*(?:还行|还可以|还好|还凑合|凑合|凑和|一般般?|马马虎虎|就那样|就这样吧|差不多|将就|过得去)"
    r"|(?:先|再)?(?:等等|等一?下|看看|看(?=[两几]天)|观察|试试|用用)(?:看|再说|再看|两天|几天|一下)*|说不好|不好说|不(?:知道|清楚|确定))"
    r"(?:吧|了|啊|呗|呀|哈|的)*)+"
)
_GONE = re.compile(
    r"(?!.*灯.*灭)(?:嗯|哎|谢谢|师傅|我家|家里|这会儿?|现在|这回|今天|刚才|终于|真的?|好像|已经|都|又|自己|灯|水管|水|电|管子|龙头|马桶"
    r"|下水道?|暖气|网|门|锁|电梯|路灯|屋里|屋顶|墙|楼上)*"
    r"(?:不(?:再|怎么)?(?:滴水?|漏水?|堵|响|臭|吵|闪|卡|晃|冒水?|渗水?|跳闸|断电|停|叫|掉)了|(?<!不)(?:亮|通|热|暖和)了"
    r"|(?:来|有)(?:水|电|气|网|暖气?)了|[水电气网]来了|能用了|正常了|好使了|(?:那|那辆)?车(?:子|主)*(?:已经|都|刚)*(?:走|开走|挪走?|挪开|移走|挪车)了"
    r"|(?:那|明)?火?(?:已经|都|全|被)*(?:扑)?灭了|(?:那股|煤气|臭|怪|烟)*味儿?(?:道)?(?:已经|都)*(?:没|散|小)了|烟(?:已经|都)*(?:没|散)了)"
    r"(?:谢谢|师傅|你们|您|啊|呀|啦|哈|了|的|，)*"
)
_OF = re.compile("[水电灯气暖网门锁梯车火味烟灭]")
_IS_OF = {"灭": "火"}
"""What is meant though not said: 已经灭了 is said of a fire. A lamp that is 灭 is dark."""


def wavers(text: str) -> bool:
    """还行, 一般般, 等等看: an answer that says neither."""
    return says_only(text, _WAVERS, MOST)


def is_gone(text: str) -> bool:
    """不滴了, 来电了, 灯亮了: the trouble is no more, and nothing else is said."""
    return says_only(text, _GONE, MOST)


def is_gone_of(text: str, told: str) -> bool:
    """The same of what was told before: 来水了 is not said of a lamp, 不滴了 may be of anything."""
    named = {_IS_OF.get(one, one) for one in _OF.findall(normalise(text))}
    return is_gone(text) and (not named or not named.isdisjoint(_OF.findall(normalise(told))))


def solved_but(text: str) -> bool:
    """好了，就是来得太慢，不满意: it is solved, and that is not all."""
    clean = bare(normalise(text[: 2 * LONG_REMARK]))
    return len(clean) <= LONG_REMARK and _SOLVED_BUT.match(clean) is not None


def says_again(text: str) -> bool:
    """又坏了, 还是老样子, 没解决: what was done did not last, and nothing else is said."""
    return says_only(text, _AGAIN, MOST)


def still_so(text: str) -> bool:
    """还在滴, 水还是小: it is as it was before it was done, and nothing else is said."""
    return says_only(text, _STILL, MOST)


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
