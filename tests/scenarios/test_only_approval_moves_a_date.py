"""Whatever people do and however time passes: only an approval (or a redo, or the end of a hold)
moves the date of a ticket, nothing is silent, and a hold rests all that runs."""

from hypothesis import strategies as st

from db.models import TimerState
from db.time_rows import Deferral, DeferralState
from domain.lifecycle import OPEN, Status
from tests.scenarios.histories import MANY, live_through
from tests.scenarios.staging import DOOR, NOISE, nothing_is_silent
from tests.support.town import photo

MOVES = {"extended", "held", "resumed", "unsolved", "raised"}
"""Events after which the date may be another one."""

PRESSES = {
    "accepts": ("property", "accept:1"),
    "boss accepts": ("manager", "accept:1"),
    "grid accepts": ("grid", "accept:1"),
    "still on": ("property", "still_on:1"),
    "returns": ("property", "return:1:nuisance"),
    "grid returns": ("grid", "return:1:facilities"),
    "rules": ("secretary", "rule:1:property"),
    "asks 1": ("property", "defer:1:extension.parts.20261130.go"),
    "asks 2": ("property", "defer:1:extension.larger.20261203.go"),
    "holds 1": ("property", "defer:1:hold.money.20261120.go"),
    "holds 2": ("property", "defer:1:hold.resident.20261125.go"),
    "boss asks": ("manager", "defer:1:extension.units.20261201.go"),
    "resumes": ("property", "resume:1"),
    "boss resumes": ("manager", "resume:1"),
    "approves own": ("property", "approve:1:{last}"),
    "approves": ("manager", "approve:1:{last}"),
    "approves 2": ("secretary", "approve:1:{last}"),
    "approves first": ("manager", "approve:1:1"),
    "refuses": ("manager", "refuse:1:{last}"),
    "whistles": ("property", "whistle:1"),
    "urges": ("resident", "urge:1"),
    "unsolved": ("resident", "unsolved:1"),
    "joins": ("neighbour", "merge:1:2"),
    "leaves": ("neighbour", "split:2"),
}
SAYS = {
    "words": ("property", "阀门要等厂家发货"),
    "answers": ("property", "没有"),
    "adds": ("resident", "1118-1 还是关不上"),
    "another": ("neighbour", NOISE),
}
WAITS = {"a moment": 7, "an hour": 61, "half a day": 700, "a day": 1440, "days": 4321}  # minutes

BEGINNINGS = st.sampled_from(
    [
        (),
        ("joins", "accepts"),
        ("accepts", "asks 1", "an hour"),
        ("accepts", "asks 2", "approves"),
        ("accepts", "holds 2", "approves"),
        ("joins", "accepts", "holds 1", "a moment", "approves 2"),
    ]
)
SHORTEST = 4
STEPS = st.lists(
    st.sampled_from(["done", *PRESSES, *SAYS, *WAITS])
    | st.sampled_from(["accepts", "asks 1", "holds 2", "approves", "a day", "unsolved", "done"]),
    min_size=SHORTEST,
    max_size=20,
)


async def _step(town, step: str) -> None:
    if step in WAITS:
        await town.after(minutes=WAITS[step])
    elif step in SAYS:
        who, text = SAYS[step]
        await town.people[who].says(text)
    elif step == "done":
        await town.property.sends_press("resolve:1")
        await town.property.says("修好了", media=[photo()])
    else:
        who, payload = PRESSES[step]
        last = max((row.id for row in await town.rows(Deferral)), default=0)
        await town.people[who].sends_press(payload.format(last=last))


async def _holds_true(town, before, events: int) -> None:
    """What must be so after every step."""
    ticket = await town.ticket(1)
    new = (await town.events())[events:]
    kinds = {event.kind for event in new if event.ticket_id == 1}
    if before.fix_due != ticket.fix_due:
        assert kinds & MOVES, kinds
    if kinds & {"extended", "held"}:
        (event,) = (e for e in new if e.kind in ("extended", "held"))
        # of two that were decided in the same minute, the one that was asked later
        row = max(await town.rows(Deferral), key=lambda r: (r.decided_at or r.asked_at, r.id))
        assert row.state is DeferralState.APPROVED
        assert (event.person_id, event.values["asked_by"]) == (row.decided_by, row.asked_by)
        assert row.decided_by != row.asked_by
    asked = [r for r in await town.rows(Deferral) if r.state is DeferralState.ASKED]
    assert len(asked) <= (ticket.status is Status.HANDLING)
    waiting = {
        timer.clock
        for timer in await town.timers()
        if timer.ticket_id == 1 and timer.state is TimerState.PENDING
    }
    if ticket.held_until:
        assert ticket.status is Status.HANDLING
        assert waiting == {"held"}
        assert ticket.promised_at == ticket.held_until < ticket.fix_due
    elif ticket.status in (Status.QUEUED, Status.HANDLING, Status.RULING):
        assert "fix" in waiting
    if ticket.status in OPEN:
        assert waiting
    await nothing_is_silent(town)


async def _live(town, steps: list[str]) -> None:
    for chat, text in (("resident", DOOR), ("neighbour", DOOR)):
        town.people[chat] = await town.resident(chat)
        await town.people[chat].says(text)
    for step in steps:
        before, events = await town.ticket(1), len(await town.events())
        await _step(town, step)
        await _holds_true(town, before, events)
    approved = [r for r in await town.rows(Deferral) if r.state is DeferralState.APPROVED]
    assert len(approved) <= 2


def test_only_an_approval_moves_a_date(sqlite_file, tmp_path):
    """Histories of up to 24 steps."""
    steps = live_through(sqlite_file, tmp_path, BEGINNINGS, STEPS, _live)
    assert steps >= MANY * SHORTEST
