"""Codes people read and type: the ticket's code, invite codes, the code of a slip of paper."""

import re
import secrets
import unicodedata
from datetime import date

_DASH = "[-－—–]"
TICKET_CODE = re.compile(
    rf"(?<!\d)((?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])){_DASH}([0-9]{{1,18}})(?!\d|{_DASH}\d)"
)
"""Month and day, then the number; neither a date (2026-11-20) nor an address is one."""
INVITE_ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
INVITE_LENGTH = 10
SLIP_LENGTH = 8
_SLIP = re.compile(
    rf"(?:[^\W\d_a-zA-Z]{{0,4}}[\s:：]*)([{INVITE_ALPHABET}]{{4}})[\s\-]?([{INVITE_ALPHABET}]{{4}})"
)
_FEWEST_OF_EACH = 2


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


def new_slip_code() -> str:
    """A code for a slip of paper (about 39 bits; who guesses is slowed down), with digits and
    letters, so that it is no word."""
    while True:
        code = "".join(secrets.choice(INVITE_ALPHABET) for _ in range(SLIP_LENGTH))
        if _is_mixed(code):
            return code


def _is_mixed(code: str) -> bool:
    digits = sum(one.isdigit() for one in code)
    return _FEWEST_OF_EACH <= digits <= SLIP_LENGTH - _FEWEST_OF_EACH


def slip_on_paper(code: str) -> str:
    """A slip's code as it stands on the paper: `KXM7-2QPA`."""
    return f"{code[:4]}-{code[4:]}"


def slip_in(text: str) -> str | None:
    """The code of a slip out of a text that is nothing else (a word such as 凭条 may stand before
    it), however it was typed; None for any other text."""
    plain = unicodedata.normalize("NFKC", text).strip().upper().replace("—", "-").replace("–", "-")
    found = _SLIP.fullmatch(plain)
    code = "".join(found.groups()) if found else ""
    return code if code and _is_mixed(code) else None
