"""Which files hold a day: chosen by mtime and first stamp with an hour's slack, never by their names.

mtime is never before the last line (rename, compression and copytruncate keep or raise it), and the first stamp
is in the file.  Numbers and dates in names say when rotation ran, not what is inside.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from ..day import HOUR, Window
from ..errors import SourceError
from ..fold import Clock
from ..formats import Format
from .dating import DAY, clock_of
from .opened import Opened, Rotated, kind_of, mode_of, opened, reopened, text_like
from .span import Span, spanned
from .unpack import unpacked

HEAD = 65_536
REMEMBERED = 256  # files whose years are
YEAR = 360 * DAY  # a file that spans less has one reading only
SUFFIX = r"(?:gz|bz2|xz|zst|zstd|Z|lz4|lz|lzma|lzo|zip|7z)"
# .1 -20261120 -2026112003 .2026-11-19 -1763596800 .old, and nothing that begins with a letter: mail.err is no mail.1
TURN = r"(?:[.-](?:[0-9][0-9_.:T+-]*|old))"
TABOO = re.compile(r"(?:~|\.(?:swp|bak|tmp|cfsaved|rpmsave|rpmorig|rpmnew|dpkg-[a-z]+|ucf-[a-z]+|part|disabled))$")


@dataclass(frozen=True, slots=True)
class Log:
    """A file that may hold lines of the window."""

    path: str
    inode: tuple[int, int]
    size: int
    mtime: int  # ns
    kind: str  # plain, gz, bz2, xz or zst
    head: bytes  # its (unpacked) beginning
    first: int | None  # instant (ns) of its first record
    bounded: bool  # an older file of its set shows that it spans less than a year
    mode: int = 0
    years: Span | None = None  # what its stamps without a year mean, where that has been looked at


_spans: dict[tuple[object, ...], Span] = {}


def kin(path: str, olddir: str | None = None) -> list[str]:
    """`path` and its rotated kin, where they exist: path.1, path-20261120.gz, x.1.log.gz for x.log, olddir's."""
    name = Path(path).name
    stem, dot, extension = name.rpartition(".")
    shapes = [re.escape(name) + f"{TURN}*(?:\\.{SUFFIX})?"]
    if dot and stem:
        shapes.append(re.escape(stem) + f"{TURN}+" + re.escape(dot + extension) + f"(?:\\.{SUFFIX})?")
    shape = re.compile("|".join(shapes))
    found = []
    for directory in dict.fromkeys((Path(path).parent, Path(path).parent / olddir if olddir else Path(path).parent)):
        try:
            names = sorted(os.listdir(directory))
        except OSError:
            continue
        found += [str(directory / one) for one in names if shape.fullmatch(one) and not TABOO.search(one)]
    return found


def resolved(path: str) -> str:
    """A configured path that is a symbolic link to a regular file, resolved once; else `path`."""
    return str(Path(path).resolve()) if stat.S_ISLNK(mode_of(path, follow=False)) else path


@dataclass(frozen=True, slots=True)
class Chooser:
    """Looks at a set of files for one window."""

    envelope: Format
    zone: ZoneInfo
    window: Window
    all_files: bool = False
    limit: int = 20 * 10**9

    def choose(self, paths: Iterable[str]) -> tuple[list[Log], list[str]]:
        """The files to read in the order of their first stamps, and what was refused (sentences)."""
        troubles: list[str] = []
        found = present(paths, self.window.start - HOUR, troubles)
        mtimes = sorted(mtime for _, _, mtime in found)
        logs = []
        for path, _, mtime in found:
            if not self.all_files and mtime < self.window.start - HOUR:
                continue
            older = max((one for one in mtimes if one < mtime), default=None)
            try:
                log = self._look(path, older)
            except Rotated:
                raise
            except SourceError as error:
                troubles.append(str(error))
                continue
            if self.all_files or log.first is None or log.first < self.window.end + HOUR:
                logs.append(log)
        logs.sort(key=lambda log: (log.first if log.first is not None else log.mtime, log.mtime, log.path))
        return _once(logs), troubles

    def _look(self, path: str, older: int | None) -> Log:
        log = opened(path)
        try:
            return self._dated(log, older)
        except SourceError as error:
            raise SourceError(f"{path}: {error}" if not str(error).startswith(path) else str(error)) from None
        finally:
            os.close(log.fd)

    def _dated(self, log: Opened, older: int | None) -> Log:
        head = os.pread(log.fd, HEAD, 0)
        kind = kind_of(head)
        if kind != "plain":
            head = _unpacked_head(log.fd, kind)
        text_like(head)
        clock = Clock(self.zone, log.mtime + DAY)
        first = self.envelope.first(b"\n" + head, clock)
        bounded = older is not None and log.mtime - older < YEAR
        found = Log(log.path, log.inode, log.size, log.mtime, kind, head, first, bounded, log.mode)
        if self.envelope.yearless and not bounded and first is not None and first >= self.window.start:
            span = self._span(log.fd, found)
            if span.year is not None:
                clock = clock_of(span.year, self.zone, log.mtime)
                found = replace(found, first=self.envelope.first(b"\n" + head, clock), years=span)
        return found

    def _span(self, fd: int, log: Log) -> Span:
        """Its years; a file that did not change is not read again for them, as for a second report of the same run."""
        key = (log.inode, log.size, log.mtime, os.fstat(fd).st_ctime_ns, self.envelope, self.zone, self.limit)
        found = _spans.get(key)
        if found is None:
            if len(_spans) >= REMEMBERED:
                _spans.clear()
            found = _spans[key] = spanned(fd, log, self.envelope, self.zone, self.limit)
        return found


