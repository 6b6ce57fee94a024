"""Somebody opened the chat by a poster's code: greeted once, and their building is remembered.

Another home than the one we know is never taken without their tap.
"""

from collections.abc import Mapping
from typing import Any

from db.models import Person
from db.session import Work
from domain.errors import Refusal
from domain.homes import (
    choice_of,
    completed,
    home_chosen,
    home_of,
    is_there,
    lives_elsewhere,
)
from domain.press import Press
from domain.said import Button, Part, part, word
from workflows import reach
from workflows.deps import Deps, Rules
from workflows.join import roles_of, send_menu
from workflows.speech import Address, Message, say

SECOND = ("parents", "second")
"""Whose home a second poster may be of, to be tapped; others are told in words."""


async def come_by_poster(work: Work, deps: Deps, person: Person, token: str, to: Address) -> None:
    """`/start TOKEN`. A token that says no place of ours (any more) changes nothing."""
    home = home_of(token)
    if home is None or not is_there(deps.rules.org, home):
        message = Message((part("scan-unknown"),))
    elif lives_elsewhere(person.home, home):
        old, new = home_words(deps.rules, person.home or {}), home_words(deps.rules, home.to_json())
        moved = Button("button-moved", Press("moved", 0, choice_of(home)))
        others = [
            Button("button-second", Press("second", 0, f"{code}.{choice_of(home)}"), (whose,))
            for code in SECOND
            for whose in (("whose", word(f"kin-{code}")),)
        ]
        rows = ((moved,), tuple(others))
        message = Message((part("scan-elsewhere", old=old, new=new),), rows)
    else:
        person.home = completed(person.home, home)
        message = Message((part("scan-welcome", place=home_words(deps.rules, person.home)),))
    await say(work, deps, [to], message)
    await send_menu(work, deps, to, await roles_of(work, person.id))


async def move_here(work: Work, deps: Deps, person: Person, choice: str | None) -> Part:
    """「搬到这里了」: from now on they live in the building of the poster. Raises Refusal for one
    that is no longer there."""
    home = home_chosen(choice or "", deps.rules.org.compounds)
    if home is None or not is_there(deps.rules.org, home):
        raise Refusal("scan-unknown")
    if lives_elsewhere(person.home, home):
        person.home = home.to_json()
        line = part("scan-moved", place=home_words(deps.rules, person.home))
        await say(work, deps, await reach.person_addresses(work, person.id), Message((line,)))
    return part("toast-done")


def home_words(rules: Rules, home: Mapping[str, Any]) -> dict[str, object]:
    """A home in words, without floor and room."""
    compound = rules.org.compounds.get(home.get("compound") or "")
    name = compound.name if compound else home.get("compound_text") or ""
    kept = [word(f"place-{k}", value=home[k]) for k in ("building", "unit") if home.get(k)]
    return {"$join": [name, *kept] if name else kept, "with": "place"}
