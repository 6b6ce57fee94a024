"""The buttons of a card: what this person may press now, what a thumb needs first at the top."""

from collections.abc import Sequence

from db.desk_rows import SupportPart
from db.models import Ticket
from domain.eta import Choices, Eta
from domain.lifecycle import LIVE, RARER, Action, Relation, Status, buttons
from domain.press import Press
from domain.restraint import ASIDE
from domain.said import Button, Rows
from domain.screen import TEXT_MOST
from domain.split import may_pass_on
from workflows import reach
from workflows.card_view import View
from workflows.clockwork import policy_of, run_of
from workflows.deps import Deps
from workflows.part_card import without_part_button

ROWS_OF_TWO = 2
MOST = 6
"""More buttons than this are too many: the rarer ones then stand behind one."""

MORE, LESS = "more", "less"
OWNERS = frozenset({Action.SOLVED, Action.UNSOLVED, Action.RATE})


def eta_choices(deps: Deps, ticket: Ticket) -> Choices:
    """What an ETA of this ticket is chosen from, on the hours of the unit that leads it."""
    return Choices(
        deps.now(),
        ticket.level,
        None if ticket.contacted_at else ticket.contact_due,
        ticket.fix_due,
        run_of(deps, ticket, "eta", deps.now()).calendar,
    )


def card_buttons(deps: Deps, ticket: Ticket, view: View, part: SupportPart | None = None) -> Rows:
    """At most two in a row. "Still on it" is an answer and stands only where it was asked."""
    hidden = _not_now(deps, ticket) | view.spent
    hidden |= without_part_button(part, joint=bool(ticket.support_unit))
    shown = [action for action in buttons(ticket.status, view.relations) if action not in hidden]
    if not view.has_team:
        shown = [action for action in shown if action is not Action.POST]
    if not view.asked:
        shown = [action for action in shown if action is not Action.STILL_ON]
    if Relation.DESK in view.relations:
        shown = [action for action in shown if action is not Action.ACKNOWLEDGE]
    first = [action for action in shown if action not in RARER]
    flat = _made(deps, ticket, [*first, *(a for a in shown if a in RARER)])
    if view.brief and len(flat) > MOST:
        flat = _made(deps, ticket, _kept(deps, ticket, shown))
    elif view.folded and len(flat) > MOST:
        flat = [*_made(deps, ticket, _kept(deps, ticket, shown)), _turn(ticket, MORE)]
    elif view.turned:
        flat += [_reveal(ticket)] if view.reveals and not view.sealed else []
        flat.append(_turn(ticket, LESS))
    return rows_of_two(flat)


def rows_of_two(flat: Sequence[Button]) -> Rows:
    """At most two in a row."""
    return tuple(tuple(flat[i : i + ROWS_OF_TWO]) for i in range(0, len(flat), ROWS_OF_TWO))


def _kept(deps: Deps, ticket: Ticket, shown: list[Action]) -> list[Action]:
    """What stands on a folded card. A return takes three taps, which one to unfold it would make
    four: on a ticket nobody has taken yet, asking the resident makes room for it. Another time
    stands there once the one that was named is over."""
    late = ticket.eta_at is not None and ticket.eta_at <= deps.now()
    needed = {Action.RETURN, Action.ETA} if late else {Action.RETURN}
    kept = [action for action in shown if action not in RARER or action in needed]
    if ticket.status is Status.QUEUED and Action.RETURN in kept:
        kept = [action for action in kept if action is not Action.CONTACT]
    return kept


def _made(deps: Deps, ticket: Ticket, actions: list[Action]) -> list[Button]:
    found = []
    for action in actions:
        if action is Action.ACCEPT:
            found += _accepting(deps, ticket)
        else:
            found.append(Button(f"button-{action}", Press(action, ticket.id)))
    return found


def _accepting(deps: Deps, ticket: Ticket) -> list[Button]:
    """One tap accepts and says by when."""
    choices = eta_choices(deps, ticket)
    return [
        Button(f"button-accept-{_name(choices, eta)}", Press(Action.ACCEPT, ticket.id, eta))
        for eta in choices.offered()
    ]


def accept_rows(deps: Deps, ticket: Ticket) -> Rows:
    """The buttons that take it, and no others."""
    return rows_of_two(_accepting(deps, ticket))


def _name(choices: Choices, eta: Eta) -> str:
    """The next working day is called so where it is not tomorrow."""
    return "later" if eta is Eta.TOMORROW and not choices.works_tomorrow else eta.value


def _reveal(ticket: Ticket) -> Button:
    """Who it is: for a reason."""
    return Button("button-reveal", Press("reveal", ticket.id))


def _turn(ticket: Ticket, way: str) -> Button:
    """Shows the rarer buttons, or folds them away again."""
    key = "button-more" if way == MORE else "button-less"
    return Button(key, Press(MORE, ticket.id, way))


def whole_rows(ticket: Ticket) -> Rows:
    """全文, under a message that has only the beginning of a long report."""
    cut = len(ticket.text) > TEXT_MOST
    return ((Button("button-full", Press("full", ticket.id)),),) if cut else ()


def reading_rows(ticket: Ticket, view: View, *, cut: bool) -> Rows:
    """What there is to read beside the card: all of it where something was cut, her photos."""
    row = [Button("button-full", Press("full", ticket.id))] if cut else []
    if shown := view.files(ticket):
        count = (("count", len(shown)),)
        row.append(Button("button-photos", Press("photos", ticket.id), count))
    if view.reveals and view.sealed and ticket.status in LIVE:
        row.append(_reveal(ticket))
    return (tuple(row),) if row else ()


def _not_now(deps: Deps, ticket: Ticket) -> frozenset[Action]:
    """Actions without a button on the card: the resident's own, those a hold stands against or is
    missing for, a word after the end, and a return that would be refused."""
    hidden = set(OWNERS)
    if ticket.kind != ASIDE:
        hidden |= {Action.DISCARD, Action.PAUSE}
    if ticket.held_until:
        hidden |= {Action.DEFER, Action.RETURN, Action.ETA, Action.CLEAR}
    else:
        hidden |= {Action.RESUME} if policy_of(ticket).deferrals else {Action.RESUME, Action.DEFER}
    if ticket.status is Status.DONE:
        hidden.add(Action.PROGRESS)  # a reply to the card will do
    if not may_return(deps, ticket):
        hidden.add(Action.RETURN)
    return frozenset(hidden)


def may_return(deps: Deps, ticket: Ticket) -> bool:
    """Whether the split lets this desk give the ticket to anybody else, and it has not done so
    before or been told for good that it is theirs."""
    if ticket.status not in (Status.QUEUED, Status.HANDLING):
        return False
    if ticket.ruled or ticket.lead_unit in ticket.returned_by:
        return False
    compound = ticket.place.get("compound")
    return may_pass_on(deps.rules.org, reach.lead_post(ticket), ticket.against, compound)
