"""A unit's weekly summary: made once and kept, sent to each of its Party groups once, corrected
afterwards. Who decides that it goes is in signing_off."""

from collections.abc import Sequence

from sqlalchemy import select

from db import people, told
from db.models import Group, GroupPurpose, Outbox, Summary
from db.session import Work
from domain.inbound import Media
from domain.period import Period, Span
from domain.said import Part, part
from domain.summary import CHANNEL, NAMED, PHOTO, PICTURE, SummaryState, all_told, as_sent
from workflows.deps import Deps
from workflows.picture_week import picture_of
from workflows.speech import Address, Message, Priority, say
from workflows.stars import thanks
from workflows.week_text import week_in_words

ONCE = "summary"
"""Under this, the week and the chat it is said one time only."""


async def draft_of(work: Work, deps: Deps, week: Period, unit: str) -> Summary:
    """A unit's summary, locked; made when it is not there yet, and kept as it was first made."""
    found = await work.scalar(
        select(Summary).where(Summary.week == str(week), Summary.unit == unit).with_for_update()
    )
    if found:
        return found
    row = await draft_now(work, deps, week, unit)
    work.add(row)
    await work.flush()
    return row


async def draft_now(work: Work, deps: Deps, period: Period, unit: str) -> Summary:
    """The same of any period as its numbers stand now, kept nowhere."""
    picture = await picture_of(work, deps, period, unit)
    parts = await week_in_words(work, deps, period, unit, picture.figures)
    return Summary(
        week=str(period),
        unit=unit,
        made_at=deps.now(),
        parts=[[key, values] for key, values in parts],
        picture=picture.to_json(),
        state=SummaryState.DRAFT,
        left_out=[],
        added=[],
        asked=0,
        corrections=[],
    )


async def send_to_groups(work: Work, deps: Deps, row: Summary) -> int:
    """Queue it for every Party group that reads it and does not have it; returns how many."""
    queued = 0
    for group in await party_groups(work, deps, row.unit):
        queued += await _send(work, deps, row, group)
    row.state = SummaryState.SENT
    return queued


async def correct(work: Work, deps: Deps, row: Summary, text: str) -> None:
    """Say to the groups that have it what was wrong. What was sent stays as it is."""
    row.corrections = [*row.corrections, text]
    *_, line = correction_lines(deps, row)
    once = f"correction:{row.id}:{len(row.corrections)}"
    to = [Address(g.channel, g.chat, g.lang) for g in await party_groups(work, deps, row.unit)]
    await say(work, deps, to, Message((line,), once=once, priority=Priority.BROADCAST))


def correction_lines(deps: Deps, row: Summary) -> tuple[Part, ...]:
    """What was said afterwards of what was wrong in it."""
    is_week = Period.parse(row.week).span is Span.WEEK
    key = "week-correction" if is_week else "period-correction"
    values = {"unit": deps.rules.org.units[row.unit].name, "week": row.week}
    return tuple(part(key, **values, text=text) for text in row.corrections)


async def party_groups(work: Work, deps: Deps, unit: str) -> list[Group]:
    """The Party groups that read a unit's summary and can be reached: its own and those of its
    branches."""
    groups = await people.all_groups(work, GroupPurpose.PARTY)
    return [g for g in groups if deps.rules.org.summary_of(g.unit) == unit]


async def _send(work: Work, deps: Deps, row: Summary, group: Group) -> int:
    once = f"{ONCE}:{row.week}"
    key = f"{once}:{group.channel}:{group.chat}"
    if await work.scalar(select(Outbox.id).where(Outbox.once_key == key)):
        return 0
    to = Address(group.channel, group.chat, group.lang)
    message = Message(
        await lines_to_send(work, deps, row),
        once=once,
        priority=Priority.BROADCAST,
        media=picture_of_it(row),
    )
    await say(work, deps, [to], message)
    return 1


async def last_sent(work: Work, unit: str) -> Summary | None:
    """The newest week of a unit that went to its Party groups."""
    rows = await work.scalars(
        select(Summary)
        .where(
            Summary.unit == unit,
            Summary.state == SummaryState.SENT,
            Summary.week.like("%-W%"),
        )
        .order_by(Summary.week.desc())
        .limit(1)
    )
    return rows.first()


def picture_of_it(row: Summary) -> tuple[Media, ...]:
    """Its picture, drawn as it is sent; older ones have none."""
    return (Media(CHANNEL, f"{PICTURE}.{row.id}", PHOTO),) if row.picture else ()


async def lines_to_send(work: Work, deps: Deps, row: Summary) -> tuple[Part, ...]:
    """The lines, and under those of a month or more the thanks as of now: names are said to those
    who read them, and not kept."""
    named = await thanks(work, deps, Period.parse(row.week), row.unit)
    return (*await _still_told(work, deps, parts_as_sent(row, len(named))), *named)


async def _still_told(work: Work, deps: Deps, lines: Sequence[Part]) -> list[Part]:
    """The lines without the tickets that complain about somebody by now, are sealed or turned out
    to be personal: a draft may have waited for days."""
    named = [values.get("ticket") for key, values in lines if key in NAMED]
    may = await told.may_be_named(
        work, [one for one in named if isinstance(one, int)], deps.rules.catalogue.personal
    )
    return [
        (key, values) for key, values in lines if key not in NAMED or values.get("ticket") in may
    ]


def parts_as_sent(row: Summary, beside: int = 0) -> tuple[Part, ...]:
    """The lines that the groups read, without thanks by name. beside: how many lines those are."""
    return as_sent(_lines(row), row.left_out, row.added, beside)


def parts_told(row: Summary) -> tuple[Part, ...]:
    """These, and those that only the picture has room for."""
    return all_told(_lines(row), row.left_out, row.added)


def _lines(row: Summary) -> list[Part]:
    return [(key, values) for key, values in row.parts]
