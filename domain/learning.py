"""Which words a community should take in: proposed from what was corrected, and only when they
help on a part that was held out.

Pure, and in small steps: ``study`` is a generator that stops after every message it reads, so that
whoever runs it can let others have their turn. Nothing here takes effect by itself.
"""

import re
from collections import Counter
from collections.abc import Collection, Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from domain.catalogue import UNCLEAR, Catalogue, Rule
from domain.meaning import Understanding
from domain.place import CompoundName, read_place
from domain.reading import readable
from domain.text import normalise
from domain.understanding import understand

WEIGHT = 30.0
"""The weight of a word that was taken in: enough to decide. Put into other people's messages for
whichever category, it decided in 98 of 100; with 10 in 20, with 2.5 in 5 (docs/adr/0012)."""

SHORTEST, LONGEST = 2, 5
READ_AT_MOST = 200
"""How many characters of a message are searched for words."""

MOST_TRIED = 12
"""How many words are measured in one study at most."""

_HAN = re.compile("[\u4e00-\u9fff]+")
_LOOSE = frozenset("的了我你他她它您们这那就都也还和跟把被吗呢吧啊呀哦嗯着得很是在")
"""No word of its own begins or ends with one of these."""
_COUNTED = re.compile("[零〇一二两三四五六七八九十百][号楼栋幢座单层室户门院]")
_TITLES = re.compile(
    "师傅|经理|主任|书记|老师|医生|大夫|先生|女士|小姐|大姐|大哥|阿姨|大爷|大妈|大娘|奶奶|爷爷|叔叔|[老小][王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗]"
)
_SPREAD = 0x9E3779B97F4A7C15
"""2⁶⁴ over the golden ratio: numbers that follow one another fall evenly into both halves."""

Step = Generator[None, None, "tuple[Finding, ...]"]


@dataclass(frozen=True, slots=True)
class Lesson:
    """What people said a message should have been. ``category`` is None where only the side was
    decided (a ruling): then ``route`` is all there is to hold a reading against."""

    ticket: int
    owner: int
    text: str
    route: str
    category: str | None

    @property
    def is_held_out(self) -> bool:
        """Which half it belongs to, always the same one: words are chosen on the others and
        measured on these."""
        return bool(self.ticket * _SPREAD >> 63 & 1)

    def is_met_by(self, read: Understanding) -> bool:
        """Whether a reading is what it should have been."""
        if self.category is None:
            return any(one.route == self.route for one in read.matters)
        return any(one.category == self.category for one in read.matters)


@dataclass(frozen=True, slots=True)
class Bounds:
    """``examples``: in how many of them a word must stand, ``residents``: of how many people."""

    examples: int = 3
    residents: int = 2


@dataclass(frozen=True, slots=True)
class Material:
    """All that a study of one community looks at. ``usual`` are tickets nobody corrected, read as
    they stand: they must not get worse. ``names`` are those of people and places, which are never
    proposed, ``known`` the words that wait for an answer, stand already or were declined."""

    lessons: Sequence[Lesson]
    usual: Sequence[Lesson]
    catalogue: Catalogue
    compounds: Sequence[CompoundName] = ()
    names: Collection[str] = ()
    known: Collection[str] = ()
    bounds: Bounds = Bounds()


@dataclass(frozen=True, slots=True)
class Finding:
    """A word worth asking for, and what the trial on the held-out lessons gave: so many of
    ``measured`` were read right before, so many after. ``examples`` and ``residents`` say how
    often it stood in lessons of its category, and of how many people."""

    word: str
    category: str
    examples: int
    residents: int
    before: int
    after: int
    measured: int


def rule_of(word: str, category: str, weight: float = WEIGHT) -> Rule:
    """The rule by which a word that was taken in speaks."""
    return Rule(category=category, phrases=(word,), weight=weight)


