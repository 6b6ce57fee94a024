"""What stands in the chats of the web channel: once, numbered without a gap, seen by whom it is
meant for."""

import asyncio
import hashlib

import pytest
from sqlalchemy import update

from db.web_rows import WebChat, WebFile, WebMessage, WebSession
from workflows import web_chat
from workflows.web_chat import PAGE, Bubble

MANY = 24


@pytest.fixture
async def chat(town) -> str:
    """The chat of a new browser."""
    return (await web_chat.new_session(town.deps))[1]


def said(text: str = "您好", **more) -> Bubble:
    return Bubble(mine=False, text=text, **more)


def texts(messages) -> list[str]:
    return [message.text for message in messages]


# Sessions


async def test_a_browser_is_known_by_its_token_alone(town):
    token, chat = await web_chat.new_session(town.deps)
    other, another = await web_chat.new_session(town.deps)
    assert token != other and chat != another
    assert (await web_chat.session_of(town.deps, token)).chat == chat
    for unknown in ("", "x", chat, token[:-1], token + "x"):
        assert await web_chat.session_of(town.deps, unknown) is None


async def test_only_a_hash_of_the_token_is_kept(town):
    token, chat = await web_chat.new_session(town.deps)
    async with town.deps.begin() as work:
        kept = await work.get(WebSession, hashlib.sha256(token.encode()).hexdigest())
    assert kept.chat == chat
    columns = {c.key: getattr(kept, c.key) for c in WebSession.__table__.columns}
    assert token not in str(columns)


async def test_a_revoked_token_opens_nothing(town):
    token, _ = await web_chat.new_session(town.deps)
    async with town.deps.begin() as work:
        await work.execute(update(WebSession).values(revoked_at=town.clock.now()))
        await work.commit()
    assert await web_chat.session_of(town.deps, token) is None


# Messages


async def test_a_message_of_the_same_key_is_the_first_one(town, chat):
    mine = Bubble(mine=True, text="灯坏了", client_key="key-1")
    first = await web_chat.put(town.deps, chat, mine)
    again = await web_chat.put(town.deps, chat, Bubble(mine=True, text="别的", client_key="key-1"))
    assert again == first
    assert texts(await web_chat.since(town.deps, chat, 0)) == ["灯坏了"]


async def test_the_same_key_in_another_chat_is_another_message(town, chat):
    _, other = await web_chat.new_session(town.deps)
    mine = Bubble(mine=True, text="灯坏了", client_key="key-1")
    assert await web_chat.put(town.deps, chat, mine) != await web_chat.put(town.deps, other, mine)


async def test_messages_without_a_key_are_each_their_own(town, chat):
    assert await web_chat.put(town.deps, chat, said()) != await web_chat.put(
        town.deps, chat, said()
    )


async def test_a_chat_is_made_with_its_first_message(town):
    await web_chat.put(town.deps, "brand-new", said())
    assert texts(await web_chat.history(town.deps, "brand-new", None)) == ["您好"]


async def test_many_at_once_are_numbered_one_after_the_other_without_a_gap(town, chat):
    async def put(number: int) -> int:
        return await web_chat.put(town.deps, chat, said(str(number)))

    numbers = await asyncio.gather(*(put(n) for n in range(MANY)))
    assert len(set(numbers)) == MANY
    found = await web_chat.since(town.deps, chat, 0)
    assert [message.seq for message in found] == list(range(1, MANY + 1))


async def test_the_same_key_many_times_at_once_is_one_message_and_leaves_no_gap(town, chat):
    async def put() -> int:
        return await web_chat.put(town.deps, chat, Bubble(mine=True, text="一", client_key="k"))

    assert len(set(await asyncio.gather(*(put() for _ in range(8))))) == 1
    await web_chat.put(town.deps, chat, said("二"))
    assert [m.seq for m in await web_chat.since(town.deps, chat, 0)] == [1, 2]


async def test_whoever_was_away_gets_all_since_the_last_change_seen(town, chat):
    for text in "一二三":
        await web_chat.put(town.deps, chat, said(text))
    assert texts(await web_chat.since(town.deps, chat, 1)) == ["二", "三"]
    assert await web_chat.since(town.deps, chat, 3) == ()
    assert await web_chat.since(town.deps, "elsewhere", 0) == ()


