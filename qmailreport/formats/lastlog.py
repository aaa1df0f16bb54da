"""lastlog: one record for each uid, 292 bytes (time of 32 bits) or 296 (64 bits), in either byte order.  Pure.

The file is sparse, as long as the highest uid makes it: never is it read whole; `seconds` zero is who never logged in.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..day import SECOND
from ..errors import SourceError
from ..fold import Rows, Window
from ..report import Reading
from .utmp import SINCE, text

LAYOUTS = {
    "292le": struct.Struct("<I32s256s"),
    "292be": struct.Struct(">I32s256s"),
    "296le": struct.Struct("<q32s256s"),
    "296be": struct.Struct(">q32s256s"),
}
Entry = tuple[str, int, int, str, str, str]  # user, uid, at, line, host, service


def layout_of(size: int, samples: Iterable[tuple[int, bytes]], latest: int = 1 << 32) -> str:
    """The layout (a word of LAYOUTS) of a file of `size` bytes by `samples` of it: (offset, bytes).

    No login is later than `latest` (seconds), which tells the byte order.  SourceError (without the path) where none
    fits.
    """
    held = list(samples)
    scores = {word: _score(form, size, held, latest) for word, form in LAYOUTS.items()}
    best = max(scores, key=lambda word: scores[word])
    if scores[best] > 0.8:
        return best
    raise SourceError("is not a lastlog: no layout of its records fits")


def _score(form: struct.Struct, size: int, samples: list[tuple[int, bytes]], latest: int) -> float:
    points = count = 0
    for offset, content in samples:
        for _, seconds, line, host in _records(form, offset, content):
            count += 1
            points += SINCE <= seconds < latest
            points += not line.partition(b"\0")[2].strip(b"\0") and line.partition(b"\0")[0].isascii()
            points += not host.partition(b"\0")[2].strip(b"\0")
    if size % form.size:
        points -= count  # whole records, unless it is being written
    return points / (3 * count) if count else 0.0


def _records(form: struct.Struct, offset: int, content: bytes) -> Iterator[tuple[int, int, bytes, bytes]]:
    """(uid, seconds, line, host) of what is not zero in a part of the file."""
    skip = -offset % form.size
    uid = (offset + skip) // form.size
    whole = content[skip : skip + (len(content) - skip) // form.size * form.size] if len(content) > skip else b""
    for number, (seconds, line, host) in enumerate(form.iter_unpack(whole)):
        if seconds:
            yield uid + number, seconds, line, host


def entries(layout: str, offset: int, content: bytes) -> Iterator[tuple[int, int, str, str]]:
    """(uid, at in ns, line, host) of everybody in the part of the file at `offset` who has ever logged in."""
    for uid, seconds, line, host in _records(LAYOUTS[layout], offset, content):
        yield uid, seconds * SECOND, text(line), text(host)


def packed(rows: Iterable[Entry]) -> bytes:
    """Rows as the bytes of a chunk."""
    return b"".join(json.dumps(row).encode("ascii") + b"\n" for row in rows)


@dataclass(frozen=True, slots=True)
class Lastlog:
    """Opens chunks that `packed` has made."""

    kind: str = "lastlog"

    def rows(self, content: bytes, layout: str, window: Window, host: str = "") -> Rows:
        """All of them: a snapshot is true when it is read, whatever the window."""
        found = [tuple(json.loads(line)) for line in content.splitlines()]
        return Rows(self.kind, found, window, host, Reading("", lines=len(found), in_day=len(found)))
