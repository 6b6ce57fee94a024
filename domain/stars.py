"""服务之星: thanks by name for whoever wants it, for a month, a quarter or a year; without numbers
and without a rank. Whoever has not said so is never named."""

from collections.abc import Iterable, Mapping
from typing import Any

from domain.period import Span

SPANS = frozenset({Span.MONTH, Span.QUARTER, Span.YEAR})
NAMES_MOST = 12
_WISH = "star"


def wants_thanks(about: Mapping[str, Any] | None) -> bool:
    """Whether this person has said that they may be named."""
    return bool((about or {}).get(_WISH))


def with_wish(about: Mapping[str, Any] | None, *, named: bool) -> dict[str, Any]:
    """What is kept of a person, with that wish or without it."""
    rest = {name: value for name, value in (about or {}).items() if name != _WISH}
    return rest | ({_WISH: True} if named else {})


def in_no_rank(names: Iterable[str]) -> tuple[str, ...]:
    """Each name once, in the order of the characters, which says nothing of who did how much."""
    return tuple(sorted(set(names)))
