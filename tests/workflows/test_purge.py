"""The night's erasing: what is too old goes, what is still needed stays, and nothing of what went
is left in the file of the database."""

import ast
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from db.desk_rows import Supervision, SupportPart
from db.models import Account, Event, Outbox, OutboxState, Person, Receipt, Ticket
from db.time_rows import Deferral, DeferralKind, DeferralState
from db.web_rows import WebFile, WebMessage
from domain.lifecycle import Status
from domain.retention import FILES, WORDS
from tests.support.rows import make_outbox, make_person, make_ticket
from tests.support.town import Town, photo
from tests.support.traces import traces
from workflows import web_chat
from workflows.tidy import Purged, purge

ROOT = Path(__file__).parents[2]
LAMP = "3号楼2单元501门口的灯闪得人心慌，我叫王秀兰"
SECRETS = ("王秀兰", "心慌", "501", "香油瓶", "换了新灯头", "在等配件", "邻里盯着", "她家的猫")


async def mended(town: Town) -> int:
    """A matter of hers from the first word to the end, with a photo of her door."""
    her = await town.resident("her-chat")
    file = await web_chat.keep_file(town.deps, her.chat, "photo", "image/jpeg", "香油瓶".encode())
    await her.says(LAMP, media=[file])
    await town.property.presses("接单")
    await town.property.presses("办结")
    await town.property.says("换了新灯头", media=[photo()])
    await her.presses("已解决")
    await her.presses("😊 满意")
    return (await town.ticket()).id


async def add_rows(town: Town, *rows) -> None:
    async with town.deps.begin() as work:
        work.add_all(rows)
        await work.commit()


async def staff_words(town: Town, number: int) -> None:
    """What else staff wrote about it."""
    now = town.clock.now()
    moments = dict.fromkeys(("started_at", "accept_due", "due_at"), now)
    await add_rows(
        town,
        Supervision(
            ticket_id=number,
            since=now,
            by_id=town.street.person_id,
            reason="邻里盯着",
            ended_at=now,
        ),
        Supervision(
            ticket_id=number,
            since=now,
            by_id=town.street.person_id,
            reason="$ruled",
            ended_at=now,
            end_reason="$solved",
        ),
        Deferral(
            ticket_id=number,
            kind=DeferralKind.EXTENSION,
            reason="parts",
            words="在等配件",
            until=now,
            state=DeferralState.APPROVED,
            asked_at=now,
            asked_by=town.property.person_id,
        ),
        SupportPart(
            ticket_id=number, cycle=1, task="她家的猫", done_text="她家的猫", lead_text="她家的猫",
            media=[photo("c" * 32).to_json()], lead_media=[], **moments,
        ),
    )  # fmt: skip


async def test_after_its_time_a_ticket_keeps_its_bare_facts(town):
    number = await mended(town)
    await staff_words(town, number)
    before = await town.ticket(number)
    await town.after(days=364)
    assert (await purge(town.deps)).tickets == 0
    assert "王秀兰" in (await town.ticket(number)).text

    await town.after(days=2)
    after = await town.ticket(number)
    kept = ("category", "route", "level", "lead_unit", "opened_at", "closed_at", "verdict")
    assert {k: getattr(after, k) for k in kept} == {k: getattr(before, k) for k in kept}
    assert (after.text, after.media, after.household, after.spot) == ("", [], None, None)
    assert {k: v for k, v in after.place.items() if v} == {
        "compound": "yongan-garden",
        "building": "3",
    }
    assert after.reasons == before.reasons[:1]
    assert [e.kind for e in await town.events("rate")] == ["rate"]
    assert [e.values["answer"] for e in await town.events("rate")] == ["good"]
    assert [row.end_reason for row in await town.rows(Supervision)] == [None, "$solved"]
    assert [row.reason for row in await town.rows(Deferral)] == ["parts"]
    assert await traces(town, *SECRETS) == {}
    assert await purge(town.deps) == Purged()


async def test_nothing_of_a_matter_that_goes_on_is_touched(town):
    her = await town.resident("her-chat")
    await her.says(LAMP)
    await town.property.presses("接单")
    number = (await town.ticket()).id
    old = town.clock.now() - timedelta(days=800)
    async with town.deps.begin() as work:
        for model, column in ((Outbox, "created_at"), (WebMessage, "at"), (Ticket, "opened_at")):
            await work.execute(update(model).values(**{column: old}))
        await work.execute(update(Person).values(created_at=old))
        await work.commit()
    said = await town.property.reads()
    done = await purge(town.deps)
    assert (done.tickets, done.people) == (0, 0)
    ticket = await town.ticket(number)
    assert ticket.text == LAMP and ticket.place["room"] == "501"
    assert await town.property.reads() == said
    await town.property.presses("反馈")
    await town.property.says("正在换灯头")
    assert "正在换灯头" in await her.last()
    assert len([t for t in await town.property.reads() if "1118-1 ·" in t or "📎" in t]) <= 1


async def test_old_messages_and_receipts_go_but_for_the_newest(town):
    await mended(town)
    await town.after(days=89)
    receipts, said = len(await town.rows(Receipt)), len(await town.rows(Outbox))
    await purge(town.deps)
    assert (len(await town.rows(Receipt)), len(await town.rows(Outbox))) == (receipts, said)
    assert "王秀兰" in await traces(town, "王秀兰")
    newest = (await town.rows(Receipt))[-1].id
    await add_rows(town, make_outbox(chat="waits", created_at=town.clock.now(), state="pending"))
    await town.after(days=91)
    assert [row.id for row in await town.rows(Receipt)] == [newest]
    rows = await town.rows(Outbox)
    assert all(row.created_at > town.clock.now() - timedelta(days=90) for row in rows[:-1])
    old = town.clock.now() - timedelta(days=91)
    assert [(m.chat, m.text) for m in (await bubbles(town))[:-1] if m.at < old] == []


