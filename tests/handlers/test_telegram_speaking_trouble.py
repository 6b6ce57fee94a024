"""What goes wrong on the way out, over HTTP: nothing is lost, little is said twice."""

from datetime import timedelta

import httpx
import pytest
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from channels.pacer import Pacer
from channels.telegram_errors import LINE_AGAIN
from db.models import GroupPurpose, OutboxState
from domain.lifecycle import Status
from domain.people import Role
from tests.handlers.telegram_town import AT_ONCE, LAMP, TOKEN, speak_with

STAFF_GROUP, PARTY_GROUP, MOVED = -5, -6, -1001000000009
WEEK = "一周民情（11.16—11.22）"


async def impatient(town):
    """Let a bot speak that waits no longer than a moment for an answer."""
    base = town.api.base_url
    request = HTTPXRequest(read_timeout=0.3, connection_pool_size=8)
    bot = ExtBot(
        TOKEN, f"{base}/bot", f"{base}/file/bot", request=request, rate_limiter=Pacer(AT_ONCE)
    )
    await speak_with(town.program, bot)


async def lose_the_line(town):
    """Let a bot speak that knows who it is, and has no line to its server any more."""
    me = {"id": 1, "is_bot": True, "first_name": "bot", "username": "bot"}

    def answer(request: httpx.Request) -> httpx.Response:
        if not request.url.path.endswith("/getMe"):
            raise httpx.ConnectError("no line")
        return httpx.Response(200, json={"ok": True, "result": me})

    request = HTTPXRequest(httpx_kwargs={"transport": httpx.MockTransport(answer)})
    bot = ExtBot(TOKEN, request=request, rate_limiter=Pacer(AT_ONCE))
    await speak_with(town.program, bot)


async def test_too_many_requests_delay_that_chat_only(polled):
    resident, other = polled.resident(), polled.resident("李明")
    slow = (429, "Too Many Requests: retry after 1", {"retry_after": 1})
    polled.api.fail_next("sendMessage", *slow)
    await resident.says("/help")
    assert resident.reads() == []
    (row,) = await polled.unsent()
    assert row.state is OutboxState.PENDING and row.attempts == 0, "a wait asked for is no try"
    await other.says("/help")
    assert "有事说一句就行" in other.last
    await polled.after(seconds=1)
    assert len(resident.reads()) == 1 and await polled.unsent() == []


async def test_many_refusals_for_speed_never_use_up_the_tries(polled):
    resident = polled.resident()
    polled.api.fail_next("setMyCommands", 429, "Too Many Requests", {"retry_after": 60}, times=20)
    await resident.says("/start")
    await polled.after(minutes=25)
    assert (
        resident.menu == ["my", "news", "help", "lang", "home", "elder", "privacy"]
        and await polled.unsent() == []
    )


@pytest.mark.parametrize("how", ["blocked", "chat not found", "user is deactivated"])
async def test_who_cannot_be_reached_is_passed_over_until_they_write(polled, how):
    worker = await polled.property_worker()
    manager = await polled.joins("manager", "yongan-property", Role.PROPERTY_LEAD)
    if how == "blocked":
        polled.api.block(worker.person)
    else:
        polled.api.world.chats[worker.chat].forbidden = how
        status = 400 if how == "chat not found" else 403
        polled.api.fail_next("sendMessage", status, f"Bad Request: {how}")
    resident = polled.resident()
    await polled.api.say(resident.person, LAMP)
    await polled.hear()
    async with polled.deps.begin() as work:  # the worker's card first, so that the fault hits it
        rows = await polled.rows(type((await polled.unsent())[0]))
        card = next(row for row in rows if row.kind == "card")
        (await work.get(type(card), card.id)).priority = 0
        await work.commit()
    await polled.deliver()
    assert not await polled.reachable(worker) and await polled.reachable(resident)
    assert "收到" in resident.last

    await polled.after(hours=3)
    assert "1118-1" in manager.last, "the ladder goes on without the one who is away"
    assert worker.reads()[-1].startswith("欢迎")

    polled.api.unblock(worker.person)
    await worker.says("/todo")
    assert await polled.reachable(worker) and "1118-1" in worker.last


async def test_a_group_that_threw_us_out_is_no_longer_written_to(polled):
    worker = await polled.property_worker()
    staff = await polled.binds(worker, STAFF_GROUP, "yongan-property", GroupPurpose.STAFF)
    polled.api.block(STAFF_GROUP)
    resident = polled.resident()
    await resident.says(LAMP)
    assert not await polled.reachable(staff)
    calls = len(polled.api.called("sendMessage"))
    await resident.says(LAMP.replace("灯", "门"))
    tried = [c.parameters["chat_id"] for c in polled.api.called("sendMessage")[calls:]]
    assert STAFF_GROUP not in tried


