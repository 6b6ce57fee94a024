"""不计: somebody proposes with a reason that a matter be left out of the rates, a second one above
confirms it or does not, and it can count again. The resident is told; the matter itself goes on
as ever. Which rates that changes is in db.figures."""

from typing import Any

from db import exclusions, tickets
from db.exclusion_rows import Exclusion
from db.models import Person, Ticket
from db.session import Work
from domain.errors import Refusal
from domain.exclusion import LONGEST, REASONS, ExclusionState, may_confirm
from domain.inbound import has_words
from domain.lifecycle import Action
from domain.people import Post
from domain.press import Press
from domain.said import Button, Part, Rows, category_name, part, word
from domain.shield import covered
from workflows import cards, handling, reach
from workflows.clockwork import hush_of, note, policy_of
from workflows.deps import DIALOG_WINDOW, Deps
from workflows.list_pages import show_button
from workflows.reach import Directory
from workflows.report import Report
from workflows.speech import TALK, Message, Priority, say


async def propose(
    work: Work, deps: Deps, ticket: Ticket, person: Person, choice: str | None
) -> Part:
    """不计入比率: first why, then in words."""
    await _may_propose(work, deps, ticket, person)
    code, to = cards.code_of(deps.rules, ticket), await reach.person_addresses(work, person.id)
    if choice is None:
        rows: Rows = tuple(
            (Button(f"exclude-reason-{one}", Press(Action.EXCLUDE, ticket.id, one)),)
            for one in REASONS
        )
        line = part("exclude-ask-reason", code=code)
        await say(work, deps, to, Message((line,), rows, ticket=ticket.id, topic=TALK))
        return part("toast-exclude-reason")
    if choice not in REASONS:
        raise Refusal("refuse-button")
    until = (deps.now() + DIALOG_WINDOW).isoformat()
    kind = Action.EXCLUDE.value
    person.expects = {"kind": kind, "ticket": ticket.id, "choice": choice, "until": until}
    line = part("exclude-ask-words", code=code, reason=word(f"exclude-reason-{choice}"))
    await say(work, deps, to, Message((line,), ticket=ticket.id, topic=TALK))
    return part("toast-exclude-words")


async def _may_propose(work: Work, deps: Deps, ticket: Ticket, person: Person) -> Directory:
    """Raises Refusal to whoever may not, to the side complained about, and for one that is
    proposed or left out already."""
    staff = await handling.check(work, deps, ticket, Action.EXCLUDE, person.id)
    posts = await handling.posts_of(work, deps, person.id)
    code = cards.code_of(deps.rules, ticket)
    if reach.works_for_accused(deps.rules.org, ticket, posts):
        raise Refusal("refuse-not-yours", code=code)
    row = await exclusions.open_of(work, ticket.id)
    if row is not None:
        raise Refusal(f"refuse-exclude-{row.state}", code=code)
    return staff


async def take_answer(work: Work, deps: Deps, report: Report, expects: dict[str, Any]) -> None:
    """The words to the reason: the proposal goes to whoever is above."""
    ticket, text = await tickets.lock(work, expects["ticket"]), report.incoming.text.strip()
    if ticket is None:
        raise Refusal("refuse-unknown-ticket")
    if not has_words(text):
        raise Refusal("refuse-only-words")
    person = report.person
    person.expects = None
    staff = await _may_propose(work, deps, ticket, person)
    confirmers = await _confirmers(work, deps, ticket, person.id)
    rung, found = staff.first_manned(confirmers, {}) if confirmers else (0, ())
    found = tuple(s for s in found if s.person_id not in (person.id, ticket.handler_id))
    if not found:
        raise Refusal("refuse-exclude-nobody", code=cards.code_of(deps.rules, ticket))
    row = Exclusion(
        ticket_id=ticket.id,
        reason=expects["choice"],
        words=covered(text[:LONGEST]),
        state=ExclusionState.ASKED,
        asked_at=deps.now(),
        asked_by=person.id,
    )
    work.add(row)
    await work.flush()
    note(
        work, ticket, deps.now(), "exclude_asked",
        person=person.id, reason=row.reason, words=row.words,
    )  # fmt: skip
    await say(work, deps, reach.addresses(found), _request(deps, ticket, row, staff))
    post = confirmers[rung]
    who = cards.post_words(deps.rules, post.unit, post.role)
    line = part("said-exclude-asked", code=cards.code_of(deps.rules, ticket), who=who)
    await say(work, deps, [report.address], Message((line,), ticket=ticket.id, topic=TALK))


