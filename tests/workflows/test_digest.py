"""Reminders that meet: when they fall due, which go together, in which order, how many are told."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.models import OutboxState
from domain.said import moment, part
from tests.support.rows import NOW, make_outbox
from workflows.digest import LINES_MOST, WHERE, letters, put_together, taken_along
from workflows.speech import TOGETHER, Address, Message, Priority, meeting_time, say


def reminder(number: int, level: str = "L3", minutes: int = 0, **more):
    values = {
        "code": f"1118-{number}",
        "level": level,
        "due": moment(NOW + timedelta(0, 0, 0, 0, minutes)),
    }
    usual = {
        "id": number,
        "ticket_id": number,
        "topic": "reminder",
        "priority": Priority.REMINDER,
        "parts": [["remind-fix", values]],
    }
    return make_outbox(**usual | more)


@given(st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)))
def test_reminders_meet_soon_and_at_fixed_times(at) -> None:
    met = meeting_time(at)
    assert timedelta(0) <= met - at < TOGETHER
    assert meeting_time(met) == met
    assert (met - datetime(2020, 1, 1, tzinfo=UTC)) % TOGETHER == timedelta(0)


@pytest.mark.parametrize(
    ("topic", "priority", "waits"),
    [
        ("reminder", Priority.REMINDER, True),
        ("escalation", Priority.REMINDER, True),
        ("reminder", Priority.PAGE, False),
        ("escalated", Priority.REMINDER, False),
        (None, Priority.ANSWER, False),
    ],
)
async def test_only_reminders_that_are_no_pages_wait_for_each_other(town, topic, priority, waits):
    town.clock.move_to(town.clock.now() + timedelta(seconds=20))
    message = Message((part("welcome"),), topic=topic, priority=priority)
    async with town.deps.begin() as work:
        await say(work, town.deps, [Address("memory", "a", "zh")], message)
        await work.commit()
    (row,) = await town.outbox()
    assert row.due_at - town.clock.now() == timedelta(seconds=160 if waits else 0)


def test_reminders_of_several_tickets_go_together_and_nothing_else_does():
    page = make_outbox(id=90, priority=Priority.PAGE, topic="reminder", ticket_id=9)
    note = make_outbox(id=91, ticket_id=8)
    one, other = reminder(1), reminder(2, topic="escalation")
    late = make_outbox(id=92, priority=Priority.BROADCAST)
    assert letters([page, note, one, other, late]) == [(page,), (note,), (one, other), (late,)]
    assert letters([note, one]) == [(note,), (one,)]
    again = reminder(3, ticket_id=1)
    assert letters([one, again]) == [(one,), (again,)], "one ticket is no digest"


def test_a_question_says_what_is_due_of_its_ticket_and_the_reminder_goes_with_it():
    def asks(**more):
        parts = [["ask-still-on", {}], [WHERE, {}]]
        return make_outbox(id=9, ticket_id=1, topic="news", parts=parts, **more)

    question, first, late = asks(), reminder(1), reminder(3, ticket_id=1, topic="escalation")
    late.parts.append([WHERE, {}])
    others = [reminder(2), reminder(4, ticket_id=1, chat="another chat")]
    assert taken_along([first, late, *others, question]) == [*others, question]
    assert {first.state, late.state} == {OutboxState.SUPERSEDED}
    assert [key for key, _ in question.parts] == ["remind-fix", "ask-still-on", WHERE], "it once"
    assert question.parts[0][1]["code"] == "1118-3", "the newest"
    question, page = asks(), reminder(5, ticket_id=1, priority=Priority.PAGE)
    assert taken_along([page, question]) == [question]
    question = asks()
    assert taken_along([others[0], question]) == [others[0], question]
    assert [key for key, _ in question.parts] == ["ask-still-on", WHERE]


def test_the_most_urgent_level_then_the_earliest():
    rows = [reminder(1, "L3", 5), reminder(2, "L3", 1), reminder(3, "L1", 9), reminder(4, "L2", 0)]
    lines, buttons = put_together(rows)
    assert lines[0] == ("digest-head", {"count": 4})
    assert [values["level"] for _, values in lines[1:]] == ["L1", "L2", "L3", "L3"]
    assert [row[0][2] for row in buttons] == ["show:3", "show:4", "show:2", "show:1"]


def test_of_one_ticket_the_newest_is_told():
    lines, _ = put_together([reminder(1), reminder(2), reminder(3, ticket_id=1, level="L2")])
    assert [values["line"]["values"]["code"] for _, values in lines[1:]] == ["1118-3", "1118-2"]


def test_each_line_says_where_if_anybody_knows():
    known, unknown = reminder(1), reminder(2, minutes=1)
    known.parts.append([WHERE, {"place": "3号楼"}])
    lines, _ = put_together([known, unknown])
    one, other = (values["line"] for _, values in lines[1:])
    assert (one["$word"], one["values"]["place"]) == ("digest-at", "3号楼")
    assert other["$word"] == "short-remind-fix"


@pytest.mark.parametrize("count", [2, 8, 9, 16, 17, 60])
def test_however_many_there_are_it_stays_one_screen(count):
    lines, buttons = put_together([reminder(n) for n in range(1, count + 1)])
    assert lines[0][1]["count"] == count and len(buttons) <= 8
    shows = [press for row in buttons for key, _, press in row if key == "button-show"]
    assert len(shows) == min(count, LINES_MOST)
    assert ([["digest-all", {}, "todo:0:1"]] in buttons) == (count > LINES_MOST)
    more = [values["count"] for key, values in lines if key == "digest-more"]
    assert more == ([count - LINES_MOST] if count > LINES_MOST else [])
