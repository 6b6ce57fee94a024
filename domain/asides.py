"""What stands beside a report in one message: thanks, a greeting, a wish of how to be dealt with, a
question to the office, a command in words. Neither may swallow the other; what becomes of them is
in workflows/beside.py."""

import re
from dataclasses import dataclass

from domain.asked import Asked, asked_in
from domain.elder import wish_in
from domain.followups import asks_how, urges
from domain.kin import says_moved, wants_only_no_calls
from domain.nods import is_over, is_polite, opens, tells_trouble
from domain.remarks import calls_off, calls_off_by_name, wants_notices
from domain.spoken_commands import called_in_words

MOST = 80
"""A longer message is a letter, or a tale: nobody mistakes its greetings for all it says."""

COMMANDS = ("/", "\uff0f")
"""Begin a command; the slash of a Chinese keyboard is as wide as a character."""

LONGEST = 24
"""A longer clause asks for nothing besides."""

_MARKS = re.compile(r"[\s，。！？；,.!?;~…]+")
"""Where a message is cut that is put together again: 3号楼、5号楼停水 is one matter."""

_ALSO = re.compile(r"^(?:另外|还有|对了|顺便|再就是|再一个|不过|但是|但|可是)+(?=.)")
_ADDS = re.compile("另外|还有|再就是|再一个|对了|顺便|也")
_SMALL_TALK = re.compile(
    r"(?:新年|春节|过年|节日|中秋|元旦|国庆|周末)(?:好|快乐|愉快)[了啊呀]*"
    r"|(?:你|您|你们)?(?:是|不是)?(?:个)?(?:机器人|真人|人工智能|ai)(?:吗|吧|么|啊)?"
)
_QUESTIONS = frozenset({Asked.WHO, Asked.HOURS})
"""To be answered beside a report. That somebody should listen is what the report is for, and when
the water comes back belongs to it."""

_HEARD = frozenset({Asked.EAR, Asked.PERSON})

_SETTLED = re.compile(r"(?:已经|都|事情?|问题)*(?:解决|恢复|来水|来电)了[谢吧啊]*")
_EARLIER = re.compile("刚才|刚刚|上一?[个次件]|上回|之前|先前|原来|昨天|那个|那件|那事")
"""What is called off or over then is something older."""
_URGING = re.compile(
    r"(?:帮我?|给我?|再|麻烦|请|想|来)*(?:催促?|加急|快点|快些|赶紧|抓紧)(?:[一两]?下|办|的|催|吧|啊|了)*"
    r"|(?:看|查|问)(?:看|一?下)?(?:我的?|一下)*(?:单子|工单|进度|进展)"
    r"|我的?(?:单子|工单)(?:呢|到哪儿?了|咋样了|怎么样了)?"
    r"|(?:麻烦|请|求求|你们?|您|能不能|可以)*(?:快点?|快些|赶紧|赶快|尽快|马上|抓紧)(?:给我?|帮我?)?"
    r"(?:派|叫|找|安排|来|过来|上门|个|人|师傅|修|看|弄|处理|解决|换|通|管|一?下|吧|啊|呀|好吗|行吗)+"
)


@dataclass(frozen=True, slots=True)
class Apart:
    """A message taken apart: the clauses that ask for something of their own, and what is left."""

    asides: tuple[str, ...]
    report: str


def apart(text: str) -> Apart | None:
    """停水了 of 别给我发通知，停水了，谢谢; None where nothing stands beside it, or nothing that is
    still wrong. What is over or called off is so only before it: 下水道堵了，不用了 asks for
    nothing."""
    clauses = _clauses(text)
    if len(clauses) < 2 or not any(map(tells_trouble, clauses)):
        return None
    left = [clause for clause in clauses if not _is_aside(clause)]
    if len(left) in (0, len(clauses)) or not any(map(tells_trouble, left)):
        return None
    after = clauses[clauses.index(left[0]) :]
    if any(_ends(clause) and not _EARLIER.search(clause) for clause in after):
        return None
    return Apart(tuple(filter(_asks, clauses)), _ALSO.sub("", "，".join(left)))


def besides_urging(text: str) -> Apart | None:
    """下水道堵了 of 催一下，下水道堵了 and 灯咋还没修，另外下水道也堵了; None where nothing else
    that is wrong is told."""
    clauses = _clauses(text)
    left = [clause for clause in clauses if not (_urges(clause) or _is_aside(clause))]
    if not any(map(tells_trouble, left)):
        return None
    rest = "，".join(left)
    return Apart(tuple(filter(_urges, clauses)), _ALSO.sub("", rest))


def adds(text: str) -> bool:
    """另外下水道也堵了: it is said to be another matter."""
    return _ADDS.search(text) is not None


def _clauses(text: str) -> list[str]:
    """Of a letter, and of a command with its words, none."""
    if len(text) > MOST or text.startswith(COMMANDS):
        return []
    return [one for one in _MARKS.split(text) if one]


def _urges(clause: str) -> bool:
    return urges(clause) or asks_how(clause) or _URGING.fullmatch(clause) is not None


def _is_aside(clause: str) -> bool:
    if len(clause) > LONGEST:
        return False
    if is_polite(clause) or opens(clause) or _SMALL_TALK.fullmatch(clause) or _is_over(clause):
        return True
    asked = asked_in(clause)
    return asked in _HEARD or _is_called_off(clause) or _wishes(clause, asked)


def _asks(clause: str) -> bool:
    """Whether a clause is to be done or answered beside the report."""
    return _wishes(clause, asked_in(clause)) or _is_called_off(clause)


def _wishes(clause: str, asked: Asked | None) -> bool:
    if asked in _QUESTIONS or wants_notices(clause) is not None or wish_in(clause) is not None:
        return True
    if wants_only_no_calls(clause) or says_moved(clause):
        return True
    called = called_in_words(clause)  # with words behind it: of staff, or the code of a ticket
    return called is not None and not called.argument


def _ends(clause: str) -> bool:
    """灯修好了, 不用修了: were it said of the report before it, there would be none any more."""
    return _is_over(clause) or _is_called_off(clause)


def _is_over(clause: str) -> bool:
    return is_over(clause) or _SETTLED.fullmatch(clause) is not None


def _is_called_off(clause: str) -> bool:
    return calls_off(clause) or calls_off_by_name(clause)
