"""What of a ticket stays when it is erased, and for how long nothing is."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.retention import (
    Retention,
    bare_place,
    bare_reasons,
    bare_values,
    files_of,
)

NOW = datetime(2026, 11, 18, 1, 0, tzinfo=UTC)
PHOTO = {"channel": "web", "ref": "a" * 32, "kind": "photo"}
KINDS = st.sampled_from(["progress", "relay", "supervise", "release", "deferral_asked", "rate"])
VALUES = st.dictionaries(
    st.sampled_from(["text", "words", "media", "sent", "reason", "answer", "rung", "until"]),
    st.one_of(st.text(min_size=1), st.integers(), st.just([PHOTO])),
)


def test_each_sort_has_its_own_time():
    kept = Retention(texts_days=100, people_days=200, messages_days=30)
    moments = (kept.texts_before(NOW), kept.people_before(NOW), kept.messages_before(NOW))
    assert [(NOW - one) / timedelta(days=1) for one in moments] == [100, 200, 30]


@pytest.mark.parametrize(
    ("kind", "values", "bare"),
    [
        ("progress", {"text": "到了", "media": [PHOTO]}, {"text": "", "media": []}),
        ("relay", {"text": "灯", "sent": [PHOTO], "n": 1}, {"text": "", "sent": [], "n": 1}),
        ("deferral_asked", {"reason": "parts", "words": "等"}, {"reason": "parts", "words": ""}),
        ("supervise", {"reason": "她家"}, {"reason": ""}),
        ("release", {"reason": "$solved"}, {"reason": "$solved"}),
        ("rate", {"answer": "bad"}, {"answer": "bad"}),
    ],
)  # fmt: skip
def test_what_somebody_wrote_or_sent_goes_and_codes_stay(kind, values, bare):
    assert bare_values(kind, values) == bare


@given(KINDS, VALUES)
def test_the_keys_stay_and_twice_is_once(kind, values):
    bare = bare_values(kind, values)
    assert bare.keys() == values.keys()
    assert bare_values(kind, bare) == bare
    assert list(files_of(bare)) == []
    kept = {
        k: v for k, v in values.items() if k not in ("text", "words", "media", "sent", "reason")
    }
    assert {k: bare[k] for k in kept} == kept


def test_the_door_goes_and_the_building_stays():
    place = {
        "compound": "a",
        "compound_text": "老张家",
        "building": "3",
        "unit": "2",
        "room": "501",
    }
    assert {k: v for k, v in bare_place(place).items() if v} == {"compound": "a", "building": "3"}
    assert bare_place(place).keys() == place.keys()
    assert bare_reasons(["why-property", "灯", "坏"]) == ["why-property"]
    assert bare_reasons([]) == []


def test_files_are_found_in_lists_and_in_values():
    assert list(files_of([PHOTO, "x"])) == [PHOTO]
    assert list(files_of({"media": [PHOTO], "sent": [PHOTO], "text": "x"})) == [PHOTO, PHOTO]
    assert list(files_of(None)) == [] and list(files_of("media")) == []
