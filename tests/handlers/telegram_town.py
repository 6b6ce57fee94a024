"""A town whose people use Telegram: the whole program, a real Bot API server, HTTP both ways.

    resident = town.resident()
    await resident.says("3号楼2单元楼道灯坏了")
    worker = await town.joins("grid", "yongan", Role.GRID_WORKER)
    await worker.presses("接单")

Updates come by polling or by webhook; `settle` takes in what waits and delivers what is due.
"""

import itertools
import socket
from dataclasses import dataclass, field
from datetime import time, timedelta
from typing import Any

from sqlalchemy import select

from bot.app import Program, build
from bot.config_file import load_settings
from bot.run import start_hearing
from bot.settings import SummarySection, Telegram
from bot.travel import travel_to
from channels.slots import Pace
from channels.telegram import TelegramChannel, make_bot
from db.models import (
    Account,
    Event,
    Group,
    GroupPurpose,
    Membership,
    Outbox,
    OutboxState,
    Ticket,
)
from domain.people import Role
from handlers.telegram.hear import make_dispatcher, make_hearing_bot
from handlers.telegram.listen import Poller
from tests.support.bot_api import BotApi, Person, SentMessage, Told
from tests.support.statements import share_statements
from tests.support.town import EXAMPLE, FrozenClock
from workflows.join import Invitation, invite

TOKEN = "123456:" + "JiedanTestTokenOfThirtyFiveLetters0"
SECRET = "a-secret-of-the-webhook_0123"
LAMP = "永安花园3号楼2单元楼道灯坏了，麻烦来修一下"
AT_ONCE = Pace(overall=0, chat=0, group_count=1000, group_window=0)
NAMES = {"grid": "李娜", "property": "张强", "secretary": "陈静", "manager": "马力"}
_ids = itertools.count(1001)


@dataclass
class User:
    """Somebody with a Telegram account, in their private chat with the bot or in a group."""

    town: "TelegramTown"
    person: Person
    chat: int

    def within(self, group: int) -> "User":
        """The same person, writing and pressing in a group."""
        return User(self.town, self.person, group)

    async def says(self, text: str, **more: Any) -> Told:
        return await self._settled(self.town.api.say(self.person, text, self.chat, **more))

    async def sends_photo(self, caption: str | None = None, **more: Any) -> Told:
        sent = self.town.api.send_photo(self.person, caption, self.chat, **more)
        return await self._settled(sent)

    async def replies(self, words: str, text: str) -> Told:
        """Reply to the newest message of the bot that holds these words."""
        return await self.says(text, reply_to=self.message(words))

    async def presses(self, label: str, **more: Any) -> str:
        """Press the newest button whose label holds these words; returns the toast's text."""
        for message in reversed(self.messages()):
            for shown in message.labels:
                if label in shown:
                    pressed = self.town.api.press(self.person, message, shown, **more)
                    return await self._toast(pressed)
        raise AssertionError(f"no button {label!r}: {[m.labels for m in self.messages()]}")

    async def forges(self, payload: Any, message_id: int = 1) -> str:
        """Press a button that was never shown."""
        return await self._toast(self.town.forge(self, payload, message_id))

    async def _toast(self, pressed: Any) -> str:
        before = len(self.town.api.toasts)
        await self._settled(pressed)
        assert len(self.town.api.toasts) == before + 1, "a press was left without an answer"
        return self.town.api.toasts[-1]

    async def _settled(self, doing: Any) -> Told:
        told = await doing
        await self.town.settle()
        return told

    def messages(self) -> list[SentMessage]:
        return self.town.api.sent(self.chat)

    def reads(self) -> list[str]:
        return [message.text for message in self.messages()]

    def message(self, words: str) -> SentMessage:
        """The newest message of the bot that holds these words."""
        found = [message for message in self.messages() if words in message.text]
        assert found, f"nobody said {words!r} here: {self.reads()}"
        return found[-1]

    @property
    def last(self) -> str:
        return self.reads()[-1]

    @property
    def menu(self) -> list[str]:
        """The commands Telegram shows in this private chat."""
        found = self.town.api.world.commands.get((f"chat:{self.chat}", ""), [])
        return [command["command"] for command in found]


