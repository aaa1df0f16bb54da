"""The hot loop over one chunk of Postfix's log: one call an event, by host and instance.  Pure.

Most logs are of one host and instance.  Where a large chunk looks as if it were, a regex of their names takes its
lines, which saves looking at the names of each; whatever it does not know, the regex of all names takes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Protocol, runtime_checkable

from ...fold import Lines, Timer, compiled
from .scan import Event, Scanner
from .state import Queue
from .wants import Wants

PLACES = 5  # at which it is looked at
ALIKE = 4  # so many of which must be of the same host and instance
Where = tuple[bytes | Any, ...]  # host and instance
QueueOf = Callable[[bytes, bytes], Queue]


@runtime_checkable
class Likened(Protocol):
    """An envelope whose records of one host and day a cheaper regex finds; syslog's."""

    def begin_like(self, match: re.Match[bytes], common: bool) -> tuple[bytes, bytes]:
        """What leads to the program of records like that one, and from there to the text."""

    def repeated(self, content: bytes, end: int, host: bytes) -> int:
        """How often syslogd says that the record happened whose line goes on at `end`."""


class Loop:
    """The scanners of one chunk, by host and instance."""

    def __init__(self, lines: Lines, queue_of: QueueOf, wants: Wants) -> None:
        self.lines, self.wants = lines, wants
        self.group = lines.group(wants.grammar)
        self._at = lines.timer(wants.grammar)
        self._alone: re.Pattern[bytes] | None = None
        self._alone_at = self._at
        self._queue_of = queue_of
        self._scanners: dict[Where, tuple[Scanner, list[Event]]] = {}
        self._names = self.group["host"], self.group["instance"]

    def run(self, large: int) -> None:
        """Takes all of the chunk's lines; from `large` bytes on it is worth while to look for its commonest names."""
        usual = self._usual() if self.lines.whole and len(self.lines.content) >= large else None
        begin = self._begin_like(usual) if usual else None
        if usual and begin:
            where = usual.group(*self._names)
            self._one(where, self.wants.alone(*begin, where[1])).done(self._instant)
        else:
            self._any()
        for scanner, _ in self._scanners.values():
            scanner.done(self._instant)

    def _instant(self, match: re.Match[bytes]) -> int:
        """Of a match of either regex (ns)."""
        return self._alone_at(match) if match.re is self._alone else self._at(match)

    def _of(self, where: Where) -> tuple[Scanner, list[Event]]:
        known = self._scanners.get(where)
        if known is None:
            known = self._scanners[where] = self._scanner(where, self.group, self._at)
        return known

    def _scanner(self, where: Where, group: dict[str, int], at: Timer) -> tuple[Scanner, list[Event]]:
        scanner = Scanner(self._queue_of(where[0] or b"", where[1] or b""), self.lines, group, self.wants, at)
        return scanner, scanner.events()

    def _any(self) -> None:
        names, repeats, times = self._names, self.lines.repeats, self.lines.times
        here: Where | None = None
        counts: dict[Where, int] = {}
        count = 0
        for match in self.lines.find(self.wants.grammar):
            where = match.group(*names)
            if where != here:
                if here is not None:
                    counts[here] = counts.get(here, 0) + count
                here, count = where, 0
                scanner, table = self._of(where)
            count += 1
            if repeats:
                scanner.n = times(match)
            table[match.lastindex](match)  # type: ignore[index]  # a begin has groups
        if here is not None:
            counts[here] = counts.get(here, 0) + count
        for where, count in counts.items():
            self._of(where)[0].counts["lines"] += count

    def _usual(self) -> re.Match[bytes] | None:
        """A line of the host and instance that most seem to be of; None: there is none, or it is not worth while."""
        lines = self.lines
        if not isinstance(lines.envelope, Likened):
            return None
        pattern = compiled(lines.envelope, self.wants.grammar)
        seen: dict[Where, list[re.Match[bytes]]] = {}
        for place in range(PLACES):
            match = pattern.search(lines.content, len(lines.content) * place // PLACES)
            if match and all(where := match.group(*self._names)):
                seen.setdefault(where, []).append(match)
        most = max(seen.values(), key=len, default=[])
        return most[-1] if len(most) >= ALIKE else None

    def _begin_like(self, usual: re.Match[bytes]) -> tuple[bytes, bytes] | None:
        """What lines like that one begin with; None where its shape is not the commonest one."""
        envelope = self.lines.envelope
        begin = envelope.begin_like(usual, self.lines.common) if isinstance(envelope, Likened) else (b"", b"")
        return begin if begin[0] else None

    def _one(self, where: Where, pattern: re.Pattern[bytes]) -> Scanner:
        """Most lines are of one host and instance, or of other programs of the host: `pattern` is theirs, and has a
        match in each line.  Its groups are others than those of the regex for all lines, so that it has a scanner of
        its own; both work on the same queue.
        """
        lines, repeats, group = self.lines, self.lines.repeats, dict(pattern.groupindex)
        content, envelope = lines.content, lines.envelope
        assert isinstance(envelope, Likened)  # as there is such a pattern
        self._alone, self._alone_at = pattern, lines.envelope.timer(pattern, lines.clock)
        scanner, table = self._scanner(where, group, self._alone_at)
        others = foreign = 0

        def elsewhere(match: re.Match[bytes]) -> None:
            nonlocal others
            others += 1

        def unlike(match: re.Match[bytes]) -> None:
            nonlocal foreign
            foreign += 1
            self._foreign(match.start())

        table[group["elsewhere"]], table[group["foreign"]] = elsewhere, unlike
        for match in pattern.finditer(content):
            if repeats:
                scanner.n = envelope.repeated(content, match.end(), where[0])
            table[match.lastindex](match)  # type: ignore[index]  # a begin has groups
        # each line has a match; the one behind the last newline is foreign
        ends = content.endswith(b"\n")
        scanner.counts["lines"] += lines.reading.lines + ends - others - foreign
        if others:
            self._of((where[0], None))[0].counts["lines"] += others
        return scanner

    def _foreign(self, at: int) -> None:
        """A line of another host or instance, or no record at all."""
        match = compiled(self.lines.envelope, self.wants.grammar).match(self.lines.content, at)
        if match is None:
            return
        scanner, table = self._of(match.group(*self._names))
        scanner.counts["lines"] += 1
        scanner.n = self.lines.times(match) if self.lines.repeats else 1
        table[match.lastindex](match)  # type: ignore[index]  # a begin has groups
