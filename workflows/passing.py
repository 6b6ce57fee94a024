"""转给同事: whoever has a ticket asks a colleague to take it. Until the colleague says yes it stays
where it is; no date of it moves."""

from datetime import timedelta

from db import in_hand, people, tickets
from db.models import Event, Person, Ticket
from db.roster import Staffer
from db.session import Work
from domain.errors import Refusal
from domain.lifecycle import Action, Relation, Status, refusal_key
from domain.people import Post, Role
from domain.press import Press
from domain.said import Button, Part, Rows, category_name, moment, part
from domain.screen import TEXT_MOST, excerpt
from domain.sight import is_accused
from workflows import cards, handling, questions, reach
from workflows.change_hands import change_hands
from workflows.choosing import MORE, colleague_rows, start_in
from workflows.clockwork import hush_of, note, policy_of
from workflows.deps import Deps
from workflows.reach import Directory
from workflows.sealing import words_of
from workflows.speech import TALK, Message, Priority, say

STANDS_IN_LISTS = timedelta(days=7)

OFFERS = ("pass", "take_pass", "decline_pass", "take_over", "handover")
"""Events after which an offer made before no longer stands."""


async def go_on(work: Work, deps: Deps, ticket: Ticket, person: Person, choice: str | None) -> Part:
    """A tap on the way: to whom? Then the colleague is asked."""
    staff = await handling.check(work, deps, ticket, Action.PASS, person.id)
    found = await colleagues(work, deps, ticket, person.id)
    if not found:
        raise Refusal("pass-nobody", code=cards.code_of(deps.rules, ticket))
    step, _, start = (choice or MORE).partition(".")
    if step == MORE:
        return await _ask_whom(work, deps, ticket, person, (found, start_in(start)))
    chosen = next((one for one in found if str(one.person_id) == choice), None)
    if chosen is None:
        raise Refusal("refuse-button")
    standing = await offered(work, ticket)
    if standing and standing.values["to"] == chosen.person_id:
        return part("pass-toast-asked")  # tapped twice: the colleague hears it once
    return await _offer(work, deps, ticket, staff, (person, chosen))


async def colleagues(work: Work, deps: Deps, ticket: Ticket, person_id: int) -> tuple[Staffer, ...]:
    """Who could take it: staff at work at those units of whoever has it that are around it (else at
    its post), those of the same post and of the building's grid first. Nobody it must be hidden
    from."""
    now, org = deps.now(), deps.rules.org
    mine = frozenset(Post(m.unit, m.role) for m in await people.memberships(work, person_id))
    near = org.around((ticket.lead_unit, ticket.community), ticket.place.get("compound"))
    posts = frozenset(p for p in mine if p.role is not Role.VOLUNTEER and p.unit in near)
    posts = posts or frozenset({reach.lead_post(ticket)})
    units = {p.unit for p in posts if not is_accused(org, ticket.against, ticket.community, p.unit)}
    grids = org.grid_codes(ticket.place.get("compound"), ticket.place.get("building"))
    here = [
        one
        for one in await people.at_work(work, units, now)
        if one.on_duty and one.person_id != person_id and one.post.role is not Role.VOLUNTEER
    ]
    here.sort(key=lambda one: (one.post not in posts, one.grid not in grids))
    found: dict[int, Staffer] = {}
    for one in here:
        found.setdefault(one.person_id, one)
    return tuple(found.values())


async def _ask_whom(
    work: Work,
    deps: Deps,
    ticket: Ticket,
    person: Person,
    shown: tuple[tuple[Staffer, ...], int],
) -> Part:
    """`shown`: all who could take it, and from which one on they are offered."""
    found, start = shown
    rows = colleague_rows(
        found,
        lambda one: Press(Action.PASS, ticket.id, str(one)),
        lambda further: Press(Action.PASS, ticket.id, f"{MORE}.{further}"),
        start,
    )
    line = part("pass-ask", code=cards.code_of(deps.rules, ticket))
    to = await reach.person_addresses(work, person.id)
    await say(work, deps, to, Message((line,), rows, ticket=ticket.id, topic=questions.CHOOSE))
    return part("pass-toast-ask")


async def _offer(
    work: Work, deps: Deps, ticket: Ticket, staff: Directory, pair: tuple[Person, Staffer]
) -> Part:
    """Ask the colleague; a second offer takes the place of the first."""
    person, chosen = pair
    await questions.over(work, deps, ticket, "pass")
    note(
        work,
        ticket,
        deps.now(),
        "pass",
        person=person.id,
        to=chosen.person_id,
        cycle=ticket.cycle,
    )
    await _ask_colleague(work, deps, ticket, staff, pair)
    line = part(
        "pass-asked",
        code=cards.code_of(deps.rules, ticket),
        who=cards.person_words(chosen.name, chosen.own_role or chosen.post.role),
    )
    to = await reach.person_addresses(work, person.id)
    await say(work, deps, to, Message((line,), ticket=ticket.id, topic=TALK))
    return part("pass-toast-asked")


