"""/mydata: all that is kept of somebody, for herself, as one file and in a few lines. The file is
made when it is sent and kept nowhere else; of others it names the staff, by role and surname."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from db import own_rows, people
from db.models import Account, Event, Outbox, Person, Ticket
from db.session import Work
from domain.inbound import Media
from domain.said import Part, Value, category_name, part, word
from workflows import cards
from workflows.deps import Deps
from workflows.privacy import FORGET
from workflows.reach import Directory
from workflows.speech import Address, Attachment, Message, say

CHANNEL = "own"
"""Where the file comes from: no platform's."""

FILE_NAME = "my-data.json"
DOCUMENT = "document"

TOLD = (
    "opened",
    "place",
    "correct",
    "add",
    "reworded",
    "accept",
    "eta",
    "take_over",
    "take_pass",
    "handover",
    "relay",
    "progress",
    "urge",
    "escalated",
    "extended",
    "held",
    "resumed",
    "rule",
    "excluded",
    "count_again",
    "merge",
    "split",
    "resolve",
    "solved",
    "unsolved",
    "lapse",
    "rate",
    "rating_note",
    "voice",
    "sealed",
    "reveal",
    "withdraw",
    "discard",
    "pause",
    "slip",
    "forgotten",
    "erased",
)
"""What a resident hears of her matter; the rest of its history is the staff's own."""

SAYS = ("text", "words", "answer", "category", "level", "until", "eta", "reason")
"""What of such a line is said to her."""

Render = Callable[[str, Sequence[Any]], str]


async def say_copy(work: Work, deps: Deps, person: Person, to: Address) -> None:
    """/mydata: how much there is, and the file."""
    mine = await own_rows.tickets(work, person.id)
    rated = await own_rows.events(work, person.id, ("rate",))
    accounts = await own_rows.accounts(work, person.id)
    said = [row for account in accounts for row in await own_rows.told(work, account)]
    lines = [part("mydata-head"), part("mydata-name", name=person.name or word("mydata-nothing"))]
    if home := home_words(deps, person.home):
        lines.append(part("mydata-home", home=home))
    counts = {"tickets": len(mine), "messages": len(said), "ratings": len(rated)}
    lines += [part("mydata-counts", **counts), part("mydata-hint", command=f"/{FORGET}")]
    file = Media(CHANNEL, "self", DOCUMENT)
    await say(work, deps, [to], Message(tuple(lines), media=(file,)))


def home_words(deps: Deps, home: Mapping[str, Any] | None) -> Value | None:
    """Where somebody lives, in words."""
    known = home or {}
    compound = deps.rules.org.compounds.get(known.get("compound") or "")
    pieces: list[Value] = [compound.name] if compound else []
    doors = {k: known.get(k) for k in ("building", "unit", "floor", "room")}
    pieces += [word(f"place-{k}", value=v) for k, v in doors.items() if v]
    return {"$join": pieces, "with": "place"} if pieces else None


async def attachment(deps: Deps, render: Render, row: Outbox) -> Attachment | None:
    """The file for whoever's chat this message goes to; None when that is nobody's any more."""
    async with deps.begin() as work:
        person_id = await people.person_in(work, row.channel, row.chat)
        person = await work.get(Person, person_id) if person_id is not None else None
        if person is None:
            return None
        document = await _document(work, deps, person, lambda parts: _words(render, row, parts))
    content = json.dumps(document, ensure_ascii=False, indent=2, default=_plain)
    return Attachment(DOCUMENT, content=content.encode(), name=FILE_NAME)


def _words(render: Render, row: Outbox, parts: Sequence[Any]) -> str:
    """In the reader's language. What was said by an older program may use words that are gone."""
    try:
        return render(row.lang, parts)
    except KeyError:
        return ""


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


Words = Callable[[Sequence[Any]], str]


async def _document(work: Work, deps: Deps, person: Person, words: Words) -> dict[str, Any]:
    accounts = await own_rows.accounts(work, person.id)
    return {
        "made_at": deps.now(),
        "person": {
            "name": person.name,
            "language": person.lang,
            "known_since": person.created_at,
            "number_on_the_office_sheet": person.staff_no,
        },
        "homes": [person.home] if person.home else [],
        "told_of_herself": person.about or {},
        "accounts": [_account(one) for one in accounts],
        "posts": [
            {"unit": m.unit, "role": m.role.value} for m in await own_rows.posts(work, person.id)
        ],
        "tickets": await _tickets(work, deps, person, words),
        "messages": [one for account in accounts for one in await _said(work, account, words)],
    }


def _account(account: Account) -> dict[str, Any]:
    names = ("channel", "sender", "chat", "reachable")
    return {name: getattr(account, name) for name in names}


async def _tickets(work: Work, deps: Deps, person: Person, words: Words) -> list[dict[str, Any]]:
    history: dict[int, list[Event]] = {}
    for event in await own_rows.events(work, person.id, TOLD):
        history.setdefault(event.ticket_id, []).append(event)
    everybody = await people.staff_of(work, deps.rules.org.units)
    staff = Directory(everybody, deps.rules.org)

    def line(event: Event) -> dict[str, Any]:
        who = _who(event, person, staff)
        did = words([part(f"mydata-did-{event.kind}")])
        return {"at": event.at, "what": did} | ({"who": words([who])} if who else {}) | _says(event)

    return [
        _ticket(deps, one, words) | {"history": [line(e) for e in history.get(one.id, ())]}
        for one in await own_rows.tickets(work, person.id)
    ]


def _who(event: Event, person: Person, staff: Directory) -> Part | None:
    if event.person_id is None:
        return None
    if event.person_id == person.id:
        return part("mydata-herself")
    return part("mydata-words", words=cards.staff_words(event.person_id, staff))


def _says(event: Event) -> dict[str, Any]:
    said = {name: event.values[name] for name in SAYS if isinstance(event.values.get(name), str)}
    files = [kept for name in ("media", "sent") for kept in event.values.get(name) or ()]
    return said | ({"files": files} if files else {})


def _ticket(deps: Deps, ticket: Ticket, words: Words) -> dict[str, Any]:
    return {
        "code": cards.code_of(deps.rules, ticket),
        "opened_at": ticket.opened_at,
        "closed_at": ticket.closed_at,
        "category": words([part("mydata-words", words=category_name(ticket.category))]),
        "state": words([part(f"state-{ticket.status}")]),
        "outcome": ticket.verdict,
        "place": {name: value for name, value in ticket.place.items() if value},
        "text": ticket.text,
        "files": ticket.media,
    }


async def _said(work: Work, account: Account, words: Words) -> list[dict[str, Any]]:
    """What was said in one chat, both sides, in its order; on other platforms than ours only ours
    is kept."""
    found = [
        {"at": row.sent_at or row.created_at, "from": "office", "text": words(row.parts)}
        for row in await own_rows.told(work, account)
    ]
    if account.channel == "web":
        found += [
            {"at": one.at, "from": "me", "text": one.text, "files": one.media}
            for one in await own_rows.written(work, account.chat)
        ]
    return sorted(found, key=lambda one: one["at"])
