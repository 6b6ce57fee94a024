"""The shield and the talk over HTTP: what leaves for the company's chats is searched as it stands
in the requests, and no message is ever forwarded."""

import pytest

from bot.log import hush_libraries
from db.models import GroupPurpose
from domain.people import Role
from domain.photos import without_metadata
from tests.handlers.telegram_town import LAMP

NAME, USERNAME, NUMBER = "慕容雪莲", "murong_xl_1706", 777000111
WORDS = f"永安花园物业乱收停车费，我是3号楼4单元1706{NAME}，电话13855667788，紫色雨棚那家"
SECRETS = (NAME, USERNAME, str(NUMBER), "1706", "13855667788", "紫色雨棚", "34.75123")
WHERE = b"Exif\0\0GPS 34.75123"
PHOTO = b"\xff\xd8\xff\xe1" + (len(WHERE) + 2).to_bytes(2, "big") + WHERE + b"\xff\xd9"


@pytest.fixture
async def people(polled, caplog):
    hush_libraries()
    caplog.set_level("DEBUG")
    polled.worker = await polled.property_worker()
    polled.manager = await polled.joins("manager", "yongan-property", Role.PROPERTY_LEAD)
    polled.grid = await polled.grid_worker()
    polled.group = await polled.binds(
        polled.worker, -1001000000009, "yongan-property", GroupPurpose.STAFF
    )
    person = polled.api.user(NUMBER, NAME, username=USERNAME)
    polled.she = type(polled.worker)(polled, person, person.id)
    return polled


def told(town, *users):
    """What the requests to these chats carry, files and their names too."""
    chats = {user.chat for user in users}
    calls = [c for c in town.api.calls if c.parameters.get("chat_id") in chats]
    assert calls
    return "\n".join(f"{call.method} {call.parameters!r}" for call in calls)


async def sends_all(town, user):
    """Everything a person may send."""
    api = town.api
    await api.send_photo(user.person, "就是这里", content=PHOTO, album="1")
    await api.send_photo(user.person, content=PHOTO, album="1")
    await api.send_voice(user.person)
    await api.send_video(user.person, name=f"{NAME}.mp4")
    await api.send_document(user.person, name=f"{NAME}1706.pdf")
    await api.send_location(user.person, 34.75123, 113.61234)
    await town.settle()


async def test_the_company_learns_nothing_of_her(people, caplog):
    town, she, worker = people, people.she, people.worker
    await she.says(WORDS)
    (ticket,) = await town.tickets()
    assert (ticket.against, ticket.owner_id > 0) == ("property", True)
    await sends_all(town, she)
    await town.api.forward(she.person, "紫色雨棚邻居也这么说")
    await town.grid.forges("accept:1")
    assert await worker.forges("contact:1") == "请发要问的话"
    await worker.says("哪天收的？")
    asked = she.message("物业张师傅跟您说")
    assert "哪天收的？" in asked.text and asked.labels == ["↩️ 回话"]
    await she.says(f"上周三。我叫{NAME}，1706，13855667788")
    assert "居民回话：\n上周三。" in worker.message("居民回话").text
    assert f"上周三。我叫{NAME}" in town.grid.message("给物业张师傅回话").text
    await she.presses("回话")
    await sends_all(town, she)
    assert "只给社区看" in she.last and "只给社区看" in worker.message("居民回话").text
    assert town.grid.messages()[-1].location or "请看附件" in town.grid.last
    await worker.says("/todo")
    for press in ("show:1", "take_part:1", "answer:1:1", "resolve:1"):
        await worker.forges(press)
        await town.manager.forges(press)
    await town.after(hours=30)

    company = told(town, worker, town.manager, town.group)
    for secret in (*SECRETS, "sendPhoto", "sendVoice", "sendLocation", "sendDocument"):
        assert secret not in company, secret
    assert not {c.method for c in town.api.calls if "orward" in c.method or "copy" in c.method}
    for secret in SECRETS:
        assert secret not in "".join(town.api.toasts) and secret not in caplog.text, secret
    assert "哪天收的" in told(town, she) and "张强" not in told(town, she)
    assert await town.unsent() == []


async def test_in_an_ordinary_ticket_all_of_it_reaches_the_worker_without_a_name(people):
    town, she, worker = people, people.she, people.worker
    await she.says(LAMP)
    await worker.presses("接单")
    await worker.presses("问居民")
    await worker.sends_photo("是这盏吗？")
    assert she.messages()[-1].photo and "物业张师傅跟您说：\n是这盏吗？" in she.messages()[-1].text
    await she.presses("回话")
    await sends_all(town, she)
    got = worker.messages()
    assert [m.photo for m in got if m.photo] == [PHOTO, PHOTO]
    assert [bool(m.voice) for m in got].count(True) == 1
    assert [bool(m.video) for m in got].count(True) == 1
    assert [m.location for m in got if m.location] == [(34.75123, 113.61234)]
    assert "居民回话：\n就是这里" in worker.message("就是这里").text
    (document,) = town.api.called("sendDocument")
    (file,) = [part for part in document.parameters.values() if hasattr(part, "name")]
    assert file.name == "file" and len(file.content) == 1000
    sent = told(town, worker)
    assert not [s for s in (NAME, USERNAME, str(NUMBER)) if s in sent]
    assert "34.75123" not in told(town, town.group) and "就是这里" not in told(town, town.group)

    await worker.replies("居民回话：\n就是这里", "收到，马上来")
    assert "物业张师傅跟您说：\n收到，马上来" in she.last
    assert await town.unsent() == []


async def test_a_picture_sent_as_a_file_goes_on_without_where_it_was_taken(people):
    town, she, worker = people, people.she, people.worker
    upload = town.api.world.add_upload("document", f"{NAME}.jpg", PHOTO)
    body = {"document": town.api.world.media_json(upload), "caption": LAMP}
    await town.message(she, **body)
    (sent,) = [m.document for m in worker.messages() if m.document]
    assert sent == without_metadata(PHOTO) and b"GPS" not in sent
