"""The words of a summary's picture, in the language of its readers: everything that is written on
it. How it is drawn is in week_picture."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from unicodedata import category

from bot.words import Words
from domain.bars import FEWEST, OTHERS, Bar
from domain.figures import Figures, Rate
from domain.period import Period
from domain.picture import Picture
from domain.said import Part, category_name
from workflows.deps import Rules

MOST_ROWS, MOST_ROWS_ALONE = 6, 10
"""Categories, with bars of places below them and without."""

CLOSING = (
    "period-so-far",
    "week-nothing",
    "period-nothing",
    "week-excluded",
    "week-thanks",  # as it was said before there were both: kept, and drawn again
    "thanks-done",
    "thanks-done-teams",
    "thanks-all",
    "focus-late",
    "focus-most",
    "focus-any",
    "week-focus",
    "period-focus",
    "week-added",
    "week-correction",
    "period-correction",
)
"""The lines of the text that stand on the picture as well."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of bars: of what came in, and of what it is set beside."""

    label: str
    count: int
    other: int


@dataclass(frozen=True, slots=True)
class Section:
    """Some rows under a title. `now`, `other`: what the two bars are; `warns`: the other one is
    what is overdue."""

    title: str
    now: str
    other: str
    rows: tuple[Row, ...]
    warns: bool = False


