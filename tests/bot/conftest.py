"""A configuration as an operator has it."""

from pathlib import Path

import pytest

from tests.support.town import EXAMPLE


@pytest.fixture
def config(tmp_path) -> Path:
    """The example on a database of its own."""
    text = EXAMPLE.read_text(encoding="utf-8")
    text = text.replace("sqlite:///jiedan.sqlite3", f"sqlite:///{tmp_path / 'cli.sqlite3'}")
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path
