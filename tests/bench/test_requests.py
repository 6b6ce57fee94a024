"""The labelled messages are whole, consistent and honestly divided; the model is made from them.

Needs nothing of the extra `bench`."""

import json
import re
from collections import Counter
from itertools import chain

import pytest
from rapidfuzz import fuzz, process

from benchmarks.understanding.readers import alarming
from benchmarks.understanding.rows import HOME, TEST, VALIDATION, Row, fingerprint, own
from bot.catalogue_file import load_catalogue
from bot.model_file import DEFAULT_MODEL, fingerprint_of
from domain.catalogue import UNCLEAR
from domain.danger import life_safety_of
from domain.understanding import understand

CATALOGUE = load_catalogue()
PARTS = own()
ROWS = list(chain.from_iterable(PARTS.values()))
ROUTES = {one.code: one.route.value for one in CATALOGUE.categories}
KINDS = {"request", "suggestion", "status_query", "urge", "thanks_or_chat"}
URGENCIES = {"normal", "high", "emergency"}
PLACE = {"compound", "building", "unit", "floor", "room"}
STYLES = {
    *("plain", "dialect", "cantonese", "pinyin", "traditional", "voice", "typo", "emoji", "long"),
    *("terse", "angry", "polite", "elderly", "night", "multi", "letter", "english"),
}
NOT_WRITTEN = {
    "train": {"english"},
    "validation": {"pinyin", "traditional", "cantonese", "english"},
    "test": set(),
}
"""Styles the authors of a part do not write."""
KEYS = {"id", "text", "kind", "issues", "place", "style"}
NEAR_COPY = 90
LEAST = 1500
PERSONAL = re.compile(
    r"(?<!\d)1[3-9]\d{9}(?!\d)"  # a mobile telephone
    r"|(?<!\d)0\d{2,3}-?\d{7,8}(?!\d)"  # a landline
    r"|\d{17}[\dXx]"  # an identity card
    r"|[\w.]+@[\w-]+\.\w+"  # an address of mail
    r"|https?://|www\.|(?:微信|QQ)号?[:：]?\s?[A-Za-z0-9_-]{5,}"
    r"|(?<!\d)(?!1\d{4}(?!\d))\d{5,}(?!\d)"  # any long number but a hotline, as 12345
)


@pytest.mark.parametrize("path", sorted(HOME.glob("*.jsonl")), ids=lambda path: path.stem)
def test_every_line_has_the_form(path):
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        given = json.loads(line)
        assert set(given) == KEYS, f"{path.name}:{number}"
        assert set(given["place"]) == PLACE, f"{path.name}:{number}"
        assert given["id"].startswith(f"{path.stem}-"), f"{path.name}:{number}"
        for issue in given["issues"]:
            assert set(issue) == {"route", "category", "urgency", "span"}, f"{path.name}:{number}"


def bad(wrong) -> list[str]:
    """The messages of which something is wrong."""
    return [f"{row.id}: {row.text[:40]}" for row in ROWS if wrong(row)]


def test_there_is_enough():
    assert len(ROWS) >= LEAST
    assert all(PARTS.values())


def test_labels_are_allowed():
    assert bad(lambda row: row.kind not in KINDS) == []
    assert bad(lambda row: any(one.urgency not in URGENCIES for one in row.issues)) == []
    assert bad(lambda row: not row.style or set(row.style) - STYLES) == []


def test_categories_belong_to_their_routes():
    assert bad(lambda row: any(ROUTES.get(one.category) != one.route for one in row.issues)) == []


def test_only_what_asks_for_something_has_matters():
    asks = {"request", "suggestion"}
    assert bad(lambda row: bool(row.issues) is not (row.kind in asks)) == []
    assert bad(lambda row: not row.text.strip()) == []


def test_spans_stand_in_the_text_in_order_and_apart():
    def wrong(row: Row) -> bool:
        at = 0
        for issue in row.issues:
            found = row.text.find(issue.span, at)
            if not issue.span or found < 0:
                return True
            at = found + len(issue.span)
        return False

    assert bad(wrong) == []


def test_places_are_plain():
    def wrong(row: Row) -> bool:
        return any(value is not None and not str(value).strip() for value in row.place.values())

    assert bad(wrong) == []


def test_no_name_stands_twice_and_no_text_on_two_sides():
    names = Counter(row.id for row in ROWS)
    sides = Counter(text for rows in PARTS.values() for text in {row.text for row in rows})
    assert [name for name, count in names.items() if count > 1] == []
    assert [text for text, count in sides.items() if count > 1] == []


def test_nothing_personal_is_in_them():
    assert bad(lambda row: PERSONAL.search(row.text)) == []


@pytest.mark.parametrize("part", PARTS)
def test_every_part_has_every_category_and_every_style(part):
    categories = {issue.category for row in PARTS[part] for issue in row.issues}
    assert set(ROUTES) - categories <= {UNCLEAR}
    missing = STYLES - {style for row in PARTS[part] for style in row.style}
    assert missing == NOT_WRITTEN[part]


def test_authors_stand_on_one_side_only():
    assert set(TEST) | set(VALIDATION) <= {path.stem for path in HOME.glob("*.jsonl")}
    assert not set(TEST) & set(VALIDATION)


def test_nothing_of_the_test_is_copied_into_what_is_learned():
    learned = [row for part in ("train", "validation") for row in PARTS[part]]
    texts = [row.text for row in learned]
    copies = []
    for row in PARTS["test"]:
        found = process.extractOne(row.text, texts, scorer=fuzz.ratio, score_cutoff=NEAR_COPY)
        if found is not None:
            copies.append(f"{row.id} ~ {learned[found[2]].id}: {row.text[:40]}")
    assert copies == []


def test_the_model_is_made_from_these_messages():
    """If not: `make model`."""
    assert fingerprint_of(DEFAULT_MODEL) == fingerprint()


# What a life hangs on is no figure: none may be missed, and few pages may be for nothing


def test_no_emergency_of_any_part_is_missed():
    assert bad(lambda row: row.is_emergency and not _pages(row)) == []


@pytest.mark.parametrize(("part", "most"), [("validation", 0.02), ("test", 0.03)])
def test_few_pages_are_for_nothing(part, most):
    calm = [row for row in PARTS[part] if not row.is_emergency]
    alarms = [row.text for row in calm if _pages(row)]
    assert len(alarms) <= most * len(calm), alarms


def test_the_learned_reader_silences_what_only_sounds_dangerous():
    calm = [row for row in PARTS["test"] if not row.is_emergency]
    alike = [row for row in calm if life_safety_of(row.text, CATALOGUE) is not None]
    assert sum(map(_pages, alike)) <= 0.25 * len(alike)


@pytest.mark.parametrize("part", ["validation", "test"])
def test_of_what_sounds_like_a_danger_one_in_twenty_is_taken_for_one_at_most(part):
    sounds = alarming(CATALOGUE)
    alike = [row for row in PARTS[part] if not row.is_emergency and sounds(row.text)]
    alarms = [row.text for row in alike if _pages(row)]
    assert len(alarms) <= 0.05 * len(alike), alarms


def _pages(row: Row) -> bool:
    return understand(row.text, CATALOGUE).life_safety is not None
