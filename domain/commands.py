"""The one table of chat commands: who is offered which, and where."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from domain.org import LEAD_ROLE
from domain.people import Role
from domain.sight import OVERSEERS


@dataclass(frozen=True, slots=True)
class Command:
    """A command `/name`. Everybody may use it when `roles` is empty; `listed` puts it into the
    platform's menu; its description is the catalogue key `command-NAME`. What follows a command
    that does not take words is a report of its own; of staff only where it can be none of theirs
    (workflows.calling)."""

    name: str
    roles: frozenset[Role] = frozenset()
    listed: bool = True
    takes_words: bool = False

    def is_for(self, roles: Iterable[Role]) -> bool:
        """Whether a person with these roles is offered it."""
        return not self.roles or bool(self.roles & set(roles))


# The slash of a Chinese keyboard is as wide as a character.
TYPED = re.compile(
    r"[/\uff0f](?P<name>[a-z]+)(?:@\w+)?(?P<rest>(?:\s.*)?)", re.IGNORECASE | re.DOTALL
)
LONE = re.compile(r"[/\uff0f]\w+(?:@\w+)?", re.ASCII)
NEAR = 0.7
"""How alike two names are at least, from 0 to 1, before one is taken for a slip of the other."""

STAFF = frozenset(Role) - {Role.VOLUNTEER}
LEADS = frozenset(LEAD_ROLE.values())
"""The first persons responsible (第一责任人)."""

COMMANDS: tuple[Command, ...] = (
    Command("my"),
    Command("todo", STAFF),
    Command("queue", STAFF),
    Command("supervise", OVERSEERS, takes_words=True),
    Command("summary", frozenset({Role.SECRETARY, Role.OFFICER}), takes_words=True),
    Command("notice", frozenset({Role.SECRETARY, Role.OFFICER}), takes_words=True),
    Command("unit", LEADS),
    Command("duty", STAFF, takes_words=True),
    Command("find", STAFF, takes_words=True),
    Command("leave", STAFF),
    Command("back", STAFF),
    Command("handover", frozenset({Role.SECRETARY, Role.PROPERTY_LEAD})),
    Command("exclude", STAFF, takes_words=True),
    Command("words", frozenset({Role.SECRETARY, Role.COMMUNITY_STAFF})),
    Command("surge", frozenset({Role.SECRETARY, Role.OFFICER})),
    Command("projects", frozenset({Role.SECRETARY, Role.OFFICER}), takes_words=True),
    Command("export", frozenset({Role.SECRETARY, Role.PROPERTY_LEAD, Role.STAND_IN})),
    Command("star", frozenset(Role)),
    Command("news"),
    Command("help"),
    Command("lang"),
    Command("home"),
    Command("elder"),
    Command("privacy"),
    Command("mute", listed=False),
    Command("who", listed=False),
    Command("mydata", listed=False),
    Command("forget", listed=False),
    Command("start", listed=False, takes_words=True),
    Command("bind", listed=False, takes_words=True),
)
"""All of them, in the order of the menu: what each role wants every day comes first."""

_TAKING_WORDS = frozenset(command.name for command in COMMANDS if command.takes_words)


@dataclass(frozen=True, slots=True)
class Called:
    """A command as somebody typed it: its name and the rest of the line."""

    name: str
    argument: str


def read_command(text: str) -> Called | None:
    """Read `/name rest` or `/name@bot rest`; None when the text is no command of ours."""
    found = TYPED.fullmatch(text)
    name = found.group("name").lower() if found else ""
    known = {command.name for command in COMMANDS}
    return Called(name, found.group("rest").strip()) if found and name in known else None


def idle_command(text: str) -> Called | None:
    """`/help 电梯坏了`: a command that takes no words, and those behind it; None for any other
    text."""
    called = read_command(text)
    idle = called and called.argument and called.name not in _TAKING_WORDS
    return called if idle else None


def is_of_everybody(name: str) -> bool:
    """Whether everybody may use the command of that name."""
    return any(command.name == name and not command.roles for command in COMMANDS)


def mistyped_before_words(text: str) -> str | None:
    """`/queu 3号楼`: what stands before words like a command, slash and all, and is none."""
    found = TYPED.fullmatch(text)
    is_one = found and found.group("rest").strip() and not read_command(text)
    return f"/{found.group('name')}" if found and is_one else None


def is_unknown_command(text: str) -> bool:
    """Whether a text is nothing but a slash and a word, and no command of ours."""
    return LONE.fullmatch(text.strip()) is not None and read_command(text) is None


def closest(text: str, roles: Iterable[Role]) -> str | None:
    """The command of the menu of a person with these roles that a mistyped one is most like."""
    name = text[1:].partition("@")[0].lower()
    found = get_close_matches(name, menu_for(roles), n=1, cutoff=NEAR)
    return found[0] if found else None


def menu_for(roles: Iterable[Role]) -> tuple[str, ...]:
    """The commands in the menu of a person with these roles."""
    mine = tuple(roles)
    return tuple(c.name for c in COMMANDS if c.listed and c.is_for(mine))
