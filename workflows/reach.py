"""Who is to be told: posts turned into people on duty, people into chats."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from db import people as people_rows
from db.models import GroupPurpose, Ticket
from db.roster import Staffer
from db.session import Work
from domain.lifecycle import Relation, Status
from domain.org import Organisation
from domain.people import Post, Role
from workflows.deps import Deps, Rules
from workflows.speech import Address


def lead_post(ticket: Ticket) -> Post:
    """The post a ticket is addressed to."""
    return Post(ticket.lead_unit, ticket.lead_role)


def support_post(ticket: Ticket) -> Post | None:
    """The supporting post of joint handling."""
    if ticket.support_unit is None or ticket.support_role is None:
        return None
    return Post(ticket.support_unit, ticket.support_role)


@dataclass(frozen=True, slots=True)
class Directory:
    """The staff of the units a ticket may concern, read once per unit of work."""

    staff: tuple[Staffer, ...]
    org: Organisation

    def on_duty(self, post: Post, place: dict[str, str | None]) -> tuple[Staffer, ...]:
        """People at a post who are on duty. Grid workers of the building's own grid come first;
        when it has none on duty the other grid workers stand in, then the community's staff."""
        here = tuple(s for s in self.staff if s.post == post and s.on_duty)
        if post.role is not Role.GRID_WORKER:
            return here
        grids = self.org.grid_codes(place.get("compound"), place.get("building"))
        own = tuple(s for s in here if s.grid is None or s.grid in grids)
        desk = Post(post.unit, Role.COMMUNITY_STAFF)
        return own or here or tuple(s for s in self.staff if s.post == desk and s.on_duty)

    def first_manned(
        self, ladder: tuple[Post, ...], place: dict[str, str | None], start: int = 0
    ) -> tuple[int, tuple[Staffer, ...]]:
        """The first rung from `start` on at which somebody is on duty; when every rung is empty,
        the last rung and nobody."""
        for rung in range(start, len(ladder)):
            found = self.on_duty(ladder[rung], place)
            if found:
                return rung, found
        return len(ladder) - 1, ()

    def roles(self, person_id: int) -> frozenset[Post]:
        """The posts of a person among these units."""
        return frozenset(s.post for s in self.staff if s.person_id == person_id)


async def directory(work: Work, deps: Deps, ticket: Ticket) -> Directory:
    """The staff of the units a ticket can concern: its own, both sides of its compound's desk,
    and all above them. Who is away is not on duty, who stands in for them is at their posts."""
    org = deps.rules.org
    codes = {unit.code for unit in org.above(ticket.lead_unit)}
    codes |= {unit.code for unit in org.above(ticket.community)}
    compound = org.compounds.get(ticket.place.get("compound") or "")
    sides = (compound.property, compound.stand_in, compound.branch) if compound else ()
    codes |= {unit for unit in (ticket.support_unit, *sides) if unit}
    return Directory(await people_rows.at_work(work, codes, deps.now()), org)


async def directory_of(work: Work, deps: Deps, units: Iterable[str], at: datetime) -> Directory:
    """The staff of some units and of all above them, as it is at a moment."""
    org = deps.rules.org
    codes = {unit.code for code in units for unit in org.above(code)}
    return Directory(await people_rows.at_work(work, codes, at), org)


def addresses(staff: Iterable[Staffer]) -> list[Address]:
    """The chats of these people, each once."""
    seen = {(s.channel, s.chat): Address(s.channel, s.chat, s.lang) for s in staff}
    return list(seen.values())


async def owner_addresses(work: Work, ticket: Ticket) -> list[Address]:
    """The chats in which the resident is told about a ticket."""
    return await person_addresses(work, ticket.owner_id)


async def person_addresses(work: Work, person_id: int | None) -> list[Address]:
    """The chats in which a person is reached; none for nobody."""
    if person_id is None:
        return []
    rows = await people_rows.accounts_of(work, person_id)
    return [Address(account.channel, account.chat, lang) for account, lang in rows]


async def staff_groups(work: Work, ticket: Ticket) -> list[Address]:
    """The staff groups of the units a ticket is with."""
    units = [u for u in (ticket.lead_unit, ticket.support_unit) if u]
    groups = await people_rows.groups_of(work, units, GroupPurpose.STAFF)
    return [Address(g.channel, g.chat, g.lang) for g in groups]


def ladder_of(rules: Rules, ticket: Ticket) -> tuple[Post, ...]:
    """The rungs from whoever must act now upward: the chair while a ruling is awaited, else the
    ticket's post. A property company's or stand-in's own lead comes first, the compound's Party
    branch before the community's secretary, then the community's chain (DOMAIN §1)."""
    if ticket.status is Status.RULING:
        return rules.org.ladder(chair_post(rules, ticket))
    rungs = rules.org.ladder(lead_post(ticket))
    compound = rules.org.compounds.get(ticket.place.get("compound") or "")
    if compound is None or compound.branch is None or ticket.lead_unit != ticket.community:
        return rungs
    return (rungs[0], rules.org.lead_post(compound.branch), *rungs[1:])


def chair_post(rules: Rules, ticket: Ticket) -> Post:
    """The chair of the duty desk, who rules on disputed ownership: the community's secretary."""
    return rules.org.lead_post(ticket.community)


def page_posts(rules: Rules, ticket: Ticket) -> frozenset[Post]:
    """Who is paged when life is in danger, and may therefore take it: everybody at both sides of
    the desk with their first persons responsible."""
    org = rules.org
    compound = org.compounds.get(ticket.place.get("compound") or "")
    sides = (compound.property, compound.stand_in) if compound else ()
    units = [ticket.community, *(unit for unit in sides if unit)]
    posts = {post for unit in units for post in (org.work_post(unit), org.lead_post(unit))}
    return frozenset(posts | {lead_post(ticket), Post(ticket.community, Role.COMMUNITY_STAFF)})


def relations(
    rules: Rules, ticket: Ticket, person_id: int, posts: frozenset[Post]
) -> frozenset[Relation]:
    """What a person is to a ticket."""
    lead, support = lead_post(ticket), support_post(ticket)
    ladder = ladder_of(rules, ticket)
    found = set()
    if ticket.owner_id == person_id:
        found.add(Relation.OWNER)
    if ticket.handler_id == person_id:
        found.add(Relation.HANDLER)
    paged = ticket.policy["pages_all"] and posts & page_posts(rules, ticket)
    stands_in = lead.role is Role.GRID_WORKER and Post(lead.unit, Role.COMMUNITY_STAFF) in posts
    if lead in posts or paged or stands_in:
        found.add(Relation.DESK)
    if support is not None and support in posts:
        found.add(Relation.SUPPORT)
    if posts & set(ladder[1 : ticket.rung + 1]):
        found.add(Relation.UPPER)
    if chair_post(rules, ticket) in posts:
        found.add(Relation.CHAIR)
    return frozenset(found)
