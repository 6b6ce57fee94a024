"""The web chat of the town, behind aiohttp's test client: browsers that visit it, and the staff's
own sessions."""

import asyncio
import hashlib
import io
import itertools
import json
import secrets
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientResponse, ClientSession, CookieJar, FormData
from aiohttp.test_utils import TestServer

from bot.website import make_site
from db.web_rows import WebSession
from handlers.web.app import make_app
from tests.support.town import Actor, Town

SOON = 20.0
"""Seconds a test waits for an answer that should come at once. Never waited for in vain."""

_clients = itertools.count(1)


def client_id() -> str:
    """A new key of a page for one message or press."""
    return f"client-{next(_clients):08}"


@dataclass
class Browser:
    """A browser with cookies of its own, at the web chat."""

    http: ClientSession
    house: "House"

    async def get(self, path: str, **more: Any) -> ClientResponse:
        return await self.http.get(path, **more)

    async def visit(self) -> ClientResponse:
        """Open the page: from then on there is a session."""
        answer = await self.get("/")
        assert answer.status == 200
        return answer

    async def token(self) -> str:
        """The session's token, as the browser keeps it."""
        return next(c.value for c in self.http.cookie_jar if c.key == "jiedan")

    async def post(self, path: str, body: Any = None, **more: Any) -> ClientResponse:
        """Post as our page does: JSON, with our header; what is delivered then is delivered."""
        more.setdefault("headers", {"X-Jiedan": "1"})
        if "data" not in more:
            more["json"] = body
        answer = await self.http.post(path, **more)
        await self.house.town.settle()
        return answer

    async def says(self, text: str, **more: Any) -> ClientResponse:
        return await self.post("/api/messages", {"text": text, "client_id": client_id(), **more})

    async def presses(self, payload: str, **more: Any) -> ClientResponse:
        return await self.post("/api/press", {"press": payload, "client_id": client_id(), **more})

    async def sends(self, content: bytes, name: str = "photo.jpg", **fields: str) -> ClientResponse:
        form = FormData()
        for key, value in {"client_id": client_id(), **fields}.items():
            form.add_field(key, value)
        form.add_field("file", io.BytesIO(content), filename=name, content_type="image/jpeg")
        return await self.post("/api/files", data=form)

    async def me(self) -> dict[str, Any]:
        return await (await self.get("/api/me")).json()

    async def messages(self, **query: Any) -> list[dict[str, Any]]:
        return (await (await self.get("/api/messages", params=query)).json())["messages"]

    async def listen(self, **more: Any) -> "Stream":
        """Open the live stream."""
        answer = await self.get("/api/stream", **more)
        assert answer.status == 200
        return Stream(answer)


@dataclass
class Stream:
    """The page's ear: server-sent events as they come."""

    answer: ClientResponse

    async def event(self) -> tuple[str, int | None, Any] | None:
        """The next event: its name, its number, its content; None at the end of the stream."""
        name, number = "", None
        async with asyncio.timeout(SOON):
            while line := (await self.answer.content.readline()).decode():
                field, _, value = line.rstrip("\n").partition(": ")
                if field == "event":
                    name = value
                elif field == "id":
                    number = int(value)
                elif field == "data":
                    return name, number, json.loads(value)
        return None

    async def message(self) -> dict[str, Any]:
        """The next message."""
        while found := await self.event():
            if found[0] == "message":
                assert found[1] == found[2]["seq"]
                return found[2]
        raise AssertionError("the stream ended")


@dataclass
class House:
    """A town and the web server in front of it."""

    town: Town
    server: TestServer
    browsers: list[ClientSession]

    def browser(self) -> Browser:
        """A browser that was never here."""
        http = ClientSession(self.server.make_url("/"), cookie_jar=CookieJar(unsafe=True))
        self.browsers.append(http)
        return Browser(http, self)

    async def visitor(self) -> Browser:
        """A browser that has opened the page."""
        browser = self.browser()
        await browser.visit()
        return browser

    async def browser_of(self, actor: Actor) -> Browser:
        """The browser of somebody the town knows already."""
        token = secrets.token_urlsafe(32)
        hashed = hashlib.sha256(token.encode()).hexdigest()
        async with self.town.deps.begin() as work:
            now = self.town.clock.now()
            work.add(WebSession(token_hash=hashed, chat=actor.chat, created_at=now))
            await work.commit()
        browser = self.browser()
        browser.http.cookie_jar.update_cookies({"jiedan": token}, self.server.make_url("/"))
        return browser

    async def close(self) -> None:
        await self.server.close()
        for http in self.browsers:
            await http.close()


async def open_house(town: Town) -> House:
    """The web chat of a town, listening."""
    site = make_site(town.program)
    town.program.ring = site.bell.ring
    server = TestServer(make_app(site))
    await server.start_server()
    return House(town, server, [])
