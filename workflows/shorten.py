"""What somebody wrote at length, on its way to a small screen: its beginning, and the whole of it
one tap away. Only the chat that was told can ask for the rest."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from db import outbox
from db.models import Outbox
from db.session import Work
from domain.errors import Refusal
from domain.inbound import Pressed
from domain.press import Press
from domain.said import Button, Part, part
from domain.screen import COLUMNS, LINES, excerpt, lines_of, pages_of
from workflows.deps import Deps
from workflows.speech import Address, Message, say

VERB = "whole"
"""The button that asks for all of a message, and the kind of the message that has it."""

CUT = ("note", "old_card")
"""The kinds of messages that are cut; cards fit by themselves (card_fit)."""

NUMBER = re.compile(r"[1-9][0-9]?")

LEAST = 60
"""Characters of what is cut: shorter values are names and dates."""

MORE = Button("button-full", Press(VERB, 0))


def fitting(
    row: Outbox, render: Callable[[Sequence[Any]], str]
) -> tuple[Sequence[Any], Sequence[Any]]:
    """The parts and buttons of a message as they go out: its longest words are cut where it would
    run over the screen."""
    if row.kind == VERB:
        return _page(row, render(row.parts))
    longest = _longest(row.parts) if row.kind in CUT else None
    if longest is None or lines_of(render(row.parts)) <= LINES:
        return row.parts, row.buttons
    at, name = longest
    key, values = row.parts[at]
    text = " ".join(str(values[name]).split())
    most = min(len(text), LINES * COLUMNS // 2)
    while most > LEAST:
        cut = [key, values | {name: excerpt(text, most)}]
        parts = [*row.parts[:at], cut, *row.parts[at + 1 :]]
        if lines_of(render(parts)) <= LINES:
            return parts, [*row.buttons, [MORE.to_json()]]
        most -= COLUMNS // 4
    return row.parts, row.buttons


def _page(row: Outbox, text: str) -> tuple[Sequence[Any], Sequence[Any]]:
    """One screen of all of it, and a button for the next; the buttons it has stand under the
    last."""
    pages = pages_of(text)
    number = min(_number(row.topic), len(pages))
    if len(pages) == 1:
        return row.parts, row.buttons
    here = [["whole-page", {"text": pages[number - 1]}]]
    if number == len(pages):
        return here, row.buttons
    values = (("page", number + 1), ("pages", len(pages)))
    more = Button("button-next-page", Press(VERB, 0, str(number + 1)), values)
    return here, [[more.to_json()]]


def _number(said: str | None) -> int:
    """Which page is asked for; the first for anything no button of ours says."""
    return int(said) if said and NUMBER.fullmatch(said) else 1


def _longest(parts: Sequence[Any]) -> tuple[int, str] | None:
    found = [
        (len(value), at, name)
        for at, (_, values) in enumerate(parts)
        for name, value in values.items()
        if isinstance(value, str) and len(value) >= LEAST
    ]
    return max(found)[1:] if found else None


async def say_whole(work: Work, deps: Deps, pressed: Pressed) -> Part:
    """全文 under such a message: all of it, in the chat it stands in, a screen at a time."""
    found = await outbox.message_of(work, pressed.channel, pressed.chat, pressed.message or "")
    if found is None:
        raise Refusal("refuse-button")
    rows = tuple(tuple(b for b in map(Button.from_json, line) if b) for line in found.buttons)
    press = Press.parse(pressed.payload)
    whole = Message(
        tuple((key, values) for key, values in found.parts),
        rows,
        found.ticket_id,
        kind=VERB,
        topic=str(_number(press.choice if press else None)),
    )
    await say(work, deps, [Address(pressed.channel, pressed.chat, found.lang)], whole)
    return part("toast-shown")
