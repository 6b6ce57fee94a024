"""Whole stories over HTTP: people on Telegram, the program in between, nothing replaced."""

import asyncio

import pytest
from aiohttp import ClientSession

from bot.config_file import load_settings
from bot.run import run, start_speaking
from db.models import GroupPurpose, Receipt
from domain.lifecycle import Status
from tests.handlers.telegram_town import LAMP, SECRET, TOKEN, open_telegram_town
from tests.support.bot_api_people import TINY_PHOTO
from tests.support.town import EXAMPLE

STAFF_GROUP, PARTY_GROUP = -1001000000001, -1001000000002


async def test_a_report_is_taken_handled_and_rated(town):
    worker = await town.property_worker()
    assert "永安物业" in worker.last and "值班员" in worker.last
    staff = await town.binds(worker, STAFF_GROUP, "yongan-property", GroupPurpose.STAFF)
    assert "工作群" in staff.last

    resident = town.resident()
    await resident.says("/start")
    await resident.says(LAMP)
    first = resident.last
    assert "收到" in first and "永安物业" in first and "1118-1" in first

    card, shared = worker.message("为什么找您"), staff.message("为什么找您")
    assert "3号楼2单元" in card.text and "💬" in card.text
    assert "💬" not in shared.text and "王芳" not in shared.text
    assert await staff.presses("接单") == "接单成功，已告诉居民"
    for where, before in ((worker, card), (staff, shared)):
        (after,) = [m for m in where.messages() if m.message_id == before.message_id]
        assert after.edited and "物业张师傅已接单" in after.text
        assert len([t for t in where.reads() if "1118-1 ·" in t]) == 1, "edited, not doubled"
    assert "物业张师傅接单了" in resident.last

    await worker.replies("1118-1 ·", "已到现场，灯座坏了，去拿配件")
    assert "已到现场，灯座坏了，去拿配件" in resident.last and worker.last.endswith(" 已转给居民。")

    assert await worker.presses("办结") == "请发一张办好后的照片"
    await worker.sends_photo("换了新灯座，亮了")
    done = resident.messages()[-1]
    assert done.photo == TINY_PHOTO and "换了新灯座，亮了" in done.text
    assert done.labels == ["👍 已解决", "👎 没解决"]
    assert await resident.presses("已解决") == "谢谢！"
    assert await resident.presses("😊 满意") == "谢谢！"
    (ticket,) = await town.tickets()
    assert (ticket.status, ticket.verdict) == (Status.CLOSED, "solved")
    assert "✅ 已办完" in worker.message("1118-1 ·").text
    assert worker.message("1118-1 ·").labels == []
    assert await town.unsent() == []


async def test_a_photo_reaches_the_worker_and_not_the_group(town):
    worker = await town.property_worker()
    staff = await town.binds(worker, STAFF_GROUP, "yongan-property", GroupPurpose.STAFF)
    resident = town.resident()
    await resident.sends_photo(LAMP, content=b"\xff\xd8the lamp")
    (ticket,) = await town.tickets()
    assert ticket.text == LAMP and "📎 有 1 个附件" in worker.message("💬").text
    assert [m.photo for m in worker.messages() if m.photo] == [b"\xff\xd8the lamp"]
    sent = town.api.called("sendPhoto")
    assert [call.parameters["chat_id"] for call in sent] == [worker.chat], "by its file_id"
    assert not any(m.photo for m in staff.messages())

    await resident.sends_photo(content=b"\xff\xd8closer")
    assert len(await town.tickets()) == 1 and "都记到一起了。编号 1118-1" in resident.last
    assert [m.photo for m in worker.messages() if m.photo][-1] == b"\xff\xd8closer"


async def test_unsolved_goes_back_and_the_next_level_watches(town):
    worker = await town.property_worker()
    resident = town.resident()
    await resident.says(LAMP)
    await worker.presses("接单")
    await worker.presses("办结")
    await worker.sends_photo("好了")
    assert await resident.presses("没解决") == "已退回重办"
    assert "没解决，马上重新办" in resident.last
    assert "第 1 次重办" in worker.message("为什么找您").text
    (ticket,) = await town.tickets()
    assert (ticket.status, ticket.redo) == (Status.QUEUED, 1)


