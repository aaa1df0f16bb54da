"""A stretch of log, opened: where a record begins, what time it bears, and what of it lies in the window.  Pure."""

from __future__ import annotations

import heapq
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Protocol
from zoneinfo import ZoneInfo

from .asides import Asides, asides
from .day import Window
from .redact import clean
from .report import SAMPLES, SLOT, Reading
from .survey import Ahead, Met, Timer, astride, at_ends, in_order, only, stray, within


@dataclass(frozen=True, slots=True)
class Clock:
    """What dates a stamp that lacks year or zone."""

    zone: ZoneInfo
    not_after: int  # ns; no stamp of the chunk is later, which gives the year
    fold: int = 0  # 1 behind the moment at which the zone's clocks went back


@dataclass(frozen=True, slots=True)
class Chunk:
    """Whole records.  A file's range is read where it is folded; a streamed chunk carries its bytes."""

    path: str
    offset: int  # in the file, or in what the decompressor gave
    length: int
    clock: Clock
    content: bytes | None = None
    inode: tuple[int, int] | None = None  # (device, inode) of the file when it was chosen
    layout: str = ""  # how the records of a binary file lie in it; empty: lines of text
    behind: int = field(default=0, compare=False)  # bytes of the file that are yet to come


class Envelope(Protocol):
    """Where a record begins and what time it bears.  Instances are hashable and pickle."""

    def __hash__(self) -> int: ...

    def begin(self, program: bytes = rb"[^\s\[\]:]+") -> bytes:
        """A regex that matches a record's begin, from the newline before it (as the first character) to
        the first byte of its text, with the named groups at, host, program, pid, inner and times where the
        format has them.  `program` restricts the syslog tag, where there is one.
        """

    def timer(self, pattern: re.Pattern[bytes], clock: Clock) -> Timer:
        """A function from a match of `pattern` (which starts with `begin`) to its instant in ns.

        It raises ValueError for a stamp that is no time (Feb 30) and for nothing else.
        """

    def bucket(self, match: re.Match[bytes], clock: Clock) -> tuple[bytes, int, int]:
        """The stretch that a record's stamp lies in: a regex (no groups) that matches, right behind the newline,
        exactly the lines of this stretch, and its first and last possible instants [low, high) in ns.
        """

    def piece(self, content: bytes, match: re.Match[bytes]) -> bytes:
        """What belongs to the matched record behind its line: continuation lines, splogger's `+` pieces."""

    def repeats(self, content: bytes, match: re.Match[bytes]) -> int:
        """How often syslogd says that the matched record happened: 1, or N."""


@dataclass(frozen=True, slots=True)
class Grammar:
    """What a pass looks for: an alternation of events, each one outer named group, dispatched on `lastgroup`."""

    program: bytes  # a regex for the syslog tag; formats without a tag do not look at it
    events: bytes


@lru_cache(maxsize=64)
def compiled(envelope: Envelope, grammar: Grammar) -> re.Pattern[bytes]:
    """begin + grammar, compiled once."""
    return re.compile(envelope.begin(grammar.program) + b"(?:" + grammar.events + b")")


@lru_cache(maxsize=64)
def begins(envelope: Envelope) -> re.Pattern[bytes]:
    """Any record's begin."""
    return re.compile(envelope.begin())


