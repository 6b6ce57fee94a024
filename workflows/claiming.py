"""现场认领: a volunteer of the vanguard team claims a ticket. What nobody had taken is theirs then;
what somebody has they help with. No clock and no rung changes; exactly one has it."""

from db import tickets
from db.models import Person, Ticket
from db.session import Work
from domain.errors import Refusal
from domain.lifecycle import Action, Relation, Status, refusal_key
from domain.said import Part, category_name, moment, part
from domain.screen import TEXT_MOST, excerpt
from workflows import cards, handling, reach, teams
from workflows.clockwork import arm_single, note, policy_of
from workflows.deps import Deps
from workflows.fire_timers import take_back
from workflows.reach import Directory
from workflows.speech import Message, Priority, say


async def claim(work: Work, deps: Deps, ticket: Ticket, person: Person) -> Part:
    """🚩 现场认领 in the team's group. Who comes second is told who came first."""
    staff = await reach.directory(work, deps, ticket)
    await _check(work, deps, ticket, staff, person)
    if ticket.status is Status.QUEUED:
        await _take(work, deps, ticket, staff, person)
        return part("vanguard-toast-claimed")
    await _help(work, deps, ticket, staff, person)
    return part("vanguard-toast-helper")


async def _check(work: Work, deps: Deps, ticket: Ticket, staff: Directory, person: Person) -> None:
    """Raises Refusal unless the team is called and this person is of it."""
    code = cards.code_of(deps.rules, ticket)
    posts = await handling.posts_of(work, deps, person.id)
    mine = [Relation.VOLUNTEER] if teams.is_of_team(deps.rules, ticket, posts) else []
    if not mine:
        raise Refusal("refuse-not-yours", code=code)
    if ticket.owner_id == person.id:
        raise Refusal("vanguard-own", code=code)
    if ticket.handler_id == person.id and ticket.status is Status.HANDLING:
        raise Refusal("refuse-yours", code=code)
    key = refusal_key(ticket.status, Action.CLAIM, mine)
    if key:
        raise Refusal(key, code=code)
    last = await teams.last_call(work, ticket)
    if staff.teams and teams.is_open(ticket, last):
        return
    first = ticket.handler_id if ticket.status is Status.HANDLING else None
    if last and last.kind == "claim" and last.values["cycle"] == ticket.cycle:
        first = last.person_id
    if first == person.id:
        raise Refusal("refuse-yours", code=code)
    if first:
        raise Refusal("refuse-taken", code=code, who=cards.staff_words(first, staff))
    raise Refusal("vanguard-over", code=code)


def _note(work: Work, deps: Deps, ticket: Ticket, person: Person, role: str) -> None:
    note(
        work,
        ticket,
        deps.now(),
        "claim",
        person=person.id,
        role=role,
        cycle=ticket.cycle,
        unit=ticket.community,
    )


async def _take(work: Work, deps: Deps, ticket: Ticket, staff: Directory, person: Person) -> None:
    """Nobody had it: the volunteer has it in hand now, and the desk hears so. What they told of it
    before goes to the resident."""
    now = deps.now()
    noted = await tickets.told_since_accept(work, ticket.id, person.id, handling.NOTED)
    handling.move(ticket, Action.CLAIM)
    ticket.handler_id, ticket.accepted_at, ticket.news_at = person.id, now, now
    ticket.promised_at = ticket.fix_due if ticket.contacted_at else ticket.contact_due
    _note(work, deps, ticket, person, "handler")
    await tickets.cancel_timers(work, ticket.id, "accept")
    await arm_single(work, deps, ticket, "news", now)
    values = {
        "code": cards.code_of(deps.rules, ticket),
        "category": category_name(ticket.category),
        "who": cards.holder_words(ticket, staff),
    }
    in_time = ticket.promised_at >= now
    line = part("owner-accepted-late", **values)
    if in_time:
        line = part("owner-accepted", due=moment(ticket.promised_at), **values)
    await handling.tell_reporters(work, deps, ticket, (line,))
    desk = staff.on_duty(reach.lead_post(ticket), ticket.place)
    to = reach.addresses(s for s in desk if s.person_id != person.id)
    told = Message((part("vanguard-desk-told", **values),), ticket=ticket.id, hold=True)
    await say(work, deps, to, told)
    await handling.pass_on_noted(work, deps, ticket, staff, noted)
    await cards.refresh(work, deps, ticket, staff)
    await cards.show_if_none(work, deps, ticket, staff, person.id)


async def _help(work: Work, deps: Deps, ticket: Ticket, staff: Directory, person: Person) -> None:
    """Somebody has it: the volunteer comes to help, and both know of each other."""
    _note(work, deps, ticket, person, "helper")
    code = cards.code_of(deps.rules, ticket)
    line = part("vanguard-helper-comes", code=code, who=cards.staff_words(person.id, staff))
    to = await reach.person_addresses(work, ticket.handler_id)
    quiet = policy_of(ticket).quiet
    urgency = Priority.ANSWER if quiet else Priority.PAGE
    await say(work, deps, to, Message((line,), ticket=ticket.id, priority=urgency))
    lines = [
        part(
            "vanguard-help-with",
            code=code,
            category=category_name(ticket.category),
            who=cards.holder_words(ticket, staff) or "",
        )
    ]
    where = cards.place_words(deps.rules, ticket)
    lines += [part("card-where", place=where)] if where else []
    lines += [part("card-text", text=excerpt(ticket.text, TEXT_MOST))]
    lines += [part("vanguard-reply")]
    mine = await reach.person_addresses(work, person.id)
    whole = cards.whole_rows(ticket)
    await say(work, deps, mine, Message(tuple(lines), whole, ticket=ticket.id))
    await cards.refresh(work, deps, ticket, staff)


async def give_back(work: Work, deps: Deps, ticket: Ticket, person: Person) -> Part:
    """办不了，交回: a volunteer cannot do it after all. It goes back to its desk, and that is no
    return: neither side is asked who is responsible."""
    await handling.check(work, deps, ticket, Action.GIVE_BACK, person.id)
    note(work, ticket, deps.now(), "give_back", person=person.id)
    await take_back(work, deps, ticket, "vanguard-given-back")
    await cards.refresh(work, deps, ticket, await reach.directory(work, deps, ticket))
    return part("vanguard-toast-given-back")
