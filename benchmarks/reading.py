"""Part 3: understanding a message, beside a fuzzy search for every keyword of the catalogue."""

import itertools
import statistics
import time
from collections.abc import Callable, Sequence

from rapidfuzz.fuzz import partial_ratio

from benchmarks.sentences import SENTENCES, sentences
from benchmarks.tables import Table
from bot.config_file import load_settings
from bot.rules import make_rules
from domain.catalogue import Catalogue
from domain.understanding import understand
from tests.support.town import EXAMPLE

LONG = "，".join(SENTENCES[:8]).format(b=3, u=2, f=5)
"""What a resident writes who has saved it all up."""


def keywords(catalogue: Catalogue) -> tuple[str, ...]:
    """Every word the reader looks for: of categories, of danger, of speech."""
    found = {*catalogue.rule_index.words.words, *catalogue.signs.pairs.words.words}
    return tuple(sorted(found | catalogue.speech_index.words.words))


def run_part(quick: bool, command: str) -> list[Table]:
    """Short messages and a long one; both ways in turns."""
    rules = make_rules(load_settings(EXAMPLE))
    words = keywords(rules.catalogue)
    names = rules.org.compound_names
    ways: dict[str, Callable[[str], object]] = {
        "ours": lambda text: understand(text, rules.catalogue, names),
        "partial_ratio": lambda text: [partial_ratio(text, word) for word in words],
    }
    rounds = 2 if quick else 40
    short = list(itertools.islice(sentences(), 4 if quick else len(SENTENCES)))
    rows = [
        _row(f"{len(short)} short messages", short, ways, rounds, len(words)),
        _row("a long one", [LONG], ways, rounds * 4, len(words)),
    ]
    head = ("messages", "characters", "keywords", "understand", "partial_ratio of all", "times")
    return [Table("understanding", command, head, rows)]


def _row(
    name: str,
    texts: Sequence[str],
    ways: dict[str, Callable[[str], object]],
    rounds: int,
    keyword_count: int,
) -> list[str]:
    took: dict[str, list[float]] = {way: [] for way in ways}
    for _, text in itertools.product(range(rounds), texts):
        for way, read in ways.items():
            begun = time.perf_counter()
            read(text)
            took[way].append((time.perf_counter() - begun) * 1e6)
    ours, fuzzy = (statistics.median(took[way]) for way in ways)
    length = statistics.median(map(len, texts))
    return [
        name,
        f"{length:.0f}",
        str(keyword_count),
        f"{ours:.0f} µs",
        f"{fuzzy:.0f} µs",
        f"{fuzzy / ours:.1f}",
    ]
