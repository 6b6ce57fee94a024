"""Whoever found the webhook's address, and does not know its secret."""

import hmac
import inspect

import pytest
from aiohttp import ClientSession
from aiohttp.test_utils import TestServer

from handlers.telegram import listen
from handlers.telegram.hear import make_dispatcher, make_hearing_bot
from tests.handlers.telegram_town import LAMP, SECRET, TOKEN

HEADER = listen.SECRET_HEADER


@pytest.mark.parametrize(
    "given",
    [
        None,
        "",
        "x",
        SECRET[:-1],
        SECRET + "x",
        SECRET.upper(),
        SECRET + "\u00e9",
        "Bearer " + SECRET,
    ],
)
async def test_a_forged_webhook_call_is_refused_unread(polled, given, caplog):
    bot = make_hearing_bot(TOKEN, "http://127.0.0.1:9")
    app = listen.webhook_app(bot, make_dispatcher(polled.program.deps, str), "/hear", SECRET)
    update = {
        "update_id": 1,
        "message": {
            "message_id": 1,
            "date": 1_790_000_000,
            "chat": {"id": 5, "type": "private"},
            "from": {"id": 5, "is_bot": False, "first_name": "x"},
            "text": LAMP,
        },
    }
    headers = {} if given is None else {HEADER: given}
    async with TestServer(app) as server, ClientSession(server.make_url("/")) as http:
        answer = await http.post("/hear", json=update, headers=headers)
        assert (answer.status, await answer.text()) == (401, "401: Unauthorized")
        assert (await http.post("/hear", data=b"{", headers=headers)).status == 401
        assert await polled.tickets() == []
        assert caplog.text == ""
        heard = await http.post("/hear", json=update, headers={HEADER: SECRET})
        assert heard.status == 200 and len(await polled.tickets()) == 1
    await bot.session.close()


def test_secrets_are_compared_in_constant_time():
    """Whoever measures how long a refusal takes must learn nothing of the secret."""
    source = inspect.getsource(listen.webhook_app)
    assert "hmac.compare_digest" in source and "given ==" not in source
    assert listen.hmac is hmac


@pytest.mark.parametrize("body", [b"", b"{", b"[" * 100_000, b'{"a":' * 100_000, b"[]", b"\xff"])
async def test_what_cannot_be_read_is_set_aside_and_not_sent_again(polled, body, caplog):
    bot = make_hearing_bot(TOKEN, "http://127.0.0.1:9")
    app = listen.webhook_app(bot, make_dispatcher(polled.program.deps, str), "/hear", SECRET)
    async with TestServer(app) as server, ClientSession(server.make_url("/")) as http:
        answer = await http.post("/hear", data=body, headers={HEADER: SECRET})
        assert answer.status == 200
    assert "is set aside" in caplog.text and await polled.tickets() == []
    await bot.session.close()
