"""On Telegram as on every channel one reminder of a ticket stands; one too old to be deleted says
in a line where the newest is."""

from tests.handlers.telegram_town import LAMP

BELOW = "⬇️ 最新的在下面"


async def waits(town):
    """A ticket that nobody takes, and whom it waits for."""
    worker = await town.property_worker()
    await town.resident().says(LAMP)
    return worker


async def test_the_older_ones_are_deleted_once_the_newest_has_rung(town):
    worker = await waits(town)
    await town.after(hours=2, minutes=5)
    deleted = town.api.deleted(worker.chat)
    assert len(deleted) >= 2 and all("没人接单" in message.text for message in deleted)
    (standing,) = [message for message in worker.messages() if "没人接单" in message.text]
    assert standing.text == worker.last and "接单" in str(standing.labels)
    assert all(message.at <= standing.at for message in deleted)
    assert await worker.presses("接单") == "接单成功，已告诉居民"
    assert await town.unsent() == []


async def test_what_is_too_old_for_that_says_where_the_newest_is(polled):
    worker = await waits(polled)
    await polled.after(hours=1, minutes=3)
    (old,) = [message for message in worker.messages() if "没人接单" in message.text]
    now = polled.api.world.now()
    polled.api.world.now = lambda: now + 49 * 3600
    await polled.after(minutes=40)
    below = worker.message(BELOW)
    assert (below.message_id, below.text, below.buttons) == (old.message_id, BELOW, [])
    assert polled.api.deleted(worker.chat) == []
    assert "没人接单" in worker.last and await polled.unsent() == []


async def test_one_that_she_deleted_herself_is_no_trouble(polled):
    worker = await waits(polled)
    await polled.after(hours=1, minutes=3)
    chat = polled.api.world.chats[worker.chat]
    (old,) = [message for message in worker.messages() if "没人接单" in message.text]
    del chat.messages[old.message_id], chat.sent[old.message_id]
    await polled.after(minutes=40)
    assert "没人接单" in worker.last and await polled.unsent() == []
