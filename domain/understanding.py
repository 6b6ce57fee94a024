"""From one sentence of a resident to what is wanted: kind, matters, urgency, place, doubt.

Two readers look at every message and their scores are added: the learned one (domain.learned) and
the words of the catalogue (domain.evidence). Danger to life is decided apart (domain.danger).
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from domain.catalogue import UNCLEAR, Catalogue, Kind, LifeSafety, Urgency
from domain.danger import signs_in
from domain.evidence import Evidence, find_evidence, rank
from domain.last_words import satisfaction_in
from domain.learned import DANGER, HIGH, Sum, likelihood, probabilities
from domain.meaning import Matter, Understanding
from domain.nods import is_nod
from domain.parts import Judge, Part, parts_of
from domain.place import CompoundName, read_place
from domain.reading import (
    IDLE,
    clipped,
    is_idle,
    joints_of,
    purposes_of,
    readable,
    signals_of,
)
from domain.remarks import added_to, complains_of_us
from domain.shield import ACCUSED_OFFICES
from domain.stretches import (
    SPAN_AT_MOST,
    is_inside,
    names_in,
    not_denied,
    settled_in,
    span_of,
)
from domain.text import bare, is_pinyin
from domain.tokens import Clause, clauses_of, is_foreign

_MOST_CHOICES = 4
_ACCUSING_REACH = 14
_MOST_REASONS = 6
_MOST_LEARNED_REASONS = 3


def understand(
    text: str, catalogue: Catalogue, compounds: Sequence[CompoundName] = ()
) -> Understanding:
    """Read a message. Never raises; time is bounded, as all but dangers reads a clipped text."""
    reader = Reader(text, catalogue, compounds)
    place = read_place(text, compounds)
    danger = reader.danger
    kind = Kind.REQUEST if danger else reader.kind
    if danger is None and complains_of_us(reader.clean):
        meant = understand(_OF_THE_COMMUNITY, catalogue, compounds)
        said = replace(meant.matters[0], span=reader.clean[:SPAN_AT_MOST])
        return replace(meant, matters=(said,), place=place)
    if kind is Kind.CHAT and (added := reader.added):
        return replace(understand(added, catalogue, compounds), place=place)
    if kind is not Kind.REQUEST:
        return Understanding(kind, (), place, reader.sure_of_kind, None)
    # A danger is one ticket with all that was said: who runs there must not look for the rest.
    matters = (reader.emergency(danger),) if danger else reader.matters()
    if matters[0].category == "suggestion":
        kind = Kind.SUGGESTION
    confidence = min(one.confidence for one in matters)
    code = danger.code if danger else None
    perhaps = reader.perhaps_danger
    named = danger is not None and reader.sign is not None
    instead = () if danger else reader.kinds_instead
    return Understanding(kind, matters, place, confidence, code, perhaps, named, instead)


def shares_of(text: str, catalogue: Catalogue) -> dict[str, float]:
    """The probability of each category for a whole message, uncut."""
    reader = Reader(text, catalogue, ())
    return reader.chances(reader.whole)


class Reader:
    """One message under the eyes of both readers."""

    def __init__(self, text: str, catalogue: Catalogue, compounds: Sequence[CompoundName]) -> None:
        learned = catalogue.learned
        self.catalogue, self.learned = catalogue, learned
        self.clean = clean = readable(text, catalogue)
        said = catalogue.speech_index.words.longest(clean)
        self.purposes = purposes_of(said, catalogue)
        self.signs = signs_in(text, catalogue)
        # The learned reader knows no other language: only words of the catalogue speak there.
        self.is_foreign = self.signs is None and is_foreign(clipped(text, catalogue))
        self.is_idle = self.is_foreign and is_idle(clean, said, catalogue)
        unread = (Clause(0, len(clean), frozenset()),)
        clauses = unread if self.is_foreign else clauses_of(clean, joints_of(said, catalogue))
        self.whole = Part.of(clauses, learned)
        self._sums = {self.whole: self._add(self.whole)}
        self._chances: dict[Part, dict[str, float]] = {}
        self.judge = Judge(learned, catalogue.routes)
        sign = self.signs.danger if self.signs else None
        signals = learned.total(signals_of(self.purposes, sign))
        self.head = learned.scores(self._sums[self.whole] + signals)
        unheard = [*names_in(clean, compounds), *settled_in(clean, said, catalogue)]
        self.evidence = [
            one for one in find_evidence(clean, catalogue) if not is_inside(one, unheard)
        ]
        self.sign = sign
        self.danger = self._danger(sign)

    def _add(self, part: Part) -> Sum:
        """What a part adds up to without what it denies."""
        clauses = not_denied(self.clean, part.clauses)
        alone = len(clauses) == len(part.clauses) == 1
        return part.sums[0] if alone else self.learned.add(clauses)

    def _sum(self, part: Part) -> Sum:
        if part not in self._sums:
            self._sums[part] = self._add(part)
        return self._sums[part]

    def _danger(self, sign: LifeSafety | None) -> LifeSafety | None:
        """A sign of the catalogue speaks unless the learned reader is as good as certain that
        nothing happens now, and whoever is in danger is brief: a mere cry is never doubted, a
        short message hardly. Where no word of the catalogue spoke, it may still see a danger; of
        a few Latin letters, which it has read little of, it must be surer."""
        thresholds = self.catalogue.thresholds
        if DANGER not in self.head.names:
            return sign
        chance = likelihood(self.head.of(DANGER))
        told = len(bare(self.clean))
        if sign is not None:
            least = thresholds.danger_denied_brief if told <= _BRIEF else thresholds.danger_denied
            return sign if told <= _CRY or chance >= least else None
        enough = min(len(self.clean), self._sums[self.whole].count) >= _ENOUGH_TOLD
        doubted = self._is_everyday or (told <= _LATIN and is_pinyin(self.clean))
        least = thresholds.danger_everyday if doubted else thresholds.danger
        return self.catalogue.unnamed_danger if enough and chance >= least else None

    @property
    def _is_everyday(self) -> bool:
        """停水了，老人在家: brief, and about what is hard on people and kills nobody."""
        brief = len(bare(self.clean)) <= _BRIEF
        return brief and any(word in self.clean for word in self.catalogue.everyday)

    @property
    def perhaps_danger(self) -> bool:
        """Whether there may be a danger, though nobody is paged for it: a word of danger spoke and
        was not believed, or the learned reader sees a chance."""
        if self.danger is not None or self.is_foreign or DANGER not in self.head.names:
            return False
        chance = likelihood(self.head.of(DANGER))
        return self.sign is not None or chance >= self.catalogue.thresholds.danger_perhaps

    @property
    def kinds(self) -> dict[Kind, float]:
        """The probability of each kind."""
        shares = probabilities([self.head.of(f"kind {kind}") for kind in _READ_KINDS])
        return dict(zip(_READ_KINDS, shares, strict=True))

    @property
    def kind(self) -> Kind:
        """A request, unless it is more likely something else: a report must not get lost."""
        if is_nod(self.clean) or self.is_idle:
            return Kind.CHAT
        if self.is_foreign:
            return Kind.REQUEST
        chances = self.kinds
        best = max(_READ_KINDS, key=lambda kind: chances[kind])
        if {"settled", "yet"} <= self.purposes:  # 修好了两天，今天又漏了
            return Kind.REQUEST
        named = max((one.weight for one in self.evidence), default=0.0) >= _NAMED
        least = (
            _SURE_OF_CHAT if best is Kind.CHAT and named else self.catalogue.thresholds.no_request
        )
        kind = best if chances[best] > least else Kind.REQUEST
        idle = kind is Kind.REQUEST and self.purposes & IDLE and not self.evidence
        return Kind.CHAT if idle and self._says_nothing else kind

    @property
    def kinds_instead(self) -> tuple[Kind, ...]:
        """What a request may be instead, the likeliest first; nothing where it surely is one."""
        chances = self.kinds
        if chances.pop(Kind.REQUEST) >= self.catalogue.thresholds.ask_kind:
            return ()
        best, *others = sorted(chances, key=lambda kind: -chances[kind])
        return (best, *(kind for kind in others if chances[kind] >= _LIKELY))

    @property
    def added(self) -> str | None:
        """What comes after thanks and 另外, 还有, 但是, where that by itself is surely a report:
        谢谢你们，另外电梯也响得厉害. None for what is no more than thanks."""
        tail = added_to(self.clean)
        if len(_HAN.findall(tail)) < _FEWEST_WORDS:
            return None
        alone = Reader(tail, self.catalogue, ())
        is_surely = alone.sure_of_kind >= _SURE_OF_ADDED and not alone._says_nothing
        return tail if alone.kind is Kind.REQUEST and (alone.evidence or is_surely) else None

    def _asks(self, part: Part) -> bool:
        """Whether a part asks for anything by itself: 很满意 and 修好了，谢谢 do not."""
        words = self.clean[part.start : part.end]
        if satisfaction_in(words) is not None:
            return False
        return bool(self._within(part)) or Reader(words, self.catalogue, ()).kind is not Kind.CHAT

    @property
    def _says_nothing(self) -> bool:
        """Whether no matter can be made out at all: 测试一下."""
        chances = self.chances(self.whole)
        return UNCLEAR in chances and max(chances, key=lambda one: chances[one]) == UNCLEAR

    @property
    def sure_of_kind(self) -> float:
        """How likely the kind is right."""
        return round(max(self.kinds.values()), 3)

    def chances(self, part: Part) -> dict[str, float]:
        """The probability of each category for a stretch, both readers together."""
        if part not in self._chances:
            self._chances[part] = self._weigh(part)
        return self._chances[part]

    def _weigh(self, part: Part) -> dict[str, float]:
        learned = self.judge.scores(self._sum(part))
        said = dict(rank(self._within(part), part.end - part.start))
        weight = self.catalogue.thresholds.evidence
        scores = [
            score + weight * said.get(code, 0.0)
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
        if len(parts) > 1:
            parts = list(filter(self._asks, parts)) or parts
        accused = _accused(self.clean, self.evidence, self.catalogue)
        found = tuple(self._matter(part, accused) for part in parts)
        if len(parts) > 1 and not (all(map(self._speaks, parts)) and _differ(found)):
            found = (self._matter(self.whole, accused),)
        return found

    def _speaks(self, part: Part) -> bool:
        """Whether a part can be a matter at all: a few marks or Latin letters cannot."""
        words = self.clean[part.start : part.end]
        return len(_HAN.findall(words)) >= _FEWEST_WORDS or is_pinyin(self.clean)

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
            span=span_of(self.clean, part, full),
            reasons=self._reasons(part, code, said := _words_of(full)),
            named=said,
            against=accused or named or category.against,
            confidence=self._confidence(chances, category.code),
            by_words=any(one.weight >= _NAMED for one in full),
            choices=self._choices(chances, code),
        )

    def _confidence(self, chances: dict[str, float], code: str) -> float:
        """How likely the route is right; of what nobody understood it never is."""
        if code == UNCLEAR:
            return 0.0
        routes = self.catalogue.routes
        alike = (one for one in chances if routes[one] == routes[code] and one != UNCLEAR)
        return round(sum(chances[one] for one in alike), 3)

    def _reasons(self, part: Part, code: str, said: tuple[str, ...]) -> tuple[str, ...]:
        if said or code == UNCLEAR:
            return said
        clauses = not_denied(self.clean, part.clauses)
        return self.learned.words_for(code, clauses, _MOST_LEARNED_REASONS)

    def _urgency(self, part: Part, spoke: Sequence[Evidence]) -> Urgency:
        if any(one.rule.urgency in (Urgency.HIGH, Urgency.EMERGENCY) for one in spoke):
            return Urgency.HIGH
        scores = self.learned.scores(self._sum(part))
        hasty = HIGH in scores.names and likelihood(scores.of(HIGH)) > _HALF
        return Urgency.HIGH if hasty else Urgency.NORMAL

    def emergency(self, danger: LifeSafety) -> Matter:
        """The one matter of a message that reports a danger to life."""
        unnamed = danger is self.catalogue.unnamed_danger
        chances = self.chances(self.whole)
        code = max(chances, key=lambda one: chances[one]) if unnamed else danger.category
        category = self.catalogue.category(code)
        level = self.catalogue.category(danger.category).levels[Urgency.EMERGENCY]
        span = self.clean[:SPAN_AT_MOST]
        said = self.signs.words[:_MOST_REASONS] if self.signs else ()
        return Matter(
            category=code,
            route=category.route,
            urgency=Urgency.EMERGENCY,
            level=level,
            span=span,
            reasons=said
            or self.learned.words_for(DANGER, self.whole.clauses, _MOST_LEARNED_REASONS),
            named=said,
            choices=self._choices(chances, code),
        )

    def _choices(self, chances: dict[str, float], code: str) -> tuple[str, ...]:
        """What to offer when it is unsure: what was understood, the next likely, the usual."""
        least = _LIKELY if code == UNCLEAR else 0.0
        likely = [one for one in chances if chances[one] >= least]
        codes = [code, *sorted(likely, key=lambda one: -chances[one])[:_MOST_CHOICES]]
        codes += self.catalogue.usual_choices
        known = (one for one in dict.fromkeys(codes) if one != UNCLEAR)
        return tuple(one for one in known if self.catalogue.find_category(one))[:_MOST_CHOICES]


_READ_KINDS = (Kind.REQUEST, Kind.STATUS_QUERY, Kind.URGE, Kind.CHAT)
_HAN = re.compile("[\u4e00-\u9fff]")
_FEWEST_WORDS = 3
_HALF = 0.5
_LIKELY = 0.1
"""Of a message nobody understood only what is this likely is offered; then the usual. The same of
the kinds it may be."""
_ENOUGH_TOLD = 6
"""Who writes less than this and means a danger uses a word of the catalogue: 救命, 着火了."""
_LATIN = 40
"""So many letters at most are a few syllables."""
_CRY, _BRIEF = 6, 24
"""So many characters at most hold a cry for help (救命啊, 着火了), a report in a hurry."""
_NAMED = 0.8
"""From this weight on words of the catalogue name a matter."""
_SURE_OF_CHAT = 0.95
_SURE_OF_ADDED = 0.97
_OF_THE_COMMUNITY = "投诉你们社区"
"""投诉你们, and nothing else: you are whoever answers here."""


def _words_of(spoke: Sequence[Evidence]) -> tuple[str, ...]:
    """The words of the catalogue that spoke, the strongest first."""
    strongest = sorted(spoke, key=lambda one: -one.weight)
    return tuple(dict.fromkeys(w for one in strongest for w in one.words))[:_MOST_REASONS]


def _differ(matters: Sequence[Matter]) -> bool:
    """Whether no two matters are the same thing said twice: one category, for the same words."""
    return not any(
        one.category == other.category and set(one.reasons) & set(other.reasons)
        for number, one in enumerate(matters)
        for other in matters[number + 1 :]
    )


def _accused(clean: str, evidence: Sequence[Evidence], catalogue: Catalogue) -> str | None:
    """Return whom the message accuses of those who might have to judge it: a repair asked for in
    one breath with a complaint is a complaint, or the accused would judge alone (DOMAIN §3)."""
    named = {one.rule.against for one in evidence if one.is_full}
    for whom in ACCUSED_OFFICES:
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