async def test_a_card_that_is_gone_is_sent_anew(polled):
    worker, resident = await polled.property_worker(), polled.resident()
    await resident.says(LAMP)
    card = worker.message("1118-1 ·")
    place = polled.api.world.chats[worker.chat]
    staff = await polled.binds(worker, STAFF_GROUP, "yongan-property", GroupPurpose.STAFF)
    await worker.says("/todo")
    await worker.presses("看 1118-1")
    newest = worker.messages()[-1]
    del place.sent[newest.message_id], place.messages[newest.message_id]
    await polled.forge(worker, "accept:1", card.message_id)
    await polled.settle()
    assert any("to edit not found" in (c.refused or "") for c in polled.api.calls)
    assert "物业张师傅已接单" in worker.message("1118-1 ·").text
    assert worker.messages()[-1].message_id > newest.message_id
    assert await polled.unsent() == [] and staff.messages()

    await worker.replies("1118-1 ·", "在路上了")
    assert "在路上了" in resident.last, "the new card can be replied to"


async def test_an_edit_that_changes_nothing_is_no_failure(polled, caplog):
    worker, resident = await polled.property_worker(), polled.resident()
    await resident.says(LAMP)
    await worker.presses("接单")
    await resident.says("1118-1 是靠左边那一盏")  # the card has nothing new to say
    assert any("is not modified" in (c.refused or "") for c in polled.api.called("editMessageText"))
    assert await polled.unsent() == [] and "refused" not in caplog.text
    assert len([text for text in worker.reads() if "1118-1 ·" in text]) == 1


async def test_no_answer_means_a_note_goes_again(polled):
    await impatient(polled)
    resident = polled.resident()
    polled.api.hang_next("sendMessage", 2)
    await resident.says(LAMP)
    assert len(resident.reads()) == 1 and len(await polled.unsent()) == 1
    await polled.after(seconds=5)
    assert len(resident.reads()) == 2 and resident.reads()[0] == resident.reads()[1]
    assert await polled.unsent() == []


@pytest.mark.parametrize("trouble", ["hang", "dropped", "dropped before it arrived"])
async def test_no_answer_means_a_summary_does_not_go_again(polled, trouble, caplog):
    await impatient(polled)
    party = await polled.binds(polled.resident(), PARTY_GROUP, "yongan", GroupPurpose.PARTY)
    arrived = trouble != "dropped before it arrived"
    if trouble == "hang":
        polled.api.hang_next("sendPhoto", 2)  # the week goes out in a picture, with its words
    else:
        polled.api.drop_connection_next("sendPhoto", delivered=arrived)
    await polled.after(days=6)
    assert sum(WEEK in text for text in party.reads()) == arrived
    (row,) = await polled.unsent()
    assert row.state is OutboxState.MAYBE and "it may not go twice" in caplog.text


async def test_a_summary_that_was_refused_goes_late_rather_than_never(polled):
    party = await polled.binds(polled.resident(), PARTY_GROUP, "yongan", GroupPurpose.PARTY)
    polled.api.fail_next("sendPhoto", 502, "Bad Gateway", times=3)
    polled.api.fail_next("sendPhoto", 429, "Too Many Requests", {"retry_after": 1})
    await polled.after(days=6)
    await polled.after(minutes=2)
    assert sum(WEEK in text for text in party.reads()) == 1 and await polled.unsent() == []


@pytest.mark.parametrize("delivered", [True, False])
async def test_a_dropped_connection_loses_no_note(polled, delivered):
    resident = polled.resident()
    polled.api.drop_connection_next("sendMessage", delivered=delivered)
    await resident.says(LAMP)
    await polled.after(seconds=5)
    assert len(resident.reads()) == 1 + delivered and await polled.unsent() == []


async def test_a_line_that_is_cut_for_a_day_loses_nothing(polled, caplog):
    worker, resident = await polled.property_worker(), polled.resident()
    telegram = polled.program.channels["telegram"]
    await lose_the_line(polled)
    await resident.says(LAMP)
    before = len(worker.reads())
    for _ in range(30):  # far more often than a message is tried
        polled.clock.move_to(polled.clock.now() + timedelta(minutes=48))
        await polled.deliver()
    waiting = await polled.unsent()
    assert waiting and {(row.state, row.attempts) for row in waiting} == {(OutboxState.PENDING, 0)}
    assert caplog.text.count("nothing goes out on telegram") <= 31, "told once, not of each message"

    await speak_with(polled.program, telegram.bot)
    await polled.after(seconds=LINE_AGAIN)
    assert "1118-1" in resident.reads()[0] and await polled.unsent() == []
    assert any("1118-1" in text for text in worker.reads()[before:])


