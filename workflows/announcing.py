"""What is told to a compound of an incident: to every home there that is known to us and did not
report it, also to whoever has told us of 妈妈家 there, a page at a time, after everything else;
then how it goes to those who were told, and its end. Nobody is told twice, nobody in the quiet
hours unless life is in danger."""

from collections.abc import Awaitable, Callable, Collection
from typing import Any

from db import bulletins, notices, tickets
from db.bulletin_rows import Bulletin
from db.models import Ticket
from db.people import names_of
from db.session import Work
from domain.duplicates import DANGER
from domain.kin import others_of
from domain.lifecycle import LIVE
from domain.press import Press
from domain.rude import without_abuse
from domain.said import Button, Part, Rows, category_name, dated, part
from domain.shield import covered
from workflows.deps import Deps
from workflows.naming import code_of
from workflows.speech import Address, Message, Priority, say

NEWS = "news"
"""The buttons below what is told: theirs too, not theirs, no more of it."""

PAGE = 200
PAGES = 10
"""So many people in one transaction, and transactions at one tick."""


def begin(work: Work, deps: Deps, main: Ticket) -> None:
    """It has become an incident: everybody in its compound is to hear of it."""
    if _compound(deps, main) is None:
        return
    line = part(
        "news-began",
        compound=deps.rules.org.compounds[main.place["compound"]].name,
        category=category_name(main.category),
        count=main.households + 1,
        code=code_of(deps.rules, main),
        due=dated(main.fix_due),
    )
    _queue(work, deps, main, line, first=True)


def tell(work: Work, deps: Deps, ticket: Ticket, key: str, **values: object) -> None:
    """How an incident goes, for those who were told of it. What somebody wrote is told without
    names, phones, doors and abuse."""
    if not ticket.incident or _compound(deps, ticket) is None:
        return
    if isinstance(values.get("text"), str):
        values["text"] = without_abuse(covered(str(values["text"])))
    _queue(work, deps, ticket, part(key, code=code_of(deps.rules, ticket), **values), first=False)


def _compound(deps: Deps, ticket: Ticket) -> str | None:
    code: str | None = ticket.place.get("compound")
    return code if code in deps.rules.org.compounds and not ticket.against else None


def _queue(work: Work, deps: Deps, ticket: Ticket, line: Part, *, first: bool) -> None:
    work.add(
        Bulletin(
            ticket_id=ticket.id,
            compound=ticket.place["compound"],
            first=first,
            parts=[list(line)],
            at=deps.now(),
            after=0,
            done_at=None,
        )
    )


async def spread_due(deps: Deps, page: int = PAGE, pages: int = PAGES) -> int:
    """Tell what is to be told; returns to how many people. What is left goes on at the next
    tick."""

    async def next_page(work: Work) -> int | None:
        found = await bulletins.next_one(work)
        return None if found is None else await _page(work, deps, found, page)

    return await page_by_page(deps, next_page, pages)


async def page_by_page(
    deps: Deps, tell: Callable[[Work], Awaitable[int | None]], pages: int
) -> int:
    """Tell many: a page in each transaction, so that nobody waits for it, and what is killed goes
    on where it was. `tell` returns how many it told, None when nothing is left. Returns how many
    were told in all."""
    told = 0
    for _ in range(pages):
        async with deps.begin() as work:
            count = await tell(work)
            if count is None:
                break
            await work.commit()
        told += count
        deps.wake()
    return told


async def _page(work: Work, deps: Deps, one: Bulletin, most: int) -> int:
    ticket = await tickets.lock(work, one.ticket_id)
    over = ticket is None or (one.first and ticket.status not in LIVE)
    found = None if ticket is None or over else await _readers(work, one, ticket, most)
    if ticket is None or found is None:
        one.done_at = deps.now()
        return 0
    people, one.after = found
    others = await bulletins.reporters_of(work, ticket.id)
    told = [person for person in people if person not in others]
    one.parts = _unnamed(one.parts, await names_of(work, others))
    await _say(work, deps, one, ticket, told)
    if one.first:
        bulletins.note_told(work, ticket.id, told, deps.now())
    return len(told)


def _unnamed(parts: list[Any], names: Collection[str]) -> list[Any]:
    """Nor by the names of those who reported it, wherever they stand in a sentence."""
    return [
        [key, values | {"text": covered(values["text"], names)}]
        if isinstance(values.get("text"), str)
        else [key, values]
        for key, values in parts
    ]


async def _readers(
    work: Work, one: Bulletin, ticket: Ticket, most: int
) -> tuple[tuple[int, ...], int] | None:
    """The next who are told, and where to go on after them; None when nobody is left. A danger to
    life is told to those as well who want to hear of nothing else. Of what begins those hear
    first who live there, then those whose people do: for these `after` counts below zero."""
    after = bulletins.After(one.after, most, asks_all=ticket.level == DANGER)
    if not one.first:
        told = await bulletins.told_of(work, one.ticket_id, after)
        return (told, told[-1]) if told else None
    living = await bulletins.living_in(work, one.compound, after) if one.after >= 0 else ()
    if living:
        return living, living[-1]
    return await _whose_people_live_there(work, one, after)


async def _whose_people_live_there(
    work: Work, one: Bulletin, at: bulletins.After
) -> tuple[tuple[int, ...], int] | None:
    page = await notices.with_people(work, max(0, -one.after - 1), at.limit)
    if not page:
        return None
    elsewhere = (d for d in page if (d.home or {}).get("compound") != one.compound)
    meant = [
        d.person_id
        for d in elsewhere
        if any(home.get("compound") == one.compound for home in others_of(d.about).values())
    ]
    off = frozenset[int]() if at.asks_all else await notices.muted_of(work, meant)
    return tuple(person for person in meant if person not in off), -page[-1].person_id - 1


async def _say(
    work: Work, deps: Deps, one: Bulletin, ticket: Ticket, people: Collection[int]
) -> None:
    message = Message(
        tuple((key, values) for key, values in one.parts),
        _buttons(ticket) if one.first else (),
        priority=Priority.BROADCAST,
        once=f"bulletin:{one.id}",
        hold=deps.rules.quiet_of(ticket.community) if ticket.level != DANGER else False,
        silent=not one.first,
    )
    for _, channel, chat, lang in await bulletins.accounts_of(work, people):
        await say(work, deps, [Address(channel, chat, lang)], message)


def _buttons(ticket: Ticket) -> Rows:
    also = Button("news-button-also", Press(NEWS, ticket.id, "also"))
    not_us = Button("news-button-not", Press(NEWS, ticket.id, "not"))
    return (also, not_us), (Button("news-button-off", Press(NEWS, 0, "off")),)
