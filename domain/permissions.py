"""Permissions: the one table of role x action x relation to the ticket. What may be done to a
ticket stands in lifecycle.TRANSITIONS, by relation; here stands how roles come to relations, and
who may use what is no action on a ticket: commands, other buttons, pages, exports."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from domain.commands import COMMANDS, LEADS, STAFF
from domain.lifecycle import TRANSITIONS, Action, Relation, Status
from domain.people import Role
from domain.sight import OVERSEERS

Roles = frozenset[Role]

CHAIRS: Roles = frozenset({Role.SECRETARY})
AT_THE_DESK: Roles = frozenset({Role.SECRETARY, Role.COMMUNITY_STAFF})


class Who(StrEnum):
    """How far a row reaches. ANYBODY: whoever writes to us. ROLES: whoever holds one of the roles
    anywhere. OWN_UNIT: whoever holds one of them at the unit it is about; the workflow that knows
    the unit asks. OPERATIONS: whoever runs the program on its machine, nobody in a chat."""

    ANYBODY = "anybody"
    ROLES = "roles"
    OWN_UNIT = "own_unit"
    OPERATIONS = "operations"


@dataclass(frozen=True, slots=True)
class Row:
    """Who may use something: how far it reaches, and the roles."""

    who: Who
    roles: Roles = frozenset()

    def admits(self, mine: Iterable[Role]) -> bool:
        """Whether one of these roles is among those of the row."""
        return self.who is Who.ANYBODY or bool(self.roles & frozenset(mine))


_ANYBODY = Row(Who.ANYBODY)
_STAFF = Row(Who.ROLES, STAFF)

BUTTONS: Mapping[str, Row] = {
    "lang": _ANYBODY,
    "help": _ANYBODY,
    "privacy": _ANYBODY,
    "mydata": _ANYBODY,
    "forget": _ANYBODY,
    "moved": _ANYBODY,
    "second": _ANYBODY,
    "unhome": _ANYBODY,
    "calls": _ANYBODY,
    "news": _ANYBODY,
    "who": _ANYBODY,
    "elder": _ANYBODY,
    "whole": _ANYBODY,
    "duty": _STAFF,
    "todo": _STAFF,
    "queue": _STAFF,
    "find": _STAFF,
    "sheet": _STAFF,
    "supervised": Row(Who.ROLES, OVERSEERS),
    "exclusions": Row(Who.ROLES, OVERSEERS),
    "leave": _STAFF,
    "shift": _STAFF,
    "take_all": _STAFF,
    "handover": Row(Who.OWN_UNIT, frozenset({Role.SECRETARY, Role.PROPERTY_LEAD})),
    "word": Row(Who.OWN_UNIT, AT_THE_DESK),
    "surge": Row(Who.OWN_UNIT, frozenset({Role.SECRETARY, Role.OFFICER})),
    "unpause": Row(Who.OWN_UNIT, CHAIRS),
    "week": Row(Who.OWN_UNIT, frozenset({Role.SECRETARY, Role.OFFICER})),
    "star": Row(Who.ROLES, frozenset(Role)),
    "meaning": Row(Who.ROLES, OVERSEERS),
    "look": Row(Who.OWN_UNIT, OVERSEERS),
    "project": Row(Who.OWN_UNIT, frozenset({Role.SECRETARY, Role.OFFICER})),
    "notice": Row(Who.OWN_UNIT, frozenset({Role.SECRETARY, Role.OFFICER})),
    "unit": Row(Who.OWN_UNIT, LEADS),
    "member": Row(Who.OWN_UNIT, LEADS),
    "bound": Row(Who.OWN_UNIT, LEADS),
}
"""Buttons that concern no ticket, by their verb."""

EXPORTS: Mapping[str, Row] = {
    "everything": Row(Who.OPERATIONS),
    "unit": Row(Who.OWN_UNIT, frozenset({Role.SECRETARY, Role.PROPERTY_LEAD, Role.STAND_IN})),
    "week": Row(Who.OWN_UNIT, frozenset({Role.SECRETARY, Role.OFFICER})),
    "own_data": _ANYBODY,
}
"""Files that are given out. `everything`: `jiedan export`. `unit`: the ledger of one's own unit, by
/export. `week`: the rows behind a summary, by its button, for those who may sign it. `own_data`:
what is kept of oneself, by /mydata."""

_WITH_A_CARD = frozenset(Relation) - {Relation.OWNER, Relation.SYSTEM}
_LOOKING = _WITH_A_CARD - {
    Relation.DEPUTY,
    Relation.OFFERED,
    Relation.VOLUNTEER,
    Relation.HELPER,
}
"""A deputy and whoever was asked to take it look at it by their posts; a team reads its posting."""

READING: Mapping[str, frozenset[Relation]] = {
    "more": _WITH_A_CARD,
    "show": _LOOKING,
    "full": _LOOKING,
    "photos": _LOOKING,
    "reveal": frozenset({Relation.HANDLER, Relation.UPPER, Relation.CHAIR, Relation.OVERSEER}),
    "at": TRANSITIONS[(Status.QUEUED, Action.ADD)].by,
    "house": TRANSITIONS[(Status.QUEUED, Action.ADD)].by,
    "kind": TRANSITIONS[(Status.QUEUED, Action.ADD)].by,
    "track": frozenset({Relation.OWNER}),
    "another": frozenset({Relation.OWNER}),
}
"""Buttons about a ticket that are no action of its life, and the relations they take. `show`,
`full` and `photos` are also for whoever has a post at a unit the ticket is with. `reveal`, who she
is, takes a reason, is written down, and is never for the side she complains about."""


AT_WORK: frozenset[Relation] = _WITH_A_CARD - {
    Relation.CHAIR,
    Relation.OVERSEER,
    Relation.VOLUNTEER,
}
"""Who has something to do about a ticket, and so reads her words and her door on its card. So does
whoever has a post at a unit it is with, and the chair while a ruling is awaited. Whoever only looks
it up, from above or from beside, says why first (`reveal`), as of what is sealed."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody comes to a relation: the roles that can (None: everybody), and by what."""

    roles: Roles | None
    by: str


