"""What is more of a report, and what is a matter of its own."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.catalogue_file import load_catalogue
from domain.burst import MOST_WINDOWS, Next, is_going_on, joined
from domain.place import read_place
from domain.understanding import understand

_LOADED = load_catalogue()
WINDOW = timedelta(seconds=20)
NOW = datetime(2026, 11, 18, 1, tzinfo=UTC)


def after(before: str, text: str) -> Next:
    first = understand(before, _LOADED)
    known = tuple(one.category for one in first.matters)
    alone, together = understand(text, _LOADED), understand(joined((before, text)), _LOADED)
    said = read_place(before)
    return Next(before, text, alone, first, together, said, known or ("unclear",))


MORE = [
    ("家里停水了", "3号楼"),
    ("家里停水了", "2单元501"),
    ("家里停水了", "从早上就没水"),
    ("家里停水了", "老人在家"),
    ("3号楼", "家里停水了"),
    ("2单元501", "厨房下水道堵了"),
    ("3号楼2单元楼道灯坏了", "3号楼2单元501"),
    ("3号楼停水了", "说错了，是4号楼"),
    ("", "家里停水了"),
    ("建议院里装个充电桩", "装在大门口就行"),
    ("2单元501，老人在家", "3号楼，家里停水了"),
    ("晚上临停的车把人行道占严了", "推婴儿车只能走车道"),
    ("楼上剁饺子馅剁到十点半", "天花板粉掉我碗里"),
]
OTHER = [
    ("家里停水了", "垃圾没人收"),
    ("家里停水了", "消防通道被车堵了"),
    ("3号楼2单元楼道灯坏了", "楼下烧烤摊油烟大"),
    ("3号楼2单元楼道灯坏了", "5号楼1单元灯也坏了"),
    ("3号楼2单元楼道灯坏了", "3号楼2单元门坏了"),
    ("建意院里装个充电庄", "楼道灯坏了"),
    ("家里停水了", "着火了"),
    ("垃圾好几天没人收", "楼到灯怀了"),
    ("垃圾好几天没人收", "充电桩没电，插上没反应"),
    ("8栋门口路灯一闪一闪，跟拍鬼片似的", "烟道倒灌，我家厨房全是别家炒辣椒的味儿，呛得眼泪直流"),
    ("家里停水了", "催一下，怎么还没人来"),
    ("家里停水了", "谢谢你们"),
    ("家里停水了", "好的"),
]


@pytest.mark.parametrize(("before", "text"), MORE)
def test_it_is_more_of_the_same(before, text):
    assert after(before, text).is_more


@pytest.mark.parametrize(("before", "text"), OTHER)
def test_it_is_something_else(before, text):
    assert not after(before, text).is_more


def test_after_a_danger_all_but_another_building_tells_of_it():
    assert after("3号楼着火了", "二楼在冒烟").is_same_danger
    assert after("3号楼着火了", "楼上还有老人").is_same_danger
    assert not after("3号楼着火了", "5号楼也着火了").is_same_danger
    assert not after("3号楼着火了", "好的").is_same_danger


@pytest.mark.parametrize(
    "text",
    [
        *("5号楼", "5号楼2单元电梯门打不开", "打物业电话没人接", "物业把消防通道锁了"),
        *("3号楼大门打不开", "3号楼2单元501厨房着火", "里面有个小孩", "5号楼停电了"),
    ],
)
def test_what_helps_the_rescue_goes_to_the_rescue(text):
    assert after("电梯里困人了！", text).is_same_danger
    assert after("着火了！", text).is_same_danger


@pytest.mark.parametrize(
    "text",
    ["灯坏了 5号楼", "楼道灯坏了，3号楼2单元", "物业乱收费没人管", "我要投诉物业张强态度恶劣"],
)
def test_a_general_matter_is_no_part_of_a_danger(text):
    assert not after("电梯里困人了！", text).is_same_danger
    assert after("电梯里困人了！", text).is_general


@given(st.lists(st.integers(1, 40), max_size=12))
def test_it_goes_on_while_no_gap_is_longer_than_the_window(gaps):
    moments, at = [], NOW
    for gap in gaps:
        at += timedelta(seconds=gap)
        moments.append(at)
    said, now = moments[:-1], at
    short = not gaps or gaps[-1] <= 20
    near = now - NOW <= MOST_WINDOWS * WINDOW
    assert is_going_on(NOW, said, now, WINDOW) is (short and near)
    assert not is_going_on(NOW, said, now, timedelta())
