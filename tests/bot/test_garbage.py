"""Python's search for circles of garbage, which stops everything while it lasts."""

import gc

import pytest

from bot.run import YOUNG, leave_alone_what_stays


@pytest.fixture
def as_python_has_it():
    kept = gc.get_threshold()
    yield
    gc.set_threshold(*kept)
    gc.unfreeze()


@pytest.mark.usefixtures("as_python_has_it")
def test_a_few_messages_make_nobody_look_for_garbage():
    leave_alone_what_stays()
    before = [one["collections"] for one in gc.get_stats()]
    made = [[] for _ in range(YOUNG // 2)]
    assert [one["collections"] for one in gc.get_stats()] == before and len(made) == YOUNG // 2
    assert gc.get_freeze_count() > YOUNG


@pytest.mark.usefixtures("as_python_has_it")
def test_circles_are_still_found():
    leave_alone_what_stays()
    before = gc.get_stats()[0]["collections"]
    made = [[] for _ in range(2 * YOUNG)]
    assert gc.get_stats()[0]["collections"] > before and len(made) == 2 * YOUNG
