"""The rows of the web channel: who may read which chat, and what stands in it."""

from datetime import datetime
from typing import Any

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base
from db.sealed import Matched, Sealed, SealedBytes, SealedJson


class WebSession(Base):
    """A browser's right to be one chat of the web channel. Only a hash of its token is kept."""

    __tablename__ = "web_session"
    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    chat: Mapped[str] = mapped_column(Matched("chat"), index=True)
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class WebChat(Base):
    """One chat of the web channel; `last_seq` numbers the changes in it, one after the other."""

    __tablename__ = "web_chat"
    chat: Mapped[str] = mapped_column(Matched("chat"), primary_key=True)
    last_seq: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]


class WebMessage(Base):
    """What stands in a chat of the web channel, both sides. `seq` grows with every change, so
    that a page which was away asks for all since the last one it saw."""

    __tablename__ = "web_message"
    __table_args__ = (
        UniqueConstraint("chat", "client_key"),
        UniqueConstraint("chat", "seq"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    chat: Mapped[str] = mapped_column(Matched("chat"))
    seq: Mapped[int]
    mine: Mapped[bool]
    text: Mapped[str] = mapped_column(Sealed("web_message.text"))
    buttons: Mapped[list[Any]] = mapped_column(SealedJson("web_message.buttons"))
    media: Mapped[list[Any]] = mapped_column(SealedJson("web_message.media"))
    client_key: Mapped[str | None] = mapped_column(String(80))
    at: Mapped[datetime]
    edited: Mapped[bool] = mapped_column(default=False)


class WebFile(Base):
    """A file a resident sent through the web chat."""

    __tablename__ = "web_file"
    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    chat: Mapped[str] = mapped_column(Matched("chat"))
    kind: Mapped[str] = mapped_column(String(8))
    mime: Mapped[str] = mapped_column(String(40))
    content: Mapped[bytes] = mapped_column(SealedBytes("web_file.content"))
    at: Mapped[datetime]
