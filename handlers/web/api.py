"""The JSON interface of the web chat: parse, call the workflow, answer. No decision, no text."""

import re
from collections.abc import Mapping
from typing import Any

from aiohttp import web

from db.web_rows import WebMessage
from domain.commands import menu_for
from domain.elder import is_elder, plain
from domain.homes import is_home_token
from domain.inbound import XLSX, Incoming, Media, Pressed, Sender, clean
from domain.org import UnitKind
from handlers.web.bounds import MOST_JSON, TIMES_FOR_FILES, TooMuch, TooSlow, form_of, in_time
from handlers.web.site import (
    HEADER,
    NOT_READABLE,
    SITE,
    Site,
    Visitor,
    number_in,
    read_body,
    visitor_of,
)
from workflows import web_chat
from workflows.hear_message import hear_message
from workflows.identify import Known
from workflows.press_button import press_button

MAX_FILE = 10 * 1024 * 1024
CLIENT_ID = re.compile(r"[!-~]{8,64}")
NOT_A_FORM = (*NOT_READABLE, LookupError, RuntimeError)
"""What aiohttp raises for a body that is not the form it says it is."""

ALONE = {
    "Content-Security-Policy": "default-src 'none'; img-src 'self'; media-src 'self'; "
    "style-src 'unsafe-inline'; sandbox"
}
"""For what people sent: opened by itself, it is a picture (on a page of the browser's own style) or
nothing."""

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OURS = {
    "application/json": ("my-data.json", "application/json"),
    "application/pdf": ("paper.pdf", "application/pdf"),
    XLSX: ("ledger.xlsx", SHEET),
}
"""Files of ours by how they are marked where they are kept: their name, and their type."""