async def bubbles(town: Town) -> list[WebMessage]:
    return await town.rows(WebMessage)


async def test_what_was_never_sent_is_never_dropped(town):
    long_ago = town.clock.now() - timedelta(days=400)
    for state in OutboxState:
        await add_rows(
            town, make_outbox(chat="x", channel="none", state=state, created_at=long_ago)
        )
    await add_rows(town, make_outbox(chat="x", channel="none", state="sent"))
    await purge(town.deps)
    kept = [row.state for row in await town.rows(Outbox)]
    assert kept == [OutboxState.PENDING, OutboxState.SENDING, OutboxState.SENT]


async def test_whoever_was_not_heard_of_is_forgotten(town):
    """A stranger, a regular, somebody whose matter is long over, staff."""
    stranger = await town.resident("stranger-chat")
    regular = await town.resident("regular-chat")
    other = await town.resident("other-chat")
    await other.says("3号楼电梯停了")
    await other.says("/my")
    assert await other.presses("看 1118-1") == "已发给您"
    assert await other.presses("撤回") == "好的"
    await town.after(days=300)
    await regular.says("你好")
    await town.after(days=66)
    gone = await traces(town, "stranger-chat", "other-chat", "regular-chat", "李娜")
    assert set(gone) == {"regular-chat", "李娜"}
    people = {p.id: p for p in await town.rows(Person)}
    assert people[stranger.person_id].name == "" and people[stranger.person_id].home is None
    assert people[regular.person_id].home == {"compound": "yongan-garden"}
    async with town.deps.begin() as work:
        mine = select(Account).where(Account.person_id == stranger.person_id)
        assert (await work.scalars(mine)).all() == []


@pytest.mark.parametrize("stopped_after", [0, 1])
async def test_the_end_of_the_process_cuts_it_short(town, stopped_after):
    async with town.deps.begin() as work:
        owner = make_person(name="")
        work.add(owner)
        await work.flush()
        closed = town.clock.now() - timedelta(days=500)
        work.add_all(
            make_ticket(owner.id, status=Status.CLOSED, closed_at=closed, text=f"旧事{n}")
            for n in range(150)
        )
        await work.commit()
    asked = iter([False] * (2 * stopped_after) + [True] * 50)
    first = await purge(town.deps, lambda: next(asked))
    assert first.tickets == 100 * stopped_after
    assert (await purge(town.deps)).tickets == 150 - 100 * stopped_after
    assert await traces(town, "旧事") == {}


async def test_the_files_of_a_resident_go_with_her_ticket(town):
    await mended(town)
    assert len(await files(town)) == 1
    await town.after(days=366)
    assert await files(town) == []


async def files(town: Town) -> list[WebFile]:
    async with town.deps.begin() as work:
        sent = select(WebFile).where(WebFile.mime != "image/png")  # that is the week, drawn by us
        return list(await work.scalars(sent))


async def test_what_was_kept_for_an_answer_goes_when_none_came(town):
    await town.grid.says(media=[photo("a" * 32)])
    town.clock.move_to(town.clock.now() + timedelta(hours=20))
    await town.property.says(media=[photo("b" * 32)])
    kept = await expected(town)
    assert {who: len(one["media"]) for who, one in kept.items()} == {
        town.grid.person_id: 1,
        town.property.person_id: 1,
    }
    await purge(town.deps)
    assert list(await expected(town)) == [town.property.person_id]
    assert "a" * 32 not in str(await expected(town))


async def expected(town: Town) -> dict[int, dict]:
    """What we still wait for, by who was asked."""
    return {one.id: one.expects for one in await town.rows(Person) if one.expects}


async def test_it_runs_once_a_night_at_its_hour(town):
    number = await mended(town)
    await add_rows(town, Event(ticket_id=number, at=town.clock.now(), kind="forgotten", values={}))
    town.program.rounds.purged = None
    await town.until(town.clock.now().replace(hour=23))
    assert (await town.ticket(number)).text == "", "late rather than never"
    assert await town.program.rounds.purge() == Purged()


NEVER_WORDS = {
    "eta", "before", "after", "role", "cycle", "unit", "side", "by", "route", "category", "level",
    "clocks", "rung", "told", "unreachable", "clock", "percent", "deferral", "asked_by", "code",
    "timers", "other", "into", "main", "confidence", "seasons", "origin", "to", "asker", "answer",
    "status", "reason", "until", "choice", "sent", "person", "redo", "of", "who",
}  # fmt: skip
"""Values of the history that nobody writes: codes, numbers, dates. `reason` is one but where the
supervision list is concerned, which domain.retention knows."""


def test_whatever_somebody_wrote_into_the_history_is_known_to_the_erasing():
    """A new free text in a `note(...)` must be named in domain.retention."""
    names = {
        (path.name, keyword.arg)
        for path in (ROOT / "workflows").glob("*.py")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in ("note", "_note")
        for keyword in call.keywords
        if keyword.arg
    }
    assert {(m, n) for m, n in names if n not in NEVER_WORDS | WORDS | FILES} == set()
    assert {n for _, n in names} >= {"text", "words", "media", "sent"}
