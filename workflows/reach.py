"""Who is to be told: posts turned into people on duty, people into chats."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from db import desk
from db import people as people_rows
from db.desk_rows import SupportPart
from db.models import GroupPurpose, Ticket
from db.roster import Staffer
from db.session import Work
from domain.lifecycle import Relation, Status
from domain.org import Organisation
from domain.origin import Origin
from domain.people import Post, Role
from domain.said import Part
from domain.sight import OVERSEERS, is_accused
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


JUDGES_ELSEWHERE = frozenset({"property", "street"})
"""Whose people have nothing to say in a complaint about them, by no post of theirs. Of a community
that has nobody above it, its secretary has to."""

DECIDING = frozenset({Relation.DESK, Relation.CHAIR, Relation.UPPER, Relation.OVERSEER})
"""What nobody is to a complaint about their own company."""


@dataclass(frozen=True, slots=True)
class Directory:
    """The staff of the units a ticket may concern, read once per unit of work; of a joint one, the
    supporting side's part; the chats of the vanguard team that may be called for it."""

    staff: tuple[Staffer, ...]
    org: Organisation
    part: SupportPart | None = None
    teams: frozenset[tuple[str, str]] = frozenset()
    seats: Mapping[str, frozenset[int]] = field(default_factory=dict)

    def on_duty(self, post: Post, place: dict[str, str | None]) -> tuple[Staffer, ...]:
        """People at a post who are on duty. Grid workers of the building's own grid come first;
        when it has none on duty the other grid workers stand in, then the community's staff."""
        here = self._at(post)
        if post.role is not Role.GRID_WORKER:
            return self._seated(here)
        grids = self.org.grid_codes(place.get("compound"), place.get("building"))
        own = tuple(s for s in here if s.grid is None or s.grid in grids)
        desk = self._at(Post(post.unit, Role.COMMUNITY_STAFF))
        return own or self._seated(here) or self._seated(desk)

    def _at(self, post: Post) -> tuple[Staffer, ...]:
        return tuple(s for s in self.staff if s.post == post and s.on_duty)

    def _seated(self, here: tuple[Staffer, ...]) -> tuple[Staffer, ...]:
        """Those of them who sit at the desk today by the duty roster; all, where none of them
        does."""
        mine = tuple(s for s in here if s.person_id in self.seats.get(s.post.unit, ()))
        return mine or here

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
    has_part = ticket.support_unit and ticket.id not in work.opened
    part = await desk.part_of(work, ticket.id) if has_part else None
    at_work = await people_rows.at_work(work, codes, deps.now())
    if ticket.against in JUDGES_ELSEWHERE and not ticket.policy["pages_all"]:
        at_work = _off_the_desk(org, ticket, at_work)
    team = await vanguard_groups(work, deps.rules, ticket)
    teams = frozenset((group.channel, group.chat) for group in team)
    seats = await desk.seated_on(work, deps.now().astimezone(deps.rules.zone).date())
    return Directory(at_work, org, part, teams, seats)


def _off_the_desk(
    org: Organisation, ticket: Ticket, staff: tuple[Staffer, ...]
) -> tuple[Staffer, ...]:
    """Whoever works for the side a ticket complains about is not on duty for it at any other
    post of theirs: they may not take it there, and another one must hear of it."""
    accused = {s.person_id for s in staff if works_for_accused(org, ticket, [s.post])}
    return tuple(
        replace(s, on_duty=False)
        if s.person_id in accused and not works_for_accused(org, ticket, [s.post])
        else s
        for s in staff
    )


async def vanguard_groups(work: Work, rules: Rules, ticket: Ticket) -> list[Address]:
    """The groups of the nearest vanguard team: the branch's, else the community's. None for a
    danger to life, which is for professionals, and for what complains about somebody."""
    if ticket.level == "L0" or ticket.against or ticket.sealed:
        return []
    for unit in vanguard_units(rules, ticket):
        found = await people_rows.groups_of(work, [unit], GroupPurpose.VANGUARD)
        if found:
            return [Address(g.channel, g.chat, g.lang) for g in found]
    return []


def vanguard_units(rules: Rules, ticket: Ticket) -> tuple[str, ...]:
    """The units whose vanguard team it can be, the nearest first."""
    compound = rules.org.compounds.get(ticket.place.get("compound") or "")
    branch = compound.branch if compound else None
    return (branch, ticket.community) if branch else (ticket.community,)


async def directory_of(work: Work, deps: Deps, units: Iterable[str], at: datetime) -> Directory:
    """The staff of some units and of all above them, as it is at a moment."""
    org = deps.rules.org
    codes = {unit.code for code in units for unit in org.above(code)}
    return Directory(await people_rows.at_work(work, codes, at), org)


