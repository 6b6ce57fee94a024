"""Whatever people write or send on Telegram: a kind and clear answer, no harm, nothing lost."""

import pytest

from db.models import Event, Person, Receipt, Ticket
from domain.inbound import MAX_TEXT, Incoming, Sender
from domain.people import Role
from tests.handlers.telegram_town import LAMP
from tests.support.town import Actor
from workflows.hear_message import hear_message
from workflows.join import Invitation, invite

TAKEN = "收到，您放心。编号 1118-1（公共设施），已交给永安物业"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("\u200e\u200f", "没看到内容"),
        ("\u202e\u2066\u0000\u001b\u0007", "没看到内容"),
        (" \n\t ", "没看到内容"),
        ("👍", "看到您的表情了"),
        ("😡😡😡🔥", "看到您的表情了"),
        ("？", "请打一句话"),
        ("/unknown", "没有这个命令。发 /help 看有哪些"),
        ("/stop@other_bot", "没有这个命令"),
    ],
)
async def test_what_says_nothing_is_answered_kindly(polled, text, words):
    resident = polled.resident()
    await resident.says(text)
    assert words in resident.last and len(resident.reads()) == 1
    assert await polled.tickets() == []


async def test_a_sticker(polled):
    resident = polled.resident()
    await polled.api.send_sticker(resident.person)
    await polled.settle()
    assert resident.reads() == ["😊 看到您的表情了。有事要办的话，请打一句话给我。"]
    assert await polled.tickets() == []


async def test_a_voice_message_is_a_report_a_person_listens_to(polled):
    worker, resident = await polled.grid_worker(), polled.resident()
    await polled.api.send_voice(resident.person, b"OggS my voice")
    await polled.settle()
    (ticket,) = await polled.tickets()
    assert ticket.media[0]["kind"] == "voice" and "收到" in resident.last
    assert [m.voice for m in worker.messages() if m.voice] == [b"OggS my voice"]


async def test_a_forwarded_post_is_a_report_like_any_other(polled):
    resident = polled.resident()
    await polled.api.forward(resident.person, LAMP)
    await polled.settle()
    (ticket,) = await polled.tickets()
    assert ticket.text == LAMP and TAKEN in resident.last


async def test_a_document_too_large_to_fetch(polled):
    resident = polled.resident()
    await polled.api.send_document(resident.person, size=50 * 1024 * 1024)
    await polled.settle()
    assert "这个文件太大" in resident.last and await polled.tickets() == []


async def test_a_video_too_large_to_fetch_is_a_report_all_the_same(polled):
    """Nobody has to fetch it: it goes on by its reference."""
    worker, resident = await polled.grid_worker(), polled.resident()
    await polled.api.send_video(resident.person, b"the film", size=60 * 1024 * 1024)
    await polled.settle()
    (ticket,) = await polled.tickets()
    assert (ticket.category, ticket.media[0]["kind"]) == ("unclear", "video")
    assert "收到" in resident.last and "太大" not in resident.last
    assert [m.video for m in worker.messages() if m.video] == [b"the film"]


async def test_who_reads_in_the_browser_is_told_of_a_video_too_large_to_fetch(polled, caplog):
    """Nobody gets its content, so only a telephone with Telegram shows it."""
    worker, resident = Actor(polled, "at-the-desk"), polled.resident()
    code = await invite(polled.deps, Invitation("yongan", Role.GRID_WORKER, grid="grid-1"))
    await worker.says(f"/start {code}")
    await polled.api.send_video(resident.person, b"the film", size=60 * 1024 * 1024)
    await polled.settle()
    told = next(text for text in await worker.reads() if "居民发来的" in text)
    assert "文件太大" in told and "Telegram" in told and "重发短一点" in told
    assert not any(message.media for message in await worker.bubbles())
    assert "管理员" not in told and not [r for r in caplog.records if r.levelname == "ERROR"]


async def test_words_under_a_document_too_large_are_not_lost_with_it(polled):
    resident = polled.resident()
    document = {"file_id": "x", "file_unique_id": "x", "file_size": 50 * 1024 * 1024}
    await polled.message(resident, document=document, caption=LAMP)
    assert (await polled.tickets())[0].text == LAMP
    assert any("收到" in text for text in resident.reads())
    assert any("这个文件太大" in text for text in resident.reads()), "nobody thinks it was taken"


async def test_a_document_small_enough_reaches_the_worker(scene):
    await scene.api.send_document(scene.one.person, size=1000)
    await scene.settle()
    assert "都记到一起了。编号 1118-1" in scene.one.last
    assert [len(m.document) for m in scene.worker.messages() if m.document] == [1000]


async def test_a_place_on_the_map_is_kept_with_the_ticket(polled):
    resident = polled.resident()
    await polled.message(resident, location={"latitude": 34.7512345, "longitude": 113.6})
    (ticket,) = await polled.tickets()
    assert ticket.text == "" and "收到" in resident.last
    assert ticket.media == [
        {"channel": "telegram", "ref": "34.75123,113.60000", "kind": "location"}
    ]


@pytest.mark.parametrize(
    "content",
    [
        {"contact": {"phone_number": "13800000000", "first_name": "x"}},
        {"dice": {"emoji": "🎲", "value": 3}},
        {"pinned_message": {"message_id": 1, "date": 0, "chat": {"id": 1, "type": "private"}}},
    ],
)
async def test_what_we_cannot_open_is_said_to_be_so(polled, content):
    resident = polled.resident()
    await polled.message(resident, **content)
    assert resident.reads() == ["这种内容我打不开。请打一句话，或者发张照片。"]
    assert await polled.tickets() == []


