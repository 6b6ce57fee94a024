"""明细: the rows behind a unit's summary as a workbook, for those who may sign it, the notice to be
printed for the doors, and the report of a month. The files are made as they are sent, for whoever
may have them then; what is in them is in bot."""

from db import people
from db.models import Outbox, Person, Summary
from db.session import Work
from domain.inbound import Media
from domain.org import UnitKind
from domain.period import Period, Span
from domain.permissions import EXPORTS
from domain.said import part
from domain.summary import CHANNEL, NOTICE, REPORT, SHEET
from workflows import handling, reach
from workflows.deps import Deps
from workflows.own_data import DOCUMENT
from workflows.speech import Message, say


async def say_rows(work: Work, deps: Deps, row: Summary, person: Person) -> None:
    """Send it to whoever asked, and to no group; of a community the notice for its doors too, of a
    month and more the report to be signed."""
    unit = deps.rules.org.units[row.unit]
    files = [("rows-line", SHEET)]
    if row.picture and unit.kind is UnitKind.COMMUNITY:
        files.append(("rows-notice", NOTICE))
    if row.picture and Period.parse(row.week).span is not Span.WEEK:
        files.append(("rows-report", REPORT))
    to = await reach.person_addresses(work, person.id)
    for key, kind in files:
        file = Media(CHANNEL, f"{kind}.{row.id}", DOCUMENT)
        line = part(key, unit=unit.name, week=row.week)
        await say(work, deps, to, Message((line,), media=(file,)))


async def is_theirs(work: Work, deps: Deps, message: Outbox, row: Summary) -> bool:
    """Whether the rows behind a summary may go to the chat of a message, as it is now."""
    person_id = await people.person_in(work, message.channel, message.chat)
    if person_id is None or row.unit not in deps.rules.org.units:
        return False
    org = deps.rules.org
    posts = await handling.posts_of(work, deps, person_id)
    leads = [post.role for post in posts if post in org.ladder(org.lead_post(row.unit))]
    return bool(leads) and EXPORTS["week"].admits(leads)
