"""A table of figures, and where it stands in docs/performance.md."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

PAGE = Path(__file__).parents[1] / "docs" / "performance.md"


@dataclass(frozen=True)
class Table:
    """Figures under a name; `command` is what made them."""

    name: str
    command: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]

    def markdown(self) -> str:
        """As a markdown table with its command under it."""
        lines = [_line(self.head), _line(["---"] * len(self.head)), *map(_line, self.rows)]
        return "\n".join(lines) + f"\n\nMade by `{self.command}`."


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def replace_section(page: str, name: str, content: str) -> str:
    """Put content between the markers of that name. Raises ValueError when there are none."""
    start, end = f"<!-- bench:{name} -->", f"<!-- /bench:{name} -->"
    found = re.compile(re.escape(start) + ".*?" + re.escape(end), re.DOTALL)
    if not found.search(page):
        raise ValueError(f"no markers for {name} in the page")
    return found.sub(lambda _: f"{start}\n{content}\n{end}", page)
