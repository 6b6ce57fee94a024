"""What was pressed and refused shows from then on what is true: its card, what stands beside it."""

from db import tickets
from db.models import Ticket
from db.session import Work
from domain.inbound import Pressed
from domain.permissions import BUTTONS
from domain.press import Press
from workflows import cards, questions, reach
from workflows.deps import Deps
from workflows.identify import person_behind


async def mend(work: Work, deps: Deps, pressed: Pressed) -> None:
    """An old card never does harm: the one that was pressed on shows from now on what is true."""
    press = Press.parse(pressed.payload)
    if press is None or press.verb in BUTTONS or not press.ticket:
        return
    ticket = await tickets.lock(work, press.ticket)
    if ticket is not None:
        chat = (pressed.channel, pressed.chat)
        await cards.mend(work, deps, ticket, chat, pressed.message)
        await _mend_question(work, deps, pressed, ticket, press)
        await work.commit()


async def _mend_question(
    work: Work, deps: Deps, pressed: Pressed, ticket: Ticket, press: Press
) -> None:
    """The same for what stands beside a card; in a group others may still press it."""
    if pressed.message is None:
        return
    person = await person_behind(work, pressed.channel, pressed.sender)
    mine = await reach.chats_here(work, person.id, pressed.channel) if person else []
    if any(to.chat == pressed.chat for to in mine):
        staff = await reach.directory(work, deps, ticket)
        at = (pressed.channel, pressed.chat, pressed.message, press)
        await questions.mend(work, deps, ticket, staff, at)
