"""What can be found of somebody in a database by whoever reads its files, not its tables: with the
keys at hand (`traces`), and without them (`plain_traces`)."""

import asyncio
import re
from pathlib import Path

from sqlalchemy import LargeBinary, Text, type_coerce

from db.base import Base
from db.keyring import Damaged, parse_token
from db.keys_in_use import sealed_columns
from db.sealed import InContext, Matched, SealedBytes
from tests.support.keys import ring
from tests.support.town import Town

SEALED = re.compile(rb"~![0-9a-f]{4}[A-Za-z0-9+/]{22,}={0,2}~?|[A-Za-z0-9+/]{120,}={0,2}~?")
"""A token, or what a page has of one: whatever stands in it by chance says nothing."""
TOKENS = re.compile(rb"~![0-9a-f]{4}[A-Za-z0-9+/]{22,}={0,2}~")


FILE_NAME = re.compile(rb"[0-9a-f]{32}")
"""The name of a file: chance alone writes any three digits into one."""


async def traces(town: Town, *secrets: str) -> dict[str, str]:
    """Which of these stand in it, and where: in any column of any table, and on SQLite in the raw
    bytes of its file and log, with whatever is sealed there opened."""
    found = {}
    for file, raw in await raw_files(town):
        opened = FILE_NAME.sub(b"", SEALED.sub(b"", raw)) + b" ".join(open_all(raw))
        found |= {s: file for s in secrets if is_in(s, opened)}
    async with town.deps.begin() as work:
        for table in Base.metadata.sorted_tables:
            for row in await work.execute(table.select()):
                said = " ".join(spelled(value) for value in row)
                bare_of_names = FILE_NAME.sub(b"", said.encode())
                found |= {s: table.name for s in secrets if is_in(s, bare_of_names)}
    return found


async def plain_traces(town: Town, *secrets: str) -> dict[str, str]:
    """Which of these can be read without a key, and where."""
    found = {}
    for file, raw in await raw_files(town):
        found |= {s: file for s in secrets if is_in(s, raw)}
    async with town.deps.begin() as work:
        for table in Base.metadata.sorted_tables:
            for row in await work.execute(table.select().with_only_columns(*map(bare, table.c))):
                said = " ".join(spelled(value) for value in row)
                found |= {s: table.name for s in secrets if s in said}
    return found


async def raw_files(town: Town) -> list[tuple[str, bytes]]:
    """SQLite's file and log."""
    url = town.program.engine.url
    if url.get_backend_name() != "sqlite":
        return []
    files = [Path(f"{url.database}{end}") for end in ("", "-wal", "-shm")]
    there = [one for one in files if one.exists()]
    return [(one.suffix, await asyncio.to_thread(one.read_bytes)) for one in there]


def bare(column):
    """A column as it stands in the database."""
    if not isinstance(column.type, InContext):
        return column
    return type_coerce(column, LargeBinary() if isinstance(column.type, SealedBytes) else Text())


def open_all(raw: bytes) -> list[bytes]:
    """Everything sealed in some bytes, whatever column it was sealed for; a token that was cut at
    the end of a page stays closed."""
    keys = ring()
    kinds = [table.c[name].type for table, names in sealed_columns().items() for name in names]
    contexts = {(isinstance(kind, Matched), kind.context.encode()) for kind in kinds}
    found = []
    for match in TOKENS.finditer(raw):
        parsed = parse_token(match[0].decode())
        for matched, context in sorted(contexts) if parsed else ():
            try:
                read = keys.unmatch if matched else keys.unseal
                found.append(read(*parsed, context))
            except Damaged:
                continue
    return found


def spelled(value: object) -> str:
    """A value with everything that stands in it."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return str(value)


def forms(secret: str) -> tuple[bytes, bytes]:
    """As it stands in a text, and within JSON."""
    return secret.encode(), secret.encode("ascii", "backslashreplace")


def is_in(secret: str, raw: bytes) -> bool:
    """Whether it stands there. A number does where it follows a Chinese character, a quote or the
    like: chance alone writes three digits among the bytes of a file."""
    if secret.isascii() and secret.isdigit() and len(secret) <= 4:
        before = rb"(?:[\xe3-\xef][\x80-\xbf]{2}|[\"'/:#,(\[\n -])"
        return re.search(before + secret.encode() + rb"(?![0-9])", raw) is not None
    return any(form in raw for form in forms(secret))
