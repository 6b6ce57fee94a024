"""A lost connection, a reload, a closed tab, two tabs: nothing is lost and nothing doubled."""

import re

from playwright.sync_api import expect

from tests.browser.test_demo_page import picture

LIGHT = "3号楼2单元楼道灯坏了"
OFFLINE = ("ERR_INTERNET_DISCONNECTED", "ERR_FAILED", "Failed to load resource")

UNTIL_A_FILE_IS_KEPT = """async () => {
  const kept = () => Object.values(localStorage).some((one) => JSON.parse(one).file);
  while (!kept()) await new Promise(requestAnimationFrame);
}"""


def texts(here) -> list[str]:
    """What stands in the conversation, in order."""
    return here.page.locator("#rows .row").all_inner_texts()


def said(here) -> list[str]:
    """What the server knows of this person's own words, oldest first."""
    page = here.page.evaluate("async () => (await (await fetch('/api/messages')).json()).messages")
    return [one["text"] for one in page if one["mine"]]


def writes(here, text: str) -> None:
    """Write and press Enter, whether it can be sent or not."""
    here.page.get_by_test_id("text").fill(text)
    here.page.get_by_test_id("text").press("Enter")


def all_is_sent(here) -> None:
    """Nothing waits any more."""
    expect(here.page.locator(".row.pending")).to_have_count(0)


def test_what_is_written_without_a_connection_goes_out_when_it_is_back(window):
    here = window()
    here.chat.says(LIGHT)
    elsewhere = here.another_tab()
    elsewhere.chat.shows("收到")
    here.page.context.set_offline(True)
    link = here.page.get_by_test_id("link")
    expect(link).to_have_attribute("data-state", "offline")
    expect(link).to_contain_text("网络断了")
    for text in ("第一句：灯还黑着", "第二句：老人怕摔"):
        writes(here, text)
    expect(here.page.locator(".row.pending")).to_have_count(2)
    expect(here.page.locator(".row.retrying .status")).to_have_text("还没发出去，联网后自动再发")

    here.page.context.set_offline(False)
    all_is_sent(here)
    expect(link).to_have_attribute("data-state", "online")
    assert said(here) == [LIGHT, "第一句：灯还黑着", "第二句：老人怕摔"]
    expect(elsewhere.page.locator(".row.mine", has_text="第二句")).to_have_count(1)
    expect(elsewhere.page.locator("#rows .row")).to_have_count(
        here.page.locator("#rows .row").count()
    )
    here.forgives(*OFFLINE)


def test_an_answer_lost_on_its_way_doubles_nothing_over_a_reload(window):
    """The server took the photo, the page never heard so, and then it was loaded anew."""
    here = window()
    page = here.page
    here.chat.takes_photo(picture())

    def lose(route) -> None:
        route.fetch()
        route.abort()

    page.route("**/api/files", lose)
    writes(here, LIGHT)
    expect(page.locator("#rows .row.mine")).to_have_count(1)
    page.get_by_test_id("text").fill("写了一半")
    page.unroute("**/api/files")
    page.reload()
    here.chat.shows("收到")
    all_is_sent(here)
    expect(here.chat.field).to_have_value("写了一半")
    assert said(here) == [LIGHT]
    expect(page.locator(".row.mine .photo img")).to_have_count(1)
    here.forgives(*OFFLINE)


def test_what_waits_outlives_its_tab(window):
    here = window()
    page = here.page
    here.chat.takes_photo(picture())
    for path in ("**/api/files", "**/api/messages"):
        page.route(path, lambda route: route.abort())
    writes(here, LIGHT)
    writes(here, "第二句")
    expect(page.locator(".row.pending")).to_have_count(2)
    expect(page.locator(".row.retrying")).to_have_count(1)
    page.evaluate(UNTIL_A_FILE_IS_KEPT)
    later = here.another_tab()
    page.close()
    all_is_sent(later)
    later.chat.shows(re.compile("收到|都记到一起了"))  # one report, said in two pieces
    assert said(later) == [LIGHT, "第二句"]
    expect(later.page.locator(".row.mine .photo img")).to_have_count(1)
    assert later.page.evaluate("Object.keys(localStorage).filter(k => k.includes('outbox'))") == []
    here.forgives(*OFFLINE)


def test_two_tabs_show_the_same_and_send_once(window):
    here = window()
    there = here.another_tab()
    here.chat.says(LIGHT)
    there.chat.shows("收到")
    there.chat.says("不亮三天了")
    expect(here.page.locator("#rows .row.mine")).to_have_count(2)
    assert said(there) == [LIGHT, "不亮三天了"]
    everything = "async () => (await (await fetch('/api/messages')).json()).messages.length"
    for one in (here, there):
        expect(one.page.locator("#rows .row")).to_have_count(here.page.evaluate(everything))
    assert texts(here) == texts(there)


def test_what_is_thrown_away_in_one_tab_is_gone_in_the_other(window):
    here = window()
    refusal = {"error": "这条发不出去。"}
    here.page.route("**/api/messages", lambda route: route.fulfill(status=400, json=refusal))
    writes(here, LIGHT)
    expect(here.page.locator(".row.failed .status")).to_have_text(refusal["error"])
    there = here.another_tab()
    expect(there.page.locator(".row.failed")).to_have_count(1)
    there.page.get_by_role("button", name="删除").click()
    for one in (here, there):
        expect(one.page.locator(".row.pending")).to_have_count(0)
    assert said(there) == []
    here.forgives(*OFFLINE)


def test_a_page_whose_server_is_silent_still_speaks_and_heals(window):
    here = window()
    here.chat.says(LIGHT)
    here.page.route("**/api/me", lambda route: route.abort())
    here.page.reload()
    expect(here.page.get_by_test_id("empty")).to_contain_text("暂时打不开，请稍后再试。")
    expect(here.page.get_by_test_id("link")).to_contain_text("网络断了")
    here.page.unroute("**/api/me")
    here.chat.shows("收到")
    expect(here.page.get_by_test_id("empty")).to_be_hidden()
    here.forgives(*OFFLINE)
