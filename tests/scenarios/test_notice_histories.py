"""Whatever happens while notices are told (the process is killed at any commit, people move, want
no more of them, come new; a notice is stopped, corrected, over): each chat has each at most once,
and who stayed where they were has each exactly once."""

import contextlib
from collections import Counter

from hypothesis import strategies as st

from db.bulletins import accept, refuse
from db.models import OutboxState, Person
from db.notice_rows import Notice
from db.notices import SENT
from domain.homes import Home
from domain.notice import Audience, NoticeState
from tests.scenarios.histories import MANY, live_through
from tests.scenarios.mortality import Death, Killed, rise
from workflows.spread_notices import spread_notices

AUDIENCES = {
    "to all": Audience(units=("yongan",), groups=("party",)),
    "to the garden": Audience(places=(Home("yongan-garden"),)),
    "to building 3": Audience(places=(Home("yongan-garden", "3"),)),
}
BUILDINGS = ("3", "3", "3", "3", "5", "5")
RESTLESS = ("r4", "r5")
PAGES = {"one": 1, "two": 2, "many": 50}
DEATHS = {f"dies at {n}{how}": (n, how == "+") for n in (1, 2, 3) for how in ("", "+")}
CHANGES = ("moves", "moves back", "mutes", "unmutes", "comes new", "kin")
FOLLOWS = ("stop", "correct", "over")
STEPS = st.lists(
    st.sampled_from([*AUDIENCES, *PAGES, *DEATHS, *CHANGES, *FOLLOWS, "a moment"])
    | st.sampled_from([*PAGES, *DEATHS]),
    min_size=4,
    max_size=16,
)


async def _settle_in(town):
    for number, building in enumerate(BUILDINGS):
        actor = town.people[f"r{number}"] = await town.resident(f"r{number}")
        await _lives(town, actor.person_id, building)


async def _lives(town, person_id, building):
    async with town.deps.begin() as work:
        person = await work.get(Person, person_id)
        person.home = {"compound": "yongan-garden", "building": building, "unit": "1"}
        await work.commit()


async def _send(town, audience):
    await town.secretary.says("/notice 明天检修，请留意。")
    newest = (await town.rows(Notice))[-1]
    async with town.deps.begin() as work:
        row = await work.get(Notice, newest.id)
        row.audience = audience.to_json()
        await work.commit()
    await town.secretary.sends_press(f"notice:{newest.id}:send")


async def _follow(town, how):
    sent = [row for row in await town.rows(Notice) if row.state is not NoticeState.DRAFT]
    if not sent:
        return
    await town.secretary.sends_press(f"notice:{sent[-1].id}:{how}")
    newest = (await town.rows(Notice))[-1]
    if how == "correct" and newest.state is NoticeState.DRAFT:
        await town.secretary.says("改到后天。")
    if newest.state is NoticeState.DRAFT and newest.parent_id:
        await town.secretary.sends_press(f"notice:{newest.id}:send")


async def _die(town, death):
    death.wait_for(town.program)
    with contextlib.suppress(Killed):
        await spread_notices(town.deps, page=2)
    await rise(town)


async def _change(town, step, number):
    chat = RESTLESS[number % len(RESTLESS)]
    who = town.people[chat].person_id
    if step in ("moves", "moves back"):
        await _lives(town, who, "3" if step == "moves" else "9")
    elif step == "comes new":
        new = await town.resident(f"new{number}")
        await _lives(town, new.person_id, "3")
    elif step == "kin":
        async with town.deps.begin() as work:
            person = await work.get(Person, who)
            person.about = {"homes": {"mother": {"compound": "yongan-garden", "building": "3"}}}
            await work.commit()
    else:
        async with town.deps.begin() as work:
            if step == "mutes":
                await refuse(work, who, town.clock.now())
            else:
                await accept(work, who)
            await work.commit()


async def _live(town, steps):
    await _settle_in(town)
    for number, step in enumerate(steps):
        if step in AUDIENCES:
            await _send(town, AUDIENCES[step])
        elif step in PAGES:
            await spread_notices(town.deps, page=PAGES[step], pages=2)
        elif step in DEATHS:
            await _die(town, Death(*DEATHS[step]))
        elif step in FOLLOWS:
            await _follow(town, step)
        elif step in CHANGES:
            await _change(town, step, number)
        else:
            await town.after(minutes=1)
        await _nobody_twice(town)
    for _ in range(3):
        await town.after(minutes=5)
    await _nobody_twice(town)
    await _who_stayed_has_each_once(town)


async def _chats(town, notice):
    rows = [row for row in await town.outbox() if row.ticket_id == SENT - notice.id]
    return Counter((row.channel, row.chat) for row in rows)


async def _nobody_twice(town):
    for notice in await town.rows(Notice):
        assert set((await _chats(town, notice)).values()) <= {1}, notice.id


async def _who_stayed_has_each_once(town):
    org = town.deps.rules.org
    for notice in await town.rows(Notice):
        if notice.state is not NoticeState.SENT:
            assert notice.state is not NoticeState.SENDING
            continue
        assert notice.reported_at is not None
        told = await _chats(town, notice)
        if notice.parent_id is None:
            for number, building in enumerate(BUILDINGS[:-2]):
                home = {"compound": "yongan-garden", "building": building, "unit": "1"}
                wanted = Audience.of(notice.audience).covers(org, home)
                assert told["web", f"r{number}"] == wanted, (notice.id, number)
        else:
            before = [
                row.chat
                for row in await town.outbox()
                if row.ticket_id == SENT - notice.parent_id and row.state is OutboxState.SENT
            ]
            steady = {chat for chat in before if chat not in RESTLESS}
            assert steady == {chat for _, chat in told if chat not in RESTLESS}


def test_whatever_happens_meanwhile_each_chat_has_each_notice_once(sqlite_file, tmp_path):
    beginnings = st.tuples(st.sampled_from([*AUDIENCES]), st.sampled_from([*PAGES, *DEATHS]))
    assert live_through(sqlite_file, tmp_path, beginnings, STEPS, _live) >= 2 * MANY
