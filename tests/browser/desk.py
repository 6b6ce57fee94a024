"""The demo's page as a visitor uses it: look at phones, write, press, move the clock."""

import re
from dataclasses import dataclass, field

from playwright.sync_api import Browser, FrameLocator, Locator, Page, expect

SOON = 20_000
"""Milliseconds within which something has to be seen. Never waited for in vain."""

expect.set_options(timeout=SOON)


@dataclass
class Phone:
    """Somebody's phone (or the chat page alone)."""

    at: FrameLocator | Page

    @property
    def field(self) -> Locator:
        return self.at.get_by_test_id("text")

    @property
    def bubbles(self) -> Locator:
        return self.at.get_by_test_id("bubble")

    def says(self, text: str) -> None:
        """Write and send; returns when the server has it."""
        before = self.bubbles.count()
        self.field.fill(text)
        self.at.get_by_test_id("send").click()
        expect(self.bubbles.nth(before)).to_be_visible()
        expect(self.at.locator(".row.mine.pending")).to_have_count(0)

    def takes_photo(self, content: bytes) -> None:
        """Choose a picture; it waits beside the field."""
        picture = {"name": "灯.png", "mimeType": "image/png", "buffer": content}
        self.at.get_by_test_id("file").set_input_files(picture)
        expect(self.at.get_by_test_id("photo-strip")).to_be_visible()

    def speaks_english(self) -> None:
        """Ask for English, as a resident does; returns when the page speaks it."""
        self.says("/lang")
        self.key("English").click()
        expect(self.at.locator("html")).to_have_attribute("lang", "en")

    def key(self, label: str) -> Locator:
        """The newest button of these words."""
        return self.at.locator("button.key").filter(has_text=label).last

    def presses(self, label: str, toast: str) -> None:
        """Press it; the toast says what happened."""
        self.key(label).click()
        expect(self.at.get_by_test_id("toast")).to_have_text(toast)

    def shows(self, text: str | re.Pattern[str]) -> None:
        """Something somebody else wrote is there."""
        expect(self.at.locator(".row.theirs").filter(has_text=text).last).to_be_visible()


@dataclass
class Desk:
    """A window with the demo (or the chat page)."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    @classmethod
    def open(cls, browser: Browser, url: str, width: int, height: int, scale: int = 1) -> "Desk":
        """A window of its own browser. `scale` 2 with half the size is a window at 200 %."""
        context = browser.new_context(
            viewport={"width": width, "height": height},
            device_scale_factor=scale,
            locale="zh-CN",
            reduced_motion="reduce",
        )
        context.set_default_timeout(SOON)
        return cls(context.new_page())._goes_to(url)

    def another_tab(self) -> "Desk":
        """The same page in a second tab of the same browser."""
        return Desk(self.page.context.new_page(), self.complaints)._goes_to(self.page.url)

    def _goes_to(self, url: str) -> "Desk":
        page = self.page
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        page.on("dialog", lambda dialog: self.complaints.append(f"dialog: {dialog.message}"))
        page.on("requestfailed", self._lost)
        page.goto(url)
        return self

    def _hear(self, message) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"console: {message.text}")

    def _lost(self, request) -> None:
        """A request the page itself gave up (a reload, a closed stream) is no complaint."""
        if request.failure != "net::ERR_ABORTED":
            self.complaints.append(f"lost: {request.url} {request.failure}")

    def phone(self, key: str) -> Phone:
        """Somebody's phone, shown if it is not yet; ready to be used."""
        pane = self.page.get_by_test_id(f"pane-{key}")
        chip = self.page.get_by_test_id(f"chip-{key}")
        expect(chip).to_be_visible()
        for _ in range(3):  # the guide may open, or we close, the same one at the same moment
            if chip.get_attribute("aria-pressed") == "true":
                break
            chip.click()
            self.page.wait_for_timeout(300)
        expect(pane).to_be_visible()
        phone = Phone(self.page.frame_locator(f'[data-testid="pane-{key}"] iframe'))
        expect(phone.at.get_by_test_id("link")).to_have_attribute("data-state", "online")
        return phone

    @property
    def chat(self) -> Phone:
        """The chat page without the demo around it."""
        phone = Phone(self.page)
        expect(phone.at.get_by_test_id("link")).to_have_attribute("data-state", "online")
        return phone

    def forgives(self, *known: str) -> None:
        """The browser said what it had to say about failures the test made itself, and no more."""
        other = [line for line in self.complaints if not any(one in line for one in known)]
        assert other == []
        self.complaints.clear()

    def moves(self, to: str) -> None:
        """Move the clock; returns when it has moved."""
        self.moves_by(f"clock-{to}")

    def moves_by(self, button: str) -> None:
        """The same by any button: what is pressed while it moves is pressed at some moment on the
        way."""
        self.page.get_by_test_id(button).click()
        expect(self.page.get_by_test_id("clock-outcome")).to_contain_text("已拨到")

    def sticks_out(self) -> list[str]:
        """What of this window a person cannot reach sideways: pages wider than their window, and
        controls beyond its edge. Empty when everything fits."""
        found = []
        for frame in self.page.frames:
            if not frame.evaluate("innerWidth"):
                continue  # a phone that is not shown
            found += frame.evaluate(_STICKS_OUT)
        width = self.page.viewport_size["width"]
        for pane in self.page.locator(".pane:visible").all():
            box = pane.bounding_box()
            if box["x"] < -0.5 or box["x"] + box["width"] > width + 0.5:
                found.append(f"{pane.get_attribute('data-testid')}: {box}")
        return found


_STICKS_OUT = """() => {
  const found = [];
  const page = document.documentElement;
  if (page.scrollWidth > innerWidth) found.push(`${location}: ${page.scrollWidth} wide`);
  const scrolls = (node) => {
    if (!node || node === document.body) return false;
    const { overflowX } = getComputedStyle(node);
    return (overflowX === "auto" && !node.matches(".log")) || scrolls(node.parentElement);
  };
  const what = "button, textarea, a, p, h1, h2, .bubble, iframe";
  for (const node of document.querySelectorAll(what)) {
    const box = node.getBoundingClientRect();
    if (!box.width || !box.height || scrolls(node)) continue;
    if (box.left >= -1 && box.right <= innerWidth + 1) continue;
    const text = node.textContent.slice(0, 20);
    found.push(`${location.search} ${node.tagName} ${text}: ${box.left} to ${box.right}`);
  }
  return found;
}"""
