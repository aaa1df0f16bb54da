"""Which files hold a day, how they are opened, dated and cut; journalctl.

stream    Source, Stream, load: what every source gives
places    globs and hosts from `path`
choose    which files hold the window (mtime and first stamp, never names)
opened    regular files only, and what they are by their magic
unpack    gz, bz2, xz, zst
dating    years and the clocks of stamps that lack them; where the zone's clocks went back
span      the years of one file
seek      places in a plain file
cut       files as one run of chunks
files     syslog, fractional, tai64nlocal, mgetty
ring      multilog's directories
journal   journalctl
wtmp      wtmp and btmp with their rotated kin (records: their files as one run, each record once)
lastlog   the sparse file of last logins
databases wtmpdb, lastlog2
detect    what a file is, and the newest full day of some files
seen      programs in a log that no pass reads
"""

from __future__ import annotations

from .accounts import accounts, shells
from .databases import Lastlog2, Wtmpdb
from .detect import detect, newest_full_day
from .files import Fractional, Mgetty, Syslog, Tai64nlocal
from .journal import Journald
from .lastlog import Lastlog
from .opened import Rotated
from .ring import Multilog
from .seen import seen
from .stream import Source, Stream, load
from .wtmp import Btmp, Wtmp

__all__ = ["SOURCES", "Rotated", "Source", "Stream", "accounts", "detect", "load", "newest_full_day", "seen", "shells"]

SOURCES: dict[str, type[Source]] = {
    "multilog": Multilog,
    "syslog": Syslog,
    "fractional": Fractional,
    "tai64nlocal": Tai64nlocal,
    "mgetty": Mgetty,
    "journald": Journald,
    "wtmp": Wtmp,
    "btmp": Btmp,
    "wtmpdb": Wtmpdb,
    "lastlog": Lastlog,
    "lastlog2": Lastlog2,
}
