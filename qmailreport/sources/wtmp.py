"""wtmp and btmp: who logged in, out and in vain; the live file, its rotated kin and its copies as one history."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import ClassVar
from zoneinfo import ZoneInfo

from ..day import HOUR, SECOND, Window, local
from ..errors import SourceError
from ..formats import ROWS
from ..model import Size, at_least, option
from ..report import Problem
from .choose import resolved
from .files import GUESS, REDONE, inodes
from .opened import Rotated, is_directory
from .places import Place, missing, places
from .records import Joiner, Looker, Part, copies
from .stream import Source, Stream

STAT = "/proc/stat"
DAY = 24 * HOUR
LARGE = 100_000_000  # bytes of a file that somebody should rotate
MODEST, LONG = 1_000_000, 400 * DAY  # likewise, of one that began so long ago
CLOCKED = 10**18  # ns; earlier records are of a board without a clock
JITTER = 5 * SECOND  # by which a boot's own record may lie before what the kernel says


def booted(path: str = STAT) -> int | None:
    """When this host started (ns); None where it does not say."""
    try:
        words = Path(path).read_bytes().split()
        return int(words[words.index(b"btime") + 1]) * SECOND
    except (OSError, ValueError, IndexError):
        return None


@dataclass(frozen=True)
class Records(Source):
    """What wtmp and btmp have in common."""

    format: ClassVar[str]
    writers: ClassVar[str]
    path: str = option(text="the file; rotated kin and copies of it are found")
    host: str | None = option(None, text="the host it is of, where not this one")
    olddir: str | None = option(None, text="where rotated files go, as in logrotate's olddir")
    limit: Size = option(Size(20 * 10**9), text="how much one compressed file may unpack to", check=at_least(1))
    files: tuple[str, ...] = option((), text="exactly these files, instead of path and its rotated kin")

    def streams(self, name: str, window: Window, zone: ZoneInfo, now: int) -> tuple[list[Stream], list[Problem]]:
        """One stream for each place that `path` stands for."""
        found: list[Stream] = []
        problems: list[Problem] = []
        spots = [Place(self.path, self.host or "")] if self.files else places(self.path, self.host, self.olddir)
        for place in spots:
            stream, troubles = self._at(name, place, window, zone, now)
            problems += [Problem(name, text) for text in troubles]
            if stream is not None:
                found.append(stream)
        if not spots:
            problems.append(Problem(name, missing(self.path)))
        return found, problems

    def _at(self, name: str, place: Place, window: Window, zone: ZoneInfo, now: int) -> tuple[Stream | None, list[str]]:
        if is_directory(place.path):
            return None, [f"{place.path}: is a directory; name the file in it"]
        parts, every, troubles, empty = self._settled(place.path, window)
        if not every:
            if empty:
                return None, [f"{place.path}: is empty: {self.writers}", *troubles]
            return None, troubles or [missing(place.path)]
        newest = max(every, key=lambda part: part.last)
        troubles += self.stale(newest, window, zone, None if self.host or self.files or place.host else booted())
        size = sum(part.size * (1 if part.kind == "plain" else GUESS) for part in parts)
        run = partial(Joiner(name, now, self.limit).chunks, parts)
        paths = tuple(part.path for part in parts) or (newest.path,)
        notes = self._grown(name, place.path, every, window, zone)
        return Stream(name, place.host, ROWS[self.format], paths, len(paths), size, run, notes), troubles

    def _grown(self, name: str, path: str, every: list[Part], window: Window, zone: ZoneInfo) -> tuple[Problem, ...]:
        """A file that nothing rotates: it is slow to read, and a full disk one day.  The sizes are those of the
        logrotate example, so that its remedy is one.
        """
        live = next((part for part in every if part.path in (path, resolved(path))), None)
        if live is None or self.files:
            return ()
        long = live.first > CLOCKED and window.end - live.first > LONG
        if live.size <= (MODEST if long else LARGE):
            return ()
        size = f"more than {(LARGE if live.size > LARGE else MODEST) // 10**6} MB"
        since = f"since {local(live.first, zone):%Y-%m-%d}"
        what = f"{path}: holds {size} {since}: nothing rotates it; packaging/logrotate/{self.format} is an example"
        return (Problem(name, what, "config"),)

    def stale(self, newest: Part, window: Window, zone: ZoneInfo, boot: int | None) -> list[str]:
        """Is a history at its end, so that a day without records means nothing?"""
        last = f"{newest.path}: its newest record is of {local(newest.last, zone):%Y-%m-%d %H:%M}"
        if boot is not None:
            if newest.last < boot - JITTER and boot < window.end:
                return [f"{last}, before this host's last boot ({local(boot, zone):%Y-%m-%d %H:%M}): {self.writers}"]
            return []
        return [f"{last}; nobody logged in since, or nothing writes it any more"] if newest.last < window.start else []

    def _settled(self, path: str, window: Window) -> tuple[list[Part], list[Part], list[str], int]:
        """What `Looker` gives, looked at again where rotation ran meanwhile."""
        looker = Looker(window, self.limit)
        for attempt in range(REDONE):
            before = inodes(self._paths(path))
            try:
                found = looker.parts(before)
            except Rotated:
                if attempt == REDONE - 1:
                    raise
                continue
            if inodes(self._paths(path)) == before:
                break
        return found

    def _paths(self, path: str) -> Iterable[str]:
        if self.files:
            return [resolved(one) for one in self.files]
        real = resolved(path)
        found = dict.fromkeys([*copies(path, self.olddir), *copies(real, self.olddir)])
        return [one for one in found if one != path or real == path]


@dataclass(frozen=True)
class Wtmp(Records):
    """Logins, logouts and boots."""

    format: ClassVar[str] = "wtmp"
    kind: ClassVar[str] = "wtmp"
    writers: ClassVar[str] = (
        "nothing writes it here, which does not mean that nobody logged in; Debian 13 writes /var/log/wtmp.db (format: "
        "wtmpdb), and sshd logs to the journal"
    )
    path: str = option("/var/log/wtmp", text="the file; rotated kin and copies of it are found")


@dataclass(frozen=True)
class Btmp(Records):
    """Failed logins."""

    format: ClassVar[str] = "btmp"
    kind: ClassVar[str] = "btmp"
    writers: ClassVar[str] = (
        "nothing writes it here, which does not mean that no login failed; sshd logs them to syslog and the journal"
    )
    path: str = option("/var/log/btmp", text="the file; rotated kin and copies of it are found")

    def stale(self, newest: Part, window: Window, zone: ZoneInfo, boot: int | None) -> list[str]:
        """A host on which no login fails is rare, but there are such."""
        if newest.last >= (window.start if boot is None else min(boot, window.start)):
            return []
        last = f"{newest.path}: its newest record is of {local(newest.last, zone):%Y-%m-%d %H:%M}"
        return [f"{last}; no login failed since, or nothing writes it any more"]


__all__ = ["Btmp", "Records", "SourceError", "Wtmp", "booted"]
