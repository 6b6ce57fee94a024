"""What every channel must be able to do, over the registry of channels; a new one only needs a
view of what its people see."""

import asyncio
from dataclasses import dataclass
from typing import Any, Protocol

import pytest
from sqlalchemy import select

from bot.app import Program, build, make_channels
from bot.config_file import load_settings
from channels import telegram as telegram_module
from channels import web as web_module
from channels.telegram import TelegramChannel
from channels.web import WebChannel
from db.web_rows import WebMessage
from domain.commands import menu_for
from tests.handlers.telegram_town import settings_for
from tests.support.bot_api import BotApi
from tests.support.bot_api_people import TINY_PHOTO
from tests.support.town import EXAMPLE, FrozenClock
from workflows import web_chat
from workflows.speech import Attachment, EditGone, Priority, Refused, Said, Unreachable

BUTTONS = (
    (("✋ 接单", "accept:1"), ("↩️ 退单", "return:1")),
    (("📣 反馈", "progress:1"),),
)
MENU = [("my", "我的事情"), ("help", "怎么用")]


@dataclass
class Seen:
    """A message as its reader sees it."""

    text: str
    labels: list[list[str]]
    photo: bytes | None


class View(Protocol):
    """What a person sees and does on one platform."""

    chat: str

    async def seen(self) -> list[Seen]: ...

    async def sends_photo(self, content: bytes) -> str: ...


@dataclass
class WebView:
    program: Program
    chat: str = "a-chat"

    async def seen(self) -> list[Seen]:
        async with self.program.deps.begin() as work:
            rows = list(await work.scalars(select(WebMessage).order_by(WebMessage.id)))
        return [await self._seen(row) for row in rows]

    async def _seen(self, row: WebMessage) -> Seen:
        refs = [m["ref"] for m in row.media if m["kind"] == "photo"]
        file = await web_chat.file_of(self.program.deps, refs[0]) if refs else None
        labels = [[label for label, _ in line] for line in row.buttons]
        return Seen(row.text, labels, file.content if file else None)

    async def sends_photo(self, content: bytes) -> str:
        kept = await web_chat.keep_file(
            self.program.deps, self.chat, "photo", "image/jpeg", content
        )
        return kept.ref


@dataclass
class TelegramView:
    api: BotApi
    chat: str = "7001"

    def __post_init__(self) -> None:
        self.person = self.api.user(int(self.chat), "王芳")

    async def seen(self) -> list[Seen]:
        return [
            Seen(m.text, [[label for label, _ in row] for row in m.buttons], m.photo)
            for m in self.api.sent(self.person)
        ]

    async def sends_photo(self, content: bytes) -> str:
        before = set(self.api.world.uploads)
        await self.api.send_photo(self.person, content=content)
        return next(ref for ref in self.api.world.uploads if ref not in before)


VIEWS: dict[str, Any] = {
    "web": lambda program, api: WebView(program),
    "telegram": lambda program, api: TelegramView(api),
}


@pytest.fixture(params=sorted(VIEWS))
def name(request):
    return request.param


@pytest.fixture
def channel(program, name):
    return program.channels[name]


@pytest.fixture
def view(program, api, name) -> View:
    return VIEWS[name](program, api)


async def test_the_registry_holds_every_channel_there_is(program, api):
    assert set(make_channels(program)) == set(VIEWS)
    assert {name: made.name for name, made in program.channels.items()} == {n: n for n in VIEWS}
    assert (TelegramChannel.__module__, WebChannel.__module__) == (
        telegram_module.__name__,
        web_module.__name__,
    )


async def test_a_channel_that_is_off_is_not_made(sqlite_file):
    settings = load_settings(EXAMPLE)
    web = settings.web.model_copy(update={"enabled": False})
    program = build(settings.model_copy(update={"web": web}), clock=FrozenClock())
    assert program.channels == {}
    await program.close()


async def test_text_with_buttons(channel, view):
    number = await channel.send(Said(view.chat, "灯坏了 <b>&lt;</b> *_`", BUTTONS))
    assert isinstance(number, str) and number
    assert await view.seen() == [
        Seen("灯坏了 <b>&lt;</b> *_`", [["✋ 接单", "↩️ 退单"], ["📣 反馈"]], None)
    ]


