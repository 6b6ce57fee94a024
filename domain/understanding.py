"""From one sentence of a resident to what is wanted: kind, matters, urgency, place, doubt.

Words and weights come from the catalogue, reading a place from ``domain.place``. A danger to
life is decided apart (``life_safety_of``) and never waits for any of the rest.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from domain.catalogue import (
    UNCLEAR,
    Catalogue,
    Kind,
    LifeSafety,
    Route,
    Urgency,
)
from domain.danger import life_safety_of as life_safety_of
from domain.evidence import Evidence, find_evidence, rank
from domain.parts import Part, clause_of, parts_of, top_of
from domain.place import CompoundName, Place, read_place
from domain.text import Hit, compact, is_pinyin, normalise

_MOST_CHOICES = 4
_MOST_MATTERS = 4
_ACCUSING_REACH = 14
_SPAN_AT_MOST = 120
_LONG_FOR_A_QUESTION = 150
_SURE_OF_KIND = 0.9


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing asked for: it becomes one ticket.

    ``level`` is the clock L0..L4, ``span`` the part of the message that speaks of it
    (as read: simplified characters, dialect and homophones respelled; at most 120 characters),
    ``reasons`` the words that decided, shown to whoever gets it (why you), ``against`` whom the
    resident accuses: property, community, neighbour or None.
    """

    category: str
    route: Route
    urgency: Urgency
    level: str
    span: str
    reasons: tuple[str, ...]
    against: str | None = None


@dataclass(frozen=True, slots=True)
class Understanding:
    """What a message means. ``confidence`` runs 0..1; ``choices`` are codes to offer, best first.

    ``life_safety`` is the code of a danger to life. Requests and suggestions have at least one
    matter (of category ``unclear`` when no word was known), the other kinds none.
    """

    kind: Kind
    matters: tuple[Matter, ...]
    place: Place
    confidence: float
    choices: tuple[str, ...]
    life_safety: str | None


def understand(
    text: str, catalogue: Catalogue, compounds: Sequence[CompoundName] = ()
) -> Understanding:
    """Read a message. Never raises; time is bounded, as all but dangers reads a clipped text."""
    danger = life_safety_of(text, catalogue)
    clean = _readable(text, catalogue)
    settled, purposes = _purposes(clean, catalogue)
    unheard = [*settled, *_names_in(clean, compounds)]
    evidence = [one for one in find_evidence(clean, catalogue) if not _inside(one, unheard)]
    if len(clean) > _LONG_FOR_A_QUESTION:
        # Who writes this much tells a story; 进度 or 尽快 in it is not all they want.
        purposes -= {"status", "urge", "reported", "chat"}
    kind = _kind(purposes, evidence, danger, catalogue)
    ranking = rank(evidence, len(clean))
    place = read_place(text, compounds)
    if kind is not Kind.REQUEST:
        return Understanding(kind, (), place, _SURE_OF_KIND, (), None)
    matters = _matters(clean, evidence, danger, catalogue)
    if matters[0].category == "suggestion":
        kind = Kind.SUGGESTION
    confidence = 1.0 if danger else _confidence(ranking, catalogue)
    choices = _choices(matters, ranking, catalogue)
    code = danger.code if danger else None
    return Understanding(kind, matters, place, confidence, choices, code)


def _readable(text: str, catalogue: Catalogue) -> str:
    clip = catalogue.thresholds.clip
    clean = catalogue.respell(normalise(text[: 2 * clip])[:clip])
    return compact(clean) if is_pinyin(clean) else clean


def _purposes(clean: str, catalogue: Catalogue) -> tuple[list[Part], set[str]]:
    """Return the clauses which tell that something is settled, and every purpose heard."""
    index = catalogue.speech_index
    purposes: set[str] = set()
    settled: list[Part] = []
    for hit in index.words.longest(clean):
        names = index.purposes[hit.word]
        purposes |= names
        if "settled" in names:
            settled.append(clause_of(clean, hit))
    return settled, purposes


def _names_in(clean: str, compounds: Sequence[CompoundName]) -> list[Part]:
    """Return where compounds are called by their names: 永安花园 is not about flowers."""
    names = {normalise(name) for one in compounds for name in (one.name, *one.aliases)} - {""}
    found = (match for name in names for match in re.finditer(re.escape(name), clean))
    return [Part(match.start(), match.end(), ()) for match in found]


def _inside(one: Evidence, parts: Iterable[Part]) -> bool:
    return any(
        part.start <= one.start < part.end or part.start < one.end <= part.end for part in parts
    )


def _kind(
    purposes: set[str],
    evidence: Sequence[Evidence],
    danger: LifeSafety | None,
    catalogue: Catalogue,
) -> Kind:
    if danger is not None:
        return Kind.REQUEST
    if "urge" in purposes or {"reported", "impatient"} <= purposes:
        return Kind.URGE
    if "status" in purposes:
        return Kind.STATUS_QUERY
    strongest = max((one.weight for one in evidence), default=0.0)
    if "settled" in purposes and "yet" in purposes:
        return Kind.REQUEST
    if "chat" in purposes and strongest < 1.0:
        return Kind.CHAT
    if purposes & {"settled", "thanks", "greetings"} and strongest < catalogue.thresholds.weak:
        return Kind.CHAT
    return Kind.REQUEST


