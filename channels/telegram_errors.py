"""What Telegram's errors mean for what was to be sent.

BadRequest and TimedOut are subclasses of NetworkError, so the order of the table matters.
"""

from channels import pacer
from channels.light import lightly
from channels.pacer import seconds_of
from workflows.speech import (
    ChannelError,
    EditGone,
    MaybeSent,
    Moved,
    NotBegun,
    Refused,
    TooLarge,
    TryLater,
    Unreachable,
)

with lightly():
    import httpx
    from telegram.error import (
        BadRequest,
        ChatMigrated,
        Forbidden,
        InvalidToken,
        NetworkError,
        RetryAfter,
        TelegramError,
        TimedOut,
    )

GONE = (
    "chat not found",
    "user is deactivated",
    "bot was kicked",
    "group chat was deleted",
    "have no rights to send",
    "not enough rights to send",
    "chat_write_forbidden",
    "peer_id_invalid",
)
EDIT_GONE = (
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
    "there is no text in the message to edit",
)
TOO_LARGE = "file is too big"
NO_LINE = (httpx.ConnectError, httpx.ConnectTimeout)
"""Failures to reach the server at all: nothing of ours can go out, whatever it says."""

LINE_AGAIN = 15.0
"""After so many seconds it is looked whether the server can be reached again."""


def translate(error: TelegramError) -> ChannelError:
    """A Telegram error as what the outbox must do about it."""
    text = type(error).__name__
    if isinstance(error, pacer.NotBegun):
        return NotBegun(text)
    if isinstance(error, RetryAfter):
        return TryLater(text, seconds_of(error.retry_after))
    if isinstance(error, ChatMigrated):
        return Moved(str(error.new_chat_id))
    if isinstance(error, Forbidden):
        return Unreachable(text)
    if isinstance(error, InvalidToken):
        return TryLater("the token is not accepted")
    if isinstance(error, BadRequest):
        return _bad_request(error)
    if isinstance(error, NetworkError):
        return _network_error(error)
    return Refused(str(error))


def _network_error(error: NetworkError) -> ChannelError:
    """Before a request was on its way it has not arrived; after that it may have."""
    text, cause = type(error).__name__, error.__cause__
    if isinstance(cause, NO_LINE):
        return TryLater(text, LINE_AGAIN, everywhere=True)
    lost = isinstance(error, TimedOut) or isinstance(cause, httpx.HTTPError)
    return MaybeSent(text) if lost and not isinstance(cause, httpx.PoolTimeout) else TryLater(text)


def _bad_request(error: BadRequest) -> ChannelError:
    lowered = str(error).lower()
    if any(words in lowered for words in EDIT_GONE):
        return EditGone(type(error).__name__)
    if any(words in lowered for words in GONE):
        return Unreachable(type(error).__name__)
    return TooLarge(str(error)) if TOO_LARGE in lowered else Refused(str(error))
