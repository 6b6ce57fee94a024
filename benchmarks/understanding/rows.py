"""The labelled messages and how they are divided. Their labels: benchmarks/requests/RUBRIC.md."""

import csv
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

HOME = Path(__file__).parents[1] / "requests"
LATIN = "without_characters"
"""The author who writes English and pinyin."""
TEST = ("mixed_neighbourhood", "letters_and_town", "danger_tested", LATIN)
VALIDATION = ("two_compounds", "letters_to_the_mayor")
"""Whole authors: nobody's near-copy of a sentence stands on both sides."""


@dataclass(frozen=True)
class Issue:
    """One matter of a message, as labelled."""

    route: str
    category: str
    urgency: str
    span: str


@dataclass(frozen=True)
class Row:
    """One labelled message. ``also``: other routes and categories a careful reader may choose."""

    id: str
    text: str
    kind: str
    issues: tuple[Issue, ...]
    place: dict[str, str | None]
    style: tuple[str, ...]
    author: str
    also: tuple[tuple[str, str], ...] = field(default=())

    @property
    def is_single(self) -> bool:
        """Whether it is scored for its route: a request or suggestion with exactly one matter."""
        return self.kind in ("request", "suggestion") and len(self.issues) == 1

    @property
    def is_emergency(self) -> bool:
        """Whether somebody must run this minute."""
        return any(issue.urgency == "emergency" for issue in self.issues)

    @property
    def is_letter(self) -> bool:
        """Whether it is a letter to a message board rather than a chat message."""
        return "letter" in self.style


def read_jsonl(path: Path) -> Iterator[Row]:
    """The messages of one author."""
    for line in path.read_text(encoding="utf-8").splitlines():
        given = json.loads(line)
        yield Row(
            id=given["id"],
            text=given["text"],
            kind=given["kind"],
            issues=tuple(Issue(**issue) for issue in given["issues"]),
            place=given["place"],
            style=tuple(given["style"]),
            author=path.stem,
        )


def read_tsv(path: Path) -> Iterator[Row]:
    """Letters: id, title, body, route, category, urgency, also."""
    with path.open(encoding="utf-8", newline="") as file:
        for given in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            issue = Issue(given["route"], given["category"], given["urgency"], given["title"])
            also = tuple(tuple(one.split("/", 1)) for one in (given["also"] or "").split() if one)
            text = f"{given['title']} {given['body']}"
            yield Row(
                given["id"],
                text,
                "request",
                (issue,),
                {},
                ("letter",),
                path.stem,
                also,  # type: ignore[arg-type]
            )


def own() -> dict[str, list[Row]]:
    """Our own messages: train, validation and test."""
    found: dict[str, list[Row]] = {"train": [], "validation": [], "test": []}
    for path in sorted(HOME.glob("*.jsonl")):
        part = "test" if path.stem in TEST else "validation" if path.stem in VALIDATION else "train"
        found[part] += read_jsonl(path)
    return found


def folder(path: Path) -> dict[str, list[Row]]:
    """Every set of a folder of the same form, by name."""
    sets = {one.stem: list(read_jsonl(one)) for one in sorted(path.glob("*.jsonl"))}
    return sets | {one.stem: list(read_tsv(one)) for one in sorted(path.glob("*.tsv"))}


def fingerprint(home: Path = HOME) -> str:
    """What a model is made from: a hash over the files of messages."""
    found = hashlib.sha256()
    for path in sorted(home.glob("*.jsonl")):
        found.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()[:16]
