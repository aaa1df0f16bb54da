"""wtmp, btmp and utmp: records of 384 or 400 bytes in either byte order, proved before they are believed.  Pure.

What a pass gets (`Rows.records`), by `Rows.kind`; a record is a plain tuple, in the order of the file:

wtmp     (at, type, pid, line, id, user, host, address): logins, logouts, boots.
         `at` ns since the epoch, int; `type` int, as `last` repairs it (below); `pid` int (of a change of run level:
         its character in the low byte); `line`, `id`, `user`, `host` str; `address` str, '' where there is none,
         IPv4 (also where it was mapped into IPv6) or IPv6 without a zone.
btmp     the same tuples: one failed login each.  `user` is what was typed, perhaps a password.
wtmpdb   (login, logout, type, user, tty, host, service): one session each; login ns, logout ns or None,
         type 1 boot (user 'reboot' or 'soft-reboot', host the kernel's release, logout its shutdown), 3 a login;
         the others str, '' for NULL.  In the order of login; every session that overlaps the window.
lastlog  (user, uid, at, line, host, service): the last login of each account that has one; user str ('' where
         nobody bears that uid), uid int (-1 where the source has none), at ns, service str.  A snapshot: true when
         read, whatever the window.

Text is UTF-8 up to its first NUL, with `\\xNN` for bytes that are not: as it was logged, not redacted.

Types: 0 nothing of the following, 1 RUN_LVL, 2 BOOT_TIME, 3 NEW_TIME, 4 OLD_TIME, 5 INIT_PROCESS, 6 LOGIN_PROCESS
(getty waits), 7 USER_PROCESS, 8 DEAD_PROCESS, 9 ACCOUNTING, 10 SHUTDOWN_TIME (on disk a RUN_LVL of the user
'shutdown').  Whatever has a line and a user, and is no DEAD_PROCESS, is a USER_PROCESS; a record without a user is a
DEAD_PROCESS.  All-zero records are left out, and counted in `Rows.reading.unstamped`.
"""

from __future__ import annotations

import ipaddress
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ..day import SECOND
from ..errors import SourceError
from ..fold import Rows, Window
from ..report import SLOT, Reading

EMPTY, RUN_LVL, BOOT_TIME, NEW_TIME, OLD_TIME, INIT, LOGIN, USER, DEAD, ACCOUNTING, SHUTDOWN = range(11)
PROOF = 200  # records that a layout is proved by
ENOUGH = 0.8  # of the points that they can give
YEAR = 366 * 86_400
SINCE = 631_152_000  # 1990; what is older, and no board's clock that has just begun at 1970, is no time
TEXTS = 20_000  # distinct texts that are remembered at a time
MICRO = 1_000_000
MAC = b"utmpx-1.00"
SOLARIS = 372  # bytes of a record there


@dataclass(frozen=True, slots=True)
class Layout:
    """How a record lies in the file."""

    word: str
    size: int
    fields: str  # type, pid, line, id, user, host, seconds, microseconds, address

    def records(self, content: bytes) -> Iterator[tuple[int, int, bytes, bytes, bytes, bytes, int, int, bytes]]:
        """The whole records of `content`, which begins with one; what is torn at its end is passed over."""
        whole = len(content) - len(content) % self.size
        return _struct(self.fields).iter_unpack(content if whole == len(content) else memoryview(content)[:whole])


_NARROW = "h2xi32s4s32s256s8xIi16s20x"
_WIDE = "h2xi32s4s32s256s4x8xqq16s24x"
LAYOUTS = {
    one.word: one
    for one in (
        Layout("384le", 384, "<" + _NARROW),
        Layout("384be", 384, ">" + _NARROW),
        Layout("400le", 400, "<" + _WIDE),
        Layout("400be", 400, ">" + _WIDE),
    )
}


@lru_cache(maxsize=8)
def _struct(fields: str) -> struct.Struct:
    return struct.Struct(fields)


def layout_of(head: bytes) -> Layout:
    """The layout of a file that begins with `head`; SourceError (without the path) says what it is instead."""
    if head.startswith(MAC):
        raise SourceError("is a utmpx of macOS, which is not read; copy what its `last` prints")
    scores = {one: _score(one, head) for one in LAYOUTS.values()}
    best = max(scores, key=lambda one: scores[one])
    if scores[best] > ENOUGH:
        return best
    if _solaris(head):
        raise SourceError("is a utmpx of Solaris (records of 372 bytes), which is not read")
    if _textual(head):
        raise SourceError("is a text (what `last` or `ac` printed?), not login records; name the binary file")
    if not head.strip(b"\0"):
        raise SourceError("holds nothing but zeros" if head else "is empty")
    raise SourceError("is not made of login records: no layout of wtmp fits it")


def _score(layout: Layout, head: bytes) -> float:
    """How much of the first records is what it should be in this layout, 0 to 1; all-zero records say nothing."""
    points, count, sound = 0.0, 0, 0
    for kind, pid, line, _, user, host, seconds, _, _ in layout.records(head[: layout.size * PROOF]):
        if not (kind or seconds or line.strip(b"\0") or user.strip(b"\0")):
            continue
        count += 1
        proper = 0 <= kind <= ACCOUNTING and pid >= 0
        sound += proper
        points += proper + (1 if SINCE <= seconds < 1 << 32 else 0.75 if 0 <= seconds < YEAR else 0)
        points += _padded(line) and line.rstrip(b"\0").isascii() and _printable(line)
        points += _padded(user) and _padded(host)
    return points / (4 * count) if sound * 2 > count else 0.0


