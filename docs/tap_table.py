"""What each step of a day of the staff costs a thumb; the stories of tests/handlers/staff_days
hold every one of them to it."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cost:
    """Taps and messages (a photo is one), and how the step goes, in English."""

    taps: int
    messages: int
    step: str


TAPS: Mapping[str, Cost] = {
    "接单": Cost(1, 0, "accept, with an ETA"),
    "反馈：回复卡片": Cost(0, 1, "progress: reply to the card"),
    "反馈：照片回复卡片": Cost(0, 1, "progress with a photo: reply to the card"),
    "办结：照片，一点": Cost(1, 1, "done: a photo and a tap"),
    "退单：归谁、哪一条": Cost(3, 0, "return: the button, whose it is, by which line"),
    "问居民": Cost(1, 1, "ask the resident"),
    "转给同事：选人": Cost(3, 0, "pass to a colleague: unfold, the button, whom"),
    "接手": Cost(1, 0, "take what a colleague passes on"),
    "裁定": Cost(1, 0, "rule whose it is"),
    "现场认领": Cost(1, 0, "claim on site"),
    "看待办，打开卡片": Cost(1, 1, "one's own list, and into a ticket"),
    "找一件，打开": Cost(1, 1, "find a ticket and open it"),
    "列入督办": Cost(1, 1, "put it on the supervision list, with a reason"),
    "移出督办": Cost(1, 1, "take it off, with a reason"),
    "看督办清单": Cost(0, 1, "the supervision list"),
}


def taps() -> str:
    """The counts as a table."""
    lines = ["| step | | taps | messages |", "|---|---|---|---|"]
    for name, cost in TAPS.items():
        lines.append(f"| {name} | {cost.step} | {cost.taps} | {cost.messages} |")
    return "\n".join(lines)
