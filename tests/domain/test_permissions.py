"""The table of permissions: complete, and nothing in it that the program does not have."""

import pytest

from bot.demo import CAST
from domain.commands import COMMANDS, LEADS
from domain.lifecycle import TRANSITIONS, Action, Relation
from domain.org import LEAD_ROLE, ROLES_OF
from domain.people import Role
from domain.permissions import (
    BUTTONS,
    PAGES,
    READING,
    RELATIONS,
    Session,
    Who,
    may_call,
    may_ever,
    may_press,
    relations_of,
    statuses_for,
)
from handlers.web.app import make_app
from handlers.web.demo import DemoStage, add_demo
from handlers.web.site import SITE, Bell, Site
from workflows.commands import _RUN
from workflows.press_button import _TABLE

BY_MESSAGE = {Action.DISPUTE, Action.TAKE_BACK, Action.LAPSE, Action.FOLLOW}
"""Nobody presses these: a message does them, a second return, or the program."""


def test_every_button_has_a_row_and_every_row_a_button():
    acted = {action for _, action in TRANSITIONS}
    assert set(_TABLE) - acted - set(BUTTONS) - set(READING) == set()
    assert (set(BUTTONS) | set(READING)) - set(_TABLE) == set()
    assert acted - set(_TABLE) == BY_MESSAGE
    assert set(BUTTONS) & (set(READING) | acted) == set()


def test_every_command_has_a_row_and_every_row_a_command():
    assert {command.name for command in COMMANDS} == set(_RUN)
    assert not may_call("fly", Role)


def test_every_relation_says_how_it_comes_about():
    assert set(RELATIONS) == set(Relation)
    assert [r for r, one in RELATIONS.items() if one.roles == frozenset()] == [Relation.SYSTEM]
    assert all(one.by for one in RELATIONS.values())


def test_every_action_can_be_taken_by_somebody_or_by_the_program():
    for row in TRANSITIONS.values():
        assert row.by, row
        for relation in row.by:
            assert row.source in statuses_for(row.action, relation)


def test_every_row_that_asks_for_roles_names_some():
    for verb, row in BUTTONS.items():
        assert bool(row.roles) is (row.who is not Who.ANYBODY), verb


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("verb", BUTTONS)
def test_roles_alone_admit_to_a_button_or_do_not(verb, role):
    row = BUTTONS[verb]
    admitted = row.who is not Who.ROLES or role in row.roles
    assert may_press(verb, [role]) is admitted
    assert may_press(verb, []) is (row.who is not Who.ROLES)
    assert not may_press(f"{verb}_", [role])


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("action", Action)
def test_an_action_is_open_to_a_role_through_its_relations_alone(action, role):
    wanted = {r for (_, a), row in TRANSITIONS.items() if a is action for r in row.by}
    assert may_ever(action, [role]) is bool(wanted & relations_of([role]))
    assert may_ever(action, []) is (Relation.OWNER in wanted)


def test_first_persons_responsible_are_those_of_the_organisation():
    assert set(LEAD_ROLE.values()) == LEADS
    assert all(set(roles) & LEADS for roles in ROLES_OF.values())
    assert RELATIONS[Relation.APPROVER].roles == RELATIONS[Relation.UPPER].roles == LEADS


def routes(*, demo: bool) -> set[str]:
    """Every page the program answers."""

    async def nobody(_request):
        return None

    site = Site(None, None, None, Bell(), "", nobody)
    app = make_app(site)
    if demo:
        add_demo(app, DemoStage(CAST, None, None))
    assert app[SITE] is site
    return {resource.canonical for resource in app.router.resources()}


def test_every_page_has_a_row_and_every_row_a_page():
    assert routes(demo=True) == set(PAGES)
    demo = {page for page, session in PAGES.items() if session is Session.DEMO}
    assert routes(demo=False) == set(PAGES) - demo
