"""The demo in a real browser: the main job as a visitor sees it."""

import re
import struct
import zlib

import pytest
from playwright.sync_api import Locator, expect

LIGHT = "3号楼2单元楼道灯坏了"
HOSTILE = [
    "<img src=x onerror=alert(1)>灯坏了",
    "<script>alert(1)</script>3号楼灯坏了",
    '"><svg onload=alert(1)>灯坏了',
    "</p></div><iframe src=javascript:alert(1)></iframe>灯坏了",
    "<a href='javascript:alert(1)'>点我</a>灯坏了",
    "灯\u202e坏了 &lt;b&gt; {$name} ${7*7} " + "长" * 400,
]


def test_one_sentence_is_taken_done_and_praised(desk):
    here = desk()
    resident, worker = here.phone("resident"), here.phone("property")
    expect(resident.field).to_have_attribute("placeholder", "有事说一句就行")
    resident.says(LIGHT)
    resident.shows("收到，您放心")
    resident.shows("永安物业")

    worker.shows(LIGHT)
    worker.presses("接单·马上", "接单成功，已告诉居民")
    resident.shows("物业张师傅接单了")
    worker.shows("物业张师傅已接单")
    expect(worker.key("接单")).to_have_count(0)

    worker.presses("办结", "请发一张办好后的照片")
    worker.says("灯泡换好了，亮了")
    worker.shows("要有一张现场照片")
    worker.takes_photo(picture())
    worker.says("灯泡换好了，亮了")
    worker.shows("等居民确认")
    resident.shows("灯泡换好了，亮了")
    expect(resident.at.locator(".row.theirs .photo img")).to_be_visible()

    resident.presses("已解决", "谢谢！")
    resident.shows("您对这次办事满意吗")
    resident.presses("😊 满意", "谢谢！")
    resident.shows("谢谢您的肯定")
    worker.shows("已办完")
    steps = here.page.locator("#guide-steps .step.done")
    expect(steps).to_have_count(3)


def test_what_needs_no_photo_is_done_with_a_sentence(desk):
    here = desk()
    resident, worker = here.phone("resident"), here.phone("grid")
    resident.says("老年证怎么办理，材料要哪些")
    worker.shows("老年证怎么办理")
    worker.presses("接单·马上", "接单成功，已告诉居民")
    worker.presses("办结", "请发一句话说说结果")
    worker.says("带身份证来社区就能办")
    resident.shows("带身份证来社区就能办")
    resident.presses("没解决", "已退回重办")
    worker.shows("第 1 次重办")
    assert worker.at.locator(".row.theirs .photo").count() == 0


def test_the_clock_brings_reminders_then_the_leaders_then_monday(desk):
    here = desk()
    resident, worker = here.phone("resident"), here.phone("property")
    resident.says(LIGHT)
    worker.shows(LIGHT)
    before = here.page.get_by_test_id("clock-now").inner_text()
    here.moves("next")
    worker.shows(re.compile("⏰.*还没人接单"))
    expect(here.page.get_by_test_id("clock-now")).not_to_have_text(before)
    expect(here.page.get_by_test_id("clock-outcome")).to_have_text(
        re.compile("[1-9]\\d* 个提醒到点，[1-9]\\d* 条消息已发出")
    )

    here.moves("monday")
    secretary, party = here.phone("secretary"), here.phone("party-community")
    secretary.shows(re.compile("⏫.*没人接单"))
    reminders = worker.at.locator(".row.theirs:visible").filter(has_text="没人接单")
    expect(reminders).to_have_count(1)  # the newest: the others were taken away
    expect(worker.at.locator(".row.theirs[hidden]")).not_to_have_count(0)
    secretary.presses("发送", "✅ 已发到 1 个群")
    party.shows("永安社区 一周民情")
    party.shows(re.compile("来单 1 件"))
    is_whole(party.at.locator(".photo img").first)
    expect(party.at.get_by_test_id("readonly")).to_be_visible()
    expect(party.at.get_by_test_id("composer")).to_be_hidden()
    expect(here.page.get_by_test_id("clock-now")).to_contain_text("08:00")
    expect(here.page.get_by_test_id("clock-now")).to_contain_text("周一")


def test_danger_is_answered_first_with_a_number_to_tap(desk):
    here = desk()
    resident, worker, grid = here.phone("resident"), here.phone("property"), here.phone("grid")
    resident.says("电梯里困人了！")
    warning = resident.at.locator(".row.theirs").first
    expect(warning).to_contain_text("马上打电话")
    call = warning.locator("a.call")
    expect(call).to_have_text("119")
    expect(call).to_have_attribute("href", "tel:119")
    for paged in (worker, grid):
        paged.shows("🆘 危急")

    resident.says("有人拿刀在楼下砍人")
    police = resident.at.locator("a.call", has_text="110").first
    expect(police).to_have_attribute("href", "tel:110")


