"""From one sentence of a resident to what is wanted: kind, matters, urgency, place, doubt.

Two readers look at every message and their scores are added: the learned one (domain.learned) and
the words of the catalogue (domain.evidence). Danger to life is decided apart (domain.danger).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from domain.catalogue import UNCLEAR, Catalogue, Kind, LifeSafety, Route, Urgency
from domain.danger import life_safety_of as life_safety_of
from domain.evidence import Evidence, clause_around, find_evidence, rank
from domain.learned import DANGER, HIGH, likelihood, probabilities
from domain.parts import Judge, Part, parts_of
from domain.place import CompoundName, Place, read_place
from domain.text import compact, is_pinyin, normalise
from domain.tokens import Clause, Span, clauses_of, signal

_MOST_CHOICES = 4
_ACCUSING_REACH = 14
_SPAN_AT_MOST = 120
_MOST_REASONS = 6
_MOST_LEARNED_REASONS = 3
_MOST_EVIDENCE = 2.5
"""Said three times is not three times as true."""


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing asked for: it becomes one ticket.

    ``level`` is the clock L0..L4, ``span`` the part of the message that speaks of it
    (as read: simplified characters, dialect and homophones respelled; at most 120 characters),
    ``reasons`` the words that decided, shown to whoever gets it (why you), ``against`` whom the
    resident accuses: property, community, neighbour or None. ``confidence``: how likely the route
    is right, 0..1. ``by_words``: words of the catalogue named it, it is no guess from the tone.
    """

    category: str
    route: Route
    urgency: Urgency
    level: str
    span: str
    reasons: tuple[str, ...]
    against: str | None = None
    confidence: float = 1.0
    by_words: bool = False


@dataclass(frozen=True, slots=True)
class Understanding:
    """What a message means. ``confidence`` runs 0..1; ``choices`` are codes to offer, best first.

    ``life_safety`` is the code of a danger to life. Requests and suggestions have at least one
    matter (of category ``unclear`` when nothing was recognised), the other kinds none.
    """

    kind: Kind
    matters: tuple[Matter, ...]
    place: Place
    confidence: float
    choices: tuple[str, ...]
    life_safety: str | None


def understand(
    text: str, catalogue: Catalogue, compounds: Sequence[CompoundName] = ()
) -> Understanding:
    """Read a message. Never raises; time is bounded, as all but dangers reads a clipped text."""
    reader = _Reader(text, catalogue, compounds)
    place = read_place(text, compounds)
    danger = reader.danger
    kind = Kind.REQUEST if danger else reader.kind
    if kind is not Kind.REQUEST:
        return Understanding(kind, (), place, reader.sure_of_kind, (), None)
    # A danger is one ticket with all that was said: who runs there must not look for the rest.
    matters = (reader.emergency(danger),) if danger else reader.matters()
    if matters[0].category == "suggestion":
        kind = Kind.SUGGESTION
    confidence = min(one.confidence for one in matters)
    code = danger.code if danger else None
    return Understanding(kind, matters, place, confidence, reader.choices(matters), code)


def readable(text: str, catalogue: Catalogue) -> str:
    """The text as it is read: normalised, respelled, of bounded length."""
    clip = catalogue.thresholds.clip
    clean = catalogue.respell(normalise(text[: 2 * clip])[:clip])
    return compact(clean) if is_pinyin(clean) else clean


def joints_in(clean: str, catalogue: Catalogue) -> list[int]:
    """Where a joining word (还有, 另外) begins a clause without any mark before it."""
    index = catalogue.speech_index
    return [
        hit.start for hit in index.words.longest(clean) if "joiners" in index.purposes[hit.word]
    ]


def signals_in(text: str, clean: str, catalogue: Catalogue) -> tuple[int, ...]:
    """What the rules noticed about the whole message, as tokens: purposes, a sign of danger."""
    names = set(_purposes_in(clean, catalogue))
    danger = life_safety_of(text, catalogue)
    if danger is not None:
        names |= {"a sign", f"a sign of {danger.code}"}
    return tuple(signal(name) for name in sorted(names))


def _purposes_in(clean: str, catalogue: Catalogue) -> frozenset[str]:
    index = catalogue.speech_index
    hits = index.words.longest(clean)
    return frozenset(name for hit in hits for name in index.purposes[hit.word])


def answer_in(text: str, catalogue: Catalogue) -> bool | None:
    """Return what a resident's words answer to "was it solved?": True, False, None for neither.
    A no among the words wins: 灯好了，门还是不行."""
    index = catalogue.speech_index
    clean = readable(text, catalogue)
    purposes = {name for hit in index.words.every(clean) for name in index.purposes[hit.word]}
    if "unsolved" in purposes:
        return False
    return True if "solved" in purposes else None


def shares_of(text: str, catalogue: Catalogue) -> dict[str, float]:
    """The probability of each category for a whole message, uncut."""
    reader = _Reader(text, catalogue, ())
    return reader.chances(reader.whole)


