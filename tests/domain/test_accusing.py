"""Who accuses somebody, whose door is named, and what of it staff may read."""

import pytest

from domain.shield import (
    accuses_somebody,
    covered_but_accused,
    names_their_place,
    tells_of_hers,
)

ACCUSES = [
    "5号楼2单元501把电动车停在消防通道，我是3号楼的",
    "隔壁5号楼2单元301把杂物堆在楼道里",
    "有人在楼道抽烟，好像是402的",
    "我举报5号楼有人群租，一屋住了十几个",
    "投诉5号楼2单元的狗，天天乱叫",
    "街道办主任收红包，我要举报",
    "区里的干部把我们的钱挪用了",
    "片警不作为",
    "小区的王主任态度恶劣",
    "502天天半夜装修",
]
NOT = [
    "3号楼2单元501停水了",
    "3号楼2单元501漏水",
    "5号楼2单元楼道灯不亮",
    "书记好，想问问低保怎么办",
    "501的暖气不热",
    "社区有没有老年大学",
    "302停电了",
]


@pytest.mark.parametrize("text", ACCUSES)
def test_it_is_somebody_who_is_said_to_do_it(text):
    assert accuses_somebody(text)


@pytest.mark.parametrize("text", NOT)
def test_a_repair_accuses_nobody(text):
    assert not accuses_somebody(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("投诉5号楼2单元502的狗，天天乱叫", "投诉5号楼2单元502的狗，天天乱叫"),
        (
            "我住3号楼1单元201，投诉5号楼2单元502，电话13855667788",
            "我住3号楼……，投诉5号楼2单元502，电话…",
        ),
        ("隔壁301把杂物堆在楼道里，我是王桂兰", "隔壁301把杂物堆在楼道里，我是…"),
        ("5-2-502养鸡太臭了，我家在501", "5-2-502养鸡太臭了，我家在…"),
        ("楼上13855667788打过我", "楼上…打过我"),
    ],
)
def test_the_accused_door_stays_and_hers_is_covered(text, shown):
    assert covered_but_accused(text) == shown


def test_whose_door_it_is():
    assert tells_of_hers("我家在3号楼") and tells_of_hers("我住501")
    assert not tells_of_hers("投诉5号楼2单元的狗")


@pytest.mark.parametrize(
    ("text", "theirs"),
    [
        ("投诉5号楼2单元的狗，天天乱叫", True),
        ("502天天把电动车停在通道", True),
        ("楼上太吵了，3号楼2单元501", False),
        ("投诉楼上半夜吵，3号楼2单元501", False),
        ("我住3号楼1单元201，投诉5号楼2单元502", False),
        ("3号楼2单元501漏水", False),
    ],
)
def test_whose_place_is_named(text, theirs):
    assert names_their_place(text) is theirs
