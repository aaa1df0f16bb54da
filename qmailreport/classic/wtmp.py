"""wtmp as the classic tools read it: forwards, or backwards from its end; times are signed, names are bytes."""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from datetime import datetime, tzinfo
from pathlib import Path
from typing import BinaryIO, Final

from qmailreport.errors import SourceError, UsageError
from qmailreport.formats.utmp import LAYOUTS, layout_of

BLOCK: Final = 4096  # records read at a time
HEAD: Final = 131_072
DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

Record = tuple[int, int, bytes, bytes, bytes, bytes, int, int, bytes]  # type, pid, line, id, user, host, s, µs, address


class Cut(dict[bytes, bytes]):
    """Fields up to their first NUL, as C compares them; each distinct one cut once."""

    MOST = 200_000

    def __missing__(self, raw: bytes) -> bytes:
        if len(self) >= self.MOST:
            self.clear()
        found = self[raw] = raw.partition(b"\0")[0]
        return found


class Wtmp:
    """An open file of login records; one whose layout cannot be proved for want of records is this host's own."""

    def __init__(self, tool: str, path: str) -> None:
        self.path = path
        try:
            self._file: BinaryIO = Path(path).open("rb")  # noqa: SIM115 - closed by `close`
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) else str(error)
            raise UsageError(f"{tool}: cannot open {path}: {reason}") from error
        status = os.fstat(self._file.fileno())
        self.bytes, self.changed = status.st_size, int(status.st_ctime)
        layout = LAYOUTS["384le"]
        head = self._file.read(HEAD)
        if head.strip(b"\0") and len(head) >= layout.size:
            try:
                layout = layout_of(head)
            except SourceError as error:
                self._file.close()
                raise UsageError(f"{tool}: {path}: {error}") from None
        self._size = layout.size
        self._form = struct.Struct(layout.fields.replace("I", "i"))

    def close(self) -> None:
        """Done with it."""
        self._file.close()

    def forwards(self) -> Iterator[Record]:
        """From the first record on; a torn last one is left out."""
        at, step = 0, self._size * BLOCK
        while content := os.pread(self._file.fileno(), step, at):
            at += len(content)
            yield from self._form.iter_unpack(content[: len(content) // self._size * self._size])

    def backwards(self) -> Iterator[Record]:
        """From the end on; a torn last record shifts every other one, as it does for `last`."""
        end = self.bytes
        while end >= self._size:
            start = end - min(BLOCK, end // self._size) * self._size
            content = os.pread(self._file.fileno(), end - start, start)
            records = list(self._form.iter_unpack(content[: len(content) // self._size * self._size]))
            yield from reversed(records)
            end = start

    def first(self) -> int | None:
        """The seconds of the first record, of whatever kind; None where there is none."""
        content = os.pread(self._file.fileno(), self._size, 0)
        return int(self._form.unpack(content)[6]) if len(content) == self._size else None


def moment(seconds: int, zone: tzinfo | None) -> datetime:
    """In `zone` (None: the system's), at the edges of the calendar where it is beyond them."""
    try:
        return datetime.fromtimestamp(seconds, zone)
    except (ValueError, OverflowError, OSError):
        edge = datetime.max if seconds > 0 else datetime.min
        return edge.replace(microsecond=0, tzinfo=zone)


def stamp(seconds: int, form: str, zone: tzinfo | None) -> str:
    """`short` as 'Mon Mar  2 08:00', `ctime` with seconds and year, `iso` with the offset, `time` as '08:00'."""
    at = moment(seconds, zone)
    if form == "time":
        return f"{at:%H:%M}"
    if form == "iso":
        return (at if at.tzinfo else at.astimezone()).isoformat("T", "seconds")
    day = f"{DAYS[at.weekday()]} {MONTHS[at.month - 1]} {at.day:2d}"
    return f"{day} {at:%H:%M}" if form == "short" else f"{day} {at:%H:%M:%S} {at.year}"
