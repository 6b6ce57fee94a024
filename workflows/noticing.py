"""/notice: a notice is written, chosen for whom, looked at and sent, by whoever leads a unit; then
stopped, corrected, ended. Two taps after the words where nothing is special. How it is told, home
after home, is in spread_notices."""

import logging
from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import Any

from db import notices
from db.arrivals import next_key, ready_keys
from db.models import Person, Receipt
from db.notice_rows import Notice
from db.session import Work
from domain.bars import FEWEST
from domain.errors import Refusal
from domain.inbound import Incoming, Media, Pressed, has_words
from domain.moments import read_moment
from domain.notice import (
    LONGEST,
    MOST_PHOTOS,
    Audience,
    NoticeKind,
    NoticeState,
    shown_until,
)
from domain.press import Press
from domain.said import Button, Part, part
from domain.understanding import understand
from workflows import echoing, handling, notice_reach, notice_view
from workflows.deps import DIALOG_WINDOW, Deps
from workflows.notice_reach import FOLLOWING, GROUPS
from workflows.notice_view import VERB
from workflows.report import Report
from workflows.speech import Address, Message, say

log = logging.getLogger(__name__)

WORDS, UNTIL, PHOTO = "notice_words", "notice_until", "notice_photo"
"""What the next message of whoever writes a notice is awaited as."""

PICTURE = "photo"
DAY_ENDS = time(23, 59)


async def command(
    work: Work, deps: Deps, person: Person, to: Address, said: tuple[str, Sequence[Media]]
) -> None:
    """/notice, with the words and photos behind it or without. Raises Refusal for whoever leads
    nothing that could be told anything."""
    text, media = said
    units = await notice_reach.units_of(work, deps, person.id)
    if not units:
        raise Refusal("refuse-notice-unit")
    if not has_words(text):
        ask(deps, person, WORDS, 0)
        await say(work, deps, [to], Message((part("notice-ask", most=LONGEST),)))
        return
    await begin(work, deps, person, to, (units[0], checked(text), pictures(media)))


async def begin(
    work: Work, deps: Deps, person: Person, to: Address, said: tuple[str, str, list[Any]]
) -> None:
    """A new draft: for whom?"""
    unit, text, media = said
    row = new(deps, person, unit)
    row.text, row.media = text, media
    work.add(row)
    await work.flush()
    ask(deps, person, PHOTO, row.id)
    shown = Message((part("notice-whom"),), notice_view.first_choice(deps, row))
    await notice_view.board(work, deps, row, [to], shown)


def new(deps: Deps, person: Person, unit: str) -> Notice:
    """An empty draft."""
    return Notice(
        unit=unit,
        by_id=person.id,
        parent_id=None,
        kind=NoticeKind.FIRST,
        state=NoticeState.DRAFT,
        text="",
        media=[],
        audience=Audience().to_json(),
        urgent=False,
        made_at=deps.now(),
        phase=GROUPS,
        after=0,
        told={},
    )


def follow_up(deps: Deps, first: Notice, person: Person, kind: NoticeKind) -> Notice:
    """A correction, or that it is over: for those who were told the first."""
    row = new(deps, person, first.unit)
    row.parent_id, row.kind = first.id, kind
    row.audience, row.urgent, row.phase = first.audience, first.urgent, FOLLOWING
    if kind is NoticeKind.CORRECTION:
        row.ends_at = first.ends_at
    return row


def checked(text: str) -> str:
    """The words as they will stand there. Raises Refusal for none, and for too many."""
    lines = [" ".join(line.split()) for line in text.split("\n")]
    kept = "\n".join(line for line in lines if line)
    if not has_words(kept):
        raise Refusal("refuse-notice-words", most=LONGEST)
    if len(kept) > LONGEST:
        raise Refusal("refuse-notice-long", most=LONGEST, length=len(kept))
    return kept


def pictures(media: Sequence[Media], kept: Sequence[Any] = ()) -> list[Any]:
    """The photos to go with it, the newest of too many. Raises Refusal for any other file."""
    if any(one.kind != PICTURE for one in media):
        raise Refusal("refuse-notice-file")
    return [*kept, *(one.to_json() for one in media)][-MOST_PHOTOS:]


def ask(deps: Deps, person: Person, kind: str, notice: int) -> None:
    """The next message belongs to a notice."""
    until = (deps.now() + DIALOG_WINDOW).isoformat()
    person.expects = {"kind": kind, "ticket": 0, "notice": notice, "until": until}


async def take_answer(work: Work, deps: Deps, report: Report, expects: dict[str, Any]) -> None:
    """The words, the end or the photos that were asked for. What cannot be taken is asked for
    again: the question stands."""
    person, incoming = report.person, report.incoming
    if incoming.odd and not incoming.text:
        raise Refusal("refuse-notice-file")
    if not expects["notice"]:
        said = (incoming.text, incoming.media)
        await command(work, deps, person, report.address, said)
        await _doubt(work, deps, report)
        return
    row = await draft(work, deps, person, expects["notice"])
    if expects["kind"] == PHOTO:
        row.media = pictures(incoming.media, row.media)
        if Audience.of(row.audience).is_empty and row.parent_id is None:
            await say(work, deps, [report.address], Message((part("notice-photo-kept"),)))
            return
    elif expects["kind"] == UNTIL:
        row.ends_at = end_of(deps, incoming.text)
    else:
        row.text = checked(incoming.text)
        row.media = pictures(incoming.media, row.media)
    ask(deps, person, PHOTO, row.id)
    await preview(work, deps, row, [report.address])
    await _doubt(work, deps, report)