def test_the_guide_fills_the_phone_and_the_visitor_sends(desk):
    here = desk()
    resident = here.phone("resident")
    here.page.get_by_test_id("guide-step-1-2").click()
    expect(resident.field).to_have_value("电梯里困人了！")
    here.page.get_by_test_id("guide-step-1").click()
    expect(resident.field).to_have_value("楼道灯坏了，3号楼2单元")
    expect(resident.bubbles).to_have_count(0)
    resident.at.get_by_test_id("send").click()
    resident.shows("收到，您放心")
    expect(resident.field).to_have_value("")
    here.moves_by("guide-step-5")
    here.phone("secretary").presses("发送", "✅ 已发到 1 个群")
    here.phone("party-community").shows("一周民情")
    here.page.get_by_test_id("guide-close").click()
    expect(here.page.get_by_test_id("guide")).to_be_hidden()
    here.page.get_by_test_id("guide-open").click()
    expect(here.page.get_by_test_id("guide")).to_be_visible()


def test_the_guide_is_faster_than_the_phones(desk):
    here = desk()
    here.page.get_by_test_id("guide-step-1").click(no_wait_after=True)
    resident = here.phone("resident")
    expect(resident.field).to_have_value("楼道灯坏了，3号楼2单元")


def test_a_reload_keeps_everything(desk):
    here = desk()
    resident = here.phone("resident")
    resident.says(LIGHT)
    resident.shows("收到，您放心")
    here.moves("hour")
    texts = resident.bubbles.all_inner_texts()
    shown = here.page.get_by_test_id("clock-now").inner_text()
    here.page.reload()
    resident = here.phone("resident")
    expect(resident.bubbles).to_have_count(len(texts))
    assert resident.bubbles.all_inner_texts() == texts
    assert here.page.get_by_test_id("clock-now").inner_text()[3:] == shown[3:]


def test_hostile_text_stays_text_on_every_phone(desk):
    here = desk()
    resident, worker, grid = here.phone("resident"), here.phone("property"), here.phone("grid")
    for text in HOSTILE:
        resident.says(text)
    expect(resident.at.locator(".row.mine")).to_have_count(len(HOSTILE))
    resident.shows("都记到一起了")
    expect(resident.at.locator(".row.mine .text").first).to_have_text(HOSTILE[0])
    here.moves("monday")
    for phone in (resident, worker, grid, here.phone("party-community")):
        inside = phone.at.locator(".row")
        for made in ("script", "iframe", "svg:not(.icon)", "img", "b", "a:not(.call)", "style"):
            expect(inside.locator(made)).to_have_count(0)
    assert "\u202e" not in "".join(resident.bubbles.all_inner_texts())
    assert here.sticks_out() == []


@pytest.mark.parametrize(("width", "height"), [(360, 740), (320, 568), (740, 360)])
def test_the_chat_fits_a_small_phone(desk, width, height):
    here = desk(width, height, "/")
    chat = here.chat
    assert here.sticks_out() == []
    chat.says(LIGHT + "，" + "很长" * 60 + "https://example.org/" + "x" * 120)
    chat.shows("收到，您放心")
    assert here.sticks_out() == []
    here.page.get_by_test_id("menu-button").click()
    expect(here.page.get_by_test_id("menu")).to_be_visible()
    assert here.sticks_out() == []


@pytest.mark.parametrize(("width", "height"), [(360, 740), (320, 568)])
def test_the_demo_fits_a_small_phone(desk, width, height):
    here = desk(width, height)
    assert here.sticks_out() == []
    here.page.get_by_test_id("guide-step-1").click()
    expect(here.page.get_by_test_id("guide")).to_be_hidden()
    resident = here.phone("resident")
    expect(resident.field).to_have_value("楼道灯坏了，3号楼2单元")
    resident.at.get_by_test_id("send").click()
    resident.shows("收到，您放心")
    assert here.sticks_out() == []
    here.phone("property").presses("接单·马上", "接单成功，已告诉居民")
    assert here.sticks_out() == []
    here.moves("monday")
    for leader, group in (("secretary", "party-community"), ("street", "party-street")):
        here.phone(leader).presses("发送", "✅ 已发到 1 个群")
        here.phone(group).shows("一周民情")
    assert here.sticks_out() == []


@pytest.mark.parametrize("width", [1100, 1440, 1920])
def test_all_people_can_be_reached_on_a_desk(desk, width):
    here = desk(width, 900)
    here.phone("resident")
    for chip in here.page.locator(".chip").all():
        box = chip.bounding_box()
        chip.click(trial=True)
        if width >= 1440:
            assert box["x"] + box["width"] <= width


def test_a_photo_goes_from_the_resident_to_the_worker(desk):
    here = desk()
    resident, worker = here.phone("resident"), here.phone("property")
    resident.takes_photo(picture())
    resident.says(LIGHT)
    for phone in (resident, worker):
        image = phone.at.locator(".photo img").first
        expect(image).to_be_visible()
        expect(image).to_have_js_property("complete", True)
        assert image.evaluate("image => image.naturalWidth") == 4


def is_whole(image: Locator) -> None:
    """Nothing of it is cut off, neither its head nor a bar."""
    expect(image).to_have_js_property("complete", True)
    shown = image.evaluate("image => image.clientWidth / image.clientHeight")
    assert shown == pytest.approx(
        image.evaluate("image => image.naturalWidth / image.naturalHeight"), rel=0.02
    )


def picture() -> bytes:
    """A small picture: four by four, red."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    rows = b"".join(b"\x00" + b"\xff\x00\x00" * 4 for _ in range(4))
    head = struct.pack(">IIBBBBB", 4, 4, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )
