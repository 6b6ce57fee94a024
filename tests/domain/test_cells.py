"""Cells: nothing is taken for a formula, nothing tells who a resident is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.cells import FORMULA, LONGEST, masked, neutral, plain, shortened

BEGINS = "=+-@＝＋－＠−"


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("灯坏了", "灯坏了"),
        ("=1+1", "'=1+1"),
        ("+86", "'+86"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＝HYPERLINK(1)", "'＝HYPERLINK(1)"),
        ("  =1", "'  =1"),
        ("\t=1", "'\t=1"),
        ("\r\n=1", "'\n=1"),
        ("\u200b=1", "'=1"),
        ("\x00=1", "'=1"),
        ("3=3", "3=3"),
        ("", ""),
    ],
)
def test_what_begins_a_formula_stays_text(text, cell):
    assert neutral(text) == cell


@given(
    st.text()
    | st.builds("{}{}{}".format, st.text(" \t\n\r\u200b\ufeff"), st.sampled_from(BEGINS), st.text())
)
def test_no_cell_begins_a_formula(text):
    cell = neutral(text)
    assert cell.lstrip()[:1] not in FORMULA
    assert cell[:1] not in ("\t", "\n", "\r")
    assert len(cell) <= LONGEST + 1
    assert cell == neutral(cell)


@given(st.text(st.characters(codec="utf-8")))
def test_every_cell_can_be_written(text):
    cell = neutral(text)
    assert cell.encode("utf-8").decode("utf-8") == cell
    assert not any(ord(c) < 32 and c not in "\n\t" for c in cell)


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("我电话13812345678", "13812345678"),
        ("打138 1234 5678", "1234"),
        ("138-1234-5678找我", "5678"),
        ("座机0371-66668888", "66668888"),
        ("１３８１２３４５６７８", "13812345678"),
        ("3号楼2单元501室漏水", "501"),
        ("3-2-501漏水", "501"),
        ("住1203户", "1203"),
        ("2单元501漏水", "501"),
    ],
)
def test_phones_and_rooms_are_masked(text, hidden):
    assert hidden not in masked(text)
    assert "***" in masked(text)


@pytest.mark.parametrize("text", ["3号楼灯坏了", "6个月没修", "24小时吵", "2026年"])
def test_other_numbers_stay(text):
    assert masked(text) == text


@given(
    st.integers(10_000_000, 99_999_999_999), st.text("楼道灯坏了，。 "), st.text("楼道灯坏了，。 ")
)
def test_no_phone_number_comes_through(number, before, after):
    assert str(number) not in masked(f"{before}{number}{after}")


@given(st.text(), st.integers(1, 100))
def test_shortening_keeps_to_one_line(text, most):
    short = shortened(text, most)
    assert len(short) <= most
    assert "\n" not in short


@given(st.text("'=+-@ab永安（）1", max_size=8).map(str.strip).filter(lambda t: t[:1] != "'"))
def test_what_was_kept_from_being_a_formula_is_read_as_it_was(text):
    assert plain(neutral(text)) == text
