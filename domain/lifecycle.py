"""The life of a ticket: one table of what may happen, in which status, by whom.

Buttons, refusals and the state diagram in docs/ are all made from TRANSITIONS.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """Where a ticket stands."""

    QUEUED = "queued"
    HANDLING = "handling"
    RULING = "ruling"
    DONE = "done"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"


OPEN = frozenset({Status.QUEUED, Status.HANDLING, Status.RULING, Status.DONE})
"""Statuses in which somebody still owes something; the audit watches these."""

WORKING = frozenset({Status.QUEUED, Status.HANDLING, Status.RULING})
"""Statuses in which a matter is still to be done; another one can be merged into it."""

LIVE = OPEN | {Status.MERGED}
"""Statuses in which a resident's matter goes on: of its own, or with the one it is merged into."""


class Action(StrEnum):
    """What can happen to a ticket (DOMAIN §8 for the words)."""

    ACCEPT = "accept"
    RETURN = "return"
    DISPUTE = "dispute"
    RULE = "rule"
    PROGRESS = "progress"
    STILL_ON = "still_on"
    RESOLVE = "resolve"
    SOLVED = "solved"
    UNSOLVED = "unsolved"
    REOPEN = "reopen"
    RATE = "rate"
    REPLY = "reply"
    URGE = "urge"
    ADD = "add"
    CORRECT = "correct"
    WITHDRAW = "withdraw"
    DISCARD = "discard"
    PAUSE = "pause"
    ACKNOWLEDGE = "acknowledge"
    TAKE_BACK = "take_back"
    LAPSE = "lapse"
    MERGE = "merge"
    SPLIT = "split"
    FOLLOW = "follow"
    DEFER = "defer"
    APPROVE = "approve"
    REFUSE = "refuse"
    RESUME = "resume"
    WHISTLE = "whistle"
    CONTACT = "contact"
    ANSWER = "answer"
    TAKE_OVER = "take_over"
    ETA = "eta"
    TAKE_PART = "take_part"
    PART_DONE = "part_done"
    TASK = "task"
    CLEAR = "clear"
    AGREE = "agree"
    OBJECT = "object"
    SUPERVISE = "supervise"
    RELEASE = "release"
    PASS = "pass"  # noqa: S105
    TAKE_PASS = "take_pass"  # noqa: S105
    DECLINE_PASS = "decline_pass"  # noqa: S105
    POST = "post"
    CLAIM = "claim"
    GIVE_BACK = "give_back"
    EXCLUDE = "exclude"
    LEAVE_OUT = "leave_out"
    KEEP_IN = "keep_in"
    COUNT_AGAIN = "count_again"


class Relation(StrEnum):
    """What a person is to a ticket, the only thing permission depends on.

    OWNER reported it. FILER wrote it down for a resident who has no chat of her own with us
    yet, and passes on what she says. HANDLER accepted it. DESK is on duty at the post it is
    addressed to. SUPPORT is on duty at the supporting post of joint handling, or leads its
    unit; PARTNER took that part. UPPER is the first person responsible of a rung it was
    escalated to. CHAIR rules on disputed ownership. APPROVER is the first person responsible of
    any rung above its post, told of it or not: they decide whether its dates may move. DEPUTY
    stands in for the handler, who is away. OFFERED was asked by the handler to take it.
    VOLUNTEER is of the vanguard team of its community or branch, or of the staff there;
    CLAIMANT is a volunteer who claimed it and has it in hand, HELPER claimed it to help whoever
    has it. OVERSEER is its community's secretary or a first person responsible above, and not
    of the side it complains about: they keep the supervision list. SYSTEM is us.
    """

    OWNER = "owner"
    FILER = "filer"
    HANDLER = "handler"
    DESK = "desk"
    SUPPORT = "support"
    PARTNER = "partner"
    UPPER = "upper"
    CHAIR = "chair"
    APPROVER = "approver"
    DEPUTY = "deputy"
    OFFERED = "offered"
    VOLUNTEER = "volunteer"
    CLAIMANT = "claimant"
    HELPER = "helper"
    OVERSEER = "overseer"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Transition:
    """One row: from a status, an action by any of these relations leads to `to`."""

    source: Status
    action: Action
    to: Status
    by: frozenset[Relation]


def _rows(
    sources: Iterable[Status], action: Action, to: Status | None, *by: Relation
) -> list[Transition]:
    return [Transition(s, action, to or s, frozenset(by)) for s in sources]


_R, _S, _A = Relation, Status, Action
_WORKING = (_S.QUEUED, _S.HANDLING, _S.RULING)  # in the order of the documents
_HERS = (_R.OWNER, _R.FILER)
_COUNTED = (*_WORKING, _S.DONE, _S.CLOSED)

