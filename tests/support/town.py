"""A town around a running program: people who write, press and read through the real web channel,
and a clock that moves only when told.

    resident = await town.resident()
    await resident.says("3号楼2单元灯坏了")
    await town.property.presses("接单")
    assert "接单" in resident.last
    await town.after(hours=2)
"""

import asyncio
import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot.app import Program, build
from bot.config_file import load_settings
from bot.keys import take_up
from bot.settings import Settings
from bot.travel import travel_to
from db.models import (
    Account,
    Event,
    Group,
    GroupPurpose,
    Membership,
    Outbox,
    Person,
    Ticket,
    Timer,
)
from db.web_rows import WebMessage
from domain.inbound import Incoming, Media, Pressed, Sender, clean
from domain.people import Role
from tests.support.statements import share_statements
from workflows.digest import put_together
from workflows.hear_message import hear_message
from workflows.press_button import press_button
from workflows.web_chat import is_gone

ZONE = ZoneInfo("Asia/Shanghai")
START = datetime(2026, 11, 18, 9, 0, tzinfo=ZONE)  # a Wednesday
EXAMPLE = Path(__file__).parents[2] / "config.example.toml"
_keys = itertools.count(1)
_LETTERS = str.maketrans("0123456789", "abcdefghij")


def new_key(kind: str) -> str:
    """A key no other message has; in letters, so that whoever looks for a number finds it in what
    people said only."""
    return f"{kind}-{next(_keys):08}".translate(_LETTERS)


class FrozenClock:
    """A clock that stands still until it is moved."""

    def __init__(self, at: datetime = START) -> None:
        self._at = at

    def now(self) -> datetime:
        return self._at

    def move_to(self, moment: datetime) -> None:
        self._at = max(self._at, moment)

    def set_back(self, span: timedelta) -> None:
        """What becomes of a machine's clock that was wrong."""
        self._at -= span


def photo(ref: str = "0" * 32) -> Media:
    """A photo as the web channel refers to it."""
    return Media("web", ref, "photo")


@dataclass
class Actor:
    """Somebody (or a group) with a chat of the web channel."""

    town: "Town"
    chat: str
    person_id: int | None = None
    _pressed: str | None = None

    async def says(self, text: str = "", *, media=(), reply_to=None, key=None, **more) -> bool:
        """Write a message; everything it leads to is delivered. Returns False for a repeat."""
        taken = await hear_message(
            self.town.program.deps,
            Incoming(
                channel="web",
                chat=self.chat,
                key=key or new_key("key"),
                sender=Sender(self.chat, name=self.chat),
                text=clean(text),
                media=tuple(media),
                reply_to=reply_to,
                **more,
            ),
        )
        await self.town.settle()
        return taken

    async def presses(self, label: str) -> str:
        """Press the newest button whose label holds these words, also one that stands behind 更多;
        returns the toast's text."""
        found = await self.payload(label)
        if found is None and (more := await self.payload("⋯ 更多")):
            await self.sends_press(more)
            found = await self.payload(label)
        if found is None:
            raise AssertionError(f"{self.chat} sees no button {label!r}: {await self.buttons()}")
        return await self.sends_press(found, message=self._pressed)

    async def payload(self, label: str) -> str | None:
        """What the newest button whose label holds these words sends, None where there is none;
        the message it stands under is remembered, as a client does."""
        for message in reversed(await self.bubbles()):
            for row in message.buttons:
                for text, payload in row:
                    if label in text:
                        self._pressed = str(message.id)
                        return payload
        return None

    async def walks(self, command: str, *labels: str) -> str:
        """Send a command and press these buttons, one after the other; returns the last toast."""
        await self.says(command)
        said = ""
        for label in labels:
            said = await self.presses(label)
        return said

    async def sends_press(self, payload: str, **more) -> str:
        """Send a payload as a press, forged or not."""
        toast = await press_button(
            self.town.program.deps,
            Pressed(
                channel=more.pop("channel", "web"),
                chat=self.chat,
                key=more.pop("key", new_key("press")),
                sender=more.pop("sender", Sender(self.chat)),
                payload=payload,
                **more,
            ),
        )
        await self.town.settle()
        key, values = toast.line
        return self.town.program.words.say(toast.lang, key, values)

    async def bubbles(self) -> list[WebMessage]:
        """What the program said in this chat and still stands, oldest first (edits in place)."""
        return [message for message in await self._ever() if not is_gone(message)]

    async def _ever(self) -> list[WebMessage]:
        async with self.town.program.deps.begin() as work:
            rows = await work.scalars(
                select(WebMessage)
                .where(WebMessage.chat == self.chat, ~WebMessage.mine)
                .order_by(WebMessage.id)
            )
            return list(rows)

    async def was_told(self) -> list[tuple[datetime, str]]:
        """When something came and what it says, oldest first; of what was taken away since, what
        it said."""
        rows = [row for row in await self.town.outbox() if row.chat == self.chat]
        return [
            (one.at, self._said(rows, one.id) if is_gone(one) else one.text)
            for one in await self._ever()
        ]

    def _said(self, outbox: list[Outbox], number: int) -> str:
        rows = [
            row for row in outbox if row.sent_id == str(number) and row.kind in ("note", "card")
        ]
        parts = rows[0].parts if len(rows) == 1 else put_together(rows)[0]
        return self.town.program.words.render(rows[0].lang, parts)

    async def reads(self) -> list[str]:
        """The texts of those messages."""
        return [message.text for message in await self.bubbles()]

    async def last(self) -> str:
        """The newest text."""
        return (await self.reads())[-1]

    async def reads_on(self) -> str:
        """The newest text, and the pages that follow it behind a button."""
        pages = [await self.last()]
        while "接着看" in str((await self.bubbles())[-1].buttons):
            await self.presses("接着看")
            pages.append(await self.last())
        return "".join(pages)

    async def buttons(self) -> list[str]:
        """The labels under the newest message that has buttons."""
        for message in reversed(await self.bubbles()):
            if message.buttons:
                return [text for row in message.buttons for text, _ in row]
        return []


