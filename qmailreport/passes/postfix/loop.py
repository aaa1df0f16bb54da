"""The hot loop over one chunk of Postfix's log: one call an event, by host and instance.  Pure.

Most logs are of one host and instance.  Where a large chunk looks as if it were, a regex of their names takes its
lines, which saves looking at the names of each; whatever it does not know, the regex of all names takes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from ...fold import Grammar, Lines, compiled
from .scan import Event, Scanner
from .state import Queue
from .wants import Wants

PLACES = 5  # at which it is looked at
ALIKE = 4  # so many of which must be of the same host and instance
Where = tuple[bytes | Any, ...]  # host and instance
QueueOf = Callable[[bytes, bytes], Queue]


class Loop:
    """The scanners of one chunk, by host and instance."""

    def __init__(self, lines: Lines, queue_of: QueueOf, wants: Wants) -> None:
        self.lines, self.wants = lines, wants
        self.group = lines.group(wants.grammar)
        self._queue_of = queue_of
        self._scanners: dict[Where, tuple[Scanner, list[Event]]] = {}
        self._names = self.group["host"], self.group["instance"]

    def run(self, large: int) -> None:
        """Takes all of the chunk's lines; from `large` bytes on it is worth while to look for its commonest names."""
        where = self._usual() if self.lines.whole and len(self.lines.content) >= large else None
        if where is None:
            self._any()
        else:
            self._one(where)
        for scanner, _ in self._scanners.values():
            scanner.done()

    def _of(self, where: Where) -> tuple[Scanner, list[Event]]:
        known = self._scanners.get(where)
        if known is None:
            scanner = Scanner(self._queue_of(where[0] or b"", where[1] or b""), self.lines, self.group, self.wants)
            known = self._scanners[where] = scanner, scanner.events()
        return known

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

    def _usual(self) -> Where | None:
        """The host and instance that most lines seem to be of; None: there is none, or it is not worth while."""
        lines = self.lines
        if not hasattr(lines.envelope, "begin_of"):
            return None
        pattern = compiled(lines.envelope, self.wants.grammar)
        seen: dict[Where, int] = {}
        for place in range(PLACES):
            match = pattern.search(lines.content, len(lines.content) * place // PLACES)
            where = match.group(*self._names) if match else (None, None)
            seen[where] = seen.get(where, 0) + 1
        most = max(seen, key=lambda where: seen[where])
        return most if seen[most] >= ALIKE and all(most) else None

    def _one(self, where: Where) -> None:
        """Most lines are of one host and instance, or of other programs of the host."""
        lines, repeats, times = self.lines, self.lines.repeats, self.lines.times
        pattern = _own(lines.envelope, self.wants.of(where[1]), where[0])
        foreign, elsewhere = pattern.groupindex["foreign"], self.group["elsewhere"]
        scanner, table = self._of(where)
        count = others = 0
        for match in pattern.finditer(lines.content):
            index = match.lastindex
            if index == elsewhere:
                others += 1
            elif index == foreign:
                self._foreign(match.start())
            else:
                count += 1
                if repeats:
                    scanner.n = times(match)
                table[index](match)  # type: ignore[index]  # a begin has groups
        scanner.counts["lines"] += count
        if others:
            self._of((where[0], None))[0].counts["lines"] += others

    def _foreign(self, at: int) -> None:
        """A line of another host or instance, or no record at all."""
        match = compiled(self.lines.envelope, self.wants.grammar).match(self.lines.content, at)
        if match is None:
            return
        scanner, table = self._of(match.group(*self._names))
        scanner.counts["lines"] += 1
        scanner.n = self.lines.times(match) if self.lines.repeats else 1
        table[match.lastindex](match)  # type: ignore[index]  # a begin has groups


@lru_cache(maxsize=64)
def _own(envelope: Any, grammar: Grammar, host: bytes) -> re.Pattern[bytes]:
    """The lines of one host, with the groups of all hosts' grammar; and every other line, as `foreign`."""
    newline, rest = rb"\n", envelope.begin_of(host, grammar.program).removeprefix(rb"\n")
    return re.compile(newline + b"(?:" + rest + b"(?:" + grammar.events + rb")|(?P<foreign>))")
