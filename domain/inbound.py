"""What comes in, the same for every channel: a message, or the press of a button."""

import unicodedata
from dataclasses import dataclass

MAX_TEXT = 10_000
"""Characters kept of one message. Longer ones are clipped and the person is told."""

XLSX = "application/xlsx"
"""How a workbook is marked where it is kept; its registered name is too long for that."""

LOCATION = "location"

TRANSCRIBED = "🎙"
"""Begins what a machine heard in a voice note, among a resident's words."""

KEEP = {"\n", "\t", "\u200d", "\ufe0f"}


@dataclass(frozen=True, slots=True)
class Media:
    """A photo, voice note, video or file, by the reference its channel knows it by; or a place on
    the map (kind `location`), whose reference is `latitude,longitude` on every channel."""

    channel: str
    ref: str
    kind: str

    def to_json(self) -> dict[str, str]:
        """The form in which it is kept."""
        return {"channel": self.channel, "ref": self.ref, "kind": self.kind}


@dataclass(frozen=True, slots=True)
class Sender:
    """Who wrote, as the channel knows them. `anonymous` is a group admin without a name."""

    id: str
    name: str = ""
    lang: str = "zh"
    anonymous: bool = False


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message. `key` tells it apart from every other of that chat, so that a repeat is seen; of
    one that was edited, `original` is the key it had when it was sent.

    `odd` names what came instead of text we can use: sticker, too_big, unsupported. `behind` is the
    command that takes no words and stood before the text.
    """

    channel: str
    chat: str
    key: str
    sender: Sender
    text: str = ""
    media: tuple[Media, ...] = ()
    reply_to: str | None = None
    in_group: bool = False
    edited: bool = False
    original: str | None = None
    forwarded: bool = False
    odd: str | None = None
    behind: str | None = None


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button that was pressed, with its payload as the channel delivered it, and the message it
    stands on where the channel tells."""

    channel: str
    chat: str
    key: str
    sender: Sender
    payload: str
    in_group: bool = False
    message: str | None = None


def has_words(text: str) -> bool:
    """Whether there is anything to read: a letter, a character or a digit, not only emoji."""
    return any(character.isalnum() for character in text)


def has_pictures(text: str) -> bool:
    """Whether there is an emoji (or another symbol drawn as a picture) in it."""
    return any(unicodedata.category(character) == "So" for character in text)


def clean(text: str) -> str:
    """Text without characters that hide or turn what follows: control characters and marks of
    writing direction. Line breaks and what emoji are made of stay. Clipped to MAX_TEXT."""
    kept = (c for c in text if c in KEEP or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co"))
    return "".join(kept).strip()[:MAX_TEXT]
