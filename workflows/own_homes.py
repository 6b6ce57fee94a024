"""Where she lives and where her people live: told once in words, by a poster or by an answer,
looked at and removed with /home. And whether she is never to be phoned."""

from db import tickets
from db.models import Person, Ticket
from db.session import Work
from domain.errors import Refusal
from domain.homes import home_chosen, is_there
from domain.kin import (
    OTHERS,
    declared,
    declares_own,
    is_by_text,
    others_of,
    says_moved,
    wants_no_calls,
    wants_only_no_calls,
    with_home,
    without_home,
)
from domain.lifecycle import LIVE, Action
from domain.place import Place
from domain.press import Press
from domain.said import Button, Part, Rows, part, word
from workflows import cards, correcting, own_mode, owning, reach
from workflows.deps import Deps
from workflows.dwelling import keep_home
from workflows.report import Report
from workflows.scanning import home_words
from workflows.speech import Address, Message, say

OWN = "own"
"""Her own home among the others, on a button."""

LOOKED_AT = 20
"""More open tickets of one resident than these are not brought up to date."""

UNDO: Rows = ((Button("button-calls-on", Press("calls", 0, "on")),),)


async def tell_home(work: Work, deps: Deps, report: Report) -> bool:
    """我妈家在5号楼1单元302: remembered, and nothing is opened."""
    found = declared(report.incoming.text, deps.rules.org.compound_names)
    if found is None or report.incoming.media or report.meaning.life_safety:
        return False
    if any(matter.by_words for matter in report.meaning.matters):
        return False
    code, place = found
    place = _in_compound(deps, report.person, place)
    report.person.about = with_home(report.person.about, code, place.to_json())
    line = part(
        "home-kept", whose=word(f"kin-{code}"), place=home_words(deps.rules, place.to_json())
    )
    await say(work, deps, [report.address], Message((line,), (_removal(code),)))
    return True


async def tell_own(work: Work, deps: Deps, report: Report) -> bool:
    """我住3号楼2单元501, and nothing is the matter: remembered as home, and nothing is opened."""
    text, meaning = report.incoming.text, report.meaning
    if report.incoming.media or meaning.life_safety or not declares_own(text, meaning.place):
        return False
    place = _in_compound(deps, report.person, meaning.place).to_json()
    keep_home(report.person, None, place)
    line = part("home-kept-own", place=home_words(deps.rules, place))
    await say(work, deps, [report.address], Message((line,), (_removal(OWN),)))
    return True


async def hear_move(work: Work, deps: Deps, report: Report) -> bool:
    """我搬家了, and nothing else: the old home is shown, to be removed, and the new one asked for;
    the next plumber would be sent to the old door."""
    person = report.person
    if not says_moved(report.incoming.text):
        return False
    rows = (_removal(OWN),) if person.home else ()
    await say(work, deps, [report.address], Message((part("home-moved"),), rows))
    return True


def _in_compound(deps: Deps, person: Person, place: Place) -> Place:
    """Where no compound is named it is her own, or the only one."""
    code = place.compound or (person.home or {}).get("compound") or deps.rules.home_compound
    return Place(**(place.to_json() | {"compound": code}))


def _removal(code: str) -> tuple[Button, ...]:
    name = word(f"kin-{code}")
    return (Button("button-home-remove", Press("unhome", 0, code), (("whose", name),)),)


async def say_homes(work: Work, deps: Deps, person: Person, to: Address) -> None:
    """/home: every home that is remembered, with a button to remove it; and how she is reached."""
    known = {OWN: person.home} if person.home else {}
    known |= others_of(person.about)
    lines = [part("homes-head" if known else "homes-none")]
    lines += [
        part("homes-line", whose=word(f"kin-{code}"), place=home_words(deps.rules, place or {}))
        for code, place in known.items()
    ]
    lines.append(part("homes-how"))
    rows = [_removal(code) for code in known]
    if is_by_text(person.about):
        lines.append(part("homes-by-text"))
        rows += UNDO
    else:
        rows.append((Button("button-calls-off", Press("calls", 0, "off")),))
    await say(work, deps, [to], Message(tuple(lines), tuple(rows)))


