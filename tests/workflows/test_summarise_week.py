"""The weekly summary: its numbers against a slow second reckoning, its sending once and late
rather than never."""

import random
from collections import Counter
from datetime import UTC, datetime, time, timedelta
from itertools import product

import pytest

from db.desk_rows import Supervision
from db.figures import figures, figures_of_each
from db.models import Event, Group, GroupPurpose, Outbox, OutboxState, Summary, Ticket
from db.told import (
    most_overdue,
    overdue_of,
    overdue_tickets,
    supervised_of,
    supervised_tickets,
)
from domain.catalogue import Route
from domain.exclusion import REASONS
from domain.figures import Figures, Rate
from domain.lifecycle import OPEN, Status
from domain.period import Period, Span
from domain.summary import NAMED
from tests.support.rows import make_person, make_ticket
from tests.support.town import ZONE
from workflows.evening_line import line_of
from workflows.hot_spots import find
from workflows.send_week import draft_of, lines_to_send, parts_as_sent, parts_told
from workflows.summarise_week import SummaryHours, send_due_summaries, send_summary

WEEK = Period.parse("2026-W46")
START, END = WEEK.bounds(ZONE)
LATER = END + timedelta(days=500)
MIDST = START + timedelta(days=2, minutes=7, seconds=30)
"""When every period around is over, and in the middle of the week."""
EIGHT = time(8)
BY_ITSELF = SummaryHours(EIGHT, frozenset({"yongan", "jianzhong"}), EIGHT)
"""Monday at eight, without a signature."""
CATEGORIES = ("facilities", "parking", "fire", "suggestion")
EVENING = ("received", "closed", "open", "overdue")
SPOTS = {
    "yongan-garden/lift/3": ("yongan-garden", "3"),
    "yongan-garden/door": ("yongan-garden", None),
}
PERSONAL = ("fire",)
"""As if fires were personal."""


# A random history, and its numbers reckoned again


def some_moment(chance: random.Random) -> datetime:
    """A moment of the five weeks around, often right on an edge of the week."""
    if chance.random() < 0.2:
        edge = chance.choice([START, END, START - timedelta(days=7)])
        return edge + timedelta(microseconds=chance.choice([-1, 0, 1]))
    return START + timedelta(minutes=chance.randrange(-2 * 7 * 1440, 3 * 7 * 1440))


def some_ticket(chance: random.Random, owner: int, main: int | None = None):
    maybe = [None, some_moment(chance)]
    status = chance.choice(list(Status))
    closed = None if status in OPEN else some_moment(chance)
    verdicts = {
        Status.CLOSED: chance.choice(["solved", "unanswered"]),
        Status.WITHDRAWN: "withdrawn",
    }
    return make_ticket(
        owner,
        community=chance.choice(["yongan", "other"]),
        status=status,
        route=chance.choice(list(Route)),
        category=chance.choice(CATEGORIES),
        kind=chance.choice(["request", "suggestion"]),
        verdict=verdicts.get(status),
        opened_at=some_moment(chance),
        closed_at=closed,
        accept_due=some_moment(chance),
        contact_due=some_moment(chance),
        accepted_at=chance.choice(maybe),
        contacted_at=chance.choice(maybe),
        fix_due=some_moment(chance),
        resolved_at=chance.choice(maybe),
        merged_into=main,
        adopted=chance.choice([None, True, False]),
        excluded=chance.choice([None, None, *REASONS]),
        against=chance.choice([None, None, None, "community", "property", "neighbour"]),
        sealed=chance.random() < 0.1,
    )


def some_events(chance: random.Random, tickets) -> list[Event]:
    return [
        Event(
            ticket_id=chance.choice(tickets).id,
            at=some_moment(chance),
            kind=(kind := chance.choice(["solved", "unsolved", "rate", "accept", "progress"])),
            person_id=None,
            values={"answer": chance.choice(["good", "bad"])} if kind == "rate" else {},
        )
        for _ in range(120)
    ]


