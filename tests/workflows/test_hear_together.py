"""Messages that come at the same moment are taken in together: each once, whole or not at all, and
none at the cost of another."""

import asyncio
from collections import Counter
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from sqlalchemy import select, text

from bot.app import build
from db.models import Account, Event, Fact, Outbox, Person, Receipt, Ticket, Timer
from domain.homes import Home, token_of
from domain.inbound import Incoming, Sender
from tests.support.town import FrozenClock, beside
from workflows.hear_message import hear_message

DOOR = "3号楼2单元门禁坏了"
ROUNDS = 8
UNREADABLE = "电梯坏了\ud800"
"""No database takes half a character; every way in has cut it off before."""

TABLES = ("receipt", "person", "account", "ticket", "event", "timer", "outbox")


def message(chat: str, key: str = "m-1", words: str = DOOR) -> Incoming:
    return Incoming("web", chat, key, Sender(chat, "赵大妈"), words)


def burst(count: int, words: str = DOOR) -> list[Incoming]:
    return [message(f"stranger-{number}", words=words) for number in range(count)]


async def hear_all(deps, messages) -> list:
    return await asyncio.gather(
        *(hear_message(deps, one) for one in messages), return_exceptions=True
    )


def counting(deps):
    """The same, and how many transactions there were."""
    begun = []

    @asynccontextmanager
    async def begin():
        begun.append(1)
        async with deps.begin() as work:
            yield work

    return replace(deps, begin=begin), begun


async def counts(town) -> Counter:
    models = (Receipt, Person, Account, Ticket, Event, Timer, Outbox)
    return Counter({model.__tablename__: len(await town.rows(model)) for model in models})


async def test_a_burst_is_a_few_transactions_and_every_message_a_ticket(town):
    deps, begun = counting(town.deps)
    assert await hear_all(deps, burst(40)) == [True] * 40
    assert len(begun) <= 4
    tickets = await town.tickets()
    assert len(tickets) == len({ticket.owner_id for ticket in tickets}) == 40
    assert len({ticket.thread for ticket in tickets}) == 40
    assert {row.ticket_id for row in await town.rows(Timer)} == {t.id for t in tickets}


async def test_the_same_message_many_times_in_a_burst_is_taken_once(town):
    taken = await hear_all(town.deps, [one for one in burst(6) for _ in range(3)])
    assert taken == [True, False, False] * 6
    assert len(await town.tickets()) == len(await town.rows(Receipt)) == 6
    assert await hear_all(town.deps, burst(6)) == [False] * 6


async def test_a_chat_keeps_its_order(town):
    words = [f"{number}号楼2单元门禁坏了" for number in range(1, 5)]
    messages = [message(f"chat-{c}", f"m-{n}", words[n]) for n in range(4) for c in range(5)]
    assert await hear_all(town.deps, messages) == [True] * 20
    told: dict[int, list[str]] = {}
    for ticket in await town.tickets():
        told.setdefault(ticket.owner_id, []).append(ticket.text)
    assert list(told.values()) == [words] * 5


async def test_one_bad_message_harms_nobody(town):
    messages = burst(8)
    messages.insert(4, message("bad", words=UNREADABLE))
    found = await hear_all(town.deps, messages)
    assert isinstance(found.pop(4), Exception)
    assert found == [True] * 8
    assert len(await town.tickets()) == len(await town.rows(Receipt)) == 8
    assert await hear_all(town.deps, [message("bad", words=DOOR)]) == [True]


@pytest.mark.parametrize("table", TABLES)
async def test_a_failure_at_any_table_leaves_nothing_half(town, table):
    before = await counts(town)
    deny, allow = _denial(town.program.engine.dialect.name, table)
    await _run(town, deny)
    found = await hear_all(town.deps, burst(5))
    assert all(isinstance(one, Exception) for one in found)
    assert await counts(town) == before
    await _run(town, allow)
    assert await hear_all(town.deps, burst(5)) == [True] * 5
    assert len(await town.tickets()) == 5


def _denial(dialect: str, table: str) -> tuple[list[str], list[str]]:
    if dialect == "sqlite":
        body = "begin select raise(abort, 'no'); end"
        return [f"create trigger deny before insert on {table} {body}"], ["drop trigger deny"]
    function = "create function deny() returns trigger as $$ begin raise 'no'; end $$"
    return (
        [
            f"{function} language plpgsql",
            f"create trigger deny before insert on {table} execute function deny()",
        ],
        [f"drop trigger deny on {table}", "drop function deny"],
    )


async def _run(town, statements: list[str]) -> None:
    async with town.program.engine.begin() as connection:
        for statement in statements:
            await connection.execute(text(statement))


