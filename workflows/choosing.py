"""Choosing a colleague: a button for each, called as others may see them."""

from collections import Counter
from collections.abc import Callable, Iterable
from itertools import islice

from db.roster import Staffer
from domain.people import Role
from domain.press import Press
from domain.said import Button, Rows
from workflows import naming

MOST = 8
"""Buttons in one question; those who fit best come first."""


def colleague_rows(found: Iterable[Staffer], press: Callable[[int], Press]) -> Rows:
    """One row for each; `press` says what choosing a person does. Those who are called alike have
    their whole name beside it: colleagues know each other's."""
    shown = tuple(islice(found, MOST))
    calls = Counter((one.name[:1], _role(one)) for one in shown)
    return tuple((_button(one, press, calls),) for one in shown)


def _role(one: Staffer) -> Role:
    return one.own_role or one.post.role


def _button(
    one: Staffer, press: Callable[[int], Press], calls: Counter[tuple[str, Role]]
) -> Button:
    who = naming.person_words(one.name, _role(one))
    if calls[one.name[:1], _role(one)] == 1:
        return Button("pass-to", press(one.person_id), (("who", who),))
    return Button("pass-to-named", press(one.person_id), (("who", who), ("name", one.name)))
