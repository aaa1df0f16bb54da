"""What passes share that only count what programs say: figures, bounded tables, messages, samples.  Pure.

Integers only.  Every table is bounded by a function of the set of its keys, so that the law of the fold holds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, ClassVar

from ..day import Window
from ..fold import Carry, Grammar, Lines
from ..model import Model
from ..redact import clean
from .qmail_smtpd.accounts import harmless
from .qmail_smtpd.bounded import Bounded

Match = re.Match[bytes]
Spoken = tuple[
    tuple[bytes, ...], re.Pattern[bytes]
]  # what tags begin with, and a regex that matches there; or it alone
QUARTER = 900 * 10**9
UNKNOWN = 3
SAMPLE = 300  # bytes of a line that are kept as a sample
SEVERITIES = ("fatal", "serious", "warning", "notice")


def _first(key: tuple[Any, ...]) -> tuple[Any, ...]:
    return key[:1]


def _nothing(key: tuple[Any, ...]) -> tuple[Any, ...]:
    return (key[0][:0],)


class Groups(Bounded):
    """By tuples; coarser: by their first word alone, all together."""

    __slots__ = ()
    MASKS: ClassVar[tuple[Callable[[Any], Any], ...]] = (_first, _nothing)


class Few(Groups):
    """Groups of which a mail shows few, as verdicts and reasons."""

    __slots__ = ()
    LIMIT = 2000


class Said(Bounded):
    """Messages of programs, by (severity, program, words); coarser: without the words.  Row: count, at (ns), line."""

    __slots__ = ()
    LIMIT = 1000
    MASKS = (lambda key: (key[0], key[1], ""), lambda key: (key[0], "", ""))

    def join(self, known: list[Any], row: list[Any]) -> None:
        """The sum, and the earlier line."""
        known[0] += row[0]
        if (row[1], row[2]) < (known[1], known[2]):
            known[1:] = row[1:]


@dataclass(slots=True)
class Tally:
    """One host's counts of a window."""

    tables: dict[str, Bounded]
    counts: dict[str, int] = field(default_factory=dict)  # by names of ours
    most: dict[str, int] = field(default_factory=dict)  # the largest of something, by names of ours
    quarters: dict[int, list[int]] = field(default_factory=dict)
    said: Said = field(default_factory=Said)
    unknown: int = 0
    samples: list[tuple[int, str]] = field(default_factory=list)

    def count(self, name: str, times: int = 1) -> None:
        """Adds to a figure."""
        self.counts[name] = self.counts.get(name, 0) + times

    def get(self, name: str) -> int:
        """A figure."""
        return self.counts.get(name, 0)

    def largest(self, name: str, value: int) -> None:
        """Keeps the largest."""
        self.most[name] = max(self.most.get(name, value), value)

    def row(self, table: str, key: Any, place: int = 0, times: int = 1, width: int = 1) -> None:
        """Adds to one place of a row of a table."""
        self.tables[table].row(key, width)[place] += times

    def quarter(self, at: int, place: int, times: int, width: int) -> None:
        """Adds to a quarter of an hour."""
        row = self.quarters.get(at // QUARTER)
        if row is None:
            row = self.quarters[at // QUARTER] = [0] * width
        row[place] += times

    def says(self, severity: str, program: str, words: str, times: int, at: int, line: bytes) -> None:
        """Counts a message of a program; its earliest line is the sample."""
        self.said.put((severity, program, words), [times, at, line[:SAMPLE]])

    def stray(self, at: int, line: bytes, times: int) -> None:
        """Counts a line that was not understood; the earliest ones are the samples."""
        self.unknown += times
        if len(self.samples) == UNKNOWN and at > self.samples[-1][0]:
            return
        self.samples = sorted({*self.samples, (at, clean(harmless(line), 160))})[:UNKNOWN]

    def add(self, other: Tally) -> None:
        """Takes `other` in, which is used up."""
        for name, table in other.tables.items():
            self.tables[name].add(table)
        for name, count in other.counts.items():
            self.count(name, count)
        for name, value in other.most.items():
            self.largest(name, value)
        for quarter, row in other.quarters.items():
            known = self.quarters.get(quarter)
            self.quarters[quarter] = row if known is None else [a + b for a, b in zip(known, row, strict=True)]
        self.said.add(other.said)
        self.unknown += other.unknown
        self.samples = sorted({*self.samples, *other.samples})[:UNKNOWN]

    def copy(self) -> Tally:
        """One that may be used up."""
        return Tally(
            {name: table.copy() for name, table in self.tables.items()},
            dict(self.counts),
            dict(self.most),
            {key: list(row) for key, row in self.quarters.items()},
            self.said.copy(),
            self.unknown,
            list(self.samples),
        )

    @property
    def stirred(self) -> bool:
        """Whether anything was understood."""
        return bool(self.counts or self.said.rows)


State = dict[str, Tally]
Event = Callable[[Match], None]


class Scanner:
    """Carries one chunk's matches, all of one host, into that host's tally: a method `_NAME` for each event NAME."""

    __slots__ = ("at", "group", "lines", "tally", "times")

    def __init__(self, tally: Tally, lines: Lines, grammar: Grammar) -> None:
        self.tally = tally
        self.lines = lines
        self.group = lines.group(grammar)
        self.at = lines.timer(grammar)
        self.times: Callable[[Match], int] = _once

    def events(self) -> list[Event]:
        """What to do by `lastindex`; the list is not kept here, as it would be a cycle that holds the chunk."""
        table: list[Event] = [self._other] * (max(self.group.values()) + 1)
        for name, number in self.group.items():
            table[number] = getattr(self, "_" + name, self._other)
        return table

    def done(self) -> None:
        """The chunk has ended: what was kept aside is counted."""

    def line(self, match: Match) -> bytes:
        """The text of the event, for samples."""
        text: bytes = match[match.lastindex or 0]
        return text[:SAMPLE].rstrip(b"] \r")

    def _told(self, match: Match) -> None:
        """What says nothing that is counted but itself."""
        self.tally.count("told", self.times(match))

    def _other(self, match: Match) -> None:
        self.tally.stray(self.at(match), self.line(match), self.times(match))


def read(
    chunk: Lines,
    grammar: Grammar,
    spoken: Spoken,
    scanner_of: Callable[[Any, Lines, Grammar], Scanner],
    tally_of: Callable[[str], Any],
) -> None:
    """The chunk's lines, which are known by their syslog tag, into the tallies of their hosts.

    A chunk in which none of `spoken` is found is not looked at any further.
    """
    if b"(?P<program>" not in chunk.envelope.begin(grammar.program) or not _speaks(chunk.content, spoken):
        return
    host = chunk.group(grammar)["host"]
    repeats = chunk.repeats
    scanners: dict[bytes, tuple[Scanner, list[Event]]] = {}
    for name, run in groupby(chunk.find(grammar), key=lambda match: match[host] or b""):
        if name not in scanners:
            scanner = scanner_of(tally_of(name.decode("latin-1") or chunk.host), chunk, grammar)
            if repeats:
                scanner.times = chunk.times
            scanners[name] = scanner, scanner.events()
        events = scanners[name][1]
        for match in run:
            events[match.lastindex or 0](match)
    for scanner, _ in scanners.values():
        scanner.done()


def _once(match: Match) -> int:
    return 1


def _speaks(content: bytes, spoken: Spoken) -> bool:
    """Whether one of the tags is in the chunk: most logs have none, and that is found out at the speed of memchr."""
    needles, pattern = spoken
    for needle in needles:
        at = content.find(needle)
        while at >= 0:
            if pattern.match(content, at):
                return True
            at = content.find(needle, at + 1)
    return False if needles else pattern.search(content) is not None


@dataclass(frozen=True)
class Counting(Model):
    """A pass that sums up what programs say, host by host; nothing is carried from day to day."""

    carries: ClassVar[bool] = False
    GRAMMAR: ClassVar[Grammar]
    SPOKEN: ClassVar[Spoken]
    SCANNER: ClassVar[type[Scanner]]

    @staticmethod
    def empty() -> Tally:
        """No line at all."""
        raise NotImplementedError

    def start(self) -> State:
        """No stretch at all."""
        return {}

    def scan(self, state: State, chunk: Lines) -> State:
        """One chunk behind what `state` holds."""

        def tally_of(host: str) -> Tally:
            if host not in state:
                state[host] = self.empty()
            return state[host]

        read(chunk, self.GRAMMAR, self.SPOKEN, self.SCANNER, tally_of)
        return state

    def merge(self, left: State, right: State) -> State:
        """`left`, then `right`, host by host."""
        for host, tally in right.items():
            if host in left:
                left[host].add(tally)
            else:
                left[host] = tally
        return left

    def settle(self, state: State, carry: Carry | None) -> tuple[Mapping[str, Tally], Carry]:
        """The totals by host; nothing is open when a day ends."""
        return state, {"version": 1}

    def add(self, left: Tally, right: Tally) -> Tally:
        """Totals of two hosts, sources or days."""
        left.add(right)
        return left

    def stirred(self, total: Tally) -> bool:
        """Whether anything in the window's lines was understood."""
        return total.stirred

    def unread(self, total: Tally) -> tuple[int, list[str]]:
        """Lines of these programs that were not understood, with samples."""
        return total.unknown, [sample for _, sample in total.samples]


def quarters_of(tally: Tally, window: Window, width: int) -> list[int]:
    """The sums of a stretch of the day."""
    sums = [0] * width
    for slot in range(window.start // QUARTER, -(-window.end // QUARTER)):
        for place, count in enumerate(tally.quarters.get(slot, ())):
            sums[place] += count
    return sums
