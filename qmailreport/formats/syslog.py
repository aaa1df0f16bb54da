"""Syslog files: BSD, RFC 3339 and RFC 5424 stamps, also mixed; splogger's inner stamp.  Pure.

splogger writes `955436538.813320 text` behind the tag: that is the record's time, whatever syslogd wrote before
it.  Lines beyond 799 bytes it logs in pieces, `STAMP text`, `STAMP+text`, …, between which others may lie.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from ..day import SECOND
from ..fold import Clock, Timer, begins
from . import dialects as d
from .stamps import (
    EPOCH_STRETCH,
    MINUTE,
    MONTHS,
    SECONDS,
    epoch_stretch,
    first_instant,
    fraction,
    local_minute,
    stretch,
    utc_minute,
    yearless_minute,
)

LOOK = 16384  # bytes behind a cut in which a piece of an earlier record is looked for
LONG = 500  # a line of this length may have its pieces further away than the next line
_DIGITS = b".,0123456789"
FINE = 100 * SECOND
_TWO = b"2"[0]
_MINUTE = rb"(?:[0-9]:|:)"


def _offset(text: bytes) -> int:
    """'Z', '+01:00' or '-0330' as minutes."""
    if text == b"Z":
        return 0
    minutes = int(text[1:3]) * 60 + int(text[-2:])
    return -minutes if text.startswith(b"-") else minutes


def _dated(head: bytes, zone: bytes, minute: int, clock: Clock) -> int:
    """'2026-11-18T07:…' at `minute` of its hour, with its offset, or the clock's zone."""
    year, month, day, hour = int(head[:4]), int(head[5:7]), int(head[8:10]), int(head[11:13])
    if zone:
        return utc_minute(year, month, day, hour, minute, _offset(zone))
    return local_minute(year, month, day, hour, minute, clock)


def _bsd(head: bytes, year: bytes, minute: int, clock: Clock) -> int:
    """'Nov 18 07:…' at `minute` of its hour, in the given year or the latest possible one."""
    name, day, time = head.split()
    month = MONTHS.get(name)
    if month is None:
        raise ValueError("no such month")
    if year:
        return local_minute(int(year), month, int(day), int(time[:2]), minute, clock)
    return yearless_minute(month, int(day), int(time[:2]), minute, clock)


