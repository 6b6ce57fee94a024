"""The files of a weekly summary, made as they are sent: its picture. What cannot be made is told in
the log, and the words go without it."""

import asyncio
import gc
import logging
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from bot import week_paper
from bot.apart import apart
from bot.app import Program
from bot.fonts import NoFont, find_face
from bot.week_picture import draw
from bot.week_words import Speaker, Told, Wording, wording
from db.models import Outbox, Summary
from domain.period import Period
from domain.picture import Picture
from domain.summary import PHOTO, PICTURE, REPORT, SHEET
from workflows.giving_rows import is_theirs
from workflows.own_data import DOCUMENT
from workflows.send_week import parts_told
from workflows.speech import Attachment

log = logging.getLogger(__name__)

LIBRARY = "Pictures need matplotlib: pip install 'jiedan[pictures]'."


async def make(program: Program, message: Outbox, what: str) -> Attachment | None:
    """The file a message names; None when it cannot be made, or may not be had in that chat."""
    kind, _, number = what.partition(".")
    async with program.deps.begin() as work:
        row = await work.get(Summary, int(number))
        theirs = row and await is_theirs(work, program.deps, message, row)
    if row is None:
        return None
    if kind == PICTURE:
        return await picture(program, row, message.lang)
    if not theirs:
        return None
    if kind == SHEET:
        return await sheet(program, row)
    return await paper(program, row, message.lang, kind)


async def sheet(program: Program, row: Summary) -> Attachment | None:
    """The rows behind it."""
    from bot import week_sheet

    period = Period.parse(row.week)
    reading = week_sheet.reading_of(program, row.unit, period)
    sent = Picture.from_json(row.picture) if row.picture else None
    found = await week_sheet.behind(reading, row.unit, period, sent)
    with TemporaryDirectory() as folder:
        try:
            path = await week_sheet.write(reading, found, Path(folder))
        except ImportError:
            log.error("Workbooks need XlsxWriter: pip install 'jiedan[sheets]'.")
            return None
        content = await asyncio.to_thread(path.read_bytes)
    return Attachment(DOCUMENT, content=content, name=week_sheet.name_of(reading, row.unit, period))


async def paper(program: Program, row: Summary, lang: str, kind: str) -> Attachment | None:
    """The notice for the doors, or the report of a month and more."""
    told = told_of(program, row)
    if told is None:
        return None
    speaker = Speaker(program.words, program.deps.rules, lang)
    if kind == REPORT:
        printed = week_paper.report(speaker, wording(speaker, told))
    else:
        printed = week_paper.notice(speaker, told)
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{row.week}-{row.unit}-{kind}.pdf"
        try:
            await apart(printed.save, find_face("".join(printed.texts()[:2])), path)
        except (ImportError, NoFont) as error:
            log.error("No %s could be printed: %s", kind, error)
            return None
        content = await asyncio.to_thread(path.read_bytes)
    return Attachment(DOCUMENT, content=content, name=path.name)


async def picture(program: Program, row: Summary, lang: str) -> Attachment | None:
    """Its picture."""
    words = words_of(program, row, lang)
    content = await apart(drawn, words) if words else None
    return (
        Attachment(PHOTO, content=content, name=f"{row.week}-{row.unit}.png") if content else None
    )


@lru_cache(maxsize=8)
def draw_once(words: Wording) -> bytes:
    """Each group of a unit gets the same picture, half a second of work. What is left of it is full
    of circles, ten megabytes of them: they do not wait until Python looks for some. It looks for
    none while we draw, so that all of them are young afterwards, and nothing old, which is far
    more, has to be looked through."""
    looks = gc.isenabled()
    gc.disable()
    try:
        return draw(words)
    finally:
        if looks:
            gc.enable()
        gc.collect(0)


def drawn(words: Wording, draw: Callable[[Wording], bytes] = draw_once) -> bytes | None:
    """A picture. Nothing that goes wrong with it may stop the words."""
    try:
        return draw(words)
    except ImportError:
        log.error(LIBRARY)
    except NoFont as error:
        log.error("No picture of the week could be drawn. %s", error)
    except Exception:
        log.exception("no picture of the week could be drawn")
    return None


def words_of(program: Program, row: Summary, lang: str) -> Wording | None:
    """What is written on it; None of what an older program made, or of a unit that is gone."""
    told = told_of(program, row)
    return wording(Speaker(program.words, program.deps.rules, lang), told) if told else None


def told_of(program: Program, row: Summary) -> Told | None:
    """What is told of its week."""
    if row.picture is None or row.unit not in program.deps.rules.org.units:
        return None
    return Told(
        row.unit,
        Period.parse(row.week),
        Picture.from_json(row.picture),
        parts_told(row),
        frozenset(row.parts[n][0] for n in row.left_out),
        bool(row.corrections),
    )
