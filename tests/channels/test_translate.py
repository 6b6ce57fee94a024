"""Telegram's errors as what the outbox must do about each."""

from datetime import timedelta

import httpx
import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from channels.telegram import cut
from channels.telegram_errors import LINE_AGAIN, translate
from workflows.speech import EditGone, MaybeSent, Moved, Refused, TooLarge, TryLater, Unreachable

TOKEN = "123456:secret"


def by(error, cause):
    """An error of the library as it raises it: because of one of its transport's."""
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "wanted"),
    [
        (RetryAfter(timedelta(seconds=7)), TryLater),
        (Forbidden("Forbidden: bot was blocked by the user"), Unreachable),
        (Forbidden("Forbidden: bot was kicked from the supergroup chat"), Unreachable),
        (Forbidden("Forbidden: user is deactivated"), Unreachable),
        (Forbidden("Forbidden: bot can't initiate conversation with a user"), Unreachable),
        (ChatMigrated(-1001), Moved),
        (BadRequest("Chat not found"), Unreachable),
        (BadRequest("Group chat was deleted"), Unreachable),
        (BadRequest("Have no rights to send a message"), Unreachable),
        (BadRequest("Not enough rights to send text messages to the chat"), Unreachable),
        (BadRequest("CHAT_WRITE_FORBIDDEN"), Unreachable),
        (BadRequest("PEER_ID_INVALID"), Unreachable),
        (BadRequest("Message to edit not found"), EditGone),
        (BadRequest("Message can't be edited"), EditGone),
        (BadRequest("MESSAGE_ID_INVALID"), EditGone),
        (BadRequest("There is no text in the message to edit"), EditGone),
        (BadRequest("Message text is empty"), Refused),
        (BadRequest("BUTTON_DATA_INVALID"), Refused),
        (BadRequest("File is too big"), TooLarge),
        (BadRequest("Wrong file identifier/HTTP URL specified"), Refused),
        (InvalidToken(f"The token `{TOKEN}` was rejected by the server."), TryLater),
        (Conflict("terminated by other getUpdates request"), Refused),
        (EndPointNotFound("no such method"), Refused),
        (TelegramError("Invalid server response"), Refused),
        (NetworkError("Bad Gateway"), TryLater),
        (NetworkError("Internal Server Error"), TryLater),
        (by(NetworkError("Bad Gateway"), TelegramError("Invalid server response")), TryLater),
        (NetworkError("stopped before this message was sent"), TryLater),
        (TimedOut(), MaybeSent),
        (by(TimedOut(), httpx.ReadTimeout("")), MaybeSent),
        (by(TimedOut(), httpx.WriteTimeout("")), MaybeSent),
        (by(TimedOut(), httpx.ConnectTimeout("")), TryLater),
        (by(TimedOut(), httpx.PoolTimeout("")), TryLater),
        (by(NetworkError("httpx"), httpx.ConnectError("")), TryLater),
        (by(NetworkError("httpx"), httpx.ReadError("")), MaybeSent),
        (by(NetworkError("httpx"), httpx.WriteError("")), MaybeSent),
        (by(NetworkError("httpx"), httpx.RemoteProtocolError("")), MaybeSent),
    ],
    ids=lambda value: str(value)[:40] if isinstance(value, Exception) else value.__name__,
)
def test_each_error_has_its_meaning(error, wanted):
    found = translate(error)
    assert type(found) is wanted
    assert TOKEN not in str(found)


def test_a_wait_asked_for_is_handed_on():
    assert translate(RetryAfter(timedelta(seconds=7))).after == 7.0
    assert translate(NetworkError("Bad Gateway")).after is None


@pytest.mark.parametrize("cause", [httpx.ConnectError(""), httpx.ConnectTimeout("")])
def test_without_a_line_all_wait_and_it_is_no_try(cause):
    found = translate(by(NetworkError("httpx"), cause))
    assert found.everywhere and found.after == LINE_AGAIN


def test_our_own_crowd_is_not_the_lines_fault():
    found = translate(by(TimedOut(), httpx.PoolTimeout("")))
    assert not found.everywhere and found.after is None


def test_a_move_says_where_to():
    assert translate(ChatMigrated(-1001234)).to == "-1001234"


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        ("", [0]),
        ("   ", [3]),
        ("灯" * 4000, [4000]),
        ("灯" * 4001, [4000, 1]),
        ("😊" * 2000, [2000]),
        ("😊" * 2001, [2000, 1]),
        ("a" + "😊" * 2000, [2000, 1]),
        (" " * 4000 + "完", [1]),
    ],
)
def test_long_texts_are_cut_between_characters(text, sizes):
    assert [len(piece) for piece in cut(text)] == sizes
    assert "".join(cut(text)) in (text, text.strip())
