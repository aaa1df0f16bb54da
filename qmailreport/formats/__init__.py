"""Where a record begins and what time it bears.  Pure.

multilog     @4000000038f2d2b4307a24d4 text          TAI64N
syslog       Nov 18 07:12:36 mx1 qmail: text         BSD, RFC 3339, RFC 5424; splogger's inner stamp
fractional   955436538.813320 text                   accustamp, raw epoch seconds
tai64nlocal  2000-04-11 07:02:18.813320500 text      in the zone of who ran tai64nlocal
mgetty       05/25 04:38:40 yS0  text                the log of a modem line
journald     one object of `journalctl -o json` as an RFC 3339 syslog line
utmp         wtmp and btmp: records of who logged in, out and in vain
wtmpdb       the same as rows of a database
lastlog      everybody's last login
stamps       local times, years and zones, for the formats above
"""

from __future__ import annotations

from typing import Protocol

from ..fold import Clock, Decoder, Envelope
from .fractional import Fractional
from .lastlog import Lastlog
from .mgetty import Mgetty
from .multilog import Multilog
from .syslog import Syslog
from .tai64nlocal import Tai64nlocal
from .utmp import Utmp
from .wtmpdb import Wtmpdb

__all__ = ["FORMATS", "ROWS", "Format", "Fractional", "Mgetty", "Multilog", "Syslog", "Tai64nlocal"]


class Format(Envelope, Protocol):
    """An envelope with what a source must know of it to cut and date a file."""

    @property
    def yearless(self) -> bool:
        """Some stamps lack the year."""

    @property
    def zoneless(self) -> bool:
        """Some stamps are local times without an offset."""

    def first(self, content: bytes, clock: Clock) -> int | None:
        """The instant (ns) of the first record in `content` (which starts with a newline), or None."""

    def whole(self, content: bytes, at: int) -> int:
        """The first index >= `at` in `content` where it may be cut: a newline before a record, with no piece of
        an earlier record behind it; -1 where there is none.
        """

    def undated(self, line: bytes) -> tuple[int, int] | None:
        """(month, day) of a line (from its newline on) whose stamp lacks the year."""

    def wall(self, line: bytes) -> int | None:
        """The local time (seconds of the calendar as if it were UTC) of a line whose stamp lacks the zone."""


FORMATS: dict[str, Format] = {
    "multilog": Multilog(),
    "syslog": Syslog(),
    "fractional": Fractional(),
    "tai64nlocal": Tai64nlocal(),
    "mgetty": Mgetty(),
}

ROWS: dict[str, Decoder] = {
    "wtmp": Utmp("wtmp"),
    "btmp": Utmp("btmp"),
    "wtmpdb": Wtmpdb(),
    "lastlog": Lastlog(),
    "lastlog2": Lastlog(),
}