class _Reader:
    """One message under the eyes of both readers."""

    def __init__(self, text: str, catalogue: Catalogue, compounds: Sequence[CompoundName]) -> None:
        learned = catalogue.learned
        self.catalogue, self.learned = catalogue, learned
        self.clean = clean = readable(text, catalogue)
        clauses = clauses_of(clean, joints_in(clean, catalogue))
        self.whole = Part.of(clauses, learned)
        self.judge = Judge(learned, catalogue.routes)
        self.purposes = _purposes_in(clean, catalogue)
        signals = signals_in(text, clean, catalogue)
        self.head = learned.scores(learned.add(clauses, signals))
        unheard = [*_names_in(clean, compounds), *_settled_in(clean, catalogue)]
        self.evidence = [
            one for one in find_evidence(clean, catalogue) if not _inside(one, unheard)
        ]
        self.danger = self._danger(life_safety_of(text, catalogue))

    def _danger(self, sign: LifeSafety | None) -> LifeSafety | None:
        """A sign of the catalogue speaks unless the learned reader is as good as certain that
        nothing happens now; where no word of the catalogue spoke, it may still see a danger."""
        thresholds = self.catalogue.thresholds
        if DANGER not in self.head.names:
            return sign
        chance = likelihood(self.head.of(DANGER))
        if sign is not None:
            return sign if chance >= thresholds.danger_denied else None
        return self.catalogue.unnamed_danger if chance >= thresholds.danger else None

    @property
    def _kinds(self) -> list[float]:
        return probabilities([self.head.of(f"kind {kind}") for kind in _READ_KINDS])

    @property
    def kind(self) -> Kind:
        """A request, unless it is more likely something else: a report must not get lost."""
        chances = dict(zip(_READ_KINDS, self._kinds, strict=True))
        best = max(_READ_KINDS, key=lambda kind: chances[kind])
        if {"settled", "yet"} <= self.purposes:  # 修好了两天，今天又漏了
            return Kind.REQUEST
        named = max((one.weight for one in self.evidence), default=0.0) >= _NAMED
        least = (
            _SURE_OF_CHAT if best is Kind.CHAT and named else self.catalogue.thresholds.no_request
        )
        return best if chances[best] > least else Kind.REQUEST

    @property
    def sure_of_kind(self) -> float:
        """How likely the kind is right."""
        return round(max(self._kinds), 3)

    def chances(self, part: Part) -> dict[str, float]:
        """The probability of each category for a stretch, both readers together."""
        learned = self.judge.scores(self.learned.add(_not_denied(self.clean, part.clauses)))
        said = dict(rank(self._within(part), part.end - part.start))
        weight, cap = self.catalogue.thresholds.evidence, _MOST_EVIDENCE
        scores = [
            score + weight * min(said.get(code, 0.0), cap)
            for code, score in zip(self.judge.codes, learned, strict=True)
        ]
        shares = probabilities(scores, self.learned.warmth)
        return dict(zip(self.judge.codes, shares, strict=True))

    def _within(self, part: Part) -> list[Evidence]:
        return [one for one in self.evidence if part.start <= one.start and one.end <= part.end]

    def matters(self) -> tuple[Matter, ...]:
        """One matter for each part of the message, the same one said twice only once."""
        least = self.catalogue.thresholds.split
        parts = parts_of(self.clean, self.whole, self.judge, self.learned, least)
        accused = _accused(self.clean, self.evidence, self.catalogue)
        found = [self._matter(part, accused) for part in parts]
        return tuple(found)

    def _matter(self, part: Part, accused: str | None) -> Matter:
        chances = self.chances(part)
        code = max(chances, key=lambda one: chances[one])
        spoke = [one for one in self._within(part) if one.rule.category == code]
        if not spoke and chances[code] < self.catalogue.thresholds.clear:
            code = UNCLEAR
        full = [one for one in spoke if one.is_full] or spoke
        category = self.catalogue.category(code)
        urgency = self._urgency(part, full)
        levels = [one.rule.level for one in full if one.rule.level]
        named = next((one.rule.against for one in full if one.rule.against), None)
        return Matter(
            category=code,
            route=category.route,
            urgency=urgency,
            level=min([category.levels[urgency], *levels]),
            span=_span(self.clean, part, full),
            reasons=self._reasons(part, code, full),
            against=accused or named or category.against,
            confidence=self._confidence(chances, category.code),
            by_words=any(one.weight >= _NAMED for one in full),
        )

    def _confidence(self, chances: dict[str, float], code: str) -> float:
        """How likely the route is right; of what nobody understood it never is."""
        if code == UNCLEAR:
            return 0.0
        routes = self.catalogue.routes
        alike = (one for one in chances if routes[one] == routes[code] and one != UNCLEAR)
        return round(sum(chances[one] for one in alike), 3)

    def _reasons(self, part: Part, code: str, spoke: Sequence[Evidence]) -> tuple[str, ...]:
        strongest = sorted(spoke, key=lambda one: -one.weight)
        said = tuple(dict.fromkeys(word for one in strongest for word in one.words))
        if said:
            return said[:_MOST_REASONS]
        return self.learned.words_for(code, part.clauses, _MOST_LEARNED_REASONS)

    def _urgency(self, part: Part, spoke: Sequence[Evidence]) -> Urgency:
        if any(one.rule.urgency in (Urgency.HIGH, Urgency.EMERGENCY) for one in spoke):
            return Urgency.HIGH
        scores = self.learned.scores(self.learned.add(part.clauses))
        hasty = HIGH in scores.names and likelihood(scores.of(HIGH)) > _HALF
        return Urgency.HIGH if hasty else Urgency.NORMAL

    def emergency(self, danger: LifeSafety) -> Matter:
        """The one matter of a message that reports a danger to life."""
        unnamed = danger is self.catalogue.unnamed_danger
        chances = self.chances(self.whole) if unnamed else {}
        code = max(chances, key=lambda one: chances[one]) if unnamed else danger.category
        category = self.catalogue.category(code)
        level = self.catalogue.category(danger.category).levels[Urgency.EMERGENCY]
        span = self.clean[:_SPAN_AT_MOST]
        return Matter(code, category.route, Urgency.EMERGENCY, level, span, ())

    def choices(self, matters: Sequence[Matter]) -> tuple[str, ...]:
        """What to offer when it is unsure: what was understood, the next likely, the usual."""
        chances = self.chances(self.whole)
        codes = [one.category for one in matters]
        codes += sorted(chances, key=lambda one: -chances[one])[:_MOST_CHOICES]
        codes += self.catalogue.usual_choices
        known = (code for code in dict.fromkeys(codes) if code != UNCLEAR)
        return tuple(code for code in known if self.catalogue.find_category(code))[:_MOST_CHOICES]


