"""Who looks at a card, and so what it may tell and offer them."""

from dataclasses import dataclass

from db.models import Ticket
from domain.lifecycle import Action, Relation
from domain.sight import is_accused
from workflows import reach
from workflows.deps import Rules
from workflows.reach import Directory


@dataclass(frozen=True, slots=True)
class View:
    """Who looks at a card. `open_text`: may see the resident's own words and the room. `in_group`:
    many read it. `folded`: what is pressed rarely is behind one button; `turned`: it was opened,
    and can be folded away again. `has_team`: a vanguard team can be called; `in_team`: the team
    itself reads it. `spent`: what the status allows and would be refused now all the same."""

    relations: frozenset[Relation]
    open_text: bool = True
    in_group: bool = False
    folded: bool = False
    turned: bool = False
    has_team: bool = False
    in_team: bool = False
    spent: frozenset[Action] = frozenset()


GROUP_VIEW = View(frozenset({Relation.DESK}), open_text=False, in_group=True)
"""In a group nobody's words or room are shown; whoever presses is checked on their own."""


LEFT_VIEW = View(frozenset(), open_text=False, in_group=True)
"""In a group of a unit the ticket is no longer with, there is nothing to press."""


TEAM_VIEW = View(frozenset({Relation.VOLUNTEER}), open_text=False, in_group=True, in_team=True)


def shielded(ticket: Ticket, post_unit: str) -> bool:
    """Whether a unit must not see who complained: it is the one complained about."""
    if ticket.against == "community":
        return post_unit == ticket.community
    return ticket.against == "property" and post_unit != ticket.community


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
        mine - {Relation.OWNER}, open_text=not (hidden or outside), has_team=bool(staff.teams)
    )
