"""What is said of any period to any group, over random histories: no name, phone, account, room or
word of anybody's, whoever proposed what and whoever wants to be thanked elsewhere."""

import random
import re
from dataclasses import replace
from datetime import timedelta

import pytest

from db.desk_rows import Supervision
from db.exclusion_rows import Exclusion
from db.models import Event, Person
from domain.exclusion import REASONS, ExclusionState
from domain.lifecycle import OPEN, Status
from domain.period import Period, Span
from domain.stars import with_wish
from tests.support.rows import make_ticket
from tests.support.town import START, ZONE
from workflows.comparing import side_by_side
from workflows.stars import thanks
from workflows.week_text import week_in_words

NAMES = ("欧阳秋月", "司马长风")
FLAT = {"compound": "yongan-garden", "building": "3", "unit": "2", "room": "7709"}
UNKNOWN = {"compound": None, "compound_text": "欧阳秋月家小区", "building": "3", "room": "7709"}
PERSONAL = {"welfare": "民生救助", "police": "治安和诈骗", "rental": "出租屋管理"}
SECRETS = (
    *NAMES,
    "13912345678",
    "2单元",
    "7709",
    "wx-secret",
    "楼上天天摔东西",
    "骂人",
    "李娜",
    "张强",
)


async def fill(town, chance: random.Random) -> None:
    now = town.clock.now()
    async with town.deps.begin() as work:
        owners = []
        for name in NAMES:
            owners.append(Person(name=name, lang="zh", on_duty=True, created_at=now))
            owners[-1].home = {"compound": "yongan-garden", "building": "3", "room": "7709"}
        work.add_all(owners)
        await work.flush()
        for _ in range(25):
            status = chance.choice(list(Status))
            ticket = make_ticket(
                chance.choice(owners).id,
                community="yongan",
                lead_unit="yongan",
                status=status,
                text="欧阳秋月 13912345678：楼上天天摔东西，微信 wx-secret",
                place=chance.choice([FLAT, FLAT, UNKNOWN]),
                household="yongan-garden/3/2/7709",
                spot="7709",
                category=chance.choice(["noise", "repair", *PERSONAL]),
                opened_at=now - timedelta(hours=chance.randrange(200)),
                closed_at=None if status in OPEN else now,
                verdict=None if status in OPEN else chance.choice(["solved", "unanswered"]),
                fix_due=now - timedelta(hours=chance.randrange(-50, 50)),
                contacted_at=chance.choice([None, now]),
                handler_id=town.grid.person_id,
                excluded=chance.choice([None, *REASONS]),
            )
            work.add(ticket)
            await work.flush()
            if chance.random() < 0.4:
                about = {"reason": "欧阳秋月骂人，7709", "by_id": town.secretary.person_id}
                work.add(Supervision(ticket_id=ticket.id, since=ticket.opened_at, **about))
            if ticket.excluded:
                work.add(
                    Exclusion(
                        ticket_id=ticket.id,
                        reason=ticket.excluded,
                        words="欧阳秋月骂人，7709",
                        state=ExclusionState.STANDS,
                        asked_at=now,
                        asked_by=town.property.person_id,
                    )
                )
            answer = {"answer": chance.choice(["good", "bad"]), "text": "骂人 13912345678"}
            kind = chance.choice(["solved", "unsolved", "rate", "claim"])
            person = town.grid.person_id
            work.add(Event(ticket_id=ticket.id, at=now, kind=kind, person_id=person, values=answer))
        await work.commit()


@pytest.mark.parametrize("seed", range(3))
async def test_nobody_is_in_it(town, seed):
    await fill(town, random.Random(seed))
    rules = replace(town.deps.rules, compared=frozenset({"jianzhong", "erqi"}))
    deps = replace(town.deps, rules=rules)
    words, said = town.program.words, []
    for span in Span:
        period = Period.of(span, START, ZONE)
        for unit in ("yongan", "jianzhong", "erqi"):
            async with deps.begin() as work:
                lines = await week_in_words(work, deps, period, unit)
                lines += await thanks(work, deps, period, unit)
            said += [words.render(lang, lines) for lang in ("zh", "en")]
    assert any("不计入比率" in text for text in said)
    for text in said:
        assert [secret for secret in SECRETS if secret in text] == []
        late = [line for line in text.splitlines() if re.match("· [0-9]{4}-", line)]
        assert [one for one in late if re.search("3号楼|building 3", one)] == []  # one household
        assert [one for one in late for name in PERSONAL.values() if name in one] == []
    assert any(re.search(r"^· \d{4}-\d+ ", text, re.MULTILINE) for text in said)
    assert any("涉及个人的" in text for text in said)
    assert any("督办清单上" in text for text in said)
    assert side_by_side(deps, "yongan", {}) == []


async def test_only_who_wants_it_stands_there_and_nobody_beside(town):
    await fill(town, random.Random(1))
    async with town.deps.begin() as work:
        person = await work.get(Person, town.grid.person_id)
        person.about = with_wish(person.about, named=True)
        await work.commit()
        lines = await thanks(work, town.deps, Period.of(Span.MONTH, START, ZONE), "yongan")
    text = town.program.words.render("zh", lines)
    assert "李娜" in text
    assert [secret for secret in SECRETS if secret in text] == ["李娜"]
