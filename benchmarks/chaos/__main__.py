"""`python -m benchmarks.chaos [--quick] [--seed N]`: exit code 0 when nothing was lost."""

import argparse
import asyncio
import random
import tempfile
from pathlib import Path

from benchmarks.chaos.scene import FULL, QUICK
from benchmarks.chaos.story import tell
from benchmarks.places import databases


def main() -> int:
    """Run it, print what was found."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.chaos")
    parser.add_argument("--quick", action="store_true", help="120 updates and 4 kills")
    parser.add_argument("--seed", type=int, help="repeat the choices of a run")
    parser.add_argument("--database", choices=("postgresql", "sqlite"), default="postgresql")
    parser.add_argument("--logs", type=Path, help="keep the processes' logs in this folder")
    given = parser.parse_args()
    seed = given.seed if given.seed is not None else random.randrange(10**6)
    plan = QUICK if given.quick else FULL
    with (
        databases((given.database,)) as urls,
        tempfile.TemporaryDirectory(prefix="jiedan-chaos-") as name,
    ):
        folder = given.logs or Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        verdict = asyncio.run(tell(plan, urls[given.database], folder, seed))
    print(verdict.markdown())
    for failure in verdict.failures:
        print(f"NOT KEPT: {failure}")
    print(f"seed {seed}: {'nothing was lost' if verdict.is_good else 'FAILED'}")
    return 0 if verdict.is_good else 1


if __name__ == "__main__":
    raise SystemExit(main())
