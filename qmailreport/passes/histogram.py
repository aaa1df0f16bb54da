"""Histograms of whole numbers, small and exact to add in any order: counts by the value, under 0.8 % off.  Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

BITS = 7  # significant bits that a value keeps


def rounded(value: int) -> int:
    """`value` with its seven highest bits."""
    shift = value.bit_length() - BITS
    return value >> shift << shift if shift > 0 else value


def percentile(histogram: Mapping[int, int], share: int) -> int:
    """The value at the `share`th percentile, by nearest rank."""
    total = sum(histogram.values())
    rank = max(1, -(-total * share // 100))
    passed = 0
    for value, count in sorted(histogram.items()):
        passed += count
        if passed >= rank:
            return value
    return 0


@dataclass(slots=True)
class Spread:
    """Values (ns) as a histogram, with their exact sum and maximum."""

    total: int = 0
    most: int = 0
    histogram: dict[int, int] = field(default_factory=dict)

    def count(self, value: int, n: int = 1) -> None:
        """`value`, `n` times."""
        self.total += value * n
        self.most = max(self.most, value)
        key = rounded(value)
        self.histogram[key] = self.histogram.get(key, 0) + n

    def add(self, other: Spread) -> None:
        """Takes `other` in, which stays as it is."""
        self.total += other.total
        self.most = max(self.most, other.most)
        for value, n in other.histogram.items():
            self.histogram[value] = self.histogram.get(value, 0) + n

    def copy(self) -> Spread:
        """Another one."""
        return Spread(self.total, self.most, dict(self.histogram))

    @property
    def number(self) -> int:
        """How many values there are."""
        return sum(self.histogram.values())

    def average(self) -> int:
        """The exact average, rounded down; 0 of no values."""
        return self.total // max(1, self.number)

    def percentile(self, share: int) -> int:
        """The value at the `share`th percentile, never beyond the exact maximum."""
        return min(percentile(self.histogram, share), self.most)
