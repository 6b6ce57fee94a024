"""The shape of the office's sheet: which sheets and columns there are, how they are called in each
language, and what is wrong where."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz import fuzz, process, utils

from bot.catalogue_file import LEVELS
from bot.words import LANGS, Words
from db.models import GroupPurpose
from domain.catalogue import Route
from domain.org import UnitKind
from domain.people import Role
from domain.text import normalise

MOST_PROBLEMS = 200
"""More are no more use to anybody at once."""

LIKE = 70
"""From which likeness on (0 to 100) something is taken for a slip of the pen."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: whether each line needs a value in it, and which words it may hold, if only
    some."""

    key: str
    needed: bool = True
    choices: str = ""


SHEETS: Mapping[str, tuple[Column, ...]] = {
    "units": (
        Column("code"),
        Column("name"),
        Column("kind", choices="unit-kind"),
        Column("parent", needed=False),
    ),
    "compounds": (
        Column("code"),
        Column("name"),
        Column("aliases", needed=False),
        Column("community"),
        Column("property", needed=False),
        Column("stand_in", needed=False),
        Column("branch", needed=False),
    ),
    "grids": (Column("code"), Column("name"), Column("community"), Column("compound")),
    "buildings": (Column("compound"), Column("building"), Column("grid", needed=False)),
    "people": (
        Column("staff_no"),
        Column("name"),
        Column("role", choices="role"),
        Column("unit"),
        Column("grid", needed=False),
    ),
    "duty": (Column("unit"), Column("day"), Column("staff_no")),
    "groups": (
        Column("name"),
        Column("unit"),
        Column("purpose", choices="group-purpose"),
    ),
    "categories": (
        Column("code"),
        Column("name", needed=False),
        Column("route", needed=False, choices="route"),
        Column("unit", needed=False),
        Column("level", needed=False, choices="level"),
        Column("evidence", needed=False, choices="answer"),
        Column("words", needed=False),
    ),
}
"""The sheets in the order in which they build on one another."""

YES = "yes"
COLUMNS = tuple(dict.fromkeys(one.key for columns in SHEETS.values() for one in columns))
CHOICES: Mapping[str, tuple[str, ...]] = {
    "unit-kind": tuple(UnitKind),
    "role": tuple(Role),
    "group-purpose": tuple(GroupPurpose),
    "route": (Route.COMMUNITY, Route.PROPERTY, Route.JOINT),
    "level": LEVELS[1:],
    "answer": (YES, "no"),
}
"""L0 is for dangers to life alone: the signs of the catalogue raise it."""

CHOICE_KEYS = {
    "unit-kind": "unit-kind",
    "role": "role",
    "group-purpose": "unit-purpose",
    "route": "cell",
    "level": "cell",
    "answer": "cell",
}
"""How the keys of their words begin."""


@dataclass
class Findings:
    """What is wrong, in whole lines, as many as are of use; and what is only worth knowing.
    `faulty`: codes of lines that are wrong: whoever refers to them is not told so once more."""

    problems: list[str] = field(default_factory=list)
    faulty: set[str] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)
    more: int = 0

    @property
    def is_full(self) -> bool:
        """Whether what is found from now on is only counted."""
        return len(self.problems) >= MOST_PROBLEMS

    def add(self, where: str, problem: str) -> None:
        """Something that keeps the sheet from being taken in."""
        if not self.is_full:
            self.problems.append(f"{where}: {problem}")
        else:
            self.more += 1


class Names:
    """How sheets, columns and choices are called: by their code, or in any language."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._sheets = self._turned({key: f"sheet-{key}" for key in (*SHEETS, "guide")})
        self._columns = self._turned({key: f"column-{key}" for key in COLUMNS})
        self._choices = {
            "unit-kind": self._turned({one: f"unit-kind-{one}" for one in UnitKind}),
            "role": self._turned({one: f"role-{one}" for one in Role}),
            "group-purpose": self._turned({one: f"unit-purpose-{one}" for one in GroupPurpose}),
            "route": self._turned({one: f"cell-{one}" for one in CHOICES["route"]}),
            "level": self._turned({one: f"cell-{one}" for one in CHOICES["level"]}),
            "answer": self._turned({one: f"cell-{one}" for one in CHOICES["answer"]}),
        }

    def _turned(self, keys: Mapping[str, str]) -> dict[str, str]:
        found = {normalise(code): code for code in keys}
        for lang in LANGS:
            for code, key in keys.items():
                found.setdefault(normalise(self._words.say(lang, key, {})), code)
        return found

    def sheet(self, title: str) -> str | None:
        """The sheet of that title."""
        return self._sheets.get(normalise(title))

    def column(self, heading: str) -> str | None:
        """The column of that heading."""
        return self._columns.get(normalise(heading))

    def choice(self, of: str, text: str) -> str | None:
        """What one of several words stands for."""
        return self._choices[of].get(normalise(text))

    def like_sheet(self, title: str) -> str:
        """The title that was probably meant, or nothing."""
        return nearest(normalise(title), self._sheets)

    def like_column(self, heading: str, sheet: str) -> str:
        """The heading that was probably meant, or nothing."""
        here = {column.key for column in SHEETS[sheet]}
        return nearest(normalise(heading), [n for n, key in self._columns.items() if key in here])

    def said(self, lang: str, key: str) -> str:
        """Something of the sheet in a language."""
        return self._words.say(lang, key, {})

    def choice_said(self, lang: str, of: str, value: str) -> str:
        """How one of the choices is called."""
        return self._words.say(lang, f"{CHOICE_KEYS[of]}-{value}", {})

    def allowed(self, of: str) -> str:
        """The choices, for a message."""
        return ", ".join(dict.fromkeys(self._choices[of].values()))


def nearest(text: str, known: Any) -> str:
    """What is so like a text that it was probably meant; nothing when nothing is."""
    found = process.extractOne(
        text, list(known), scorer=fuzz.ratio, processor=utils.default_process, score_cutoff=LIKE
    )
    return str(found[0]) if found else ""


def column_letter(number: int) -> str:
    """The letters of a column, from 1 on."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
