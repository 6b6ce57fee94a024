"""What a resident does with her own ticket: add, correct, urge, withdraw. Her last word is in
rating."""

from collections.abc import Mapping
from dataclasses import replace

from db import deferrals, tickets
from db.models import Person, Ticket
from db.session import Work
from domain.errors import Refusal
from domain.ladder import period_of_urge
from domain.lifecycle import OPEN, Action, Relation, Status, refusal_key
from domain.place import Place
from domain.said import Part, Rows, category_name, moment, part, word
from domain.sight import is_accused
from domain.split import assign
from workflows import announcing, cards, dwelling, handling, merging, parts, reach, supervising
from workflows.alike import compare_again, place_it
from workflows.answering import compound_buttons, expect_place, where_is_needed
from workflows.clockwork import hush_of, note, policy_of, restart
from workflows.deps import Deps
from workflows.dispatch import dispatch, page_list, supporters
from workflows.learn import learn_correction
from workflows.open_ticket import take_assignment
from workflows.report import Report
from workflows.speech import Address, Message, Priority, say


async def check(work: Work, deps: Deps, ticket: Ticket, action: Action, person: Person) -> None:
    """Raises Refusal when somebody may not do this now as the resident of a ticket, or for her."""
    mine = [Relation.OWNER] if ticket.owner_id == person.id else []
    mine += [Relation.FILER] if await reach.passes_on(work, deps, ticket, person.id) else []
    key = refusal_key(ticket.status, action, mine)
    if key:
        raise Refusal(key, code=cards.code_of(deps.rules, ticket))


async def check_not_accused(work: Work, deps: Deps, ticket: Ticket, person: Person) -> None:
    """Raises Refusal to a colleague of the side she complains about: they do not speak for her."""
    if ticket.against is None or ticket.owner_id == person.id:
        return
    posts = await handling.posts_of(work, deps, person.id)
    against, org = (ticket.against, ticket.community), deps.rules.org
    if any(is_accused(org, *against, post.unit) for post in posts):
        raise Refusal("refuse-walkin-accused", code=cards.code_of(deps.rules, ticket))


async def add(work: Work, deps: Deps, ticket: Ticket, report: Report) -> None:
    """More words or photos for a ticket that is open already. Moves no deadline."""
    await check(work, deps, ticket, Action.ADD, report.person)
    incoming = report.incoming
    media = [m.to_json() for m in incoming.media]
    ticket.media = [*ticket.media, *media]
    values = {"text": incoming.text, "media": media, "from": report.thread}
    note(work, ticket, deps.now(), "add", person=report.person.id, **values)
    code = cards.code_of(deps.rules, ticket)
    await tell_staff(work, deps, ticket, report)
    await cards.refresh(work, deps, ticket, await reach.directory(work, deps, ticket))
    await say(work, deps, [report.address], Message((part("said-added", code=code),)))


async def tell_staff(
    work: Work, deps: Deps, ticket: Ticket, report: Report, key: str = "staff-added"
) -> None:
    """Whoever has the ticket, as far as they may read her words, reads what has come."""
    main, incoming = await tickets.main_of(work, ticket), report.incoming
    if cards.shielded(main, main.lead_unit):
        return
    staff = await reach.directory(work, deps, main)
    to = _who_may_read(deps, main, staff, await _responsible(work, deps, main, staff))
    words = incoming.text or word("relay-look")
    line = part(key, code=cards.code_of(deps.rules, main), text=words)
    priority = Priority.PAGE if main.policy["pages_all"] else Priority.ANSWER
    message = Message((line,), ticket=main.id, media=incoming.media, priority=priority)
    await say(work, deps, to, message)


async def _responsible(
    work: Work, deps: Deps, ticket: Ticket, staff: reach.Directory
) -> list[Address]:
    """The chats of whoever has the ticket, else of the desk it waits at; of a danger to life that
    nobody has taken, of everybody who was paged."""
    if ticket.handler_id:
        return await reach.person_addresses(work, ticket.handler_id)
    if ticket.policy["pages_all"]:
        paged = page_list(deps, ticket, staff)
        return reach.addresses(one for one in staff.staff if one.person_id in paged)
    return reach.addresses(staff.on_duty(reach.lead_post(ticket), ticket.place))


