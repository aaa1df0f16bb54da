"""util-linux's `last` (2.38.1): sessions, newest first, byte for byte, faults included.

It reads backwards; a login ends at the next later record on its line, be it a logout or another login; pids are not
looked at.  Files are not joined: a session over a rotation is `gone - no logout`.  What closes nothing and has no later
boot is `still logged in` where the user is there now, which is asked of `Present`.
"""

from __future__ import annotations

import os
import pwd
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo
from functools import cache
from pathlib import Path
from typing import Final

from qmailreport.classic.wtmp import Cut, Record, Wtmp, stamp
from qmailreport.formats.utmp import BOOT_TIME, DEAD, NEW_TIME, OLD_TIME, RUN_LVL, SHUTDOWN, USER, repaired

NORMAL, CRASH, DOWN, NOW, REBOOT, PHANTOM, TIMECHANGE = range(7)
DAY: Final = 86_400
LENGTHS: Final = {"short": (16, 7), "ctime": (24, 26), "iso": (25, 27)}


Row = tuple[bytes, bytes, bytes, bytes, int, int, int]  # user, line, host, ut_addr_v6, since, until, how


@dataclass(frozen=True)
class Present:
    """The host as it is now: seconds, those of its boot, and who has an account (None: as getpwnam says)."""

    now: int
    boot: int
    users: dict[bytes, int] | None = None

    def phantom(self, user: bytes, line: bytes, pid: int, at: int) -> bool:
        """Is who logged in there at `at` gone?"""
        uid = self.users.get(user) if self.users is not None else _uid(user)
        if at < self.boot or uid is None:
            return True
        try:
            return int(Path(f"/proc/{pid}/loginuid").read_text("ascii")) != uid
        except (OSError, ValueError):
            pass
        try:
            return Path(os.fsdecode(b"/dev/" + line)).stat().st_uid != uid
        except (OSError, ValueError):
            return True


@cache
def _uid(user: bytes) -> int | None:
    try:
        return pwd.getpwnam(os.fsdecode(user)).pw_uid
    except (KeyError, ValueError, UnicodeError):
        return None


@dataclass
class Listing:
    """What the listing shows, and how."""

    present: Present
    zone: tzinfo | None = None
    extended: bool = False  # -x
    form: str = "short"  # ctime: -F
    wide: bool = False  # -w
    numeric: bool = False  # -i
    most: int = 0  # -n
    names: Sequence[bytes] = ()
    shown: int = field(default=0, init=False)

    def lines(self, file: Wtmp) -> Iterator[bytes]:
        """The listing of one file."""
        for row in rows(file.backwards(), self.present, self.extended):
            if text := self._text(row):
                yield text
                self.shown += 1
                if self.most and self.shown >= self.most:
                    break
        first = file.first()
        begins = stamp(file.changed if first is None else first, "iso" if self.form == "iso" else "ctime", self.zone)
        yield b"\n%b begins %b\n" % (os.fsencode(Path(file.path).name), begins.encode("ascii"))

    def _text(self, row: Row) -> bytes:
        user, line, host, address, at, _, _ = row
        for word in (b"ftp", b"uucp"):
            if line.startswith(word) and line[len(word) : len(word) + 1].isdigit():
                line = word
        if self.names and not any(self._named(name, user, line) for name in self.names):
            return b""
        width, length = LENGTHS[self.form]
        end, took = self._end(row)
        host = _address(address) if self.numeric else host
        most = (32, 255) if self.wide else (8, 16)
        since = stamp(at, self.form, self.zone)[:width]
        times = f"{since:<{width}} {end[:length]:<{length}} {took}".encode("ascii")
        text = b"%-8b %-12b %-16b %b" % (user[: most[0]], line[:12], host[: most[1]], times)
        return careful(text.rstrip(b" ") + b"\n")

    def _named(self, name: bytes, user: bytes, line: bytes) -> bool:
        return name in (user, line) or (name[:1].isdigit() and b"tty" + name == line)

    def _end(self, row: Row) -> tuple[str, str]:
        """What stands for the end and the length of a row."""
        short = self.form == "short"
        _, _, _, _, since, until, how = row
        if how == NOW or (how in (REBOOT, NORMAL) and until == self.present.now):
            word = "logged in" if how == NOW else "running"
            return ("  still", word) if short else (f"  still {word}", "")
        if how == PHANTOM:
            return ("   gone", "- no logout") if short else ("  gone - no logout", "")
        if how == TIMECHANGE:
            return "", ""
        took = length(until - since)
        if how in (CRASH, DOWN):
            return ("- crash" if how == CRASH else "- down "), took
        return "- " + stamp(until, "time" if short else self.form, self.zone), took