@dataclass(frozen=True, slots=True)
class Syslog:
    """Lines as syslogd, rsyslog, syslog-ng and journalctl write them."""

    yearless: ClassVar[bool] = True
    zoneless: ClassVar[bool] = True
    lead: ClassVar[bytes] = d.PLAIN_LEAD  # what stands between the newline and the host
    passed: ClassVar[bytes] = d.ASIDE[1:]  # what is no record wherever it stands: a survey passes it over

    def begin(self, program: bytes = d.ANY) -> bytes:
        """Stamp, host, tag, and splogger's inner stamp; groups at, host, program, pid, times and inner."""
        return d.begin(program)

    def begin_like(self, match: re.Match[bytes], common: bool) -> tuple[bytes, bytes]:
        """For records of a record's host and day alone that are of the commonest shape: what leads to the program, from
        the newline on, and from there to the text; groups at and pid.  Empty: that one has another shape.  `common`:
        all lines that will be looked at are known to be of it, which costs less.
        """
        day = d.stem(match["at"])
        return d.plain(match["host"], day, common) if day else (b"", b"")

    def timer(self, pattern: re.Pattern[bytes], clock: Clock) -> Timer:
        """splogger's stamp where there is one, else syslogd's."""
        group, within = pattern.groupindex["at"], pattern.groupindex.get("inner", 0)
        minutes: dict[bytes, int] = {}

        def instant(match: re.Match[bytes]) -> int:
            inner = match[within] if within else None
            if inner is not None:
                return int(inner.replace(b".", b"")) * 1000
            stamp: bytes = match[group]
            if stamp[0] < 58:  # a digit
                head, zone = stamp[:16], stamp[19:].lstrip(_DIGITS)
                base = minutes.get(head + zone)
                if base is None:
                    base = minutes[head + zone] = _dated(head, zone, int(head[14:]), clock)
                return base + SECONDS[stamp[17:19]] + fraction(stamp[20 : len(stamp) - len(zone)])
            head, _, rest = stamp.rpartition(b":")
            second, _, year = rest.partition(b" ")
            base = minutes.get(head + year)
            if base is None:
                base = minutes[head + year] = _bsd(head, year, int(head[-2:]), clock)
            return base + SECONDS[second[:2]] + fraction(second[3:])

        return instant

    def bucket(self, match: re.Match[bytes], clock: Clock) -> tuple[bytes, int, int]:
        """500 s of splogger's stamps, or ten minutes (one where clocks change) of syslogd's."""
        inner = match["inner"]
        if inner is not None:
            same, low = epoch_stretch(inner[:-7])
            return _inner_shape(match) + same + rb"\.[0-9]{6}[ +]", low, low + EPOCH_STRETCH
        stamp = match["at"]
        if stamp[0] < 58:
            at, zone, year = stamp[:16], stamp[19:].lstrip(_DIGITS), b""
            low, high, even = stretch(lambda minute: _dated(at, zone, minute, clock), int(at[14:15]))
        else:
            at, zone, year = stamp.rpartition(b":")[0], b"", stamp.rpartition(b":")[2].partition(b" ")[2]
            low, high, even = stretch(lambda minute: _bsd(at, year, minute, clock), int(at[-2:-1]))
        if even:
            at = at[:-1]
        else:
            low = _dated(at, zone, int(at[-2:]), clock) if stamp[0] < 58 else _bsd(at, year, int(at[-2:]), clock)
            high = low + MINUTE
        lead = d.LEAD if match.start("at") > match.start() + 1 else b""
        return lead + _outer_shape(at, zone, year, stamp[0] < 58), low, high

    def quick(self, match: re.Match[bytes], same: bytes) -> bytes:
        """A cheaper regex for the lines of a record's stretch `same` (as `bucket` gives it) that are of the common
        shape, and for no others; empty: there is none.
        """
        if match["inner"] is not None:
            return b"" if same.startswith(d.PLAIN_HEAD) else same
        stamp: bytes = match["at"]
        zone, head = b"", same.partition(_MINUTE)[0]
        if stamp[0] < 58:
            zone = rb"(?>[.,][0-9]{1,9}|)" + re.escape(stamp[19:].lstrip(_DIGITS))
        elif b" " in stamp.rpartition(b":")[2]:
            return b""  # with a year
        if match.start("at") > match.start() + 1:
            return b""
        return head + rb"[0-9]:[0-5][0-9]" + zone + d.COMMON

    def fine(self, match: re.Match[bytes]) -> tuple[bytes, int, int] | None:
        """As `bucket`, for a window that begins or ends within its stretch: 100 s of splogger's stamps, on whose ends
        days begin; None where there is nothing finer.
        """
        if (inner := match["inner"]) is None:
            return None
        low = int(inner[:-9]) * FINE
        return _inner_shape(match) + inner[:-9] + rb"[0-9]{2}\.[0-9]{6}[ +]", low, low + FINE

    def piece(self, content: bytes, match: re.Match[bytes]) -> bytes:
        """splogger's further pieces, or the lines without a stamp right behind the record (with their newlines)."""
        end = content.find(b"\n", match.end())
        if end < 0:
            return b""
        inner = match["inner"]
        if inner is None:
            return _continued(content, end, begins(self))
        following = content.find(b"\n", end + 1)
        limit = following if following >= 0 else len(content)
        if end - match.start("inner") >= LONG:
            limit = end + 4 * LOOK
        plus, pieces = b": " + inner + b"+", []
        while (at := content.find(plus, end, limit)) >= 0:
            found = d.PIECE.match(content, content.rfind(b"\n", 0, at))
            if found and found["inner"] == inner and _same(found, match):
                pieces.append(found["text"])
                limit = max(limit, found.end() + 4 * LOOK)
            end = at + len(plus)
        return b"".join(pieces)

    def repeats(self, content: bytes, match: re.Match[bytes]) -> int:
        """N of 'message repeated N times', or 1 + N where 'last message repeated N times' is the next line."""
        times = match["times"]
        if times is not None:
            return max(1, int(times))
        return self.repeated(content, match.end(), match["host"])

    def repeated(self, content: bytes, end: int, host: bytes) -> int:
        """The latter, of the line of a host's record at `end`."""
        end = content.find(b"\n", end)
        if end < 0 or content.find(b" " + d.REPEATED, end, end + 120) < 0:
            return 1
        last = d.LAST.match(content, end)
        if not last or last["host"] not in (None, host):
            return 1
        return 1 + int(last["times"])

    def first(self, content: bytes, clock: Clock) -> int | None:
        """The instant of the first record."""
        return first_instant(self, content, clock)

    def whole(self, content: bytes, at: int) -> int:
        """The next record's begin with no piece of an earlier record within LOOK bytes behind it."""
        pattern = begins(self)
        while found := pattern.search(content, at):
            cut = found.start()
            for piece in d.PIECE.finditer(content, cut, cut + LOOK):
                if content.find(piece["inner"] + b" ", cut, piece.start()) < 0:
                    at = piece.end()
                    break
            else:
                return cut
        return -1

    def undated(self, line: bytes) -> tuple[int, int] | None:
        """(month, day) of a BSD stamp without a year."""
        match = d.UNDATED.match(line)
        month = MONTHS.get(match["month"]) if match else None
        return (month, int(match["day"])) if match and month else None

    def wall(self, line: bytes) -> int | None:
        """Seconds that grow with the local time of the line (months of 31 days); None where it has an offset."""
        match = d.LOCAL.match(line)
        if not match or d.EXACT.match(line):
            return None
        month = MONTHS.get(match["month"], 0) if match["month"] else int(match["m"])
        days = month * 31 + int(match["day"] or match["d"])
        return ((days * 24 + int(match["hour"])) * 60 + int(match["minute"])) * 60 + int(match["second"])


