"""What people type into cells, and what spreadsheets make of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.entries import (
    has_letter,
    is_error,
    is_rounded,
    plain,
    unshowable,
    without_gaps,
    zeros_gone,
)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("１００２", "1002"),
        ("ＡＢｃ－１＿２", "ABc-1_2"),
        ("\u00a0永安\u3000社区\n", "永安 社区"),
        ("yong\u200ban\ufeff", "yongan"),
        ("永安（北院）", "永安（北院）"),
        ("a\x00b\x07", "ab"),
        ("\u3164\u2800", ""),
    ],
)
def test_width_blanks_and_what_nobody_sees(typed, read):
    assert plain(typed) == read


@given(st.text())
def test_reading_twice_is_reading_once(text):
    assert plain(plain(text)) == plain(text)
    assert without_gaps(without_gaps(text)) == without_gaps(text)


def test_short_names_are_written_wide():
    assert without_gaps("李 娜") == "李娜"
    assert without_gaps("Anna Li 李") == "Anna Li 李"
    assert without_gaps("王 小 明") == "王小明"


@pytest.mark.parametrize(
    "text", ["#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", " ##### "]
)
def test_errors_are_known(text):
    assert is_error(text)


@pytest.mark.parametrize("text", ["#12", "3#", "N/A", "#REF", "永安#N/A"])
def test_what_only_looks_like_one_is_none(text):
    assert not is_error(text)


def test_what_is_left_of_long_numbers():
    assert is_rounded("4.10103E+17") and is_rounded("1e5")
    assert not is_rounded("A1E5") and not is_rounded("1001")
    assert zeros_gone("0012") == zeros_gone("12") == "12"
    assert zeros_gone("000") == "000"


def test_characters_of_no_font():
    assert unshowable("王\ue863") == "U+E863"
    assert unshowable("\ud800") == "U+D800"
    assert unshowable("李娜\ufffd") == "U+FFFD"
    assert unshowable("李娜𬭎") is None
    assert has_letter("李") and not has_letter("12??")