@dataclass
class Town:
    """The program, its clock, and its people."""

    program: Program
    clock: FrozenClock
    people: dict[str, Actor] = field(default_factory=dict)

    @property
    def deps(self):
        return self.program.deps

    async def settle(self) -> None:
        """Deliver everything that is due."""
        await self.program.deliver_all()

    async def resident(self, chat: str = "resident", compound: str | None = "yongan-garden"):
        """A resident, made known by a first greeting; at home in a compound, or nobody knows."""
        actor = Actor(self, chat)
        async with self.deps.begin() as work:
            home = {"compound": compound} if compound else None
            actor.person_id = await _person(work, self, chat, chat, home)
            await work.commit()
        return actor

    async def staff(self, chat: str, name: str, role: Role, unit: str, grid: str | None = None):
        """A member of staff."""
        async with self.deps.begin() as work:
            await self._hire(work, chat, name, role, unit, grid)
            await work.commit()
        return self.people[chat]

    async def group(self, chat: str, unit: str, purpose: GroupPurpose) -> Actor:
        """A bound group."""
        async with self.deps.begin() as work:
            self._bind(work, chat, unit, purpose)
            await work.commit()
        return self.people[chat]

    async def settle_in(self) -> None:
        """Grid workers, property duty, their leads, street, Party groups."""
        async with self.deps.begin() as work:
            await self._hire(work, "grid", "李娜", Role.GRID_WORKER, "yongan", "grid-1")
            await self._hire(work, "grid2", "吴梅", Role.GRID_WORKER, "yongan", "grid-2")
            await self._hire(work, "property", "张强", Role.PROPERTY_STAFF, "yongan-property")
            await self._hire(work, "manager", "马力", Role.PROPERTY_LEAD, "yongan-property")
            await self._hire(work, "alliance", "赵刚", Role.STAND_IN, "red-alliance")
            await self._hire(work, "secretary", "陈静", Role.SECRETARY, "yongan")
            await self._hire(work, "street", "周敏", Role.OFFICER, "jianzhong")
            await self._hire(work, "district", "郑华", Role.OFFICER, "erqi")
            self._bind(work, "party", "yongan", GroupPurpose.PARTY)
            self._bind(work, "party_street", "jianzhong", GroupPurpose.PARTY)
            await work.commit()

    async def _hire(self, work, chat, name, role, unit, grid=None) -> None:
        actor = self.people[chat] = Actor(self, chat)
        actor.person_id = await _person(work, self, chat, name, None)
        work.add(Membership(person_id=actor.person_id, unit=unit, role=role, grid=grid))

    def _bind(self, work, chat: str, unit: str, purpose: GroupPurpose) -> None:
        self.people[chat] = Actor(self, chat)
        work.add(
            Group(
                bound_at=self.clock.now(),
                channel="web",
                chat=chat,
                unit=unit,
                purpose=purpose,
                lang="zh",
                reachable=True,
            )
        )

    async def off_duty(self, *chats: str) -> None:
        """Send people home."""
        async with self.deps.begin() as work:
            for chat in chats:
                person = await work.get(Person, self.people[chat].person_id)
                person.on_duty = False
            await work.commit()

    async def after(self, **span: float) -> None:
        """Let time pass; everything due on the way happens at its own time."""
        await self.until(self.clock.now() + timedelta(**span))

    async def until(self, moment: datetime) -> None:
        """Let time pass up to a moment."""
        await travel_to(self.program, self.clock, moment)

    async def ticket(self, number: int | None = None) -> Ticket:
        """A ticket by its number, or the newest."""
        async with self.deps.begin() as work:
            query = select(Ticket).order_by(Ticket.id.desc()).limit(1)
            if number is not None:
                query = select(Ticket).where(Ticket.id == number)
            return (await work.scalars(query)).one()

    async def tickets(self) -> list[Ticket]:
        """All of them, oldest first."""
        return await self.rows(Ticket)

    async def events(self, kind: str | None = None) -> list[Event]:
        """The history, oldest first; of one kind, or all."""
        found = await self.rows(Event)
        return [event for event in found if kind in (None, event.kind)]

    async def timers(self) -> list[Timer]:
        """All timers."""
        return await self.rows(Timer)

    async def outbox(self) -> list[Outbox]:
        """All that was ever said."""
        return await self.rows(Outbox)

    async def rows(self, model):
        """All rows of a table, through a session of its own."""
        async with self.deps.begin() as work:
            return list(await work.scalars(select(model).order_by(model.id)))

    async def close(self) -> None:
        await self.program.close()

    def __getattr__(self, name: str) -> Actor:
        people = self.__dict__.get("people", {})
        if name in people:
            return people[name]
        raise AttributeError(name)


