"""What several stories share: the standing audit, who heard what when, and a new program on the
same database."""

from datetime import datetime, time

from bot.settings import SummarySection
from db.models import Person
from tests.support.town import ZONE, Actor, Town, beside, photo
from workflows.audit import audit

STAFF = ("grid", "grid2", "property", "manager", "alliance", "secretary", "street", "district")
NOISE = "3号楼楼上半夜一直吵，孩子睡不着"
"""A general matter of the community (L3): grid worker, secretary, street, district."""
DOOR = "3号楼2单元门坏了，关不上"
"""A general matter of the property company (L3)."""


def at(day: int, clock: str) -> datetime:
    """A moment of November 2026, the month in which the stories play."""
    return datetime.fromisoformat(f"2026-11-{day:02} {clock}").replace(tzinfo=ZONE)


TAKES = ["✋ 接单·马上", "✋ 接单·今天", "✋ 接单·明天", "✋ 接单·约时间"]
"""The buttons that take a ticket on whose dates tomorrow is early enough."""


async def nothing_is_silent(town: Town) -> None:
    """Every open ticket has somebody, a timer and a date, whatever has happened so far."""
    assert await audit(town.deps) == ()


async def heard(actor: Actor, words: str) -> list[str]:
    """When this person read something that holds these words: day and clock, oldest first; also
    what no longer stands there."""
    return [
        f"{at.astimezone(ZONE):%d %H:%M}" for at, text in await actor.was_told() if words in text
    ]


async def mended(town: Town, number: int = 1, words: str = "换好了", by: str = "property") -> None:
    """Accepted, by the property company if nobody else is named, and done, with a photo."""
    worker = town.people[by]
    await worker.sends_press(f"accept:{number}")
    await worker.sends_press(f"resolve:{number}")
    await worker.says(words, media=[photo()])


async def on_duty(town: Town, *chats: str) -> None:
    """People come (back) to work."""
    async with town.deps.begin() as work:
        for chat in chats:
            person = await work.get(Person, town.people[chat].person_id)
            person.on_duty = True
        await work.commit()


async def reopen(town: Town) -> None:
    """The program ends; another one begins on the same database."""
    await town.program.close()
    town.program = beside(town)


def weeks_go_unsigned(town: Town) -> None:
    """Both units' summaries go by themselves on Monday at eight: the story is another one."""
    weekly = SummarySection(automatic=("yongan", "jianzhong"), automatic_at=time(8))
    town.program.settings = town.program.settings.model_copy(update={"summary": weekly})
