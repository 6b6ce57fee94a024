"""What the Bot API twin refuses and what goes wrong on demand, as the libraries see it."""

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, ReplyParameters
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TimedOut,
)
from telegram.ext import ExtBot

from tests.support.bot_api import BotApi, Person
from tests.support.bot_api_plain import post

BUTTONS = InlineKeyboardMarkup([[InlineKeyboardButton("接单", callback_data="take:1")]])
GROUP = -1001234567890


@pytest.mark.parametrize(
    ("method", "parameters", "status", "description"),
    [
        ("sendMessage", {"chat_id": 404, "text": "x"}, 400, "Bad Request: chat not found"),
        ("sendMessage", {"chat_id": 7, "text": " "}, 400, "Bad Request: message text is empty"),
        (
            "sendMessage",
            {"chat_id": 7, "text": "字" * 4097},
            400,
            "Bad Request: message is too long",
        ),
        (
            "sendMessage",
            {"chat_id": 7, "text": 5},
            400,
            'Bad Request: Field "text" must be of type',
        ),
        ("sendMessage", {"chat_id": 7, "text": "<q>", "parse_mode": "HTML"}, 400, "can't parse"),
        ("sendMessage", {"chat_id": 8, "text": "x"}, 403, "Forbidden: bot was blocked by the user"),
        (
            "sendMessage",
            {"chat_id": 9, "text": "x"},
            403,
            "can't initiate conversation with a user",
        ),
        ("sendMessage", {"chat_id": -5, "text": "x"}, 403, "bot was kicked from the group chat"),
        ("sendPhoto", {"chat_id": 7, "photo": "none"}, 400, "wrong file identifier/HTTP URL"),
        ("editMessageText", {"chat_id": 7, "message_id": 1, "text": "a"}, 400, "is not modified: "),
        ("editMessageText", {"chat_id": 7, "message_id": 9, "text": "b"}, 400, "to edit not found"),
        ("editMessageText", {"chat_id": 7, "message_id": 2, "text": "b"}, 400, "can't be edited"),
        ("deleteMessage", {"chat_id": 7, "message_id": 9}, 400, "message to delete not found"),
        ("answerCallbackQuery", {"callback_query_id": "1"}, 400, "query is too old and response"),
        ("getFile", {"file_id": "none"}, 400, "Bad Request: invalid file_id"),
        ("setMyCommands", {"commands": [{"command": "报修"}]}, 400, "BOT_COMMAND_INVALID"),
        ("sendNothing", {}, 404, "Not Found: method not found"),
    ],
)
async def test_refusals_are_worded_as_telegram_words_them(
    api: BotApi,
    resident: Person,
    method: str,
    parameters: dict[str, object],
    status: int,
    description: str,
) -> None:
    api.user(8), api.user(9, started=False), api.group(-5)
    api.block(8), api.block(-5)
    await post(api, "sendMessage", {"chat_id": 7, "text": "a"})
    await api.say(resident, "hello")

    answer = await post(api, method, parameters)
    assert (answer["ok"], answer["error_code"]) == (False, status)
    assert description in answer["description"]
    assert api.calls[-1].refused == answer["description"] or "Field" in description


@pytest.mark.parametrize("size", [0, 65])
async def test_button_data_has_a_size(api: BotApi, resident: Person, size: int) -> None:
    button = {"text": "接单", "callback_data": "x" * size}
    markup = {"inline_keyboard": [[button]]}
    answer = await post(api, "sendMessage", {"chat_id": 7, "text": "a", "reply_markup": markup})
    assert answer["description"] == "Bad Request: BUTTON_DATA_INVALID"


async def test_tokens_are_checked(api: BotApi) -> None:
    with pytest.raises(InvalidToken):
        async with ExtBot("1:wrong-but-well-formed", base_url=api.base_url + "/bot"):
            pass
    server = TelegramAPIServer.from_base(api.base_url)
    async with Bot("1:wrong-but-well-formed", AiohttpSession(api=server)) as stranger:
        with pytest.raises(TelegramUnauthorizedError):
            await stranger.get_me()
    assert (await post(api, "getMe", {}, token="x"))["description"] == "Not Found"


