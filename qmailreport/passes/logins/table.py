"""Who was on which line: logins and logouts paired, and what reboots, shutdowns and clocks did to them.  Pure.

One machine for wtmp's records and for what daemons log, which becomes the same tuples (`formats/utmp.py`).  It takes
them in their order; what it holds between two calls is plain, so that a day begins where the day before ended.

* A login is closed by a logout on its line, by the next login there (supplanted), by a shutdown, or by a boot
  without one before it: a crash, of which only the last record before the boot is known to lie before it.
* OLD_TIME and NEW_TIME move the logins of who is on, so that true time is counted.
* A step back of more than a minute is noted; a logout before its login counts nothing.
* Whoever is on over a silence of a year was on only if a logout of theirs follows; else the logout is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from ...logins import How, Session

RUN_LVL, BOOT, NEW_TIME, OLD_TIME, USER, DEAD, SHUTDOWN = 1, 2, 3, 4, 7, 8, 10
MINUTE = 60 * 10**9
YEAR = 365 * 86_400 * 10**9
DISPLAY = re.compile(r":[0-9]{1,5}(?:\.[0-9]{1,5})?")
ENDS = (ord("0"), ord("6"))  # run levels in which the host goes down
NOTES = 1000  # boots, shutdowns and steps that are kept of a window, the first ones
Record = tuple[int, int, int, str, str, str, str, str]


class Stay(NamedTuple):
    """A session with what of it counts: [began, until) in ns; until is None where it is still open."""

    user: str
    service: str
    line: str
    host: str
    address: str
    login: int
    end: int | None
    how: How
    source: str
    began: int
    until: int | None

    @property
    def session(self) -> Session:
        """As it is told."""
        return Session(*self[:9])


class Boot(NamedTuple):
    """A boot; `before` is the last record that a crash left (ns), None where the host had gone down orderly."""

    at: int
    kernel: str
    before: int | None


class Step(NamedTuple):
    """The clock went from one instant to another; `told`: by a pair of records."""

    before: int
    after: int
    told: bool


LOGIN, WHO, HOST, ADDRESS, SHIFT, DOUBT = range(6)


@dataclass(slots=True)
class Table:
    """The lines in use, and what has ended since `done` was emptied."""

    source: str = "wtmp"
    opened: dict[str, list[Any]] = field(default_factory=dict)
    last: int | None = None  # the last record
    alive: bool = False  # a record since the last shutdown
    old: int | None = None  # an OLD_TIME whose NEW_TIME is to come
    done: list[Stay] = field(default_factory=list)
    boots: list[Boot] = field(default_factory=list)
    downs: list[int] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    orphans: int = 0  # logouts of nobody
    negative: int = 0  # logouts more than a minute before their logins

    def feed(self, records: Iterable[Record]) -> None:
        """Takes records in their order."""
        opened, timed, last, alive = self.opened, self.source == "wtmp", self.last, self.alive
        for at, kind, pid, line, _, user, host, address in records:
            if timed and last is not None and not -MINUTE <= at - last <= YEAR:
                self._leap(last, at, kind)
            if kind == DEAD:
                row = opened.pop(line, None)
                if row is not None:
                    self._closed(line, row, at)
                elif line:
                    self.orphans += 1
                alive = True
            elif kind == USER:
                if line and user and not line.endswith(":notty"):  # that is btmp's, and the user what was typed
                    if line in opened:
                        self._close(line, at, "supplanted")
                    opened[line] = [at, user, host, address, 0, False]
                alive = True
            else:
                alive = self._system(at, kind, pid, host, last, alive)
            last = at
        self.last, self.alive = last, alive

    def _closed(self, line: str, row: list[Any], at: int) -> None:
        """A logout; the same as `_close`, which is called for the other ends, but quicker."""
        login, user, host, address, shift, _ = row
        began = login + shift
        until = at
        if at < began:
            self.negative += at < began - MINUTE
            until = began
        source, kind = told(self.source, line, host)
        self.done.append(_new(Stay, (user, kind, line, host, address, login, at, "logout", source, began, until)))

    def _system(self, at: int, kind: int, pid: int, host: str, last: int | None, alive: bool) -> bool:
        """A record that is no login and no logout; gives whether the host is up behind it."""
        if kind == BOOT:
            for line in list(self.opened):
                self._close(line, at, "crash", last)
            if len(self.boots) < NOTES:
                self.boots.append(Boot(at, host, last if alive else None))
        elif kind == SHUTDOWN or (kind == RUN_LVL and pid & 255 in ENDS):
            if alive and len(self.downs) < NOTES:  # a run level and a record may both tell of one
                self.downs.append(at)
            for line in list(self.opened):
                self._close(line, at, "shutdown")
            return False
        elif kind == OLD_TIME:
            self.old = at
        elif kind == NEW_TIME and self.old is not None:
            for row in self.opened.values():
                row[SHIFT] += at - self.old
            self._step(Step(self.old, at, True))
            self.old = None
        return True

    def _leap(self, last: int, at: int, kind: int) -> None:
        """A year of silence makes logouts doubtful; a step back is the clock's, or somebody's who cut the file."""
        if at > last:
            for row in self.opened.values():
                row[DOUBT] = True
        elif kind != NEW_TIME:
            self._step(Step(last, at, False))

    def _step(self, step: Step) -> None:
        if len(self.steps) < NOTES:
            self.steps.append(step)

    def _close(self, line: str, at: int, how: How, known: int | None = None) -> None:
        """Ends what is open on `line`; `known`: the last instant at which a crashed host is known to have lived."""
        row = self.opened.pop(line)
        if row[DOUBT]:
            self.done.append(self._stay(line, row, None, "lost", row[LOGIN] + row[SHIFT]))
            return
        began = row[LOGIN] + row[SHIFT]
        self.negative += at < began - MINUTE
        if how == "crash":
            self.done.append(self._stay(line, row, None, how, max(began, min(at, known or began))))
        else:
            self.done.append(self._stay(line, row, at, how, max(began, at)))

    def _stay(self, line: str, row: Sequence[Any], end: int | None, how: How, until: int | None) -> Stay:
        login, user, host, address, shift, _ = row
        source, service = told(self.source, line, host)
        return Stay(user, service, line, host, address, login, end, how, source, login + shift, until)

    def still(self, live: bool = True) -> list[Stay]:
        """Who is on behind the last record; where the file is not the live one, their logouts are lost."""
        found = []
        for line, row in self.opened.items():
            lost = row[DOUBT] or not live
            found.append(
                self._stay(line, row, None, "lost" if lost else "open", row[LOGIN] + row[SHIFT] if lost else None)
            )
        return found

    def expire(self, before: int) -> list[Stay]:
        """Drops who has been on since before that instant; their logouts are lost."""
        old = [line for line, row in self.opened.items() if row[LOGIN] < before]
        return [self._stay(line, (row := self.opened.pop(line)), None, "lost", row[LOGIN] + row[SHIFT]) for line in old]


_new = tuple.__new__  # what a NamedTuple's own constructor calls, without its detour


@lru_cache(maxsize=65_536)
def told(source: str, line: str, host: str) -> tuple[str, str]:
    """(source, service) of a session: daemons' lines are named `sshd[PID]`, `logind N`, …"""
    if source == "text":
        word = line.partition("[")[0].partition(" ")[0]
        return word, {"sshd": "ssh", "login": "console", "logind": "session"}.get(word, "FTP")
    return source, service(line, host)


def service(line: str, host: str) -> str:
    """By what a session on that terminal came."""
    if line.startswith("ftp"):
        return "FTP"
    if line.startswith("uucp"):
        return "UUCP"
    if line.startswith(("ttyS", "ttyUSB", "ttyACM", "ttyI", "modem")):
        return "dial-up"
    if host.startswith(("tmux(", ":pts/", ":tty", "screen")):
        return "screen"
    if line.startswith(("tty", "hvc", "console", ":", "vc/", "seat")) or DISPLAY.fullmatch(host):
        return "console"
    return "ssh" if host else "terminal"


def sessions(records: Iterable[Record], live: bool = True, source: str = "wtmp") -> list[Session]:
    """Every session of a stretch of wtmp, exact duplicates of records left out, in the order of their ends; who is
    still on comes last.  `live`: the stretch ends now.
    """
    table = Table(source)
    table.feed(dict.fromkeys(records))
    return [stay.session for stay in (*table.done, *table.still(live))]
