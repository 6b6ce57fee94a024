"""The process is killed before or after every single commit; a new one goes on, nothing is lost
and nothing happens twice."""

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import select

from channels.web import WebChannel
from db.models import Event, Outbox, OutboxState, Ticket
from db.outbox import CARD_KINDS
from db.web_rows import WebMessage
from domain.lifecycle import Status
from domain.period import Period
from tests.scenarios.mortality import Death, Killed, bury, live, start_again
from tests.scenarios.staging import DOOR, at, heard, nothing_is_silent
from tests.support.town import photo
from workflows.own_card import STATE
from workflows.summarise_week import send_summary

WAIT = timedelta(minutes=20)
TOLD_IN_THE_MORNING = 2
"""So many commits less has a life in the night: a rating is sent outside the quiet hours."""

FIRE_PASSAGE = "3号楼2单元楼道堆满了杂物，消防通道堵了"


async def test_the_good_day(town):
    await town.after(minutes=0)  # last week's summary is out of the way
    plain = Death()
    expected = await _good_day(town, "resident-0", plain)
    assert plain.survived > 30
    for number in range(1, plain.survived + 1):
        death = Death(number, after=number % 2 == 0)
        assert await _good_day(town, f"resident-{number}", death) == expected, number
        assert death.dead or number > plain.survived - TOLD_IN_THE_MORNING, number
        await nothing_is_silent(town)
    assert len(await town.tickets()) == plain.survived + 1


async def _good_day(town, chat, death):
    resident = await town.resident(chat)

    async def says():  # each at a door of its own: the same one would be 又坏了
        await resident.says(DOOR.replace("3号楼", f"{chat.split('-')[1]}号楼"), key="report")

    async def resolves():
        await town.property.says("换了新锁", media=[photo()], key=f"done-{chat}")

    def press(actor, verb, choice=""):
        async def pressed():
            number = (await town.ticket()).id
            await actor.sends_press(f"{verb}:{number}{choice}", key=f"{verb}-{chat}")

        return pressed

    await live(
        town,
        death,
        says,
        press(town.property, "accept"),
        press(town.property, "resolve"),
        resolves,
        press(resident, "solved"),
        press(resident, "rate", ":good"),
    )
    found = await _what_happened(town, resident, death)
    assert (found.pop("status"), found.pop("verdict")) == (Status.CLOSED, "solved")
    return found


async def test_nobody_answers(town):
    await town.after(minutes=0)
    plain = Death()
    expected = await _climb(town, "resident-0", plain)
    assert ("escalated", 1) in expected["events"]
    assert plain.survived > 30
    for number in range(1, plain.survived + 1):
        death = Death(number, after=number % 2 == 0)
        assert await _climb(town, f"resident-{number}", death) == expected, number
        assert death.dead, number
        await nothing_is_silent(town)


async def _climb(town, chat, death):
    resident = await town.resident(chat)
    end = town.clock.now().replace(second=0) + WAIT

    async def says():
        await resident.says(FIRE_PASSAGE, key="report")

    async def waits():
        await town.until(end)

    await live(town, death, says, waits)
    found = await _what_happened(town, resident, death)
    number = (await town.ticket()).id
    await resident.sends_press(f"withdraw:{number}")
    return found


def _was_overtaken(row: Outbox) -> bool:
    """A state of a card that waited while a later one was written."""
    return row.state is OutboxState.SUPERSEDED and row.kind in (STATE, *CARD_KINDS)


def _waits_for_morning(row: Outbox) -> bool:
    """Her rating is told outside the quiet hours; these lives go on through the night."""
    return row.parts[0][0].startswith("rating-told")


async def _what_happened(town, resident, death):
    """The one ticket of this resident, its history, and all that was said about it."""
    await town.after(minutes=3)
    async with town.deps.begin() as work:
        mine = select(Ticket).where(Ticket.owner_id == resident.person_id)
        (ticket,) = (await work.scalars(mine)).all()
        events = await work.scalars(
            select(Event).where(Event.ticket_id == ticket.id).order_by(Event.id)
        )
        said = list(await work.scalars(select(Outbox).where(Outbox.ticket_id == ticket.id)))
        standing = set(await work.scalars(select(WebMessage.id)))
    said = [row for row in said if not (_was_overtaken(row) or _waits_for_morning(row))]
    assert all(row.state is OutboxState.SENT and int(row.sent_id) in standing for row in said)
    bubbles = len(await resident.reads())
    own = len({row.sent_id for row in said if row.chat == resident.chat})  # edited in place
    assert own <= bubbles <= own + (1 if death.dead else 0)
    return {
        "status": ticket.status,
        "verdict": ticket.verdict,
        "events": [(e.kind, e.values.get("percent") or e.values.get("rung")) for e in events],
        "said": Counter(
            (row.chat.split("-")[0], row.kind, tuple(key for key, _ in row.parts)) for row in said
        ),
    }


class DyingChannel(WebChannel):
    """Says it, and dies before anybody can write down that it was said."""

    def __init__(self, deps, victim):
        super().__init__(deps, lambda _chat: None)
        self.victim = victim

    async def send(self, said):
        sent = await super().send(said)
        if said.chat == self.victim:
            raise Killed
        return sent


async def test_killed_between_saying_and_noting_it_is_said_again(town):
    resident = await town.resident()
    town.program.channels["web"] = DyingChannel(town.deps, "property")
    with pytest.raises(Killed):
        await resident.says(DOOR)
    assert await heard(town.property, "1118-1") == ["18 09:00"]
    await bury(town)
    await town.after(minutes=1)
    assert await heard(town.property, "1118-1") == ["18 09:00"]  # still in the dead one's hands
    await town.after(minutes=2)
    assert await heard(town.property, "1118-1") == ["18 09:00", "18 09:03"]
    assert len(await resident.reads()) == 1
    assert await town.property.presses("接单") == "接单成功，已告诉居民"
    assert {row.state for row in await town.outbox()} == {OutboxState.SENT}
    await nothing_is_silent(town)


async def test_a_summary_is_not_said_again(town):
    await town.after(minutes=0)
    town.clock.move_to(at(23, "09:00"))
    await send_summary(town.deps, Period.parse("2026-W47"))
    town.program.channels["web"] = DyingChannel(town.deps, "party")
    with pytest.raises(Killed):
        await town.settle()
    for _ in range(2):
        await start_again(town)
    assert await heard(town.party, "（11.16—11.22）") == ["23 09:00"]
    assert len(await heard(town.party_street, "（11.16—11.22）")) == 1
    states = {row.chat: row.state for row in (await town.outbox())[-2:]}
    assert states == {"party": OutboxState.MAYBE, "party_street": OutboxState.SENT}
