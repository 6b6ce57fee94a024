"""Buttons that concern no ticket: her language and her data, duty, surge mode, lists."""

from domain.elder import is_elder, read_as
from domain.errors import Refusal
from domain.kin import is_by_text
from domain.said import Part, part
from workflows import (
    forgetting,
    listing,
    own_data,
    privacy,
    reach,
    settle_words,
    supervising,
    surge,
)
from workflows.identify import LANGS
from workflows.join import roles_of, send_menu
from workflows.pushed import Pushed


async def press_lang(p: Pushed) -> Part:
    """中文, English."""
    if p.choice not in LANGS:
        raise Refusal("refuse-button")
    elder, by_text = is_elder(p.person.lang), is_by_text(p.person.about)
    p.person.lang = read_as(p.choice, elder=elder, by_text=by_text)
    roles = await roles_of(p.work, p.person.id)
    for address in await reach.person_addresses(p.work, p.person.id):
        await send_menu(p.work, p.deps, address, roles)
    return part(f"toast-lang-{p.choice}")


async def press_privacy(p: Pushed) -> Part:
    """What her data is used for, a copy of it, being forgotten: always in her own chat."""
    for to in await reach.chats_here(p.work, p.person.id, p.pressed.channel):
        if p.press.verb == privacy.FORGET:
            return await forgetting.press(p.work, p.deps, p.person, to, p.choice)
        tell = own_data.say_copy if p.press.verb == privacy.COPY else privacy.say_screen
        await tell(p.work, p.deps, p.person, to)
    return part("toast-shown")


async def press_duty(p: Pushed) -> Part:
    """On duty, off duty."""
    if p.choice not in ("on", "off"):
        raise Refusal("refuse-button")
    p.person.on_duty = p.choice == "on"
    return part(f"toast-duty-{p.choice}")


async def press_surge(p: Pushed) -> Part:
    """Surge mode on or off."""
    return await surge.press(p.work, p.deps, p.person, p.press.ticket, p.choice)


async def press_word(p: Pushed) -> Part:
    """A word that was learned: yes or no."""
    return await settle_words.settle(p.work, p.deps, p.person, p.press.ticket, p.choice)


async def press_turn(p: Pushed) -> Part:
    """下一页 under a list."""
    if p.press.verb == "supervised":
        return await supervising.turn(p.work, p.deps, p.person, p.choice)
    return await listing.turn(p.work, p.deps, p.person, p.press.verb, p.choice)
