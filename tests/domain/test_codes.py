"""Codes people read, type and tap."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.codes import (
    INVITE_ALPHABET,
    INVITE_LENGTH,
    SLIP_LENGTH,
    new_invite_code,
    new_slip_code,
    slip_in,
    slip_on_paper,
    ticket_code,
    ticket_id_in,
)
from domain.lifecycle import Action
from domain.press import Press


def test_a_ticket_code_is_the_day_and_the_number():
    assert ticket_code(37, date(2026, 11, 20)) == "1120-37"
    assert ticket_code(5, date(2026, 1, 2)) == "0102-5"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1120-37", 37),
        ("请看1120-37，谢谢", 37),
        ("1120－37", 37),
        ("1120—37", 37),
        ("【1120-37】已办结", 37),
        ("单号 1120-37.", 37),
        ("2026-11-20", None),
        ("3-2-501", None),
        ("13800001120-37", None),
        ("1120 37", None),
        ("", None),
        ("1120-" + "9" * 19, None),
    ],
)
def test_a_ticket_code_is_found_in_a_text(text, number):
    assert ticket_id_in(text) == number


@given(st.integers(1, 10**18 - 1), st.dates())
def test_every_ticket_code_is_read_back(number, day):
    assert ticket_id_in(f"您好，{ticket_code(number, day)}。") == number


@given(st.text())
def test_reading_a_code_never_fails(text):
    found = ticket_id_in(text)
    assert found is None or 0 <= found < 10**18


def test_invite_codes_are_long_plain_and_all_different():
    codes = {new_invite_code() for _ in range(2000)}
    assert len(codes) == 2000
    assert {len(code) for code in codes} == {INVITE_LENGTH}
    assert set("".join(codes)) == set(INVITE_ALPHABET)
    assert not set("01IOL") & set(INVITE_ALPHABET) - {"L"}
    assert all(code == code.upper() for code in codes)


# Buttons

verbs = st.from_regex(r"[a-z_]{1,20}", fullmatch=True)
choices = st.none() | st.from_regex(r"[a-z0-9_.\-]{1,40}", fullmatch=True)


@given(verbs, st.integers(0, 10**18 - 1), choices)
def test_a_press_that_fits_is_read_back(verb, ticket, choice):
    press = Press(verb, ticket, choice)
    fits = len(str(press).encode()) <= 64
    assert Press.parse(str(press)) == (press if fits else None)


@pytest.mark.parametrize("action", Action)
def test_every_action_can_be_on_a_button(action):
    press = Press(action, 10**18 - 1, "x" * 24)  # a category
    assert Press.parse(str(press)) == press


def test_every_compound_can_be_on_a_button():
    press = Press("at", 10**18 - 1, "x" * 40)
    assert Press.parse(str(press)) == press


@pytest.mark.parametrize(
    "payload",
    [
        "",
        "accept",
        "accept:",
        ":1",
        "accept:-1",
        "accept:1:",
        "accept:1:a:b",
        "accept:1\n",
        "accept:1:a\n",
        " accept:1",
        "ACCEPT:1",
        "accept:1:A",
        "accept:１",
        "accept:" + "9" * 19,
        "a" * 21 + ":1",
        "accept:1:" + "a" * 41,
        "a" * 20 + ":1:" + "a" * 42,
        "接单:1",
        "accept:1:\x00",
    ],
)
def test_what_no_button_of_ours_says_is_nothing(payload):
    assert Press.parse(payload) is None


@given(st.text())
def test_a_forged_payload_is_nothing_or_a_press_that_says_the_same(payload):
    press = Press.parse(payload)
    assert press is None or Press.parse(str(press)) == press


def test_slip_codes_are_short_plain_mixed_and_all_different():
    codes = {new_slip_code() for _ in range(2000)}
    assert len(codes) == 2000
    assert {len(code) for code in codes} == {SLIP_LENGTH}
    assert set("".join(codes)) <= set(INVITE_ALPHABET)
    assert all(2 <= sum(map(str.isdigit, code)) <= 6 for code in codes)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("KXM7-2QPA", "KXM72QPA"),
        (" kxm72qpa ", "KXM72QPA"),
        ("ＫＸＭ７－２ＱＰＡ", "KXM72QPA"),
        ("凭条号：KXM7—2QPA", "KXM72QPA"),
        ("KXM7 2QPA", "KXM72QPA"),
        ("danyuan2", None),
        ("zhengzhu", None),
        ("22334455", None),
        ("KXM7-2QPA 下水堵了", None),
        ("1118-37", None),
        ("3-2-501", None),
        ("KXM72QPA23", None),
        ("", None),
    ],
)
def test_a_slip_code_is_read_however_it_is_typed_and_nothing_else_is_one(text, code):
    assert slip_in(text) == code


@given(st.text())
def test_reading_a_slip_never_fails(text):
    assert slip_in(text) is None or len(slip_in(text)) == SLIP_LENGTH


def test_every_slip_is_read_back():
    codes = [new_slip_code() for _ in range(500)]
    assert [slip_in(slip_on_paper(code)) for code in codes] == codes
    assert [slip_in(code.lower()) for code in codes] == codes
    assert not [code for code in codes if slip_in(new_invite_code())]
