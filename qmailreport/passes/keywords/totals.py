"""What a host's lines came to: lines and occurrences by entry, and the hits by what they have in common.  Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from .hits import Hits


@dataclass(slots=True)
class Totals:
    """Sums alone, so that they add up in any order."""

    counts: dict[str, list[int]] = field(default_factory=dict)  # lines, occurrences by entry
    hits: Hits = field(default_factory=Hits)
    read: int = 0  # records of the day, hit or not

    def count(self, names: Iterable[str], lines: int, times: int) -> None:
        """Lines that matched entries, and their occurrences."""
        for name in names:
            row = self.counts.get(name)
            if row is None:
                self.counts[name] = [lines, times]
            else:
                row[0] += lines
                row[1] += times

    def add(self, other: Totals) -> None:
        """Takes `other` in, which is used up."""
        for name, (lines, times) in other.counts.items():
            self.count((name,), lines, times)
        self.hits.add(other.hits)
        self.read += other.read

    def copy(self) -> Totals:
        """One that may be used up."""
        return Totals({name: list(row) for name, row in self.counts.items()}, self.hits.copy(), self.read)

    def by_entry(self) -> Mapping[str, tuple[int, int]]:
        """(lines, occurrences) by entry."""
        return {name: (lines, times) for name, (lines, times) in self.counts.items()}
