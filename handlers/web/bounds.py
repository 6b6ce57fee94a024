"""What one process gives to whoever asks: how large and how slow a body may be, how many streams
are open at once, how many browsers a second are new. All of it far above what people need."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import BodyPartReader, hdrs, web

MOST_JSON = 2 * 1024 * 1024
"""Bytes of a sentence or a press: many times what is kept of one; that is clipped, not refused."""

MOST_PARTS = 8
"""Parts of a form: the page sends four."""

SECONDS, TIMES_FOR_FILES = 30.0, 6
"""So long a body may take, and a photo's so many times as long: the page itself gives up sooner."""

STREAMS_OF_CHAT, STREAMS = 12, 2000
NEW_AT_ONCE, NEW_A_SECOND = 300, 20.0


PACKED = {hdrs.CONTENT_ENCODING, hdrs.CONTENT_TRANSFER_ENCODING}


class TooMuch(Exception):
    """A body is larger than it may be."""


class TooSlow(Exception):
    """A body did not come in time."""


@asynccontextmanager
async def in_time(seconds: float) -> AsyncIterator[None]:
    """What is read of a request meanwhile. Raises TooSlow."""
    try:
        async with asyncio.timeout(seconds):
            yield
    except TimeoutError as error:
        raise TooSlow from error


async def content_of(request: web.Request, most: int) -> bytes:
    """The body, at most so many bytes also when it was packed. Raises TooMuch."""
    found = bytearray()
    while chunk := await request.content.readany():
        found += chunk
        if len(found) > most:
            raise TooMuch
    return bytes(found)


async def form_of(request: web.Request, most: int) -> dict[str, bytes]:
    """The parts of a form by their names, held in memory. aiohttp's own reader opens a file for
    each. Raises TooMuch, ValueError for what our page cannot have sent."""
    if request.content_type != "multipart/form-data":
        raise ValueError("no form")
    found: dict[str, bytes] = {}
    left = most
    reader = await request.multipart()
    while (part := await reader.next()) is not None:
        if not isinstance(part, BodyPartReader) or not part.name or PACKED & part.headers.keys():
            raise ValueError("no part of ours")
        if len(found) == MOST_PARTS or part.name in found:
            raise ValueError("too many parts")
        content = bytearray()
        while chunk := await part.read_chunk(65536):
            content += chunk
            if len(content) > left:
                raise TooMuch
        left -= len(content)
        found[part.name] = bytes(content)
    return found


@dataclass
class Streams:
    """The streams that are open, by chat."""

    most: int = STREAMS
    open: Counter[str] = field(default_factory=Counter)

    def is_full(self, chat: str) -> bool:
        """Whether this chat, or this process, must not have another one."""
        return self.open[chat] >= STREAMS_OF_CHAT or self.open.total() >= self.most

    def begin(self, chat: str) -> None:
        """One more."""
        self.open[chat] += 1

    def end(self, chat: str) -> None:
        """One less."""
        self.open[chat] -= 1
        if self.open[chat] <= 0:
            del self.open[chat]


@dataclass
class Doorstep:
    """How many browsers may still be made known just now: each is two rows in the database."""

    left: float = NEW_AT_ONCE
    asked: float = 0.0

    def lets_in(self, time: Callable[[], float]) -> bool:
        """Whether one more may be. `time` counts seconds, from whenever."""
        now = time()
        self.left = min(NEW_AT_ONCE, self.left + (now - self.asked) * NEW_A_SECOND)
        self.asked = now
        if self.left < 1:
            return False
        self.left -= 1
        return True
