"""One message under the eyes of both readers: the learned one (domain.learned) and the words of the
catalogue (domain.evidence), whose scores are added. What its matters are is in domain.matters."""

import re
from collections.abc import Sequence

from domain.catalogue import UNCLEAR, Catalogue, Kind
from domain.danger import signs_in
from domain.evidence import Evidence, find_evidence, is_said, rank
from domain.last_words import satisfaction_in
from domain.learned import DANGER, Sum, likelihood, probabilities
from domain.nods import is_nod, nods_first
from domain.parts import Judge, Part
from domain.place import CompoundName
from domain.reading import IDLE, is_idle, joints_of, purposes_of, readable, signals_of
from domain.remarks import added_to
from domain.signs import LifeSafety
from domain.stretches import is_inside, names_in, not_denied, settled_in
from domain.text import bare, is_pinyin
from domain.tokens import Clause, clauses_of, is_foreign, sound_of

NAMED = 0.8
"""From this weight on words of the catalogue name a matter."""
LIKELY = 0.1
"""Of a message nobody understood only what is this likely is offered; then the usual. The same of
the kinds it may be."""

_READ_KINDS = (Kind.REQUEST, Kind.STATUS_QUERY, Kind.URGE, Kind.CHAT)
_HAN = re.compile("[\u4e00-\u9fff]")
_FEWEST_WORDS = 3
_ENOUGH_TOLD = 6
"""Who writes less than this and means a danger uses a word of the catalogue: 救命, 着火了."""
_SYLLABLES = 14
"""So many syllables of pinyin at most are few."""
_CRY, _BRIEF = 6, 24
"""So many characters at most hold a cry for help (救命啊, 着火了), a report in a hurry."""
_HEARD_ALONE = 2.5
"""How much more words of the catalogue count where no learned reader speaks beside them."""
_SURE_OF_CHAT = 0.95
_SURE_OF_ADDED = 0.97


def says_enough(words: str) -> bool:
    """Whether there is more than a mark, a sound or a few Latin letters."""
    return len(_HAN.findall(words)) >= _FEWEST_WORDS


class Reader:
    """One message under the eyes of both readers."""

    def __init__(self, text: str, catalogue: Catalogue, compounds: Sequence[CompoundName]) -> None:
        learned = catalogue.learned
        self.catalogue, self.learned = catalogue, learned
        self.clean = clean = readable(text, catalogue)
        said = catalogue.speech_index.words.longest(clean)
        self.signs = signs_in(text, catalogue)
        # The learned reader knows no other language: only words of the catalogue speak there.
        self.is_foreign = is_foreign(clean)
        if self.is_foreign:
            said = [hit for hit in said if is_said(clean, hit)]
        self.purposes = purposes_of(said, catalogue)
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

    def sum_of(self, part: Part) -> Sum:
        """What a part adds up to, added up once."""
        if part not in self._sums:
            self._sums[part] = self._add(part)
        return self._sums[part]

    def _danger(self, sign: LifeSafety | None) -> LifeSafety | None:
        """A sign of the catalogue speaks unless the learned reader is as good as certain that
        nothing happens now, and whoever is in danger is brief: a mere cry is never doubted, a
        short message hardly. Where no word of the catalogue spoke, it may still see a danger; of
        a few syllables of pinyin, which it has read little of, it must be surer."""
        thresholds = self.catalogue.thresholds
        if DANGER not in self.head.names or self.is_foreign:
            return sign
        chance = likelihood(self.head.of(DANGER))
        pinyin = is_pinyin(self.clean)
        told = len(sound_of(self.clean, spoken=True) if pinyin else bare(self.clean))
        if sign is not None:
            least = thresholds.danger_denied_brief if told <= _BRIEF else thresholds.danger_denied
            if self.signs and self.signs.by_sound:  # 闷电梯 sounds like 们, 电梯
                least = thresholds.danger
            return sign if told <= _CRY or chance >= least else None
        enough = min(len(self.clean), self._sums[self.whole].count) >= _ENOUGH_TOLD
        answers = nods_first(self.clean)  # 好，我妈在家，敲门声音大点
        doubted = self._is_everyday or answers or (pinyin and told <= _SYLLABLES)
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
            return self._kind_by_words
        chances = self.kinds
        best = max(_READ_KINDS, key=lambda kind: chances[kind])
        if {"settled", "yet"} <= self.purposes:  # 修好了两天，今天又漏了
            return Kind.REQUEST
        named = max((one.weight for one in self.evidence), default=0.0) >= NAMED
        least = (
            _SURE_OF_CHAT if best is Kind.CHAT and named else self.catalogue.thresholds.no_request
        )
        kind = best if chances[best] > least else Kind.REQUEST
        idle = kind is Kind.REQUEST and self.purposes & IDLE and not self.evidence
        return Kind.CHAT if idle and self._says_nothing else kind

    @property
    def _kind_by_words(self) -> Kind:
        """The kind of what the learned reader cannot read: thanks are no report only where they
        are for something done and nothing to do is named."""
        if "status" in self.purposes:
            return Kind.STATUS_QUERY
        if "urge" in self.purposes:
            return Kind.URGE
        done = {"thanks", "solved"} <= self.purposes and "unsolved" not in self.purposes
        return Kind.CHAT if done and not any(one.is_full for one in self.evidence) else Kind.REQUEST

    @property
    def kinds_instead(self) -> tuple[Kind, ...]:
        """What a request may be instead, the likeliest first; nothing where it surely is one."""
        chances = self.kinds
        if chances.pop(Kind.REQUEST) >= self.catalogue.thresholds.ask_kind:
            return ()
        best, *others = sorted(chances, key=lambda kind: -chances[kind])
        return (best, *(kind for kind in others if chances[kind] >= LIKELY))

    @property
    def added(self) -> str | None:
        """What comes after thanks and 另外, 还有, 但是, where that by itself is surely a report:
        谢谢你们，另外电梯也响得厉害. None for what is no more than thanks."""
        tail = added_to(self.clean)
        if not says_enough(tail):
            return None
        alone = Reader(tail, self.catalogue, ())
        is_surely = alone.sure_of_kind >= _SURE_OF_ADDED and not alone._says_nothing
        return tail if alone.kind is Kind.REQUEST and (alone.evidence or is_surely) else None

    def asks(self, part: Part) -> bool:
        """Whether a part asks for anything by itself: 很满意 and 修好了，谢谢 do not."""
        words = self.clean[part.start : part.end]
        if satisfaction_in(words) is not None:
            return False
        return bool(self.within(part)) or Reader(words, self.catalogue, ()).kind is not Kind.CHAT

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
        learned = self.judge.scores(self.sum_of(part))
        said = dict(rank(self.within(part), part.end - part.start))
        weight = self.catalogue.thresholds.evidence
        if self.is_foreign:
            learned, weight = [0.0] * len(learned), weight * _HEARD_ALONE
        scores = [
            score + weight * said.get(code, 0.0)
            for code, score in zip(self.judge.codes, learned, strict=True)
        ]
        shares = probabilities(scores, self.learned.warmth)
        return dict(zip(self.judge.codes, shares, strict=True))

    def within(self, part: Part) -> list[Evidence]:
        """The words of the catalogue that stand in a part."""
        return [one for one in self.evidence if part.start <= one.start and one.end <= part.end]