def present(paths: Iterable[str], since: int, troubles: list[str]) -> list[tuple[str, tuple[int, int], int]]:
    """(path, inode, mtime) of the regular files, one a file; links to others written `since` (ns) are refused."""
    seen: dict[tuple[int, int], tuple[str, tuple[int, int], int]] = {}
    links: list[str] = []
    for path in paths:
        try:
            status = os.lstat(path)
        except FileNotFoundError:
            continue
        except OSError as error:
            troubles.append(f"{path}: cannot be looked at ({error.strerror})")
            continue
        if stat.S_ISLNK(status.st_mode):
            links.append(path)
        else:
            inode = (status.st_dev, status.st_ino)
            seen.setdefault(inode, (path, inode, status.st_mtime_ns))
    for path in links:
        try:
            status = Path(path).stat()
        except OSError:
            continue
        if (status.st_dev, status.st_ino) not in seen and status.st_mtime_ns >= since:
            troubles.append(f"{path}: is a symbolic link; name the file itself")
    return list(seen.values())


def _unpacked_head(fd: int, kind: str) -> bytes:
    head = b""
    try:
        for piece in unpacked(fd, kind, 1 << 30):
            head += piece[:HEAD]
            if len(head) >= HEAD:
                break
    except SourceError as error:
        if not head and "install" in str(error):
            raise
    return head


def _once(logs: list[Log]) -> list[Log]:
    """Without the twins: a copy that was made while the log went on, and what interrupted rotation leaves, a file and
    its compressed copy.
    """
    kept: list[Log] = []
    for log in logs:
        twin = next((one for one in kept if _twins(one, log)), None)
        if twin is None:
            kept.append(log)
        elif _fuller(log, twin):
            kept[kept.index(twin)] = log
    return kept


def _fuller(one: Log, two: Log) -> bool:
    """Of twins, does `one` hold more?  A copy or a stump ends where it was made or cut off; its mtime says nothing.

    A plain file whose compressed copy bears the same mtime is whole; else the copy is unpacked as far as it takes.
    """
    if one.kind == two.kind == "plain":
        return (one.size, -one.mtime) > (two.size, -two.mtime)
    if "plain" not in (one.kind, two.kind):
        return (_unpacked_size(one), -one.mtime) > (_unpacked_size(two), -two.mtime)
    plain, packed = (one, two) if one.kind == "plain" else (two, one)
    return (packed.mtime != plain.mtime and _exceeds(packed, plain.size)) is (one is packed)


def _exceeds(packed: Log, size: int) -> bool:
    """Are more than `size` bytes in a compressed file?"""
    return _unpacked_size(packed, size) > size


@lru_cache(maxsize=32)
def _unpacked_size(packed: Log, most: int = 1 << 62) -> int:
    """How many bytes are in a compressed file, as far as it can be read; no further than beyond `most`."""
    held = 0
    try:
        fd = reopened(packed.path, packed.inode).fd
        try:
            for piece in unpacked(fd, packed.kind, 1 << 62):
                held += len(piece)
                if held > most:
                    break
        finally:
            os.close(fd)
    except Rotated:
        raise
    except SourceError:
        pass  # whoever reads the file says it
    return held


def _twins(one: Log, two: Log) -> bool:
    if one.first is None or two.first is None:
        return False
    length = min(len(one.head), len(two.head), 4096)
    return one.head[:length] == two.head[:length] and b"\n" in one.head[:length]
