"""The Bot API twin itself: both libraries and plain HTTP talk to it as they do to Telegram."""

import asyncio
from typing import Any

import pytest
from aiogram import Bot, Dispatcher
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramConflictError,
)
from aiogram.types import BotCommand, BotCommandScopeChat, BufferedInputFile, CallbackQuery, Message
from aiohttp import FormData, web
from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.ext import ExtBot

from tests.support.bot_api import BotApi, Person
from tests.support.bot_api_plain import post

BUTTONS = InlineKeyboardMarkup([[InlineKeyboardButton("接单", callback_data="take:1")]])
GROUP = -1001234567890


async def test_ext_bot_sends_edits_and_deletes(
    api: BotApi, resident: Person, speaker: ExtBot
) -> None:
    message = await speaker.send_message(
        7, "<b>水管</b>漏水", parse_mode="HTML", reply_markup=BUTTONS
    )
    (seen,) = api.sent(resident)
    assert (seen.text, seen.buttons, seen.edited) == ("水管漏水", [[("接单", "take:1")]], False)

    await speaker.edit_message_text("已接单", chat_id=7, message_id=message.message_id)
    (seen,) = api.sent(resident)
    assert (seen.text, seen.buttons, seen.edited) == ("已接单", [], True)
    assert seen.earlier == ["水管漏水"]

    await speaker.edit_message_reply_markup(7, message.message_id, reply_markup=BUTTONS)
    assert api.sent(resident)[0].labels == ["接单"]
    await speaker.delete_message(7, message.message_id)
    assert api.sent(resident) == [] and api.deleted(resident)[0].text == "已接单"


async def test_ext_bot_sends_files_and_reads_them_back(
    api: BotApi, resident: Person, speaker: ExtBot
) -> None:
    message = await speaker.send_photo(7, b"\xff\xd8picture", caption="现场")
    again = await speaker.send_photo(7, message.photo[-1].file_id)
    await speaker.send_voice(7, b"OggS")
    await speaker.send_document(7, b"pdf", filename="账单.pdf")

    photo, same, voice, document = api.sent(resident)
    assert (photo.photo, photo.text, same.photo) == (b"\xff\xd8picture", "现场", photo.photo)
    assert (voice.voice, document.document) == (b"OggS", b"pdf")
    file = await speaker.get_file(again.photo[-1].file_id)
    assert bytes(await file.download_as_bytearray()) == b"\xff\xd8picture"


async def test_aiogram_polls_and_answers_a_press(
    api: BotApi, resident: Person, speaker: ExtBot[None], ear: Bot
) -> None:
    dispatcher = Dispatcher()

    @dispatcher.callback_query()
    async def answer(query: CallbackQuery) -> None:
        await query.answer(f"好的 {query.data}")

    await speaker.send_message(7, "新工单", reply_markup=BUTTONS)
    polling = asyncio.create_task(
        dispatcher.start_polling(ear, handle_signals=False, close_bot_session=False)
    )
    await api.wait_for(lambda: api.called("getUpdates"))
    await api.press(resident, api.sent(resident)[0], "接单")
    await api.wait_for(lambda: api.toasts)
    await dispatcher.stop_polling()
    await polling

    assert api.toasts == ["好的 take:1"]


async def test_aiogram_uploads_and_reads_files(api: BotApi, resident: Person, ear: Bot) -> None:
    await ear.send_photo(7, BufferedInputFile(b"\xff\xd8x", "a.jpg"), caption="图")
    assert api.sent(resident)[0].photo == b"\xff\xd8x"

    await api.send_photo(resident, caption="漏水", content=b"\xff\xd8leak")
    (update,) = await ear.get_updates()
    assert update.message and update.message.caption == "漏水"
    content = await ear.download(update.message.photo[-1])
    assert content and content.read() == b"\xff\xd8leak"


async def test_every_kind_of_message_is_understood(api: BotApi, resident: Person, ear: Bot) -> None:
    api.group(GROUP)
    first = await api.say(resident, "/start 3-2-501")
    await api.say(resident, "电梯坏了", chat=GROUP)
    await api.say(resident, "补充一下", reply_to=first)
    await api.send_voice(resident)
    await api.send_sticker(resident)
    await api.send_document(resident, size=25 * 1024 * 1024)
    await api.forward(resident, "转发的话")
    await api.edit(resident, first.message_id, "改了")
    updates = await ear.get_updates()

    messages = [update.message or update.edited_message for update in updates]
    assert [message.content_type for message in messages if message] == [
        *["text"] * 3,
        *["voice", "sticker", "document"],
        *["text"] * 2,
    ]
    start, group, reply, *_, forwarded, edited = messages
    assert start.entities[0].type == "bot_command" and start.from_user.first_name == "王芳"
    assert group.chat.type == "supergroup" and group.message_id == 1
    assert reply.reply_to_message.message_id == first.message_id
    assert forwarded.forward_origin and edited.text == "改了"
    with pytest.raises(TelegramBadRequest, match="file is too big"):
        await ear.get_file(messages[5].document.file_id)