async def _confirmers(work: Work, deps: Deps, ticket: Ticket, asked_by: int) -> tuple[Post, ...]:
    asker = await handling.posts_of(work, deps, asked_by)
    return may_confirm(deps.rules.org, ticket.community, ticket.against, asker)


def _request(deps: Deps, ticket: Ticket, row: Exclusion, staff: Directory) -> Message:
    line = part(
        "exclude-request",
        code=cards.code_of(deps.rules, ticket),
        category=category_name(ticket.category),
        who=cards.staff_words(row.asked_by, staff),
        reason=word(f"exclude-reason-{row.reason}"),
        words=row.words,
    )
    return Message(
        (line,),
        (answer_buttons(ticket), (show_button(deps, ticket),)),
        ticket=ticket.id,
        priority=Priority.REMINDER,
        hold=hush_of(deps, ticket),
    )


def answer_buttons(ticket: Ticket) -> tuple[Button, ...]:
    """The two answers to a proposal."""
    return (
        Button("button-leave_out", Press(Action.LEAVE_OUT, ticket.id)),
        Button("button-keep_in", Press(Action.KEEP_IN, ticket.id)),
    )


async def may_answer(
    work: Work, deps: Deps, ticket: Ticket, row: Exclusion, person_id: int
) -> bool:
    """Whether this person is a second one of the right level: neither who proposed it nor who has
    the ticket, and above the one who proposed it."""
    posts = await handling.posts_of(work, deps, person_id)
    above = await _confirmers(work, deps, ticket, row.asked_by)
    return person_id not in (row.asked_by, ticket.handler_id) and bool(posts & set(above))


async def answer(work: Work, deps: Deps, ticket: Ticket, person: Person, action: Action) -> Part:
    """同意不计 or 照常计, by the second person."""
    staff = await handling.check(work, deps, ticket, action, person.id)
    row, code = await exclusions.open_of(work, ticket.id), cards.code_of(deps.rules, ticket)
    if row is None or row.state is not ExclusionState.ASKED:
        raise Refusal("refuse-exclude-over", code=code)
    if not await may_answer(work, deps, ticket, row, person.id):
        raise Refusal("refuse-exclude-second", code=code)
    stands = action is Action.LEAVE_OUT
    row.state = ExclusionState.STANDS if stands else ExclusionState.REFUSED
    row.decided_at, row.decided_by = deps.now(), person.id
    who, reason = cards.staff_words(person.id, staff), word(f"exclude-reason-{row.reason}")
    kind = "excluded" if stands else "exclude_refused"
    note(
        work, ticket, deps.now(), kind,
        person=person.id, reason=row.reason, asked_by=row.asked_by, words=row.words,
    )  # fmt: skip
    told = Message((part(f"said-{kind}", code=code, who=who),), ticket=ticket.id)
    await say(work, deps, await reach.person_addresses(work, row.asked_by), told)
    if stands:
        ticket.excluded = row.reason
        why = word(f"exclude-told-{row.reason}")
        await _tell_resident(
            work, deps, ticket, part("owner-excluded", code=code, why=why, who=who)
        )
        return part("toast-excluded", reason=reason)
    return part("toast-kept")


async def count_again(work: Work, deps: Deps, ticket: Ticket, person: Person) -> Part:
    """算回来: whoever oversees it thinks better of it, alone: it counts again from now on."""
    staff = await handling.check(work, deps, ticket, Action.COUNT_AGAIN, person.id)
    row, code = await exclusions.open_of(work, ticket.id), cards.code_of(deps.rules, ticket)
    if row is None or row.state is not ExclusionState.STANDS:
        raise Refusal("refuse-exclude-counts", code=code)
    row.state, row.ended_at, row.ended_by = ExclusionState.TAKEN_BACK, deps.now(), person.id
    ticket.excluded = None
    note(work, ticket, deps.now(), "count_again", person=person.id, reason=row.reason)
    who = cards.staff_words(person.id, staff)
    told = Message((part("said-count_again", code=code, who=who),), ticket=ticket.id)
    for one in dict.fromkeys((row.asked_by, row.decided_by)):
        if one != person.id:
            await say(work, deps, await reach.person_addresses(work, one), told)
    await _tell_resident(work, deps, ticket, part("owner-count_again", code=code))
    return part("toast-counts")


async def _tell_resident(work: Work, deps: Deps, ticket: Ticket, line: Part) -> None:
    quiet = policy_of(ticket).quiet
    await handling.tell_reporters(work, deps, ticket, (line,), hold=quiet)
