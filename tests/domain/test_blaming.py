"""Sentences that say of somebody at work that they do not do what they should, and thanks."""

import pytest

from domain.blame import blames, said_of
from domain.surnames import surname_of, ways_to_call


@pytest.mark.parametrize(
    "text",
    [
        "李娜办事拖拉",
        "张强对居民态度恶劣",
        "物业互相推诿，不作为",
        "张经理不接电话",
        "李娜的单子超时最多",
        "张强迟迟没去",
        "对李娜提出批评",
        "谢谢大家，但是张强太差劲",
        "李娜工作不到位，请整改",
        "Li Na was slow again",
    ],
)
def test_blame(text):
    assert blames(text)


@pytest.mark.parametrize(
    "text",
    [
        "感谢李娜，超时的都办完了",
        "表扬张强，一天就修好了漏水",
        "李娜从不推诿，大家学习",
        "李娜不管刮风下雨都上门",
        "有事请找张强",
        "Thanks to Li Na, nothing is overdue",
        "下周重点：供暖前检修管道",
        "大家辛苦了，还没办的下周接着办",
    ],
)
def test_no_blame(text):
    assert not blames(text)


@pytest.mark.parametrize(
    ("name", "text", "called"),
    [
        ("李娜", "李娜办事拖拉", "李娜"),
        ("李娜", "网格员 李娜拖拉", "李娜"),
        ("张强", "张经理拖拉", "张经理"),
        ("欧阳克", "欧阳主任不管", "欧阳主任"),
        ("张强", "夸张经理", None),
        ("张强", "物业拖拉", None),
        ("Zhang Qiang", "zhang qiang is late", "Zhang Qiang"),
        ("张", "张经理拖拉", None),
    ],
)
def test_how_somebody_is_called(name, text, called):
    assert said_of(name, text) == called


@pytest.mark.parametrize(("name", "surname"), [("李娜", "李"), ("欧阳静", "欧阳"), ("", "")])
def test_the_surname_is_what_a_card_may_say(name, surname):
    assert surname_of(name) == surname
    assert all(surname in one for one in ways_to_call(name))
