"""What goes wrong on the way in, over HTTP: an update is confirmed only when it is in the database,
comes again until it is, and is acted on once."""

import asyncio
import sqlite3
from contextlib import asynccontextmanager

import pytest
from aiohttp import web

from db.models import Event, Outbox, Receipt, Ticket
from domain.lifecycle import Status
from handlers.telegram.hear import make_dispatcher, make_hearing_bot
from handlers.telegram.listen import NotTakenIn, Poller
from handlers.telegram.set_aside import MOST_FAILURES
from tests.handlers.telegram_town import LAMP, TOKEN, open_telegram_town


@pytest.fixture
def away(request, database_url):
    """A context in which the town's database takes no work."""
    if database_url.startswith("sqlite"):
        return lambda town: _locked(town, database_url.removeprefix("sqlite:///"))
    return lambda town: _closed(request.getfixturevalue("postgres"), database_url)


@asynccontextmanager
async def _locked(town, path):
    async with town.program.engine.connect() as connection:
        await connection.exec_driver_sql("PRAGMA busy_timeout=0")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    yield
    other.execute("ROLLBACK")
    other.close()


@asynccontextmanager
async def _closed(server, url):
    name = url.partition("?")[0].rpartition("/")[2]
    server.psql(f"alter database {name} allow_connections false;")
    server.psql(f"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}';")
    yield
    server.psql(f"alter database {name} allow_connections true;")


async def fails(town, times: int) -> None:
    """Let what waits come so often, in vain."""
    if town.poller is None:
        wanted = town.api.feed.webhook.failures + times
        await town.api.wait_for(lambda: town.api.feed.webhook.failures >= wanted)
        return
    for _ in range(times):
        with pytest.raises(NotTakenIn):
            await town.poller.once(0)


async def test_nothing_is_lost_while_the_database_is_away(town, away, caplog):
    worker, resident = await town.property_worker(), town.resident()
    async with away(town):
        said = await town.api.say(resident.person, LAMP)
        await town.api.say(resident.person, "/my")
        await fails(town, MOST_FAILURES + 2)
        assert said.update_id in town.api.pending
    await town.settle()
    assert town.api.pending == [] and len(await town.tickets()) == 1
    assert "您的事情" in resident.last and "1118-1" in worker.last
    assert LAMP not in caplog.text and "王芳" not in caplog.text

    async with away(town):
        await town.api.press(worker.person, worker.message("1118-1 ·"), "✋ 接单·马上")
        await fails(town, MOST_FAILURES + 2)
        assert town.api.toasts == []
    await town.settle()
    assert town.api.toasts == ["接单成功，已告诉居民"]


async def test_what_comes_twice_is_acted_on_once(town):
    worker, resident = await town.property_worker(), town.resident()
    told = [
        await resident.says("永安花园8号楼楼道灯坏了"),
        await resident.sends_photo(),
        await resident.says("/my"),
        await town.api.edit(resident.person, 1, "永安花园9号楼楼道灯坏了"),
        await town.api.press(worker.person, worker.message("1118-1 ·"), "✋ 接单·马上"),
    ]
    await town.settle()
    kept = [Ticket, Event, Outbox, Receipt]
    before = {model: len(await town.rows(model)) for model in kept}
    reads = resident.reads(), worker.reads()
    for one in told:
        await town.api.redeliver(one)
    await town.settle()
    assert {model: len(await town.rows(model)) for model in kept} == before
    assert (resident.reads(), worker.reads()) == reads
    assert town.api.toasts == ["接单成功，已告诉居民", "已经收到了"]


async def test_an_update_nobody_can_digest_stops_no_other(both_ways, caplog):
    town = both_ways
    async with town.program.engine.begin() as connection:
        await connection.exec_driver_sql(
            "CREATE TRIGGER poison BEFORE INSERT ON ticket WHEN NEW.category = 'nuisance' "
            "BEGIN SELECT RAISE(ABORT, 'no'); END"
        )
    resident, other = town.resident(), town.resident("李明")
    await town.api.say(resident.person, "永安花园3号楼楼上半夜太吵，有毒")
    await town.api.say(resident.person, "永安花园3号楼的门坏了")
    await town.api.say(other.person, "永安花园5号楼的灯坏了")
    if town.poller:
        await fails(town, MOST_FAILURES - 1)
        assert [t.text for t in await town.tickets()] == ["永安花园5号楼的灯坏了"]
    await town.settle()
    texts = {ticket.text for ticket in await town.tickets()}
    assert texts == {"永安花园3号楼的门坏了", "永安花园5号楼的灯坏了"}
    assert town.api.pending == [] and "is set aside" in caplog.text
    assert "有毒" not in caplog.text and "王芳" not in caplog.text


