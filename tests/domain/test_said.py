"""What is to be said travels as plain JSON."""

import json
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Refusal
from domain.press import Press
from domain.said import Button, category_name, days_named, lasting, moment, part, word


def test_pieces_of_a_message_are_plain_json():
    line = part("card-head", who=word("post", unit="永安"), what=category_name("repair"))
    assert json.loads(json.dumps(line)) == [
        "card-head",
        {"who": {"$word": "post", "values": {"unit": "永安"}}, "what": {"$category": "repair"}},
    ]


@given(st.datetimes(timezones=st.just(UTC)))
def test_a_moment_is_read_back(at):
    assert datetime.fromisoformat(moment(at)["$moment"]) == at


def test_a_button_is_its_label_and_what_it_says():
    button = Button("button-solved-code", Press("solved", 7), (("code", "1118-7"),))
    assert button.to_json() == ["button-solved-code", {"code": "1118-7"}, "solved:7"]
    assert json.loads(json.dumps(button.to_json())) == button.to_json()


def test_a_refusal_carries_a_key_and_what_fills_it():
    refusal = Refusal("refuse-taken", who="李", until=timedelta(hours=1))
    assert (refusal.key, refusal.values["who"], str(refusal)) == (
        "refuse-taken",
        "李",
        "refuse-taken",
    )


DAYS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))


@given(DAYS, DAYS)
def test_what_stands_names_the_same_days_and_marks_every_moment(first, second):
    inner = word("eta", eta=moment(second))
    line = part("card", due=moment(first), what={"$join": [inner, "上门"]}, count=3)
    (standing,) = lasting([line])
    marked = {"$moment": second.isoformat(), "lasting": True}
    assert standing[1]["due"] == {"$moment": first.isoformat(), "lasting": True}
    assert standing[1]["what"] == {"$join": [word("eta", eta=marked), "上门"]}
    zone = ZoneInfo("Asia/Shanghai")
    days = {at.astimezone(zone).date() for at in (first, second)}
    assert days_named([line], zone) == days_named([standing], zone) == days
    assert line[1]["due"] == moment(first)
