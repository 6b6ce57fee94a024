"""What waits for whoever leads, in 我的待办: what they are to rule on, and what was escalated to
them and they have not taken notice of yet."""

from collections.abc import Iterable

from db import lists
from db.models import Ticket
from db.session import Work
from domain.lifecycle import Relation
from workflows import reach
from workflows.deps import Deps
from workflows.list_pages import Reader, Section, section_of


async def to_rule(work: Work, deps: Deps, reader: Reader) -> Section:
    """Of whose ownership both sides disagree; the chair rules."""
    chaired = _led(deps, reader)
    found = await lists.to_rule(work, chaired) if chaired else ()
    return section_of(deps, "todo-rulings", _theirs(deps, reader, found, Relation.CHAIR))


async def escalated(work: Work, deps: Deps, reader: Reader) -> Section:
    """What came up to their rung, until they have said 知道了."""
    led = _led(deps, reader)
    beneath = {c for unit in led for c in deps.rules.org.communities_below(unit)}
    found = await lists.escalated(work, beneath, reader.person.id) if beneath else ()
    return section_of(deps, "todo-escalated", _theirs(deps, reader, found, Relation.UPPER))


def _led(deps: Deps, reader: Reader) -> frozenset[str]:
    return deps.rules.org.led_by(reader.posts)


def _theirs(deps: Deps, reader: Reader, found: Iterable[Ticket], wanted: Relation) -> list[Ticket]:
    return [
        ticket
        for ticket in found
        if wanted in reach.relations(deps.rules, ticket, reader.person.id, reader.posts)
    ]
