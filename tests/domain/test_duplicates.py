"""Which reports are one matter: pairs that are, pairs that must never be."""

import itertools
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.catalogue_file import load_catalogue
from domain.duplicates import (
    MergeRule,
    Voice,
    at_one_place,
    came_back,
    find_same,
    flood_in,
    household_of,
    raised_level,
    same_matter,
    spot_of,
    spots_near,
)
from domain.place import CompoundName, read_place
from domain.policy import LEVELS
from domain.understanding import understand

NOW = datetime(2026, 11, 18, 9, tzinfo=UTC)
CATALOGUE = load_catalogue()
RULE = MergeRule()
GARDEN = (CompoundName("garden", "永安花园"),)
_numbers = itertools.count(1)


def voice(text: str, owner: int | None = None, **more) -> Voice:
    """A report as the program would take it down; its writer lives in that compound."""
    number = next(_numbers)
    read = understand(text, CATALOGUE, GARDEN)
    matter = read.matters[0]
    place = read_place(text, GARDEN).to_json() | {"compound": "garden"}
    usual = Voice(
        number,
        owner or number,
        matter.route.value,
        matter.category,
        matter.level,
        matter.against,
        read.kind.value,
        text,
        place,
        NOW,
    )
    return replace(usual, **more)


def are_same(first: str, second: str, **more) -> bool:
    """In both directions, and found by the same read."""
    one, two = voice(first, **more), voice(second, **more)
    found = same_matter(two, one, CATALOGUE)
    assert found == same_matter(one, two, CATALOGUE)
    if found:
        assert spot_of(one, CATALOGUE) in spots_near(two, CATALOGUE)
        assert spot_of(two, CATALOGUE) in spots_near(one, CATALOGUE)
    return found


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("3号楼2单元电梯坏了", "3号楼电梯停了，老人上不去"),
        ("3号楼2单元电梯坏了", "3栋2单元的电梯又停运了，啥时候修"),
        ("3-2-501，电梯用不了", "3号楼2单元电梯坏了好几天"),
        ("3号楼2单元楼道灯坏了", "3号楼2单元楼道灯不亮，摔跤咋办"),
        ("3号楼家里暖气不热", "3号楼502暖气片冰凉冰凉的"),
        ("3号楼没暖气了", "我们3号楼暖气一点不热"),
        ("3号楼停水了", "3号楼1单元没水了，咋做饭"),
        ("3号楼停电了", "我们3号楼突然停电"),
        ("小区大门的门禁坏了", "小区大门坏了关不上"),
        ("3号楼垃圾堆满了没人收", "3号楼楼下垃圾没人收，臭死了"),
        ("3号楼前花坛边那棵大树歪了要倒", "3号楼前花坛边那棵大树歪了，要倒了"),
        ("物业乱收停车费", "停车费物业又乱涨价"),
        ("3号楼2单元灯不亮", "3-2 楼道灯坏了"),
        ("院里垃圾桶满了", "垃圾箱都溢出来了"),
        ("消防通道被车堵了", "有车停在消防通道上"),
        ("井盖丢了，7号楼旁边", "7号楼边上井盖没了"),
        ("停水了", "咋没水了"),
        ("永安花园停电了", "整个院子都没电"),
        ("快递柜没电了，扫不了码", "门口快递柜黑屏了"),
        ("5号楼旁边的充电桩扫码没反应", "5号楼边上充电桩扫不上"),
        ("滑梯破了，划着孩子", "儿童滑梯裂了个口子"),
        ("门口道闸不抬杆", "进门的道闸坏了"),
        ("院里一股臭味", "小区里臭烘烘的，不知道哪来的味"),
    ],
)
def test_the_same_matter_in_other_words(first, second):
    assert are_same(first, second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        # another place
        ("3号楼2单元电梯坏了", "4号楼2单元电梯坏了"),
        ("3号楼1单元电梯坏了", "3号楼2单元电梯坏了"),
        ("3号楼2单元3楼楼道灯坏了", "3号楼2单元5楼楼道灯坏了"),
        ("3号楼停水了", "5号楼停水了"),
        ("小区北门坏了关不上", "小区南门坏了关不上"),
        ("3号楼前面的路灯不亮", "8号楼前面的路灯不亮"),
        ("3号楼东边草坪没人管全是杂草", "3号楼西边草坪没人管全是杂草"),
        # another thing, or another trouble of it
        ("3号楼2单元电梯坏了", "3号楼2单元楼道灯坏了"),
        ("3号楼2单元电梯坏了", "3号楼2单元单元门坏了"),
        ("3号楼2单元电梯坏了", "3号楼2单元电梯里有人乱画"),
        ("3号楼停水了", "3号楼停电了"),
        ("3号楼暖气不热", "3号楼暖气漏水"),
        ("3号楼楼道灯坏了", "3号楼楼道堆满杂物"),
        ("小区停车费太贵", "小区物业费太贵"),
        ("东边的路灯不亮", "西边的路灯不亮"),
        ("北门道闸坏了", "南门道闸坏了"),
        ("3号楼垃圾桶满了", "院里垃圾桶满了"),
        ("快递柜没电了", "停电了"),
        # within one home
        ("3号楼2单元灯不亮", "3号楼2单元501厨房灯不亮"),
        ("3号楼2单元楼道灯坏了", "3号楼2单元我家灯坏了"),
        ("3号楼2单元灯不亮", "3号楼2单元前面的路灯不亮"),
        ("停电了", "家里停电了"),
        ("3号楼2单元502厨房下水道堵了", "3号楼2单元302厨房下水道堵了"),
        ("3号楼厨房下水道堵了", "3号楼厨房下水道堵了"),
        ("3号楼2单元502家里水管漏水", "3号楼2单元302家里水管漏水"),
        ("3号楼停水了", "3号楼别家有水就我家停水了"),
        ("3号楼就我家没水了", "3号楼就我家没水了"),
        # a neighbour must not learn of a complaint
        ("3号楼楼上半夜一直吵，孩子睡不着", "3号楼楼上半夜一直吵，孩子睡不着"),
        # too little to tell
        ("3号楼", "3号楼"),
        ("修一下", "修一下"),
    ],
)
def test_other_matters_never_match(first, second):
    assert not are_same(first, second)


