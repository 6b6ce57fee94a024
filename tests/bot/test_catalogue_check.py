"""Contradictions and shadows in a catalogue: each is told with its key, and only once meant."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.catalogue_check import Finding, findings
from bot.catalogue_file import load_catalogue
from domain.catalogue import (
    Catalogue,
    Category,
    Route,
    Rule,
    SpeechWords,
    Urgency,
)
from domain.reading import answer_in
from domain.signs import LifeSafety, Sign
from domain.understanding import understand

LEVELS = dict(zip(Urgency, ("L3", "L2", "L0"), strict=True))
NAMES = {"repair": Route.PROPERTY, "parking": Route.PROPERTY, "nuisance": Route.COMMUNITY}
NAMES["unclear"] = Route.COMMUNITY
CATEGORIES = tuple(Category(code, route, {}, LEVELS) for code, route in NAMES.items())
ENOUGH = tuple(Rule(code, objects=(code,)) for code in ("repair", "parking", "nuisance"))
"""Every category has a word, so that only what a test is about is found."""


def catalogue(*rules: Rule, dangers: Sequence[LifeSafety] = (), **more) -> Catalogue:
    """A small one."""
    return Catalogue(CATEGORIES, (*ENOUGH, *rules), tuple(dangers), **more)


def danger(code: str, *signs: Sign, vetoes: Sequence[str] = (), category="repair") -> LifeSafety:
    return LifeSafety(code, ("119",), category, signs, tuple(vetoes))


def only(found: list[Finding]) -> Finding:
    assert len(found) == 1, found
    return found[0]


def test_the_default_catalogue_is_without_findings():
    assert findings(load_catalogue()) == []


def test_a_small_good_one_too():
    assert findings(catalogue(Rule("repair", ("灯",), ("坏",), ("漏水",)))) == []


def test_one_phrase_for_two_routes_with_equal_weight_is_an_error():
    rules = (Rule("repair", phrases=("冒烟",)), Rule("nuisance", phrases=("冒烟",)))
    found = only(findings(catalogue(*rules)))
    assert (found.key, found.is_error) == ("rule no. 5: phrases", True)
    assert "'冒烟'" in found.problem and "rule no. 4" in found.problem
    assert "allowed" in found.problem


def test_within_one_route_it_is_a_warning():
    rules = (Rule("repair", phrases=("车位漏水",)), Rule("parking", phrases=("车位漏水",)))
    assert not only(findings(catalogue(*rules))).is_error


def test_the_lighter_of_two_never_wins():
    rules = (Rule("repair", phrases=("冒烟",)), Rule("nuisance", phrases=("冒烟",), weight=2.0))
    found = only(findings(catalogue(*rules)))
    assert not found.is_error
    assert "for repair it never wins" in found.problem


def test_the_same_category_may_say_it_twice():
    rules = (Rule("repair", phrases=("冒烟",)), Rule("repair", phrases=("冒烟",), weight=2.0))
    assert findings(catalogue(*rules)) == []


def test_a_longer_phrase_hides_a_shorter_one_of_another_desk():
    lamp = Rule("repair", phrases=("灯坏", "灯"))
    found = only(findings(catalogue(lamp, Rule("nuisance", phrases=("楼道灯坏",)))))
    assert (found.key, found.is_error) == ("rule no. 5: phrases", False)
    assert "'楼道灯坏' of nuisance hides '灯坏' of repair (rule no. 4)" in found.problem
    assert "allowed" in found.problem
    meant = Rule("nuisance", phrases=("楼道灯坏",), hides=("灯坏",))
    assert findings(catalogue(lamp, meant)) == []
    assert findings(catalogue(lamp, Rule("parking", phrases=("楼道灯坏",)))) == [], "one desk"


def test_a_phrase_of_the_default_catalogue_that_is_hidden_is_told():
    ours = load_catalogue()
    added = Catalogue(
        ours.categories, (*ours.rules, Rule("nuisance", phrases=("楼道灯坏",))), ours.life_safety
    )
    hidden = [one for one in findings(added) if "hides" in one.problem]
    assert "'灯坏' of facilities" in only(hidden).problem


@pytest.mark.parametrize("part", ["objects", "phrases"])
def test_a_keyword_that_a_spelling_destroys(part):
    found = only(
        findings(catalogue(Rule("repair", **{part: ("露水管",)}), spellings={"露水": "漏水"}))
    )
    assert (found.key, found.is_error) == (f"rule no. 4: {part}", True)
    assert "'漏水管'" in found.problem


def test_unless_its_usual_form_stands_beside_it():
    rule = Rule("repair", phrases=("露水", "漏水"))
    assert findings(catalogue(rule, spellings={"露水": "漏水"})) == []


def test_pinyin_with_blanks_is_not_found_in_messages_read_without():
    found = only(findings(catalogue(speech=SpeechWords(thanks=("duo xie",)))))
    assert (found.key, found.is_error) == ("speech.thanks", False)
    assert "'duoxie'" in found.problem
    assert findings(catalogue(speech=SpeechWords(thanks=("many thanks",)))) == []


def test_signs_and_vetoes_that_are_never_seen():
    one = danger("fire", Sign(("着伙",)), vetoes=("不是,火",))
    found = findings(catalogue(dangers=[one], spellings={"着伙": "着火"}))
    assert [(one.key, one.is_error) for one in found] == [
        ("danger no. 1: sign no. 1: phrases", True),
        ("danger no. 1: vetoes", True),
    ]


@pytest.mark.parametrize("part", ["vetoes", "common_vetoes"])
def test_a_sign_that_its_own_veto_silences(part):
    sign = Sign(("锅烧干了怕着火",))
    vetoes = ("怕着火",)
    one = danger("fire", sign, vetoes=vetoes if part == "vetoes" else ())
    found = only(
        findings(catalogue(dangers=[one], common_vetoes=vetoes if part != "vetoes" else ()))
    )
    assert (found.key, found.is_error) == ("danger no. 1: sign no. 1: phrases", True)
    assert "'怕着火'" in found.problem


def test_a_word_of_the_present_in_the_sign_saves_it():
    one = danger("fire", Sign(("正在怕着火",)), vetoes=("怕着火",))
    assert findings(catalogue(dangers=[one], now_words=("正在",))) == []


def test_a_sign_that_always_names_another_danger():
    above = danger("fire", Sign(("着火",)))
    below = danger("flood", Sign(("电梯着火",)))
    found = only(findings(catalogue(dangers=[above, below])))
    assert (found.key, found.is_error) == ("danger no. 2: sign no. 1: phrases", False)
    assert findings(catalogue(dangers=[below, above])) == []


def test_a_subject_that_is_its_own_event():
    one = danger("flood", Sign((), ("喷淋",), ("喷",)))
    found = only(findings(catalogue(dangers=[one])))
    assert (found.key, found.is_error) == ("danger no. 1: sign no. 1: subjects", False)


def test_a_keyword_that_raises_the_alarm_of_another_category():
    one = danger("fire", Sign(("着火",)), category="nuisance")
    found = only(findings(catalogue(Rule("repair", phrases=("着火点",)), dangers=[one])))
    assert (found.key, found.is_error) == ("rule no. 4: phrases", False)
    assert findings(catalogue(Rule("nuisance", phrases=("着火点",)), dangers=[one])) == []


def test_a_category_nothing_leads_to():
    more = Category("bees", Route.PROPERTY, {}, LEVELS)
    given = catalogue()
    given = Catalogue((*given.categories, more), given.rules, ())
    found = only(findings(given))
    assert (found.key, found.is_error) == ("category no. 5: code", False)
    learned = load_catalogue().learned
    assert "repair" in learned.names
    assert findings(replace(catalogue(), rules=(), load_learned=lambda: learned)) == []


# What the findings brought to light in the default catalogue


@pytest.mark.parametrize("text", ["not solved", "it is still not fixed", "Not fixed!"])
def test_not_solved_is_not_solved(text):
    assert answer_in(text, load_catalogue()) is False


@pytest.mark.parametrize("text", ["地下车库喷淋头被拆了", "老小区改造的新落水管没落地，水冲墙根"])
def test_a_sprinkler_is_no_flood_and_a_downpipe_no_drowning(text):
    assert understand(text, load_catalogue()).life_safety is None
