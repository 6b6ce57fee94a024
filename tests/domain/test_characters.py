"""The tables of characters, and that they say what the libraries say they are made from."""

import pytest

from domain.characters import SIMPLER, SOUNDS
from domain.text import normalise


def test_every_traditional_character_has_one_simple_form():
    traditional, simple = SIMPLER[::2], SIMPLER[1::2]
    assert len(set(traditional)) == len(traditional) == len(simple) > 2_000
    assert not set(traditional) & set(simple)


def test_every_common_character_has_a_sound():
    spoken = SOUNDS.split()
    assert len(spoken) == len(set(spoken)) > 390
    assert sum(len(one.lstrip("abcdefghijklmnopqrstuvwxyz")) for one in spoken) > 6_700


def test_traditional_writing_is_read():
    assert normalise("電梯壞了，門鎖不上") == "电梯坏了,门锁不上"


def test_the_tables_are_what_the_libraries_say():
    pytest.importorskip("opencc", reason="the libraries the tables are made from: make bench")
    pytest.importorskip("pypinyin")
    from benchmarks.understanding.characters import PAGE, page

    assert PAGE.read_text(encoding="utf-8") == page()
