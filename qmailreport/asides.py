"""Lines that belong to a record before them: syslogd's `last message repeated`, splogger's further pieces; what mgetty
writes between calls.  Pure.

They are no records of their own, and nothing is wrong with them, so that neither count holds them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# As the formats pass over them.  Both are looked for by what is rare in a log, at the speed of memchr.
REPEATED = b" last message repeated "
NEAR, FAR = 14, 80  # bytes of the line that may stand before it
FEW = 8000  # of them memchr finds faster than a regex
PLUS = re.compile(rb"\+(?<=[0-9]{9}\.[0-9]{6}\+)")
PIECE = re.compile(rb"\n[^\n]{14,}?[:\]\[\- \xbf][0-9]{9,10}\.[0-9]{6}\+")


@dataclass(frozen=True, slots=True)
class Asides:
    """Where (at their newlines) such lines are, and the records that only look like one."""

    lines: frozenset[int] = frozenset()
    alike: tuple[re.Match[bytes], ...] = ()


def asides(
    content: bytes, begin: re.Pattern[bytes], repeats: bool = True, between: re.Pattern[bytes] | None = None
) -> Asides:
    """What `content`, whose records begin with `begin`, has of them: only syslog, and who says what is `between`.

    `repeats`: whether the words `message repeated ` occur in it.
    """
    if between is not None:
        return Asides(frozenset(match.start() for match in between.finditer(content)))
    if "inner" not in begin.groupindex or "times" not in begin.groupindex:
        return Asides()
    lines: set[int] = set()
    alike = []
    for at in sorted({*(_repeats(content) if repeats else ()), *_pieces(content)}):
        match = begin.match(content, at)
        if match is None:
            lines.add(at)
        else:
            alike.append(match)
    return Asides(frozenset(lines), tuple(alike))


def _repeats(content: bytes) -> Iterator[int]:
    at = start = 0
    while (found := content.find(REPEATED, at + 1)) >= 0:
        start = max(start, content.rfind(b"\n", at, found))  # from the one before: a line may be a megabyte of them
        at = found
        if NEAR <= at - start - 1 <= FAR:
            yield start


def _pieces(content: bytes) -> Iterator[int]:
    at = 0
    for plus in _pluses(content):
        start = content.rfind(b"\n", at, plus)
        at = plus
        if start >= 0 and PIECE.match(content, start):
            yield start


def _pluses(content: bytes) -> Iterator[int]:
    """Where a `+` ends what may be a stamp."""
    at, find = content.find(b"+"), content.find
    for _ in range(FEW):
        if at < 0:
            return
        if content[at - 7 : at - 6] == b"." and PLUS.match(content, at):
            yield at
        at = find(b"+", at + 1)
    for plus in PLUS.finditer(content, max(at, 0)) if at >= 0 else ():
        yield plus.start()
