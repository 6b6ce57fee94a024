"""Where the chaos happens: a configuration on Telegram's twin, many compounds so that no chat gets
more than Telegram allows, their staff, and tickets that have been waiting for a while."""

import socket
from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from benchmarks.sentences import SENTENCES
from bot.app import Program, build
from bot.clock import SystemClock
from bot.keys import take_up
from bot.settings import Settings
from db.models import Account, Membership, Person
from domain.inbound import Incoming, Sender
from domain.people import Role
from tests.support.bot_api import BotApi
from tests.support.town import EXAMPLE, FrozenClock
from workflows.hear_message import hear_message

COMMUNITIES = ("春风", "夏荷", "秋实", "冬青", "朝阳", "和平")
KINDS = ("花园", "家园", "嘉苑", "公寓", "新城", "雅居")
COMPOUNDS = tuple(f"{one}{kind}" for one in COMMUNITIES for kind in KINDS)
FIRST_STAFF = 7_500_001
FIRST_WAITING = 7_600_001
FIRST_RESIDENT = 7_700_001
SECRET = "chaos-secret-0123456789"
WAITED = timedelta(minutes=31)
"""For how long the oldest of the waiting tickets waits: a minute past the accept limit of L2."""


def write_config(folder: Path, url: str, api: BotApi) -> Path:
    """The sample configuration on the twin's webhook, without quiet hours, so that every run does
    the same at any hour of the day."""
    text = EXAMPLE.read_text(encoding="utf-8")
    port = free_port()
    for before, after in (
        ('"sqlite:///jiedan.sqlite3"', f'"{url}"'),
        ('quiet = ["22:00-07:30", "12:30-14:00"]', "quiet = []"),
        ("enabled = false", "enabled = true"),
        ('token = ""', f'token = "{api.token}"'),
        ('"https://api.telegram.org"', f'"{api.base_url}"'),
        ('mode = "polling"', 'mode = "webhook"'),
        ('webhook_url = ""', f'webhook_url = "http://127.0.0.1:{port}/hear"'),
        ('webhook_secret = ""', f'webhook_secret = "{SECRET}"'),
        ("webhook_port = 8602", f"webhook_port = {port}"),
        ("front of it.\nenabled = true", "front of it.\nenabled = false"),
    ):
        if before not in text:
            raise ValueError(f"config.example.toml holds no {before}")
        text = text.replace(before, after, 1)
    config = folder / "config.toml"
    config.write_text(text + _more_places(), encoding="utf-8")
    return config


def free_port() -> int:
    """A port of this machine that nobody listens on just now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _more_places() -> str:
    rows = []
    for c, community in enumerate(COMMUNITIES):
        rows.append(
            _table(
                "units", code=f"c{c}", name=f"{community}社区", kind="community", parent="jianzhong"
            )
        )
        for k, kind in enumerate(KINDS):
            name, here = f"{community}{kind}", f"c{c}"
            rows.append(
                _table("units", code=f"c{c}p{k}", name=f"{name}物业", kind="property", parent=here)
            )
            rows.append(
                _table(
                    "compounds", code=f"c{c}k{k}", name=name, community=here, property=f"c{c}p{k}"
                )
            )
            rows.append(
                _table(
                    "grids",
                    code=f"c{c}g{k}",
                    name=f"{name}网格",
                    community=here,
                    compound=f"c{c}k{k}",
                )
            )
    return "\n" + "\n".join(rows)


def _table(table: str, **values: str) -> str:
    return "\n".join([f"[[{table}]]", *(f'{key} = "{value}"' for key, value in values.items()), ""])


def posts() -> list[tuple[Role, str, str | None]]:
    """Everybody who works there: role, unit, grid."""
    found: list[tuple[Role, str, str | None]] = [
        (Role.OFFICER, "jianzhong", None),
        (Role.OFFICER, "erqi", None),
    ]
    for c in range(len(COMMUNITIES)):
        found.append((Role.SECRETARY, f"c{c}", None))
        for k in range(len(KINDS)):
            found.append((Role.GRID_WORKER, f"c{c}", f"c{c}g{k}"))
            found.append((Role.PROPERTY_STAFF, f"c{c}p{k}", None))
            found.append((Role.PROPERTY_LEAD, f"c{c}p{k}", None))
    return found


async def settle_in(program: Program, api: BotApi) -> list[int]:
    """The staff, each with a chat on Telegram; returns the chats."""
    chats = []
    await take_up(program.deps.begin, program.keys)
    async with program.deps.begin() as work:
        for number, (role, unit, grid) in enumerate(posts()):
            chat = FIRST_STAFF + number
            api.user(chat, "职员")
            person = Person(name="职员", lang="zh", on_duty=True, created_at=program.deps.now())
            work.add(person)
            await work.flush()
            work.add(
                Account(
                    person_id=person.id,
                    channel="telegram",
                    sender=str(chat),
                    chat=str(chat),
                    reachable=True,
                )
            )
            work.add(Membership(person_id=person.id, unit=unit, role=role, grid=grid))
            chats.append(chat)
        await work.commit()
        if len(chats) != len((await work.scalars(select(Membership))).all()):
            raise RuntimeError("the database was not empty")
    return chats


def letter(number: int) -> str:
    """What the resident of that number writes: every one another place, and each matter in turn.
    A compound's name comes first, as people here begin."""
    turn = number // len(COMPOUNDS)
    text = SENTENCES[(number + turn) % len(SENTENCES)]
    text = text.replace("永安花园", "").replace("人和路6号院", "")
    building, unit, floor = 1 + (number * 7 + turn) % 29, 1 + turn % 4, 1 + (number + turn) % 18
    return COMPOUNDS[number % len(COMPOUNDS)] + text.format(b=building, u=unit, f=floor)


async def open_waiting(settings: Settings, api: BotApi, count: int) -> dict[str, str]:
    """Tickets opened in the last half an hour, as if nobody had looked at them since: their
    reminders are due when the processes start, and from then on all the time. Returns what was
    written, by chat."""
    now = SystemClock().now()
    clock = FrozenClock(now - WAITED)
    program = build(settings, clock=clock, speaks=False)
    written = {}
    for number in range(count):
        clock.move_to(now - WAITED * (count - number) / count)
        chat = str(FIRST_WAITING + number)
        api.user(int(chat))
        written[chat] = letter(number)
        told = Incoming("telegram", chat, "1", Sender(chat, "居民", "zh"), letter(number))
        await hear_message(program.deps, told)
    await program.close()
    return written
