"""The web channel's own chats: sessions of browsers, and what stands in a chat."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, select, update

from db.session import Work, insert_unless_there
from db.web_rows import WebChat, WebFile, WebMessage, WebSession
from domain.inbound import LOCATION, Media
from domain.photos import without_metadata
from workflows.deps import Deps
from workflows.gather import Gatherer
from workflows.speech import Attachment

CHANNEL = "web"
PAGE = 50

GOOD_FOR, RENEWED_AFTER = timedelta(days=400), timedelta(days=30)
"""A session ends so long after it began, used or not; a browser that comes back after the second is
given another one for the same chat."""

UNUSED_FOR = timedelta(days=2)
"""So long a browser that opened the page and said nothing is remembered."""


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


async def new_session(deps: Deps) -> tuple[str, str]:
    """A new browser: a token only it will ever hold, and the chat it may speak in."""
    token, chat = secrets.token_urlsafe(32), secrets.token_hex(12)
    async with deps.begin() as work:
        work.add(WebSession(token_hash=_hash(token), chat=chat, created_at=deps.now()))
        work.add(WebChat(chat=chat, last_seq=0, created_at=deps.now()))
        await work.commit()
    return token, chat


@dataclass(frozen=True, slots=True)
class Session:
    """What a browser's token stands for."""

    token_hash: str
    chat: str
    since: datetime


def _is_good(deps: Deps) -> ColumnElement[bool]:
    young = WebSession.created_at > deps.now() - GOOD_FOR
    return and_(WebSession.revoked_at.is_(None), young)


async def session_of(deps: Deps, token: str) -> Session | None:
    """What a browser's token stands for; None when it is unknown, revoked or too old."""
    query = select(WebSession.token_hash, WebSession.chat, WebSession.created_at)
    async with deps.begin() as work:
        found = await work.execute(
            query.where(WebSession.token_hash == _hash(token), _is_good(deps))
        )
        row = found.one_or_none()
    return Session(*row) if row else None


async def renewed(deps: Deps, session: Session) -> str | None:
    """Another token for the same chat once a session has grown old, so that whoever keeps coming
    keeps their chat; None while it is young. The old one is good until its own end: the answer that
    carries the new one may get lost."""
    if session.since > deps.now() - RENEWED_AFTER:
        return None
    token = secrets.token_urlsafe(32)
    async with deps.begin() as work:
        row = WebSession(token_hash=_hash(token), chat=session.chat, created_at=deps.now())
        work.add(row)
        await work.commit()
    return token


@dataclass(frozen=True, slots=True)
class Look:
    """A page looks whether there is anything new in its chat. Without a session: a page of the
    demo's people."""

    chat: str
    token_hash: str | None


def look_for(chat: str, session: Session | None) -> Look:
    """The look of a page at its chat."""
    return Look(chat, session.token_hash if session else None)


async def newest(deps: Deps, looks: Gatherer[Look, int | None], look: Look) -> int | None:
    """The number of the newest change in a chat; None when the session is no longer good. Pages
    that look at the same moment share the question."""

    async def ask(together: Sequence[Look]) -> Sequence[int | None | Exception]:
        chats = [one.chat for one in together]
        tokens = [one.token_hash for one in together if one.token_hash]
        numbers = select(WebChat.chat, WebChat.last_seq).where(WebChat.chat.in_(chats))
        good = select(WebSession.token_hash).where(
            WebSession.token_hash.in_(tokens), _is_good(deps)
        )
        async with deps.begin() as work:
            last = {row.chat: row.last_seq for row in await work.execute(numbers)}
            still = set(await work.scalars(good)) if tokens else set()
        return [
            last.get(one.chat, 0) if one.token_hash is None or one.token_hash in still else None
            for one in together
        ]

    return await looks.do(look, frozenset(), ask)


async def sign_out(work: Work, chats: Sequence[str], now: datetime) -> int:
    """Revoke every session of some chats; returns how many there were. Streams end at their next
    look."""
    query = update(WebSession).where(WebSession.chat.in_(chats), WebSession.revoked_at.is_(None))
    ended = await work.execute(query.values(revoked_at=now).returning(WebSession.token_hash))
    return len(ended.all())


async def ensure_chat(work: Work, chat: str, now: datetime) -> None:
    """Make a web chat if there is none of that name."""
    if await work.get(WebChat, chat) is None:
        await insert_unless_there(work, WebChat, chat=chat, last_seq=0, created_at=now)


@dataclass(frozen=True, slots=True)
class Bubble:
    """What stands in a chat: who said it, and what."""

    mine: bool
    text: str
    buttons: Sequence[Any] = ()
    media: Sequence[Any] = ()
    client_key: str | None = None


MAP = "https://uri.amap.com/marker?position={longitude},{latitude}&coordinate=wgs84"
"""A map that phones in China open, of a place as phones and browsers measure it. Only whoever opens
it tells the map anything."""


def with_places(text: str, media: Sequence[Attachment | Media], *, to_find: bool = False) -> str:
    """What a bubble says: the page has no map, so a place on it is a line of its latitude and
    longitude; `to_find`: and, for whoever has to go there, the address of a map that shows it."""
    lines = [text] if text else []
    for where in (one.ref or "" for one in media if one.kind == LOCATION):
        latitude, _, longitude = where.partition(",")
        lines.append(f"📍 {latitude}, {longitude}")
        if to_find:
            lines.append(MAP.format(latitude=latitude, longitude=longitude))
    return "\n".join(lines)