def _who_may_read(
    deps: Deps, ticket: Ticket, staff: reach.Directory, to: list[Address]
) -> list[Address]:
    """Those chats whose people may see the resident's own words."""
    hidden = {
        (member.channel, member.chat)
        for member in staff.staff
        if not cards.view_of(deps.rules, ticket, member.person_id, staff).open_text
    }
    return [address for address in to if (address.channel, address.chat) not in hidden]


async def correct(
    work: Work, deps: Deps, ticket: Ticket, person: Person, category_code: str
) -> Part:
    """The resident says which it is: the category and, if the split says so, the desk change.
    The accept clock starts anew only for a new desk; level and promised dates stay."""
    if ticket.status in (Status.HANDLING, Status.RULING):
        return await _tell_category(work, deps, ticket, person, category_code)
    await check(work, deps, ticket, Action.CORRECT, person)
    if ticket.ruled:
        raise Refusal("refuse-ruled", code=cards.code_of(deps.rules, ticket))
    category = deps.rules.catalogue.find_category(category_code)
    if category is None:
        raise Refusal("refuse-button")
    ticket.category, ticket.route, ticket.unsure = category.code, category.route, False
    ticket.against = against_of(deps, category.code) or ticket.against
    ticket.kind = "suggestion" if category.code == "suggestion" else "request"
    note(work, ticket, deps.now(), "correct", person=person.id, category=category.code)
    await learn_correction(work, deps, ticket)
    place_it(deps, ticket)
    await redirect(work, deps, ticket)
    line = part(
        "owner-corrected",
        category=category_name(category.code),
        code=cards.code_of(deps.rules, ticket),
        due=moment(ticket.promised_at),
        who=cards.post_words(deps.rules, ticket.lead_unit, ticket.lead_role),
    )
    lines = [line]
    buttons: Rows = ()
    if where_is_needed(deps, ticket):
        lines.append(part("ask-place"))
        buttons = compound_buttons(deps, ticket)
        expect_place(deps, person, ticket)
    await handling.tell_owner(work, deps, ticket, tuple(lines), buttons=buttons)
    await compare_again(work, deps, ticket, await reach.owner_addresses(work, deps, ticket))
    return part("toast-corrected")


async def _tell_category(work: Work, deps: Deps, ticket: Ticket, person: Person, code: str) -> Part:
    """Somebody has it in hand already: what she says is a note to them, and moves nothing."""
    await check(work, deps, ticket, Action.ADD, person)
    if deps.rules.catalogue.find_category(code) is None:
        raise Refusal("refuse-button")
    note(work, ticket, deps.now(), "add", person=person.id, category=code, text="", media=[])
    values = {"code": cards.code_of(deps.rules, ticket), "category": category_name(code)}
    if not cards.shielded(ticket, ticket.lead_unit):
        staff = await reach.directory(work, deps, ticket)
        to = await _responsible(work, deps, ticket, staff)
        line = part("staff-says-category", **values)
        await say(work, deps, to, Message((line,), ticket=ticket.id))
    await handling.tell_owner(work, deps, ticket, (part("owner-category-noted", **values),))
    return part("toast-done")


def against_of(deps: Deps, category: str) -> str | None:
    """Whom a category complains about, of those who might have to judge it."""
    rules = deps.rules.catalogue.rules
    named = (r.against for r in rules if r.category == category)
    return next((whom for whom in named if whom in ("property", "community")), None)


async def set_place(work: Work, deps: Deps, ticket: Ticket, report: Report, place: Place) -> None:
    """The answer to "where do you live?": remembered as home, and the ticket goes to the people
    of that place. While the compound is still unknown, it is asked once more, by buttons."""
    known = {name: value for name, value in place.to_json().items() if value}
    await placed(work, deps, ticket, report.person, known)