def _padded(text: bytes) -> bool:
    """Is nothing behind its first NUL?"""
    return not text.partition(b"\0")[2].strip(b"\0")


def _printable(text: bytes) -> bool:
    return text.partition(b"\0")[0].decode("latin-1").isprintable()


def _solaris(head: bytes) -> bool:
    for order in "<>":
        fields = struct.iter_unpack(f"{order}72xh6xi288x", head[: len(head) // SOLARIS * SOLARIS])
        found = [0 <= kind <= ACCOUNTING and seconds >= SINCE for kind, seconds in fields]
        if found and sum(found) > ENOUGH * len(found):
            return True
    return False


def _textual(head: bytes) -> bool:
    odd = len(re.findall(rb"[^\t\n\r -~\x80-\xff]", head[:4096]))
    return bool(head) and odd * 50 < len(head[:4096])


class _Texts(dict[bytes, str]):
    """Fields as text, each distinct one decoded once."""

    def __missing__(self, raw: bytes) -> str:
        if len(self) >= TEXTS:
            self.clear()
        found = self[raw] = text(raw)
        return found


class _Addresses(dict[bytes, str]):
    """ut_addr_v6 as text, likewise."""

    def __missing__(self, raw: bytes) -> str:
        if len(self) >= TEXTS:
            self.clear()
        found = self[raw] = address(raw)
        return found


_TEXTS, _ADDRESSES = _Texts(), _Addresses()  # from chunk to chunk: lines, users and hosts come again and again


def text(raw: bytes) -> str:
    """A field as text, up to its first NUL."""
    return raw.partition(b"\0")[0].decode("utf-8", "backslashreplace")


def address(raw: bytes) -> str:
    """The text of a ut_addr_v6; '' where it is zero.  IPv4 stands in its first four bytes, or is mapped."""
    if not raw.strip(b"\0"):
        return ""
    if not raw[4:].strip(b"\0"):
        return str(ipaddress.IPv4Address(raw[:4]))
    six = ipaddress.IPv6Address(raw)
    return str(six.ipv4_mapped or six)


def repaired(kind: int, line: bytes, user: bytes) -> int:
    """The type of a record as `last` takes it, whatever it says itself."""
    if line.startswith(b"~"):
        for word, meant in ((b"shutdown", SHUTDOWN), (b"reboot", BOOT_TIME), (b"runlevel", RUN_LVL)):
            if user.startswith(word):
                return meant
        return kind if 0 <= kind <= ACCOUNTING else EMPTY
    if user[:1] in (b"", b"\0"):
        return DEAD
    if user.startswith(b"date") and line[:1] in (b"|", b"{"):
        return OLD_TIME if line.startswith(b"|") else NEW_TIME
    if kind != DEAD and line[:1] not in (b"", b"\0") and not user.startswith(b"LOGIN"):
        return USER
    return kind if 0 <= kind <= ACCOUNTING else EMPTY


@dataclass(frozen=True, slots=True)
class Utmp:
    """Opens chunks of wtmp or btmp, which is its `kind`."""

    kind: str = "wtmp"

    def rows(self, content: bytes, layout: str, window: Window, host: str = "") -> Rows:
        """The records of the window in `content`, whole records of that layout (a word of LAYOUTS)."""
        form = LAYOUTS[layout]
        start, end, dead, user = window.start, window.end, DEAD, USER
        texts, addresses = _TEXTS, _ADDRESSES
        found = [
            (
                at,
                kind if (kind == dead or (kind == user and who[0])) and line[0] != 126 else repaired(kind, line, who),
                pid,
                texts[line],
                texts[code],
                texts[who],
                texts[name],
                addresses[raw],
            )
            for kind, pid, line, code, who, name, seconds, micro, raw in form.records(content)
            if start <= (at := seconds * SECOND + (micro * 1000 if 0 <= micro < MICRO else 0)) < end and (at or kind)
        ]
        reading = Reading("", lines=len(content) // form.size, in_day=len(found))
        reading.unstamped = _zeros(content, form.size) if len(found) < reading.lines else 0
        if found:
            instants = [row[0] for row in found]
            reading.first, reading.last = min(instants), max(instants)
            reading.slots = {at // SLOT for at in instants}
        return Rows(self.kind, found, window, host, reading)

    def first(self, head: bytes) -> int | None:
        """The instant (ns) of the first record in `head` that bears one; SourceError as from `layout_of`."""
        for _, _, _, _, _, _, seconds, micro, _ in layout_of(head).records(head):
            if seconds:
                return seconds * SECOND + (micro * 1000 if 0 <= micro < MICRO else 0)
        return None


def _zeros(content: bytes, size: int) -> int:
    zero = bytes(size)
    if zero not in content:
        return 0
    return sum(content[at : at + size] == zero for at in range(0, len(content) - size + 1, size))
