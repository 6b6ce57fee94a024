"""A browser's session: whose it is, how long, and that it ends when it is ended."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from db.models import Account
from db.web_rows import WebChat, WebFile, WebMessage, WebSession
from handlers.web.bounds import NEW_A_SECOND, NEW_AT_ONCE, STREAMS_OF_CHAT, Doorstep
from handlers.web.site import SITE
from tests.web.house import SOON, client_id
from tests.web.test_api import JPEG, LIGHT
from workflows import web_chat
from workflows.tidy import purge


async def all_of(house, model) -> list:
    async with house.town.deps.begin() as work:
        return list(await work.scalars(select(model)))


async def chat_of(browser) -> str:
    session = await web_chat.session_of(browser.house.town.deps, await browser.token())
    return session.chat


async def sign_out(house, *chats: str) -> int:
    async with house.town.deps.begin() as work:
        ended = await web_chat.sign_out(work, chats, house.town.clock.now())
        await work.commit()
    return ended


# ---- from somebody else


async def test_a_cookie_somebody_made_up_is_never_taken_on(house):
    """Fixation: whoever can plant a cookie must not be able to choose the session."""
    browser = house.browser()
    browser.http.cookie_jar.update_cookies({"jiedan": "planted"}, house.server.make_url("/"))
    answer = await browser.visit()
    assert answer.cookies["jiedan"].value != "planted"
    assert [one.token_hash for one in await all_of(house, WebSession)] == [
        web_chat._hash(answer.cookies["jiedan"].value)
    ]


async def test_behind_https_a_cookie_of_a_neighbouring_name_counts_for_nothing(house, visitor):
    """Only a cookie that browsers take from this very host is read."""
    from handlers.web.site import cookie_identify, cookie_name

    site = house.server.app[SITE]
    site.secure_cookie = True
    site.identify = cookie_identify(site.deps, cookie_name(secure=True))
    assert (await visitor.get("/api/me")).status == 401


async def test_the_page_that_brings_a_session_is_stored_by_nobody(house):
    """A proxy that keeps it would hand one person's session to the next."""
    browser = house.browser()
    assert (await browser.visit()).headers["Cache-Control"] == "no-store"
    assert (await browser.visit()).headers["Cache-Control"] == "no-cache"


async def test_looking_whether_the_server_lives_makes_nobody_known(house):
    browser = house.browser()
    answer = await browser.http.head("/")
    assert answer.status == 200 and "Set-Cookie" not in answer.headers
    assert await all_of(house, WebSession) == []


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example"])
async def test_a_forged_host_changes_nothing(house, host):
    browser = house.browser()
    answer = await browser.get("/", headers={"Host": host, "X-Forwarded-Host": host})
    assert answer.status == 200 and answer.history == ()
    assert answer.cookies["jiedan"]["domain"] == ""
    assert "evil" not in await answer.text() + str(answer.headers)


@pytest.mark.parametrize(
    "path",
    ["//evil.example", "//evil.example/..", "/%2f%2fevil.example", "/?next=//evil.example"]
    + ["/static//evil.example", "/\\evil.example", "/api//evil.example", "/static"],
)
async def test_nothing_here_leads_elsewhere(house, path):
    answer = await house.browser().http.get(
        str(house.server.make_url("/")).rstrip("/") + path, allow_redirects=False
    )
    assert "Location" not in answer.headers
    assert not 300 <= answer.status < 400


# ---- ended


async def test_who_is_signed_out_hears_nothing_more(house, visitor):
    stream = await visitor.listen()
    await stream.event()
    await visitor.says(LIGHT)
    chat = await chat_of(visitor)
    assert [(await stream.message())["mine"] for _ in range(2)] == [True, False]
    assert await sign_out(house, chat) == 1
    await web_chat.put(house.town.deps, chat, web_chat.Bubble(mine=False, text="后来的话"))
    house.server.app[SITE].bell.ring(chat)
    while heard := await stream.event():
        assert heard[0] == "clock"  # nothing that is said
    assert (await visitor.get("/api/messages")).status == 401


async def test_a_stream_of_another_session_goes_on(house, visitor):
    other = await house.visitor()
    stream = await other.listen()
    await sign_out(house, await chat_of(visitor))
    await other.says(LIGHT)
    assert (await stream.message())["text"] == LIGHT
    assert await sign_out(house, "unknown") == 0


