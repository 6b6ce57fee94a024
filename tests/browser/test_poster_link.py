"""The chat page, opened by the code of a poster."""

from playwright.sync_api import expect

from domain.homes import Home, token_of
from tests.browser.desk import Desk

GREETING = "您住永安花园3号楼"


def test_the_code_greets_once_and_leaves_the_address(window):
    here = window(path=f"/?home={token_of(Home('yongan-garden', '3'))}")
    here.chat.shows(GREETING)
    assert "home" not in here.page.url
    here.page.reload()
    here.chat.shows(GREETING)
    here.chat.says("楼道灯坏了")
    here.chat.shows("收到")
    expect(here.page.locator(".row.theirs").filter(has_text=GREETING)).to_have_count(1)
    expect(here.page.locator(".row.mine")).to_have_count(1)  # no /start in her own chat


def test_what_is_no_code_opens_the_page_as_always(chromium, town):
    here = Desk.open(chromium, f"{town.url}/?home=<script>alert(1)</script>", 360, 740)
    here.chat.says("3号楼楼道灯坏了")
    here.chat.shows("收到")
    assert "home" not in here.page.url
    assert [one for one in here.complaints if "400" not in one] == []  # refused, and that is all
    here.page.context.close()
