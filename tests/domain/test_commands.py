"""Chat commands: how they are read, and who is offered which."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.commands import (
    COMMANDS,
    STAFF,
    Called,
    closest,
    idle_command,
    is_unknown_command,
    menu_for,
    mistyped_before_words,
    read_command,
)
from domain.people import Role
from domain.spoken_commands import WORDS, called_in_words


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("/my", Called("my", "")),
        ("/MY", Called("my", "")),
        ("/help@jiedan_bot", Called("help", "")),
        ("/start ABCDE", Called("start", "ABCDE")),
        ("/start@jiedan_bot  ABCDE ", Called("start", "ABCDE")),
        ("/start\nABCDE", Called("start", "ABCDE")),
        ("/start\tABCDE", Called("start", "ABCDE")),
        ("/bind ab cd", Called("bind", "ab cd")),
        ("／my", Called("my", "")),
        ("/unknown", None),
        ("/", None),
        ("", None),
        ("my", None),
        (" /my", None),
        ("/myself", None),
        ("/ my", None),
        ("请用/my", None),
    ],
)
def test_reading(text, called):
    assert read_command(text) == called


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("/fly", True),
        (" /fly ", True),
        ("/fly@jiedan_bot", True),
        ("／fly", True),
        ("／my", False),
        ("/my", False),
        ("/start CODE", False),
        ("/灯坏了", False),
        ("/fly 3号楼灯坏了", False),
        ("灯坏了", False),
        ("", False),
        ("/", False),
    ],
)
def test_a_lone_word_after_a_slash_is_no_request_but_words_always_are(text, unknown):
    assert is_unknown_command(text) is unknown


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("/todos", "todo"),
        ("/Tod@jiedan_bot", "todo"),
        ("／superwise", "supervise"),
        ("/hepl", "help"),
        ("/fly", None),
        ("/leads", None),
    ],
)
def test_which_command_a_mistyped_one_is_like(text, near):
    assert closest(text, [Role.OFFICER]) == near
    assert closest("/todos", []) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("待办", "todo"),
        ("我的待办！", "todo"),
        ("todo", "todo"),
        ("/待办", "todo"),
        ("值班表", "duty"),
        ("请假。", "leave"),
        ("帮助", "help"),
        ("我今天请假", "leave"),
        ("明天要请两天假", "leave"),
        ("孩子今天请假", None),
        ("1118-12？", "find"),
        ("1118-12 到了", None),
        ("1118-12 办好了", None),
        ("1118-12 办好了吗", "find"),
        ("1118-12 谁在办？", "find"),
        ("看看1118-12", "find"),
        ("明天谁值班？", "duty"),
        ("发通知 明天停水", "notice"),
        ("查 3号楼", "find"),
        ("待办 3号楼", "todo"),
        ("督办 1118-1 反映多次", "supervise"),
        ("帮助 老人", None),
        ("查3号楼", None),
        ("值班室灯坏了", None),
        ("楼道灯待办", None),
        ("", None),
    ],
)
def test_commands_are_called_in_words_too(text, name):
    called = called_in_words(text)
    assert (called.name if called else None) == name


def test_every_command_of_the_words_is_one():
    assert set(WORDS) <= {command.name for command in COMMANDS}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("/help 电梯坏了", ("help", "电梯坏了")),
        ("/todo 3号楼灯坏了", ("todo", "3号楼灯坏了")),
        ("/queue@bot 灯坏了", ("queue", "灯坏了")),
        ("/find 电梯", None),
        ("/supervise 12 反映多次", None),
        ("/start CODE", None),
        ("/bind CODE", None),
        ("/todo", None),
        ("/fly 灯坏了", None),
        ("灯坏了", None),
    ],
)
def test_words_may_stand_behind_a_command_that_takes_none(text, said):
    called = idle_command(text)
    assert ((called.name, called.argument) if called else None) == said


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("/queu 3号楼", "/queu"),
        ("/queu", None),
        ("/queue 3号楼", None),
        ("/吃 饭", None),
        ("3 /a b", None),
    ],
)
def test_a_mistyped_command_may_stand_before_words(text, typed):
    assert mistyped_before_words(text) == typed


@given(st.text())
def test_reading_never_fails(text):
    called = read_command(text)
    assert called is None or called.name in {command.name for command in COMMANDS}
    called = read_command(f"/{text}")
    assert called is None or called.argument == called.argument.strip()


def test_residents_are_offered_no_staff_commands():
    assert menu_for(()) == ("my", "news", "help", "lang", "home", "elder", "privacy")


@pytest.mark.parametrize("role", sorted(STAFF))
def test_staff_are_offered_everything_that_is_listed(role):
    decides = role in (Role.SECRETARY, Role.COMMUNITY_STAFF)
    words = ("words",) if decides else ()
    surge = ("surge",) if role in (Role.SECRETARY, Role.OFFICER) else ()
    leads = role not in (Role.GRID_WORKER, Role.COMMUNITY_STAFF, Role.PROPERTY_STAFF)
    summary = ("summary",) if role in (Role.SECRETARY, Role.OFFICER) else ()
    unit = ("unit",) if leads else ()
    handover = ("handover",) if role in (Role.SECRETARY, Role.PROPERTY_LEAD) else ()
    export = ("export",) if leads and role is not Role.OFFICER else ()
    notice = ("notice",) if role in (Role.SECRETARY, Role.OFFICER) else ()
    projects = ("projects",) if notice else ()
    supervise = ("supervise",) if role in (Role.SECRETARY, Role.OFFICER) else ()
    every_day = ("my", "todo", "queue", *supervise, *summary, *notice, *unit, "duty", "find")
    own = ("leave", "back", *handover, "exclude", *words, *surge, *projects, *export, "star")
    everybody = ("news", "help", "lang", "home", "elder", "privacy")
    assert menu_for([role]) == (*every_day, *own, *everybody)


def test_what_is_not_listed_works_for_everybody():
    hidden = [command for command in COMMANDS if not command.listed]
    names = {command.name for command in hidden}
    assert names == {"start", "bind", "mute", "who", "mydata", "forget"}
    assert all(command.is_for(()) for command in hidden)


def test_names_are_unique_and_fit_a_platforms_menu():
    names = [command.name for command in COMMANDS]
    assert len(set(names)) == len(names)
    assert all(name.isascii() and name.islower() and len(name) <= 32 for name in names)
