"""What a resident reads when her message was taken: code, who has it, by when she hears,
and the one question that is still open."""

from dataclasses import replace

from db.models import Person, Ticket
from db.session import Work
from domain.catalogue import Kind
from domain.elder import is_elder
from domain.kin import is_by_text
from domain.lifecycle import Action
from domain.press import Press
from domain.said import Button, Part, Rows, category_name, moment, part
from workflows import cards, dwelling, own_card, owning, recurring
from workflows.alike import buttons_about, lines_about
from workflows.asking import MOST_CHOICES as MOST_CHOICES
from workflows.asking import choices, which_of_several
from workflows.asking import compound_buttons as compound_buttons
from workflows.asking import where_is_needed as where_is_needed
from workflows.asking import where_question as where_question
from workflows.deps import DIALOG_WINDOW, Deps
from workflows.privacy import told_at_first
from workflows.report import Report, Taken
from workflows.sealing import is_sealed
from workflows.speech import Message, Priority, say


async def say_taken(work: Work, deps: Deps, report: Report, taken: list[Taken]) -> None:
    """One warm sentence with code, who has it and by when she hears, and whether others say the
    same; then what is unclear."""
    lines = [line for one in taken for line in _taken_lines(deps, one)]
    if len(taken) > 1:
        lines.insert(0, part("taken-several", count=len(taken)))
    if report.meaning.kind is Kind.SUGGESTION:
        lines.append(part("taken-suggestion"))
    if any(is_sealed(one.ticket) for one in taken):
        lines.append(part("taken-sealed"))
    if report.meaning.perhaps_danger:
        phones = deps.rules.catalogue.unnamed_danger.phones
        key = "danger-perhaps-text" if is_by_text(report.person.about) else "danger-perhaps"
        lines.append(part(key, phones={"$join": list(phones)}))
    first = taken[0].ticket
    rows = (buttons_about(one.ticket, one.alike, one.main) for one in taken)
    buttons: Rows = next(filter(None, rows), ())
    if not buttons:  # one question at a time, and that one knows what it is about
        asked, buttons = what_is_unclear(deps, report, taken)
        lines += asked
    if not (buttons and is_elder(report.person.lang)):
        buttons = (*buttons, *_put_right(deps, report, taken, buttons))
    in_danger = report.meaning.life_safety or any(one.ticket.level == "L0" for one in taken)
    asks = bool(buttons)
    is_card = len(taken) == 1 and report.filed is None
    if is_card and not asks:
        buttons = own_card.track_button(first)
    if report.is_first and not in_danger:
        told, ask = told_at_first(asks=asks)
        lines, buttons = [*lines, *told], (*buttons, *ask)
    urgent = Priority.PAGE if report.meaning.life_safety else Priority.ANSWER
    message = Message(tuple(lines), buttons, ticket=first.id, priority=urgent)
    if is_card:
        message = replace(message, kind=own_card.CARD)
    await say(work, deps, [report.address], message)


def what_is_unclear(deps: Deps, report: Report, taken: list[Taken]) -> tuple[list[Part], Rows]:
    """The one question that is still open about the new tickets, with its buttons."""
    first = taken[0].ticket
    if asked := _which_category(deps, report, taken):
        return asked
    if codes := dwelling.meant_by(report).unclear:
        return dwelling.ask_whose(first, codes)
    if where_is_needed(deps, first):
        expect_place(deps, report.writer, first)
        line, buttons = where_question(deps, first)
        return [line], buttons
    return [], ()


def _which_category(
    deps: Deps, report: Report, taken: list[Taken]
) -> tuple[list[Part], Rows] | None:
    """Of several matters the least sure is asked about, the others after it."""
    matters = report.meaning.matters
    doubted = [
        (matter.confidence, one.ticket, matter.choices)
        for one, matter in zip(taken, matters, strict=True)
        if one.ticket.unsure and matter.choices and not one.main
    ]
    if not doubted:
        return None
    _, ticket, codes = min(doubted, key=lambda one: one[0])
    if len(taken) == 1:
        return [part("ask-category")], choices(ticket, codes)
    line, rows = which_of_several(deps, ticket, codes)
    return [line], rows


def _put_right(deps: Deps, report: Report, taken: list[Taken], asked: Rows) -> Rows:
    """Taps for what may have been misunderstood."""
    apart = [one.ticket for one in taken if not one.main]
    if len(taken) > 1:
        return (*_one_after_all(deps, apart), *_not_that_kind(deps, apart, asked))
    return _not_to_be_done(report, apart)


def _one_after_all(deps: Deps, opened: list[Ticket]) -> Rows:
    """One tap puts right what was cut in two though it is one matter; it can be taken back."""
    return tuple(
        (
            Button(
                "button-one-matter",
                Press(Action.MERGE, opened[0].id, str(other.id)),
                (("code", cards.code_of(deps.rules, other)),),
            ),
        )
        for other in opened[1:]
    )


def _not_to_be_done(report: Report, opened: list[Ticket]) -> Rows:
    """One tap for whoever only said something, or asked after an earlier matter, where it might be
    no request. It is open until then."""
    if report.filed or not opened:
        return ()
    instead, number, offered = set(report.meaning.perhaps), opened[0].id, []
    if instead - {Kind.CHAT}:
        offered.append(Button("button-earlier", Press(Action.WITHDRAW, number, owning.EARLIER)))
    if Kind.CHAT in instead:
        offered.append(Button("button-only-said", Press(Action.WITHDRAW, number)))
    return tuple((button,) for button in offered)


def _not_that_kind(deps: Deps, opened: list[Ticket], asked: Rows) -> Rows:
    """One tap on what was taken for something else; what is asked about anyway has its own."""
    about = {button.press.ticket for row in asked for button in row}
    wrong = [
        Button(
            "button-wrong-category",
            Press("kind", one.id),
            (("code", cards.code_of(deps.rules, one)),),
        )
        for one in opened
        if len(opened) > 1 and one.id not in about
    ]
    return tuple(tuple(wrong[at : at + 2]) for at in range(0, len(wrong), 2))


def _taken_lines(deps: Deps, one: Taken) -> tuple[Part, ...]:
    about = lines_about(deps, one.ticket, one.alike, one.main)
    again = recurring.line_about(deps, one.earlier)
    return about if one.main else (_taken_line(deps, one.ticket), *again, *about)


def _taken_line(deps: Deps, ticket: Ticket) -> Part:
    return part(
        "taken",
        code=cards.code_of(deps.rules, ticket),
        category=category_name(ticket.category),
        who=cards.post_words(deps.rules, ticket.lead_unit, ticket.lead_role),
        due=moment(ticket.promised_at),
    )


def expect_place(deps: Deps, person: Person, ticket: Ticket) -> None:
    """The next short message that names a place is the answer."""
    until = (deps.now() + DIALOG_WINDOW).isoformat()
    person.expects = {"kind": "place", "ticket": ticket.id, "until": until}
