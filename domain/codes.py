"""Codes people read and type: the ticket's code and one-time invite codes."""

import re
import secrets
from datetime import date

_DASH = "[-－—–]"
TICKET_CODE = re.compile(
    rf"(?<!\d)((?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])){_DASH}([0-9]{{1,18}})(?!\d|{_DASH}\d)"
)
"""Month and day, then the number; neither a date (2026-11-20) nor an address is one."""
INVITE_ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
INVITE_LENGTH = 10


def ticket_code(ticket_id: int, opened_on: date) -> str:
    """The code a resident reads: month and day it was opened, then its number, as `1120-37`."""
    return f"{opened_on:%m%d}-{ticket_id}"


def ticket_id_in(text: str) -> int | None:
    """The ticket's number out of a text that holds a ticket code, or None."""
    found = TICKET_CODE.search(text)
    return int(found.group(2)) if found else None


def new_invite_code() -> str:
    """A one-time code nobody can guess (about 49 bits), without letters that look alike."""
    return "".join(secrets.choice(INVITE_ALPHABET) for _ in range(INVITE_LENGTH))
