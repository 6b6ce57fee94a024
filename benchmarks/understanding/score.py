"""Scores a reader on labelled messages. Definitions: benchmarks/requests/RUBRIC.md, last part."""

import statistics
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from benchmarks.understanding.rows import Row

SUREST = 0.8
BINS = 10


@dataclass(frozen=True)
class Read:
    """What a reader made of a message. ``routes``: (route, category) of each matter."""

    kind: str
    routes: tuple[tuple[str, str], ...]
    confidence: float
    danger: bool
    building: str | None = None
    unit: str | None = None


Reader = Callable[[str], Read]


@dataclass
class Figures:
    """Counts of right ones and of all, by name; and the pairs of the confusion matrix."""

    right: Counter[str] = field(default_factory=Counter)
    of: Counter[str] = field(default_factory=Counter)
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)
    sure: list[tuple[float, bool]] = field(default_factory=list)
    times: list[float] = field(default_factory=list)

    def note(self, name: str, right: bool) -> None:
        """One case."""
        self.right[name] += right
        self.of[name] += 1

    def share(self, name: str) -> float | None:
        """The share that is right; None without cases."""
        return self.right[name] / self.of[name] if self.of[name] else None

    @property
    def surest(self) -> float | None:
        """Route accuracy on the most confident four fifths."""
        kept = sorted(self.sure, key=lambda one: -one[0])[: round(SUREST * len(self.sure))]
        return statistics.mean(right for _, right in kept) if kept else None

    @property
    def calibration_error(self) -> float | None:
        """How far confidence and accuracy lie apart on average, over ten bins (ECE)."""
        if not self.sure:
            return None
        gaps = (count * abs(said - right) for _, count, said, right in self.calibration())
        return sum(gaps) / len(self.sure)

    def calibration(self) -> list[tuple[int, int, float, float]]:
        """Each bin of confidence that holds any: its number, how many messages, their mean
        confidence, the share that is right."""
        bins: dict[int, list[tuple[float, bool]]] = {}
        for confidence, right in self.sure:
            bins.setdefault(min(int(confidence * BINS), BINS - 1), []).append((confidence, right))
        return [
            (
                number,
                len(found),
                statistics.mean(one for one, _ in found),
                statistics.mean(right for _, right in found),
            )
            for number, found in sorted(bins.items())
        ]

    def curve(self) -> list[tuple[float, float]]:
        """Coverage and risk: the share answered, and the share wrong among those."""
        ordered = sorted(self.sure, key=lambda one: -one[0])
        wrong, found = 0, []
        for number, (_, right) in enumerate(ordered, 1):
            wrong += not right
            found.append((number / len(ordered), wrong / number))
        return found

    @property
    def macro_f1(self) -> float | None:
        """The mean over routes of F1, each route counting the same."""
        routes = {one for pair in self.pairs for one in pair}
        scores = []
        for route in sorted(routes):
            hit = self.pairs[(route, route)]
            wanted = sum(n for (true, _), n in self.pairs.items() if true == route)
            given = sum(n for (_, said), n in self.pairs.items() if said == route)
            if wanted:
                scores.append(2 * hit / (wanted + given))
        return statistics.mean(scores) if scores else None

    @property
    def matters_f1(self) -> float | None:
        """F1 of the matters of messages with several: a route found as often as it was meant."""
        hit, given, wanted = (self.right[f"matters {n}"] for n in ("hit", "given", "wanted"))
        return 2 * hit / (given + wanted) if given + wanted else None


def score(
    rows: Sequence[Row], reader: Reader, looks_dangerous: Callable[[str], bool] | None = None
) -> Figures:
    """Read every message once and count. ``looks_dangerous`` says which harmless messages sound
    like a danger; false alarms are counted among these apart."""
    found = Figures()
    for row in rows:
        begun = time.perf_counter()
        read = reader(row.text)
        found.times.append(time.perf_counter() - begun)
        _score_kind(found, row, read)
        if row.kind == "request":
            found.note("number", len(read.routes) == len(row.issues))
        if row.is_single:
            _score_route(found, row, read)
        if len(row.issues) > 1:
            _score_matters(found, row, read)
        if row.place.get("building") or row.place.get("unit"):
            here = (row.place.get("building"), row.place.get("unit"))
            found.note("place", (read.building, read.unit) == here)
        found.note("emergencies" if row.is_emergency else "calm", read.danger == row.is_emergency)
        if looks_dangerous is not None and not row.is_emergency and looks_dangerous(row.text):
            found.note("look-alikes", not read.danger)
    return found


def _score_kind(found: Figures, row: Row, read: Read) -> None:
    found.note("kind", read.kind == row.kind.replace("thanks_or_chat", "chat"))


def _score_route(found: Figures, row: Row, read: Read) -> None:
    issue = row.issues[0]
    route, category = read.routes[0] if read.routes else ("none", "none")
    routes = {issue.route, *(route for route, _ in row.also)}
    right = bool(read.routes) and (row.is_emergency or route in routes)
    found.note("route", right)
    found.note("category", category in {issue.category, *(code for _, code in row.also)})
    found.pairs[(issue.route, issue.route if right else route)] += 1
    found.sure.append((read.confidence, right))


def _score_matters(found: Figures, row: Row, read: Read) -> None:
    meant = Counter(issue.route for issue in row.issues)
    said = Counter(route for route, _ in read.routes)
    found.right["matters messages"] += 1
    found.right["matters hit"] += sum((meant & said).values())
    found.right["matters given"] += sum(said.values())
    found.right["matters wanted"] += sum(meant.values())
