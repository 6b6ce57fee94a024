"""不计: why a matter may be left out of the rates, and who may confirm it. Two persons say so, one
above the other, and what is left out is counted in the open (DOMAIN §7)."""

from collections.abc import Collection, Sequence
from enum import StrEnum

from domain.org import Organisation
from domain.people import Post
from domain.sight import is_accused

REASONS = ("impossible", "abusive", "beyond")
"""impossible: it cannot be done. abusive: it is no honest matter. beyond: it is out of the power of
everybody up to the district. Codes of at most 24 characters."""

LONGEST = 200
"""So many characters may be said besides; something has to be."""


class ExclusionState(StrEnum):
    """asked: one person has proposed it, and it counts as ever. stands: a second one has confirmed
    it. refused: the second one has not. taken_back: it stood, and counts again."""

    ASKED = "asked"
    STANDS = "stands"
    REFUSED = "refused"
    TAKEN_BACK = "taken_back"


def may_confirm(
    org: Organisation, community: str, against: str | None, asker: Collection[Post]
) -> tuple[Post, ...]:
    """Who may confirm, the nearest first: the first persons responsible of the community and
    above, without those of the side complained about, and above whoever proposed it."""
    ladder: Sequence[Post] = org.ladder(org.lead_post(community))
    lowest = 1 + max((n for n, post in enumerate(ladder) if post in asker), default=-1)
    return tuple(p for p in ladder[lowest:] if not is_accused(org, against, community, p.unit))
