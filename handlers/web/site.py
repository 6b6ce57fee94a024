"""What the web handlers share: who a request speaks for, the bell that wakes open pages, and how
a refusal is answered."""

import asyncio
import json
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientError, web
from aiohttp.http import HttpProcessingError

from handlers.web.bounds import (
    MOST_JSON,
    SECONDS,
    Doorstep,
    Streams,
    TooMuch,
    TooSlow,
    content_of,
    in_time,
)
from workflows import web_chat
from workflows.deps import Deps, Say
from workflows.gather import Gatherer
from workflows.identify import Known, who_is

COOKIE = "jiedan"
HEADER = "X-Jiedan"


def cookie_name(*, secure: bool) -> str:
    """How the session's cookie is called. With `__Host-` browsers take it from this very host and
    over https only: nobody can slip somebody a session of their own from a neighbouring name."""
    return f"__Host-{COOKIE}" if secure else COOKIE


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whom a request speaks for: a chat, and whether it may write there."""

    chat: str
    can_write: bool = True
    name: str = ""
    session: web_chat.Session | None = None


async def _nothing_posted(_unit: str) -> None:
    """There is no such community."""


Identify = Callable[[web.Request], Awaitable[Visitor | None]]


class Bell:
    """Wakes the pages that show a chat when something changed in it."""

    def __init__(self) -> None:
        self._waiting: dict[str, set[asyncio.Event]] = defaultdict(set)

    def listen(self, chat: str) -> asyncio.Event:
        """An event that is set at every change of the chat."""
        event = asyncio.Event()
        self._waiting[chat].add(event)
        return event

    def leave(self, chat: str, event: asyncio.Event) -> None:
        """Stop listening."""
        self._waiting[chat].discard(event)
        if not self._waiting[chat]:
            del self._waiting[chat]

    def ring(self, chat: str) -> None:
        """Something changed in a chat."""
        for event in self._waiting.get(chat, ()):
            event.set()

    def ring_all(self) -> None:
        """Something changed that concerns every page: the clock was moved, or we are closing."""
        for chat in list(self._waiting):
            self.ring(chat)


@dataclass(frozen=True, slots=True)
class Posted:
    """What stands on the page of a community's week: a title, and paragraphs of lines; none while
    nothing was sent yet."""

    title: str
    paragraphs: tuple[tuple[str, ...], ...] = ()


@dataclass
class Site:
    """What every handler needs."""

    deps: Deps
    say: Say
    words: Callable[[str, str], dict[str, str]]
    bell: Bell
    title: str
    identify: Identify
    secure_cookie: bool = False
    posted: Callable[[str], Awaitable[Posted | None]] = _nothing_posted
    metrics: bool = False
    closing: asyncio.Event = field(default_factory=asyncio.Event)
    streams: Streams = field(default_factory=Streams)
    doorstep: Doorstep = field(default_factory=Doorstep)
    looks: Gatherer[web_chat.Look, int | None] = field(default_factory=Gatherer)
    patience: float = SECONDS

    @property
    def cookie(self) -> str:
        """How the session's cookie is called here."""
        return cookie_name(secure=self.secure_cookie)

    def refuse(self, status: int, key: str, lang: str, **values: Any) -> web.Response:
        """An error with a text for the person."""
        return web.json_response({"error": self.say(lang, key, values)}, status=status)

    def refusal(self, kind: type[web.HTTPException], key: str, lang: str) -> web.HTTPException:
        """The same to raise."""
        text = self.refuse(kind.status_code, key, lang).text
        return kind(text=text, content_type="application/json")

    def too_large(self, key: str, lang: str) -> web.HTTPException:
        """413 to raise; aiohttp's own asks for the sizes."""
        text = self.refuse(413, key, lang).text
        return web.HTTPRequestEntityTooLarge(0, text=text, content_type="application/json")


SITE = web.AppKey("site", Site)

NOT_READABLE = (
    ValueError,
    RecursionError,
    ClientError,
    HttpProcessingError,
    ConnectionResetError,
)
"""What a body that is not what it says raises: endless numbers, endless depth, a broken packing, an
end in the middle. Nothing of it may fill the log."""


def cookie_identify(deps: Deps, name: str) -> Identify:
    """The one way in outside the demo: the browser's session cookie."""

    async def identify(request: web.Request) -> Visitor | None:
        token = request.cookies.get(name, "")
        if not token or not token.isascii():  # stray bytes cannot even be hashed
            return None
        session = await web_chat.session_of(deps, token)
        return Visitor(session.chat, session=session) if session else None

    return identify


def number_in(text: str) -> int | None:
    """The number of a row as a page names it; None for what no row can have (32 bits)."""
    if not (text.isascii() and text.isdecimal() and len(text) <= 10):
        return None
    return int(text) if int(text) < 2**31 else None


async def read_body(request: web.Request, lang: str) -> dict[str, Any]:
    """The JSON object a page sent; an empty one for JSON of another kind. Raises 400, 408, 413."""
    site = request.app[SITE]
    try:
        async with in_time(site.patience):
            content = await content_of(request, MOST_JSON)
        found = json.loads(content)
    except TooMuch:
        raise site.too_large("site-too-long", lang) from None
    except TooSlow:
        raise site.refusal(web.HTTPRequestTimeout, "site-too-slow", lang) from None
    except NOT_READABLE as error:
        raise site.refusal(web.HTTPBadRequest, "site-bad-request", lang) from error
    return found if isinstance(found, dict) else {}


async def visitor_of(request: web.Request) -> tuple[Visitor, Known]:
    """Who a request speaks for, and what we know of that person. Raises 401 without a session."""
    site = request.app[SITE]
    visitor = await site.identify(request)
    if visitor is None:
        lang = site.deps.rules.default_lang
        raise site.refusal(web.HTTPUnauthorized, "site-no-session", lang)
    return visitor, await who_is(site.deps, web_chat.CHANNEL, visitor.chat)
