"""联办: how the supporting side's part of a ticket stands, and what that forbids. Pure."""

from dataclasses import dataclass

from domain.catalogue import Route
from domain.lifecycle import Action

PART_CLOCKS = ("part_accept", "part")
"""The clocks of the part: until somebody of the supporting side takes it, until it is done."""

SIDES = (Route.COMMUNITY, Route.PROPERTY)
"""The sides a ticket of both can turn out to belong to."""

CLEARING = frozenset({Action.CLEAR, Action.AGREE, Action.OBJECT})
ANSWERS = frozenset({Action.AGREE, Action.OBJECT})
"""They stand under the question alone."""

OF_THE_PART = CLEARING | {Action.TAKE_PART, Action.PART_DONE, Action.TASK}
"""Actions that need a part which is not done yet."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a part is. `task`: what was asked for; `taken`: somebody has it; `lead_done`: the
    leading side has done its own."""

    task: str = ""
    taken: bool = False
    done: bool = False
    lead_done: bool = False


def part_refusal(action: Action, standing: Standing | None) -> str | None:
    """The catalogue key of why the state of the part (None: there is none) forbids an action;
    None where it does not. A ticket older than its part may have it taken all the same."""
    if action is Action.RESOLVE:
        waits = standing is not None and standing.lead_done and not standing.done
        return "refuse-lead-done" if waits else None
    if action not in OF_THE_PART:
        return None
    if standing is None:
        return None if action is Action.TAKE_PART else "refuse-no-part"
    if standing.done:
        return "refuse-part-done"
    return "refuse-part-taken" if action is Action.TAKE_PART and standing.taken else None


def without_button(standing: Standing | None, *, joint: bool) -> frozenset[Action]:
    """Actions that the card does not offer as the part stands."""
    if not joint:
        return OF_THE_PART
    never = (action for action in (*OF_THE_PART, Action.RESOLVE) if part_refusal(action, standing))
    return ANSWERS | frozenset(never)


def side_refusal(side: str, against: str | None) -> str | None:
    """The catalogue key of why a ticket cannot be that side's alone: nobody judges a complaint
    about themselves (DOMAIN §3)."""
    if side == Route.PROPERTY and against == "property":
        return "refuse-clear-against"
    return None


def sides_for(against: str | None) -> tuple[Route, ...]:
    """The sides that can be offered."""
    return tuple(side for side in SIDES if side_refusal(side, against) is None)
