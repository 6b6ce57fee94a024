"""Telling a notice: to its groups, then home after home, a page in each transaction, each chat
once whatever is killed; and telling its sender how it went, in numbers."""

from collections.abc import Mapping, Sequence
from typing import Any

from db import bulletins, notices
from db.notice_rows import Notice
from db.session import Work
from domain.notice import Audience, NoticeState
from domain.said import Part, part
from workflows import notice_presses, notice_reach, notice_view, reach
from workflows.announcing import PAGE, PAGES, page_by_page
from workflows.deps import Deps
from workflows.notice_reach import FOLLOWING, GROUPS, KIN, LIVING, Way
from workflows.speech import Address, Message, Priority, say


async def spread_notices(deps: Deps, page: int = PAGE, pages: int = PAGES) -> int:
    """Queue what is to be told; returns for how many chats. What is left goes on at the next
    tick. Then tell whoever sent one that is through."""

    async def next_page(work: Work) -> int | None:
        found = await notices.next_one(work)
        return None if found is None else await _page(work, deps, found, page)

    told = await page_by_page(deps, next_page, pages)
    await _report(deps)
    return told


async def _page(work: Work, deps: Deps, row: Notice, most: int) -> int:
    if row.phase == GROUPS:
        row.phase, row.after = LIVING, 0
        to = await notice_reach.groups_for(work, deps, row, Audience.of(row.audience))
        lines = await notice_view.look(work, deps, row)
        return await _say(work, deps, row, to, _message(deps, row, lines, to_homes=False))
    if row.phase == FOLLOWING:
        return await _follow(work, deps, row, most)
    return await _to_homes(work, deps, row, most)


async def _follow(work: Work, deps: Deps, row: Notice, most: int) -> int:
    found = await notices.chats_told(work, row.parent_id or 0, row.after, most)
    if not found:
        _through(deps, row)
        return 0
    row.after = found[-1][0]
    to = [Address(channel, chat, lang) for _, channel, chat, lang in found]
    if not row.urgent:
        off = await notices.muted_chats(work, [(one.channel, one.chat) for one in to])
        to = [one for one in to if (one.channel, one.chat) not in off]
    lines = await notice_view.look(work, deps, row)
    return await _say(work, deps, row, to, _message(deps, row, lines, to_homes=True))


async def _to_homes(work: Work, deps: Deps, row: Notice, most: int) -> int:
    audience = Audience.of(row.audience)
    page = await notice_reach.dwellers(work, deps, audience, (row.phase, row.after), most)
    if not page:
        row.phase, row.after = row.phase + 1, 0
        if row.phase > KIN:
            _through(deps, row)
        return 0
    row.after = page[-1].person_id
    ways = notice_reach.ways(deps, audience, page)
    if not row.urgent:
        off = await notices.muted_of(work, list(ways))
        ways = {person: way for person, way in ways.items() if person not in off}
    return await _say_why(work, deps, row, ways)


async def _say_why(work: Work, deps: Deps, row: Notice, ways: Mapping[int, Way]) -> int:
    """To these people, each with the home that brought it to them."""
    alike: dict[str, tuple[Way, list[Address]]] = {}
    for person, channel, chat, lang in await bulletins.accounts_of(work, list(ways)):
        whose, home = ways[person]
        key = f"{whose} {home.get('compound')} {home.get('building')}"
        alike.setdefault(key, ((whose, home), []))[1].append(Address(channel, chat, lang))
    told = 0
    for way, to in alike.values():
        lines = await notice_view.look(work, deps, row, way)
        told += await _say(work, deps, row, to, _message(deps, row, lines, to_homes=True))
    return told


async def _say(work: Work, deps: Deps, row: Notice, to: Sequence[Address], message: Message) -> int:
    """Queue it for those of these chats for which it is not queued yet: somebody may have moved
    meanwhile, or hear of it by their own home and by their mother's."""
    there = await notices.already_queued(work, row.id, [(one.channel, one.chat) for one in to])
    new = [one for one in dict.fromkeys(to) if (one.channel, one.chat) not in there]
    await say(work, deps, new, message)
    return len(new)


def _message(deps: Deps, row: Notice, lines: tuple[Part, ...], *, to_homes: bool) -> Message:
    return notice_view.message(row, lines, to_homes=to_homes, **_how(deps, row))


def _how(deps: Deps, row: Notice) -> dict[str, Any]:
    """An urgent one waits for no quiet hours, and not behind another one that is told to many."""
    return {
        "ticket": notices.SENT - row.id,
        "priority": Priority.ALERT if row.urgent else Priority.BROADCAST,
        "once": f"notice:{row.id}",
        "hold": False if row.urgent else deps.rules.quiet_of(row.unit),
    }


def _through(deps: Deps, row: Notice) -> None:
    row.done_at, row.state = deps.now(), NoticeState.SENT


async def _report(deps: Deps) -> None:
    """How it went, once nothing of it waits any more."""
    async with deps.begin() as work:
        found = await notices.unreported(work)
        over = [row for row in found if not await notices.is_under_way(work, row.id)]
        for row in over:
            await _tell_sender(work, deps, row)
        if over:
            await work.commit()
            deps.wake()


async def _tell_sender(work: Work, deps: Deps, row: Notice) -> None:
    row.told, row.reported_at = await notices.what_became(work, row.id), deps.now()
    lines = (
        part("notice-done", text=notice_view.quoted(row.text)),
        notice_view.report_line(row.told),
    )
    to = await reach.person_addresses(work, row.by_id)
    hold = deps.rules.quiet_of(row.unit)
    await say(work, deps, to, Message(lines, priority=Priority.REMINDER, hold=hold))
    await notice_presses.write_state(work, deps, row)
