"""Which year a stamp without a year bears, and where the zone's clocks went back: the clocks of a file's parts.

A file's last stamp is at most a day later than its mtime: that gives its year.  Each step from December back to
January (a month that drops by six or more) is one year.  A file without a line for a whole year cannot be told
from one without that year.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo

from ..day import HOUR, SECOND, Window, local, midnight
from ..fold import Clock, begins
from ..formats import Format, Mgetty
from ..formats.stamps import yearless_minute

DAY = 24 * HOUR
WRAP = 6  # months; a smaller step back is disorder
TURNS = 1000  # steps after which a file's months mean nothing
JITTER = 60  # seconds; a smaller step back is several writers' disorder
TAIL = 50  # lines of a block's end in which its last stamp is looked for


@lru_cache(maxsize=64)
def _other(month: bytes, numbers: bool) -> re.Pattern[bytes]:
    """Lines whose stamp without a year is of another month: a name, or mgetty's `05/`."""
    if numbers:
        return re.compile(rb"\n(?=[0-9]{2}/)(?!" + re.escape(month) + b")")
    lead = rb"(?:<[0-9]{1,3}>)?(?:1 )?"
    usual = re.escape(month) + b" "  # looked at first: it is what nearly every line begins with
    return re.compile(rb"\n(?!" + usual + rb")(?=[A-Z<])(?!" + lead + b"(?:" + usual + rb"|[0-9]))")


class Years:
    """Follows the months of stamps without a year through a file."""

    def __init__(self, envelope: Format, bounded: bool = False) -> None:
        self._envelope = envelope
        self._bounded = bounded  # an older file shows that it spans less than a year
        self._left = (13, 0)  # the stamp from which it went back to January
        self._begin = begins(envelope)
        self._month = b"???"
        self._numbers = isinstance(envelope, Mgetty)
        self._before: tuple[int, int] | None = None
        self.years = 0  # since the file's first stamp
        self.last: tuple[int, int] | None = None  # month and day of the last stamp seen
        self._turns = 0

    def feed(self, content: bytes) -> list[tuple[int, int]]:
        """The places (index of a record's newline, years since the file's first stamp) where the year changes.

        `content` holds whole lines behind a leading newline; blocks come in the file's order.
        """
        found: list[tuple[int, int]] = []
        at = 0
        while match := _other(self._month, self._numbers).search(content, at):
            at = match.start()
            line = content[at : at + 64]
            stamp = self._envelope.undated(line)
            if stamp and self._begin.match(content, at):
                if self._step(self._previous(content, at), stamp):
                    found.append((at, self.years))
                self._month = re.sub(rb"^\n(?:<[0-9]*>)?(?:1 )?", b"", line)[:3]
            at += 1
        self.last = self._previous(content, len(content)) or self.last
        return found

    def _step(self, before: tuple[int, int] | None, now: tuple[int, int]) -> bool:
        before = before or self.last
        if before is None or self._turns >= TURNS:
            return False
        if before[0] - now[0] >= WRAP:
            self.years += 1
            self._left = before
        elif before[0] == 1 and before[1] <= 2 and (now >= (12, 30) or (self._bounded and now >= self._left)):
            self.years -= 1  # a late line of the old year, or a clock that began at January until it was set
        else:
            return False
        self._turns += 1
        return True

    def _previous(self, content: bytes, at: int) -> tuple[int, int] | None:
        """The stamp of the last line before `at` that has one without a year."""
        for _ in range(TAIL):
            at = content.rfind(b"\n", 0, at)
            if at < 0:
                return None
            if stamp := self._envelope.undated(content[at : at + 64]):
                return stamp
        return None


