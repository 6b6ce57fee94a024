"""The post office of the Bot API twin for the chaos test: every update goes to the webhook twice,
some late and so out of order, several at once, each until it is acknowledged."""

import asyncio
import contextlib
import heapq
import random
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout

from benchmarks.chaos.places import SECRET
from tests.support.bot_api_updates import UpdateFeed
from tests.support.bot_api_world import Bell

CARRIERS = 8
TIMES = 2
LATE = 0.1
"""The share of updates that are held up, so that later ones overtake them."""

HOLD_UP = (0.3, 3.0)
AT_ONCE = 0.3
"""The share of repeats that go at the same moment as the first."""

AGAIN = 0.2
"""Seconds after which an update that was not acknowledged goes again, as Telegram does."""


class PostOffice(UpdateFeed):
    """In place of the twin's own way of updates. `acknowledged`: how often each update was."""

    def __init__(
        self, bell: Bell, reply: Callable[..., Awaitable[object]], chance: random.Random
    ) -> None:
        super().__init__(bell, reply)
        self.acknowledged: Counter[int] = Counter()
        self.refused = 0
        self.overtaken = 0
        self._newest = 0
        self._chance = chance
        self._waiting: list[tuple[float, int, int]] = []
        self._carriers: list[asyncio.Task[None]] = []

    def open(self, url: str) -> None:
        """Begin to carry updates to this address."""
        self._carriers = [asyncio.create_task(self._carry(url)) for _ in range(CARRIERS)]

    async def stop(self) -> None:
        """Carry nothing any more. The webhook's own postman has nothing to do here."""
        await super().stop()

    async def close(self) -> None:
        """End the carriers."""
        for carrier in self._carriers:
            carrier.cancel()
        await asyncio.gather(*self._carriers, return_exceptions=True)

    def push(self, kind: str, payload: dict[str, Any]) -> int:
        """Hand an update in, to be carried twice."""
        number = super().push(kind, payload)
        self.pending.pop(number, None)
        now = asyncio.get_running_loop().time()
        first = now + (self._chance.uniform(*HOLD_UP) if self._chance.random() < LATE else 0.0)
        together = self._chance.random() < AT_ONCE
        second = first if together else first + self._chance.uniform(0.0, HOLD_UP[1])
        heapq.heappush(self._waiting, (first, number, 1))
        heapq.heappush(self._waiting, (second, number, 2))
        return number

    @property
    def is_done(self) -> bool:
        """Whether every update was acknowledged as often as it was carried."""
        return all(self.acknowledged[number] >= TIMES for number in self.everything)

    async def _carry(self, url: str) -> None:
        headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
        async with ClientSession(timeout=ClientTimeout(total=20), headers=headers) as session:
            while True:
                loop = asyncio.get_running_loop()
                if not self._waiting or self._waiting[0][0] > loop.time():
                    await asyncio.sleep(0.01)
                    continue
                _, number, turn = heapq.heappop(self._waiting)
                if await self._hand_over(session, url, number):
                    self.acknowledged[number] += 1
                    self.overtaken += turn == 1 and number < self._newest
                    self._newest = max(self._newest, number)
                else:
                    self.refused += 1
                    heapq.heappush(self._waiting, (loop.time() + AGAIN, number, turn))

    async def _hand_over(self, session: ClientSession, url: str, number: int) -> bool:
        with contextlib.suppress(ClientError, TimeoutError, OSError):
            async with session.post(url, json=self.everything[number]) as response:
                return response.status == 200
        return False
