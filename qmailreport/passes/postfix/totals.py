"""The settled figures of one host, which add up over hosts, sources and days in any order.  Pure.

Integers only: counts, bytes and nanoseconds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from ..histogram import Spread
from .bounded import F_BYTES, F_SENT, LARGE, Addresses, Flows, Tally, least

KINDS = 10_000  # distinct reasons, warnings or names beyond which all of them are named more coarsely
CROWDED = 6 * LARGE  # refused senders by kind from which they are trimmed before a window ends: it takes long
UNKNOWN = 3
STAGES = 4  # of `delays=`: before qmgr, in qmgr, connecting, sending
QUARTER = 900 * 10**9
# a recipient's row; a quarter hour's; a sender's: messages accepted and their bytes, then recipients by result; what
# was delivered took R_DELAY, S_DELAY ns in sum, and R_MOST, S_MOST at most
R_SENT, R_BOUNCED, R_DEFERRED, R_BYTES, R_DELAY, R_MOST = range(6)
Q_SENT, Q_BOUNCED, Q_DEFERRED = range(3)
S_MESSAGES, S_BYTES, S_SENT, S_BOUNCED, S_DEFERRED, S_DELAY, S_MOST = range(7)

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

    def copy(self) -> Kinds:
        """Another one."""
        return Kinds({key: list(row) for key, row in self.rows.items()}, self.coarse)


@dataclass(slots=True)
class Totals:
    """What one host's Postfix did in a window."""

    counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))  # by the figure's name; settled: a dict
    senders: Addresses = field(default_factory=lambda: Addresses(S_MOST + 1))
    rcpts: Addresses = field(default_factory=lambda: Addresses(R_MOST + 1))
    flows: Flows = field(default_factory=Flows)  # by relay and recipient's domain
    stages: list[Spread] = field(default_factory=lambda: [Spread() for _ in range(STAGES)])  # of what was delivered
    quarters: dict[int, list[int]] = field(default_factory=dict)
    reasons: Kinds = field(default_factory=Kinds)  # (deferred|bounced|expired, phrase, code)
    refusals: Kinds = field(default_factory=Kinds)  # (deferred|bounced|expired, provider, phrase, code)
    rejects: Kinds = field(default_factory=Kinds)  # (kind, stage, code)
    alarms: Kinds = field(default_factory=Kinds)  # (severity, daemon, text)
    labels: Kinds = field(default_factory=Kinds)  # (label, code): what the site calls its rejects
    master: Kinds = field(default_factory=Kinds)  # (daemon, text): of master(8) and postfix-script
    lists: Tally = field(default_factory=lambda: Tally("name"))  # DNS blocklists
    accounts: Tally = field(default_factory=lambda: Tally("name"))  # SASL failures
    addresses: Tally = field(default_factory=lambda: Tally("address"))
    clients: Tally = field(default_factory=lambda: Tally("client"))  # rejects by (kind, address)
    tls: Tally = field(default_factory=lambda: Tally("tls"))  # (direction, protocol and cipher)
    turned: dict[tuple[bytes, str], int] = field(default_factory=dict)  # rejects by (sender, kind)
    wanted: dict[tuple[bytes, str], int] = field(default_factory=dict)  # of these, whom users had written to
    samples: list[tuple[int, str]] = field(default_factory=list)  # of lines not understood
    waiting: dict[bytes, list[int]] = field(default_factory=dict)  # at the end: recipient host → count, oldest

    @property
    def level(self) -> tuple[int, int]:
        """How coarse the tables are whose rows a scan keeps at hand."""
        return self.flows.level, self.rcpts.level

    def count(self, name: str, n: int = 1) -> None:
        """Adds to one of the counts."""
        self.counts[name] = self.counts.get(name, 0) + n

    def get(self, name: str) -> int:
        """One of the counts."""
        return self.counts.get(name, 0)

    def derive(self) -> None:
        """The counts that are sums of others."""
        sums = {
            "bytes_accepted": sum(row[S_BYTES] for row in self.senders.values()),
            "bytes_delivered_final": sum(row[F_BYTES] for row in self.flows.rows.values()),
            "deliveries_final": sum(row[F_SENT] for row in self.flows.rows.values()),
            "queue_ids": sum(map(self.get, _GIVEN)),
            "rejected": sum(row[0] for row in self.rejects.rows.values()),
        }
        for name, n in sums.items():
            self.count(name, n)

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
        for name in (*_TALLIES, *_KINDS, "flows"):
            getattr(self, name).add(getattr(other, name))
        for stage, more in zip(self.stages, other.stages, strict=True):
            stage.add(more)
        _rows(self.quarters, other.quarters, _plus)
        self.senders.add(other.senders)
        self.rcpts.add(other.rcpts)
        _rows(self.waiting, other.waiting, lambda a, b: [a[0] + b[0], min(a[1], b[1])])
        _sums(self.turned, other.turned)
        _sums(self.wanted, other.wanted)
        if len(self.turned) > CROWDED or len(self.wanted) > LARGE:
            self.trim()
        self.samples = sorted({*self.samples, *other.samples})[:UNKNOWN]

    def copy(self) -> Totals:
        """One that may be used up."""
        twin = Totals()
        for name in ("counts", "turned", "wanted"):
            getattr(twin, name).update(getattr(self, name))
        for name in (*_TALLIES, *_KINDS, "flows", "senders", "rcpts"):
            setattr(twin, name, getattr(self, name).copy())
        twin.stages = [stage.copy() for stage in self.stages]
        for name in ("quarters", "waiting"):
            setattr(twin, name, {key: list(row) for key, row in getattr(self, name).items()})
        twin.samples = list(self.samples)
        return twin

    def trim(self) -> None:
        """Of the senders whose mail was refused at most LARGE, those of least checksum, so that the law holds."""
        for name in ("turned", "wanted"):
            rows = getattr(self, name)
            if len(rows) > LARGE:
                kept = least(sender for sender, _ in rows)
                setattr(self, name, {key: n for key, n in rows.items() if key[0] in kept})


_GIVEN = ("received", "reinjected", "bounce_messages", "delay_notices", "forwarded_copies")  # each under a new id
_TALLIES = ("lists", "accounts", "addresses", "clients", "tls")
_KINDS = ("reasons", "refusals", "rejects", "alarms", "labels", "master")


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
