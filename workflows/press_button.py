"""A button was pressed: taken once, checked against who pressed and how the ticket stands now.

Everything a press can lead to is in one table; the answer is one short line for the presser.
"""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from db import people, tickets
from db.models import Person
from db.session import Work, is_collision
from domain.errors import Refusal
from domain.inbound import Pressed
from domain.lifecycle import LIVE, Action
from domain.permissions import BUTTONS
from domain.press import Press
from domain.said import Part, part
from workflows import (
    accepting,
    announcing,
    archive,
    card_buttons,
    cards,
    claiming,
    clearing,
    correcting,
    deferring,
    duty,
    excluding,
    exclusion_list,
    finding,
    granting,
    hand_over,
    handling,
    joining,
    leave,
    looking,
    meanings,
    news,
    notice_presses,
    own_buttons,
    own_card,
    own_groups,
    own_homes,
    own_list,
    own_mode,
    own_more,
    own_people,
    own_unit,
    own_who,
    owning,
    passing,
    pausing,
    permitting,
    privacy,
    projects,
    rating,
    reach,
    relaying,
    replying,
    resolving,
    returning,
    revealing,
    scanning,
    setting_apart,
    setting_aside,
    sharing,
    shorten,
    signing_board,
    signing_off,
    standing_in,
    stars,
    supervising,
    urging,
    vanguard,
    whistling,
    whole_sheet,
)
from workflows.commands import say_more_help
from workflows.deps import Deps
from workflows.identify import person_behind
from workflows.mend_pressed import mend
from workflows.pushed import Pushed
from workflows.said_since import ANOTHER
from workflows.speech import say

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Toast:
    """The short answer to a press, and the language to say it in."""

    line: Part
    lang: str


async def press_button(deps: Deps, pressed: Pressed) -> Toast:
    """Act on a press. A repeat of the same press, a stranger, a forged payload, a stale card:
    each gets its own answer and changes nothing."""
    try:
        return await _take(deps, pressed)
    except Exception as error:
        if not is_collision(error):
            raise
    return await _take(deps, pressed)  # once more: the other one is through by now


async def _take(deps: Deps, pressed: Pressed) -> Toast:
    async with deps.begin() as work:
        person = await person_behind(work, pressed.channel, pressed.sender)
        lang = person.lang if person else deps.rules.default_lang
        try:
            line = await _act(work, deps, pressed, person)
            await work.commit()
            lang = person.lang if person else lang  # the press may have been about just that
        except Refusal as refusal:
            _log_refusal(pressed, person, refusal)  # first: a rollback empties `person`
            await work.rollback()
            line = part(refusal.key, **refusal.values)
            if person is not None:
                await mend(work, deps, pressed)
    deps.wake()
    return Toast(line, lang)


def _log_refusal(pressed: Pressed, person: Person | None, refusal: Refusal) -> None:
    who = f"person {person.id}" if person else "an unknown sender"
    log.warning("press refused: %s by %s on %s", refusal.key, who, pressed.channel)


async def _act(work: Work, deps: Deps, pressed: Pressed, person: Person | None) -> Part:
    if pressed.sender.anonymous:
        raise Refusal("refuse-anonymous")
    if person is None:
        raise Refusal("refuse-stranger")
    press = Press.parse(pressed.payload)
    if press is None or press.verb not in _TABLE:
        raise Refusal("refuse-button")
    receipt = await people.take_receipt(
        work, pressed.channel, pressed.chat, pressed.key, deps.now()
    )
    if receipt is None:
        return part("toast-again")
    ticket = None
    if press.verb not in BUTTONS:
        ticket = await tickets.lock(work, press.ticket)
        if ticket is None:
            raise Refusal("refuse-unknown-ticket")
    return await push(Pushed(work, deps, person, ticket, press, pressed))


async def push(p: Pushed) -> Part:
    """What the button does, to whoever may press it. Raises Refusal."""
    if p.ticket is None:
        await permitting.check_roles(p.work, p.person, p.press.verb)
    else:
        await permitting.check_ticket_roles(p.work, p.deps, p.person, p.ticket, p.press.verb)
        relaying.turn_to(p.person, p.ticket)
    return await _TABLE[p.press.verb](p)


async def _ask_progress(p: Pushed) -> Part:
    return await handling.ask_for(*p.of, Action.PROGRESS)


async def _return(p: Pushed) -> Part:
    if p.choice is None:
        return await returning.ask_side(*p.of)
    if p.choice.startswith("to."):
        return await returning.ask_line(*p.of, p.choice.removeprefix("to."))
    return await returning.give_back(*p.of, p.choice)


