"""TAI64N labels (multilog's `@` and 24 hex digits) as Unix seconds with nine zero-padded decimals."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

LABEL: Final = rb"@([0-9a-f]{16})([0-9a-f]{8})"  # seconds and nanoseconds; a label bears no capitals
EPOCH: Final = (1 << 62) + 10  # label seconds at 1970-01-01 00:00:00 UTC, without a leap-second table
_LINES: Final = re.compile(rb"^" + LABEL, re.MULTILINE)
_KEPT: Final = 100_000  # seconds remembered: more than a day has


class Seconds(dict[bytes, bytes]):
    """Sixteen hex digits → Unix seconds and a dot, modulo 2^64; remembered, for they repeat from line to line."""

    def __missing__(self, digits: bytes) -> bytes:
        if len(self) > _KEPT:
            self.clear()
        text = self[digits] = b"%d." % ((int(digits, 16) - EPOCH) % (1 << 64))
        return text


def decimals() -> Callable[[bytes, bytes], bytes]:
    """A function from the two halves of a label to `SECONDS.NANOSECONDS`."""
    seconds = Seconds()
    return lambda left, right: seconds[left] + b"%09d" % int(right, 16)


def relabel(content: bytes, text: Callable[[bytes, bytes], bytes]) -> bytes:
    """`content` with the label at the start of each line replaced; malformed labels stay as they are."""
    return _LINES.sub(lambda found: text(found[1], found[2]), content) if b"@" in content else content
