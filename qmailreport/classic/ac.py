"""GNU acct's `ac` (6.6.4): connect time, byte for byte, faults included.

Files are one stream.  A session counts by its line; a second login there, a boot or a jump of the clock throws it away
(`--supplants`, `--reboots`, `--timewarps` count it); what is open at the end counts up to now.  Days without `-a`: all
that lies behind the first midnight falls on the day of the next record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from typing import Any, Final, TypeVar

from qmailreport.classic.wtmp import MONTHS, Cut, Record, moment
from qmailreport.errors import Error
from qmailreport.formats.utmp import BOOT_TIME, DEAD, NEW_TIME, OLD_TIME, RUN_LVL, USER

LENIENCY: Final = 60
SUSPICIOUS: Final = 31_536_000
BUCKETS: Final = 7
GROWTH: Final = 4
V = TypeVar("V")


class Overflow(Error):
    """A session ended before it began, within the leniency; ac gives up (exit status 1)."""


class Buckets(dict[bytes, V]):
    """A dictionary that can say in which order ac's hash table holds its keys."""

    def __init__(self) -> None:
        super().__init__()
        self.size = BUCKETS
        self.most = int(BUCKETS * 0.6)

    def put(self, key: bytes, value: V) -> None:
        """A new key."""
        self[key] = value
        if len(self) > self.most:
            self._grow()

    def _grow(self) -> None:
        chain = self.ordered()
        self.size *= GROWTH
        self.most = int(self.size * 0.6)
        values = dict(self)
        self.clear()
        for key in chain:
            self[key] = values[key]

    def ordered(self) -> list[bytes]:
        """The keys, bucket by bucket, in each the newest first."""
        found: dict[int, list[bytes]] = {}
        for key in reversed(self):
            found.setdefault(_hash(key) % self.size, []).append(key)
        return [key for bucket in sorted(found) for key in found[bucket]]


def _hash(key: bytes) -> int:
    value = 0
    for code in key:
        value = (code - 256 * (code > 127) + 31 * value) & 0xFFFF_FFFF_FFFF_FFFF  # char is signed
    return value


