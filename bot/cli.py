"""The command line. Hardly more than argparse is imported here, so that help is there at once; each
command imports what it needs."""

import argparse
import asyncio
import sys
from collections.abc import Coroutine, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from bot.log import write_down

GROUPS = ("staff", "party", "ops", "vanguard")  # GroupPurpose, which would be slow to import here
WAYS = ("web", "telegram")  # of bot.poster_command
PARTS = ("hear", "speak", "tick", "web")
KEY_WORK = ("new", "rotate", "check")  # of bot.key_commands
DEFAULT_CONFIG = Path("config.toml")
LONGEST_HOURS = 14 * 24


def port(text: str) -> int:
    """A port of this machine; 0 lets the system choose one."""
    number = int(text)
    if not 0 <= number <= 65535:
        raise argparse.ArgumentTypeError(f"{text} is no port; allowed: 0 to 65535")
    return number


def hours(text: str) -> int:
    """For how long something is switched on, in whole hours."""
    number = int(text)
    if not 1 <= number <= LONGEST_HOURS:
        raise argparse.ArgumentTypeError(f"{text}: allowed: 1 to {LONGEST_HOURS}")
    return number


def parser() -> argparse.ArgumentParser:
    """All commands and their options."""
    top = argparse.ArgumentParser(
        prog="jiedan",
        description="接单: a resident writes one sentence in a chat, and it is taken, done and "
        "answered for, until it is closed.",
    )
    top.add_argument(
        "--config",
        type=Path,
        default=DEFAULT_CONFIG,
        metavar="FILE",
        help="the configuration file (default: config.toml)",
    )
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("check-config", help="check the configuration and say what is wrong")
    commands.add_parser("migrate", help="bring the database to the present schema")
    run = commands.add_parser("run", help="run the bot")
    run.add_argument(
        "--only",
        default=",".join(PARTS),
        metavar="PARTS",
        help=f"parts to run in this process, of: {', '.join(PARTS)}",
    )
    _add_invite(commands.add_parser("invite", help="make a one-time code for a person or group"))
    summary = commands.add_parser("summary", help="send a week's summary to the Party groups")
    _add_summary(summary)
    for name, what, add in READING:
        add(commands.add_parser(name, help=f"{what}; nothing is written"))
    _add_export(commands.add_parser("export", help="everything as sheets or CSV, and the ledger"))
    _add_surge(commands.add_parser("surge", help="switch a season on or off by hand"))
    audit = commands.add_parser(
        "audit",
        help="look for silent tickets, stopped clocks and gaps; exit code 1 for the first two",
    )
    audit.add_argument(
        "--no-heartbeat", action="store_true", help="no bot need be running on this database"
    )
    _add_outbox(commands.add_parser("outbox", help="what could not be delivered; send it again"))
    _add_import(commands.add_parser("import", help="take in an office's sheet (XLSX)"))
    _add_posters(commands.add_parser("posters", help="posters and stickers with a code to scan"))
    _add_sign_out(commands.add_parser("sign-out", help="end the web sessions of a lost phone"))
    _add_keys(commands)
    _add_demo(commands.add_parser("demo", help="a sample community in the browser"))
    return top


def _add_summary(summary: argparse.ArgumentParser) -> None:
    when = summary.add_mutually_exclusive_group(required=True)
    when.add_argument("--week", help="the week, as 2026-W47")
    for span, example in (("month", "2026-11"), ("quarter", "2026-Q4"), ("year", "2026")):
        when.add_argument(f"--{span}", help=f"with --out: as {example}")
    summary.add_argument("--unit", help="only this unit's groups; with --out: this unit")
    summary.add_argument("--show", action="store_true", help="print it and send nothing")
    summary.add_argument(
        "--out",
        type=Path,
        metavar="DIR",
        help="write text, picture, sheet, the notice for the door, and of a month and more the "
        "report; send nothing",
    )
    summary.add_argument("--font", type=Path, metavar="FILE", help="a font with Chinese characters")


def _add_understand(reading: argparse.ArgumentParser) -> None:
    reading.add_argument("--json", action="store_true", help="one JSON object a line")


def _add_explain(why: argparse.ArgumentParser) -> None:
    why.add_argument("text", help="the message, in quotes")


READING = (
    ("understand", "read messages from standard input, one a line", _add_understand),
    ("explain", "say why a message is read as it is", _add_explain),
)


def _add_outbox(failed: argparse.ArgumentParser) -> None:
    failed.add_argument("--resend", metavar="ID", help="the number of a message, or `all`")