async def _ask_colleague(
    work: Work, deps: Deps, ticket: Ticket, staff: Directory, pair: tuple[Person, Staffer]
) -> None:
    """What it is, by when, and the two answers. The room shows to whoever takes it."""
    person, chosen = pair
    quiet = policy_of(ticket).quiet
    lines = [
        part(
            "pass-offer",
            level=ticket.level,
            code=cards.code_of(deps.rules, ticket),
            category=category_name(ticket.category),
            who=cards.staff_words(person.id, staff),
        )
    ]
    where = cards.place_words(deps.rules, ticket, room=False)
    lines += [part("card-where", place=where)] if where else []
    whole: Rows = ()
    if cards.view_of(deps.rules, ticket, chosen.person_id, staff).open_text:
        whole = cards.whole_rows(ticket)
        lines.append(part("card-text", text=excerpt(words_of(ticket), TEXT_MOST)))
    lines.append(part("pass-due", due=moment(ticket.held_until or ticket.fix_due)))
    answers = (
        Button("pass-yes", Press(Action.TAKE_PASS, ticket.id)),
        Button("pass-no", Press(Action.DECLINE_PASS, ticket.id)),
    )
    message = Message(
        tuple(lines),
        (answers, *whole),
        ticket=ticket.id,
        topic="pass",
        priority=Priority.CARD if quiet else Priority.PAGE,
        hold=hush_of(deps, ticket),
    )
    await say(work, deps, await reach.person_addresses(work, chosen.person_id), message)


async def offered(work: Work, ticket: Ticket) -> Event | None:
    """The offer of a ticket that waits for an answer; it is over when the ticket has gone on."""
    last = await tickets.last_event(work, ticket.id, *OFFERS)
    if last is None or last.kind != "pass" or ticket.status is not Status.HANDLING:
        return None
    same = last.person_id == ticket.handler_id and last.values.get("cycle") == ticket.cycle
    return last if same else None


async def offered_to(work: Work, deps: Deps, person_id: int) -> tuple[Ticket, ...]:
    """The tickets that are offered to somebody now; older offers they have passed over."""
    found = await in_hand.passed_to(work, person_id, deps.now() - STANDS_IN_LISTS)
    standing = [(ticket, await offered(work, ticket)) for ticket in found]
    return tuple(t for t, offer in standing if offer and offer.values["to"] == person_id)


async def take(work: Work, deps: Deps, ticket: Ticket, person: Person) -> Part:
    """我接: the colleague has it now; the resident and whoever had it hear so."""
    await _check(work, deps, ticket, person, Action.TAKE_PASS)
    await questions.over(work, deps, ticket, "pass")
    await change_hands(work, deps, ticket, person.id, "take_pass")
    return part("toast-taken-over")


async def decline(work: Work, deps: Deps, ticket: Ticket, person: Person) -> Part:
    """接不了: it stays with whoever has it, who hears so at once."""
    await _check(work, deps, ticket, person, Action.DECLINE_PASS)
    await questions.over(work, deps, ticket, "pass")
    note(work, ticket, deps.now(), "decline_pass", person=person.id)
    staff = await reach.directory(work, deps, ticket)
    line = part(
        "pass-declined",
        code=cards.code_of(deps.rules, ticket),
        who=cards.staff_words(person.id, staff),
    )
    to = await reach.person_addresses(work, ticket.handler_id)
    await say(work, deps, to, Message((line,), ticket=ticket.id))
    return part("pass-toast-declined")


async def _check(work: Work, deps: Deps, ticket: Ticket, person: Person, action: Action) -> None:
    """Raises Refusal unless this ticket is offered to this person now."""
    code = cards.code_of(deps.rules, ticket)
    if ticket.handler_id == person.id and ticket.status is Status.HANDLING:
        raise Refusal("refuse-yours", code=code)
    offer = await offered(work, ticket)
    mine = [Relation.OFFERED] if offer and offer.values["to"] == person.id else []
    key = refusal_key(ticket.status, action, mine)
    if key is None:
        if action is Action.TAKE_PASS and not await _still_may(work, deps, ticket, person):
            raise Refusal("pass-over", code=code)
        return
    if key == "refuse-not-yours" and await _was_asked(work, ticket, person.id):
        raise Refusal("pass-over", code=code)
    raise Refusal(key, code=code)


async def _still_may(work: Work, deps: Deps, ticket: Ticket, person: Person) -> bool:
    """Their posts may be others by now than when they were asked."""
    posts = await handling.posts_of(work, deps, person.id)
    return bool(posts) and not reach.is_complained_about(deps.rules, ticket, posts)


async def _was_asked(work: Work, ticket: Ticket, person_id: int) -> bool:
    events = await tickets.events_of(work, [ticket.id], "pass")
    return any(event.values.get("to") == person_id for event in events)