async def _person(work, town: Town, chat: str, name: str, home) -> int:
    person = Person(name=name, lang="zh", on_duty=True, home=home, created_at=town.clock.now())
    work.add(person)
    await work.flush()
    work.add(Account(person_id=person.id, channel="web", sender=chat, chat=chat, reachable=True))
    return person.id


@lru_cache
def _example() -> Settings:
    return load_settings(EXAMPLE)


async def open_town(database_url: str, at: datetime = START, **tables) -> Town:
    """The sample community with its people. `tables` of the configuration may differ. What people
    write in a story comes minutes apart, though the clock stands still: nothing is gathered, and
    one resident may stand for many."""
    town = await _open(database_url, at, tables)
    await town.settle_in()
    return town


async def reopen_town(database_url: str, at: datetime, people: Mapping[str, int | None]) -> Town:
    """A town that was there before, as a new process finds it."""
    town = await _open(database_url, at, {})
    town.people = {chat: Actor(town, chat, number) for chat, number in people.items()}
    return town


async def _open(database_url: str, at: datetime, tables) -> Town:
    settings = _example()
    tables = {
        "residents": settings.residents.model_copy(
            update={"gather_seconds": 0, "reports_an_hour": 0}
        )
    } | tables
    database = settings.database.model_copy(update={"url": database_url, "pool": 5})
    clock = FrozenClock(at)
    program = build(settings.model_copy(update={"database": database} | tables), clock=clock)
    share_statements(program.engine)
    await take_up(program.deps.begin, program.keys)
    return Town(program, clock)


def beside(town: Town, **more) -> Program:
    """Another process on the database of a town, at its time; to be closed."""
    program = build(town.program.settings, clock=town.clock, **more)
    share_statements(program.engine)
    return program


async def audits_ended() -> None:
    """Until the audit that a tick of the scheduler began is done."""
    others = asyncio.all_tasks() - {asyncio.current_task()}
    await asyncio.gather(*(task for task in others if task.get_name() == "audit"))
