"""Something that hears speech, for tests: it says what it is told to say, may be slow, may fail."""

import asyncio
from dataclasses import dataclass, field


@dataclass
class Parrot:
    """Says these words for whatever it hears, in turn the last one again and again; an exception
    among them is raised. With `gate` it hears nothing until that is set."""

    says: list[str | Exception] = field(default_factory=list)
    gate: asyncio.Event | None = None
    heard: list[bytes] = field(default_factory=list)

    async def transcribe(self, content: bytes) -> str:
        self.heard.append(content)
        if self.gate is not None:
            await self.gate.wait()
        said = self.says.pop(0) if len(self.says) > 1 else self.says[0]
        if isinstance(said, Exception):
            raise said
        return said