def _matters(
    clean: str, evidence: Sequence[Evidence], danger: LifeSafety | None, catalogue: Catalogue
) -> tuple[Matter, ...]:
    if danger is not None:
        # One ticket with all that was said: whoever runs there must not look for the rest.
        return (_emergency(clean, danger, catalogue),)
    found: dict[str, Matter] = {}
    accused = _accused(clean, evidence, catalogue)
    for part in parts_of(clean, evidence, catalogue):
        matter = _matter(clean, part, catalogue)
        found.setdefault(matter.category, replace(matter, against=accused or matter.against))
    return tuple(found.values())[:_MOST_MATTERS]


def answer_in(text: str, catalogue: Catalogue) -> bool | None:
    """Return what a resident's words answer to "was it solved?": True, False, None for neither.
    A no among the words wins: 灯好了，门还是不行."""
    index = catalogue.speech_index
    clean = _readable(text, catalogue)
    purposes = {name for hit in index.words.every(clean) for name in index.purposes[hit.word]}
    if "unsolved" in purposes:
        return False
    return True if "solved" in purposes else None


def _accused(clean: str, evidence: Sequence[Evidence], catalogue: Catalogue) -> str | None:
    """Return whom the message accuses of those who might have to judge it: a repair asked for in
    one breath with a complaint is a complaint, or the accused would judge alone (DOMAIN §3)."""
    named = {one.rule.against for one in evidence if one.is_full}
    for whom in ("community", "property"):
        if whom in named:
            return whom
    accused, misdeeds = [], []
    for hit in catalogue.speech_index.words.every(clean):
        purposes = catalogue.speech_index.purposes[hit.word]
        accused += [hit] if "accused" in purposes else []
        misdeeds += [hit] if "misdeeds" in purposes else []
    near = any(
        max(who.start, deed.start) - min(who.end, deed.end) <= _ACCUSING_REACH
        for who in accused
        for deed in misdeeds
    )
    return "property" if near else None


def _emergency(clean: str, danger: LifeSafety, catalogue: Catalogue) -> Matter:
    category = catalogue.category(danger.category)
    level = category.levels[Urgency.EMERGENCY]
    span = clean[:_SPAN_AT_MOST]
    return Matter(category.code, category.route, Urgency.EMERGENCY, level, span, ())


def _matter(clean: str, part: Part, catalogue: Catalogue) -> Matter:
    code, _ = top_of(part)
    category = catalogue.category(code)
    spoke = [one for one in part.evidence if one.rule.category == code]
    full = [one for one in spoke if one.is_full] or spoke
    urgency = _urgency(clean[part.start : part.end], full, catalogue)
    levels = [one.rule.level for one in full if one.rule.level]
    strongest = sorted(full, key=lambda one: -one.weight)
    reasons = tuple(dict.fromkeys(word for one in strongest for word in one.words))[:6]
    against = next((one.rule.against for one in strongest if one.rule.against), None)
    return Matter(
        category=code,
        route=category.route,
        urgency=urgency,
        level=min([category.levels[urgency], *levels]),
        span=_span(clean, part, full),
        reasons=reasons,
        against=against,
    )


def _span(clean: str, part: Part, spoke: Sequence[Evidence]) -> str:
    """Return the clauses from the first to the last deciding word."""
    if not spoke:
        return clean[part.start : part.end][:_SPAN_AT_MOST].strip()
    first, last = min(one.start for one in spoke), max(one.end for one in spoke)
    hull = clause_of(clean, Hit(first, last, ""))
    start, end = max(hull.start, part.start), min(hull.end, part.end)
    return clean[start:end].strip(" ,;。!?、:")[:_SPAN_AT_MOST]


def _urgency(words: str, spoke: Sequence[Evidence], catalogue: Catalogue) -> Urgency:
    if any(one.rule.urgency in (Urgency.HIGH, Urgency.EMERGENCY) for one in spoke):
        return Urgency.HIGH
    index = catalogue.speech_index
    dangers = ("danger" in index.purposes[hit.word] for hit in index.words.longest(words))
    return Urgency.HIGH if any(dangers) else Urgency.NORMAL


def _confidence(ranking: Sequence[tuple[str, float]], catalogue: Catalogue) -> float:
    """Say how sure the route of the first matter is: strong words and no strong rival."""
    if not ranking:
        return 0.0
    route = catalogue.category(ranking[0][0]).route
    best = ranking[0][1]
    rival = max((s for c, s in ranking if catalogue.category(c).route is not route), default=0.0)
    return round(best / (best + rival + 0.4), 3)


def _choices(
    matters: Sequence[Matter], ranking: Sequence[tuple[str, float]], catalogue: Catalogue
) -> tuple[str, ...]:
    codes = [one.category for one in matters] + [code for code, _ in ranking]
    codes += catalogue.usual_choices
    known = (code for code in dict.fromkeys(codes) if code != UNCLEAR)
    return tuple(code for code in known if catalogue.find_category(code))[:_MOST_CHOICES]
