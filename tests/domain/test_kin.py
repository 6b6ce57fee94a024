"""妈妈家, 我听不见: what a resident says of homes and of the phone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.kin import (
    OTHERS,
    declared,
    declares_own,
    meant,
    others_of,
    says_moved,
    wants_no_calls,
    wants_only_no_calls,
    whose_home,
    with_home,
    without_home,
)
from domain.place import read_place

THREE, FIVE = {"building": "3"}, {"building": "5"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("我妈家停水了", "mother"),
        ("妈妈家里没电", "mother"),
        ("我爸妈那边暖气不热", "parents"),
        ("奶奶家灯坏了", "grandparents"),
        ("我儿子家漏水", "son"),
        ("老房子漏水", "old"),
        ("另一个家停水了", "second"),
        ("我家停水了", None),
        ("我妈在家，走不动", None),
        ("王大妈家漏水", None),
        ("漏到楼下李姐家了", None),
        ("我姐家漏水", "sister"),
        ("姑妈家停水", None),
        ("孩子家长堵在门口", None),
        ("楼上老人家走不动", None),
        ("", None),
    ],
)
def test_whose_home_a_text_names(text, code):
    assert whose_home(text) == code


@pytest.mark.parametrize(
    "text", ["我妈家在5号楼1单元302", "妈妈家：5号楼1单元302", "我妈住5号楼1单元302。"]
)
def test_a_home_is_told(text):
    found = declared(text)
    assert found is not None
    code, place = found
    assert (code, place.building, place.unit, place.room) == ("mother", "5", "1", "302")


@pytest.mark.parametrize(
    "text", ["我妈家停水了", "我妈家在5号楼1单元302漏水了", "我家在5号楼", "我妈家在哪"]
)
def test_no_home_is_told(text):
    assert declared(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "我听不见，别打电话",
        "我是聋哑人",
        "我耳朵听不见，发文字吧",
        "请不要给我打电话",
        "楼道灯坏了，别打电话",
    ],
)
def test_she_is_not_to_be_phoned(text):
    assert wants_no_calls(text)


@pytest.mark.parametrize(
    "text",
    [
        "楼上吵得我听不见电视",
        "物业不接电话",
        "我打电话没人接",
        "别让他们半夜大声打牌",
        "电话打不通",
    ],
)
def test_that_is_no_such_wish(text):
    assert not wants_no_calls(text)


@pytest.mark.parametrize(
    "text",
    [
        "我听不见，别打电话",
        "您好，我是聋哑人，请发短信联系",
        "我耳朵听不见，发文字吧。",
        "我是聋哑人，有事给我发微信，谢谢！",
        "我听不见的，以后都用文字说",
    ],
)
def test_nothing_else_is_said_with_that_wish(text):
    assert wants_only_no_calls(text)


@pytest.mark.parametrize(
    "text",
    ["我是聋哑人。家里停水了", "我听不见，家里没水", "别打电话，屋里冷", "我是聋哑人，楼上太吵"],
)
def test_with_that_wish_something_is_reported(text):
    assert wants_no_calls(text) and not wants_only_no_calls(text)


def test_her_own_home_is_meant_where_no_other_is_named():
    found = meant(THREE, {"mother": FIVE}, "灯坏了")
    assert (found.whose, found.known, found.unclear) == (None, THREE, ())


def test_the_only_one_of_two_parents_is_meant_by_either_name():
    assert meant(THREE, {"mother": FIVE}, "我爸妈家停水了").known == FIVE
    both = meant(THREE, {"mother": FIVE, "father": THREE}, "爸妈家停水了")
    assert (both.known, both.unclear) == ({}, ("father", "mother"))


def test_of_a_home_nobody_told_of_nothing_is_known():
    found = meant(THREE, {}, "妈妈家停水了")
    assert (found.whose, found.known, found.unclear) == ("mother", {}, ())


@given(st.lists(st.tuples(st.sampled_from(sorted(OTHERS)), st.booleans()), max_size=12))
def test_homes_come_and_go(steps):
    about, known = None, set()
    for code, comes in steps:
        about = with_home(about, code, FIVE) if comes else without_home(about, code)
        known = known | {code} if comes else known - {code}
        assert others_of(about).keys() == known


@pytest.mark.parametrize(
    ("text", "whose", "building"),
    [
        ("My mother lives in building 5 unit 1", "mother", "5"),
        ("my mom's flat is building 6", "mother", "6"),
        ("our parents are in building 2", "parents", "2"),
    ],
)
def test_homes_of_others_are_told_of_in_english(text, whose, building):
    told = declared(text)
    assert told is not None and (told[0], told[1].building) == (whose, building)


@pytest.mark.parametrize(
    "text",
    [
        "I live in building 3 unit 2 room 501",
        "my home is 永安花园 building 3",
        "I moved to building 5",
    ],
)
def test_her_own_home_in_english(text):
    assert declares_own(text, read_place(text))


@pytest.mark.parametrize(
    "text",
    [
        "I live in building 3 and the lamp is broken",
        "my son is in building 5, drunk",
        "my mother lives alone",
        "I live in fear",
    ],
)
def test_what_is_the_matter_is_told_in_english_too(text):
    assert declared(text) is None and not declares_own(text, read_place(text))


def test_an_english_name_for_her_home():
    assert says_moved("I've just moved.") and not says_moved("I moved to building 5")
    assert whose_home("There is no water in my mother's house") == "mother"