async def test_an_edit_of_what_was_no_report_and_names_nothing_says_so(scene):
    before = await scene.counts()
    said = await scene.api.say(scene.one.person, "您好")
    await scene.settle()
    await scene.api.edit(scene.one.person, said.message_id, "您好您好")
    await scene.settle()
    assert "看到您改了这条消息" in scene.one.last and await scene.counts() == before
    assert (await scene.tickets())[0].text == LAMP


async def test_an_edited_message_changes_the_words_of_its_report(polled):
    resident = polled.resident()
    said = await polled.api.say(resident.person, LAMP)
    await polled.settle()
    await polled.api.edit(resident.person, said.message_id, LAMP + "，四楼的")
    await polled.settle()
    (ticket,) = await polled.tickets()
    assert ticket.text == LAMP + "，四楼的" and "照您改的记下了" in resident.last


async def test_of_a_forwarded_message_its_writer_is_not_kept(polled):
    resident = polled.resident()
    await polled.api.forward(resident.person, LAMP)
    await polled.settle()
    (ticket,) = await polled.tickets()
    (person,) = await polled.rows(Person)
    assert ticket.owner_id == person.id
    kept = [
        str(vars(row))
        for model in (Person, Ticket, Event, Receipt)
        for row in await polled.rows(model)
    ]
    assert not any("邻居" in row for row in kept)


async def test_the_photos_of_an_album_are_one_report_in_any_order(polled):
    resident = polled.resident()
    await polled.api.send_photo(resident.person, album="a-1")
    await polled.api.send_photo(resident.person, LAMP, album="a-1")
    await polled.api.send_photo(resident.person, album="a-1")
    await polled.settle()
    (ticket,) = await polled.tickets()
    assert ticket.text == LAMP and len(ticket.media) == 3


async def test_ten_thousand_characters_as_a_client_splits_them(polled):
    resident = polled.resident()
    text = "永安花园3号楼2单元楼道灯坏了。" + "我家门口一直黑着，" * 1200
    for start in range(0, 10_000, 4096):
        await polled.api.say(resident.person, text[start : min(start + 4096, 10_000)])
    await polled.settle()
    (ticket,) = await polled.tickets()
    assert ticket.text.replace("\n", "") == text[:10_000] and await polled.unsent() == []
    assert "都记到一起了。编号 1118-1" in resident.last and "给您回话" in resident.last


@pytest.mark.parametrize("size", [MAX_TEXT, MAX_TEXT + 1, 100_000])
async def test_ten_thousand_characters_at_once(polled, size):
    worker, resident = await polled.property_worker(), polled.resident()
    text = (LAMP + "黑" * size)[:size]
    chat = str(resident.chat)
    incoming = Incoming("telegram", chat, "1", Sender(chat, "王芳"), text=text[:MAX_TEXT])
    assert await hear_message(polled.deps, incoming)
    await polled.deliver()
    assert (await polled.tickets())[0].text == text[:MAX_TEXT]
    assert "前 10000 个字已收下" in resident.last.replace(",", "")
    assert "1118-1" in worker.last and await polled.unsent() == []


@pytest.mark.parametrize("filling", ["好", "😊"])
async def test_the_longest_note_arrives_to_its_last_character(scene, filling):
    await scene.worker.presses("接单")
    note = filling * (4095 // len(filling.encode("utf-16-le")) * 2) + "完"
    await scene.worker.replies("1118-1 ·", note)
    assert len(scene.one.last) < 400, "a screen of it, and the rest one tap away"
    before = len(scene.one.reads())
    await scene.one.presses("全文")
    while any("接着看" in label for label in scene.one.messages()[-1].labels):
        await scene.one.presses("接着看")
    assert "".join(scene.one.reads()[before:]).endswith(note), "nothing is cut off"
    assert "已转给居民" in scene.worker.last and await scene.unsent() == []

    await scene.worker.presses("办结")
    await scene.worker.sends_photo(filling * 500 + "完")
    assert scene.one.messages()[-1].labels == ["👍 已解决", "👎 没解决", "📄 全文"]
    before = len(scene.one.reads())
    await scene.one.presses("全文")
    while any("接着看" in label for label in scene.one.messages()[-1].labels):
        await scene.one.presses("接着看")
    assert filling * 500 + "完" in "".join(scene.one.reads()[before:])
    assert await scene.unsent() == []


@pytest.mark.parametrize(
    "text",
    [
        "<b>灯</b>坏了 &lt; & \" ' <script>alert(1)</script>",
        "*灯* _坏_ `了` [x](tg://user?id=1) ~|~ \\ # + - = { } . !",
        "{ $code } { 灯 } %s %(x)s {0} ${HOME}",
        "'; DROP TABLE ticket; --",
        "@everyone https://example.com/?a=1&b=2 #灯",
    ],
)
async def test_marks_of_every_language_arrive_as_they_were_written(polled, text):
    worker, resident = await polled.property_worker(), polled.resident()
    whole = f"永安花园3号楼楼道灯坏了 {text}"
    await resident.says(whole)
    assert TAKEN in resident.last
    assert f"💬 {whole}" in worker.message("💬").text
    await worker.presses("接单")
    await worker.replies("1118-1 ·", text)
    assert f"\n{text}" in resident.last
    assert not any(c.parameters.get("parse_mode") for c in polled.api.calls)


async def test_hidden_and_turning_characters_are_taken_out(polled):
    worker, resident = await polled.property_worker(), polled.resident("王\u202e芳\u0000")
    await resident.says("永安花园3号楼\u202e楼道\u2066灯\u0000坏\u001b了\u200b\ud800")
    assert (await polled.tickets())[0].text == "永安花园3号楼楼道灯坏了"
    assert TAKEN in resident.last
    assert "💬 永安花园3号楼楼道灯坏了" in worker.message("💬").text
