"""Draws how often a reader is wrong when it may leave the messages it doubts to people."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.understanding.score import Figures

INK = ("#b3261e", "#7a7a7a", "#1f5fa8")
DASHES = ("-", ":", "--")
LEAST_COVERAGE = 0.05
"""Left of this a curve stands on a handful of messages and only trembles."""
CLOSE = 0.06


def draw(path: Path, readers: Mapping[str, Figures], asked: float) -> None:
    """Write the picture: all readers, and the lowest part again from close by. ``asked`` is the
    share of messages our own reader asks about."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, panels = pyplot.subplots(1, 2, figsize=(9.6, 4.2), dpi=110, layout="constrained")
    for axes in panels:
        _curves(axes, readers)
        axes.axvline(1 - asked, color=INK[0], linewidth=0.8, alpha=0.6)
    whole, close = panels
    whole.set_ylabel("risk: share of these with the wrong route")
    whole.set_ylim(0)
    whole.legend(frameon=False, loc="upper left")
    close.set_ylim(0, CLOSE)
    close.set_title(f"the same, up to {CLOSE:.0%}", fontsize=10, loc="left")
    close.annotate(
        "ours asks about\nthe rest",
        (1 - asked, CLOSE * 0.97),
        xytext=(-6, 0),
        textcoords="offset points",
        ha="right",
        va="top",
        fontsize=9,
        color=INK[0],
    )
    figure.supxlabel("coverage: share of messages answered, the surest first", fontsize=10)
    figure.savefig(path, metadata={"Software": None})
    pyplot.close(figure)


def _curves(axes: Any, readers: Mapping[str, Figures]) -> None:
    from matplotlib.ticker import PercentFormatter

    for (name, figures), colour, dash in zip(readers.items(), INK, DASHES, strict=False):
        curve = [point for point in figures.curve() if point[0] >= LEAST_COVERAGE]
        shares, risks = zip(*curve, strict=True)
        axes.plot(shares, risks, dash, color=colour, linewidth=2, label=name)
    axes.set_xlim(0, 1)
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(PercentFormatter(1, decimals=0))
    axes.grid(alpha=0.25)
    axes.spines[["top", "right"]].set_visible(False)
