"""Looks for contradictions and shadows in a catalogue that can be read but not meant so: words
that can never speak, words that say two things. Told by `jiedan check-config`.

What makes a catalogue unreadable is told by bot.catalogue_file.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields

from domain.catalogue import UNCLEAR, Catalogue
from domain.danger import life_safety_of
from domain.evidence import is_said
from domain.reading import readable
from domain.signs import LifeSafety, Sign, spelled
from domain.text import WordIndex, bare, compact

PARTS = ("objects", "troubles", "phrases")
SIGN_PARTS = ("phrases", "subjects", "events")
_SHORTEST_HIDDEN = 2


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong at ``key``: what, and what to write instead. Only an error stops."""

    key: str
    problem: str
    is_error: bool


def findings(catalogue: Catalogue) -> list[Finding]:
    """Everything found, errors first."""
    found = [one for check in CHECKS for one in check(catalogue)]
    return sorted(found, key=lambda one: not one.is_error)


def _words_of_rules(catalogue: Catalogue) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """The key of every word of every rule, the word, and the words beside it."""
    for number, rule in enumerate(catalogue.rules, 1):
        for part in PARTS:
            words = getattr(rule, part)
            yield from ((f"rule no. {number}: {part}", word, words) for word in words)


def _words_of_dangers(catalogue: Catalogue) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """The same of every sign of danger."""
    for number, sign_number, _, sign in _signs(catalogue):
        for part in SIGN_PARTS:
            words = getattr(sign, part)
            key = f"{_sign_key(number, sign_number)}: {part}"
            yield from ((key, word, words) for word in words)


def _words_of_speech(catalogue: Catalogue) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for one in fields(catalogue.speech):
        words = getattr(catalogue.speech, one.name)
        yield from ((f"speech.{one.name}", word, words) for word in words)


def _words_of_vetoes(catalogue: Catalogue) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for number, danger in enumerate(catalogue.life_safety, 1):
        yield from ((f"danger no. {number}: vetoes", w, danger.vetoes) for w in danger.vetoes)
    for name in ("common_vetoes", "now_words"):
        words = getattr(catalogue, name)
        yield from ((name, word, words) for word in words)


def _signs(catalogue: Catalogue) -> Iterator[tuple[int, int, LifeSafety, Sign]]:
    for number, danger in enumerate(catalogue.life_safety, 1):
        for sign_number, sign in enumerate(danger.signs, 1):
            yield number, sign_number, danger, sign


def _sign_key(number: int, sign_number: int) -> str:
    return f"danger no. {number}: sign no. {sign_number}"


# The checks


def _said_for_two(catalogue: Catalogue) -> Iterator[Finding]:
    """The same phrase in two rules: with equal weight a contradiction, else the lighter one
    never wins."""
    owners: dict[str, list[int]] = {}
    for number, rule in enumerate(catalogue.rules):
        for word in rule.phrases:
            owners.setdefault(word, []).append(number)
    for word, numbers in owners.items():
        for position, number in enumerate(numbers):
            for other in numbers[position + 1 :]:
                yield from _rivals(catalogue, word, number, other)


def _rivals(catalogue: Catalogue, word: str, number: int, other: int) -> Iterator[Finding]:
    one, two = catalogue.rules[number], catalogue.rules[other]
    if one.category == two.category:
        return
    routes = {catalogue.category(rule.category).route for rule in (one, two)}
    key = f"rule no. {other + 1}: phrases"
    if one.weight == two.weight:
        problem = (
            f"{word!r} stands for {one.category} in rule no. {number + 1} and for {two.category} "
            f"here, with equal weight {one.weight:g}; allowed: in one of them, or unlike weights"
        )
        yield Finding(key, problem, is_error=len(routes) > 1)
    else:
        heavy, light = (one, two) if one.weight > two.weight else (two, one)
        problem = (
            f"{word!r} stands for {heavy.category} with weight {heavy.weight:g} too (rules no. "
            f"{number + 1} and {other + 1}): for {light.category} it never wins; allowed: in one"
        )
        yield Finding(key, problem, is_error=False)


def _hidden(catalogue: Catalogue) -> Iterator[Finding]:
    """Phrases within longer ones that lead to other desks: of words that overlap the longest alone
    counts. A rule that means it says so (``hides``)."""
    owners: dict[str, list[int]] = {}
    for number, rule in enumerate(catalogue.rules):
        for word in rule.phrases:
            owners.setdefault(word, []).append(number)
    index = WordIndex.of(owners)
    for word, numbers in owners.items():
        for short in dict.fromkeys(hit.word for hit in index.every(word) if is_said(word, hit)):
            meant = any(short in catalogue.rules[number].hides for number in numbers)
            if short != word and len(short) >= _SHORTEST_HIDDEN and not meant:
                yield from _hides(catalogue, (word, numbers), (short, owners[short]))


def _hides(
    catalogue: Catalogue, long: tuple[str, list[int]], short: tuple[str, list[int]]
) -> Iterator[Finding]:
    """One phrase within another, with the numbers of their rules: told where no route has both."""
    (word, numbers), (hidden, others) = long, short
    routes, other_routes = (
        {catalogue.category(catalogue.rules[one].category).route for one in found}
        for found in (numbers, others)
    )
    if routes & other_routes:
        return
    category, other = (catalogue.rules[found[0]].category for found in (numbers, others))
    problem = (
        f"{word!r} of {category} hides {hidden!r} of {other} (rule no. {others[0] + 1}): where it "
        f"stands {other} is not heard; allowed: another phrase, or hides = [{hidden!r}] beside it"
    )
    yield Finding(f"rule no. {numbers[0] + 1}: phrases", problem, is_error=False)


