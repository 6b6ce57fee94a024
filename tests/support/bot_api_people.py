"""The people's side of the Bot API twin: what they say, send, press, and what they see."""

from dataclasses import dataclass, replace
from typing import Any

from tests.support.bot_api_trouble import Trouble, number_of
from tests.support.bot_api_updates import UpdateFeed
from tests.support.bot_api_world import (
    ANONYMOUS_ADMIN,
    Chat,
    Person,
    SentMessage,
    command_entities,
)

# Starts as a JPEG does; no real picture.
TINY_PHOTO = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffd9")


@dataclass(frozen=True)
class Told:
    """What the bot was told: the update, the message it is about, the query of a button press."""

    update_id: int
    chat_id: int
    message_id: int
    query_id: str = ""


class People(Trouble):
    """Driver of a test: acts as the residents and the staff, and reads what reached them."""

    feed: UpdateFeed
    _query_count: int = 0

    def user(
        self,
        id: int,
        first_name: str = "小明",
        language_code: str = "zh-hans",
        *,
        username: str | None = None,
        started: bool = True,
    ) -> Person:
        """A person; with `started=False` the bot may not write before they do."""
        person = Person(id, first_name, language_code, username)
        self.world.add_person(person, started=started)
        return person

    def group(self, id: int, title: str = "幸福小区") -> int:
        """A group the bot is in; ids from -100… are supergroups."""
        self.world.add_group(id, title)
        return id

    async def say(
        self,
        user: Person | int,
        text: str,
        chat: int | None = None,
        reply_to: SentMessage | Told | int | None = None,
        anonymous_admin: bool = False,
    ) -> Told:
        body: dict[str, Any] = {"text": text} | command_entities(text)
        place = self._place(user, chat)
        if reply_to is not None:
            number = reply_to if isinstance(reply_to, int) else reply_to.message_id
            body["reply_to_message"] = place.quoted(number)
        if anonymous_admin:
            body["sender_chat"] = place.shape
        return await self._message(user, place, body)

    async def forward(self, user: Person | int, text: str, chat: int | None = None) -> Told:
        origin = {"type": "hidden_user", "sender_user_name": "邻居", "date": 1_700_000_000}
        body = {"text": text, "forward_origin": origin}
        return await self._message(user, self._place(user, chat), body)

    async def send_photo(
        self,
        user: Person | int,
        caption: str | None = None,
        chat: int | None = None,
        content: bytes = TINY_PHOTO,
        album: str | None = None,
    ) -> Told:
        """One photo; photos of one `album` carry the same media_group_id."""
        upload = self.world.add_upload("photo", "photo.jpg", content)
        body = {"photo": self.world.media_json(upload)}
        body |= {"caption": caption} if caption else {}
        body |= {"media_group_id": album} if album else {}
        return await self._message(user, self._place(user, chat), body)

    async def send_voice(
        self, user: Person | int, content: bytes = b"OggS", chat: int | None = None
    ) -> Told:
        upload = self.world.add_upload("voice", "voice.ogg", content)
        body = {"voice": self.world.media_json(upload)}
        return await self._message(user, self._place(user, chat), body)

    async def send_video(
        self,
        user: Person | int,
        content: bytes = b"ftypmp4",
        chat: int | None = None,
        name: str = "video.mp4",
        size: int | None = None,
    ) -> Told:
        """A video; one of more than 20 MB has its size, and can't be fetched."""
        upload = self.world.add_upload("video", name, content, size)
        body = {"video": self.world.media_json(upload)}
        return await self._message(user, self._place(user, chat), body)

    async def send_location(
        self, user: Person | int, latitude: float, longitude: float, chat: int | None = None
    ) -> Told:
        body = {"location": {"latitude": latitude, "longitude": longitude}}
        return await self._message(user, self._place(user, chat), body)

    async def send_sticker(self, user: Person | int, chat: int | None = None) -> Told:
        upload = self.world.add_upload("sticker", "sticker.webp", b"RIFF")
        body = {"sticker": self.world.media_json(upload)}
        return await self._message(user, self._place(user, chat), body)

    async def send_document(
        self,
        user: Person | int,
        size: int = 1000,
        name: str = "报修.pdf",
        chat: int | None = None,
    ) -> Told:
        """A document of `size` bytes; above 20 MB only its size is real, as it can't be fetched."""
        content = bytes(min(size, 20 * 1024 * 1024))
        upload = self.world.add_upload("document", name, content, size)
        body = {"document": self.world.media_json(upload)}
        return await self._message(user, self._place(user, chat), body)

    async def edit(
        self, user: Person | int, message_id: int, text: str, chat: int | None = None
    ) -> Told:
        place = self._place(user, chat)
        message = place.messages[message_id]
        message |= {"text": text, "edit_date": int(self.world.now())}
        return await self._push("edited_message", message, message)

    async def press(
        self,
        user: Person | int,
        message: SentMessage | int,
        label_or_data: str,
        chat: int | None = None,
        anonymous_admin: bool = False,
    ) -> Told:
        """Press a button found by its label or its data, of the message as it is now."""
        number = message if isinstance(message, int) else message.message_id
        if chat is None and isinstance(message, SentMessage):
            chat = message.chat_id
        place = self._place(user, chat)
        pressed = self._button_data(place, number, label_or_data)
        self._query_count += 1
        query = {
            "id": str(4_000_000_000 + self._query_count),
            "from": ANONYMOUS_ADMIN if anonymous_admin else self._person(user).as_json(),
            "message": place.messages[number],
            "chat_instance": str(place.id),
            "data": pressed,
        }
        self.world.open_queries[str(query["id"])] = number
        return await self._push("callback_query", query, place.messages[number])

    def _button_data(self, place: Chat, number: int, label_or_data: str) -> str:
        sent = place.sent.get(number)
        if sent is None:
            raise AssertionError(f"chat {place.id} shows no message {number} of the bot")
        for row in sent.buttons:
            for label, pressed in row:
                if label_or_data in (label, pressed):
                    return pressed
        raise AssertionError(f"no button {label_or_data!r} on {number}; there are {sent.buttons}")

    async def redeliver(self, update_id: int | Told) -> None:
        """The same update once more, as Telegram does after a lost confirmation."""
        self.feed.redeliver(update_id if isinstance(update_id, int) else update_id.update_id)
        await self.feed.bell.ring()

    def _person(self, user: Person | int) -> Person:
        return self.world.people[user] if isinstance(user, int) else user

    def _place(self, user: Person | int, chat: int | None) -> Chat:
        return self.world.chats[number_of(chat, self._person(user).id)]

    async def _message(self, user: Person | int, place: Chat, body: dict[str, Any]) -> Told:
        if place.id > 0 and place.forbidden:
            place.forbidden = None  # who writes to the bot has started or unblocked it
        anonymous = "sender_chat" in body
        sender = ANONYMOUS_ADMIN if anonymous else self._person(user).as_json()
        message = self.world.add_message(place, sender, body)
        return await self._push("message", message, message)

    async def _push(self, kind: str, payload: dict[str, Any], message: dict[str, Any]) -> Told:
        # A later edit must not change what was already told.
        snapshot = payload | ({"message": dict(message)} if kind == "callback_query" else {})
        update_id = self.feed.push(kind, dict(snapshot))
        await self.feed.bell.ring()
        query_id = payload["id"] if kind == "callback_query" else ""
        return Told(update_id, message["chat"]["id"], message["message_id"], query_id)

    def sent(self, chat: int | Person) -> list[SentMessage]:
        """The bot's messages in this chat as people see them now, oldest first."""
        place = self.world.chats.get(number_of(chat, 0))
        return [replace(message) for message in place.sent.values()] if place else []

    def deleted(self, chat: int | Person) -> list[SentMessage]:
        return list(self.world.chats[number_of(chat, 0)].deleted.values())
