"""Whatever two sides do with a ticket of both: it is done when both parts are, no part is without a
clock, nothing is silent, and only an approval moves a date."""

from hypothesis import strategies as st

from db.desk_rows import SupportPart
from db.models import TimerState
from db.time_rows import Deferral
from domain.lifecycle import Status
from domain.sharing import PART_CLOCKS
from tests.scenarios.histories import MANY, live_through
from tests.scenarios.staging import nothing_is_silent
from tests.scenarios.test_two_sides_one_ticket import PASSAGE
from tests.support.town import photo

MOVES = {"extended", "held", "resumed", "unsolved", "raised"}
BEGINS = MOVES | {"rule", "return", "cleared", "correct", "dispatched"}
AT_WORK = (Status.QUEUED, Status.HANDLING)

PRESSES = {
    "accepts": ("grid", "accept:1"),
    "comes": ("property", "take_part:1"),
    "boss comes": ("manager", "take_part:1"),
    "says property": ("grid", "clear:1:property"),
    "says community": ("property", "clear:1:community"),
    "grid agrees": ("grid", "agree:1:community"),
    "property agrees": ("property", "agree:1:property"),
    "grid objects": ("grid", "object:1:community"),
    "property objects": ("property", "object:1:property"),
    "chair: community": ("secretary", "clear:1:community"),
    "chair: property": ("secretary", "clear:1:property"),
    "chair: both": ("secretary", "clear:1:joint"),
    "returns": ("grid", "return:1:facilities"),
    "returns too": ("property", "return:1:blocked_exit"),
    "rules both": ("secretary", "rule:1:joint"),
    "rules property": ("secretary", "rule:1:property"),
    "property accepts": ("property", "accept:1"),
    "holds": ("grid", "defer:1:hold.resident.20261119.go"),
    "extends": ("grid", "defer:1:extension.parts.20261119.go"),
    "approves": ("secretary", "approve:1:{last}"),
    "resumes": ("grid", "resume:1"),
    "corrects": ("resident", "correct:1:nuisance"),
    "corrects back": ("resident", "correct:1:blocked_exit"),
    "unsolved": ("resident", "unsolved:1"),
}
TELLS = {
    "lead done": ("grid", "resolve:1", "社区这边好了"),
    "part done": ("property", "part_done:1", "物业这边好了"),
    "boss done": ("manager", "part_done:1", "经理办好了"),
    "task": ("grid", "task:1", "请派两个人"),
    "progress": ("property", "progress:1", "正在清"),
}
WAITS = {"a moment": 7, "half an hour": 31, "three hours": 190, "a day": 1440}  # minutes

SHORTEST = 4
STEPS = st.lists(
    st.sampled_from([*PRESSES, *TELLS, *WAITS])
    | st.sampled_from(["accepts", "comes", "lead done", "part done", "unsolved", "a moment"]),
    min_size=SHORTEST,
    max_size=18,
)
BEGINNINGS = st.sampled_from(
    [
        (),
        ("accepts", "comes"),
        ("accepts", "comes", "lead done"),
        ("accepts", "comes", "part done"),
        ("accepts", "comes", "holds", "approves"),
        ("accepts", "comes", "says property", "property objects"),
        ("comes", "accepts", "returns", "returns too"),
        ("corrects", "corrects back"),
    ]
)


async def _step(town, step: str) -> None:
    if step in WAITS:
        await town.after(minutes=WAITS[step])
    elif step in TELLS:
        who, payload, text = TELLS[step]
        person = town.people[who]
        await person.sends_press(payload)
        await person.says(text, media=[] if step == "task" else [photo()])
    else:
        who, payload = PRESSES[step]
        last = max((row.id for row in await town.rows(Deferral)), default=0)
        await town.people[who].sends_press(payload.format(last=last))


async def _look(town):
    async with town.deps.begin() as work:
        return await town.ticket(1), await work.get(SupportPart, 1)


async def _holds_true(town, before, events: int) -> None:
    old, old_part = before
    ticket, row = await _look(town)
    kinds = {event.kind for event in (await town.events())[events:] if event.ticket_id == 1}
    if old.fix_due != ticket.fix_due:
        assert kinds & MOVES, kinds
    if row and old_part and row.cycle == old_part.cycle and row.due_at != old_part.due_at:
        assert kinds & BEGINS, kinds
    waiting = [
        timer.clock
        for timer in await town.timers()
        if timer.ticket_id == 1 and timer.state is TimerState.PENDING
    ]
    of_the_part = sorted(clock for clock in waiting if clock in PART_CLOCKS)
    if ticket.status in AT_WORK:
        assert (row is not None) is (ticket.support_unit is not None)
    if ticket.status in AT_WORK and row and not row.done_at and not ticket.held_until:
        assert of_the_part == (["part"] if row.handler_id else ["part", "part_accept"])
    else:
        assert of_the_part == []
    if ticket.status is Status.DONE and row:
        assert row.done_at
    if ticket.status is Status.QUEUED and row:
        assert row.lead_done_at is None
    await nothing_is_silent(town)


async def _live(town, steps: list[str]) -> None:
    town.people["resident"] = await town.resident()
    await town.people["resident"].says(PASSAGE)
    for step in steps:
        before, events = await _look(town), len(await town.events())
        await _step(town, step)
        await _holds_true(town, before, events)


def test_both_parts_or_none(sqlite_file, tmp_path):
    """Histories of up to 22 steps."""
    steps = live_through(sqlite_file, tmp_path, BEGINNINGS, STEPS, _live)
    assert steps >= MANY * SHORTEST
