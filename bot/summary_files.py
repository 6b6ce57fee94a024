"""`jiedan summary --out`: the text, the picture, the rows behind it, the notice for the door, and
of a month and more the report, as files in a folder."""

import argparse
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from bot import week_paper, week_sheet
from bot.app import Program
from bot.cli import complain
from bot.fonts import NoFont, find_face
from bot.week_files import told_of
from bot.week_picture import draw
from bot.week_words import Speaker, wording
from db.models import Summary
from domain.org import UnitKind
from domain.period import Period, Span
from domain.picture import Picture
from workflows.send_week import correction_lines, draft_of, parts_as_sent

Tell = Callable[[str], None]
LIBRARIES = "This needs more libraries: pip install 'jiedan[pictures,sheets,posters]'."


async def write_all(program: Program, period: Period, given: argparse.Namespace, tell: Tell) -> int:
    """Write everything; the exit code. Nothing is sent and nothing kept: a period that has a
    summary is written as that was sent or stands, with what was corrected since; any other as its
    numbers stand now."""
    unit = given.unit or program.deps.rules.org.communities[0].code
    try:
        given.out.mkdir(parents=True, exist_ok=True)
        row = await _summary(program, period, unit)
        for path in (*_papers(program, row, given), await _sheet(program, row, given.out)):
            tell(str(path))
    except NoFont as error:
        return complain(str(error))
    except ImportError:
        return complain(LIBRARIES)
    except OSError as error:
        return complain(f"--out {given.out}: {error.strerror}")
    return 0


async def _summary(program: Program, period: Period, unit: str) -> Summary:
    async with program.deps.begin() as work:
        return await draft_of(work, program.deps, period, unit)  # not committed: only looked at


def _papers(program: Program, row: Summary, given: argparse.Namespace) -> list[Path]:
    """Everything but the sheet."""
    rules, lang = program.deps.rules, program.deps.rules.default_lang
    stem = given.out / f"{row.week}-{row.unit}"
    text = stem.with_name(f"{stem.name}.txt")
    corrected = correction_lines(program.deps, row)
    said = program.words.render(lang, (*parts_as_sent(row), *corrected))
    text.write_text(said + "\n", encoding="utf-8")
    paths, told = [text], told_of(program, row)
    if told is None:
        return paths
    speaker = Speaker(program.words, rules, lang)
    words = wording(speaker, replace(told, parts=(*told.parts, *corrected)))
    face = find_face(words.title + words.dates, given.font)
    paths.append(stem.with_name(f"{stem.name}.png"))
    paths[-1].write_bytes(draw(words, face))
    if rules.org.units[row.unit].kind is UnitKind.COMMUNITY:
        paths.append(stem.with_name(f"{stem.name}-notice.pdf"))
        week_paper.notice(speaker, told).save(face, paths[-1])
    if told.period.span is not Span.WEEK:
        paths.append(stem.with_name(f"{stem.name}-report.pdf"))
        week_paper.report(speaker, words).save(face, paths[-1])
    return paths


async def _sheet(program: Program, row: Summary, folder: Path) -> Path:
    period = Period.parse(row.week)
    reading = week_sheet.reading_of(program, row.unit, period)
    sent = Picture.from_json(row.picture) if row.picture else None
    found = await week_sheet.behind(reading, row.unit, period, sent)
    return await week_sheet.write(reading, found, folder)
