"""What must be true after the chaos, read from the database and from what the twin received."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from benchmarks.chaos.post import TIMES
from benchmarks.tables import Table
from bot.run import TICK_SECONDS
from db.models import Event, Outbox, OutboxState, Receipt, Ticket, Timer, TimerState
from domain.catalogue import Kind
from domain.ladder import REMINDERS, SPAN
from domain.lifecycle import Status
from domain.understanding import understand
from workflows.audit import audit

if TYPE_CHECKING:
    from benchmarks.chaos.scene import Chaos

COMMAND = "make chaos"


@dataclass
class Told:
    """What people did, and how late the clocks were when they were last looked at.

    said: words by chat and message, and how many tickets they make where that is known beforehand;
    pressed: the 接单 that were pressed; waiting: the words of tickets opened before, by chat.
    """

    said: dict[tuple[str, str], tuple[str, int | None]] = field(default_factory=dict)
    pressed: set[str] = field(default_factory=set)
    waiting: dict[str, str] = field(default_factory=dict)
    overdue: int = 0
    looked_at: datetime = datetime.max.replace(tzinfo=UTC)
    exit_codes: list[int] = field(default_factory=list)


@dataclass
class Verdict:
    """Rows to print, and what was not kept."""

    rows: list[tuple[str, str]] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        """Whether everything was kept."""
        return not self.failures

    def say(self, what: str, *figures: object) -> None:
        """A row that is only told."""
        self.rows.append((what, ", ".join(map(str, figures))))

    def check(self, what: str, bad: int, of: int | None = None) -> None:
        """A row that must be none."""
        self.say(what, f"{bad} of {of}" if of is not None else bad)
        if bad:
            self.failures.append(f"{what}: {bad}")

    def markdown(self) -> str:
        """The table."""
        return Table("chaos", COMMAND, ("what", "how many"), self.rows).markdown()


async def judge(chaos: "Chaos") -> Verdict:
    """Read everything and compare."""
    verdict = Verdict()
    _what_happened(chaos, verdict)
    await _in(chaos, verdict)
    await _clocks(chaos, verdict)
    await _out(chaos, verdict)
    found = await audit(chaos.program.deps)
    verdict.check("findings of the audit", len(found))
    verdict.failures += [f"audit: {one.promise} {one.code}" for one in found]
    return verdict


def _what_happened(chaos: "Chaos", verdict: Verdict) -> None:
    office, api = chaos.office, chaos.api
    verdict.say("database", chaos.program.engine.dialect.name)
    verdict.say("seconds", f"{chaos.took:.0f}")
    verdict.say("updates, each delivered twice", len(office.everything))
    verdict.say("of these 接单", len(chaos.told.pressed))
    verdict.say("updates overtaken by later ones", office.overtaken)
    missing = sum(office.acknowledged[one] < TIMES for one in office.everything)
    verdict.check("updates not acknowledged twice in the end", missing, len(office.everything))
    verdict.say("deliveries not acknowledged and repeated", office.refused)
    verdict.say("processes killed (SIGKILL)", chaos.kills)
    verdict.say("times all database connections were cut", chaos.cuts)
    verdict.say("faults of the Bot API on purpose", chaos.faults)
    verdict.say("answers of it that were lost on purpose", chaos.lost)
    verdict.say("refused by its limits (429)", sum(api.refused.values()))
    verdict.say("processes that ended by themselves, started again", chaos.fleet.fell)
    late = sum(code != 0 for code in chaos.told.exit_codes)
    verdict.check("processes that did not end as asked", late, len(chaos.told.exit_codes))


async def _in(chaos: "Chaos", verdict: Verdict) -> None:
    """Every accepted message has one receipt and its tickets, as its words alone make them."""
    async with chaos.program.deps.begin() as work:
        receipts = await work.execute(select(Receipt.id, Receipt.chat, Receipt.key))
        by_key = Counter[tuple[str, str]]()
        number_of = {}
        for number, chat, key in receipts:
            by_key[chat, key] += 1
            number_of[chat, key] = number
        tickets = Counter(await work.scalars(select(Ticket.thread)))
        bare = await work.execute(
            select(Ticket.thread, Ticket.text, Ticket.category).where(Ticket.kind != "")
        )
        matters = Counter(tuple(row) for row in bare)
        accepted = Counter(
            await work.scalars(select(Event.ticket_id).where(Event.kind == "accept"))
        )
        taken_back = Counter(
            await work.scalars(select(Event.ticket_id).where(Event.kind == "take_back"))
        )
        pressed = [int(one.split(":")[1]) for one in chaos.told.pressed]
        queued = await work.scalars(
            select(Ticket.id).where(Ticket.id.in_(pressed), Ticket.status == Status.QUEUED)
        )
        ignored = [one for one in queued if not accepted[one]]
    expected = {key: _tickets_of(chaos, *said) for key, said in chaos.told.said.items()}
    expected |= {(c, "1"): _tickets_of(chaos, w, None) for c, w in chaos.told.waiting.items()}
    wrong = [k for k, count in expected.items() if tickets[number_of.get(k, 0)] != count]
    verdict.check(
        "messages without exactly one receipt", sum(by_key[k] != 1 for k in expected), len(expected)
    )
    verdict.check("messages with other tickets than their words make", len(wrong), len(expected))
    verdict.check(
        "tickets more or less than expected",
        abs(sum(tickets.values()) - sum(expected.values())),
        sum(expected.values()),
    )
    verdict.check("tickets that are there twice", sum(n > 1 for n in matters.values()))
    verdict.check("接单 that were ignored", len(ignored), len(pressed))
    twice = sum(n > 1 + taken_back[one] for one, n in accepted.items())
    verdict.check("接单 that counted twice", twice)


def _tickets_of(chaos: "Chaos", words: str, known: int | None) -> int:
    if known is not None:
        return known
    rules = chaos.program.deps.rules
    meaning = understand(words, rules.catalogue, rules.org.compound_names)
    return len(meaning.matters) if meaning.kind in (Kind.REQUEST, Kind.SUGGESTION) else 0


async def _clocks(chaos: "Chaos", verdict: Verdict) -> None:
    """Every due timer has fired, and each step spoke once."""
    async with chaos.program.deps.begin() as work:
        rows = list(
            await work.execute(
                select(Timer.ticket_id, Timer.clock, Timer.cycle, Timer.step, Timer.state)
            )
        )
        told = await work.scalars(select(Event).where(Event.kind == "reminded"))
        spoke = Counter((e.ticket_id, e.values["clock"], e.values["percent"]) for e in told)
        waiting = await work.scalars(
            select(Ticket).where(
                Ticket.status == Status.QUEUED, Ticket.cycle == 1, Ticket.raised == 0
            )
        )
        passed = [step for ticket in waiting for step in _passed(ticket, chaos.told.looked_at)]
    states = Counter(row.state for row in rows)
    steps = Counter(tuple(row[:4]) for row in rows)
    done = Counter(
        (row.ticket_id, row.clock, row.step % SPAN)
        for row in rows
        if row.state in (TimerState.FIRED, TimerState.SKIPPED)
    )
    verdict.say("timers fired, skipped", states[TimerState.FIRED], states[TimerState.SKIPPED])
    verdict.check("timers late by more than a tick", chaos.told.overdue, len(rows))
    missed = sum(not done[step] for step in passed)
    verdict.check("reminders whose moment passed without them", missed, len(passed))
    verdict.check("steps of a clock that are there twice", sum(n > 1 for n in steps.values()))
    verdict.check("steps that spoke more than once", sum(n > done[k] for k, n in spoke.items()))


def _passed(ticket: Ticket, until: datetime) -> Iterator[tuple[int, str, int]]:
    """The steps of the accept clock whose moment has passed, reckoned apart from the program's own
    arithmetic. Only of levels that run on the wall clock and page nobody at a pace of their own."""
    if ticket.level in ("L1", "L2"):
        for percent in REMINDERS:
            share = (ticket.accept_due - ticket.opened_at) * percent / 100
            if ticket.opened_at + share < until - timedelta(seconds=2 * TICK_SECONDS):
                yield ticket.id, "accept", percent


async def _out(chaos: "Chaos", verdict: Verdict) -> None:
    """Nothing that was to be said is lost; what arrived twice has its reason."""
    async with chaos.program.deps.begin() as work:
        found = await work.execute(select(Outbox.state, func.count()).group_by(Outbox.state))
        counts = {state: count for state, count in found}
        silent = await work.scalar(
            select(func.count()).where(
                Outbox.state.in_((OutboxState.FAILED, OutboxState.MAYBE)), Outbox.error.is_(None)
            )
        )
        rows = (
            await work.execute(
                select(Outbox.chat, Outbox.sent_id, Outbox.ticket_id).where(
                    Outbox.state == OutboxState.SENT, Outbox.kind != "menu"
                )
            )
        ).all()
    for state in OutboxState:
        if counts.get(state):
            verdict.say(f"messages {state.value}", counts[state])
    unsent = counts.get(OutboxState.PENDING, 0) + counts.get(OutboxState.SENDING, 0)
    verdict.check("messages that wait for ever", unsent, sum(counts.values()))
    verdict.check("messages that failed without a stated reason", silent or 0)
    chats = chaos.api.world.chats.items()
    standing = {(str(name), str(number)) for name, chat in chats for number in chat.sent}
    taken = {(str(name), str(number)) for name, chat in chats for number in chat.deleted}
    noted = {(chat, str(number)) for chat, number, _ in rows}
    arrived = standing | taken
    verdict.check("messages noted as sent that never arrived", len(noted - arrived), len(noted))
    told = {(chat, ticket) for chat, number, ticket in rows if (chat, str(number)) in standing}
    bare = {
        (chat, str(number))
        for chat, number, ticket in rows
        if (chat, str(number)) in taken and (chat, ticket) not in told
    }
    verdict.check("messages taken away with nothing newer", len(bare), len(taken))
    _doubles(chaos, verdict, arrived - noted, len(arrived))


def _doubles(chaos: "Chaos", verdict: Verdict, surplus: set[tuple[str, str]], arrived: int) -> None:
    """A message that arrived and that no row knows is one that was said again under another
    number. docs/adr/0004 and 0014 admit that where a process dies, or its connection breaks,
    between the sending of a row and its recording: that can only be rows it had in hand at that
    moment, and only as many as the platform took just before. And where the platform took a message
    but its answer was lost. Each of both once. (A card that is edited twice looks the same and is
    not counted.)"""
    admitted, share = chaos.at_risk + chaos.lost, len(surplus) / max(1, arrived)
    verdict.say("messages in hand at kills and cuts", len(chaos.in_hand))
    verdict.say("of these taken by the platform just before", chaos.at_risk)
    verdict.say("messages that arrived twice", f"{len(surplus)} of {arrived} ({share:.2%})")
    verdict.say("of these word for word", _word_for_word(chaos, surplus))
    verdict.say("twice at most (just before, answers lost)", admitted)
    if len(surplus) > admitted:
        verdict.failures.append(f"{len(surplus)} arrived twice, admitted are {admitted}")


def _word_for_word(chaos: "Chaos", surplus: set[tuple[str, str]]) -> int:
    """How many of the surplus stand, or stood before an edit, in their chat a second time with the
    same words. Reminders may be put together otherwise the second time."""
    found = 0
    for chat, number in surplus:
        there = chaos.api.world.chats[int(chat)]
        sent = there.sent | there.deleted
        mine = {sent[int(number)].text, *sent[int(number)].earlier}
        others = (one for other, one in sent.items() if other != int(number))
        found += any(mine & {one.text, *one.earlier} for one in others)
    return found
