"""Why a message is read as it is: what each reader said, where it was cut, how likely a danger is.

The reading itself is domain.understanding's; nothing here decides anything.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.catalogue import Catalogue
from domain.danger import signs_in
from domain.evidence import rank
from domain.learned import DANGER, likelihood, probabilities
from domain.meaning import Understanding
from domain.parts import Part, parts_of, weigh
from domain.place import CompoundName
from domain.reader import Reader
from domain.understanding import understand

MOST_CATEGORIES = 3
MOST_WORDS = 6
MOST_LEARNED_WORDS = 5
_KIND = "kind "


@dataclass(frozen=True, slots=True)
class Candidate:
    """A category under discussion. ``chance``: both readers together; ``learned``: the learned
    one alone; ``said``: what the catalogue's words weigh, ``words`` which and how much each;
    ``characters``: what the learned reader went by."""

    category: str
    chance: float
    learned: float
    said: float
    words: tuple[tuple[str, float], ...]
    characters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the message with a matter of its own, and its likeliest categories."""

    text: str
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Cut:
    """A place where another matter could begin: the words there, how likely, and whether."""

    before: str
    chance: float
    done: bool


@dataclass(frozen=True, slots=True)
class Explanation:
    """What was understood and why. ``read``: the text as it was read; ``sign``: the danger that
    words of the catalogue name, ``sign_words`` which; ``danger`` how likely the learned reader
    thinks one (None: it knows nothing of dangers); ``kinds``: the probability of each kind."""

    meaning: Understanding
    read: str
    kinds: tuple[tuple[str, float], ...]
    sign: str | None
    sign_words: tuple[str, ...]
    danger: float | None
    cuts: tuple[Cut, ...]
    stretches: tuple[Stretch, ...]


def explain(text: str, catalogue: Catalogue, compounds: Sequence[CompoundName] = ()) -> Explanation:
    """Read a message and say why. Never raises; takes a few times as long as reading it."""
    reader = Reader(text, catalogue, compounds)
    least = catalogue.thresholds.split
    parts = parts_of(reader.clean, reader.whole, reader.judge, reader.learned, least)
    signs = signs_in(text, catalogue)
    knows = DANGER in reader.head.names
    return Explanation(
        meaning=understand(text, catalogue, compounds),
        read=reader.clean,
        kinds=tuple(_kinds(reader)),
        sign=signs.danger.code if signs else None,
        sign_words=signs.words if signs else (),
        danger=likelihood(reader.head.of(DANGER)) if knows else None,
        cuts=tuple(_cuts(reader, parts)),
        stretches=tuple(_stretch(reader, part) for part in parts),
    )


def _kinds(reader: Reader) -> list[tuple[str, float]]:
    """The kinds the model knows, the likeliest first."""
    names = [name for name in reader.head.names if name.startswith(_KIND)]
    shares = probabilities([reader.head.of(name) for name in names]) if names else []
    found = zip((name.removeprefix(_KIND) for name in names), shares, strict=True)
    return sorted(found, key=lambda one: -one[1])


def _cuts(reader: Reader, parts: Sequence[Part]) -> list[Cut]:
    """Every place weighed against the whole message; a part may have been cut once more."""
    weights = reader.learned.cuts
    if not weights:
        return []
    begins = {part.start for part in parts[1:]}
    return [
        Cut(reader.clean[clause.start : clause.end].strip(), chance, clause.start in begins)
        for at, signs in reader.judge.signs(reader.clean, reader.whole).items()
        for clause in [reader.whole.clauses[at]]
        for chance in [likelihood(weigh(weights, signs))]
    ]


def _stretch(reader: Reader, part: Part) -> Stretch:
    chances = reader.chances(part)
    best = sorted(chances, key=lambda code: -chances[code])[:MOST_CATEGORIES]
    scores = reader.judge.scores(reader.learned.add(part.clauses))
    alone = probabilities(scores, reader.learned.warmth)
    learned = dict(zip(reader.judge.codes, alone, strict=True))
    candidates = (_candidate(reader, part, code, (chances[code], learned[code])) for code in best)
    return Stretch(reader.clean[part.start : part.end].strip(), tuple(candidates))


def _candidate(reader: Reader, part: Part, code: str, chances: tuple[float, float]) -> Candidate:
    spoke = [
        one
        for one in reader.evidence
        if one.rule.category == code and part.start <= one.start and one.end <= part.end
    ]
    words: dict[str, float] = {}
    for one in spoke:
        name = " + ".join(one.words)
        words[name] = max(words.get(name, 0.0), round(one.weight, 2))
    loudest = sorted(words.items(), key=lambda word: (-word[1], word[0]))[:MOST_WORDS]
    return Candidate(
        category=code,
        chance=chances[0],
        learned=chances[1],
        said=dict(rank(spoke, part.end - part.start)).get(code, 0.0),
        words=tuple(loudest),
        characters=reader.learned.words_for(code, part.clauses, MOST_LEARNED_WORDS),
    )
