"""The file of /mydata in the web chat: a download for its own chat, shown by no page and to nobody
else; after /forget the browser's session is good for nothing."""

from sqlalchemy import select

from db.web_rows import WebFile


async def says(browser, text: str) -> None:
    assert (await browser.says(text)).status == 200
    await browser.house.town.settle()


async def newest(browser) -> dict:
    return (await (await browser.get("/api/messages")).json())["messages"][-1]


async def test_a_copy_is_downloaded_by_its_own_chat_alone(house, visitor):
    await says(visitor, "永安花园3号楼楼道灯坏了")
    await says(visitor, "/mydata")
    path = (await newest(visitor))["file"]
    answer = await visitor.get(path)
    assert answer.status == 200
    assert answer.headers["Content-Disposition"] == 'attachment; filename="my-data.json"'
    assert answer.headers["Content-Type"].startswith("application/json")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    document = await answer.json()
    assert document["tickets"][0]["text"] == "永安花园3号楼楼道灯坏了"
    assert [m["text"] for m in document["messages"] if m["from"] == "me"][-1] == "/mydata"
    stranger = await house.visitor()
    assert (await stranger.get(path)).status == 404


async def test_a_file_of_any_other_kind_is_never_shown_in_the_page(house, visitor):
    await says(visitor, "/mydata")
    path = (await newest(visitor))["file"]
    async with house.town.deps.begin() as work:
        file = (await work.scalars(select(WebFile))).one()
        file.content, file.mime = b"<script>alert(1)</script>", "application/octet-stream"
        await work.commit()
    answer = await visitor.get(path)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="file"'
    assert answer.headers["Content-Type"] == "application/octet-stream"


async def test_after_forget_her_browser_is_a_stranger(house, visitor):
    await says(visitor, "/forget")
    (row,) = (await newest(visitor))["buttons"]
    assert (await visitor.presses(row[0]["press"])).status == 200
    await house.town.settle()
    assert "最后一条消息" in (await newest(visitor))["text"]
    await house.town.after(minutes=1)
    assert (await visitor.get("/api/messages")).status == 401
