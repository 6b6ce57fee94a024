"""What the picture of a summary shows, as plain values: they are kept with the summary, so that it
is drawn the same again at any time. How it looks is in bot/."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from domain.bars import Bar
from domain.figures import Figures, Rate


@dataclass(frozen=True, slots=True)
class Picture:
    """The numbers of a unit's period, and how they lie: by building where it is a community, by
    unit where it is one above and such a comparison is wanted. public: the categories of which
    everybody may read how often they came, as that points at no household. unknown: the numbers
    that nobody counted, where it was kept by an older program."""

    figures: Figures
    bars: tuple[Bar, ...] = ()
    public: tuple[str, ...] = ()
    unknown: frozenset[str] = frozenset()

    def to_json(self) -> dict[str, Any]:
        """As it is kept."""
        return {
            "figures": {f.name: _plain(getattr(self.figures, f.name)) for f in fields(Figures)},
            "bars": [[*bar.place, bar.came, bar.late] for bar in self.bars],
            "public": list(self.public),
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Picture":
        """As it was kept, also by an older program that counted less."""
        known = kept["figures"]
        made = {f.name: _made(known[f.name]) for f in fields(Figures) if f.name in known}
        bars = (Bar((a, b), came, late) for a, b, came, late in kept["bars"])
        unknown = frozenset(f.name for f in fields(Figures)) - made.keys()
        return cls(Figures(**made), tuple(bars), tuple(kept.get("public", ())), unknown)


def _plain(value: Any) -> Any:
    if isinstance(value, Rate):
        return [value.numerator, value.denominator, value.excluded]
    return dict(value) if isinstance(value, Counter) else value


def _made(value: Any) -> Any:
    if isinstance(value, list):
        return Rate(*value)
    return Counter(value) if isinstance(value, dict) else value
