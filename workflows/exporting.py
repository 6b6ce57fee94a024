"""/export: the ledger of one's own unit as a file in the chat. The file is made as it is sent, for
whoever leads the unit then; what is in it is in bot."""

from datetime import timedelta

from db import people
from db.models import Outbox, Person
from db.session import Work
from domain.errors import Refusal
from domain.inbound import Media
from domain.permissions import may_export
from domain.said import part
from workflows.deps import Deps
from workflows.leads import Lead, led_by
from workflows.own_data import DOCUMENT
from workflows.speech import Address, Message, say

CHANNEL = "export"
"""Where the file comes from: no platform's."""

SPAN = timedelta(days=366)
"""So far back it goes."""


async def say_export(work: Work, deps: Deps, person: Person, to: Address) -> None:
    """A file for each unit of theirs."""
    found = await _may_have(work, deps, person)
    if not found:
        raise Refusal("refuse-unit")
    for lead in found:
        line = part("export-file", unit=lead.unit.name)
        file = Media(CHANNEL, lead.unit.code, DOCUMENT)
        await say(work, deps, [to], Message((line,), media=(file,)))


async def _may_have(work: Work, deps: Deps, person: Person) -> list[Lead]:
    led = await led_by(work, deps, person)
    posts = {one.id: one.role for one in await people.memberships(work, person.id)}
    return [lead for lead in led if may_export("unit", [posts[lead.post]])]


async def is_theirs(work: Work, deps: Deps, row: Outbox, unit: str) -> bool:
    """Whether the ledger of a unit may go to the chat of a message, as it is now."""
    person_id = await people.person_in(work, row.channel, row.chat)
    person = await work.get(Person, person_id) if person_id is not None else None
    if person is None:
        return False
    return unit in {lead.unit.code for lead in await _may_have(work, deps, person)}