async def at_compound(
    work: Work, deps: Deps, ticket: Ticket, person: Person, compound: str
) -> Part:
    """The resident tapped the compound it is about."""
    await check(work, deps, ticket, Action.ADD, person)
    if compound not in deps.rules.org.compounds:
        raise Refusal("refuse-button")
    await placed(work, deps, ticket, person, {"compound": compound})
    return part("toast-placed")


async def placed(
    work: Work, deps: Deps, ticket: Ticket, person: Person, known: Mapping[str, str | None]
) -> None:
    """It is known where it is: remembered, said, and asked on where that is not enough."""
    if person.expects and person.expects["kind"] == "place":  # nothing else they were asked for
        person.expects = None
    await take_place(work, deps, ticket, known)
    dwelling.remember(person, ticket, ticket.place)
    for other in await tickets.of_owner(work, person.id) if ticket.origin is None else ():
        same = other.whose == ticket.whose and other.id != ticket.id
        if same and other.status in OPEN and not other.place.get("compound"):
            await take_place(work, deps, other, ticket.place)
    lines = [
        part(
            "owner-placed",
            code=cards.code_of(deps.rules, ticket),
            place=cards.place_words(deps.rules, ticket) or "",
            who=cards.post_words(deps.rules, ticket.lead_unit, ticket.lead_role),
        )
    ]
    buttons: Rows = ()
    if where_is_needed(deps, ticket):
        buttons = compound_buttons(deps, ticket)
        lines.append(part("ask-compound" if buttons else "ask-place"))
        expect_place(deps, person, ticket)
    await handling.tell_owner(work, deps, ticket, tuple(lines), buttons=buttons)
    await compare_again(work, deps, ticket, await reach.owner_addresses(work, deps, ticket))


async def take_place(
    work: Work, deps: Deps, ticket: Ticket, known: Mapping[str, str | None]
) -> None:
    """Write onto a ticket where it is. One that waits goes to the people of that place."""
    known = {name: value for name, value in known.items() if value}
    kept = ticket.place
    if known.get("building", kept.get("building")) != kept.get("building"):
        kept = {**kept, "unit": None, "floor": None, "room": None}  # those of another house
    ticket.place = kept | known
    place_it(deps, ticket)
    note(work, ticket, deps.now(), "place", person=ticket.owner_id)
    if ticket.status is Status.QUEUED:
        await redirect(work, deps, ticket)
        return
    staff = await reach.directory(work, deps, ticket)
    await _tell_place(work, deps, ticket, staff)
    await cards.refresh(work, deps, ticket, staff)


async def _tell_place(work: Work, deps: Deps, ticket: Ticket, staff: reach.Directory) -> None:
    """Somebody is on their way already: they hear where to, as far as they may know it."""
    if ticket.status not in (Status.HANDLING, Status.RULING):
        return
    place = cards.place_words(deps.rules, ticket, room=not cards.shielded(ticket, ticket.lead_unit))
    values = {"code": cards.code_of(deps.rules, ticket), "place": place or ""}
    message = Message((part("staff-says-place", **values),), ticket=ticket.id)
    await say(work, deps, await _responsible(work, deps, ticket, staff), message)


async def redirect(work: Work, deps: Deps, ticket: Ticket) -> None:
    """Send the ticket where the split now says; a new desk gets a new accept clock. With the
    same desk only a new support or watcher is told."""
    before, beside = reach.lead_post(ticket), reach.support_post(ticket)
    found = assign(deps.rules.org, ticket.route, ticket.against, ticket.place.get("compound"))
    take_assignment(ticket, found)
    ticket.reasons = [found.why, *ticket.reasons[1:]]
    support = reach.support_post(ticket)
    if beside and support != beside:
        await parts.end(work, ticket)
    staff = await reach.directory(work, deps, ticket)
    if reach.lead_post(ticket) == before:
        if support and support != beside:
            staff = replace(staff, part=await parts.begin(work, deps, ticket))
            people = tuple(supporters(deps, ticket, staff))
            await cards.show(work, deps, ticket, staff, people)
            await cards.show_media(work, deps, ticket, staff, people)
        await cards.refresh(work, deps, ticket, staff)
        return
    await tickets.cancel_timers(work, ticket.id, "accept")
    ticket.cycle += 1
    ticket.rung = ticket.base_rung = 0
    restart(work, deps, ticket, "accept")
    await cards.refresh(work, deps, ticket, staff)
    await dispatch(work, deps, ticket)


