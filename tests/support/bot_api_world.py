"""The world behind the Bot API twin: people, chats, messages, files, in Telegram's shapes."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.support.bot_api_wire import Refusal, bad_request, units

ANONYMOUS_ADMIN = {
    "id": 1087968824,
    "is_bot": True,
    "first_name": "Group",
    "username": "GroupAnonymousBot",
}
BOT_USERNAME = "twin_bot"
# The file folders getFile answers with, by kind.
FOLDERS = {
    "photo": "photos",
    "voice": "voice",
    "document": "documents",
    "video": "videos",
    "sticker": "stickers",
}
DOWNLOAD_LIMIT = 20 * 1024 * 1024


class Bell:
    """Rings when anything changed; who waits looks again only then."""

    def __init__(self) -> None:
        self._condition = asyncio.Condition()

    async def ring(self) -> None:
        async with self._condition:
            self._condition.notify_all()

    async def wait_until(self, predicate: Callable[[], Any], timeout: float | None) -> Any:
        """The predicate's first true value; TimeoutError after `timeout` seconds of real time."""
        async with self._condition:
            async with asyncio.timeout(timeout):
                return await self._condition.wait_for(predicate)


@dataclass(frozen=True)
class Person:
    """Someone with a Telegram account."""

    id: int
    first_name: str
    language_code: str = "zh-hans"
    username: str | None = None

    def as_json(self) -> dict[str, Any]:
        shape = {
            "id": self.id,
            "is_bot": False,
            "first_name": self.first_name,
            "language_code": self.language_code,
        }
        return shape | ({"username": self.username} if self.username else {})


@dataclass
class SentMessage:
    """A message of the bot as people see it now; `earlier` are the texts it had before edits.

    `buttons` are rows of (label, callback data or url); `photo`, `voice`, `document`, `video` are
    bytes, `location` is (latitude, longitude).
    """

    chat_id: int
    message_id: int
    text: str
    buttons: list[list[tuple[str, str]]]
    at: float
    photo: bytes | None = None
    voice: bytes | None = None
    document: bytes | None = None
    video: bytes | None = None
    location: tuple[float, float] | None = None
    reply_to: int | None = None
    edited: bool = False
    earlier: list[str] = field(default_factory=list)

    @property
    def labels(self) -> list[str]:
        return [label for row in self.buttons for label, _ in row]


