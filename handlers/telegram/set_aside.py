"""What becomes of an update we cannot digest: after some tries it is set aside, so that it does
not stop the others. A database that is away is never held against an update."""

import logging
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import TelegramObject

log = logging.getLogger(__name__)

MOST_FAILURES = 3
"""How often an update may fail while the database is well."""


class SetAside(BaseMiddleware):
    """Around every update. An error that goes through means: not taken in, send it again."""

    def __init__(self, is_well: Callable[[], Awaitable[bool]]) -> None:
        self._is_well = is_well
        self._failures: Counter[int] = Counter()

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        """Take the update in, or decide whether it may come again."""
        number: int = getattr(event, "update_id", 0)
        result = None
        try:
            result = await handler(event, data)
        except Exception:
            log.exception("update %d could not be taken in", number)
            if await self._may_come_again(number):
                raise
            log.error("update %d failed %d times and is set aside", number, MOST_FAILURES)
        self._failures.pop(number, None)
        return result

    async def _may_come_again(self, number: int) -> bool:
        if not await self._is_well():
            return True
        self._failures[number] += 1
        return self._failures[number] < MOST_FAILURES
