"""What can be found of somebody in a database by whoever reads its files, not its tables."""

import asyncio
from pathlib import Path

from db.base import Base
from tests.support.town import Town


async def traces(town: Town, *secrets: str) -> dict[str, str]:
    """Which of these stand in it, and where: in any column of any table, and on SQLite in the raw
    bytes of its file and log."""
    found = {}
    url = town.program.engine.url
    if url.get_backend_name() == "sqlite":
        files = [Path(f"{url.database}{end}") for end in ("", "-wal", "-shm")]
        for file in [one for one in files if one.exists()]:
            raw = await asyncio.to_thread(file.read_bytes)
            found |= {s: file.suffix for s in secrets for form in forms(s) if form in raw}
    async with town.deps.begin() as work:
        for table in Base.metadata.sorted_tables:
            for row in await work.execute(table.select()):
                said = " ".join(spelled(value) for value in row)
                found |= {s: table.name for s in secrets if s in said}
    return found


def spelled(value: object) -> str:
    """A value with everything that stands in it."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return str(value)


def forms(secret: str) -> tuple[bytes, bytes]:
    """As it stands in a text, and within JSON."""
    return secret.encode(), secret.encode("ascii", "backslashreplace")
