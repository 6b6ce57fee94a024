"""The web chat's interface, asked as a browser asks it, by friends and by foes."""

import asyncio
import base64
import hashlib
import io
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from db.base import Base
from db.web_rows import WebFile, WebMessage, WebSession
from domain.lifecycle import Status
from handlers.web.api import MAX_FILE
from tests.web.house import client_id
from workflows import web_chat

LIGHT = "永安花园3号楼2单元楼道灯坏了"
JPEG = b"\xff\xd8\xff\xdb\x00\x22" + b"\x00" * 32 + b"\xff\xd9"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\x14IDAT" + b"\x00" * 24
WEBP = b"RIFF\x24\x00\x00\x00WEBPVP8 \x18\x00\x00\x00" + b"\x00" * 24
SAFE = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
}


# ---- sessions


async def test_the_first_visit_sets_a_cookie_nobody_can_guess_or_steal(house):
    browser, other = house.browser(), house.browser()
    answer = await browser.visit()
    cookie = answer.cookies["jiedan"]
    assert cookie["httponly"] is True
    assert cookie["samesite"] == "Lax"
    assert cookie["path"] == "/"
    assert int(cookie["max-age"]) >= 30 * 24 * 3600
    raw = base64.urlsafe_b64decode(cookie.value + "=")
    assert len(raw) >= 32 and len(set(raw)) > 16
    assert (await other.visit()).cookies["jiedan"].value != cookie.value


async def test_a_second_visit_keeps_the_session(house, visitor):
    before = await visitor.token()
    answer = await visitor.visit()
    assert "jiedan" not in answer.cookies
    assert await visitor.token() == before
    assert len(await _sessions(house)) == 1


async def test_the_cookie_is_secure_behind_https(house):
    from handlers.web.site import SITE

    house.server.app[SITE].secure_cookie = True
    cookie = (await house.browser().visit()).cookies["__Host-jiedan"]
    assert (cookie["secure"], cookie["path"], cookie["domain"]) == (True, "/", "")


async def test_the_token_itself_is_nowhere_in_the_database(house, visitor):
    await visitor.says(LIGHT)
    token = await visitor.token()
    (session,) = await _sessions(house)
    assert session.token_hash == hashlib.sha256(token.encode()).hexdigest()
    assert session.chat not in token
    async with house.town.deps.begin() as work:
        for table in Base.metadata.sorted_tables:
            assert token not in str((await work.execute(select(table))).all())


READS = ["/api/me", "/api/messages", "/api/stream", f"/api/files/{'0' * 32}"]
WRITES = ["/api/messages", "/api/files", "/api/press", "/api/home"]


@pytest.mark.parametrize("path", READS)
@pytest.mark.parametrize("cookie", [None, "", "wrong", "\udcff", "a" * 4000])
async def test_without_a_session_there_is_401_with_a_text(house, path, cookie):
    headers = {} if cookie is None else {"Cookie": f"jiedan={cookie}"}
    answer = await _raw(house, "GET", path, headers)
    assert answer.status == 401
    assert "刷新" in json.loads(answer.body)["error"]


@pytest.mark.parametrize("path", WRITES)
async def test_nobody_writes_without_a_session(house, path):
    answer = await house.browser().post(path, {"text": LIGHT, "client_id": client_id()})
    assert answer.status == 401
    assert (await answer.json())["error"]
    assert await house.town.tickets() == []


async def test_a_revoked_session_is_401_and_the_next_visit_heals_it(house, visitor):
    async with house.town.deps.begin() as work:
        await work.execute(update(WebSession).values(revoked_at=house.town.clock.now()))
        await work.commit()
    for path in READS:
        assert (await visitor.get(path)).status == 401
    assert (await visitor.says(LIGHT)).status == 401
    assert await house.town.tickets() == []
    await visitor.visit()
    assert (await visitor.says(LIGHT)).status == 200


async def test_one_session_never_reads_anothers_chat(house, visitor):
    await visitor.says(LIGHT)
    stranger = await house.visitor()
    assert await stranger.messages() == []
    assert len(await visitor.messages()) == 2


