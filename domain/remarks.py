"""Short remarks that belong to a ticket although nothing was pressed: 不用来了, 我家也是,
已经修好了. Only what says nothing else is one: what names a matter of its own is a report."""

import re

from domain.codes import TICKET_CODE
from domain.nods import is_nod, is_polite
from domain.text import bare, clauses, normalise, says_only

_TO_ME = r"(?:给|跟|向)?(?:我|俺|我们|我这)?(?:再|老|总|天天|乱)*"
_A_NOTICE = (
    r"(?:这种|这些|那些|这类|群发的?|小区的?|社区的?|任何)*(?:通知|公告|消息|信息|这种|这些)"
)
_NO_MORE = r"(?:别|不要|不用|不想|甭|请勿|勿|停止|以后别|以后不要|以后不用)(?:再|老|总|天天)*"
_PLEASE = r"(?:请|麻烦|你们|能不能|可以|可不可以|拜托|求你们?|以后)*"
_ENOUGH = r"(?:了|吧|啊|呀|哈|行吗|好吗|谢谢|太烦了?|烦死了?|烦人)*"
_NO_NOTICES = re.compile(
    rf"{_PLEASE}{_NO_MORE}{_TO_ME}(?:群?发|推送?|收到?|接收)(?:给我)?{_A_NOTICE}{_ENOUGH}"
    rf"|{_PLEASE}{_A_NOTICE}{_PLEASE}{_NO_MORE}{_TO_ME}(?:群?发|推送?)(?:给?我)?{_ENOUGH}"
    rf"|(?:我)?(?:不想|不愿意?|不要)(?:再)?(?:收到?|看到?|接收?){_A_NOTICE}{_ENOUGH}"
    rf"|(?:关闭|关掉|取消|屏蔽|退订){_A_NOTICE}{_ENOUGH}"
)
_NOTICES_AGAIN = re.compile(
    rf"{_PLEASE}(?:恢复|打开|开启|重新)(?:给我|发|推送|接收|群发)*{_A_NOTICE}{_ENOUGH}"
    rf"|{_PLEASE}(?:还是|继续|重新|又想)(?:要|想)?(?:给我|跟我|让我)?(?:发|推送?|收到?|接收){_A_NOTICE}{_ENOUGH}"
    rf"|{_A_NOTICE}(?:还是|继续|重新)(?:要|请)?(?:发|推)(?:给我)?{_ENOUGH}"
)
"""别给我发通知, 这种通知以后别发了; and the wish to have them again."""

MOST = 30
"""More characters than these say more than a remark."""

_CALLED_OFF = re.compile(
    r"(?:那|就|我们?|你们?|您|师傅|谢谢|请|麻烦|帮我|给我|把|先|还是|已经|这个|这单|这件|那件|这事"
    r"|上一个|刚才|刚刚|的|单子?|工单|事|想|要)*"
    r"(?:算了|撤回|撤销|撤单|撤掉|取消|(?:不用|不必|不需要|不要|别|甭)(?:再|您|你们|人|麻烦|派人|上门)*"
    r"(?:修|来|办|管|弄|处理|上门|过来|过问|看|麻烦|了(?=了|$)))+"
    r"(?:了|吧|啊|呀|哈|单子?|工单|这个|这单|它|一下|刚才的|谢谢|您|师傅|你们)*"
)
_OFF = re.compile("[算撤取不别甭]")
"""Nobody is called off without one of these; most clauses have none and are passed over."""