async def test_a_server_in_trouble_is_tried_again_and_again(polled):
    resident = polled.resident()
    polled.api.fail_next("sendMessage", 500, "Internal Server Error", times=4)
    await resident.says(LAMP)
    assert resident.reads() == []
    await polled.after(minutes=7)
    assert len(resident.reads()) == 1 and await polled.unsent() == []


async def test_what_never_goes_out_is_given_up_loudly_once_something_else_does(polled, caplog):
    resident, other = polled.resident(), polled.resident("李明")
    polled.api.fail_next("sendMessage", 500, "Internal Server Error", times=7)
    await resident.says("/help")
    await polled.after(minutes=82)
    (row,) = await polled.unsent()
    assert row.state is OutboxState.PENDING, "the server is away, and nobody's message is to blame"
    await other.says("/help")
    assert "有事说一句就行" in other.last
    polled.api.fail_next("sendMessage", 500, "Internal Server Error")
    await polled.after(minutes=60)
    (row,) = await polled.unsent()
    assert row.state is OutboxState.FAILED and "failed for good" in caplog.text


async def test_a_rejected_token_loses_nothing_and_stays_secret(polled, caplog):
    resident = polled.resident()
    polled.api.fail_next("sendMessage", 401, "Unauthorized")
    await resident.says(LAMP)
    assert len(await polled.unsent()) == 1 and TOKEN not in caplog.text
    await polled.after(seconds=5)
    assert "收到" in resident.last


async def test_a_group_that_became_a_supergroup_stays_bound(polled):
    worker, resident = await polled.property_worker(), polled.resident()
    staff = await polled.binds(worker, STAFF_GROUP, "yongan-property", GroupPurpose.STAFF)
    party = await polled.binds(worker, PARTY_GROUP, "yongan", GroupPurpose.PARTY)
    await resident.says(LAMP)
    assert "1118-1" in staff.last
    for number, group in enumerate((staff, party)):
        polled.api.migrate(group.chat, MOVED - number)
    staff, party = worker.within(MOVED), worker.within(MOVED - 1)

    await worker.presses("接单")
    assert "物业张师傅已接单" in staff.last, "the card goes where people are now"
    await resident.says(LAMP.replace("灯", "门"))
    assert await staff.presses("接单") == "接单成功，已告诉居民"
    assert "已接单" in staff.last and await polled.unsent() == []

    await polled.after(days=6)
    assert sum(WEEK in text for text in party.reads()) == 1
    await polled.after(hours=3)
    assert sum(WEEK in text for text in party.reads()) == 1, "once per week, also under a new id"
    assert await polled.unsent() == []


async def test_what_telegram_will_not_take_is_refused_once_and_told(polled, caplog):
    resident, worker = polled.resident(), await polled.property_worker()
    polled.api.fail_next("sendMessage", 400, "Bad Request: BUTTON_DATA_INVALID")
    await resident.says(LAMP)
    (row,) = await polled.unsent()
    assert row.state is OutboxState.FAILED and "button_data_invalid" in caplog.text.lower()
    assert "1118-1" in worker.last, "the others are not stopped by it"
    (ticket,) = await polled.tickets()
    assert ticket.status is Status.QUEUED


async def test_a_file_that_is_lost_does_not_take_the_words_with_it(polled, caplog):
    resident, worker = polled.resident(), await polled.property_worker()
    polled.api.fail_next("sendPhoto", 400, "Bad Request: wrong file identifier/HTTP URL specified")
    polled.api.fail_next("getFile", 400, "Bad Request: file is too big")
    await resident.sends_photo(LAMP)
    assert "1118-1" in worker.last and "居民发来的" in worker.last
    assert await polled.unsent() == [] and "a file could not be sent on" in caplog.text


async def test_a_file_of_another_sort_goes_as_a_document(polled):
    resident, worker = polled.resident(), await polled.property_worker()
    refusal = "Bad Request: can't use file of type Photo as Video"
    polled.api.fail_next("sendPhoto", 400, refusal)
    await resident.sends_photo(LAMP, content=b"\xff\xd8lamp")
    assert [m.document for m in worker.messages() if m.document] == [b"\xff\xd8lamp"]
    assert await polled.unsent() == []
