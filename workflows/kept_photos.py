"""Photos that somebody sent without a word, kept until it is said what they show: in words, or by
the button that is pressed next."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from db.models import Person
from domain.commands import read_command
from domain.inbound import Media, has_words
from domain.nods import is_nod
from domain.spoken_buttons import button_in
from workflows.deps import DIALOG_WINDOW
from workflows.report import Report

KEPT = "kept"
"""Waiting for the words to photos: the kind in Person.expects. At most so many are kept."""
MOST_KEPT = 10


def keep(report: Report, now: datetime) -> bool:
    """Keep the photos of a message for the words that follow. Returns whether they are the
    first."""
    person, media = report.person, [one.to_json() for one in report.incoming.media]
    kept = kept_of(person.expects, now)
    if media:
        until = (now + DIALOG_WINDOW).isoformat()
        kept_now = [*kept, *media][:MOST_KEPT]
        person.expects = {"kind": KEPT, "media": kept_now, "until": until}
    return not kept


def with_kept(report: Report, now: datetime) -> Report:
    """A message with the photos its sender sent before it and was asked about. A nod says nothing
    of them; a command is about something else; the name of a button takes them itself."""
    person, incoming = report.person, report.incoming
    kept = kept_of(person.expects, now)
    if not kept or not has_words(incoming.text) or incoming.edited:
        return report
    if is_nod(incoming.text) or read_command(incoming.text) or incoming.behind:
        return report
    if button_in(incoming.text):
        return report
    person.expects = None
    media = (*(Media(**one) for one in kept), *incoming.media)
    return replace(report, incoming=replace(incoming, media=media))


def forget_question(person: Person) -> None:
    """Whoever calls a command answers no question of ours; the photos they sent wait for their
    words."""
    if person.expects and person.expects["kind"] != KEPT:
        person.expects = None


def kept_of(expects: dict[str, Any] | None, now: datetime) -> list[dict[str, str]]:
    """The photos that wait, of what is waited for from somebody."""
    if not expects or expects["kind"] != KEPT or datetime.fromisoformat(expects["until"]) < now:
        return []
    kept: list[dict[str, str]] = expects["media"]
    return kept


def take(person: Person, now: datetime) -> tuple[Media, ...]:
    """The photos that wait, which are of what is done now; none wait any more."""
    found = tuple(Media(**one) for one in kept_of(person.expects, now))
    if found:
        person.expects = None
    return found