RELATIONS: Mapping[Relation, Standing] = {
    Relation.OWNER: Standing(None, "it is her matter, whoever wrote it down"),
    Relation.FILER: Standing(
        STAFF, "wrote it down for a resident who has not taken it over with her slip yet"
    ),
    Relation.HANDLER: Standing(STAFF, "accepted it, or took it over"),
    Relation.DESK: Standing(
        STAFF,
        "holds the post it is addressed to; community staff for grid workers; in danger to life "
        "everybody at the desk who is paged",
    ),
    Relation.SUPPORT: Standing(
        STAFF, "holds the supporting post of joint handling, or leads the unit it is at"
    ),
    Relation.PARTNER: Standing(STAFF, "took the supporting part of joint handling"),
    Relation.UPPER: Standing(LEADS, "first person responsible of a rung it was escalated to"),
    Relation.CHAIR: Standing(CHAIRS, "first person responsible of the ticket's community"),
    Relation.APPROVER: Standing(LEADS, "first person responsible of a rung above its post"),
    Relation.DEPUTY: Standing(STAFF, "stands in for its handler, who is away"),
    Relation.OFFERED: Standing(STAFF, "was asked by its handler to take it, and has not answered"),
    Relation.VOLUNTEER: Standing(
        frozenset(Role), "volunteer or staff of its community or of its compound's branch"
    ),
    Relation.CLAIMANT: Standing(
        frozenset({Role.VOLUNTEER}), "claimed it on site, and holds no post of the staff"
    ),
    Relation.HELPER: Standing(frozenset(Role), "claimed it to help whoever has it"),
    Relation.OVERSEER: Standing(
        OVERSEERS,
        "secretary of its community, or first person responsible above; never of the side it "
        "complains about",
    ),
    Relation.SYSTEM: Standing(frozenset(), "the program itself, never a person"),
}
"""Roles come to relations through posts, their own and those of colleagues they stand in for."""


class Session(StrEnum):
    """What a page asks of its reader. NONE: nothing. OWN_CHAT: a session; it shows and takes what
    is said in that session's own chat, which chat then has the rights of its person. HERE: a
    request from this machine, or the configuration opens it. DEMO: the demo's own process."""

    NONE = "none"
    OWN_CHAT = "own_chat"
    HERE = "here"
    DEMO = "demo"


PAGES: Mapping[str, Session] = {
    "/": Session.NONE,
    "/static": Session.NONE,
    "/week/{unit}": Session.NONE,
    "/metrics": Session.HERE,
    "/api/me": Session.OWN_CHAT,
    "/api/messages": Session.OWN_CHAT,
    "/api/files": Session.OWN_CHAT,
    "/api/files/{ref}": Session.OWN_CHAT,
    "/api/press": Session.OWN_CHAT,
    "/api/home": Session.OWN_CHAT,
    "/api/stream": Session.OWN_CHAT,
    "/demo": Session.DEMO,
    "/demo/state": Session.DEMO,
    "/demo/clock": Session.DEMO,
}
"""Every page of the web, by its route. What is not in it is not answered."""


def may_call(name: str, mine: Iterable[Role]) -> bool:
    """Whether somebody with these roles may use a chat command."""
    return any(command.is_for(mine) for command in COMMANDS if command.name == name)


def may_export(what: str, mine: Iterable[Role]) -> bool:
    """Whether somebody with these roles (of an own unit: at that unit) is given such a file in a
    chat."""
    row = EXPORTS.get(what)
    return row is not None and row.who is not Who.OPERATIONS and row.admits(mine)


def may_press(verb: str, mine: Iterable[Role]) -> bool:
    """Whether somebody with these roles may press a button that concerns no ticket, as far as
    roles alone can tell."""
    row = BUTTONS.get(verb)
    return row is not None and (row.who is Who.OWN_UNIT or row.admits(mine))


def asks_for_roles(verb: str) -> bool:
    """Whether it takes a role to press that button."""
    return verb not in BUTTONS or BUTTONS[verb].who is Who.ROLES


def relations_of(roles: Iterable[Role]) -> frozenset[Relation]:
    """The relations somebody with these roles can have to some ticket."""
    mine = frozenset(roles)
    return frozenset(r for r, one in RELATIONS.items() if one.roles is None or one.roles & mine)


def may_ever(verb: str, mine: Iterable[Role]) -> bool:
    """Whether somebody with these roles can come to a relation by which this button about a ticket
    may be pressed in some status."""
    wanted = READING.get(verb) or _TAKEN_BY.get(verb, frozenset())
    return bool(wanted & relations_of(mine))


def statuses_for(action: Action, relation: Relation) -> tuple[Status, ...]:
    """In which statuses that relation may take that action."""
    return tuple(s for (s, a), row in TRANSITIONS.items() if a is action and relation in row.by)


_TAKEN_BY: Mapping[str, frozenset[Relation]] = {
    action.value: frozenset(
        relation for (_, a), row in TRANSITIONS.items() if a is action for relation in row.by
    )
    for action in Action
}
"""By which relations each action may be taken in some status."""
