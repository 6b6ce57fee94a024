"""收到, 嗯, 知道了: a nod is no report, and a report that begins with a nod is one."""

import pytest

from bot.catalogue_file import load_catalogue
from domain.catalogue import Kind
from domain.nods import after_courtesies, is_nod
from domain.understanding import understand

_LOADED = load_catalogue()

NODS = [
    "收到",
    "嗯",
    "嗯嗯。",
    "行",
    "行吧",
    "知道了",
    "好的，知道了",
    "明白",
    "可以的",
    "没问题",
    "随便",
    "都行",
    "OK",
    "Okay!",
    "yes",
    "bye bye",
]
REPORTS = [
    *("灯不行了", "没有水", "好的，灯又坏了", "没收到快递", "电梯不行", "知道谁扔的垃圾了"),
    "no water",
]


@pytest.mark.parametrize("text", NODS)
def test_a_nod_opens_nothing(text: str) -> None:
    assert is_nod(text)
    assert understand(text, _LOADED).kind is Kind.CHAT


@pytest.mark.parametrize("text", REPORTS)
def test_a_report_is_no_nod(text: str) -> None:
    assert not is_nod(text)
    assert understand(text, _LOADED).kind is Kind.REQUEST


def test_a_very_long_nod_is_read_at_once() -> None:
    assert not is_nod("嗯好行啊" * 20_000 + "x")


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("喂，停水了", "停水了"),
        ("谢谢张师傅，灯坏了", "灯坏了"),
        ("不好意思打扰了。您好，没电了", "没电了"),
        ("请问一下，停水了，几点来", "停水了，几点来"),
        ("急急急！下水道堵了", "下水道堵了"),
        ("停水了，谢谢", ""),
        ("谢谢王姐，暖气热了", ""),
        ("谢谢，厨房不漏了", ""),
        ("谢谢师傅，灯修好了", ""),
        ("您好，在吗", ""),
        ("谢谢您上门排查，不是煤气", ""),
        ("", ""),
    ],
)
def test_what_follows_a_greeting(text: str, rest: str) -> None:
    assert after_courtesies(text) == rest