async def test_every_message_has_an_id_of_its_own(channel, view):
    ids = [await channel.send(Said(view.chat, f"第{n}条")) for n in range(3)]
    assert len(set(ids)) == 3 and all(len(one) <= 40 for one in ids)
    assert [seen.text for seen in await view.seen()] == ["第0条", "第1条", "第2条"]


async def test_an_edit_replaces_words_and_buttons(channel, view):
    number = await channel.send(Said(view.chat, "等人接单", BUTTONS))
    assert await channel.send(Said(view.chat, "已接单", BUTTONS[1:], edit=number)) == number
    assert await view.seen() == [Seen("已接单", [["📣 反馈"]], None)]
    await channel.send(Said(view.chat, "已办完", edit=number))
    assert await view.seen() == [Seen("已办完", [], None)]


async def test_an_edit_that_changes_nothing_is_fine(channel, view):
    number = await channel.send(Said(view.chat, "等人接单", BUTTONS))
    assert await channel.send(Said(view.chat, "等人接单", BUTTONS, edit=number)) == number
    assert len(await view.seen()) == 1


async def test_an_edit_of_what_is_not_there(channel, view):
    with pytest.raises(EditGone):
        await channel.send(Said(view.chat, "已接单", edit="987654"))
    assert await view.seen() == []


async def test_a_message_that_is_taken_away_stands_no_longer(channel, view):
    number = await channel.send(Said(view.chat, "还没人接单", BUTTONS))
    await channel.send(Said(view.chat, "超时没人接单", BUTTONS[1:]))
    assert await channel.take_away(Said(view.chat, "在下面", edit=number))
    assert await channel.take_away(Said(view.chat, "在下面", edit=number)), "it is gone already"
    (standing,) = [seen for seen in await view.seen() if seen.text]
    assert standing.text == "超时没人接单"
    with pytest.raises(EditGone):
        await channel.send(Said(view.chat, "已接单", edit=number))


async def test_a_photo_by_its_reference(channel, view):
    ref = await view.sends_photo(TINY_PHOTO)
    await channel.send(Said(view.chat, "看这里", BUTTONS, (Attachment("photo", ref=ref),)))
    assert (await view.seen())[-1] == Seen(
        "看这里", [["✋ 接单", "↩️ 退单"], ["📣 反馈"]], TINY_PHOTO
    )


async def test_a_photo_by_its_content(channel, view):
    await channel.send(Said(view.chat, "看这里", (), (Attachment("photo", content=TINY_PHOTO),)))
    assert await view.seen() == [Seen("看这里", [], TINY_PHOTO)]


async def test_a_file_that_is_not_to_be_had_leaves_the_words(channel, view):
    await channel.send(Said(view.chat, "看这里", BUTTONS, (Attachment("photo"),)))
    assert [seen.text for seen in await view.seen()] == ["看这里"]


async def test_ten_thousand_characters_arrive_whole(channel, view):
    text = "开头" + "灯😊坏了\n" * 1999 + "结尾"
    await channel.send(Said(view.chat, text, BUTTONS))
    seen = await view.seen()
    assert "".join(one.text for one in seen) == text
    assert [bool(one.labels) for one in seen] == [False] * (len(seen) - 1) + [True]


async def test_what_was_sent_to_us_can_be_fetched(channel, view):
    ref = await view.sends_photo(b"\xff\xd8the lamp")
    assert await channel.fetch(ref) == b"\xff\xd8the lamp"


async def test_a_file_that_was_never_sent_to_us(channel, view):
    with pytest.raises(Refused):
        await channel.fetch("0" * 32)


async def test_a_menu_for_one_chat(channel, view, api):
    await channel.set_menu(view.chat, MENU)
    if isinstance(channel, TelegramChannel):
        commands = [{"command": name, "description": text} for name, text in MENU]
        assert api.world.commands == {(f"chat:{view.chat}", ""): commands}


# Telegram alone can be out of reach: the web chat is a table of our own.


@pytest.fixture
def on_telegram(program, api):
    return program.channels["telegram"], TelegramView(api)