def addresses(staff: Iterable[Staffer]) -> list[Address]:
    """The chats of these people, each once."""
    seen = {(s.channel, s.chat): Address(s.channel, s.chat, s.lang) for s in staff}
    return list(seen.values())


async def owner_addresses(work: Work, deps: Deps, ticket: Ticket) -> list[Address]:
    """The chats in which the resident is told about a ticket; of one that came to the desk and has
    no chat with us yet, those of the colleagues who tell her."""
    told = await tellers(work, deps, ticket) if is_passed_on(ticket) else (ticket.owner_id,)
    return [address for person in told for address in await person_addresses(work, person)]


async def tellers(work: Work, deps: Deps, ticket: Ticket) -> tuple[int, ...]:
    """Who tells the resident at the desk what we say, of a ticket whose slip she has not used:
    whoever wrote it down. Once they are on leave or have no post any more, those on duty at the
    community's desk, else above it, but nobody of the side it complains about."""
    filer, roster = ticket.filed_by, await people_rows.roster_of(work)
    has_post = filer and roster.roles_of(filer) - {Role.VOLUNTEER}
    if filer and has_post and not roster.is_away(filer, deps.now()):
        return (filer,)
    org, staff = deps.rules.org, await directory(work, deps, ticket)
    desk = Post(ticket.community, Role.COMMUNITY_STAFF)
    for post in (desk, *org.ladder(org.work_post(ticket.community))):
        found = {s.person_id: None for s in staff.on_duty(post, ticket.place)}
        free = [p for p in found if not works_for_accused(org, ticket, staff.roles(p))]
        if free:
            return tuple(free)
    return (filer,) if filer else ()


def works_for_accused(org: Organisation, ticket: Ticket, posts: Iterable[Post]) -> bool:
    """Whether one of these posts is of the side a ticket complains about."""
    against, community = ticket.against, ticket.community
    return against is not None and any(is_accused(org, against, community, p.unit) for p in posts)


def is_passed_on(ticket: Ticket) -> bool:
    """Whether a colleague tells the resident what we say: she has not used her slip yet."""
    return ticket.origin == Origin.WALK_IN and ticket.slip is not None


async def speaks_for(work: Work, deps: Deps, ticket: Ticket, person_id: int) -> bool:
    """Whether what a person says of a ticket is the resident's word: hers, or passed on."""
    return ticket.owner_id == person_id or await passes_on(work, deps, ticket, person_id)


async def passes_on(work: Work, deps: Deps, ticket: Ticket, person_id: int) -> bool:
    """Whether that colleague passes on between the resident and us: whoever wrote it down, and
    whoever tells her now in their place."""
    if not is_passed_on(ticket) or is_filer(ticket, person_id):
        return is_passed_on(ticket)
    return person_id in await tellers(work, deps, ticket)


def is_filer(ticket: Ticket, person_id: int) -> bool:
    """Whether that colleague passes on between the resident and us."""
    return is_passed_on(ticket) and ticket.filed_by == person_id


def pass_on(ticket: Ticket, *, asks: bool = False) -> tuple[Part, ...]:
    """The line before what a colleague is to tell the resident; `asks`: her answer is wanted."""
    if not is_passed_on(ticket):
        return ()
    return (("walkin-ask-her" if asks else "walkin-tell-her", {}),)


async def person_addresses(work: Work, person_id: int | None) -> list[Address]:
    """The chats in which a person is reached; none for nobody."""
    if person_id is None:
        return []
    rows = await people_rows.accounts_of(work, person_id)
    return [Address(account.channel, account.chat, lang) for account, lang in rows]


async def chats_here(work: Work, person_id: int, channel: str) -> list[Address]:
    """The chat on a channel in which a person is reached; an answer goes where it was asked for."""
    here = await person_addresses(work, person_id)
    return [address for address in here if address.channel == channel][:1]


async def staff_groups(work: Work, ticket: Ticket) -> list[Address]:
    """The staff groups of the units a ticket is with."""
    units = [u for u in (ticket.lead_unit, ticket.support_unit) if u]
    groups = await people_rows.groups_of(work, units, GroupPurpose.STAFF)
    return [Address(g.channel, g.chat, g.lang) for g in groups]


