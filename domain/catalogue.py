"""What a community can be asked for: routes, categories, words and life-safety signs.

Values only, filled from an editable file by ``bot.catalogue_file``; how they are used to read
a message is in ``domain.understanding``.
"""

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, fields
from enum import StrEnum
from functools import cache, partial

from domain.learned import Learned
from domain.signs import LifeSafety, OtherSense, SignWords, heard
from domain.text import LongWords, PairIndex, WordIndex, read_number, turned
from domain.things import Things


class Route(StrEnum):
    """Who takes a matter, the four queues of the rubric (合署办公)."""

    COMMUNITY = "community"
    PROPERTY = "property"
    JOINT = "joint"
    REFER = "refer"


class Kind(StrEnum):
    """What a message wants from us; only requests and suggestions become tickets."""

    REQUEST = "request"
    SUGGESTION = "suggestion"
    STATUS_QUERY = "status_query"
    URGE = "urge"
    CHAT = "chat"


REPORTS = frozenset({Kind.REQUEST, Kind.SUGGESTION})
"""Kinds of messages that become tickets."""


class Urgency(StrEnum):
    """How fast someone must move (rubric, rule 7)."""

    NORMAL = "normal"
    HIGH = "high"
    EMERGENCY = "emergency"


UNCLEAR = "unclear"
"""Category of a request in which no word was recognised; the community desk reads it."""


