"""From a sender of a channel to a person of ours. Whoever writes first becomes a resident."""

from dataclasses import dataclass

from db import people
from db.arrivals import Found, next_key
from db.models import Account, Person
from db.session import Work
from domain.inbound import Incoming, Sender
from domain.people import Role
from workflows.deps import Deps

LANGS = ("zh", "en")


async def person_behind(work: Work, channel: str, sender: Sender) -> Person | None:
    """The person we know behind a sender; None for strangers and anonymous group admins."""
    if sender.anonymous:
        return None
    found = await people.account_of(work, channel, sender.id)
    return found[1] if found else None


async def known_or_new(work: Work, deps: Deps, incoming: Incoming, found: Found) -> Person:
    """The person who wrote in their private chat, made known to us when new. Somebody who had
    blocked us and writes again is reachable again."""
    channel, sender, chat = incoming.channel, incoming.sender, incoming.chat
    if found.person is None:
        return await _new(work, deps, incoming)
    if not found.is_reached_here:
        known = await people.account_of(work, channel, sender.id)
        if known:
            known[0].chat, known[0].reachable = chat, True
    return found.person


async def _new(work: Work, deps: Deps, incoming: Incoming) -> Person:
    sender = incoming.sender
    person = Person(
        id=await next_key(work, Person),
        name=sender.name[:80],
        lang=_language(sender.lang, deps.rules.default_lang),
        on_duty=True,
        home=None,
        about=None,
        expects=None,
        created_at=deps.now(),
        compound=None,
    )
    work.later_row(person)
    work.later(
        Account,
        person_id=person.id,
        channel=incoming.channel,
        sender=sender.id,
        chat=incoming.chat,
        reachable=True,
    )
    return person


def _language(wanted: str, default: str) -> str:
    short = wanted.split("-")[0].lower()
    return short if short in LANGS else default


@dataclass(frozen=True, slots=True)
class Known:
    """What a page needs to know of its reader."""

    name: str
    lang: str
    roles: tuple[Role, ...]
    units: tuple[str, ...] = ()
    compound: str | None = None


async def who_is(deps: Deps, channel: str, sender: str) -> Known:
    """The reader behind a sender; a stranger reads the default language and has no role."""
    async with deps.begin() as work:
        found = await people.account_of(work, channel, sender)
        if found is None:
            return Known("", deps.rules.default_lang, ())
        mine = await people.memberships(work, found[1].id)
        home = (found[1].home or {}).get("compound")
        return Known(
            found[1].name,
            found[1].lang,
            tuple(m.role for m in mine),
            tuple(m.unit for m in mine),
            home,
        )