def ladder_of(rules: Rules, ticket: Ticket) -> tuple[Post, ...]:
    """The rungs from whoever must act now upward: the chair while a ruling is awaited, else the
    ticket's post. A property company's or stand-in's own lead comes first, the compound's Party
    branch before the community's secretary, then the community's chain (DOMAIN §1). A street that
    is complained about is passed over."""
    if ticket.status is Status.RULING:
        return _without_street(rules.org, ticket, chair_post(rules, ticket))
    rungs = _without_street(rules.org, ticket, lead_post(ticket))
    compound = rules.org.compounds.get(ticket.place.get("compound") or "")
    if compound is None or compound.branch is None or ticket.lead_unit != ticket.community:
        return rungs
    return (rungs[0], rules.org.lead_post(compound.branch), *rungs[1:])


def _without_street(org: Organisation, ticket: Ticket, post: Post) -> tuple[Post, ...]:
    rungs = org.ladder(post)
    if ticket.against != "street":
        return rungs
    return (post, *(p for p in rungs[1:] if not works_for_accused(org, ticket, [p])))


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


def oversees(rules: Rules, ticket: Ticket, posts: frozenset[Post]) -> bool:
    """Whether one of these posts keeps the supervision list that a ticket can stand on: the
    community's secretary and the first persons responsible above it and above its post, without
    those of the side it complains about."""
    mine = [post for post in posts if post.role in OVERSEERS]
    if not mine:
        return False
    chain = {*ladder_of(rules, ticket), *rules.org.ladder(chair_post(rules, ticket))}
    return any(
        post in chain
        and post == rules.org.lead_post(post.unit)
        and not is_accused(rules.org, ticket.against, ticket.community, post.unit)
        for post in mine
    )


def may_see(rules: Rules, ticket: Ticket, posts: frozenset[Post]) -> bool:
    """Whether somebody at one of these posts may look a ticket up: it is with their unit or one
    beneath it, and does not complain about their side."""
    org = rules.org
    concerned = {ticket.community, ticket.lead_unit, ticket.support_unit}
    compound = org.compounds.get(ticket.place.get("compound") or "")
    concerned |= {compound.branch} if compound else set()
    above = {unit.code for code in concerned if code for unit in org.above(code)}
    return any(
        post.unit in above
        and post.role is not Role.VOLUNTEER
        and not is_accused(org, ticket.against, ticket.community, post.unit)
        for post in posts
    )


def relations(
    rules: Rules,
    ticket: Ticket,
    person_id: int,
    posts: frozenset[Post],
    part: SupportPart | None = None,
) -> frozenset[Relation]:
    """What a person is to a ticket and, of a joint one, to its part."""
    lead = lead_post(ticket)
    ladder = ladder_of(rules, ticket)
    found = _supports(rules, ticket, person_id, posts, part)
    if ticket.owner_id == person_id:
        found.add(Relation.OWNER)
    if is_filer(ticket, person_id):
        found.add(Relation.FILER)
    if ticket.handler_id == person_id:
        found.add(Relation.CLAIMANT if only_volunteers(posts) else Relation.HANDLER)
    paged = ticket.policy["pages_all"] and posts & page_posts(rules, ticket)
    stands_in = lead.role is Role.GRID_WORKER and Post(lead.unit, Role.COMMUNITY_STAFF) in posts
    if lead in posts or paged or stands_in:
        found.add(Relation.DESK)
    if posts & set(ladder[1 : ticket.rung + 1]):
        found.add(Relation.UPPER)
    if chair_post(rules, ticket) in posts:
        found.add(Relation.CHAIR)
    if oversees(rules, ticket, posts):
        found.add(Relation.OVERSEER)
    if is_complained_about(rules, ticket, posts) and not ticket.policy["pages_all"]:
        found -= DECIDING
    return frozenset(found)


def is_complained_about(rules: Rules, ticket: Ticket, posts: frozenset[Post]) -> bool:
    """Whether somebody with these posts works for the company or the street a ticket complains
    about, whatever else they are besides: then they neither lead it nor decide about it
    (DOMAIN §3)."""
    return ticket.against in JUDGES_ELSEWHERE and any(
        is_accused(rules.org, ticket.against, ticket.community, post.unit) for post in posts
    )


def only_volunteers(posts: frozenset[Post]) -> bool:
    """Whether these are the posts of a volunteer who is not of the staff."""
    return bool(posts) and all(post.role is Role.VOLUNTEER for post in posts)


def _supports(
    rules: Rules,
    ticket: Ticket,
    person_id: int,
    posts: frozenset[Post],
    part: SupportPart | None,
) -> set[Relation]:
    """What a person is on the supporting side."""
    support, found = support_post(ticket), set()
    if support is not None and posts & {support, rules.org.lead_post(support.unit)}:
        found.add(Relation.SUPPORT)
    if support is not None and part is not None and part.handler_id == person_id:
        found.add(Relation.PARTNER)
    return found
