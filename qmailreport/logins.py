"""Who was on, when and from where: the nouns of login accounting and of a user's own mail.  Pure.

Strings are as the log has them, decoded and not yet redacted: what shows them passes them through `redact`.
Instants are ns since the epoch.
"""

from __future__ import annotations

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


class UserDay(NamedTuple):
    """What one user's own mail tells of a stretch of days."""

    user: str
    accesses: tuple[Access, ...]  # successful logins
    failures: tuple[Access, ...]
    sessions: tuple[Session, ...]
    last_before: Access | None = None  # the last login before the stretch
    missing: tuple[str, ...] = ()  # sources that were not there: the list is not complete