def _same(piece: re.Match[bytes], match: re.Match[bytes]) -> bool:
    return bool(piece["host"] == match["host"] and piece["program"] == match["program"])


def _continued(content: bytes, end: int, pattern: re.Pattern[bytes]) -> bytes:
    start = end
    while 0 <= end < start + 4 * LOOK and end + 1 < len(content):
        if pattern.match(content, end) or d.LAST.match(content, end) or d.PIECE.match(content, end):
            break
        end = content.find(b"\n", end + 1)
    else:
        end = end if end >= 0 else len(content)
    return content[start:end].rstrip(b"\n")


def _inner_shape(match: re.Match[bytes]) -> bytes:
    """What leads to the inner stamp, right behind the newline: this line's own shape where that is a common one."""
    stamp, tag = match["at"], match["program"]
    simple = match.start("at") == match.start() + 1 and match.start("host") == match.end("at") + 1
    simple = simple and not match["pid"] and match.start("inner") == match.end("program") + 2
    if simple and tag and (day := d.stem(stamp)):
        hour, rest = b"2[0-3]" if stamp[len(day)] == _TWO else b"[01][0-9]", stamp[len(day) + 8 :]
        part = b"[.,][0-9]{1,9}" if rest[:1] in (b".", b",") else b""
        at = re.escape(day) + hour + rb":[0-5][0-9]:[0-5][0-9]" + part + re.escape(rest.lstrip(_DIGITS))
        return at + b" " + d.NAME + re.escape(tag) + b": "
    return d.PLAIN_HEAD + d.PLAIN_TAG


def _outer_shape(at: bytes, zone: bytes, year: bytes, dated: bool) -> bytes:
    """The rest of a stamp that begins with `at`, and no splogger stamp behind the tag."""
    rest = _MINUTE + rb"(?:[0-5][0-9]|60)(?>[.,][0-9]{1,9}|)"
    if dated:
        rest += re.escape(zone) if zone else b"(?!" + d.OFFSET + b")"
    else:
        rest += b" " + year + b"(?= [^ \\n]+ )" if year else b"(?!" + d.YEAR + b")"
    return re.escape(at) + rest + b" (?>" + d.FREEBSD + b")" + d.WORD + b"+ " + d.NOT_INNER
