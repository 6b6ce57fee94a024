"""How a ticket came to us when its resident did not write it herself."""

from enum import StrEnum


class Origin(StrEnum):
    """WALK_IN: she came to the desk and a colleague wrote it down (代). PATROL: somebody of the
    staff saw it before anybody complained (未诉先办)."""

    WALK_IN = "walk_in"
    PATROL = "patrol"
