"""Getting a message ready to be read, and what its words alone say: joints between matters, signs,
yes and no. What it asks for is in domain.understanding."""

from collections.abc import Sequence

from domain.catalogue import Catalogue, Rule
from domain.danger import life_safety_of
from domain.nods import is_nod
from domain.signs import LifeSafety
from domain.text import Hit, compact, is_pinyin, normalise
from domain.tokens import is_foreign, signal

IDLE = frozenset({"chat", "greetings", "thanks"})
"""What asks for nothing."""


def clipped(text: str, catalogue: Catalogue) -> str:
    """The text normalised, of bounded length."""
    clip = catalogue.thresholds.clip
    return normalise(text[: 2 * clip])[:clip]


def readable(text: str, catalogue: Catalogue) -> str:
    """The text as it is read: normalised, respelled, of bounded length."""
    clean = catalogue.respell(clipped(text, catalogue))
    if not is_pinyin(clean):
        return clean
    return clean.replace("’", "'") if is_foreign(clean) else compact(clean)


def is_idle(clean: str, said: Sequence[Hit], catalogue: Catalogue) -> bool:
    """Whether a text is nothing but greetings, thanks, chat and nods."""
    purposes = catalogue.speech_index.purposes
    idle = [hit for hit in said if purposes[hit.word] & IDLE]
    heard = {at for hit in idle for at in range(hit.start, hit.end)}
    rest = "".join(mark for at, mark in enumerate(clean) if at not in heard)
    return is_nod(rest) or not any(map(str.isalpha, rest))


def with_words_in(text: str, base: Catalogue, rules: Sequence[Rule]) -> Catalogue:
    """The catalogue with these rules of a community, where a word of theirs stands in the text;
    else as it is."""
    if not rules:
        return base
    clean = readable(text, base)
    spoken = any(word in clean for rule in rules for word in rule.phrases)
    return base.with_phrases(rules) if spoken else base


def joints_in(clean: str, catalogue: Catalogue) -> list[int]:
    """Where a joining word (还有, 另外) begins a clause without any mark before it."""
    return joints_of(catalogue.speech_index.words.longest(clean), catalogue)


def joints_of(said: Sequence[Hit], catalogue: Catalogue) -> list[int]:
    purposes = catalogue.speech_index.purposes
    return [hit.start for hit in said if "joiners" in purposes[hit.word]]


def signals_in(text: str, clean: str, catalogue: Catalogue) -> tuple[int, ...]:
    """What the rules noticed about the whole message, as tokens: purposes, a sign of danger."""
    said = catalogue.speech_index.words.longest(clean)
    return signals_of(purposes_of(said, catalogue), life_safety_of(text, catalogue))


def signals_of(purposes: frozenset[str], danger: LifeSafety | None) -> tuple[int, ...]:
    names = {"a sign", f"a sign of {danger.code}"} if danger else set()
    return tuple(signal(name) for name in sorted(purposes | names))


def purposes_of(said: Sequence[Hit], catalogue: Catalogue) -> frozenset[str]:
    purposes = catalogue.speech_index.purposes
    return frozenset(name for hit in said for name in purposes[hit.word])


def answer_in(text: str, catalogue: Catalogue) -> bool | None:
    """Return what a resident's words answer to "was it solved?": True, False, None for neither.
    A no among the words wins: 灯好了，门还是不行."""
    index = catalogue.speech_index
    clean = readable(text, catalogue)
    purposes = {name for hit in index.words.every(clean) for name in index.purposes[hit.word]}
    if "unsolved" in purposes:
        return False
    return True if "solved" in purposes else None
