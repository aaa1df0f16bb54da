"""Chosen files as one run of chunks: cut where a record begins, dated, and joined across files.

Bytes before a file's first record belong to the last record of the file before; the chunk that joins them
carries its bytes.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from ..day import HOUR, Window
from ..errors import SourceError
from ..fold import Chunk, Clock, begins
from ..formats import Format
from ..report import Problem
from .choose import Log
from .dating import Folds, Years
from .opened import Rotated, reopened
from .seek import LINE, SEAM, Plain
from .span import Span, spanned
from .stream import printable, raw
from .unpack import unpacked

BIG = 16_000_000  # bytes from which a plain file is searched for the window's begin
STREAMED = 2_000_000  # bytes of a chunk that carries them: several are alive at a time
FRESH = 60 * 10**9  # a file written to this shortly ago may end within a line that is still being written


@dataclass(frozen=True, slots=True)
class Head:
    """The bytes before a file's first record."""

    content: bytes
    path: str


@dataclass(frozen=True, slots=True)
class Cutter:
    """How the files of one stream are cut."""

    source: str
    envelope: Format
    window: Window
    zone: ZoneInfo
    now: int
    chunk: int = 8_000_000
    limit: int = 20 * 10**9
    whole: bool = False  # read all of every file: its lines may be in any order
    big: int = BIG

    def chunks(self, logs: Iterable[Log], problems: list[Problem]) -> Iterator[Chunk]:
        """The chunks of `logs`, which are in order; what cannot be read becomes a Problem."""
        return _joined(self._parts(list(logs), problems), self.envelope)

    @property
    def slack(self) -> int:
        """Lines may be this late or early; local times also by the hour that happens twice."""
        return 2 * HOUR if self.envelope.zoneless else HOUR

    def problem(self, text: str) -> Problem:
        """Something about this source's files."""
        return Problem(self.source, text)

    def _parts(self, logs: list[Log], problems: list[Problem]) -> Iterator[Chunk | Head]:
        folds = Folds(self.envelope, self.zone, self.window)
        for number, log in enumerate(logs):
            try:
                handle = reopened(log.path, log.inode)
            except Rotated:
                raise
            except SourceError as error:
                problems.append(self.problem(str(error)))
                continue
            try:
                if handle.size < log.size:
                    raise Rotated(f"{log.path}: shrank while it was being read")
                if log.kind == "plain":
                    yield from self._plain(handle.fd, log, folds, number == len(logs) - 1, problems)
                else:
                    yield from Unpacking(self, handle.fd, log, folds, problems).chunks()
            finally:
                os.close(handle.fd)

    def _plain(self, fd: int, log: Log, folds: Folds, last: bool, problems: list[Problem]) -> Iterator[Chunk | Head]:
        plain = Plain(fd, self.envelope)
        end = self._settled(plain, log) if last else log.size
        span = Span(None)
        if self.envelope.yearless:
            span = log.years or spanned(fd, log, self.envelope, self.zone, self.limit)
        start = _first_begin(b"\n" + log.head, self.envelope)
        if start:
            yield Head(log.head[:start], log.path)
        for one, two, years in span.parts(start, end, self.zone, log.mtime):
            part = self._inside(plain, one, two, years)
            for low, high, clock in self._folded(plain, *part, years, folds):
                yield from self._ranges(plain, log, low, high, clock, problems)

    def _settled(self, plain: Plain, log: Log) -> int:
        """The file's size without a last line that is still being written."""
        if not log.size or log.mtime < self.now - FRESH or plain.read(log.size - 1, log.size) == b"\n":
            return log.size
        back = max(0, log.size - LINE)
        found = plain.read(back, log.size).rfind(b"\n")
        return back + found + 1 if found >= 0 else back

    def _inside(self, plain: Plain, start: int, end: int, clock: Clock) -> tuple[int, int]:
        """The part of [start, end) that can hold the window, by halves where the file is big and in order."""
        if self.whole or end - start < self.big or not plain.in_order(start, end, clock):
            return start, end
        low = plain.bracket(start, end, clock, self.window.start - self.slack)[0]
        return low, plain.bracket(low, end, clock, self.window.end + self.slack)[1]

    def _folded(
        self, plain: Plain, start: int, end: int, clock: Clock, folds: Folds
    ) -> Iterator[tuple[int, int, Clock]]:
        if not folds.idle:
            for offset, block in plain.blocks(start, end):
                at = folds.feed(block, clock)
                if at is not None:
                    yield start, offset + at, clock
                    start = offset + at
                    break
        yield start, end, replace(clock, fold=folds.fold)

    def _ranges(
        self, plain: Plain, log: Log, start: int, end: int, clock: Clock, problems: list[Problem]
    ) -> Iterator[Chunk]:
        for skip, resume in [*plain.overlong(start, end), (end, end)]:
            for low, high in plain.ranges(start, skip, self.chunk):
                yield Chunk(log.path, low, high - low, clock, None, log.inode, behind=end - high)
            if resume > skip:
                problems.append(self.problem(skipped(log.path, skip, resume - skip)))
            start = min(resume + 1, end) if resume > skip else resume


def skipped(path: str, at: int, length: int) -> str:
    """What is said of a line that was too long."""
    return f"{path}: a line at byte {at - LINE:,} is longer than 1 MB; {length:,} bytes of it were skipped"


def _first_begin(head: bytes, envelope: Format) -> int:
    """How many bytes stand before the first record; 0 where none begins."""
    found = begins(envelope).search(head)
    return found.start() if found else 0


