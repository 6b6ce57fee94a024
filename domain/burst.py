"""A burst: what somebody writes in several messages within a short time. Whether the next message
is more of the report just taken, or a matter of its own. What becomes of it is in
workflows/saying_more.py."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.asked import asked_in
from domain.catalogue import REPORTS, UNCLEAR, Kind
from domain.followups import blames_worker, follows_up
from domain.meaning import Matter, Understanding
from domain.nods import is_nod, is_polite
from domain.place import Place
from domain.remarks import bars_the_way
from domain.text import bare

MOST_WINDOWS = 9
"""A burst is over after so many windows however fast somebody goes on: what is said then is more
about the ticket, and goes the way of everything else."""

OUT_OF_THE_WAY = frozenset({Kind.URGE, Kind.STATUS_QUERY})
"""Kinds of messages that have an answer of their own."""

GENERAL = frozenset({"L3", "L4"})
"""Levels of what is no part of a danger to life."""

LITTLE = 12
"""Of so few characters, marks aside, that name no matter, hardly any is a report of its own."""

OFFICE = frozenset({"property", "community"})
"""Who sits at the desk: a complaint about them is kept from them."""

CUT_AT = 4096
"""Telegram's clients send a longer text as several messages, cut at so many characters."""

_TOGETHER, _BEFORE, _NOW = -0.7, 0.25, 0.4
_APART = 0.55
"""How two messages are told apart: by how sure both are of matters of two kinds, less so where they
are sure as one text, more so the longer either is. A logistic regression over the training part
gave the weights; what it brings: docs/understanding.md, One after the other."""
_LONG = 40
"""So many characters say all they have to."""
_RATHER = 0.9
"""So sure: she is told once more that it was taken for more of the first."""


