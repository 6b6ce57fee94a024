"""What waits at the same moment is done together: while one group is under way, whoever comes
queues; when it ends, those waiting share the next. Nobody waits for company that is not there, and
no task runs in the background: each group is led by one of those who wait for it."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")

MOST_TOGETHER = 32
"""How many share a group at most: the first of them waits for the last."""

Run = Callable[[Sequence[T]], Awaitable[Sequence[R | Exception]]]
"""Does a group, all of it or nothing; one outcome for each, in their order. When it raises, each of
the group is tried alone; an error among the outcomes is final."""


@dataclass(eq=False)
class _Waiting(Generic[T, R]):
    """An item in the queue. `leads` comes true when its owner is to lead the next group, false
    when its outcome is there."""

    item: T
    apart: frozenset[Hashable]
    leads: asyncio.Future[bool]
    outcome: list[R | Exception] = field(default_factory=list)


class Gatherer(Generic[T, R]):
    """One group is under way at a time: the rest of what comes meanwhile shares the next, which
    costs less than several small ones, on PostgreSQL as well."""

    def __init__(self) -> None:
        self._is_free = True
        self._queue: list[_Waiting[T, R]] = []
        self._had_company = False

    async def do(self, item: T, apart: frozenset[Hashable], run: Run[T, R]) -> R:
        """Have an item done by `run`, in a group or alone. Items that share something of `apart`
        are never under way at the same time, and keep their order. Raises what `run` raises for
        this item alone: nobody suffers for a neighbour."""
        mine = _Waiting[T, R](item, apart, asyncio.Future())
        self._queue.append(mine)
        self._call_a_leader()
        try:
            if await mine.leads:
                await self._lead(mine, run)
        except BaseException:
            self._leave(mine)
            raise
        (outcome,) = mine.outcome
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    def _call_a_leader(self) -> None:
        first = next((one for one in self._queue if not one.leads.done()), None)
        if self._is_free and first is not None:
            self._is_free = False
            first.leads.set_result(True)

    def _leave(self, mine: _Waiting[T, R]) -> None:
        """Its owner was cancelled, before or while leading: whoever is left goes on."""
        if mine in self._queue:
            self._queue.remove(mine)
        if mine.leads.done() and not mine.leads.cancelled() and mine.leads.result():
            self._end()

    async def _lead(self, mine: _Waiting[T, R], run: Run[T, R]) -> None:
        if self._had_company:
            await asyncio.sleep(0)  # those of the last group may already have something new
        group = self._gather(mine)
        try:
            await _take(group, run)
        except BaseException:  # not an error of an item: this task ends, the others' go on
            left = [one for one in group[1:] if not one.outcome and not one.leads.done()]
            self._queue[:0] = left
            raise
        finally:
            for one in group[1:]:
                if one.outcome and not one.leads.done():
                    one.leads.set_result(False)
        self._had_company = len(group) > 1
        self._end()

    def _end(self) -> None:
        self._is_free = True
        self._call_a_leader()

    def _gather(self, leader: _Waiting[T, R]) -> list[_Waiting[T, R]]:
        """Whoever may go with the leader, out of the queue; nobody overtakes one they must not
        be done together with."""
        group, shut = [leader], set(leader.apart)
        for one in self._queue:
            if one is leader or one.leads.done():
                continue
            if len(group) < MOST_TOGETHER and not one.apart & shut:
                group.append(one)
            shut |= one.apart
        self._queue = [one for one in self._queue if one not in group]
        return group


async def _take(group: Sequence[_Waiting[T, R]], run: Run[T, R]) -> None:
    """Do a group; if that fails, each of it alone."""
    outcomes: Sequence[R | Exception] = ()
    try:
        outcomes = await run([one.item for one in group])
    except Exception as error:
        if len(group) == 1:
            outcomes = [error]
    if outcomes:
        for one, outcome in zip(group, outcomes, strict=True):
            one.outcome.append(outcome)
        return
    for one in group:
        await _take([one], run)
