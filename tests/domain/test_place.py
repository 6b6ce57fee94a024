"""Reading a place: what residents write, what only looks like a place, and properties."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.place import CompoundName, Place, read_place

COMPOUNDS = (
    CompoundName("yiyuan", "一医院家属院", ("医院老院",)),
    CompoundName("jinshui", "金水花园", ()),
)

WRITTEN = [
    ("3号楼2单元501水管漏了", Place(building="3", unit="2", room="501")),
    ("三栋二单元的灯不亮", Place(building="3", unit="2")),
    ("住3-2-501，暖气不热", Place(building="3", unit="2", room="501")),
    ("3-501门铃坏了", Place(building="3", room="501")),
    ("8#楼东单元4楼西户", Place(building="8", unit="东", floor="4")),
    ("七号楼一单元五零二没水", Place(building="7", unit="1", room="502")),
    ("电梯停在12楼", Place(floor="12")),
    ("6-2楼道灯坏了", Place(building="6", unit="2")),
    ("A座1602跳闸", Place(building="A", room="1602")),
    ("b座大厅没人扫", Place(building="B")),
    ("二十一号楼", Place(building="21")),
    ("隔壁9号楼有人装修", Place(building="9")),
    ("１２号楼３单元", Place(building="12", unit="3")),
    ("十一棟頂樓漏水", Place(building="11", floor="顶")),
    ("负一楼车库积水", Place(floor="-1")),
    ("1#2单元门开不开", Place(building="1", unit="2")),
    ("5 hao lou 2 dan yuan 3 lou", Place(building="5", unit="2", floor="3")),
    ("2栋和5栋中间的路灯", Place(building="2")),
    ("3号楼2门501", Place(building="3", unit="2", room="501")),
    ("三号楼二门的灯", Place(building="3", unit="2")),
    ("7号楼甲单元", Place(building="7", unit="甲")),
    ("7#-1-302", Place(building="7", unit="1", room="302")),
    ("3/2/501", Place(building="3", unit="2", room="501")),
    ("我家3.2.501，漏水", Place(building="3", unit="2", room="501")),
    ("3号楼2-501", Place(building="3", unit="2", room="501")),
    ("3号楼 2-501", Place(building="3", unit="2", room="501")),
    ("A座2-1102", Place(building="A", unit="2", room="1102")),
    ("3栋-2单元-501", Place(building="3", unit="2", room="501")),
    ("3-2单元-501", Place(building="3", unit="2", room="501")),
    ("我住3号2单元", Place(building="3", unit="2")),
    ("住3楼栋2单元", Place(building="3", unit="2")),
    ("叁号楼贰单元", Place(building="3", unit="2")),
    ("贰拾号楼二单元", Place(building="20", unit="2")),
    ("③号楼②单元", Place(building="3", unit="2")),
    ("3号楼2单源", Place(building="3", unit="2")),
    ("3号楼2单圆", Place(building="3", unit="2")),
    ("3好楼2单原501", Place(building="3", unit="2", room="501")),
    ("三豪楼二单元", Place(building="3", unit="2")),
    ("3号楼2单园", Place(building="3", unit="2")),
    ("san hao lou er dan yuan", Place(building="3", unit="2")),
    ("sanhaolouerdanyuan deng bu liang", Place(building="3", unit="2")),
    ("er shi san hao lou", Place(building="23")),
    ("3-2-4楼漏水", Place(building="3", unit="2", floor="4")),
    ("5号楼1单元和2单元没水", Place(building="5")),
    ("5号楼1、2单元没水", Place(building="5")),
    ("5号楼一二单元没水", Place(building="5")),
    ("building 3 unit 2", Place(building="3", unit="2")),
    ("Bldg 3, no heat", Place(building="3")),
    ("no water in unit 2 of building 3", Place(building="3", unit="2")),
    ("Building 3, Unit 2, Room 501", Place(building="3", unit="2", room="501")),
    ("leak in room 501", Place(room="501")),
]

NO_PLACE = [
    "2026-11-20停水通知看到了",
    "10-15岁的孩子能参加吗",
    "8-9点有人来吗",
    "给我打13800001234",
    "物业电话0371-66001234",
    "打119还是120",
    "涨到100块一个月",
    "从一楼到六楼都没人扫",
    "一栋楼都没水",
    "1120-37这个单子",
    "编号3-001",
    "b-000",
    "",
    "3.2.2024交的钱",
    "3.2.2008",
    "12/5/2003",
    "2026/11/20",
    "1/2",
    "10.30",
    "24/7/365",
    "3.2.501.2",
    "192.168.1.101",
    "11.5号",
    "3.5元",
    "24/11/120元",
    "电话371/66/501234",
    "they have been building 3 years",
    "building a wall",
    "①单元门坏了②电梯坏了",
    "陆栋家漏水",
    "下了2单圆通快递",
    "换了一好楼道就亮",
    "有2单原因不明",
    "gai shi dan yuan men",
    "wo shi san hao lou",
    "mei yi dan yuan",
    "车停在B2-118",
]


@pytest.mark.parametrize(("text", "place"), WRITTEN)
def test_reads_what_residents_write(text: str, place: Place) -> None:
    assert read_place(text) == place


@pytest.mark.parametrize("text", NO_PLACE)
def test_leaves_alone_what_only_looks_like_a_place(text: str) -> None:
    assert read_place(text).is_empty


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("金水花园3号楼灯坏了", "jinshui"),
        ("医院老院漏水", "yiyuan"),
        ("一医院家属元漏水", "yiyuan"),
        ("我家漏水", None),
    ],
)
def test_finds_the_compound_among_those_of_the_unit(text: str, code: str | None) -> None:
    assert read_place(text, COMPOUNDS).compound == code


GARDEN = (CompoundName("garden", "永安花园", ("永安小区", "花园小区")), *COMPOUNDS)


@pytest.mark.parametrize(
    "text",
    [
        "永按花园3号楼灯坏了",
        "咏安花园3号楼",
        "雍安花圆",
        "永安 花园 3号楼",
        "yongan huayuan 3 hao lou",
        "wo zhu yong an hua yuan",
        "永安的3号楼",
        "我住永安3-2-501",
        "永安那边的三号楼",
    ],
)
def test_a_name_of_four_characters_is_known_by_its_sound_and_its_beginning(text: str) -> None:
    assert read_place(text, GARDEN).compound == "garden"


@pytest.mark.parametrize(
    "text",
    ["永宁花园3号楼", "永安路3号楼", "永安社区的3号楼", "新永安3号楼", "花园3号楼", "永安的灯坏了"],
)
def test_what_only_resembles_a_name_is_no_compound(text: str) -> None:
    assert read_place(text, GARDEN).compound is None


@pytest.mark.parametrize("text", ["雍安花园3号楼", "永安的3号楼", "yongan huayuan"])
def test_of_two_compounds_equally_near_neither_is_meant(text: str) -> None:
    one, other = CompoundName("other", "咏安花园"), CompoundName("third", "永安新村")
    assert read_place(text, (*GARDEN, one, other)).compound is None
    assert read_place("咏安花园3号楼", (*GARDEN, one)).compound == "other"


def test_the_yard_of_a_number_is_not_within_a_greater_one() -> None:
    yard = (CompoundName("yard", "人和路6号院", ("6号院",)),)
    assert read_place("16号院漏水", yard).compound is None
    assert read_place("26号院和6号院", yard).compound == "yard"


def test_two_compounds_with_one_alias_stay_open() -> None:
    twins = (CompoundName("a", "东方家属院"), CompoundName("b", "西方家属院"))
    assert read_place("南方家属院漏水", twins).compound is None


def test_of_two_compounds_with_one_name_neither_is_meant() -> None:
    """An office's sheet may have 和平小区 in two of its communities."""
    twins = (
        CompoundName("a", "和平小区", ("北院",)),
        CompoundName("b", "和平小区", ("北院", "和平里")),
    )
    for text, written in (("和平小区3号楼", "和平小区"), ("北院漏水", "北院")):
        place = read_place(text, twins)
        assert (place.compound, place.compound_text) == (None, written)
    assert read_place("北院的和平里漏水", twins).compound == "b"


