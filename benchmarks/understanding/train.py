"""Trains the learned reader on our own messages: `make model`.

Nothing but the messages of benchmarks/requests goes in: the training part to choose, training and
validation part for the model that ships. Linear support vector machines over tokens, rare tokens
dropped; the cutting of messages is learned on probabilities of a model that has not seen the
author in question.
"""

import argparse
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from benchmarks.understanding.rows import Row, fingerprint, own
from bot.catalogue_file import load_catalogue
from bot.model_file import DEFAULT_MODEL, write_model
from domain.catalogue import Catalogue
from domain.learned import DANGER, HIGH, SQUARES, TITLE_COUNTS, Learned
from domain.parts import Judge, Part
from domain.reading import joints_in, readable, signals_in
from domain.tokens import Clause, clauses_of, in_title
from domain.understanding import shares_of

KEPT = 100_000
"""Tokens the model keeps: more of them bring nothing on the validation part."""
LOOSENESS = 1.0
STRETCH = 4.0
CUT_LOOSENESS = 1.0
NEVER_SEEN = -2.0
FOLDS = 4
LARGEST = 32_000
KINDS = ("request", "status_query", "urge", "chat")

Tokens = Counter[int]


@dataclass
class Example:
    """A stretch of text as the model sees it: how often each token counts, and its length²."""

    tokens: Tokens
    factors: list[tuple[int, int]]

    @classmethod
    def of(cls, clauses: Sequence[Clause], extra: Iterable[int] = ()) -> "Example":
        """The same sum as ``Learned.add`` makes of these clauses."""
        title = {token for one in clauses if one.title for token in one.tokens}
        if all(one.title for one in clauses):
            title = set()
        body = {token for one in clauses for token in one.tokens} - title
        factors = [(token, TITLE_COUNTS) for token in (*title, *map(in_title, title))]
        factors += [(token, 1) for token in (*body, *extra)]
        tokens: Tokens = Counter()
        for token, times in factors:
            tokens[token] += times
        return cls(tokens, factors)


def reading(text: str, catalogue: Catalogue) -> tuple[Example, Example]:
    """A message without and with the signals of the rules; read once, as it is trained on often."""
    if text not in _READ:
        clean = readable(text, catalogue)
        clauses = clauses_of(clean, joints_in(clean, catalogue))
        signals = signals_in(text, clean, catalogue)
        _READ[text] = Example.of(clauses), Example.of(clauses, signals)
    return _READ[text]


_READ: dict[str, tuple[Example, Example]] = {}


class Space:
    """The tokens that count, and how rare each is."""

    def __init__(self, examples: Sequence[Example], kept: Iterable[int] | None = None) -> None:
        seen: Counter[int] = Counter()
        for example in examples:
            seen.update(example.tokens.keys())
        known = sorted(token for token, times in seen.items() if times > 1)
        if kept is not None:
            known = sorted(set(kept))
        self.place = {token: number for number, token in enumerate(known)}
        self.rarity = np.array(
            [np.log((1 + len(examples)) / (1 + seen[token])) + 1 for token in known]
        )

    def matrix(self, examples: Sequence[Example]) -> csr_matrix:
        """One row an example, of length 1."""
        values: list[float] = []
        columns: list[int] = []
        ends = [0]
        for example in examples:
            place, rarity = self.place, self.rarity
            squares = sum(
                (times * rarity[place[token]]) ** 2
                for token, times in example.factors
                if token in place
            )
            length = np.sqrt(squares) or 1.0
            for token, times in example.tokens.items():
                if token in place:
                    columns.append(place[token])
                    values.append(times * rarity[place[token]] / length)
            ends.append(len(columns))
        return csr_matrix((values, columns, ends), shape=(len(examples), len(self.place)))


Head = tuple[np.ndarray, np.ndarray]
"""Weights (tokens by lanes) and offsets."""


