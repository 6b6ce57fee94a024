"""The organisation as an office brought it on a sheet, or changed it in the chat: one fact, with a
version. Every process looks at it whenever the roster has another version, so a change gives that
one as well."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select, text

from db import facts
from db.models import Fact
from db.session import Work

FACT = "organisation"

VERSION = select(Fact.value["version"].as_string()).where(Fact.name == FACT)


async def follow(work: Work) -> None:
    """Hand the organisation to whoever follows it in this process, if it is another one than they
    were handed last. A database without one leaves them what the configuration says."""
    memory = work.memory
    version = await work.scalar(VERSION)
    if version is None or version == memory.organisation:
        return
    kept = await facts.read(work, FACT)
    if kept:
        memory.organisation = kept["version"]
        memory.hand_over(kept["document"])


async def document(work: Work) -> Mapping[str, Any] | None:
    """The organisation as it is kept; None as long as nobody brought or changed any."""
    kept = await facts.read(work, FACT)
    return kept["document"] if kept else None


async def lock(work: Work) -> None:
    """Let nobody else change the organisation, or become somebody whom the sheet names, until this
    unit of work ends."""
    await facts.lock(work, FACT + "-lock")


async def keep(work: Work, document: Mapping[str, Any], at: datetime) -> None:
    """Keep another organisation."""
    value = {"version": secrets.token_hex(8), "at": at.isoformat(), "document": document}
    await facts.write(work, FACT, value)
    work.sync_session.roster_changed = True


async def hold_tickets(work: Work) -> None:
    """Wait until nobody changes a ticket, and let nobody until this unit of work ends. Reading goes
    on. SQLite has one writer anyway."""
    if work.get_bind().dialect.name == "postgresql":
        await work.execute(text("lock table ticket in exclusive mode"))