@pytest.mark.parametrize("path", WRITES)
@pytest.mark.parametrize("headers", [{}, {"X-Jiedan": "0"}, {"X-Jiedan": ""}])
async def test_a_form_on_another_site_cannot_write(house, visitor, path, headers):
    body = {"text": LIGHT, "client_id": client_id(), "press": "accept:1"}
    for way in ({"json": body}, {"data": body}, {"data": json.dumps(body)}):
        answer = await visitor.post(path, headers=headers, **({"data": None} | way))
        assert answer.status == 403
    assert await visitor.messages() == []
    assert await house.town.tickets() == []


async def test_a_page_elsewhere_gets_no_cross_origin_rights(house, visitor):
    answer = await visitor.http.options(
        "/api/messages",
        headers={
            "Origin": "https://evil.example",
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "X-Jiedan",
        },
    )
    assert answer.status in (403, 405)
    assert not [name for name in answer.headers if name.lower().startswith("access-control")]


# ---- who am I


async def test_a_visitor_reads_chinese_words_and_the_residents_menu(house, visitor):
    me = await visitor.me()
    assert (me["lang"], me["can_write"], me["zone"]) == ("zh", True, "Asia/Shanghai")
    assert me["title"] == "永安社区 · 接单"
    assert me["words"]["web-send"] == "发送"
    assert me["words"]["web-new"] == "有 {count} 条新消息"
    assert all(key.startswith("web-") and text for key, text in me["words"].items())
    commands = [entry["command"] for entry in me["menu"]]
    assert commands == ["/my", "/news", "/help", "/lang", "/home", "/elder", "/privacy"]
    assert {entry["label"] for entry in me["menu"]} >= {"我的事情", "怎么用"}
    assert me["now"] == house.town.clock.now().isoformat()


async def test_every_role_gets_its_own_menu(house):
    town = house.town
    for actor in (town.grid, town.property, town.secretary, town.street):
        me = await (await house.browser_of(actor)).me()
        assert {"/todo", "/duty"} <= {entry["command"] for entry in me["menu"]}
        assert me["name"]


async def test_a_person_who_chose_english_reads_english(house, visitor):
    await visitor.says("/lang")
    await visitor.presses("lang:0:en")
    me = await visitor.me()
    assert me["lang"] == "en"
    assert me["words"]["web-send"] == "Send"
    answer = await visitor.post("/api/messages", {"text": 5})
    assert "reload" in (await answer.json())["error"].lower()


# ---- saying something


async def test_a_sentence_becomes_a_ticket_and_is_answered(house, visitor):
    answer = await visitor.says(LIGHT)
    assert answer.status == 200
    (ticket,) = await house.town.tickets()
    assert ticket.text == LIGHT
    mine, reply = await visitor.messages()
    assert mine["id"] == (await answer.json())["id"]
    assert (mine["mine"], mine["text"], mine["buttons"]) == (True, LIGHT, [])
    assert reply["mine"] is False and f"1118-{ticket.id}" in reply["text"]
    assert reply["seq"] > mine["seq"]


async def test_the_same_client_id_twice_is_one_message_and_one_ticket(house, visitor):
    again = client_id()
    first = await visitor.says(LIGHT, client_id=again)
    second = await visitor.says(LIGHT, client_id=again)
    assert await first.json() == await second.json()
    assert len(await house.town.tickets()) == 1
    assert [m["client_id"] for m in await visitor.messages() if m["mine"]] == [again]


async def test_the_same_client_id_at_once_is_one_message_and_one_ticket(house, visitor):
    await visitor.says("你好")  # the person is known from here on
    again = client_id()
    answers = await asyncio.gather(*(visitor.says(LIGHT, client_id=again) for _ in range(6)))
    assert [answer.status for answer in answers] == [200] * 6
    assert len({(await answer.json())["id"] for answer in answers}) == 1
    assert len(await house.town.tickets()) == 1


async def test_a_first_message_sent_twice_at_once_is_one_person(house, visitor):
    again = client_id()
    answers = await asyncio.gather(*(visitor.says(LIGHT, client_id=again) for _ in range(4)))
    assert [answer.status for answer in answers] == [200] * 4
    assert len(await house.town.tickets()) == 1


async def test_the_same_client_id_of_two_people_is_two_messages(house, visitor):
    again = client_id()
    other = await house.visitor()
    await visitor.says(LIGHT, client_id=again)
    await other.says(LIGHT, client_id=again)
    assert len(await house.town.tickets()) == 2


