"""What an office says of categories, over a catalogue, and what is different between two."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.catalogue_file import load_catalogue
from domain.catalogue import Catalogue, Category, Route, Rule, Urgency
from domain.evidence import find_evidence
from domain.own_categories import (
    OwnCategory,
    differences,
    from_document,
    gone,
    kept,
    to_rows,
    with_own,
    words_by_unit,
)
from domain.understanding import understand

USUAL = {Urgency.NORMAL: "L3", Urgency.HIGH: "L2", Urgency.EMERGENCY: "L0"}
CATALOGUE = Catalogue(
    categories=(
        Category("parking", Route.PROPERTY, {"zh": "停车", "en": "Parking"}, USUAL),
        Category("repair", Route.PROPERTY, {"zh": "维修", "en": "Repairs"}, USUAL, evidence=True),
        Category("unclear", Route.COMMUNITY, {"zh": "不明", "en": "Unclear"}, USUAL),
    ),
    rules=(Rule("parking", phrases=("乱停",)), Rule("repair", phrases=("漏水",))),
    life_safety=(),
)
LEVELS = ("L1", "L2", "L3", "L4")
said = st.lists(
    st.builds(
        OwnCategory,
        st.sampled_from(["parking", "repair", "unclear", "gone"]),
        st.none() | st.text("甲乙丙", min_size=1, max_size=3),
        st.none() | st.sampled_from(LEVELS),
        st.none() | st.booleans(),
        st.lists(st.text("丁戊己", min_size=2, max_size=3), unique=True, max_size=3).map(tuple),
    ),
    unique_by=lambda one: one.code,
).map(tuple)


@settings(deadline=None)
@given(said)
def test_a_document_says_all_there_is(own):
    document = json.loads(json.dumps({"categories": to_rows(own)}))
    assert from_document(document) == own


def test_a_document_from_before_says_nothing():
    assert from_document({"units": [], "compounds": [], "grids": []}) == ()


@settings(deadline=None)
@given(said)
def test_whatever_is_said_codes_routes_and_the_file_stay(own):
    made = with_own(CATALOGUE, own, "zh")
    assert [(c.code, c.route) for c in made.categories] == [
        (c.code, c.route) for c in CATALOGUE.categories
    ]
    assert made.rules[: len(CATALOGUE.rules)] == CATALOGUE.rules
    assert all(made.category(one.code) is one for one in made.categories)
    assert CATALOGUE.category("parking").names["zh"] == "停车"
    assert [c.names["en"] for c in made.categories] == ["Parking", "Repairs", "Unclear"]


@settings(deadline=None)
@given(said)
def test_what_presses_never_has_more_time(own):
    for one in with_own(CATALOGUE, own, "zh").categories:
        assert one.levels[Urgency.EMERGENCY] == "L0"
        assert one.levels[Urgency.HIGH] <= one.levels[Urgency.NORMAL]


@settings(deadline=None)
@given(said, said)
def test_there_and_back_is_the_same_turned_round(before, after):
    assert differences(CATALOGUE, before, before, "zh") == ()
    there = differences(CATALOGUE, before, after, "zh")
    back = differences(CATALOGUE, after, before, "zh")
    assert [one.code for one in there] == [one.code for one in back]
    known = {one.code for one in CATALOGUE.categories}
    assert {one.code for one in there} <= known


def test_each_thing_that_is_said():
    own = OwnCategory("parking", "停车管理", "L1", True, ("地锁", "僵尸车"))
    made = with_own(CATALOGUE, [own], "zh")
    one = made.category("parking")
    assert (one.names, one.evidence) == ({"zh": "停车管理", "en": "Parking"}, True)
    assert one.levels == {Urgency.NORMAL: "L1", Urgency.HIGH: "L1", Urgency.EMERGENCY: "L0"}
    assert [e.rule.category for e in find_evidence("门口有僵尸车", made)] == ["parking"]
    assert made.category("repair") == CATALOGUE.category("repair")
    (change,) = differences(CATALOGUE, [], [own], "zh")
    assert (change.sheet, change.how, change.code) == ("categories", "changed", "parking")
    assert change.details == (
        "name: 停车 -> 停车管理",
        "level: L3 -> L1",
        "evidence: no -> yes",
        "word + 地锁",
        "word + 僵尸车",
    )


def test_nothing_said_is_the_file_itself():
    assert with_own(CATALOGUE, [], "zh") is CATALOGUE
    same = OwnCategory("repair", "维修", "L3", True)
    assert differences(CATALOGUE, [], [same], "zh") == ()
    assert with_own(CATALOGUE, [same], "zh").categories == CATALOGUE.categories


def test_a_category_that_is_gone_counts_for_nothing():
    own = [OwnCategory("gone", "没了", "L1", True, ("地锁",))]
    assert gone(CATALOGUE, own) == ["gone"]
    assert with_own(CATALOGUE, own, "zh") is CATALOGUE
    assert differences(CATALOGUE, [], own, "zh") == ()


@pytest.mark.parametrize("code", ["parking", "recreation", "environment", "welfare"])
def test_a_word_decides_against_the_learned_reader(code):
    """A word nobody learned, in a message the learned reader reads otherwise."""
    plain = load_catalogue()
    text = "3号楼门口咕咚机太多了"
    assert understand(text, plain, ()).matters[0].category == "facilities"
    (matter,) = understand(
        text, with_own(plain, [OwnCategory(code, words=("咕咚机",))], "zh"), ()
    ).matters
    assert (matter.category, matter.route) == (code, plain.category(code).route)
    assert matter.reasons == ("咕咚机",)


MEALS = OwnCategory("meals", "助餐", "L2", True, ("老年餐",), "community")


def test_one_of_the_office_s_own_stands_beside_the_others():
    made = with_own(CATALOGUE, [MEALS], "zh")
    one = made.category("meals")
    assert (one.route, one.evidence, one.unit) == (Route.COMMUNITY, True, None)
    assert one.names == {"zh": "助餐", "en": "助餐"}
    assert one.levels[Urgency.NORMAL] == one.levels[Urgency.HIGH] == "L2"
    assert made.routes["meals"] == "community" and "meals" not in CATALOGUE.routes
    assert [m.category for m in understand("想订老年餐", made, ()).matters] == ["meals"]
    assert gone(CATALOGUE, [MEALS]) == []


def test_the_words_of_one_for_a_unit_are_kept_apart():
    own = [replace(MEALS, unit="yongan")]
    made = with_own(CATALOGUE, own, "zh")
    assert made.category("meals").unit == "yongan"
    assert made.rules == CATALOGUE.rules
    (rule,) = words_by_unit(CATALOGUE, own)["yongan"]
    assert (rule.category, rule.phrases) == ("meals", ("老年餐",))
    assert words_by_unit(CATALOGUE, [MEALS]) == {}


def test_one_that_is_taken_off_is_closed_and_keeps_its_name():
    parking = OwnCategory("parking", "停")
    now = kept([MEALS, parking], [])
    assert now == (replace(MEALS, words=(), closed=True),)
    made = with_own(CATALOGUE, now, "zh")
    assert made.category("meals").closed and made.category("meals").names["zh"] == "助餐"
    assert [c.how for c in differences(CATALOGUE, [MEALS], now, "zh")] == ["removed"]
    assert [c.how for c in differences(CATALOGUE, now, [MEALS], "zh")] == ["added"]
    assert differences(CATALOGUE, now, kept(now, []), "zh") == ()
    assert from_document({"categories": to_rows(now)}) == now


def test_once_the_file_has_it_the_file_counts():
    newer = CATALOGUE.with_categories(
        [*CATALOGUE.categories, Category("meals", Route.JOINT, {"zh": "餐"}, USUAL)]
    )
    own = [replace(MEALS, unit="yongan")]
    assert with_own(newer, own, "zh").category("meals").route is Route.JOINT
    assert words_by_unit(newer, own) == {}
