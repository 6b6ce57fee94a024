"""What understanding costs a process: seconds until it can read, and memory. Measured in child
processes, in turns with a bare one."""

import statistics
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.tables import Table

ROOT = Path(__file__).parents[2]
ROUNDS = 7
TELL = """
try:
    with open("/proc/self/status") as file:
        held = dict(line.split(":", 1) for line in file)
    print(*(held[name].split()[0] for name in ("VmRSS", "VmHWM")))
except OSError:  # no Linux: the most it ever held
    import resource
    print(*[resource.getrusage(resource.RUSAGE_SELF).ru_maxrss] * 2)
"""
READ = "understand('3号楼2单元电梯坏了', {}, ())"
WAYS = {
    "`python -c pass`": "pass",
    "imports alone": "import bot.catalogue_file, domain.understanding",
    "catalogue, without the learned reader": "from bot.catalogue_file import load_catalogue; "
    "from domain.understanding import understand; " + READ.format("load_catalogue(model=None)"),
    "catalogue and learned reader, first message read": "from bot.catalogue_file import "
    "load_catalogue; from domain.understanding import understand; "
    + READ.format("load_catalogue()"),
}


def costs(command: str, rounds: int = ROUNDS) -> Table:
    """Medians; the last row's difference to the first is what understanding adds."""
    seconds: dict[str, list[float]] = {way: [] for way in WAYS}
    memory: dict[str, list[list[float]]] = {way: [] for way in WAYS}
    for _ in range(rounds):
        for way, code in WAYS.items():
            begun = time.perf_counter()
            done = subprocess.run(
                [sys.executable, "-c", f"{code}\n{TELL}"],
                cwd=ROOT,
                capture_output=True,
                text=True,
                check=True,
            )
            seconds[way].append(time.perf_counter() - begun)
            memory[way].append([int(one) * 1024 / 1e6 for one in done.stdout.split()])
    found = {}
    for way in WAYS:
        held, most = map(statistics.median, zip(*memory[way], strict=True))
        found[way] = (statistics.median(seconds[way]), held, most)
    floor = next(iter(found.values()))
    rows = [
        [
            way,
            f"{took * 1000:.0f} ms",
            f"{(took - floor[0]) * 1000:.0f} ms",
            f"{held:.0f} MB",
            f"{held - floor[1]:.0f} MB",
            f"{most:.0f} MB",
        ]
        for way, (took, held, most) in found.items()
    ]
    head = ("process", "wall time", "added", "memory (RSS)", "added", "most on the way")
    return Table("understanding-cost", command, head, rows)
