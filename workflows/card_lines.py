"""The lines of a card, as this reader may see them: short, the most important first. What of them
fits a small screen is in card_fit."""

from db.models import Ticket
from domain.inbound import TRANSCRIBED
from domain.lifecycle import OPEN, WORKING, Relation, Status
from domain.origin import Origin
from domain.restraint import ASIDE
from domain.said import Part, category_name, moment, part, word
from workflows.card_facts import Facts
from workflows.card_view import View
from workflows.deps import Deps
from workflows.naming import code_of, place_words, post_words
from workflows.part_card import part_lines, waits_for_part
from workflows.reach import Directory
from workflows.sealing import is_sealed, words_of


def parts_of(
    deps: Deps, ticket: Ticket, view: View, facts: Facts, staff: Directory
) -> tuple[Part, ...]:
    """What it is, where, who says it; how it stands and by when; why you; what was done so far."""
    lines = _matter(deps, ticket, view, facts)
    lines += _voices(ticket)
    if facts.came_back and ticket.status in OPEN:
        lines.append(facts.came_back)
    if ticket.redo:
        lines.append(part("card-redo", count=ticket.redo))
    if ticket.kind == ASIDE and ticket.status is Status.QUEUED:
        lines.append(part("card-aside"))
    if ticket.unsure and ticket.status is Status.QUEUED:
        lines.append(part("card-unsure"))
    supports = view.relations & {Relation.SUPPORT, Relation.PARTNER}
    leads = view.relations & {Relation.DESK, Relation.HANDLER}
    gone = not view.relations - {Relation.FILER}
    if gone and ticket.status is Status.QUEUED:
        desk = post_words(deps.rules, ticket.lead_unit, ticket.lead_role)
        lines.append(part("brief-holder", who=desk))
    elif not supports or leads or ticket.status is not Status.QUEUED:
        lines += _state(deps, ticket, facts, staff)
    if ticket.status in WORKING:
        words = not view.in_group
        mine, partner = view.relations, facts.partner
        lines += part_lines(staff.part, mine, partner, deps.now(), words=words)
    if ticket.status in OPEN and not gone:
        lines += _why(deps, ticket, view, facts)
    if ticket.status in OPEN:
        lines += _done_so_far(ticket, view, facts)
    return tuple(lines)


def _matter(deps: Deps, ticket: Ticket, view: View, facts: Facts) -> list[Part]:
    """What, where, who says it and in which words."""
    lines = [
        part(
            "card-head",
            level=ticket.level,
            code=code_of(deps.rules, ticket),
            category=category_name(ticket.category),
        )
    ]
    if facts.supervised:
        lines.append(part("card-supervised"))
    where = place_words(deps.rules, ticket, room=view.open_text and not view.sealed)
    if where:
        lines.append(part("card-where", place=where))
    lines.append(_from(ticket, view, facts))
    if not view.in_group:
        lines += [part("card-whose", whose=word(f"kin-{ticket.whose}"))] if ticket.whose else []
        lines += [part("card-by-text")] if ticket.by_text else []
    if view.open_text:
        if ticket.text:
            lines.append(part("card-text", text=words_of(ticket, sealed=view.sealed)))
        if TRANSCRIBED in ticket.text:
            lines.append(part("card-transcribed"))
        if shown := view.files(ticket):
            lines.append(part("card-media", count=len(shown)))
        kept = view.files(ticket, kept_back=True)
        if kept and (view.reveals or is_sealed(ticket)):
            lines.append(part("card-kept", count=len(kept)))
    return lines


def _from(ticket: Ticket, view: View, facts: Facts) -> Part:
    """Who reports it, as far as this reader may know: never a name of a resident."""
    if ticket.origin == Origin.PATROL:
        return part("card-from-patrol", who=facts.filer or "")
    if not view.open_text and (ticket.against or not view.in_group):
        return part("card-from-anonymous")  # a group hears no more than its people
    if ticket.origin == Origin.WALK_IN:
        return part("card-from-walk_in", who=facts.filer or "")
    sealed = view.sealed and not view.in_group
    return part("card-from-sealed" if sealed else "card-from-resident")


def _voices(ticket: Ticket) -> list[Part]:
    """How many say it, and which one it may be the same as."""
    lines = []
    if ticket.incident:
        lines.append(part("card-incident", count=ticket.households))
    elif ticket.households > 1:
        lines.append(part("card-households", count=ticket.households))
    if ticket.alike and ticket.status is not Status.MERGED:
        lines.append(part("card-alike", code=ticket.alike))
    return lines


def _state(deps: Deps, ticket: Ticket, facts: Facts, staff: Directory) -> list[Part]:
    who = facts.holder or ""
    if ticket.held_until:
        return [part("card-held", who=who, until=moment(ticket.held_until))]
    if ticket.status is Status.HANDLING:
        late = ticket.fix_due < deps.now() and not waits_for_part(staff)
        key = "card-handling-late" if late else "card-handling"
        lines = [part(key, who=who, due=moment(ticket.fix_due))]
        return lines + ([part("card-eta", eta=moment(ticket.eta_at))] if ticket.eta_at else [])
    if ticket.status is Status.QUEUED and ticket.accept_due < deps.now():
        return [part("card-overdue")]
    if ticket.status is Status.QUEUED:
        return [part("card-due", due=moment(ticket.accept_due))]
    return [part(f"card-{ticket.status}", who=who)]


def _why(deps: Deps, ticket: Ticket, view: View, facts: Facts) -> list[Part]:
    """Why you: the line of the split, words that led there if they tell anything, and how it was
    last time."""
    line = word(ticket.reasons[0])
    lines = [part("card-why", line=line)]
    words = list(filter(deps.rules.catalogue.tells, ticket.reasons[1:]))
    if view.open_text and words:
        lines = [part("card-why-words", line=line, words={"$join": words})]
    if facts.precedent and ticket.status in WORKING:
        lines.append(part("card-precedent", side=word(f"side-{facts.precedent}")))
    return lines


def _done_so_far(ticket: Ticket, view: View, facts: Facts) -> list[Part]:
    """The last deeds. Who has it now stands above already."""
    lines = [deed.line if view.open_text else deed.bare for deed in facts.done]
    taken = [n for n, deed in enumerate(facts.done) if deed.kind == "accept"]
    if ticket.status is Status.HANDLING and taken:
        del lines[taken[-1]]
    return lines
