"""定义: what each number of a summary means, for whoever asks."""

from db.models import Person
from db.session import Work
from domain.said import Part, part
from workflows import reach
from workflows.deps import Deps
from workflows.speech import Message, say

VERB = "meaning"

MEANINGS = (
    "received",
    "closed",
    "open_now",
    "overdue",
    "unaccepted",
    "supervised",
    "contacted",
    "solved",
    "satisfied",
    "unanswered",
    "suggestions",
    "adopted",
    "found",
    "excluded",
)
"""The numbers that are explained, in the order in which they stand in a summary."""


async def say_meanings(work: Work, deps: Deps, person: Person) -> Part:
    """Say them all, each on a line or two."""
    lines = (part("meaning-head"), *(part(f"meaning-{one}") for one in MEANINGS))
    await say(work, deps, await reach.person_addresses(work, person.id), Message(lines))
    return part("toast-shown")
