"""Whoever is in danger is brief: a cry is never doubted, a short report hardly."""

from dataclasses import replace

import pytest

from bot.catalogue_file import load_catalogue
from domain.understanding import understand

CATALOGUE = load_catalogue()
DOUBTING = replace(CATALOGUE, thresholds=replace(CATALOGUE.thresholds, danger_denied=1.0))


@pytest.mark.parametrize("text", ["救命", "救命啊", "救命！！！", "着火了", "🔥着火了！", "救火！"])
def test_a_cry_is_believed_whatever_the_model_thinks(text):
    strict = replace(DOUBTING.thresholds, danger_denied_brief=1.0)
    assert understand(text, replace(DOUBTING, thresholds=strict)).life_safety is not None


@pytest.mark.parametrize(
    "text",
    ["救命！我家着火了，永安花园5号楼", "隔壁煤气泄漏了，3号楼2单元", "三楼那家男的要杀他媳妇"],
)
def test_a_short_report_is_believed(text):
    assert understand(text, DOUBTING).life_safety is not None


def test_a_long_story_may_be_doubted():
    story = "去年这个时候隔壁楼着火了，大家到现在说起来还心有余悸，所以想请社区教教我们怎么用灭火器"
    assert understand(story, DOUBTING).life_safety is None
