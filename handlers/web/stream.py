"""The live stream of a chat: server-sent events, resumed from the last one the page saw."""

import asyncio
import json
from dataclasses import dataclass

from aiohttp import web

from handlers.web.api import to_json
from handlers.web.site import SITE, Site, Visitor, number_in, visitor_of
from workflows import web_chat

POLL = 2.0
"""Seconds after which the chat is read again although no bell rang: another process may have
written into it."""

HEARTBEAT_EVERY = 8


async def get_stream(request: web.Request) -> web.StreamResponse:
    """Everything that changes in the chat after a number, until the page leaves."""
    site = request.app[SITE]
    visitor, known = await visitor_of(request)
    if site.streams.is_full(visitor.chat):
        return site.refuse(429, "site-too-many", known.lang)
    last = request.headers.get("Last-Event-ID") or request.query.get("after", "0")
    response = web.StreamResponse(
        headers={
            "Content-Type": "text/event-stream; charset=utf-8",
            "Cache-Control": "no-store",
            "X-Accel-Buffering": "no",
        }
    )
    bell = site.bell.listen(visitor.chat)
    site.streams.begin(visitor.chat)
    try:
        await response.prepare(request)
        await _follow(site, response, Listener(visitor, bell), number_in(last) or 0)
    except (ConnectionResetError, asyncio.CancelledError):
        pass  # the page went away
    finally:
        site.streams.end(visitor.chat)
        site.bell.leave(visitor.chat, bell)
    return response


@dataclass(frozen=True, slots=True)
class Listener:
    """Who listens, and what wakes them."""

    visitor: Visitor
    bell: asyncio.Event


async def _follow(site: Site, response: web.StreamResponse, who: Listener, seq: int) -> None:
    rounds = 0
    loop = asyncio.get_running_loop()
    drift = site.deps.now().timestamp() - loop.time()
    look = web_chat.look_for(who.visitor.chat, who.visitor.session)
    while not site.closing.is_set():
        who.bell.clear()
        newest = await web_chat.newest(site.deps, site.looks, look)
        if newest is None:
            return  # the session is no longer good: whoever holds it hears nothing more
        waits = newest <= seq
        rows = () if waits else await web_chat.since(site.deps, look.chat, seq)
        for row in rows:
            await _write(response, "message", to_json(row), row.seq)
        seq = rows[-1].seq if rows else max(seq, newest)
        moved = site.deps.now().timestamp() - loop.time()
        if rounds == 0 or abs(moved - drift) > 1:
            drift = moved
            await _write(response, "clock", {"now": site.deps.now().isoformat()}, None)
        rounds += 1
        if rounds % HEARTBEAT_EVERY == 0:
            await response.write(b": still here\n\n")
        if waits:
            await _wait(who.bell)


async def _wait(bell: asyncio.Event) -> None:
    try:
        async with asyncio.timeout(POLL):
            await bell.wait()
    except TimeoutError:
        return


async def _write(response: web.StreamResponse, event: str, body: object, seq: int | None) -> None:
    number = f"id: {seq}\n" if seq is not None else ""
    text = json.dumps(body, ensure_ascii=False)
    await response.write(f"{number}event: {event}\ndata: {text}\n\n".encode())
