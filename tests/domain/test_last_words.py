"""What she answers in words of her own, and what only looks like it."""

import pytest

from domain.last_words import (
    is_gone,
    is_gone_of,
    satisfaction_in,
    says_how_pleased,
    still_so,
    wavers,
)


@pytest.mark.parametrize(
    "text",
    [
        "还行",
        "还可以吧",
        "一般",
        "一般般",
        "马马虎虎",
        "也就那样",
        "等等看",
        "先观察两天再说",
        "一般般吧，先看两天",
        "不好说",
    ],
)
def test_an_answer_that_says_neither(text):
    assert wavers(text)


@pytest.mark.parametrize(
    "text", ["", "好", "不行", "一般晚上漏", "还行不行了", "等等，还有路灯坏了"]
)
def test_no_wavering(text):
    assert not wavers(text)


@pytest.mark.parametrize(
    "text",
    [
        "不滴了",
        "水不漏了，谢谢",
        "灯亮了",
        "来电了",
        "电来了",
        "暖气终于热了",
        "楼上不吵了",
        "有水了",
        "车走了",
        "那辆车已经挪走了",
        "已经灭了",
        "煤气味没了",
    ],
)
def test_the_trouble_is_no_more(text):
    assert is_gone(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "又不亮了",
        "还是不亮",
        "不通了",
        "不热了",
        "灯亮了一会儿又灭了",
        "5号楼来水了",
        "来水了，没电",
        "灯灭了",
        "车走了又来了",
    ],
)
def test_it_is_not_gone_or_more_is_said(text):
    assert not is_gone(text)


@pytest.mark.parametrize(
    "text",
    ["还在滴", "还是滴水", "水还是小", "水还是有点小", "照样漏", "灯还是忽闪", "可还有一点漏"],
)
def test_it_is_as_it_was(text):
    assert still_so(text)


@pytest.mark.parametrize(
    "text", ["", "还行", "还要交钱吗", "还来吗", "还挺好", "5号楼还是漏水", "还有路灯坏了"]
)
def test_it_is_not_or_more_is_said(text):
    assert not still_so(text)


@pytest.mark.parametrize(
    ("text", "pleased"),
    [
        ("师傅人挺好的", True),
        ("来得很及时", True),
        ("修得真快，谢谢", True),
        ("太慢了", False),
        ("不太满意", False),
        ("态度不好", None),
        ("小伙子人不错", True),
        ("人挺好就是没修好", None),
    ],
)
def test_how_satisfied(text, pleased):
    assert satisfaction_in(text) is pleased


@pytest.mark.parametrize(("text", "says"), [("还是不满意，雪没扫", True), ("雪没扫", False)])
def test_who_says_how_pleased_they_are(text, says):
    assert says_how_pleased(text) is says


@pytest.mark.parametrize(
    ("text", "told", "is_it"),
    [
        ("来水了", "楼道灯坏了", False),
        ("灯亮了", "楼道灯坏了", True),
        ("亮了", "楼道灯坏了", True),
        ("不滴了", "厨房水管漏水", True),
        ("来电了", "电梯停了", True),
        ("又不亮了", "楼道灯坏了", False),
        ("已经灭了", "有人在楼下烧纸，火老大了", True),
        ("都灭了", "楼道灯坏了", False),
        ("车走了", "门口停了辆车把我堵住了", True),
    ],
)
def test_what_is_gone_is_what_was_told(text, told, is_it):
    assert is_gone_of(text, told) is is_it
