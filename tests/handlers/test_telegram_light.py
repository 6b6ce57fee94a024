"""aiogram imported lightly: unbuilt at first, and every type still there when it is wanted."""

import json
import subprocess
import sys

from tests.support.town import EXAMPLE

ROOT = EXAMPLE.parent
BUILD_ALL = """
import handlers.telegram, json
from aiogram import methods, types
classes = [getattr(m, name) for m in (types, methods) for name in m.__all__]
models = [c for c in classes if hasattr(c, "model_rebuild")]
unbuilt = sum(not c.__pydantic_complete__ for c in models)
update_built = types.Update.__pydantic_complete__
failed = []
for model in models:
    try:
        model.model_rebuild(raise_errors=True)
    except Exception as error:
        failed.append(f"{model.__name__}: {error}")
print(json.dumps([len(models), unbuilt, update_built, failed]))
"""
FIRST_USE = """
import handlers.telegram
from aiogram.methods import SendMessage
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
button = InlineKeyboardButton(text="a", callback_data="b")
said = SendMessage(
    chat_id=1, text="x", reply_markup=InlineKeyboardMarkup(inline_keyboard=[[button]])
)
print(said.model_dump(exclude_none=True)["reply_markup"]["inline_keyboard"][0][0]["text"])
"""
AFTER_THE_USUAL_IMPORT = """
import aiogram.types
import handlers.telegram
print(aiogram.types.InlineKeyboardMarkup.__pydantic_complete__)
"""


def printed(program: str) -> str:
    """What a Python process of its own prints."""
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_types_are_unbuilt_but_for_the_update_and_every_one_can_be_built():
    count, unbuilt, update_built, failed = json.loads(printed(BUILD_ALL))
    assert count > 300
    assert unbuilt > count / 2
    assert update_built
    assert failed == []


def test_a_type_nobody_built_is_built_when_it_is_first_used():
    assert printed(FIRST_USE) == "a"


def test_where_aiogram_is_imported_already_nothing_changes():
    assert printed(AFTER_THE_USUAL_IMPORT) == "True"