@pytest.mark.parametrize("after", [False, True])
async def test_killed_at_the_commit_it_is_all_or_nothing(town, after):
    class Killed(BaseException):
        """Not an Exception: nothing in the program may survive it."""

    @asynccontextmanager
    async def begin():
        async with town.deps.begin() as work:
            commit = work.commit

            async def die() -> None:
                if after:
                    await commit()
                raise Killed

            work.commit = die
            yield work

    deps = replace(town.deps, begin=begin)
    before = await counts(town)
    found = await asyncio.gather(
        *(hear_message(deps, one) for one in burst(1)), return_exceptions=True
    )
    assert isinstance(found[0], Killed)
    assert (await counts(town) == before) is not after
    taken = await hear_all(town.deps, burst(4))
    assert taken == [not after, True, True, True]
    assert len(await town.tickets()) == 4


async def test_two_processes_hear_the_same_burst(town):
    settings = town.program.settings
    other = build(settings, clock=FrozenClock(town.clock.now()))
    messages = burst(20)
    here, there = await asyncio.gather(
        hear_all(town.deps, messages), hear_all(other.deps, list(reversed(messages)))
    )
    await other.close()
    assert all(isinstance(one, bool) for one in (*here, *there))
    assert [a + b for a, b in zip(here, reversed(there), strict=True)] == [1] * 20
    assert len(await town.tickets()) == len(await town.rows(Receipt)) == 20
    assert len([row for row in await town.rows(Account) if "stranger" in row.sender]) == 20


async def test_two_processes_hear_two_messages_of_one_stranger(town):
    other = build(town.program.settings, clock=FrozenClock(town.clock.now()))
    one = [message("stranger", f"a-{n}") for n in range(5)]
    two = [message("stranger", f"b-{n}") for n in range(5)]
    taken = await asyncio.gather(hear_all(town.deps, one), hear_all(other.deps, two))
    await other.close()
    assert taken == [[True] * 5, [True] * 5]
    assert len({ticket.owner_id for ticket in await town.tickets()}) == 1


async def test_three_processes_hear_the_very_first_words_of_a_stranger(town):
    """Again and again at the same moment, one of them a poster that was scanned: one person, whom
    one account points at, and everything she said was taken and answered."""
    others = [beside(town) for _ in range(2)]
    all_of_them = (town.deps, *(one.deps for one in others))
    before = await counts(town)
    home = f"/start {token_of(Home('yongan-garden', '3', '2'))}"
    for number in range(ROUNDS):
        chat = f"stranger-{number}"
        said = [message(chat, f"m-{n}", words) for n, words in enumerate((DOOR, home, DOOR))]
        taken = [hear_message(deps, one) for deps, one in zip(all_of_them, said, strict=True)]
        assert await asyncio.gather(*taken) == [True] * 3
    for one in others:
        await one.close()
    grown = await counts(town) - before
    assert (grown["person"], grown["account"]) == (ROUNDS, ROUNDS)
    assert (grown["receipt"], grown["ticket"]) == (3 * ROUNDS, 2 * ROUNDS)
    owners = {account.sender: account.person_id for account in await town.rows(Account)}
    mine = {owners[f"stranger-{number}"] for number in range(ROUNDS)}
    assert len(mine) == ROUNDS == len(mine & {p.id for p in await town.rows(Person) if p.home})
    assert Counter(ticket.owner_id for ticket in await town.tickets()) == dict.fromkeys(mine, 2)
    answered = Counter(row.chat for row in await town.outbox())
    assert all(answered[f"stranger-{number}"] >= 3 for number in range(ROUNDS))


async def test_ticket_numbers_have_no_gaps(town):
    for number, words in enumerate((DOOR, "你好", DOOR, "/help", "谢谢", DOOR)):
        assert await hear_message(town.deps, message("stranger", f"m-{number}", words))
    assert [ticket.id for ticket in await town.tickets()] == [1, 2, 3]


async def test_a_message_of_a_burst_sees_what_it_asks_for(town):
    """A danger with nobody on duty is answered to the resident, whose chat is only just known."""
    await town.off_duty(*(name for name in town.people if not name.startswith("party")))
    assert await hear_all(town.deps, burst(3, "3号楼着火了")) == [True] * 3
    said = Counter(
        row.chat for row in await town.outbox() for key, _ in row.parts if key == "danger-nobody"
    )
    assert said == Counter({f"stranger-{number}": 1 for number in range(3)})


async def test_the_roster_version_is_not_touched_by_strangers(town):
    async def version():
        async with town.deps.begin() as work:
            return await work.scalar(select(Fact.value).where(Fact.name == "roster"))

    before = await version()
    await hear_all(town.deps, burst(3))
    assert await version() == before is not None
