"""What residents and staff correct becomes an example, in the transaction of the press that said
so; and messages are read with the words their community has taken in.

What follows from the examples is in study_examples, and takes effect by a person's yes alone.
"""

from db import people, tickets
from db.lesson_rows import Example, ExampleSource
from db.lessons import put_example
from db.models import Person, Ticket
from db.session import Work
from domain.catalogue import Category, Route
from domain.lifecycle import Action
from domain.meaning import Understanding
from domain.own_categories import words_of_units
from domain.reading import with_words_in
from domain.understanding import understand
from workflows.deps import Deps


async def learn_correction(
    work: Work, deps: Deps, ticket: Ticket, said: Category | None = None
) -> None:
    """The resident has said which category it is; `said`: another than the ticket has, as somebody
    has it in hand already."""
    right = (said.code, said.route) if said else (ticket.category, Route(ticket.route))
    await _keep(work, deps, ticket, ExampleSource.CORRECTION, right)


async def learn_return(work: Work, deps: Deps, ticket: Ticket) -> None:
    """A desk takes a ticket: where the other side had returned it, that side was right."""
    if ticket.returned_by and not ticket.ruled:
        right = (ticket.category, Route(ticket.route))
        await _keep(work, deps, ticket, ExampleSource.RETURN, right)


async def learn_ruling(work: Work, deps: Deps, ticket: Ticket) -> str | None:
    """The chair has ruled on the side. Of the categories that were named, the latest of that side
    is the right one, and returned; where none is, only the side is known."""
    dispute = await tickets.last_event(work, ticket.id, Action.DISPUTE)
    named = [dispute.values["category"]] if dispute else []
    named += [ticket.category, await _given(work, ticket)]
    found = (deps.rules.catalogue.find_category(code) for code in named)
    right = next((one.code for one in found if one and one.route is ticket.route), None)
    await _keep(work, deps, ticket, ExampleSource.RULING, (right, Route(ticket.route)))
    return right


async def _keep(
    work: Work,
    deps: Deps,
    ticket: Ticket,
    source: ExampleSource,
    right: tuple[str | None, Route],
) -> None:
    """Keep what is right: the category, if one is known, and the route."""
    await put_example(
        work,
        Example(
            unit=ticket.community,
            ticket_id=ticket.id,
            given=await _given(work, ticket),
            category=right[0],
            route=right[1],
            source=source,
            at=deps.now(),
        ),
    )


async def _given(work: Work, ticket: Ticket) -> str:
    opened = await tickets.last_event(work, ticket.id, "opened")
    return str(opened.values["category"]) if opened else ticket.category


async def in_own_words(
    work: Work, deps: Deps, text: str, meaning: Understanding, person: Person
) -> Understanding:
    """Read a message once more where a word stands in it that its community has taken in, or that
    stands for a category of a unit above it; what it means by the common catalogue stays
    otherwise."""
    community = community_of(deps, meaning.place.compound, person)
    if community is None:
        return meaning
    rules = await people.own_words(work, community) if meaning.matters else ()
    rules = (*rules, *words_of_units(deps.rules.org, deps.rules.unit_words, community))
    base = deps.rules.catalogue
    catalogue = with_words_in(text, base, rules)
    if catalogue is base:
        return meaning
    return understand(text, catalogue, deps.rules.org.compound_names)


def community_of(deps: Deps, compound: str | None, person: Person) -> str | None:
    """The community whose words count: that of the compound named, of the home, the only one; None
    where it is any of several."""
    home = (person.home or {}).get("compound")
    return deps.rules.org.community_meant((compound, home, deps.rules.home_compound))
