"""Sealed values: what they look like from outside, who can open them, and which columns are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import LargeBinary, String, Text, inspect, select, text

from db.base import Base
from db.desk_rows import SupportPart
from db.keyring import (
    BadKey,
    Damaged,
    Key,
    KeyMissing,
    Ring,
    new_key,
    parse_token,
    read_keys,
    token,
)
from db.models import Account, Event, Person, Ticket
from db.sealed import InContext, Matched
from db.session import beginner, make_engine
from tests.support.keys import KEY, ring
from tests.support.rows import make_person, make_ticket

PLAIN = {
    "account.channel": "the name of a platform",
    "absence": "numbers and moments",
    "event.kind": "what happened, a word of ours",
    "example": "codes of units and categories",
    "fact": "what the program notes of itself; of people their number at most",
    "group_chat": "codes; the chat itself is sealed",
    "invite": "codes of units; a code that is used up; the name itself is sealed",
    "deferral.reason": "a code of a list",
    "exclusion.reason": "a code of a list",
    "lease": "a hash of the bot's token",
    "membership": "codes of units and grids",
    "outbox.channel": "the name of a platform",
    "outbox.kind": "a word of ours",
    "outbox.lang": "a language",
    "outbox.topic": "a word of ours",
    "outbox.sent_id": "the platform's number of a message; needs the chat to mean anything",
    "bulletin.compound": "a code",
    "notice.audience": "codes of units and places, never a door",
    "notice.told": "numbers",
    "notice.unit": "the code of a unit",
    "project.building": "where a project of the community is; a building, never a door",
    "project.category": "a code",
    "project.compound": "a code",
    "project.owner_unit": "the code of a unit",
    "project.unit": "the code of a unit",
    "person.compound": "a code; tickets keep it for good as well",
    "person.lang": "a language",
    "proposal": "a word of several residents that the desk took in, its category and unit",
    "receipt.channel": "the name of a platform",
    "receipt.key": "the platform's number of a message; needs the chat to mean anything",
    "shift.unit": "the code of a unit",
    "study": "a night and the code of a unit",
    "summary": "what was sent to a group: no personal data by its own rules",
    "ticket.alike": "the code of another ticket",
    "ticket.against": "a word of ours",
    "ticket.excluded": "a code of a list",
    "ticket.category": "a code, kept for good for the figures",
    "ticket.community": "the code of a unit",
    "ticket.kind": "a word of ours",
    "ticket.lead_unit": "the code of a unit",
    "ticket.level": "L0 to L4",
    "ticket.origin": "a word of ours",
    "ticket.policy": "limits in hours",
    "ticket.returned_by": "codes of units",
    "ticket.support_unit": "the code of a unit",
    "ticket.verdict": "a word of ours",
    "ticket.whose": "a word of ours for a relative",
    "timer.clock": "a word of ours",
    "web_file.id": "chance",
    "web_file.kind": "a word of ours",
    "web_file.mime": "a kind of file",
    "web_message.client_key": "chance",
    "web_session.token_hash": "a hash of chance",
}
"""What stands there for everybody to read, by column or whole table, and why it may."""


def test_every_column_is_sealed_or_may_be_read_and_it_is_said_why():
    open_ones, used = [], set()
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, InContext) or _is_harmless(column.type):
                continue
            names = {table.name, f"{table.name}.{column.name}"} & PLAIN.keys()
            used |= names
            if not names:
                open_ones.append(f"{table.name}.{column.name}")
    assert open_ones == [], "seal them (db/sealed.py), or say here why anybody may read them"
    assert PLAIN.keys() - used - {"absence"} == set()


def _is_harmless(kind) -> bool:
    """Numbers, moments, yes and no, and lists of our own words cannot name anybody."""
    name = type(kind).__name__
    return name in ("BigInteger", "Integer", "UtcDateTime", "Boolean", "Date", "Float", "Enum")


def test_what_is_sealed_for_one_column_cannot_be_put_into_another():
    shared = {"chat"}
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, InContext) and column.type.context not in shared:
                assert column.type.context == f"{table.name}.{column.name}"


@given(st.binary(min_size=1), st.binary())
def test_only_its_key_and_its_place_open_a_value(plain, other):
    keys = ring()
    sealed, same = keys.seal(plain, b"a"), keys.match(plain, b"a")
    assert keys.unseal(KEY.id, sealed, b"a") == plain == keys.unmatch(KEY.id, same, b"a")
    assert sealed != keys.seal(plain, b"a") and same == keys.match(plain, b"a")
    for read, value in ((keys.unseal, sealed), (keys.unmatch, same)):
        with pytest.raises(Damaged):
            read(KEY.id, value, b"b" + other)
        with pytest.raises(Damaged):
            read(KEY.id, value[:-1] + bytes([value[-1] ^ 1]), b"a")
        with pytest.raises(KeyMissing):
            read("none", value, b"a")
    assert parse_token(token(KEY.id, sealed)) == (KEY.id, sealed)


@given(st.text() | st.from_regex(r"~![0-9a-f]{4}[A-Za-z0-9+/=]*~?", fullmatch=True))
def test_nothing_people_write_makes_a_token_fail(words):
    found = parse_token(words)
    assert found is None or len(found[0]) == 4


@given(st.lists(st.builds(new_key), max_size=4))
def test_keys_are_written_and_read_again(keys):
    lines = "# a comment\n" + "\n".join(key.line() for key in keys)
    assert list(read_keys(lines)) == keys
    assert list(Ring(read_keys(lines))) == list(dict.fromkeys(key.id for key in keys))
    for key in keys:
        assert key.line().partition(":")[2] not in repr(key)


@pytest.mark.parametrize(
    "line", ["x", KEY.line()[:-4], "0000" + KEY.line()[4:], KEY.line().replace(":", "=")]
)
def test_what_is_no_key_is_refused_by_its_line_and_never_shown(line):
    with pytest.raises(BadKey) as refused:
        read_keys(f"\n{line}\n")
    assert refused.value.line == 2 and KEY.line()[5:] not in str(refused.value)


def test_a_statement_cannot_look_into_what_is_sealed():
    for ask in (
        lambda: Person.name == "王",
        lambda: Ticket.text.icontains("灯"),
        lambda: Event.values["to"],
        lambda: SupportPart.task.like("%"),
        lambda: Ticket.place.in_([{}]),
    ):
        with pytest.raises((TypeError, NotImplementedError)):
            ask()
    assert "ticket.text !=" in str(Ticket.text != "") and Ticket.media.is_(None) is not None


async def test_from_outside_there_is_nothing_to_read(engine, begin):
    async with begin() as work:
        person = make_person(name="王桂兰", home={"room": "501"})
        work.add(person)
        await work.flush()
        work.add(make_ticket(person.id, text="灯坏了", household="yongan/501"))
        work.add(Account(person_id=person.id, channel="web", sender="wang", chat="wang"))
        await work.commit()
    async with engine.connect() as connection:
        for query in ("select name, home from person", "select sender, chat from account"):
            for value in (await connection.execute(text(query))).one():
                assert parse_token(value) and "wang" not in value
    async with begin() as work:
        found = (await work.scalars(select(Account).where(Account.sender == "wang"))).one()
        person = await work.get(Person, found.person_id)
        assert (person.name, person.home) == ("王桂兰", {"room": "501"})
        assert (await work.scalars(select(Ticket.household))).one() == "yongan/501"


async def test_without_its_key_a_database_says_which_one_it_needs(engine, begin, database_url):
    async with begin() as work:
        work.add(make_person(name="王桂兰"))
        await work.commit()
    other = make_engine(database_url, Ring([Key(bytes(64))]))
    async with beginner(other)() as work:
        with pytest.raises(KeyMissing, match=KEY.id):
            (await work.scalars(select(Person))).all()
    await other.dispose()


async def test_what_was_never_sealed_is_read_as_it_is(engine, begin):
    async with begin() as work:
        work.add(make_person())
        await work.commit()
    async with engine.begin() as connection:
        await connection.execute(text("update person set name = '~!老王', home = '{\"room\": 1}'"))
    async with begin() as work:
        person = (await work.scalars(select(Person))).one()
        assert (person.name, person.home) == ("~!老王", {"room": 1})


def test_types_are_what_both_databases_have():
    kinds = {
        type(c.type.impl_instance)
        for t in Base.metadata.sorted_tables
        for c in t.columns
        if isinstance(c.type, InContext)
    }
    assert kinds == {Text, LargeBinary} and issubclass(Text, String)
    assert isinstance(inspect(Account).columns["sender"].type, Matched)
