"""/forget: a resident takes her data back. First she is told what will happen; her yes is kept as a
fact; the last word goes out, then all of it goes in one transaction."""

import logging
from datetime import datetime, timedelta
from typing import Any

from db import erasing, facts, forget_rows, people, tickets
from db.models import Membership, Person
from db.session import Work
from domain.errors import Refusal
from domain.people import Post
from domain.press import Press
from domain.said import Button, Part, Rows, part
from workflows import cards, reach
from workflows.clockwork import note
from workflows.deps import Deps
from workflows.privacy import FORGET
from workflows.speech import Address, Message, say
from workflows.tidy import tidy_file

log = logging.getLogger(__name__)

YES, NOW, CLOSED, KEEP = "yes", "now", "closed", "keep"
"""What the buttons say: erase it; erase it although something goes on; when that is over; no."""

GOOD_BYE = "goodbye"
"""The topic of the last word."""

AT_MOST = timedelta(minutes=2)
"""So long the last word is waited for. It is a courtesy, no condition."""

AFTERWARDS = timedelta(days=1)
"""So long after the last matter was closed she can still say how it was."""

ANSWERS_WITHIN = timedelta(days=1)
"""An older button only explains it again: what it does cannot be taken back."""


def fact_of(person_id: int) -> str:
    """The name of the fact that keeps her yes until it is done."""
    return f"{forget_rows.PREFIX}{person_id}"


async def ask(work: Work, deps: Deps, person: Person, to: Address) -> None:
    """Say what will happen and ask. Raises Refusal to the staff."""
    await _check_no_post(work, deps, person)
    live = await forget_rows.live_of(work, person.id)
    lines = [part("forget-what"), part("forget-stays")]
    rows: Rows
    if live:
        lines.append(part("forget-open", count=live))
        rows = (
            (_button(deps, "forget-button-now", NOW),),
            (_button(deps, "forget-button-closed", CLOSED),),
        )
    else:
        lines.append(part("forget-for-good"))
        rows = ((_button(deps, "forget-button-yes", YES),),)
    if await facts.read(work, fact_of(person.id)):
        rows = (*rows, (_button(deps, "forget-button-keep", KEEP),))
    await say(work, deps, [to], Message(tuple(lines), rows))


def _button(deps: Deps, key: str, choice: str) -> Button:
    return Button(key, Press(FORGET, 0, f"{choice}.{int(deps.now().timestamp())}"))


async def _check_no_post(work: Work, deps: Deps, person: Person) -> None:
    """Raises Refusal to whoever works here, with who can let them go."""
    mine = await people.memberships(work, person.id)
    if mine:
        raise Refusal("refuse-forget-staff", who=_above(deps, mine[0]))


def _above(deps: Deps, mine: Membership) -> object:
    """Who can take somebody off their post: the first person responsible of the unit; of whoever
    that is, the one above."""
    org = deps.rules.org
    if mine.unit not in org.units:
        return deps.rules.org.units[org.communities[0].code].name
    rungs = org.ladder(Post(mine.unit, mine.role))
    post = rungs[min(1, len(rungs) - 1)]
    return cards.post_words(deps.rules, post.unit, post.role)


async def press(work: Work, deps: Deps, person: Person, to: Address, choice: str | None) -> Part:
    """A button of that question, or the one under /privacy, which asks it."""
    await _check_no_post(work, deps, person)
    wanted, is_fresh = _read(deps, choice)
    live = await forget_rows.live_of(work, person.id)
    if wanted == KEEP:
        await forget_rows.drop(work, fact_of(person.id))
        await say(work, deps, [to], Message((part("forget-kept"),)))
        return part("toast-done")
    if wanted is None or not is_fresh or (wanted == YES and live):
        await ask(work, deps, person, to)
        return part("toast-shown")
    if wanted == CLOSED and live:
        await _keep(work, deps, person.id, CLOSED)
        await say(work, deps, [to], Message((part("forget-later"),)))
        return part("toast-done")
    await _say_good_bye(work, deps, person.id, [to])
    return part("toast-done")


