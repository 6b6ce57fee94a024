"""What an office says of categories on its sheet: of those of the catalogue another name, another
clock, evidence or none, words of its own; and categories of its own, for all or for a unit with all
beneath it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from domain.catalogue import Catalogue, Category, Route, Rule, Urgency
from domain.learning import WEIGHT
from domain.org import Organisation
from domain.org_document import Change


@dataclass(frozen=True, slots=True)
class OwnCategory:
    """What is said of one category; None: as the catalogue says. ``level``: the clock where nothing
    presses. One with a ``route`` is the office's own; ``unit``: for whom alone, with all beneath.
    ``closed``: it stood on an earlier sheet; tickets name it still."""

    code: str
    name: str | None = None
    level: str | None = None
    evidence: bool | None = None
    words: tuple[str, ...] = ()
    route: str | None = None
    unit: str | None = None
    closed: bool = False


USUAL_LEVEL = "L3"
"""Of a category that an office adds and says nothing of."""


def to_rows(own: Iterable[OwnCategory]) -> list[dict[str, Any]]:
    """Plain JSON."""
    return [asdict(one) for one in own]


def from_document(document: Mapping[str, Any]) -> tuple[OwnCategory, ...]:
    """What such a document says of categories; one from before there was any says nothing."""
    rows = document.get("categories", ())
    return tuple(OwnCategory(**row | {"words": tuple(row["words"])}) for row in rows)


def with_own(catalogue: Catalogue, own: Sequence[OwnCategory], lang: str) -> Catalogue:
    """The catalogue of the file with what the office says over it. Names are those of one language;
    others keep theirs. What is said of a category that is gone counts for nothing. The words of
    those for a unit alone are not in it (``words_by_unit``)."""
    said = {one.code: one for one in own if catalogue.find_category(one.code)}
    added = [one for one in own if one.route and one.code not in said]
    if not said and not added:
        return catalogue
    categories = tuple(
        _changed(one, said[one.code], lang) if one.code in said else one
        for one in catalogue.categories
    )
    langs = dict.fromkeys((lang, *(name for one in categories for name in one.names)))
    made = catalogue.with_categories((*categories, *(_added(one, langs) for one in added)))
    spoken = [one for one in (*said.values(), *added) if one.words and one.unit is None]
    return made.with_phrases([_rule(one) for one in spoken])


def words_by_unit(
    catalogue: Catalogue, own: Iterable[OwnCategory]
) -> Mapping[str, tuple[Rule, ...]]:
    """The words of the categories that count for a unit alone, by that unit."""
    found: dict[str, tuple[Rule, ...]] = {}
    for one in own:
        if one.unit and one.words and catalogue.find_category(one.code) is None:
            found[one.unit] = (*found.get(one.unit, ()), _rule(one))
    return found


def words_of_units(
    org: Organisation, words: Mapping[str, tuple[Rule, ...]], community: str
) -> tuple[Rule, ...]:
    """Of such words those that count for a community: its own, and those of the units above."""
    return tuple(rule for unit in org.above(community) for rule in words.get(unit.code, ()))


def _rule(own: OwnCategory) -> Rule:
    return Rule(own.code, phrases=own.words, weight=WEIGHT)


def _added(own: OwnCategory, langs: Iterable[str]) -> Category:
    """A category of the office's own. It is called the same in every language."""
    level = own.level or USUAL_LEVEL
    return Category(
        code=own.code,
        route=Route(own.route or Route.COMMUNITY),
        names=dict.fromkeys(langs, own.name or own.code),
        levels={
            Urgency.NORMAL: level,
            Urgency.HIGH: min(level, "L2"),
            Urgency.EMERGENCY: "L0",
        },
        evidence=bool(own.evidence),
        unit=own.unit,
        closed=own.closed,
    )


def kept(said: Iterable[OwnCategory], now: Sequence[OwnCategory]) -> tuple[OwnCategory, ...]:
    """What is said now, with the own categories of before that it lacks: closed, as tickets name
    them still."""
    there = {one.code for one in now}
    left = (one for one in said if one.route and one.code not in there)
    return (*now, *(replace(one, words=(), closed=True) for one in left))


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
    return [o.code for o in own if not o.route and catalogue.find_category(o.code) is None]


def differences(
    catalogue: Catalogue, before: Sequence[OwnCategory], after: Sequence[OwnCategory], lang: str
) -> tuple[Change, ...]:
    """What becomes different of which category, in the order of the catalogue."""
    was, will = with_own(catalogue, before, lang), with_own(catalogue, after, lang)
    old_words, new_words = _words(before), _words(after)
    found = []
    for new in will.categories:
        old = was.find_category(new.code)
        words = old_words.get(new.code, ()), new_words.get(new.code, ())
        if old is None or (old.closed and not new.closed):
            details = (new.route.value, new.levels[Urgency.NORMAL], *_words_changed((), words[1]))
            found.append(Change("categories", "added", new.code, name_of(new, lang), details))
        elif new.closed and not old.closed:
            found.append(Change("categories", "removed", new.code, name_of(new, lang)))
        elif details := (*_details(old, new, lang), *_words_changed(*words)):
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
        ("route", old.route.value, new.route.value),
        ("unit", old.unit or "-", new.unit or "-"),
        ("level", old.levels[Urgency.NORMAL], new.levels[Urgency.NORMAL]),
        ("evidence", _yes(old.evidence), _yes(new.evidence)),
    )
    return (f"{what}: {was} -> {is_}" for what, was, is_ in pairs if was != is_)


def _words_changed(old: Sequence[str], new: Sequence[str]) -> Iterable[str]:
    yield from (f"word + {word}" for word in new if word not in old)
    yield from (f"word - {word}" for word in old if word not in new)


def _yes(flag: bool) -> str:
    return "yes" if flag else "no"
