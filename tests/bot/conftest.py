"""A configuration as an operator has it."""

import shutil
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


@pytest.fixture
def on_schema(config, sqlite_file) -> Path:
    """The same on a database whose schema is there: to make it takes a third of a second. What
    `migrate` does besides it still has to do."""
    shutil.copy(sqlite_file, config.parent / "cli.sqlite3")
    return config