@dataclass(frozen=True, slots=True)
class Next:
    """A message after others: what it says alone, what was said before it, and what all of them
    say as one text. `told`: their words before it; `said`: where they spoke of; `known`: the
    categories of the tickets made of them; `accuses`: one of those complains about somebody."""

    told: str
    text: str
    alone: Understanding
    before: Understanding
    together: Understanding
    said: Place
    known: tuple[str, ...]
    accuses: bool = False

    @property
    def is_more(self) -> bool:
        """Whether it belongs to what was said before: read as one text, they are about no matter
        more than before. Another whole report does not belong."""
        if self.alone.kind in OUT_OF_THE_WAY or is_nod(self.text) or is_polite(self.text):
            return False
        if self.alone.life_safety or self._brings_a_matter or self._hides_a_matter:
            return False
        if blames_worker(self.text):  # the company reads what is added to a matter of its own
            return False
        if self._is_elsewhere and any(one.by_words for one in self.alone.matters):
            return False
        return not (self._is_whole_again or self._follows_an_idea or self._is_plainly_another)

    @property
    def begins_what_was_shown(self) -> bool:
        """Whether nothing was told before but a picture or where it is, and this says, more than
        one ticket can hold, what is the matter there: a danger, or several matters."""
        told = set(self.known) != {UNCLEAR} or self.accuses or self._is_elsewhere
        if told or any(one.by_words for one in self.before.matters):
            return False
        several = len(self.alone.matters) > 1 and any(one.by_words for one in self.alone.matters)
        return self.alone.life_safety is not None or (several and self.alone.kind is Kind.REQUEST)

    @property
    def is_danger_there(self) -> bool:
        """Whether she cries for help without a word of where, right after she named a house: that
        house is meant, and not her home."""
        named = self.said.building is not None and not self.accuses
        return self.alone.life_safety is not None and named and self.alone.place.building is None

    @property
    def _is_plainly_another(self) -> bool:
        """Whether what was said before and this message are each plain by themselves, and of two
        kinds: 路灯一闪一闪，跟拍鬼片似的, then 厨房全是别家炒辣椒的味儿. What follows a text as
        long as a message can be is the rest of it."""
        if len(self.told) >= CUT_AT:
            return False
        first = max((one.confidence for one in self.before.matters), default=0.0)
        second = max((one.confidence for one in self.others), default=0.0)
        sure = min(first, second) + _TOGETHER * self.together.confidence
        return sure + _BEFORE * _length(self.told) + _NOW * _length(self.text) >= _APART

    @property
    def others(self) -> tuple[Matter, ...]:
        """The matters it names by itself that are none of those told before."""
        known = {UNCLEAR, *self.known}
        return tuple(one for one in self.alone.matters if one.category not in known)

    @property
    def may_be_another(self) -> bool:
        """Whether, though it is taken for more, it is worth telling her so once more."""
        return any(one.confidence >= _RATHER for one in self.others)

    @property
    def _follows_an_idea(self) -> bool:
        """Whether only ideas were told before, and this is something to be done: 建议装充电桩, then
        楼道灯坏了."""
        clear = any(one.by_words for one in self.alone.matters)
        return set(self.known) == {Kind.SUGGESTION} and self.alone.kind is Kind.REQUEST and clear

    @property
    def is_same_danger(self) -> bool:
        """Whether, after a report of danger to life, it tells more of that danger: all that its
        sender writes then, but not of another building, and no general matter of its own: the
        rescue would be sent to its door, or the company read what is said about it."""
        other = self.alone.kind in OUT_OF_THE_WAY or is_nod(self.text) or self.is_general
        other = other or blames_worker(self.text)
        return not other and not (self._is_elsewhere and self.alone.matters)

    @property
    def is_general(self) -> bool:
        """Whether it is a report without any danger, told whole (楼道灯坏了，5号楼) or about
        whoever is at the desk (物业乱收费)."""
        if self.alone.life_safety or self.alone.perhaps_danger or bars_the_way(self.text):
            return False
        whole = self.alone.place.building is not None
        return any(
            one.by_words and one.level in GENERAL and (whole or one.against in OFFICE)
            for one in self.alone.matters
        )

    @property
    def _is_whole_again(self) -> bool:
        """Whether what and where was said before, and both are said once more: 3号楼灯坏了 and
        3号楼门坏了 are two things to mend, though of one category."""
        told = UNCLEAR not in self.known and self.said.building is not None
        names = any(one.category != UNCLEAR for one in self.alone.matters)
        return told and names and self.alone.place.building is not None

    @property
    def _brings_a_matter(self) -> bool:
        read, alone = self.together.matters, {one.category for one in self.alone.matters}
        new = {one.category for one in read} & alone - {UNCLEAR, *self.known}
        return len(read) > len(self.known) and bool(new)

    @property
    def _hides_a_matter(self) -> bool:
        """Whether it names a matter of its own, before which a complaint about somebody is heard no
        more (物业态度差, then 消防演练几点开始), or another matter: it says itself where it is."""
        read = {one.category for one in self.together.matters}
        names = any(one.by_words and one.category not in self.known for one in self.alone.matters)
        told = any(one.by_words for one in self.before.matters)
        whole = told and self.alone.place.building is not None
        return (self.accuses or whole) and names and not read & set(self.known)

    @property
    def _is_elsewhere(self) -> bool:
        pairs = (
            (self.said.building, self.alone.place.building),
            (self.said.compound, self.alone.place.compound),
        )
        return any(old and new and old != new for old, new in pairs)


def _length(text: str) -> float:
    """How much a text says, from 0 to 1."""
    return min(sum(map(str.isalpha, text)) / _LONG, 1.0)


def says_little(text: str, alone: Understanding) -> bool:
    """豫A12345, 邻居家的, 8岁，穿红衣服, 120来了: no matter and no place is named. It makes sense
    to whoever has read what was said before, however slowly she types."""
    talk = alone.kind is Kind.CHAT and not (is_nod(text) or is_polite(text))
    if not (talk or alone.kind in REPORTS) or alone.life_safety or not alone.place.is_empty:
        return False
    names = any(one.by_words for one in alone.matters)
    return not names and len(bare(text)) <= LITTLE and not (follows_up(text) or asked_in(text))


def is_going_on(
    opened: datetime, words: Sequence[datetime], now: datetime, window: timedelta
) -> bool:
    """Whether a burst that began with a ticket opened then, and went on at those moments, goes on
    with a message now. Without a window none ever does."""
    last = max((opened, *words))
    return now - last <= window and now - opened <= MOST_WINDOWS * window and bool(window)


def joined(pieces: Sequence[str]) -> str:
    """The pieces of a burst as one text, each in its line."""
    return "\n".join(piece for piece in pieces if piece)
