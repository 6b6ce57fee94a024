"""`jiedan understand` and `jiedan explain`: what a message is read as, and why. For looking and
measuring: no database, no network, and nothing slow is imported."""

import argparse
import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from bot.catalogue_file import DEFAULT_CATALOGUE, CatalogueError, load_catalogue
from bot.cli import DEFAULT_CONFIG, complain
from bot.model_file import ModelError
from bot.telling import Source, kind_name, parts_of_place, reasons, told
from domain.explanation import explain
from domain.meaning import Matter, Understanding
from domain.own_words import as_written
from domain.place import CompoundName
from domain.text import normalise

LONGEST_LINE = 1 << 18
"""Bytes of a line that are read; no chat platform carries a message as long."""


def _open(config: Path) -> Source | None:
    """The catalogue of the configuration, or the usual one where no configuration was named and
    none lies here. Mistakes in either are told, and there is nothing to read with then."""
    try:
        bare = config is DEFAULT_CONFIG and not config.exists()
        source = Source(load_catalogue()) if bare else _configured(config)
        if source is not None:
            _ = source.catalogue.learned  # read now, or a damaged one would stop the first line
        return source
    except (CatalogueError, ModelError) as error:
        complain(str(error))
        return None


def _configured(config: Path) -> Source | None:
    from bot.config_file import ConfigError, load_settings  # more than half of the start

    try:
        settings = load_settings(config)
    except ConfigError as error:
        complain(*error.problems)
        return None
    own = settings.community.catalogue
    compounds = (CompoundName(one.code, one.name, one.aliases) for one in settings.compounds)
    path = config.parent / own if own else DEFAULT_CATALOGUE
    return Source(load_catalogue(path), tuple(compounds))


def run_understand(given: argparse.Namespace) -> int:
    """Read lines from standard input until it ends, each a message; print what each means."""
    source = _open(given.config)
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
    source = _open(given.config)
    if source is None:
        return 2
    text = given.text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    if not normalise(text):
        return complain("There is nothing to explain: the message is empty.")
    found = explain(text, source.catalogue, source.compounds)
    lines = [*told(text, found.meaning, source), "", *reasons(found, source)]
    _utf8_output().write("\n".join(lines) + "\n")
    return 0


COMMANDS = {"understand": run_understand, "explain": run_explain}
