"""Choosing a colleague: a button for each, called as others may see them."""

from collections.abc import Callable, Iterable
from itertools import islice

from db.roster import Staffer
from domain.press import Press
from domain.said import Button, Rows
from workflows import naming

MOST = 8
"""Buttons in one question; those who fit best come first."""


def colleague_rows(found: Iterable[Staffer], press: Callable[[int], Press]) -> Rows:
    """One row for each; `press` says what choosing a person does."""
    return tuple(
        (
            Button(
                "pass-to",
                press(one.person_id),
                (("who", naming.person_words(one.name, one.own_role or one.post.role)),),
            ),
        )
        for one in islice(found, MOST)
    )