def some_supervision(chance: random.Random, tickets) -> list[Supervision]:
    return [
        Supervision(
            ticket_id=one.id,
            since=some_moment(chance),
            by_id=one.owner_id,
            reason="?",
            ended_at=chance.choice([None, some_moment(chance)]),
        )
        for one in chance.sample(tickets, len(tickets) // 2)
    ]


def reckon(tickets, events, watched, communities, period: Period, now: datetime = LATER) -> Figures:
    """DOMAIN §7 word by word, one ticket at a time; of a period that runs, as of now."""
    start, end = period.bounds(ZONE)
    runs, end = now < end, max(min(end, now), start)
    before, _ = period.before().bounds(ZONE)

    def inside(at: datetime | None) -> bool:
        return at is not None and start <= at < end

    def not_before_end(at: datetime | None) -> bool:
        return at is None or at >= end

    every = [t for t in tickets if t.community in communities]
    mine = [t for t in every if t.merged_into is None]  # a merged matter is counted once
    rated = {t.id for t in mine if not t.excluded}  # what is left out is in no rate
    out = {t.id for t in mine if t.excluded}
    answers = [e for e in events if e.ticket_id in rated and inside(e.at)]
    unheard = Counter(e.kind for e in events if e.ticket_id in out and inside(e.at))
    received = [t for t in every if inside(t.opened_at)]
    until = min(before + (end - start), start) if runs else start
    earlier = [t for t in every if before <= t.opened_at < until]
    then_open = [
        t for t in mine if t.opened_at < until and (t.closed_at is None or t.closed_at >= until)
    ]
    closed = [t for t in mine if inside(t.closed_at)]
    still_open = [
        t for t in mine if t.opened_at < end and (t.closed_at is None or t.closed_at >= end)
    ]
    asked = [
        t
        for t in mine
        if t.verdict != "withdrawn" and (inside(t.contact_due) or inside(t.contacted_at))
    ]
    in_time = [
        t
        for t in asked
        if not t.excluded
        and t.contacted_at
        and t.contacted_at <= t.contact_due
        and t.contacted_at < end
    ]
    was_solved = [e.kind for e in answers if e.kind in ("solved", "unsolved")]
    satisfied = [e.values["answer"] for e in answers if e.kind == "rate"]
    waiting = [
        t
        for t in still_open
        if t.accept_due < end and not_before_end(t.accepted_at) and t.status is not Status.RULING
    ]
    return Figures(
        received=len(received),
        received_before=len(earlier),
        closed=len(closed),
        open_now=len(still_open),
        overdue=len(late(mine, end)),
        unaccepted=len(waiting),
        contacted=Rate(len(in_time), *parted(asked)),
        solved=Rate(
            was_solved.count("solved"), len(was_solved), unheard["solved"] + unheard["unsolved"]
        ),
        satisfied=Rate(satisfied.count("good"), len(satisfied), unheard["rate"]),
        unanswered=Rate(
            len([t for t in closed if t.verdict == "unanswered" and not t.excluded]),
            *parted(closed),
        ),
        suggestions=len([t for t in received if t.kind == "suggestion"]),
        by_route=Counter(t.route.value for t in received),
        by_category=Counter(t.category for t in received),
        by_route_before=Counter(t.route.value for t in earlier),
        by_category_before=Counter(t.category for t in earlier),
        excluded=Counter(
            t.excluded
            for t in mine
            if t.excluded and (t in closed or t in asked or inside(t.opened_at))
        ),
        closed_before=len([t for t in mine if t.closed_at and before <= t.closed_at < until]),
        open_before=len(then_open),
        supervised=len(on_the_list(mine, watched, end)),
        adopted=len([t for t in closed if t.adopted and t.resolved_at]),
    )


def parted(tickets) -> tuple[int, int]:
    """How many count, and how many are left out."""
    left_out = len([t for t in tickets if t.excluded])
    return len(tickets) - left_out, left_out


def on_the_list(tickets, watched, end: datetime) -> list:
    stood = {w.ticket_id for w in watched if w.since < end <= (w.ended_at or LATER)}
    return [
        t
        for t in tickets
        if t.id in stood and t.opened_at < end and (t.closed_at is None or t.closed_at >= end)
    ]


def late(tickets, end: datetime) -> list:
    return [
        t
        for t in tickets
        if t.fix_due < end
        and t.opened_at < end
        and (t.resolved_at is None or t.resolved_at >= end)
        and (t.closed_at is None or t.closed_at >= end)
    ]


@pytest.mark.parametrize("seed", range(4))
async def test_the_numbers_are_those_of_a_second_reckoning(town, seed):
    chance = random.Random(seed)
    async with town.deps.begin() as work:
        person = make_person()
        work.add(person)
        await work.flush()
        tickets = [some_ticket(chance, person.id) for _ in range(100)]
        work.add_all(tickets)
        await work.flush()
        tickets += [some_ticket(chance, person.id, main=tickets[0].id) for _ in range(30)]
        work.add_all(tickets[100:])
        await work.flush()
        events, watched = some_events(chance, tickets), some_supervision(chance, tickets)
        work.add_all([*events, *watched])
        await work.commit()
    somewhere = [("yongan",), ("other",), ("yongan", "other"), ("nowhere",), ()]
    around = [Period.of(span, at, ZONE) for span in Span for at in (START, END)]
    several = {*around, *(one.before() for one in around), *(one.after() for one in around)}
    for period, now in product(several, (LATER, MIDST)):
        so_far = period.so_far(ZONE, now)
        for communities in somewhere:
            async with town.deps.begin() as work:
                found = await figures(work, communities, so_far)
                worst = await overdue_tickets(work, communities, so_far.end)
                numbers = [t.id for t in worst]
                marked = await supervised_of(work, numbers, so_far.end)
                others = await supervised_tickets(work, communities, so_far.end, (), numbers)
                private = await overdue_of(work, communities, so_far.end, PERSONAL)
                headline = await most_overdue(work, communities, so_far.end, PERSONAL)
                parts = await figures_of_each(work, communities, so_far)
            assert found == reckon(tickets, events, watched, communities, period, now)
            for one in communities:
                alone = reckon(tickets, events, watched, (one,), period, now)
                assert parts.get(one, Figures()) == alone
            mine = [t for t in tickets if t.community in communities and not t.merged_into]
            end = max(min(period.bounds(ZONE)[1], now), period.bounds(ZONE)[0])
            assert private == len([t for t in late(mine, end) if t.category in PERSONAL])
            mine = [t for t in mine if not (t.against or t.sealed)]
            often = Counter(t.category for t in late(mine, end) if t.category not in PERSONAL)
            assert headline == min(often, key=lambda c: (-often[c], c), default=None)
            slow = sorted(late(mine, end), key=lambda t: (t.fix_due, t.id))
            assert [t.id for t in worst] == [t.id for t in slow[:5]]
            listed = on_the_list(mine, watched, end)
            assert marked == {t.id for t in listed} & {t.id for t in slow[:5]}
            rest = sorted((t.opened_at, t.id) for t in listed if t not in slow[:5])
            assert [t.id for t in others] == [number for _, number in rest[:3]]


async def test_the_evening_line_and_the_hot_spots_are_those_of_a_second_reckoning(town):
    chance = random.Random(7)
    person, now = make_person(), town.clock.now()
    await fill(town, person)
    tickets = [some_ticket(chance, person.id) for _ in range(60)]
    for one in tickets:
        one.spot = chance.choice([None, *SPOTS])
        one.household, one.households = chance.choice(["1", "2", "3"]), chance.choice([1, 3])
    await fill(town, *tickets)
    events = some_events(chance, tickets)
    await fill(town, *events)
    day = Period.of(Span.DAY, now, ZONE)
    async with town.deps.begin() as work:
        (key, said), *_ = await line_of(work, town.deps, "yongan", day.first)
        spots = await find(work, town.deps, ("yongan", "other"), now)
    found = reckon(tickets, events, [], ("yongan",), day, now)
    numbers = (found.received, found.closed, found.open_now, found.overdue)
    assert (key, *(said[name] for name in EVENING)) == ("evening-line", *numbers)
    assert {(s.community, *s.key, s.times, s.households) for s in spots} == hot(tickets, now)


def hot(tickets, now: datetime) -> set[tuple]:
    """What came three times within thirty days, one thing after the other; of things of one sort
    in one house the sum."""
    sums: dict[tuple, tuple[int, int]] = {}
    for community, spot in product(("yongan", "other"), SPOTS):
        some = [
            t
            for t in tickets
            if (t.community, t.spot, t.kind) == (community, spot, "request")
            and now - timedelta(days=30) <= t.opened_at < now
            and not (t.against or t.sealed or t.status is Status.WITHDRAWN)
        ]
        if len(some) >= 3:
            homes = max(len({t.household for t in some}), *(t.households for t in some))
            where = (community, some[-1].category, *SPOTS[spot])
            times, before = sums.get(where, (0, 0))
            sums[where] = times + len(some), max(before, homes)
    return {(*where, *counts) for where, counts in sums.items()}


# What is said


async def shown(town, unit: str = "yongan", week: Period = WEEK, lang: str = "zh") -> str:
    async with town.deps.begin() as work:
        row = await draft_of(work, town.deps, week, unit)
    return town.program.words.render(lang, parts_as_sent(row))


async def told_at_all(town) -> list[str]:
    """The same, with what only the picture and the sheet have room for."""
    async with town.deps.begin() as work:
        row = await draft_of(work, town.deps, WEEK, "yongan")
    return town.program.words.render("zh", parts_told(row)).splitlines()


async def fill(town, *tickets) -> None:
    async with town.deps.begin() as work:
        work.add_all(tickets)
        await work.commit()


async def owner(town) -> int:
    return (await town.resident()).person_id


def inside_week(owner_id: int, **more):
    at = START + timedelta(days=1)
    return make_ticket(owner_id, **{"community": "yongan", "opened_at": at} | more)


async def test_a_week_without_anything_says_so(town):
    head, nothing = (await shown(town, lang="en")).splitlines()
    assert head == "📋 永安社区 weekly summary (11.9–11.15)"
    assert nothing == "No requests came in this week, and nothing is open."


async def test_rates_are_printed_with_their_parts_and_small_ones_as_counts(town):
    person = await owner(town)
    due = END + timedelta(days=9)
    contacted = {"contact_due": START + timedelta(days=2), "fix_due": due, "accept_due": due}
    await fill(
        town,
        *(
            inside_week(person, contacted_at=START + timedelta(days=1, hours=n), **contacted)
            for n in range(4)
        ),
        *(inside_week(person, **contacted) for _ in range(3)),
    )
    text = await shown(town, lang="en")
    assert "Received 7 (0 last week), closed 0 (0 last week), open now 7 (0 last week)" in text
    assert "Response rate 57% (4/7)" in text
    assert "Solved rate nobody answered yet" in text
    assert "nothing is overdue; look after what came most" in text


LIFT = "yongan-garden/lift/3"
OVERDUE = {"fix_due": START + timedelta(days=2)}


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({}, "永安花园"),
        ({"spot": LIFT}, "永安花园"),
        ({"spot": LIFT, "room": None}, "永安花园3号楼"),
        ({"spot": "yongan-garden/=repair/3", "room": None}, "永安花园"),
        ({"households": 3}, "永安花园3号楼"),
        ({"compound": None, "compound_text": "欧阳秋月家小区"}, "地点不详"),
        ({"compound": None, "compound_text": "欧阳秋月家小区", "households": 3}, "3号楼"),
    ],
)
async def test_overdue_tickets_are_listed_as_far_as_they_point_at_nobody(town, more, told):
    place = {"compound": "yongan-garden", "building": "3", "unit": "2", "room": "501"}
    place |= {name: value for name, value in more.items() if "room" in name or "compound" in name}
    columns = {name: value for name, value in more.items() if name in ("spot", "households")}
    person = await owner(town)
    await fill(town, inside_week(person, place=place, text="保密", **OVERDUE, **columns))
    text = await shown(town)
    (line,) = [one for one in text.splitlines() if one.startswith("· ")]
    assert line.split(" ", 3)[3] == told
    for hidden in ("501", "2单元", "保密", "resident", "欧阳秋月"):
        assert hidden not in text


