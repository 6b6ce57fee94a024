"""`jiedan understand` and `jiedan explain`: what a message is read as, and why. For looking and
measuring: nothing slow is imported where nothing is configured."""

import argparse
import io
import json
import sys
from collections.abc import Iterator
from typing import Any, BinaryIO

from bot.cli import complain
from bot.reading_source import open_source
from bot.telling import Source, kind_name, parts_of_place, reasons, told
from domain.meaning import Matter, Understanding
from domain.own_words import as_written
from domain.text import normalise

LONGEST_LINE = 1 << 18
"""Bytes of a line that are read; no chat platform carries a message as long."""


def run_understand(given: argparse.Namespace) -> int:
    """Read lines from standard input until it ends, each a message; print what each means."""
    source = open_source(given.config)
    if source is None:
        return 2
    out = _utf8_output()
    try:
        for text in lines_of(sys.stdin.buffer):
            meaning = source.read(text)
            if given.json:
                words = json.dumps(to_json(text, meaning, source), ensure_ascii=False)
            else:
                words = "\n".join(told(text, meaning, source)) + "\n"
            out.write(words + "\n")
            out.flush()
    except KeyboardInterrupt:
        return 0
    except BrokenPipeError:  # whoever read has seen enough
        sys.stdout = io.StringIO()  # or Python would try to flush once more and complain
    return 0


def _utf8_output() -> Any:
    """Standard output in UTF-8, whatever the system's locale says."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace", newline="\n")
    return sys.stdout


def lines_of(source: BinaryIO) -> Iterator[str]:
    """The lines of a stream as they come, without their ends. What is no UTF-8 becomes U+FFFD,
    and of a line longer than LONGEST_LINE the rest is passed over."""
    while line := source.readline(LONGEST_LINE):
        rest = line
        while rest and not rest.endswith(b"\n"):
            rest = source.readline(LONGEST_LINE)
        yield line.decode("utf-8-sig", "replace").rstrip("\r\n")


def to_json(text: str, meaning: Understanding, source: Source) -> dict[str, Any]:
    """A reading in the form of the labelled messages in benchmarks/requests, and more."""
    return {
        "kind": kind_name(meaning.kind),
        "issues": [_issue(text, matter, source) for matter in meaning.matters],
        "place": parts_of_place(meaning.place, source),
        "ask": source.asks(meaning),
        "danger": meaning.life_safety,
    }


def _issue(text: str, matter: Matter, source: Source) -> dict[str, Any]:
    return {
        "route": matter.route.value,
        "category": matter.category,
        "urgency": matter.urgency.value,
        "span": as_written(text, matter.span, source.catalogue),
        "confidence": matter.confidence,
        "reasons": list(matter.reasons),
    }


def run_explain(given: argparse.Namespace) -> int:
    """Print why one message is read as it is."""
    source = open_source(given.config)
    if source is None:
        return 2
    text = given.text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    if not normalise(text):
        return complain("There is nothing to explain: the message is empty.")
    found = source.explain(text)
    lines = [*told(text, found.meaning, source), "", *reasons(found, source)]
    _utf8_output().write("\n".join(lines) + "\n")
    return 0


COMMANDS = {"understand": run_understand, "explain": run_explain}
