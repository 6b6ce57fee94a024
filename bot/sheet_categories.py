"""What an office's sheet says of categories, checked as the catalogue itself is: words that would
contradict it, hide others or never be heard are told with sheet, row and column."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from bot.catalogue_check import PARTS, findings
from bot.sheet_find import Finder
from bot.sheet_lines import Line, lines
from bot.sheet_read import Table, is_blank
from bot.sheet_shape import YES, Findings, Names, nearest
from domain.catalogue import UNCLEAR, Catalogue, Route
from domain.org import Organisation, UnitKind
from domain.own_categories import OwnCategory, name_of, with_own
from domain.text import normalise
from workflows.deps import Rules

SHORTEST, LONGEST = 2, 20
"""Characters of a word. One alone stands in half of all messages."""

SWALLOWED = 3
"""A word that stands in words of so many other categories says nothing of its own."""

WITH_RESIDENTS = frozenset({UnitKind.DISTRICT, UnitKind.STREET, UnitKind.COMMUNITY})
"""The kinds of units for which a category can be."""

TALK = ("greetings", "thanks", "chat", "status", "urge", "impatient", "yet", "negations", "joiners")
"""Words people use whatever it is about."""

BLANK = re.compile(r"[^\x00-\x7f] [^\x00-\x7f]")
"""Between two words that need none: somebody meant to write two."""

RULE = re.compile(r"rule no\. (\d+): ")


class Categories:
    """Reads the table of categories against the catalogue's file."""

    def __init__(self, rules: Rules, org: Organisation, names: Names, found: Findings) -> None:
        catalogue = rules.plain_catalogue
        self._catalogue, self._lang, self._names, self._found = (
            catalogue,
            rules.default_lang,
            names,
            found,
        )
        self._org, self._units = org, Finder(org.units, "unit")
        self._places = _places(org)
        self._users = _users(catalogue)
        self._talk = [word for part in TALK for word in getattr(catalogue.speech, part)]

    def read(self, tables: Mapping[str, Table]) -> tuple[OwnCategory, ...] | None:
        """What it says; None when there is no such table."""
        if "categories" not in tables:
            return None
        said: dict[str, tuple[Line, OwnCategory]] = {}
        taken: dict[str, int] = {}
        for line in lines(tables["categories"], self._names, self._found):
            code = self._code(line)
            if code in said:
                line.wrong("code", f"the code {code!r} stands here a second time")
            elif code:
                said[code] = line, self._one(line, code, taken)
        self._check_names(said.values())
        self._check_all(list(said.values()))
        return tuple(own for _, own in said.values())

    def _code(self, line: Line) -> str | None:
        """A code of the catalogue, or a new one on a line that says who handles it."""
        if self._catalogue.find_category(str(line.raw("code") or "").strip()):
            return line.text("code")
        if not is_blank(line.raw("route")):
            return line.code()
        code = line.text("code")
        if code is None:
            return None
        known = [one.code for one in self._catalogue.categories]
        like = nearest(code, known)
        hint = f"; did you mean {like!r}?" if like else "."
        line.wrong(
            "code",
            f"{code!r} is no category of the catalogue{hint} A new one needs a name, a route "
            f"({self._names.allowed('route')}) and words. Known: {', '.join(known)}",
        )
        return None

    def _one(self, line: Line, code: str, taken: dict[str, int]) -> OwnCategory:
        evidence = line.choice("evidence")
        own = OwnCategory(
            code,
            line.text("name"),
            line.choice("level"),
            None if evidence is None else evidence == YES,
            tuple(self._words(line, code, taken)),
        )
        there = self._catalogue.find_category(code)
        return self._new(line, own) if there is None else self._known(line, own, there.route)

    def _new(self, line: Line, own: OwnCategory) -> OwnCategory:
        """A category of the office's own: whoever reads it must know what it is, and some word must
        lead to it."""
        if own.name is None and is_blank(line.raw("name")):
            line.wrong("name", "empty; a new category needs a name")
        if is_blank(line.raw("words")):
            line.wrong("words", "empty; no message would ever be of this category")
        unit = self._units.find(line, "unit")
        if unit is not None and self._org.units[unit].kind not in WITH_RESIDENTS:
            line.wrong("unit", f"{unit!r} has no residents; name a community, or a unit above one")
        return replace(own, route=line.choice("route"), unit=unit)

    def _known(self, line: Line, own: OwnCategory, route: Route) -> OwnCategory:
        """One of the catalogue: who handles it, and for whom it counts, stands in the file."""
        said = line.choice("route")
        if said is not None and said != route:
            line.wrong("route", f"who handles {own.code!r} stands in the catalogue's file: {route}")
        if not is_blank(line.raw("unit")):
            line.wrong("unit", "only a new category can be for one unit; leave it empty")
        return own

    def _words(self, line: Line, code: str, taken: dict[str, int]) -> Iterable[str]:
        """The words nothing speaks against; `taken`: those of rows before, and which."""
        words = dict.fromkeys(normalise(word) for word in line.several("words"))
        if words and code == UNCLEAR:
            line.wrong("words", f"{code!r} is what nobody understood; it has no words")
            return
        for word in words:
            problem = self._against(word, code)
            if problem is None and word in taken:
                problem = f"stands for another category in row {taken[word]}"
            if problem is None:
                taken[word] = line.number
                yield word
            else:
                line.wrong("words", f"{word!r} {problem}")

    def _against(self, word: str, code: str) -> str | None:
        if not SHORTEST <= len(word) <= LONGEST:
            return f"has {len(word)} characters; allowed: {SHORTEST} to {LONGEST}"
        if BLANK.search(word):
            return "holds a blank; put 、 or , between words"
        others = sorted(self._users.get(word, set()) - {code})
        if others:
            return (
                f"is a word of {', '.join(others)} in the catalogue, which would never win; "
                "allowed: a longer word, or a change of the catalogue's file"
            )
        holders = sorted({c for one, of in self._users.items() if word in one for c in of} - {code})
        if len(holders) >= SWALLOWED:
            named = ", ".join(holders[:3])
            return (
                f"stands in words of {len(holders)} other categories ({named} ...) "
                "and would take their messages; allowed: a longer word"
            )
        if place := next((one for one in self._places if word in one), None):
            return f"stands in the name {place!r}, and so in messages about anything there"
        if any(word in one for one in self._talk):
            return "is said whatever a message is about; allowed: what only this is called"
        return None

    def _check_names(self, said: Iterable[tuple[Line, OwnCategory]]) -> None:
        """Two categories of one name could not be told apart on buttons."""
        named = {one.code: name_of(one, self._lang) for one in self._catalogue.categories}
        rows = [(line, own) for line, own in said if own.name]
        named |= {own.code: own.name or "" for _, own in rows}
        for line, own in rows:
            same = [code for code, name in named.items() if name == own.name and code != own.code]
            if same:
                line.wrong("name", f"{own.name!r} is the name of {same[0]} as well")

    def _check_all(self, said: Sequence[tuple[Line, OwnCategory]]) -> None:
        """What `jiedan check-config` would find in the words, if they stood in the file."""
        if not any(own.words for _, own in said):
            return
        rows = {own.code: line for line, own in said}
        everywhere = [replace(own, unit=None) for _, own in said]
        made = with_own(self._catalogue, everywhere, self._lang)
        first = len(self._catalogue.rules)
        for finding in findings(made):
            match = RULE.match(finding.key)
            number = int(match[1]) if match else 0
            if number > first:
                rows[made.rules[number - 1].category].wrong("words", finding.problem)


def _places(org: Organisation) -> tuple[str, ...]:
    """What places and units are called, as messages are read."""
    compounds = (name for one in org.compounds.values() for name in (one.name, *one.aliases))
    units = (unit.name for unit in org.units.values())
    return tuple(normalise(name) for name in (*compounds, *units))


def _users(catalogue: Catalogue) -> dict[str, set[str]]:
    """The categories each word of the catalogue speaks for."""
    users: dict[str, set[str]] = {}
    for rule in catalogue.rules:
        for part in PARTS:
            for word in getattr(rule, part):
                users.setdefault(word, set()).add(rule.category)
    return users
