"""A word that was asked for is accepted, declined or withdrawn: by whom and when is kept with it.
An accepted word counts from the commit on, in that community and in every process."""

import logging
from collections.abc import Sequence

from db import lessons, people
from db.lesson_rows import Proposal, ProposalState
from db.models import Person
from db.session import Work
from domain.errors import Refusal
from domain.people import Post, Role
from domain.permissions import BUTTONS
from domain.press import Press
from domain.said import Button, Part, category_name, moment, part
from workflows.deps import Deps
from workflows.speech import Address, Message, say
from workflows.study_examples import answer_buttons, ask_line, askable

log = logging.getLogger(__name__)


async def settle(work: Work, deps: Deps, person: Person, number: int, choice: str | None) -> Part:
    """行, 不行 or 撤回. Raises Refusal for somebody else's word and for one that was answered."""
    row = await lessons.lock_proposal(work, number)
    unit = deps.rules.org.units.get(row.unit) if row else None
    if row is None or unit is None or choice not in ("yes", "no", "drop"):
        raise Refusal("refuse-button")
    if not await _may_decide(work, row.unit, person):
        raise Refusal("refuse-not-secretary", unit=unit.name)
    wanted = ProposalState.ACCEPTED if choice == "drop" else ProposalState.WAITING
    if row.state is not wanted:
        raise Refusal("refuse-word-answered", word=row.word)
    _write(row, choice, person, deps)
    log.info("word %d of %s: %s by person %d", row.id, row.unit, row.state, person.id)
    return part(f"toast-word-{choice}", word=row.word, category=category_name(row.category))


def _write(row: Proposal, choice: str, person: Person, deps: Deps) -> None:
    if choice == "drop":
        row.state = ProposalState.WITHDRAWN
        row.withdrawn_at, row.withdrawn_by = deps.now(), person.id
    else:
        row.state = ProposalState.ACCEPTED if choice == "yes" else ProposalState.DECLINED
        row.answered_at, row.answered_by = deps.now(), person.id


async def _may_decide(work: Work, unit: str, person: Person) -> bool:
    """The secretary may; somebody of the staff only where there is none."""
    mine = {Post(m.unit, m.role) for m in await people.memberships(work, person.id)}
    if Post(unit, Role.SECRETARY) in mine:
        return True
    deciding = {one.post.role for one in await askable(work, unit)}
    return Role.SECRETARY not in deciding and Post(unit, Role.COMMUNITY_STAFF) in mine


async def say_words(work: Work, deps: Deps, person: Person, to: Address) -> None:
    """The words that count in a person's communities, and those that wait for an answer. Whoever
    may decide finds the buttons beside them."""
    lines: list[Part] = []
    buttons: list[tuple[Button, ...]] = []
    for unit in await _units_of(work, deps, person):
        decides = await _may_decide(work, unit, person)
        stand = await lessons.words_in_state(work, unit, ProposalState.ACCEPTED)
        wait = await lessons.words_in_state(work, unit, ProposalState.WAITING)
        lines += await _lines(work, deps, unit, stand)
        lines += [ask_line(row) for row in wait]
        if decides:
            buttons += [_drop_button(row) for row in stand] + [answer_buttons(r) for r in wait]
    message = Message(tuple(lines) or (part("words-none"),), tuple(buttons))
    await say(work, deps, [to], message)


async def _units_of(work: Work, deps: Deps, person: Person) -> list[str]:
    mine = await people.memberships(work, person.id)
    units = dict.fromkeys(m.unit for m in mine if BUTTONS["word"].admits([m.role]))
    return [unit for unit in units if unit in deps.rules.org.units]


async def _lines(work: Work, deps: Deps, unit: str, stand: Sequence[Proposal]) -> list[Part]:
    name = deps.rules.org.units[unit].name
    if not stand:
        return [part("words-none-of", unit=name)]
    lines = [part("words-head", unit=name)]
    for row in stand:
        by = await work.get(Person, row.answered_by)
        lines.append(
            part(
                "words-line",
                word=row.word,
                category=category_name(row.category),
                who=by.name if by else "",
                at=moment(row.answered_at or row.asked_at),
            )
        )
    return lines


def _drop_button(row: Proposal) -> tuple[Button, ...]:
    return (Button("button-word-drop", Press("word", row.id, "drop"), (("word", row.word),)),)
