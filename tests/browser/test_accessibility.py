"""The chat for everybody: judged by axe, by the keyboard, by what a screen reader is told, and by
how large things are; on a small phone, at 200 %, in both languages."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.test_demo_page import picture

LIGHT = "3号楼2单元楼道灯坏了"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "tag", "values": TAGS},
    "iframes": False,  # each is asked itself
}
TOO_SMALL = """() => {
  const found = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { parentElement: node, textContent: text } = texts.currentNode;
    if (!text.trim() || !node.checkVisibility()) continue;
    const size = parseFloat(getComputedStyle(node).fontSize);
    if (size < 14) found.push(`${text.slice(0, 20)}: ${size}px`);
  }
  for (const node of document.querySelectorAll("button, a, textarea, audio, video")) {
    const { height } = node.getBoundingClientRect();
    if (node.checkVisibility() && height && height < 43.9) {
      found.push(`${node.outerHTML.slice(0, 80)}: ${height}px high`);
    }
  }
  const field = document.querySelector("textarea");
  if (field?.checkVisibility()) {
    const { paddingLeft, paddingRight, fontSize } = getComputedStyle(field);
    const inside = field.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
    const room = inside / parseFloat(fontSize);
    if (room < 4) found.push(`room for ${room} letters in a line`);
  }
  return found;
}"""

LISTEN = """() => {
  window.heard = [];
  new MutationObserver((records) => {
    for (const { target, addedNodes } of records) {
      const region = target.closest?.("[aria-live], [role=status]");
      if (!region || region.getAttribute("aria-live") === "off") continue;
      for (const node of addedNodes) window.heard.push(node.textContent);
    }
  }).observe(document, { subtree: true, childList: true });
}"""
"""What a screen reader is given to read aloud, in order."""

FOCUS = """() => {
  const node = document.activeElement;
  const { outlineStyle, outlineWidth } = getComputedStyle(node);
  const ring = getComputedStyle(node.closest(".field") ?? node).boxShadow !== "none";
  return {
    name: node.id || node.classList[0] || node.tagName,
    seen: ring || (outlineStyle !== "none" && parseFloat(outlineWidth) >= 2),
  };
}"""


def badly_sized(here) -> list[str]:
    """What sticks out, is too small to read, or too low to press."""
    frames = [frame for frame in here.page.frames if frame.evaluate("innerWidth")]
    return here.sticks_out() + [one for frame in frames for one in frame.evaluate(TOO_SMALL)]


def faults(at) -> list[str]:
    """What axe finds in a page or frame, of any impact."""
    found = Axe().run(at, options=OPTIONS).response["violations"]
    return [
        f"{one['impact']} {one['id']}: {[n['html'][:100] for n in one['nodes']]}" for one in found
    ]


def refuse_messages(here) -> None:
    """From now on the server takes no message of this page."""

    def refuse(route) -> None:
        if route.request.method == "POST":
            route.fulfill(status=400, json={"error": "这条发不出去。"})
        else:
            route.continue_()

    here.page.route("**/api/messages", refuse)


def fill_the_screen(here) -> None:
    """Messages, a photo, a number to call, buttons, a toast, a message that failed, a photo that
    waits."""
    chat = here.chat
    chat.takes_photo(picture())
    chat.says(LIGHT)
    chat.says("电梯里困人了！")
    expect(chat.at.locator("a.call").first).to_be_visible()
    chat.says("/lang")
    expect(chat.key("English")).to_be_visible()
    refuse_messages(here)
    chat.field.fill("这一句")
    chat.at.get_by_test_id("send").click()
    expect(chat.at.locator(".row.failed .repairs")).to_be_visible()
    expect(chat.at.get_by_test_id("toast")).to_have_text("这条发不出去。")
    chat.takes_photo(picture())
    here.forgives("400 (Bad Request)")


def switch_to_english(here) -> None:
    """Press the button that is there; a toast says so."""
    here.chat.key("English").click()
    expect(here.page.get_by_test_id("toast")).to_contain_text("English")
    expect(here.page.get_by_test_id("toast")).to_have_class("toast shown")
    expect(here.page.locator("html")).to_have_attribute("lang", "en")


def test_a_small_phone_is_for_everybody(window):
    here = window(360, 740)
    page = here.page
    fill_the_screen(here)
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    assert faults(page) + badly_sized(here) == []

    switch_to_english(here)
    assert faults(page) + badly_sized(here) == []
    page.get_by_test_id("menu-button").click()
    expect(page.get_by_test_id("menu")).to_be_visible()
    assert faults(page) + badly_sized(here) == []
    page.keyboard.press("Escape")
    page.locator(".photo").first.click()
    expect(page.get_by_test_id("viewer")).to_be_visible()
    assert faults(page) + badly_sized(here) == []


def test_twice_the_size_is_for_everybody(window):
    """200 % is half the size with two dots for one: on a small phone, and on a desk."""
    here = window(180, 370, scale=2)
    page = here.page
    fill_the_screen(here)
    for width, height in ((180, 370), (640, 400)):
        page.set_viewport_size({"width": width, "height": height})
        assert faults(page) + badly_sized(here) == []
    switch_to_english(here)
    for width, height in ((640, 400), (180, 370)):
        page.set_viewport_size({"width": width, "height": height})
        assert faults(page) + badly_sized(here) == []


def test_one_tap_makes_the_letters_large_and_the_browser_remembers(window):
    here = window(360, 740)
    letters = "nodes => nodes.map((node) => parseFloat(getComputedStyle(node).fontSize))"
    usual = here.page.locator("#text").evaluate_all(letters)
    here.page.get_by_test_id("size").click()
    fill_the_screen(here)
    assert min(here.page.locator(".bubble .text, #text").evaluate_all(letters)) >= 22 > usual[0]
    assert badly_sized(here) == []
    here.page.set_viewport_size({"width": 320, "height": 568})
    assert faults(here.page) + badly_sized(here) == []

    second = here.another_tab()
    for button in (here.page.get_by_test_id("size"), second.page.get_by_test_id("size")):
        expect(button).to_have_attribute("aria-pressed", "true")
    second.page.get_by_test_id("size").click()
    expect(here.page.get_by_test_id("size")).to_have_attribute("aria-pressed", "false")
    second.page.reload()
    expect(second.page.get_by_test_id("size")).to_have_attribute("aria-pressed", "false")
    assert second.page.locator("#text").evaluate_all(letters) == usual


def in_english(here) -> None:
    """The demo's page reads the community's language; give it the English words."""
    here.chat.speaks_english()
    words = here.page.evaluate("async () => (await (await fetch('/api/me')).json()).words")
    state = here.page.evaluate("async () => (await fetch('/demo/state')).json()")
    answer = {**state, "words": words, "lang": "en"}
    here.page.route("**/demo/state", lambda route: route.fulfill(json=answer))


def test_the_demo_page_is_for_everybody_on_a_desk(window):
    here = window(1280, 800, "/demo")
    expect(here.page.get_by_test_id("guide")).to_be_visible()
    resident = here.phone("resident")
    resident.says(LIGHT)
    here.phone("property").shows(LIGHT)
    shown = [frame for frame in here.page.frames if frame.evaluate("innerWidth")]
    assert len(shown) >= 3
    assert [fault for frame in shown for fault in faults(frame)] == []
    assert [fault for frame in shown for fault in frame.evaluate(TOO_SMALL)] == []


def test_the_demo_page_is_for_everybody_on_a_small_phone(window):
    here = window(360, 740)
    page = here.page
    in_english(here)
    page.goto(page.url + "demo")
    expect(page.get_by_test_id("guide")).to_be_visible()
    assert faults(page) + badly_sized(here) == []
    page.get_by_test_id("guide-close").press("Escape")
    expect(page.get_by_test_id("guide")).to_be_hidden()
    phone = here.phone("resident")
    size = page.get_by_role("button", name="Large", exact=True).and_(page.locator(":visible"))
    size.click()
    expect(size).to_have_attribute("aria-pressed", "true")
    expect(phone.at.locator("html")).to_have_class("embedded bare large")
    page.set_viewport_size({"width": 320, "height": 568})
    assert faults(page) + badly_sized(here) == []


def test_all_of_it_can_be_done_with_the_keyboard(window):
    here = window()
    chat, keys = here.chat, here.page.keyboard
    chat.takes_photo(picture())
    chat.says(LIGHT)
    chat.says("/lang")
    expect(chat.key("中文")).to_be_visible()
    here.page.locator("body").click(position={"x": 1, "y": 1})

    stops = []
    while not stops or stops[-1]["name"] != "send":
        keys.press("Tab")
        stops.append(here.page.evaluate(FOCUS))
        assert len(stops) < 30
    assert [one["name"] for one in stops if not one["seen"]] == []
    names = [one["name"] for one in stops]
    assert names[:2] == ["size", "log"]
    assert {"photo", "reply", "key"} <= set(names)
    tools = ["menu-button", "voice-button", "photo-button", "place-button"]
    assert names[-6:] == [*tools, "text", "send"]

    chat.field.focus()
    keys.type("第一行")
    keys.press("Shift+Enter")
    keys.type("第二行")
    keys.press("Enter")
    mine = chat.at.locator(".row.mine .text", has_text="第一行")
    expect(mine).to_have_text("第一行\n第二行", use_inner_text=True)
    expect(chat.field).to_have_value("")

    chat.key("中文").press("Enter")
    expect(chat.at.get_by_test_id("toast")).to_have_class("toast shown")
    expect(here.page.locator(".rows .key.busy")).to_have_count(0)
    assert here.page.evaluate("document.activeElement.closest('.row') !== null")


def test_escape_closes_what_is_open_and_goes_back(window):
    here = window()
    chat, page = here.chat, here.page
    chat.takes_photo(picture())
    chat.says(LIGHT)
    chat.shows("收到")
    for opener, opened in [
        (page.get_by_test_id("menu-button"), page.get_by_test_id("menu")),
        (page.locator(".photo"), page.get_by_test_id("viewer")),
    ]:
        opener.press("Enter")
        expect(opened).to_be_visible()
        expect(opened.locator(":focus")).to_have_count(1)
        page.keyboard.press("Escape")
        expect(opened).to_be_hidden()
        expect(opener).to_be_focused()
    page.locator(".reply").first.press("Enter")
    expect(page.locator("#reply-strip")).to_be_visible()
    expect(chat.field).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#reply-strip")).to_be_hidden()
    expect(chat.field).to_be_focused()


def test_a_screen_reader_hears_news_once_and_nothing_else(window):
    here = window()
    chat, page = here.chat, here.page
    page.evaluate(LISTEN)

    def heard(text: str) -> int:
        return sum(text in one for one in page.evaluate("window.heard"))

    chat.says(LIGHT)
    chat.shows("收到，您放心")
    answer = page.locator(".row.theirs .text").first.inner_text().splitlines()[0]
    assert (heard(LIGHT), heard(answer)) == (1, 1)
    chat.speaks_english()
    expect(page.get_by_role("region", name="Conversation")).to_be_visible()
    expect(page.get_by_role("log", name="Conversation")).to_be_visible()
    expect(page.get_by_role("textbox", name="What is wrong?")).to_be_visible()
    expect(page.get_by_role("button", name="Large", exact=True)).to_be_visible()
    expect(page.get_by_role("group", name="Choose one").first).to_be_visible()
    assert (heard(LIGHT), heard(answer)) == (1, 1)

    page.add_init_script(f"({LISTEN})()")
    page.reload()
    chat.shows(answer)
    expect(page.get_by_test_id("link")).to_contain_text("Connected")
    assert (heard(LIGHT), heard(answer)) == (0, 0)
    chat.says("第二件事：3号楼有积水")
    assert heard("第二件事") == 1


def test_nothing_moves_for_whom_movement_is_unwell(window):
    here = window()
    here.chat.says("/lang")
    running = "document.getAnimations().length"
    lasting = "getComputedStyle(document.getElementById('toast')).transitionDuration"
    for motion, seconds in (("no-preference", "0.2s"), ("reduce", "0s")):
        here.page.emulate_media(reduced_motion=motion)
        assert here.page.evaluate(lasting).split(",")[0] == seconds
    here.chat.key("中文").click()
    expect(here.page.get_by_test_id("toast")).to_have_class("toast shown")
    assert here.page.evaluate(running) == 0


@pytest.mark.parametrize("zoom", [1, 2])
def test_elder_mode_is_for_everybody(window, zoom):
    """Wished for in a plain sentence: much larger letters, at 360 px and at 200 % as well."""
    here = window(360 // zoom, 740 // zoom, scale=zoom)
    page = here.page
    letters = "nodes => nodes.map((node) => parseFloat(getComputedStyle(node).fontSize))"
    usual = page.locator("#text").evaluate_all(letters)[0]
    here.chat.says("字太小了，看不清")
    expect(page.locator("html")).to_have_class(re.compile(r"\belder\b"))
    here.chat.key("换回原来的样子").click()
    expect(page.locator("html")).not_to_have_class(re.compile(r"\belder\b"))
    here.chat.says("长辈模式")
    expect(page.locator("html")).to_have_class(re.compile(r"\belder\b"))
    fill_the_screen(here)
    sizes = page.locator(".bubble .text, #text").evaluate_all(letters)
    assert zoom * min(sizes) >= 1.5 * usual
    assert faults(page) + badly_sized(here) == []
    page.get_by_test_id("menu-button").click()
    expect(page.get_by_test_id("menu")).to_be_visible()
    assert faults(page) + badly_sized(here) == []
    page.keyboard.press("Escape")

    page.reload()
    expect(page.locator("html")).to_have_class(re.compile(r"\belder\b"))