async def test_history_comes_in_pages_newest_first_oldest_on_top(house, visitor):
    async with house.town.deps.begin() as work:
        chat = (await work.scalars(select(WebSession.chat))).one()
        for seq in range(1, 121):
            work.add(_bubble(house, chat, seq))
        await work.commit()
    seen, before, pages = [], None, 0
    while True:
        query = {} if before is None else {"before": before}
        page = await (await visitor.get("/api/messages", params=query)).json()
        assert [m["id"] for m in page["messages"]] == sorted(m["id"] for m in page["messages"])
        seen = page["messages"] + seen
        pages += 1
        if not page["more"]:
            break
        before = page["messages"][0]["id"]
    assert pages == 3
    assert [m["text"] for m in seen] == [f"第{n}句" for n in range(1, 121)]


async def test_what_changed_is_told_however_old_it_is(house, visitor):
    """A page that asks instead of listening: an old message is written anew."""
    await visitor.says("3号楼2单元灯坏了")
    first = await visitor.messages()
    seen = max(one["seq"] for one in first)
    assert await visitor.messages(after=seen) == []
    chat = (await house.town.rows(WebMessage))[0].chat
    await web_chat.edit(house.town.deps, chat, first[-1]["id"], web_chat.Bubble(False, "改过"))
    (changed,) = await visitor.messages(after=seen)
    assert (changed["id"], changed["text"], changed["edited"]) == (first[-1]["id"], "改过", True)
    assert changed["seq"] > seen


@pytest.mark.parametrize(
    "before", ["", "0", "-1", "abc", "1e9", "٣", "9" * 18, "9" * 40, "9" * 5000]
)
async def test_an_odd_page_number_is_no_accident(visitor, before):
    await visitor.says(LIGHT)
    answer = await visitor.get("/api/messages", params={"before": before})
    assert answer.status == 200
    assert "messages" in await answer.json()


# ---- the stream


async def test_the_stream_brings_what_is_said_and_what_is_answered(house, visitor):
    stream = await visitor.listen()
    await visitor.says(LIGHT)
    mine, reply = await stream.message(), await stream.message()
    assert (mine["text"], mine["mine"]) == (LIGHT, True)
    assert reply["mine"] is False and reply["seq"] > mine["seq"]
    assert [mine, reply] == await visitor.messages()


async def test_the_stream_tells_the_clock_first(house, visitor):
    stream = await visitor.listen()
    assert await stream.event() == ("clock", None, {"now": house.town.clock.now().isoformat()})


@pytest.mark.parametrize("by", ["header", "query"])
async def test_the_stream_resumes_after_the_last_event_seen(visitor, by):
    await visitor.says(LIGHT)
    await visitor.says("/my")
    known = await visitor.messages()
    last = known[1]["seq"]
    more = (
        {"headers": {"Last-Event-ID": str(last)}} if by == "header" else {"params": {"after": last}}
    )
    stream = await visitor.listen(**more)
    assert [await stream.message(), await stream.message()] == known[2:]


async def test_the_header_of_a_reconnect_counts_more_than_the_address(visitor):
    await visitor.says(LIGHT)
    known = await visitor.messages()
    stream = await visitor.listen(
        params={"after": 0}, headers={"Last-Event-ID": str(known[0]["seq"])}
    )
    assert await stream.message() == known[1]


@pytest.mark.parametrize("last", ["x", "-3", "²", "9" * 40, "9" * 5000])
async def test_an_odd_last_event_is_no_accident(house, visitor, last):
    stream = await visitor.listen(params={"after": last})
    assert (await stream.event())[0] == "clock"
    answer = await visitor.says(LIGHT)
    assert answer.status == 200


async def test_an_edit_comes_with_a_higher_number(house, visitor):
    await visitor.says(LIGHT)
    worker = await house.browser_of(house.town.property)
    stream = await worker.listen()
    card = await stream.message()
    assert card["edited"] is False and card["buttons"]
    await worker.presses(card["buttons"][0][0]["press"])
    edited = await stream.message()
    assert (edited["id"], edited["edited"]) == (card["id"], True)
    assert edited["seq"] > card["seq"]
    assert "已接单" in edited["text"] and edited["buttons"] != card["buttons"]


async def test_two_pages_of_one_chat_both_hear(visitor):
    first, second = await visitor.listen(), await visitor.listen()
    await visitor.says(LIGHT)
    assert await first.message() == await second.message()


