"""长辈模式 switched on and off: /elder, a plain sentence (字太小了), or a button under /help."""

from db import outbox
from db.models import Person
from db.session import Work
from domain.elder import is_elder, names_letters, read_as, wish_in
from domain.errors import Refusal
from domain.kin import is_by_text
from domain.press import Press
from domain.said import Button, Part, Rows, part
from workflows import reach
from workflows.deps import Deps
from workflows.report import Report
from workflows.speech import Address, Message, say

VERB = "elder"
"""The command, and the button."""


def offer(person: Person) -> Rows:
    """The button to it, for whoever has it not."""
    return () if is_elder(person.lang) else ((Button("button-elder-on", Press(VERB, 0, "on")),),)


async def command(work: Work, deps: Deps, person: Person, to: Address) -> None:
    """/elder: on; and off again."""
    await _set(work, deps, person, to, elder=not is_elder(person.lang))


async def hear_wish(work: Work, deps: Deps, report: Report) -> bool:
    """字太小了，看不清: nothing but that is said."""
    text = report.incoming.text
    if report.incoming.media or report.incoming.reply_to:
        return False
    elder = wish_in(text)
    if elder is None or (report.meaning.life_safety and not names_letters(text)):
        return False
    await _set(work, deps, report.person, report.address, elder=elder)
    return True


async def press(work: Work, deps: Deps, person: Person, choice: str | None) -> Part:
    """The button. Raises Refusal for a choice that is none."""
    if choice not in ("on", "off"):
        raise Refusal("refuse-button")
    for to in (await reach.person_addresses(work, person.id))[:1]:
        await _set(work, deps, person, to, elder=choice == "on")
    return part("toast-done")


async def keep_in_step(work: Work, deps: Deps, person: Person) -> None:
    """She may be phoned no longer, or may be again: what stands under her messages follows."""
    await _read(work, person, elder=is_elder(person.lang))


async def _set(work: Work, deps: Deps, person: Person, to: Address, *, elder: bool) -> None:
    await _read(work, person, elder=elder)
    here = Address(to.channel, to.chat, person.lang)
    if not elder:
        await say(work, deps, [here], Message((part("elder-off"),), offer(person)))
        return
    row = (Button("button-elder-off", Press(VERB, 0, "off")),)
    await say(work, deps, [here], Message((part("elder-on"),), (row,)))


async def _read(work: Work, person: Person, *, elder: bool) -> None:
    """From now on, and on the cards that stand in her chats."""
    person.lang = read_as(person.lang, elder=elder, by_text=is_by_text(person.about))
    for one in await reach.person_addresses(work, person.id):
        await outbox.reread_in(work, (one.channel, one.chat), person.lang)
