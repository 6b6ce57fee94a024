"""🌴 代请假: a first person responsible writes down that a colleague of their unit is away, and who
stands in; the colleague is told."""

from db.models import Membership, Person
from db.session import Work
from domain.errors import Refusal
from domain.press import Press
from domain.said import Button, Part, part
from workflows import leave, naming, reach
from workflows.choosing import MORE, colleague_rows, start_in
from workflows.deps import Deps
from workflows.leads import Lead
from workflows.speech import Message, say
from workflows.unit_history import Deed, jot


async def ask_span(work: Work, row: Membership) -> Message:
    """For how long?"""
    who = await work.get_one(Person, row.person_id)
    buttons = [
        Button(f"button-leave-{span}", Press("member", row.id, f"away.{span}"))
        for span in leave.SPANS
    ]
    rows = (tuple(buttons[:2]), tuple(buttons[2:4]), tuple(buttons[4:]))
    return Message((part("unit-away-ask", who=who.name),), rows)


async def go_on(work: Work, deps: Deps, row: Membership, about: str) -> Message:
    """The span was chosen: who stands in? Then it is asked once more."""
    span, _, deputy = about.partition(".")
    if span not in leave.SPANS:
        raise Refusal("refuse-button")
    found = await _colleagues(work, deps, row, span)
    step, _, start = deputy.partition(".")
    if found and step in ("", MORE):
        nobody = Button(
            "button-leave-nobody", Press("member", row.id, f"away.{span}.{leave.NOBODY}")
        )

        def tap(to: object) -> Press:
            return Press("member", row.id, f"away.{span}.{to}")

        rows = colleague_rows(found, tap, lambda n: tap(f"{MORE}.{n}"), start_in(start))
        return Message((part("unit-away-deputy"),), (*rows, (nobody,)))
    who = await work.get_one(Person, row.person_id)
    yes = Button(
        "button-unit-yes", Press("member", row.id, f"awayok.{span}.{deputy or leave.NOBODY}")
    )
    chosen = next((one for one in found if str(one.person_id) == deputy), None)
    line = part("unit-away-sure", who=who.name)
    if chosen:
        deputy_words = naming.person_words(chosen.name, chosen.post.role)
        line = part("unit-away-sure-deputy", who=who.name, deputy=deputy_words)
    return Message((line,), ((yes,),))


async def _colleagues(work: Work, deps: Deps, row: Membership, span: str) -> leave.Colleagues:
    posts = await leave.own_posts(work, row.person_id)
    when = leave.span_of(deps, span)
    return await leave.colleagues(work, deps, row.person_id, posts, when)


async def write_down(work: Work, deps: Deps, lead: Lead, row: Membership, about: str) -> Part:
    """Yes: the same as if the colleague had said so."""
    span, _, deputy = about.partition(".")
    if span not in leave.SPANS:
        raise Refusal("refuse-button")
    found = await _colleagues(work, deps, row, span)
    chosen = next((one for one in found if str(one.person_id) == deputy), None)
    if chosen is None and deputy != leave.NOBODY:
        raise Refusal("refuse-button")
    person = await work.get_one(Person, row.person_id)
    told = part("unit-away-told", unit=lead.unit.name)
    await say(work, deps, await reach.person_addresses(work, person.id), Message((told,)))
    await leave.go(work, deps, person, leave.span_of(deps, span), chosen)
    await jot(work, deps, lead, Deed("away", whom=person.id))
    return part("toast-leave")
