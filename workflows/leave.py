"""请假: a member of the staff is away for a while, and a colleague may stand in for them. What
becomes of the tickets they have in hand is in standing_in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from db import absences, people
from db.models import Person
from db.roster import Staffer
from db.session import Work
from db.time_rows import Absence
from domain.errors import Refusal
from domain.people import Post, Role
from domain.press import Press
from domain.said import Button, Part, moment, part, weekday, word
from workflows import cards, reach
from workflows.choosing import MORE, colleague_rows, start_in
from workflows.deps import Deps
from workflows.speech import Address, Message, say

SPANS = ("today", "tomorrow", "three", "week", "open")
"""For how long, as offered on buttons."""

DAYS = {"today": 1, "three": 3, "week": 7}
NOBODY = "none"

BACK_OF_ANOTHER = "leave-until-other"
"""How the return of somebody is called to a colleague, where no day was named."""

Colleagues = tuple[Staffer, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when; `until` None: until they are back."""

    since: datetime
    until: datetime | None


def span_of(deps: Deps, choice: str) -> Span:
    """What a button stands for. A day ends at midnight here."""
    now = deps.now()
    midnight = datetime.combine(now.astimezone(deps.rules.zone).date(), time(), deps.rules.zone)
    if choice == "tomorrow":
        return Span(midnight + timedelta(days=1), midnight + timedelta(days=2))
    days = DAYS.get(choice)
    return Span(now, midnight + timedelta(days=days) if days else None)


async def say_leave(work: Work, deps: Deps, person: Person, to: Address) -> None:
    """/leave: for how long? Whoever is away already is told so."""
    lines = [part("leave-ask")]
    standing = await absences.newest_of(work, person.id)
    if standing and _counts(standing, deps.now()):
        lines.insert(0, part("leave-standing", **_when(deps, standing.since, standing.until)))
    buttons = [Button(f"button-leave-{span}", Press("leave", 0, span)) for span in SPANS]
    rows = (tuple(buttons[:2]), tuple(buttons[2:4]), tuple(buttons[4:]))
    await say(work, deps, [to], Message(tuple(lines), rows))


async def press_leave(work: Work, deps: Deps, person: Person, choice: str | None) -> Part:
    """A tap on the way: for how long, then who stands in."""
    span, _, deputy = (choice or "").partition(".")
    posts = await own_posts(work, person.id)
    if span not in SPANS or not posts:
        raise Refusal("refuse-button")
    found = await colleagues(work, deps, person.id, posts, span_of(deps, span))
    step, _, start = deputy.partition(".")
    if found and step in ("", MORE):
        await _ask_deputy(work, deps, person, span, (found, start_in(start)))
        return part("toast-leave-deputy")
    chosen = next((one for one in found if str(one.person_id) == deputy), None)
    if chosen is None and deputy not in ("", NOBODY):
        raise Refusal("refuse-button")
    await go(work, deps, person, span_of(deps, span), chosen)
    return part("toast-leave")


async def own_posts(work: Work, person_id: int) -> frozenset[Post]:
    """The posts a person holds of their own."""
    return frozenset(Post(m.unit, m.role) for m in await people.memberships(work, person_id))


async def colleagues(
    work: Work, deps: Deps, person_id: int, posts: frozenset[Post], span: Span
) -> tuple[Staffer, ...]:
    """Who could stand in: colleagues of the same units who are there as it begins; for the first
    person responsible of a unit, or with no colleague, those of the unit above as well."""
    org = deps.rules.org
    units = {post.unit for post in posts if post.unit in org.units}
    above = {org.units[unit].parent for unit in org.led_by(posts)}
    here = await _others(work, units, person_id, span.since)
    if above or not here:
        above |= {org.units[unit].parent for unit in units if not here}
        here += await _others(work, [unit for unit in above if unit], person_id, span.since)
    return tuple({one.person_id: one for one in here}.values())


async def _others(work: Work, units: Iterable[str], person_id: int, at: datetime) -> list[Staffer]:
    roster = await people.roster_of(work)
    return [
        one
        for one in roster.staff_at(units)
        if one.person_id != person_id
        and one.post.role is not Role.VOLUNTEER
        and not roster.is_away(one.person_id, at)
    ]


async def _ask_deputy(
    work: Work, deps: Deps, person: Person, span: str, shown: tuple[tuple[Staffer, ...], int]
) -> None:
    """`shown`: all who could, and from which one on they are offered."""
    found, start = shown
    nobody = Button("button-leave-nobody", Press("leave", 0, f"{span}.{NOBODY}"))
    rows = colleague_rows(
        found,
        lambda one: Press("leave", 0, f"{span}.{one}"),
        lambda further: Press("leave", 0, f"{span}.{MORE}.{further}"),
        start,
    )
    to = await reach.person_addresses(work, person.id)
    await say(work, deps, to, Message((part("leave-ask-deputy"),), (*rows, (nobody,))))


