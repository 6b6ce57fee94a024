"""Commands called in words: whoever writes 待办 or 请假 wants what /todo or /leave shows; whoever
writes 查 3号楼, or nothing but the code of a ticket, looks for it; whoever writes 把我的信息删了
wants what /forget does."""

import re
from collections.abc import Mapping

from domain.codes import TICKET_CODE
from domain.commands import Called
from domain.text import bare, normalise

WORDS: Mapping[str, str] = {
    "todo": "todo 待办 我的待办 看待办 待办清单 待办事项 还有什么事 有什么事 今天有什么事"
    " 今天有哪些事 我有什么事 我手里的单子 超时的有几件 超时的有哪些 有没有超时的",
    "queue": "queue 队列 岗位上的单子 没人接的单子 待接的单子 等接的单子 在办的有哪些"
    " 在办的有几件 还有几件没办 没办完的有哪些",
    "supervise": "supervise 督办 督办清单 看督办",
    "summary": "summary 一周民情 周报 民情周报 上周民情 上周怎么样",
    "notice": "notice 发通知",
    "unit": "unit 我的单位 本单位 请人加入 邀请新人 邀请同事 邀请新网格员",
    "duty": "duty 值班 值班表 坐班 坐班表 排班 排班表 今天谁值班 谁值班 谁在值班 明天谁值班"
    " 今天谁坐班 明天谁坐班 今天我值班吗 明天我值班吗 换班 上班 下班",
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

BEFORE_WORDS = frozenset(
    ("todo", "queue", "supervise", "summary", "notice", "duty", "find", "leave"),
)
"""Which of them may stand before words, a blank between."""

_NAMES = {word: name for name, words in WORDS.items() for word in words.split()}
_ASKED_OF_A_CODE = re.compile(
    r"(?:现在)?(?:怎么样|什么情况|到哪一?步|办到哪|谁在?办|(?:办好|办完)了?[吗没]|进展如何|看看|看一下)[了吗没呢啊]*"
)
_LEAVE = re.compile(
    r"我?(?:想|要)?(?:今天|明天|后天|大后天|[上下]午|下?周.)?(?:想|要)?请[一二两三半几]?[个天]?假了?"
)


MOST = 40
"""A longer message is more than a command."""

_ASKING = (
    r"(?:请|麻烦|帮|给|让|我|俺|你们?|您|要|想|能不能|能|可以|可不可以|怎么|怎样|如何|在哪儿?)*"
)
_MINE = r"(?:我|俺|本人)(?:在这里?|这里)?(?:的)?(?:所有|全部|个人)*(?:的)?"
_DATA = (
    r"(?:信息|资料|数据|账号|账户|记录|隐私|(?:电话|手机)(?:号码?)?|号码|名字|姓名|住址|地址|话)"
)
_AFTER = r"(?:都|全|给|一下|掉|除|了|吧|吗|么|呢|啊|呀|谢谢|行吗|好吗|可以吗)*"
_GONE = r"(?:删除?|清除?|注销|抹|销毁|清空)"
_WHOSE = rf"{_MINE}{_DATA}"

_ASKED = {
    "forget": (
        rf"{_ASKING}(?:把)?{_GONE}{_AFTER}{_WHOSE}{_AFTER}"
        rf"|{_ASKING}把?{_WHOSE}(?:都|全|全部|给)*{_GONE}{_AFTER}"
        rf"|(?:请|你们?)*(?:忘了|忘掉|忘记)我{_AFTER}"
        rf"|(?:别|不要|不想让?你们?)(?:再)?(?:存|留|保存|记)着?{_WHOSE}{_AFTER}"
        r"|(?:please)?(?:delete|erase|remove)(?:all)?my(?:data|information|details|account)(?:please)?"
        r"|(?:please)?forgetme"
    ),
    "who": (
        r"(?:都)?(?:有)?(?:谁|哪个|哪些人|什么人|没有人)(?:都|能|可以|在|偷)*"
        rf"(?:看|查|瞧|翻|知道)(?:过|了|到)*{_WHOSE}{_AFTER}"
        rf"|有(?:没有)?人(?:看|查|翻)(?:过|了)*{_WHOSE}{_AFTER}"
        rf"|(?:你们?)?(?:把)?{_WHOSE}(?:都|被)*(?:给|告诉|透露给)?(?:了)?"
        rf"谁(?:看|知道)?(?:过|了)*{_AFTER}"
        r"|(?:我住(?:在)?哪[儿里]?|我是谁|我家在哪[儿里]?)(?:他们?|物业|别人|邻居|人家|你们|谁)?(?:都)?"
        rf"(?:会不会|会|能不能|能)?(?:知道|看到|看得到|看见){_AFTER}"
        r"|who(?:has)?(?:seen|saw|lookedat|looksat)my(?:data|information|details|name|number)"
    ),
    "mydata": (
        rf"{_ASKING}(?:看|查|导出|下载|要|拿)(?:看|一?下|一份|到)?{_MINE}(?:信息|资料|数据){_AFTER}"
        r"|(?:你们?|这里)(?:都)?(?:存|记|留|保存|记录|知道)(?:了|着)?"
        rf"{_MINE}(?:什么|哪些|啥){_DATA}?{_AFTER}"
        r"|(?:show|send)(?:me)?my(?:data|information)|whatdoyouknowaboutme"
    ),
    "privacy": (
        r"隐私(?:说明|政策|条款|保护)?"
        rf"|{_WHOSE}(?:会不会|不会|会|能不能|能)?(?:被)?(?:泄露|外泄|保密|安全){_AFTER}"
        rf"|(?:你们?)(?:要|拿|存|记|收集){_WHOSE}(?:干什么|干啥|干嘛|做什么|有什么用){_AFTER}"
        r"|privacy"
    ),
    "lang": (
        rf"{_ASKING}(?:换|改|切换|说|讲|用|转)(?:成|到|为)?"
        rf"(?:英文|英语|中文|汉语|普通话|语言|别的语言){_AFTER}"
        r"|(?:in|switchto|speak)?(?:english|chinese)(?:please)?|doyouspeakenglish|changelanguage"
    ),
    "home": (
        rf"{_ASKING}(?:改|换|更改|修改|看)(?:一下|看)?"
        rf"(?:我家?的?|登记的)?(?:住址|地址|家庭住址){_AFTER}"
    ),
    "news": (
        r"(?:今天|最近|这两天|咱们?|我们|小区|社区|院里?|里|都)*"
        rf"有(?:没有|些)?(?:什么|啥)?(?:新)?(?:的)?(?:通知|公告|新闻){_AFTER}"
    ),
}
_MEANT = {name: re.compile(words) for name, words in _ASKED.items()}
"""What everybody may ask about themselves, in any of the ways people say it."""


def called_in_words(text: str) -> Called | None:
    """The command a message names in words, and what it is to be called with; None for anything
    else."""
    clean = bare(text)
    if name := _NAMES.get(clean):
        return Called(name, "")
    if _LEAVE.fullmatch(clean):
        return Called("leave", "")
    if code := _code_asked_for(text):
        return Called("find", code)
    if name := _meant(text):
        return Called(name, "")
    first, *rest = text.split(maxsplit=1)[:2] or [""]
    name = _NAMES.get(bare(first)) if rest else None
    return Called(name, rest[0].strip()) if name in BEFORE_WORDS and name else None


def _meant(text: str) -> str | None:
    clean = bare(normalise(text[: 2 * MOST]))
    if len(clean) > MOST:
        return None
    return next((one for one, said in _MEANT.items() if said.fullmatch(clean)), None)


def _code_asked_for(text: str) -> str | None:
    """1118-12, or 1118-12 怎么样了: the code, where nothing is told of the ticket."""
    found = TICKET_CODE.search(text)
    if not found:
        return None
    rest = bare(text[: found.start()] + text[found.end() :])
    return found[0] if not rest or _ASKED_OF_A_CODE.fullmatch(rest) else None