@pytest.mark.parametrize("category", ["welfare", "police", "rental", "health"])
async def test_what_is_personal_is_counted_and_not_listed(town, category):
    """Also where it turned out to be so after the draft was made."""
    person = await owner(town)
    await fill(town, inside_week(person, category=category, **OVERDUE))
    text = await shown(town)
    assert [one for one in text.splitlines() if one.startswith("· ")] == [
        "· 涉及个人的 1 件，只说件数"
    ]
    await fill(town, inside_week(person, category="repair", **OVERDUE))
    async with town.deps.begin() as work:
        row = await draft_of(work, town.deps, WEEK, "yongan")
        (late,) = [v for key, v in row.parts if key == "week-overdue"]
        (await work.get_one(Ticket, late["ticket"])).category = category
        await work.flush()
        sent = await lines_to_send(work, town.deps, row)
    assert [one for one in sent if one[0] == "week-overdue"] == []


async def test_what_is_personal_is_named_among_what_came_most_from_a_few_on(town):
    person = await owner(town)
    await fill(town, *(inside_week(person, category="police") for _ in range(2)))
    assert "说得最多" not in await shown(town)
    later = START + timedelta(days=7)
    await fill(town, *(inside_week(person, category="police", opened_at=later) for _ in range(3)))
    assert "说得最多：治安和诈骗 3 件" in await shown(town, week=WEEK.after())


