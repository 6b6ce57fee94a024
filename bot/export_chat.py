"""The ledger of one unit as a file for a chat: made in memory's reach of a few thousand lines, in a
folder that is gone afterwards."""

import asyncio
import re
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.apart import apart
from bot.app import Program
from bot.export_books import Workbooks
from bot.export_files import CsvFiles, Writer
from bot.export_reading import Reading, scope_for
from bot.export_tables import table
from db.models import Outbox
from workflows.exporting import SPAN, is_theirs
from workflows.own_data import DOCUMENT
from workflows.speech import Attachment

STEM = "ledger"


async def make(program: Program, row: Outbox, unit: str) -> Attachment | None:
    """The file; None when the chat is nobody's who may have it any more."""
    deps = program.deps
    async with deps.begin() as work:
        if not await is_theirs(work, deps, row, unit):
            return None
    scope = scope_for(deps.rules.org, unit, deps.now() - SPAN)
    reading = Reading(program, scope)
    await reading.know_staff()
    with TemporaryDirectory() as folder:
        writer = _writer(Path(folder))
        await writer.write(table(reading, STEM))
        (path,) = await apart(writer.close)
        content = await asyncio.to_thread(path.read_bytes)
    day = deps.now().astimezone(deps.rules.zone).date()
    called = re.sub(r"\W", "", reading.unit(unit))
    name = f"{reading.say('export-title-ledger')}-{called}-{day}{path.suffix}"
    return Attachment(DOCUMENT, content=content, name=name)


def _writer(folder: Path) -> Writer:
    """A workbook, where the library for it is there; else what office programs read as well."""
    try:
        return Workbooks(folder)
    except ImportError:
        return CsvFiles(folder)
