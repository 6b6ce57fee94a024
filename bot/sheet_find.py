"""Finding what a cell refers to: by code or by name, with a guess at what was meant."""

from collections.abc import Mapping

from bot.sheet_lines import Line
from bot.sheet_shape import nearest
from domain.entries import without_gaps
from domain.org import Compound, Grid, Unit


class Finder:
    """Finds what a cell refers to: by its code, or by its name where only one is called so."""

    def __init__(
        self,
        known: Mapping[str, Unit] | Mapping[str, Compound] | Mapping[str, Grid],
        what: str,
        others: Mapping[str, Unit] | None = None,
    ) -> None:
        self._known, self._what, self._others = known, what, others or {}
        self._codes: dict[str, list[str]] = {}
        for code, one in known.items():
            self._codes.setdefault(without_gaps(one.name), []).append(code)

    def find(self, line: Line, column: str) -> str | None:
        """The code that is meant; None when nothing stands there or it is wrong, which is told."""
        text = line.text(column)
        if text is None or text in self._known:
            return text
        text = without_gaps(text)
        same = self._codes.get(text, [])
        if len(same) == 1:
            return same[0]
        if text in line.found.faulty:
            return None
        if same:
            line.wrong(column, f"{text!r} is the name of several: {', '.join(same)}; use a code")
        elif text in self._others:
            line.wrong(column, f"{text!r} is no {self._what}, it is a {self._others[text].kind}")
        else:
            hint = "" if line.found.is_full else self._hint(text)
            line.wrong(column, f"unknown {self._what} {text!r}{hint}")
        return None

    def _hint(self, text: str) -> str:
        like = nearest(text, self._known) or nearest(text, self._codes)
        return f"; did you mean {like!r}?" if like else ""