async def test_a_session_grows_old_and_its_owner_keeps_the_chat(house, visitor):
    town = house.town
    await visitor.says(LIGHT)
    chat, first = await chat_of(visitor), await visitor.token()
    town.clock.move_to(town.clock.now() + web_chat.RENEWED_AFTER - timedelta(minutes=1))
    assert "jiedan" not in (await visitor.visit()).cookies
    town.clock.move_to(town.clock.now() + timedelta(minutes=1))
    await visitor.visit()
    second = await visitor.token()
    assert second != first and await chat_of(visitor) == chat
    assert (await web_chat.session_of(town.deps, first)).chat == chat  # her other window has it
    assert await sign_out(house, chat) == 2  # both are ended by one word


async def test_a_session_ends_by_itself_however_often_it_is_used(house, visitor):
    town = house.town
    await visitor.says(LIGHT)
    stolen = await visitor.token()
    for _ in range(3):
        town.clock.move_to(town.clock.now() + web_chat.GOOD_FOR / 3)
        await visitor.visit()
    assert await web_chat.session_of(town.deps, stolen) is None
    assert [m["text"] for m in await visitor.messages() if m["mine"]] == [LIGHT]


async def test_at_night_browsers_that_never_said_a_word_are_forgotten(house, visitor):
    town = house.town
    await visitor.says(LIGHT)
    staff = {one.chat for one in await all_of(house, Account)}
    silent = await house.visitor()
    gone, kept = await chat_of(silent), await chat_of(visitor)
    await purge(town.deps)
    assert gone in {one.chat for one in await all_of(house, WebSession)}
    town.clock.move_to(town.clock.now() + timedelta(days=3))
    await purge(town.deps)
    assert {one.chat for one in await all_of(house, WebSession)} == {kept}
    chats = {one.chat for one in await all_of(house, WebChat)}
    assert gone not in chats and kept in chats
    assert len(staff & chats) > 1  # nobody who is somebody, although their chats may be empty
    assert (await silent.says(LIGHT)).status == 401
    await silent.visit()
    assert (await silent.says(LIGHT)).status == 200


async def test_at_night_sessions_that_ended_are_forgotten(house, visitor):
    town = house.town
    await visitor.says(LIGHT)
    town.clock.move_to(town.clock.now() + web_chat.GOOD_FOR + timedelta(days=1))
    await purge(town.deps)
    assert await all_of(house, WebSession) == []


# ---- how much one process gives


def test_new_browsers_are_let_in_so_many_at_once_and_so_many_a_second():
    doorstep, now = Doorstep(), [1000.0]
    let_in = [doorstep.lets_in(lambda: now[0]) for _ in range(2 * NEW_AT_ONCE)]
    assert let_in == [True] * NEW_AT_ONCE + [False] * NEW_AT_ONCE
    now[0] += 10 / NEW_A_SECOND
    assert [doorstep.lets_in(lambda: now[0]) for _ in range(12)] == [True] * 10 + [False] * 2
    now[0] += 10**6
    assert sum(doorstep.lets_in(lambda: now[0]) for _ in range(2 * NEW_AT_ONCE)) == NEW_AT_ONCE


async def test_a_crowd_at_the_door_makes_no_rows_and_stops_nobody_inside(house, visitor):
    house.server.app[SITE].doorstep = Doorstep(asked=asyncio.get_running_loop().time() + 10**6)
    for _ in range(3):
        answer = await house.browser().get("/")
        assert answer.status == 200
        assert (await answer.text()).startswith("<!doctype html>")
    assert len(await all_of(house, WebSession)) == 1
    assert (await visitor.says(LIGHT)).status == 200


async def test_one_browser_has_so_many_streams_and_no_more(house, visitor):
    streams = [await visitor.listen() for _ in range(STREAMS_OF_CHAT)]
    refused = await visitor.get("/api/stream")
    assert refused.status == 429
    assert "关掉" in (await refused.json())["error"]
    assert (await (await house.visitor()).listen()).answer.status == 200
    streams[0].answer.close()
    async with asyncio.timeout(SOON):
        while (await visitor.get("/api/stream")).status == 429:
            house.server.app[SITE].bell.ring_all()


async def test_all_together_have_so_many_streams_and_no_more(house, visitor):
    house.server.app[SITE].streams.most = 2
    others = [await house.visitor() for _ in range(2)]
    for one in others:
        await one.listen()
    assert (await visitor.get("/api/stream")).status == 429
    assert (await visitor.says(LIGHT)).status == 200


