"""GET /metrics: numbers for a watcher on this machine, and for nobody else unless wanted."""

import re
from datetime import timedelta

import pytest

from handlers.web.metrics import as_text
from handlers.web.site import SITE
from workflows.audit import TICK, beat
from workflows.measure import Figure

LINE = re.compile(r'jiedan_[a-z_]+(\{[a-z]+="[a-z]+"\})? -?\d+(\.\d+)?')


async def test_the_figures_are_those_of_the_program(house):
    town = house.town
    resident = await town.resident()
    await resident.says("3号楼2单元302室灯坏了，电话13812345678")
    await resident.says("5号楼电梯停了")
    await town.property.presses("接单")
    await town.off_duty("secretary")
    await town.program.rounds.audit()
    await beat(town.deps, TICK)
    town.clock.move_to((await town.timers())[0].due_at + timedelta(minutes=1))
    answer = await house.browser().get("/metrics")
    assert answer.status == 200
    assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    lines = (await answer.text()).splitlines()
    said = {line for line in lines if not line.startswith("#")}
    assert 'jiedan_open_tickets{status="queued"} 1' in said
    assert 'jiedan_open_tickets{status="handling"} 1' in said
    assert 'jiedan_audit_findings{sort="violations"} 0' in said
    assert 'jiedan_audit_findings{sort="gaps"} 1' in said
    assert any(line.startswith("jiedan_timers_due ") and line[-1] != "0" for line in said)
    seconds = next(line for line in said if line.startswith("jiedan_seconds_since_tick"))
    assert float(seconds.split()[1]) > 0
    assert all(LINE.fullmatch(line) for line in said)
    for secret in ("302", "138", "灯", "李娜", "yongan"):
        assert secret not in "\n".join(lines)


@pytest.mark.parametrize("name", ["X-Forwarded-For", "Forwarded", "X-Real-IP"])
async def test_whoever_comes_through_a_proxy_gets_them_only_where_wanted(house, name):
    browser = house.browser()
    assert (await browser.get("/metrics", headers={name: "203.0.113.9"})).status == 404
    house.server.app[SITE].metrics = True
    assert (await browser.get("/metrics", headers={name: "203.0.113.9"})).status == 200


def test_each_kind_has_its_help_once():
    figures = (
        Figure("open_tickets", 1234567, ("status", "queued")),
        Figure("open_tickets", 2, ("status", "done")),
        Figure("seconds_since_tick", 0.5),
    )
    assert as_text(figures).splitlines() == [
        "# HELP jiedan_open_tickets Tickets that go on, by status.",
        "# TYPE jiedan_open_tickets gauge",
        'jiedan_open_tickets{status="queued"} 1234567',
        'jiedan_open_tickets{status="done"} 2',
        "# HELP jiedan_seconds_since_tick Seconds since clocks were last looked at.",
        "# TYPE jiedan_seconds_since_tick gauge",
        "jiedan_seconds_since_tick 0.5",
    ]
