"""wtmpdb's rows, as `format: wtmpdb` hands them over.  Pure.

One row is one session; `Type` is 1 for a boot and 3 for a login (not utmp's numbers), times are microseconds.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ..fold import Rows, Window
from ..report import SLOT, Reading

BOOT, USER = 1, 3
Entry = tuple[int, int | None, int, str, str, str, str]  # login, logout, type, user, tty, host, service


def entry(row: tuple[Any, ...]) -> Entry | None:
    """(Login, Logout, Type, User, TTY, RemoteHost, Service) of the table as a row of ours; None without a time."""
    login, logout, kind, *texts = row
    if not isinstance(login, int):
        return None
    user, tty, host, service = (_text(one) for one in texts)
    end = logout * 1000 if isinstance(logout, int) else None
    return login * 1000, end, kind if isinstance(kind, int) else 0, user, tty, host, service


def _text(value: Any) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-8", "backslashreplace")
    return "" if value is None else str(value).partition("\0")[0]


def packed(rows: Iterable[Entry]) -> bytes:
    """Rows as the bytes of a chunk."""
    return b"".join(json.dumps(row).encode("ascii") + b"\n" for row in rows)


@dataclass(frozen=True, slots=True)
class Wtmpdb:
    """Opens chunks that `packed` has made."""

    kind: str = "wtmpdb"

    def rows(self, content: bytes, layout: str, window: Window, host: str = "") -> Rows:
        """The sessions that overlap the window; one without a logout may last for ever."""
        read = [tuple(json.loads(line)) for line in content.splitlines()]
        start, end = window.start, window.end
        found = [row for row in read if row[0] < end and (row[1] is None or row[1] >= start or row[0] >= start)]
        reading = Reading("", lines=len(read), in_day=len(found))
        instants = [at for row in found for at in row[:2] if at is not None and start <= at < end]
        if instants:
            reading.first, reading.last = min(instants), max(instants)
            reading.slots = {at // SLOT for at in instants}
        return Rows(self.kind, found, window, host, reading)
