"""What comes in is cleaned of what hides or turns the text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.inbound import KEEP, MAX_TEXT, Media, clean, has_words

BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("  灯坏了\n", "灯坏了"),
        ("a\x00b\x07c\x1bd\x7fe\x9ff", "abcdef"),
        ("第一行\n第二行\t完", "第一行\n第二行\t完"),
        ("第一行\r\n第二行", "第一行\n第二行"),
        (f"a{BIDI}b", "ab"),
        ("a\u200b\u2060\ufeff\u00adb", "ab"),
        ("a\ue000\U000f0000b", "ab"),
        ("a\ud800b", "ab"),
        ("👩‍👩‍👧‍👦 ❤️ 👍🏽 🇨🇳 3️⃣", "👩‍👩‍👧‍👦 ❤️ 👍🏽 🇨🇳 3️⃣"),
        ("\u202e\u200b\x00", ""),
        ("", ""),
    ],
)
def test_cleaning(text, cleaned):
    assert clean(text) == cleaned


@given(st.text(st.characters(), max_size=300))
def test_nothing_that_hides_or_turns_survives(text):
    for character in clean(text):
        assert character in KEEP or unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co"}


@given(st.text(st.sampled_from(BIDI + "\x00\x1b\u200b灯a\n"), max_size=200))
def test_hidden_marks_between_words_never_survive(text):
    assert not set(clean(text)) & set(BIDI + "\x00\x1b\u200b")


@given(st.text(max_size=200))
def test_cleaning_twice_is_cleaning_once(text):
    assert clean(clean(text)) == clean(text)


def test_long_texts_are_clipped():
    assert len(clean("灯" * (MAX_TEXT + 1))) == MAX_TEXT


def test_a_file_is_kept_by_its_reference():
    assert Media("web", "ab", "photo").to_json() == {
        "channel": "web",
        "ref": "ab",
        "kind": "photo",
    }


@pytest.mark.parametrize(
    ("text", "says"),
    [("灯坏了", True), ("ok", True), ("3", True), ("👍👍", False), ("……！？", False), ("", False)],
)
def test_emoji_and_marks_are_no_words(text, says):
    assert has_words(text) is says
