"""tai64nfrac and tai64nlocal: TAI64N labels at the start of lines made readable."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, tzinfo
from typing import BinaryIO

from qmailreport.classic.convert import whole_lines
from qmailreport.classic.labels import EPOCH, decimals, relabel


def _relabelled(stream: BinaryIO, text: Callable[[bytes, bytes], bytes]) -> Iterator[bytes]:
    blocks = whole_lines(stream)
    while True:
        try:
            yield relabel(next(blocks), text)
        except StopIteration as end:
            yield relabel(end.value, text)
            return


def tai64nfrac(stream: BinaryIO) -> Iterator[bytes]:
    """Labels as Unix seconds and nine decimals. Malformed labels pass unchanged."""
    return _relabelled(stream, decimals())


def tai64nlocal(stream: BinaryIO, zone: tzinfo | None = None) -> Iterator[bytes]:
    """Labels as `YYYY-MM-DD HH:MM:SS.nnnnnnnnn` in `zone` (None: the system's).

    Malformed labels and those beyond the calendar pass unchanged.
    """

    def local(left: bytes, right: bytes) -> bytes:
        seconds = int(left, 16) - EPOCH
        try:
            stamp = datetime.fromtimestamp(seconds, zone)
        except (ValueError, OverflowError, OSError):
            return b"@" + left + right
        return stamp.replace(tzinfo=None).isoformat(" ", "seconds").encode() + b".%09d" % int(right, 16)

    return _relabelled(stream, local)
