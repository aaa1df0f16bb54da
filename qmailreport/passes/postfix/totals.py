"""The settled figures of one host, which add up over hosts, sources and days in any order.  Pure.

Integers only: counts and bytes; delays stay the words that Postfix wrote until they are shown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar

KINDS = 10_000  # distinct reasons, warnings or names beyond which all of them are named more coarsely
UNKNOWN = 3
QUARTER = 900 * 10**9
# a recipient's row; a quarter hour's; a sender's
R_SENT, R_BOUNCED, R_DEFERRED, R_BYTES = range(4)
Q_SENT, Q_BOUNCED, Q_DEFERRED = range(3)
S_MESSAGES, S_BYTES = range(2)

K = TypeVar("K", bound=Hashable)
Key = tuple[str, ...]


def coarse(key: Key) -> Key:
    """A kind by its first word alone."""
    return (key[0], *("other" if word else "" for word in key[1:]))


@dataclass(slots=True)
class Kinds:
    """Counts of things by what they say, each with its earliest sample (a line)."""

    rows: dict[Key, list[Any]] = field(default_factory=dict)  # count, at, sample
    coarse: bool = False

    def count(self, key: Key, times: int, at: int, sample: bytes) -> None:
        """Beyond KINDS all are named more coarsely: a function of the set, so that the law holds."""
        if self.coarse:
            key = coarse(key)
        row = self.rows.get(key)
        if row is None:
            self.rows[key] = [times, at, sample]
            if len(self.rows) > KINDS and not self.coarse:
                self.coarsen()
            return
        row[0] += times
        if (at, sample) < (row[1], row[2]):
            row[1], row[2] = at, sample

    def coarsen(self) -> None:
        """Names all of them by their first word."""
        old, self.rows, self.coarse = self.rows, {}, True
        for key, row in old.items():
            self.count(key, *row)

    def add(self, other: Kinds) -> None:
        """Takes `other` in, which stays as it is."""
        if other.coarse and not self.coarse:
            self.coarsen()
        for key, row in other.rows.items():
            self.count(key, *row)


@dataclass(slots=True)
class Totals:
    """What one host's Postfix did in a window."""

    counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))  # by the figure's name; settled: a dict
    senders: dict[bytes, list[int]] = field(default_factory=dict)
    rcpts: dict[bytes, list[int]] = field(default_factory=dict)
    delays: dict[bytes, dict[bytes, int]] = field(default_factory=dict)  # of what was sent: domain → delay → count
    quarters: dict[int, list[int]] = field(default_factory=dict)
    reasons: Kinds = field(default_factory=Kinds)  # (deferred|bounced, phrase, code)
    rejects: Kinds = field(default_factory=Kinds)  # (kind, stage, code)
    alarms: Kinds = field(default_factory=Kinds)  # (severity, daemon, text)
    lists: dict[bytes, int] = field(default_factory=dict)  # DNS blocklists
    accounts: dict[bytes, int] = field(default_factory=dict)  # SASL failures
    addresses: dict[bytes, int] = field(default_factory=dict)
    tls: dict[tuple[bytes, bytes], int] = field(default_factory=dict)  # direction, protocol and cipher
    samples: list[tuple[int, str]] = field(default_factory=list)  # of lines not understood
    waiting: dict[bytes, list[int]] = field(default_factory=dict)  # at the end: recipient host → count, oldest

    def count(self, name: str, n: int = 1) -> None:
        """Adds to one of the counts."""
        self.counts[name] = self.counts.get(name, 0) + n

    def get(self, name: str) -> int:
        """One of the counts."""
        return self.counts.get(name, 0)

    def under(self, stem: str) -> dict[str, int]:
        """The counts below `stem`, as rejects.…"""
        place = len(stem) + 1
        return {name[place:]: n for name, n in sorted(self.counts.items()) if name.startswith(stem + ".")}

    def stray(self, at: int, sample: str, n: int) -> None:
        """Counts a line that was not understood; the earliest ones are the samples."""
        self.count("unknown", n)
        self.samples = sorted({*self.samples, (at, sample)})[:UNKNOWN]

    def add(self, other: Totals) -> None:
        """Takes `other` in; its rows may be used up."""
        _sums(self.counts, other.counts)
        for name in ("lists", "accounts", "addresses", "tls"):
            _sums(getattr(self, name), getattr(other, name))
        for name in ("senders", "rcpts", "quarters"):
            _rows(getattr(self, name), getattr(other, name), _plus)
        for host, delays in other.delays.items():
            known = self.delays.setdefault(host, delays)
            if known is not delays:
                _sums(known, delays)
        _rows(self.waiting, other.waiting, lambda a, b: [a[0] + b[0], min(a[1], b[1])])
        for mine, theirs in (
            (self.reasons, other.reasons),
            (self.rejects, other.rejects),
            (self.alarms, other.alarms),
        ):
            mine.add(theirs)
        self.samples = sorted({*self.samples, *other.samples})[:UNKNOWN]

    def copy(self) -> Totals:
        """One that may be used up."""
        twin = Totals()
        for name in ("counts", "lists", "accounts", "addresses", "tls"):
            getattr(twin, name).update(getattr(self, name))
        for name in ("senders", "rcpts", "quarters", "waiting"):
            setattr(twin, name, {key: list(row) for key, row in getattr(self, name).items()})
        twin.delays = {host: dict(delays) for host, delays in self.delays.items()}
        for name in ("reasons", "rejects", "alarms"):
            kinds = getattr(self, name)
            setattr(twin, name, Kinds({key: list(row) for key, row in kinds.rows.items()}, kinds.coarse))
        twin.samples = list(self.samples)
        return twin


def _sums(mine: dict[K, int], theirs: dict[K, int]) -> None:
    for key, n in theirs.items():
        mine[key] = mine.get(key, 0) + n


def _rows(
    mine: dict[K, list[int]], theirs: dict[K, list[int]], plus: Callable[[list[int], list[int]], list[int]]
) -> None:
    for key, row in theirs.items():
        known = mine.get(key)
        mine[key] = row if known is None else plus(known, row)


def _plus(a: list[int], b: list[int]) -> list[int]:
    return [x + y for x, y in zip(a, b, strict=True)]