def fit(matrix: csr_matrix, wanted: Sequence[int], classes: int = 2) -> Head:
    """A lane a class (a single one for a yes or no): a linear support vector machine, each class
    against the rest, its margins stretched to be logarithms of odds."""
    machine = LinearSVC(C=LOOSENESS, random_state=0).fit(matrix, wanted)
    lanes = classes if classes > 2 else 1
    weights, offsets = np.zeros((matrix.shape[1], lanes)), np.full(lanes, NEVER_SEEN)
    places = machine.classes_ if lanes > 1 else [0]
    weights[:, places] = machine.coef_.T
    offsets[places] = machine.intercept_
    return STRETCH * weights, STRETCH * offsets


@dataclass
class Material:
    """What there is to learn from: stretches with their category, messages with the rest."""

    stretches: list[Example]
    categories: list[int]
    hasty: list[bool]
    messages: list[Example]
    kinds: list[int]
    dangers: list[bool]


def material(rows: Sequence[Row], codes: Sequence[str], catalogue: Catalogue) -> Material:
    """Whole messages of one matter, and the spans of all."""
    found = Material([], [], [], [], [], [])
    for row in rows:
        plain, with_signals = reading(row.text, catalogue)
        found.messages.append(with_signals)
        found.kinds.append(KINDS.index(_kind(row)))
        found.dangers.append(row.is_emergency)
        for issue in row.issues:
            number, hasty = codes.index(issue.category), issue.urgency != "normal"
            if len(row.issues) == 1:
                found.stretches.append(plain)
                found.categories.append(number)
                found.hasty.append(hasty)
            if len(row.issues) > 1 or 1.3 * len(issue.span) < len(row.text):
                found.stretches.append(reading(issue.span, catalogue)[0])
                found.categories.append(number)
                found.hasty.append(hasty)
    return found


def _kind(row: Row) -> str:
    kind = {"thanks_or_chat": "chat", "suggestion": "request"}
    return kind.get(row.kind, row.kind)


def train(
    rows: Sequence[Row], catalogue: Catalogue, kept: int = KEPT, *, only_categories: bool = False
) -> Learned:
    """A model of these messages, without the weights for cutting."""
    codes = list(catalogue.routes)
    given = material(rows, codes, catalogue)
    everything = given.stretches + given.messages
    space = Space(everything)
    if len(space.place) > kept:
        space = Space(everything, telling(space, given, kept))
    stretches, messages = space.matrix(given.stretches), space.matrix(given.messages)
    heads = [fit(stretches, given.categories, len(codes))]
    if not only_categories:
        heads += [
            fit(messages, given.kinds, len(KINDS)),
            fit(messages, given.dangers),
            fit(stretches, given.hasty),
        ]
    more = () if only_categories else (*(f"kind {kind}" for kind in KINDS), DANGER, HIGH)
    lanes = (*codes, *more, SQUARES)
    weights = np.hstack([weights for weights, _ in heads]) * space.rarity[:, None]
    squares = (space.rarity**2)[:, None]
    values = np.hstack([weights, squares])
    scale = LARGEST / float(np.abs(values).max())
    whole = np.rint(values * scale).astype(int)
    offsets = (*(float(one) for _, found in heads for one in found), 0.0)
    rows_of = {token: [int(one) for one in whole[number]] for token, number in space.place.items()}
    return Learned.of(lanes, rows_of, scale, offsets)


def telling(space: Space, given: Material, kept: int) -> list[int]:
    """The tokens that tell most: furthest from chance for a category, a kind or danger (χ²)."""
    best = np.zeros(len(space.place))
    for examples, wanted in (
        (given.stretches, given.categories),
        (given.messages, given.kinds),
        (given.messages, [int(one) for one in given.dangers]),
    ):
        seen = space.matrix(examples).sign()
        goal = np.zeros((len(wanted), max(wanted) + 1))
        goal[np.arange(len(wanted)), wanted] = 1
        together = seen.T @ goal
        chance = np.outer(seen.sum(0), goal.mean(0)) + 1e-9
        best = np.maximum(best, ((together - chance) ** 2 / chance).max(1))
    tokens = list(space.place)
    return [tokens[number] for number in np.argsort(-best)[:kept]]


