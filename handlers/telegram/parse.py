"""From aiogram's objects to ours. No decision, no text."""

from zlib import crc32

from aiogram.types import CallbackQuery, Message, User

from domain.inbound import LOCATION, Incoming, Media, Pressed, Sender, clean

CHANNEL = "telegram"
ANONYMOUS_ADMIN = 1087968824
"""Telegram's stand-in account for a group admin who hides their name."""

MOST_BYTES = 20 * 1024 * 1024
"""Bots may not download more. What shows or says something goes on without it, by its reference;
a document has to be sent on under a name of ours."""


def sender_of(user: User | None, sender_chat: object | None = None) -> Sender:
    """Who wrote or pressed."""
    if user is None or user.id == ANONYMOUS_ADMIN or sender_chat is not None:
        return Sender(str(user.id) if user else "", anonymous=True)
    return Sender(str(user.id), clean(user.full_name)[:80], user.language_code or "zh")


def read_message(message: Message) -> Incoming:
    """A message of any sort. An edit has a key of its own, also a second one within a second. Of
    what was forwarded nothing is read but the message: whose it was is nobody's business."""
    media, odd = _media(message)
    number = key = str(message.message_id)
    text = clean(message.text or message.caption or "")
    if message.edit_date:
        key += f":edit:{message.edit_date}:{crc32(text.encode()):08x}"
    reply = message.reply_to_message
    return Incoming(
        channel=CHANNEL,
        chat=str(message.chat.id),
        key=key,
        sender=sender_of(message.from_user, message.sender_chat),
        text=text,
        media=media,
        reply_to=str(reply.message_id) if reply else None,
        in_group=message.chat.type != "private",
        edited=bool(message.edit_date),
        original=number if message.edit_date else None,
        forwarded=message.forward_origin is not None,
        odd=odd,
    )


def _media(message: Message) -> tuple[tuple[Media, ...], str | None]:
    if message.photo:
        return (Media(CHANNEL, message.photo[-1].file_id, "photo"),), None
    if message.location:
        where = f"{message.location.latitude:.5f},{message.location.longitude:.5f}"
        return (Media(CHANNEL, where, LOCATION),), None
    for kind in ("voice", "video", "document", "audio", "video_note"):
        file = getattr(message, kind)
        if file is None:
            continue
        sort = {"audio": "document", "video_note": "document"}.get(kind, kind)
        if sort == "document" and (file.file_size or 0) > MOST_BYTES:
            return (), "too_big"
        return (Media(CHANNEL, file.file_id, sort),), None
    if message.sticker:
        return (), "sticker"
    return (), None if message.text else "unsupported"


def read_press(query: CallbackQuery) -> Pressed | None:
    """The press of a button; None when Telegram no longer knows the message's chat."""
    if query.message is None:
        return None
    return Pressed(
        channel=CHANNEL,
        chat=str(query.message.chat.id),
        key=f"press:{query.id}",
        sender=sender_of(query.from_user),
        payload=query.data or "",
        in_group=query.message.chat.type != "private",
        message=str(query.message.message_id),
    )
