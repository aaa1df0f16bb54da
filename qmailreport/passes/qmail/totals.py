"""The settled figures of one host, which add up over hosts, sources and days in any order.  Pure.

Integers only: counts, bytes and nanoseconds.  Rows are lists, for speed; their places are named here.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from .reasons import coarse

# a sender's row, by b"uid/<sender>"
S_MESSAGES, S_BYTES, S_SBYTES, S_RBYTES, S_RECIPIENTS, S_TRIES, S_XDELAY = range(7)
# a recipient's row, by b"local joe@example.org"
R_SUCCESS, R_FAILURE, R_DEFERRAL, R_SBYTES, R_XDELAY = range(5)
# a reason's row, by (result, phrase, code)
W_COUNT, W_XDELAY, W_AT, W_SAMPLE = range(4)
# an alarm's row, by (severity, text)
A_COUNT, A_FIRST, A_LAST, A_SAMPLE, A_MEANING = range(5)

KINDS = 10_000  # distinct reasons or alarms beyond which all of them are named more coarsely
UNKNOWN = 3
QUARTER = 900 * 10**9

Rows = dict[bytes, list[int]]
K = TypeVar("K")
Reason = tuple[int, str, str]


@dataclass(slots=True)
class Load:
    """Concurrency, from the status lines: what was used at most, of what, and how long at the limit (ns)."""

    peak: int = 0
    limit: int = 0
    full: int = 0

    def add(self, other: Load) -> None:
        """Takes `other` in."""
        self.peak = max(self.peak, other.peak)
        self.limit = max(self.limit, other.limit)
        self.full += other.full


@dataclass(slots=True)
class Totals:
    """What one host's qmail-send did in a window."""

    heard: int = 0  # stretches that told of messages, whatever that came to
    received: int = 0  # messages queued
    bytes_in: int = 0
    messages: int = 0  # messages completed, as matchup's m lines
    recipients: int = 0
    message_tries: int = 0
    size: int = 0  # bytes of completed messages
    rbytes: int = 0  # weighted by success
    qtime: int = 0
    bytes_out: int = 0
    ddelay: int = 0
    xdelay: int = 0
    first: int | None = None  # earliest birth seen, which may lie before the window
    last: int | None = None
    slowest: int | None = None  # the greatest ddelay, exact
    own: int = 0  # messages of qmailreport itself
    bounces: int = 0
    double_born: int = 0  # double bounces queued, to the postmaster
    doubles: int = 0  # discarded
    triples: int = 0
    senders: Rows = field(default_factory=dict)
    rcpts: Rows = field(default_factory=dict)
    delays: dict[bytes, dict[int, int]] = field(default_factory=dict)  # rounded ddelay by recipient host
    quarters: dict[int, list[int]] = field(default_factory=dict)  # success, failure, deferral by quarter hour
    reasons: dict[Reason, list[Any]] = field(default_factory=dict)
    reasons_coarse: bool = False
    alarms: dict[tuple[str, str], list[Any]] = field(default_factory=dict)
    alarms_coarse: bool = False
    unknown: int = 0
    samples: list[tuple[int, str]] = field(default_factory=list)
    local: Load = field(default_factory=Load)
    remote: Load = field(default_factory=Load)
    waiting: dict[bytes, list[int]] = field(default_factory=dict)  # pending at the end: recipient host → count, oldest
    forgotten: int = 0  # pending entries dropped as older than `expire`

    @property
    def results(self) -> tuple[int, int, int]:
        """Successes, failures and deferrals."""
        success, failure, deferral = (sum(row[place] for row in self.quarters.values()) for place in range(3))
        return success, failure, deferral

    def reason(self, key: Reason, count: int, xdelay: int, at: int, sample: bytes) -> None:
        """Counts a failure or deferral; the earliest one is the sample."""
        if self.reasons_coarse:
            key = coarse(key)
        row = self.reasons.get(key)
        if row is None:
            self.reasons[key] = [count, xdelay, at, sample]
            if len(self.reasons) > KINDS and not self.reasons_coarse:
                self.coarsen_reasons()
            return
        row[W_COUNT] += count
        row[W_XDELAY] += xdelay
        if (at, sample) < (row[W_AT], row[W_SAMPLE]):
            row[W_AT], row[W_SAMPLE] = at, sample

    def coarsen_reasons(self) -> None:
        """Names all reasons by their code alone: a function of the set, so that the law holds."""
        old, self.reasons, self.reasons_coarse = self.reasons, {}, True
        for key, (count, xdelay, at, sample) in old.items():
            self.reason(key, count, xdelay, at, sample)

    def alarm(self, key: tuple[str, str], count: int, first: int, last: int, sample: str, meaning: str) -> None:
        """Counts one of qmail's own messages."""
        if self.alarms_coarse:
            key = (key[0], meaning)
        row = self.alarms.get(key)
        if row is None:
            self.alarms[key] = [count, first, last, sample, meaning]
            if len(self.alarms) > KINDS and not self.alarms_coarse:
                old, self.alarms, self.alarms_coarse = self.alarms, {}, True
                for was, values in old.items():
                    self.alarm(was, *values)
            return
        row[A_COUNT] += count
        row[A_LAST] = max(row[A_LAST], last)
        if (first, sample) < (row[A_FIRST], row[A_SAMPLE]):
            row[A_FIRST], row[A_SAMPLE] = first, sample

    def stray(self, at: int, sample: str) -> None:
        """Counts a line that was not understood; the earliest ones are the samples."""
        self.unknown += 1
        self.samples = sorted({*self.samples, (at, sample)})[:UNKNOWN]

    def add(self, other: Totals) -> None:
        """Takes `other` in; `other` is used up."""
        for name in _SUMS:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.first = _least(self.first, other.first)
        self.last = _most(self.last, other.last)
        self.slowest = _most(self.slowest, other.slowest)
        add_rows(self.senders, other.senders)
        add_rows(self.rcpts, other.rcpts)
        add_rows(self.quarters, other.quarters)
        for host, delays in other.delays.items():
            known = self.delays.setdefault(host, delays)
            if known is not delays:
                for delay, count in delays.items():
                    known[delay] = known.get(delay, 0) + count
        for host, (count, oldest) in other.waiting.items():
            row = self.waiting.setdefault(host, [0, oldest])
            row[0] += count
            row[1] = min(row[1], oldest)
        self._add_kinds(other)
        self.samples = sorted({*self.samples, *other.samples})[:UNKNOWN]
        self.local.add(other.local)
        self.remote.add(other.remote)

    def copy(self) -> Totals:
        """One that may be used up."""
        twin = replace(self, senders={}, rcpts={}, quarters={}, delays={}, waiting={}, reasons={}, alarms={})
        twin.local, twin.remote = replace(self.local), replace(self.remote)
        for name in ("senders", "rcpts", "quarters", "waiting", "reasons", "alarms"):
            setattr(twin, name, {key: list(row) for key, row in getattr(self, name).items()})
        twin.delays = {host: dict(delays) for host, delays in self.delays.items()}
        return twin

    def _add_kinds(self, other: Totals) -> None:
        if other.reasons_coarse and not self.reasons_coarse:
            self.coarsen_reasons()
        for reason, (count, xdelay, at, sample) in other.reasons.items():
            self.reason(reason, count, xdelay, at, sample)
        if other.alarms_coarse and not self.alarms_coarse:
            old, self.alarms, self.alarms_coarse = self.alarms, {}, True
            for was, values in old.items():
                self.alarm(was, *values)
        for alarm, values in other.alarms.items():
            self.alarm(alarm, *values)


_SUMS = [
    "heard",
    "received",
    "bytes_in",
    "messages",
    "recipients",
    "message_tries",
    "size",
    "rbytes",
    "qtime",
    "bytes_out",
    "ddelay",
    "xdelay",
    "own",
    "bounces",
    "double_born",
    "doubles",
    "triples",
    "unknown",
    "forgotten",
]


def add_rows(mine: dict[K, list[int]], theirs: dict[K, list[int]]) -> None:
    """Adds rows place by place; new ones move over as they are."""
    get = mine.get
    for key, row in theirs.items():
        known = get(key)
        if known is None:
            mine[key] = row
        else:
            for place, value in enumerate(row):
                known[place] += value


def _least(a: int | None, b: int | None) -> int | None:
    return b if a is None else a if b is None else min(a, b)


def _most(a: int | None, b: int | None) -> int | None:
    return b if a is None else a if b is None else max(a, b)
