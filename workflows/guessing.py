"""Codes are slowed against guessing: so many wrong ones within a time, then a pause that is said.
What is right is never slowed by what others guess."""

import hashlib
from datetime import datetime, timedelta
from typing import Any

from db import facts
from db.session import Work
from domain.errors import Refusal
from workflows.deps import Deps

TRIES, PERIOD = 5, timedelta(hours=1)
"""So many wrong codes somebody may send within that time."""


async def tries(work: Work, deps: Deps, name: str, refusal: str) -> dict[str, Any]:
    """The wrong codes sent lately under this name. Raises Refusal when there were too many."""
    kept = await facts.lock(work, name)
    now = deps.now()
    if not kept or datetime.fromisoformat(kept["since"]) + PERIOD < now:
        return {"since": now.isoformat(), "count": 0}
    if kept["count"] >= TRIES:
        raise Refusal(refusal)
    return kept


async def wrong(work: Work, name: str, before: dict[str, Any]) -> None:
    """One more."""
    await facts.write(work, name, before | {"count": before["count"] + 1})


def of_chat(kind: str, channel: str, chat: str) -> str:
    """The name under which a group's are counted; it tells nobody which group it is."""
    return f"{kind}:{hashlib.sha256(f'{channel}:{chat}'.encode()).hexdigest()[:16]}"
