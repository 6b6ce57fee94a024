"""What staff write of a ticket in hand that says it is not done yet: 刚到现场，还没弄; 等配件,
明天再来. Whoever then taps 办结 has not said how it went."""

import re

from domain.text import clauses, normalise

_LATER = r"(?:明天|明早|明晚|明儿|后天|改天|改日|回头|下午|晚上|过两天|下周|周[一二三四五六日])"
_DEED = r"(?:修|弄|换|装|办|搞|处理|清|解决|疏通|好|完|通|亮|动|拆|到货)"
_NOT_YET = re.compile(
    rf"还没|没(?:有|能|全|都|完全)*{_DEED}|未(?:能|处理|修|解决|完)|{_DEED}不(?:了|好|完|掉|通)"
    rf"|{_LATER}.{{0,3}}再|(?:明天|明早|后天|下周).{{0,2}}(?:来|去|过来|修|换|弄|装)"
    r"|等(?:着|个|一下)*(?:配件|零件|备件|材料|到货|货|师傅|厂家|人来|审批|通知|来电)"
)
_UNDER_WAY = re.compile(
    r"刚到|先看|看看情况|路上|正在|在(?:修|换|弄|装|清|处理|查|找|疏通)|准备(?:修|换|弄|买)|需要|要换|要买"
    r"|^(?:我|我们|人|师傅|已经?)*到(?:了|现场|楼下|门口)+$"
)
_FINISHED = re.compile(
    r"(?:修|弄|换|装|办|搞|处理|清|清理|扫|疏|谈|劝|补|接|拆|拉)(?:好|完|通|掉|走|到位|干净|妥)"
    r"|解决|恢复|疏通|搞定|完工|完成|正常|(?<!在)(?:换|修|拆|清|通|亮|好|办)了"
)
_GOING = re.compile(
    r"(?:马上|立刻|这就|已经)(?:就|去|来|过去|过来|派人|在)*(?:修|换|弄|装(?!修)|清|处理|查|疏通|办|扫|搬|看|劝)"
    r"|(?:马上|立刻|这就)(?:就|过)?(?:到|去|来)"
    r"|到(?:了)?(?:[0-9]{1,3}号?(?:楼|栋)|现场|楼下|门口).{0,4}$"
)
_AT_IT = re.compile(
    r"正在(?:修|换|弄|装(?!修)|清|处理|查|疏通|办|扫|搬|看|劝)"
    r"|(?:谈|劝|看|去|来|查|联系|上门|沟通|说|问|修)过"
    r"|[今明后]天|今晚|[上下]午|晚上|周[一二三四五六日天]|改天|约好"
    r"|等(?:配件|城管|师傅|厂家|审批)|不在家|敲门|没人(?:开门|在家|应)"
)
_TROUBLE = re.compile(
    r"(?<![不没])[坏漏堵裂臭爆冒淹卡吵脏塌歪]|停水|停电|不[亮通热动走关开]|打不开|没人(?!开门|在家|应)"
    r"|掉下|松了|松动"
)
_OTHERS = re.compile(r"居民|业主|住户|邻居|楼上|装修|施工|工地")


def tells_of_work(text: str, *, in_hand: bool) -> bool:
    """3号楼的灯换好了, 5号楼马上去修: how the work of whoever writes goes, and in no clause a
    trouble alone. Of what they have in hand 正在修 or 明天去 is enough; else it may be others'."""
    said = clauses(normalise(text))
    deeds = [_is_deed(one, in_hand=in_hand) for one in said]
    alone = [_TROUBLE.search(one) and not _is_deed(one, in_hand=False) for one in said]
    return any(deeds) and not any(alone)


def _is_deed(clause: str, *, in_hand: bool) -> bool:
    if "有人" in clause:
        return False
    if in_hand and _AT_IT.search(clause):
        return True
    found = _FINISHED.search(clause) or _GOING.search(clause)
    return found is not None and (in_hand or _OTHERS.search(clause) is None)


def is_unfinished(text: str) -> bool:
    """Whether these words say that it is still to be done. What is said last counts; where it is
    said to be done, that they had just come does not."""
    said = clauses(normalise(text))
    for clause in reversed(said):
        if _NOT_YET.search(clause):
            return True
        if _FINISHED.search(clause):
            return False
    return any(_UNDER_WAY.search(clause) for clause in said)
