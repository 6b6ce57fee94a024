"""/projects, the three lists of a community (三张清单): a hot spot is taken on or not, a line is
added in a sentence, a project has its next step, its date and whoever has it; its homes are told
by a notice."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, time
from typing import Any

from db import projects, tickets
from db.models import Person
from db.notice_rows import Project
from db.session import Work
from domain.codes import ticket_id_in
from domain.errors import Refusal
from domain.homes import Home
from domain.inbound import has_words
from domain.moments import read_moment
from domain.notice import Audience, by_digest
from domain.org import UnitKind
from domain.permissions import BUTTONS
from domain.project import LONGEST, ProjectKind, ProjectState
from domain.said import Part, part
from domain.typed import read_list_line
from workflows import handling, noticing, project_view, reach
from workflows.deps import DIALOG_WINDOW, Deps
from workflows.report import Report
from workflows.speech import Address, Message, say

VERB = project_view.VERB
STEP, NAME, DUE = "project_step", "project_name", "project_due"
DAY_ENDS = time(18)


async def command(work: Work, deps: Deps, person: Person, to: Address, text: str) -> None:
    """/projects: the lists; with 需求, 资源 or 项目 and a line, one more on it; with a project's
    number and a ticket's code, that ticket belongs to it. Raises Refusal for what is none."""
    units = await _units(work, deps, person)
    if not units:
        raise Refusal("refuse-unit")
    if not text:
        for unit in units:
            rows = await projects.of_unit(work, [unit])
            await say(work, deps, [to], project_view.lists(deps, unit, rows))
        return
    if await _link(work, deps, person, to, text):
        return
    line = read_list_line(text)
    if line is None:
        raise Refusal("refuse-project-line")
    row = project_view.new(deps, units[0], ProjectKind(line[0]), checked(line[1]), person)
    work.add(row)
    await work.flush()
    await project_view.post(work, deps, row, [to])


async def _units(work: Work, deps: Deps, person: Person) -> tuple[str, ...]:
    """The communities whose lists somebody keeps: those they lead; above, a street's own."""
    org = deps.rules.org
    posts = await handling.posts_of(work, deps, person.id)
    led = org.led_by(post for post in posts if BUTTONS[VERB].admits([post.role]))
    kinds = (UnitKind.COMMUNITY, UnitKind.STREET, UnitKind.DISTRICT)
    return tuple(u.code for u in org.units.values() if u.code in led and u.kind in kinds)


async def _link(work: Work, deps: Deps, person: Person, to: Address, text: str) -> bool:
    """`3 1118-5`: that ticket belongs to project 3. Whether the text was that."""
    first, _, rest = text.lstrip("#").partition(" ")
    number = ticket_id_in(rest) if rest else None
    if number is None or not (first.isdecimal() and first.isascii() and len(first) < 10):
        return False
    row = await theirs(work, deps, person, int(first))
    ticket = await tickets.lock(work, number)
    posts = await handling.posts_of(work, deps, person.id)
    if ticket is None or not reach.may_see(deps.rules, ticket, posts):
        raise Refusal("refuse-unknown-ticket")
    await projects.link_one(work, row.id, ticket.id)
    await project_view.post(work, deps, row, [to])
    return True


def checked(text: str) -> str:
    """A name or a step. Raises Refusal for none and for one too long."""
    line = " ".join(text.split())
    if not has_words(line):
        raise Refusal("refuse-project-line")
    if len(line) > LONGEST:
        raise Refusal("refuse-project-long", most=LONGEST)
    return line


async def theirs(work: Work, deps: Deps, person: Person, number: int) -> Project:
    """A line of a unit somebody leads, or of one beneath it, locked. Raises Refusal for others."""
    row = await work.get(Project, number, with_for_update=True)
    if row is None or row.unit not in deps.rules.org.units:
        raise Refusal("refuse-button")
    org = deps.rules.org
    posts = await handling.posts_of(work, deps, person.id)
    rungs = org.ladder(org.lead_post(row.unit))
    if not BUTTONS[VERB].admits(post.role for post in posts if post in rungs):
        raise Refusal("refuse-unit")
    return row


async def press_project(
    work: Work, deps: Deps, person: Person, number: int, choice: str | None
) -> Part:
    """A button of its board. Raises Refusal for somebody else's and for what its state does not
    allow."""
    row = await theirs(work, deps, person, number)
    step, _, about = (choice or "").partition(".")
    wanted, take = _TABLE.get(step, (None, None))
    if take is None:
        raise Refusal("refuse-button")
    if wanted is not None and row.state is not wanted:
        raise Refusal("refuse-project-decided")
    return await take(work, deps, row, person, about)


