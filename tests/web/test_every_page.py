"""Walks the table of pages: each route with each method, asked by everybody a browser can be:
without a session, with a forged one, a resident, each role of the staff, from elsewhere. What the
row allows is answered, all else is not. A new route is walked without a word here, and one that has
no row is not answered at all."""

import hashlib
import secrets

import pytest
from aiohttp import web
from sqlalchemy import select

from bot.demo import CAST
from db.base import Base
from db.web_rows import WebMessage, WebSession
from domain.commands import menu_for
from domain.people import Role
from domain.permissions import PAGES, Session
from handlers.web.app import make_app
from handlers.web.demo import DemoStage, add_demo
from handlers.web.site import SITE, Bell, Site
from tests.web.house import client_id

STAFF = {
    "grid": Role.GRID_WORKER,
    "secretary": Role.SECRETARY,
    "property": Role.PROPERTY_STAFF,
    "manager": Role.PROPERTY_LEAD,
    "alliance": Role.STAND_IN,
    "street": Role.OFFICER,
}
NO_SESSION = {"none": None, "forged": "x" * 43, "empty": ""}
HIS_OWN = "own words of another chat"


def routes(app: web.Application) -> list[tuple[str, str]]:
    """Every page with each of its methods."""
    found = {(route.resource.canonical, route.method) for route in app.router.routes()}
    return sorted((page, method) for page, method in found if method != "HEAD")


def path_of(page: str) -> str:
    return {"/static": "/static/chat.js"}.get(
        page, page.replace("{ref}", "0" * 32).replace("{unit}", "yongan")
    )


async def ask(browser, page: str, method: str, **more) -> int:
    """Ask for a page as ours would; the status."""
    if method == "GET":
        answer = await browser.http.get(path_of(page), **more)
    else:
        body = {"text": "您好", "press": "todo:0", "client_id": client_id(), "token": "x"}
        headers = {"X-Jiedan": "1"} | more.pop("headers", {})
        answer = await browser.http.post(path_of(page), json=body, headers=headers, **more)
    if page != "/api/stream":  # that one ends with its browser
        await answer.read()
    return answer.status


async def with_session(house, chat: str):
    """A browser in which somebody known has a session."""
    browser, token = house.browser(), secrets.token_urlsafe(32)
    async with house.town.deps.begin() as work:
        now = house.town.clock.now()
        digest = hashlib.sha256(token.encode()).hexdigest()
        work.add(WebSession(token_hash=digest, chat=chat, created_at=now))
        await work.commit()
    browser.http.cookie_jar.update_cookies({"jiedan": token})
    return browser


async def rows(house) -> str:
    async with house.town.deps.begin() as work:
        tables = [t for t in Base.metadata.sorted_tables if not t.name.startswith("web_")]
        return str([(await work.execute(select(table))).all() for table in tables])


async def stranger(house, token):
    browser = house.browser()
    if token is not None:
        browser.http.cookie_jar.update_cookies({"jiedan": token})
    return browser


@pytest.mark.parametrize("who", NO_SESSION)
async def test_without_a_session_only_what_shows_nobody_is_answered(house, who):
    walked = set()
    before = await rows(house)
    for page, method in routes(house.server.app):
        status = await ask(await stranger(house, NO_SESSION[who]), page, method)
        if PAGES[page] is Session.OWN_CHAT:
            assert status == 401, (page, method, status)
        else:
            assert status == 200, (page, method, status)
        walked.add(page)
    assert walked == {page for page, session in PAGES.items() if session is not Session.DEMO}
    assert await rows(house) == before


@pytest.mark.parametrize("chat", [*STAFF, "nobody"])
async def test_a_session_opens_its_own_chat_and_no_other(house, chat):
    if chat == "nobody":
        await house.town.resident("nobody")
    async with house.town.deps.begin() as work:
        known = (await work.scalars(select(WebMessage.id))).all()
    await house.town.district.says(HIS_OWN)
    browser = await with_session(house, chat)
    for page, method in routes(house.server.app):
        status = await ask(browser, page, method)
        refused = status in (401, 403)
        assert not refused, (chat, page, method, status)
        if method == "POST":
            foreign = await ask(browser, page, method, headers={"X-Jiedan": "0"})
            assert foreign == 403, (chat, page, method, foreign)
    roles = [STAFF[chat]] if chat in STAFF else []
    me = await browser.me()
    assert [one["command"] for one in me["menu"]] == [f"/{name}" for name in menu_for(roles)]
    texts = [one["text"] for one in await browser.messages()]
    assert "您好" in texts
    assert HIS_OWN not in texts
    assert known == []


async def test_a_file_of_ours_is_given_to_its_own_chat_alone(house):
    await house.town.secretary.says("/export")
    hers = await with_session(house, "secretary")
    path = (await hers.messages())[-1]["file"]
    answer = await hers.get(path)
    assert answer.status == 200
    assert answer.content_type.endswith("spreadsheetml.sheet")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="ledger.xlsx"'
    assert (await answer.read())[:2] == b"PK"
    for chat in ("manager", "street"):
        assert (await (await with_session(house, chat)).get(path)).status == 404


async def test_the_figures_are_for_this_machine_alone(house):
    site = house.server.app[SITE]
    browser = house.browser()
    for page in (page for page, session in PAGES.items() if session is Session.HERE):
        for mark in ("Forwarded", "X-Forwarded-For", "X-Real-IP"):
            assert await ask(browser, page, "GET", headers={mark: "203.0.113.9"}) == 404
        site.metrics = True
        assert await ask(browser, page, "GET", headers={"X-Real-IP": "203.0.113.9"}) == 200
        site.metrics = False
        assert await ask(browser, page, "GET") == 200


async def test_the_demo_has_its_pages_and_nobody_else(house):
    demo = [page for page, session in PAGES.items() if session is Session.DEMO]
    browser = house.browser()
    for page in demo:
        assert await ask(browser, page, "GET") == 404, page
        assert await ask(browser, page, "POST") == 404, page
    app = make_app(Site(None, None, None, Bell(), "", lambda _request: None))
    add_demo(app, DemoStage(CAST, None, None))
    assert set(demo) <= {page for page, _ in routes(app)}


async def test_a_page_without_a_row_is_not_answered(town):
    from aiohttp.test_utils import TestClient, TestServer

    from bot.website import make_site

    async def secret(_request: web.Request) -> web.Response:
        return web.Response(text="nobody wrote a row for me")

    app = make_app(make_site(town.program))
    app.add_routes([web.get("/new", secret)])
    async with TestClient(TestServer(app)) as client:
        assert (await client.get("/new")).status == 404
        assert (await client.get("/static/chat.js")).status == 200