@pytest.mark.parametrize("before", ["11月", "11月 ", "从1号到", "2~", "今天", "11."])
def test_the_day_of_a_month_is_no_building(before: str) -> None:
    assert read_place(f"{before}3号2单元停水").building is None


@given(st.dates(date(1990, 1, 1), date(2049, 12, 31)), st.sampled_from("./"))
def test_a_date_is_no_place(day: date, mark: str) -> None:
    year, month, number = day.year, day.month, day.day
    for written in ((year, month, number), (number, month, year), (month, number, year)):
        assert read_place(f"{mark.join(map(str, written))}停水").is_empty
    assert read_place(f"{month}{mark}{number}停水").is_empty


@given(st.text(alphabet="0123456789-—#号楼栋单元层室东西ab一二十 ，:/.门甲③" + "院", max_size=60))
def test_never_raises_and_reads_twice_the_same(text: str) -> None:
    assert read_place(text, COMPOUNDS) == read_place(text, COMPOUNDS)


@given(st.integers(0, 99), st.text(alphabet="0123456789", min_size=3, max_size=4))
def test_a_number_after_a_dash_is_a_room_or_none_and_never_an_error(
    building: int, number: str
) -> None:
    floor, door = int(number[:-2]), int(number[-2:])
    if not (1 <= floor <= 60 and 1 <= door <= 40):
        assert read_place(f"{building}-{number}的灯坏了").room is None
    for text in (f"b-{number}", f"{building}-1-{number}"):
        assert read_place(text).room in (None, str(int(number)))


