"""What the web handlers share: who a request speaks for, the bell that wakes open pages, and how
a refusal is answered."""

import asyncio
import json
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from workflows import web_chat
from workflows.deps import Deps, Say
from workflows.identify import Known, who_is

COOKIE = "jiedan"
HEADER = "X-Jiedan"


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whom a request speaks for: a chat, and whether it may write there."""

    chat: str
    can_write: bool = True
    name: str = ""


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
    metrics: bool = False
    closing: asyncio.Event = field(default_factory=asyncio.Event)

    def refuse(self, status: int, key: str, lang: str, **values: Any) -> web.Response:
        """An error with a text for the person."""
        return web.json_response({"error": self.say(lang, key, values)}, status=status)

    def refusal(self, kind: type[web.HTTPException], key: str, lang: str) -> web.HTTPException:
        """The same to raise."""
        text = self.refuse(kind.status_code, key, lang).text
        return kind(text=text, content_type="application/json")


SITE = web.AppKey("site", Site)


def cookie_identify(deps: Deps) -> Identify:
    """The one way in outside the demo: the browser's session cookie."""

    async def identify(request: web.Request) -> Visitor | None:
        token = request.cookies.get(COOKIE, "")
        if not token or not token.isascii():  # stray bytes cannot even be hashed
            return None
        chat = await web_chat.session_chat(deps, token)
        return Visitor(chat) if chat else None

    return identify


def number_in(text: str) -> int | None:
    """The number of a row as a page names it; None for what no row can have (32 bits)."""
    if not (text.isascii() and text.isdecimal() and len(text) <= 10):
        return None
    return int(text) if int(text) < 2**31 else None


async def read_body(request: web.Request, lang: str) -> dict[str, Any]:
    """The JSON object a page sent; an empty one for JSON of another kind. Raises 400."""
    site = request.app[SITE]
    try:
        found = json.loads(await request.read())
    except (ValueError, RecursionError) as error:  # also endless numbers and endless depth
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