@dataclass
class Upload:
    """A file Telegram holds: `content` may be shorter than the declared `size`."""

    kind: str
    file_id: str
    unique_id: str
    path: str
    name: str
    size: int
    content: bytes

    def as_json(self) -> dict[str, Any]:
        return {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": self.size}


@dataclass
class Chat:
    """A private chat or a group: its shape, its messages, why the bot may not write there."""

    id: int
    shape: dict[str, Any]
    messages: dict[int, dict[str, Any]] = field(default_factory=dict)
    sent: dict[int, SentMessage] = field(default_factory=dict)
    deleted: dict[int, SentMessage] = field(default_factory=dict)
    forbidden: str | None = None
    migrated_to: int | None = None
    last_message_id: int = 0

    def quoted(self, number: int) -> dict[str, Any]:
        """The message as a reply carries it: without what it replied to itself."""
        message = self.messages[number]
        return {name: value for name, value in message.items() if name != "reply_to_message"}


class World:
    """Everything the twin remembers. `now` gives seconds since 1970 and dates all messages."""

    def __init__(self, bot_id: int, now: Callable[[], float]) -> None:
        self.now = now
        self.bot = {
            "id": bot_id,
            "is_bot": True,
            "first_name": "Twin",
            "username": BOT_USERNAME,
        }
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.uploads: dict[str, Upload] = {}
        self.open_queries: dict[str, int] = {}
        self.commands: dict[tuple[str, str], list[dict[str, str]]] = {}

    def add_person(self, person: Person, *, started: bool) -> None:
        self.people[person.id] = person
        shape = {"id": person.id, "type": "private", "first_name": person.first_name}
        chat = self.chats.setdefault(person.id, Chat(person.id, shape))
        chat.shape = shape | ({"username": person.username} if person.username else {})
        if not started and not chat.messages:
            chat.forbidden = "bot can't initiate conversation with a user"

    def add_group(self, chat_id: int, title: str) -> None:
        kind = "supergroup" if str(chat_id).startswith("-100") else "group"
        shape = {"id": chat_id, "type": kind, "title": title}
        self.chats.setdefault(chat_id, Chat(chat_id, shape)).shape = shape

    def writable_chat(self, chat_id: int | str | None) -> Chat:
        """The chat, or the refusal the bot gets when it writes there."""
        if chat_id is None:
            raise bad_request("chat_id is empty")
        chat = self.chats.get(chat_id) if isinstance(chat_id, int) else None
        if chat is None:
            raise bad_request("chat not found")
        if chat.migrated_to is not None:
            text = "Bad Request: group chat was upgraded to a supergroup chat"
            raise Refusal(400, text, migrate_to_chat_id=chat.migrated_to)
        if chat.forbidden is not None:
            raise Refusal(403, f"Forbidden: {chat.forbidden}")
        return chat

    def add_message(
        self, chat: Chat, sender: dict[str, Any], body: dict[str, Any]
    ) -> dict[str, Any]:
        """Give the message the chat's next number. Numbers collide across chats, on purpose."""
        chat.last_message_id += 1
        message = {
            "message_id": chat.last_message_id,
            "date": int(self.now()),
            "chat": chat.shape,
            "from": sender,
        } | body
        chat.messages[chat.last_message_id] = message
        return message

    def add_upload(self, kind: str, name: str, content: bytes, size: int | None = None) -> Upload:
        number = len(self.uploads) + 1
        upload = Upload(
            kind=kind,
            file_id=f"{kind.capitalize()}File{number:04d}",
            unique_id=f"unique{number:04d}",
            path=f"{FOLDERS[kind]}/file_{number}",
            name=name,
            size=len(content) if size is None else size,
            content=content,
        )
        self.uploads[upload.file_id] = upload
        return upload

    def media_json(self, upload: Upload) -> Any:
        """The field a message carries for this file; a photo has a thumbnail and a full size."""
        shape = upload.as_json()
        if upload.kind == "photo":
            return [self._thumbnail(upload), shape | {"width": 1280, "height": 960}]
        if upload.kind == "video":
            return shape | {"duration": 3, "width": 640, "height": 480, "file_name": upload.name}
        if upload.kind == "voice":
            return shape | {"duration": 3, "mime_type": "audio/ogg"}
        if upload.kind == "sticker":
            kind = {"type": "regular", "is_animated": False, "is_video": False, "emoji": "👍"}
            return shape | kind | {"width": 512, "height": 512}
        return shape | {"file_name": upload.name, "mime_type": "application/octet-stream"}

    def _thumbnail(self, upload: Upload) -> dict[str, Any]:
        file_id, unique_id = f"{upload.file_id}s", f"{upload.unique_id}s"
        small = Upload("photo", file_id, unique_id, f"{upload.path}s", "s", 64, upload.content[:64])
        self.uploads.setdefault(file_id, small)
        return small.as_json() | {"width": 90, "height": 67}


def rows_of(markup: dict[str, Any] | None) -> list[list[tuple[str, str]]]:
    """Buttons as (label, data or url), row by row."""
    rows = (markup or {}).get("inline_keyboard", [])
    return [
        [(button["text"], button.get("callback_data") or button.get("url", "")) for button in row]
        for row in rows
    ]


def command_entities(text: str) -> dict[str, Any]:
    """The bot_command entity Telegram puts on a leading command."""
    if not text.startswith("/") or len(text) < 2:
        return {}
    word = text.split()[0]
    return {"entities": [{"type": "bot_command", "offset": 0, "length": units(word)}]}
