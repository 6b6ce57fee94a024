"""/star: whether somebody wants to be thanked by name; and the lines of thanks under a month, a
quarter or a year. They are made as they are said, so that no name is kept with the numbers."""

from db import contributions
from db.models import Person
from db.session import Work
from domain.errors import Refusal
from domain.period import Period
from domain.press import Press
from domain.said import Button, Part, part, word
from domain.stars import NAMES_MOST, SPANS, in_no_rank, wants_thanks, with_wish
from workflows import reach
from workflows.deps import Deps
from workflows.speech import Address, Message, say

VERB = "star"


async def say_wish(work: Work, deps: Deps, person: Person, to: Address) -> None:
    """How it stands, and the other way."""
    named = wants_thanks(person.about)
    line = part("star-on" if named else "star-off")
    key, choice = ("button-star-off", "off") if named else ("button-star-on", "on")
    row = (Button(key, Press(VERB, 0, choice)),)
    await say(work, deps, [to], Message((line,), (row,)))


async def press(work: Work, deps: Deps, person: Person, choice: str | None) -> Part:
    """Named from now on, or no longer."""
    if choice not in ("on", "off"):
        raise Refusal("refuse-button")
    person.about = with_wish(person.about, named=choice == "on")
    for to in await reach.person_addresses(work, person.id):
        await say_wish(work, deps, person, to)
    return part("toast-done")


async def thanks(work: Work, deps: Deps, period: Period, unit: str) -> tuple[Part, ...]:
    """The lines; none under a day or a week, and none where there is nobody to thank."""
    if period.span not in SPANS:
        return ()
    org = deps.rules.org
    communities = org.communities_below(unit)
    found = await contributions.thanked(work, communities, period.bounds(deps.rules.zone))
    lines = []
    names = in_no_rank(found.names)
    if names:
        key = "star-thanks-more" if len(names) > NAMES_MOST else "star-thanks"
        listed = {"$join": list(names[:NAMES_MOST])}
        lines.append(part(key, names=listed, count=len(names)))
    if found.claimed:
        units = [
            word("week-count", name=one.name, count=found.claimed[one.code])
            for one in org.communities
            if found.claimed[one.code]
        ][:NAMES_MOST]
        lines.append(part("star-teams", list={"$join": units}))
    return tuple(lines)