@pytest.mark.parametrize("deed", ["text", "edit", "photo", "album"])
async def test_who_blocked_us_is_unreachable(on_telegram, api, deed):
    channel, view = on_telegram
    number = await channel.send(Said(view.chat, "卡片"))
    api.block(view.person)
    photo = Attachment("photo", content=TINY_PHOTO)
    more = {
        "edit": {"edit": number},
        "photo": {"media": (photo,)},
        "album": {"media": (photo,) * 3},
    }
    with pytest.raises(Unreachable):
        await channel.send(Said(view.chat, "看", **more.get(deed, {})))


async def test_a_chat_that_is_not_there_is_unreachable(on_telegram):
    channel, _ = on_telegram
    with pytest.raises(Unreachable):
        await channel.send(Said("404", "灯坏了"))
    with pytest.raises(Unreachable):
        await channel.set_menu("404", MENU)


async def test_several_photos_the_first_carries_the_words(on_telegram):
    channel, view = on_telegram
    media = tuple(Attachment("photo", content=TINY_PHOTO + bytes([n])) for n in range(3))
    await channel.send(Said(view.chat, "三张", BUTTONS, media))
    first, *others = await view.seen()
    assert first.text == "三张" and first.labels and [one.text for one in others] == ["", ""]


async def test_what_is_older_than_two_days_stands(on_telegram, api):
    channel, view = on_telegram
    number = await channel.send(Said(view.chat, "还没人接单", BUTTONS))
    now = api.world.now()
    api.world.now = lambda: now + 49 * 3600
    assert not await channel.take_away(Said(view.chat, "在下面", edit=number))
    api.block(view.person)
    with pytest.raises(Unreachable):
        await channel.take_away(Said(view.chat, "在下面", edit=number))


@pytest.mark.parametrize("text", ["长" * 1001, "😊" * 600])
async def test_words_too_long_for_a_caption_follow_the_photo(on_telegram, text):
    channel, view = on_telegram
    number = await channel.send(
        Said(view.chat, text, BUTTONS, (Attachment("photo", content=TINY_PHOTO),))
    )
    picture, words = await view.seen()
    assert (picture.text, picture.labels, words.text, bool(words.labels)) == ("", [], text, True)
    await channel.send(Said(view.chat, "已接单", edit=number))


@pytest.mark.parametrize("kind", ["voice", "document"])
async def test_other_files_by_content(on_telegram, api, kind):
    channel, view = on_telegram
    await channel.send(Said(view.chat, "听", (), (Attachment(kind, content=b"OggS"),)))
    (sent,) = api.sent(view.person)
    assert b"OggS" in (sent.voice, sent.document) and sent.text == "听"


async def test_a_file_sent_on_as_another_sort_than_it_came(on_telegram, api):
    """A round video or a song has a reference of its own sort; Telegram refuses it as another."""
    channel, view = on_telegram
    await api.send_voice(view.person, b"OggS song")
    ref = next(iter(api.world.uploads))
    await channel.send(Said(view.chat, "听", (), (Attachment("document", ref=ref),)))
    assert [m.document for m in api.sent(view.person)] == [b"OggS song"]


async def test_quiet_messages_and_priorities_are_handed_on(on_telegram, api):
    channel, view = on_telegram
    await channel.send(Said(view.chat, "悄悄", silent=True, priority=Priority.BROADCAST))
    await channel.send(Said(view.chat, "响", priority=Priority.PAGE))
    silent = [call.parameters.get("disable_notification") for call in api.called("sendMessage")]
    assert silent == [True, False]


async def test_the_real_registry_keeps_telegram_s_pace(api, program):
    """make_channels gives the bot a pacer; how it paces is proved in test_pacer.py."""
    made = make_channels(program)["telegram"]
    loop = asyncio.get_running_loop()
    await made.open({"": [("my", "我的")]})
    api.user(7002)
    begin = loop.time()
    for n in range(2):
        await made.send(Said("7002", str(n)))
    assert loop.time() - begin >= 0.99
    await made.close()


async def test_opening_offers_the_default_menu(api, program):
    made = make_channels(program)["telegram"]
    await made.open({"": [(name, name) for name in menu_for(())]})
    assert [c["command"] for c in api.world.commands["default", ""]] == list(menu_for(()))
    await made.close()


def test_the_settings_of_these_tests_turn_both_on(api):
    settings = settings_for(api, "sqlite:///x")
    assert settings.telegram.enabled and settings.web.enabled