@dataclass(frozen=True, slots=True)
class _Read:
    """A lesson with its text as it is read, and whether it is read right so far."""

    lesson: Lesson
    clean: str
    is_met: bool


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A word of one category, and the lessons of that category in which it stands."""

    word: str
    category: str
    lessons: tuple[_Read, ...] = field(repr=False)

    @property
    def tickets(self) -> frozenset[int]:
        return frozenset(one.lesson.ticket for one in self.lessons)

    @property
    def residents(self) -> int:
        return len({one.lesson.owner for one in self.lessons})


def study(material: Material) -> Step:
    """Read all of it once, gather words, choose on one half, measure on the other. Yields after
    every message read; returns what is worth asking for, the best first."""
    lessons = yield from _read(material, material.lessons)
    usual = yield from _read(material, material.usual)
    found = yield from _candidates(material, lessons, usual)
    chosen = []
    for candidate in found[:MOST_TRIED]:
        gained, lost = yield from _trial(material, candidate, _half(lessons, held_out=False))
        if gained and not lost:
            chosen.append((gained, candidate))
    chosen.sort(key=lambda one: (-one[0], -len(one[1].lessons), -len(one[1].word), one[1].word))
    findings: list[Finding] = []
    helped: set[int] = set()
    for _, candidate in chosen:
        if not candidate.tickets <= helped:
            finding = yield from _measure(material, candidate, lessons, usual)
            if finding:
                helped |= candidate.tickets
                findings.append(finding)
    return tuple(findings)


def _half(lessons: Iterable[_Read], *, held_out: bool) -> list[_Read]:
    return [one for one in lessons if one.lesson.is_held_out is held_out]


def _read(material: Material, lessons: Sequence[Lesson]) -> Generator[None, None, list[_Read]]:
    done = []
    for lesson in lessons:
        read = understand(lesson.text, material.catalogue, material.compounds)
        clean = readable(lesson.text, material.catalogue)
        done.append(_Read(lesson, clean, lesson.is_met_by(read)))
        yield
    return done


def _candidates(
    material: Material, lessons: Sequence[_Read], usual: Sequence[_Read]
) -> Generator[None, None, list[_Candidate]]:
    """Words that stand in enough lessons of one category and nowhere else, those of most lessons
    first. Of words that stand in the very same lessons the longest is kept."""
    bounds = material.bounds
    frequent = yield from _frequent(lessons, bounds.examples)
    names = {normalise(name) for name in material.names}
    known = KnownWords.of(material.catalogue)
    found: dict[frozenset[int], _Candidate] = {}
    for word in frequent:
        holding = [one for one in lessons if word in one.clean]
        category = holding[0].lesson.category
        candidate = _Candidate(word, category or "", tuple(holding))
        if (
            category not in (None, UNCLEAR)
            and candidate.residents >= bounds.residents
            and word not in material.known
            and _chosen_from(candidate) >= (bounds.examples + 1) // 2
            and not _stands_elsewhere(candidate, (*lessons, *usual))
            and is_proposable(word, category or "", known, names)
        ):
            other = found.get(candidate.tickets)
            if other is None or (len(other.word), other.word) < (len(word), word):
                found[candidate.tickets] = candidate
        yield
    return sorted(found.values(), key=lambda one: (-len(one.lessons), -len(one.word), one.word))


def _frequent(lessons: Sequence[_Read], least: int) -> Generator[None, None, list[str]]:
    """The words that stand in at least so many lessons, in the order of the alphabet."""
    counts: Counter[str] = Counter()
    for one in lessons:
        counts.update(_words_in(one.clean[:READ_AT_MOST]))
        yield
    return sorted(word for word, count in counts.items() if count >= least)


def _chosen_from(candidate: _Candidate) -> int:
    return len(_half(candidate.lessons, held_out=False))


def _words_in(clean: str) -> set[str]:
    """Every stretch of 2 to 5 characters that could be a word."""
    return {
        stretch[start : start + size]
        for stretch in _HAN.findall(clean)
        for size in range(SHORTEST, LONGEST + 1)
        for start in range(len(stretch) - size + 1)
        if stretch[start] not in _LOOSE and stretch[start + size - 1] not in _LOOSE
    }


def _stands_elsewhere(candidate: _Candidate, read: Iterable[_Read]) -> bool:
    return any(
        candidate.word in one.clean and one.lesson.category != candidate.category for one in read
    )


@dataclass(frozen=True, slots=True)
class KnownWords:
    """What the words of a catalogue stand for already: `users` are the categories each speaks for,
    `speech` is about how one talks."""

    users: Mapping[str, set[str]]
    speech: Sequence[str]

    @classmethod
    def of(cls, catalogue: Catalogue) -> "KnownWords":
        """Put together once for many words."""
        users: dict[str, set[str]] = {}
        for rule in catalogue.rules:
            for word in (*rule.objects, *rule.troubles, *rule.phrases):
                users.setdefault(word, set()).add(rule.category)
        speech = [one for one in catalogue.speech_index.purposes if len(one) >= SHORTEST]
        return cls(users, speech)


def is_proposable(word: str, category: str, known: KnownWords, names: Collection[str]) -> bool:
    """Whether a word may be asked for at all: it points at nobody and no place, says nothing
    about how one talks, and means nothing else in the catalogue. ``names`` are normalised."""
    if not _HAN.fullmatch(word) or not SHORTEST <= len(word) <= LONGEST:
        return False
    if _COUNTED.search(word) or _TITLES.search(word) or not read_place(word).is_empty:
        return False
    if any(word in name or name in word for name in names if len(name) >= SHORTEST):
        return False
    if any(word in said or said in word for said in known.speech):
        return False
    return not any(
        _means_something_else(word, category, other, users) for other, users in known.users.items()
    )


def _means_something_else(word: str, category: str, known: str, users: set[str]) -> bool:
    """Whether a word of the catalogue stands in the way: a longer one hides the new word, a shorter
    one of other categories would be hidden by it. The word itself may be there already, too weak
    to speak alone."""
    if word == known:
        return users != {category}
    return word in known or (len(known) >= SHORTEST and known in word and category not in users)


def _trial(
    material: Material, candidate: _Candidate, read: Iterable[_Read]
) -> Generator[None, None, tuple[int, int]]:
    """How many are read right with the word that were not without, and the other way round. Only
    those in which it stands can change."""
    rule = rule_of(candidate.word, candidate.category)
    catalogue = material.catalogue.with_phrases([rule])
    gained = lost = 0
    for one in read:
        if candidate.word in one.clean:
            met = one.lesson.is_met_by(understand(one.lesson.text, catalogue, material.compounds))
            gained += met and not one.is_met
            lost += one.is_met and not met
            yield
    return gained, lost


def _measure(
    material: Material, candidate: _Candidate, lessons: Sequence[_Read], usual: Sequence[_Read]
) -> Generator[None, None, Finding | None]:
    """The trial that counts: on the held-out lessons and on tickets nobody corrected."""
    held_out = _half(lessons, held_out=True)
    gained, lost = yield from _trial(material, candidate, held_out)
    _, spoilt = yield from _trial(material, candidate, usual)
    if not gained or lost or spoilt:
        return None
    before = sum(one.is_met for one in held_out)
    return Finding(
        candidate.word,
        candidate.category,
        len(candidate.lessons),
        candidate.residents,
        before,
        before + gained,
        len(held_out),
    )