SIGNATURES = (
    (b"\xff\xd8\xff", 0, "photo", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", 0, "photo", "image/png"),
    (b"WEBP", 8, "photo", "image/webp"),
    (b"OggS", 0, "voice", "audio/ogg"),
)


def to_json(message: WebMessage) -> dict[str, Any]:
    """A bubble as the page reads it."""
    files = {m["kind"]: f"/api/files/{m['ref']}" for m in message.media}
    return {
        "id": message.id,
        "seq": message.seq,
        "mine": message.mine,
        "text": message.text,
        "buttons": [
            [{"label": label, "press": press} for label, press in row] for row in message.buttons
        ],
        "photo": files.get("photo"),
        "voice": files.get("voice"),
        "file": files.get("document"),
        "at": message.at.isoformat(),
        "edited": message.edited,
        "client_id": message.client_key,
        "from": None,
    }


async def get_me(request: web.Request) -> web.Response:
    """Who the page is, its words and its menu."""
    site = request.app[SITE]
    visitor, known = await visitor_of(request)
    menu = [
        {"command": f"/{name}", "label": site.say(known.lang, f"command-{name}", {})}
        for name in menu_for(known.roles)
    ]
    return web.json_response(
        {
            "title": site.title,
            "name": visitor.name or known.name,
            "lang": plain(known.lang),
            "elder": is_elder(known.lang),
            "can_write": visitor.can_write,
            "menu": menu if visitor.can_write else [],
            "week": await _week(site, known),
            "words": site.words(known.lang, "web-"),
            "zone": str(site.deps.rules.zone),
            "now": site.deps.now().isoformat(),
        }
    )


async def _week(site: Site, known: Known) -> str | None:
    """The page with the week of her home's community, of the unit somebody works for, of the only
    one there is; None where that is not known, or nothing stands there yet."""
    org = site.deps.rules.org
    if known.compound in org.compounds:
        code: str | None = org.community_of(known.compound)
    elif known.units:
        above = [one for unit in known.units for one in org.above(unit)]
        code = next((one.code for one in above if one.kind is UnitKind.COMMUNITY), None)
    else:
        code = org.communities[0].code if len(org.communities) == 1 else None
    found = await site.posted(code) if code else None
    return f"/week/{code}" if found and found.paragraphs else None


async def get_messages(request: web.Request) -> web.Response:
    """A page of the chat's history; or what changed `after` a change the page knows."""
    site = request.app[SITE]
    visitor, _ = await visitor_of(request)
    after = number_in(request.query.get("after", ""))
    if after is not None:
        rows = await web_chat.since(site.deps, visitor.chat, after)
        return web.json_response({"messages": [to_json(row) for row in rows], "more": False})
    before = number_in(request.query.get("before", ""))
    rows = await web_chat.history(site.deps, visitor.chat, before)
    return web.json_response(
        {"messages": [to_json(row) for row in rows], "more": len(rows) == web_chat.PAGE}
    )


async def _writer(request: web.Request) -> tuple[Site, Visitor, Known]:
    """Who writes. Raises 403 for another site's form (no header of ours) and for readers only."""
    visitor, known = await visitor_of(request)
    if request.headers.get(HEADER) != "1" or not visitor.can_write:
        raise request.app[SITE].refusal(web.HTTPForbidden, "site-bad-request", known.lang)
    return request.app[SITE], visitor, known


def _client_id(body: Mapping[str, Any]) -> str | None:
    found = body.get("client_id")
    return found if isinstance(found, str) and CLIENT_ID.fullmatch(found) else None


async def post_message(request: web.Request) -> web.Response:
    """A sentence of the person."""
    site, visitor, known = await _writer(request)
    body = await read_body(request, known.lang)
    client, text = _client_id(body), body.get("text")
    if client is None or not isinstance(text, str):
        return site.refuse(400, "site-bad-request", known.lang)
    reply = body.get("reply_to")
    number = await _hear(
        site,
        visitor,
        client,
        Heard(clean(text), (), known.lang, str(reply) if isinstance(reply, int) else None),
    )
    return web.json_response({"id": number})


class Heard:
    """What a person sent from the page."""

    def __init__(
        self, text: str, media: tuple[Media, ...], lang: str, reply_to: str | None = None
    ) -> None:
        self.text, self.media, self.lang, self.reply_to = text, media, lang, reply_to


async def _hear(site: Site, visitor: Visitor, client: str, heard: Heard) -> int:
    """Show it in the chat, then hear it. Both know the client's key, so a second try after a
    broken connection finishes what is missing and doubles nothing."""
    bubble = web_chat.Bubble(
        mine=True,
        text=heard.text,
        client_key=client,
        media=[{"kind": m.kind, "ref": m.ref} for m in heard.media],
    )
    number = await web_chat.put(site.deps, visitor.chat, bubble)
    site.bell.ring(visitor.chat)
    await hear_message(
        site.deps,
        Incoming(
            channel=web_chat.CHANNEL,
            chat=visitor.chat,
            key=client,
            sender=Sender(visitor.chat, lang=heard.lang),
            text=heard.text,
            media=heard.media,
            reply_to=heard.reply_to,
        ),
    )
    return number


async def post_home(request: web.Request) -> web.Response:
    """The page was opened by a poster's code: the same as `/start TOKEN`, without a bubble. What is
    no such code is not heard at all."""
    site, visitor, known = await _writer(request)
    body = await read_body(request, known.lang)
    client, token = _client_id(body), body.get("token")
    if client is None or not isinstance(token, str) or not is_home_token(token):
        return site.refuse(400, "site-bad-request", known.lang)
    await hear_message(
        site.deps,
        Incoming(
            channel=web_chat.CHANNEL,
            chat=visitor.chat,
            key=client,
            sender=Sender(visitor.chat, lang=known.lang),
            text=f"/start {token}",
        ),
    )
    return web.json_response({})


async def post_file(request: web.Request) -> web.Response:
    """A photo (or voice note), with words if there are any."""
    site, visitor, known = await _writer(request)
    try:
        async with in_time(site.patience * TIMES_FOR_FILES):
            form = await form_of(request, MAX_FILE + MOST_JSON)
        content = form.pop("file", None)
        fields = {name: one.decode() for name, one in form.items()}
    except TooMuch:
        return site.refuse(413, "site-file-too-big", known.lang)
    except TooSlow:
        return site.refuse(408, "site-too-slow", known.lang)
    except NOT_A_FORM:
        return site.refuse(400, "site-bad-request", known.lang)
    client = _client_id(fields)
    if client is None or content is None:
        return site.refuse(400, "site-bad-request", known.lang)
    if len(content) > MAX_FILE:
        return site.refuse(413, "site-file-too-big", known.lang)
    sort = kind_of(content)
    if sort is None:
        return site.refuse(415, "site-file-unknown", known.lang)
    media = await web_chat.keep_file(site.deps, visitor.chat, *sort, content)
    text = clean(fields.get("text", ""))
    reply = fields.get("reply_to", "")
    heard = Heard(text, (media,), known.lang, reply if reply.isdecimal() else None)
    number = await _hear(site, visitor, client, heard)
    return web.json_response({"id": number})


def kind_of(content: bytes) -> tuple[str, str] | None:
    """What a file really is, by its first bytes: kind and MIME type; None for all else."""
    for mark, at, kind, mime in SIGNATURES:
        if content[at : at + len(mark)] == mark:
            return kind, mime
    return None


async def get_file(request: web.Request) -> web.Response:
    """A file of one's own chat; of no other."""
    site = request.app[SITE]
    visitor, _ = await visitor_of(request)
    ref = request.match_info["ref"]
    found = await web_chat.file_of(site.deps, ref)
    if found is None or not await web_chat.may_see_file(site.deps, visitor.chat, ref):
        raise web.HTTPNotFound
    headers, mime = ALONE | {"Cache-Control": "private, max-age=86400"}, found.mime
    if found.kind == "document":  # never shown within the page, whatever it holds
        name, mime = OURS.get(found.mime, ("file", mime))
        headers = ALONE | {
            "Cache-Control": "private, no-store",
            "Content-Disposition": f'attachment; filename="{name}"',
        }
    return web.Response(body=found.content, content_type=mime, headers=headers)


async def post_press(request: web.Request) -> web.Response:
    """A button of the page."""
    site, visitor, known = await _writer(request)
    body = await read_body(request, known.lang)
    client, payload = _client_id(body), body.get("press")
    if client is None or not isinstance(payload, str):
        return site.refuse(400, "site-bad-request", known.lang)
    toast = await press_button(
        site.deps,
        Pressed(
            channel=web_chat.CHANNEL,
            chat=visitor.chat,
            key=f"press:{client}",
            sender=Sender(visitor.chat, lang=known.lang),
            payload=payload,
        ),
    )
    key, values = toast.line
    return web.json_response({"toast": site.say(toast.lang, key, values)})
