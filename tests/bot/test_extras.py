"""What this machine lacks is told before it is missed."""

import sys

import pytest

from bot import fonts
from bot.extras import LIBRARIES, wanting

SAMPLE = "一周民情"


def test_nothing_is_missing_where_everything_is():
    assert wanting(SAMPLE) == []


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_library_that_is_not_installed(monkeypatch, library):
    monkeypatch.setitem(sys.modules, library, None)
    (line,) = wanting(SAMPLE)
    assert f"pip install 'jiedan[{LIBRARIES[library][0]}]'" in line


def test_no_chinese_font(monkeypatch, tmp_path):
    monkeypatch.setattr(fonts, "_installed", lambda _: [])
    (line,) = wanting(SAMPLE)
    assert "No Chinese font found." in line and fonts.INSTALL in line
    for library in ("matplotlib", "fpdf"):
        monkeypatch.setitem(sys.modules, library, None)
    assert all("font" not in line for line in wanting(SAMPLE))


def test_check_config_warns_and_calls_it_good(monkeypatch, capsys, tmp_path):
    from bot.cli import main
    from tests.support.town import EXAMPLE

    config = tmp_path / "config.toml"
    config.write_text(EXAMPLE.read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    assert main(["--config", str(config), "check-config"]) == 0
    said = capsys.readouterr()
    assert "good." in said.out
    assert "warning: not there: the picture of a week" in said.err
