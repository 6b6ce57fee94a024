"""小区最近: what goes on in her compound (/news), and the buttons below what is told to all.
Nothing about anybody: no code of a household, no words, nothing that fewer than three households
say unless it stands in public space."""

from datetime import timedelta

from db import bulletins, news_rows
from db.arrivals import next_key, ready_keys
from db.models import Person, Receipt, Ticket
from db.session import Work
from domain.errors import Refusal
from domain.inbound import Incoming, Pressed
from domain.lifecycle import OPEN, WORKING, Status
from domain.press import Press
from domain.remarks import ME_TOO
from domain.said import Button, Part, Rows, category_name, dated, part
from domain.things import is_in_public
from domain.understanding import understand
from workflows import echoing
from workflows.announcing import NEWS
from workflows.deps import Deps, Rules
from workflows.naming import place_words
from workflows.report import Report
from workflows.speech import Address, Message, say

FEWEST = 3
"""Households below which nothing is told that does not stand in public space."""

LATELY = timedelta(days=3)
MOST = 6


async def say_news(work: Work, deps: Deps, person: Person, to: Address) -> None:
    """/news: incidents and matters of public space in her compound, those that go on first."""
    off = await bulletins.refuses(work, person.id)
    rows: Rows = ((_switch(off=off),),)
    compound = (person.home or {}).get("compound") or deps.rules.home_compound
    if compound not in deps.rules.org.compounds:
        await say(work, deps, [to], Message((part("news-nowhere"),)))
        return
    name = deps.rules.org.compounds[compound].name
    community = deps.rules.org.community_of(compound)
    found = await news_rows.lately(work, community, deps.now() - LATELY)
    told = [one for one in found if may_be_told(deps.rules, one, compound)][:MOST]
    lines = [_line(deps, one) for one in told] or [part("news-none")]
    await say(work, deps, [to], Message((part("news-head", compound=name), *lines), rows))


def may_be_told(rules: Rules, ticket: Ticket, compound: str) -> bool:
    """Whether all her neighbours may read of it. Never what complains about somebody."""
    if ticket.place.get("compound") != compound or ticket.against or ticket.kind != "request":
        return False
    if ticket.status not in OPEN | {Status.CLOSED}:
        return False
    if ticket.households >= FEWEST:
        return True
    return is_in_public(ticket.spot, rules.catalogue.things) and not ticket.place.get("room")


def _line(deps: Deps, ticket: Ticket) -> Part:
    many = ticket.households >= FEWEST
    doing = ("news-doing", "news-doing-many")
    done = ("news-done", "news-done-many")
    return part(
        (doing if ticket.status in WORKING else done)[many],
        category=category_name(ticket.category),
        place=place_words(deps.rules, ticket, room=False) or "",
        **({"due": dated(ticket.fix_due)} if ticket.status in WORKING else {}),
        **({"count": ticket.households} if many else {}),
    )


def _switch(*, off: bool) -> Button:
    return Button("news-button-on" if off else "news-button-off", Press(NEWS, 0, _way(off=off)))


def _way(*, off: bool) -> str:
    return "on" if off else "off"


async def press(work: Work, deps: Deps, person: Person, press_: Press, pressed: Pressed) -> Part:
    """One of the buttons below what was told to all."""
    if press_.choice == "off":
        await bulletins.refuse(work, person.id, deps.now())
        return part("news-toast-off")
    if press_.choice == "on":
        await bulletins.accept(work, person.id)
        return part("news-toast-on")
    told = await bulletins.told_row(work, press_.ticket, person.id)
    if told is None or press_.choice not in ("also", "not"):
        raise Refusal("refuse-button")
    if press_.choice == "not":
        told.left_at = told.left_at or deps.now()
        return part("news-toast-not")
    await _also(work, deps, person, press_.ticket, pressed)
    return part("news-toast-also")


async def _also(work: Work, deps: Deps, person: Person, number: int, pressed: Pressed) -> None:
    """我家也是: a ticket of her own, which goes along at once."""
    main = await echoing.open_main(work, number, person.id)
    if main is None:
        raise Refusal("news-refuse-over")
    incoming = Incoming(
        channel=pressed.channel,
        chat=pressed.chat,
        key=pressed.key,
        sender=pressed.sender,
        text=ME_TOO,
    )
    rules = deps.rules
    meaning = understand(incoming.text, rules.catalogue, rules.org.compound_names)
    await ready_keys(work)
    report = Report(person, incoming, meaning, await next_key(work, Receipt))
    await echoing.open_like(work, deps, report, main)