async def test_the_stream_ends_when_the_program_stops(house, visitor):
    stream = await visitor.listen()
    await stream.event()
    closing = asyncio.gather(house.server.close())
    while await stream.event() is not None:
        pass
    async with asyncio.timeout(10):
        await closing
    assert await stream.event() is None


async def test_the_stream_of_a_page_that_left_is_forgotten(house, visitor):
    from handlers.web.site import SITE

    bell = house.server.app[SITE].bell
    stream = await visitor.listen()
    await stream.event()
    assert bell._waiting
    stream.answer.close()
    async with asyncio.timeout(20):
        while bell._waiting:
            bell.ring_all()
            await asyncio.sleep(0)
            assert (await visitor.get("/api/me")).status == 200


# ---- buttons


async def test_staff_accept_through_the_page(house, visitor):
    await visitor.says(LIGHT)
    worker = await house.browser_of(house.town.property)
    card = (await worker.messages())[-1]
    labels = [button["label"] for row in card["buttons"] for button in row]
    assert labels[:4] == ["✋ 接单·马上", "✋ 接单·今天", "✋ 接单·明天", "✋ 接单·约时间"]
    assert labels[-1] == "⋯ 更多" and len(labels) <= 6
    answer = await worker.presses(card["buttons"][0][0]["press"], message=card["id"])
    assert await answer.json() == {"toast": "接单成功，已告诉居民"}
    assert (await house.town.ticket()).status is Status.HANDLING
    assert "张师傅接单了" in (await visitor.messages())[-1]["text"]


async def test_the_same_press_twice_acts_once(house, visitor):
    await visitor.says(LIGHT)
    worker = await house.browser_of(house.town.property)
    again = client_id()
    first = await worker.presses("accept:1", client_id=again)
    second = await worker.presses("accept:1", client_id=again)
    assert (await first.json())["toast"] == "接单成功，已告诉居民"
    assert (await second.json())["toast"] == "已经收到了"
    assert len(await house.town.events("accept")) == 1


@pytest.mark.parametrize(
    "payload", ["accept:1", "resolve:1", "progress:1", "return:1", "rule:1:community", "show:1"]
)
async def test_a_resident_cannot_press_what_is_staffs(house, visitor, payload):
    await visitor.says(LIGHT)
    before = len(await house.town.events())
    for status in (Status.QUEUED, Status.HANDLING):
        answer = await visitor.presses(payload)
        assert answer.status == 200
        toast = (await answer.json())["toast"]
        assert any(words in toast for words in ("不归您操作", "不能做", "晚了一步"))
        assert (await house.town.ticket()).status is status
        assert len(await house.town.events()) == before
        await (await house.browser_of(house.town.property)).presses("accept:1")
        before = len(await house.town.events())


async def test_a_stranger_who_never_wrote_cannot_press(house, visitor):
    await visitor.says(LIGHT)
    stranger = await house.visitor()
    answer = await stranger.presses("solved:1")
    assert "不认识" in (await answer.json())["toast"]
    assert (await house.town.ticket()).status is Status.QUEUED


@pytest.mark.parametrize(
    "payload",
    ["", "accept", "accept:", "accept:x", "hack:1", "accept:1:" + "x" * 70, "accept:1\n", "接单:1"]
    + [
        "accept:0",
        "accept:999999",
        f"accept:{2**31}",
        f"accept:{10**18 - 1}",
        "accept:1\x00",
        "\ud800",
    ],
)
async def test_a_forged_payload_is_refused_in_words(house, visitor, payload):
    await visitor.says(LIGHT)
    worker = await house.browser_of(house.town.property)
    answer = await worker.presses(payload)
    assert answer.status == 200
    assert (await answer.json())["toast"] in (
        "这个按钮认不出来了，请用最新的那条消息。",
        "没找到这一单。",
    )
    assert (await house.town.ticket()).status is Status.QUEUED


# ---- files


@pytest.mark.parametrize(
    ("content", "name", "mime"),
    [
        (JPEG, "photo.jpg", "image/jpeg"),
        (PNG, "photo.exe", "image/png"),
        (WEBP, "../../etc/passwd", "image/webp"),
        (JPEG, "<script>.html", "image/jpeg"),
    ],
)
async def test_a_photo_is_known_by_its_content_not_its_name(house, visitor, content, name, mime):
    answer = await visitor.sends(content, name, text=LIGHT)
    assert answer.status == 200
    (ticket,) = await house.town.tickets()
    assert [m["kind"] for m in ticket.media] == ["photo"]
    mine = (await visitor.messages())[0]
    assert mine["photo"].startswith("/api/files/")
    shown = await visitor.get(mine["photo"])
    assert (shown.status, shown.content_type) == (200, mime)
    assert await shown.read() == content
    assert shown.headers["X-Content-Type-Options"] == "nosniff"


