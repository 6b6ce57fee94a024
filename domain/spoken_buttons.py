"""Buttons called in words: staff who write 办结, 转给孙师傅 or 这个不归我们管 about a ticket want
what that button does. Such words are not for its resident, who is sent nowhere else."""

import re
from collections.abc import Mapping

from domain.lifecycle import Action
from domain.text import bare, says_only

MOST = 16
"""Characters of such a message; what is longer tells something."""

_SIDE = r"(?:物业|社区|街道|上级|上级部门|居委会)"
_OURS = rf"(?:我们?|咱们?|{_SIDE}|我们?{_SIDE}|[我这]边|我们?这边)"
_THIS = r"(?:这|这个|这件|这件事|这事|这单|那个)?"
_END = r"(?:的|了|吧|啊|呢)*"

_CALLED: Mapping[Action, re.Pattern[str]] = {
    Action.ACCEPT: re.compile(rf"(?:我来?|我们)?(?:接单|接了?这?单)|我来?接{_END}"),
    Action.DECLINE_PASS: re.compile(rf"我?(?:接不了|不接){_END}"),
    Action.RESOLVE: re.compile(rf"(?:点|要|可以|申请)?(?:办结|结单){_END}"),
    Action.RETURN: re.compile(
        rf"(?:我?[要想])?退单{_END}|退回去{_END}"
        rf"|{_THIS}(?:事情?)?(?:不归|不属于|不该){_OURS}(?:管|办|负责|修|弄)?{_END}"
        rf"|{_THIS}不是{_OURS}(?:管|办|负责|的事情?|的活儿?|的){_END}"
        rf"|{_THIS}(?:应该?|该)?归{_SIDE}(?:管|办|负责)?{_END}"
        rf"|{_THIS}(?:应该?是?|是){_SIDE}的(?:事情?|活儿?){_END}"
    ),
    Action.WHISTLE: re.compile(rf"(?:我?[要想])?吹个?哨(?:求助)?{_END}"),
    Action.DEFER: re.compile(
        rf"(?:我?[要想]|申请|请求)*(?:延期|挂起|延期挂起)(?:[一两三几]天|一下|到.{{1,8}})?{_END}"
    ),
    Action.PASS: re.compile(rf"(?:我?[要想])?转(?:给)?(?:同事|别人){_END}|{_THIS}转给.{{1,5}}"),
    Action.CONTACT: re.compile(r"(?:我?[要想])?(?:问|联系)(?:一下|问)?居民"),
    Action.ETA: re.compile(r"(?:我?[要想])?(?:改|约)个?时间"),
    Action.STILL_ON: re.compile(rf"还?在办{_END}"),
    Action.PROGRESS: re.compile(r"(?:我?[要想])?反馈"),
    Action.TAKE_PART: re.compile(r"我来配合"),
    Action.PART_DONE: re.compile(rf"我?们?这边好{_END}"),
}


_HOW = re.compile(r"(?:请问)?(?:我)?(?:要|想)?(?:怎么|如何|怎样|咋样?)(.{1,14})")

ASK_FIRST = frozenset(
    (
        *(Action.RETURN, Action.WHISTLE, Action.DEFER, Action.PASS),
        *(Action.CONTACT, Action.ETA, Action.PROGRESS),
    )
)
"""Buttons that ask something before anything is done: they answer how it is done as well."""


def asks_how_to(text: str) -> Action | None:
    """怎么延期？ The button it asks about; None for others."""
    found = _HOW.fullmatch(bare(text))
    return button_in(found[1].removesuffix("呢")) if found else None


_COMES = re.compile(
    rf"(?:我|我们|算我)(?:可以|能|愿意|马上|这就|现在)*(?:去|来|过去|参加|报名|认领|有空|一个){_END}"
)


def offers_to_come(text: str) -> bool:
    """我去, 算我一个: a volunteer answers a call in words, where a tap claims it."""
    return says_only(text, _COMES, MOST)


_NEVER_MIND = re.compile(
    r"(?:算了|取消|先?不(?:退|转|延期|挂起|吹哨?|改)单?|点错|按错|发错)+[了吧啊的]*"
)


def says_never_mind(text: str) -> bool:
    """算了不退了, 点错了: somebody thinks better of a button, and says nothing else."""
    return says_only(text, _NEVER_MIND, MOST)


def button_in(text: str) -> Action | None:
    """The button whose name, or what it is for, is all that a message says; None for others."""
    return next((one for one, called in _CALLED.items() if says_only(text, called, MOST)), None)
