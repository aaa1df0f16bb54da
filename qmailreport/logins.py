"""Who was on, when and from where: the nouns of login accounting and of a user's own mail.  Pure.

Strings are as the log has them, decoded and not yet redacted: what shows them passes them through `redact`.
Instants are ns since the epoch.
"""

from __future__ import annotations

import datetime as dt
import ipaddress
from dataclasses import dataclass
from typing import Literal, NamedTuple

How = Literal["logout", "supplanted", "shutdown", "crash", "open", "lost"]


class Session(NamedTuple):
    """One stay on a terminal line, as wtmp, wtmpdb or logind tells of it."""

    user: str
    service: str  # ssh, console, FTP, dial-up, …
    line: str  # pts/0, tty1, ftpd1234
    host: str  # the name or address it came from, as it was written; empty where it was local
    address: str  # the address, where one is known
    login: int
    end: int | None  # None: not known, or still on
    how: How
    source: str  # what told of it: wtmp, wtmpdb, sshd, …


class Access(NamedTuple):
    """Logins, or failed ones, of one account by one service from one address, added up."""

    user: str
    service: str  # ssh, IMAP, POP3, SMTP, webmail, FTP, console, …
    address: str  # empty where none was logged
    times: int
    first: int
    last: int
    method: str = ""  # publickey, password, PLAIN, …; several: joined by a comma
    name: str = ""  # of the host, where the log has one

    def before(self, at: int) -> int:
        """How many of them came before an instant; where they went on behind it, their share of the time."""
        if self.last < at or self.first >= at:
            return self.times if self.last < at else 0
        return min(self.times, max(1, self.times * (at - self.first) // (self.last - self.first + 1)))


class UserDay(NamedTuple):
    """What one user's own mail tells of a stretch of days."""

    user: str
    accesses: tuple[Access, ...]  # successful logins
    failures: tuple[Access, ...]
    sessions: tuple[Session, ...]
    last_before: Access | None = None  # the last login before the stretch
    missing: tuple[str, ...] = ()  # sources that were not there: the list is not complete


State = Literal["known", "near", "new"]
"""Of a place: known; a new network in a known domain; new."""


class Line(NamedTuple):
    """One row of a user's own mail: logins, or failed ones, by service and place."""

    service: str
    place: str  # the network as 203.0.113.0/24; the address where the place is new or the attempt failed
    times: int
    first: int
    last: int
    state: State = "known"
    name: str = ""  # the domain of the host name that the log has
    method: str = ""
    failed_before: int = 0  # failed attempts from the same network before the first of a new place's logins
    failed_since: int = 0  # ns; the first of these
    failed_later: bool = False  # they went on behind the login, so that how many came before it is an estimate

    @property
    def network(self) -> str:
        """The network of the place, which may be an address of it."""
        try:
            found = ipaddress.ip_address(self.place.partition("%")[0])
        except ValueError:
            return self.place if "/" in self.place else self.name or self.place
        return str(ipaddress.ip_network((found, 24 if found.version == 4 else 64), strict=False))


Reason = Literal["new", "daily", "weekly", "monthly", "suspected"]
Reader = Literal["user", "admin", "owner"]
"""Who a mail is for: the user, who runs the host, the owner of a mailbox of several people."""


@dataclass(frozen=True, kw_only=True)
class Letter:
    """One mail about one user's logins, before it has words."""

    report: str
    site: str
    user: str
    language: str
    zone: str  # times are shown in it
    first: dt.date
    last: dt.date  # both included
    window: tuple[int, int]  # [from, to) in ns
    reason: Reason
    token: str  # tells this mail from others in its Message-ID, and nobody can guess it
    made: int
    reader: Reader = "user"
    logins: tuple[Line, ...] = ()
    failures: tuple[Line, ...] = ()
    open: tuple[Session, ...] = ()  # still logged in when the stretch ended
    last_before: Line | None = None
    missing: tuple[str, ...] = ()  # sources that could not be read
    unrecorded: int = 0  # days of the stretch of which nothing is kept
    suspected: str = ""  # 'failures', 'places' or nothing
    learning: dt.date | None = None  # until then no place is new
    forget: int = 180  # days before, of which it is known where the user has been; 0: nothing is said of them
    admin: str = ""
    reply_to: str = ""  # where an answer goes; empty: none is asked for
    revision: int = 1  # N of the Message-ID