async def test_a_photo_is_kept_without_where_it_was_taken(house, visitor):
    where = b"Exif\0\0GPS 34.75123 Wang's phone"
    told = b"\xff\xe1" + (len(where) + 2).to_bytes(2, "big") + where
    answer = await visitor.sends(JPEG[:2] + told + JPEG[2:] + b"Wang's phone", text=LIGHT)
    assert answer.status == 200
    shown = await visitor.get((await visitor.messages())[0]["photo"])
    assert await shown.read() == JPEG


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html><script>alert(1)</script>",
        b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
        b"GIF89a" + b"\x00" * 32,
        b"MZ\x90\x00",
        b"%PDF-1.7",
        b"\xff\xd8",
        b" " + JPEG,
    ],
)
async def test_what_is_no_photo_is_415_whatever_it_is_called(house, visitor, content):
    answer = await visitor.sends(content, "photo.jpg", text=LIGHT)
    assert answer.status == 415
    assert "照片" in (await answer.json())["error"]
    assert await visitor.messages() == []
    assert await _files(house) == 0


@pytest.mark.parametrize("size", [MAX_FILE + 1, MAX_FILE + 3 * 1024 * 1024])
async def test_a_file_too_big_is_413_with_a_text(house, visitor, size):
    answer = await visitor.sends(JPEG + b"\x00" * (size - len(JPEG)))
    assert answer.status == 413
    assert "10 MB" in (await answer.json())["error"]
    assert await _files(house) == 0


async def test_a_file_of_the_very_limit_is_taken(visitor):
    answer = await visitor.sends(JPEG + b"\x00" * (MAX_FILE - len(JPEG)), text=LIGHT)
    assert answer.status == 200


async def test_the_same_photo_sent_twice_is_one_message(house, visitor):
    again = client_id()
    for _ in range(2):
        assert (await visitor.sends(JPEG, text=LIGHT, client_id=again)).status == 200
    assert len(await house.town.tickets()) == 1
    assert len([m for m in await visitor.messages() if m["mine"]]) == 1


async def test_a_file_of_another_chat_is_404(house, visitor):
    await visitor.sends(JPEG, text=LIGHT)
    path = (await visitor.messages())[0]["photo"]
    stranger = await house.visitor()
    assert (await stranger.get(path)).status == 404
    assert (await (await house.browser_of(house.town.street)).get(path)).status == 404
    assert (await stranger.get(f"/api/files/{'0' * 32}")).status == 404


@pytest.mark.parametrize(
    "ref", ["x" * 32, "0" * 31, "0" * 33, "..%2f..%2fapi.py", "A" * 32, "%00" * 32]
)
async def test_a_reference_that_is_none_is_404(visitor, ref):
    assert (await visitor.get(f"/api/files/{ref}")).status == 404


async def test_the_worker_who_got_the_ticket_sees_its_photo(house, visitor):
    await visitor.sends(JPEG, text=LIGHT)
    worker = await house.browser_of(house.town.property)
    photos = [m["photo"] for m in await worker.messages() if m["photo"]]
    assert photos
    shown = await worker.get(photos[0])
    assert (shown.status, await shown.read()) == (200, JPEG)


async def test_the_workers_photo_reaches_the_resident(house, visitor):
    await visitor.says(LIGHT)
    worker = await house.browser_of(house.town.property)
    await worker.presses("accept:1")
    await worker.presses("progress:1")
    await worker.sends(PNG, text="配件到了")
    photos = [m["photo"] for m in await visitor.messages() if m["photo"]]
    assert len(photos) == 1
    assert await (await visitor.get(photos[0])).read() == PNG


# ---- hostile and broken input


