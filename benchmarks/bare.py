"""What the floor cannot tell: how much of our time is the rows themselves. The same rows as one of
our updates writes, by statements built beforehand, with values copied from a real ticket: nothing
is read, understood or decided."""

import itertools
from collections.abc import Sequence
from typing import Any

from aiogram import Dispatcher, Router
from aiogram.types import Message
from sqlalchemy import Table, bindparam, insert, select, update

from bot.app import Program
from db.base import Base
from db.models import Account, Event, Outbox, Person, Receipt, Ticket, Timer
from tests.support.town import START

_numbers = itertools.count(1)
_PERSON, _ACCOUNT, _RECEIPT, _TICKET = (
    Base.metadata.tables[model.__tablename__] for model in (Person, Account, Receipt, Ticket)
)
_LATER = tuple(Base.metadata.tables[model.__tablename__] for model in (Event, Timer, Outbox))
_FIND = select(_ACCOUNT, _PERSON).join(_PERSON).where(_ACCOUNT.c.sender == bindparam("who"))
_KNOW_HOME = update(_PERSON).where(_PERSON.c.id == bindparam("who"))
_INSERT = {t: insert(t).returning(t.c.id) for t in (_PERSON, _ACCOUNT, _RECEIPT, _TICKET)}
_INSERT |= {table: insert(table) for table in _LATER}


async def same_rows_dispatcher(program: Program) -> Dispatcher:
    """A dispatcher that writes for each message what the newest ticket's message had written."""
    ticket, late = await _pattern(program)
    person = {"name": "居民", "lang": "zh", "on_duty": True, "created_at": START}
    router = Router()

    async def on_message(message: Message) -> None:
        chat = {"channel": "telegram", "chat": str(message.chat.id)}
        async with program.engine.begin() as work:
            key = {**chat, "key": f"bare-{next(_numbers)}", "at": START}
            thread = (await work.execute(_INSERT[_RECEIPT], key)).scalar_one()
            found = (await work.execute(_FIND, {"who": chat["chat"]})).first()
            who = found.person_id if found else None
            if who is None:
                who = (await work.execute(_INSERT[_PERSON], person)).scalar_one()
                account = {**chat, "sender": chat["chat"], "person_id": who, "reachable": True}
                await work.execute(_INSERT[_ACCOUNT], account)
            row = {**ticket, "owner_id": who, "thread": thread}
            opened = (await work.execute(_INSERT[_TICKET], row)).scalar_one()
            await work.execute(_KNOW_HOME, {"who": who, "home": ticket["place"]})
            for table, rows in late.items():
                mine = [{**row, "ticket_id": opened} for row in rows]
                await work.execute(_INSERT[table], mine)

    router.message.register(on_message)
    dispatcher = Dispatcher()
    dispatcher.include_router(router)
    return dispatcher


async def _pattern(
    program: Program,
) -> tuple[dict[str, Any], dict[Table, Sequence[dict[str, Any]]]]:
    async with program.engine.begin() as work:
        newest = select(_TICKET).order_by(_TICKET.c.id.desc()).limit(1)
        ticket = dict((await work.execute(newest)).mappings().one())
        late: dict[Table, Sequence[dict[str, Any]]] = {}
        for table in _LATER:
            rows = await work.execute(select(table).where(table.c.ticket_id == ticket["id"]))
            late[table] = [_without_id(row) for row in rows.mappings()]
    return _without_id(ticket), late


def _without_id(row: Any) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "id"}
