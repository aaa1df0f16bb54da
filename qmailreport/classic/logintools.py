"""last, ac and lastlog on the command line: their options, and where the present comes from.

`--now`, `--boot` and `--passwd` say what else the clock, the running host and its accounts do, so that an old file
reads as it did then.
"""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from pathlib import Path
from typing import BinaryIO

from qmailreport.classic.ac import Tally, ac
from qmailreport.classic.last import Listing, Present
from qmailreport.classic.lastlog import Lastlog
from qmailreport.classic.wtmp import Wtmp
from qmailreport.errors import UsageError

WTMP = "/var/log/wtmp"
LAST = (
    "As util-linux 2.38.1 prints it: each file by itself, newest first, a session's end by its line. Not kept: names "
    "looked up (-d), users present at a time (-p, -s, -t)."
)
AC = (
    "As GNU acct 6.6.4 prints it: files are one stream, oldest first. Without -a the days between two records fall on "
    "the later one; what is open at the end counts up to now."
)
LASTLOG = "As shadow prints it, for the accounts of passwd."


def present(parser: argparse.ArgumentParser, now: int | None) -> None:
    """The options that stand for the clock; `now` (ns) is the default."""
    seconds = None if now is None else now // 1_000_000_000
    parser.add_argument("--now", type=int, default=seconds, metavar="SECONDS", help="the time, where not the clock's")


def last_options(parser: argparse.ArgumentParser) -> None:
    """Of `last`."""
    parser.add_argument("-F", "--fulltimes", action="store_true", help="times with seconds and year")
    parser.add_argument("-w", "--fullnames", action="store_true", help="user and host in full")
    parser.add_argument("-x", "--system", action="store_true", help="shutdowns, run levels and clock changes too")
    parser.add_argument("-i", "--ip", action="store_true", help="the address, not the host's name")
    parser.add_argument("-n", "--limit", type=int, default=0, metavar="N", help="at most so many lines a file; also -N")
    parser.add_argument("--time-format", choices=("short", "full", "iso"), help="of all times")
    parser.add_argument("-f", "--file", action="append", metavar="FILE", help=f"instead of {WTMP}; several are listed")
    parser.add_argument("--boot", type=int, metavar="SECONDS", help="when the host started, where not this one")
    parser.add_argument("--passwd", metavar="FILE", help="who has an account, where not as here")
    parser.add_argument("names", nargs="*", metavar="USER|TTY", help="only these")


def ac_options(parser: argparse.ArgumentParser) -> None:
    """Of `ac`."""
    parser.add_argument("-d", "--daily-totals", action="store_true", help="a total for each day")
    parser.add_argument("-p", "--individual-totals", action="store_true", help="a total for each user")
    parser.add_argument("-a", "--all-days", action="store_true", help="with -d: days without records too")
    parser.add_argument("-y", "--print-year", action="store_true", help="dates with the year")
    parser.add_argument("-z", "--print-zeros", action="store_true", help="totals of nothing too")
    parser.add_argument("--supplants", action="store_true", help="count who was supplanted on a line")
    parser.add_argument("--reboots", action="store_true", help="count up to a boot without a shutdown")
    parser.add_argument("--timewarps", action="store_true", help="where the clock jumps, count up to midnight")
    parser.add_argument("--compatibility", action="store_true", help="all three")
    parser.add_argument("-f", "--file", action="append", metavar="FILE", help=f"instead of {WTMP}; several are one")
    parser.add_argument("names", nargs="*", metavar="USER", help="only these")


def lastlog_options(parser: argparse.ArgumentParser) -> None:
    """Of `lastlog`."""
    parser.add_argument("-t", "--time", type=int, metavar="DAYS", help="only logins more recent than that")
    parser.add_argument("-b", "--before", type=int, metavar="DAYS", help="only logins older than that")
    parser.add_argument("-u", "--user", default="", metavar="LOGIN|RANGE", help="only these")
    parser.add_argument("-R", "--root", default="/", metavar="DIR", help="etc/passwd and var/log/lastlog are below it")


def numbered(arguments: Sequence[str]) -> list[str]:
    """`-5` is `-n 5`."""
    return [f"-n{one[1:]}" if re.fullmatch(r"-[0-9]{1,9}", one) else one for one in arguments]


def last(options: argparse.Namespace, stdin: BinaryIO) -> Iterator[bytes]:
    """Lists the files, one after the other."""
    now = _now("last", options)
    boot = options.boot if options.boot is not None else _booted()
    form = {"full": "ctime", None: "ctime" if options.fulltimes else "short"}.get(
        options.time_format, options.time_format
    )
    listing = Listing(
        Present(now, boot, _users(options.passwd) if options.passwd else None), options.timezone, options.system, form,
        options.fullnames, options.ip, options.limit, [os.fsencode(name) for name in options.names],
    )  # fmt: skip
    for path in options.file or [WTMP]:
        with closing(Wtmp("last", path)) as file:
            listing.shown = 0
            yield from listing.lines(file)


def connect(options: argparse.Namespace, stdin: BinaryIO) -> Iterator[bytes]:
    """Adds up the files."""
    all_three = options.compatibility
    tally = Tally(
        _now("ac", options), options.timezone, options.daily_totals, options.individual_totals, options.all_days,
        options.print_year, options.print_zeros, options.supplants or all_three, options.reboots or all_three,
        options.timewarps or all_three, frozenset(os.fsencode(name) for name in options.names),
    )  # fmt: skip
    with ExitStack() as stack:
        files = [stack.enter_context(closing(Wtmp("ac", path))) for path in options.file or [WTMP]]
        yield from ac(((os.fsencode(file.path), file.forwards()) for file in files), tally)


def lastlog(options: argparse.Namespace, stdin: BinaryIO) -> Iterator[bytes]:
    """Lists the accounts."""
    root = Path(options.root)
    listing = Lastlog(_now("lastlog", options), options.timezone, options.time, options.before, options.user)
    yield from listing.lines(str(root / "etc/passwd"), str(root / "var/log/lastlog"))


def _now(tool: str, options: argparse.Namespace) -> int:
    if options.now is None:
        raise UsageError(f"{tool}: what time is it? Give --now SECONDS, or run it as `qmailreport classic {tool}`")
    return int(options.now)


def _booted() -> int:
    try:
        words = Path("/proc/stat").read_bytes().split()
        return int(words[words.index(b"btime") + 1])
    except (OSError, ValueError, IndexError):
        return 0


def _users(path: str) -> dict[bytes, int]:
    try:
        lines = Path(path).read_bytes().splitlines()
    except (OSError, ValueError) as error:
        raise UsageError(f"last: cannot read {path}: {error}") from error
    found: dict[bytes, int] = {}
    for line in lines:
        fields = line.split(b":")
        if len(fields) > 2 and fields[2].isdigit():
            found.setdefault(fields[0], int(fields[2]))
    return found