@given(st.integers(1, 99), st.integers(1, 12), st.integers(1, 30), st.integers(1, 9))
def test_every_way_of_writing_an_address_means_the_same(
    building: int, unit: int, floor: int, door: int
) -> None:
    room = f"{floor}{door:02d}"
    expected = Place(building=str(building), unit=str(unit), room=room)
    assert read_place(f"{building}号楼{unit}单元{room}") == expected
    assert read_place(f"{building}-{unit}-{room}") == expected
    assert read_place(f"{building}栋{unit}单元{room}室") == expected
    assert read_place(f"{building}栋-{unit}单元-{room}") == expected
    assert read_place(f"{building}号楼{unit}-{room}") == expected
    assert read_place(f"{building}号楼{unit}门{room}") == expected
    assert read_place(f"{building}#-{unit}-{room}") == expected
    for mark in "/.":
        parted = read_place(mark.join((str(building), str(unit), room)))
        assert parted == (expected if floor != 20 else Place())  # 2005 may be a year


@given(st.integers(1, 40), st.integers(1, 9))
def test_what_was_read_can_be_read_again(building: int, unit: int) -> None:
    first = read_place(f"我家在{building}号楼{unit}单元，灯坏了")
    assert read_place(f"{first.building}号楼{first.unit}单元") == first


@pytest.mark.parametrize(
    "text",
    [
        "窗台上厚厚一层灰",
        "楼梯扶手一层油泥，摸着黏手",
        "电梯停了，我妈要爬十三层",
        "水柱三层楼高",
        "四楼以上都没水",
        "对面要盖三十层",
    ],
)
def test_how_much_and_how_high_is_no_floor(text):
    assert read_place(text).floor is None


@pytest.mark.parametrize(
    ("text", "floor"),
    [
        ("1号楼4单元七楼顶层漏雨", "7"),
        ("4号楼一层大厅灯坏了", "1"),
        ("我住一层，下水反味", "1"),
        ("3号楼501，五楼过道灯也不亮", "5"),
        ("15-1702没水，楼下八楼说他家有", None),
    ],
)
def test_the_floor_is_that_of_the_home(text, floor):
    assert read_place(text).floor == floor


@pytest.mark.parametrize("text", ["院里共十四栋楼", "三栋老楼没有暖气", "十一栋楼只有三名保洁"])
def test_how_many_buildings_is_none_of_them(text):
    assert read_place(text).building is None


def test_a_building_said_without_a_number_mark_is_one():
    assert read_place("三栋楼后面那棵树").building == "3"
