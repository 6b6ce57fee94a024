"""Reads the editable catalogue (TOML) into ``domain.catalogue.Catalogue``.

Every mistake is told with the file, the key and what is allowed there; nothing is guessed.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from functools import partial
from pathlib import Path
from typing import Any

from bot.model_file import DEFAULT_MODEL, fingerprint_of, read_model
from domain.catalogue import (
    UNCLEAR,
    Catalogue,
    Category,
    Route,
    Rule,
    SpeechWords,
    Thresholds,
    Urgency,
)
from domain.learned import Learned
from domain.signs import LifeSafety, OtherSense, Sign
from domain.text import bare, normalise
from domain.things import Thing, Things, Within

DEFAULT_CATALOGUE = Path(__file__).with_name("defaults") / "catalogue.toml"
LANGUAGES = ("zh", "en")
LEVELS = ("L0", "L1", "L2", "L3", "L4")
CHOICE = re.compile("[a-z0-9_-]{1,24}")
ACCUSED = ("property", "community", "street", "neighbour")


class CatalogueError(ValueError):
    """The catalogue file cannot be used; ``key`` names the place, ``allowed`` what may stand."""

    def __init__(self, path: Path, key: str, allowed: str) -> None:
        super().__init__(f"{path}: {key}: {allowed}")
        self.path = path
        self.key = key
        self.allowed = allowed


def load_catalogue(path: Path = DEFAULT_CATALOGUE, model: Path | None = DEFAULT_MODEL) -> Catalogue:
    """Read and check a catalogue file, and the learned reader that stands beside its words.
    Raises CatalogueError for any mistake in it, ModelError when there is no model."""
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise CatalogueError(path, "file", f"must be readable ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CatalogueError(path, "file", f"must be TOML in UTF-8 ({error})") from error
    if model is not None:
        fingerprint_of(model)  # only a look: reading it all waits for the first message
    root = _Table(path, "", tables)
    root.only(
        "category",
        "rule",
        "danger",
        "families",
        "speech",
        "spellings",
        "thresholds",
        "usual_choices",
        "common_vetoes",
        "now_words",
        "everyday",
        "other_sense",
        "untold",
        "thing",
        "alike",
    )
    families = {name: root.table("families").words(name) for name in tables.get("families", {})}
    categories = tuple(_category(one) for one in root.tables("category"))
    codes = _codes(root, categories)
    return Catalogue(
        categories=categories,
        rules=tuple(_rule(one, codes, families) for one in root.tables("rule")),
        life_safety=tuple(_danger(one, codes, families) for one in root.tables("danger")),
        speech=_speech(root.table("speech")),
        spellings=_spellings(root.table("spellings")),
        common_vetoes=root.words("common_vetoes", families),
        now_words=root.words("now_words", families),
        everyday=root.words("everyday", families),
        other_senses=tuple(_other_sense(one, families) for one in root.tables("other_sense")),
        untold=frozenset(root.words("untold", families)),
        usual_choices=tuple(
            root.choice(code, "usual_choices", codes) for code in root.words("usual_choices")
        ),
        thresholds=_thresholds(root.table("thresholds")),
        things=_things(root, families),
        load_learned=partial(read_model, model) if model else Learned,
    )


class _Table:
    """One TOML table that knows where it stands, to tell mistakes well."""

    def __init__(self, path: Path, where: str, content: Mapping[str, Any]) -> None:
        self.path, self.where, self.content = path, where, content

    def wrong(self, key: str, allowed: str) -> CatalogueError:
        return CatalogueError(self.path, f"{self.where}{key}", allowed)

    def only(self, *names: str) -> None:
        for key in self.content:
            if key not in names:
                raise self.wrong(key, f"unknown key; allowed: {', '.join(names)}")

    def table(self, key: str) -> "_Table":
        value = self.content.get(key, {})
        if not isinstance(value, dict):
            raise self.wrong(key, f"must be a table [{key}]")
        return _Table(self.path, f"{self.where}{key}.", value)

    def tables(self, key: str) -> list["_Table"]:
        value = self.content.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise self.wrong(key, f"must be tables, each under its own [[{key}]]")
        return [
            _Table(self.path, f"{self.where}{key} no. {number}: ", one)
            for number, one in enumerate(value, 1)
        ]

    def text(self, key: str) -> str:
        value = self.content.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(key, "must be a text in quotes, not empty")
        return value.strip()

    def words(
        self, key: str, families: Mapping[str, tuple[str, ...]] | None = None
    ) -> tuple[str, ...]:
        """Read a list of words; ``@name`` stands for all the words of a family."""
        value = self.content.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise self.wrong(key, 'must be a list of texts, such as ["漏水", "渗水"]')
        found: dict[str, None] = {}
        for one in value:
            if one.startswith("@"):
                name = self.choice(one[1:], key, families or {})
                found.update(dict.fromkeys((families or {})[name]))
            elif word := normalise(one):
                found[word] = None
            else:
                raise self.wrong(key, "must not hold an empty word")
        return tuple(found)

    def number(self, key: str, default: float) -> float:
        value = self.content.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
            raise self.wrong(key, "must be a number from 0 up")
        return float(value)

    def flag(self, key: str) -> bool:
        value = self.content.get(key, False)
        if not isinstance(value, bool):
            raise self.wrong(key, "must be true or false")
        return value

    def choice(self, value: object, key: str, allowed: Iterable[str]) -> str:
        names = tuple(allowed)
        if not isinstance(value, str) or value not in names:
            raise self.wrong(key, f"{value!r} is unknown; allowed: {', '.join(names)}")
        return value

    def maybe(self, key: str, allowed: Iterable[str]) -> str | None:
        value = self.content.get(key)
        return None if value is None else self.choice(value, key, allowed)


def _category(table: _Table) -> Category:
    table.only("code", "route", *LANGUAGES, *Urgency, "evidence", "against", "personal")
    code = table.text("code")
    if not CHOICE.fullmatch(code):  # it travels on buttons
        raise table.wrong("code", "must be 1 to 24 of a-z, 0-9, _ and -")
    usual = {Urgency.NORMAL: "L3", Urgency.HIGH: "L2", Urgency.EMERGENCY: "L0"}
    return Category(
        code=code,
        route=Route(table.choice(table.content.get("route"), "route", Route)),
        names={language: table.text(language) for language in LANGUAGES},
        levels={key: table.maybe(key, LEVELS) or level for key, level in usual.items()},
        evidence=table.flag("evidence"),
        against=table.maybe("against", ACCUSED),
        personal=table.flag("personal"),
    )


def _codes(root: _Table, categories: tuple[Category, ...]) -> tuple[str, ...]:
    codes = tuple(one.code for one in categories)
    for code in codes:
        if codes.count(code) > 1:
            raise root.wrong("category", f"code {code!r} must stand only once")
    if UNCLEAR not in codes:
        raise root.wrong("category", f"a category with code {UNCLEAR!r} must exist")
    return codes


def _rule(table: _Table, codes: tuple[str, ...], families: Mapping[str, tuple[str, ...]]) -> Rule:
    names = tuple(one.name for one in fields(Rule))
    table.only(*names)
    urgency = table.maybe("urgency", Urgency)
    rule = Rule(
        category=table.choice(table.content.get("category"), "category", codes),
        objects=table.words("objects", families),
        troubles=table.words("troubles", families),
        phrases=table.words("phrases", families),
        weight=table.number("weight", 1.0),
        alone=table.number("alone", 0.25),
        urgency=Urgency(urgency) if urgency else None,
        level=table.maybe("level", LEVELS),
        against=table.maybe("against", ACCUSED),
        hides=table.words("hides", families),
    )
    if not rule.objects and not rule.phrases:
        raise table.wrong("objects", "a rule needs phrases, or objects (with or without troubles)")
    if rule.troubles and not rule.objects:
        raise table.wrong("troubles", "troubles only count together with objects")
    return rule


def _danger(
    table: _Table, codes: tuple[str, ...], families: Mapping[str, tuple[str, ...]]
) -> LifeSafety:
    table.only("code", "phones", "category", "advice", "vetoes", "sign")
    signs = []
    for sign in table.tables("sign"):
        sign.only("phrases", "subjects", "events")
        # Dangers are sought in text without blanks and marks, so their words hold none either.
        parts = [
            tuple(bare(word) for word in sign.words(key, families))
            for key in ("phrases", "subjects", "events")
        ]
        if not parts[0] and not (parts[1] and parts[2]):
            raise sign.wrong("phrases", "a sign needs phrases, or subjects and events")
        signs.append(Sign(*parts))
    advice = table.table("advice")
    phones = table.words("phones")
    if not phones or not all(one.isdigit() for one in phones):
        raise table.wrong("phones", 'must be numbers to call, such as ["119"]')
    return LifeSafety(
        code=table.text("code"),
        phones=phones,
        category=table.choice(table.content.get("category"), "category", codes),
        signs=tuple(signs),
        vetoes=table.words("vetoes", families),
        advice={language: advice.text(language) for language in LANGUAGES},
    )


def _other_sense(table: _Table, families: Mapping[str, tuple[str, ...]]) -> OtherSense:
    table.only("words", "before", "after")
    words, before, after = (
        tuple(bare(word) for word in table.words(key, families))
        for key in ("words", "before", "after")
    )
    if not words or not (before or after):
        raise table.wrong("words", "must be words of danger, with words before or after them")
    return OtherSense(words, before, after)


def _speech(table: _Table) -> SpeechWords:
    names = tuple(one.name for one in fields(SpeechWords))
    table.only(*names)
    return SpeechWords(**{name: table.words(name) for name in names})


def _spellings(table: _Table) -> dict[str, str]:
    found: dict[str, str] = {}
    for wrong in table.content:
        right = normalise(table.text(wrong))
        if len(normalise(wrong)) != len(right):
            raise table.wrong(wrong, "both words must have the same number of characters")
        found[normalise(wrong)] = right
    return found


def _thresholds(table: _Table) -> Thresholds:
    usual = Thresholds()
    table.only(*(one.name for one in fields(Thresholds)))
    given = {one.name: table.number(one.name, getattr(usual, one.name)) for one in fields(usual)}
    found: Thresholds = replace(usual, **given)  # type: ignore[arg-type]
    return replace(found, near=int(found.near), clip=int(found.clip))


def _things(root: _Table, families: Mapping[str, tuple[str, ...]]) -> Things:
    alike = root.table("alike")
    alike.only("alone", "private", "apart")
    return Things(
        things=tuple(_thing(one, families) for one in root.tables("thing")),
        alone=alike.words("alone", families),
        private=alike.words("private", families),
        apart=alike.words("apart", families),
    )


def _thing(table: _Table, families: Mapping[str, tuple[str, ...]]) -> Thing:
    lists = ("objects", "troubles", "phrases", "vague", "other")
    table.only("code", "within", "wide", "common", *lists)
    code = table.text("code")
    if not CHOICE.fullmatch(code):
        raise table.wrong("code", "must be 1 to 24 of a-z, 0-9, _ and -")
    thing = Thing(
        code=code,
        within=Within(table.choice(table.content.get("within"), "within", Within)),
        wide=table.flag("wide"),
        common=table.flag("common"),
        **{name: table.words(name, families) for name in lists},
    )
    if not (thing.phrases or (thing.objects and thing.troubles)):
        raise table.wrong("phrases", "a thing needs phrases, or objects and troubles")
    return thing
