"""Every button of every message that stands in anybody's chat, pressed in each situation: none is
answered by a refusal that was known when it was written."""

import logging
import shutil
import sqlite3
from contextlib import closing

import pytest

from domain.inbound import Sender
from tests.scenarios.situations import SITUATIONS
from tests.support.screen import COLUMNS, LINES, screen_lines, width
from tests.support.town import open_town

REFUSED = "press refused: "


@pytest.fixture
async def stage(tmp_path, sqlite_file):
    """A town in a file that can be put back to how it was."""
    file = tmp_path / "town.sqlite3"
    shutil.copy(sqlite_file, file)
    town = await open_town(f"sqlite:///{file}")
    yield town, file
    await town.close()


def copied(source, target) -> None:
    with closing(sqlite3.connect(source)) as one, closing(sqlite3.connect(target)) as other:
        one.backup(other)


async def standing(town):
    """Every button that stands anywhere: whose chat, which message, label, payload."""
    found = []
    for actor in town.people.values():
        for message in await actor.bubbles():
            for row in message.buttons:
                found += [(actor, str(message.id), *button) for button in row]
    return found


async def refusals(town, actor, payload, message, caplog) -> list[str]:
    """A press, and why it was refused: of a group, only where nobody at all may press."""
    if actor.person_id is not None:
        caplog.clear()
        await actor.sends_press(payload, message=message)
        return [r.getMessage() for r in caplog.records if r.getMessage().startswith(REFUSED)]
    said: list[str] = []
    for member in [one for one in town.people.values() if one.person_id]:
        caplog.clear()
        await actor.sends_press(payload, message=message, sender=Sender(member.chat))
        found = [r.getMessage() for r in caplog.records if r.getMessage().startswith(REFUSED)]
        if not found:
            return []
        said += found
    return said


def _is_past(found: list[str]) -> bool:
    """Nobody but the clock has changed anything since it was written."""
    return all("refuse-eta-gone" in one for one in found)


async def _is_gone(actor, number: str, payload: str) -> bool:
    """Whether that button no longer stands under that message."""
    (message,) = [one for one in await actor.bubbles() if str(one.id) == number]
    return payload not in [press for row in message.buttons for _, press in row]


def too_wide(message) -> list[str]:
    """The labels that do not fit beside the others of their row."""
    return [
        label
        for row in message.buttons
        for label, _ in row
        if width(label) > (COLUMNS - 2) // len(row)
    ]


@pytest.mark.parametrize("name", SITUATIONS)
async def test_no_button_is_there_to_be_refused(stage, tmp_path, caplog, name):
    town, file = stage
    await SITUATIONS[name](town)
    kept = tmp_path / "kept.sqlite3"
    copied(file, kept)
    caplog.set_level(logging.WARNING, "workflows.press_button")
    wrong = []
    pressed = await standing(town)
    shown = [message for actor in town.people.values() for message in await actor.bubbles()]
    assert [label for message in shown for label in too_wide(message)] == []
    assert [one.text for one in shown if screen_lines(one.text) > LINES] == []
    assert pressed or name == "was_withdrawn"
    for actor, message, label, payload in pressed:
        copied(kept, file)
        found = await refusals(town, actor, payload, message, caplog)
        if found and not (_is_past(found) and await _is_gone(actor, message, payload)):
            wrong.append((actor.chat, label, payload, found))
    assert not wrong, "\n".join(map(str, wrong))
