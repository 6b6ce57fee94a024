"""The web channel's own chats: sessions of browsers, and what stands in a chat."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from db.session import Work, insert_unless_there
from db.web_rows import WebChat, WebFile, WebMessage, WebSession
from domain.inbound import Media
from domain.photos import without_metadata
from workflows.deps import Deps

CHANNEL = "web"
PAGE = 50


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


async def session_chat(deps: Deps, token: str) -> str | None:
    """The chat a browser's token stands for; None when it is unknown or revoked."""
    async with deps.begin() as work:
        return await work.scalar(
            select(WebSession.chat).where(
                WebSession.token_hash == _hash(token), WebSession.revoked_at.is_(None)
            )
        )


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
        message = await work.get(WebMessage, message_id)
        if message is None or message.chat != chat or message.mine:
            return False
        message.text, message.buttons = bubble.text, list(bubble.buttons)
        message.seq, message.edited = await _next_seq(work, chat), True
        await work.commit()
        return True


async def _next_seq(work: Work, chat: str) -> int:
    """The next number of a chat. The row is locked until the end of this work, so that numbers
    become visible in their order and no reader can miss one."""
    found = await work.execute(
        update(WebChat)
        .where(WebChat.chat == chat)
        .values(last_seq=WebChat.last_seq + 1)
        .returning(WebChat.last_seq)
    )
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
