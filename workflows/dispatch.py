"""Sending a ticket to the people of its post: cards to those on duty, the ladder when there are
none, everybody at once when life is in danger."""

from collections.abc import Sequence
from dataclasses import replace

from db.models import Ticket
from db.roster import Staffer
from db.session import Work
from domain.people import Post, Role
from domain.said import moment, part
from domain.split import assign
from workflows import cards, parts, reach, said_since
from workflows.clockwork import note, policy_of
from workflows.deps import Deps
from workflows.reach import Directory
from workflows.speech import Message, Priority, say


async def dispatch(work: Work, deps: Deps, ticket: Ticket, but: int | None = None) -> None:
    """Send the ticket's card to its desk, its support and its watcher, and to staff groups. `but`:
    not to that person of the desk, where there is somebody else."""
    staff = await reach.directory(work, deps, ticket)
    if ticket.support_unit and staff.part is None:
        staff = replace(staff, part=await parts.begin(work, deps, ticket))
    people = [member.person_id for member in desk_of(work, deps, ticket, staff)]
    if but is not None:
        people = _others(ticket, staff, people, but) or people
    people += supporters(deps, ticket, staff)
    if policy_of(ticket).pages_all:
        people += page_list(deps, ticket, staff)
    note(work, ticket, deps.now(), "dispatched", unit=ticket.lead_unit, told=len(people))
    if policy_of(ticket).pages_all and not people:
        key = "danger-nobody-text" if ticket.by_text else "danger-nobody"
        line = part(key, phone=deps.rules.emergency_phone)
        to = await reach.owner_addresses(work, deps, ticket)
        await say(work, deps, to, Message((line,), ticket=ticket.id, priority=Priority.PAGE))
    newcomers = await said_since.newcomers(work, ticket, staff, people)
    await cards.show(work, deps, ticket, staff, tuple(people))
    await cards.show_media(work, deps, ticket, staff, tuple(people))
    await said_since.show(work, deps, ticket, staff, newcomers)
    await cards.show_groups(work, deps, ticket, staff)
    await _tell_watcher(work, deps, ticket, staff)


def _others(ticket: Ticket, staff: Directory, people: Sequence[int], but: int) -> list[int]:
    """Those of them beside one; where they are alone, who else is on duty at the post. A house
    has its own grid worker."""
    post = reach.lead_post(ticket)
    others = [one for one in people if one != but]
    if not others and post.role is not Role.GRID_WORKER:
        others = [s.person_id for s in staff.staff if s.post == post and s.on_duty]
    return [one for one in dict.fromkeys(others) if one != but]


def desk_of(work: Work, deps: Deps, ticket: Ticket, staff: Directory) -> tuple[Staffer, ...]:
    """Who is on duty for it: at its post, else at the first one above that is manned; then the gap
    is noted."""
    ladder = reach.ladder_of(deps.rules, ticket)
    rung, desk = staff.first_manned(ladder, ticket.place)
    if rung > 0:
        if desk:
            ticket.rung = ticket.base_rung = rung
        values = gap_values(ladder, 0, rung if desk else None)
        note(work, ticket, deps.now(), "gap", rung=rung, **values)
    return desk


def supporters(deps: Deps, ticket: Ticket, staff: Directory) -> list[int]:
    """Who gets the card on the supporting side: whoever took the part, else those on duty at its
    post, and with nobody there the first person responsible of that unit."""
    support = reach.support_post(ticket)
    if support is None:
        return []
    if staff.part and staff.part.handler_id:
        return [staff.part.handler_id]
    own = deps.rules.org.ladder(support)[:2]
    return [m.person_id for m in staff.first_manned(own, ticket.place)[1]]


def gap_values(ladder: Sequence[Post], empty: int, to: int | None) -> dict[str, object]:
    """What the history keeps of a rung without anybody: its post, and the one that was told
    instead (None: nobody)."""
    post, instead = ladder[empty], ladder[to] if to is not None else None
    values: dict[str, object] = {"unit": post.unit, "role": post.role.value}
    if instead:
        values |= {"to_unit": instead.unit, "to_role": instead.role.value}
    return values


def page_list(deps: Deps, ticket: Ticket, staff: Directory) -> list[int]:
    """Everybody on duty on both sides of the desk and the community's secretary (L0)."""
    posts = reach.page_posts(deps.rules, ticket)
    return [m.person_id for m in staff.staff if m.post in posts and m.on_duty]


async def _tell_watcher(work: Work, deps: Deps, ticket: Ticket, staff: Directory) -> None:
    """One level up is told at once of a matter outside both sides, and keeps watching."""
    watcher = watcher_of(deps, ticket)
    if watcher is None:
        return
    hold = deps.rules.quiet_of(watcher.unit)
    line = part("watch-refer", code=cards.code_of(deps.rules, ticket), due=moment(ticket.fix_due))
    await say(
        work,
        deps,
        reach.addresses(staff.on_duty(watcher, ticket.place)),
        Message((line,), ticket=ticket.id, priority=Priority.CARD, hold=hold),
    )


def watcher_of(deps: Deps, ticket: Ticket) -> Post | None:
    """The post one level up that watches this ticket from the start."""
    compound = ticket.place.get("compound")
    return assign(deps.rules.org, ticket.route, ticket.against, compound).watcher
