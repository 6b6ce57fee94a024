"""The shipped catalogue is complete and sound; a broken one is refused with file and key."""

from pathlib import Path

import pytest
from rapidfuzz import fuzz

from bot.catalogue_file import CatalogueError, load_catalogue
from domain.catalogue import UNCLEAR, Catalogue, Route, Urgency
from domain.text import WordIndex, bare, normalise, read_number

LOADED = load_catalogue()

RUBRIC = {
    Route.PROPERTY: {"facilities", "repair", "parking", "cleaning", "security"},
    Route.COMMUNITY: {
        *("recreation", "fire", "illegal_build", "rental", "nuisance", "welfare"),
        *("paperwork", "governance", "suggestion", UNCLEAR),
    },
    Route.JOINT: {"blocked_exit", "property_dispute", "renovation", "mixed"},
    Route.REFER: {
        *("developer", "education", "transport", "planning", "environment", "utilities"),
        *("police", "labour", "health", "market", "other"),
    },
}
SMALLEST = """
[[category]]
code = "unclear"
route = "community"
zh = "待定"
en = "Unclear"
"""


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.mark.parametrize("route", Route)
def test_holds_the_categories_of_the_rubric(catalogue: Catalogue, route: Route) -> None:
    assert {one.code for one in catalogue.of_route(route)} == RUBRIC[route]


def test_every_category_has_names_levels_and_words(catalogue: Catalogue) -> None:
    spoken_for = {rule.category for rule in catalogue.rules}
    for one in catalogue.categories:
        assert set(one.names) == {"zh", "en"}
        assert one.levels[Urgency.EMERGENCY] == "L0"
        assert one.code in spoken_for | {UNCLEAR}


def test_every_danger_has_numbers_and_a_category(catalogue: Catalogue) -> None:
    for danger in catalogue.life_safety:
        assert set(danger.phones) <= {"110", "119", "120"}
        assert catalogue.find_category(danger.category) is not None


def test_every_word_is_written_as_messages_are_read(catalogue: Catalogue) -> None:
    """A word in another width or with a dialect spelling could never match."""
    dead = [
        word
        for word in (*catalogue.rule_index.words.words, *catalogue.signs.pairs.words.words)
        if catalogue.respell(normalise(word)) != word
    ]
    assert dead == []


def test_words_of_danger_hold_no_marks(catalogue: Catalogue) -> None:
    words = [*catalogue.signs.pairs.words.words, *catalogue.common_vetoes, *catalogue.now_words]
    words += [word for danger in catalogue.life_safety for word in danger.vetoes]
    assert [word for word in words if bare(word) != word] == []


def test_every_other_sense_is_one_of_a_word_of_danger(catalogue: Catalogue) -> None:
    words = {word for one in catalogue.other_senses for word in one.words}
    assert words - catalogue.signs.pairs.words.words == set()


@pytest.mark.parametrize("word", ["漏水", "加装电梯", "群租", "ktv", "5g"])
def test_a_word_that_tells_why(catalogue: Catalogue, word: str) -> None:
    assert catalogue.tells(word)


@pytest.mark.parametrize("word", ["人", "漏", "二十", "84", "十几个", "住了", "楼上", "能不能"])
def test_a_character_a_number_or_a_place_tells_nobody_why(catalogue: Catalogue, word: str) -> None:
    assert not catalogue.tells(word)


def test_what_is_never_named_is_a_word_that_decides(catalogue: Catalogue) -> None:
    deciding = catalogue.rule_index.words.words | catalogue.signs.pairs.words.words
    assert catalogue.untold - deciding == set()


def test_an_unknown_category_is_none_or_an_error(catalogue: Catalogue) -> None:
    assert catalogue.find_category("gone") is None
    with pytest.raises(KeyError):
        catalogue.category("gone")


def test_a_new_category_needs_only_the_file(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(
        SMALLEST + '[[category]]\ncode = "bees"\nroute = "property"\nzh = "蜂"\nen = "Bees"\n'
        '[[rule]]\ncategory = "bees"\nphrases = ["蜂箱"]\n',
        encoding="utf-8",
    )
    own = load_catalogue(path)
    assert own.category("bees").levels[Urgency.NORMAL] == "L3"
    assert own.rules[0].phrases == ("蜂箱",)


@pytest.mark.parametrize(
    ("extra", "key", "told"),
    [
        ('[[rule]]\ncategory = "no"\nphrases = ["x"]', "rule no. 1: category", "unclear"),
        ('[[rule]]\ncategory = "unclear"', "rule no. 1: objects", "phrases"),
        ('[[rule]]\ncategory = "unclear"\nphrases = ["@pipes"]', "phrases", "unknown"),
        ('[[rule]]\ncategory = "unclear"\nphrases = "x"', "phrases", "list"),
        ('[[rule]]\ncategory = "unclear"\nphrases = ["x"]\nweight = "big"', "weight", "number"),
        ('[[rule]]\ncategory = "unclear"\nphrase = ["x"]', "phrase", "allowed"),
        ('[[rule]]\ncategory = "unclear"\nphrases = ["x"]\nurgency = "now"', "urgency", "high"),
        ('[[category]]\ncode = "a"\nroute = "b"\nzh = "a"\nen = "a"', "route", "joint"),
        ('[[category]]\ncode = "a"\nroute = "joint"\nen = "a"', "category no. 2: zh", "text"),
        ('[spellings]\n"啊" = "漏水"', "spellings.啊", "same number"),
        ('[[danger]]\ncode = "x"\ncategory = "unclear"\nphones = ["one"]', "phones", "numbers"),
        ('[[other_sense]]\nwords = ["水"]', "other_sense no. 1: words", "before or after"),
        ("[thresholds]\nnear = -1", "thresholds.near", "number"),
        ("[typo]\nx = 1", "typo", "allowed"),
        ("[[rule]", "file", "TOML"),
    ],
)
def test_a_mistake_is_told_with_file_and_key(
    tmp_path: Path, extra: str, key: str, told: str
) -> None:
    path = tmp_path / "broken.toml"
    path.write_text(SMALLEST + extra + "\n", encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(path)
    assert str(path) in str(caught.value)
    assert key in caught.value.key
    assert told in caught.value.allowed


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="readable"):
        load_catalogue(tmp_path / "none.toml")


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("12", 12),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("三十五", 35),
        ("五零二", 502),
        ("一百零三", 103),
        ("两", 2),
        ("东", None),
        ("", None),
    ],
)
def test_numerals(words: str, number: int | None) -> None:
    assert read_number(words) == number


def test_a_longer_word_hides_the_shorter_inside_it() -> None:
    index = WordIndex.of(["消防", "消防通道", "通道"])
    assert [hit.word for hit in index.longest("消防通道和消防")] == ["消防通道", "消防"]


@pytest.mark.parametrize(
    "text", ["楼道声控登坏了没人修", "健身器才松动了", "三单元化分池满了", "今天天气很好", "水", ""]
)
def test_no_long_word_that_is_like_a_text_is_left_out(text):
    words, least = LOADED.long_words, 0.75
    alike = [
        word
        for word in words.words
        if len(word) <= len(text) and fuzz.partial_ratio(word, text) >= 100 * least
    ]
    found = words.like(text, least)
    assert set(alike) <= set(found) and len(found) < len(words.words) / 10
