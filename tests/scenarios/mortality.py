"""Killing the program at a chosen moment, and a world in which it is started again."""

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

from bot.app import Program
from channels.web import WebChannel
from db.session import beginner
from tests.support.town import Town

LEASE = 3
"""Minutes after which what a dead process had in hand comes again."""


class Killed(BaseException):
    """The process ends here. Not an Exception: nothing in the program may survive it."""


@dataclass
class Death:
    """Comes at the n-th commit (0: never), just before it or just after it."""

    at: int = 0
    after: bool = False
    commits: int = 0
    survived: int = 0  # commits of the whole story
    dead: bool = False

    def strike(self) -> None:
        """From now on nothing this program does takes effect."""
        self.dead = True
        raise Killed

    def wait_for(self, program: Program) -> None:
        """Watch every unit of work of a program."""
        begin = program.deps.begin

        @asynccontextmanager
        async def watched():
            async with begin() as work:
                commit = work.commit

                async def commit_or_die() -> None:
                    if self.dead:
                        raise Killed
                    self.commits += 1
                    is_the_one = self.commits == self.at
                    if is_the_one and not self.after:
                        self.strike()
                    await commit()
                    if is_the_one:
                        self.strike()

                work.commit = commit_or_die
                yield work

        program.deps = replace(program.deps, begin=watched)
        program.channels["web"] = WebChannel(program.deps, lambda _chat: None)


async def live(town: Town, death: Death, *steps) -> None:
    """Take each step; where the program is killed, start a new one and take that step again."""
    death.wait_for(town.program)
    for step in steps:
        try:
            await step()
        except Killed:
            await start_again(town)
            await step()
    death.survived = death.commits
    await rise(town)  # nobody watches what comes after the story


async def start_again(town: Town) -> None:
    """A new process finds what the dead one left, as soon as that may be taken up."""
    await bury(town)
    await town.after(minutes=LEASE)


async def bury(town: Town) -> None:
    """The dead process is gone, with all it was doing; a new one stands in its place."""
    others = asyncio.all_tasks() - {asyncio.current_task()}
    await asyncio.gather(*others, return_exceptions=True)
    await rise(town)


async def rise(town: Town) -> None:
    """A new process on the same database. Rules and words, which never change, are not read
    again: that takes longer than the rest of a story; nor is the database told every statement
    anew: what the dead one had begun there was taken back when it died."""
    old = town.program
    deps = replace(old.deps, begin=beginner(old.engine))
    town.program = Program(old.settings, old.engine, deps, old.words, old.ring, old.keys)
    town.program.channels["web"] = WebChannel(deps, old.ring)
