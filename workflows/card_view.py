"""Who looks at a card, and so what it may tell and offer them."""

from collections.abc import Iterable
from dataclasses import dataclass

from db.models import Ticket
from db.session import Work
from domain.inbound import Media
from domain.lifecycle import Action, Relation, Status
from domain.people import Post, Role
from domain.permissions import AT_WORK, READING
from domain.sight import does_the_work, is_accused
from workflows import above, reach
from workflows.deps import Deps, Rules
from workflows.reach import Directory
from workflows.sealing import files_of, is_sealed


@dataclass(frozen=True, slots=True)
class View:
    """Who looks at a card. `open_text`: may see the resident's own words and the room. `in_group`:
    many read it. `folded`: what is pressed rarely is behind one button; `turned`: it was opened,
    and can be folded away again; `brief`: it is left to the card, as in a reminder. `has_team`: a
    vanguard team can be called; `in_team`: the team itself reads it. `spent`: what the status
    allows and would be refused now all the same. `asked`: whether it is still being done.
    `sealed`: what tells who she is, and her door, is not shown; `reveals`: it is, for a reason.
    `doer`: of the company, or of who stands in for it."""

    relations: frozenset[Relation]
    open_text: bool = True
    in_group: bool = False
    folded: bool = False
    turned: bool = False
    brief: bool = False
    has_team: bool = False
    in_team: bool = False
    spent: frozenset[Action] = frozenset()
    sealed: bool = False
    reveals: bool = False
    doer: bool = False
    asked: bool = False

    def files(self, ticket: Ticket, *, kept_back: bool = False) -> tuple[Media, ...]:
        """What she attached that this reader gets, or that is kept back from them."""
        if not self.open_text:
            return ()
        return files_of(ticket, kept_back=kept_back, sealed=self.sealed, doer=self.doer)


GROUP_VIEW = View(frozenset({Relation.DESK}), open_text=False, in_group=True)
"""In a group nobody's words or room are shown; whoever presses is checked on their own."""


LEFT_VIEW = View(frozenset(), open_text=False, in_group=True)
"""In a group of a unit the ticket is no longer with, there is nothing to press."""


TEAM_VIEW = View(frozenset({Relation.VOLUNTEER}), open_text=False, in_group=True, in_team=True)


async def view_in(
    work: Work, deps: Deps, ticket: Ticket, staff: Directory, chat: tuple[str, str]
) -> View:
    """Who reads a chat: one member of staff, or a group, be it of a unit that has it no longer."""
    person = next((s for s in staff.staff if (s.channel, s.chat) == chat), None)
    if person is None and chat in staff.teams:
        return TEAM_VIEW
    if person is None:
        groups = await reach.staff_groups(work, ticket)
        here = any((group.channel, group.chat) == chat for group in groups)
        return GROUP_VIEW if here else LEFT_VIEW
    return view_of(deps.rules, ticket, person.person_id, staff)


def shielded(ticket: Ticket, post_unit: str) -> bool:
    """Whether a unit must not see who complained: it is the one complained about."""
    if ticket.against == "community":
        return post_unit == ticket.community
    return ticket.against == "property" and post_unit != ticket.community


def only_looks(ticket: Ticket, posts: Iterable[Post], mine: frozenset[Relation]) -> bool:
    """Whether somebody with these posts and relations has nothing to do about a ticket: then it
    shows them neither her door nor a name. Where life is in danger nothing is kept back."""
    if ticket.policy["pages_all"] or mine & AT_WORK:
        return False
    if ticket.status is Status.RULING and Relation.CHAIR in mine:
        return False
    here = {ticket.lead_unit, ticket.support_unit}
    return not any(post.unit in here and post.role is not Role.VOLUNTEER for post in posts)


def view_of(rules: Rules, ticket: Ticket, person_id: int, staff: Directory) -> View:
    """What a member of staff may see and press."""
    posts = staff.roles(person_id)
    mine = reach.relations(rules, ticket, person_id, posts, staff.part)
    # Who works for the side complained about does not see it by another post of theirs either.
    hidden = bool(posts) and (
        all(shielded(ticket, post.unit) for post in posts)
        or any(is_accused(rules.org, ticket.against, ticket.community, p.unit) for p in posts)
    )
    outside = reach.only_volunteers(posts) and Relation.CLAIMANT not in mine
    return View(
        mine - {Relation.OWNER},
        open_text=not (hidden or outside),
        has_team=bool(staff.teams),
        sealed=is_sealed(ticket) or only_looks(ticket, posts, mine),
        reveals=not hidden and bool(mine & READING["reveal"]),
        doer=does_the_work(rules.org, (post.unit for post in posts)),
        spent=_alone(rules, ticket, person_id, staff) | _own(ticket, person_id),
    )


def _alone(rules: Rules, ticket: Ticket, person_id: int, staff: Directory) -> frozenset[Action]:
    """What this person cannot do for want of others: nobody else stands above, nobody beside."""
    found = set()
    if not above.next_up(rules, ticket, staff, person_id)[1]:
        found.add(Action.WHISTLE)
    mine = {p.unit for p in staff.roles(person_id) if p.role is not Role.VOLUNTEER}
    beside = (
        s.on_duty
        and s.post.role is not Role.VOLUNTEER
        and s.post.unit in (mine or {ticket.lead_unit})
        for s in staff.staff
        if s.person_id != person_id
    )
    if not any(beside):
        found.add(Action.PASS)
    return frozenset(found)


def _own(ticket: Ticket, person_id: int) -> frozenset[Action]:
    """Nobody asks themselves about what they found."""
    return frozenset({Action.CONTACT}) if ticket.owner_id == person_id else frozenset()
