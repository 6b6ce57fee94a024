"""Abuse in what somebody wrote: kept in the record, and never broadcast (DOMAIN §6)."""

import re

from domain.shield import COVER
from domain.text import normalise

_ABUSE = re.compile(
    "王八蛋|王八羔子|混蛋|混账|狗东西|狗日的?|狗娘养的?|龟孙子?|龟儿子|兔崽子|畜生|牲口|人渣|败类|垃圾人|废物"
    "|傻[逼比屄叉x]|煞笔|沙比|脑残|弱智|白痴|蠢[货猪驴]|猪头|脑子有(?:病|坑)|神经病|有病吧|不要脸|臭不要脸|去死|滚蛋"
    "|他妈的?|她妈的?|你妈的?|妈了?个?[逼比]|妈的|操你?[妈娘大]?|卧槽|我操|日你[妈娘仙]?[人板]?|尼玛|特么的?|屌|婊子|贱人|贱货"
    "|吃屎|放屁|狗屁|去你的|死全家|断子绝孙|仆街|扑街|冚家铲|丢你老母|damn|fuck(?:ing)?|shit|bastard|asshole|idiot",
    re.IGNORECASE,
)
_HARMLESS = re.compile(
    "操[场作心办练守控纵盘]|体操|早操|广播操|做操|牲口棚|废物箱|废物[回利]|不操|情操|曹操"
)


def without_abuse(text: str) -> str:
    """The text with abuse covered; what only looks like it stays (操场, 废物箱)."""
    kept = [found.span() for found in _HARMLESS.finditer(text)]

    def cover(found: re.Match[str]) -> str:
        inside = any(start < found.end() and found.start() < end for start, end in kept)
        return found.group() if inside else COVER

    return _ABUSE.sub(cover, text) if _ABUSE.search(normalise(text)) else text
