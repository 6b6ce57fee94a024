"""Reading in a sentence for a group whether somebody at work is blamed in it, and by what name."""

import re

from domain.surnames import surname_of
from domain.text import normalise

_FAULT = re.compile(
    r"(?<![不没未无从别])(?:拖拉|拖延|拖着|拖了|推诿|推脱|推给|踢皮球|敷衍|糊弄|应付了事|偷懒|怠工|怠慢|磨蹭|失职|渎职|脱岗|旷工"
    r"|爱理不理|骂|吵架|批评|通报|检讨|问责|追责|处分|扣钱|罚款|不力|差劲|最差|太差|很差|较差|失误|搞砸|办砸)"
    r"|不作为|不负责|不上心|不认真|不用心|不积极|不管(?![是怎多刮什谁])|不理(?!解)|不接|不办|不到位|不及时|不合格|不称职|不像话|不配合"
    r"|不够(?:认真|负责|及时|积极|用心)|态度(?:恶劣|不好|差|有问题)|没(?:有)?(?:管|办好|做好|尽责|责任心)|责任心(?:不|差)"
    r"|\b(?:lazy|rude|careless|irresponsible|incompetent|fault|blame[sd]?|failed)\b"
)
_LATE = re.compile(
    r"迟迟|超时|太慢|很慢|慢吞吞|迟到|没(?:有)?(?:办|去|来|接|人管)|还没|整改|改进|落后|倒数"
    r"|\b(?:late|slow|overdue)\b"
)
_THANKS = re.compile(r"谢|表扬|点赞|辛苦|值得学习|好样|先进|给力|thank|\U0001f44d|\U0001f44f")


def blames(text: str) -> bool:
    """Whether it says that somebody does not do what they should; of who is thanked for something
    that was late it does not."""
    said = normalise(text[:400])
    if _FAULT.search(said) is not None:
        return True
    return _LATE.search(said) is not None and _THANKS.search(said) is None


OFFICES = "书记|主任|经理|主管|网格员|网格长|队长|站长|科长|所长|局长|师傅|保安|会计|干事|老师"
"""How somebody at work is called after the surname."""


def said_of(name: str, text: str) -> str | None:
    """How somebody at work of that name is called in a text: 李娜, 李师傅; None: not at all."""
    if len(name) < 2:
        return None
    if name.casefold() in text.casefold():
        return name
    found = re.search(f"(?<![\u4e00-\u9fff]){re.escape(surname_of(name))}(?:{OFFICES})", text)
    return found.group() if found else None
