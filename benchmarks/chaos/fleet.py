"""The real processes of the chaos test: started, killed with SIGKILL, started again. Only what was
started here is ever ended, each by its own handle."""

import asyncio
import sys
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
READY = b" running: "
PATIENCE = 60.0


@dataclass
class Member:
    """One process and what it runs (None: everything). `begun`: where in its log it started."""

    name: str
    parts: str | None
    child: asyncio.subprocess.Process | None = None
    is_in_our_hands: bool = False
    begun: int = 0

    @property
    def speaks(self) -> bool:
        """Whether it delivers."""
        return self.parts is None or "speak" in self.parts


@dataclass
class Fleet:
    """All of them, over one configuration; their logs stand beside it."""

    config: Path
    members: list[Member] = field(default_factory=list)
    fell: int = 0

    async def add(self, name: str, parts: str | None) -> Member:
        """Start one more."""
        member = Member(name, parts)
        self.members.append(member)
        await self.start(member)
        return member

    async def start(self, member: Member) -> None:
        """Start it (again)."""
        only = ["--only", member.parts] if member.parts else []
        command = [sys.executable, "-m", "bot", "--config", str(self.config), "run", *only]
        with self.log(member).open("ab") as log:
            member.begun = log.tell()
            member.child = await asyncio.create_subprocess_exec(
                *command, cwd=ROOT, stdout=log, stderr=log
            )
        member.is_in_our_hands = False

    async def watch_over(self) -> None:
        """Start again whoever ended by itself, as the machine's own supervisor does."""
        while True:
            await asyncio.sleep(0.5)
            for member in self.members:
                child = member.child
                if child and child.returncode is not None and not member.is_in_our_hands:
                    member.is_in_our_hands = True
                    self.fell += 1
                    await self.start(member)

    def log(self, member: Member) -> Path:
        """Where it logs."""
        return self.config.with_name(f"{member.name}.log")

    async def until_ready(self) -> None:
        """Wait until each of them says so, since it was started last: who is asked to end before
        cannot do so in good order."""
        async with asyncio.timeout(PATIENCE):
            while not all(READY in self.log(m).read_bytes()[m.begun :] for m in self.members):
                await asyncio.sleep(0.05)

    async def kill(self, member: Member) -> None:
        """SIGKILL; it is gone when this returns, until `start`."""
        member.is_in_our_hands = True
        if member.child is not None and member.child.returncode is None:
            member.child.kill()
            await member.child.wait()

    async def end(self) -> list[int]:
        """Ask all to end (SIGTERM) and wait; returns their exit codes."""
        children = [m.child for m in self.members if m.child and m.child.returncode is None]
        for child in children:
            child.terminate()
        try:
            async with asyncio.timeout(PATIENCE):
                codes = [await child.wait() for child in children]
        except TimeoutError:
            await self.bury()
            codes = [child.returncode or 0 for child in children]
        self.members.clear()
        return codes

    async def bury(self) -> None:
        """Nothing of ours goes on running, whatever happened."""
        for member in self.members:
            if member.child is not None and member.child.returncode is None:
                member.child.kill()
                await member.child.wait()
