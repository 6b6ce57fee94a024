"""What waits for somebody's yes or no: requests to move a date, tickets a colleague would like to
pass on. Both stand in 我的待办 until they are answered."""

from db import deferrals, tickets
from db.deferrals import Asked
from db.session import Work
from domain.ladder import rung_at
from domain.lifecycle import Action
from domain.press import Press
from domain.said import Button, moment, part, word
from workflows import cards, passing, reach
from workflows.above import approvers
from workflows.deps import Deps
from workflows.list_pages import Entry, Reader, Section, matter, matter_lines


async def to_answer(work: Work, deps: Deps, reader: Reader) -> Section:
    """Requests and offers this person has been asked about and nobody has answered."""
    entries = [*await _offers(work, deps, reader), *await _requests(work, deps, reader)]
    return Section(part("answer-head", count=len(entries)), tuple(entries))


async def _offers(work: Work, deps: Deps, reader: Reader) -> list[Entry]:
    found = []
    for ticket in await passing.offered_to(work, deps, reader.person.id):
        staff = await reach.directory(work, deps, ticket)
        code = cards.code_of(deps.rules, ticket)
        line = part(
            "answer-offer",
            matter=matter(deps, ticket),
            who=cards.holder_words(ticket, staff) or "",
        )
        answers = (
            Button("answer-take", Press(Action.TAKE_PASS, ticket.id), (("code", code),)),
            Button("pass-no", Press(Action.DECLINE_PASS, ticket.id)),
        )
        found.append(Entry(line, answers, matter_lines(deps, ticket) + 1))
    return found


async def _requests(work: Work, deps: Deps, reader: Reader) -> list[Entry]:
    """Those that have reached their rung: at first the next manned one, each time it was reminded
    of one more."""
    org = deps.rules.org
    beneath = {
        unit
        for code in org.led_by(reader.posts)
        for unit in (*org.below(code), *org.communities_below(code))
    }
    if not beneath:
        return []
    asked = await deferrals.asked_within(work, beneath, deps.now())
    reached = await _reached(work, asked)
    return [
        await _request(work, deps, one)
        for one in asked
        if await _is_asked(work, deps, one, reader.person.id, reached.get(one.row.id, 0))
    ]


async def _reached(work: Work, asked: tuple[Asked, ...]) -> dict[int, int]:
    """How many rungs further each request has climbed by now."""
    found: dict[int, int] = {}
    rows = {one.ticket.id: one.row for one in asked}
    for event in await tickets.events_of(work, list(rows), "reminded") if rows else ():
        row = rows[event.ticket_id]
        if event.values.get("clock") == "deferral" and event.at >= row.asked_at:
            found[row.id] = max(found.get(row.id, 0), rung_at(event.values["percent"]))
    return found


async def _is_asked(work: Work, deps: Deps, one: Asked, person_id: int, reached: int) -> bool:
    if person_id in (one.row.asked_by, one.ticket.handler_id):
        return False
    staff = await reach.directory(work, deps, one.ticket)
    return any(
        member.person_id == person_id
        for further in range(reached + 1)
        for member in approvers(deps, one.ticket, staff, one.row.asked_by, further)
    )


async def _request(work: Work, deps: Deps, one: Asked) -> Entry:
    ticket, row = one.ticket, one.row
    staff = await reach.directory(work, deps, ticket)
    line = part(
        "answer-request",
        matter=matter(deps, ticket),
        who=cards.staff_words(row.asked_by, staff),
        kind=word(f"kind-{row.kind}"),
        until=moment(row.until),
        reason=word(f"reason-{row.reason}"),
    )
    code = (("code", cards.code_of(deps.rules, ticket)),)
    answers = (
        Button("answer-approve", Press(Action.APPROVE, ticket.id, str(row.id)), code),
        Button("button-refuse", Press(Action.REFUSE, ticket.id, str(row.id))),
    )
    return Entry(line, answers, matter_lines(deps, ticket) + 2)
