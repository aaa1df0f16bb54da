"""mgetty's log of one line: `05/25 04:38:40 yS0  text`, and `##### …` where a call ended.  Pure.

Stamps are local times without a year.  A record begins with its newline (the last one of a file has none at its end);
`--` lines and empty ones stand between calls.  Source: mgetty's logfile.c (lprintf).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from ..fold import Clock, Timer
from .stamps import MINUTE, SECONDS, OneLine, stretch, yearless_minute

_SECOND = rb":(?:[0-5][0-9]|60)"
_STAMP = rb"[0-9]{2}/[0-9]{2} [0-9]{2}:[0-9]{2}" + _SECOND
_UNDATED = re.compile(rb"\n([0-9]{2})/([0-9]{2}) ([0-9]{2}):([0-9]{2}):([0-9]{2}) ")
_BETWEEN = re.compile(rb"\n(?:--)?\r?(?=\n)|\n--\r?\Z")


def _minute(text: bytes, minute: int, clock: Clock) -> int:
    return yearless_minute(int(text[:2]), int(text[3:5]), int(text[6:8]), minute, clock)


@dataclass(frozen=True, slots=True)
class Mgetty(OneLine):
    """Lines with month, day and time; the clock gives year and zone."""

    yearless: ClassVar[bool] = True
    zoneless: ClassVar[bool] = True
    between: ClassVar[re.Pattern[bytes]] = _BETWEEN

    def begin(self, program: bytes = b"") -> bytes:
        """The two stamp words and the blank behind them; the device (`yS0`) or `#####` is text."""
        return rb"\n(?P<at>" + _STAMP + rb") "

    def timer(self, pattern: re.Pattern[bytes], clock: Clock) -> Timer:
        """The stamp in ns, in the clock's zone and the latest year that it allows."""
        group = pattern.groupindex["at"]
        minutes: dict[bytes, int] = {}

        def instant(match: re.Match[bytes]) -> int:
            stamp: bytes = match[group]
            head = stamp[:11]
            base = minutes.get(head)
            if base is None:
                base = minutes[head] = _minute(head, int(head[9:]), clock)
            return base + SECONDS[stamp[12:]]

        return instant

    def bucket(self, match: re.Match[bytes], clock: Clock) -> tuple[bytes, int, int]:
        """Ten minutes, or one where the zone's clocks change within them."""
        text: bytes = match["at"]
        low, high, even = stretch(lambda minute: _minute(text, minute, clock), int(text[9:10]))
        if even:
            return re.escape(text[:10]) + b"[0-9]" + _SECOND + b" ", low, high
        low = _minute(text, int(text[9:11]), clock)
        return re.escape(text[:11]) + _SECOND + b" ", low, low + MINUTE

    def undated(self, line: bytes) -> tuple[int, int] | None:
        """(month, day) of the line."""
        match = _UNDATED.match(line)
        return (int(match[1]), int(match[2])) if match and 1 <= int(match[1]) <= 12 else None

    def wall(self, line: bytes) -> int | None:
        """Seconds that grow with the local time of the line (months of 31 days)."""
        match = _UNDATED.match(line)
        if not match:
            return None
        month, day, hour, minute, second = map(int, match.groups())
        return (((month * 31 + day) * 24 + hour) * 60 + minute) * 60 + second