@dataclass(frozen=True, slots=True)
class Wording:
    """Everything that is written on the picture. numbers: each with its name, and what it was
    before; rates: name, rate, and its parts. difference: how much more came in, of a week of which
    an older program counted no more."""

    title: str
    dates: str
    numbers: tuple[tuple[str, str, str], ...] = ()
    difference: str = ""
    rates: tuple[tuple[str, str, str], ...] = ()
    unanswered: str = ""
    sections: tuple[Section, ...] = ()
    lines: tuple[str, ...] = ()
    foot: str = ""

    def texts(self) -> tuple[str, ...]:
        """All of it, for whoever looks for a font or for a secret."""
        pieces = [self.title, self.dates, self.difference, self.unanswered, *self.lines, self.foot]
        pieces += [text for one in (*self.numbers, *self.rates) for text in one]
        for section in self.sections:
            pieces += [section.title, section.now, section.other]
            pieces += [f"{row.label} {row.count} {row.other}" for row in section.rows]
        return tuple(pieces)


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of a unit's period: its picture, the lines that are told with it, in its text or
    on the picture alone, and the keys of those that were left out. corrected: something was said
    of it afterwards."""

    unit: str
    period: Period
    picture: Picture
    parts: Sequence[Part] = ()
    left_out: frozenset[str] = frozenset()
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class Speaker:
    """The words of one language."""

    words: Words
    rules: Rules
    lang: str

    def say(self, key: str, **values: object) -> str:
        """A piece of the catalogue."""
        return self.words.say(self.lang, key, values)

    def category(self, code: str) -> str:
        """The name of a category."""
        return self.say("export-value", value=category_name(code))

    def place(self, bar: Bar) -> str:
        """Where a bar is: a building, the rest of a compound, a unit."""
        first, second = bar.place
        org = self.rules.org
        if first in org.units:
            return org.units[first].name
        if first == OTHERS:
            return self.say("picture-others")
        name = org.compounds[first].name if first in org.compounds else first
        if second == OTHERS:
            return self.say("picture-others-in", compound=name)
        return self.say("picture-building", compound=name, building=second)


def wording(speaker: Speaker, told: Told) -> Wording:
    """The words of a picture: it bears the last lines of the text as well, and leaves out what was
    left out there."""
    say, found, period = speaker.say, told.picture.figures, told.period
    head = Wording(
        title=say(f"picture-title-{period.span}", unit=speaker.rules.org.units[told.unit].name),
        dates=say(
            "picture-dates", first=f"{period.first:%Y.%-m.%-d}", last=f"{period.last:%-m.%-d}"
        ),
        lines=tuple(_bare(say(key, **values)) for key, values in told.parts if key in CLOSING),
    )
    if found.is_empty:
        return head
    is_compared = "open_before" not in told.picture.unknown
    before = _before(speaker, told)
    return replace(
        head,
        numbers=_numbers(speaker, found, before if is_compared else ""),
        difference="" if is_compared else _difference(speaker, before, found),
        rates=_rates(speaker, found),
        unanswered=_unanswered(speaker, found.unanswered),
        sections=tuple(_sections(speaker, told)),
        foot=say("picture-foot") if told.picture.bars else "",
    )


def _bare(text: str) -> str:
    """A line without the little picture before it, which few fonts have."""
    return text.lstrip("".join(c for c in text[:2] if category(c) in ("So", "Mn"))).strip()


def _numbers(speaker: Speaker, found: Figures, before: str) -> tuple[tuple[str, str, str], ...]:
    """`before`: what they are compared with, if they are."""
    counts = {
        "picture-received": (found.received, found.received_before),
        "picture-closed": (found.closed, found.closed_before),
        "picture-open": (found.open_now, found.open_before),
        "picture-overdue": (found.overdue, None),
    }
    return tuple(
        (f"{now:,}", speaker.say(key), _beside(speaker, before, then))
        for key, (now, then) in counts.items()
    )


def _beside(speaker: Speaker, before: str, then: int | None) -> str:
    if not before or then is None:
        return ""
    return speaker.say("picture-beside", before=before, count=f"{then:,}")


def _before(speaker: Speaker, told: Told) -> str:
    """What it is compared with."""
    before = speaker.say(f"picture-before-{told.period.span}")
    goes_on = any(key == "period-so-far" for key, _ in told.parts)
    return speaker.say("picture-before-so-far", before=before) if goes_on else before


def _difference(speaker: Speaker, before: str, found: Figures) -> str:
    more = found.received - found.received_before
    if more == 0:
        return speaker.say("picture-same", before=before)
    key = "picture-more" if more > 0 else "picture-fewer"
    return speaker.say(key, before=before, count=abs(more))


def _rates(speaker: Speaker, found: Figures) -> tuple[tuple[str, str, str], ...]:
    named = {
        "picture-rate-contacted": found.contacted,
        "picture-rate-solved": found.solved,
        "picture-rate-satisfied": found.satisfied,
    }
    return tuple(
        (speaker.say(key), *_rate(speaker, rate, answers=key != "picture-rate-contacted"))
        for key, rate in named.items()
    )


def _rate(speaker: Speaker, rate: Rate, *, answers: bool) -> tuple[str, str]:
    """In large and in small. A few are counts only; `answers`: it is made of them."""
    parts = speaker.say("picture-parts", numerator=rate.numerator, denominator=rate.denominator)
    if rate.denominator == 0:
        return speaker.say("picture-nobody" if answers else "picture-none"), ""
    if rate.percent is None:
        return parts, ""
    return speaker.say("picture-percent", percent=rate.percent), parts


def _unanswered(speaker: Speaker, rate: Rate) -> str:
    counts = {"numerator": rate.numerator, "denominator": rate.denominator}
    return speaker.say("picture-unanswered", **counts) if rate.denominator else ""


def _sections(speaker: Speaker, told: Told) -> Iterator[Section]:
    """The rows. What was left out of the text is not shown either."""
    say, picture, found = speaker.say, told.picture, told.picture.figures
    now, before = say(f"picture-now-{told.period.span}"), _before(speaker, told)
    if "week-routes" not in told.left_out and found.by_route:
        rows = _rows(found.by_route, found.by_route_before, lambda code: say(f"side-{code}"))
        yield Section(say("picture-routes"), now, before, rows)
    if "week-most" not in told.left_out and found.by_category:
        rows = _categories(speaker, found, MOST_ROWS if picture.bars else MOST_ROWS_ALONE)
        yield Section(say("picture-categories"), now, before, rows)
    if picture.bars:
        rows = tuple(Row(speaker.place(bar), bar.came, bar.late) for bar in picture.bars)
        yield Section(say("picture-bars"), now, say("picture-late"), rows, warns=True)


def _rows(now: Counter[str], before: Counter[str], name: Callable[[str], str]) -> tuple[Row, ...]:
    return tuple(Row(name(code), now[code], before[code]) for code in _codes(now, before))


def _codes(now: Counter[str], before: Counter[str]) -> list[str]:
    codes = sorted({*now, *before}, key=lambda code: (-now[code], -before[code], code))
    return [code for code in codes if now[code] + before[code]]


def _categories(speaker: Speaker, found: Figures, most: int) -> tuple[Row, ...]:
    """The longest, and the others together; with them what is personal and came up once or twice:
    whoever knows whom the police called on could tell who it was."""
    now, before = found.by_category, found.by_category_before
    personal = speaker.rules.catalogue.personal
    codes = _codes(now, before)
    told = [
        code
        for code in codes
        if code not in personal or all(not n or n >= FEWEST for n in (now[code], before[code]))
    ]
    if len(told) < len(codes) or len(codes) > most:
        told = told[: most - 1]
    rows = tuple(Row(speaker.category(code), now[code], before[code]) for code in told)
    rest = [code for code in codes if code not in told]
    if not rest:
        return rows
    sums = sum(now[code] for code in rest), sum(before[code] for code in rest)
    return *rows, Row(speaker.say("picture-others"), *sums)
