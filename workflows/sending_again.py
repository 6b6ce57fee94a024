"""What could not be delivered is sent again by an operator's word; what its ticket has overtaken
since, as a reminder to take what is done, is left out."""

from db import outbox, tickets
from db.session import Work
from workflows import questions, reach
from workflows.card_facts import spent_now
from workflows.deps import Deps


async def send_again(work: Work, deps: Deps, number: int | None = None) -> tuple[int, int]:
    """Put back what failed: this message, or all. Returns how many are sent, and left out."""
    locked = [
        await tickets.lock(work, one) for one in await outbox.tickets_in_trouble(work, number)
    ]
    found = await outbox.send_again(work, deps.now(), number)
    for ticket in locked:
        if ticket is not None:
            staff = await reach.directory(work, deps, ticket)
            spent = await spent_now(work, deps, ticket, staff)
            await questions.tidy(work, deps, ticket, staff, spent)
    await work.flush()
    count = await outbox.count_waiting(work, found)
    return count, len(found) - count
