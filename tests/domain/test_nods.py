"""收到, 嗯, 知道了: a nod is no report, and a report that begins with a nod is one."""

import pytest

from bot.catalogue_file import load_catalogue
from domain.catalogue import Kind
from domain.nods import is_nod, nods_first, praises
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
    "中",
    "中中，得劲",
    "中嘞",
    "都行",
    "好的不急",
    "不着急，慢慢来",
    "行，我等着",
    "听你们的",
    "OK",
    "Okay!",
    "yes",
    "bye bye",
]
REPORTS = [
    *(
        "中间那个灯坏了",
        "灯不行了",
        "没有水",
        "好的，灯又坏了",
        "没收到快递",
        "慢慢来电了又停",
        "不急修的话楼要淹了",
        "电梯不行",
        "知道谁扔的垃圾了",
    ),
    "no water",
]


@pytest.mark.parametrize("text", NODS)
def test_a_nod_opens_nothing(text: str) -> None:
    assert is_nod(text)
    assert understand(text, _LOADED).kind is Kind.CHAT


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("行吧 明天早点", True), ("好，灯又坏了", True), ("行", False), ("灯坏了，好", False)],
)
def test_a_nod_and_more(text: str, is_one: bool) -> None:
    assert nods_first(text) is is_one


def test_who_nods_first_is_believed_in_danger_only_when_it_is_likely() -> None:
    assert understand("好 我妈在家 敲门声音大点她耳朵背", _LOADED).life_safety is None
    assert understand("行，我在家等着，喘不上来气了", _LOADED).life_safety is not None


@pytest.mark.parametrize("text", REPORTS)
def test_a_report_is_no_nod(text: str) -> None:
    assert not is_nod(text)
    assert understand(text, _LOADED).kind is Kind.REQUEST


def test_a_very_long_nod_is_read_at_once() -> None:
    assert not is_nod("嗯好行啊" * 20_000 + "x")


@pytest.mark.parametrize(
    ("text", "is_it"),
    [
        ("我要表扬网格员小李，帮我搬煤气罐", True),
        ("给小张点赞，来得真快", False),
        ("表扬一下物业张师傅", True),
        ("表扬你们？垃圾三天没人收", False),
        ("我要表扬小李，灯又坏了", False),
        ("表扬一下，请再来看看暖气", False),
        ("广场舞扰民", False),
    ],
)
def test_praise_asks_for_nothing(text: str, is_it: bool) -> None:
    assert praises(text) is is_it
