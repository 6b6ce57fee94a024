"""What a message that was read (domain.reader) asks for: one matter for each of its parts, or the
one of a danger to life."""

from collections.abc import Sequence

from domain.accused import accused_in
from domain.catalogue import UNCLEAR, Urgency
from domain.evidence import Evidence
from domain.learned import DANGER, HIGH, likelihood
from domain.meaning import Matter
from domain.parts import LETTER_FROM, Part, parts_of
from domain.place import may_name_two, read_place
from domain.reader import LIKELY, NAMED, Reader, says_enough
from domain.signs import LifeSafety
from domain.stretches import SPAN_AT_MOST, not_denied, span_of
from domain.text import is_pinyin

_MOST_CHOICES = 4
_MOST_REASONS = 6
_MOST_LEARNED_REASONS = 3
_HALF = 0.5


def matters_of(reader: Reader) -> tuple[Matter, ...]:
    """One matter for each part of the message, the same one said twice only once."""
    least = reader.catalogue.thresholds.split
    parts = parts_of(reader.clean, reader.whole, reader.judge, reader.learned, least)
    if len(parts) > 1:
        parts = list(filter(reader.asks, parts)) or parts
    else:
        parts = _by_house(reader, reader.whole)
    accused = accused_in(reader.clean, reader.evidence, reader.catalogue)
    found = tuple(_matter(reader, part, accused) for part in parts)
    if len(parts) > 1 and not (all(_speaks(reader, part) for part in parts) and _differ(found)):
        found = (_matter(reader, reader.whole, accused),)
    return found


def _by_house(reader: Reader, part: Part) -> list[Part]:
    """3号楼楼道灯坏了，5号楼下水道也堵了: two matters, where another house begins that has another
    trouble, whoever else may go there."""
    if len(reader.clean) > LETTER_FROM or not may_name_two(reader.clean):
        return [part]
    first = read_place(reader.clean[part.start : part.end]).building
    for at, clause in enumerate(part.clauses[1:], 1):
        house = read_place(reader.clean[clause.start : clause.end]).building
        if first and house not in (None, first):
            before, after = part.cut(at)
            named = [_named(reader, side) for side in (before, after)]
            return [before, after] if all(named) and named[0] != named[1] else [part]
    return [part]


def _named(reader: Reader, part: Part) -> str | None:
    """The category of a part that words of the catalogue name; None where they name none."""
    chances = reader.chances(part)
    code = max(chances, key=lambda one: chances[one])
    said = any(one.rule.category == code and one.is_full for one in reader.within(part))
    return code if said else None


def _speaks(reader: Reader, part: Part) -> bool:
    """Whether a part can be a matter at all: a few marks or Latin letters cannot."""
    words = reader.clean[part.start : part.end]
    return says_enough(words) or is_pinyin(reader.clean)


def _matter(reader: Reader, part: Part, accused: str | None) -> Matter:
    chances = reader.chances(part)
    code = max(chances, key=lambda one: chances[one])
    spoke = [one for one in reader.within(part) if one.rule.category == code]
    if not spoke and chances[code] < reader.catalogue.thresholds.clear:
        code = UNCLEAR
    full = [one for one in spoke if one.is_full] or spoke
    category = reader.catalogue.category(code)
    urgency = _urgency(reader, part, full)
    levels = [one.rule.level for one in full if one.rule.level]
    named = next((one.rule.against for one in full if one.rule.against), None)
    return Matter(
        category=code,
        route=category.route,
        urgency=urgency,
        level=min([category.levels[urgency], *levels]),
        span=span_of(reader.clean, part, full),
        reasons=_reasons(reader, part, code, said := _words_of(full)),
        named=said,
        against=accused or named or category.against,
        confidence=_confidence(reader, chances, category.code),
        by_words=any(one.weight >= NAMED for one in full),
        choices=_choices(reader, chances, code),
    )


def _confidence(reader: Reader, chances: dict[str, float], code: str) -> float:
    """How likely the route is right; of what nobody understood it never is."""
    if code == UNCLEAR:
        return 0.0
    routes = reader.catalogue.routes
    alike = (one for one in chances if routes[one] == routes[code] and one != UNCLEAR)
    return round(sum(chances[one] for one in alike), 3)


def _reasons(reader: Reader, part: Part, code: str, said: tuple[str, ...]) -> tuple[str, ...]:
    if said or code == UNCLEAR:
        return said
    clauses = not_denied(reader.clean, part.clauses)
    return reader.learned.words_for(code, clauses, _MOST_LEARNED_REASONS)


def _urgency(reader: Reader, part: Part, spoke: Sequence[Evidence]) -> Urgency:
    if any(one.rule.urgency in (Urgency.HIGH, Urgency.EMERGENCY) for one in spoke):
        return Urgency.HIGH
    scores = reader.learned.scores(reader.sum_of(part))
    hasty = HIGH in scores.names and likelihood(scores.of(HIGH)) > _HALF
    return Urgency.HIGH if hasty else Urgency.NORMAL


def emergency_of(reader: Reader, danger: LifeSafety) -> Matter:
    """The one matter of a message that reports a danger to life."""
    unnamed = danger is reader.catalogue.unnamed_danger
    chances = reader.chances(reader.whole)
    code = max(chances, key=lambda one: chances[one]) if unnamed else danger.category
    category = reader.catalogue.category(code)
    level = reader.catalogue.category(danger.category).levels[Urgency.EMERGENCY]
    span = reader.clean[:SPAN_AT_MOST]
    said = reader.signs.words[:_MOST_REASONS] if reader.signs else ()
    return Matter(
        category=code,
        route=category.route,
        urgency=Urgency.EMERGENCY,
        level=level,
        span=span,
        reasons=said
        or reader.learned.words_for(DANGER, reader.whole.clauses, _MOST_LEARNED_REASONS),
        named=said,
        choices=_choices(reader, chances, code),
    )


def _choices(reader: Reader, chances: dict[str, float], code: str) -> tuple[str, ...]:
    """What to offer when it is unsure: what was understood, the next likely, the usual."""
    least = LIKELY if code == UNCLEAR else 0.0
    likely = [one for one in chances if chances[one] >= least]
    codes = [code, *sorted(likely, key=lambda one: -chances[one])[:_MOST_CHOICES]]
    codes += reader.catalogue.usual_choices
    known = (one for one in dict.fromkeys(codes) if one != UNCLEAR)
    return tuple(one for one in known if reader.catalogue.find_category(one))[:_MOST_CHOICES]


def _words_of(spoke: Sequence[Evidence]) -> tuple[str, ...]:
    """The words of the catalogue that spoke, the strongest first."""
    strongest = sorted(spoke, key=lambda one: -one.weight)
    return tuple(dict.fromkeys(w for one in strongest for w in one.words))[:_MOST_REASONS]


def _differ(matters: Sequence[Matter]) -> bool:
    """Whether no two matters are the same thing said twice: one category, for the same words."""
    return not any(
        one.category == other.category and set(one.reasons) & set(other.reasons)
        for number, one in enumerate(matters)
        for other in matters[number + 1 :]
    )
