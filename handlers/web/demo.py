"""What exists in the demo only: being several people at once, and moving the clock.

`jiedan demo` adds these routes and its own way of telling who a request speaks for; `jiedan run`
never imports this module.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from aiohttp import web

from domain.period import Period, Span
from handlers.web.app import STATIC
from handlers.web.site import HEADER, SITE, Identify, Visitor, read_body


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody the visitor of the demo can be."""

    key: str
    name: str
    role: str
    emoji: str
    hint: str
    can_write: bool = True


@dataclass(frozen=True, slots=True)
class Travelled:
    """What happened while the clock moved."""

    now: datetime
    fired: int
    sent: int


@dataclass(frozen=True, slots=True)
class DemoStage:
    """What the demo's pages can ask for: moving the clock to a named moment, and what is next."""

    personas: Sequence[Persona]
    travel: Callable[[str], Awaitable[Travelled]]
    next_due: Callable[[], Awaitable[datetime | None]]


STAGE = web.AppKey("stage", DemoStage)
DESTINATIONS = ("hour", "next", "monday")


def demo_identify(personas: Sequence[Persona], otherwise: Identify) -> Identify:
    """Whoever the page says it is, of the demo's people; a page that says nothing is an ordinary
    visitor with a session of its own."""
    known = {p.key: p for p in personas}

    async def identify(request: web.Request) -> Visitor | None:
        wanted = request.query.get("as")
        if wanted is None:
            return await otherwise(request)
        persona = known.get(wanted)
        return Visitor(demo_chat(wanted), persona.can_write, persona.name) if persona else None

    return identify


def demo_chat(key: str) -> str:
    """The chat of one of the demo's people."""
    return f"demo-{key}"


async def get_demo(request: web.Request) -> web.StreamResponse:
    """The page with everybody's phone on it."""
    return web.FileResponse(STATIC / "demo.html", headers={"Cache-Control": "no-cache"})


async def get_state(request: web.Request) -> web.Response:
    """The demo's clock, its people and its words."""
    site, stage = request.app[SITE], request.app[STAGE]
    now, due = site.deps.now(), await stage.next_due()
    lang = site.deps.rules.default_lang
    return web.json_response(
        {
            "now": now.isoformat(),
            "next_due": due.isoformat() if due else None,
            "zone": str(site.deps.rules.zone),
            "personas": [asdict(p) for p in stage.personas],
            "words": site.words(lang, "web-"),
            "week": str(Period.of(Span.WEEK, now, site.deps.rules.zone)),
        }
    )


async def post_clock(request: web.Request) -> web.Response:
    """Move the clock forward."""
    site, stage = request.app[SITE], request.app[STAGE]
    lang = site.deps.rules.default_lang
    if request.headers.get(HEADER) != "1":
        return site.refuse(403, "site-bad-request", lang)
    wanted = (await read_body(request, lang)).get("to")
    if wanted not in DESTINATIONS:
        return site.refuse(400, "site-bad-request", lang)
    done = await stage.travel(wanted)
    site.bell.ring_all()
    return web.json_response({"now": done.now.isoformat(), "fired": done.fired, "sent": done.sent})


def add_demo(app: web.Application, stage: DemoStage) -> None:
    """Put the demo's routes into the application."""
    app[STAGE] = stage
    app.add_routes(
        [
            web.get("/demo", get_demo),
            web.get("/demo/state", get_state),
            web.post("/demo/clock", post_clock),
        ]
    )
