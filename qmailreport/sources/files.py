"""Text logs in files: syslog, raw fractional seconds, tai64nlocal; and a single TAI64N file."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import ClassVar
from zoneinfo import ZoneInfo

from ..day import Window, local
from ..errors import SourceError
from ..formats import FORMATS, Format
from ..model import Size, at_least, option
from ..report import Problem
from .choose import Chooser, Log, kin, resolved
from .cut import BIG, Cutter
from .opened import Rotated, is_directory
from .places import Place, missing, places
from .stream import Source, Stream

REDONE = 3  # times that a set of files is looked at again because rotation ran
GUESS = 8  # bytes in a compressed byte, for progress


def known_zone(name: str | None) -> str | None:
    """What is wrong with a zone's name."""
    if name is None:
        return None
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return f"no time zone {name!r}; it is a name like Europe/Berlin or UTC"
    return None


@dataclass(frozen=True)
class Files(Source):
    """What all logs in files have in common."""

    format: ClassVar[str]
    path: str = option(text="the log, a glob of logs, or for multilog its directory; rotated kin is found")
    host: str | None = option(None, text="the host that wrote it; default: what the first * in path stands for")
    timezone: str | None = option(None, text="the zone of stamps without one; default: the site's", check=known_zone)
    olddir: str | None = option(None, text="where rotated files go, as in logrotate's olddir")
    all_files: bool = option(False, text="read every file whole: for files whose mtime or order means nothing")
    limit: Size = option(Size(20 * 10**9), text="how much one compressed file may unpack to", check=at_least(1))
    chunk: Size = option(Size(8_000_000), text="how much of a log is looked at at once", check=at_least(1))
    files: tuple[str, ...] = option((), text="exactly these files, instead of path and its rotated kin")
    big: Size = option(Size(BIG), text="from which size on only the day's part of a file is read", check=at_least(1))

    @property
    def envelope(self) -> Format:
        """The format of the files."""
        return FORMATS[self.format]

    def heavy(self, window: Window, size: int) -> Format | None:
        """The format, if files of `size` bytes or more were written to since the window began."""
        spots = [self.path] if self.files else [place.path for place in places(self.path, self.host, self.olddir)]
        found = sum(written(path, window.start) for spot in spots for path in self.paths(spot))
        return self.envelope if found >= size else None

    def streams(self, name: str, window: Window, zone: ZoneInfo, now: int) -> tuple[list[Stream], list[Problem]]:
        """One stream for each place that `path` stands for."""
        zone = ZoneInfo(self.timezone) if self.timezone else zone
        found: list[Stream] = []
        problems: list[Problem] = []
        spots = [Place(self.path, self.host or "")] if self.files else places(self.path, self.host, self.olddir)
        for place in spots:
            stream, troubles = self.at(name, place, window, zone, now)
            problems += [Problem(name, text) for text in troubles]
            if stream is not None:
                found.append(stream)
        if not spots:
            problems.append(Problem(name, missing(self.path)))
        return found, problems

    def at(self, name: str, place: Place, window: Window, zone: ZoneInfo, now: int) -> tuple[Stream | None, list[str]]:
        """The stream of one file and its kin, and what was wrong (sentences)."""
        if is_directory(place.path):
            return None, [f"{place.path}: is a directory; name a file in it (multilog's directories: format: multilog)"]
        chooser = Chooser(self.envelope, zone, window, self.all_files, self.limit)
        logs, troubles, present = settled(chooser, partial(self.paths, place.path))
        if not present:
            return None, [missing(place.path)]
        if not logs:
            return None, troubles or [_nothing(place.path, present, zone)]
        stream = self.stream(name, place.host, logs, window, zone, now)
        stream.place = place.path
        return stream, troubles

    def paths(self, path: str) -> list[str]:
        """The files at `path`: itself and its kin, also those of what it links to."""
        if self.files:
            return [resolved(one) for one in self.files]
        real = resolved(path)
        found = kin(path, self.olddir) if real == path else [one for one in kin(path, self.olddir) if one != path]
        return list(dict.fromkeys([*found, *(kin(real, self.olddir) if real != path else [])]))

    def stream(self, name: str, host: str, logs: list[Log], window: Window, zone: ZoneInfo, now: int) -> Stream:
        """`logs`, in order, as a stream."""
        cutter = Cutter(name, self.envelope, window, zone, now, self.chunk, self.limit, self.all_files, self.big)
        size = sum(log.size * (1 if log.kind == "plain" else GUESS) for log in logs)
        paths = tuple(log.path for log in logs)
        return Stream(name, host, self.envelope, paths, len(logs), size, partial(cutter.chunks, logs))


def settled(chooser: Chooser, paths: Callable[[], list[str]]) -> tuple[list[Log], list[str], list[str]]:
    """(chosen files, troubles, present files), looked at again where rotation ran meanwhile."""
    for attempt in range(REDONE):
        before = paths()
        met = inodes(before)
        try:
            logs, troubles = chooser.choose(before)
        except Rotated:
            if attempt == REDONE - 1:
                raise
            continue
        if inodes(paths()) == met:
            break
    return logs, troubles, list(met)


def written(path: str, since: int) -> int:
    """The size of a regular file that was written to `since` (ns); 0 of what else is there."""
    try:
        status = os.lstat(path)
    except OSError:
        return 0
    return status.st_size if stat.S_ISREG(status.st_mode) and status.st_mtime_ns >= since else 0


def inodes(paths: Iterable[str]) -> dict[str, tuple[int, int]]:
    """(device, inode) of those that are there."""
    found = {}
    for path in paths:
        try:
            status = os.lstat(path)
        except OSError:
            continue
        found[path] = (status.st_dev, status.st_ino)
    return found


def _nothing(path: str, present: list[str], zone: ZoneInfo) -> str:
    times = []
    for one in present:
        try:
            times.append(os.lstat(one).st_mtime_ns)
        except OSError:
            continue
    last = f" (last written {local(max(times), zone):%Y-%m-%d %H:%M})" if times else ""
    return f"{path}: no file of it holds lines of this day{last}; if that is wrong, set all_files: true"


@dataclass(frozen=True)
class Syslog(Files):
    """Files of syslogd, rsyslog or syslog-ng."""

    format: ClassVar[str] = "syslog"


@dataclass(frozen=True)
class Fractional(Files):
    """Files with raw fractional seconds, as accustamp writes."""

    format: ClassVar[str] = "fractional"


@dataclass(frozen=True)
class Tai64nlocal(Files):
    """Files that went through tai64nlocal."""

    format: ClassVar[str] = "tai64nlocal"


@dataclass(frozen=True)
class Mgetty(Files):
    """Logs of mgetty, one for each line."""

    format: ClassVar[str] = "mgetty"


__all__ = ["Files", "Fractional", "Mgetty", "SourceError", "Syslog", "Tai64nlocal"]
