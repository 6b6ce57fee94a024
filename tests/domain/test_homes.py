"""The token of a building: what goes in comes out, anything else is nothing."""

import base64
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.codes import new_invite_code, new_slip_code
from domain.homes import (
    Home,
    buildings_of,
    choice_of,
    completed,
    home_chosen,
    home_of,
    is_home_token,
    is_there,
    lives_elsewhere,
    token_of,
)
from domain.org import Compound, Grid, Organisation
from domain.press import Press
from tests.domain.organisations import four_levels

codes = st.from_regex(r"[a-z0-9][a-z0-9_-]{0,23}", fullmatch=True)


def names(most: int) -> st.SearchStrategy[str]:
    printable = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=most)
    return printable.filter(lambda t: t.isprintable() and len(t.encode()) <= most)


@st.composite
def homes(draw) -> Home:
    building = draw(st.none() | names(9))
    return Home(draw(codes), building, draw(st.none() | names(6)) if building else None)


# The token


@given(homes())
def test_a_token_says_what_it_was_made_of(home):
    token = token_of(home)
    assert home_of(token) == home
    assert re.fullmatch(r"h[A-Za-z0-9_-]{1,63}", token)  # what Telegram takes behind ?start=
    assert is_home_token(token)


@given(st.text() | st.text(alphabet=st.characters(max_codepoint=127)).map("h{}".format))
def test_any_other_text_says_nothing_and_breaks_nothing(text):
    found = home_of(text)
    assert found is None or token_of(found) == text


@given(homes(), st.data())
def test_a_damaged_token_is_not_the_house_next_door(home, data):
    token = token_of(home)
    at = data.draw(st.integers(0, len(token) - 1))
    letter = data.draw(st.sampled_from("ABCxyz019_-"))
    damaged = token[:at] + letter + token[at + 1 :]
    found = home_of(damaged)
    assert found in (None, home) or found.compound != home.compound  # once in 65,536 at most
    assert home_of(token[:-1]) is None or home_of(token[:-1]) != home
    assert home_of(token + "A") != home


def test_cut_off_or_typed_wrong_it_says_nothing():
    token = token_of(Home("yongan-garden", "12", "2"))
    assert [home_of(token[:n]) for n in range(len(token))] == [None] * len(token)
    assert home_of(token.swapcase()) is None and home_of(token + "=") is None
    assert home_of(token + "\n") is None and home_of(" " + token) is None
    assert is_home_token(token[:-2])  # told kindly that it is not legible


@given(st.binary(max_size=46))
def test_hostile_bytes_say_nothing(raw):
    token = "h" + base64.urlsafe_b64encode(raw).decode().rstrip("=")
    found = home_of(token)
    assert found is None or token_of(found) == token


@pytest.mark.parametrize(
    "home",
    [
        Home(""),
        Home("Upper"),
        Home("a/b"),
        Home("a" * 25),
        Home("a", ""),
        Home("a", "3\x1f4"),
        Home("a", "3\n"),
        Home("a", "一二三四"),
        Home("a", None, "2"),
        Home("a", "3", "7654321"),
        Home("a", "\ud800"),
    ],
)
def test_what_no_token_can_hold(home):
    with pytest.raises(ValueError, match="no token can hold"):
        token_of(home)


def test_codes_of_other_sorts_are_no_tokens():
    for _ in range(300):
        for code in (new_invite_code(), new_slip_code()):
            assert not is_home_token(code) and not is_home_token(code.lower())
            assert not is_home_token("h" + code[1:])
    assert not is_home_token("") and not is_home_token("hello")


# The button


@given(homes())
def test_a_button_says_what_it_was_made_of(home):
    choice = choice_of(home)
    assert home_chosen(choice, ["other", home.compound]) == home
    assert home_chosen(choice, ["other-one"]) is None
    press = Press("moved", 0, choice)
    assert Press.parse(str(press)) == press


@given(st.text() | st.from_regex(r"[0-9a-f]{8}\.[0-9a-f]{0,18}\.[0-9a-f]{0,12}", fullmatch=True))
def test_a_forged_button_says_a_sound_home_or_nothing(choice):
    found = home_chosen(choice, ["garden"])
    assert found is None or home_of(token_of(found)) == found


@pytest.mark.parametrize("tail", ["ff.", ".31", "0a.", "31.0a", "3.", "31", "31.32.33"])
def test_a_choice_that_is_no_home(tail):
    digest = choice_of(Home("garden")).split(".")[0]
    assert home_chosen(f"{digest}.{tail}", ["garden"]) is None


# The organisation


def test_buildings_are_those_of_the_sheet_else_those_of_the_grids():
    org = four_levels()
    assert buildings_of(org, "garden") == ("1", "2", "3")
    assert buildings_of(org, "yard") == buildings_of(org, "nowhere") == ()
    listed = Organisation(
        (), (Compound("garden", "花园", "first", buildings=("10", "2", "A", "2A")),), org.grids
    )
    assert buildings_of(listed, "garden") == ("2", "2A", "10", "A")


@pytest.mark.parametrize(
    ("home", "there"),
    [
        (Home("garden"), True),
        (Home("garden", "3"), True),
        (Home("garden", "3", "2"), True),
        (Home("garden", "3", "东"), True),
        (Home("garden", "3", "<b>"), False),
        (Home("garden", "4"), False),
        (Home("nowhere", "3"), False),
        (Home("yard", "12"), True),  # a grid of the whole compound
        (Home("yard", "A"), True),
        (Home("yard", "x/y"), False),
        (Home("yard", "你好"), False),
        (Home("alone", "7"), True),  # no grid at all
    ],
)
def test_what_is_there(home, there):
    assert is_there(four_levels(), home) is there


def test_a_list_of_the_sheet_counts_before_a_grid_of_the_whole_compound():
    grid = Grid("g", "一格", "first", "garden")
    org = Organisation((), (Compound("garden", "花园", "first", buildings=("1", "2")),), (grid,))
    assert is_there(org, Home("garden", "2")) and not is_there(org, Home("garden", "3"))


# Whose home it is

GARDEN = {"compound": "garden", "building": "3", "unit": "2", "floor": None, "room": "501"}


@pytest.mark.parametrize(
    ("home", "scanned", "elsewhere"),
    [
        (None, Home("garden", "3"), False),
        ({}, Home("garden", "3"), False),
        ({"compound": "garden"}, Home("garden", "3"), False),
        ({"building": "3"}, Home("garden", "3"), False),
        (GARDEN, Home("garden", "3"), False),
        (GARDEN, Home("garden"), False),
        (GARDEN, Home("garden", "3", "1"), True),
        (GARDEN, Home("garden", "4"), True),
        (GARDEN, Home("yard"), True),
        ({"building": "5"}, Home("garden", "3"), True),
    ],
)
def test_who_lives_elsewhere(home, scanned, elsewhere):
    assert lives_elsewhere(home, scanned) is elsewhere


def test_a_home_is_completed_and_keeps_what_was_known():
    new = {"compound": "garden", "building": "3", "unit": None}
    assert completed(None, Home("garden", "3")).items() >= new.items()
    assert completed(None, Home("garden", "3"))["room"] is None
    assert completed(GARDEN, Home("garden", "3")).items() >= GARDEN.items()
    known = completed({"building": "3", "room": "501"}, Home("garden", "3", "1"))
    assert (known["compound"], known["unit"], known["room"]) == ("garden", "1", "501")
