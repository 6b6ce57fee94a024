"""An office brings its sheet: what it changes (`look`), and making it so in one transaction
(`take_in`), all of it or nothing. Where the sheet is read is in bot."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from db import in_hand, organisation, people, sheet_rows, tickets
from db.in_hand import Hand
from db.models import GroupPurpose, Invite, Membership, Person
from db.session import Work, is_collision
from domain.codes import new_invite_code
from domain.org import Organisation
from domain.org_document import to_document
from domain.own_categories import to_rows
from domain.people import Post, Role
from domain.sheet import Sheet
from workflows import reach
from workflows.audit import nobody_accountable
from workflows.chairing import pass_rulings_on
from workflows.compare_sheet import Plan, look
from workflows.deps import Deps, Rules
from workflows.dispatch import dispatch
from workflows.hand_over import Moving, fit_for, move
from workflows.put_back import LEFT, put_back
from workflows.shifts import set_shifts, today_of

MOST_COLLISIONS = 5

Watch = Callable[[str, int, int], None]
"""Is told of a step by its name, how much of it is done, and how much there is."""

Remake = Callable[[Organisation], Rules]
"""The rules of this installation for another organisation."""


class SheetRefused(Exception):
    """The sheet cannot be taken in as things stand; nothing was changed."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class ChangedMeanwhile(Exception):
    """What the sheet would change is no longer what was shown; nothing was changed."""


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of it: tickets that went back to their queue, and to a deputy."""

    queued: int = 0
    passed: int = 0


async def take_in(
    deps: Deps, sheet: Sheet, remake: Remake, shown: Plan | None, watch: Watch
) -> TakenIn:
    """Make it so. `shown`: what somebody said yes to. Raises SheetRefused or ChangedMeanwhile."""
    for tries in range(1, MOST_COLLISIONS + 1):
        try:
            done = await _take_in(deps, sheet, remake, shown, watch)
        except Exception as error:
            if tries == MOST_COLLISIONS or not is_collision(error):
                raise
        else:
            break
    async with deps.begin() as work:
        await people.roster_of(work)  # this process follows at once, others when they look
    deps.wake()
    return done


async def _take_in(
    deps: Deps, sheet: Sheet, remake: Remake, shown: Plan | None, watch: Watch
) -> TakenIn:
    async with deps.begin() as work:
        await organisation.lock(work)
        plan = await look(work, deps, sheet)
        if plan.moves_tickets:
            await organisation.hold_tickets(work)
            plan = await look(work, deps, sheet)  # as it is now that nothing moves
        if plan.problems:
            raise SheetRefused(plan.problems)
        if shown is not None and plan.changes != shown.changes:
            raise ChangedMeanwhile
        after = replace(deps, rules=remake(plan.org))
        before = {one.code for one in await nobody_accountable(work, deps)}
        deputies = await _deputies(work, deps, plan)
        numbers = await _write_people(work, after, plan, watch)
        await _write_invites(work, after, plan, numbers)
        await _write_desk(work, after, plan, numbers)
        await _close(work, after, plan)
        done = await _pass_on(work, after, plan, deputies)
        lost = [o.code for o in await nobody_accountable(work, after) if o.code not in before]
        if lost:
            raise SheetRefused((_lost(lost),))
        await work.commit()
    return done


def _lost(codes: list[str]) -> str:
    named = ", ".join(codes[:10]) + (" ..." if len(codes) > 10 else "")
    return (
        f"people: nobody who can be reached would be responsible for {len(codes)} open tickets "
        f"({named}). Let new colleagues use their codes first, then take the old ones off."
    )


async def _deputies(work: Work, deps: Deps, plan: Plan) -> dict[int, int]:
    """Who stands in just now for those who leave."""
    found = {}
    for person in sorted(plan.staffing.leavers):
        deputy = await people.deputy_of(work, person, deps.now())
        if deputy is not None and deputy not in plan.staffing.leavers:
            found[person] = deputy
    return found


async def _write_people(work: Work, deps: Deps, plan: Plan, watch: Watch) -> dict[str, int]:
    """Names and posts; returns everybody's key by number."""
    staffing = plan.staffing
    total = len(staffing.new) + len(staffing.gains)
    made: dict[str, int] = {}
    for batch in sheet_rows.batches(staffing.new):
        rows = [_person(deps, line.name, line.staff_no) for line in batch]
        made |= await sheet_rows.add_people(work, rows)
        watch("writing", len(made), total)
    named = [{"id": key, "staff_no": no, "name": name} for key, no, name in staffing.named]
    await sheet_rows.change_all(work, Person, named)
    numbers: dict[str, int] = dict(plan.numbers) | made
    numbers.update((no, key) for key, no, _ in staffing.named)
    await sheet_rows.delete_memberships(work, [one.membership_id for one in staffing.losses])
    done = len(made)
    for batch in sheet_rows.batches(staffing.gains):
        posts: list[dict[str, Any]] = [
            {"person_id": numbers[g.staff_no], "unit": g.unit, "role": g.role, "grid": g.grid}
            for g in batch
        ]
        await sheet_rows.write_all(work, Membership, posts)
        done += len(batch)
        watch("writing", done, total)
    grids = [{"id": key, "grid": grid} for key, grid in staffing.grids]
    await sheet_rows.change_all(work, Membership, grids)
    return numbers


