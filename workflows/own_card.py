"""The resident's own card: one message per ticket in her chat, edited in place without a sound.
What she must hear comes as a message besides; here it can be read at any time, like a parcel."""

from collections.abc import Sequence

from db import cards as card_rows
from db import tickets
from db.models import Outbox, Ticket
from db.session import Work
from domain.elder import is_elder
from domain.lifecycle import WORKING, Action, Relation, Status, allowed
from domain.press import Press
from domain.said import Button, Part, Rows, part
from workflows import reach
from workflows.asking import open_question
from workflows.clockwork import run_of
from workflows.deps import Deps
from workflows.naming import code_of
from workflows.own_lines import course_of, lines_of
from workflows.reach import Directory
from workflows.speech import Address, Message, Priority, say

CARD, STATE = "hers", "hers_now"
"""The kinds of the message in which it stands, and of what is written into that."""

TRACK = "track"
"""The button that shows it."""

OLD_CARD = "old_card"
"""The kind of a message that is written into an older card and is none itself."""

TOPIC_MOST = 40
"""What the outbox keeps of a topic."""


def topic_of(message: str) -> str:
    """The topic of what is written into an older message."""
    return f"{OLD_CARD}.{message}"[:TOPIC_MOST]


def track_button(ticket: Ticket) -> Rows:
    """Under the first answer, which is the card's first form."""
    return ((Button("own-button-track", Press(TRACK, ticket.id)),),)


EVERY_DAY = (Action.SOLVED, Action.UNSOLVED, Action.URGE, Action.REOPEN, Action.ADD)
"""What stands on her card in elder mode."""


async def show(
    work: Work, deps: Deps, ticket: Ticket, to: Address, message: str | None = None
) -> None:
    """Her card, as it is now: where she pressed on it in place, else at the bottom of the chat; the
    one further up points to it."""
    standing = await card_rows.own_cards(work, [ticket.id])
    old = standing.get((ticket.id, to.channel, to.chat))
    card = await _made(work, deps, ticket, None, (old, to.lang))
    if old and message is not None and old.sent_id == message:
        await say(work, deps, [to], card)
        return
    anew = Message(card.parts, card.buttons, ticket=ticket.id, kind=CARD, topic="hers")
    await say(work, deps, [to], anew)
    if old and old.sent_id:
        line = part("card-below", code=code_of(deps.rules, ticket))
        topic = topic_of(old.sent_id)
        below = Message((line,), ticket=ticket.id, kind=OLD_CARD, topic=topic, edits=old.sent_id)
        await say(work, deps, [to], below)


async def show_if_none(work: Work, deps: Deps, ticket: Ticket) -> None:
    """Of what came with other matters in one message she has none yet: now somebody has it."""
    if reach.is_passed_on(ticket) or ticket.owner_id == ticket.handler_id:
        return
    if await card_rows.own_cards(work, [ticket.id]):
        return
    for to in await reach.person_addresses(work, ticket.owner_id):
        await show(work, deps, ticket, to)


async def refresh(
    work: Work, deps: Deps, found: Sequence[Ticket], staff: Directory | None = None
) -> bool:
    """Bring the cards of these tickets up to date, wherever one stands; says whether one does. A
    ticket that is being opened has just been answered."""
    numbers = [one.id for one in found if one.id not in work.opened]
    standing = await card_rows.own_cards(work, numbers) if numbers else {}
    for (number, channel, chat), old in standing.items():
        ticket = next(one for one in found if one.id == number)
        card = await _made(work, deps, ticket, staff, (old, old.lang))
        await say(work, deps, [Address(channel, chat, old.lang)], card)
    return bool(standing)


async def _made(
    work: Work,
    deps: Deps,
    ticket: Ticket,
    staff: Directory | None,
    standing: tuple[Outbox | None, str],
) -> Message:
    """`standing`: the card in its place so far, and the language of its reader."""
    old, lang = standing
    main = await tickets.main_of(work, ticket)
    around = staff or await reach.directory(work, deps, main)
    lines = lines_of(deps, ticket, main, around, await course_of(work, deps, main))
    asked, rows = open_question(deps, ticket)
    few = is_elder(lang)
    below = () if few and rows else _buttons(deps, ticket, few=few)  # one question at a time
    return Message(
        (*lines, *asked, *_kept(ticket, old)),
        (*rows, *below),
        ticket=ticket.id,
        kind=STATE,
        priority=Priority.CARD,
        silent=True,
        topic=CARD,
    )


def _kept(ticket: Ticket, old: Outbox | None) -> list[Part]:
    """What her first answer said and the card in its place goes on saying, shorter."""
    found: list[Part] = []
    for key, values in old.parts if old else ():
        if key in ("privacy-line", "privacy-line-asked", "privacy-line-kept"):
            found.append(part("privacy-line-kept"))
        elif key == "danger-perhaps" and ticket.status in WORKING:
            found.append((key, values))
    return found


def _buttons(deps: Deps, ticket: Ticket, *, few: bool = False) -> Rows:
    """Buttons for what she may do now, and none else; two in a row. `few`: what is wanted every
    day, one under the other."""
    may = allowed(ticket.status, [Relation.OWNER])
    verbs: list[str] = [a for a in (Action.SOLVED, Action.UNSOLVED, Action.URGE) if a in may]
    if Action.REOPEN in may and may_reopen(deps, ticket):
        verbs.append(Action.REOPEN)
    if Action.ADD in may:
        verbs.append(Action.ADD)
    if ticket.status in WORKING:
        verbs += ["kind", "at"]
    verbs += [a for a in (Action.SPLIT, Action.WITHDRAW) if a in may]
    if few:
        verbs = [verb for verb in verbs if verb in EVERY_DAY]
    flat = [Button(f"own-button-{verb}", Press(verb, ticket.id)) for verb in verbs]
    wide = 1 if few else 2
    return tuple(tuple(flat[at : at + wide]) for at in range(0, len(flat), wide))


def may_reopen(deps: Deps, ticket: Ticket) -> bool:
    """Whether she may still say that it was not solved after all: as long after the closing as the
    question itself stood open."""
    if ticket.status is not Status.CLOSED or ticket.closed_at is None:
        return False
    return deps.now() <= run_of(deps, ticket, "confirm", ticket.closed_at).step(100).at