@pytest.mark.parametrize(
    "hidden", [{"against": "community"}, {"against": "property"}, {"sealed": True}]
)
async def test_what_complains_about_somebody_is_counted_and_not_named(town, hidden):
    """Whoever is complained about reads in the group as well."""
    await fill(town, inside_week(await owner(town), fix_due=START + timedelta(days=2), **hidden))
    text = await shown(town)
    assert "超时还没办好 1 件\n" in text
    assert "\n· " not in text
    assert "没有超时的事" not in text


async def watched_by(town, *tickets) -> None:
    await fill(town, *tickets)
    of = {"by_id": tickets[0].owner_id, "reason": "王秀兰家的事", "since": START}
    await fill(town, *(Supervision(ticket_id=one.id, **of) for one in tickets))


async def test_what_is_supervised_is_counted_and_a_few_are_named_once(town):
    person = await owner(town)
    late, private = inside_week(person, **OVERDUE), {"against": "property"}
    others = [inside_week(person, category="parking", fix_due=END) for _ in range(4)]
    await watched_by(town, late, *others, inside_week(person, fix_due=END, **private))
    lines = await told_at_all(town)
    begin = lines.index("❗️超时还没办好 1 件")
    assert lines[begin + 1].endswith("（督办）")
    assert lines[begin + 2] == "📌 督办清单上 6 件"
    named = [one.split(" ")[1] for one in lines[begin + 3 :] if one.startswith("· ")]
    assert named == [f"1110-{one.id}" for one in others[:3]]
    assert "王秀兰" not in "".join(lines)
    text = (await shown(town)).splitlines()
    assert [one for one in text if one.startswith("· ")] == [lines[begin + 1], lines[begin + 3]]