HOSTILE = {
    "html": "<img src=x onerror=alert(1)><b>灯坏了</b>",
    "script": "</script><script>fetch('/api/me')</script>3号楼灯坏了",
    "placeholders": "{ $who } {{0}} %s %(x)s ${7*7} 灯坏了",
    "bidi": "灯\u202e坏了\u2066\u200f\u061c",
    "zero width": "灯\u200b坏\ufeff了",
    "nul": "灯\x00坏了\x07",
    "surrogate": "灯\ud800坏了\udfff",
    "noncharacter": "灯\uffff坏了\U0010ffff\ue000",
    "emoji": "👨‍👩‍👧 灯坏了 🏮️",
    "zalgo": "灯" + "\u0301" * 500 + "坏了",
    "sql": "'; DROP TABLE ticket; -- 灯坏了",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
async def test_hostile_text_stays_text(house, visitor, text):
    body = json.dumps({"text": text, "client_id": client_id()})
    answer = await visitor.post(
        "/api/messages", data=body, headers={"X-Jiedan": "1", "Content-Type": "application/json"}
    )
    assert answer.status == 200
    mine, *answers = await visitor.messages()
    for hidden in "\u202e\u2066\u200f\u061c\u200b\ufeff\x00\x07\ud800\udfff":
        assert hidden not in mine["text"]
    assert "灯" in mine["text"] and "坏了" in mine["text"]
    if text.isprintable():
        assert mine["text"] == text
    assert answers
    page = await visitor.get("/api/messages")
    assert page.content_type == "application/json"


async def test_a_very_long_text_is_clipped_and_the_writer_told(house, visitor):
    body = json.dumps({"text": LIGHT + "。" + "很长" * 100_000, "client_id": client_id()})
    answer = await visitor.post(
        "/api/messages", data=io.BytesIO(body.encode()), headers={"X-Jiedan": "1"}
    )
    assert answer.status == 200
    mine, *answers = await visitor.messages()
    assert len(mine["text"]) == 10_000
    assert any("写得很长" in m["text"] for m in answers)
    assert len(await house.town.tickets()) >= 1


@pytest.mark.parametrize("text", ["", "   \n", "\x00", "\u202e\u200b", "\ud800"])
async def test_a_message_without_words_is_answered_and_shows_no_empty_bubble(house, visitor, text):
    answer = await visitor.says(text)
    assert answer.status == 200
    assert await house.town.tickets() == []
    assert "没看到内容" in (await visitor.messages())[-1]["text"]


BROKEN = {
    "nothing": b"",
    "half": b'{"text": "x"',
    "words": b"hello",
    "not utf-8": b'{"text": "\xff\xfe"}',
    "nan": b"NaN",
    "deep": b"[" * 100_000,
    "deep and closed": b'{"text":' + b"[" * 50_000 + b"]" * 50_000 + b"}",
    "endless number": b'{"text": "x", "reply_to": ' + b"9" * 50_000 + b"}",
    "a list": b"[1, 2]",
    "null": b"null",
    "a string": b'"text"',
    "utf-16": '{"text": "灯"}'.encode("utf-16"),
}


@pytest.mark.parametrize("path", ["/api/messages", "/api/press", "/api/home"])
@pytest.mark.parametrize("body", BROKEN.values(), ids=BROKEN)
async def test_a_malformed_body_is_400(house, visitor, path, body):
    answer = await visitor.post(
        path, data=body, headers={"X-Jiedan": "1", "Content-Type": "application/json"}
    )
    assert answer.status == 400
    assert "刷新" in (await answer.json())["error"]
    assert await visitor.messages() == []


@pytest.mark.parametrize("charset", ["nonsense", "rot13", "utf-7", "idna", ""])
async def test_an_odd_charset_is_the_senders_fault(visitor, charset):
    headers = {"X-Jiedan": "1", "Content-Type": f"application/json; charset={charset}"}
    answer = await visitor.post("/api/messages", data=b'{"text": "\xe7\x81\xaf"}', headers=headers)
    assert 400 <= answer.status < 500


ODD_IDS = [None, 5, True, [], {}, "", "short", "x" * 65, "nul-\x00-nul-nul", "lone-\ud800-lone"]


@pytest.mark.parametrize("odd", ODD_IDS)
async def test_a_message_without_a_usable_key_is_400(house, visitor, odd):
    assert (await visitor.says(LIGHT, client_id=odd)).status == 400
    assert (await visitor.presses("accept:1", client_id=odd)).status == 400
    assert await house.town.tickets() == []
    assert await visitor.messages() == []


@pytest.mark.parametrize("odd", [None, 5, 1.5, True, [], ["x"], {}, {"a": 1}])
async def test_wrong_types_are_400_with_a_text(visitor, odd):
    for answer in (await visitor.says(odd), await visitor.presses(odd)):
        assert answer.status == 400
        assert (await answer.json())["error"]


@pytest.mark.parametrize(
    "odd", [None, "5", 1.5, True, [], {}, -1, 2**31, 2**63, 10**40, "x", "\x00"]
)
async def test_an_odd_reply_is_a_message_without_one(house, visitor, odd):
    assert (await visitor.says(LIGHT, reply_to=odd)).status == 200
    assert len(await house.town.tickets()) == 1


@pytest.mark.parametrize("odd", ["", "x", "-1", "²", "9" * 5000, "\x00"])
async def test_an_odd_reply_of_a_photo_is_a_photo_without_one(house, visitor, odd):
    assert (await visitor.sends(JPEG, text=LIGHT, reply_to=odd)).status == 200
    assert len(await house.town.tickets()) == 1


async def test_a_photo_form_may_be_odd_in_every_way(house, visitor):
    head = {"X-Jiedan": "1"}
    boundary = "multipart/form-data; boundary=xx"
    part = b"--xx\r\nContent-Disposition: form-data"
    for body, kind in [
        (b"{}", "application/json"),
        (b"a=b", "application/x-www-form-urlencoded"),
        (b"", boundary),
        (b"no boundary at all", "multipart/form-data"),
        (b'--xx\r\nContent-Disposition: form-data; name="file"', boundary),
        (b"--xx\r\nnonsense\r\n\r\n--xx--\r\n", boundary),
        (
            part + b"; name=text\r\nContent-Type: text/plain; charset=nonsense\r\n\r\nx\r\n--xx--",
            boundary,
        ),
        (part + b"; name=text\r\nContent-Transfer-Encoding: odd\r\n\r\nx\r\n--xx--", boundary),
        (part + b"; name=text\r\nContent-Encoding: gzip\r\n\r\nx\r\n--xx--", boundary),
        (part + b"; name=text\r\nContent-Transfer-Encoding: base64\r\n\r\n!\r\n--xx--", boundary),
        (b"--xx\r\nContent-Disposition: form-data\r\n\r\nx\r\n--xx--\r\n", boundary),
        (
            b'--xx\r\nContent-Disposition: form-data; name="client_id"\r\n\r\n'
            + b"\xff\xfe" * 5
            + b"\r\n--xx--\r\n",
            boundary,
        ),
    ]:
        answer = await visitor.post("/api/files", data=body, headers={**head, "Content-Type": kind})
        assert answer.status == 400, (body, await answer.text())
        assert (await answer.json())["error"], body
    assert await visitor.messages() == []


anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(min_value=2**30, max_value=2**70)
    | st.floats()
    | st.text(st.characters(), max_size=80)
    | st.sampled_from(
        ["accept:1", "solved:1", "lang:0:en", "progress:1", "/my", "灯坏了", "x" * 20]
    ),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)
