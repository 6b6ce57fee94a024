"""The JSON interface of the web chat: parse, call the workflow, answer. No decision, no text."""

import re
from collections.abc import Mapping
from typing import Any

from aiohttp import web

from db.web_rows import WebMessage
from domain.commands import menu_for
from domain.elder import is_elder, plain
from domain.files import sort_of
from domain.homes import is_home_token
from domain.inbound import LOCATION, XLSX, Incoming, Media, Pressed, Sender, clean
from domain.org import UnitKind
from domain.recordings import VIDEO
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

MAX_FILE, MAX_VIDEO = 10 * 1024 * 1024, 20 * 1024 * 1024
"""Bytes of a photo or a voice note, and of a video: as much as Telegram gives to bots."""

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
        "video": files.get("video"),
        "file": files.get("document"),
        "at": message.at.isoformat(),
        "edited": message.edited,
        "gone": web_chat.is_gone(message),
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
    client, text, place = _client_id(body), body.get("text"), body.get("place")
    at = place_in(place)
    if client is None or not isinstance(text, str) or (place is not None and at is None):
        return site.refuse(400, "site-bad-request", known.lang)
    media = (Media(web_chat.CHANNEL, at, LOCATION),) if at else ()
    reply = body.get("reply_to")
    heard = Heard(clean(text), media, known.lang, str(reply) if isinstance(reply, int) else None)
    return web.json_response({"id": await _hear(site, visitor, client, heard)})


def place_in(sent: object) -> str | None:
    """Where somebody stands, of the latitude and the longitude their browser gave; None for what
    is no place on earth."""
    if not isinstance(sent, list) or len(sent) != 2:
        return None
    latitude, longitude = (n if type(n) in (int, float) else float("nan") for n in sent)
    if abs(latitude) <= 90 and abs(longitude) <= 180:
        return f"{latitude:.5f},{longitude:.5f}"
    return None


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
        text=web_chat.with_places(heard.text, heard.media),
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
    """A photo, a voice note or a video, with words if there are any."""
    site, visitor, known = await _writer(request)
    try:
        async with in_time(site.patience * TIMES_FOR_FILES):
            form = await form_of(request, MAX_VIDEO + MOST_JSON)
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
    sort = sort_of(content)
    if len(content) > (MAX_VIDEO if sort and sort[0] == VIDEO else MAX_FILE):
        return site.refuse(413, "site-file-too-big", known.lang)
    if sort is None:
        return site.refuse(415, "site-file-unknown", known.lang)
    media = await web_chat.keep_file(site.deps, visitor.chat, *sort, content)
    text = clean(fields.get("text", ""))
    reply = fields.get("reply_to", "")
    heard = Heard(text, (media,), known.lang, reply if reply.isdecimal() else None)
    number = await _hear(site, visitor, client, heard)
    return web.json_response({"id": number})


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
    return _part_of(request, web.Response(body=found.content, content_type=mime, headers=headers))


def _part_of(request: web.Request, whole: web.Response) -> web.Response:
    """What a player asked for of a file: some of them play nothing that does not come in parts."""
    content = whole.body if isinstance(whole.body, bytes) else b""
    whole.headers["Accept-Ranges"] = "bytes"
    try:
        asked = request.http_range
    except ValueError:
        return whole  # as if it had not asked
    if asked.start is None:
        return whole
    start, stop, _ = asked.indices(len(content))
    if start >= stop:
        whole.set_status(416)
        whole.headers["Content-Range"], whole.body = f"bytes */{len(content)}", b""
        return whole
    whole.set_status(206)
    whole.headers["Content-Range"] = f"bytes {start}-{stop - 1}/{len(content)}"
    whole.body = content[start:stop]
    return whole


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
