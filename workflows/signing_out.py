"""Signing somebody's browsers out of the web chat: a phone was stolen, a browser was borrowed. What
stands in the chat is kept, and can no longer be read with that phone."""

import logging

from sqlalchemy import select

from db import own_rows
from db.models import Membership, Person, Ticket
from db.session import Work
from workflows import web_chat
from workflows.deps import Deps

log = logging.getLogger(__name__)


async def sign_out(deps: Deps, person_id: int) -> int:
    """End every session of a person; returns how many there were."""
    async with deps.begin() as work:
        mine = await own_rows.accounts(work, person_id)
        chats = [one.chat for one in mine if one.channel == web_chat.CHANNEL]
        ended = await web_chat.sign_out(work, chats, deps.now())
        await work.commit()
    log.info("signed out person %d: %d sessions", person_id, ended)
    return ended


async def whose_ticket(work: Work, number: int) -> int | None:
    """The resident of a ticket; None for a number that is none."""
    return await work.scalar(select(Ticket.owner_id).where(Ticket.id == number))


async def staff_called(work: Work, name: str) -> list[int]:
    """The members of the staff of a name. Compared here, as names may not be readable there."""
    posts = select(Membership.person_id)
    everybody = await work.scalars(select(Person).where(Person.id.in_(posts)).order_by(Person.id))
    return [person.id for person in everybody if person.name == name]
