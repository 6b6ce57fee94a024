"""The one table of transitions, every cell of it."""

from itertools import chain, combinations

import pytest

from domain.lifecycle import (
    BUTTONS,
    LIVE,
    OPEN,
    TRANSITIONS,
    WORKING,
    Action,
    Relation,
    Status,
    allowed,
    buttons,
    diagram,
    refusal_key,
)

ALL_RELATIONS = [
    frozenset(some)
    for some in chain.from_iterable(combinations(Relation, n) for n in (0, 1, 2, 3, len(Relation)))
]
"""Any three, and all of them: with every set of so many relations it would take minutes."""

EXPECTED = {
    Status.QUEUED: {
        Action.EXCLUDE: "desk overseer",
        Action.LEAVE_OUT: "overseer",
        Action.KEEP_IN: "overseer",
        Action.COUNT_AGAIN: "overseer",
        Action.SUPERVISE: "overseer",
        Action.RELEASE: "overseer",
        Action.ACCEPT: "desk upper",
        Action.DISCARD: "desk upper",
        Action.PAUSE: "chair",
        Action.RETURN: "desk",
        Action.DISPUTE: "desk",
        Action.ADD: "owner filer",
        Action.URGE: "owner filer",
        Action.WITHDRAW: "owner filer",
        Action.ANSWER: "owner filer",
        Action.CORRECT: "owner filer",
        Action.PROGRESS: "partner",
        Action.CONTACT: "desk partner",
        Action.TAKE_PART: "support",
        Action.PART_DONE: "partner",
        Action.CLEAR: "chair upper",
        Action.ACKNOWLEDGE: "upper",
        Action.MERGE: "owner system",
        Action.WHISTLE: "desk",
        Action.POST: "desk chair",
        Action.CLAIM: "volunteer",
    },
    Status.HANDLING: {
        Action.EXCLUDE: "handler overseer",
        Action.LEAVE_OUT: "overseer",
        Action.KEEP_IN: "overseer",
        Action.COUNT_AGAIN: "overseer",
        Action.ETA: "handler claimant",
        Action.CONTACT: "handler support partner claimant",
        Action.PASS: "handler claimant",
        Action.TAKE_PASS: "offered",
        Action.DECLINE_PASS: "offered",
        Action.POST: "handler claimant desk chair",
        Action.CLAIM: "volunteer",
        Action.GIVE_BACK: "claimant",
        Action.SUPERVISE: "overseer",
        Action.RELEASE: "overseer",
        Action.DEFER: "handler",
        Action.APPROVE: "approver",
        Action.REFUSE: "approver",
        Action.RESUME: "handler approver system",
        Action.TAKE_OVER: "deputy",
        Action.WHISTLE: "handler claimant",
        Action.RETURN: "handler",
        Action.DISPUTE: "handler",
        Action.PROGRESS: "handler support partner claimant helper",
        Action.TAKE_PART: "support",
        Action.PART_DONE: "partner",
        Action.TASK: "handler",
        Action.CLEAR: "handler partner chair upper",
        Action.AGREE: "handler support partner",
        Action.OBJECT: "handler support partner",
        Action.STILL_ON: "handler claimant",
        Action.RESOLVE: "handler claimant",
        Action.TAKE_BACK: "system",
        Action.ADD: "owner filer",
        Action.URGE: "owner filer",
        Action.WITHDRAW: "owner filer",
        Action.ANSWER: "owner filer",
        Action.ACKNOWLEDGE: "upper",
    },
    Status.RULING: {
        Action.EXCLUDE: "overseer",
        Action.LEAVE_OUT: "overseer",
        Action.KEEP_IN: "overseer",
        Action.COUNT_AGAIN: "overseer",
        Action.SUPERVISE: "overseer",
        Action.RELEASE: "overseer",
        Action.RULE: "chair upper",
        Action.ADD: "owner filer",
        Action.URGE: "owner filer",
        Action.WITHDRAW: "owner filer",
        Action.ANSWER: "owner filer",
        Action.ACKNOWLEDGE: "upper",
    },
    Status.DONE: {
        Action.EXCLUDE: "handler overseer",
        Action.LEAVE_OUT: "overseer",
        Action.KEEP_IN: "overseer",
        Action.COUNT_AGAIN: "overseer",
        Action.SUPERVISE: "overseer",
        Action.RELEASE: "overseer",
        Action.SOLVED: "owner filer",
        Action.UNSOLVED: "owner filer",
        Action.LAPSE: "system",
        Action.ADD: "owner filer",
        Action.PROGRESS: "handler partner claimant",
    },
    Status.CLOSED: {
        Action.EXCLUDE: "handler overseer",
        Action.LEAVE_OUT: "overseer",
        Action.KEEP_IN: "overseer",
        Action.COUNT_AGAIN: "overseer",
        Action.RATE: "owner filer",
        Action.REOPEN: "owner filer",
        Action.REPLY: "handler chair upper approver",
    },
    Status.WITHDRAWN: {},
    Status.MERGED: {
        Action.RELEASE: "overseer",
        Action.SPLIT: "owner filer desk system",
        Action.FOLLOW: "system",
        Action.ADD: "owner filer",
        Action.URGE: "owner filer",
        Action.WITHDRAW: "owner filer",
        Action.ANSWER: "owner filer",
    },
}
"""Who may do what when, written down a second time so that no change of the table is silent."""


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("action", Action)
def test_every_cell(status, action):
    may = set(EXPECTED[status].get(action, "").split())
    assert {one for one in Relation if action in allowed(status, [one])} == may
    assert {one for one in Relation if refusal_key(status, action, [one]) is None} == may


