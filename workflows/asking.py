"""The one question that may still be open about a ticket, with its buttons: which kind of matter,
which compound, whether it is the same as a neighbour's."""

from db import tickets
from db.models import Ticket
from db.session import Work
from domain.catalogue import UNCLEAR, Kind
from domain.codes import ticket_id_in
from domain.duplicates import DANGER
from domain.lifecycle import Action, Status
from domain.parts import MOST_PARTS
from domain.press import Press
from domain.said import Button, Part, Rows, category_name, part
from domain.understanding import understand
from workflows.deps import Deps
from workflows.naming import code_of
from workflows.own_lines import brief

MOST_CHOICES = 4
"""More buttons than this cannot be taken in at a glance."""


def choices(ticket: Ticket, codes: tuple[str, ...]) -> Rows:
    """A button per category, one under the other."""
    made = [
        Button(
            "button-category",
            Press("correct", ticket.id, code),
            (("category", category_name(code)),),
        )
        for code in codes[:MOST_CHOICES]
    ]
    return tuple((button,) for button in made)


def compound_buttons(deps: Deps, ticket: Ticket) -> Rows:
    """A button per compound, where they are few enough to choose from at a glance."""
    compounds = tuple(deps.rules.org.compounds.values())
    if len(compounds) > MOST_CHOICES:
        return ()
    return tuple(
        (Button("button-compound", Press("at", ticket.id, c.code), (("name", c.name),)),)
        for c in compounds
    )


def where_question(deps: Deps, ticket: Ticket) -> tuple[Part, Rows]:
    """Where is it? Whoever has named the building is asked for the compound alone."""
    buttons = compound_buttons(deps, ticket)
    if buttons and ticket.place.get("compound_text"):
        return which_compound(ticket), buttons
    only_which = buttons and ticket.place.get("building")
    return part("ask-compound" if only_which else "ask-place"), buttons


def which_compound(ticket: Ticket) -> Part:
    """Which compound it is; who has named one that nobody knows here is told so, lest she wonder
    why she is asked what she has said."""
    said = ticket.place.get("compound_text")
    if not said:
        return part("ask-compound")
    return part("ask-compound-unknown", said=said)


def where_is_needed(deps: Deps, ticket: Ticket) -> bool:
    """Whether nobody could find the place from what we know. Suggestions need none."""
    if ticket.kind == Kind.SUGGESTION.value:
        return False
    several = len(deps.rules.org.compounds) > 1
    return several and not ticket.place.get("compound")


def likely_codes(deps: Deps, ticket: Ticket) -> tuple[str, ...]:
    """The categories its words may mean, best first, without the one it has."""
    rules = deps.rules
    found = understand(ticket.text, rules.catalogue, rules.org.compound_names)
    codes = [code for matter in found.matters for code in matter.choices]
    usual = (*codes, *rules.catalogue.usual_choices)
    return tuple(code for code in dict.fromkeys(usual) if code != ticket.category)


def which_of_several(deps: Deps, ticket: Ticket, codes: tuple[str, ...]) -> tuple[Part, Rows]:
    """Which it is, of one matter among several: it is named in her own words."""
    line = part("ask-category-of", what=brief(ticket.text), code=code_of(deps.rules, ticket))
    return line, choices(ticket, codes)


async def ask_next(work: Work, deps: Deps, ticket: Ticket) -> tuple[tuple[Part, ...], Rows]:
    """The same question about another matter of the same message that still waits for it."""
    newest = await tickets.newest_of(work, ticket.owner_id, MOST_PARTS)
    for one in newest:
        waits = one.unsure and one.status is Status.QUEUED and one.id != ticket.id
        if waits and one.thread == ticket.thread:
            codes = (one.category, *likely_codes(deps, one))
            known = tuple(code for code in codes if code != UNCLEAR)
            line, rows = which_of_several(deps, one, known)
            return (line,), rows
    return (), ()


def open_question(deps: Deps, ticket: Ticket) -> tuple[tuple[Part, ...], Rows]:
    """What is still asked of her about a ticket that waits."""
    if ticket.status is not Status.QUEUED:
        return (), ()
    main = ticket_id_in(ticket.alike or "")
    if main and ticket.level != DANGER:
        row = (
            Button("button-me-too", Press(Action.MERGE, main, str(ticket.id))),
            Button("button-apart", Press(Action.SPLIT, ticket.id)),
        )
        return (part("own-alike", code=ticket.alike or ""),), (row,)
    if ticket.unsure:
        return (part("ask-category"),), choices(ticket, likely_codes(deps, ticket))
    if where_is_needed(deps, ticket):
        line, buttons = where_question(deps, ticket)
        return (line,), buttons
    return (), ()