async def _turn(work: Work, deps: Deps, row: Project, person: Person, state: ProjectState) -> Part:
    row.state, row.changed_at, row.by_id = state, deps.now(), person.id
    await project_view.rewrite(work, deps, row)
    return part("toast-done")


def _into(
    state: ProjectState,
) -> Callable[[Work, Deps, Project, Person, str], Awaitable[Part]]:
    """A button that leads to a state."""

    async def turn(work: Work, deps: Deps, row: Project, person: Person, _about: str) -> Part:
        return await _turn(work, deps, row, person, state)

    return turn


async def _show(work: Work, deps: Deps, row: Project, person: Person, _about: str) -> Part:
    to = await reach.person_addresses(work, person.id)
    await project_view.post(work, deps, row, to)
    return part("toast-shown")


def _asking(kind: str, key: str) -> Callable[[Work, Deps, Project, Person, str], Awaitable[Part]]:
    """A button after which a line is awaited."""

    async def ask(work: Work, deps: Deps, row: Project, person: Person, _about: str) -> Part:
        until = (deps.now() + DIALOG_WINDOW).isoformat()
        person.expects = {"kind": kind, "ticket": 0, "project": row.id, "until": until}
        to = await reach.person_addresses(work, person.id)
        await say(work, deps, to, Message((part(key, most=LONGEST),)))
        return part("toast-week-ask")

    return ask


async def take_answer(work: Work, deps: Deps, report: Report, expects: dict[str, Any]) -> None:
    """The line that was asked for; what cannot be taken is asked for again."""
    row = await theirs(work, deps, report.person, expects["project"])
    text = report.incoming.text
    if expects["kind"] == DUE:
        row.due_at = _due(deps, text)
    elif expects["kind"] == STEP:
        row.step = checked(text)
    else:
        row.name = checked(text)
    report.person.expects = None
    row.changed_at = deps.now()
    await project_view.post(work, deps, row, [report.address])


def _due(deps: Deps, text: str) -> datetime:
    zone = deps.rules.zone
    found = read_moment(text, deps.now().astimezone(zone))
    if found is None:
        raise Refusal("refuse-notice-until")
    if not isinstance(found, datetime):
        found = datetime.combine(found, DAY_ENDS, zone)
    if found <= deps.now():
        raise Refusal("refuse-notice-past")
    return found.astimezone(UTC)


async def _owner(work: Work, deps: Deps, row: Project, person: Person, _about: str) -> Part:
    to = await reach.person_addresses(work, person.id)
    shown = Message((part("project-ask-owner"),), project_view.owner_rows(deps, row))
    await say(work, deps, to, shown)
    return part("toast-shown")


async def _own(work: Work, deps: Deps, row: Project, person: Person, about: str) -> Part:
    found = by_digest(project_view.owners(deps, row), about)
    if found is None:
        raise Refusal("refuse-button")
    row.owner_unit, row.changed_at = found, deps.now()
    await project_view.rewrite(work, deps, row)
    return part("toast-done")


async def _tell(work: Work, deps: Deps, row: Project, person: Person, _about: str) -> Part:
    """告诉住户: a notice to the homes where it is, with its preview; nothing goes without."""
    if not row.step:
        raise Refusal("refuse-project-step")
    audience = Audience(units=(row.unit,))
    if row.compound is not None and row.compound in deps.rules.org.compounds:
        audience = Audience(places=(Home(row.compound, row.building),))
    notice = noticing.new(deps, person, row.unit)
    notice.text = f"{row.name} {row.step}".strip()
    notice.audience = audience.to_json()
    row.told_step = row.step
    work.add(notice)
    await work.flush()
    to = await reach.person_addresses(work, person.id)
    await noticing.preview(work, deps, notice, to)
    return part("toast-notice-preview")


_Step = Callable[[Work, Deps, Project, Person, str], Awaitable[Part]]
_TABLE: dict[str, tuple[ProjectState | None, _Step]] = {
    "yes": (ProjectState.PROPOSED, _into(ProjectState.OPEN)),
    "no": (ProjectState.PROPOSED, _into(ProjectState.REFUSED)),
    "done": (ProjectState.OPEN, _into(ProjectState.DONE)),
    "again": (None, _into(ProjectState.OPEN)),
    "show": (None, _show),
    "step": (ProjectState.OPEN, _asking(STEP, "project-ask-step")),
    "name": (ProjectState.OPEN, _asking(NAME, "project-ask-name")),
    "due": (ProjectState.OPEN, _asking(DUE, "project-ask-due")),
    "owner": (ProjectState.OPEN, _owner),
    "own": (ProjectState.OPEN, _own),
    "tell": (ProjectState.OPEN, _tell),
}
"""Each button, and the state in which it may be pressed."""

TAKEN_BY = dict.fromkeys((STEP, NAME, DUE), take_answer)