def test_a_complaint_is_no_plain_request():
    one, two = voice("物业乱收停车费"), voice("物业乱收停车费")
    assert same_matter(two, one, CATALOGUE)
    for against in (None, "community", "neighbour"):
        assert not same_matter(replace(two, against=against), one, CATALOGUE)
    assert not same_matter(replace(two, route="property"), one, CATALOGUE)


def test_within_one_home_it_is_the_same():
    home = {"building": "3", "unit": "2", "room": "502", "compound": "garden"}
    one = voice("厨房下水道堵了", place=home)
    two = voice("厨房下水道堵了！", place=home)
    assert same_matter(two, one, CATALOGUE)


def test_one_person_may_say_it_more_freely():
    words = ("3号楼楼上半夜一直吵，孩子睡不着", "3号楼楼上又是半夜吵，孩子睡不着觉")
    assert not are_same(*words)
    assert are_same(*words, owner=7)
    assert not are_same("3号楼2单元电梯坏了", "3号楼2单元门坏了", owner=7)


def test_a_danger_is_the_same_danger_in_its_building_for_a_while():
    one = voice("3号楼着火了")
    two = voice("3号楼起火了好大的烟")
    assert one.level == "L0"
    assert same_matter(two, one, CATALOGUE)
    later = replace(two, opened_at=NOW + timedelta(hours=3))
    assert not same_matter(later, one, CATALOGUE)
    assert not same_matter(voice("4号楼着火了"), one, CATALOGUE)
    assert not same_matter(voice("3号楼2单元电梯坏了"), one, CATALOGUE)


@pytest.mark.parametrize(
    "text", ["建议在3号楼旁边装几个健身器材", "希望3号楼前面多种点花，提个建议"]
)
def test_suggestions_are_never_merged(text):
    assert spot_of(voice(text), CATALOGUE) is None


def test_without_a_compound_nothing_is_alike():
    lost = voice("3号楼电梯坏了", place={"compound": None, "building": "3"})
    assert spot_of(lost, CATALOGUE) is None


def test_what_most_say_comes_first_then_the_oldest():
    lift = [voice("3号楼2单元电梯坏了", households=n) for n in (1, 3, 3)]
    new = voice("3号楼2单元电梯停了")
    assert find_same(new, lift, CATALOGUE) == lift[1]
    mine = replace(new, id=new.id + 1)
    assert find_same(mine, [*lift, new], CATALOGUE) == new
    incident = replace(lift[0], incident=True)
    assert find_same(new, [incident, *lift[1:]], CATALOGUE) == incident
    assert find_same(new, [new], CATALOGUE) is None


def cold(building: int, **more) -> Voice:
    return voice(f"{building}号楼暖气不热", **more)


def test_a_flood_is_many_households_of_several_buildings_within_a_short_time():
    alike = [cold(n) for n in (1, 1, 2, 2)]
    assert flood_in(cold(3), alike, CATALOGUE, RULE) == tuple(alike)
    assert flood_in(cold(3), alike[:3], CATALOGUE, RULE) == ()
    assert flood_in(cold(1), [cold(1) for _ in range(9)], CATALOGUE, RULE) == ()
    old = [replace(one, opened_at=NOW - timedelta(minutes=61)) for one in alike]
    assert flood_in(cold(3), old, CATALOGUE, RULE) == ()
    many = cold(2, households=4)
    assert flood_in(cold(3), [many], CATALOGUE, RULE) == (many,)
    assert flood_in(voice("3号楼停水了"), alike, CATALOGUE, RULE) == ()
    assert flood_in(voice("3号楼2单元电梯坏了"), alike, CATALOGUE, RULE) == ()
    mine = alike[0].owner
    assert flood_in(cold(3, owner=mine), alike, CATALOGUE, RULE) == ()


