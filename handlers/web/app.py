"""The web application: routes, sessions by cookie, headers that keep hostile content harmless."""

import logging
from collections.abc import Awaitable, Callable
from pathlib import Path

from aiohttp import web

from domain.permissions import PAGES
from handlers.web import api, stream
from handlers.web.metrics import get_metrics
from handlers.web.site import COOKIE, SITE, Site
from workflows import web_chat

log = logging.getLogger(__name__)

STATIC = Path(__file__).parent / "static"
YEAR = 365 * 24 * 3600
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; object-src 'none'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """A defect of ours becomes a kind 500 and a log line, never a traceback. A page that has no
    row in the table of permissions is not answered."""
    site = request.app[SITE]
    resource = request.match_info.route.resource
    if resource is not None and resource.canonical not in PAGES:
        raise web.HTTPNotFound
    try:
        return await handler(request)
    except web.HTTPException:
        raise
    except Exception:
        log.exception("a web request failed: %s", request.match_info.route.name or "page")
        return site.refuse(500, "site-broken", site.deps.rules.default_lang)


async def add_headers(_request: web.Request, response: web.StreamResponse) -> None:
    """Every answer carries them: pages, errors, files and the stream."""
    response.headers.update(HEADERS)
    response.headers.setdefault("Cache-Control", "no-cache")


async def get_page(request: web.Request) -> web.StreamResponse:
    """The chat page. A browser without a session gets one."""
    site = request.app[SITE]
    response = web.FileResponse(STATIC / "chat.html", headers={"Cache-Control": "no-cache"})
    if await site.identify(request) is None:
        token, _ = await web_chat.new_session(site.deps)
        response.set_cookie(
            COOKIE,
            token,
            max_age=YEAR,
            httponly=True,
            samesite="Lax",
            secure=site.secure_cookie,
            path="/",
        )
    return response


def make_app(site: Site) -> web.Application:
    """The web chat as a real channel. Nothing of the demo is in here."""
    app = web.Application(middlewares=[guard], client_max_size=api.MAX_FILE + 1024 * 1024)
    app[SITE] = site
    app.add_routes(
        [
            web.get("/", get_page),
            web.static("/static", STATIC),
            web.get("/metrics", get_metrics),
            web.get("/api/me", api.get_me),
            web.get("/api/messages", api.get_messages),
            web.post("/api/messages", api.post_message),
            web.post("/api/files", api.post_file),
            web.get("/api/files/{ref:[0-9a-f]{32}}", api.get_file),
            web.post("/api/press", api.post_press),
            web.post("/api/home", api.post_home),
            web.get("/api/stream", stream.get_stream),
        ]
    )
    app.on_response_prepare.append(add_headers)
    app.on_shutdown.append(_close)
    return app


async def _close(app: web.Application) -> None:
    """End the open streams, so that the program stops at once."""
    app[SITE].closing.set()
    app[SITE].bell.ring_all()