@dataclass
class Tally:
    """Connect time by user; `lines` is filled with what is printed."""

    now: int
    zone: tzinfo | None = None
    days: bool = False  # -d
    people: bool = False  # -p
    every: bool = False  # -a
    year: bool = False  # -y
    zeros: bool = False  # -z
    supplants: bool = False
    reboots: bool = False
    timewarps: bool = False
    names: frozenset[bytes] = frozenset()
    lines: list[bytes] = field(default_factory=list)
    opened: Buckets[list[Any]] = field(default_factory=Buckets)  # [user, seconds] by line
    users: Buckets[int] = field(default_factory=Buckets)
    midnight: int = 0
    last: int = 0
    place: Callable[[], bytes] = lambda: b""

    def feed(self, records: Iterable[Record]) -> None:
        """Records, oldest first."""
        cut, started = Cut(), bool(self.midnight)
        clock: int | None = None  # of an OLD_TIME whose NEW_TIME is to come
        special = (OLD_TIME, NEW_TIME, BOOT_TIME, RUN_LVL)
        for kind, pid, raw, _, who, _, at, _, _ in records:
            if not (kind == DEAD or (kind == USER and who[0])) or raw[0] in b"|{~":
                kind = _repaired(kind, raw, who)
            if not started:
                started, self.midnight = True, self._midnight(at)
            if kind != NEW_TIME:
                if at + LENIENCY < self.last or at > self.last + SUSPICIOUS:
                    self._totals(self.midnight + 1, self.timewarps, False)
                    self.midnight = self._midnight(at)
                if self.midnight < at:
                    self._totals(at, True, True)
            self.last = at
            if kind == USER:
                self._in(cut[raw], cut[who], at)
            elif kind == DEAD:
                if (line := cut[raw]) in self.opened:
                    user, since = self.opened.pop(line)
                    self._add(user, at - since, "logout")
            elif kind in special:
                clock = self._special(kind, pid, cut[who], at, clock)

    def _special(self, kind: int, pid: int, user: bytes, at: int, clock: int | None) -> int | None:
        if kind == OLD_TIME:
            return at
        if kind == NEW_TIME:
            if clock is not None:
                for row in self.opened.values():
                    row[1] += at - clock
                self.midnight = self._midnight(at)
            return None
        if user == b"shutdown" or (kind == RUN_LVL and pid & 255 in b"06"):
            self._out(at, True, False, "shutdown")
        elif kind == BOOT_TIME:
            self._out(at, self.reboots, False, "reboot")
        return clock

    def _in(self, line: bytes, user: bytes, at: int) -> None:
        if not line:
            return
        if line in self.opened:
            before, since = self.opened[line]
            if self.supplants:
                self._add(before, at - since, "supplant")
            self.opened[line] = [user, at]
        else:
            self.opened.put(line, [user, at])

    def _add(self, user: bytes, seconds: int, why: str) -> None:
        if seconds < 0:
            said = b"%b: problem: update user %b (for %b) with %d seconds?!\n"
            self.lines.append(said % (self.place(), user, why.encode(), seconds))
            raise Overflow("Possible overflow of time_t!  Can't continue.")
        if user in self.users:
            self.users[user] += seconds
        else:
            self.users.put(user, seconds)

    def _out(self, at: int, counted: bool, stay: bool, why: str) -> None:
        for line in self.opened.ordered():
            row = self.opened[line]
            if counted:
                self._add(row[0], at - row[1], why)
            if stay:
                row[1] = at
            else:
                del self.opened[line]

    def _totals(self, at: int, counted: bool, stay: bool) -> None:
        """The midnights before `at`, each of which ends a day: with `-d -a` all, else the first."""
        while self.midnight < at:
            self._out(self.midnight, counted, stay, "midnight logout" if stay else "time warp")
            if self.days:
                day = moment(self.midnight - 10, self.zone)
                self._print(f"{MONTHS[day.month - 1]} {day.day:2d}" + (f" {day.year:4d}" if self.year else ""))
            self.midnight = self._midnight(self.midnight if self.days and self.every else at)

    def _midnight(self, at: int) -> int:
        day = moment(at, self.zone)
        try:
            after = datetime(day.year, day.month, day.day, tzinfo=self.zone) + timedelta(days=1)
            return int(after.timestamp())
        except (ValueError, OverflowError):
            return 1 << 62  # beyond the calendar

    def _print(self, label: str) -> None:
        total, tab = 0, b"\t\t" if self.year else b"\t"
        for user in self.users.ordered():
            if self.names and user not in self.names:
                continue
            seconds = self.users[user]
            total += seconds
            if self.people and (seconds or self.zeros):
                self.lines.append(b"%b%-32b %8b\n" % (tab, user, _hours(seconds)))
        for user in list(self.users):
            del self.users[user]
        if not self.days:
            self.lines.append(b"%btotal %11b\n" % (tab, _hours(total)))
        elif total or self.zeros:
            self.lines.append(b"%b\ttotal %11b\n" % (label.encode("ascii"), _hours(total)))

    def close(self) -> None:
        """No more records: what is open counts up to now."""
        now = max(self.now, self.last)
        self._totals(now, True, True)
        self._out(now, True, False, "catch-up")
        self._print("Today\t" if self.year else "Today")


def _hours(seconds: int) -> bytes:
    return b"%.2f" % (seconds / 3600)


def _repaired(kind: int, line: bytes, user: bytes) -> int:
    """The type of a record as ac takes it."""
    if line[:1] in (b"|", b"{"):
        return OLD_TIME if line[:1] == b"|" else NEW_TIME
    if line[:1] == b"~" or kind == RUN_LVL:
        word = user.partition(b"\0")[0]
        if word == b"reboot":
            return BOOT_TIME
        if word == b"shutdown":
            return RUN_LVL
    if kind == USER and not user[0]:
        return DEAD
    if not 1 <= kind <= DEAD:
        if not line[0]:
            return 0
        return USER if user[0] else DEAD
    return kind


def ac(files: Iterable[tuple[bytes, Iterator[Record]]], tally: Tally) -> Iterator[bytes]:
    """The totals of the files, which are one stream."""
    name, count = b"", 0

    def counted(records: Iterator[Record]) -> Iterator[Record]:
        nonlocal count
        for count, record in enumerate(records, 1):  # noqa: B007 - said where it goes wrong
            yield record

    tally.place = lambda: b"%b:%d" % (name, count)
    try:
        for name, records in files:  # noqa: B007 - said where it goes wrong
            tally.feed(counted(records))
        tally.close()
    except Overflow:
        yield b"".join(tally.lines)
        raise
    yield b"".join(tally.lines)
