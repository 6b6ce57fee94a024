"""What staff write down for others, in the words they use for it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.filing import Filing, read_filing, says_more
from domain.origin import Origin
from domain.place import CompoundName, read_place

COMPOUNDS = (CompoundName("yongan-garden", "永安花园", ("永安小区",)),)
WALK_IN, PATROL = Origin.WALK_IN, Origin.PATROL


@pytest.mark.parametrize(
    ("text", "matter", "name"),
    [
        ("代 3号楼2单元501：厨房下水堵了", "3号楼2单元501：厨房下水堵了", ""),
        ("代3号楼2单元501：厨房下水堵了", "3号楼2单元501：厨房下水堵了", ""),
        ("代报3-2-501下水堵了", "3-2-501下水堵了", ""),
        ("代报修：3-2-501下水堵了", "3-2-501下水堵了", ""),
        ("代居民报 3-2-501下水堵了", "3-2-501下水堵了", ""),
        ("代，三号楼二单元五零一厨房下水堵了", "三号楼二单元五零一厨房下水堵了", ""),
        ("代三号楼二单元五零一厨房下水堵了", "三号楼二单元五零一厨房下水堵了", ""),
        ("代永安花园3号楼灯坏了", "永安花园3号楼灯坏了", ""),
        ("代\n3号楼2单元501\n厨房下水堵了。", "3号楼2单元501\n厨房下水堵了", ""),
        ("代 张大娘 3-2-501 下水堵了", "3-2-501 下水堵了", "张大娘"),
        ("代：张大娘3-2-501下水堵了", "3-2-501下水堵了", "张大娘"),
        ("代 张大娘家 3-2-501 下水堵了", "3-2-501 下水堵了", "张大娘"),
        ("代 老王 3-2-501 下水堵了", "老王 3-2-501 下水堵了", ""),
        ("代 老人家：家里停电了", "家里停电了", "老人家"),
        ("代 王桂英 3-2-501 下水堵了", "3-2-501 下水堵了", "王桂英"),
        ("代 保安师傅 骂人 3-2-501", "保安师傅 骂人 3-2-501", ""),
        ("代 路灯坏 3号楼", "路灯坏 3号楼", ""),
        ("代 王建国 3-2-501", "王建国 3-2-501", ""),
        ("代 张大娘", "张大娘", ""),
        ("代", "", ""),
        ("代报：", "", ""),
    ],
)
def test_what_is_written_for_a_resident(text, matter, name):
    assert read_filing(text, COMPOUNDS) == Filing(WALK_IN, matter, name)


@pytest.mark.parametrize(
    ("text", "matter"),
    [
        ("巡 3号楼东侧井盖松动", "3号楼东侧井盖松动"),
        ("巡3号楼东侧井盖松动", "3号楼东侧井盖松动"),
        ("巡查：井盖松动", "井盖松动"),
        ("巡查发现3号楼井盖松动", "3号楼井盖松动"),
        ("巡逻时看到楼道堆东西", "楼道堆东西"),
        ("发现3号楼井盖松动", "3号楼井盖松动"),
        ("发现：垃圾没清", "垃圾没清"),
        ("巡", ""),
    ],
)
def test_what_was_found_on_patrol(text, matter):
    assert read_filing(text, COMPOUNDS) == Filing(PATROL, matter)


@pytest.mark.parametrize(
    "text",
    [
        "代办点在哪",
        "代我谢谢师傅",
        "代3天班",
        "代课老师什么时候来",
        "巡视组来了",
        "巡查组什么时候来",
        "发现是下水管裂了，已换好",
        "发现我家3号楼漏水",
        "发现不了",
        "发现",
        "3号楼2单元501：厨房下水堵了",
        "",
    ],
)
def test_what_only_begins_so_is_nothing_of_the_kind(text):
    assert read_filing(text, COMPOUNDS) is None


@given(st.text())
def test_reading_never_fails_and_adds_nothing(text):
    for marked in (text, f"代 {text}", f"巡 {text}"):
        found = read_filing(marked, COMPOUNDS)
        assert found is None or found.text in marked


MATTERS = st.sampled_from(["厨房下水堵了", "楼道灯不亮", "暖气不热", "电梯停了", "门口堆垃圾"])
HOMES = st.tuples(st.integers(1, 40), st.integers(1, 6), st.integers(1, 30), st.integers(1, 4))
NAMES = st.sampled_from(["", "张大娘", "李大爷", "王师傅", "老人家", "陈桂英"])
MARKS = st.sampled_from(["代 ", "代：", "代报 ", "代，", "代\n"])


@given(MARKS, NAMES, HOMES, MATTERS)
def test_place_and_matter_always_come_through(mark, name, home, matter):
    building, unit, floor, door = home
    where = f"{building}-{unit}-{floor}{door:02}"
    found = read_filing(f"{mark}{name} {where} {matter}".replace("  ", " "), COMPOUNDS)
    assert found == Filing(WALK_IN, f"{where} {matter}", name)
    place = read_place(found.text)
    assert (place.building, place.unit, place.room) == (
        str(building),
        str(unit),
        f"{floor}{door:02}",
    )


@pytest.mark.parametrize(
    ("text", "more"),
    [("3号楼2单元501", False), ("3-2-501", False), ("3-2-501 下水", True), ("有人吗", True)],
)
def test_whether_there_is_more_than_where(text, more):
    assert says_more(text, read_place(text)) is more
