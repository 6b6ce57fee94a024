"""What a run of the chaos test is made of: how much of everything, and all that it holds."""

import random
from dataclasses import dataclass, field

from benchmarks.chaos.fleet import Fleet
from benchmarks.chaos.post import PostOffice
from benchmarks.chaos.verdict import Told
from bot.app import Program
from tests.support.bot_api import BotApi


@dataclass(frozen=True)
class Plan:
    """How much of everything. waiting: tickets opened in the half hour before; seconds: how long
    the updates come; cuts and faults: how many seconds lie between two of them, about.

    jumps: what waits for a time (two minutes in a dead process's hands, the lane, the meeting of
    reminders) is moved to now once nobody is alive, instead of waiting for it.
    """

    updates: int
    kills: int
    waiting: int
    seconds: float
    cuts: float
    faults: float
    patience: float
    jumps: bool


FULL = Plan(2000, 32, 150, 200.0, cuts=25.0, faults=1.5, patience=420.0, jumps=False)
QUICK = Plan(120, 4, 20, 14.0, cuts=6.0, faults=1.0, patience=60.0, jumps=True)


@dataclass
class Chaos:
    """Everything a run holds.

    in_hand: the messages, each by its row and try, that a process had in hand when it was killed or
    its connection was cut; at_risk: how many of them may have been sent and not recorded; lost:
    answers kept back by the twin after the message had arrived.
    """

    plan: Plan
    chance: random.Random
    api: BotApi
    office: PostOffice
    program: Program
    fleet: Fleet
    staff: list[int]
    told: Told = field(default_factory=Told)
    in_hand: set[tuple[int, int]] = field(default_factory=set)
    at_risk: int = 0
    lost: int = 0
    kills: int = 0
    cuts: int = 0
    faults: int = 0
    took: float = 0.0

    @property
    def is_on_postgresql(self) -> bool:
        """Several processes; on SQLite one does all."""
        return self.program.engine.dialect.name == "postgresql"
