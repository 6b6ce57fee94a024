"""The words people see: Fluent catalogues per language, filled at the last moment.

Texts live in bot/locales/LANG/*.ftl and nowhere else; this module turns keys and values into
them, with moments, nested pieces and names said in the reader's language.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from fluent.runtime import FluentBundle
from fluent.syntax import FluentParser, parse
from fluent.syntax.ast import Message, VariableReference
from fluent.syntax.visitor import Visitor

from domain.elder import is_elder, plain
from domain.said import weekday as weekday_name
from workflows.deps import Clock, Rules

LOCALES = Path(__file__).parent / "locales"
LANGS = ("zh", "en")
LONG = 1000
"""Fluent takes no value of more than 2500 characters, but people write as much: a longer one than
this is put into its place afterwards."""


class MissingWord(KeyError):
    """A key that is in no catalogue, or a placeholder without a value: a defect of ours."""


@cache
def load_bundle(lang: str) -> FluentBundle:
    """All catalogues of one language as one bundle; the files are read once in a process, when the
    first reader of that language is spoken to."""
    bundle = FluentBundle([lang], use_isolating=False)
    parser = FluentParser(with_spans=False)  # where each character stood costs megabytes
    for path in sorted((LOCALES / lang).glob("*.ftl")):
        bundle.add_resource(parser.parse(path.read_text(encoding="utf-8")))
    return bundle


@cache
def placeholders(lang: str) -> dict[str, frozenset[str]]:
    """The names of the values each message of a language needs."""
    found = {}
    for path in sorted((LOCALES / lang).glob("*.ftl")):
        for entry in parse(path.read_text(encoding="utf-8")).body:
            if isinstance(entry, Message):
                collector = _Variables()
                collector.visit(entry)
                found[entry.id.name] = frozenset(collector.names)
    return found


class _Variables(Visitor):
    """Collects the variables of a message."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: VariableReference) -> None:
        """Called by the visitor for each variable."""
        self.names.add(node.id.name)


class Words:
    """The catalogues of every language, and how to say a message from its parts."""

    def __init__(self, rules: Rules, clock: Clock) -> None:
        self._rules = rules
        self._zone = rules.zone
        self._clock = clock

    def render(self, lang: str, parts: Sequence[Any]) -> str:
        """The text of a message: its parts, one per line. Unknown languages read Chinese."""
        return "\n".join(self.say(lang, key, values) for key, values in parts)

    def say(self, lang: str, key: str, values: Mapping[str, Any]) -> str:
        """One piece of text; in elder mode the short form, where there is one. Raises MissingWord
        when the key or one of its values is missing."""
        short, lang = is_elder(lang), self._known(lang)
        bundle = load_bundle(lang)
        if short and bundle.has_message(f"short-form-{key}"):
            key = f"short-form-{key}"
        if not bundle.has_message(key):
            raise MissingWord(key)
        pattern = _pattern(bundle, key)
        ready = {name: self._value(lang, value) for name, value in values.items()}
        long = {n: v for n, v in ready.items() if isinstance(v, str) and len(v) > LONG}
        text, errors = bundle.format_pattern(
            pattern, ready | {name: _stand_in(name) for name in long}
        )
        if errors:
            raise MissingWord(f"{key}: {errors[0]}")
        text = str(text)
        for name, value in long.items():
            text = text.replace(_stand_in(name), value)
        return text

    def _known(self, lang: str) -> str:
        """Unknown languages read Chinese."""
        return plain(lang) if plain(lang) in LANGS else LANGS[0]

    def all_with_prefix(self, lang: str, prefix: str) -> dict[str, str]:
        """Every message whose key starts so, with `{name}` where a value belongs; for pages that
        fill them in themselves."""
        known = self._known(lang)
        bundle = load_bundle(known)
        found = {}
        for key in sorted(bundle._messages):
            if key.startswith(prefix):
                kept = {name: "{" + name + "}" for name in placeholders(known)[key]}
                text, _ = bundle.format_pattern(_pattern(bundle, key), kept)
                found[key] = str(text)
        return found

    def _value(self, lang: str, value: Any) -> Any:
        if not isinstance(value, Mapping):
            return value
        for mark, say in self._marks().items():
            if mark in value:
                return say(lang, value)
        raise MissingWord(f"a value nobody can say: {sorted(value)}")

    def _marks(self) -> dict[str, Callable[[str, Mapping[str, Any]], str]]:
        return {
            "$word": lambda lang, v: self.say(lang, v["$word"], v.get("values", {})),
            "$moment": self._moment,
            "$day": lambda lang, v: self.day(lang, date.fromisoformat(v["$day"])),
            "$category": lambda lang, v: self._category(lang, v["$category"]),
            "$advice": lambda lang, v: self._advice(lang, v["$advice"]),
            "$join": self._join,
        }

    def _join(self, lang: str, value: Mapping[str, Any]) -> str:
        pieces = [str(self._value(lang, piece)) for piece in value["$join"]]
        return self.say(lang, f"separator-{value.get('with', 'list')}", {}).join(pieces)

    def _category(self, lang: str, code: str) -> str:
        found = self._rules.catalogue.find_category(code)
        return found.names.get(lang, code) if found else code

    def _advice(self, lang: str, code: str) -> str:
        found = (d.advice for d in self._rules.catalogue.life_safety if d.code == code)
        return next(found, {}).get(lang, "")

    def _moment(self, lang: str, value: Mapping[str, Any]) -> str:
        at = datetime.fromisoformat(value["$moment"])
        return self.moment(lang, at, lasting=value.get("lasting", False), form=value.get("as"))

    def moment(
        self, lang: str, at: datetime, *, lasting: bool = False, form: str | None = None
    ) -> str:
        """A moment as people say it, seen from now: today 18:00, tomorrow 09:30, Fri 27 Nov.
        `lasting`: read on other days too, so by its date where it is not today. `form`: by its date
        in any case, `day` or `short`."""
        local, today = at.astimezone(self._zone), self._clock.now().astimezone(self._zone).date()
        days = (local.date() - today).days
        near = "today" if days == 0 else "day"
        if not lasting:
            near = {-1: "yesterday", 1: "tomorrow", 2: "after-tomorrow"}.get(days, near)
        near = form or near
        weekday = self._value(lang, weekday_name(local))
        values = {
            "time": f"{local:%H:%M}",
            "month": str(local.month),
            "day": str(local.day),
            "weekday": weekday,
        }
        used = values if near in ("day", "short") else {"time": values["time"]}
        return self.say(lang, f"moment-{near}", used)

    def day(self, lang: str, day: date) -> str:
        """A day as people say it, seen from now: 明天 11月19日（周四）."""
        today = self._clock.now().astimezone(self._zone).date()
        near = {0: "today", 1: "tomorrow"}.get((day - today).days, "other")
        weekday = self._value(lang, weekday_name(day))
        values = {"month": str(day.month), "day": str(day.day), "weekday": weekday}
        return self.say(lang, f"day-{near}", values)


def _stand_in(name: str) -> str:
    return f"\ue000{name}\ue001"  # of private use: no text of anybody holds these


def _pattern(bundle: FluentBundle, key: str) -> Any:
    return bundle.get_message(key).value
