"""What is covered of a text that goes to the side complained about, and what is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.shield import (
    COVER,
    accuses_neighbour,
    asks_to_be_sealed,
    covered,
    names_said,
    only_asks_to_be_sealed,
    without_wish,
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("我是王桂兰，下午在家", "我是…，下午在家"),
        ("电话13800138000", "电话…"),
        ("李大妈家又漏了", "…家又漏了"),
        ("王桂兰", "…"),
        ("慕容雪莲", "…"),
        ("慕容雪莲家漏水", "…家漏水"),
        ("张伟，下午在", "…，下午在"),
        ("找王桂兰", "找…"),
        ("王桂兰在家，下午来", "…在家，下午来"),
        ("水管不在家里", "水管不在家里"),
        ("老公叫张建国，下午在家", "老公叫…，下午在家"),
        ("跟我对门的刘淑英一样", "跟我对门的…一样"),
        ("我住老李家楼上", "我住…家楼上"),
        ("请物业去找慕容雪莲", "请物业去找…"),
        ("找欧阳女士开门", "找…开门"),
        ("小区的王桂兰阿姨反映的", "小区的…反映的"),
        ("打138 0013 8000或者138-0013-8000", "打…或者…"),
        ("１３８００１３８０００", "…"),
        ("一三八零零一三八零零零", "…"),
        ("3号楼2单元501", "3号楼……"),
        ("3-2-501", "…"),
        ("我住五零二室", "我住…"),
        ("在六楼，三单元", "在…，…"),
        ("车牌豫A12345", "车牌…"),
        ("加我微信 wang_guilan", "加我…"),
        ("写到 wang@example.com", "写到 …"),
        ("1️⃣3️⃣8️⃣0️⃣", "…️⃣"),
    ],
)
def test_what_tells_who_or_which_door_is_covered(text, shown):
    assert covered(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "在家，下午来吧",
        "下午15:30到家，17:00以后也行",
        "10-11点有人",
        "多收了我们300元，一个月涨50块",
        "3号楼门口那个灯",
        "2天前就说过了",
        "我是说你们没来",
        "请马师傅带梯子来",
        "马上，方便",
        "有时间，白天都行",
        "周末，孙子在家",
        "高了，单元门关不上，谢谢",
        "水管，单元门口",
        "楼上漏水，找物业三次了",
        "阿姨们都说太吵",
    ],
)
def test_what_is_needed_to_help_stays(text):
    assert covered(text) == text


def test_a_name_that_is_known_is_covered_wherever_it_stands():
    assert covered("找王桂兰，或者WANG Guilan", ["王桂兰", "Wang Guilan"]) == "找…，或者…"
    assert covered("王", ["王"]) == "王"
    assert names_said("我是3号楼的，我叫王桂兰，业主都这么说") == {"王桂兰"}


@given(st.text(), st.text("0123456789", min_size=3, max_size=20), st.text())
def test_no_long_number_is_ever_shown(before, number, after):
    shown = covered(f"{before}，号码{number}，{after}")
    assert f"号码{number}，" not in shown and COVER in shown


@given(st.text(), st.text(st.characters(categories=["Lo"]), min_size=2, max_size=4), st.text())
def test_no_known_name_is_ever_shown(before, name, after):
    assert name not in covered(before + name + after, [name])


def test_an_address_is_covered_from_the_beginning_of_its_word():
    for said in ("邮箱wang@x.cn", "a@b", "写给wang@@x.cn 吧", "15:30联系wang@x.cn", "a.b-c@d@e"):
        assert "@" not in covered(said) and "wang" not in covered(said)
    assert covered("15:30联系wang@x.cn").startswith("15:30")


@pytest.mark.parametrize(
    "text",
    [
        "请保密",
        "请给我保密，谢谢",
        "匿名举报楼上养鸡",
        "楼上太吵，别说是我说的",
        "不要告诉他们是我反映的",
        "千万别让邻居知道是我",
        "别把我说出去",
        "别透露我的名字",
        "我不想让他知道",
        "别让物业的人知道啊",
        "楼上太吵，千万别让他们知道",
    ],
)
def test_she_asks_that_nobody_learn_who_it_is(text):
    assert asks_to_be_sealed(text)


@pytest.mark.parametrize(
    "text",
    [
        "别让他知道我家漏水的事拖到现在",
        "物业泄露业主信息",
        "别说了快来",
        "灯坏了",
        "不要告诉我没人管",
    ],
)
def test_other_words_ask_for_no_seal(text):
    assert not asks_to_be_sealed(text)


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("请保密", True),
        ("我不想让他知道", True),
        ("别说是我说的，谢谢", True),
        ("别说是我说的，行吗", True),
        ("千万别让邻居知道是我", True),
        ("请给我保密啊", True),
        ("3号楼门坏了，请保密", False),
        ("请保密，没电了", False),
        ("请保密，楼下太吵", False),
        ("灯坏了", False),
    ],
)
def test_whether_the_wish_is_all_she_says(text, alone):
    assert only_asks_to_be_sealed(text) is alone


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("楼上着火了，别说是我说的，快来", "楼上着火了，快来"),
        ("请保密", "请保密"),
        ("灯坏了", "灯坏了"),
    ],
)
def test_what_happened_is_read_without_the_wish(text, left):
    assert without_wish(text) == left


@pytest.mark.parametrize(
    ("text", "names_one"),
    [
        ("消防通道被堵了，邻居老李堆杂物还骂人", True),
        ("隔壁把电动车停在消防通道", True),
        ("楼上那家天天吵", True),
        ("对门占着楼道", True),
        ("楼上漏水了", False),
        ("楼下路灯坏了", False),
        ("隔壁小区停水了", False),
        ("邻居们都说没水", False),
    ],
)
def test_whether_somebody_next_door_is_said_to_do_it(text, names_one):
    assert accuses_neighbour(text) is names_one


@pytest.mark.parametrize(
    "text",
    [
        "My neighbour is noisy every night, please keep it secret",
        "Please don't tell them it was me",
        "keep my name private",
        "don’t let him know who I am",
        "anonymous please: the guard took money",
    ],
)
def test_in_english_too_she_may_ask_that_nobody_learns_it(text: str) -> None:
    assert asks_to_be_sealed(text)


@pytest.mark.parametrize(
    "text", ["please don't tell me to call", "do not let the water run, I am afraid", "who is it?"]
)
def test_what_only_sounds_like_that_wish_in_english(text: str) -> None:
    assert not asks_to_be_sealed(text)


def test_a_neighbour_is_accused_in_english_too() -> None:
    assert accuses_neighbour("The neighbours' dog barks all night")
    assert not accuses_neighbour("my neighbour fell and does not move")
