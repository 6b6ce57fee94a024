"""What the state of the supporting side's part forbids, every cell of it."""

from itertools import product

import pytest

from domain.catalogue import Route
from domain.lifecycle import Action
from domain.sharing import (
    CLEARING,
    OF_THE_PART,
    SIDES,
    Standing,
    part_refusal,
    side_refusal,
    sides_for,
    without_button,
)

STANDINGS = [Standing("", *flags) for flags in product((False, True), repeat=3)]


@pytest.mark.parametrize("action", sorted(set(Action) - OF_THE_PART - {Action.RESOLVE}))
def test_a_part_is_in_nobody_elses_way(action):
    assert {part_refusal(action, one) for one in (None, *STANDINGS)} == {None}


@pytest.mark.parametrize("standing", STANDINGS)
def test_every_cell(standing):
    refused = {action: part_refusal(action, standing) for action in OF_THE_PART}
    if standing.done:
        assert set(refused.values()) == {"refuse-part-done"}
    else:
        taken = refused.pop(Action.TAKE_PART)
        assert taken == ("refuse-part-taken" if standing.taken else None)
        assert set(refused.values()) == {None}
    again = standing.lead_done and not standing.done
    assert (part_refusal(Action.RESOLVE, standing) == "refuse-lead-done") is again


def test_without_a_part_only_taking_it_begins_one():
    refused = {action: part_refusal(action, None) for action in OF_THE_PART}
    assert refused.pop(Action.TAKE_PART) is None
    assert set(refused.values()) == {"refuse-no-part"}
    assert part_refusal(Action.RESOLVE, None) is None


@pytest.mark.parametrize("standing", [None, *STANDINGS])
def test_the_card_offers_what_would_not_be_refused(standing):
    assert without_button(standing, joint=False) == OF_THE_PART
    hidden = without_button(standing, joint=True)
    for action in (*OF_THE_PART, Action.RESOLVE):
        stands_under_a_question = action in CLEARING - {Action.CLEAR}
        refused = part_refusal(action, standing) is not None
        assert (action in hidden) is (refused or stands_under_a_question)


@pytest.mark.parametrize("against", [None, "property", "community", "neighbour"])
def test_the_company_never_judges_itself(against):
    assert set(sides_for(against)) <= set(SIDES)
    assert (Route.PROPERTY in sides_for(against)) is (against != "property")
    assert Route.COMMUNITY in sides_for(against)
    assert side_refusal(Route.JOINT, against) is None
