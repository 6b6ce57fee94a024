"""How a notice looks: to those it is for, and on the board of whoever writes it, with the buttons
that stand there."""

from collections.abc import Mapping, Sequence
from typing import Any

from db import outbox
from db.notice_rows import Notice
from db.session import Work
from domain.homes import Home, choice_of
from domain.inbound import Media
from domain.notice import (
    OWN,
    Audience,
    NoticeKind,
    NoticeState,
    ToGroups,
    compounds_of,
    digest,
)
from domain.press import Press
from domain.said import Button, Part, Rows, dated, moment, part, word
from domain.shield import covered
from workflows.announcing import NEWS
from workflows.deps import Deps
from workflows.notice_reach import Reached, Way, allowed_units
from workflows.scanning import home_words
from workflows.speech import Address, Message, Priority, say

VERB = "notice"
BOARD = -20_000_000
"""Under this number, less its own, its board stands in a chat: no ticket has it."""

PAGE = 8
"""Places to choose from on one board."""

QUOTED = 30


async def look(work: Work, deps: Deps, row: Notice, way: Way | None = None) -> tuple[Part, ...]:
    """The lines as they are read: what it says, until when it holds, and why it came to her."""
    key = f"notice-head-{row.kind}"
    if row.kind is NoticeKind.FIRST and row.urgent:
        key = "notice-head-urgent"
    lines = [part(key, unit=unit_name(deps, row.unit))]
    if row.parent_id is not None:
        first = await work.get_one(Notice, row.parent_id)
        lines.append(part("notice-about", text=quoted(first.text)))
    if row.text:
        lines.append(part("notice-text", text=row.text))
    if row.ends_at and row.kind is not NoticeKind.OVER:
        lines.append(part("notice-until", until=dated(row.ends_at)))
    if way is not None:
        lines.append(_why(deps, *way))
    return tuple(lines)


def unit_name(deps: Deps, code: str) -> str:
    """What a unit is called; one that is no more, by its code."""
    known = deps.rules.org.units.get(code)
    return known.name if known else code


