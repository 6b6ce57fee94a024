"""What an office says of categories of the catalogue on its sheet: another name, another clock,
evidence or none, words of its own. Categories themselves come and go in the catalogue's file."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from domain.catalogue import Catalogue, Category, Rule, Urgency
from domain.learning import WEIGHT
from domain.org_document import Change


@dataclass(frozen=True, slots=True)
class OwnCategory:
    """What is said of one category; None: as the catalogue says. ``level``: the clock where nothing
    presses."""

    code: str
    name: str | None = None
    level: str | None = None
    evidence: bool | None = None
    words: tuple[str, ...] = ()


def to_rows(own: Iterable[OwnCategory]) -> list[dict[str, Any]]:
    """Plain JSON."""
    return [asdict(one) for one in own]


def from_document(document: Mapping[str, Any]) -> tuple[OwnCategory, ...]:
    """What such a document says of categories; one from before there was any says nothing."""
    rows = document.get("categories", ())
    return tuple(OwnCategory(**row | {"words": tuple(row["words"])}) for row in rows)


def with_own(catalogue: Catalogue, own: Sequence[OwnCategory], lang: str) -> Catalogue:
    """The catalogue of the file with what the office says over it. Names are those of one language;
    others keep theirs. What is said of a category that is gone counts for nothing."""
    said = {one.code: one for one in own if catalogue.find_category(one.code)}
    if not said:
        return catalogue
    categories = tuple(
        _changed(one, said[one.code], lang) if one.code in said else one
        for one in catalogue.categories
    )
    return catalogue.with_categories(categories).with_phrases(
        [Rule(code, phrases=one.words, weight=WEIGHT) for code, one in said.items() if one.words]
    )


def _changed(category: Category, own: OwnCategory, lang: str) -> Category:
    levels = dict(category.levels)
    if own.level:
        # What presses never has more time than what does not; L1 is less than L2.
        pressing = min(own.level, levels[Urgency.HIGH])
        levels |= {Urgency.NORMAL: own.level, Urgency.HIGH: pressing}
    return replace(
        category,
        names=dict(category.names) | ({lang: own.name} if own.name else {}),
        levels=levels,
        evidence=category.evidence if own.evidence is None else own.evidence,
    )


def gone(catalogue: Catalogue, own: Iterable[OwnCategory]) -> list[str]:
    """The categories something is said of that the catalogue no longer has."""
    return [one.code for one in own if catalogue.find_category(one.code) is None]


def differences(
    catalogue: Catalogue, before: Sequence[OwnCategory], after: Sequence[OwnCategory], lang: str
) -> tuple[Change, ...]:
    """What becomes different of which category, in the order of the catalogue."""
    was, will = with_own(catalogue, before, lang), with_own(catalogue, after, lang)
    old_words, new_words = _words(before), _words(after)
    found = []
    for old, new in zip(was.categories, will.categories, strict=True):
        words = old_words.get(old.code, ()), new_words.get(old.code, ())
        if details := (*_details(old, new, lang), *_words_changed(*words)):
            found.append(Change("categories", "changed", new.code, name_of(new, lang), details))
    return tuple(found)


def name_of(category: Category, lang: str) -> str:
    """What people who read that language call it."""
    return category.names.get(lang, category.code)


def _words(own: Iterable[OwnCategory]) -> dict[str, tuple[str, ...]]:
    return {one.code: one.words for one in own}


def _details(old: Category, new: Category, lang: str) -> Iterable[str]:
    pairs = (
        ("name", name_of(old, lang), name_of(new, lang)),
        ("level", old.levels[Urgency.NORMAL], new.levels[Urgency.NORMAL]),
        ("evidence", _yes(old.evidence), _yes(new.evidence)),
    )
    return (f"{what}: {was} -> {is_}" for what, was, is_ in pairs if was != is_)


def _words_changed(old: Sequence[str], new: Sequence[str]) -> Iterable[str]:
    yield from (f"word + {word}" for word in new if word not in old)
    yield from (f"word - {word}" for word in old if word not in new)


def _yes(flag: bool) -> str:
    return "yes" if flag else "no"