def cut_examples(
    rows: Sequence[Row], learned: Learned, catalogue: Catalogue
) -> tuple[list[Mapping[str, float]], list[bool]]:
    """Every possible cut of these messages, and whether one matter ends there."""
    judge = Judge(learned, catalogue.routes)
    signs: list[Mapping[str, float]] = []
    wanted: list[bool] = []
    for row in rows:
        if not row.issues:
            continue
        clean = readable(row.text, catalogue)
        clauses = clauses_of(clean, joints_in(clean, catalogue))
        spans = _spans(row, clean, catalogue)
        for at, found in judge.signs(clean, Part.of(clauses, learned)).items():
            start = clauses[at].start
            signs.append(found)
            wanted.append(
                any(
                    one[1] <= start + 1 and start <= other[0] + 1
                    for one, other in zip(spans, spans[1:], strict=False)
                )
            )
    return signs, wanted


def _spans(row: Row, clean: str, catalogue: Catalogue) -> list[tuple[int, int]]:
    found = []
    for issue in row.issues:
        span = readable(issue.span, catalogue)
        at = clean.find(span)
        if at < 0:
            return []
        found.append((at, at + len(span)))
    return sorted(found)


def train_cuts(rows: Sequence[Row], catalogue: Catalogue) -> dict[str, float]:
    """Weights of the signs of a cut, from models that have not seen the author in question."""
    authors = sorted({row.author for row in rows})
    signs: list[Mapping[str, float]] = []
    wanted: list[bool] = []
    for fold in range(FOLDS):
        unseen = set(authors[fold::FOLDS])
        seen_rows = [row for row in rows if row.author not in unseen]
        learned = train(seen_rows, catalogue, only_categories=True)
        held = [row for row in rows if row.author in unseen and not row.is_letter]
        more_signs, more_wanted = cut_examples(held, learned, catalogue)
        signs += more_signs
        wanted += more_wanted
    seen = Counter(name for one in signs for name in one)
    names = sorted(name for name, times in seen.items() if times > 2)
    place = {name: number for number, name in enumerate(names)}
    ends, columns, values = [0], [], []
    for one in signs:
        kept = [(place[name], value) for name, value in one.items() if name in place]
        columns += [column for column, _ in kept]
        values += [value for _, value in kept]
        ends.append(len(columns))
    matrix = csr_matrix((values, columns, ends), shape=(len(signs), len(names)))
    machine = LogisticRegression(C=CUT_LOOSENESS, max_iter=2000).fit(matrix, wanted)
    found = {name: round(float(machine.coef_[0][n]), 3) for name, n in place.items()}
    found["always"] = round(found.get("always", 0.0) + float(machine.intercept_[0]), 3)
    return {name: weight for name, weight in found.items() if abs(weight) >= 0.05}


def warmth_of(rows: Sequence[Row], learned: Learned, catalogue: Catalogue) -> float:
    """By what scores are divided so that the probability of the route is as it turns out."""
    wanted = [row for row in rows if row.is_single and not row.is_emergency]

    def surprise(warmth: float) -> float:
        warm = replace(learned, warmth=warmth)
        reader = replace(catalogue, load_learned=lambda: warm)
        found = 0.0
        for row in wanted:
            shares = shares_of(row.text, reader)
            right = sum(
                share
                for code, share in shares.items()
                if catalogue.routes[code] == row.issues[0].route
            )
            found -= np.log(max(right, 1e-6))
        return found

    tried = (0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.15, 1.3, 1.5)
    return min(tried, key=surprise)


def main() -> None:
    """Train and write the model that ships."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    parts, catalogue = own(), load_catalogue(model=None)
    warmth = warmth_of(
        parts["validation"], train(parts["train"], catalogue, only_categories=True), catalogue
    )
    rows = parts["train"] + parts["validation"]
    cuts = train_cuts(rows, catalogue)
    learned = train(rows, catalogue)
    write_model(DEFAULT_MODEL, learned.with_cuts(cuts, warmth), fingerprint())


if __name__ == "__main__":
    main()
