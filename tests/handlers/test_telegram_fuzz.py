"""Whatever comes, reading it never fails, and what is read is fit to be kept."""

import warnings

from aiogram.types import CallbackQuery, Message
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.commands import COMMANDS, is_unknown_command, read_command
from domain.inbound import MAX_TEXT, clean
from domain.press import Press
from handlers.telegram.parse import ANONYMOUS_ADMIN, read_message, read_press

KINDS = {"photo", "voice", "video", "document", "location"}
ODD = {None, "sticker", "too_big", "unsupported"}
any_text = st.text(st.characters(), max_size=200)  # lone surrogates and all
numbers = st.integers(-(2**52), 2**52)
payloads = st.one_of(
    any_text,
    st.from_regex(r"[a-z_]{0,22}:[0-9]{0,20}(:[a-z0-9_.\-]{0,26})?"),
    st.binary(max_size=80).map(lambda raw: raw.decode("latin-1")),
)


@settings(max_examples=400)
@given(payloads)
def test_a_payload_is_read_or_refused(payload):
    found = Press.parse(payload)
    if found is not None:
        assert payload.isascii() and len(payload.encode()) <= 64
        assert Press.parse(str(found)) == found and found.ticket < 2**63


@settings(max_examples=400)
@given(st.one_of(any_text, st.from_regex(r"/[a-zA-Z]{0,6}(@\w{0,5})?[ \n]?.{0,9}")))
def test_a_command_is_read_or_is_none(text):
    called = read_command(text)
    assert called is None or called.name in {command.name for command in COMMANDS}
    assert not (called and is_unknown_command(text))


@given(st.one_of(any_text, st.text(st.sampled_from("灯\x00\u202e\ud800 \n😊"), max_size=99)))
def test_what_is_cleaned_can_be_kept_by_every_database(text):
    kept = clean(text)
    assert "\x00" not in kept and kept.encode("utf-8") is not None
    assert len(kept) <= MAX_TEXT and kept == kept.strip()


def file(**more):
    base = {"file_id": any_text, "file_unique_id": st.just("u")}
    return st.fixed_dictionaries(base | more, optional={"file_size": st.integers(0, 2**40)})


sides = {"width": st.just(1), "height": st.just(1)}
users = st.fixed_dictionaries(
    {
        "id": st.one_of(numbers, st.just(ANONYMOUS_ADMIN)),
        "is_bot": st.booleans(),
        "first_name": any_text,
    },
    optional={"last_name": any_text, "language_code": any_text, "username": any_text},
)
chats = st.fixed_dictionaries(
    {"id": numbers, "type": st.sampled_from(["private", "group", "supergroup", "channel"])}
)
base = {"message_id": st.integers(0, 2**31), "date": st.just(1_790_000_000), "chat": chats}
contents = {
    "from": users,
    "sender_chat": chats,
    "text": any_text,
    "caption": any_text,
    "edit_date": st.integers(0, 2**31),
    "photo": st.lists(file(**sides), max_size=3),
    "voice": file(duration=st.just(1)),
    "video": file(duration=st.just(1), **sides),
    "video_note": file(duration=st.just(1), length=st.just(1)),
    "audio": file(duration=st.just(1)),
    "document": file(),
    "animation": file(duration=st.just(1), **sides),
    "location": st.fixed_dictionaries(
        {"latitude": st.floats(-90, 90), "longitude": st.floats(-180, 180)}
    ),
    "reply_to_message": st.fixed_dictionaries(base),
    "media_group_id": any_text,
    "new_chat_title": any_text,
}
messages = st.fixed_dictionaries(base, optional=contents)


@settings(max_examples=300)
@given(messages)
def test_every_message_becomes_one_of_ours(raw):
    incoming = read_message(Message.model_validate(raw))
    assert incoming.channel == "telegram" and incoming.chat == str(raw["chat"]["id"])
    assert len(incoming.key) <= 80 and incoming.odd in ODD
    assert incoming.text == clean(incoming.text)
    assert {media.kind for media in incoming.media} <= KINDS
    assert incoming.in_group == (raw["chat"]["type"] != "private")
    assert incoming.sender.anonymous or len(incoming.sender.name) <= 80
    assert incoming.sender.name == clean(incoming.sender.name)


queries = st.fixed_dictionaries(
    {"id": any_text, "from": users, "chat_instance": st.just("1")},
    optional={
        "data": payloads,
        "inline_message_id": any_text,
        "game_short_name": any_text,
        "message": st.one_of(
            messages,
            st.fixed_dictionaries({"chat": chats, "message_id": numbers, "date": st.just(0)}),
        ),
    },
)


@settings(max_examples=300)
@given(queries)
def test_every_press_is_read_or_has_no_chat(raw):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        pressed = read_press(CallbackQuery.model_validate(raw))
    assert (pressed is None) == ("message" not in raw)
    if pressed is not None:
        assert pressed.payload == raw.get("data", "") and pressed.key.startswith("press:")
        assert pressed.sender.anonymous == (raw["from"]["id"] == ANONYMOUS_ADMIN)