@pytest.mark.parametrize(
    ("level", "households", "raised", "to"),
    [
        ("L3", 2, 0, "L3"),
        ("L3", 3, 0, "L2"),
        ("L4", 30, 0, "L3"),
        ("L2", 3, 0, "L1"),
        ("L1", 99, 0, "L1"),
        ("L0", 99, 0, "L0"),
        ("L3", 99, 1, "L3"),
    ],
)
def test_enough_households_raise_the_level_once(level, households, raised, to):
    assert raised_level(level, households, raised, RULE) == to


@given(st.sampled_from(LEVELS), st.integers(1, 2000), st.integers(0, 3), st.integers(2, 50))
def test_a_level_never_falls_and_never_becomes_a_danger(level, households, raised, bar):
    to = raised_level(level, households, raised, MergeRule(households_raise=bar))
    assert to <= level
    assert (to == "L0") is (level == "L0")


@given(st.text(max_size=80), st.text(max_size=80), st.sampled_from([None, "3"]))
def test_any_texts_can_be_compared_both_ways(first, second, building):
    place = {"compound": "garden", "building": building}
    one = replace(voice("3号楼2单元电梯坏了"), text=first, place=place)
    two = replace(voice("3号楼2单元电梯坏了"), text=second, place=place)
    found = same_matter(one, two, CATALOGUE)
    assert found == same_matter(two, one, CATALOGUE)
    if found:
        assert spot_of(one, CATALOGUE) in spots_near(two, CATALOGUE)


@given(
    st.integers(1, 9),
    st.fixed_dictionaries(
        {name: st.sampled_from([None, "1", "2"]) for name in ("building", "unit", "room")}
    ),
)
def test_a_household_is_a_home_or_a_person(owner, place):
    mine = household_of(owner, place | {"compound": "garden"})
    other = household_of(owner + 1, place | {"compound": "garden"})
    assert (mine == other) is bool(place["room"] and place["building"])
    assert len(household_of(10**18, place | {"compound": "c" * 24})) < 160


def test_when_it_was_is_no_side_of_anything():
    first = voice("3号楼2单元501厨房水管子漏水", owner=7)
    again = voice("3号楼2单元501上回那个厨房水管子下午又漏水", owner=7)
    assert same_matter(again, first, CATALOGUE)
    upstairs = voice("3号楼2单元501厨房上面水管子漏水", owner=7)
    assert not same_matter(upstairs, first, CATALOGUE)


def at_home(text: str, building: str | None) -> Voice:
    """A voice that names no building, of somebody whose home is known."""
    return voice(text, place={"compound": "garden", "building": building})


def test_what_all_share_is_the_compounds_unless_a_building_is_named():
    one, two = at_home("垃圾桶满了没人收", "3"), at_home("院里垃圾没人清", "5")
    assert same_matter(one, two, CATALOGUE)
    assert spot_of(one, CATALOGUE) == spot_of(two, CATALOGUE) == "garden/rubbish/"
    named = voice("3号楼垃圾没人收")
    assert same_matter(named, one, CATALOGUE)
    assert not same_matter(named, two, CATALOGUE)
    assert spot_of(named, CATALOGUE) == "garden/rubbish/3" in spots_near(one, CATALOGUE)
    assert spot_of(one, CATALOGUE) in spots_near(named, CATALOGUE)


def test_a_home_without_water_is_its_buildings():
    assert same_matter(at_home("停水了", "3"), at_home("咋没水了", "5"), CATALOGUE)
    assert not same_matter(at_home("我家没水了", "3"), at_home("我家没水了", "5"), CATALOGUE)
    assert same_matter(at_home("我家没水了", "3"), at_home("我家没水了", "3"), CATALOGUE)


def test_where_nobody_is_asked_two_homes_are_two_places():
    old = replace(at_home("停水了", "3"), done_at=NOW - timedelta(days=3))
    new = at_home("咋没水了", "5")
    assert same_matter(new, old, CATALOGUE)
    assert not at_one_place(new, old, CATALOGUE)
    assert came_back(new, [old], CATALOGUE) is None
    assert came_back(at_home("咋没水了", "3"), [old], CATALOGUE) == old
    gate = replace(at_home("小区大门坏了", "3"), done_at=NOW - timedelta(days=3))
    assert came_back(at_home("小区大门坏了关不上", "5"), [gate], CATALOGUE) == gate


def test_rubbish_makes_no_flood():
    alike = [at_home("垃圾桶满了没人收", str(n)) for n in range(1, 7)]
    assert flood_in(at_home("垃圾没人清", "7"), alike, CATALOGUE, RULE) == ()