async def remove(work: Work, deps: Deps, person: Person, choice: str | None) -> Part:
    """One home is forgotten. Raises Refusal for one that is not known."""
    if choice == OWN and person.home:
        person.home = None
    elif choice in others_of(person.about):
        person.about = without_home(person.about, choice or "")
    else:
        raise Refusal("refuse-button")
    line = part("home-removed", whose=word(f"kin-{choice}"))
    await say(work, deps, await reach.person_addresses(work, person.id), Message((line,)))
    return part("toast-done")


async def take_second(work: Work, deps: Deps, person: Person, choice: str | None) -> Part:
    """A second poster was scanned: that building is another's home, or another of her own. Raises
    Refusal for one that is no longer there."""
    code, _, rest = (choice or "").partition(".")
    home = home_chosen(rest, deps.rules.org.compounds)
    if code not in OTHERS or home is None or not is_there(deps.rules.org, home):
        raise Refusal("scan-unknown")
    person.about = with_home(person.about, code, home.to_json())
    place = home_words(deps.rules, home.to_json())
    line = part("home-kept", whose=word(f"kin-{code}"), place=place)
    to = await reach.person_addresses(work, person.id)
    await say(work, deps, to, Message((line,), (_removal(code),)))
    return part("toast-done")


async def at_home(work: Work, deps: Deps, ticket: Ticket, person: Person, code: str) -> Part:
    """She tapped which of her homes a ticket is about."""
    await owning.check(work, deps, ticket, Action.ADD, person)
    place = person.home if code == OWN else others_of(person.about).get(code)
    if not place:
        raise Refusal("refuse-button")
    ticket.whose = None if code == OWN else code
    await correcting.placed(work, deps, ticket, person, place)
    return part("toast-placed")


NOTHING_ELSE = 14
"""So many characters hold 我听不见，别打电话 and no danger that is not called by its name."""


async def hear_wish(work: Work, deps: Deps, report: Report) -> bool:
    """我听不见，别打电话: kept for good, with a button to take it back. Whether the message says
    nothing else."""
    person, incoming = report.person, report.incoming
    if not wants_no_calls(incoming.text) or is_by_text(person.about):
        return False
    await _set_by_text(work, deps, person, by_text=True)
    await say(work, deps, [report.address], Message((part("calls-off"),), UNDO))
    meaning = report.meaning
    named = any(one.by_words for one in meaning.matters)
    says_more = named or bool(incoming.media) or not wants_only_no_calls(incoming.text)
    unheard = meaning.danger_is_named or len(incoming.text.strip()) > NOTHING_ELSE
    danger = meaning.life_safety is not None and unheard
    return not (says_more or danger or not meaning.place.is_empty)


async def set_calls(work: Work, deps: Deps, person: Person, choice: str | None) -> Part:
    """The same by a button. Raises Refusal for a choice that is none."""
    if choice not in ("on", "off"):
        raise Refusal("refuse-button")
    await _set_by_text(work, deps, person, by_text=choice == "off")
    line, rows = (part("calls-off"), UNDO) if choice == "off" else (part("calls-on"), ())
    await say(work, deps, await reach.person_addresses(work, person.id), Message((line,), rows))
    return part("toast-done")


async def _set_by_text(work: Work, deps: Deps, person: Person, *, by_text: bool) -> None:
    person.about = {**(person.about or {}), "by_text": by_text}
    await own_mode.keep_in_step(work, deps, person)
    for ticket in await tickets.of_owner(work, person.id, LOOKED_AT):
        if ticket.status in LIVE and ticket.by_text is not by_text:
            ticket.by_text = by_text
            await cards.refresh(work, deps, ticket, await reach.directory(work, deps, ticket))
