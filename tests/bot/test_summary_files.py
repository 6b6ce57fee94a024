"""`jiedan summary --out`: everything of a period as files; and nothing of anybody in what groups
and doors receive, over random histories."""

import argparse
import random
import re
from datetime import timedelta

import pypdfium2
import pytest

from bot.cli import main, parser
from bot.fonts import NoFont, find_face
from bot.summary_files import write_all
from bot.week_files import told_of
from bot.week_paper import notice
from bot.week_words import Speaker, wording
from db.desk_rows import Supervision
from db.models import Summary
from domain.catalogue import Route
from domain.duplicates import household_of
from domain.lifecycle import OPEN, Status
from domain.period import Period
from domain.summary import NAMED, SummaryState
from tests.support.rows import make_person, make_ticket
from tests.support.town import ZONE
from workflows.send_week import draft_now, draft_of, parts_as_sent

WEEK, MONTH = Period.parse("2026-W46"), Period.parse("2026-11")
START, END = WEEK.bounds(ZONE)
NAMES = ("王秀兰", "赵铁柱", "欧阳娜娜")
PHONE, ACCOUNT = "13812345678", "wx_secret_account"
PERSONAL = ("welfare", "police")
MATTERS = ("facilities", "repair", "parking", "cleaning", "recreation", *PERSONAL)


@pytest.fixture(autouse=True)
def chinese():
    import os

    try:
        return find_face("一周民情")
    except NoFont as error:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(str(error))


def asked(out, unit=None) -> argparse.Namespace:
    return argparse.Namespace(unit=unit, out=out, font=None)