bodies = anything | st.fixed_dictionaries(
    {},
    optional={
        "client_id": anything | st.text(st.characters(), min_size=8, max_size=64),
        "text": anything,
        "press": anything | st.from_regex(r"[a-z_]{1,20}:[0-9]{1,18}(:[a-z0-9_.\-]{1,24})?"),
        "reply_to": anything,
        "message": anything,
        "extra": anything,
    },
)


@pytest.mark.parametrize("path", ["/api/messages", "/api/press", "/api/home"])
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(body=bodies)
async def test_no_body_is_ever_our_fault(house, visitor, path, body):
    answer = await visitor.post(
        path,
        data=json.dumps(body),
        headers={"X-Jiedan": "1", "Content-Type": "application/json"},
    )
    assert answer.status in (200, 400)
    assert isinstance(await answer.json(), dict)


# ---- headers and files of the page


PLACES = {
    "/": 200,
    "/api/me": 200,
    "/api/messages": 200,
    "/static/chat.js": 200,
    "/static/chat.css": 200,
    "/static/icon.svg": 200,
    "/static/nothing.js": 404,
    "/static/": 403,
    "/nothing": 404,
    f"/api/files/{'0' * 32}": 404,
    "/api/press": 405,
}


@pytest.mark.parametrize(("path", "status"), PLACES.items())
async def test_every_answer_carries_the_security_headers(visitor, path, status):
    answer = await visitor.get(path)
    assert answer.status == status
    _assert_safe(answer)


