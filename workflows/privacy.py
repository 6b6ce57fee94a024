"""What a resident is told of her data: a line under the first answer, and the screen behind it."""

from collections.abc import Sequence

from db import own_rows
from db.models import Person, Ticket
from db.session import Work
from domain.press import Press
from domain.said import Button, Part, Rows, part
from workflows.deps import Deps
from workflows.speech import Address, Message, say

SCREEN, COPY, FORGET, LOOKED = "privacy", "mydata", "forget", "who"
"""The buttons, and the commands that do the same."""

_ASK: Rows = ((Button("privacy-button", Press(SCREEN, 0)),),)


Told = tuple[tuple[Part, ...], Rows]
"""What stands under a message, and the button to it; both may be empty."""

NOTHING: Told = (), ()


def told_at_first(*, asks: bool) -> Told:
    """What is kept, why, until when, and how to be rid of it, in short under the first answer
    somebody gets. Where the message asks something, its buttons
    are the answers alone; then the line names the command."""
    return ((part("privacy-line-asked"),), ()) if asks else ((part("privacy-line"),), _ASK)


async def told_after_danger(work: Work, ticket: Ticket) -> Told:
    """The same with the word that a danger is over, for her whose first matter it was: while life
    is in danger nobody reads of anything else."""
    if ticket.level != "L0" or ticket.filed_by:
        return NOTHING
    if await own_rows.reported_before(work, ticket.owner_id, ticket.id):
        return NOTHING
    return told_at_first(asks=True)


async def told_with_slip(
    work: Work, person: Person, taken: Sequence[Ticket], *, asks: bool
) -> Told:
    """The same for her whose first matters here are those on her slip."""
    mine = await own_rows.tickets(work, person.id)
    return told_at_first(asks=asks) if len(mine) == len(taken) else NOTHING


async def say_screen(work: Work, deps: Deps, _person: Person, to: Address) -> None:
    """/privacy: what is kept and why, who sees it, for how long, how to get it and be rid of it."""
    kept = deps.rules.retention
    lines = (
        part("privacy-head"),
        part("privacy-what"),
        part("privacy-why"),
        part("privacy-who"),
        part("privacy-texts", days=kept.texts_days),
        part("privacy-messages", days=kept.messages_days),
        part("privacy-seal"),
        part("privacy-rights"),
    )
    row = (Button("mydata-button", Press(COPY, 0)), Button("forget-button", Press(FORGET, 0)))
    looked = (Button("who-button", Press(LOOKED, 0)),)
    await say(work, deps, [to], Message(lines, (looked, row)))
