"""The web application: routes, sessions by cookie, headers that keep hostile content harmless."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from pathlib import Path

from aiohttp import web

from domain.permissions import PAGES
from handlers.web import api, stream
from handlers.web.door import get_week
from handlers.web.metrics import get_metrics
from handlers.web.site import SITE, Site
from workflows import web_chat

log = logging.getLogger(__name__)

STATIC = Path(__file__).parent / "static"
YEAR = 365 * 24 * 3600
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "media-src 'self'; connect-src 'self'; frame-src 'self'; manifest-src 'self'; "
        "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Server": "jiedan",
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


async def add_headers(request: web.Request, response: web.StreamResponse) -> None:
    """Every answer carries them: pages, errors, files and the stream. What is said to one person
    is kept by nobody on the way."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers["Server"] = HEADERS["Server"]  # not which version of what answers here
    if request.app[SITE].secure_cookie:
        response.headers["Strict-Transport-Security"] = f"max-age={YEAR}"
    is_own = request.path.startswith("/api/")
    response.headers.setdefault("Cache-Control", "no-store" if is_own else "no-cache")


async def get_page(request: web.Request) -> web.StreamResponse:
    """The chat page. A browser without a session gets one."""
    site = request.app[SITE]
    response = web.FileResponse(STATIC / "chat.html")
    token = await _new_token(request) if request.method == "GET" else None
    if token is None:
        return response
    response.headers["Cache-Control"] = "no-store"  # or a proxy would hand it to the next one
    response.set_cookie(
        site.cookie,
        token,
        max_age=YEAR,
        httponly=True,
        samesite="Lax",
        secure=site.secure_cookie,
        path="/",
    )
    return response


async def _new_token(request: web.Request) -> str | None:
    """A token for a browser that has none, or an old one; None when it needs none, and when too
    many come at once."""
    site = request.app[SITE]
    visitor = await site.identify(request)
    if visitor is not None:
        return await web_chat.renewed(site.deps, visitor.session) if visitor.session else None
    if not site.doorstep.lets_in(asyncio.get_running_loop().time):
        return None
    token, _ = await web_chat.new_session(site.deps)
    return token


def make_app(site: Site) -> web.Application:
    """The web chat as a real channel. Nothing of the demo is in here."""
    app = web.Application(middlewares=[guard], client_max_size=api.MAX_VIDEO + 1024 * 1024)
    app[SITE] = site
    app.add_routes(
        [
            web.get("/", get_page),
            web.static("/static", STATIC),
            web.get("/week/{unit}", get_week),
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
