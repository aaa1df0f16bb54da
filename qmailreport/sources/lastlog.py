"""lastlog: everybody's last login, from a sparse file of which only what is there is read."""

from __future__ import annotations

import errno
import os
import pwd
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import ClassVar
from zoneinfo import ZoneInfo

from ..day import SECOND, Window
from ..errors import SourceError
from ..formats import ROWS, lastlog
from ..model import option
from ..report import Problem
from .databases import given
from .opened import Opened, opened
from .places import missing
from .stream import Source, Stream

STEP = 292 * 296 * 16  # bytes read at a time: whole records of either size
YEAR = 366 * 86_400
MOST = 1_000_000  # logins of one file


@dataclass(frozen=True)
class Lastlog(Source):
    """Everybody's last login by uid."""

    format: ClassVar[str] = "lastlog"
    kind: ClassVar[str] = "lastlog"
    snapshot: ClassVar[bool] = True
    path: str = option("/var/log/lastlog", text="the file")
    host: str | None = option(None, text="the host it is of, where not this one")
    passwd: str | None = option(None, text="a passwd(5) file that names its uids; without it this host's accounts")

    def streams(self, name: str, window: Window, zone: ZoneInfo, now: int) -> tuple[list[Stream], list[Problem]]:
        """One stream of everybody who has ever logged in."""
        if not Path(self.path).exists():
            return [], [Problem(name, missing(self.path))]
        named = _named(self.passwd)
        found = list(islice(logins(self.path, now), MOST))
        rows = tuple((named(uid), uid, at, line, host, "") for uid, at, line, host in found)
        if not rows:
            empty = f"{self.path}: holds no login: nothing writes it here, which does not mean that nobody logged in"
            return [], [Problem(name, empty)]
        problems = [Problem(name, f"{self.path}: has more than {MOST:,} logins; the rest was not read")]
        parts = partial(given, self.path, rows)
        stream = Stream(name, self.host or "", ROWS[self.format], (self.path,), 1, 0, parts)
        return [stream], problems if len(rows) == MOST else []


def logins(path: str, now: int) -> Iterator[tuple[int, int, str, str]]:
    """(uid, at in ns, line, host) of everybody in the file, by uid; SourceError says why it cannot be read."""
    log = opened(path)
    try:
        held = [(offset, os.pread(log.fd, STEP, offset)) for offset, _ in islice(pieces(log), 50)]
        if not any(content.strip(b"\0") for _, content in held):
            held = [one for one in _blocks(log) if one[1].strip(b"\0")][:1]
        if not held:
            return
        try:
            layout = lastlog.layout_of(log.size, held, now // SECOND + YEAR)
        except SourceError as error:
            raise SourceError(f"{path}: {error}") from None
        for offset, content in _blocks(log):
            yield from lastlog.entries(layout, offset, content)
    finally:
        os.close(log.fd)


def _blocks(log: Opened) -> Iterator[tuple[int, bytes]]:
    for start, end in pieces(log):
        for at in range(start, end, STEP):
            yield at, os.pread(log.fd, min(STEP, end - at), at)


def pieces(log: Opened) -> Iterator[tuple[int, int]]:
    """The parts of the file that are there, with edges at whole records of either size; holes are passed over."""
    unit, at = 292 * 296, 0
    while at < log.size:
        try:
            start = os.lseek(log.fd, at, os.SEEK_DATA)
        except OSError as error:
            if error.errno == errno.ENXIO:
                return  # a hole up to its end
            start = at
        try:
            end = os.lseek(log.fd, start, os.SEEK_HOLE)
        except OSError:
            end = log.size
        start, end = max(at, start // unit * unit), min(log.size, -(-end // unit) * unit)
        yield start, end
        at = end


def _named(passwd: str | None) -> Callable[[int], str]:
    if passwd is None:
        return _local
    try:
        lines = Path(passwd).read_text("utf-8", "backslashreplace").splitlines()
    except OSError as error:
        raise SourceError(f"{passwd}: cannot be read ({error.strerror})") from None
    names: dict[str, str] = {}
    for line in lines:
        fields = line.split(":")
        if len(fields) > 2:
            names.setdefault(fields[2], fields[0])
    return lambda uid: names.get(str(uid), "")


def _local(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except (KeyError, OverflowError):
        return ""
