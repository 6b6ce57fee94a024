"""长辈模式: large letters, few words, one question at a time, the duty phone always at hand. It is
a way of reading a language and is kept where the language is: zh, zh+ (elder mode), zh- (elder
mode of somebody who is never to be phoned)."""

import re

from domain.text import clauses, normalise

WITH_PHONE, WITHOUT_PHONE = "+", "-"

_MOST = 24
"""More characters than these say more than a wish."""

_ON = re.compile(
    r"(?:请|帮我|给我|我要|我想|打开|开启|开|换成?|切换到?|用|进入)*(?:长辈|老年人?|老人|关怀|大字)(?:模式|版)"
    r"|(?:你们?|您|这个?|手机|屏幕)?(?:的)?字(?:体|儿)?(?:太|有点|实在)?(?:小|细)了?(?:点|太)?(?:我|俺)?(?:看不清楚?|看不见|瞧不见|瞧不清)?[了啊呀]*"
    r"|(?:能不能|可以|能|请|帮我)*(?:把)?字(?:体|儿)?(?:能不能|可以|能)?(?:放|调|弄|改|写|变)?(?:得|到)?大(?:一?点|些|号)?(?:吗|行吗)?"
    r"|(?:我|俺)?(?:老了|年纪大了?|岁数大了?)?(?:眼睛|眼|老花眼?)?(?:不好|花了?|不行|不好使)?"
    r"(?:看不清楚?|看不见|瞧不见|看不清)(?:字|楚|了|你们?的字|这个)*"
)
_OFF = re.compile(
    r"(?:请|帮我|我要|我想)*(?:关闭?|关掉|退出|取消|不用|不要|别用)(?:长辈|老年人?|老人|关怀|大字)(?:模式|版)"
)
_ENGLISH_ON = re.compile(
    r"(?:elder mode|larger (?:text|letters)|bigger (?:text|letters))(?: please)?"
)
_ENGLISH_OFF = re.compile(r"(?:no elder mode|elder mode off)")


def plain(lang: str) -> str:
    """The language itself: zh of zh+."""
    return lang.rstrip(WITH_PHONE + WITHOUT_PHONE)


def is_elder(lang: str) -> bool:
    """Whether somebody reads it in elder mode."""
    return lang.endswith((WITH_PHONE, WITHOUT_PHONE))


def shows_phone(lang: str) -> bool:
    """Whether the duty phone stands under each message."""
    return lang.endswith(WITH_PHONE)


def read_as(lang: str, *, elder: bool, by_text: bool) -> str:
    """A language, in elder mode or not."""
    if not elder:
        return plain(lang)
    return plain(lang) + (WITHOUT_PHONE if by_text else WITH_PHONE)


def names_letters(text: str) -> bool:
    """我眼睛花了看不清字 speaks of the letters on the screen; 我看不清了 may be a stroke."""
    return any(word in normalise(text[: 2 * _MOST]) for word in ("字", "模式", "版", "letters"))


def wish_in(text: str) -> bool | None:
    """长辈模式, 字太小了看不清: True; 关掉长辈模式: False; None: it is about anything else."""
    clean = normalise(text[: 2 * _MOST]).strip(" ,。.!！?~、")
    said = clauses(clean)
    if not said or len(clean) > _MOST:
        return None
    if _OFF.fullmatch(clean) or _ENGLISH_OFF.fullmatch(clean):
        return False
    if _ENGLISH_ON.fullmatch(clean) or all(map(_ON.fullmatch, said)):
        return True
    return None