def quoted(text: str, most: int = QUOTED) -> str:
    """The beginning of it, to know it by."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[:most]}…"


def _why(deps: Deps, whose: str, home: Mapping[str, Any]) -> Part:
    place = home_words(deps.rules, {k: home.get(k) for k in ("compound", "building")})
    if whose == OWN:
        return part("notice-why", place=place)
    return part("notice-why-kin", whose=word(f"kin-{whose}"), place=place)


def message(row: Notice, lines: tuple[Part, ...], *, to_homes: bool, **more: Any) -> Message:
    """It, ready to be said: to homes with the way to hear no more of the kind."""
    off = Button("news-button-off", Press(NEWS, 0, "off"))
    return Message(
        lines,
        ((off,),) if to_homes and not row.urgent else (),
        media=tuple(Media(**one) for one in row.media),
        **more,
    )


async def show(
    work: Work, deps: Deps, row: Notice, to: Sequence[Address], reached: Reached | None
) -> None:
    """The preview, exactly as it will look, and the board below it."""
    audience = Audience.of(row.audience)
    way = _sample(deps, row, audience)
    lines = await look(work, deps, row, way)
    to_homes = way is not None or row.parent_id is not None
    await say(work, deps, to, message(row, lines, to_homes=to_homes, priority=Priority.ANSWER))
    await board(work, deps, row, to, Message(_draft(deps, row, reached), draft_buttons(row)))


def _sample(deps: Deps, row: Notice, audience: Audience) -> Way | None:
    """A home it is for, as an example; None where it is for groups only, or follows another."""
    if row.parent_id is not None:
        return None
    if audience.places:
        place = audience.places[0]
        return OWN, {"compound": place.compound, "building": place.building}
    for unit in audience.units:
        for compound in compounds_of(deps.rules.org, unit):
            return OWN, {"compound": compound.code}
    return None


async def board(work: Work, deps: Deps, row: Notice, to: Sequence[Address], shown: Message) -> None:
    """Post the board."""
    await say(work, deps, to, _stands(row, shown, "card"))


async def rewrite(work: Work, deps: Deps, row: Notice, shown: Message) -> None:
    """Write into the boards that stand there."""
    await say(work, deps, await boards(work, row), _stands(row, shown, "update"))


def _stands(row: Notice, shown: Message, kind: str) -> Message:
    number = BOARD - row.id
    return Message(shown.parts, shown.buttons, ticket=number, kind=kind, topic="board")


async def boards(work: Work, row: Notice) -> list[Address]:
    """Where it stands."""
    return [Address(*chat) for chat in await outbox.card_chats(work, BOARD - row.id)]


def _draft(deps: Deps, row: Notice, reached: Reached | None) -> tuple[Part, ...]:
    lines = [part("notice-draft")]
    if row.parent_id is None:
        lines.append(part("notice-to", list={"$join": names(deps, Audience.of(row.audience))}))
    if reached is not None:
        lines += _reach_lines(reached)
    wait = deps.rules.quiet_of(row.unit).end_of_quiet(deps.now())
    if wait > deps.now():
        lines.append(
            part("notice-at-once") if row.urgent else part("notice-waits", at=moment(wait))
        )
    if covered(row.text) != row.text:
        lines.append(part("notice-personal"))
    return tuple(lines)


def _reach_lines(reached: Reached) -> list[Part]:
    counts = []
    if reached.homes is not None and (reached.homes or not reached.groups):
        counts.append(word("notice-homes", count=reached.homes))
    if reached.people is not None:
        counts.append(word("notice-people", count=reached.people))
    if reached.chats is not None:
        counts.append(word("notice-chats", count=reached.chats))
    if reached.groups:
        counts.append(word("notice-groups", count=reached.groups))
    lines = [part("notice-reach", counts={"$join": counts})]
    if reached.muted:
        lines.append(part("notice-muted", count=reached.muted))
    return lines


def names(deps: Deps, audience: Audience) -> list[object]:
    """What was chosen, in words."""
    found: list[object] = [word("notice-all", unit=unit_name(deps, u)) for u in audience.units]
    found += [home_words(deps.rules, place.to_json()) for place in audience.places]
    return found + [word(f"notice-to-{group}") for group in audience.groups]


def button(row: Notice, choice: str, key: str, **values: object) -> Button:
    """A button of the board."""
    return Button(key, Press(VERB, row.id, choice), tuple(values.items()))


def draft_buttons(row: Notice) -> Rows:
    """Under a draft."""
    return (
        (button(row, "send", "notice-button-send"),),
        (button(row, "edit", "notice-button-edit"), button(row, "no", "notice-button-no")),
    )


def edit_buttons(deps: Deps, row: Notice, units: Sequence[str]) -> Rows:
    """改一改."""
    first = [button(row, "words", "notice-button-words")]
    rows: Rows = ()
    if row.parent_id is None:
        first.append(button(row, "whom", "notice-button-whom"))
        until = button(row, "until", "notice-button-until")
        if row.ends_at is not None:
            until = button(row, "endless", "notice-button-endless")
        key = "notice-button-calm" if row.urgent else "notice-button-urgent"
        rows = ((until, button(row, "urgent", key)),)
        org = deps.rules.org
        others = [u for u in units if u != row.unit]
        rows += tuple(
            (button(row, f"as.{digest(u)}", "notice-button-as", unit=org.units[u].name),)
            for u in others
        )
    if row.media:
        rows += ((button(row, "photo", "notice-button-photo"),),)
    return (tuple(first), *rows, (button(row, "show", "notice-button-back"),))


def first_choice(deps: Deps, row: Notice) -> Rows:
    """发给谁? One tap for the usual cases, more of them behind the last button."""
    org = deps.rules.org
    found = [
        button(row, f"one.{choice_of(Home(c.code))}", "notice-place", mark="", name=c.name)
        for c in compounds_of(org, row.unit)
    ]
    below = allowed_units(org, row.unit)
    if len(below) > 1:
        found = [
            button(row, f"one.u.{digest(u)}", "notice-place", mark="", name=org.units[u].name)
            for u in below[1:]
        ]
    whole = button(row, f"one.u.{digest(row.unit)}", "notice-button-all", mark="")
    most = found[:PAGE]
    pairs = tuple(tuple(most[at : at + 2]) for at in range(0, len(most), 2))
    several = button(row, "whom", "notice-button-several")
    return (*pairs, (whole,), (several, button(row, "no", "notice-button-no")))


def whom_buttons(deps: Deps, row: Notice, page: int) -> Rows:
    """More of them: places, parts of places, groups, with a mark on what is chosen."""
    org, audience = deps.rules.org, Audience.of(row.audience)
    below = allowed_units(org, row.unit)
    whole = button(
        row, f"u.{digest(row.unit)}", "notice-button-all", mark=mark(row.unit in audience.units)
    )
    lines: list[tuple[Button, ...]] = [(whole,)]
    for unit in below[1:]:
        shown = {"mark": mark(unit in audience.units), "name": org.units[unit].name}
        lines.append((button(row, f"u.{digest(unit)}", "notice-place", **shown),))
    for compound in compounds_of(org, row.unit):
        place = Home(compound.code)
        shown = {"mark": mark(place in audience.places), "name": compound.name}
        parts = button(row, f"in.{choice_of(place)}", "notice-button-parts")
        lines.append((button(row, choice_of(place), "notice-place", **shown), parts))
    shown_lines = lines[page * PAGE : (page + 1) * PAGE]
    groups = tuple(
        button(row, f"g.{g}", f"notice-button-{g}", mark=mark(g in audience.groups))
        for g in ToGroups
    )
    turn: Rows = ()
    if len(lines) > PAGE:
        following = page + 1 if len(lines) > (page + 1) * PAGE else 0
        turn = ((button(row, f"whom.{following}", "notice-button-next"),),)
    return (*shown_lines, *turn, groups, (button(row, "show", "notice-button-done"),))


def part_buttons(row: Notice, places: Sequence[Home], back: str, *, opens: bool) -> Rows:
    """Buildings of a compound, or units of a building. `opens`: a tap on › shows their units."""
    audience = Audience.of(row.audience)
    made = []
    for place in places:
        key = "place-unit" if place.unit else "place-building"
        name = word(key, value=place.unit or place.building)
        shown = {"mark": mark(place in audience.places), "name": name}
        made.append(button(row, choice_of(place), "notice-place", **shown))
        if opens:
            made.append(button(row, f"of.{choice_of(place)}", "notice-button-units"))
    pairs = tuple(tuple(made[at : at + 4]) for at in range(0, len(made), 4))
    return (
        *pairs,
        (button(row, back, "notice-button-back"), button(row, "show", "notice-button-done")),
    )


def mark(chosen: bool) -> str:
    """Before what is chosen."""
    return "✓ " if chosen else ""


def after_buttons(row: Notice) -> Rows:
    """Once it is on its way, or was decided about."""
    if row.state is NoticeState.DECLINED:
        return ((button(row, "draft", "notice-button-undo"),),)
    last = [button(row, "report", "notice-button-report")]
    if row.reported_at is None and row.state is not NoticeState.STOPPED:
        last.insert(0, button(row, "stop", "notice-button-stop"))
    if row.over_at is not None or row.kind is NoticeKind.OVER:
        return (tuple(last),)
    follow = (
        button(row, "correct", "notice-button-correct"),
        button(row, "over", "notice-button-over"),
    )
    return follow, tuple(last)


def state_lines(row: Notice, told: Mapping[str, int]) -> tuple[Part, ...]:
    """How it stands."""
    head = part(f"notice-{row.state}", text=quoted(row.text))
    if row.state is NoticeState.DECLINED:
        return (head,)
    return head, report_line(told)


def report_line(told: Mapping[str, int]) -> Part:
    """How many it reached; nobody by name."""
    kept = {name: told.get(name, 0) for name in ("reached", "waiting", "failed", "stopped")}
    key = "notice-report-stopped" if kept.pop("stopped") else "notice-report"
    return part(key, **kept)
