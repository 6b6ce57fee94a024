"""Which words say that it is not done yet, and which only sound like it."""

import pytest

from domain.unfinished import is_unfinished, tells_of_work


@pytest.mark.parametrize(
    "words",
    [
        "刚到现场，还没弄",
        "还没修好",
        "没修好，缺个零件",
        "到了，先看看",
        "到了",
        "师傅在路上了",
        "等配件",
        "要等配件，明天再来",
        "今天弄不完，明天再弄",
        "灯换好了，门明天再修",
        "后天来换新的",
        "正在修",
        "在换了",
        "还没全部修好",
        "修不了，得换",
    ],
)
def test_it_is_still_to_be_done(words):
    assert is_unfinished(words)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "修好了",
        "弄好了，试过能关上",
        "合页换了新的",
        "刚到，已经修好了",
        "昨天还没好，今天修好了",
        "先看了一下，是开关松了，接好了",
        "和楼上谈好了，十点后不再吵",
        "都拆走了",
        "正在漏的那根换了",
        "配件到了，换好了",
        "没问题了",
        "擦干净了，没有再漏",
        "给老人装了扶手",
    ],
)
def test_it_is_done(words):
    assert not is_unfinished(words)


@pytest.mark.parametrize(
    ("words", "in_hand", "elsewhere"),
    [
        ("3号楼的灯换好了", True, True),
        ("5号楼门禁马上去修", True, True),
        ("到3号楼了", True, True),
        ("6号楼没人收的垃圾清走了", True, True),
        ("3号楼的灯正在换", True, False),
        ("3号楼有人把墙拆掉了", False, False),
        ("3号楼下午有人扔东西", False, False),
        ("3号楼已经上门劝过了", True, False),
        ("5号楼棚子明天拆", True, False),
        ("跟3号楼楼上谈过了，答应十点后不吵", True, False),
        ("3-2-501 没人开门", True, False),
        ("3号楼王大妈想申请低保", False, False),
        ("3号楼明天又停水", False, False),
        ("3号楼灯坏了", False, False),
        ("3号楼的灯换好了，门又坏了", False, False),
        ("3号楼正在装修，太吵", False, False),
        ("5号楼门口垃圾没人清", False, False),
    ],
)
def test_how_the_work_goes_at_a_place(words, in_hand, elsewhere):
    assert tells_of_work(words, in_hand=True) is in_hand
    assert tells_of_work(words, in_hand=False) is elsewhere
