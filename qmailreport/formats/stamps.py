"""Local times, years and zones of stamps, and what all formats share.  Pure."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from functools import lru_cache

from ..day import SECOND, UTC, instant
from ..fold import Clock, Timer, begins

MINUTE = 60 * SECOND
STRETCH = 600 * SECOND
EPOCH_STRETCH = 500 * SECOND
MONTHS = {name: number for number, name in enumerate(b"Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), 1)}
# A leap second (:60) reads as the second before it: POSIX time has no other place for it.
SECONDS = {b"%02d" % number: number * SECOND for number in range(60)} | {b"60": 59 * SECOND}
PARTS = {length: 10 ** (9 - length) for length in range(10)}  # decimals -> ns of the last one


def fraction(digits: bytes) -> int:
    """Up to nine decimals as ns."""
    return int(digits) * PARTS[len(digits)] if digits else 0


def local_minute(year: int, month: int, day: int, hour: int, minute: int, clock: Clock) -> int:
    """A minute of the clock's zone in ns.  Times that the zone skipped are shifted as zoneinfo does; ValueError
    where the calendar has no such minute.
    """
    if not 1900 <= year <= 9000:
        raise ValueError("year out of range")
    return instant(dt.datetime(year, month, day, hour, minute, tzinfo=clock.zone, fold=clock.fold))


def utc_minute(year: int, month: int, day: int, hour: int, minute: int, offset: int) -> int:
    """A minute of an offset (minutes east of Greenwich) in ns."""
    if not 1900 <= year <= 9000:
        raise ValueError("year out of range")
    return instant(dt.datetime(year, month, day, hour, minute, tzinfo=UTC)) - offset * MINUTE


@lru_cache(maxsize=256)
def latest_day(clock: Clock) -> dt.date:
    """The local date of the clock's `not_after`."""
    seconds = min(max(clock.not_after // SECOND, 0), 200_000_000_000)
    return (dt.datetime(1970, 1, 1, tzinfo=UTC) + dt.timedelta(seconds=seconds)).astimezone(clock.zone).date()


def yearless_minute(month: int, day: int, hour: int, minute: int, clock: Clock) -> int:
    """A minute without a year in ns: in the latest year in which it is not after the clock's `not_after`.

    Feb 29 goes back to a leap year; ValueError where the calendar has no such minute in any year.
    """
    year = latest_day(clock).year + 1
    for back in range(10):  # 1896 -> 1904 was the longest time without a Feb 29
        try:
            at = local_minute(year - back, month, day, hour, minute, clock)
        except ValueError:
            if (month, day) != (2, 29):
                raise
            continue
        if at <= clock.not_after:
            return at
    raise ValueError("no such day")


def stretch(minute: Callable[[int], int], tens: int) -> tuple[int, int, bool]:
    """The ten minutes `tens`0 to `tens`9 as (low, high, True), or the first minute alone where the zone's
    clocks change between them.
    """
    low, last = minute(tens * 10), minute(tens * 10 + 9)
    return low, low + STRETCH, last - low == 9 * MINUTE


def epoch_stretch(seconds: bytes) -> tuple[bytes, int]:
    """500 s of decimal epoch seconds: a regex for the ones like `seconds`, and their first instant."""
    head, late = seconds[:-3], seconds[-3:-2] >= b"5"
    return head + (b"[5-9]" if late else b"[0-4]") + b"[0-9]{2}", (int(head) * 1000 + 500 * late) * SECOND


def first_instant(envelope: object, content: bytes, clock: Clock) -> int | None:
    """The instant of the first record in `content` that bears a time."""
    pattern = begins(envelope)
    timer: Timer = envelope.timer(pattern, clock)  # type: ignore[attr-defined]
    for match in pattern.finditer(content):
        try:
            return timer(match)
        except ValueError:
            continue
    return None


def next_begin(envelope: object, content: bytes, at: int) -> int:
    """The index of the first record's newline from `at` on, or -1."""
    match = begins(envelope).search(content, at)
    return match.start() if match else -1


class OneLine:
    """What formats share whose records are a line each."""

    __slots__ = ()

    def piece(self, content: bytes, match: re.Match[bytes]) -> bytes:
        """Nothing: each line is written whole."""
        return b""

    def repeats(self, content: bytes, match: re.Match[bytes]) -> int:
        """Always 1."""
        return 1

    def first(self, content: bytes, clock: Clock) -> int | None:
        """The instant of the first record."""
        return first_instant(self, content, clock)

    def whole(self, content: bytes, at: int) -> int:
        """The next record's begin."""
        return next_begin(self, content, at)
