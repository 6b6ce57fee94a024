"""小区最近: what goes on in her compound (/news), and the buttons below what is told to all.
Nothing about anybody: no code of a household, no words, nothing that fewer than three households
say unless it stands in public space."""

from datetime import timedelta

from db import bulletins, news_rows, notices
from db.arrivals import next_key, ready_keys
from db.models import Person, Receipt, Ticket
from db.notice_rows import Notice
from db.session import Work
from domain.bars import FEWEST
from domain.errors import Refusal
from domain.inbound import Incoming, Pressed
from domain.kin import others_of
from domain.lifecycle import OPEN, WORKING, Status
from domain.notice import Audience
from domain.press import Press
from domain.remarks import ME_TOO, wants_notices
from domain.said import Button, Part, Rows, category_name, dated, part
from domain.things import is_in_public
from domain.understanding import understand
from workflows import echoing, notice_view
from workflows.announcing import NEWS
from workflows.deps import Deps, Rules
from workflows.naming import place_words
from workflows.report import Report
from workflows.speech import Address, Message, say

SHOWN = 100
"""Characters of a notice that stand among the news."""

LATELY = timedelta(days=3)
MOST = 6


async def say_news(work: Work, deps: Deps, person: Person, to: Address) -> None:
    """/news: incidents and matters of public space in her compound, those that go on first."""
    off = await bulletins.refuses(work, person.id)
    rows: Rows = ((_switch(off=off),),)
    compound = _compound_of(deps, person)
    if compound is None:
        await say(work, deps, [to], Message((part("news-nowhere"),)))
        return
    name = deps.rules.org.compounds[compound].name
    lines = await _lines(work, deps, person, compound)
    head = part("news-head", compound=name)
    await say(work, deps, [to], Message((head, *(lines or [part("news-none")])), rows))


async def tells_of(work: Work, deps: Deps, person: Person, word: str) -> bool:
    """Whether the news of her compound speak of something: water, power. A lamp says nothing of
    when the water comes back."""
    compound = _compound_of(deps, person)
    if compound is None:
        return False
    held = await _notices(work, deps, person, compound)
    if any(word in row.text for row in held):
        return True
    return any(word in one.text for one in await _matters(work, deps, compound))


def _compound_of(deps: Deps, person: Person) -> str | None:
    compound = (person.home or {}).get("compound") or deps.rules.home_compound
    return compound if compound in deps.rules.org.compounds else None


async def _lines(work: Work, deps: Deps, person: Person, compound: str) -> list[Part]:
    """What offices told that still holds, then what goes on."""
    lines = [_told(row) for row in await _notices(work, deps, person, compound)]
    return lines + [_line(deps, one) for one in await _matters(work, deps, compound)]


async def _matters(work: Work, deps: Deps, compound: str) -> list[Ticket]:
    community = deps.rules.org.community_of(compound)
    found = await news_rows.lately(work, community, deps.now() - LATELY)
    return [one for one in found if may_be_told(deps.rules, one, compound)][:MOST]


def may_be_told(rules: Rules, ticket: Ticket, compound: str) -> bool:
    """Whether all her neighbours may read of it. Never what complains about somebody."""
    if ticket.place.get("compound") != compound or ticket.against or ticket.kind != "request":
        return False
    if ticket.status not in OPEN | {Status.CLOSED}:
        return False
    if ticket.households >= FEWEST:
        return True
    return is_in_public(ticket.spot, rules.catalogue.things) and not ticket.place.get("room")


async def mute(work: Work, deps: Deps, person: Person, to: Address) -> None:
    """/mute: nothing that is told to all but emergencies. What concerns her own tickets is never
    muted."""
    await bulletins.refuse(work, person.id, deps.now())
    await say(work, deps, [to], Message((part("news-muted"),), ((_switch(off=True),),)))


async def hear_wish(work: Work, deps: Deps, report: Report) -> bool:
    """别给我发通知: the same in words, and 还是给我发通知吧. Whether the message was that."""
    wish = wants_notices(report.incoming.text)
    if wish is None or report.incoming.media or report.meaning.life_safety:
        return False
    if wish:
        await bulletins.accept(work, report.person.id)
        message = Message((part("news-toast-on"),))
        await say(work, deps, [report.address], message)
    else:
        await mute(work, deps, report.person, report.address)
    return True


async def _notices(work: Work, deps: Deps, person: Person, compound: str) -> list[Notice]:
    """What offices told that still holds for her homes, or those of her people."""
    org = deps.rules.org
    homes = [person.home or {"compound": compound}, *others_of(person.about).values()]
    codes = {home.get("compound") for home in homes}
    there = [one for code, one in org.compounds.items() if code in codes]
    above = {unit.code for one in there for unit in org.above(one.community)}
    above |= {one.branch for one in there if one.branch}
    return [
        row
        for row in await notices.holding(work, above, deps.now())
        if any(Audience.of(row.audience).covers(org, home) for home in homes)
    ][:MOST]


def _told(row: Notice) -> Part:
    text = notice_view.quoted(row.text, most=SHOWN)
    if row.ends_at is None:
        return part("news-notice", text=text)
    return part("news-notice-until", text=text, until=dated(row.ends_at))


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