async def go(work: Work, deps: Deps, person: Person, span: Span, deputy: Staffer | None) -> None:
    """Write it down and tell all whom it concerns. A new absence ends the one before it."""
    await _end(work, deps, person.id)
    number = deputy.person_id if deputy else None
    work.add(Absence(person_id=person.id, since=span.since, until=span.until, deputy_id=number))
    await work.flush()
    lines = [part("leave-set", **_when(deps, span.since, span.until))]
    if deputy:
        who = cards.person_words(deputy.name, deputy.post.role)
        lines.append(part("leave-set-deputy", who=who))
        when = _when(deps, span.since, span.until, BACK_OF_ANOTHER)
        await _tell_deputy(work, deps, person, deputy.person_id, when)
    lines += await _last_ones(work, deps, person, span)
    lines.append(part("leave-set-back"))
    to = await reach.person_addresses(work, person.id)
    await say(work, deps, to, Message(tuple(lines)))


async def _tell_deputy(
    work: Work, deps: Deps, person: Person, deputy: int, when: dict[str, object]
) -> None:
    roles = sorted(post.role for post in await own_posts(work, person.id))
    who = cards.person_words(person.name, roles[0])
    line = part("leave-stand-in", who=who, **when)
    await say(work, deps, await reach.person_addresses(work, deputy), Message((line,), hold=True))


async def _last_ones(work: Work, deps: Deps, person: Person, span: Span) -> list[Part]:
    """Warn of each post that is empty then, and tell whoever its tickets go to."""
    lines = []
    for post in sorted(await own_posts(work, person.id), key=lambda p: (p.unit, p.role)):
        if post.unit not in deps.rules.org.units:
            continue
        staff = await reach.directory_of(work, deps, (post.unit,), span.since)
        ladder = deps.rules.org.ladder(post)
        rung, found = staff.first_manned(ladder, {})
        if rung == 0 and found:
            continue
        where = cards.post_words(deps.rules, post.unit, post.role)
        if not found:
            lines.append(part("leave-last-of-all", post=where))
            continue
        upper = cards.post_words(deps.rules, ladder[rung].unit, ladder[rung].role)
        lines.append(part("leave-last", post=where, upper=upper))
        when = _when(deps, span.since, span.until, BACK_OF_ANOTHER)
        told = part("leave-last-told", post=where, **when)
        await say(work, deps, reach.addresses(found), Message((told,), hold=True))
    return lines


async def come_back(work: Work, deps: Deps, person: Person, to: Address) -> None:
    """/back: the absence ends now, also one that was only planned."""
    ended = await _end(work, deps, person.id)
    if ended is None:
        await say(work, deps, [to], Message((part("back-none"),)))
        return
    lines = [part("back-done")] if person.on_duty else [part("back-done"), part("duty-off")]
    await say(work, deps, [to], Message(tuple(lines)))
    if ended.deputy_id:
        roles = sorted(post.role for post in await own_posts(work, person.id))
        line = part("back-told", who=cards.person_words(person.name, roles[0] if roles else None))
        told = await reach.person_addresses(work, ended.deputy_id)
        await say(work, deps, told, Message((line,), hold=True))


async def _end(work: Work, deps: Deps, person_id: int) -> Absence | None:
    """End the absence that counts, if it is not over; returns it."""
    standing = await absences.newest_of(work, person_id)
    if standing is None or not _counts(standing, deps.now()):
        return None
    standing.until = max(standing.since, deps.now())
    return standing


def _counts(absence: Absence, now: datetime) -> bool:
    """Whether it is still going on or to come."""
    return absence.until is None or absence.until > max(now, absence.since)


def _when(
    deps: Deps, since: datetime, until: datetime | None, back: str = "leave-until-back"
) -> dict[str, object]:
    """From when to when, in words: whole days are said as days, the last one included. `back`: how
    an end that is not known yet is called to whoever reads it."""
    zone = deps.rules.zone
    begins, ends = since.astimezone(zone), until.astimezone(zone) if until else None
    said = _day(begins) if begins.time() == time() else moment(since)
    return {"since": said, "until": _until(begins, ends) or word(back)}


def _until(begins: datetime, ends: datetime | None) -> dict[str, object] | dict[str, str] | None:
    if ends is None:
        return None
    if ends.time() != time():
        return moment(ends)
    last = ends - timedelta(days=1)  # no time of day was named
    if last.date() <= begins.date():
        return word("leave-that-day")
    return word("leave-through", day=_day(last))


def _day(at: datetime) -> dict[str, object]:
    """A day as it is still right tomorrow."""
    return word("leave-day", month=str(at.month), day=str(at.day), weekday=weekday(at))
