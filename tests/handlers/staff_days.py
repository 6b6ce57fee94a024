"""Whole days of the staff on Telegram: every tap and message is counted, every text fits a small
phone, and no button ever does a thing twice or late.

    li = Thumb(await town.grid_worker(), diary, "网格员小李")
    await li.taps("接单·今天")
    li.spent("接单", taps=1)
    await diary.ends()
"""

import unicodedata
from dataclasses import dataclass, field

from db.desk_rows import Supervision, SupportPart
from db.models import Event, Membership, Person, Ticket, Timer
from docs.tap_table import TAPS
from tests.handlers.telegram_town import TelegramTown, User
from tests.support.bot_api import SentMessage
from workflows.audit import audit

LINE, LINES, LETTERS, LABEL = 20, 14, 400, 12
"""A small phone: Chinese characters in a line, lines on the screen; letters of a text at most; and
Chinese characters on a button."""

Shown = tuple[int, int, str]
"""A button that somebody could press: chat, message, payload."""


STANDS = ("已经问了，等对方点头",)
"""Answers that say how it stands as well as what was done."""
LATE = ("已经办完了", "已经评过了", "晚了一步", "还在等人接单", "不归您操作", "已发给您", "好的")
"""What a late press is answered with; the last two show the card as it is."""
GOOD_FOR_DAYS = ("reopen:", "exclude:", "reveal:")
"""What is not late at the end of the day: the resident's last word, a proposal about the rates, a
look at who she is, which asks for a reason first."""


def width(text: str) -> float:
    """In Chinese characters; a letter or a digit is half as wide."""
    seen = [c for c in text if unicodedata.category(c) not in ("Mn", "Cf")]
    return sum(1 if unicodedata.east_asian_width(c) in "WF" else 0.5 for c in seen)


def lines_of(text: str) -> int:
    """How many lines it takes on a small phone."""
    return sum(max(1, -int(-width(line) // LINE)) for line in text.split("\n"))


def too_big(message: SentMessage) -> list[str]:
    """What of a message, as it is or as it ever was, does not fit a small phone."""
    texts = [message.text, *message.earlier]
    found = [t for t in texts if len(t) > LETTERS or lines_of(t) > LINES]
    return found + [label for label in message.labels if width(label) > LABEL]


@dataclass
class Diary:
    """What everybody did and was shown, from the first tap of the day."""

    town: TelegramTown
    steps: list[tuple[str, str, int, int]] = field(default_factory=list)
    shown: dict[Shown, str] = field(default_factory=dict)
    group: int | None = None

    def look(self) -> None:
        """Remember every button that stands somewhere now, as a client may keep it."""
        for chat in self.chats():
            for message in self.town.api.sent(chat):
                for row in message.buttons:
                    self.shown |= {(chat, message.message_id, data): text for text, data in row}

    def chats(self) -> list[int]:
        return list(self.town.api.world.chats)

    async def state(self) -> list[object]:
        """All that a press may change, and a second or a late one may not."""
        models = (Ticket, Event, Timer, Supervision, Membership)
        rows = [row for model in models for row in await self.town.rows(model)]
        async with self.town.deps.begin() as work:
            parts = [tuple(row) for row in await work.execute(SupportPart.__table__.select())]
        asked = [(person.id, person.expects) for person in await self.town.rows(Person)]
        told = [[getattr(row, c.key) for c in type(row).__table__.columns] for row in rows]
        return [told, asked, parts]

    async def ends(self) -> None:
        """The day is over: what was kept is pressed late, what was said is measured, nobody was
        forgotten, and the counts are printed."""
        self.look()
        await self.press_late(*self.town.users)
        assert await audit(self.town.deps) == () and await self.town.unsent() == []
        bad = [b for chat in self.chats() for m in self.town.api.sent(chat) for b in too_big(m)]
        assert not bad, "too big for a small phone:\n" + "\n---\n".join(bad)
        assert max(map(width, self.town.api.toasts)) <= 2 * LINE
        self.print()

    async def press_late(self, *users: User) -> None:
        """They press every button they were ever shown: none does a thing, each says how it is."""
        before = await self.state()
        late = {
            one: label for one, label in self.shown.items() if not one[2].startswith(GOOD_FOR_DAYS)
        }
        for (chat, number, data), label in sorted(late.items()):
            for user in users:
                if chat in (user.chat, self.group):
                    toast = await user.within(chat).forges(data, number)
                    assert await self.state() == before, f"{label} ({data}) did something: {toast}"
                    assert any(words in toast for words in LATE), f"{label} ({data}): {toast}"

    def print(self) -> None:
        print("\n谁            做什么                    点  发")
        for who, what, taps, messages in self.steps:
            pad = " " * max(1, int(2 * (13 - width(what))))
            print(f"{who:<12}{what}{pad}{taps:>3} {messages:>3}")


@dataclass
class Thumb:
    """One member of staff with one thumb."""

    user: User
    diary: Diary
    name: str
    count: list[int] = field(default_factory=lambda: [0, 0])

    async def taps(self, label: str, on: str = "", where: User | None = None) -> str:
        """One tap, and at once another on the same button, which does nothing more."""
        here, self.count[0] = where or self.user, self.count[0] + 1
        message, data = self.find(here, label, on)
        before = await self.diary.state()
        toast = await here.forges(data, message.message_id)
        self.diary.look()
        after = await self.diary.state()
        again = await here.forges(data, message.message_id)
        assert await self.diary.state() == after, f"{label} twice: {again}"
        assert after[0] == before[0] or again != toast or again in STANDS, f"{label}: {again!r}"
        return toast

    def find(self, here: User, label: str, on: str) -> tuple[SentMessage, str]:
        """The newest button whose label holds these words, of the newest message with those."""
        found = [message for message in here.messages() if on in message.text]
        for message in reversed(found[-1:] if on else found):
            for text, data in (button for row in message.buttons for button in row):
                if label in text:
                    return message, data
        raise AssertionError(f"no button {label!r}: {[m.labels for m in here.messages()]}")

    async def says(self, text: str) -> None:
        self.count[1] += 1
        await self.user.says(text)
        self.diary.look()

    async def replies(self, words: str, text: str) -> None:
        self.count[1] += 1
        await self.user.replies(words, text)
        self.diary.look()

    async def photo_to(self, words: str, caption: str | None = None) -> None:
        """A photo as a reply to the newest message with these words."""
        self.count[1] += 1
        town, chat = self.user.town, self.user.chat
        number = self.user.message(words).message_id
        upload = town.api.world.add_upload("photo", "photo.jpg", b"\xff\xd8seen on site")
        body = {"photo": town.api.world.media_json(upload)} | (
            {"caption": caption} if caption else {}
        )
        body["reply_to_message"] = town.api.world.chats[chat].quoted(number)
        await town.message(self.user, **body)
        self.diary.look()

    def spent(self, what: str, taps: int = 0, messages: int = 0) -> None:
        """What a step cost since the last one: that, and what the documents say of it."""
        assert self.count == [taps, messages], f"{what}: {self.count} taps and messages"
        steps = [TAPS[one] for one in what.split(" + ")]
        told = sum(one.taps for one in steps), sum(one.messages for one in steps)
        assert told == (taps, messages), f"{what}: docs/tap_table.py says {told}"
        self.diary.steps.append((self.name, what, taps, messages))
        self.count = [0, 0]
