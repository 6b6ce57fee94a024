"""No silent ticket: the audit finds every broken promise, and finds none in a running town."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.app import UnitsGone, check_database
from db.models import Account, Group, GroupPurpose, Membership, Ticket, Timer, TimerState
from db.time_rows import Absence
from domain.lifecycle import OPEN, Status
from domain.org import Organisation, Unit, UnitKind
from domain.people import Role
from tests.scenarios.test_two_sides_one_ticket import PASSAGE
from tests.support.town import photo
from workflows.audit import (
    AUDIT,
    BEHIND,
    STALE,
    TICK,
    Violation,
    audit,
    beat,
    find_gaps,
    heartbeats,
)

LAMP = "3号楼2单元楼道灯坏了，麻烦来修一下"


@pytest.fixture
async def resident(town):
    found = await town.resident()
    await found.says(LAMP)
    return found


async def code_of(town) -> str:
    return f"1118-{(await town.ticket()).id}"


async def change(town, model, **values) -> None:
    """Break something in every row of a table."""
    async with town.deps.begin() as work:
        for row in await town.rows(model):
            kept = await work.get(model, row.id)
            for key, value in values.items():
                setattr(kept, key, value)
        await work.commit()


async def test_an_empty_town_keeps_its_promises(town):
    assert await audit(town.deps) == ()


async def test_no_promise_is_broken_on_the_whole_way_of_a_ticket(town, resident):
    assert await audit(town.deps) == ()
    await town.property.presses("接单")
    assert await audit(town.deps) == ()
    await town.property.presses("办结")
    await town.property.says("换了新灯座", media=[photo()])
    assert (await town.ticket()).status is Status.DONE
    assert await audit(town.deps) == ()
    await resident.presses("没解决")
    assert await audit(town.deps) == ()
    await resident.sends_press(f"withdraw:{(await town.ticket()).id}")
    assert (await town.ticket()).status not in OPEN
    assert await audit(town.deps) == ()


async def test_no_promise_is_broken_when_nobody_answers_for_days(town, resident):
    for _ in range(6):
        await town.after(hours=20)
        assert await audit(town.deps) == ()


async def test_a_ticket_without_a_timer_is_found(town, resident):
    await change(town, Timer, state=TimerState.CANCELLED)
    assert await audit(town.deps) == (Violation("no-timer", await code_of(town)),)


async def test_a_ticket_without_a_date_is_found(town, resident):
    ticket = await town.ticket()
    await change(town, Ticket, promised_at=ticket.opened_at - timedelta(seconds=1))
    assert await audit(town.deps) == (Violation("no-date", await code_of(town)),)


async def test_a_ticket_merged_into_one_that_is_over_is_found(town, resident):
    await resident.says("5号楼电梯停了")
    first, second = await town.tickets()
    async with town.deps.begin() as work:
        (await work.get(Ticket, first.id)).status = Status.CLOSED
        merged = await work.get(Ticket, second.id)
        merged.status, merged.merged_into = Status.MERGED, first.id
        await work.commit()
    assert await audit(town.deps) == (Violation("merged-into-nothing", await code_of(town)),)


async def test_a_handler_who_is_away_leaves_it_to_the_ladder(town, resident):
    await town.property.presses("接单")
    away = await absent(town, "property")
    assert await audit(town.deps) == ()
    await town.off_duty("manager", "secretary", "street", "district")
    assert await audit(town.deps) == (Violation("nobody-accountable", await code_of(town)),)
    async with town.deps.begin() as work:
        (await work.get(Absence, away)).deputy_id = town.grid.person_id
        await work.commit()
    assert await audit(town.deps) == ()


async def absent(town, chat: str) -> int:
    async with town.deps.begin() as work:
        row = Absence(
            person_id=town.people[chat].person_id,
            since=town.clock.now(),
            until=None,
            deputy_id=None,
        )
        work.add(row)
        await work.commit()
        return row.id


async def test_a_branch_of_the_compound_is_somebody(town, resident):
    org = town.deps.rules.org
    branch = Unit("branch", "永安花园党支部", UnitKind.BRANCH, "yongan")
    compounds = tuple(
        replace(c, branch="branch", property=None) if c.code == "yongan-garden" else c
        for c in org.compounds.values()
    )
    wider = Organisation((*org.units.values(), branch), compounds, org.grids)
    deps = replace(town.deps, rules=replace(town.deps.rules, org=wider))
    await change(town, Ticket, lead_unit="yongan", lead_role=Role.GRID_WORKER)
    await town.off_duty(
        *("grid", "grid2", "property", "manager", "alliance", "secretary", "street", "district")
    )
    assert [one.promise for one in await audit(deps)] == ["nobody-accountable"]
    await town.staff("leader", "冯军", Role.SECRETARY, "branch")
    assert await audit(deps) == ()


# Posts


async def let_go(town, *chats: str) -> None:
    """Take their posts away, as no verb of the program does: nothing they have goes back."""
    gone = {town.people[chat].person_id for chat in chats}
    async with town.deps.begin() as work:
        for row in await town.rows(Membership):
            if row.person_id in gone:
                await work.delete(await work.get_one(Membership, row.id))
        await work.commit()


async def test_whoever_has_a_ticket_and_no_post_there_is_found(town, resident):
    await town.property.presses("接单")
    assert await audit(town.deps) == ()
    await let_go(town, "property")
    assert await audit(town.deps) == (Violation("handler-without-post", await code_of(town)),)
    await town.staff("elsewhere", "孙丽", Role.STAND_IN, "red-alliance")
    await change(town, Ticket, handler_id=town.elsewhere.person_id)
    assert await audit(town.deps) == (Violation("handler-without-post", await code_of(town)),)


async def test_whoever_is_above_or_stands_in_has_a_post_there(town, resident):
    await town.property.presses("接单")
    for chat in ("manager", "street", "grid"):
        await change(town, Ticket, handler_id=town.people[chat].person_id)
        assert await audit(town.deps) == (), chat
    await town.staff("elsewhere", "孙丽", Role.STAND_IN, "red-alliance")
    away = await absent(town, "property")
    async with town.deps.begin() as work:
        (await work.get(Absence, away)).deputy_id = town.elsewhere.person_id
        await work.commit()
    await change(town, Ticket, handler_id=town.elsewhere.person_id)
    assert await audit(town.deps) == ()


async def test_whoever_has_a_supporting_part_and_no_post_there_is_found(town):
    resident = await town.resident()
    await resident.says(PASSAGE)
    ticket = await town.ticket()
    assert ticket.support_unit == "yongan-property"
    await town.property.presses("✋ 我来配合")
    assert await audit(town.deps) == ()
    await let_go(town, "property")
    assert await audit(town.deps) == (Violation("part-without-post", await code_of(town)),)


async def test_a_ticket_with_no_post_up_its_whole_ladder_is_found(town, resident):
    await town.staff("helper", "钱进", Role.VOLUNTEER, "yongan")
    await town.property.presses("接单")
    await change(town, Ticket, handler_id=town.helper.person_id)
    await let_go(town, "property", "manager", "secretary", "street")
    assert await audit(town.deps) == ()
    await let_go(town, "district")
    assert await audit(town.deps) == (Violation("no-ladder", await code_of(town)),)
    await town.staff("newcomer", "何平", Role.OFFICER, "erqi")
    assert await audit(town.deps) == ()


async def test_a_waiting_ticket_with_no_post_at_all_is_told_once(town, resident):
    await let_go(town, "property", "manager", "secretary", "street", "district")
    assert await audit(town.deps) == (Violation("nobody-accountable", await code_of(town)),)


# Heartbeats


async def test_where_nothing_ever_ran_no_heartbeat_is_missed(town):
    assert await heartbeats(town.deps) == ()


async def test_a_heartbeat_that_stopped_is_found(town, resident):
    both = (Violation("heartbeat-tick", ""), Violation("heartbeat-audit", ""))
    assert await heartbeats(town.deps) == both
    await beat(town.deps, TICK)
    await beat(town.deps, AUDIT, violations=0, gaps=0)
    assert await heartbeats(town.deps) == ()
    town.clock.move_to(town.clock.now() + STALE)
    assert await heartbeats(town.deps) == ()
    await beat(town.deps, TICK)
    town.clock.move_to(town.clock.now() + timedelta(seconds=1))
    assert await heartbeats(town.deps) == both[1:]
    town.clock.set_back(timedelta(hours=1))  # the tick's own beat lies ahead now, and says nothing
    assert await heartbeats(town.deps) == both
    await beat(town.deps, TICK)
    await beat(town.deps, AUDIT)
    assert await heartbeats(town.deps) == ()


# Gaps


async def test_empty_posts_and_groups_that_put_us_out_are_gaps_and_no_violations(town, resident):
    assert await find_gaps(town.deps) == ()
    await town.off_duty("property", "secretary")
    await town.group("work", "yongan", GroupPurpose.STAFF)
    await change(town, Group, reachable=False)
    found = {(gap.kind, gap.unit, gap.role) for gap in await find_gaps(town.deps)}
    assert found == {
        ("post", "yongan-property", "property_staff"),
        ("post", "yongan", "secretary"),
        ("group", "yongan", "staff"),
        ("group", "yongan", "party"),
        ("group", "jianzhong", "party"),
    }
    assert await audit(town.deps) == ()


async def test_a_closed_ticket_needs_no_timer(town, resident):
    await change(town, Timer, state=TimerState.CANCELLED)
    await change(town, Ticket, status=Status.CLOSED)
    assert await audit(town.deps) == ()


async def test_a_ticket_for_which_nobody_is_there_at_any_level_is_found(town, resident):
    await town.off_duty(
        *("grid", "grid2", "property", "manager", "alliance", "secretary", "street", "district")
    )
    assert await audit(town.deps) == (Violation("nobody-accountable", await code_of(town)),)


async def test_somebody_at_any_level_is_enough(town, resident):
    await town.off_duty(*("grid", "grid2", "property", "manager", "alliance", "secretary"))
    assert await audit(town.deps) == ()


async def test_people_nobody_can_reach_are_not_there(town, resident):
    await change(town, Account, reachable=False)
    assert [found.promise for found in await audit(town.deps)] == ["nobody-accountable"]


async def test_a_handler_we_cannot_reach_leaves_it_to_the_ladder(town, resident):
    await town.property.presses("接单")
    async with town.deps.begin() as work:
        for account in await town.rows(Account):
            if account.chat == "property":
                (await work.get(Account, account.id)).reachable = False
        await work.commit()
    assert await audit(town.deps) == ()


@pytest.mark.parametrize(("late", "found"), [(timedelta(), ()), (timedelta(seconds=1), 1)])
async def test_timers_left_lying_are_found(town, resident, late, found):
    waiting = [t.due_at for t in await town.timers() if t.state is TimerState.PENDING]
    town.clock.move_to(min(waiting) + BEHIND + late)
    expected = (Violation("timers-behind", ""),) if found else ()
    assert await audit(town.deps) == expected


async def test_every_silent_ticket_is_named(town, resident):
    await resident.says("5号楼电梯停了")
    await change(town, Timer, state=TimerState.CANCELLED)
    found = await audit(town.deps)
    assert len({one.code for one in found}) == len(await town.tickets()) == 2


async def test_units_that_open_tickets_name_must_be_configured(town):
    resident = await town.resident()
    await resident.says("3号楼2单元楼道灯坏了")
    await check_database(town.program)
    org = town.deps.rules.org
    units = tuple(unit for unit in org.units.values() if unit.code != "yongan-property")
    smaller = replace(town.deps.rules, org=Organisation(units, (), ()))
    gone = replace(town.program, deps=replace(town.deps, rules=smaller))
    with pytest.raises(UnitsGone, match="^yongan-property$"):
        await check_database(gone)