async def test_the_party_group_hears_of_the_week_once(polled):
    resident = polled.resident()
    party = await polled.binds(resident, PARTY_GROUP, "yongan", GroupPurpose.PARTY)
    assert "党组织群" in party.last and "一周民情" in party.last
    await resident.says(LAMP)
    await polled.after(days=6)
    weeks = [text for text in party.reads() if "永安社区 一周民情（11.16—11.22）" in text]
    assert len(weeks) == 1 and "来单 1 件" in weeks[0]
    assert "王芳" not in weeks[0] and LAMP not in weeks[0]


async def test_commands_answer_each_role(town):
    resident, worker = town.resident(), await town.property_worker()
    await resident.says("/help")
    assert "/my 我的事情" in resident.last and "/todo" not in resident.last
    await resident.says("/my")
    assert "还没有报过事情" in resident.last
    await resident.says("/todo")
    assert "工作人员用的" in resident.last

    await resident.says(LAMP)
    await resident.says("/my@twin_bot")
    assert "1118-1" in resident.last and "等永安物业" in resident.last
    assert await resident.presses("催一下") == "好的"
    assert "已替您催了" in resident.last

    await worker.says("/help")
    assert "/todo 我的待办" in worker.last
    await worker.says("/todo")
    assert "等接单 1 件" in worker.last
    assert await worker.presses("看 1118-1") == "已发给您"
    await worker.says("/duty")
    assert await worker.presses("下班") == "已下班，不再派单给您"
    await worker.says("/duty")
    assert "下班" in worker.last
    assert await worker.presses("上班") == "已上班"

    await resident.says("/lang")
    assert await resident.presses("English") == "All right, English from now on"
    await resident.says("/help")
    assert "Just send one sentence" in resident.last
    menu = town.api.world.commands[f"chat:{resident.chat}", ""]
    assert menu[0] == {"command": "my", "description": "My requests"}


async def test_the_menu_is_that_of_the_role(town):
    resident = town.resident()
    await resident.says("/start")
    assert resident.menu == ["my", "news", "help", "lang", "home", "elder", "privacy"]
    assert "有事说一句就行" in resident.last
    worker = await town.property_worker()
    assert worker.menu == [
        "my",
        "todo",
        "queue",
        "duty",
        "find",
        "leave",
        "back",
        "exclude",
        "star",
        "news",
        "help",
        "lang",
        "home",
        "elder",
        "privacy",
    ]
    scopes = [call.parameters["scope"] for call in town.api.called("setMyCommands")]
    assert scopes == [{"type": "chat", "chat_id": user.chat} for user in (resident, worker)]


async def test_strangers_speak_their_telegram_s_language(polled):
    guest = polled.resident("Ann", language_code="en-GB")
    await guest.says("/start")
    assert "Hello, I am Jiedan" in guest.last


async def test_the_default_menu_is_set_at_the_start(polled):
    loop = await start_speaking(polled.program)
    default = polled.api.world.commands["default", ""]
    assert [command["command"] for command in default] == [
        "my",
        "news",
        "help",
        "lang",
        "home",
        "elder",
        "privacy",
    ]
    polled.program.stop.set()
    polled.program.woken.set()
    await loop


@pytest.mark.parametrize("status", [401, 429, 502])
async def test_telegram_s_trouble_does_not_stop_the_start(polled, caplog, status):
    retry = {"retry_after": 9} if status == 429 else None
    polled.api.fail_next("setMyCommands", status, "not now", retry)
    loop = await start_speaking(polled.program)
    assert "Telegram cannot be reached yet" in caplog.text and TOKEN not in caplog.text
    polled.program.stop.set()
    polled.program.woken.set()
    await loop


