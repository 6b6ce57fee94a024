"""A headless browser and a running demo. Without a browser these tests are skipped, except in
CI, where that is an error: nobody would notice."""

import os
import shutil
from pathlib import Path

import pytest

from tests.browser.desk import Desk
from tests.web.demo_process import Demo

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-device-for-media-stream",
)


def find_browser() -> str | None:
    """The browser of this machine."""
    usual = Path("/usr/bin/chromium")
    return str(usual) if usual.exists() else next(filter(None, map(shutil.which, NAMES)), None)


@pytest.fixture(scope="module")
def chromium():
    path = find_browser()
    if path is None:
        reason = f"no browser on this machine (looked for {', '.join(NAMES)})"
        if os.environ.get("CI"):
            pytest.fail(f"{reason}; CI has to install one")
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture
def demo(tmp_path):
    """A demo on its first morning."""
    demo = Demo(tmp_path / "demo")
    yield demo
    assert demo.stop() == 0, demo.log
    assert "Traceback" not in demo.log


@pytest.fixture(scope="session")
def town(tmp_path_factory):
    """A demo that many tests share; each of their windows is a resident of its own."""
    demo = Demo(tmp_path_factory.mktemp("town") / "demo")
    yield demo
    assert demo.stop() == 0, demo.log
    assert "Traceback" not in demo.log


@pytest.fixture
def window(chromium, town):
    """Opens the shared town in a browser of its own; at the end no page may have complained."""
    opened: list[Desk] = []

    def open_window(width: int = 360, height: int = 740, path: str = "/", scale: int = 1) -> Desk:
        opened.append(Desk.open(chromium, town.url + path, width, height, scale))
        return opened[-1]

    yield open_window
    complaints = [line for one in opened for line in one.complaints]
    for one in opened:
        one.page.context.close()
    assert complaints == []


@pytest.fixture
def desk(chromium, demo):
    """Opens the demo in a window of a size; at the end no page may have complained."""
    opened: list[Desk] = []

    def open_desk(width: int = 1440, height: int = 900, path: str = "/demo") -> Desk:
        desk = Desk.open(chromium, demo.url + path, width, height)
        opened.append(desk)
        return desk

    yield open_desk
    complaints = [line for one in opened for line in one.complaints]
    for one in opened:
        one.page.context.close()
    assert complaints == []
