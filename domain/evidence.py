"""Which rules of the catalogue speak up in a text, where, how strongly, and their sum by category.

What follows from it for a message is decided in ``domain.understanding``.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.catalogue import Catalogue, Rule
from domain.signs import spelled
from domain.text import Hit, width_of

CLAUSE_END = re.compile("[,。!?;、~…\n:]| (?=[\u4e00-\u9fff])")
LONG_LETTER = 120
"""From this length on a message is a letter: it tells more than it asks."""

_LETTER = re.compile("[a-z]")
_SENTENCE_END = re.compile("[。!?;\n]")
_NEGATION_REACH = 4
_TITLE = 40
_FAINTEST = 0.1
_MISSPELT_SHARE = 0.6
_MOST_EVIDENCE = 2.5
"""Said three times is not three times as true."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A rule that spoke up between two positions of the text."""

    rule: Rule
    start: int
    end: int
    weight: float
    words: tuple[str, ...]
    is_full: bool


def find_evidence(clean: str, catalogue: Catalogue) -> list[Evidence]:
    """Find the rules that speak up in a normalised text; only when all are faint is it read again
    for words with a wrong character, and what is found then weighs less."""
    hits = [hit for hit in catalogue.rule_index.words.longest(clean) if is_said(clean, hit)]
    hits = [hit for hit in hits if not _is_negated(clean, hit, catalogue)]
    found = _weigh(clean, hits, catalogue)
    if max((one.weight for one in found), default=0.0) >= catalogue.thresholds.weak:
        return found
    guessed = _weigh(clean, _misspelt(clean, catalogue), catalogue)
    return found + [replace(one, weight=one.weight * _MISSPELT_SHARE) for one in guessed]


def is_said(clean: str, hit: Hit) -> bool:
    """Whether a word that was found is one: the tap of staples is none. Pinyin stands without
    blanks."""
    if not "a" <= hit.word[0] <= "z" or spelled(hit.word):
        return True
    return not (
        _LETTER.match(clean, hit.end) or _LETTER.match(clean, max(0, hit.start - 1), hit.start)
    )


def _misspelt(clean: str, catalogue: Catalogue) -> list[Hit]:
    """Look for long words written with one wrong character; slow, so only when all else fails."""
    from rapidfuzz import fuzz, process  # 3 MB that only whoever reads messages needs

    least = catalogue.thresholds.fuzzy
    close = process.extract(
        clean[:200],
        catalogue.long_words.like(clean[:200], least / 100),
        scorer=fuzz.partial_ratio,
        processor=None,
        score_cutoff=least,
        limit=3,
    )
    hits = []
    for word, _, _ in close:
        at = fuzz.partial_ratio_alignment(word, clean[:200])
        if at is not None and at.dest_end > at.dest_start and len(clean) >= len(word):
            hits.append(Hit(at.dest_start, at.dest_end, word))
    return hits


def _is_negated(clean: str, hit: Hit, catalogue: Catalogue) -> bool:
    """不是漏水 denies the leak; a comma ends what 不是 reaches. 没堵 denies at once."""
    before = clean[max(0, hit.start - _NEGATION_REACH) : hit.start]
    said = [word for word in catalogue.speech.negations if word in before]
    if not said:
        return False
    before = CLAUSE_END.split(before)[-1]
    is_trouble = hit.word in catalogue.rule_index.seconds
    for word in said:
        if len(word) > 1 and word in before:
            return True
        if len(word) == 1 and is_trouble and before.endswith(word):
            return True
    return False


def _weigh(clean: str, hits: Sequence[Hit], catalogue: Catalogue) -> list[Evidence]:
    index, rules = catalogue.rule_index, catalogue.rules
    found: list[Evidence] = []
    for position, hit in enumerate(hits):
        for number in index.phrases.get(hit.word, ()):
            rule = rules[number]
            found.append(Evidence(rule, hit.start, hit.end, rule.weight, (hit.word,), True))
        for number in index.firsts.get(hit.word, ()):
            rule = rules[number]
            weight = rule.weight * rule.alone
            if weight >= _FAINTEST:
                found.append(Evidence(rule, hit.start, hit.end, weight, (hit.word,), False))
        found += _pairs(clean, hits, position, catalogue)
    return found


def _pairs(clean: str, hits: Sequence[Hit], position: int, catalogue: Catalogue) -> list[Evidence]:
    one, index = hits[position], catalogue.rule_index
    near = catalogue.thresholds.near * width_of(one.word)
    found: list[Evidence] = []
    for other in hits[position + 1 :]:
        gap = other.start - one.end
        if gap > near:
            break
        for number in index.pairs(one.word, other.word):
            rule = catalogue.rules[number]
            weight = rule.weight * (1.0 if gap <= near // 2 else 0.8)
            if _SENTENCE_END.search(clean, one.end, max(one.end, other.start)):
                weight *= 0.5
            words = (one.word, other.word)
            found.append(Evidence(rule, one.start, other.end, weight, words, True))
    return found


def clause_around(clean: str, first: int, last: int) -> tuple[int, int]:
    """The clauses that hold the text from ``first`` to ``last``: where they begin and end."""
    ends = [match.start() for match in CLAUSE_END.finditer(clean)]
    start = max((end + 1 for end in ends if end < first), default=0)
    return start, min((end for end in ends if end >= last), default=len(clean))


def rank(evidence: Sequence[Evidence], length: int) -> list[tuple[str, float]]:
    """Rank categories by their words, best first. Saying a thing twice adds little, and much said
    counts no more than ``_MOST_EVIDENCE``, unless a single rule is heavier than that: the word of
    a resident's own community (domain.learning) decides."""
    by_rule: dict[int, list[tuple[float, str]]] = {}
    for one in evidence:
        # A letter says in its first line what it is about.
        early = 1.5 if length > LONG_LETTER and one.start < _TITLE else 1.0
        by_rule.setdefault(id(one.rule), []).append((one.weight * early, one.rule.category))
    scores: dict[str, float] = {}
    most: dict[str, float] = {}
    for one in evidence:
        category = one.rule.category
        most[category] = max(most.get(category, _MOST_EVIDENCE), one.weight)
    for weights in by_rule.values():
        weights.sort(reverse=True)
        sum_ = sum(w * share for (w, _), share in zip(weights, (1.0, 0.3, 0.1), strict=False))
        category = weights[0][1]
        scores[category] = min(scores.get(category, 0.0) + sum_, most[category])
    return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
