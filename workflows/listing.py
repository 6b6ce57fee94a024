"""我的待办 and the queue of a post: most urgent first, some to a page, one tap into each."""

from collections.abc import Iterable

from db import lists, tickets
from db.models import Person, Ticket
from db.session import Work
from domain.lifecycle import Status
from domain.org import Organisation
from domain.people import Post, Role
from domain.said import Part, part
from workflows import cards, handling, reach
from workflows.deps import Deps
from workflows.from_above import escalated, to_rule
from workflows.list_pages import (
    Entry,
    NextDate,
    Reader,
    Section,
    SectionMaker,
    by_urgency,
    due_words,
    item,
    matter,
    matter_lines,
    page,
    page_number,
    section_of,
    show_button,
)
from workflows.reach import Directory
from workflows.speech import Address, Message, say
from workflows.to_answer import to_answer


async def reader_of(work: Work, deps: Deps, person: Person) -> Reader:
    """Somebody with the posts they hold just now; volunteers have no queue."""
    posts = await handling.posts_of(work, deps, person.id)
    known = deps.rules.org.units
    mine = (p for p in posts if p.role is not Role.VOLUNTEER and p.unit in known)
    return Reader(person, frozenset(mine))


def desk_posts(posts: Iterable[Post]) -> frozenset[Post]:
    """The posts whose tickets somebody at these posts may take."""
    mine = frozenset(posts)
    desks = {Post(p.unit, Role.GRID_WORKER) for p in mine if p.role is Role.COMMUNITY_STAFF}
    return mine | desks


def led_posts(org: Organisation, posts: Iterable[Post]) -> frozenset[Post]:
    """Those, and the posts of work of the units that somebody leads."""
    mine = desk_posts(posts)
    return mine | {org.work_post(unit) for unit in org.led_by(mine)}


async def in_hand(work: Work, deps: Deps, reader: Reader) -> Section:
    """What they have accepted and not finished."""
    found = await tickets.in_hand_of(work, reader.person.id, lists.MOST)
    return section_of(deps, "todo-mine", found)


async def waiting(work: Work, deps: Deps, reader: Reader) -> Section:
    """What waits at their post, for a grid worker in her own grid."""
    posts = desk_posts(reader.posts)
    found = await lists.at_posts(work, posts, Status.QUEUED)
    units = {post.unit for post in posts}
    staff = await reach.directory_of(work, deps, units, deps.now()) if found else None
    mine = [t for t in found if staff is None or _is_for(t, reader.person.id, staff)]
    return section_of(deps, "todo-waiting", mine)


def _is_for(ticket: Ticket, person_id: int, staff: Directory) -> bool:
    """Whether a ticket that waits at somebody's post is theirs to take: not while a grid worker of
    the building's own grid is on duty and they look after another one."""
    here = staff.on_duty(reach.lead_post(ticket), ticket.place)
    if ticket.lead_role is not Role.GRID_WORKER or not here:
        return True
    grids = staff.org.grid_codes(ticket.place.get("compound"), ticket.place.get("building"))
    mine = [s for s in staff.staff if s.person_id == person_id and s.post.unit == ticket.lead_unit]
    others = [s for s in mine if s.post.role is Role.GRID_WORKER and s.grid not in (None, *grids)]
    return len(others) < len(mine) or person_id in {s.person_id for s in here}


async def parts(work: Work, deps: Deps, reader: Reader) -> Section:
    """联办: the supporting parts they have in hand or could take."""
    rows = await lists.parts_of(work, reader.person.id, desk_posts(reader.posts))
    dated = [
        (NextDate("fix", one.due_at) if one.handler_id else NextDate("accept", one.accept_due), t)
        for one, t in rows
    ]
    dated.sort(key=lambda pair: (pair[1].level != "L0", pair[0].at, pair[1].id))
    late = sum(date.is_late(deps.now()) for date, _ in dated)
    entries = tuple(item(deps, ticket, date) for date, ticket in dated)
    return Section(part("todo-parts", count=len(entries), late=late), entries)


OWN_SECTIONS: tuple[SectionMaker, ...] = (
    to_rule,
    to_answer,
    escalated,
    in_hand,
    parts,
    waiting,
)
"""What 我的待办 is made of, in this order. A section of another module is one entry more."""


async def say_todo(work: Work, deps: Deps, person: Person, to: Address, number: int = 1) -> None:
    """/todo: what is theirs to do, and a page of it."""
    reader = await reader_of(work, deps, person)
    sections = [await make(work, deps, reader) for make in OWN_SECTIONS]
    if not any(section.entries for section in sections):
        await say(work, deps, [to], Message((part("todo-none"),)))
        return
    await say(work, deps, [to], page("todo", sections, number))


async def say_queue(work: Work, deps: Deps, person: Person, to: Address, number: int = 1) -> None:
    """/queue: what waits at their posts and what is in hand there, and in whose."""
    org = deps.rules.org
    posts = led_posts(org, (await reader_of(work, deps, person)).posts)
    waits = await lists.at_posts(work, posts, Status.QUEUED)
    taken = await lists.at_posts(work, posts, Status.HANDLING)
    if not waits and not taken:
        await say(work, deps, [to], Message((part("queue-none"),)))
        return
    units = {post.unit for post in posts}
    staff = await reach.directory_of(work, deps, units, deps.now())
    sections = [
        section_of(deps, "queue-waiting", waits),
        Section(
            part("queue-taken", count=len(taken)),
            tuple(_taken(deps, ticket, staff) for ticket in by_urgency(taken)),
        ),
    ]
    await say(work, deps, [to], page("queue", sections, number))


def _taken(deps: Deps, ticket: Ticket, staff: Directory) -> Entry:
    line = part(
        "queue-item",
        matter=matter(deps, ticket),
        state=due_words(deps, ticket),
        who=cards.holder_words(ticket, staff) or "",
    )
    return Entry(line, (show_button(deps, ticket),), matter_lines(deps, ticket) + 2)


async def turn(work: Work, deps: Deps, person: Person, verb: str, choice: str | None) -> Part:
    """下一页 under a list: the page as it is now, as a message of its own."""
    say_list = {"todo": say_todo, "queue": say_queue}[verb]
    for to in await reach.person_addresses(work, person.id):
        await say_list(work, deps, person, to, page_number(choice))
    return part("toast-shown")
