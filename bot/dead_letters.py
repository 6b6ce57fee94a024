"""Messages that could not be delivered, as the operator sees them: no chats, names or texts."""

from datetime import datetime

from bot.app import Program
from db import outbox
from db.models import Outbox, OutboxState
from domain.codes import ticket_code

MOST = 200


async def show(program: Program) -> list[str]:
    """A line for each, the newest first, and how many there are."""
    async with program.deps.begin() as work:
        rows = await outbox.in_trouble(work, MOST)
    lines = [_line(program, row, opened_at or row.created_at) for row, opened_at in rows]
    more = f" (the newest {MOST} only)" if len(rows) == MOST else ""
    return [*lines, f"{len(rows)} messages{more}"]


async def resend(program: Program, which: str) -> list[str]:
    """Put one back, or all that failed; a running `jiedan run` sends them."""
    from workflows.sending_again import send_again  # much of the program, for this alone

    number = None if which == "all" else int(which)
    async with program.deps.begin() as work:
        count, left_out = await send_again(work, program.deps, number)
        await work.commit()
    said = [f"{count} messages are sent again by a running `jiedan run`."]
    over = f"{left_out} are left out: what they ask for has been done since."
    return [*said, over] if left_out else said


def _line(program: Program, row: Outbox, opened_at: datetime) -> str:
    zone = program.deps.rules.zone
    at, opened = row.created_at.astimezone(zone), opened_at.astimezone(zone)
    code = ticket_code(row.ticket_id, opened.date()) if row.ticket_id else "-"
    state = "perhaps arrived" if row.state is OutboxState.MAYBE else "failed"
    tries = f"{row.attempts} tries"
    what = f"{row.kind}{'/' + row.topic if row.topic else ''}"
    told = (str(row.id), f"{at:%Y-%m-%d %H:%M}", state, what, code, row.channel, tries)
    return "\t".join((*told, row.error or "-"))