def year_of(stamp: tuple[int, int], zone: ZoneInfo, not_after: int) -> int:
    """The latest year in which month and day are not after `not_after`."""
    clock = Clock(zone, not_after)
    try:
        return local(yearless_minute(*stamp, 12, 0, Clock(zone, not_after + DAY // 2)), zone).year
    except ValueError:
        return local(clock.not_after, zone).year


def clock_of(year: int, zone: ZoneInfo, mtime: int) -> Clock:
    """What dates the lines of `year` in a file last written at `mtime`: none is later than the year."""
    latest = mtime + DAY
    if year < 9000:
        latest = min(latest, midnight(dt.date(year + 1, 1, 1), zone) - 1)
    return Clock(zone, latest)


@dataclass(frozen=True, slots=True)
class Back:
    """A moment at which the zone's clocks go back."""

    at: int  # ns
    low: dt.datetime  # naive local times that happen twice: [low, high)
    high: dt.datetime


def backs(zone: ZoneInfo, window: Window) -> list[Back]:
    """The moments in or near the window at which the zone's clocks go back."""
    found = []
    at, end = window.start - 3 * HOUR, min(window.end, window.start + 400 * DAY) + 3 * HOUR
    while at < end:
        one, two = local(at, zone).utcoffset(), local(at + HOUR, zone).utcoffset()
        if one is not None and two is not None and two < one:
            found.append(_back(at // SECOND, at // SECOND + 3600, zone))
        at += HOUR
    return found


def _back(low: int, high: int, zone: ZoneInfo) -> Back:
    before = local(low * SECOND, zone).utcoffset()
    while low + 1 < high:
        middle = (low + high) // 2
        if local(middle * SECOND, zone).utcoffset() == before:
            low = middle
        else:
            high = middle
    first = local(high * SECOND, zone).replace(tzinfo=None, fold=0)
    return Back(high * SECOND, first, local(low * SECOND, zone).replace(tzinfo=None, fold=0) + dt.timedelta(seconds=1))


class Folds:
    """Finds the line at which a stream of local times has gone back by up to the hour that happens twice."""

    def __init__(self, envelope: Format, zone: ZoneInfo, window: Window) -> None:
        self._envelope = envelope
        self._zone = zone
        self._backs = backs(zone, window) if envelope.zoneless and window.end - window.start < 40 * DAY else []
        self._twice = _twice(self._backs)
        self._highest: int | None = None
        self.fold = 0

    @property
    def idle(self) -> bool:
        """Nothing to look for."""
        return not self._backs or bool(self.fold)

    def feed(self, content: bytes, clock: Clock) -> int | None:
        """The index of the first record's newline behind the change, once; `content` begins with a newline."""
        if self.idle or self._twice is None:
            return None
        begin = begins(self._envelope)
        timer = self._envelope.timer(begin, clock)
        for match in self._twice.finditer(content):
            record = begin.match(content, match.start())
            wall = self._envelope.wall(content[match.start() : match.start() + 512]) if record else None
            if record is None or wall is None or not self._near(record, timer):
                continue
            if self._highest is not None and self._highest - wall > JITTER:
                self.fold = 1
                return match.start()
            self._highest = wall if self._highest is None else max(wall, self._highest)
        return None

    def _near(self, record: re.Match[bytes], timer: object) -> bool:
        try:
            at = timer(record)  # type: ignore[operator]
        except ValueError:
            return False
        return any(abs(at - back.at) < DAY for back in self._backs)


def _twice(moments: list[Back]) -> re.Pattern[bytes] | None:
    """Lines whose local time happens twice, to ten minutes."""
    words = [word for back in moments for word in _tens(back)]
    if not words:
        return None
    return re.compile(rb"\n(?:<[0-9]{1,3}>)?(?:1 )?(?:" + b"|".join(words) + b")")


def _tens(back: Back) -> Iterator[bytes]:
    at = back.low.replace(minute=back.low.minute // 10 * 10, second=0)
    while at < back.high:
        month = at.strftime("%m").encode()
        name = b"Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()[at.month - 1]
        time = f"{at:%H:%M}"[:4].encode()
        yield name + b" {1,2}0?%d " % at.day + time
        yield month + b"/%02d " % at.day + time
        yield b"%d-%s-%02d[ T]" % (at.year, month, at.day) + time
        at += dt.timedelta(minutes=10)