async def history(town, seed: int, count: int):
    """Random matters of a few flats, all of them secret."""
    chance = random.Random(seed)
    async with town.deps.begin() as work:
        people = [make_person(name=name) for name in NAMES]
        work.add_all(people)
        await work.flush()
        tickets = []
        for _ in range(count):
            owner = chance.choice(people).id
            place = {
                "compound": (compound := chance.choice(["yongan-garden", None])),
                "compound_text": None if compound else f"{NAMES[1]}家小区",
                "building": chance.choice(["1", "2", "3", None]),
                "unit": "2",
                "room": chance.choice(["7501", "7602", "7703", "7804", None]),
            }
            status = chance.choice([Status.QUEUED, Status.HANDLING, Status.CLOSED])
            opened = START + timedelta(hours=chance.randrange(-24 * 7, 24 * 7))
            tickets.append(
                make_ticket(
                    owner,
                    community="yongan",
                    text=f"我是{NAMES[0]}，电话{PHONE}，微信{ACCOUNT}，7501",
                    place=place,
                    household=household_of(owner, place),
                    spot=chance.choice([None, "yongan-garden/lift/3", "yongan-garden/=repair/3"]),
                    category=chance.choice(MATTERS),
                    route=chance.choice(list(Route)),
                    against=chance.choice([None, None, "property"]),
                    status=status,
                    opened_at=opened,
                    closed_at=None if status in OPEN else opened + timedelta(hours=3),
                    fix_due=opened + timedelta(days=chance.randrange(9)),
                )
            )
        work.add_all(tickets)
        await work.flush()
        of = {"by_id": people[0].id, "reason": f"{NAMES[0]}，{PHONE}，7501", "since": START}
        watched = chance.sample(tickets, count // 2)
        work.add_all(Supervision(ticket_id=one.id, **of) for one in watched)
        await work.commit()
    return tickets


async def draft(town, unit: str, period: Period = WEEK) -> Summary:
    async with town.deps.begin() as work:
        return await draft_now(work, town.deps, period, unit)


@pytest.mark.parametrize("seed", range(12))
async def test_neither_a_group_nor_a_door_reads_anything_of_anybody(town, seed):
    tickets = await history(town, seed, random.Random(seed).randrange(1, 40))
    for unit in ("yongan", "jianzhong", "erqi"):
        for period in (WEEK, MONTH):
            row = await draft(town, unit, period)
            told = told_of(town.program, row)
            for lang in ("zh", "en"):
                speaker = Speaker(town.program.words, town.deps.rules, lang)
                read = [town.program.words.render(lang, parts_as_sent(row))]
                read += wording(speaker, told).texts()
                read += notice(speaker, told).texts() if unit == "yongan" else ()
                said = "\n".join([*read, str(row.picture), str(row.parts)])
                for secret in (*NAMES, PHONE, ACCOUNT):
                    assert secret not in said
                assert not re.search("7501|7602|7703|7804|2单元", said)
            known = {t.id: t for t in tickets}
            named = [values for key, values in row.parts if key in NAMED]
            assert len({values["ticket"] for values in named}) == len(named)
            for values in named:
                one = known[values["ticket"]]
                assert one.category not in PERSONAL and not one.against
                assert _is_public(one) or "place-building" not in str(values)


def households(tickets) -> int | None:
    """Of how many households; None of public space alone."""
    private = {t.household for t in tickets if not _is_public(t)}
    return len(private) or None


def _is_public(one) -> bool:
    in_the_lift = one.spot == "yongan-garden/lift/3" and not one.place.get("room")
    return in_the_lift and not one.against


@pytest.mark.parametrize("seed", range(12))
async def test_no_cell_points_at_one_household(town, seed):
    tickets = await history(town, seed, random.Random(seed).randrange(1, 40))
    told = told_of(town.program, await draft(town, "yongan"))
    came = [t for t in tickets if START <= t.opened_at < END]
    for bar in told.picture.bars:
        compound, building = bar.place
        if building.isdigit():
            there = [
                t
                for t in came
                if not t.against
                and (t.place["compound"], t.place["building"]) == (compound, building)
            ]
            assert len(there) == bar.came
            assert households(there) is None or households(there) >= 3
        late = [t for t in tickets if t.fix_due < END]
        assert not bar.late or households(late) is None or len(late) >= bar.late
    assert sum(bar.came for bar in told.picture.bars) in (0, len(came))
    for category in told.picture.public:
        some = households([t for t in came if t.category == category])
        assert some is None or some >= 3
    speaker = Speaker(town.program.words, town.deps.rules, "zh")
    read = "\n".join(notice(speaker, told).texts())
    counts = re.findall(r"(?<!不到 )(?<!\d)(\d+) 件$", read, re.MULTILINE)
    public = any(households([one]) is None for one in came)
    assert counts and (public or all(int(count) >= 3 for count in counts))


def text_of(path) -> str:
    document = pypdfium2.PdfDocument(path)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


async def test_a_week_is_written_as_text_picture_sheet_and_notice(town, tmp_path):
    await history(town, 3, 30)
    told: list[str] = []
    assert (
        await write_all(town.program, WEEK, asked(out := tmp_path / "out", "yongan"), told.append)
        == 0
    )
    names = sorted(path.name for path in out.iterdir())
    stem = "2026-W46-yongan"
    assert names == [f"{stem}-notice.pdf", f"{stem}.png", f"{stem}.txt", f"{stem}.xlsx"]
    assert sorted(told) == sorted(str(path) for path in out.iterdir())
    assert "永安社区 一周民情（11.9—11.15）" in (out / f"{stem}.txt").read_text("utf-8")
    said = text_of(out / f"{stem}-notice.pdf")
    assert "永安社区 民情公示" in said and "有事找社区" in said
    assert await town.rows(Summary) == []  # only looked at


async def test_what_goes_on_says_so_and_is_compared_with_as_much(town, tmp_path):
    (owner, *_) = [one.owner_id for one in await history(town, 3, 30)]
    async with town.deps.begin() as work:
        work.add(make_ticket(owner, community="yongan", opened_at=town.clock.now()))
        await work.commit()
    week = Period.parse("2026-W47")
    assert await write_all(town.program, week, asked(tmp_path, "yongan"), lambda _: None) == 0
    said = (tmp_path / "2026-W47-yongan.txt").read_text("utf-8")
    assert "⏳ 还没过完，算到 11.18 09:00。" in said and "（上周同期 " in said
    told = told_of(town.program, await draft(town, "yongan", week))
    words = wording(Speaker(town.program.words, town.deps.rules, "zh"), told)
    assert "还没过完，算到 11.18 09:00。" in words.lines
    assert [beside[:4] for *_, beside in words.numbers] == [*["上周同期"] * 3, ""]
    assert "上周同期" in {section.other for section in words.sections}


@pytest.mark.parametrize("period", ["2026-11", "2026-Q4", "2026"])
async def test_a_month_and_more_have_a_report(town, tmp_path, period):
    await history(town, 3, 30)
    found = Period.parse(period)
    assert await write_all(town.program, found, asked(tmp_path, "jianzhong"), lambda _: None) == 0
    said = text_of(tmp_path / f"{period}-jianzhong-report.pdf")
    for words in ("建中街街道", "一、总数", "二、三个率", "响应率", "填报人"):
        assert words in said
    assert not (tmp_path / f"{period}-jianzhong-notice.pdf").exists()


@pytest.mark.parametrize("period", ["2026-W46", "2026-11", "2026-Q4", "2026"])
async def test_what_was_sent_is_written_with_what_was_corrected(town, tmp_path, period):
    found, said = Period.parse(period), "来单应为 2 件"
    (owner, *_) = [one.owner_id for one in await history(town, 3, 30)]
    async with town.deps.begin() as work:
        row = await draft_of(work, town.deps, found, "yongan")
        (before,) = [v["received"] for key, v in row.parts if key == "week-compared"]
        row.state, row.corrections = SummaryState.SENT, [said]
        work.add(make_ticket(owner, community="yongan", opened_at=START))
        await work.commit()
    assert await write_all(town.program, found, asked(tmp_path, "yongan"), lambda _: None) == 0
    stem = f"{period}-yongan"
    text = (tmp_path / f"{stem}.txt").read_text("utf-8")
    assert f"来单 {before} 件" in text and "✏️ 更正" in text and text.endswith(said + "\n")
    door = text_of(tmp_path / f"{stem}-notice.pdf").replace("\r\n", "")
    assert "公示以后有过更正" in door and said not in door
    if found != WEEK:
        assert said in text_of(tmp_path / f"{stem}-report.pdf").replace("\r\n", "")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["--week", "last"], "write it as 2026-W47"),
        (["--month", "2026-13"], "month"),
        (["--month", "2026-10"], "write it with --out DIR"),
    ],
)
def test_what_cannot_be_written_is_told(config, capsys, given, said):
    assert main(["--config", str(config), "summary", *given]) == 2
    assert said in capsys.readouterr().err


def test_one_period_is_asked_for():
    with pytest.raises(SystemExit):
        parser().parse_args(["summary", "--week", "2026-W47", "--month", "2026-11"])