def _add_keys(commands: Any) -> None:
    keys = commands.add_parser("keys", help="the keys under which names and words are sealed")
    keys.add_argument("what", choices=KEY_WORK, help="add a key; seal all with the newest; look")


def _add_demo(demo: argparse.ArgumentParser) -> None:
    demo.add_argument("--port", type=port, default=8600, help="port on 127.0.0.1 (default: 8600)")
    demo.add_argument("--dir", type=Path, default=Path(".demo"), help="where its data is kept")
    demo.add_argument("--reset", action="store_true", help="start over")


def _add_sign_out(sign_out: argparse.ArgumentParser) -> None:
    whose = sign_out.add_mutually_exclusive_group(required=True)
    whose.add_argument("--ticket", metavar="CODE", help="of the resident of this ticket")
    whose.add_argument("--name", help="of the member of the staff of this name")


def _add_posters(posters: argparse.ArgumentParser) -> None:
    posters.add_argument("--out", type=Path, required=True, metavar="DIR", help="where they go")
    posters.add_argument("--compound", metavar="CODE", help="only this compound (default: all)")
    posters.add_argument(
        "--building", nargs="+", metavar="N", help="only these buildings (default: all, entrance)"
    )
    posters.add_argument("--unit", nargs="+", metavar="N", help="one for each of these 单元")
    posters.add_argument(
        "--for", dest="way", choices=WAYS, help="what the code opens (default: all configured)"
    )
    posters.add_argument("--font", type=Path, metavar="FILE", help="a font with Chinese characters")


def _add_import(sheet: argparse.ArgumentParser) -> None:
    sheet.add_argument("file", nargs="?", type=Path, metavar="FILE", help="the sheet")
    sheet.add_argument("--template", type=Path, metavar="FILE", help="write a sheet to fill in")
    sheet.add_argument("--yes", action="store_true", help="do not ask before it counts")
    sheet.add_argument(
        "--codes", type=Path, metavar="FILE", help="write the codes that can be used to a sheet"
    )


def day(text: str) -> date:
    """A day, as 2026-11-18."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text} is no day; write it as 2026-11-18") from error


def _add_export(export: argparse.ArgumentParser) -> None:
    export.add_argument("--unit", metavar="CODE", help="only this unit, with all beneath it")
    export.add_argument(
        "--from", dest="first", type=day, metavar="DAY", help="opened from this day"
    )
    export.add_argument(
        "--to", dest="last", type=day, metavar="DAY", help="until the end of this day"
    )
    export.add_argument("--format", choices=("xlsx", "csv"), default="xlsx", help="default: xlsx")
    export.add_argument("--out", type=Path, required=True, metavar="DIR", help="where the files go")


def _add_surge(surge: argparse.ArgumentParser) -> None:
    surge.add_argument("state", choices=("on", "off"), help="on, or off before its time")
    surge.add_argument("--unit", required=True, metavar="CODE", help="the unit, with all beneath")
    surge.add_argument("--season", required=True, metavar="NAME", help="a season with by_hand")
    surge.add_argument(
        "--hours", type=hours, default=24, metavar="N", help="when it ends by itself (default: 24)"
    )


def _add_invite(invite: argparse.ArgumentParser) -> None:
    invite.add_argument("--unit", required=True, metavar="CODE", help="code of the unit")
    what = invite.add_mutually_exclusive_group(required=True)
    what.add_argument("--role", help="role of the person, as grid_worker, property_staff")
    what.add_argument("--group", choices=GROUPS, help="what the group is for")
    invite.add_argument("--grid", metavar="CODE", help="the grid of a grid worker")
    invite.add_argument("--name", help="surname and name, as residents shall see the surname")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit code."""
    given = parser().parse_args(arguments)
    write_down()
    if given.command in ("understand", "explain"):
        from bot import understand  # apart from the others: it needs neither of their libraries

        return understand.COMMANDS[given.command](given)
    from bot import commands  # here, so that --help stays fast

    return commands.COMMANDS[given.command](given)


def run_async(work: Coroutine[Any, Any, int]) -> int:
    """Run a coroutine; Ctrl-C is a clean end."""
    try:
        return asyncio.run(work)
    except KeyboardInterrupt:
        return 0


def complain(*lines: str) -> int:
    """Tell the operator what is wrong; returns exit code 2."""
    for line in lines:
        print(line, file=sys.stderr)
    return 2


if __name__ == "__main__":
    raise SystemExit(main())