TRANSITIONS: dict[tuple[Status, Action], Transition] = {
    (row.source, row.action): row
    for row in [
        *_rows([_S.QUEUED], _A.ACCEPT, _S.HANDLING, _R.DESK, _R.UPPER),
        *_rows([_S.QUEUED], _A.RETURN, _S.QUEUED, _R.DESK),
        *_rows([_S.HANDLING], _A.RETURN, _S.QUEUED, _R.HANDLER),
        *_rows([_S.QUEUED], _A.DISPUTE, _S.RULING, _R.DESK),
        *_rows([_S.HANDLING], _A.DISPUTE, _S.RULING, _R.HANDLER),
        *_rows([_S.RULING], _A.RULE, _S.QUEUED, _R.CHAIR, _R.UPPER),
        *_rows(
            [_S.HANDLING],
            _A.PROGRESS,
            None,
            *(_R.HANDLER, _R.SUPPORT, _R.PARTNER, _R.CLAIMANT, _R.HELPER),
        ),
        *_rows([_S.QUEUED], _A.PROGRESS, None, _R.PARTNER),
        *_rows([_S.DONE], _A.PROGRESS, None, _R.HANDLER, _R.PARTNER, _R.CLAIMANT),
        *_rows([_S.QUEUED, _S.HANDLING], _A.TAKE_PART, None, _R.SUPPORT),
        *_rows([_S.QUEUED, _S.HANDLING], _A.PART_DONE, None, _R.PARTNER),
        *_rows([_S.HANDLING], _A.TASK, None, _R.HANDLER),
        *_rows([_S.QUEUED], _A.CLEAR, None, _R.CHAIR, _R.UPPER),
        *_rows([_S.HANDLING], _A.CLEAR, None, _R.HANDLER, _R.PARTNER, _R.CHAIR, _R.UPPER),
        *_rows([_S.HANDLING], _A.AGREE, None, _R.HANDLER, _R.SUPPORT, _R.PARTNER),
        *_rows([_S.HANDLING], _A.OBJECT, None, _R.HANDLER, _R.SUPPORT, _R.PARTNER),
        *_rows([_S.QUEUED], _A.CONTACT, None, _R.DESK, _R.PARTNER),
        *_rows([_S.HANDLING], _A.CONTACT, None, _R.HANDLER, _R.SUPPORT, _R.PARTNER, _R.CLAIMANT),
        *_rows([*_WORKING, _S.MERGED], _A.ANSWER, None, *_HERS),
        *_rows([_S.HANDLING], _A.STILL_ON, None, _R.HANDLER, _R.CLAIMANT),
        *_rows([_S.HANDLING], _A.RESOLVE, _S.DONE, _R.HANDLER, _R.CLAIMANT),
        *_rows([_S.HANDLING], _A.TAKE_BACK, _S.QUEUED, _R.SYSTEM),
        *_rows([_S.DONE], _A.SOLVED, _S.CLOSED, *_HERS),
        *_rows([_S.DONE], _A.UNSOLVED, _S.QUEUED, *_HERS),
        *_rows([_S.DONE], _A.LAPSE, _S.CLOSED, _R.SYSTEM),
        *_rows([_S.CLOSED], _A.REOPEN, _S.QUEUED, *_HERS),
        *_rows([_S.CLOSED], _A.RATE, None, *_HERS),
        *_rows([_S.CLOSED], _A.REPLY, None, _R.HANDLER, _R.CHAIR, _R.UPPER, _R.APPROVER),
        *_rows([*_WORKING, _S.DONE], _A.ADD, None, *_HERS),
        *_rows(_WORKING, _A.URGE, None, *_HERS),
        *_rows(_WORKING, _A.WITHDRAW, _S.WITHDRAWN, *_HERS),
        *_rows([_S.QUEUED], _A.DISCARD, _S.WITHDRAWN, _R.DESK, _R.UPPER),
        *_rows([_S.QUEUED], _A.PAUSE, None, _R.CHAIR),
        *_rows([_S.QUEUED], _A.CORRECT, _S.QUEUED, *_HERS),
        *_rows(_WORKING, _A.ACKNOWLEDGE, None, _R.UPPER),
        *_rows([_S.QUEUED], _A.MERGE, _S.MERGED, _R.OWNER, _R.SYSTEM),
        *_rows([_S.MERGED], _A.SPLIT, _S.QUEUED, *_HERS, _R.DESK, _R.SYSTEM),
        *_rows([_S.MERGED], _A.FOLLOW, _S.DONE, _R.SYSTEM),
        *_rows([_S.MERGED], _A.ADD, None, *_HERS),
        *_rows([_S.MERGED], _A.URGE, None, *_HERS),
        *_rows([_S.MERGED], _A.WITHDRAW, _S.WITHDRAWN, *_HERS),
        *_rows([_S.HANDLING], _A.DEFER, None, _R.HANDLER),
        *_rows([_S.HANDLING], _A.APPROVE, None, _R.APPROVER),
        *_rows([_S.HANDLING], _A.REFUSE, None, _R.APPROVER),
        *_rows([_S.HANDLING], _A.RESUME, None, _R.HANDLER, _R.APPROVER, _R.SYSTEM),
        *_rows([_S.QUEUED], _A.WHISTLE, None, _R.DESK),
        *_rows([_S.HANDLING], _A.WHISTLE, None, _R.HANDLER, _R.CLAIMANT),
        *_rows([_S.HANDLING], _A.ETA, None, _R.HANDLER, _R.CLAIMANT),
        *_rows([_S.HANDLING], _A.TAKE_OVER, None, _R.DEPUTY),
        *_rows([*_WORKING, _S.DONE], _A.SUPERVISE, None, _R.OVERSEER),
        *_rows([*_WORKING, _S.DONE, _S.MERGED], _A.RELEASE, None, _R.OVERSEER),
        *_rows([_S.HANDLING], _A.PASS, None, _R.HANDLER, _R.CLAIMANT),
        *_rows([_S.HANDLING], _A.TAKE_PASS, None, _R.OFFERED),
        *_rows([_S.HANDLING], _A.DECLINE_PASS, None, _R.OFFERED),
        *_rows([_S.QUEUED], _A.POST, None, _R.DESK, _R.CHAIR),
        *_rows([_S.HANDLING], _A.POST, None, _R.HANDLER, _R.CLAIMANT, _R.DESK, _R.CHAIR),
        *_rows([_S.QUEUED], _A.CLAIM, _S.HANDLING, _R.VOLUNTEER),
        *_rows([_S.HANDLING], _A.CLAIM, None, _R.VOLUNTEER),
        *_rows([_S.HANDLING], _A.GIVE_BACK, _S.QUEUED, _R.CLAIMANT),
        *_rows([_S.QUEUED], _A.EXCLUDE, None, _R.DESK, _R.OVERSEER),
        *_rows([_S.HANDLING, _S.DONE, _S.CLOSED], _A.EXCLUDE, None, _R.HANDLER, _R.OVERSEER),
        *_rows([_S.RULING], _A.EXCLUDE, None, _R.OVERSEER),
        *_rows(_COUNTED, _A.LEAVE_OUT, None, _R.OVERSEER),
        *_rows(_COUNTED, _A.KEEP_IN, None, _R.OVERSEER),
        *_rows(_COUNTED, _A.COUNT_AGAIN, None, _R.OVERSEER),
    ]
}
"""The one table. What is not in it cannot happen."""