def _joined(parts: Iterator[Chunk | Head], envelope: Format) -> Iterator[Chunk]:
    held: Chunk | None = None
    for part in parts:
        if isinstance(part, Chunk):
            if held is not None:
                yield held
            held = part
        elif held is None:
            held = Chunk(part.path, 0, len(part.content), Clock(ZoneInfo("UTC"), 0), printable(part.content))
        else:
            yield from _seam(held, part, envelope)
            held = None
    if held is not None:
        yield held


def _seam(left: Chunk, head: Head, envelope: Format) -> Iterator[Chunk]:
    """`left` without its last record, and that record with what the next file holds of it."""
    content = b"\n" + raw(left)
    begin, at = begins(envelope), len(content)
    low = max(0, len(content) - SEAM)
    while (at := content.rfind(b"\n", low, at)) > 0:
        if begin.match(content, at):
            break
    at = max(at, 0)
    if at:
        part = content[1 : at + 1] if left.content is not None else None
        yield replace(left, length=at, content=part)
    rest = printable(content[at + 1 :] + head.content)
    yield replace(left, offset=left.offset + at, length=len(rest), content=rest)


class Unpacking:
    """One compressed file as chunks that carry their bytes."""

    def __init__(self, cutter: Cutter, fd: int, log: Log, folds: Folds, problems: list[Problem]) -> None:
        self._cutter = cutter
        self._fd = fd
        self._log = log
        self._folds = folds
        self._problems = problems
        self._years = Years(cutter.envelope)
        self._span = Span(None)
        if cutter.envelope.yearless:
            self._span = log.years or spanned(fd, log, cutter.envelope, cutter.zone, cutter.limit)
        self._since = 0

    def chunks(self) -> Iterator[Chunk | Head]:
        """Records of the window, an hour more on either side, and nothing of the rest."""
        offset, held = 0, None
        for content in self._records():
            if not offset and (start := _first_begin(b"\n" + content, self._cutter.envelope)):
                yield Head(content[:start], self._log.path)
                offset, content = start, content[start:]
            for chunk in self._dated(offset, content):
                first = self._cutter.envelope.first(b"\n" + (chunk.content or b""), chunk.clock)
                if held is not None and not self._early(first):
                    yield held
                held = chunk
                if self._late(first):
                    return
            offset += len(content)
        if held is not None:
            yield held

    def _early(self, first: int | None) -> bool:
        """Ends the chunk before `first` before the window?"""
        cutter = self._cutter
        return not cutter.whole and first is not None and first < cutter.window.start - cutter.slack

    def _late(self, first: int | None) -> bool:
        cutter = self._cutter
        return not cutter.whole and first is not None and first >= cutter.window.end + cutter.slack

    def _dated(self, offset: int, content: bytes) -> Iterator[Chunk]:
        """`content` by years and at the hour that happens twice."""
        log, block = self._log, b"\n" + content
        edges = [(0, self._since)]
        if self._cutter.envelope.yearless:
            edges += self._years.feed(block)
        self._since = edges[-1][1]
        ends = [at for at, _ in edges[1:]] + [len(content)]
        for (start, since), end in zip(edges, ends, strict=True):
            clock = replace(self._span.clock(since, self._cutter.zone, log.mtime), fold=self._folds.fold)
            at = self._folds.feed(block[start : end + 1], clock)
            if at is not None:
                yield self._chunk(offset + start, content[start : start + at], clock)
                start += at
                clock = replace(clock, fold=1)
            yield self._chunk(offset + start, content[start:end], clock)

    def _chunk(self, offset: int, content: bytes, clock: Clock) -> Chunk:
        return Chunk(self._log.path, offset, len(content), clock, printable(content), self._log.inode)

    def _records(self) -> Iterator[bytes]:
        """The file in blocks that end where a record begins."""
        size, envelope = min(self._cutter.chunk, STREAMED), self._cutter.envelope
        held = b""
        for piece in self._lines():
            held += piece
            at = 0
            while len(held) - at >= size + SEAM:
                found = envelope.whole(held, at + size - 1) + 1
                if not found and len(held) - at < size + LINE:
                    break
                found = found or held.find(b"\n", at + size - 1) + 1 or at + size
                yield held[at:found]
                at = found
            held = held[at:]
        while len(held) > size and (found := envelope.whole(held, size - 1) + 1):
            yield held[:found]
            held = held[found:]
        if held:
            yield held

    def _lines(self) -> Iterator[bytes]:
        """What is unpacked, without the parts of lines beyond 1 MB; stops with a Problem where it must."""
        run, lost, at = 0, 0, 0  # bytes of the current line, bytes of it left out, offset
        try:
            for piece in unpacked(self._fd, self._log.kind, self._cutter.limit):
                head, newline, rest = piece.partition(b"\n")
                room = max(0, LINE - run)
                lost += max(0, len(head) - room)
                if newline and lost:
                    self._skipped(at + len(head) - lost, lost)
                    lost = 0
                yield head[:room] + newline + rest
                run = len(piece) - piece.rfind(b"\n") - 1 if newline else run + len(piece)
                at += len(piece)
        except SourceError as error:
            self._problems.append(self._cutter.problem(f"{self._log.path}: {error}"))
        if lost:
            self._skipped(at - lost, lost)

    def _skipped(self, at: int, lost: int) -> None:
        self._problems.append(self._cutter.problem(skipped(self._log.path, at, lost)))
