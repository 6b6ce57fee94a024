"""Tells people in a few lines what a message was read as, and why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from domain.catalogue import Catalogue, Kind, Rule
from domain.explanation import Candidate, Cut, Explanation, Stretch, explain
from domain.meaning import Understanding
from domain.org import Organisation
from domain.own_categories import words_of_units
from domain.own_words import as_written
from domain.place import CompoundName, Place
from domain.reading import with_words_in
from domain.text import normalise
from domain.understanding import understand

NOTHING = Understanding(Kind.CHAT, (), Place(), 1.0, None)
KINDS = {Kind.CHAT: "thanks_or_chat"}
"""Kinds that are called otherwise outside."""


@dataclass(frozen=True)
class Source:
    """What messages are read with. `taken_in`: the words communities have taken in, `of_units`:
    those of a unit's categories; they count where it is known which community's message it is."""

    catalogue: Catalogue
    org: Organisation = Organisation((), (), ())
    taken_in: Mapping[str, tuple[Rule, ...]] = field(default_factory=dict)
    of_units: Mapping[str, tuple[Rule, ...]] = field(default_factory=dict)

    @property
    def compounds(self) -> tuple[CompoundName, ...]:
        """The names by which compounds are called."""
        return self.org.compound_names

    def read(self, text: str) -> Understanding:
        """Read a message; one without any mark wants nothing."""
        if not normalise(text):
            return NOTHING
        meaning = understand(text, self.catalogue, self.compounds)
        here = self._here(text, meaning)
        return meaning if here is self.catalogue else understand(text, here, self.compounds)

    def explain(self, text: str) -> Explanation:
        """The same, and why."""
        here = self._here(text, understand(text, self.catalogue, self.compounds))
        return explain(text, here, self.compounds)

    def _here(self, text: str, meaning: Understanding) -> Catalogue:
        """The catalogue with the words of the community of the compound that is named, else of the
        only one."""
        only = next(iter(self.org.compounds)) if len(self.org.compounds) == 1 else None
        community = self.org.community_meant((meaning.place.compound, only))
        if community is None:
            return self.catalogue
        taken_in = self.taken_in.get(community, ()) if meaning.matters else ()
        rules = (*taken_in, *words_of_units(self.org, self.of_units, community))
        return with_words_in(text, self.catalogue, rules)

    def asks(self, meaning: Understanding) -> bool:
        """Whether the resident would be asked what is meant."""
        return meaning.is_unsure(self.catalogue.thresholds.ask)


def kind_name(kind: Kind) -> str:
    """What a kind is called in the labelled messages."""
    return KINDS.get(kind, kind.value)


def parts_of_place(place: Place, source: Source) -> dict[str, str | None]:
    """A place by its parts, each as far as it was written; the compound by its name."""
    names = {one.code: one.name for one in source.compounds}
    return {
        "compound": place.compound_text or names.get(place.compound or ""),
        "building": place.building,
        "unit": place.unit,
        "floor": place.floor,
        "room": place.room,
    }


def told(text: str, meaning: Understanding, source: Source) -> Iterator[str]:
    """A reading in a few lines."""
    yield _shortened(text)
    asks = ", would ask which it is" if source.asks(meaning) else ""
    yield f"  {kind_name(meaning.kind)}, confidence {_percent(meaning.confidence)}{asks}"
    if meaning.life_safety:
        yield f"  DANGER TO LIFE: {meaning.life_safety}"
    for matter in meaning.matters:
        words = as_written(text, matter.span, source.catalogue)
        why = f"  because of: {', '.join(matter.reasons)}" if matter.reasons else ""
        yield (
            f"  {matter.route}/{matter.category}, {matter.urgency}, {matter.level}, "
            f"{_percent(matter.confidence)}: {_shortened(words)}{why}"
        )
    if not meaning.place.is_empty:
        yield f"  place: {_where(meaning.place, source)}"


def _where(place: Place, source: Source) -> str:
    known = parts_of_place(place, source)
    return ", ".join(f"{name} {value}" for name, value in known.items() if value) or "none"


def _percent(share: float) -> str:
    return f"{share:.0%}"


def _shortened(text: str, most: int = 200) -> str:
    """A text on one line of bounded length, without marks that could move the cursor."""
    line = "".join(char if char.isprintable() else " " for char in text)
    return line if len(line) <= most else line[: most - 1] + "…"


def reasons(found: Explanation, source: Source) -> Iterator[str]:
    """Why a message is read so: kind, danger, place, cuts, both readers, whether to ask."""
    thresholds = source.catalogue.thresholds
    yield f"read as   {_shortened(found.read)}"
    kinds = ", ".join(f"{kind_name(Kind(name))} {_percent(share)}" for name, share in found.kinds)
    yield f"kind      {kinds or 'the learned reader knows no kinds'}"
    yield f"danger    {_danger(found, source)}"
    yield f"place     {_where(found.meaning.place, source)}"
    for cut in found.cuts:
        yield _cut_told(cut, thresholds.split)
    for number, stretch in enumerate(found.stretches, 1):
        yield ""
        yield f"matter {number}: {_shortened(stretch.text)}"
        yield from _stretch_told(stretch, source)
    yield ""
    yield _verdict(found, source)


def _danger(found: Explanation, source: Source) -> str:
    thresholds = source.catalogue.thresholds
    words = ", ".join(found.sign_words)
    sign = f"words name {found.sign} ({words})" if found.sign else "no word names one"
    if found.danger is None:
        return f"{sign}; the learned reader knows nothing of dangers"
    perhaps = "perhaps, so the resident is told whom to call"
    verdict = found.meaning.life_safety or (perhaps if found.meaning.perhaps_danger else "none")
    return (
        f"{verdict}: {sign}; the learned reader says {found.danger:.1%} (it alone is believed "
        f"from {thresholds.danger:.0%}, against the words below {thresholds.danger_denied:.0%})"
    )


def _cut_told(cut: Cut, least: float) -> str:
    verdict = "cut" if cut.done else "left whole" if cut.chance > least else "whole"
    return f"cut       {verdict}, {_percent(cut.chance)} of {_percent(least)}: … | {cut.before}"


def _stretch_told(stretch: Stretch, source: Source) -> Iterator[str]:
    for candidate in stretch.candidates:
        category = source.catalogue.category(candidate.category)
        yield f"  {category.route}/{candidate.category}: {_percent(candidate.chance)}"
        yield f"    words of the catalogue {candidate.said:.2f}: {_words(candidate)}"
        characters = ", ".join(candidate.characters) or "none in particular"
        yield f"    learned reader {_percent(candidate.learned)}: {characters}"


def _words(candidate: Candidate) -> str:
    said = (f"{word} ({weight:g})" for word, weight in candidate.words)
    return ", ".join(said) or "none"


def _verdict(found: Explanation, source: Source) -> str:
    meaning, least = found.meaning, source.catalogue.thresholds.ask
    start = f"confidence {_percent(meaning.confidence)}, asked below {_percent(least)}: "
    if meaning.life_safety:
        return start + "a danger is never asked about."
    if not meaning.matters:
        return start + "nothing is asked for, so nothing is asked."
    if not source.asks(meaning):
        return start + "the resident is not."
    one = min(meaning.matters, key=lambda matter: matter.confidence)
    which = f" about {one.category}, the least sure" if len(meaning.matters) > 1 else ""
    return start + f"the resident is asked{which}."
