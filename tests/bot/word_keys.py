"""Which word keys the program asks for: literals and families, read out of its source."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain, product
from pathlib import Path

from bot.demo import CAST
from bot.export_reading import LEVELS as EXPORTED_LEVELS
from bot.export_tables import TABLES as EXPORTED
from bot.sheet_shape import CHOICES, COLUMNS, SHEETS
from bot.words import placeholders
from db.models import GroupPurpose
from db.time_rows import DeferralState
from domain.catalogue import Route
from domain.commands import COMMANDS
from domain.deferral import REASONS
from domain.eta import Eta
from domain.exclusion import REASONS as EXCLUDING
from domain.exclusion import ExclusionState
from domain.honesty import Look
from domain.hours import WEEKDAYS
from domain.kin import OTHERS
from domain.lifecycle import BUTTONS, Action, Status
from domain.notice import NoticeKind, NoticeState, ToGroups
from domain.numbers import ANSWER_NUMBERS, TICKET_NUMBERS
from domain.org import UnitKind
from domain.origin import Origin
from domain.people import Role
from domain.period import Span
from domain.project import ProjectKind
from domain.restraint import Why
from domain.steps import OTHER, STEPS
from domain.summary import LEFT_OUT_AT_WILL, SummaryState
from workflows.audit import PROMISES
from workflows.digest import SHORT
from workflows.fire_timers import SPEAKS_IN
from workflows.history import TRIED
from workflows.identify import LANGS
from workflows.leave import SPANS
from workflows.meanings import MEANINGS
from workflows.morning_sheet import SECTIONS
from workflows.own_data import TOLD
from workflows.own_lines import HAPPENED
from workflows.resolving import ADOPTED
from workflows.returning import RULABLE
from workflows.revealing import REASONS as REVEAL_REASONS
from workflows.supervising import BY_ITSELF
from workflows.unit_history import DEEDS

ROOT = Path(__file__).parents[2]
ROOMS = ("bot", "handlers", "channels", "workflows", "db", "domain")
KEY = re.compile(r"[a-z]+(-[a-z0-9_]+)*")
LATE = (Status.QUEUED, Status.HANDLING, Status.RULING)
ASKED = (
    Action.PROGRESS,
    Action.RESOLVE,
    Action.WHISTLE,
    Action.SUPERVISE,
    Action.RELEASE,
    Action.TASK,
    Action.PART_DONE,
    Action.PAUSE,
)
ON_HER_CARD = (
    *("solved", "unsolved", "reopen", "urge", "add", "kind", "at"),
    *("split", "withdraw"),
)
ON_NO_CARD = {Action.SOLVED, Action.UNSOLVED, Action.RATE, Action.ACCEPT}
"""Accepting has a button for each ETA instead."""

SHORT_FORMS = tuple(
    key.removeprefix("short-form-") for key in placeholders("zh") if key.startswith("short-form-")
)
"""What elder mode says in fewer words; tests/bot/test_words.py holds each against its long form."""

RATES = ("contacted", "solved", "satisfied", "unanswered")
FAMILIES: dict[str, tuple[tuple[str, ...], ...]] = {
    "aside-{}": (tuple(Why),),
    "ask-{}": (ASKED,),
    "ask-defer-day-{}": (tuple(REASONS),),
    "bound-{}": (tuple(GroupPurpose),),
    "brief-{}-{}": (("need", "at-once"), ("queued", "contact", "handling", "ruling")),
    "brief-tried-{}": (TRIED,),
    "button-{}": (tuple(a for a in BUTTONS if a not in ON_NO_CARD),),
    "button-accept-{}": ((*Eta, "later"),),
    "button-{}-code": ((Action.SOLVED, Action.UNSOLVED, Action.URGE),),
    "button-duty-{}": (("on", "off"),),
    "kin-{}": (("own", *sorted(OTHERS)),),
    "button-kind-{}": (tuple(REASONS),),
    "button-lang-{}": (LANGS,),
    "button-leave-{}": (SPANS,),
    "button-rate-{}": (("good", "bad"),),
    "button-rule-{}": (RULABLE,),
    "button-reveal-{}": (REVEAL_REASONS,),
    "reveal-why-{}": (REVEAL_REASONS,),
    "button-side-{}": ((Route.COMMUNITY, Route.PROPERTY, Route.REFER),),
    "call-{}": ((*Role, "staff"),),
    "card-{}": ((Status.RULING, Status.DONE, Status.CLOSED, Status.WITHDRAWN, Status.MERGED),),
    "cell-{}": ((*CHOICES["route"], *CHOICES["level"], *CHOICES["answer"]),),
    "column-{}": (COLUMNS,),
    "command-{}": (tuple(c.name for c in COMMANDS if c.listed),),
    "demo-{}-{}": (("name", "role", "hint"), tuple(cast.key for cast in CAST)),
    "duty-{}": (("on", "off"),),
    "escalate-{}": (LATE,),
    "exclude-reason-{}": (EXCLUDING,),
    "exclude-told-{}": (EXCLUDING,),
    "refuse-exclude-{}": ((ExclusionState.ASKED, ExclusionState.STANDS),),
    "said-{}": (("excluded", "exclude_refused"),),
    "export-deferral-{}": (tuple(DeferralState),),
    "export-level-{}": (EXPORTED_LEVELS,),
    "export-step-{}": ((*STEPS, OTHER),),
    "export-origin-{}": (("own", *Origin),),
    "export-rated-{}": (("good", "bad"),),
    "export-title-{}": (tuple(EXPORTED),),
    "export-verdict-{}": (("solved", "unanswered", "withdrawn"),),
    "finding-{}": (PROMISES,),
    "finding-group-{}": (tuple(GroupPurpose),),
    "guide-{}": (("head", "examples", "whole", "refer", "check", *SHEETS),),
    "kind-{}": (tuple(REASONS),),
    "day-{}": (("today", "tomorrow", "other"),),
    "moment-{}": (("yesterday", "today", "tomorrow", "after-tomorrow", "day", "short"),),
    "my-{}": (tuple(Status),),
    "my-late-{}": (("told", "soon"),),
    "own-{}": (tuple(s for s in Status if s is not Status.DONE),),
    "own-button-{}": (
        ("solved", "unsolved", "reopen", "urge", "add", "kind", "at", "split", "withdraw"),
    ),
    "own-did-{}": (HAPPENED,),
    "rating-told-{}": (("good", "bad"),),
    "mydata-did-{}": (TOLD,),
    "project-{}-{}": (tuple(ProjectKind), ("open", "done", "refused")),
    "projects-{}": (tuple(ProjectKind),),
    "notice-{}": (("sending", "sent", "stopped", "declined"),),
    "notice-button-{}": (tuple(ToGroups),),
    "notice-head-{}": (tuple(NoticeKind),),
    "notice-to-{}": (tuple(ToGroups),),
    "refuse-notice-{}": (tuple(NoticeState),),
    "odd-{}": (("sticker", "too_big", "unsupported", "empty"),),
    "overdue-{}": (LATE,),
    "owner-{}": (("extended", "held"),),
    "owner-rated-{}": (("good", "bad"),),
    "place-{}": (("building", "unit", "floor", "room"),),
    "reason-{}": (tuple(dict.fromkeys(chain(*REASONS.values()))),),
    "refuse-status-{}": (tuple(Status),),
    "remind-{}": ((*(c for c in SPEAKS_IN if c != "deferral"), "eta"),),
    "role-{}": (tuple(Role),),
    "separator-{}": (("list", "place"),),
    "sheet-{}": (("guide", *SHEETS),),
    "morning-{}": ((*SECTIONS, "ahead"),),
    "short-{}": (SHORT,),
    "short-form-{}": (SHORT_FORMS,),
    "side-{}": (tuple(Route),),
    "staff-{}": (("extended", "held"),),
    "state-{}": (tuple(Status),),
    "supervise-because-{}": (BY_ITSELF,),
    "button-shift-{}": (("on", "off"),),
    "todo-due-{}": (("accept", "contact", "fix", "held", "ruling", "confirm", "merged", "over"),),
    "todo-late-{}": (("accept", "contact", "fix", "ruling"),),
    "toast-ask-{}": (ASKED,),
    "toast-duty-{}": (("on", "off"),),
    "toast-lang-{}": (LANGS,),
    "toast-word-{}": (("yes", "no", "drop"),),
    "unit-did-{}": (DEEDS,),
    "unit-kind-{}": (tuple(UnitKind),),
    "unit-purpose-{}": (tuple(GroupPurpose),),
    "leave-out-{}": (tuple(sorted(LEFT_OUT_AT_WILL)),),
    "refuse-week-{}": (tuple(SummaryState),),
    "posted-{}": (("draft", "approved", "sent"),),
    "unheard-{}": (("draft", "approved", "sent"),),
    "period-{}": (tuple(SummaryState),),
    "look-{}": (tuple(Look),),
    "look-name-{}": (tuple(Look),),
    "meaning-{}": (MEANINGS,),
    "picture-before-{}": (tuple(Span),),
    "picture-title-{}": (tuple(Span),),
    "picture-now-{}": (tuple(Span),),
    "door-{}": (("received", "closed", "open", "overdue", *RATES),),
    "rows-{}": ((*TICKET_NUMBERS, *ANSWER_NUMBERS),),
    "button-adopted-{}": (tuple(ADOPTED),),
    "rows-by-{}": (("route", "category", "community"),),
    "rows-title-{}": (("numbers", "split", "tickets", "answers"),),
    "week-{}": (tuple(SummaryState),),
    "weekday-{}": (WEEKDAYS,),
}
"""Keys that are put together, and over what."""

NO_WORDS = {"demo-{}"}
"""Texts of that shape which are no keys: the chats of the demo's people."""


