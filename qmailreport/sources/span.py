"""The years that a file without years spans: the year of its first stamp, and where the next ones begin."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ..day import HOUR, SECOND
from ..errors import SourceError
from ..fold import Clock
from ..formats import Format
from .dating import DAY, Years, clock_of, year_of
from .seek import LINE, PROBE, SAMPLES, Plain
from .unpack import unpacked

if TYPE_CHECKING:
    from .choose import Log

PRESCAN = 64_000_000  # bytes of a compressed file that is unpacked once more to learn its year
SMALL = 16_000_000  # bytes of a plain file that is read through for its years whatever lies beside it
LARGE = 64_000_000  # of one that is not, though nothing lies beside it
PLACES = 64  # of a larger one at which its stamps must not fall
STEP = 262_144  # bytes between them where no older file bounds it


@dataclass(frozen=True, slots=True)
class Span:
    """`year` of the first stamp without a year (None: there is none), and (offset, years since) of each change."""

    year: int | None
    turns: tuple[tuple[int, int], ...] = ()

    def clock(self, years: int, zone: ZoneInfo, mtime: int) -> Clock:
        """What dates the lines `years` years after the first."""
        return Clock(zone, mtime + DAY) if self.year is None else clock_of(self.year + years, zone, mtime)

    def parts(self, start: int, end: int, zone: ZoneInfo, mtime: int) -> list[tuple[int, int, Clock]]:
        """[start, end) by years, with their clocks."""
        edges = [(start, 0), *self.turns, (end, 0)]
        return [
            (max(low, start), min(high, end), self.clock(years, zone, mtime))
            for (low, years), (high, _) in pairwise(edges)
            if max(low, start) < min(high, end)
        ]


def spanned(fd: int, log: Log, envelope: Format, zone: ZoneInfo, limit: int) -> Span:
    """The years of an open file.

    A plain file is read through, where it has stamps without a year at all, unless it is large and what is looked at of
    it shows one year only.  A compressed one is unpacked once more unless it is very large, or cannot span a year.
    """
    years = Years(envelope, log.bounded)
    turns: list[tuple[int, int]] = []
    if log.kind == "plain":
        plain = Plain(fd, envelope)
        if not _undated(plain, log.size):
            return Span(None)
        if (year := one_year(plain, log, zone)) is not None:
            return Span(year)
        for offset, block in plain.blocks(0, log.size):
            turns += [(offset + at, since) for at, since in years.feed(block)]
    elif log.bounded or log.size > PRESCAN:
        return Span(_guess(envelope, log, zone))
    else:
        for block in _lines(fd, log.kind, limit):
            years.feed(block)
    if years.last is None:
        return Span(None)
    return Span(year_of(years.last, zone, log.mtime + DAY) - years.years, tuple(turns))


def _guess(envelope: Format, log: Log, zone: ZoneInfo) -> int | None:
    """The latest year that the first stamp can bear."""
    first = _first(envelope, b"\n" + log.head)
    return year_of(first, zone, log.mtime + DAY) if first else None


def _first(envelope: Format, content: bytes) -> tuple[int, int] | None:
    """The first stamp without a year, as month and day, of a content that begins with a newline."""
    at = 0
    while at >= 0:
        if stamp := envelope.undated(content[at : at + 64]):
            return stamp
        at = content.find(b"\n", at + 1)
    return None


def one_year(plain: Plain, log: Log, zone: ZoneInfo) -> int | None:
    """The year of a large file that spans less than one; None: it is small, or a New Year may be in it.

    None is in its first and last megabyte, where a few late lines may end it; looked at here and there, most often near
    its ends, month and day never fall by more than a day; and the first and last stamp can bear the same year only.
    Where no older file bounds it, it is looked at so often that neighbours are less than an hour apart: a year could
    hide between them only if it ended on the day, and at the time of day, that it began.
    """
    if log.size < (SMALL if log.bounded else LARGE) or not (log.bounded or _dense(plain, log.size)):
        return None
    head, tail = Years(plain.envelope), Years(plain.envelope)
    if head.feed(plain.behind(0, LINE)) or tail.feed(plain.behind(log.size - LINE, log.size)):
        return None
    first = _first(plain.envelope, b"\n" + log.head)
    stamps = [first, *(_stamp(plain, at) for at in _places(log.size)), tail.last]
    if first is None or tail.last is None:
        return None
    latest = first
    for month, day in filter(None, stamps):
        if (month, day + 1) < latest:
            return None
        latest = max(latest, (month, day))
    found = {year_of(stamp, zone, log.mtime + DAY) for stamp in (first, latest, tail.last)}
    return found.pop() if len(found) == 1 else None


def _dense(plain: Plain, size: int) -> bool:
    """Are the local times of the lines at every STEP of a file, and at its end, less than an hour apart?"""
    before: int | None = None
    for at in [*range(0, size - PROBE, STEP), size - PROBE]:
        content = plain.behind(at, at + 4096)
        found, line = None, 0
        while found is None and line >= 0:
            found = plain.envelope.wall(content[line : line + 64])
            line = content.find(b"\n", line + 1)
        if found is None or (before is not None and abs(found - before) >= HOUR // SECOND):
            return False
        before = found
    return True


def _places(size: int) -> list[int]:
    """Offsets in a file, even ones and ever closer ones towards its begin and end."""
    near = [size >> half for half in range(1, size.bit_length()) if size >> half > LINE]
    return sorted({*(size * part // PLACES for part in range(1, PLACES)), *near, *(size - at for at in near)})


def _stamp(plain: Plain, at: int) -> tuple[int, int] | None:
    """The first stamp without a year behind an offset, where there is one soon."""
    return _first(plain.envelope, plain.behind(at, at + 4096)) or _first(plain.envelope, plain.behind(at, at + PROBE))


def _undated(plain: Plain, size: int) -> bool:
    """Has the file stamps without a year, looked at here and there?"""
    for part in range(SAMPLES + 1):
        start = max(0, min(size * part // SAMPLES, size - 4096))
        content = plain.behind(start, start + 4096)
        at = content.find(b"\n")
        while at >= 0:
            if plain.envelope.undated(content[at : at + 64]):
                return True
            at = content.find(b"\n", at + 1)
    return False


def _lines(fd: int, kind: str, limit: int) -> Iterator[bytes]:
    rest = b""
    try:
        for piece in unpacked(fd, kind, limit):
            lines, newline, rest = (rest + piece).rpartition(b"\n")
            yield b"\n" + lines + newline
    except SourceError:
        pass  # whoever reads the file says it
    yield b"\n" + rest
