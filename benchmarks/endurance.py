"""Part 7: whether a process that goes on for a hundred thousand tickets holds more and more memory.

Every ticket is opened by a message, accepted and done by somebody of its desk; what is said is
delivered, what is due is fired, and nobody's answer closes it. In a child process on PostgreSQL,
so that only the program's own memory is looked at.
"""

import asyncio
import itertools
import subprocess
import sys
from collections.abc import AsyncIterator, Sequence
from datetime import timedelta

import psutil
from sqlalchemy import func, select

from benchmarks.places import databases
from benchmarks.sentences import sentences
from benchmarks.tables import Table
from db.models import Membership, Ticket
from domain.catalogue import Kind
from domain.inbound import Incoming, Media, Pressed, Sender
from domain.lifecycle import Status
from tests.support.town import Town, open_town
from workflows.hear_message import hear_message
from workflows.press_button import press_button
from workflows.speech import Refused, Said

FULL, QUICK = 100_000, 64
TOGETHER = 32
RESIDENTS = 3_000
EVERY = timedelta(minutes=10)
LOOKS = 10
"""How often the memory is looked at on the way."""

_keys = itertools.count(1)


class Nobody:
    """A channel on which everything arrives at once and nothing is kept."""

    name = "web"

    async def send(self, said: Said) -> str:
        """Every message has a number, an edited one keeps its own."""
        return said.edit or str(next(_keys))

    async def set_menu(self, chat: str, commands: Sequence[tuple[str, str]]) -> None:
        """Nobody looks at it."""

    async def fetch(self, ref: str) -> bytes:
        """Nobody looks at photos."""
        raise Refused("no photos are kept")


async def _says(town: Town, chat: str, text: str, *photos: Media) -> None:
    sender = Sender(chat, name=chat)
    key = f"say-{next(_keys)}"
    await hear_message(
        town.deps, Incoming("web", chat, key, sender, text=text, media=tuple(photos))
    )


async def _presses(town: Town, chat: str, payload: str) -> None:
    key = f"press-{next(_keys)}"
    await press_button(town.deps, Pressed("web", chat, key, Sender(chat), payload))


async def _new_ones(town: Town, after: int) -> list[tuple[int, str, bool]]:
    """Number of each ticket opened since, who takes it, and whether it is a suggestion."""
    chats = {actor.person_id: chat for chat, actor in town.people.items()}
    async with town.deps.begin() as work:
        rows = await work.execute(
            select(Ticket.id, func.min(Membership.person_id), Ticket.kind)
            .join(
                Membership,
                (Membership.unit == Ticket.lead_unit) & (Membership.role == Ticket.lead_role),
            )
            .where(Ticket.id > after, Ticket.status == Status.QUEUED)
            .group_by(Ticket.id)
        )
        return [(number, chats[one], kind == Kind.SUGGESTION) for number, one, kind in rows]


async def _live(town: Town, count: int) -> AsyncIterator[int]:
    """Handle so many tickets; says after each handful how many there have been."""
    people, texts = itertools.cycle(range(RESIDENTS)), sentences()
    handled = last = 0
    while handled < count:
        town.clock.move_to(town.clock.now() + TOGETHER * EVERY)
        await asyncio.gather(
            *(_says(town, f"resident-{next(people)}", next(texts)) for _ in range(TOGETHER))
        )
        opened = await _new_ones(town, last)
        await asyncio.gather(
            *(_presses(town, chat, f"accept:{number}:now") for number, chat, _ in opened)
        )
        for number, chat, suggests in opened:
            await _presses(town, chat, f"resolve:{number}{':yes' if suggests else ''}")
            await _says(town, chat, "修好了", Media("web", "0" * 32, "photo"))
        handled, last = handled + len(opened), max((n for n, _, _ in opened), default=last)
        await town.program.rounds.tick()
        await town.settle()
        yield handled


async def _measure(url: str, count: int) -> None:
    """In the child: print what is held after each tenth of the way."""
    town = await open_town(url)
    town.program.channels["web"] = Nobody()
    process, step = psutil.Process(), count // LOOKS
    wanted = step
    async for handled in _live(town, count):
        if handled >= wanted:
            print(handled, process.memory_info().rss / 1e6, flush=True)
            wanted += step
    async with town.deps.begin() as work:
        counted = await work.scalar(
            select(func.count(Ticket.id)).where(Ticket.status.in_((Status.DONE, Status.CLOSED)))
        )
    print(f"done {counted}", flush=True)
    await town.close()


def run_part(quick: bool, command: str) -> list[Table]:
    """Raises RuntimeError when fewer tickets were done than were to be handled."""
    count = QUICK if quick else FULL
    with databases(("postgresql",)) as urls:
        found = subprocess.run(
            [sys.executable, "-m", "benchmarks.endurance", urls["postgresql"], str(count)],
            capture_output=True,
            text=True,
            check=False,
        )
    *looks, end = found.stdout.splitlines() or [""]
    if not end.startswith("done ") or int(end.split()[1]) < count:
        raise RuntimeError(f"{end!r} of {count}: {found.stderr[-2000:]}")
    rows = []
    for line in looks:
        handled, memory = line.split()
        rows.append([f"{int(handled):,}", f"{float(memory):.0f} MB"])
    return [Table("endurance", command, ("tickets handled", "memory (RSS)"), rows)]


if __name__ == "__main__":
    asyncio.run(_measure(sys.argv[1], int(sys.argv[2])))
