"""GET /metrics in the text format of Prometheus, for a watcher on the same machine."""

from collections.abc import Sequence
from ipaddress import ip_address

from aiohttp import web

from handlers.web.site import SITE
from workflows.measure import Figure, measure

KIND = "text/plain; version=0.0.4; charset=utf-8"
THROUGH_A_PROXY = ("Forwarded", "X-Forwarded-For", "X-Real-IP")
"""A request with one of these comes from elsewhere, whoever hands it on."""

HELP = {
    "open_tickets": "Tickets that go on, by status.",
    "outbox_messages": "Messages that wait or are under way.",
    "timers_due": "Timers that are due and have not fired.",
    "seconds_since_tick": "Seconds since clocks were last looked at.",
    "seconds_since_audit": "Seconds since the last audit.",
    "audit_findings": "What the last audit found: broken promises and gaps.",
}


async def get_metrics(request: web.Request) -> web.Response:
    """The figures; for others than this machine only where the configuration says so."""
    site = request.app[SITE]
    if not (site.metrics or _is_from_here(request)):
        raise web.HTTPNotFound
    text = as_text(await measure(site.deps))
    return web.Response(body=text.encode(), headers={"Content-Type": KIND})


def _is_from_here(request: web.Request) -> bool:
    if any(name in request.headers for name in THROUGH_A_PROXY):
        return False
    try:
        return ip_address(request.remote or "").is_loopback
    except ValueError:
        return False


def as_text(figures: Sequence[Figure]) -> str:
    """The lines of all figures, each kind with its help before it."""
    lines = []
    for name in dict.fromkeys(figure.name for figure in figures):
        lines += [f"# HELP jiedan_{name} {HELP[name]}", f"# TYPE jiedan_{name} gauge"]
        lines += [_line(figure) for figure in figures if figure.name == name]
    return "\n".join(lines) + "\n"


def _line(figure: Figure) -> str:
    label = '{{{}="{}"}}'.format(*figure.label) if figure.label else ""
    return f"jiedan_{figure.name}{label} {figure.value:.15g}"