_READ_KINDS = (Kind.REQUEST, Kind.STATUS_QUERY, Kind.URGE, Kind.CHAT)
_HALF = 0.5
_NAMED = 0.8
"""From this weight on words of the catalogue name a matter."""
_SURE_OF_CHAT = 0.9


_DENIES = re.compile("(?:这|那|也|又|并)?(?:不|木|唔)(?:是|系)")
_PUTS_RIGHT = re.compile("(?:而|就|应该)?[是系]")


def _not_denied(clean: str, clauses: Sequence[Clause]) -> list[Clause]:
    """Leave out what is denied only to be put right: 不是漏水，是灯不亮."""
    starts = [clean[one.start : one.end] for one in clauses]
    denied = [
        bool(_DENIES.match(words)) and any(map(_PUTS_RIGHT.match, starts[number + 1 :]))
        for number, words in enumerate(starts)
    ]
    return [one for one, is_denied in zip(clauses, denied, strict=True) if not is_denied]


def _names_in(clean: str, compounds: Sequence[CompoundName]) -> list[Span]:
    """Return where compounds are called by their names: 永安花园 is not about flowers."""
    names = {normalise(name) for one in compounds for name in (one.name, *one.aliases)} - {""}
    return [match.span() for name in names for match in re.finditer(re.escape(name), clean)]


def _settled_in(clean: str, catalogue: Catalogue) -> list[Span]:
    """Return the clauses which tell that something is settled: 灯修好了 asks for no lamp."""
    index = catalogue.speech_index
    return [
        clause_around(clean, hit.start, hit.end)
        for hit in index.words.longest(clean)
        if "settled" in index.purposes[hit.word]
    ]


def _inside(one: Evidence, spans: Sequence[Span]) -> bool:
    return any(start <= one.start < end or start < one.end <= end for start, end in spans)


def _accused(clean: str, evidence: Sequence[Evidence], catalogue: Catalogue) -> str | None:
    """Return whom the message accuses of those who might have to judge it: a repair asked for in
    one breath with a complaint is a complaint, or the accused would judge alone (DOMAIN §3)."""
    named = {one.rule.against for one in evidence if one.is_full}
    for whom in ("community", "property"):
        if whom in named:
            return whom
    accused, misdeeds = [], []
    for hit in catalogue.speech_index.words.every(clean):
        purposes = catalogue.speech_index.purposes[hit.word]
        accused += [hit] if "accused" in purposes else []
        misdeeds += [hit] if "misdeeds" in purposes else []
    near = any(
        max(who.start, deed.start) - min(who.end, deed.end) <= _ACCUSING_REACH
        for who in accused
        for deed in misdeeds
    )
    return "property" if near else None


def _span(clean: str, part: Part, spoke: Sequence[Evidence]) -> str:
    """Return the clauses from the first to the last deciding word, or all of the part."""
    start, end = part.start, part.end
    if spoke:
        first, last = min(one.start for one in spoke), max(one.end for one in spoke)
        begin, stop = clause_around(clean, first, last)
        start, end = max(begin, start), min(stop, end)
    return clean[start:end].strip(" ,;。!?、:")[:_SPAN_AT_MOST]
