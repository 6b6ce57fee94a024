"""`python -m benchmarks [--quick] [--write] [PART ...]`: our figures beside a floor."""

import argparse
import os
import platform
import sys
from collections.abc import Callable, Sequence
from datetime import date

os.environ.setdefault("PTB_TIMEDELTA", "1")  # python-telegram-bot warns otherwise

from benchmarks.tables import PAGE, Table, replace_section

Part = Callable[[bool, str], list[Table]]


def updates(quick: bool, command: str) -> list[Table]:
    """The whole way of an update."""
    from benchmarks.updates import run_part

    return run_part(quick, command)


def startup(quick: bool, command: str) -> list[Table]:
    """Start-up and memory."""
    from benchmarks.startup import run_part

    return run_part(quick, command)


def understanding(quick: bool, command: str) -> list[Table]:
    """Reading a message."""
    from benchmarks.reading import run_part

    return run_part(quick, command)


def firing(quick: bool, command: str) -> list[Table]:
    """Due reminders among very many open tickets."""
    from benchmarks.firing import run_part

    return run_part(quick, command)


def broadcast(quick: bool, command: str) -> list[Table]:
    """One message to very many chats."""
    from benchmarks.broadcast import run_part

    return run_part(quick, command)


def promptness(quick: bool, command: str) -> list[Table]:
    """From a ticket's commit to its card."""
    from benchmarks.promptness import run_part

    return run_part(quick, command)


def importing(quick: bool, command: str) -> list[Table]:
    """A district's sheet."""
    from benchmarks.importing import run_part

    return run_part(quick, command)


def week(quick: bool, command: str) -> list[Table]:
    """A district's week among a million tickets."""
    from benchmarks.week import run_part

    return run_part(quick, command)


def endurance(quick: bool, command: str) -> list[Table]:
    """Memory in the long run."""
    from benchmarks.endurance import run_part

    return run_part(quick, command)


PARTS: dict[str, Part] = {
    "updates": updates,
    "startup": startup,
    "understanding": understanding,
    "firing": firing,
    "broadcast": broadcast,
    "promptness": promptness,
    "import": importing,
    "week": week,
}
LONG: dict[str, Part] = {"endurance": endurance}
"""Takes hours: runs only when it is named."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the parts, print their tables; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS | LONG)}")
    parser.add_argument("--quick", action="store_true", help="seconds only; the figures say little")
    parser.add_argument("--write", action="store_true", help=f"put the tables into {PAGE.name}")
    parser.add_argument(
        "--profile", action="store_true", help="where the time of one update goes, instead"
    )
    given = parser.parse_args(arguments)
    if unknown := set(given.parts) - set(PARTS | LONG):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    if given.write and given.quick:
        parser.error("--write wants the whole measurement, not --quick")
    if given.profile:
        from benchmarks.anatomy import run_profile

        print(run_profile(40 if given.quick else 400))
        return 0
    for name in given.parts or PARTS:
        tables = (PARTS | LONG)[name](given.quick, _command(name, given.quick))
        for table in tables:
            print(f"\n{table.markdown()}", flush=True)
        if given.write:
            write(name, tables)
    return 0


def _command(part: str, quick: bool) -> str:
    return f"python -m benchmarks {part}" + (" --quick" if quick else "")


def write(part: str, tables: Sequence[Table]) -> None:
    """Put the tables of one part into the page, each between its markers."""
    page = PAGE.read_text(encoding="utf-8")
    for table in tables:
        page = replace_section(page, table.name, f"{machine()}\n\n{table.markdown()}")
    PAGE.write_text(page, encoding="utf-8")
    print(f"written: {PAGE} ({part})", file=sys.stderr)


def machine() -> str:
    """When and on what it was measured, and how busy that was besides."""
    load = os.getloadavg()[1]
    return (
        f"{date.today():%Y-%m-%d}, {os.cpu_count()} cores ({platform.machine()}, "
        f"{platform.system()}), Python {platform.python_version()}, load of the last five minutes "
        f"{load:.1f} (our own included)."
    )


if __name__ == "__main__":
    raise SystemExit(main())
