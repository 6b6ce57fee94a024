"""Choosing a colleague: a button for each, called as others may see them."""

import re
from collections import Counter
from collections.abc import Callable, Sequence

from db.roster import Staffer
from domain.people import Role
from domain.press import Press
from domain.said import Button, Rows
from domain.surnames import surname_of
from workflows import naming

MOST = 8
"""Buttons in one question; those who fit best come first, the others are a tap away."""

MORE = "more"
"""In a choice: show further colleagues."""

START = re.compile(r"[0-9]{1,4}")


def colleague_rows(
    found: Sequence[Staffer],
    press: Callable[[int], Press],
    more: Callable[[int], Press],
    start: int = 0,
) -> Rows:
    """One row for each, from the `start`th on; `press` says what choosing a person does, `more`
    shows those from a number on. Those who are called alike have their whole name beside it:
    colleagues know each other's."""
    shown = found[start : start + MOST]
    calls = Counter((surname_of(one.name), _role(one)) for one in found)
    rows = tuple((_button(one, press, calls),) for one in shown)
    end = start + len(shown)
    if end >= len(found):
        return rows
    return (*rows, (Button("pass-more", more(end), (("count", len(found) - end),)),))


def start_in(choice: str | None) -> int:
    """From which one on, as a button says it; from the first for anything else."""
    return int(choice) if choice and START.fullmatch(choice) else 0


def _role(one: Staffer) -> Role:
    return one.own_role or one.post.role


def _button(
    one: Staffer, press: Callable[[int], Press], calls: Counter[tuple[str, Role]]
) -> Button:
    who = naming.person_words(one.name, _role(one))
    if calls[surname_of(one.name), _role(one)] == 1:
        return Button("pass-to", press(one.person_id), (("who", who),))
    return Button("pass-to-named", press(one.person_id), (("who", who), ("name", one.name)))