BUTTONS: tuple[Action, ...] = (
    Action.ACCEPT,
    Action.DISCARD,
    Action.PAUSE,
    Action.TAKE_PART,
    Action.STILL_ON,
    Action.PROGRESS,
    Action.PART_DONE,
    Action.RESOLVE,
    Action.CONTACT,
    Action.ETA,
    Action.TASK,
    Action.CLEAR,
    Action.RETURN,
    Action.DEFER,
    Action.RESUME,
    Action.WHISTLE,
    Action.PASS,
    Action.POST,
    Action.GIVE_BACK,
    Action.RULE,
    Action.ACKNOWLEDGE,
    Action.SUPERVISE,
    Action.RELEASE,
    Action.SPLIT,
    Action.SOLVED,
    Action.UNSOLVED,
    Action.RATE,
)
"""Actions that appear as buttons on a card, in the order in which they are shown."""

RARER = frozenset(
    {
        Action.TASK,
        Action.CLEAR,
        Action.ETA,
        Action.RETURN,
        Action.DEFER,
        Action.WHISTLE,
        Action.PASS,
        Action.POST,
        Action.GIVE_BACK,
        Action.SUPERVISE,
        Action.RELEASE,
        Action.SPLIT,
    }
)
"""Those that are pressed rarely: where there are many, they stand behind one button."""


def allowed(status: Status, relations: Iterable[Relation]) -> frozenset[Action]:
    """What somebody with these relations may do to a ticket in that status."""
    mine = frozenset(relations)
    return frozenset(a for (s, a), row in TRANSITIONS.items() if s is status and row.by & mine)


def buttons(status: Status, relations: Iterable[Relation]) -> tuple[Action, ...]:
    """The actions to show as buttons to that person now, in their order."""
    may = allowed(status, relations)
    return tuple(a for a in BUTTONS if a in may)


def refusal_key(status: Status, action: Action, relations: Iterable[Relation]) -> str | None:
    """None when the action may happen, else the catalogue key of the reason it may not.

    "Not yours" when the status would allow it to somebody else, else what the ticket's present
    status is, so that an old card never does harm.
    """
    row = TRANSITIONS.get((status, action))
    if row is None:
        return f"refuse-status-{status}"
    if not row.by & frozenset(relations):
        return "refuse-not-yours"
    return None


def diagram() -> str:
    """The state diagram of docs/architecture.md as Mermaid text, from the table."""
    moves: dict[tuple[Status, Status], list[str]] = {}
    for row in TRANSITIONS.values():
        if row.source is not row.to or row.action in (Action.RETURN, Action.CORRECT):
            moves.setdefault((row.source, row.to), []).append(row.action.value)
    lines = ["stateDiagram-v2", "    [*] --> queued: open"]
    lines += [f"    {a} --> {b}: {', '.join(acts)}" for (a, b), acts in moves.items()]
    lines += ["    closed --> [*]", "    withdrawn --> [*]"]
    return "\n".join(lines)
