"""The wire of the Bot API twin: a request's body becomes typed parameters, a refusal becomes JSON.

No state lives here. Error texts are worded as the open-source Bot API server words them.
"""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from aiohttp import BodyPartReader, MultipartReader, hdrs, web

INTEGERS = frozenset(
    {
        "message_id",
        "offset",
        "limit",
        "timeout",
        "cache_time",
        "max_connections",
        "message_thread_id",
        "duration",
        "reply_to_message_id",
        "user_id",
    }
)
FLAGS = frozenset(
    {
        "show_alert",
        "drop_pending_updates",
        "disable_notification",
        "protect_content",
        "has_spoiler",
        "disable_web_page_preview",
        "allow_sending_without_reply",
        "disable_content_type_detection",
        "allow_paid_broadcast",
        "show_caption_above_media",
    }
)
OBJECTS: dict[str, type] = {
    "reply_markup": dict,
    "reply_parameters": dict,
    "link_preview_options": dict,
    "scope": dict,
    "commands": list,
    "allowed_updates": list,
    "entities": list,
    "caption_entities": list,
}
TEXTS = frozenset(
    {
        "text",
        "caption",
        "url",
        "secret_token",
        "language_code",
        "parse_mode",
        "callback_query_id",
        "file_id",
        "action",
    }
)
HTML_TAGS = frozenset(
    {
        "b",
        "strong",
        "i",
        "em",
        "u",
        "ins",
        "s",
        "strike",
        "del",
        "span",
        "tg-spoiler",
        "a",
        "code",
        "pre",
        "blockquote",
        "tg-emoji",
    }
)


class Refusal(Exception):
    """An answer with ok=false: HTTP status, description and `parameters` as Telegram gives them."""

    def __init__(self, status: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.parameters = parameters

    def as_json(self) -> dict[str, Any]:
        body: dict[str, Any] = {
            "ok": False,
            "error_code": self.status,
            "description": self.description,
        }
        return body | ({"parameters": self.parameters} if self.parameters else {})


def bad_request(description: str) -> Refusal:
    return Refusal(400, f"Bad Request: {description}")


@dataclass(frozen=True)
class IncomingFile:
    """A file as it came in a multipart body."""

    name: str
    content: bytes


@dataclass
class Arguments:
    """What one call carries: values by name, already of their Bot API type, and its files."""

    values: dict[str, Any] = field(default_factory=dict)
    files: dict[str, IncomingFile] = field(default_factory=dict)

    def get(self, name: str, default: Any = None) -> Any:
        return self.values.get(name, default)

    def text(self, name: str) -> str:
        value: str = self.values.get(name, "")
        return plain_text(value, self.values.get("parse_mode"))


async def read_arguments(request: web.Request) -> Arguments:
    """Read query string and body (JSON, form or multipart), as the real server accepts them."""
    arguments = Arguments(dict(request.query))
    if request.content_type == "application/json":
        try:
            body = await request.json() if request.can_read_body else {}
        except ValueError:
            raise bad_request("can't parse JSON object") from None
        if not isinstance(body, dict):
            raise bad_request("object expected")
        arguments.values |= body
    elif request.content_type == "multipart/form-data":
        await read_parts(await request.multipart(), arguments)
    else:
        arguments.values |= dict(await request.post())
    return typed(arguments)


async def read_parts(reader: MultipartReader, arguments: Arguments) -> None:
    """Sort the parts of a multipart body into values and files."""
    async for part in leaves(reader):
        name = part.name or ""
        content = bytes(await part.read(decode=True))
        kind = part.headers.get(hdrs.CONTENT_TYPE, "text/plain")
        if part.filename is None and kind.startswith("text/plain"):
            arguments.values[name] = content.decode()
        else:
            arguments.files[name] = IncomingFile(part.filename or name, content)


async def leaves(reader: MultipartReader) -> AsyncIterator[BodyPartReader]:
    while (part := await reader.next()) is not None:
        if isinstance(part, BodyPartReader):
            yield part


def typed(arguments: Arguments) -> Arguments:
    """Give every known field its Bot API type, refusing what cannot have it."""
    values = {name: value for name, value in arguments.values.items() if value is not None}
    arguments.values = {name: _typed_value(name, value) for name, value in values.items()}
    return arguments


def _typed_value(name: str, value: Any) -> Any:
    if name in INTEGERS:
        return _integer(name, value)
    if name == "chat_id":
        return value if isinstance(value, str) and value.startswith("@") else _integer(name, value)
    if name in FLAGS:
        return value is True or str(value).lower() in {"true", "yes", "1"}
    if name in OBJECTS:
        return _object(name, value)
    if name in TEXTS and not isinstance(value, str):
        raise bad_request(f'Field "{name}" must be of type String')
    return value


def _integer(name: str, value: Any) -> int:
    try:
        if isinstance(value, bool | float):
            raise ValueError
        return int(value)
    except (TypeError, ValueError):
        if name == "chat_id":
            raise bad_request("chat not found" if value else "chat_id is empty") from None
        raise bad_request(f'Field "{name}" must be of type Number') from None


def _object(name: str, value: Any) -> Any:
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {name} JSON object") from None
    if not isinstance(value, OBJECTS[name]):
        expected = "object" if OBJECTS[name] is dict else "array"
        raise bad_request(f"{expected} expected as {name.replace('_', ' ')}")
    return value


def units(text: str) -> int:
    """Length in UTF-16 code units: Telegram's offsets, and the strictest reading of its sizes."""
    return len(text.encode("utf-16-le")) // 2


def plain_text(text: str, parse_mode: str | None) -> str:
    """The text a person sees. Only HTML is parsed; Markdown stays as it was written."""
    if (parse_mode or "").lower() != "html":
        return text
    reader = _HtmlText()
    reader.feed(text)
    reader.close()
    if reader.open:
        problem = f"Can't find end tag corresponding to start tag {reader.open[-1]}"
        raise bad_request(f"can't parse entities: {problem}")
    return "".join(reader.pieces)


class _HtmlText(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in HTML_TAGS:
            offset = self.getpos()[1]
            raise bad_request(
                f'can\'t parse entities: Unsupported start tag "{tag}" at byte offset {offset}'
            )
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            raise bad_request(f'can\'t parse entities: Unexpected end tag "{tag}"')

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)
