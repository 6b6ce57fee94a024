"""A voice note, a video and a place: taken on the page, and played to who has the ticket."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_accessibility import badly_sized, faults
from tests.browser.test_connection import OFFLINE, UNTIL_A_FILE_IS_KEPT, all_is_sent
from tests.support.recordings import mp4

HEARD = """async () => {
  const here = await (await fetch('/api/messages')).json();
  const { voice } = here.messages.find((one) => one.mine && one.voice);
  const context = new AudioContext();
  const sound = await context.decodeAudioData(await (await fetch(voice)).arrayBuffer());
  await context.close();
  return sound.duration;
}"""
"""Seconds of the voice note that the server kept, as a player reads it."""

FILM = {
    "name": "IMG_0001.MOV",
    "mimeType": "video/quicktime",
    "buffer": mp4(b"vide", brand=b"qt  "),
}


def allow(here, *what: str) -> None:
    here.page.context.grant_permissions(list(what))


def speaks(here, seconds: int = 1) -> None:
    """Tap, and speak for so long."""
    here.page.get_by_test_id("voice").click()
    expect(here.page.locator("#recording-time")).to_have_text(f"0:0{seconds}")


@pytest.mark.parametrize(("width", "height", "scale"), [(390, 780, 1), (180, 370, 2)])
def test_a_voice_note_is_tapped_spoken_and_sent(window, width, height, scale):
    here = window(width, height, scale=scale)
    page = here.page
    allow(here, "microphone")
    speaks(here)
    expect(page.get_by_test_id("recording")).to_contain_text("正在录音，请说")
    expect(page.get_by_test_id("text")).to_be_hidden()
    assert page.evaluate("document.activeElement.id") == "recording-send"
    assert faults(page) + badly_sized(here) == []
    page.keyboard.press("Enter")
    expect(page.locator(".row.mine audio")).to_have_attribute("aria-label", "语音")
    here.chat.shows("收到")
    assert 0.5 < page.evaluate(HEARD) < 10
    assert page.evaluate("document.activeElement.id") == "voice-button"
    assert faults(page) + badly_sized(here) == []


def test_what_was_spoken_can_be_thrown_away(window):
    here = window()
    allow(here, "microphone")
    for leave in ("click", "Escape"):
        speaks(here)
        drop = here.page.get_by_test_id("recording-cancel")
        drop.click() if leave == "click" else here.page.keyboard.press(leave)
        expect(here.page.get_by_test_id("recording")).to_be_hidden()
        expect(here.chat.field).to_be_visible()
    expect(here.page.locator(".row")).to_have_count(0)


def test_three_minutes_are_enough(window):
    here = window()
    allow(here, "microphone")
    here.page.clock.install()
    speaks(here)
    here.page.clock.run_for(200_000)
    expect(here.page.get_by_test_id("recording")).to_contain_text("录满三分钟了")
    expect(here.page.locator("#recording-time")).to_have_text("3:00")
    here.page.get_by_test_id("recording-send").click()
    expect(here.page.locator(".row.mine audio")).to_be_visible()


def test_what_is_too_short_to_hear_is_said(window):
    here = window()
    allow(here, "microphone")
    here.page.clock.install()
    here.page.clock.pause_at("2100-01-01")
    here.page.get_by_test_id("voice").click()
    here.page.get_by_test_id("recording-send").click()
    expect(here.page.get_by_test_id("toast")).to_contain_text("太短了")
    expect(here.page.locator(".row")).to_have_count(0)


def test_a_voice_note_outlives_its_tab(window):
    here = window()
    allow(here, "microphone")
    here.page.route("**/api/files", lambda route: route.abort())
    speaks(here)
    here.page.get_by_test_id("recording-send").click()
    expect(here.page.locator(".row.retrying .label")).to_have_text(re.compile("语音 0:0[12]"))
    here.page.evaluate(UNTIL_A_FILE_IS_KEPT)
    later = here.another_tab()
    here.page.close()
    all_is_sent(later)
    expect(later.page.locator(".row.mine audio")).to_have_count(1)
    assert later.page.evaluate(HEARD) > 0.5
    here.forgives(*OFFLINE)


def test_a_microphone_that_is_refused_or_missing_is_said(window):
    here = window()
    toast = here.page.get_by_test_id("toast")
    here.page.get_by_test_id("voice").click()
    expect(toast).to_contain_text("没让用麦克风")
    expect(here.chat.field).to_be_visible()
    gone = "Object.defineProperty(navigator, 'mediaDevices', { value: undefined })"
    here.page.add_init_script(gone)  # as where the page is not behind https
    here.page.reload()
    here.page.get_by_test_id("voice").click()
    expect(toast).to_contain_text("这里录不了音。请打一句话")


def test_a_place_is_one_tap(window):
    here = window(390, 780)
    allow(here, "geolocation")
    here.page.context.set_geolocation({"latitude": 34.75123, "longitude": 113.6253})
    here.page.get_by_test_id("place").click()
    expect(here.page.locator(".row.mine")).to_contain_text("📍 34.75123, 113.62530")
    here.chat.shows("收到")
    assert faults(here.page) + badly_sized(here) == []


def test_a_place_that_is_refused_or_unknown_is_said(window):
    here = window()
    toast = here.page.get_by_test_id("toast")
    here.page.get_by_test_id("place").click()
    expect(toast).to_contain_text("没让看位置，不要紧")
    here.page.add_init_script("Object.defineProperty(navigator, 'geolocation', { value: null })")
    here.page.reload()
    here.page.get_by_test_id("place").click()
    expect(toast).to_contain_text("找不到您的位置")
    expect(here.page.locator(".row")).to_have_count(0)


def test_a_video_is_chosen_like_a_photo(window):
    here = window(390, 780)
    chat, page = here.chat, here.page
    page.get_by_test_id("file").set_input_files(FILM)
    expect(page.get_by_test_id("photo-strip")).to_contain_text("视频")
    chat.says("3号楼2单元楼道灯坏了")
    expect(page.locator(".row.mine video")).to_have_attribute("aria-label", "视频")
    assert faults(page) + badly_sized(here) == []
    too_large = FILM | {"buffer": bytes(20 * 1024 * 1024 + 1)}
    page.get_by_test_id("file").set_input_files(too_large)
    expect(page.get_by_test_id("toast")).to_contain_text("视频太大了")
    expect(page.get_by_test_id("photo-strip")).to_be_hidden()


def test_a_voice_note_is_played_to_who_has_the_ticket(desk):
    here = desk()
    allow(here, "microphone")
    resident, worker = here.phone("resident"), here.phone("grid")
    resident.at.get_by_test_id("voice").click()
    expect(resident.at.locator("#recording-time")).to_have_text("0:01")
    resident.at.get_by_test_id("recording-send").click()
    expect(resident.at.locator(".row.mine audio")).to_be_visible()
    expect(worker.at.locator(".row.theirs audio")).to_be_visible()
