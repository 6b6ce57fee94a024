"""What counts as a trace of somebody in the bytes of a file."""

import pytest

from tests.support.traces import is_in


@pytest.mark.parametrize(
    "said",
    [
        "3号楼2单元501",
        "房号：501",
        "（501）",
        "3,501",
        "在\n501",
        '{"room": "501"}',
        "yongan/3/2/501,",
        "3-2-501",
    ],
)
def test_a_number_somebody_said_is_found(said):
    assert is_in("501", b"\x00\x81" + said.encode() + b"\x00")


@pytest.mark.parametrize("raw", [b"\x07501\x12", b"\xff501\x00", b"a3501f", b"/5012"])
def test_digits_among_bytes_are_none(raw):
    assert not is_in("501", raw)


def test_words_are_found_plain_and_within_json():
    assert is_in("王秀兰", "王秀兰".encode()) and is_in("王秀兰", b"\\u738b\\u79c0\\u5170")
    assert not is_in("王秀兰", "王秀".encode())
