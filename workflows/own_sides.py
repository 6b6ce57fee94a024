"""Who looks after a compound of one's own community: another property company, one that is new
here, whoever stands in where there is none, or nobody. Asked first; what was dispatched stays where
it is. Only where the office to_change its sheet."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from db import members
from db.session import Work
from domain.entries import plain, unshowable, without_gaps
from domain.errors import Refusal
from domain.org import Compound, Organisation, Unit, UnitKind
from domain.press import Press
from domain.said import Button, Part, Rows, Value, part, word
from domain.sight import DOERS
from workflows import inviting, reach
from workflows.deps import DIALOG_WINDOW, Deps
from workflows.join import Invitation
from workflows.leads import Lead, led_by
from workflows.own_compounds import MOST, find_own, keep, press, short, to_change
from workflows.report import Report
from workflows.speech import Message, say
from workflows.unit_history import Deed, jot

COMPANY = "company"
"""Waiting for the name of a company that is new here: the kind in Person.expects."""

NOBODY, NEW = "none", "new"
SHORTEST, LONGEST = 2, 20
"""Characters of such a name."""


def _now_with(org: Organisation, compound: Compound) -> Unit | None:
    return org.units.get(compound.property or compound.stand_in or "")


def _others(org: Organisation, lead: Lead, compound: Compound) -> list[Unit]:
    """Who else may: whoever stands beneath the community, or right beneath a unit above it."""
    near = {unit.code for unit in org.above(lead.unit.code)}
    return [
        unit
        for unit in org.units.values()
        if unit.kind in DOERS
        and unit.parent in near
        and not unit.closed
        and unit != _now_with(org, compound)
    ]


async def side_rows(work: Work, deps: Deps, lead: Lead, compound: Compound) -> Rows:
    """Under a compound: another one for it; and where nobody of a company has come yet, once more
    a code for whoever leads it."""
    rows: Rows = ((Button("button-unit-side", press(lead, "who", compound.code)),),)
    now = _now_with(deps.rules.org, compound)
    if now is None or await members.of_unit(work, now.code):
        return rows
    ask = Button("button-unit-side-invite", press(lead, "askco", compound.code))
    return (*rows, (ask,))


async def ask_who(_work: Work, deps: Deps, lead: Lead, about: str) -> Message:
    """🏢 换物业或代管: who from now on?"""
    org = deps.rules.org
    compound = find_own(org, lead, about)
    rows: list[tuple[Button, ...]] = [
        (Button("button-unit-side-of", press(lead, "whom", compound.code, one.code), _named(one)),)
        for one in _others(org, lead, compound)[:MOST]
    ]
    rows.append((Button("button-unit-side-new", press(lead, "newco", compound.code)),))
    if _now_with(org, compound):
        rows.append((Button("button-unit-side-none", _to(lead, "whom", compound, NOBODY)),))
    return Message((part("unit-side-who", name=compound.name),), tuple(rows))


def _named(unit: Unit) -> tuple[tuple[str, Value], ...]:
    return (("unit", unit.name),)


def _to(lead: Lead, step: str, compound: Compound, whom: str) -> Press:
    return Press("unit", lead.post, f"{step}.{short(compound.code)}.{whom}")


async def ask_name(work: Work, deps: Deps, lead: Lead, about: str) -> Message:
    """➕ 新来的物业: the next message is its name."""
    compound = find_own(deps.rules.org, lead, about)
    until = (deps.now() + DIALOG_WINDOW).isoformat()
    place = {"post": lead.post, "place": short(compound.code)}
    lead.person.expects = {"kind": COMPANY, "ticket": 0, "until": until, **place}
    return Message((part("unit-side-name"),))


async def take_name(work: Work, deps: Deps, report: Report, expects: dict[str, Any]) -> None:
    """The name of the company; it is asked once more before it counts."""
    leads = await led_by(work, deps, report.person)
    lead = next((one for one in leads if one.post == expects["post"]), None)
    if lead is None:
        raise Refusal("refuse-unit")
    compound = find_own(deps.rules.org, lead, expects["place"])
    name = without_gaps(plain(report.incoming.text))
    if not SHORTEST <= len(name) <= LONGEST or unshowable(name) or report.incoming.media:
        raise Refusal("refuse-unit-name")
    report.person.expects = expects | {"name": name}
    asked = _sure(lead, compound, name, NEW)
    await say(work, deps, [report.address], asked)


async def ask_sure(_work: Work, deps: Deps, lead: Lead, about: str) -> Message:
    """Asked first."""
    org, (place, _, whom) = deps.rules.org, about.partition(".")
    compound = find_own(org, lead, place)
    unit = _chosen(org, lead, compound, whom)
    return _sure(lead, compound, unit.name if unit else None, whom)


def _sure(lead: Lead, compound: Compound, who: str | None, whom: str) -> Message:
    key = "unit-side-ask" if who else "unit-side-ask-none"
    line = part(key, name=compound.name, who=who or "")
    return Message((line,), ((Button("button-unit-yes", _to(lead, "whomok", compound, whom)),),))


def _chosen(org: Organisation, lead: Lead, compound: Compound, whom: str) -> Unit | None:
    """Whom a button names; None: nobody. Raises Refusal for who may not, or has it already."""
    if whom == NOBODY:
        return None
    for one in _others(org, lead, compound):
        if short(one.code) == whom:
            return one
    raise Refusal("refuse-unit-gone")


async def change(work: Work, deps: Deps, lead: Lead, about: str) -> Message:
    """Yes: new matters of the compound go there. A company nobody has come from yet gets a code
    for whoever leads it."""
    kept, org = await to_change(work, deps)
    place, _, whom = about.partition(".")
    compound = find_own(org, lead, place)
    before = _now_with(org, compound)
    comes = whom == NEW
    unit = _new_company(deps, org, lead, place) if comes else _chosen(org, lead, compound, whom)
    after = _with(org, compound, unit)
    await keep(work, deps, kept, after)
    what = word("unit-side", name=compound.name, before=_called(before), after=_called(unit))
    await jot(work, deps, lead, Deed("side", what=what))
    values = {"name": compound.name, "who": unit.name if unit else ""}
    told = part("unit-side-told" if unit else "unit-side-told-none", **values)
    await _tell(work, deps, after, (before, unit), told)
    done = part("unit-side-done" if unit else "unit-side-done-none", **values)
    if unit is None or not comes or await members.of_unit(work, unit.code):
        return Message((done,))
    lead.person.expects = None
    await say(work, deps, await reach.person_addresses(work, lead.person.id), Message((done,)))
    return await _invite(work, _with_org(deps, after), lead, unit)


def _called(unit: Unit | None) -> Value:
    return unit.name if unit else word("unit-side-nobody")


def _new_company(deps: Deps, org: Organisation, lead: Lead, place: str) -> Unit:
    """The company whose name was written; one that is known by it already is that one. Raises
    Refusal where none is waited for any more."""
    said = lead.person.expects or {}
    wanted = (COMPANY, lead.post, place)
    is_it = (said.get("kind"), said.get("post"), said.get("place")) == wanted and "name" in said
    if not is_it or datetime.fromisoformat(said["until"]) < deps.now():
        raise Refusal("refuse-unit-gone")
    name, code = said["name"], f"{lead.unit.code[:12]}-{short(said['name'])}"
    usual = Unit(code, name, UnitKind.PROPERTY, lead.unit.code)
    beneath = (u for u in org.units.values() if u.parent == lead.unit.code and not u.closed)
    known = (unit for unit in beneath if unit.kind is UnitKind.PROPERTY and unit.name == name)
    return next(known, usual)


def _with(org: Organisation, compound: Compound, unit: Unit | None) -> Organisation:
    """The organisation in which that unit looks after a compound. Who stood in until now does so
    no more; who waited beside a company goes on waiting."""
    waits = compound.stand_in if compound.property else None
    after = replace(compound, property=None, stand_in=None)
    if unit is not None and unit.kind is UnitKind.PROPERTY:
        after = replace(compound, property=unit.code, stand_in=waits)
    elif unit is not None:
        after = replace(compound, property=None, stand_in=unit.code)
    units = org.units | ({unit.code: unit} if unit else {})
    compounds = org.compounds | {compound.code: after}
    return Organisation(tuple(units.values()), tuple(compounds.values()), org.grids)


def _with_org(deps: Deps, org: Organisation) -> Deps:
    """As this process will know it once this is committed."""
    return replace(deps, rules=replace(deps.rules, org=org))


async def _tell(
    work: Work, deps: Deps, org: Organisation, units: tuple[Unit | None, ...], line: Part
) -> None:
    """Whoever leads the side that goes, and the one that comes."""
    for unit in dict.fromkeys(units):
        for one in await members.of_unit(work, unit.code) if unit else ():
            if unit and one.post == org.lead_post(unit.code):
                to = await reach.person_addresses(work, one.person_id)
                await say(work, deps, to, Message((line,), hold=True))


async def invite(work: Work, deps: Deps, lead: Lead, about: str) -> Message:
    """📨 请它来人: a code for whoever leads a side that nobody has come from yet."""
    unit = _now_with(deps.rules.org, find_own(deps.rules.org, lead, about))
    if unit is None or await members.of_unit(work, unit.code):
        raise Refusal("refuse-unit-gone")
    return await _invite(work, deps, lead, unit)


async def _invite(work: Work, deps: Deps, lead: Lead, unit: Unit) -> Message:
    role = deps.rules.org.lead_post(unit.code).role
    return await inviting.invited(work, deps, lead, Invitation(unit.code, role))
