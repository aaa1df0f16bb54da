"""wtmp and btmp with their rotated kin: which files hold the window, and their records as one run, each once.

A file is what its records say, never its name.  Copies that overlap (wtmp.backup, a twin that was being compressed) are
told by exact duplicates: a record that an earlier file holds is left out of the later ones.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from ..day import HOUR, SECOND, Window
from ..errors import SourceError
from ..fold import Chunk, Clock
from ..formats.utmp import Layout, Utmp, layout_of
from ..report import Problem
from .choose import HEAD, SUFFIX, TABOO, TURN, kin, present
from .opened import Opened, Rotated, kind_of, opened, reopened
from .unpack import unpacked

FRESH = 60 * SECOND  # a file written to this shortly ago may end within a record that is still being written
MOST = 2_000_000  # records by which copies are told apart
STREAMED = 2_000_000  # bytes of a chunk that carries them
PIECE = 4_000_000  # bytes of a chunk that is read where it is folded
EVER = Window(-(1 << 62), 1 << 62)


@dataclass(frozen=True, slots=True)
class Part:
    """A file of login records."""

    path: str
    inode: tuple[int, int]
    size: int
    mtime: int  # ns
    kind: str  # plain, gz, bz2, xz or zst
    layout: Layout
    first: int  # ns; of its first record with a time
    last: int  # of its last one; of a compressed file its mtime


def copies(path: str, olddir: str | None = None) -> list[str]:
    """`path`, its rotated kin and its copies: wtmp.1, wtmp-20261119.gz, wtmp.old, wtmp.backup; never wtmp.report."""
    shape = re.compile(re.escape(Path(path).name) + rf"\.backup(?:{TURN})*(?:\.{SUFFIX})?")
    found = kin(path, olddir)
    try:
        names = sorted(os.listdir(Path(path).parent))
    except OSError:
        names = []
    found += [str(Path(path).parent / one) for one in names if shape.fullmatch(one) and not TABOO.search(one)]
    return list(dict.fromkeys(found))


class Empty(SourceError):
    """A file without a record."""


def looked(path: str, limit: int) -> Part:
    """What the file is; SourceError says why it is not one of login records, Empty that it holds none."""
    log = opened(path)
    try:
        return _looked(log, limit)
    except Empty:
        raise
    except SourceError as error:
        raise SourceError(f"{path}: {error}" if not str(error).startswith(path) else str(error)) from None
    finally:
        os.close(log.fd)


def _looked(log: Opened, limit: int) -> Part:
    head = os.pread(log.fd, HEAD * 2, 0)
    if head.startswith(b"SQLite format 3"):
        raise SourceError("is an SQLite database; use format: wtmpdb")
    kind = kind_of(head)
    if kind != "plain":
        head = next((piece for piece in unpacked(log.fd, kind, limit)), b"")[: HEAD * 2]
    if not head:
        raise Empty(f"{log.path}: is empty")
    layout = layout_of(head)
    first = _edge(layout, head[: len(head) // layout.size * layout.size])
    if first is None:
        raise Empty(f"{log.path}: holds no record that bears a time")
    last = log.mtime if kind != "plain" else _last(log, layout)
    return Part(log.path, log.inode, log.size, log.mtime, kind, layout, first, max(first, last))


def _edge(layout: Layout, content: bytes, back: bool = False) -> int | None:
    rows = Utmp().rows(content, layout.word, EVER).records
    instants = [row[0] for row in rows if row[0]]
    return instants[-1 if back else 0] if instants else None


def _last(log: Opened, layout: Layout) -> int:
    """The instant of its last record; its mtime where the last ones bear none."""
    count = log.size // layout.size
    low = max(0, count - 100) * layout.size
    return _edge(layout, os.pread(log.fd, (count * layout.size) - low, low), back=True) or log.mtime


@dataclass(frozen=True, slots=True)
class Looker:
    """Looks at a set of files of login records."""

    window: Window
    limit: int = 20 * 10**9

    def parts(self, paths: Iterable[str]) -> tuple[list[Part], list[Part], list[str], int]:
        """(files that may hold records of the window, all files, what was refused, how many were empty)."""
        troubles: list[str] = []
        found: list[Part] = []
        empty = 0
        for path, _, _ in present(paths, self.window.start - HOUR, troubles):
            try:
                found.append(looked(path, self.limit))
            except Rotated:
                raise
            except Empty:
                empty += 1
            except SourceError as error:
                troubles.append(str(error))
        found.sort(key=lambda part: (part.first, part.last, part.mtime, part.path))
        return [part for part in found if self._holds(part)], found, troubles, empty

    def _holds(self, part: Part) -> bool:
        """mtime is never before the last record, and clocks that ran wrong do not matter there."""
        return part.mtime >= self.window.start - HOUR and min(part.first, part.last) < self.window.end + HOUR


@dataclass(frozen=True, slots=True)
class Joiner:
    """How files of login records become one run of chunks."""

    source: str
    now: int
    limit: int = 20 * 10**9

    def chunks(self, parts: list[Part], problems: list[Problem]) -> Iterator[Chunk]:
        """The chunks of `parts`, which are in order; what cannot be read becomes a Problem."""
        seen: set[bytes] = set()
        for number, part in enumerate(parts):
            later = [one.first for one in parts[number + 1 :] if one.first <= part.last]
            since = min(later, default=None)
            try:
                handle = reopened(part.path, part.inode)
            except Rotated:
                raise
            except SourceError as error:
                problems.append(Problem(self.source, str(error)))
                continue
            try:
                if handle.size < part.size:
                    raise Rotated(f"{part.path}: shrank while it was being read")
                if part.kind == "plain" and since is None and not seen:
                    yield from self._ranges(part, problems)
                else:
                    yield from self._streamed(handle.fd, part, seen, since, problems)
            finally:
                os.close(handle.fd)

    def _ranges(self, part: Part, problems: list[Problem]) -> Iterator[Chunk]:
        step = PIECE // part.layout.size * part.layout.size
        end = part.size // part.layout.size * part.layout.size
        for at in range(0, end, step):
            yield Chunk(part.path, at, min(step, end - at), _clock(part), None, part.inode, part.layout.word)
        self._torn(part, part.size - end, problems)

    def _streamed(
        self, fd: int, part: Part, seen: set[bytes], since: int | None, problems: list[Problem]
    ) -> Iterator[Chunk]:
        """The file's records that none of the earlier files holds; those from `since` on are remembered."""
        fresh: set[bytes] = set()
        offset = 0
        for content in self._blocks(fd, part, problems):
            kept = content if not seen and since is None else self._once(part, content, seen, since, fresh)
            if kept:
                yield Chunk(part.path, offset, len(kept), _clock(part), kept, part.inode, part.layout.word)
            offset += len(content)
        if len(seen) + len(fresh) > MOST:
            what = f"{part.path}: more than {MOST:,} records overlap with other files; some may be counted twice"
            problems.append(Problem(self.source, what))
        seen |= fresh

    def _once(self, part: Part, content: bytes, seen: set[bytes], since: int | None, fresh: set[bytes]) -> bytes:
        size, kept = part.layout.size, []
        instants = (row[6] * SECOND for row in part.layout.records(content))
        for at, instant in zip(range(0, len(content), size), instants, strict=True):
            record = content[at : at + size]
            mark = hashlib.blake2b(record, digest_size=12).digest()
            if mark in seen:
                continue
            kept.append(record)
            if since is not None and instant + SECOND > since and len(seen) + len(fresh) <= MOST:
                fresh.add(mark)
        return b"".join(kept)

    def _blocks(self, fd: int, part: Part, problems: list[Problem]) -> Iterator[bytes]:
        """The file as whole records."""
        size, held = part.layout.size, b""
        step = STREAMED // size * size
        try:
            for piece in _pieces(fd, part, self.limit):
                held += piece
                while len(held) >= step:
                    yield held[:step]
                    held = held[step:]
        except SourceError as error:
            problems.append(Problem(self.source, f"{part.path}: {error}"))
        whole = len(held) // size * size
        if whole:
            yield held[:whole]
        self._torn(part, len(held) - whole, problems)

    def _torn(self, part: Part, rest: int, problems: list[Problem]) -> None:
        if rest and part.mtime < self.now - FRESH:
            what = f"{part.path}: its last record is torn ({rest} of {part.layout.size} bytes); it was passed over"
            problems.append(Problem(self.source, what))


def _pieces(fd: int, part: Part, limit: int) -> Iterator[bytes]:
    if part.kind != "plain":
        yield from unpacked(fd, part.kind, limit)
        return
    at = 0
    while at < part.size and (content := os.pread(fd, min(1 << 20, part.size - at), at)):
        yield content
        at += len(content)


def _clock(part: Part) -> Clock:
    return Clock(ZoneInfo("UTC"), part.mtime)