async def test_the_webhook_asks_for_its_secret(api, database_url):
    town = await open_telegram_town(api, database_url, "webhook")
    url = town.program.settings.telegram.webhook_url
    user = town.resident()
    update = {
        "update_id": 1,
        "message": {
            "message_id": 1,
            "date": 1_790_000_000,
            "chat": {"id": user.chat, "type": "private"},
            "from": user.person.as_json(),
            "text": LAMP,
        },
    }
    header = "X-Telegram-Bot-Api-Secret-Token"
    wrong = [{}, {header: ""}, {header: SECRET + "0"}, {header: "密"}]
    async with ClientSession() as http:
        for headers in wrong:
            async with http.post(url, json=update, headers=headers) as answer:
                assert answer.status == 401
        assert await town.rows(Receipt) == [] and await town.tickets() == []
        async with http.post(url, json=update, headers={header: SECRET}) as answer:
            assert answer.status == 200
        assert len(await town.tickets()) == 1
        async with http.get(url, headers={header: SECRET}) as answer:
            assert answer.status == 405
        for rubbish in (b"", b"not json", b"[]", b'{"update_id": "x"}', b"\xff\xfe"):
            async with http.post(url, data=rubbish, headers={header: SECRET}) as answer:
                assert answer.status == 200, "sent again it would be no more readable"
    await town.close()


@pytest.mark.parametrize("mode", ["polling", "webhook"])
async def test_the_running_process_hears_and_speaks(api, database_url, mode):
    town = await open_telegram_town(api, database_url, mode)
    program = town.program
    settings = program.settings
    web = settings.web.model_copy(update={"port": 0})
    telegram = settings.telegram.model_copy(update={"webhook_port": 0})
    program.settings = settings.model_copy(update={"web": web, "telegram": telegram})
    parts = frozenset({"hear", "speak", "tick", "web"} if mode == "polling" else {"speak"})
    running = asyncio.create_task(run(program, parts))
    await api.wait_for(lambda: api.called("setMyCommands"))
    resident = town.resident()
    await api.say(resident.person, LAMP)
    await api.wait_for(lambda: "收到" in "".join(resident.reads()))
    await api.say(resident.person, "/my")
    await api.wait_for(lambda: "您的事情" in resident.last)
    await api.press(resident.person, resident.message("您的事情"), "🔔 催一下 1118-1")
    await api.wait_for(lambda: api.toasts == ["好的"])
    await api.wait_for(lambda: "已替您催了" in resident.last)
    await api.wait_for(lambda: api.pending == [])  # polling: the next long poll is under way
    program.stop.set()
    async with asyncio.timeout(5):
        await running
    assert "已替您催了" in "".join(resident.reads())


def test_the_token_has_the_shape_the_configuration_asks_for(tmp_path):
    text = EXAMPLE.read_text("utf-8").replace("enabled = false", "enabled = true", 1)
    config = tmp_path / "config.toml"
    config.write_text(text.replace('token = ""', f'token = "{TOKEN}"', 1), "utf-8")
    assert load_settings(config).telegram.secret_token() == TOKEN


async def test_a_reply_to_the_card_in_the_staff_group_is_progress(town):
    worker = await town.property_worker()
    staff = await town.binds(worker, STAFF_GROUP, "yongan-property", GroupPurpose.STAFF)
    resident = town.resident()
    await resident.says(LAMP)
    await staff.presses("接单")
    await staff.replies("1118-1 ·", "配件下午到，到了就装")
    assert "配件下午到，到了就装" in resident.last
    stranger = town.resident("路人").within(STAFF_GROUP)
    before = resident.reads()
    await stranger.replies("1118-1 ·", "我也来说一句")
    assert resident.reads() == before


async def test_a_report_behind_a_command_is_a_report(town):
    resident = town.resident()
    await resident.says("/help 永安花园3号楼电梯坏了")
    (ticket,) = await town.tickets()
    assert ticket.text == "永安花园3号楼电梯坏了"


async def test_an_english_telegram_gets_the_menu_in_english(polled):
    loop = await start_speaking(polled.program)
    menu = polled.api.world.commands["default", "en"]
    assert {"command": "my", "description": "My requests"} in menu
    polled.program.stop.set()
    polled.program.woken.set()
    await loop
