"""Commands called in words: whoever writes 待办 or 请假 wants what /todo or /leave shows; whoever
writes 查 3号楼, or nothing but the code of a ticket, looks for it."""

import re
from collections.abc import Mapping

from domain.codes import TICKET_CODE
from domain.commands import Called
from domain.text import bare

WORDS: Mapping[str, str] = {
    "todo": "todo 待办 我的待办 看待办 待办清单 待办事项 还有什么事 我手里的单子",
    "queue": "queue 队列 岗位上的单子 没人接的单子 待接的单子 等接的单子",
    "supervise": "supervise 督办 督办清单 看督办",
    "summary": "summary 一周民情 周报 民情周报",
    "notice": "notice 发通知",
    "unit": "unit 我的单位 本单位",
    "duty": "duty 值班 值班表 坐班 坐班表 排班 排班表 今天谁值班 谁值班 换班 上班 下班",
    "find": "find 找 查 搜 找单子 查单子",
    "leave": "leave 请假 我要请假 我请假 代岗",
    "back": "back 销假 我回来了 回来上班",
    "handover": "handover 代接 交接",
    "words": "words 社区自己的词",
    "surge": "surge 应急",
    "projects": "projects 三张清单 项目清单",
    "export": "export 导出 导出台账 台账",
    "help": "help 帮助 怎么用 命令",
}
"""How each is called, with blanks between; the whole message is one of them."""

BEFORE_WORDS = frozenset({"todo", "queue", "supervise", "summary", "duty", "find", "leave"})
"""Which of them may stand before words, a blank between."""

_NAMES = {word: name for name, words in WORDS.items() for word in words.split()}
_AROUND_A_CODE = " \t\n。.？?！!#"
_LEAVE = re.compile(
    r"我?(?:想|要)?(?:今天|明天|后天|大后天|[上下]午|下?周.)?(?:想|要)?请[一二两三半几]?[个天]?假了?"
)


def called_in_words(text: str) -> Called | None:
    """The command a message names in words, and what it is to be called with; None for anything
    else."""
    clean = bare(text)
    if name := _NAMES.get(clean):
        return Called(name, "")
    if _LEAVE.fullmatch(clean):
        return Called("leave", "")
    if TICKET_CODE.fullmatch(text.strip(_AROUND_A_CODE)):
        return Called("find", text.strip(_AROUND_A_CODE))
    first, *rest = text.split(maxsplit=1)[:2] or [""]
    name = _NAMES.get(bare(first)) if rest else None
    return Called(name, rest[0].strip()) if name in BEFORE_WORDS and name else None
