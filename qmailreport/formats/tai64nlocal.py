"""What tai64nlocal makes of multilog's stamps: `2000-04-11 07:02:18.813320500 text`, local times.  Pure."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from typing import ClassVar

from ..fold import Clock, Timer
from .stamps import MINUTE, SECONDS, OneLine, fraction, local_minute, stretch

_SECOND = rb"(?:[0-5][0-9]|60)(?:\.[0-9]{1,9})?"
_STAMP = rb"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:" + _SECOND
_WALL = re.compile(rb"\n([0-9]{4})-([0-9]{2})-([0-9]{2}) ([0-9]{2}):([0-9]{2}):([0-9]{2})")


def _minute(text: bytes, minute: int, clock: Clock) -> int:
    return local_minute(int(text[:4]), int(text[5:7]), int(text[8:10]), int(text[11:13]), minute, clock)


@dataclass(frozen=True, slots=True)
class Tai64nlocal(OneLine):
    """Lines with a local date and time; the clock's zone and fold date them."""

    yearless: ClassVar[bool] = False
    zoneless: ClassVar[bool] = True

    def begin(self, program: bytes = b"") -> bytes:
        """The two stamp words and the blank behind them; there is no tag."""
        return rb"\n(?P<at>" + _STAMP + rb") "

    def timer(self, pattern: re.Pattern[bytes], clock: Clock) -> Timer:
        """The stamp in ns, in the clock's zone."""
        group = pattern.groupindex["at"]
        minutes: dict[bytes, int] = {}

        def instant(match: re.Match[bytes]) -> int:
            stamp: bytes = match[group]
            head = stamp[:16]
            base = minutes.get(head)
            if base is None:
                base = minutes[head] = _minute(head, int(head[14:]), clock)
            return base + SECONDS[stamp[17:19]] + fraction(stamp[20:])

        return instant

    def bucket(self, match: re.Match[bytes], clock: Clock) -> tuple[bytes, int, int]:
        """Ten minutes, or one where the zone's clocks change within them."""
        text: bytes = match["at"]
        low, high, even = stretch(lambda minute: _minute(text, minute, clock), int(text[14:15]))
        if even:
            return re.escape(text[:15]) + b"[0-9]:" + _SECOND + b" ", low, high
        low = _minute(text, int(text[14:16]), clock)
        return re.escape(text[:16]) + b":" + _SECOND + b" ", low, low + MINUTE

    def undated(self, line: bytes) -> tuple[int, int] | None:
        """None: every stamp has its year."""
        return None

    def wall(self, line: bytes) -> int | None:
        """The local time of the line."""
        match = _WALL.match(line)
        if not match:
            return None
        return calendar.timegm(tuple(int(part) for part in match.groups()))