@dataclass(frozen=True, slots=True)
class Category:
    """A kind of matter. ``evidence`` asks for a photo before the ticket may be closed.

    ``against``: whom a matter of this category always accuses: property, community, street,
    neighbour.
    ``personal``: it tells of somebody's life: groups are told how many there are and read of none
    alone. ``unit``: of one that an office added, the unit for which it counts, with all beneath;
    empty: everywhere. ``closed``: the office has removed it; old tickets still name it.
    """

    code: str
    route: Route
    names: Mapping[str, str]
    levels: Mapping[Urgency, str]
    evidence: bool = False
    against: str | None = None
    unit: str | None = None
    closed: bool = False
    personal: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """Words that speak for one category.

    An object and a trouble found near one another give ``weight``, so does any phrase; an
    object by itself gives ``weight * alone``. ``urgency`` and ``level`` raise what the category
    would give; ``against`` names whom the resident accuses: property, community, street or
    neighbour. ``hides``: shorter phrases of other routes that are to be silent within longer ones
    of these.
    """

    category: str
    objects: tuple[str, ...] = ()
    troubles: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    weight: float = 1.0
    alone: float = 0.25
    urgency: Urgency | None = None
    level: str | None = None
    against: str | None = None
    hides: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SpeechWords:
    """Words that tell what a message is for, apart from what it is about."""

    greetings: tuple[str, ...] = ()
    thanks: tuple[str, ...] = ()
    settled: tuple[str, ...] = ()
    chat: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    urge: tuple[str, ...] = ()
    reported: tuple[str, ...] = ()
    impatient: tuple[str, ...] = ()
    suggestion: tuple[str, ...] = ()
    danger: tuple[str, ...] = ()
    negations: tuple[str, ...] = ()
    joiners: tuple[str, ...] = ()
    accused: tuple[str, ...] = ()
    misdeeds: tuple[str, ...] = ()
    solved: tuple[str, ...] = ()
    unsolved: tuple[str, ...] = ()
    yet: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Numbers of the reader; docs/understanding.md says what each follows from.

    ``near`` and ``clip`` are in characters, ``fuzzy`` 0..100, ``evidence`` and ``weak`` are
    weights, the rest are probabilities.
    """

    ask: float = 0.6
    ask_kind: float = 0.9
    near: int = 10
    clip: int = 1000
    split: float = 0.45
    fuzzy: float = 75.0
    weak: float = 0.4
    evidence: float = 0.6
    clear: float = 0.15
    no_request: float = 0.5
    danger: float = 0.45
    danger_everyday: float = 0.6
    danger_denied: float = 0.2
    danger_denied_brief: float = 0.05
    danger_perhaps: float = 0.25


@dataclass(frozen=True, slots=True)
class SpeechIndex:
    """The words of speech turned round: from a word to the purposes it can have."""

    words: WordIndex
    purposes: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, speech: SpeechWords) -> "SpeechIndex":
        """Build the look-up table once, when the catalogue is loaded."""
        names = [one.name for one in fields(speech)]
        numbers = turned([getattr(speech, name) for name in names])
        purposes = {w: frozenset(names[n] for n in found) for w, found in numbers.items()}
        return cls(WordIndex.of(purposes), purposes)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything the reader knows. Build it once per process: the indexes cost milliseconds.

    ``spellings`` maps a word often miswritten to the one meant, of the same length.
    ``other_senses`` say beside what a word of danger is none. ``common_vetoes`` (演练, 虚惊一场)
    silence every sign of danger near them, other vetoes only where none of the ``now_words``
    (正在, 快来人) is near. ``everyday`` are troubles that are hard on people and kill nobody
    (停水): a brief message of one is a danger only where the learned reader is surer
    (``danger_everyday``). ``untold`` are words that tell nobody why by themselves (``tells``).
    ``usual_choices`` are the categories offered when no word was recognised. ``load_learned`` is
    called with every message and must remember its answer. ``signs`` are the words of danger as
    they are written, ``load_heard`` gives them by their sound, when the first message in pinyin
    comes.
    """

    categories: tuple[Category, ...]
    rules: tuple[Rule, ...]
    life_safety: tuple[LifeSafety, ...]
    speech: SpeechWords = SpeechWords()
    spellings: Mapping[str, str] = field(default_factory=dict)
    other_senses: tuple[OtherSense, ...] = ()
    common_vetoes: tuple[str, ...] = ()
    now_words: tuple[str, ...] = ()
    everyday: tuple[str, ...] = ()
    untold: frozenset[str] = frozenset()
    usual_choices: tuple[str, ...] = ()
    thresholds: Thresholds = Thresholds()
    things: Things = Things()
    load_learned: Callable[[], Learned] = field(default=Learned, repr=False, compare=False)
    rule_index: PairIndex = field(init=False, repr=False, compare=False)
    long_words: LongWords = field(init=False, repr=False, compare=False)
    signs: SignWords = field(init=False, repr=False, compare=False)
    load_heard: Callable[[], SignWords] = field(init=False, repr=False, compare=False)
    speech_index: SpeechIndex = field(init=False, repr=False, compare=False)
    spelling_index: WordIndex = field(init=False, repr=False, compare=False)
    _by_code: Mapping[str, Category] = field(init=False, repr=False, compare=False)
    _routes: Mapping[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        of_danger = (self.life_safety, self.other_senses, self.common_vetoes, self.now_words)
        rules = PairIndex.of([(one.objects, one.troubles, one.phrases) for one in self.rules])
        built = {
            "rule_index": rules,
            "long_words": LongWords.of((*rules.firsts, *rules.phrases)),
            "signs": SignWords.of(*of_danger),
            "load_heard": cache(partial(SignWords.of, *of_danger, heard)),
            "speech_index": SpeechIndex.of(self.speech),
            "spelling_index": WordIndex.of(self.spellings),
            "_by_code": {one.code: one for one in self.categories},
            "_routes": {one.code: one.route.value for one in self.categories},
        }
        for name, value in built.items():
            # The class is frozen for everyone else.
            object.__setattr__(self, name, value)

    def with_phrases(self, added: Sequence[Rule]) -> "Catalogue":
        """The same with rules of nothing but phrases, at the cost of those few: the words that one
        community has taken in (domain.learning). They are never looked for misspelt."""
        made = copy(self)
        groups = [rule.phrases for rule in added]
        index = self.rule_index.with_phrases(len(self.rules), groups)
        object.__setattr__(made, "rules", (*self.rules, *added))
        object.__setattr__(made, "rule_index", index)
        return made

    def with_categories(self, categories: Sequence[Category]) -> "Catalogue":
        """The same with other names, clocks and evidence of its categories, and with others beside
        them, at no cost: no word is looked up anew."""
        made = copy(self)
        object.__setattr__(made, "categories", tuple(categories))
        object.__setattr__(made, "_routes", {one.code: one.route.value for one in categories})
        object.__setattr__(made, "_by_code", {one.code: one for one in categories})
        return made

    def category(self, code: str) -> Category:
        """Return the category called ``code``. Raises KeyError when it is not configured."""
        return self._by_code[code]

    def find_category(self, code: str) -> Category | None:
        """Return the category called ``code``, or None: an old ticket may name a removed one."""
        return self._by_code.get(code)

    def tells(self, word: str) -> bool:
        """Whether a word that decided tells anybody why: 漏水 does; 漏, 二十 and 楼上 do not."""
        return len(word) > 1 and read_number(word) is None and word not in self.untold

    @property
    def personal(self) -> frozenset[str]:
        """The codes of the categories of which groups read in numbers only."""
        return frozenset(one.code for one in self.categories if one.personal)

    @property
    def learned(self) -> Learned:
        """The learned reader. A process that never reads a message never loads it."""
        return self.load_learned()

    @property
    def routes(self) -> Mapping[str, str]:
        """The route of each category a message can be found to be of."""
        return self._routes

    @property
    def unnamed_danger(self) -> LifeSafety:
        """The danger meant when no word of the catalogue named one: the last in the file."""
        return self.life_safety[-1]

    def respell(self, clean: str) -> str:
        """Put the usual word where a homophone or a dialect word stands; positions stay."""
        parts: list[str] = []
        reach = 0
        for hit in self.spelling_index.longest(clean):
            if hit.start >= reach:
                parts += (clean[reach : hit.start], self.spellings[hit.word])
                reach = hit.end
        return "".join((*parts, clean[reach:]))

    def of_route(self, route: Route) -> tuple[Category, ...]:
        """Return the categories of one route in the order of the file, for menus."""
        return tuple(one for one in self.categories if one.route is route)
