"""From a sender of a channel to a person of ours. Whoever writes first becomes a resident."""

from dataclasses import dataclass

from db import people
from db.models import Person
from db.session import Work
from domain.inbound import Sender
from domain.people import Role
from workflows.deps import Deps

LANGS = ("zh", "en")


async def person_behind(work: Work, channel: str, sender: Sender) -> Person | None:
    """The person we know behind a sender; None for strangers and anonymous group admins."""
    if sender.anonymous:
        return None
    found = await people.account_of(work, channel, sender.id)
    return found[1] if found else None


async def known_or_new(work: Work, deps: Deps, channel: str, sender: Sender, chat: str) -> Person:
    """The person who wrote in their private chat, made known to us when new. Somebody who had
    blocked us and writes again is reachable again."""
    found = await people.account_of(work, channel, sender.id)
    if found:
        account, person = found
        if account.chat != chat or not account.reachable:
            account.chat, account.reachable = chat, True
        return person
    person = Person(
        name=sender.name[:80],
        lang=_language(sender.lang, deps.rules.default_lang),
        on_duty=True,
        created_at=deps.now(),
    )
    work.add(person)
    await work.flush()
    if not await people.add_account(work, person, channel, sender.id, chat):
        await work.delete(person)
        found = await people.account_of(work, channel, sender.id)
    return found[1] if found else person


def _language(wanted: str, default: str) -> str:
    short = wanted.split("-")[0].lower()
    return short if short in LANGS else default


@dataclass(frozen=True, slots=True)
class Known:
    """What a page needs to know of its reader."""

    name: str
    lang: str
    roles: tuple[Role, ...]


async def who_is(deps: Deps, channel: str, sender: str) -> Known:
    """The reader behind a sender; a stranger reads the default language and has no role."""
    async with deps.begin() as work:
        found = await people.account_of(work, channel, sender)
        if found is None:
            return Known("", deps.rules.default_lang, ())
        mine = await people.memberships(work, found[1].id)
        return Known(found[1].name, found[1].lang, tuple(m.role for m in mine))
