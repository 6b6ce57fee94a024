"""The methods of the Bot API twin: one function per method, named as Telegram names it."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from tests.support.bot_api_checks import ACTIONS, SIZE_LIMITS, checked_markup, checked_text
from tests.support.bot_api_updates import UpdateFeed
from tests.support.bot_api_wire import Arguments, Refusal, bad_request, plain_text, units
from tests.support.bot_api_world import DOWNLOAD_LIMIT, Chat, SentMessage, Upload, World, rows_of

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
QUERY_GONE = "query is too old and response timeout expired or query ID is invalid"
DELETED_WITHIN = 48 * 3600
"""Seconds: https://core.telegram.org/bots/api#deletemessage."""
COMMAND = re.compile(r"[a-z0-9_]{1,32}")
SCOPES_WITH_CHAT = {"chat", "chat_administrators", "chat_member"}
SCOPES = {"default", "all_private_chats", "all_group_chats", "all_chat_administrators"}


@dataclass
class Methods:
    """What the bot can call. `toasts` collects the words of answered button presses."""

    world: World
    feed: UpdateFeed
    toasts: list[str]

    async def getMe(self, arguments: Arguments) -> Any:
        abilities = {"can_join_groups": True, "can_read_all_group_messages": True}
        return self.world.bot | abilities | {"supports_inline_queries": False}

    async def getUpdates(self, arguments: Arguments) -> Any:
        return await self.feed.poll(arguments)

    async def setWebhook(self, arguments: Arguments) -> Any:
        await self.feed.set_webhook(arguments)
        return True

    async def deleteWebhook(self, arguments: Arguments) -> Any:
        arguments.values["url"] = ""
        await self.feed.set_webhook(arguments)
        return True

    async def getWebhookInfo(self, arguments: Arguments) -> Any:
        return self.feed.webhook_info()

    async def sendMessage(self, arguments: Arguments) -> Any:
        text = checked_text(arguments)
        if units(text) > 4096:
            raise bad_request("message is too long")
        return self._post(arguments, {"text": text}, None)

    async def sendPhoto(self, arguments: Arguments) -> Any:
        return self._post_file(arguments, "photo")

    async def sendVoice(self, arguments: Arguments) -> Any:
        return self._post_file(arguments, "voice")

    async def sendDocument(self, arguments: Arguments) -> Any:
        return self._post_file(arguments, "document")

    async def sendVideo(self, arguments: Arguments) -> Any:
        return self._post_file(arguments, "video")

    async def sendLocation(self, arguments: Arguments) -> Any:
        place = {name: float(arguments.get(name)) for name in ("latitude", "longitude")}
        if abs(place["latitude"]) > 90 or abs(place["longitude"]) > 180:
            raise bad_request("Bad Request: wrong location specified")
        message = self._post(arguments, {"location": place}, None)
        chat = self.world.chats[message["chat"]["id"]]
        chat.sent[message["message_id"]].location = (place["latitude"], place["longitude"])
        return message

    def _post_file(self, arguments: Arguments, kind: str) -> dict[str, Any]:
        caption = plain_text(arguments.get("caption", ""), arguments.get("parse_mode"))
        if units(caption) > 1024:
            raise bad_request("message caption is too long")
        self.world.writable_chat(arguments.get("chat_id"))
        upload = self._upload(arguments, kind)
        body = {kind: self.world.media_json(upload)} | ({"caption": caption} if caption else {})
        return self._post(arguments, body, upload)

    def _upload(self, arguments: Arguments, kind: str) -> Upload:
        """The file of this call: newly uploaded, or known by its file_id."""
        reference = arguments.get(kind, "")
        incoming = arguments.files.get(str(reference).removeprefix("attach://") or kind)
        if incoming is not None:
            if len(incoming.content) > SIZE_LIMITS[kind]:
                raise Refusal(413, "Request Entity Too Large")
            if not incoming.content:
                raise bad_request("file must be non-empty")
            return self.world.add_upload(kind, incoming.name, incoming.content)
        if not reference:
            raise bad_request(f"there is no {kind} in the request")
        upload = self.world.uploads.get(reference)
        if upload is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        if upload.kind != kind:
            raise bad_request(f"can't use file of type {upload.kind.title()} as {kind.title()}")
        return upload

    def _post(
        self, arguments: Arguments, body: dict[str, Any], upload: Upload | None
    ) -> dict[str, Any]:
        markup = checked_markup(arguments)
        chat = self.world.writable_chat(arguments.get("chat_id"))
        reply_to = self._reply_to(arguments, chat)
        if markup and "inline_keyboard" in markup:
            body = body | {"reply_markup": markup}
        if reply_to is not None:
            body = body | {"reply_to_message": chat.quoted(reply_to)}
        message = self.world.add_message(chat, self.world.bot, body)
        sent = SentMessage(
            chat_id=chat.id,
            message_id=message["message_id"],
            text=body.get("text") or body.get("caption", ""),
            buttons=rows_of(markup),
            at=self.world.now(),
            reply_to=reply_to,
        )
        if upload is not None:
            setattr(sent, upload.kind, upload.content)
        chat.sent[sent.message_id] = sent
        return message

    def _reply_to(self, arguments: Arguments, chat: Chat) -> int | None:
        parameters = arguments.get("reply_parameters", {})
        reply_to: int | None = parameters.get("message_id") or arguments.get("reply_to_message_id")
        if reply_to is None or reply_to in chat.messages:
            return reply_to
        permitted = parameters.get("allow_sending_without_reply")
        if permitted or arguments.get("allow_sending_without_reply"):
            return None
        raise bad_request("message to be replied not found")

    async def editMessageText(self, arguments: Arguments) -> Any:
        text = checked_text(arguments)
        if units(text) > 4096:
            raise bad_request("MESSAGE_TOO_LONG")
        return self._edit(arguments, "text", text)

    async def editMessageCaption(self, arguments: Arguments) -> Any:
        return self._edit(arguments, "caption", arguments.text("caption"))

    async def editMessageReplyMarkup(self, arguments: Arguments) -> Any:
        return self._edit(arguments, None, "")

    def _edit(self, arguments: Arguments, part: str | None, words: str) -> Any:
        markup = checked_markup(arguments)
        chat = self.world.writable_chat(arguments.get("chat_id"))
        message, sent = self._editable(arguments, chat)
        if part == "text" and "text" not in message:
            raise bad_request("there is no text in the message to edit")
        same_words = part is None or message.get(part, "") == words
        if same_words and rows_of(message.get("reply_markup")) == rows_of(markup):
            raise bad_request(NOT_MODIFIED)
        message.pop("reply_markup", None)
        if markup and markup.get("inline_keyboard"):
            message["reply_markup"] = markup
        if part is not None:
            sent.earlier.append(sent.text)
            message[part] = sent.text = words
        message["edit_date"] = int(self.world.now())
        sent.edited, sent.buttons = True, rows_of(markup)
        return message

    def _editable(self, arguments: Arguments, chat: Chat) -> tuple[dict[str, Any], SentMessage]:
        number = arguments.get("message_id")
        if number is None:
            raise bad_request("message identifier is not specified")
        if number not in chat.messages:
            raise bad_request("message to edit not found")
        if number not in chat.sent:
            raise bad_request("message can't be edited")
        return chat.messages[number], chat.sent[number]

    async def deleteMessage(self, arguments: Arguments) -> Any:
        chat = self.world.writable_chat(arguments.get("chat_id"))
        number = arguments.get("message_id")
        if number not in chat.messages:
            raise bad_request("message to delete not found")
        if self.world.now() - chat.messages[number]["date"] > DELETED_WITHIN:
            raise bad_request("message can't be deleted for everyone")
        chat.messages.pop(number)
        if number in chat.sent:
            chat.deleted[number] = chat.sent.pop(number)
        return True

    async def answerCallbackQuery(self, arguments: Arguments) -> Any:
        words = arguments.get("text", "")
        if units(words) > 200:
            raise bad_request("MESSAGE_TOO_LONG")
        if arguments.get("callback_query_id") not in self.world.open_queries:
            raise bad_request(QUERY_GONE)
        if words:
            self.toasts.append(words)
        return True

    async def sendChatAction(self, arguments: Arguments) -> Any:
        self.world.writable_chat(arguments.get("chat_id"))
        if arguments.get("action") not in ACTIONS:
            raise bad_request("wrong parameter action in request")
        return True

    async def getFile(self, arguments: Arguments) -> Any:
        upload = self.world.uploads.get(arguments.get("file_id", ""))
        if upload is None:
            raise bad_request("invalid file_id")
        if upload.size > DOWNLOAD_LIMIT:
            raise bad_request("file is too big")
        return upload.as_json() | {"file_path": upload.path}

    async def setMyCommands(self, arguments: Arguments) -> Any:
        commands = arguments.get("commands", [])
        for command in commands:
            if not COMMAND.fullmatch(str(command.get("command", "")).removeprefix("/")):
                raise bad_request("BOT_COMMAND_INVALID")
            if not 1 <= len(str(command.get("description", ""))) <= 256:
                raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
        if len(commands) > 100:
            raise bad_request("BOT_COMMANDS_TOO_MUCH")
        self.world.commands[self._shelf(arguments)] = commands
        return True

    async def deleteMyCommands(self, arguments: Arguments) -> Any:
        self.world.commands.pop(self._shelf(arguments), None)
        return True

    async def getMyCommands(self, arguments: Arguments) -> Any:
        return self.world.commands.get(self._shelf(arguments), [])

    def _shelf(self, arguments: Arguments) -> tuple[str, str]:
        """Where a list of commands is kept: (scope, language), the scope as `type:chat:user`."""
        scope = arguments.get("scope", {"type": "default"})
        kind = scope.get("type")
        language = arguments.get("language_code", "")
        if kind in SCOPES:
            return kind, language
        if kind not in SCOPES_WITH_CHAT:
            raise bad_request("unsupported type specified")
        if scope.get("chat_id") not in self.world.chats:
            raise bad_request("chat not found")
        parts = [kind, scope["chat_id"], scope.get("user_id")]
        return ":".join(str(part) for part in parts if part is not None), language


NAMES = {name.lower(): name for name in vars(Methods) if not name.startswith("_")}


def find_method(methods: Methods, name: str) -> Callable[[Arguments], Awaitable[Any]]:
    """The method by its name in any case, as Telegram finds it."""
    if name.lower() not in NAMES:
        raise Refusal(404, "Not Found: method not found")
    found: Callable[[Arguments], Awaitable[Any]] = getattr(methods, NAMES[name.lower()])
    return found
