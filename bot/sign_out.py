"""`jiedan sign-out`: end the sessions of somebody whose phone is in other hands."""

import argparse
from collections.abc import Callable

from bot.app import Program
from bot.cli import complain
from domain.codes import ticket_id_in
from workflows.signing_out import sign_out, staff_called, whose_ticket


async def run_sign_out(
    program: Program, given: argparse.Namespace, print_line: Callable[[str], None]
) -> int:
    """Of the resident of a ticket, or of a member of the staff; returns the exit code."""
    async with program.deps.begin() as work:
        if given.ticket is not None:
            owner = await whose_ticket(work, ticket_id_in(given.ticket) or 0)
            found = [owner] if owner is not None else []
        else:
            found = await staff_called(work, given.name)
    if not found:
        return complain(
            f"no such {'ticket' if given.ticket is not None else 'member of the staff'}"
        )
    ended = sum([await sign_out(program.deps, one) for one in found])
    print_line(f"{ended} sessions ended. What is written there is kept; a browser begins anew.")
    return 0
