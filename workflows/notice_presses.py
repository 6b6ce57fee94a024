"""The buttons on the board of a notice: each with the states in which it may be pressed, and what
is written into the board then."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from db import notices
from db.models import Person
from db.notice_rows import Notice
from db.session import Work
from domain.errors import Refusal
from domain.homes import Home, choice_of, home_chosen, is_there
from domain.inbound import Pressed
from domain.notice import (
    LONGEST,
    Audience,
    NoticeKind,
    NoticeState,
    ToGroups,
    by_digest,
    compounds_of,
)
from domain.press import Press
from domain.said import Part, part
from workflows import notice_reach, notice_view, noticing, reach
from workflows.deps import Deps
from workflows.speech import Message, say


@dataclass(frozen=True, slots=True)
class Tap:
    """A press: on what, by whom, and what the button says behind its first word."""

    work: Work
    deps: Deps
    row: Notice
    person: Person
    about: str
    pressed: Pressed

    @property
    def audience(self) -> Audience:
        """Whom it is for so far."""
        return Audience.of(self.row.audience)


async def press(work: Work, deps: Deps, person: Person, said_by: Press, pressed: Pressed) -> Part:
    """A button of a board. Raises Refusal for somebody who leads neither the unit nor one above
    it, and for what its state does not allow."""
    row = await noticing.theirs(work, deps, person, said_by.ticket)
    said = said_by.choice or ""
    place = home_chosen(said, deps.rules.org.compounds)
    step, _, about = ("place", "", said) if place else said.partition(".")
    wanted, take = _TABLE.get(step, (None, None))
    if take is None:
        raise Refusal("refuse-button")
    if wanted is not None and row.state not in wanted:
        raise Refusal(f"refuse-notice-{row.state}")
    return await take(Tap(work, deps, row, person, about, pressed))


async def _write(tap: Tap, shown: Message) -> Part:
    """Write into the boards that stand there."""
    await notice_view.rewrite(tap.work, tap.deps, tap.row, shown)
    return part("toast-done")


async def _show(tap: Tap) -> Part:
    """The preview, as new messages below what was typed meanwhile."""
    to = await notice_view.boards(tap.work, tap.row)
    await noticing.preview(tap.work, tap.deps, tap.row, to)
    return part("toast-notice-preview")


async def _one(tap: Tap) -> Part:
    """The usual case: one place, and the preview at once."""
    empty = Audience()
    if tap.about.startswith("u."):
        chosen = empty.with_unit(_unit(tap, tap.about.removeprefix("u.")))
    else:
        chosen = empty.with_place(_place(tap, tap.about))
    tap.row.audience = chosen.to_json()
    return await _show(tap)


def _unit(tap: Tap, said: str) -> str:
    found = by_digest(notice_reach.allowed_units(tap.deps.rules.org, tap.row.unit), said)
    if found is None:
        raise Refusal("refuse-button")
    return found


def _place(tap: Tap, said: str) -> Home:
    """A place on a button, in a compound of the unit. Raises Refusal for any other."""
    org = tap.deps.rules.org
    home = home_chosen(said, [c.code for c in compounds_of(org, tap.row.unit)])
    known = home is not None and (home.building is None or is_there(org, home))
    if home is None or not known:
        raise Refusal("refuse-button")
    return home


async def _whom(tap: Tap) -> Part:
    page = int(tap.about) if tap.about.isdecimal() and tap.about.isascii() else 0
    rows = notice_view.whom_buttons(tap.deps, tap.row, min(page, 99))
    return await _write(tap, Message((_chosen(tap),), rows))


def _chosen(tap: Tap) -> Part:
    names = notice_view.names(tap.deps, tap.audience)
    return part("notice-chosen", list={"$join": names}) if names else part("notice-several")


async def _toggle_unit(tap: Tap) -> Part:
    tap.row.audience = tap.audience.with_unit(_unit(tap, tap.about)).to_json()
    return await _whom(_without_page(tap))


async def _toggle_group(tap: Tap) -> Part:
    if tap.about not in frozenset(ToGroups):
        raise Refusal("refuse-button")
    tap.row.audience = tap.audience.with_group(tap.about).to_json()
    return await _whom(_without_page(tap))


def _without_page(tap: Tap) -> Tap:
    return replace(tap, about="")


async def _toggle_place(tap: Tap) -> Part:
    place = _place(tap, tap.about)
    tap.row.audience = tap.audience.with_place(place).to_json()
    if place.unit:
        return await _list_units(tap, Home(place.compound, place.building))
    if place.building:
        return await _list_buildings(tap, place.compound)
    return await _whom(_without_page(tap))


async def _open_compound(tap: Tap) -> Part:
    return await _list_buildings(tap, _place(tap, tap.about).compound)


async def _list_buildings(tap: Tap, compound: str) -> Part:
    found = await notice_reach.buildings(tap.work, tap.deps, compound)
    if not found:
        raise Refusal("refuse-notice-parts")
    rows = notice_view.part_buttons(tap.row, found, "whom", opens=True)
    return await _write(tap, Message((_chosen(tap),), rows))


async def _open_building(tap: Tap) -> Part:
    return await _list_units(tap, _place(tap, tap.about))


async def _list_units(tap: Tap, building: Home) -> Part:
    found = await notice_reach.units(tap.work, building)
    if not found:
        raise Refusal("refuse-notice-parts")
    back = f"in.{choice_of(Home(building.compound))}"
    rows = notice_view.part_buttons(tap.row, found, back, opens=False)
    return await _write(tap, Message((_chosen(tap),), rows))


async def _edit(tap: Tap) -> Part:
    units = await notice_reach.units_of(tap.work, tap.deps, tap.person.id)
    rows = notice_view.edit_buttons(tap.deps, tap.row, units)
    return await _write(tap, Message((part("notice-edit"),), rows))


async def _as(tap: Tap) -> Part:
    """In the name of another unit of theirs; whom it is for is asked anew."""
    units = await notice_reach.units_of(tap.work, tap.deps, tap.person.id)
    found = by_digest(units, tap.about)
    if found is None or tap.row.parent_id is not None:
        raise Refusal("refuse-button")
    tap.row.unit, tap.row.audience = found, Audience().to_json()
    return await _show(tap)


async def _urgent(tap: Tap) -> Part:
    tap.row.urgent = not tap.row.urgent
    return await _show(tap)


async def _no_photo(tap: Tap) -> Part:
    tap.row.media = []
    return await _show(tap)


async def _endless(tap: Tap) -> Part:
    tap.row.ends_at = None
    return await _show(tap)


def _asking(kind: str, key: str) -> Callable[[Tap], Awaitable[Part]]:
    """A button after which a message is awaited."""

    async def ask(tap: Tap) -> Part:
        noticing.ask(tap.deps, tap.person, kind, tap.row.id)
        to = await reach.person_addresses(tap.work, tap.person.id)
        await say(tap.work, tap.deps, to, Message((part(key, most=LONGEST),)))
        return part("toast-notice-ask")

    return ask


async def _send(tap: Tap) -> Part:
    line = await noticing.send(tap.work, tap.deps, tap.row, tap.person)
    await _write_state(tap)
    if tap.row.parent_id is not None:
        first = await tap.work.get_one(Notice, tap.row.parent_id)
        await write_state(tap.work, tap.deps, first)
    return line


async def _stop(tap: Tap) -> Part:
    if tap.row.reported_at is not None:
        raise Refusal("refuse-notice-sent")
    line = await noticing.stop(tap.work, tap.deps, tap.row, tap.person)
    await _write_state(tap)
    return line


async def _no(tap: Tap) -> Part:
    tap.row.state, tap.person.expects = NoticeState.DECLINED, None
    await _write_state(tap)
    return part("toast-notice-declined")


async def _draft(tap: Tap) -> Part:
    tap.row.state = NoticeState.DRAFT
    return await _show(tap)


async def _danger(tap: Tap) -> Part:
    await noticing.report_danger(tap.work, tap.deps, tap.row, tap.person, tap.pressed)
    await _write_state(tap)
    return part("toast-done")


async def _write_state(tap: Tap) -> Part:
    return await write_state(tap.work, tap.deps, tap.row)


async def write_state(work: Work, deps: Deps, row: Notice) -> Part:
    """Bring its boards up to date."""
    told = await notices.what_became(work, row.id)
    shown = Message(notice_view.state_lines(row, told), notice_view.after_buttons(row))
    await notice_view.rewrite(work, deps, row, shown)
    return part("toast-shown")


def _following(kind: NoticeKind) -> Callable[[Tap], Awaitable[Part]]:
    """更正, 已恢复: a draft for those who were told; nothing goes without its preview."""

    async def follow(tap: Tap) -> Part:
        if tap.row.kind is NoticeKind.OVER or tap.row.over_at is not None:
            raise Refusal("refuse-notice-over")
        row = noticing.follow_up(tap.deps, tap.row, tap.person, kind)
        tap.work.add(row)
        await tap.work.flush()
        to = await reach.person_addresses(tap.work, tap.person.id)
        if kind is NoticeKind.OVER:
            await noticing.preview(tap.work, tap.deps, row, to)
            return part("toast-notice-preview")
        noticing.ask(tap.deps, tap.person, noticing.WORDS, row.id)
        await say(tap.work, tap.deps, to, Message((part("notice-ask-correct", most=LONGEST),)))
        return part("toast-notice-ask")

    return follow


_DRAFT = frozenset({NoticeState.DRAFT})
_TOLD = frozenset({NoticeState.SENDING, NoticeState.SENT, NoticeState.STOPPED})
_UNDER_WAY = frozenset({NoticeState.SENDING, NoticeState.SENT})

_TABLE: dict[str, tuple[frozenset[NoticeState] | None, Callable[[Tap], Awaitable[Part]]]] = {
    "one": (_DRAFT, _one),
    "place": (_DRAFT, _toggle_place),
    "u": (_DRAFT, _toggle_unit),
    "g": (_DRAFT, _toggle_group),
    "whom": (_DRAFT, _whom),
    "in": (_DRAFT, _open_compound),
    "of": (_DRAFT, _open_building),
    "show": (_DRAFT, _show),
    "edit": (_DRAFT, _edit),
    "as": (_DRAFT, _as),
    "urgent": (_DRAFT, _urgent),
    "photo": (_DRAFT, _no_photo),
    "endless": (_DRAFT, _endless),
    "words": (_DRAFT, _asking(noticing.WORDS, "notice-ask")),
    "until": (_DRAFT, _asking(noticing.UNTIL, "notice-ask-until")),
    "send": (_DRAFT, _send),
    "no": (_DRAFT, _no),
    "danger": (_DRAFT, _danger),
    "draft": (frozenset({NoticeState.DECLINED}), _draft),
    "stop": (_UNDER_WAY, _stop),
    "report": (_TOLD, _write_state),
    "correct": (_TOLD, _following(NoticeKind.CORRECTION)),
    "over": (_TOLD, _following(NoticeKind.OVER)),
}
"""Each button, and the states in which it may be pressed."""