def _never_heard(catalogue: Catalogue) -> Iterator[Finding]:
    """Words of rules and of speech that are not found even where they are written exactly so."""
    for key, word, beside in (*_words_of_rules(catalogue), *_words_of_speech(catalogue)):
        read = readable(word, catalogue)
        if read == word or read in beside or (" " in word and not spelled(compact(word))):
            continue  # English is read with its blanks
        respelt = catalogue.respell(word)
        yield Finding(key, _unheard(word, respelt, read), is_error=respelt != word)


def _never_seen(catalogue: Catalogue) -> Iterator[Finding]:
    """The same for signs of danger and what silences them; they are sought without marks."""
    for key, word, beside in (*_words_of_dangers(catalogue), *_words_of_vetoes(catalogue)):
        read = bare(catalogue.respell(word))
        if read != word and read not in beside:
            yield Finding(key, _unheard(word, catalogue.respell(word), read), is_error=True)


def _unheard(word: str, respelt: str, read: str) -> str:
    why = "spellings turn it into" if respelt != word else "messages are read without blanks, as"
    return f"{word!r} is never found: {why} {read!r}; allowed: {read!r}"


def _silenced_by_itself(catalogue: Catalogue) -> Iterator[Finding]:
    """Signs of danger that hold a veto: they silence themselves."""
    for number, sign_number, danger, sign in _signs(catalogue):
        for part in SIGN_PARTS:
            for word in getattr(sign, part):
                vetoes = [*_inside(catalogue.common_vetoes, word)]
                if not _inside(catalogue.now_words, word):
                    vetoes += _inside(danger.vetoes, word)
                if vetoes:
                    problem = f"{word!r} holds the veto {vetoes[0]!r} and is always silenced by it"
                    key = f"{_sign_key(number, sign_number)}: {part}"
                    yield Finding(key, f"{problem}; allowed: a sign or a veto", is_error=True)


def _inside(words: tuple[str, ...], whole: str) -> list[str]:
    return [word for word in words if word in whole]


def _whole_alone(catalogue: Catalogue) -> Iterator[Finding]:
    """Subjects that hold an event of their own sign: they raise an alarm without any event."""
    for number, sign_number, danger, sign in _signs(catalogue):
        for word in sign.subjects:
            for event in _inside(sign.events, word):
                problem = (
                    f"{word!r} holds the event {event!r} and raises the alarm {danger.code} by "
                    "itself; allowed: subjects without events in them, or a phrase"
                )
                yield Finding(f"{_sign_key(number, sign_number)}: subjects", problem, False)


def _seen_as_another(catalogue: Catalogue) -> Iterator[Finding]:
    """Signs of danger that hold a sign of a danger further up, which is named instead."""
    above: dict[str, int] = {}
    for number, sign_number, danger, sign in _signs(catalogue):
        for word in sign.phrases:
            first = next((one for one in above if one in word and above[one] != number), None)
            if first is not None:
                other = catalogue.life_safety[above[first] - 1]
                key = f"{_sign_key(number, sign_number)}: phrases"
                problem = (
                    f"{word!r} holds {first!r} of {other.code}, which stands further up: "
                    f"{danger.code} is named only where a veto of {other.code} is near; allowed: "
                    "in one of them, or another order"
                )
                yield Finding(key, problem, is_error=False)
        for word in sign.phrases:
            above.setdefault(word, number)


def _without_words(catalogue: Catalogue) -> Iterator[Finding]:
    """Categories nothing can lead to but a person."""
    spoken = {rule.category for rule in catalogue.rules}
    for number, category in enumerate(catalogue.categories, 1):
        known = category.code in spoken or category.code in catalogue.learned.names
        if not known and category.code != UNCLEAR:
            problem = (
                f"{category.code!r} has no words and the learned reader does not know it: no "
                "message is ever read so; allowed: a [[rule]] with words for it"
            )
            yield Finding(f"category no. {number}: code", problem, is_error=False)


def _raises_an_alarm(catalogue: Catalogue) -> Iterator[Finding]:
    """Words of one category that by themselves report a danger which belongs to another: whoever
    writes them raises an alarm, and the ticket goes there."""
    categories = {f"rule no. {n}": rule.category for n, rule in enumerate(catalogue.rules, 1)}
    for key, word, _ in _words_of_rules(catalogue):
        danger = life_safety_of(word, catalogue)
        if danger is not None and danger.category != categories[key.partition(":")[0]]:
            problem = (
                f"{word!r} holds a sign of danger ({danger.code}): such a message is an emergency "
                f"of {danger.category}; allowed: a veto {word!r} for {danger.code}, or other words"
            )
            yield Finding(key, problem, is_error=False)


CHECKS: tuple[Callable[[Catalogue], Iterator[Finding]], ...] = (
    _said_for_two,
    _hidden,
    _never_heard,
    _never_seen,
    _silenced_by_itself,
    _whole_alone,
    _seen_as_another,
    _without_words,
    _raises_an_alarm,
)