async def test_pages_that_look_at_the_same_moment_share_the_question(house, visitor):
    """Hundreds of open pages must not be hundreds of transactions."""
    site, asked = house.server.app[SITE], []
    begin = site.deps.begin

    def counted():
        asked.append(1)
        return begin()

    object.__setattr__(site.deps, "begin", counted)
    look = web_chat.Look(await chat_of(visitor), None)
    asked.clear()
    await asyncio.gather(*(web_chat.newest(site.deps, site.looks, look) for _ in range(33)))
    object.__setattr__(site.deps, "begin", begin)
    assert len(asked) <= 3


async def test_a_body_that_never_ends_is_not_waited_for(house, visitor):
    house.server.app[SITE].patience = 0.01
    for path in ("/api/messages", "/api/press", "/api/home", "/api/files"):
        answer = await visitor.http.post(path, data=_dripping(), headers={"X-Jiedan": "1"} | FORM)
        assert answer.status == 408, path
        assert "再发一次" in (await answer.json())["error"]
    assert await house.town.tickets() == []


FORM = {"Content-Type": "multipart/form-data; boundary=xx"}


async def _dripping():
    """The beginning of a body, and then nothing."""
    yield b'{"text":'
    await asyncio.Event().wait()


async def test_a_body_cut_off_in_the_middle_leaves_no_trace_in_the_log(house, visitor, caplog):
    token = await visitor.token()
    for path in ("/api/messages", "/api/files"):
        reader, writer = await asyncio.open_connection("127.0.0.1", house.server.port)
        head = f"POST {path} HTTP/1.1\r\nHost: x\r\nCookie: jiedan={token}\r\nX-Jiedan: 1\r\n"
        head += "Content-Type: multipart/form-data; boundary=xx\r\nContent-Length: 999\r\n\r\n--xx"
        writer.write(head.encode())
        await writer.drain()
        writer.transport.abort()
    assert (await visitor.says(LIGHT)).status == 200
    assert caplog.text == ""


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
async def test_a_packed_body_is_counted_unpacked(house, visitor, coding):
    import gzip
    import zlib

    inner = b'{"client_id":"bomb-bomb","text":"' + b"A" * 50_000_000 + b'"}'
    body = gzip.compress(inner) if coding == "gzip" else zlib.compress(inner)
    headers = {"X-Jiedan": "1", "Content-Encoding": coding, "Content-Type": "application/json"}
    answer = await visitor.post("/api/messages", data=body, headers=headers)
    assert answer.status == 413
    assert (await answer.json())["error"]
    assert await house.town.tickets() == []


async def test_a_form_of_a_thousand_files_opens_none(house, visitor):
    part = b'--xx\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'
    body = (part + JPEG + b"\r\n") * 5000 + b"--xx--\r\n"
    answer = await visitor.post("/api/files", data=body, headers={"X-Jiedan": "1"} | FORM)
    assert answer.status in (400, 413)
    assert (await answer.json())["error"]
    assert await all_of(house, WebFile) == []


async def test_a_photo_opened_by_itself_can_do_nothing(house, visitor):
    """A picture that is a page as well (a polyglot) stays a picture."""
    text = b"<html><script>fetch('/api/me')</script>"
    comment = b"\xff\xfe" + (len(text) + 2).to_bytes(2, "big") + text
    await visitor.sends(JPEG[:2] + comment + JPEG[2:] + text, "a.html", text=LIGHT)
    shown = await visitor.get((await visitor.messages())[0]["photo"])
    assert b"script" not in await shown.read()
    assert shown.content_type == "image/jpeg"
    policy = shown.headers["Content-Security-Policy"]
    assert (
        "default-src 'none'" in policy and policy.endswith("; sandbox") and "script" not in policy
    )
    assert shown.headers["X-Content-Type-Options"] == "nosniff"


async def test_the_newest_numbers_are_there_even_where_messages_are_gone(house, visitor):
    """A chat whose last messages were erased: its stream rests, and goes on with the next."""
    await visitor.says(LIGHT)
    async with house.town.deps.begin() as work:
        await work.execute(WebMessage.__table__.delete())
        await work.commit()
    stream = await visitor.listen()
    assert (await stream.event())[0] == "clock"
    await visitor.says("还有一件事", client_id=client_id())
    assert (await stream.message())["text"] == "还有一件事"