_CALLED_OFF_BY_NAME = re.compile(
    r".{1,8}?(?:那个|那件|这个|那事|的事儿?)?(?:就)?(?:不用|不必|不需要|不要|别|甭)(?:再|您|你们|人|麻烦|派人|上门)*"
    r"(?:修|来人?|办|管|弄|处理|上门|过来|过问|看|麻烦)(?:了|吧|啦)+"
    r"|.{0,8}?(?:不用|不必|不需要|甭)(?:再|您|你们|人|麻烦|派人|上门|来)*(?:修|换|看).{1,6}?(?:了|吧|啦)+"
)
_MENDED = re.compile(
    r"(?:谢谢|师傅|[我俺]?自己|[我俺]们?|邻居|人家|已经|现在|又|灯|水|电|气|暖气|网|门|锁|车|电梯|下水|下水道|马桶"
    r"|厕所|家里|好像|刚才|刚刚|给|都|把)*"
    r"(?:修|弄|换|搞|处理|解决|通|疏通|捅|挪|开|搬|清|来|亮|恢复)*"
    r"(?:好|来|通|开|走|掉|亮|解决|恢复|修|弄|正常|没事)了"
    r"|谢谢(?:您|你们|师傅)?|麻烦(?:您|你们|师傅)?了|不好意思|对不起"
)
_ME_TOO = re.compile(
    r"(?:我|俺|咱)们?(?:家|这|这边|这儿|这里|楼|栋|单元|楼上|楼里|楼下|院|院里|小区)*"
    r"(?:也是|也一样|也这样|一样|同样|也有)(?:的|啊|呀|哦|呢|了|情况|问题|这样|这个)*"
)
_BEGINS_ME_TOO = re.compile(r"(?:我|俺|咱)们?(?:家|这|这边|这儿|这里|楼|栋|单元|院|院里)*也")
_NEWS = re.compile(
    r"(?:[我们已经都刚正在现快就好的嗯行这]|收到|师傅|人|马上|立刻|这边|这就)*"
    r"(?:马上去|马上来|这就去|这就来|马上过去|马上过来|就去|就来|过去了|修好|弄好|换好|办好|装好|搞好|处理好|处理完|处理|疏通好|疏通|清理好|清理完|清理|清走|换|解决|办完|修完|弄完|换完|完工|到现场|到楼下|到门口"
    r"|正?在(?:抢修|[扫铲清弄干忙办修查装通贴拆换抢挖搬抬劝])(?:雪|冰|水|电|灯|地|门|锁|管子|垃圾|杂物)?"
    r"|到|出发|在路上|路上|在修|修|在弄|在办|在处理|在现场|联系上?居民|联系上?|联系过|看过|去过|来过)"
    r"(?:了|啦|呢|的|居民|住户|现场|当中|中)*"
)


_OF_US = re.compile(
    "(?:我|俺)?们?(?:要|想|得|必须)*(?:去|来)?(?:投诉|举报|告|控告)(?:你们?|您)[了啊呀吧的]*"
)
_ADDED = re.compile("[,.!;~ ](?:另外|还有|对了|顺便|再就是|再一个|不过|但是|但|可是)")


_TOLD = re.compile(
    "已经|换了|换好|修好|接好|弄好|搞好|处理|关好|关了|断了|查了|查过|看过|原来|原先|之前|刚才|是不是|还是|哪里"
    "|吗|没有?[?？]?$|[?？]"
)
_CRIED = re.compile(
    "救命|快来|快叫|快救|来人|(?<!没)(?:着火|起火)了|困住|打(?:了)?1[12]|我家|俺家|我爸|我妈"
)
_OVER = re.compile(
    "(?:弄|搞|看|听|闻|说)错了|误会|误报|虚惊|没(?:啥|什么)?事(?:了|儿了)|没有?危险了|救下来了|找着了|找到了|找回来"
    "|安全了|脱险|脱困|平安|不用来|别来了|不用管了|醒(?:过来)?了|(?:^|火)(?:已经|都|全|被|让|给|[我俺他人]们?|自己|刚才?)*(?:扑|浇)?灭了"
    "|味儿?(?:道)?(?:已经|都|全)*(?:没|散)了"
    "|(?:人|[他她]们?|老人|老太太|老头|大爷|大妈|孩子|娃|都|全)(?:都|全|已经|已|被|给)*(?:救|跑|走|弄|放)?出来了"
)
_NOT_OVER = re.compile(
    "没(?:有)?出来|出不来|还没|还在|还有|没找|又|快来|快叫|救命|(?<!没)(?<!没有)(?:着火|起火)|晕|昏|流血|疼|喘"
)
_BARS_THE_WAY = re.compile(
    "(?:大门|单元门|楼门|院门|铁门|门禁|通道|电梯门)[^,，。!！?？]{0,4}(?:打不开|开不了|锁着?|堵|进不[来去]|关着)"
)
LONG_REMARK = 2 * MOST


def bars_the_way(text: str) -> bool:
    """3号楼大门打不开: keeps whoever comes to the rescue from getting in."""
    return _BARS_THE_WAY.search(normalise(text)) is not None


def is_told(text: str) -> bool:
    """线头打火烧糊了，已经重新接好; 掉下去没有？: what is told of or asked about, and not cried."""
    return _TOLD.search(text) is not None and _CRIED.search(text) is None


def says_it_is_over(text: str) -> bool:
    """人已经出来了，没事了; 弄错了，不是煤气: whoever was in danger no longer is, or never was."""
    clean = bare(normalise(text[: 2 * LONG_REMARK]))
    if len(clean) > LONG_REMARK or _NOT_OVER.search(clean):
        return False
    return _OVER.search(clean) is not None


def first_clause(text: str) -> str:
    """What stands before the first mark."""
    return next(iter(clauses(normalise(text[: 2 * LONG_REMARK]))), "")


def complains_of_us(clean: str) -> bool:
    """投诉你们, and nothing else: you are whoever answers here."""
    return _OF_US.fullmatch(bare(clean)) is not None


def added_to(clean: str) -> str:
    """What comes after 另外, 还有, 但是, or after mere courtesy (谢谢，门禁坏了); empty where
    nothing does."""
    if found := _ADDED.search(clean):
        return clean[found.end() :]
    first, *rest = clauses(clean) or [""]
    return " ".join(rest) if is_polite(first) or is_nod(first) else ""


def calls_off(text: str) -> bool:
    """撤回, 不用修了, 灯自己好了，不用来了: nobody need come any more."""
    said = _few(TICKET_CODE.sub(" ", normalise(text[: 2 * MOST])))
    off = [_is_called_off(clause) for clause in said]
    return any(off) and all(
        is_off or _MENDED.fullmatch(clause) for is_off, clause in zip(off, said, strict=True)
    )


def _is_called_off(clause: str) -> bool:
    """Whether a clause says so, or two in one breath: 不用了我自己修好了."""
    if not _OFF.search(clause):
        return False
    if _CALLED_OFF.fullmatch(clause):
        return True
    ways = [(clause[:place], clause[place:]) for place in range(2, len(clause) - 1)]
    return any(
        _CALLED_OFF.fullmatch(off) and _MENDED.fullmatch(mended)
        for first, last in ways
        for off, mended in ((first, last), (last, first))
    )


def calls_off_by_name(text: str) -> bool:
    """电梯不用修了, 不用修灯了: nobody need come any more for what is named there."""
    said = _few(normalise(text[: 2 * MOST]))
    return any(_OFF.search(one) and _CALLED_OFF_BY_NAME.fullmatch(one) for one in said)


def says_me_too(text: str) -> bool:
    """我家也是, 我们楼也一样: nothing but that it is so here as well."""
    return says_only(text, _ME_TOO, MOST)


def begins_me_too(text: str) -> bool:
    """我家也停水了: what follows is so here as well."""
    return _BEGINS_ME_TOO.match(bare(normalise(text[: 2 * MOST]))) is not None


def tells_news(text: str) -> bool:
    """已经修好了, 在路上了, 到了，正在扫: how it goes with some ticket."""
    said = _few(normalise(text[: 2 * MOST]))
    return bool(said) and all(_NEWS.fullmatch(bare(clause)) for clause in said)


def wants_notices(text: str) -> bool | None:
    """别给我发通知了: False; 通知还是发给我吧: True; None for what says neither, or more than
    that."""
    clean = bare(normalise(text[: 2 * MOST]))
    if len(clean) > MOST:
        return None
    if _NO_NOTICES.fullmatch(clean):
        return False
    return True if _NOTICES_AGAIN.fullmatch(clean) else None


def _few(text: str) -> list[str]:
    """Its clauses, of one no longer than a remark."""
    said = clauses(text)
    return said if len(" ".join(said)) <= MOST else []


ME_TOO = "我家也是"
"""What somebody says who taps it."""
