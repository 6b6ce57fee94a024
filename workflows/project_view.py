"""How the three lists look, and one project on its board, with what can be done there."""

from collections.abc import Mapping, Sequence

from db import outbox, projects
from db.models import Person
from db.notice_rows import Project
from db.session import Work
from domain.clocks import QuietHours
from domain.notice import digest
from domain.press import Press
from domain.project import ProjectKind, ProjectState
from domain.said import Button, Part, Rows, category_name, dated, part, word
from workflows.deps import Deps
from workflows.notice_view import unit_name
from workflows.scanning import home_words
from workflows.speech import Address, Message, say

VERB = "project"
BOARD = -60_000_000
"""Under this number, less its own, its board stands in a chat: no ticket has it."""

MOST = 4
"""Lines of each list in one message; the rest is counted."""


def new(deps: Deps, unit: str, kind: ProjectKind, name: str, person: Person | None) -> Project:
    """A new line of a list."""
    now = deps.now()
    return Project(
        unit=unit,
        kind=kind,
        state=ProjectState.OPEN,
        name=name,
        times=0,
        households=0,
        owner_unit=unit,
        step="",
        made_at=now,
        changed_at=now,
        by_id=person.id if person else None,
        told_step="",
    )


def name_words(deps: Deps, row: Project) -> object:
    """What it is called: as somebody named it, else by what came up and where."""
    if row.name or row.compound is None:
        return row.name
    return word(
        "project-name", place=place_words(deps, row), category=category_name(row.category or "")
    )


def place_words(deps: Deps, row: Project) -> Mapping[str, object]:
    """Where it is, to the building."""
    return home_words(deps.rules, {"compound": row.compound, "building": row.building})


async def post(
    work: Work,
    deps: Deps,
    row: Project,
    to: Sequence[Address],
    hold: bool | QuietHours = False,
) -> None:
    """Its board, as a new message."""
    await say(work, deps, to, await _board(work, deps, row, "card", hold))


async def rewrite(work: Work, deps: Deps, row: Project) -> None:
    """Write into the boards that stand there."""
    found = await outbox.card_chats(work, BOARD - row.id)
    to = [Address(*chat) for chat in found]
    await say(work, deps, to, await _board(work, deps, row, "update", hold=False))


async def _board(
    work: Work, deps: Deps, row: Project, kind: str, hold: bool | QuietHours
) -> Message:
    lines, rows = await _lines(work, deps, row), _buttons(row)
    number = BOARD - row.id
    return Message(lines, rows, ticket=number, kind=kind, topic="board", hold=hold)


async def _lines(work: Work, deps: Deps, row: Project) -> tuple[Part, ...]:
    name = name_words(deps, row)
    if row.state is ProjectState.PROPOSED:
        values = {"times": row.times, "households": row.households, "days": deps.rules.hot.days}
        return part("project-proposed", name=name, **values), part("project-why")
    lines = [part(f"project-{row.kind}-{row.state}", number=row.id, name=name)]
    if row.kind is not ProjectKind.PROJECT:
        return tuple(lines)
    if row.times:
        lines.append(part("project-times", times=row.times, households=row.households))
    lines.append(part("project-owner", unit=unit_name(deps, row.owner_unit)))
    lines.append(part("project-step", step=row.step) if row.step else part("project-no-step"))
    if row.due_at:
        lines.append(part("project-due", due=dated(row.due_at)))
    if linked := await projects.count_linked(work, row.id):
        lines.append(part("project-tickets", count=linked))
    return tuple(lines)


def _buttons(row: Project) -> Rows:
    if row.state is ProjectState.PROPOSED:
        yes = button(row, "yes", "project-button-yes")
        return ((yes, button(row, "no", "project-button-no")),)
    if row.state is not ProjectState.OPEN:
        return ((button(row, "again", "project-button-again"),),)
    name = button(row, "name", "project-button-name")
    done = button(row, "done", "project-button-done")
    if row.kind is not ProjectKind.PROJECT:
        return ((name, done),)
    return (
        (button(row, "step", "project-button-step"), button(row, "due", "project-button-due")),
        (button(row, "owner", "project-button-owner"), name),
        (button(row, "tell", "project-button-tell"), done),
    )


def button(row: Project, choice: str, key: str, **values: object) -> Button:
    """A button of the board."""
    return Button(key, Press(VERB, row.id, choice), tuple(values.items()))


def owner_rows(deps: Deps, row: Project) -> Rows:
    """Who may have it: the community, and the sides of its compound."""
    return tuple(
        (button(row, f"own.{digest(u)}", "project-button-unit", unit=unit_name(deps, u)),)
        for u in owners(deps, row)
    )


def owners(deps: Deps, row: Project) -> tuple[str, ...]:
    """Their codes."""
    compound = deps.rules.org.compounds.get(row.compound or "")
    sides = (compound.property, compound.stand_in, compound.branch) if compound else ()
    return tuple(dict.fromkeys((row.unit, *(u for u in sides if u in deps.rules.org.units))))


def lists(deps: Deps, unit: str, rows: Sequence[Project]) -> Message:
    """The three lists of a unit, short, and a button into each project."""
    lines = [part("projects-head", unit=unit_name(deps, unit))]
    for kind in ProjectKind:
        mine = [row for row in rows if row.kind is kind]
        lines.append(part(f"projects-{kind}", count=len(mine)))
        lines += [_line(deps, row) for row in mine[:MOST]]
    lines.append(part("projects-how"))
    shown = [row for kind in ProjectKind for row in rows if row.kind is kind][: 2 * MOST]
    made = [button(row, "show", "project-button-show", number=row.id) for row in shown]
    return Message(tuple(lines), tuple(tuple(made[at : at + 4]) for at in range(0, len(made), 4)))


def _line(deps: Deps, row: Project) -> Part:
    values = {"number": row.id, "name": name_words(deps, row)}
    if row.state is ProjectState.PROPOSED:
        return part("projects-line-proposed", **values)
    if row.step:
        return part("projects-line-step", step=row.step, **values)
    return part("projects-line", **values)