def _person(deps: Deps, name: str, staff_no: str) -> dict[str, Any]:
    return {
        "name": name,
        "staff_no": staff_no,
        "lang": deps.rules.default_lang,
        "on_duty": True,
        "home": None,
        "expects": None,
        "created_at": deps.now(),
    }


async def _write_invites(work: Work, deps: Deps, plan: Plan, numbers: dict[str, int]) -> None:
    until = deps.now() + timedelta(days=deps.rules.invite_days)
    usual = {"expires_at": until, "used_at": None, "used_by": None}
    rows: list[dict[str, Any]] = [
        {
            "code": new_invite_code(),
            "unit": line.unit,
            "role": line.role,
            "purpose": None,
            "grid": line.grid,
            "name": line.name,
            "person_id": numbers[line.staff_no],
        }
        for line in plan.uncoded
    ]
    rows += [
        {
            "code": new_invite_code(),
            "unit": group.unit,
            "role": None,
            "purpose": GroupPurpose(group.purpose),
            "grid": None,
            "name": group.name,
            "person_id": None,
        }
        for group in plan.groups
    ]
    await sheet_rows.write_all(work, Invite, [row | usual for row in rows])


async def _write_desk(work: Work, deps: Deps, plan: Plan, numbers: dict[str, int]) -> None:
    today = today_of(deps)
    wanted: dict[str, list[tuple[date, int]]] = {}
    for one in plan.sheet.desk or ():
        if one.day >= today:
            wanted.setdefault(one.unit, []).append((one.day, numbers[one.staff_no]))
    for unit, days in wanted.items():
        await set_shifts(work, unit, days)
    held = {(post.person_id, post.unit) for post in plan.staffing.losses}
    stay = {(numbers[line.staff_no], line.unit) for line in plan.sheet.people or ()}
    await sheet_rows.leave_desk(work, sorted(held - stay), today)


async def _close(work: Work, deps: Deps, plan: Plan) -> None:
    """What is gone hears of nothing and is offered to nobody; then the new organisation counts."""
    closed = sorted(plan.closed)
    await sheet_rows.end_invites(work, plan.staffing.leavers, closed, deps.now())
    await sheet_rows.unbind(work, closed)
    if plan.is_new_org:
        before = await organisation.document(work) or {}  # what no sheet says stays
        document = {**before, **to_document(plan.org), "categories": to_rows(plan.categories)}
        await organisation.keep(work, document, deps.now())
    await work.flush()


async def _pass_on(work: Work, deps: Deps, plan: Plan, deputies: dict[int, int]) -> TakenIn:
    """What those have in hand who no longer have a post there goes to whoever stands in for them,
    as far as they may have it, else back to its queue."""
    queued = passed = 0
    posts: dict[int, set[Role]] = {}
    for post in plan.staffing.losses:
        posts.setdefault(post.person_id, set()).add(post.role)
    for batch in sheet_rows.batches(sorted(posts)):
        for person, hand in (await in_hand.lock_all_of(work, batch)).items():
            gone = hand
            if len(hand):
                gone = await _without_a_post(work, deps, person, hand, posts[person])
            if len(gone) and person in deputies:
                moving = Moving(person, deputies[person], "take_over")
                given = await fit_for(work, deps, gone, moving.taker)
                if len(given):
                    await move(work, deps, given, moving)
                gone = gone.without(given)
                passed += len(given)
            if len(gone):
                await put_back(work, deps, gone, LEFT)
                queued += len(gone)
    await _send_up(work, deps, {post.unit for post in plan.staffing.losses})
    await pass_rulings_on(work, deps, {Post(one.unit, one.role) for one in plan.staffing.losses})
    return TakenIn(queued, passed)


async def _send_up(work: Work, deps: Deps, units: set[str]) -> None:
    """What waits at a post where nobody is any more goes to the next above at once, not only when
    its limit is over: until then nobody could take it."""
    for ticket in await tickets.queued_at(work, units):
        staff = await reach.directory(work, deps, ticket)
        rung, found = staff.first_manned(reach.ladder_of(deps.rules, ticket), ticket.place)
        if found and rung > ticket.rung:
            await dispatch(work, deps, ticket)


async def _without_a_post(
    work: Work, deps: Deps, person: int, hand: Hand, lost: Collection[Role]
) -> Hand:
    """What somebody has no post for any more: a ticket at none of its units or above them, a
    supporting part at its own unit. Who was staff and is a volunteer now claims anew. `lost`: the
    roles that are gone."""
    org = deps.rules.org
    was_staff = any(role is not Role.VOLUNTEER for role in lost)
    posts = await people.memberships(work, person)
    units = {m.unit for m in posts if m.role is not Role.VOLUNTEER or not was_staff}

    def has_post(*starts: str | None) -> bool:
        return bool(units & {unit.code for start in starts for unit in org.above(start or "")})

    return Hand(
        tuple(t for t in hand.tickets if not has_post(t.lead_unit, t.community, t.support_unit)),
        tuple(one for one in hand.parts if not has_post(one[0].support_unit)),
    )