@dataclass
class TelegramTown:
    """The program, its clock, the Bot API server, and how updates come in."""

    api: BotApi
    program: Program
    clock: FrozenClock
    poller: Poller | None = None
    users: list[User] = field(default_factory=list)

    @property
    def deps(self):
        return self.program.deps

    async def hear(self) -> None:
        """Take in all that waits."""
        if self.poller is None:
            await self.api.wait_for(lambda: not self.api.pending)
            return
        while await self.poller.once(0):
            continue

    async def deliver(self) -> None:
        await self.program.deliver_all()

    async def settle(self) -> None:
        await self.hear()
        await self.deliver()

    async def after(self, **span: float) -> None:
        """Let time pass; everything due on the way happens at its own time."""
        await travel_to(self.program, self.clock, self.clock.now() + timedelta(**span))

    def resident(self, name: str = "王芳", **more: Any) -> User:
        person = self.api.user(next(_ids), name, **more)
        self.users.append(User(self, person, person.id))
        return self.users[-1]

    async def joins(self, name: str, unit: str, role: Role, grid: str | None = None) -> User:
        """A member of staff who used an invitation."""
        wanted = Invitation(unit, role, grid=grid, name=NAMES.get(name, name))
        user = self.resident(name)
        await user.says(f"/start {await invite(self.deps, wanted)}")
        return user

    async def grid_worker(self) -> User:
        return await self.joins("grid", "yongan", Role.GRID_WORKER, "grid-1")

    async def property_worker(self) -> User:
        return await self.joins("property", "yongan-property", Role.PROPERTY_STAFF)

    async def binds(self, by: User, chat: int, unit: str, purpose: GroupPurpose) -> User:
        """A group that was bound by a code."""
        code = await invite(self.deps, Invitation(unit, purpose=purpose))
        here = by.within(self.api.group(chat))
        await here.says(f"/bind {code}")
        return here

    async def forge(self, user: User, payload: Any, message_id: int) -> Told:
        """A press with a payload that stands on no button."""
        place = self.api.world.chats[user.chat]
        query_id = str(9_000_000_000 + next(_ids))
        message = {"message_id": message_id, "date": 1_790_000_000, "chat": place.shape}
        query = {
            "id": query_id,
            "from": user.person.as_json(),
            "message": message | {"from": self.api.world.bot, "text": "?"},
            "chat_instance": "1",
        }
        query |= {} if payload is None else {"data": payload}
        self.api.world.open_queries[query_id] = message_id
        number = self.api.feed.push("callback_query", query)
        await self.api.bell.ring()
        return Told(number, user.chat, message_id, query_id)

    async def raw(self, kind: str, payload: dict[str, Any]) -> int:
        """An update of any shape."""
        number = self.api.feed.push(kind, payload)
        await self.api.bell.ring()
        return number

    async def message(self, user: User, **content: Any) -> None:
        """A message with any content."""
        place = self.api.world.chats[user.chat]
        body = self.api.world.add_message(place, user.person.as_json(), content)
        await self.raw("message", body)
        await self.settle()

    async def counts(self) -> list[int]:
        """How many rows there are of what only a deed of somebody changes."""
        changing = (Ticket, Event, Membership, Group)
        return [len(await self.rows(model)) for model in changing]

    async def rows(self, model):
        """All rows of a table, through a session of its own."""
        async with self.deps.begin() as work:
            return list(await work.scalars(select(model).order_by(model.id)))

    async def tickets(self) -> list[Ticket]:
        return await self.rows(Ticket)

    async def unsent(self) -> list[Outbox]:
        """What was said and has not arrived."""
        done = (OutboxState.SENT, OutboxState.SUPERSEDED)
        return [row for row in await self.rows(Outbox) if row.state not in done]

    async def reachable(self, user: User) -> bool:
        rows = [*await self.rows(Account), *await self.rows(Group)]
        return next(row.reachable for row in rows if row.chat == str(user.chat))

    async def close(self) -> None:
        self.program.stop.set()
        await self.program.close()


def settings_for(api: BotApi, database_url: str, **telegram: Any):
    """The example configuration with Telegram on; the community's summary needs no signature."""
    settings = load_settings(EXAMPLE)
    database = settings.database.model_copy(update={"url": database_url, "pool": 5})
    known = Telegram(enabled=True, token=TOKEN, api_base=api.base_url, username="twin", **telegram)
    weekly = SummarySection(automatic=("yongan",), automatic_at=time(8))
    more = {"database": database, "telegram": known, "summary": weekly}
    return settings.model_copy(update=more)


async def open_telegram_town(api: BotApi, database_url: str, mode: str) -> TelegramTown:
    """The program with its own clock; its bot speaks without rests, which test_pacer.py proves."""
    telegram: dict[str, Any] = {"mode": mode}
    if mode == "webhook":
        port = free_port()
        telegram |= {
            "webhook_url": f"http://127.0.0.1:{port}/telegram",
            "webhook_secret": SECRET,
            "webhook_port": port,
        }
    clock = FrozenClock()
    program = build(settings_for(api, database_url, **telegram), clock=clock)
    share_statements(program.engine)
    await speak_with(program, make_bot(TOKEN, api.base_url, AT_ONCE))
    town = TelegramTown(api, program, clock)
    if mode == "polling":
        bot = make_hearing_bot(TOKEN, api.base_url)
        program.at_end.append(bot.session.close)
        town.poller = Poller(bot, make_dispatcher(program.deps, program.words.say))
    else:
        (announcing,) = await start_hearing(program)
        await announcing
    return town


async def speak_with(program: Program, bot: Any) -> None:
    """Let another bot of the library speak."""
    await bot.initialize()
    channel = TelegramChannel(bot)
    program.channels["telegram"] = channel
    program.at_end.append(channel.close)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
