"""Writes the generated parts of the documents, or checks that they are up to date (--check).

A generated part stands between `<!-- generated: NAME -->` and `<!-- end -->`.
"""

import re
import sys
from collections.abc import Callable
from pathlib import Path

from docs import permission_tables, tap_table
from domain.commands import COMMANDS
from domain.lifecycle import TRANSITIONS, Relation, diagram
from domain.policy import DEFAULT_POLICIES

DOCS = Path(__file__).parent


def states() -> str:
    """The state diagram, from the one transition table."""
    return f"```mermaid\n{diagram()}\n```"


def transitions() -> str:
    """Who may do what in which status, from the same table."""
    relations = list(Relation)
    lines = [
        "| status | action | leads to | " + " | ".join(relations) + " |",
        "|---|---|---|" + "---|" * len(relations),
    ]
    for row in TRANSITIONS.values():
        marks = " | ".join("yes" if r in row.by else "" for r in relations)
        lines.append(f"| {row.source} | {row.action} | {row.to} | {marks} |")
    return "\n".join(lines)


def levels() -> str:
    """The default limits of every level."""
    limits = ("accept", "contact", "fix", "confirm", "ruling", "news", "news_answer", "repeat")
    head = (*limits, "deferrals", "defer_at_most")
    lines = ["| level | " + " | ".join(head) + " | quiet hours |", "|---" * (len(head) + 2) + "|"]
    for policy in DEFAULT_POLICIES.values():
        cells = " | ".join(_cell(getattr(policy, name)) for name in head)
        lines.append(f"| {policy.code} | {cells} | {'kept' if policy.quiet else 'not kept'} |")
    return "\n".join(lines)


def _cell(value: object) -> str:
    return "–" if value is None else str(value)


def commands() -> str:
    """The chat commands."""
    lines = ["| command | for | in the menu |", "|---|---|---|"]
    for command in COMMANDS:
        who = "staff" if command.roles else "everybody"
        lines.append(f"| /{command.name} | {who} | {'yes' if command.listed else 'no'} |")
    return "\n".join(lines)


PARTS: dict[str, Callable[[], str]] = {
    "states": states,
    "transitions": transitions,
    "levels": levels,
    "commands": commands,
    "taps": tap_table.taps,
    **permission_tables.PARTS,
}
MARK = re.compile(r"(<!-- generated: (\w+) -->\n).*?(\n<!-- end -->)", re.DOTALL)


def renewed(text: str) -> str:
    """A document with its generated parts written anew."""
    return MARK.sub(lambda found: found[1] + PARTS[found[2]]() + found[3], text)


def main() -> int:
    """Write, or with --check say which documents are stale (exit code 1)."""
    stale = []
    for path in sorted(DOCS.rglob("*.md")):
        text = path.read_text(encoding="utf-8")
        wanted = renewed(text)
        if wanted != text:
            stale.append(path.name)
            if "--check" not in sys.argv:
                path.write_text(wanted, encoding="utf-8")
    if stale and "--check" in sys.argv:
        sys.stderr.write(f"stale: {', '.join(stale)}; run `make docs`\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