def length(seconds: int) -> str:
    """'(00:59)', '(1+02:00)'; negative ones as C's division gives them."""
    quotient = abs(seconds)
    sign = -1 if seconds < 0 else 1
    minutes, hours, days = quotient // 60 % 60, quotient // 3600 % 24, quotient // DAY * sign
    if days:
        return f"({days}+{hours:02d}:{minutes:02d})"
    if hours:
        return f" ({hours * sign:02d}:{minutes:02d})"
    return f" ({'' if sign > 0 else '-'}00:{minutes:02d})"


def rows(records: Iterable[Record], present: Present, extended: bool) -> Iterator[Row]:
    """The listing's rows of records that come newest first."""
    lines, users, hosts = Cut(), Cut(), Cut()
    later: dict[bytes, int] = {}  # the seconds of the next later record by line
    boot, down, change = 0, present.now, present.now  # the next later boot or shutdown, shutdown, change of run level
    why = NOW
    for kind, pid, raw, _, who, name, at, _, address in records:
        # most are logins and logouts of their type; neither of `~`, nor of somebody who might be called `date`
        if not ((kind == DEAD or (kind == USER and who[0])) and raw[0] != 126 and who[0] != 100):
            kind = repaired(kind, raw, who)
        if kind == DEAD:
            if line := lines[raw]:
                later[line] = at
        elif kind == USER:
            line, end, how = lines[raw], later.get(lines[raw]), NORMAL
            if end is None:
                end, how = boot, why
                if not boot:
                    how = PHANTOM if present.phantom(users[who], line, pid, at) else NOW
            yield users[who], line, hosts[name], address, at, end, how
            if line:
                later[line] = at
        else:
            said, until, how = _event(kind, pid, boot, down, change)
            if said and (extended or kind == BOOT_TIME):
                yield users[who], said, hosts[name], address, at, until, how
            if kind == SHUTDOWN:
                boot, down, change, why, later = at, at, at, DOWN, {}
            elif kind == BOOT_TIME:
                boot, why, later = at, CRASH, {}
            elif kind == RUN_LVL:
                change = at
                if pid & 255 in b"06":
                    boot, down, why, later = at, at, DOWN, {}


def _event(kind: int, pid: int, boot: int, down: int, change: int) -> tuple[bytes, int, int]:
    """What stands for the line of a record that is no login, when it ended and how; b"" for what is not listed."""
    if kind == BOOT_TIME:
        return b"system boot", down, REBOOT
    if kind == SHUTDOWN:
        return b"system down", boot, NORMAL
    if kind == RUN_LVL:
        return (b"(to lvl %c)" % (pid & 255)).partition(b"\0")[0], change, NORMAL
    if kind in (OLD_TIME, NEW_TIME):
        return b"new time" if kind == NEW_TIME else b"old time", down, TIMECHANGE
    return b"", 0, NORMAL


def careful(text: bytes) -> bytes:
    """`text` as a terminal may see it in the C locale: control bytes as `*[`, others as octal numbers."""
    if text[:-1].isascii() and text[:-1].decode("ascii").isprintable():
        return text
    return b"".join(_byte(code) for code in text)


def _byte(code: int) -> bytes:
    if 32 <= code < 127 or code in b"\a\t\r\n":
        return bytes((code,))
    return b"*%c" % (code ^ 64) if code < 128 else b"\\%o" % code


def _address(raw: bytes) -> bytes:
    """ut_addr_v6 as `last -i` has it: IPv4 where the other words are zero."""
    from ipaddress import IPv4Address, IPv6Address  # 10 ms that other tools need not take

    if not raw[4:].strip(b"\0"):
        return str(IPv4Address(raw[:4])).encode("ascii")
    six = IPv6Address(raw)
    return str(six.ipv4_mapped or six).encode("ascii")