async def put(deps: Deps, chat: str, bubble: Bubble) -> int:
    """Write a bubble into a chat; a second one of the same client key is the first one."""
    async with deps.begin() as work:
        await ensure_chat(work, chat, deps.now())
        seq = await _next_seq(work, chat)  # first, as it locks: the same key may come twice at once
        if bubble.client_key:
            known = await work.scalar(
                select(WebMessage.id).where(
                    WebMessage.chat == chat, WebMessage.client_key == bubble.client_key
                )
            )
            if known:
                return known
        message = WebMessage(
            chat=chat,
            seq=seq,
            mine=bubble.mine,
            text=bubble.text,
            buttons=list(bubble.buttons),
            media=list(bubble.media),
            client_key=bubble.client_key,
            at=deps.now(),
            edited=False,
        )
        work.add(message)
        await work.commit()
        return message.id


async def edit(deps: Deps, chat: str, message_id: int, bubble: Bubble) -> bool:
    """Replace what a bubble of ours says; False when it is not there."""
    async with deps.begin() as work:
        message = await _ours(work, chat, message_id)
        if message is None or is_gone(message):
            return False
        message.text, message.buttons = bubble.text, list(bubble.buttons)
        message.seq, message.edited = await _next_seq(work, chat), True
        await work.commit()
        return True


async def take_away(deps: Deps, chat: str, message_id: int) -> None:
    """A bubble of ours stands no longer. Its row stays, and says nothing, so that a page that shows
    it hears of it."""
    async with deps.begin() as work:
        message = await _ours(work, chat, message_id)
        if message is not None and not is_gone(message):
            message.text, message.buttons, message.media = "", [], []
            message.seq = await _next_seq(work, chat)
            await work.commit()


def is_gone(message: WebMessage) -> bool:
    """Whether a bubble of ours was taken away."""
    return not (message.mine or message.text or message.buttons or message.media)


async def _ours(work: Work, chat: str, message_id: int) -> WebMessage | None:
    message = await work.get(WebMessage, message_id)
    return None if message is None or message.chat != chat or message.mine else message


_NEXT_SEQ = (
    update(WebChat)
    .where(WebChat.chat == bindparam("of_chat"))
    .values(last_seq=WebChat.last_seq + 1)
    .returning(WebChat.last_seq)
    .execution_options(synchronize_session=False)
)
"""Made once: every message asks for it."""


async def _next_seq(work: Work, chat: str) -> int:
    """The next number of a chat. The row is locked until the end of this work, so that numbers
    become visible in their order and no reader can miss one."""
    found = await work.execute(_NEXT_SEQ, {"of_chat": chat})
    return int(found.scalar_one())


async def since(deps: Deps, chat: str, seq: int) -> tuple[WebMessage, ...]:
    """What changed in a chat after a number, oldest change first."""
    async with deps.begin() as work:
        rows = await work.scalars(
            select(WebMessage)
            .where(WebMessage.chat == chat, WebMessage.seq > seq)
            .order_by(WebMessage.seq)
            .limit(PAGE * 4)
        )
        return tuple(rows)


async def history(deps: Deps, chat: str, before: int | None) -> tuple[WebMessage, ...]:
    """The newest page of a chat, or the one before a message; oldest first."""
    async with deps.begin() as work:
        query = select(WebMessage).where(WebMessage.chat == chat)
        if before is not None:
            query = query.where(WebMessage.id < before)
        rows = await work.scalars(query.order_by(WebMessage.id.desc()).limit(PAGE))
        return tuple(reversed(tuple(rows)))


async def message_of(deps: Deps, chat: str, message_id: int) -> WebMessage | None:
    """One message of a chat."""
    async with deps.begin() as work:
        found = await work.get(WebMessage, message_id)
        return found if found and found.chat == chat else None


async def keep_file(deps: Deps, chat: str, kind: str, mime: str, content: bytes) -> Media:
    """Keep a file somebody sent, without what a photo tells of its place and its phone; returns how
    it is referred to."""
    ref, content = secrets.token_hex(16), without_metadata(content)
    async with deps.begin() as work:
        work.add(WebFile(id=ref, chat=chat, kind=kind, mime=mime, content=content, at=deps.now()))
        await work.commit()
    return Media(CHANNEL, ref, kind)


async def file_of(deps: Deps, ref: str) -> WebFile | None:
    """A kept file."""
    async with deps.begin() as work:
        return await work.get(WebFile, ref)


async def may_see_file(deps: Deps, chat: str, ref: str) -> bool:
    """Whether a file belongs to a chat: it was sent from there, or shown there."""
    async with deps.begin() as work:
        found = await work.get(WebFile, ref)
        if found is None:
            return False
        if found.chat == chat:
            return True
        shown = await work.scalars(
            select(WebMessage.media).where(WebMessage.chat == chat).order_by(WebMessage.id.desc())
        )
        return any(item.get("ref") == ref for media in shown for item in media)
