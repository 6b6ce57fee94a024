"""The tables of docs/permissions.md, from domain/permissions.py and domain/lifecycle.py."""

from collections.abc import Callable, Iterable

from domain.commands import COMMANDS
from domain.lifecycle import TRANSITIONS, Action, Relation
from domain.people import Role
from domain.permissions import (
    BUTTONS,
    EXPORTS,
    PAGES,
    READING,
    RELATIONS,
    Row,
    Session,
    Who,
    relations_of,
    statuses_for,
)

SESSIONS = {
    Session.NONE: "anybody; shows nothing of anybody",
    Session.OWN_CHAT: "a session, for its own chat only",
    Session.HERE: "this machine, others where the configuration says so",
    Session.DEMO: "the demo only",
}


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    names = list(head)
    lines = ["| " + " | ".join(names) + " |", "|---" * len(names) + "|"]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def relations() -> str:
    """How somebody comes to a relation, and which roles can."""
    rows = []
    for relation, standing in RELATIONS.items():
        roles = "everybody" if standing.roles is None else _roles(standing.roles)
        rows.append((relation.value, roles, standing.by))
    return _table(("relation", "roles", "whoever"), rows)


def _roles(roles: Iterable[Role]) -> str:
    mine = frozenset(roles)
    return ", ".join(role for role in Role if role in mine) or "–"


def actions() -> str:
    """Each action on a ticket, and in which statuses each relation may take it."""
    taken = dict.fromkeys(action for _, action in TRANSITIONS)
    rows = [
        (action.value, *(_statuses(action, relation) for relation in Relation)) for action in taken
    ]
    rows += [
        (verb, *("any" if one in relations else "" for one in Relation))
        for verb, relations in READING.items()
    ]
    return _table(("action", *Relation), rows)


def _statuses(action: Action, relation: Relation) -> str:
    return ", ".join(statuses_for(action, relation))


def roles() -> str:
    """Role x action: the relations by which somebody of that role can come to take it."""
    rows = []
    for action in dict.fromkeys(action for _, action in TRANSITIONS):
        cells = [_ways(action, relations_of([role])) for role in Role]
        rows.append((action.value, _ways(action, relations_of([])), *cells))
    return _table(("action", "resident", *Role), rows)


def _ways(action: Action, can_have: frozenset[Relation]) -> str:
    return ", ".join(r for r in Relation if r in can_have and statuses_for(action, r))


def commands() -> str:
    """Who may use which chat command."""
    rows = ((f"/{one.name}", _roles(one.roles) if one.roles else "everybody") for one in COMMANDS)
    return _table(("command", "roles"), rows)


def buttons() -> str:
    """Who may press a button that concerns no ticket."""
    return _table(("button", "roles"), ((verb, _who(row)) for verb, row in BUTTONS.items()))


def exports() -> str:
    """Who is given which file."""
    return _table(("file", "for"), ((what, _who(row)) for what, row in EXPORTS.items()))


def _who(row: Row) -> str:
    if row.who is Who.ANYBODY:
        return "everybody"
    if row.who is Who.OPERATIONS:
        return "whoever runs the program on its machine"
    return _roles(row.roles) + (" of the unit it is about" if row.who is Who.OWN_UNIT else "")


def pages() -> str:
    """Who may open which page of the web."""
    rows = ((f"`{page}`", SESSIONS[session]) for page, session in PAGES.items())
    return _table(("page", "for"), rows)


PARTS: dict[str, Callable[[], str]] = {
    "permission_relations": relations,
    "permission_actions": actions,
    "permission_roles": roles,
    "permission_commands": commands,
    "permission_buttons": buttons,
    "permission_pages": pages,
    "permission_exports": exports,
}
"""By the name under which they stand in the document."""
