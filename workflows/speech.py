"""Putting words into the outbox, and what a channel must be able to do with them.

`say` is the only way anything is said to anybody. What a channel may raise stands here too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import IntEnum
from typing import Any, Protocol

from db.models import Outbox, OutboxState
from db.session import Work
from domain.clocks import QuietHours
from domain.inbound import Media
from domain.said import Part, Rows
from workflows.deps import Deps


class Priority(IntEnum):
    """Which message goes first: a page overtakes a broadcast. PAGE_AGAIN: the same once more,
    behind a danger that nobody has heard of yet. ALERT: an urgent notice, before the others that
    are told to many."""

    PAGE = 0
    PAGE_AGAIN = 5
    ANSWER = 10
    CARD = 20
    REMINDER = 30
    ALERT = 80
    BROADCAST = 90


DIGESTED = ("reminder", "escalation")
"""The topics whose messages, unless they are pages, are put together (workflows/digest.py)."""

TALK = "talk"
"""The topic of what somebody hears of a step they take just now: what they are asked for, that it
went over. Of a ticket's the newest stands; it says nothing that the card does not."""

TOGETHER = timedelta(minutes=3)
"""Those fall due at whole multiples of this, so that those of a few minutes meet. It is as long as
10 % of the shortest limit that is reminded of and not paged (30 minutes)."""


@dataclass(frozen=True, slots=True)
class Address:
    """A chat on a channel, and the language its reader wants."""

    channel: str
    chat: str
    lang: str


@dataclass(frozen=True, slots=True)
class Message:
    """Something to say. kind: `note` is a new message, `card` replaces the ticket's card in that
    chat, `menu` sets the commands offered there.

    `topic`: when an older message of the same chat, ticket and topic is still unsent as this one
    falls due, the older one is left out. `edits`: what one of kind `old_card` is written into, or
    one of kind `gone` takes away.
    `once`: a key under which this may be said one time only, ever. `hold`: wait for the end of
    the quiet hours, these or (True) the usual ones.
    """

    parts: tuple[Part, ...]
    buttons: Rows = ()
    ticket: int | None = None
    kind: str = "note"
    priority: Priority = Priority.ANSWER
    topic: str | None = None
    once: str | None = None
    media: tuple[Media, ...] = ()
    hold: bool | QuietHours = False
    silent: bool = False
    edits: str | None = None


async def say(work: Work, deps: Deps, to: Sequence[Address], message: Message) -> None:
    """Queue a message to some chats, in this unit of work. Nothing is sent before it commits."""
    if not to:
        return
    now = deps.now()
    quiet = deps.rules.quiet if message.hold is True else message.hold
    due_at = quiet.end_of_quiet(now) if quiet else now
    if message.topic in DIGESTED and message.priority == Priority.REMINDER:
        due_at = meeting_time(due_at)
    row = _row(message, now, due_at)
    for address in to:
        chat = {"channel": address.channel, "chat": address.chat, "lang": address.lang}
        once = f"{message.once}:{address.channel}:{address.chat}" if message.once else None
        work.later(Outbox, **row, **chat, once_key=once)


def meeting_time(at: datetime) -> datetime:
    """The moment at which a reminder of that moment falls due: then or a little later."""
    at = at.astimezone(UTC)
    day = at.replace(hour=0, minute=0, second=0, microsecond=0)
    return day - (day - at) // TOGETHER * TOGETHER


def _row(message: Message, now: datetime, due_at: datetime) -> dict[str, Any]:
    """What is the same for all who hear it."""
    return {
        "kind": message.kind,
        "ticket_id": message.ticket,
        "parts": [[key, values] for key, values in message.parts],
        "buttons": [[button.to_json() for button in row] for row in message.buttons],
        "media": [media.to_json() for media in message.media],
        "silent": message.silent,
        "priority": int(message.priority),
        "topic": message.topic,
        "created_at": now,
        "due_at": due_at,
        "state": OutboxState.PENDING,
        "attempts": 0,
        "sent_id": message.edits,
    }


@dataclass(frozen=True, slots=True)
class Said:
    """A message in words, ready for a channel. `edit` is the message it replaces."""

    chat: str
    text: str
    buttons: tuple[tuple[tuple[str, str], ...], ...] = ()
    media: tuple["Attachment", ...] = ()
    edit: str | None = None
    silent: bool = False
    priority: int = Priority.ANSWER


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file to send: by a reference of this channel, or by its content. `name`: of one we made."""

    kind: str
    ref: str | None = None
    content: bytes | None = None
    name: str | None = None


class Channel(Protocol):
    """How messages leave on one platform. Every call may raise the errors below."""

    @property
    def name(self) -> str:
        """The name under which accounts of this platform are kept."""
        ...

    async def send(self, said: Said) -> str:
        """Send or edit; returns the platform's id of the message."""
        ...

    async def take_away(self, said: Said) -> bool:
        """Take away the message that `edit` names; False when the platform lets it stand."""
        ...

    async def set_menu(self, chat: str, commands: Sequence[tuple[str, str]]) -> None:
        """Offer these commands (name without slash, description) in that chat."""
        ...

    async def fetch(self, ref: str) -> bytes:
        """The content of a file this channel received."""
        ...


class ChannelError(Exception):
    """Something went wrong on the way out; the text is for the log and holds nothing personal."""


class Unreachable(ChannelError):
    """The person blocked us, or the chat is gone: trying again is of no use."""


class Moved(ChannelError):
    """The chat goes on under another id: all that was meant for the old one goes there."""

    def __init__(self, to: str) -> None:
        super().__init__("the chat has moved")
        self.to = to


class Refused(ChannelError):
    """The platform will not take this message: trying again is of no use."""


class TooLarge(Refused):
    """The platform shows this file, and gives its content to nobody: it is too large for that."""


class EditGone(ChannelError):
    """The message to edit is no longer there: it can be sent anew."""


class TryLater(ChannelError):
    """Not now; `after` is how many seconds the platform asked us to wait, None if it did not;
    `everywhere`: not this chat alone but all of us, also because there is no line to it."""

    def __init__(self, text: str, after: float | None = None, *, everywhere: bool = False) -> None:
        super().__init__(text)
        self.after = after
        self.everywhere = everywhere


class NotBegun(ChannelError):
    """We are ending, and this message has certainly not gone out."""


class MaybeSent(ChannelError):
    """No answer came: it may have arrived."""