async def test_errors_carry_them_too(house, visitor):
    _assert_safe(await house.browser().get("/api/me"))
    _assert_safe(await visitor.post("/api/messages", headers={}))
    _assert_safe(await visitor.post("/api/messages", data=b"{", headers={"X-Jiedan": "1"}))
    _assert_safe(await visitor.sends(b"nothing"))
    _assert_safe((await visitor.listen()).answer)
    _assert_safe(await visitor.http.head("/"))


async def test_a_defect_of_ours_is_a_kind_500_without_a_traceback(house, visitor, caplog):
    async with house.town.deps.begin() as work:
        await work.execute(Base.metadata.tables["web_file"].delete())
        for table in reversed(Base.metadata.sorted_tables):
            if table.name == "web_message":
                await work.run_sync(lambda session, t=table: t.drop(session.connection()))
        await work.commit()
    answer = await visitor.get("/api/messages")
    assert answer.status == 500
    _assert_safe(answer)
    body = await answer.json()
    assert list(body) == ["error"] and "请过一会儿再试" in body["error"]
    assert any("web request failed" in record.message for record in caplog.records)


async def test_the_page_allows_no_foreign_or_inline_script(visitor):
    answer = await visitor.get("/")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy
    assert "http" not in policy and "*" not in policy
    for name in ("object-src 'none'", "base-uri 'none'", "frame-ancestors 'self'"):
        assert name in policy
    html = await answer.text()
    assert "<script>" not in html and "style=" not in html and "onclick" not in html
    assert "http://" not in html and "https://" not in html


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static/..%2fapp.py",
        "/static/%2e%2e%2f%2e%2e%2f%2e%2e%2fpyproject.toml",
        "/static/..%5c..%5cpyproject.toml",
        "/static//etc/passwd",
        "/static/%2fetc%2fpasswd",
        "/static/....//....//pyproject.toml",
        "/static/chat.js%00.png",
        "/static/%c0%ae%c0%ae/app.py",
    ],
)
async def test_static_files_lead_nowhere_else(house, path):
    answer = await _raw(house, "GET", path, {})
    assert answer.status in (400, 403, 404)
    assert b"import" not in answer.body and b"root:" not in answer.body
    assert b"[project]" not in answer.body


async def test_private_answers_are_not_kept_by_anyone_between(visitor):
    await visitor.sends(JPEG, text=LIGHT)
    photo = (await visitor.messages())[0]["photo"]
    assert (await visitor.get(photo)).headers["Cache-Control"].startswith("private")
    for path in ("/api/me", "/api/messages"):
        assert (await visitor.get(path)).headers["Cache-Control"] == "no-store"


# ---- helpers


def _assert_safe(answer) -> None:
    for name, value in SAFE.items():
        assert answer.headers.get(name) == value, (answer.url, name)
    assert "default-src 'none'" in answer.headers.get("Content-Security-Policy", ""), answer.url
    assert answer.headers["Server"] == "jiedan"


def _bubble(house, chat: str, seq: int) -> WebMessage:
    return WebMessage(
        chat=chat,
        seq=seq,
        mine=False,
        text=f"第{seq}句",
        buttons=[],
        media=[],
        at=house.town.clock.now(),
    )


async def _sessions(house) -> list[WebSession]:
    async with house.town.deps.begin() as work:
        return list(await work.scalars(select(WebSession)))


async def _files(house) -> int:
    async with house.town.deps.begin() as work:
        return len((await work.scalars(select(WebFile.id))).all())


class _Answer:
    """What came back over a bare connection."""

    def __init__(self, raw: bytes) -> None:
        head, _, self.body = raw.partition(b"\r\n\r\n")
        self.status = int(head.split()[1])


async def _raw(house, method: str, path: str, headers: dict[str, str]) -> _Answer:
    """Ask over a bare connection: a client library would tidy the address and the headers."""
    reader, writer = await asyncio.open_connection(house.server.host, house.server.port)
    lines = [f"{method} {path} HTTP/1.1", "Host: test", "Connection: close"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    writer.write("\r\n".join([*lines, "", ""]).encode("utf-8", "surrogateescape"))
    raw = await reader.read()
    writer.close()
    await writer.wait_closed()
    return _Answer(raw)