async def urge_latest(work: Work, deps: Deps, report: Report) -> None:
    """ "催" without a code means the newest open ticket; without one, nothing is made up."""
    mine = await tickets.of_owner(work, report.person.id, limit=1)
    if not mine:
        await say(work, deps, [report.address], Message((part("urge-none"),)))
        return
    ticket = await tickets.lock(work, mine[0].id)
    if ticket is None:
        raise Refusal("refuse-unknown-ticket")
    line = await urge(work, deps, ticket, report.person)
    await say(work, deps, [report.address], Message((line,), ticket=ticket.id))


async def urge(work: Work, deps: Deps, ticket: Ticket, person: Person) -> Part:
    """催办: passed on once per period, answered with a fact of the ticket."""
    await check(work, deps, ticket, Action.URGE, person)
    code = cards.code_of(deps.rules, ticket)
    ticket = await tickets.main_of(work, ticket)
    now = deps.now()
    staff = await reach.directory(work, deps, ticket)
    last = await tickets.last_event(work, ticket.id, "urge")
    fresh = last is None or now - last.at >= period_of_urge(policy_of(ticket))
    if fresh:
        note(work, ticket, now, "urge", person=person.id)
        line = part(
            "staff-urged", code=cards.code_of(deps.rules, ticket), due=moment(ticket.promised_at)
        )
        await say(
            work,
            deps,
            await _responsible(work, deps, ticket, staff),
            Message(
                (line,),
                ticket=ticket.id,
                priority=Priority.REMINDER,
                hold=hush_of(deps, ticket),
                topic="urge",
            ),
        )
    who = cards.holder_words(ticket, staff) or cards.post_words(
        deps.rules, ticket.lead_unit, ticket.lead_role
    )
    key = "owner-urged" if fresh else "owner-urged-before"
    return part(
        "owner-urged-late" if ticket.promised_at < now else key,
        code=code,
        who=who,
        due=moment(ticket.promised_at),
    )


async def withdraw(work: Work, deps: Deps, ticket: Ticket, person: Person) -> Part:
    """撤回: the resident needs nothing any more. Whoever had it is told."""
    await check(work, deps, ticket, Action.WITHDRAW, person)
    await check_not_accused(work, deps, ticket, person)
    staff = await reach.directory(work, deps, ticket)
    main = await tickets.main_of(work, ticket)
    if main is ticket:
        if not ticket.merged:
            announcing.tell(work, deps, ticket, "news-called-off")
        await merging.hand_over(work, deps, ticket)
    handling.move(ticket, Action.WITHDRAW)
    told = part("staff-withdrawn", code=cards.code_of(deps.rules, ticket))
    to = await reach.person_addresses(work, ticket.handler_id)
    await say(work, deps, to, Message((told,), ticket=ticket.id))
    ticket.closed_at, ticket.verdict = deps.now(), "withdrawn"
    if main is not ticket:
        await merging.leave(work, deps, main, ticket, person.id)
    note(work, ticket, deps.now(), "withdraw", person=person.id)
    await supervising.leave_list(work, deps, ticket, "withdrawn")
    await tickets.cancel_timers(work, ticket.id)
    await deferrals.lapse(work, ticket.id, deps.now())
    await cards.refresh(work, deps, ticket, staff)
    return part("owner-withdrawn", code=cards.code_of(deps.rules, ticket))
