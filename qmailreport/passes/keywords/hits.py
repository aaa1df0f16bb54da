"""What matched, by masked key: exact counts that add up in any order, bounded by functions of the set.  Pure.

Over KEYS distinct keys all of them go to the next coarser mask.  The values of a slot are kept up to a limit; over
VALUES of them altogether the limit of all slots falls.  At a coarser mask no values are kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from .masks import CLIP, COARSER, Key, shape

KEYS = 50_000
SAMPLES = 3
LIMITS = (1000, 100, 10, 0)  # distinct values of one slot, beyond which only the fact is kept
VALUES = 200_000  # values altogether, beyond which the next limit holds
VALUE = 80  # bytes of a value
QUARTER = 900 * 10**9
PLACES = 128  # quarters of an hour that can be told apart: windows of up to 32 hours
BITS = 64  # of each quarter's count
MOST = 1 << 31  # occurrences of one line, in the counts by quarter

Slot = dict[bytes, int] | None  # None: more values than the limit
Sample = tuple[int, bytes]


def within(quarters: int, start: int, end: int) -> int:
    """Of counts by quarter of an hour (see Row), those of the quarters that begin within [start, end) (ns)."""
    mask = (1 << BITS) - 1
    return sum(quarters >> quarter % PLACES * BITS & mask for quarter in range(start // QUARTER, -(-end // QUARTER)))


@dataclass(slots=True)
class Row:
    """What is known of one key."""

    lines: int
    times: int  # occurrences, with those that syslogd only counted
    first: int  # ns
    last: int  # ns
    quarters: int  # occurrences by quarter of an hour, BITS bits each: one integer, so that rows add up at once
    samples: list[Sample]  # the earliest, verbatim
    slots: list[Slot]  # the values that were masked, in the order of the mask

    def hours(self, start: int, end: int) -> int:
        """Occurrences in the quarters of an hour that begin within [start, end) (ns)."""
        return within(self.quarters, start, end)

    def join(self, other: Row) -> None:
        """Adds `other`, but for its slots."""
        self.lines += other.lines
        self.times += other.times
        self.first = min(self.first, other.first)
        self.last = max(self.last, other.last)
        self.quarters += other.quarters
        self.samples = sorted({*self.samples, *other.samples})[:SAMPLES]

    def copy(self) -> Row:
        """One that may be used up."""
        slots = [None if slot is None else dict(slot) for slot in self.slots]
        return Row(self.lines, self.times, self.first, self.last, self.quarters, list(self.samples), slots)


@dataclass(slots=True)
class Hits:
    """Rows by key; `level` says how coarse the keys are, `limit` (a place in LIMITS) how many values a slot has."""

    rows: dict[Key, Row] = field(default_factory=dict)
    level: int = 0
    limit: int = 0
    held: int = 0  # values: of a slot over the limit, one more than that

    def count(self, entries: tuple[str, ...], program: bytes, text: bytes, at: int, times: int) -> None:
        """One line (at: ns) that matched `entries`, the worst of them first; `text` stands behind its tag."""
        text = text[:CLIP]
        mask, spans = shape(text)
        key = program, entries, mask
        if self.level:
            key = self.coarse(key)
        row = self.rows.get(key)
        if row is None:
            slots: list[Slot] = [] if self.level else [{} for _ in spans]
            row = self.rows[key] = Row(0, 0, at, at, 0, [], slots)
            if not LIMITS[self.limit]:
                row.slots = [None] * len(slots)
                self.held += len(slots)
        row.lines += 1
        row.times += times
        row.quarters += min(times, MOST) << at // QUARTER % PLACES * BITS
        if at < row.first:
            row.first = at
        if at > row.last:
            row.last = at
        samples = row.samples
        if len(samples) < SAMPLES or (at, text) < samples[-1]:
            row.samples = sorted({*samples, (at, text)})[:SAMPLES]
        if row.slots:
            self._values(row, [text[begin:end] for begin, end in spans], times)
        if len(self.rows) > KEYS:
            self.coarsen(self.level + 1)

    def _values(self, row: Row, values: list[bytes], times: int) -> None:
        slots = row.slots
        for place, value in enumerate(values):
            slot = slots[place]
            if slot is None:
                continue
            value = value[:VALUE]
            known = slot.get(value)
            if known is not None:
                slot[value] = known + times
                continue
            slot[value] = times
            self.held += 1
            if len(slot) > LIMITS[self.limit]:
                slots[place] = None
        if self.held > VALUES:
            self.tighten(self.limit + 1)

    def coarse(self, key: Key) -> Key:
        """`key` at the present level."""
        for mask in COARSER[: self.level]:
            key = mask(key)
        return key

    def coarsen(self, level: int) -> None:
        """Goes to `level`, and on until the keys fit."""
        while self.level < min(level, len(COARSER)):
            self.level += 1
            old, self.rows = self.rows, {}
            for key, row in old.items():
                row.slots = []
                self.put(COARSER[self.level - 1](key), row)
            if len(self.rows) > KEYS:
                level = max(level, self.level + 1)
        if self.level:
            self.held = self.limit = 0

    def tighten(self, limit: int) -> None:
        """Lets slots have fewer values, and on until they fit."""
        while self.limit < min(limit, len(LIMITS) - 1):
            self.limit += 1
            most = LIMITS[self.limit]
            self.held = 0
            for row in self.rows.values():
                row.slots = [None if slot is None or len(slot) > most else slot for slot in row.slots]
                self.held += sum(most + 1 if slot is None else len(slot) for slot in row.slots)
            if self.held > VALUES:
                limit = max(limit, self.limit + 1)

    def put(self, key: Key, row: Row) -> None:
        """Adds `row` of a key at the present level; it is used up."""
        known = self.rows.get(key)
        if known is None:
            self.rows[key] = row
            self.held += sum(LIMITS[self.limit] + 1 if slot is None else len(slot) for slot in row.slots)
            return
        known.join(row)
        for place, slot in enumerate(row.slots):
            self._unite(known.slots, place, slot)

    def _unite(self, slots: list[Slot], place: int, other: Slot) -> None:
        mine, most = slots[place], LIMITS[self.limit]
        if mine is None:
            return
        before = len(mine)
        if other is not None:
            for value, times in other.items():
                mine[value] = mine.get(value, 0) + times
        if other is None or len(mine) > most:
            slots[place] = None
        self.held += (most + 1 if slots[place] is None else len(mine)) - before

    def add(self, other: Hits) -> None:
        """Takes `other` in, which is used up; commutative."""
        level = max(self.level, other.level)
        limit = max(self.limit, other.limit)
        for each in (self, other):
            each.coarsen(level)
            if not each.level:
                each.tighten(limit)
        for key, row in other.rows.items():
            self.put(key, row)
        if len(self.rows) > KEYS:
            self.coarsen(self.level + 1)
        if not self.level and self.held > VALUES:
            self.tighten(self.limit + 1)

    def merge(self, right: Hits) -> None:
        """Takes in what stands behind in the log; the order does not matter."""
        self.add(right)

    def copy(self) -> Hits:
        """One that may be used up."""
        return Hits({key: row.copy() for key, row in self.rows.items()}, self.level, self.limit, self.held)

    def __iter__(self) -> Iterator[tuple[Key, Row]]:
        """The keys in their own order, so that nothing depends on that of the log."""
        return iter(sorted(self.rows.items(), key=lambda each: each[0]))