async def _defer(p: Pushed) -> Part:
    return await deferring.go_on(*p.of, p.choice)


async def _rule(p: Pushed) -> Part:
    if p.choice is None:
        work, deps, ticket, person = p.of
        await handling.check(work, deps, ticket, Action.RULE, person.id)
        to = await reach.person_addresses(work, person.id)
        await say(work, deps, to, await returning.ruling_message(work, deps, ticket))
        return part("toast-rule-ask")
    return await returning.rule(*p.of, p.choice)


async def _more(p: Pushed) -> Part:
    """⋯ 更多: what is pressed rarely, and back."""
    work, deps, ticket, _ = p.of
    if ticket.status not in LIVE:
        raise Refusal(f"refuse-status-{ticket.status}", code=cards.code_of(deps.rules, ticket))
    chat, more = (p.pressed.channel, p.pressed.chat), p.choice == card_buttons.MORE
    if not await cards.turn(work, deps, ticket, chat, more=more):
        raise Refusal("refuse-button")
    return part("toast-done")


async def _correct(p: Pushed) -> Part:
    return await correcting.correct(*p.of, p.choice or "")


async def _at(p: Pushed) -> Part:
    if p.choice is None:
        return await own_more.ask_place(*p.of)
    return await correcting.at_compound(*p.of, p.choice or "")


async def _rate(p: Pushed) -> Part:
    return await rating.rate(*p.of, p.choice or "")


async def _merge(p: Pushed) -> Part:
    return await joining.join(*p.of, p.choice or "")


async def _urge(p: Pushed) -> Part:
    return await _and_tell(p, await urging.urge(*p.of))


async def _withdraw(p: Pushed) -> Part:
    told = await _and_tell(p, await owning.withdraw(*p.of))
    if p.choice == owning.EARLIER:
        for to in await reach.chats_here(p.work, p.person.id, p.pressed.channel):
            await own_list.say_tickets(p.work, p.deps, p.person, to)
    return told


async def _and_tell(p: Pushed, line: Part) -> Part:
    """Some answers are too long for a toast: they come as a message as well."""
    work, deps, ticket, _ = p.of
    await handling.tell_owner(work, deps, ticket, (line,))
    return part("toast-done")


