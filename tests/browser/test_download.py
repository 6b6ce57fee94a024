"""/mydata in a browser: one tap, and her own copy is on her phone. The link is nobody else's."""

import json
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.test_accessibility import badly_sized, faults

LIGHT = "3号楼2单元楼道灯坏了"
HOSTILE = "<img src=x onerror=window.hurt=1><script>window.hurt=1</script>灯坏了"


def downloaded(here, act) -> dict:
    """What a tap brings to the phone."""
    with here.page.expect_download() as coming:
        act()
    assert coming.value.suggested_filename == "my-data.json"
    return json.loads(Path(coming.value.path()).read_text(encoding="utf-8"))


def test_her_copy_comes_with_one_tap_or_one_key(window):
    here = window(360, 740)
    here.chat.says(LIGHT)
    here.chat.shows("收到")
    here.chat.says("/mydata")
    link = here.page.get_by_role("link", name="下载文件")
    expect(link).to_be_visible()
    assert faults(here.page) + badly_sized(here) == []
    found = downloaded(here, link.click)
    assert found["tickets"][0]["text"] == LIGHT
    link.focus()
    assert (
        downloaded(here, lambda: here.page.keyboard.press("Enter"))["tickets"] == found["tickets"]
    )
    path = link.get_attribute("href")
    here.page.reload()
    expect(here.page.get_by_role("link", name="下载文件")).to_have_count(1)

    there = window(360, 740)  # another browser, which got the address
    answer = there.page.request.get(here.page.url.rstrip("/") + path)
    assert answer.status == 404 and LIGHT not in answer.text()


def test_the_copy_can_be_had_at_twice_the_size_too(window):
    here = window(180, 370, scale=2)
    here.chat.says("/mydata")
    expect(here.page.get_by_role("link", name="下载文件")).to_be_visible()
    assert faults(here.page) + badly_sized(here) == []


def test_her_copy_is_a_download_also_when_its_address_is_opened(window):
    here = window()
    here.chat.says(HOSTILE)
    here.chat.shows("收到")
    here.chat.says("/mydata")
    link = here.page.get_by_role("link", name="下载文件")
    expect(link).to_be_visible()
    path = link.get_attribute("href")
    found = downloaded(here, lambda: here.page.evaluate("path => { location.href = path }", path))
    assert found["tickets"][0]["text"] == HOSTILE
    assert here.page.evaluate("window.hurt") is None


def test_a_photo_opened_by_itself_is_a_picture_and_runs_nothing(window):
    from tests.browser.test_demo_page import picture

    here = window()
    here.chat.takes_photo(picture())
    here.chat.says(LIGHT)
    image = here.page.locator(".photo img").first
    expect(image).to_be_visible()
    here.page.goto(image.evaluate("node => node.src"))
    assert here.page.evaluate("document.contentType") == "image/jpeg"
    assert here.page.evaluate("origin") == "null"  # of no site, so that nothing of ours is its own
    assert here.page.evaluate("document.images[0].naturalWidth") > 0
    assert here.page.locator("script").count() == 0
    here.forgives("NotSameOrigin")  # a picture of no site asks for an icon and gets none