@pytest.mark.parametrize(
    "hidden", [{"against": "community"}, {"sealed": True}, {"category": "welfare"}]
)
async def test_of_what_is_supervised_nothing_that_is_hidden_is_named(town, hidden):
    """Also where it turned out to be so after the draft was made."""
    person = await owner(town)
    await watched_by(town, inside_week(person, fix_due=END, **hidden))
    text = await shown(town)
    assert "📌 督办清单上 1 件" in text and "\n· " not in text
    await watched_by(town, *(inside_week(person, **late) for late in (OVERDUE, {"fix_due": END})))
    async with town.deps.begin() as work:
        row = await draft_of(work, town.deps, WEEK.after(), "yongan")
        named = [values["ticket"] for key, values in row.parts if key in NAMED]
        assert len(named) == 2
        for number in named:
            for name, value in hidden.items():
                setattr(await work.get_one(Ticket, number), name, value)
        await work.flush()
        sent = await lines_to_send(work, town.deps, row)
    assert [one for one in sent if one[0] in NAMED] == []


async def test_a_patrol_find_that_lies_overdue_is_no_week_without_anything(town):
    before = START - timedelta(days=3)
    find = {"origin": "patrol", "opened_at": before, "fix_due": START}
    await fill(town, inside_week(await owner(town), **find))
    assert "也没有未办的事" not in await shown(town)


@pytest.mark.parametrize("unit", ["yongan", "jianzhong", "erqi"])
async def test_each_level_reads_its_own_head_over_the_figures_below_it(town, unit):
    await fill(town, inside_week(await owner(town)))
    text = await shown(town, unit)
    assert town.deps.rules.org.units[unit].name in text.splitlines()[0]
    assert "来单 1 件" in text


WORST = (
    "📋 永安社区 一周民情（11.9—11.15）",
    "来单 24 件（上周 0），办完 1 件（上周 0），在办 23 件（上周 0）",
    "响应率 0%（0/15），另 3 件不计 · 解决率 还没人答",
    "满意率 还没人答 · 没答复的 0/1 件",
    "🔁 近 30 天反复出现：永安花园3号楼公共设施 9 次",
    "❗️超时还没办好 24 件，没人接单 18 件",
    "· 1110-1 停车管理 永安花园3号楼（督办）",
    "📌 督办清单上 2 件",
    "👏 办完 1 件，谢谢各位。",
    "🎯 下周重点：先把超时的办完，尤其是公共设施。",
)


async def worst_week(town) -> None:
    """Something of all that a week's text can tell, and much of it."""
    person = await owner(town)
    place, late = {"compound": "yongan-garden", "building": "3"}, END - timedelta(days=1)
    rows = [
        inside_week(
            person,
            **{"route": route, "category": category, "kind": kind, "place": place, "spot": LIFT},
            **OVERDUE | {"accept_due": late, "contact_due": late, "households": 3},
            excluded=REASONS[0] if category == "parking" and kind == "suggestion" else None,
        )
        for route in list(Route)[:3]
        for category in ("parking", "welfare", "facilities")
        for kind in ("request", "suggestion")
    ]
    done = {"status": "closed", "verdict": "solved", "closed_at": END - timedelta(days=1)}
    rows += [inside_week(person, **OVERDUE) for _ in range(5)]
    await watched_by(town, *rows[:1], inside_week(person, **done), rows[1])
    await fill(town, *rows[2:], inside_week(person, origin="patrol", **OVERDUE))


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_the_worst_week_is_told_in_ten_lines(town, lang):
    """What matters most of it; all of it stands on the picture and in the sheet."""
    await worst_week(town)
    assert len(await told_at_all(town)) > 18
    text = (await shown(town, lang=lang)).splitlines()
    assert len(text) == len(WORST)
    assert lang == "en" or tuple(text) == WORST


async def test_thanks_and_focus_are_both_said_from_the_numbers(town):
    person = await owner(town)
    await fill(
        town,
        *(inside_week(person, category="parking", **OVERDUE) for _ in range(2)),
        inside_week(person, category="repair", **OVERDUE),
        *(inside_week(person, category="welfare", **OVERDUE) for _ in range(3)),
        inside_week(person, status="closed", closed_at=START + timedelta(days=2)),
    )
    *_, thanks, focus = (await shown(town)).splitlines()
    assert thanks == "👏 办完 1 件，谢谢各位。"
    assert focus == "🎯 下周重点：先把超时的办完，尤其是停车管理。"


async def test_an_ordinary_week_is_read_in_ten_lines(town):
    """Of all that is told of each week, with one thing overdue."""
    person = await owner(town)
    done = {"status": "closed", "verdict": "solved", "closed_at": START + timedelta(days=2)}
    later = {"fix_due": END + timedelta(days=9), "accept_due": END + timedelta(days=9)}
    await fill(
        town,
        *(inside_week(person, category="parking", **done, **later) for _ in range(6)),
        *(inside_week(person, category="repair", **later) for _ in range(3)),
        inside_week(person, category="repair", **later | OVERDUE),
    )
    lines = (await shown(town)).splitlines()
    assert len(lines) == 10
    assert lines[4].startswith("响应率 ") and " · 解决率 " in lines[4]
    assert lines[5].startswith("满意率 ") and " · 没答复的 " in lines[5]


async def test_what_volunteers_claimed_is_thanked_for_and_what_came_most_is_looked_after(town):
    person = await owner(town)
    solved = {"status": "closed", "verdict": "solved", "closed_at": START + timedelta(days=2)}
    later = {"fix_due": END + timedelta(days=9), "accept_due": END + timedelta(days=9)}
    rows = [inside_week(person, category="parking", **solved, **later) for _ in range(2)]
    await fill(town, *rows, inside_week(person, category="welfare", **later))
    claim = Event(ticket_id=rows[0].id, at=START, kind="claim", person_id=person, values={})
    await fill(town, claim)
    *_, thanks, focus = (await shown(town)).splitlines()
    assert thanks == "👏 办完 2 件，其中先锋队认领 1 件，谢谢各位。"
    assert focus == "🎯 下周重点：没有超时的事，盯住来得最多的停车管理。"


@pytest.mark.parametrize(
    ("more", "back", "thanks"),
    [
        ({}, None, "👏 办完 1 件，其中先锋队认领 1 件，谢谢各位。"),
        ({}, "hers", "👏 办完 1 件，谢谢各位。"),
        ({}, "another's", "👏 办完 1 件，其中先锋队认领 1 件，谢谢各位。"),
        ({"origin": "patrol"}, None, "👏 谢谢来说事的居民，谢谢在办的每一位。"),
    ],
)
async def test_claimed_is_what_a_volunteer_did_of_what_was_closed(town, more, back, thanks):
    """Not what was given back, and done by others; not what was found on patrol."""
    person = await owner(town)
    other = (await town.resident("another")).person_id
    done = {"status": "closed", "verdict": "solved", "closed_at": START + timedelta(days=2)}
    row = inside_week(person, **done, **more)
    await fill(town, row)
    at = START + timedelta(days=1)
    by = {"ticket_id": row.id, "at": at, "values": {}}
    await fill(town, Event(kind="claim", person_id=person, **by))
    if back:
        who = person if back == "hers" else other
        await fill(town, Event(kind="take_back", person_id=who, **by))
    assert thanks in (await shown(town)).splitlines()


# When and how often


async def test_a_summary_is_kept_as_it_was_first_made(town):
    person = await owner(town)
    assert await send_summary(town.deps, WEEK) == 2
    first = await shown(town)
    await fill(town, inside_week(person))
    assert await shown(town) == first
    assert {(s.week, s.unit) for s in await town.rows(Summary)} == {
        ("2026-W46", "yongan"),
        ("2026-W46", "jianzhong"),
    }


def sent_summaries(rows) -> Counter:
    return Counter(row.once_key for row in rows if row.once_key)


async def test_each_group_gets_each_week_once(town):
    for _ in range(3):
        await send_summary(town.deps, WEEK)
    await send_summary(town.deps, WEEK, "yongan")
    assert sent_summaries(await town.outbox()) == {
        "summary:2026-W46:web:party": 1,
        "summary:2026-W46:web:party_street": 1,
    }
    assert await send_summary(town.deps, WEEK.before()) == 2


async def test_only_the_groups_of_one_unit_when_asked(town):
    assert await send_summary(town.deps, WEEK, "jianzhong") == 1
    assert await send_summary(town.deps, WEEK, "erqi") == 0


async def test_only_party_groups_we_can_reach_get_it(town):
    await town.group("work", "yongan", GroupPurpose.STAFF)
    async with town.deps.begin() as work:
        for group in await town.rows(Group):
            (await work.get(Group, group.id)).reachable = group.chat != "party"
        await work.commit()
    await send_summary(town.deps, WEEK)
    assert [row.chat for row in await town.outbox()] == ["party_street"]


MONDAY = datetime(2026, 11, 23, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("now", "weeks"),
    [
        (MONDAY + timedelta(hours=7, minutes=59), set()),
        (MONDAY + timedelta(hours=8), {"2026-W47"}),
        (MONDAY + timedelta(days=6, hours=23), {"2026-W47"}),
        (MONDAY + timedelta(days=7, hours=7), {"2026-W47"}),
        (MONDAY + timedelta(days=7, hours=9), {"2026-W47", "2026-W48"}),
        (MONDAY + timedelta(days=70), {"2026-W53", "2027-W01", "2027-W02", "2027-W03"}),
    ],
)
async def test_late_rather_than_never_but_never_before_monday_s_hour(town, now, weeks):
    town.clock.move_to(now)
    await send_due_summaries(town.deps, BY_ITSELF)
    keys = sent_summaries(await town.outbox())
    assert {key.split(":")[1] for key in keys} == weeks
    assert await send_due_summaries(town.deps, BY_ITSELF) == 0


async def test_a_group_hears_of_the_weeks_that_end_after_it_was_bound(town):
    town.clock.move_to(MONDAY + timedelta(hours=9))
    assert await send_due_summaries(town.deps, BY_ITSELF) == 2
    await town.group("late", "yongan", GroupPurpose.PARTY)
    assert await send_due_summaries(town.deps, BY_ITSELF) == 0
    town.clock.move_to(MONDAY + timedelta(days=7, hours=9))
    assert await send_due_summaries(town.deps, BY_ITSELF) == 3


async def test_a_summary_in_doubt_never_goes_twice(town):
    await send_summary(town.deps, WEEK)
    async with town.deps.begin() as work:
        for row in await town.outbox():
            (await work.get(Outbox, row.id)).state = OutboxState.MAYBE
        await work.commit()
    town.clock.move_to(town.clock.now() + timedelta(days=1))
    assert await send_summary(town.deps, WEEK) == 0
    await town.settle()
    assert {row.state for row in await town.outbox()} == {OutboxState.MAYBE}
    assert town.clock.now() > datetime(2026, 11, 18, tzinfo=UTC)