class Lines:
    """A text chunk, opened: `find` scans it, `reading` says what it held.  `led`: it begins with a newline already."""

    MIXED = 2000  # unstamped lines and changes of stretch after which a chunk is read record by record

    def __init__(
        self, content: bytes, envelope: Envelope, clock: Clock, window: Window, host: str = "", *, led: bool = False
    ) -> None:
        self.content = content if led else b"\n" + content  # a record begins with the newline before it
        self.envelope = envelope
        self.clock = clock
        self.window = window
        self.host = host
        self.reading = Reading("")
        self._common = False  # each line is known to be of the commonest shape
        self._outer = True  # no stretch is one of stamps within
        self._begin = begins(envelope)
        self._timer = envelope.timer(self._begin, clock)
        self.whole = self._survey()  # every stamp lies in the window, so that nothing need be looked at twice

    @property
    def common(self) -> bool:
        """Is each line known to be of the format's commonest shape, and dated by the stamp that it begins with?"""
        return self._common and self._outer

    @cached_property
    def repeats(self) -> bool:
        """May syslogd say of a record that it was repeated?"""
        return not self._common and b"message repeated " in self.content

    @cached_property
    def _asides(self) -> Asides:
        return asides(self.content, self._begin, self.repeats, getattr(self.envelope, "between", None))

    def find(self, grammar: Grammar) -> Iterator[re.Match[bytes]]:
        """The matches of `grammar` in the order of the log whose instant lies in the window."""
        pattern = compiled(self.envelope, grammar)
        matches = pattern.finditer(self.content)
        return matches if self.whole else self._inside(matches, self.envelope.timer(pattern, self.clock))

    def group(self, grammar: Grammar) -> dict[str, int]:
        """The numbers of the named groups in matches of `grammar`."""
        return dict(compiled(self.envelope, grammar).groupindex)

    def timer(self, grammar: Grammar) -> Timer:
        """What gives a match of `grammar` its instant in ns."""
        return self.envelope.timer(compiled(self.envelope, grammar), self.clock)

    def record(self, match: re.Match[bytes], text: bytes) -> bytes:
        """`text`, the end of the matched line, with what other lines add to the record."""
        return text + self.envelope.piece(self.content, match)

    def times(self, match: re.Match[bytes]) -> int:
        """1, or N where syslogd says so."""
        return self.envelope.repeats(self.content, match)

    def _inside(self, matches: Iterable[re.Match[bytes]], timer: Timer) -> Iterator[re.Match[bytes]]:
        start, end = self.window.start, self.window.end
        for match in matches:
            try:
                at = timer(match)
            except ValueError:
                continue
            if start <= at < end:
                yield match

    def _survey(self) -> bool:
        """Fills the reading; true if all stamps lie in the window."""
        found = self._jumped()
        # a record that speaks like syslogd is passed over whatever its stamp
        if found is None or any(not self._passed(match, found) for match in self._asides.alike):
            self._record_by_record()
            return False
        if not found.inside:  # as what is read for an hour behind the day
            return False
        self.reading.in_day = self.reading.lines - self.reading.unstamped - len(self._asides.lines)
        self.reading.slots.update(max(low, self.window.start) // SLOT for low, _ in found.stretches)
        seen = at_ends(self.content, self._begin, self._timer, in_order(found.stretches))
        if seen:
            self.reading.first, self.reading.last = min(seen), max(seen)
        return not found.odd

    def _jumped(self) -> Met | None:
        """The stretches that it lies in; None where some are of the window and others are not, or where they are short
        and of another day, so that looking for them costs more than it saves.

        A stamp's stretch (minutes) is looked at once, and then the next line that lies in none of the last few.
        """
        if astride(self.content, self._begin, self._timer, self.window):
            return None
        content, quick = self.content, getattr(self.envelope, "quick", _none)
        ahead = Ahead(content, getattr(self.envelope, "passed", b""))
        met = Met()
        at = 0
        for _ in range(self.MIXED):
            if met.stretches and at >= 0:
                at = ahead.after(at)
            if at < 0 or at >= len(content) - 1:
                self.reading.lines, self._common = ahead.lines, ahead.common
                return met
            ahead.lines += 1
            match = self._begin.match(content, at)
            stretch = self._stretch(match)
            if match is None or stretch is None:
                ahead.common = False
                met.odd = met.odd or match is not None
                self._stray(at, bool(met.stretches) and met.inside)
                at = content.find(b"\n", at + 1)
                continue
            self._outer = self._outer and match.groupdict().get("inner") is None
            same, inside = self._placed(match, stretch)
            if inside is None or not met.add(stretch[1:], inside) or met.sparse(at):
                return None
            ahead.add(same, quick(match, same), at)
            at = content.find(b"\n", at + 1)
        return None

    def _placed(self, match: re.Match[bytes], stretch: tuple[bytes, int, int]) -> tuple[bytes, bool | None]:
        """A regex for the lines of a stretch, or of a finer one, and whether it lies in the window; None: in part."""
        inside = within(self.window, *stretch[1:])
        if inside is None and (fine := getattr(self.envelope, "fine", _coarse)(match)) is not None:
            return fine[0], within(self.window, *fine[1:])
        return stretch[0], inside

    def _stray(self, at: int, near: bool) -> None:
        """A line without a time; `near`: a record of the window stands before it."""
        if at not in self._asides.lines:
            self.reading.unstamped += 1
            if near:
                self._sample(at)

    def _stretch(self, match: re.Match[bytes] | None) -> tuple[bytes, int, int] | None:
        try:
            return self.envelope.bucket(match, self.clock) if match else None
        except ValueError:
            return None

    def _passed(self, match: re.Match[bytes], met: Met) -> bool:
        stretch = self._stretch(match)
        return stretch is not None and within(self.window, *stretch[1:]) is met.inside and met.holds(stretch[1:])

    def _sample(self, at: int) -> None:
        line = self.content[at + 1 : at + 400].partition(b"\n")[0]
        if len(self.reading.samples) < SAMPLES and line.strip():
            self.reading.samples.append(clean(line, 160))

    def _record_by_record(self) -> None:
        """The same, by looking at every stamp; the result does not depend on where the log was cut."""
        reading, window, timer, content = self.reading, self.window, self._timer, self.content
        reading.lines = content.count(b"\n") - content.endswith(b"\n")
        alike = {match.start() for match in self._asides.alike}
        stamped = 0
        seen: list[int] = []
        odd: list[int] = []  # where stamps are that are no time
        turns: list[tuple[int, bool]] = []  # where the log enters and leaves the window
        here: re.Pattern[bytes] | None = None
        for match in self._begin.finditer(content):
            try:
                at = timer(match)
            except ValueError:
                odd.append(match.start())
                continue
            stamped += 1
            inside = window.start <= at < window.end
            if not turns or turns[-1][1] != inside:
                turns.append((match.start(), inside))
            if not inside:
                continue
            seen.append(at)
            if here is None or match.start() in alike or not here.match(content, match.start() + 1):
                stretch = self._stretch(match)
                if stretch is not None:
                    here = only(stretch[0])
                    reading.slots.add(max(stretch[1], window.start) // SLOT)
        reading.in_day = len(seen)
        if seen:
            reading.first, reading.last = min(seen), max(seen)
        reading.unstamped = max(0, reading.lines - stamped - len(self._asides.lines))
        self._samples(odd, turns)

    def _samples(self, odd: list[int], turns: list[tuple[int, bool]]) -> None:
        """Of the lines without a time, those behind a record of the window."""
        self.reading.samples.clear()
        if not self.reading.unstamped:
            return
        starts = [start for start, _ in turns]
        for at in heapq.merge(odd, (match.start() for match in stray(self._begin).finditer(self.content))):
            if len(self.reading.samples) == SAMPLES:
                break
            turn = bisect_right(starts, at) - 1
            if turn >= 0 and turns[turn][1] and at not in self._asides.lines:
                self._sample(at)


def _none(match: re.Match[bytes], same: bytes) -> bytes:
    return b""


def _coarse(match: re.Match[bytes]) -> tuple[bytes, int, int] | None:
    return None