async def _doubt(work: Work, deps: Deps, report: Report) -> None:
    """Words of danger that were awaited as those of a notice: is her own house on fire?"""
    notice = (report.person.expects or {}).get("notice")
    if report.meaning.danger_is_named and notice:
        own = Button("notice-button-danger", Press(VERB, notice, "danger"))
        await say(work, deps, [report.address], Message((part("notice-danger"),), ((own,),)))


async def report_danger(
    work: Work, deps: Deps, row: Notice, person: Person, pressed: Pressed
) -> None:
    """It was no notice but a report of hers: it is a ticket at once."""
    row.state, person.expects = NoticeState.DECLINED, None
    incoming = Incoming(
        channel=pressed.channel,
        chat=pressed.chat,
        key=pressed.key,
        sender=pressed.sender,
        text=row.text,
        media=tuple(Media(**one) for one in row.media),
    )
    rules = deps.rules
    meaning = understand(incoming.text, rules.catalogue, rules.org.compound_names)
    await ready_keys(work)
    report = Report(person, incoming, meaning, await next_key(work, Receipt))
    await echoing.open_along(work, deps, report)


def end_of(deps: Deps, text: str) -> datetime:
    """The moment somebody typed, of a span its later end, of a day its evening. Raises Refusal for
    none, and for one that is over."""
    now, zone = deps.now(), deps.rules.zone
    found = read_moment(text, now.astimezone(zone))
    if found is None:
        raise Refusal("refuse-notice-until")
    if not isinstance(found, datetime):
        found = datetime.combine(found, DAY_ENDS, zone)
    if found <= now:
        raise Refusal("refuse-notice-past")
    return found.astimezone(UTC)


async def draft(work: Work, deps: Deps, person: Person, number: int) -> Notice:
    """A draft of theirs, locked. Raises Refusal for one that is none (any more)."""
    row = await theirs(work, deps, person, number)
    if row.state is not NoticeState.DRAFT:
        person.expects = None
        raise Refusal(f"refuse-notice-{row.state}")
    return row


async def theirs(work: Work, deps: Deps, person: Person, number: int) -> Notice:
    """A notice of a unit somebody leads, or of one beneath it, locked. A draft is its writer's."""
    row = await work.get(Notice, number, with_for_update=True)
    if row is None or row.unit not in deps.rules.org.units:
        raise Refusal("refuse-button")
    posts = await handling.posts_of(work, deps, person.id)
    if not notice_reach.may_lead(deps.rules.org, row.unit, posts):
        raise Refusal("refuse-notice-unit")
    if row.state is NoticeState.DRAFT and row.by_id != person.id:
        raise Refusal("refuse-notice-draft-of-another")
    return row


async def preview(work: Work, deps: Deps, row: Notice, to: Sequence[Address]) -> None:
    """It, exactly as it will look, how many it reaches, and what can be done."""
    if row.parent_id is None and Audience.of(row.audience).is_empty:
        shown = Message((part("notice-whom"),), notice_view.first_choice(deps, row))
        await notice_view.board(work, deps, row, to, shown)
        return
    reached = await notice_reach.reach(work, deps, row)
    await notice_view.show(work, deps, row, to, reached)


async def send(work: Work, deps: Deps, row: Notice, person: Person) -> Part:
    """It is on its way from the commit on. Raises Refusal where nobody would read it, and where a
    part of a compound has so few homes that it would be a letter to somebody."""
    audience = Audience.of(row.audience)
    if row.parent_id is None and audience.is_empty:
        raise Refusal("refuse-notice-whom")
    reached = await notice_reach.reach(work, deps, row)
    if reached.nobody:
        raise Refusal("refuse-notice-nobody")
    if row.parent_id is None and audience.is_narrow:
        homes = (reached.homes or 0) + reached.muted
        if reached.homes is not None and homes < FEWEST:
            raise Refusal("refuse-notice-few", fewest=FEWEST)
    now = deps.now()
    if row.ends_at is not None and row.ends_at <= now and row.parent_id is None:
        raise Refusal("refuse-notice-past")
    row.state, row.sent_at = NoticeState.SENDING, now
    if row.kind is not NoticeKind.OVER:
        row.shown_until = shown_until(now, row.ends_at)
    if row.parent_id is not None:
        first = await work.get_one(Notice, row.parent_id, with_for_update=True)
        first.over_at = first.over_at or now
    person.expects = None
    log.info("notice %d at %s: sent by person %d", row.id, row.unit, person.id)
    return part("toast-notice-sent")


async def stop(work: Work, deps: Deps, row: Notice, person: Person) -> Part:
    """停发: what nobody has in hand yet is not sent."""
    await notices.take_back(work, row.id)
    row.state = NoticeState.STOPPED
    row.done_at = row.done_at or deps.now()
    log.info("notice %d at %s: stopped by person %d", row.id, row.unit, person.id)
    return part("toast-notice-stopped")


def is_answer(kind: str, incoming: Incoming) -> bool | None:
    """Whether a message is what a notice waits for; None where others tell. Photos only come
    without words. Words of danger go to nobody yet, and whoever wrote them is asked."""
    if kind == PHOTO:
        return bool(incoming.media) and not has_words(incoming.text)
    return True if kind == WORDS else None


TAKEN_BY = dict.fromkeys((WORDS, UNTIL, PHOTO), take_answer)