async def test_an_anonymous_admin_has_the_group_s_face(
    api: BotApi, resident: Person, ear: Bot
) -> None:
    api.group(GROUP, "幸福小区")
    await ear.send_message(GROUP, "工单", reply_markup=to_aiogram(BUTTONS))
    await api.say(resident, "/list", chat=GROUP, anonymous_admin=True)
    await api.press(resident, api.sent(GROUP)[0], "take:1", anonymous_admin=True)
    said, pressed = await ear.get_updates()

    assert said.message.from_user.id == pressed.callback_query.from_user.id == 1087968824
    assert said.message.from_user.username == "GroupAnonymousBot"
    assert said.message.sender_chat.id == GROUP
    assert isinstance(pressed.callback_query.message, Message)


def to_aiogram(markup: InlineKeyboardMarkup) -> Any:
    from aiogram.types import InlineKeyboardMarkup as Markup

    return Markup.model_validate(markup.to_dict())


async def test_polling_confirms_waits_and_repeats(api: BotApi, resident: Person, ear: Bot) -> None:
    first = await api.say(resident, "一")
    second = await api.say(resident, "二")
    assert [u.update_id for u in await ear.get_updates(limit=1)] == [first.update_id]
    assert len(await ear.get_updates()) == 2, "unconfirmed updates come again"
    assert [u.update_id for u in await ear.get_updates(offset=first.update_id + 1)] == [
        second.update_id
    ]
    assert await ear.get_updates(offset=second.update_id + 1) == [] and api.pending == []

    waiting = asyncio.create_task(ear.get_updates(offset=second.update_id + 1, timeout=5))
    await api.wait_for(lambda: len(api.calls) >= 4)
    third = await api.say(resident, "三")
    assert [update.update_id for update in await waiting] == [third.update_id]

    await api.redeliver(first)
    repeated = await ear.get_updates(offset=third.update_id + 1)
    assert [update.message.text for update in repeated] == ["一"]


async def test_only_one_may_poll_and_only_for_what_it_allowed(
    api: BotApi, resident: Person, ear: Bot
) -> None:
    waiting = asyncio.create_task(ear.get_updates(timeout=5, allowed_updates=["callback_query"]))
    await asyncio.sleep(0.05)
    await api.say(resident, "谁也不听")
    assert await ear.get_updates() == []
    with pytest.raises(TelegramConflictError, match="terminated by other getUpdates"):
        await waiting


async def test_all_three_styles_of_body_are_read(api: BotApi, resident: Person) -> None:
    multipart = FormData({"chat_id": "7", "text": "c"})
    multipart.add_field("unused", b"", filename="f")
    await post(api, "sendmessage", {"chat_id": 7, "text": "a"})
    await post(api, "sendMessage", None, form={"chat_id": "7", "text": "b"})
    await post(api, "sendMessage", None, form=multipart)
    assert [message.text for message in api.sent(7)] == ["a", "b", "c"]


async def test_commands_are_kept_by_scope_and_language(
    api: BotApi, resident: Person, ear: Bot
) -> None:
    commands = [BotCommand(command="report", description="报修")]
    mine = BotCommandScopeChat(chat_id=7)
    await ear.set_my_commands(commands, scope=mine, language_code="zh")
    assert api.world.commands["chat:7", "zh"] == [{"command": "report", "description": "报修"}]
    (kept,) = await ear.get_my_commands(scope=mine, language_code="zh")
    assert (kept.command, kept.description) == ("report", "报修")
    assert await ear.get_my_commands() == []
    await ear.delete_my_commands(scope=mine, language_code="zh")
    assert api.world.commands == {}


async def test_a_webhook_gets_updates_with_the_secret_until_it_accepts(
    api: BotApi, resident: Person, ear: Bot
) -> None:
    received: list[tuple[str, str]] = []
    answers = [web.Response(status=500), web.Response(), web.Response()]

    async def hook(request: web.Request) -> web.Response:
        body = await request.json()
        secret = request.headers["X-Telegram-Bot-Api-Secret-Token"]
        received.append((secret, body["message"]["text"]))
        reply = {"method": "sendMessage", "chat_id": 7, "text": "收到"}
        answer = answers.pop(0)
        return answer if len(received) < 3 else web.json_response(reply)

    application = web.Application()
    application.router.add_post("/hook", hook)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"

    assert await ear.set_webhook(url, secret_token="s3cret")
    with pytest.raises(TelegramConflictError, match="while webhook is active"):
        await ear.get_updates()
    await api.say(resident, "一")
    await api.say(resident, "二")
    await api.wait_for(lambda: not api.pending and api.sent(resident))
    assert received == [("s3cret", "一"), ("s3cret", "一"), ("s3cret", "二")]
    assert api.sent(resident)[0].text == "收到"
    assert "500" in (await ear.get_webhook_info()).last_error_message

    await ear.delete_webhook()
    await runner.cleanup()
    await api.say(resident, "三")
    assert [update.message.text for update in await ear.get_updates()] == ["三"]
