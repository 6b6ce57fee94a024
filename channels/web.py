"""Speaking on the web channel: a message is a row of the chat, and its page is woken."""

from collections.abc import Callable, Sequence
from pathlib import PurePath

from domain.files import sort_of
from domain.inbound import LOCATION, XLSX
from workflows import web_chat
from workflows.deps import Deps
from workflows.speech import Attachment, EditGone, Refused, Said

MIMES = {
    ".json": "application/json",
    ".xlsx": XLSX,
    ".png": "image/png",
    ".pdf": "application/pdf",
}
"""Files of ours, by how their names end."""


class WebChannel:
    """The web chat as a channel. `ring` wakes the pages that show a chat."""

    name = web_chat.CHANNEL

    def __init__(self, deps: Deps, ring: Callable[[str], None]) -> None:
        self._deps = deps
        self._ring = ring

    async def send(self, said: Said) -> str:
        """Write a message into the chat, or replace one; returns its number."""
        bubble = web_chat.Bubble(
            mine=False,
            text=web_chat.with_places(said.text, said.media, to_find=True),
            buttons=[[list(button) for button in row] for row in said.buttons],
            media=[
                {"kind": m.kind, "ref": await self._ref(said.chat, m)}
                for m in said.media
                if m.kind != LOCATION and (m.ref or m.content)
            ],
        )
        if said.edit is None:
            number = await web_chat.put(self._deps, said.chat, bubble)
        else:
            number = int(said.edit)
            if not await web_chat.edit(self._deps, said.chat, number, bubble):
                raise EditGone("no such message in the chat")
        self._ring(said.chat)
        return str(number)

    async def take_away(self, said: Said) -> bool:
        """Let a message stand in the chat no longer."""
        await web_chat.take_away(self._deps, said.chat, int(said.edit or 0))
        self._ring(said.chat)
        return True

    async def _ref(self, chat: str, media: Attachment) -> str:
        if media.ref is not None:
            return media.ref
        content = media.content or b""
        _, mime = sort_of(content) or ("", "application/octet-stream")
        mime = MIMES.get(PurePath(media.name or "").suffix, mime)
        kept = await web_chat.keep_file(self._deps, chat, media.kind, mime, content)
        return kept.ref

    async def set_menu(self, chat: str, commands: Sequence[tuple[str, str]]) -> None:
        """Nothing to do: the page asks for its menu itself."""

    async def fetch(self, ref: str) -> bytes:
        """The content of a file a resident sent."""
        found = await web_chat.file_of(self._deps, ref)
        if found is None:
            raise Refused("the file is no longer kept")
        return found.content