async def test_an_update_nobody_can_read_stops_no_other(both_ways, caplog):
    town = both_ways
    resident = town.resident()
    await town.raw("callback_query", {"id": 7})
    await town.api.say(resident.person, LAMP)
    await town.raw("message", {"text": "no chat, no date"})
    await town.settle()
    assert len(await town.tickets()) == 1 and town.api.pending == []
    assert caplog.text.count("cannot be read and is set aside") == 2


async def test_an_update_of_another_kind_is_passed_over(both_ways):
    town = both_ways
    member = {"user": {"id": 1, "is_bot": False, "first_name": "x"}, "status": "left"}
    await town.raw("my_chat_member", {"chat": {"id": 1, "type": "private"}, "new": member})
    await town.raw("message_reaction", {"chat": {"id": 1, "type": "private"}})
    await town.settle()
    assert await town.rows(Receipt) == [] and town.api.pending == []


async def test_a_press_too_old_to_be_answered_counts_all_the_same(both_ways):
    town = both_ways
    worker, resident = await town.property_worker(), town.resident()
    await resident.says(LAMP)
    if town.poller:
        await town.api.press(worker.person, worker.message("1118-1 ·"), "✋ 接单·马上")
        town.api.expire_queries()
    else:
        town.api.fail_next("answerCallbackQuery", 400, "Bad Request: query is too old and …")
        await town.api.press(worker.person, worker.message("1118-1 ·"), "✋ 接单·马上")
    await town.settle()
    assert town.api.toasts == [] and town.api.pending == []
    assert "物业张师傅接单了" in resident.last


async def test_an_answer_that_failed_is_given_when_the_press_comes_again(both_ways):
    town = both_ways
    worker, resident = await town.property_worker(), town.resident()
    await resident.says(LAMP)
    town.api.fail_next("answerCallbackQuery", 500)
    await town.api.press(worker.person, worker.message("1118-1 ·"), "✋ 接单·马上")
    if town.poller:
        await fails(town, 1)
    await town.settle()
    assert town.api.toasts == ["已经收到了"], "answered, and acted on once"
    (ticket,) = await town.tickets()
    assert ticket.status is Status.HANDLING
    assert sum("接单了" in text for text in resident.reads()) == 1


async def test_polling_outlives_telegram_s_trouble(polled, caplog):
    api, resident = polled.api, polled.resident()
    polled.poller.pause = 0.01
    stop = asyncio.Event()
    api.fail_next("deleteWebhook", 502, "Bad Gateway")
    api.fail_next("getUpdates", 500)
    api.fail_next("getUpdates", 409, "Conflict: terminated by other getUpdates request")
    api.fail_next("getUpdates", 401, "Unauthorized")
    api.drop_connection_next("getUpdates")
    running = asyncio.create_task(polled.poller.run(stop))
    told = await api.say(resident.person, LAMP)
    await api.wait_for(lambda: told.update_id not in api.pending)
    assert caplog.text.count("polling failed") == 5 and TOKEN not in caplog.text
    stop.set()
    polled.poller.hurry()
    await running
    assert len(await polled.tickets()) == 1


async def test_polling_outlives_an_answer_that_is_no_json(polled, caplog):
    """A proxy in between answers with a page."""
    answered = asyncio.Event()
    answers = [web.Response(status=502, text="<html>Bad Gateway</html>", content_type="text/html")]

    async def answer(request):
        if request.match_info["method"] == "deleteWebhook":
            return web.json_response({"ok": True, "result": True})
        if answers:
            return answers.pop()
        answered.set()
        return web.json_response({"ok": True, "result": []})

    app = web.Application()
    app.router.add_route("*", "/bot{token}/{method}", answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    bot = make_hearing_bot(TOKEN, f"http://127.0.0.1:{runner.addresses[0][1]}")
    poller = Poller(bot, make_dispatcher(polled.deps, polled.program.words.say), pause=0.01)
    stop = asyncio.Event()
    running = asyncio.create_task(poller.run(stop))
    await answered.wait()
    stop.set()
    poller.hurry()
    await running
    assert "polling failed (ClientDecodeError)" in caplog.text
    await bot.session.close()
    await runner.cleanup()


async def test_the_webhook_is_announced_once_telegram_can_be_reached(api, sqlite_url, caplog):
    api.fail_next("setWebhook", 429, "Too Many Requests", {"retry_after": 1})
    town = await open_telegram_town(api, sqlite_url, "webhook")
    assert "announcing the webhook failed" in caplog.text
    assert api.feed.webhook.url == town.program.settings.telegram.webhook_url
    await town.close()
