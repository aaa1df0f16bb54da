"""multilog's directories: `current`, `@….s` (finished), `@….u` (the writer died).

A name is the moment of rotation, just behind the file's last line, so that names bound times without opening.
Rotation is by size: a busy day may be deleted already.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar
from zoneinfo import ZoneInfo

from ..day import HOUR, SECOND, Window, local
from ..formats import multilog
from ..model import option
from .choose import Chooser, Log
from .dating import DAY
from .files import Files, settled
from .opened import is_directory, mode_of, permission
from .places import Place
from .stream import Stream

NAME = re.compile(r"@([0-9a-f]{24})\.[sut]")
LARGEST = 16_777_215  # what multilog takes as s at most
USUAL = 99_999  # its default
HOLD = 2  # days that the advised ring should hold


@dataclass(frozen=True)
class Multilog(Files):
    """A directory that multilog (or svlogd) writes, or one file of TAI64N lines."""

    format: ClassVar[str] = "multilog"
    path: str = option(text="the directory that multilog writes, as in /var/log/qmail/send")

    def at(self, name: str, place: Place, window: Window, zone: ZoneInfo, now: int) -> tuple[Stream | None, list[str]]:
        """The stream of one directory (or file), and what was wrong (sentences)."""
        directory = Path(place.path)
        if self.files or not is_directory(directory):
            return super().at(name, place, window, zone, now)
        try:
            names = os.listdir(directory)
        except OSError:
            return None, [f"{place.path}: permission denied; {permission(place.path)}"]
        if not any(NAME.fullmatch(one) or one == "current" for one in names):
            return None, [_no_ring(place.path)]
        chooser = Chooser(self.envelope, zone, window, True, self.limit)
        logs, troubles, _ = settled(chooser, lambda: self._bounded(directory, window))
        logs = _ordered(logs, window, self.all_files)
        if not logs:
            return None, troubles or [f"{place.path}: no file of it holds lines of this day"]
        if lack := lacking(directory, self, window, zone):
            troubles.append(lack)
        return self.stream(name, place.host, logs, window, zone, now), troubles

    def _bounded(self, directory: Path, window: Window) -> list[str]:
        """The files whose names do not rule them out."""
        found, begin = [], 0
        for one in _rotated(directory):
            end = multilog.nanoseconds(one[1:25].encode())
            if self.all_files or (end >= window.start - HOUR and begin < window.end + HOUR):
                found.append(str(directory / one))
            begin = end
        if mode_of(directory / "current") and (self.all_files or begin < window.end + HOUR):
            found.append(str(directory / "current"))
        return found


def _rotated(directory: Path) -> list[str]:
    try:
        return sorted(one for one in os.listdir(directory) if NAME.fullmatch(one))
    except OSError:
        return []


def _ordered(logs: list[Log], window: Window, everything: bool) -> list[Log]:
    """By name, `current` last; without files that begin behind the window."""
    kept = [log for log in logs if everything or log.first is None or log.first < window.end + HOUR]
    return sorted(kept, key=lambda log: (Path(log.path).name == "current", log.path))


def _no_ring(path: str) -> str:
    return (
        f"{path}: is no directory that multilog writes (it holds neither `current` nor `@….s`); "
        "set path to that directory, often …/log/main, or name the format that the files there have"
    )


def lacking(directory: Path, source: Multilog, window: Window, zone: ZoneInfo) -> str | None:
    """What is said where the ring no longer reaches back to the window's start: what it kept, what would do.

    None where it does, or where the log seems to begin there: `lock` is as old as the directory's use.
    """
    names = _rotated(directory)
    if not names:
        return None
    everything = Chooser(source.envelope, zone, Window(window.start, 1 << 62), True, source.limit)
    oldest, _ = everything.choose([str(directory / names[0])])
    if not oldest or oldest[0].first is None or oldest[0].first <= window.start:
        return None
    first = oldest[0].first
    try:
        old = (directory / "lock").lstat().st_mtime_ns < window.start
    except OSError:
        old = False
    if len(names) < 2 and not old:
        return None
    begins = local(first, zone)
    same = begins.date() == local(window.start, zone).date()
    stamp = f"{begins:%H:%M:%S}" if same else f"{begins:%Y-%m-%d %H:%M:%S}"
    advice = _advice(directory, names, first)
    return f"{directory}: the log begins at {stamp}; multilog had deleted the older files. {advice}"


def _advice(directory: Path, names: list[str], first: int) -> str:
    size = 0
    for one in names:
        try:
            size += (directory / one).lstat().st_size
        except OSError:
            continue
    taken = max(multilog.nanoseconds(names[-1][1:25].encode()) - first, SECOND)
    need = HOLD * size * DAY // taken
    largest = min(LARGEST, max(USUAL, -(-need // 10)))
    number = max(2, -(-need // largest) + 1)
    rate = f"{size * DAY // taken / 1e6:,.1f} MB a day"
    return f"At {rate}, as in what is kept, s{largest} n{number} would hold {HOLD} days"