async def test_planned_refusals_arrive_as_the_libraries_own_errors(
    api: BotApi, resident: Person, speaker: ExtBot[None], ear: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    slow = (429, "Too Many Requests: retry after 5", {"retry_after": 5})
    api.fail_next("sendMessage", *slow, times=2)
    api.fail_next("sendMessage", 502, "Bad Gateway")
    with pytest.raises(RetryAfter):
        await speaker.send_message(7, "x")
    with pytest.raises(TelegramRetryAfter):
        await ear.send_message(7, "x")
    with pytest.raises(NetworkError, match="Bad Gateway"):
        await speaker.send_message(7, "x")
    assert api.sent(resident) == []
    assert (await speaker.send_message(7, "x")).text == "x"


async def test_a_blocked_bot_and_a_moved_group(
    api: BotApi, resident: Person, speaker: ExtBot
) -> None:
    api.block(resident)
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await speaker.send_message(7, "x")
    await api.say(resident, "我回来了")
    await speaker.send_message(7, "欢迎")

    api.group(-5)
    api.migrate(-5, GROUP)
    with pytest.raises(ChatMigrated) as moved:
        await speaker.send_message(-5, "x")
    await speaker.send_message(moved.value.new_chat_id, "x")
    assert len(api.sent(GROUP)) == 1


async def test_a_hanging_answer_was_delivered(
    api: BotApi, resident: Person, speaker: ExtBot
) -> None:
    api.hang_next("sendMessage", 5)
    with pytest.raises(TimedOut):
        await speaker.send_message(7, "也许", read_timeout=0.05)
    assert [message.text for message in api.sent(resident)] == ["也许"]


@pytest.mark.parametrize("delivered", [False, True])
async def test_a_dropped_connection_delivered_or_not(
    api: BotApi, resident: Person, speaker: ExtBot[None], delivered: bool
) -> None:
    api.drop_connection_next("sendMessage", delivered=delivered)
    with pytest.raises(NetworkError) as dropped:
        await speaker.send_message(7, "x")
    assert not isinstance(dropped.value, BadRequest)
    assert len(api.sent(resident)) == delivered


async def test_an_old_press_cannot_be_answered(
    api: BotApi, resident: Person, speaker: ExtBot
) -> None:
    await speaker.send_message(7, "x", reply_markup=BUTTONS)
    pressed = await api.press(resident, 1, "接单")
    await speaker.answer_callback_query(pressed.query_id, "好")
    api.expire_queries()
    with pytest.raises(BadRequest, match="Query is too old"):
        await speaker.answer_callback_query(pressed.query_id)
    assert api.toasts == ["好"]
    with pytest.raises(AssertionError, match="no button '拒绝'"):
        await api.press(resident, 1, "拒绝")


async def test_replies_need_their_message(
    api: BotApi, resident: Person, speaker: ExtBot[None]
) -> None:
    told = await api.say(resident, "漏水")
    await speaker.send_message(7, "哪里？", reply_parameters=ReplyParameters(told.message_id))
    assert api.sent(resident)[0].reply_to == told.message_id
    with pytest.raises(BadRequest, match="Message to be replied not found"):
        await speaker.send_message(7, "x", reply_parameters=ReplyParameters(99))
    tolerant = ReplyParameters(99, allow_sending_without_reply=True)
    await speaker.send_message(7, "x", reply_parameters=tolerant)


async def test_enforced_limits_answer_429_and_count(api: BotApi, resident: Person) -> None:
    now = [1000.0]
    async with BotApi(now=lambda: now[0]) as api:
        api.enforce_limits(per_second=3, per_group_per_minute=2)
        for number in range(1, 5):
            api.user(number)
        api.group(-5)

        async def refused(chat: int) -> int | None:
            answer = await post(api, "sendMessage", {"chat_id": chat, "text": "x"})
            wait: int | None = answer.get("parameters", {}).get("retry_after")
            return wait

        assert [await refused(chat) for chat in (1, 1, 2, 3, 4)] == [None, 1, None, None, 1]
        for expected in (None, None, 58):
            now[0] += 1
            assert await refused(-5) == expected
        assert api.refused == {"chat": 1, "overall": 1, "group": 1}


async def test_waiting_in_vain_says_what_was_called(api: BotApi, resident: Person) -> None:
    await post(api, "sendMessage", {"chat_id": 7, "text": "x"})
    with pytest.raises(TimeoutError, match="sendMessage"):
        await api.wait_for(lambda: api.toasts, timeout=0.05)