_TABLE: dict[str, Callable[[Pushed], Awaitable[Part]]] = {
    Action.ACCEPT: lambda p: accepting.accept(*p.of, p.choice),
    own_card.TRACK: lambda p: own_more.track(*p.of, p.pressed),
    Action.ADD: lambda p: own_more.ask_more(*p.of),
    ANOTHER: lambda p: setting_apart.set_apart(*p.of, p.pressed),
    Action.ETA: lambda p: accepting.change(*p.of, p.choice),
    Action.STILL_ON: lambda p: handling.still_on(*p.of),
    Action.ACKNOWLEDGE: lambda p: handling.acknowledge(*p.of),
    Action.TAKE_PART: lambda p: sharing.take_part(*p.of),
    Action.PART_DONE: lambda p: handling.ask_for(*p.of, Action.PART_DONE),
    Action.TASK: lambda p: handling.ask_for(*p.of, Action.TASK),
    Action.CLEAR: lambda p: clearing.clear(*p.of, p.choice),
    Action.AGREE: lambda p: clearing.agree(*p.of, p.choice),
    Action.OBJECT: lambda p: clearing.disagree(*p.of, p.choice),
    Action.PROGRESS: _ask_progress,
    Action.RESOLVE: lambda p: resolving.tap(*p.of, p.choice),
    Action.RETURN: _return,
    Action.RULE: _rule,
    Action.DEFER: _defer,
    Action.APPROVE: lambda p: granting.approve(*p.of, p.choice),
    Action.REFUSE: lambda p: granting.refuse(*p.of, p.choice),
    Action.RESUME: lambda p: granting.resume(*p.of),
    Action.WHISTLE: lambda p: whistling.ask_words(*p.of),
    Action.CONTACT: lambda p: relaying.ask_words(*p.of),
    Action.ANSWER: lambda p: relaying.ask_answer(*p.of, p.choice),
    Action.TAKE_OVER: lambda p: standing_in.take_over(*p.of),
    Action.PASS: lambda p: passing.go_on(*p.of, p.choice),
    Action.TAKE_PASS: lambda p: passing.take(*p.of),
    Action.DECLINE_PASS: lambda p: passing.decline(*p.of),
    Action.POST: lambda p: vanguard.call(*p.of),
    Action.CLAIM: lambda p: claiming.claim(*p.of),
    Action.GIVE_BACK: lambda p: claiming.give_back(*p.of),
    Action.SOLVED: lambda p: rating.solved(*p.of),
    Action.UNSOLVED: lambda p: rating.unsolved(*p.of),
    Action.REOPEN: lambda p: rating.reopen(*p.of),
    Action.RATE: _rate,
    Action.REPLY: lambda p: replying.ask_words(*p.of),
    own_more.KIND: lambda p: own_more.ask_category(*p.of),
    Action.URGE: _urge,
    Action.WITHDRAW: _withdraw,
    Action.PAUSE: lambda p: pausing.press(*p.of),
    Action.DISCARD: lambda p: setting_aside.discard(*p.of),
    Action.CORRECT: _correct,
    Action.MERGE: _merge,
    Action.SPLIT: lambda p: joining.set_apart(*p.of),
    "at": _at,
    "house": lambda p: own_homes.at_home(*p.of, p.choice or ""),
    Action.SUPERVISE: lambda p: supervising.ask_why(*p.of),
    Action.RELEASE: lambda p: supervising.ask_release(*p.of),
    Action.EXCLUDE: lambda p: excluding.propose(*p.of, p.choice),
    Action.LEAVE_OUT: lambda p: excluding.answer(*p.of, Action.LEAVE_OUT),
    Action.KEEP_IN: lambda p: excluding.answer(*p.of, Action.KEEP_IN),
    Action.COUNT_AGAIN: lambda p: excluding.count_again(*p.of),
    "find": lambda p: finding.press(p.work, p.deps, p.person, p.choice),
    "sheet": lambda p: whole_sheet.turn(*p.own),
    **dict.fromkeys(("todo", "queue", "supervised"), own_buttons.press_turn),
    exclusion_list.VERB: lambda p: exclusion_list.turn(p.work, p.deps, p.person, p.choice),
    "show": lambda p: looking.show(*p.of),
    "full": lambda p: looking.show_whole(*p.of),
    revealing.VERB: lambda p: revealing.press(*p.of, p.choice),
    "photos": lambda p: looking.show_photos(*p.of),
    card_buttons.MORE: _more,
    shorten.VERB: lambda p: shorten.say_whole(p.work, p.deps, p.pressed),
    "help": lambda p: say_more_help(p.work, p.deps, p.person),
    "lang": own_buttons.press_lang,
    privacy.SCREEN: own_buttons.press_privacy,
    privacy.COPY: own_buttons.press_privacy,
    privacy.FORGET: own_buttons.press_privacy,
    "second": lambda p: own_homes.take_second(p.work, p.deps, p.person, p.choice),
    "unhome": lambda p: own_homes.remove(p.work, p.deps, p.person, p.choice),
    "unpause": lambda p: pausing.end(p.work, p.deps, p.person, p.press.ticket),
    "calls": lambda p: own_homes.set_calls(p.work, p.deps, p.person, p.choice),
    "moved": lambda p: scanning.move_here(p.work, p.deps, p.person, p.choice),
    announcing.NEWS: lambda p: news.press(p.work, p.deps, p.person, p.press, p.pressed),
    own_mode.VERB: lambda p: own_mode.press(p.work, p.deps, p.person, p.choice),
    own_who.VERB: lambda p: own_who.press(p.work, p.deps, p.person),
    "duty": own_buttons.press_duty,
    "shift": lambda p: duty.press(p.work, p.deps, p.person, p.press.ticket, p.choice),
    "leave": lambda p: leave.press_leave(p.work, p.deps, p.person, p.choice),
    "take_all": lambda p: hand_over.take_all(p.work, p.deps, p.person, p.choice),
    "handover": lambda p: hand_over.press_handover(p.work, p.deps, p.person, p.choice),
    "word": own_buttons.press_word,
    "surge": own_buttons.press_surge,
    signing_board.VERB: lambda p: signing_off.press_week(*p.own),
    stars.VERB: lambda p: stars.press(p.work, p.deps, p.person, p.choice),
    meanings.VERB: lambda p: meanings.say_meanings(p.work, p.deps, p.person),
    archive.LOOK: lambda p: archive.press_look(p.work, p.deps, p.person, p.choice),
    projects.VERB: lambda p: projects.press_project(*p.own),
    "notice": lambda p: notice_presses.press(p.work, p.deps, p.person, p.press, p.pressed),
    "unit": lambda p: own_unit.press_unit(*p.own),
    "member": lambda p: own_people.press_member(*p.own),
    "bound": lambda p: own_groups.press_bound(*p.own),
}