@dataclass(frozen=True)
class Asked:
    """A place in the source that asks for a key: its shape, and the values handed over (None when
    they cannot be told from the source)."""

    where: str
    shape: str
    values: frozenset[str] | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        """Every key of that shape."""
        choices = FAMILIES.get(self.shape)
        if choices is None:
            return (self.shape,)
        return tuple(self.shape.format(*one) for one in product(*choices))


def _shape(node: ast.expr) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(v.value if isinstance(v, ast.Constant) else "{}" for v in node.values)
    return None


def trees() -> Iterator[tuple[Path, ast.Module]]:
    """Every source module."""
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            yield path.relative_to(ROOT), ast.parse(path.read_text(encoding="utf-8"))


@cache
def shapes() -> dict[str, str]:
    """Every text of the source that could be a key or a family of keys, and where it stands."""
    found = {}
    for path, tree in trees():
        for node in ast.walk(tree):
            shape = _shape(node) if isinstance(node, ast.Constant | ast.JoinedStr) else None
            if shape and shape[0].islower() and KEY.fullmatch(shape.replace("{}", "x")):
                found[shape] = f"{path}:{node.lineno}"
    return found


@cache
def asked() -> tuple[Asked, ...]:
    """Every call of part, word or Refusal, and every Button, with the values it hands over."""
    found = []
    for path, tree in trees():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not isinstance(
                node.func, ast.Name | ast.Attribute
            ):
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
            if name not in ("part", "word", "Refusal") or not node.args:
                continue
            choices = [node.args[0]]
            if isinstance(choices[0], ast.IfExp):
                choices = [choices[0].body, choices[0].orelse]
            values = [one.arg for one in node.keywords]
            known = None if None in values else frozenset(filter(None, values))
            for shape in filter(None, map(_shape, choices)):
                found.append(Asked(f"{path}:{node.lineno}", shape, known))
    return tuple(found)


def keys_of_pages() -> set[str]:
    """Every word key that the pages ask for."""
    static = ROOT / "handlers" / "web" / "static"
    texts = [path.read_text(encoding="utf-8") for path in static.iterdir() if path.is_file()]
    return set(re.findall(r"[\"'`](web-[a-z0-9-]+)[\"'`]", "\n".join(texts)))
