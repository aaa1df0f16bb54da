"""multilog's TAI64N stamps: `@4000000038f2d2b4307a24d4 text`.  Pure.

The label is 2^62 + 10 + Unix seconds in 16 hex digits, and ns in 8; leap seconds are not counted, as in
tai64nlocal.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from ..day import SECOND
from ..fold import Clock, Timer
from .stamps import OneLine

EPOCH = 2**62 + 10  # the label of 1970-01-01 00:00:00 UTC
PAIRS = (b"01", b"23", b"45", b"67", b"89", b"ab", b"cd", b"ef")


def nanoseconds(label: bytes) -> int:
    """24 hex digits as ns since the epoch."""
    return (int(label[:16], 16) - EPOCH) * SECOND + int(label[16:24], 16)


def label(at: int) -> str:
    """ns since the epoch as a TAI64N label with its `@`."""
    return f"@{at // SECOND + EPOCH:016x}{at % SECOND:08x}"


class _Bases(dict[bytes, int]):
    """The ns of each second met, by its hex digits."""

    def __missing__(self, digits: bytes) -> int:
        base = self[digits] = (int(digits, 16) - EPOCH) * SECOND
        return base


@dataclass(frozen=True, slots=True)
class Multilog(OneLine):
    """Lines as multilog's `t` writes them."""

    yearless: ClassVar[bool] = False
    zoneless: ClassVar[bool] = False

    def begin(self, program: bytes = b"") -> bytes:
        """The stamp and its blank; there is no tag, so that `program` says nothing."""
        return rb"\n@(?P<at>(?P<seconds>[0-9a-f]{16})(?P<nano>[0-9a-f]{8})) "

    def timer(self, pattern: re.Pattern[bytes], clock: Clock) -> Timer:
        """The label in ns."""
        seconds, nano = pattern.groupindex["seconds"], pattern.groupindex["nano"]
        bases = _Bases()

        def instant(match: re.Match[bytes]) -> int:
            base, rest = match.group(seconds, nano)
            return bases[base] + int(rest, 16)

        return instant

    def bucket(self, match: re.Match[bytes], clock: Clock) -> tuple[bytes, int, int]:
        """512 s: the labels that share 13 digits and all but a bit of the next.  Broken ns may reach 4.3 s."""
        label = match["at"]
        same = next(pair for pair in PAIRS if label[13:14] in pair)
        low = (int(label[:13] + same[:1] + b"00", 16) - EPOCH) * SECOND
        return b"@" + label[:13] + b"[" + same + b"][0-9a-f]{10} ", low, low + 512 * SECOND + 0xFFFFFFFF

    def undated(self, line: bytes) -> tuple[int, int] | None:
        """None: every stamp has its year."""
        return None

    def wall(self, line: bytes) -> int | None:
        """None: every stamp has its zone."""
        return None
