"""Raw fractional seconds: `955436538.813320 text`, as accustamp and splogger stamp, with 0 to 9 decimals.  Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from ..day import SECOND
from ..fold import Clock, Timer
from .stamps import EPOCH_STRETCH, OneLine, epoch_stretch, fraction


@dataclass(frozen=True, slots=True)
class Fractional(OneLine):
    """Lines that begin with epoch seconds."""

    yearless: ClassVar[bool] = False
    zoneless: ClassVar[bool] = False

    def begin(self, program: bytes = b"") -> bytes:
        """The stamp and its blank, with a nine or ten digit second (1973 to 2286); there is no tag."""
        return rb"\n *(?P<at>[0-9]{9,10}(?:\.[0-9]{0,9})?) "

    def timer(self, pattern: re.Pattern[bytes], clock: Clock) -> Timer:
        """The stamp in ns, exactly."""
        group = pattern.groupindex["at"]
        seconds: dict[bytes, int] = {}

        def instant(match: re.Match[bytes]) -> int:
            head, _, rest = match[group].partition(b".")
            base = seconds.get(head)
            if base is None:
                base = seconds[head] = int(head) * SECOND
            return base + (int(rest) * 1000 if len(rest) == 6 else fraction(rest))

        return instant

    def bucket(self, match: re.Match[bytes], clock: Clock) -> tuple[bytes, int, int]:
        """500 s: the seconds that share all digits but three, in two halves."""
        same, low = epoch_stretch(match["at"].partition(b".")[0])
        return b" *" + same + rb"(?:\.[0-9]{0,9})? ", low, low + EPOCH_STRETCH

    def piece(self, content: bytes, match: re.Match[bytes]) -> bytes:
        """What splogger logged in pieces: `STAMP+text` lines right behind the record."""
        start, pieces = content.find(b"\n", match.end()), []
        plus = match["at"] + b"+"
        while start >= 0 and content.startswith(plus, start + 1):
            end = content.find(b"\n", start + 1)
            end = len(content) if end < 0 else end
            pieces.append(content[start + 1 + len(plus) : end])
            start = end
        return b"".join(pieces)

    def undated(self, line: bytes) -> tuple[int, int] | None:
        """None: every stamp has its year."""
        return None

    def wall(self, line: bytes) -> int | None:
        """None: every stamp has its zone."""
        return None
