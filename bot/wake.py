"""Hearing at once that something is to be said: PostgreSQL tells of commits of other processes
(NOTIFY). Polling stays as the net beneath."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy.ext.asyncio import AsyncEngine

from bot import supervise
from db.short_cut import OUTBOX_BELL

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Patience:
    """All in seconds. back_off: the waits after failed tries in a row, the last one again and
    again; silence: after so much the connection is tried, as a cable that was cut says nothing;
    answer: in so much it must answer."""

    back_off: tuple[float, ...] = (0.5, 1.0, 2.0, 5.0, 15.0)
    silence: float = 30.0
    answer: float = 10.0


USUAL = Patience()


class Listener:
    """Rings whenever anybody's commit queued something to say, on a connection of its own."""

    def __init__(
        self,
        engine: AsyncEngine,
        ring: Callable[[], None],
        stop: asyncio.Event,
        patience: Patience = USUAL,
    ) -> None:
        self._engine = engine
        self._patience = patience
        self._ring = ring
        self._stop = stop
        self._stirred = asyncio.Event()
        self.listening = asyncio.Event()
        """Set while it would hear."""

    def hurry(self) -> None:
        """Look whether to stop."""
        self._stirred.set()

    async def run(self) -> None:
        """Until told to stop; a lost connection is made anew."""
        failed = 0
        while not self._stop.is_set():
            try:
                async with self._connected() as driver:
                    failed = 0
                    self._ring()  # what was said while nobody listened
                    await self._hear(driver)
            except Exception as error:  # each layer of the database has its own
                wait = self._patience.back_off[min(failed, len(self._patience.back_off) - 1)]
                failed += 1
                log.warning("not listening for messages (%s): polling", type(error).__name__)
                await supervise.wait(self._stop, wait)

    @asynccontextmanager
    async def _connected(self) -> AsyncIterator[Any]:
        """A connection that is nobody else's, and closed at the end."""
        async with self._engine.connect() as connection:
            pooled = await connection.get_raw_connection()
            driver: Any = pooled.driver_connection
            pooled.detach()
            self._stirred.clear()
            driver.add_termination_listener(lambda _connection: self._stirred.set())
            await driver.add_listener(OUTBOX_BELL, lambda *_told: self._ring())
            self.listening.set()
            try:
                yield driver
            except BaseException:
                driver.terminate()  # a good-bye could wait for ever
                raise
            finally:
                self.listening.clear()

    async def _hear(self, driver: Any) -> None:
        """Until the connection is lost (raises ConnectionError) or somebody says stop."""
        while not self._stop.is_set():
            if not await supervise.wait(self._stirred, self._patience.silence):
                await driver.execute("select 1", timeout=self._patience.answer)
            elif driver.is_closed():
                raise ConnectionError
            self._stirred.clear()
