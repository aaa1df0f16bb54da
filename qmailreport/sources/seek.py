"""Places in a plain file: where the records of a time begin, where it may be cut, and lines too long to hold."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass

from ..day import HOUR
from ..fold import Clock, begins
from ..formats import Format

PROBE = 65_536
SEAM = 131_072  # bytes read to find a cut, and what must lie behind it
LINE = 1_048_576  # a longer line is cut off
GRID = LINE // 2  # every longer line covers a whole step of this grid
SAMPLES = 32  # places that must be in order before a file is searched by halves


@dataclass(frozen=True, slots=True)
class Plain:
    """An open plain file whose bytes are a text log of one format."""

    fd: int
    envelope: Format

    def read(self, start: int, end: int) -> bytes:
        """The bytes of [start, end), fewer where the file ends."""
        parts = []
        while start < end:
            part = os.pread(self.fd, min(end - start, 1 << 24), start)
            if not part:
                break
            parts.append(part)
            start += len(part)
        return b"".join(parts)

    def behind(self, start: int, end: int) -> bytes:
        """The same with the newline before `start` in front (one is made at the file's begin)."""
        return self.read(start - 1, end) if start else b"\n" + self.read(0, end)

    def blocks(self, start: int, end: int, size: int = 8_388_608) -> Iterator[tuple[int, bytes]]:
        """(offset, newline + whole lines) of [start, end), about `size` bytes each."""
        while start < end:
            stop = end if start + size >= end else self._line_end(start + size, end)
            yield start, self.behind(start, stop)
            start = stop

    def _line_end(self, at: int, end: int) -> int:
        while at < end:
            found = self.read(at - 1, min(at + PROBE, end)).find(b"\n")
            if found >= 0:
                return at + found
            at += PROBE
        return end

    def probe(self, at: int, end: int, clock: Clock) -> tuple[int, int] | None:
        """(offset, instant) of the first dated record from `at` on, within 1 MB."""
        begin = begins(self.envelope)
        timer = self.envelope.timer(begin, clock)
        for reach in (4096, PROBE, LINE):
            content = self.behind(at, min(at + reach, end))
            for match in begin.finditer(content):
                try:
                    return at + match.start(), timer(match)
                except ValueError:
                    continue
            if at + reach >= end:
                break
        return None

    def in_order(self, start: int, end: int, clock: Clock) -> bool:
        """Are the stamps of [start, end), looked at here and there, in order to within an hour?"""
        before: int | None = None
        for part in range(SAMPLES):
            found = self.probe(start + (end - start) * part // SAMPLES, end, clock)
            if found is None:
                continue
            if before is not None and found[1] < before - HOUR:
                return False
            before = found[1] if before is None else max(before, found[1])
        return True

    def bracket(self, start: int, end: int, clock: Clock, target: int) -> tuple[int, int]:
        """Offsets of records: all before the first are earlier than `target`, all from the second on are not."""
        low, high, known = start, end, end
        while high - low > PROBE:
            middle = (low + high) // 2
            found = self.probe(middle, end, clock)
            if found is None or found[0] >= known:
                high = middle
            elif found[1] < target:
                low = max(found[0], middle)
            else:
                high, known = middle, min(known, found[0])
        if low == start:
            return start, known
        found = self.probe(low, end, clock)
        return (found[0] if found and found[0] <= high else start), known

    def cut(self, goal: int, end: int) -> int:
        """The first offset from `goal` on where a chunk may end: before a record whose neighbours need not stay
        together; before any line where 1 MB holds no such record.
        """
        for reach in (SEAM, LINE):
            content = self.read(goal - 1, min(goal + reach, end))
            found = self.envelope.whole(content, 0)
            if found >= 0:
                return goal + found
            if goal + reach >= end:
                return end
        found = content.find(b"\n")
        return goal + (found if found >= 0 else LINE)

    def ranges(self, start: int, end: int, size: int) -> Iterator[tuple[int, int]]:
        """[start, end) in ranges of about `size` bytes."""
        while start < end:
            stop = end if start + size >= end else min(end, self.cut(start + size, end))
            yield start, stop
            start = stop

    def overlong(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The parts to skip of lines longer than 1 MB: [LINE bytes behind their begin, their newline)."""
        at = -(-start // GRID) * GRID
        while at + GRID <= end:
            if not self._bare(at, at + GRID):
                at += GRID
                continue
            begin = self._line_begin(at, start)
            stop = at + GRID
            while stop < end and self._bare(stop, min(stop + GRID, end)):
                stop = min(stop + GRID, end)
            if stop < end:
                stop += self.read(stop, min(stop + GRID, end)).find(b"\n")
            if stop - begin > LINE:
                yield begin + LINE, stop
            at = -(-(stop + 1) // GRID) * GRID

    def _bare(self, start: int, end: int) -> bool:
        return b"\n" not in self.read(start, min(start + 4096, end)) and b"\n" not in self.read(start, end)

    def _line_begin(self, at: int, start: int) -> int:
        while at > start:
            back = max(start, at - GRID)
            found = self.read(back, at).rfind(b"\n")
            if found >= 0:
                return back + found + 1
            at = back
        return start
