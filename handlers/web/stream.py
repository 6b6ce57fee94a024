"""The live stream of a chat: server-sent events, resumed from the last one the page saw."""

import asyncio
import json

from aiohttp import web

from handlers.web.api import to_json
from handlers.web.site import SITE, Site, number_in, visitor_of
from workflows import web_chat

POLL = 2.0
"""Seconds after which the chat is read again although no bell rang: another process may have
written into it."""

HEARTBEAT_EVERY = 8


async def get_stream(request: web.Request) -> web.StreamResponse:
    """Everything that changes in the chat after a number, until the page leaves."""
    site = request.app[SITE]
    visitor, _ = await visitor_of(request)
    last = request.headers.get("Last-Event-ID") or request.query.get("after", "0")
    response = web.StreamResponse(
        headers={
            "Content-Type": "text/event-stream; charset=utf-8",
            "Cache-Control": "no-store",
            "X-Accel-Buffering": "no",
        }
    )
    bell = site.bell.listen(visitor.chat)
    try:
        await response.prepare(request)
        await _follow(site, response, visitor.chat, bell, number_in(last) or 0)
    except (ConnectionResetError, asyncio.CancelledError):
        pass  # the page went away
    finally:
        site.bell.leave(visitor.chat, bell)
    return response


async def _follow(
    site: Site, response: web.StreamResponse, chat: str, bell: asyncio.Event, seq: int
) -> None:
    rounds = 0
    loop = asyncio.get_running_loop()
    drift = site.deps.now().timestamp() - loop.time()
    while not site.closing.is_set():
        bell.clear()
        for row in await web_chat.since(site.deps, chat, seq):
            seq = row.seq
            await _write(response, "message", to_json(row), seq)
        moved = site.deps.now().timestamp() - loop.time()
        if rounds == 0 or abs(moved - drift) > 1:
            drift = moved
            await _write(response, "clock", {"now": site.deps.now().isoformat()}, None)
        rounds += 1
        if rounds % HEARTBEAT_EVERY == 0:
            await response.write(b": still here\n\n")
        await _wait(bell)


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
