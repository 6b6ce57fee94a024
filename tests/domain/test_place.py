"""Reading a place: what residents write, what only looks like a place, and properties."""

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


def test_two_compounds_with_one_alias_stay_open() -> None:
    twins = (CompoundName("a", "东方家属院"), CompoundName("b", "西方家属院"))
    assert read_place("南方家属院漏水", twins).compound is None


@given(st.text(alphabet="0123456789-—#号楼栋单元层室东西ab一二十 ，:/" + "院", max_size=60))
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


@given(st.integers(1, 40), st.integers(1, 9))
def test_what_was_read_can_be_read_again(building: int, unit: int) -> None:
    first = read_place(f"我家在{building}号楼{unit}单元，灯坏了")
    assert read_place(f"{first.building}号楼{first.unit}单元") == first