def _read(deps: Deps, choice: str | None) -> tuple[str | None, bool]:
    """What a button says, and whether it was shown a short while ago."""
    wanted, _, shown = (choice or "").partition(".")
    if wanted not in (YES, NOW, CLOSED, KEEP):
        if choice is not None:
            raise Refusal("refuse-button")
        return None, True
    moment = int(shown) if shown.isdecimal() and len(shown) < 12 else 0
    return wanted, deps.now().timestamp() - moment <= ANSWERS_WITHIN.total_seconds()


async def _keep(work: Work, deps: Deps, person_id: int, when: str) -> None:
    await facts.write(work, fact_of(person_id), {"when": when, "at": deps.now().isoformat()})


async def _say_good_bye(work: Work, deps: Deps, person_id: int, to: list[Address]) -> None:
    await _keep(work, deps, person_id, NOW)
    await say(work, deps, to, Message((part("forget-done"),), topic=GOOD_BYE))


async def forget_due(deps: Deps) -> int:
    """Forget those who said yes, once they have heard the last word; returns how many."""
    async with deps.begin() as work:
        waiting = await forget_rows.waiting(work, NOW)
    done = sum([await _forget(deps, person_id) for person_id in waiting])
    if done:
        log.info("forgot %d people on their own wish", done)
        await tidy_file(deps)
    return done


async def _forget(deps: Deps, person_id: int) -> int:
    """All of it in one transaction; 0 while the last word is on its way, or when somebody else is
    at it."""
    async with deps.begin() as work:
        kept = await forget_rows.take(work, fact_of(person_id))
        if kept is None or kept.get("when") != NOW:
            return 0
        late = datetime.fromisoformat(kept["at"]) + AT_MOST < deps.now()
        if not late and await forget_rows.is_being_told(work, person_id):
            return 0
        if await people.memberships(work, person_id):  # an invitation was quicker
            await forget_rows.drop(work, fact_of(person_id))
            await work.commit()
            return 0
        live, over = await erasing.tickets_of(work, person_id)
        await erasing.erase_tickets(work, over, deps.now())
        await erasing.erase_people(work, [person_id])
        await _bring_cards_up_to_date(work, deps, over)
        await _go_on_without(work, deps, live)
        await work.commit()
    deps.wake()
    return 1


async def _bring_cards_up_to_date(work: Work, deps: Deps, numbers: tuple[int, ...]) -> None:
    """Where her words stand on a card in somebody's chat they are written over."""
    for number in numbers:
        ticket = await tickets.lock(work, number)
        if ticket is not None:
            await cards.refresh(work, deps, ticket, await reach.directory(work, deps, ticket))


async def _go_on_without(work: Work, deps: Deps, numbers: tuple[int, ...]) -> None:
    """What is not done yet goes on: the words stay for those who need them until it is closed.
    Whoever has it is told that nobody can be asked any more."""
    for number in numbers:
        ticket = await tickets.lock(work, number)
        if ticket is None:
            continue
        note(work, ticket, deps.now(), erasing.FORGOTTEN)
        line = part("forget-staff", code=cards.code_of(deps.rules, ticket))
        to = await reach.person_addresses(work, ticket.handler_id)
        await say(work, deps, to, Message((line,), ticket=ticket.id, hold=True))


async def begin_those_who_waited(deps: Deps) -> int:
    """Those who wanted to be forgotten when their matters are over, and are they: say the last
    word. Returns how many."""
    begun = 0
    async with deps.begin() as work:
        waiting = await forget_rows.waiting(work, CLOSED)
    for person_id in waiting:
        begun += await _begin(deps, person_id)
    return begun


async def _begin(deps: Deps, person_id: int) -> int:
    async with deps.begin() as work:
        kept: dict[str, Any] | None = await forget_rows.take(work, fact_of(person_id))
        if kept is None or kept.get("when") != CLOSED:
            return 0
        if await forget_rows.has_matters(work, person_id, deps.now() - AFTERWARDS):
            return 0
        to = await reach.person_addresses(work, person_id)
        await _say_good_bye(work, deps, person_id, to)
        await work.commit()
    deps.wake()
    return 1
