"""Which words are proposed: those that help on what was held out, and never one that stands
elsewhere, points at somebody or at a place."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.catalogue_file import load_catalogue
from domain.catalogue import Rule
from domain.learning import (
    Bounds,
    KnownWords,
    Lesson,
    Material,
    is_proposable,
    rule_of,
    study,
)
from domain.place import CompoundName
from domain.reading import readable
from domain.text import PairIndex, WordIndex
from domain.understanding import understand

CATALOGUE = load_catalogue()
KNOWN = KnownWords.of(CATALOGUE)
BASE_CODES = sorted(CATALOGUE.routes)
WROTE = (
    "天天夜里轰隆轰隆响",
    "半夜里轰隆一声，人都吓醒了",
    "我们单元老是轰隆轰隆的",
    "上下楼的时候轰隆响，害怕",
    "轰隆轰隆的响声，从早到晚",
)


def lesson(ticket: int, text: str, category: str | None = "facilities", **more) -> Lesson:
    route = CATALOGUE.routes[category] if category else "property"
    return Lesson(
        **{"ticket": ticket, "owner": ticket, "text": text, "route": route} | more,
        category=category,
    )


def lessons(texts=WROTE, category="facilities", first=1, **more) -> list[Lesson]:
    return [lesson(n, text, category, **more) for n, text in enumerate(texts, first)]


def found(taught, usual=(), **more):
    steps = study(Material(taught, usual, more.pop("catalogue", CATALOGUE), **more))
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value


def words(taught, usual=(), **more) -> list[str]:
    return [one.word for one in found(taught, usual, **more)]


# What is proposed


def test_a_word_of_several_residents_that_helps_on_what_was_held_out():
    (one,) = found(lessons())
    assert (one.word, one.category, one.examples, one.residents) == ("轰隆", "facilities", 5, 5)
    held_out = sum(each.is_held_out for each in lessons())
    assert (one.before, one.after, one.measured) == (0, held_out, held_out)


def test_too_few_examples_or_one_resident_alone_propose_nothing():
    assert words(lessons(WROTE[:2])) == []
    assert words(lessons(owner=7)) == []
    assert words(lessons(), bounds=Bounds(examples=6)) == []
    assert words(lessons(), bounds=Bounds(residents=6)) == []


def test_what_is_read_right_already_needs_no_word():
    assert words(lessons(["电梯坏了", "电梯又停了", "电梯不动", "电梯卡住了", "电梯没人修"])) == []


def test_a_word_that_waits_stands_or_was_declined_is_not_proposed():
    assert "轰隆" not in words(lessons(), known={"轰隆"})


@pytest.mark.parametrize("as_usual", [True, False])
def test_a_word_that_stands_elsewhere_is_not_proposed(as_usual):
    other = [lesson(99, "施工队轰隆隆地砸墙", "renovation")]
    taught, usual = (lessons(), other) if as_usual else ([*lessons(), *other], ())
    assert all("轰隆" not in word for word in words(taught, usual))


def test_a_ticket_nobody_corrected_must_not_get_worse():
    """Read right as it stands, of the same category but lost with the word: nothing is proposed."""
    usual = [lesson(50 + n, f"楼上{WROTE[n]}", "nuisance") for n in range(2)]
    assert words(lessons(), usual) == []


def test_a_lesson_of_which_only_the_side_is_known_proposes_nothing_but_is_measured():
    assert words(lessons(category=None)) == []
    (one,) = found([*lessons(), lesson(6, "灯不亮", None), lesson(8, "灯坏了", None)])
    assert one.measured == sum(n * 0x9E3779B97F4A7C15 >> 63 & 1 for n in (1, 2, 3, 4, 5, 6, 8))


def test_both_halves_get_their_share_and_a_ticket_keeps_its_half():
    halves = [lesson(n, "").is_held_out for n in range(1, 2001)]
    assert 950 < sum(halves) < 1050
    for start in range(0, 1990):
        assert 0 < sum(halves[start : start + 5]) < 5
    assert halves == [lesson(n, "另外的话").is_held_out for n in range(1, 2001)]


# Never


NAMES = ("永安花园", "王芳", "第一网格", "欧阳春花")


@pytest.mark.parametrize(
    "word",
    ["王芳", "永安", "花园", "安花", "张师傅", "老王家", "三号楼", "二单元", "5号", "501", "一",
     "轰", "轰隆隆轰隆隆", "wifi", "谢谢", "你好", "欧阳春", "六楼", "东单元"],
)  # fmt: skip
def test_what_points_at_somebody_or_a_place_or_says_nothing_is_never_proposed(word):
    assert not is_proposable(word, "facilities", KNOWN, NAMES)


def test_a_word_that_means_something_else_in_the_catalogue_is_never_proposed():
    meanings: dict[str, set[str]] = {}
    for rule in CATALOGUE.rules:
        for word in (*rule.objects, *rule.troubles, *rule.phrases):
            meanings.setdefault(word, set()).add(rule.category)
    for word, means in meanings.items():
        for category in BASE_CODES[::7]:
            if means != {category}:
                assert not is_proposable(word, category, KNOWN, ())


SYLLABLES = st.text(
    alphabet="咕咚噼啪咣当轰隆哐啷吱呀王芳永安花园的了3号楼二单元", min_size=2, max_size=12
)
CATEGORIES = st.sampled_from(["facilities", "parking", "nuisance"])
ROWS = st.lists(st.tuples(SYLLABLES, CATEGORIES, st.integers(1, 4)), max_size=10)


@settings(max_examples=60, deadline=None)
@given(ROWS, ROWS, st.integers(2, 4))
@example([("元二", "facilities", 1), ("单园二", "facilities", 2)], [], 2)  # 单元 misspelt
def test_whatever_was_taught_the_promises_hold(taught, usual, least):
    given_lessons = [lesson(n, t, c, owner=o) for n, (t, c, o) in enumerate(taught * 2, 1)]
    others = [lesson(n, t, c, owner=o) for n, (t, c, o) in enumerate(usual, 900)]
    compounds = (CompoundName("garden", "永安花园"),)
    bounds = Bounds(examples=least)
    for one in found(given_lessons, others, compounds=compounds, names=NAMES, bounds=bounds):
        holding = [x for x in (*given_lessons, *others) if one.word in readable(x.text, CATALOGUE)]
        assert {x.category for x in holding} == {one.category}
        in_lessons = [x for x in given_lessons if one.word in readable(x.text, CATALOGUE)]
        assert len(in_lessons) == one.examples >= least
        assert len({x.owner for x in in_lessons}) == one.residents >= 2
        assert 2 <= len(one.word) <= 5
        assert not any(c.isdigit() for c in one.word)
        assert not any(one.word in name or name in one.word for name in NAMES)
        assert 0 <= one.before < one.after <= one.measured
        with_word = CATALOGUE.with_phrases([rule_of(one.word, one.category)])
        for x in others:  # nobody's ticket gets worse
            was = x.is_met_by(understand(x.text, CATALOGUE, compounds))
            assert not was or x.is_met_by(understand(x.text, with_word, compounds))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(WROTE), min_size=5, max_size=10), st.integers(2, 5))
def test_who_asks_for_more_examples_gets_no_other_words(texts, least):
    more, fewer = (
        set(words(lessons(texts), bounds=Bounds(examples=n))) for n in (least + 1, least)
    )
    assert more <= fewer


def test_a_study_reads_one_message_at_a_time():
    steps = study(Material(lessons(), lessons(first=50), CATALOGUE))
    count = 0
    with pytest.raises(StopIteration):
        while True:
            next(steps)
            count += 1
    assert count >= 10


# How a word speaks


@pytest.mark.parametrize("category", BASE_CODES)
def test_a_word_that_was_taken_in_decides(category):
    """The weight is enough for every category, whatever else the sentence sounds like."""
    catalogue = CATALOGUE.with_phrases([rule_of("咕咚", category)])
    for text in (
        "咕咚",
        "楼道里的灯坏了，咕咚咕咚的",
        "楼上半夜咕咚响，吵得人睡不着",
        "停车位那里咕咚",
    ):
        read = understand(text, catalogue)
        if read.matters and not read.life_safety:
            assert category in {one.category for one in read.matters}, text


def test_a_word_that_was_taken_in_takes_nothing_away_from_danger():
    catalogue = CATALOGUE.with_phrases([rule_of("着火", "parking"), rule_of("煤气", "parking")])
    for text in ("3号楼着火了", "家里有煤气味"):
        assert understand(text, catalogue).life_safety == understand(text, CATALOGUE).life_safety


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.text(alphabet="咕咚轰隆电梯", min_size=1, max_size=5), max_size=4),
    st.text(alphabet="咕咚轰隆电梯坏了", max_size=20),
)
def test_words_on_top_are_as_good_as_a_catalogue_made_anew(added, text):
    rules = [rule_of(word, "facilities") for word in added]
    quick = CATALOGUE.with_phrases(rules)
    slow = replace(CATALOGUE, rules=(*CATALOGUE.rules, *rules))
    assert quick.rules == slow.rules
    assert quick.rule_index.words.words == slow.rule_index.words.words
    assert quick.rule_index.words.longest(text) == slow.rule_index.words.longest(text)
    for word, table in product(added, ("firsts", "seconds", "phrases")):
        assert getattr(quick.rule_index, table).get(word) == getattr(slow.rule_index, table).get(
            word
        )
    assert quick.long_words == CATALOGUE.long_words  # never looked for misspelt
    assert not set(CATALOGUE.rules) - set(quick.rules)


def test_what_stood_before_is_not_touched():
    index = PairIndex.of([(("电梯",), ("坏",), ())])
    more = index.with_phrases(1, [["咕咚", "电梯"]])
    assert index.words == WordIndex.of(["电梯", "坏"])
    assert more.phrases == {"咕咚": frozenset({1}), "电梯": frozenset({1})}
    assert index.phrases == {}
    assert isinstance(rule_of("咕咚", "parking"), Rule)