async def test_an_edit_is_a_change_with_a_number_of_its_own(town, chat):
    first = await web_chat.put(town.deps, chat, said("一"))
    await web_chat.put(town.deps, chat, said("二"))
    buttons = [[["好", "lang:0:zh"]]]
    assert await web_chat.edit(town.deps, chat, first, said("一改", buttons=buttons))
    changed = await web_chat.since(town.deps, chat, 2)
    assert [(m.id, m.text, m.seq, m.edited, m.buttons) for m in changed] == [
        (first, "一改", 3, True, buttons)
    ]
    assert texts(await web_chat.history(town.deps, chat, None)) == ["一改", "二"]


async def test_nobody_edits_what_is_elsewhere_or_a_residents_own(town, chat):
    _, other = await web_chat.new_session(town.deps)
    mine = await web_chat.put(town.deps, chat, Bubble(mine=True, text="灯坏了"))
    ours = await web_chat.put(town.deps, chat, said())
    assert not await web_chat.edit(town.deps, chat, mine, said("改"))
    assert not await web_chat.edit(town.deps, other, ours, said("改"))
    assert not await web_chat.edit(town.deps, chat, ours + 99, said("改"))
    assert [m.seq for m in await web_chat.since(town.deps, chat, 0)] == [1, 2]


async def test_the_history_comes_in_pages_oldest_first(town, chat):
    async with town.deps.begin() as work:
        for number in range(1, PAGE + 4):
            work.add(
                WebMessage(
                    chat=chat,
                    seq=number,
                    mine=False,
                    text=str(number),
                    buttons=[],
                    media=[],
                    at=town.clock.now(),
                    edited=False,
                )
            )
        await work.commit()
    newest = await web_chat.history(town.deps, chat, None)
    assert texts(newest) == [str(n) for n in range(4, PAGE + 4)]
    older = await web_chat.history(town.deps, chat, newest[0].id)
    assert texts(older) == ["1", "2", "3"]
    assert await web_chat.history(town.deps, chat, older[0].id) == ()


async def test_a_message_is_read_from_its_own_chat_only(town, chat):
    number = await web_chat.put(town.deps, chat, said())
    assert (await web_chat.message_of(town.deps, chat, number)).text == "您好"
    assert await web_chat.message_of(town.deps, "elsewhere", number) is None
    assert await web_chat.message_of(town.deps, chat, number + 99) is None


# Files


async def test_a_file_is_seen_where_it_was_sent_and_where_it_was_shown(town, chat):
    _, shown = await web_chat.new_session(town.deps)
    _, stranger = await web_chat.new_session(town.deps)
    kept = await web_chat.keep_file(town.deps, chat, "photo", "image/jpeg", b"\xff\xd8")
    assert not await web_chat.may_see_file(town.deps, shown, kept.ref)
    await web_chat.put(town.deps, shown, said(media=[{"kind": "photo", "ref": kept.ref}]))
    assert await web_chat.may_see_file(town.deps, chat, kept.ref)
    assert await web_chat.may_see_file(town.deps, shown, kept.ref)
    assert not await web_chat.may_see_file(town.deps, stranger, kept.ref)
    assert not await web_chat.may_see_file(town.deps, chat, "0" * 32)
    found = await web_chat.file_of(town.deps, kept.ref)
    assert (found.content, found.mime, found.chat) == (b"\xff\xd8", "image/jpeg", chat)
    assert await web_chat.file_of(town.deps, "0" * 32) is None


async def test_references_of_files_cannot_be_guessed(town, chat):
    kept = [
        (await web_chat.keep_file(town.deps, chat, "photo", "image/png", b"x")).ref
        for _ in range(5)
    ]
    assert len(set(kept)) == 5
    assert all(len(ref) == 32 for ref in kept)
    assert len(await town.rows(WebFile)) == 5


async def test_every_chat_counts_for_itself(town):
    chats = [(await web_chat.new_session(town.deps))[1] for _ in range(3)]
    await asyncio.gather(*(web_chat.put(town.deps, c, said()) for c in chats for _ in range(4)))
    async with town.deps.begin() as work:
        assert [(await work.get(WebChat, chat)).last_seq for chat in chats] == [4, 4, 4]


async def test_two_first_messages_of_a_new_chat_both_arrive(town):
    numbers = await asyncio.gather(
        *(
            web_chat.put(town.deps, "brand-new", Bubble(True, f"第{n}句", client_key=f"k{n}"))
            for n in range(8)
        )
    )
    assert len(set(numbers)) == 8
