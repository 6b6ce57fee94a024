"""Short remarks that belong to a ticket although nothing was pressed: 不用来了, 我家也是,
已经修好了. Only what says nothing else is one: what names a matter of its own is a report."""

import re

from domain.codes import TICKET_CODE
from domain.text import bare, normalise

MOST = 30
"""More characters than these say more than a remark."""

_MARKS = re.compile(r"[\s,.。!!?;~、…]+")

_CALLED_OFF = re.compile(
    r"(?:那|就|我们?|你们?|您|师傅|谢谢|请|麻烦|帮我|给我|把|先|还是|已经|这个|这单|这件|那件|这事"
    r"|上一个|刚才|刚刚|的|单子?|工单|事|想|要)*"
    r"(?:算了|撤回|撤销|撤单|撤掉|取消|(?:不用|不必|不需要|不要|别|甭)(?:再|您|你们|人|麻烦|派人|上门)*"
    r"(?:修|来|办|管|弄|处理|上门|过来|过问|看|麻烦|了(?=了|$)))+"
    r"(?:了|吧|啊|呀|哈|单子?|工单|这个|这单|它|一下|刚才的|谢谢|您|师傅|你们)*"
)
_MENDED = re.compile(
    r"(?:谢谢|师傅|我?自己|已经|现在|又|灯|水|电|气|暖气|网|门|锁|电梯|下水|下水道|马桶|家里|好像)*"
    r"(?:修|弄|换|搞|处理|解决|通|来|亮|恢复)*(?:好|来|通|亮|解决|恢复|修|弄|正常)了"
    r"|谢谢(?:您|你们|师傅)?|麻烦(?:您|你们|师傅)?了|不好意思|对不起"
)
_ME_TOO = re.compile(
    r"(?:我|俺|咱)们?(?:家|这|这边|这儿|这里|楼|栋|单元|楼上|楼里|楼下|院|院里|小区)*"
    r"(?:也是|也一样|也这样|一样|同样|也有)(?:的|啊|呀|哦|呢|了|情况|问题|这样|这个)*"
)
_BEGINS_ME_TOO = re.compile(r"(?:我|俺|咱)们?(?:家|这|这边|这儿|这里|楼|栋|单元|院|院里)*也")
_NEWS = re.compile(
    r"(?:[我们已经都刚正在现快就]|师傅|人|马上|这边)*"
    r"(?:修好|弄好|换好|办好|装好|搞好|处理好|处理完|处理|解决|办完|修完|弄完|换完|完工|到现场|到楼下|到门口"
    r"|到|出发|在路上|路上|在修|修|在弄|在办|在处理|在现场|联系上?居民|联系上?|联系过|看过|去过|来过)"
    r"(?:了|啦|呢|的|居民|住户|现场|当中|中)*"
)


def calls_off(text: str) -> bool:
    """撤回, 不用修了, 灯自己好了，不用来了: nobody need come any more."""
    clauses = _clauses(TICKET_CODE.sub(" ", normalise(text[: 2 * MOST])))
    off = [_CALLED_OFF.fullmatch(clause) is not None for clause in clauses]
    return any(off) and all(
        is_off or _MENDED.fullmatch(clause) for is_off, clause in zip(off, clauses, strict=True)
    )


def says_me_too(text: str) -> bool:
    """我家也是, 我们楼也一样: nothing but that it is so here as well."""
    clean = bare(normalise(text[: 2 * MOST]))
    return len(clean) <= MOST and _ME_TOO.fullmatch(clean) is not None


def begins_me_too(text: str) -> bool:
    """我家也停水了: what follows is so here as well."""
    return _BEGINS_ME_TOO.match(bare(normalise(text[: 2 * MOST]))) is not None


def tells_news(text: str) -> bool:
    """已经修好了, 在路上了, 已到现场: how it goes with some ticket."""
    clean = bare(normalise(text[: 2 * MOST]))
    return len(clean) <= MOST and _NEWS.fullmatch(clean) is not None


def _clauses(text: str) -> list[str]:
    clean = _MARKS.sub(" ", text).strip()
    return clean.split(" ") if clean and len(clean) <= MOST else []


ME_TOO = "我家也是"
"""What somebody says who taps it."""
