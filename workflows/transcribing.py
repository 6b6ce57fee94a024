"""Voice notes put into words, where a community has something that does it. The ticket opens at
once and never waits for it; the words are added when they come, marked as what a machine heard."""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol

from db import tickets, voice_rows
from db.arrivals import ready_keys
from db.models import Person, Ticket
from db.session import Work
from domain.burst import joined
from domain.duplicates import DANGER
from domain.inbound import TRANSCRIBED, Incoming, Media, Sender, clean, has_words
from domain.lifecycle import LIVE, Status
from domain.said import part
from domain.screen import excerpt
from domain.text import simplified
from domain.understanding import understand
from workflows import naming, owning, reach
from workflows.clockwork import note
from workflows.deps import Deps
from workflows.echoing import open_along
from workflows.report import Report
from workflows.rereading import reread
from workflows.speech import Channel, Message, say
from workflows.voice import VOICE

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=10)
MOST_TRIES = 3
WORDS_MOST = 2_000
"""Characters of one transcript that are kept: some five minutes of speech."""

SHOWN_MOST = 60


class Transcriber(Protocol):
    """Hears speech. It may be slow, and may raise whatever it likes: nothing waits for it."""

    async def transcribe(self, content: bytes) -> str:
        """The words of a voice note as its channel received it; empty where there are none. Must
        not hold up the event loop."""
        ...


@dataclass(frozen=True, slots=True)
class Ears:
    """Who hears, how voice notes are fetched, and how many seconds one may take."""

    transcriber: Transcriber
    channels: Mapping[str, Channel]
    seconds: float = 120.0


async def put_into_words(deps: Deps, ears: Ears) -> int:
    """Hear the voice notes that wait; returns how many were put into words."""
    async with deps.begin() as work:
        waiting = await voice_rows.claim(work, deps.now(), LEASE)
        await work.commit()
    done = 0
    for name, value in waiting:
        words = await _heard(ears, Media(**value["media"]))
        if words is not None:
            done += await _take(deps, name, value, words)
        elif value["tries"] >= MOST_TRIES:
            log.warning("a voice note of ticket %d stays without words", value["ticket"])
            async with deps.begin() as work:
                await voice_rows.drop(work, name)
                await work.commit()
    return done


async def _heard(ears: Ears, media: Media) -> str | None:
    """None where it has to be tried again. What goes wrong has no bounds here: each backend and
    each channel has errors of its own, and none of them may carry words into the log."""
    channel = ears.channels.get(media.channel)
    if channel is None:
        return None
    try:
        async with asyncio.timeout(ears.seconds):
            return await ears.transcriber.transcribe(await channel.fetch(media.ref))
    except Exception as error:
        log.warning("a voice note could not be put into words: %s", type(error).__name__)
        return None


async def _take(deps: Deps, name: str, value: Mapping[str, Any], words: str) -> bool:
    """What was heard is what she said: read, and put with her ticket. Models that hear Chinese
    write it in traditional characters now and then."""
    text = simplified(" ".join(clean(words).split()))[:WORDS_MOST]
    async with deps.begin() as work:
        ticket = await tickets.lock(work, value["ticket"])
        if not await voice_rows.drop(work, name):
            return False
        kept = has_words(text) and ticket is not None and ticket.status in LIVE
        if kept and ticket is not None:
            person = await work.get_one(Person, value["person"])
            await _add(work, deps, ticket, await _report(work, deps, ticket, person, text))
        await work.commit()
    deps.wake()
    return kept


async def _report(work: Work, deps: Deps, ticket: Ticket, person: Person, text: str) -> Report:
    to = next(iter(await reach.person_addresses(work, person.id)), None)
    incoming = Incoming(
        channel=to.channel if to else "",
        chat=to.chat if to else "",
        key="",
        sender=Sender(""),
        text=text,
    )
    meaning = understand(text, deps.rules.catalogue, deps.rules.org.compound_names)
    return Report(person, incoming, meaning, ticket.thread, latest=ticket.opened_at)


async def _add(work: Work, deps: Deps, ticket: Ticket, report: Report) -> None:
    said = report.incoming.text
    marked = f"{TRANSCRIBED} {said}"
    note(work, ticket, deps.now(), VOICE, person=report.person.id, text=said)
    if report.meaning.life_safety and ticket.level != DANGER:
        await ready_keys(work)
        await open_along(work, deps, report)  # everybody is paged for what was only heard now
    if ticket.status is Status.QUEUED:
        ticket.text = joined((ticket.text, marked))
        whole = understand(ticket.text, deps.rules.catalogue, deps.rules.org.compound_names)
        await reread(work, deps, ticket, report, whole)
    else:
        values = {"text": marked, "media": [], "from": report.thread}
        note(work, ticket, deps.now(), "add", person=report.person.id, **values)
        await owning.tell_staff(work, deps, ticket, report, "staff-heard")
    code = naming.code_of(deps.rules, ticket)
    line = part("owner-heard", code=code, text=excerpt(said, SHOWN_MOST))
    to = await reach.person_addresses(work, report.person.id)
    await say(work, deps, to, Message((line,), ticket=ticket.id, silent=True))