@pytest.mark.parametrize("status", Status)
def test_a_refusal_says_whether_it_is_the_person_or_the_moment(status):
    for action in Action:
        key = refusal_key(status, action, [])
        known = action in EXPECTED[status]
        assert key == ("refuse-not-yours" if known else f"refuse-status-{status}")


@pytest.mark.parametrize("status", Status)
def test_several_relations_may_what_each_of_them_may(status):
    for relations in ALL_RELATIONS:
        found = allowed(status, relations)
        assert found == frozenset(chain.from_iterable(allowed(status, [r]) for r in relations))
        for action in Action:
            assert (refusal_key(status, action, relations) is None) is (action in found)


@pytest.mark.parametrize("status", Status)
def test_buttons_show_only_what_is_allowed_in_their_order(status):
    for relations in ALL_RELATIONS:
        shown = buttons(status, relations)
        assert set(shown) == allowed(status, relations) & set(BUTTONS)
        assert list(shown) == sorted(shown, key=BUTTONS.index)
    assert len(set(BUTTONS)) == len(BUTTONS)


def test_nothing_is_a_button_that_only_the_program_does():
    by_us = {row.action for row in TRANSITIONS.values() if row.by == {Relation.SYSTEM}}
    assert by_us == {Action.TAKE_BACK, Action.LAPSE, Action.FOLLOW}
    assert not by_us & set(BUTTONS)


def test_every_transition_is_by_somebody_and_stands_under_its_own_key():
    for (status, action), row in TRANSITIONS.items():
        assert (row.source, row.action) == (status, action)
        assert row.by


def test_nothing_leads_out_of_withdrawn_and_only_its_resident_reopens_what_is_closed():
    assert not [row for row in TRANSITIONS.values() if row.source is Status.WITHDRAWN]
    out_of_closed = [row for row in TRANSITIONS.values() if row.source is Status.CLOSED]
    leading_out = [row for row in out_of_closed if row.to is not Status.CLOSED]
    assert [(row.action, row.to) for row in leading_out] == [(Action.REOPEN, Status.QUEUED)]
    assert leading_out[0].by == {Relation.OWNER, Relation.FILER}


@pytest.mark.parametrize("status", sorted(LIVE))
def test_every_open_status_has_a_way_to_an_end(status):
    seen, ahead = set(), {status}
    while ahead:
        here = ahead.pop()
        seen.add(here)
        ahead |= {row.to for row in TRANSITIONS.values() if row.source is here} - seen
    assert Status.CLOSED in seen


@pytest.mark.parametrize("status", sorted(set(Status) - {Status.QUEUED}))
def test_every_status_is_reached_by_something(status):
    assert [row for row in TRANSITIONS.values() if row.to is status and row.source is not status]


def test_open_is_what_has_not_ended():
    assert set(Status) - LIVE == {Status.CLOSED, Status.WITHDRAWN}
    assert {Status.MERGED} == LIVE - OPEN
    assert {Status.DONE} == OPEN - WORKING


@pytest.mark.parametrize("status", sorted(LIVE))
def test_somebody_other_than_the_resident_can_move_every_open_ticket(status):
    """A resident who never answers must not stop a ticket."""
    moves = [r for r in TRANSITIONS.values() if r.source is status and r.to is not status]
    assert any(row.by - {Relation.OWNER} for row in moves)


def test_the_diagram_shows_every_status_and_every_move():
    text = diagram()
    assert text.startswith("stateDiagram-v2")
    for status in Status:
        assert status.value in text
    for row in TRANSITIONS.values():
        if row.source is not row.to:
            line = next(
                one
                for one in text.splitlines()
                if one.strip().startswith(f"{row.source} --> {row.to}:")
            )
            assert row.action.value in line.partition(":")[2].replace(",", " ").split()
    assert "[*] --> queued" in text
    assert {"closed --> [*]", "withdrawn --> [*]"} <= {one.strip() for one in text.splitlines()}
