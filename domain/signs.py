"""The signs of danger of a catalogue, turned round for looking them up: as they are written, and by
their sound for messages in pinyin. How a message is searched is in ``domain.danger``."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from domain.text import PairIndex, WordIndex
from domain.tokens import sound_of

Written = Callable[[str], str]
"""How a word stands in a text that is searched; empty where it never does."""


@dataclass(frozen=True, slots=True)
class Sign:
    """One way to say that life is in danger: a phrase, or a subject with an event close by."""

    phrases: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    events: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LifeSafety:
    """A danger to life, the emergency numbers to show at once and the category of its ticket.

    ``advice`` is what to do until help comes, per language. ``vetoes`` are words which, near a
    sign, show that nothing happens now (上次, 怕, 像着火一样);
    they lose against words of the present (``Catalogue.now_words``).
    """

    code: str
    phones: tuple[str, ...]
    category: str
    signs: tuple[Sign, ...]
    vetoes: tuple[str, ...] = ()
    advice: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OtherSense:
    """Words of danger that mean something else right after one of ``before`` or right before one
    of ``after``, whatever else is said: 手气爆炸, 水泥, 别等砸着人."""

    words: tuple[str, ...]
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SignWords:
    """All that names a danger, denies one or says that it is now. ``owners``: from the number of a
    sign to that of its danger; ``names``: from a word as it stands in a text to the catalogue's."""

    pairs: PairIndex
    owners: tuple[int, ...]
    vetoes: tuple[WordIndex, ...]
    common: WordIndex
    now: WordIndex
    senses: Mapping[str, tuple[OtherSense, ...]]
    names: Mapping[str, str]

    @classmethod
    def of(
        cls,
        dangers: Sequence[LifeSafety],
        senses: Sequence[OtherSense],
        common: Iterable[str],
        now: Iterable[str],
        written: Written = str,
    ) -> "SignWords":
        """Build the index. A word that ``written`` makes empty is left out."""

        def all_of(words: Iterable[str]) -> tuple[str, ...]:
            return tuple(filter(None, map(written, words)))

        signs = [sign for danger in dangers for sign in danger.signs]
        groups = [(all_of(one.subjects), all_of(one.events), all_of(one.phrases)) for one in signs]
        others = [
            OtherSense(all_of(one.words), all_of(one.before), all_of(one.after)) for one in senses
        ]
        words = [w for one in signs for w in (*one.phrases, *one.subjects, *one.events)]
        return cls(
            pairs=PairIndex.of(groups),
            owners=tuple(number for number, one in enumerate(dangers) for _ in one.signs),
            vetoes=tuple(WordIndex.of(all_of(one.vetoes)) for one in dangers),
            common=WordIndex.of(all_of(common)),
            now=WordIndex.of(all_of(now)),
            senses={w: tuple(o for o in others if w in o.words) for o in others for w in o.words},
            names={heard: word for word in reversed(words) if (heard := written(word))},
        )


def spelled(word: str) -> str:
    """The sound of a word that is nothing but pinyin; empty for any other."""
    heard = sound_of(word, spoken=True) if word.isascii() and word.isalpha() else ""
    return "" if " " in heard else heard


def heard(word: str) -> str:
    """The sound of a word, in pinyin or in characters; empty where it has none, and for a single
    character, which too many others sound like."""
    if word.isascii():
        return spelled(word)
    sound = sound_of(word)
    return "" if len(word) == 1 or set(sound) & set(word) else sound
