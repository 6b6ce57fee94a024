"""The notice at the door (公示) of a community's last week, as lines for its web page."""

from bot import week_paper
from bot.app import Program
from bot.week_files import told_of
from bot.week_words import Speaker
from domain.org import UnitKind
from handlers.web.site import Posted
from workflows.send_week import last_sent


async def posted(program: Program, unit: str) -> Posted | None:
    """What stands on its page; None for what is no community here."""
    rules = program.deps.rules
    found = rules.org.units.get(unit)
    if found is None or found.kind is not UnitKind.COMMUNITY:
        return None
    speaker = Speaker(program.words, rules, rules.default_lang)
    async with program.deps.begin() as work:
        row = await last_sent(work, unit)
    told = told_of(program, row) if row else None
    if told is None:
        return Posted(speaker.say("door-title", unit=found.name))
    paper = week_paper.notice(speaker, told)
    (title,), *paragraphs = [block.lines for block in paper.blocks]
    return Posted(title, tuple(paragraphs))
