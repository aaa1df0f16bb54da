"""`logins`: who was on, from where, until when; who tried.  Login records are read where rotation left them."""

from __future__ import annotations

import argparse
import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from ..day import ACCEPTED, Day, Window, local, midnight, parse_date
from ..errors import UsageError
from . import Said

if TYPE_CHECKING:
    from ..collect import Collected, Collector, Kept
    from ..config import Config
    from ..sources import Source
    from .sessions import History

DAYS = 7  # of the usual period, today included
DAY = 86_400 * 10**9
PLACES = ("/var/log/wtmp", "/var/log/btmp", "/var/log/wtmp.db", "/var/lib/wtmpdb/wtmp.db")


def add(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("user", nargs="?", default="", metavar="USER", help="only this account's")
    period = parser.add_mutually_exclusive_group()
    period.add_argument("--date", metavar="DATE", help=f"one day: {ACCEPTED}")
    period.add_argument("--since", metavar="DATE", help=f"from that day until now; default: the last {DAYS} days")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument(
        "--file",
        nargs="+",
        action="extend",
        default=[],
        type=Path,
        metavar="FILE",
        help="these login records and logs, not those of the configuration",
    )
    parser.set_defaults(usual=parser.get_default("config"))


def call(arguments: argparse.Namespace, now: int) -> Said:
    """The answer; problems are in it, and make the status 1."""
    asked = _asked(arguments, now)
    with asked.kept as kept:
        found = _history(asked, kept, arguments, now)
    if arguments.json:
        return Said([json.dumps(found.plain())], 1 if found.problems else 0)
    from .sessiontext import lines

    return Said(lines(found), 1 if found.problems else 0)


@dataclass(frozen=True)
class _Asked:
    """What is read, and how."""

    sources: Mapping[str, Source]
    passes: tuple[Any, ...]  # of the analysis `logins`; no source is in two of them
    zone: ZoneInfo
    site: str
    kept: AbstractContextManager[Any]
    config: Config | None = None
    named: bool = False  # files that somebody named: they may be of another host or of long ago


def _asked(arguments: argparse.Namespace, now: int) -> _Asked:
    if arguments.file or (arguments.config == arguments.usual and not arguments.config.exists()):
        return _unconfigured(arguments.file)
    from ..config import load
    from ..store import Store

    config = load(arguments.config)
    passes = [each for report in config.every for each in report.passes if each.name == "logins"]
    if not passes:
        what = "no report has the pass `logins`; add one, as in `- logins: {source: [wtmp]}`, or name files with --file"
        raise UsageError(f"{arguments.config}: {what}")
    passes = list(_apart(passes, config.sources))
    if not passes:
        what = "the sources of its passes `logins` tell of everybody's last login only; add one, as wtmp"
        raise UsageError(f"{arguments.config}: {what}")
    kept = Store(config.state, readonly=True)
    return _Asked(config.sources, tuple(passes), config.zone, config.site, kept, config)


def _apart(passes: Iterable[Any], sources: Mapping[str, Source]) -> Iterator[Any]:
    """The passes without the sources that one before them has, and without those that tell of no period."""
    met: set[str] = set()
    for each in passes:
        left = tuple(name for name in each.source if name not in met and not sources[name].snapshot)
        met.update(left)
        if left:
            yield replace(each, source=left)


def _unconfigured(files: list[Path]) -> _Asked:
    """The files that were named; else the host's login records."""
    import socket

    from ..names import system_zone
    from ..passes.logins import Logins
    from ..sources import SOURCES, detect

    zone = ZoneInfo(system_zone())
    if files:
        sources = detect(files, zone)
    else:
        held = [path for path in PLACES if _holds(Path(path))]
        words = {path.rpartition("/")[2].replace(".db", "db") for path in held} or {"wtmp"}
        sources = {word: SOURCES[word]() for word in sorted(words)}
    passes = (Logins(source=tuple(sources)),)
    return _Asked(sources, passes, zone, socket.gethostname(), nullcontext(), None, bool(files))


def _holds(path: Path) -> bool:
    try:
        return path.stat().st_size > 0
    except OSError:
        return False


def _period(asked: _Asked, arguments: argparse.Namespace, now: int) -> Day:
    today = local(now, asked.zone).date()
    if arguments.date is not None:
        return Day.of(parse_date(arguments.date, today), asked.zone)
    last = today
    if arguments.since is not None:
        first = parse_date(arguments.since, today)
    else:
        if asked.named:
            from ..sources.detect import newest

            at = newest(asked.sources, asked.zone, now)
            last = today if at is None else min(today, local(at, asked.zone).date())
        first = last - dt.timedelta(days=DAYS - 1)
    after = last + dt.timedelta(days=1)
    return Day(first, asked.zone, Window(midnight(first, asked.zone), midnight(after, asked.zone)))


def _history(asked: _Asked, kept: Kept | None, arguments: argparse.Namespace, now: int) -> History:
    from ..collect import Collector, Silent
    from ..engines import Serial
    from ..sources import shells
    from .sessions import history

    day = _period(asked, arguments, now)
    config = asked.config
    engine, reach = (config.engine, config.keep // DAY) if config else (Serial(), 0)
    collector = Collector(asked.sources, asked.site, asked.zone, now, engine, kept, Silent(), reach)
    passes = [replace(each, now=now, shells=shells()) for each in asked.passes]
    collected = collector.day(day, passes)
    _ended(collector, passes, day, collected)
    return history(collected, passes, day, arguments.user, _live(asked, collected), now)


def _live(asked: _Asked, collected: Collected) -> bool:
    """Is somebody without a logout still on?  Files that were named may have ended long ago."""
    read = {str(Path(path).resolve()) for reading in collected.readings for path in reading.paths}
    return not asked.named or bool(read & {str(Path(path).resolve()) for path in PLACES})


@dataclass(frozen=True)
class _Left:
    """What a stretch that was just read left at its end, for the one behind it."""

    carries: Mapping[tuple[str, str, str, str], Any]

    def carry(self, pass_name: str, key: str, source: str, day: Any, host: str = "") -> tuple[Any, bool] | None:
        """See collect.Kept."""
        found = self.carries.get((pass_name, key, source, host))
        return None if found is None else (found, False)


def _ended(collector: Collector, passes: Iterable[Any], day: Day, collected: Collected) -> None:
    """How the sessions ended that were open at the end of a period that is over."""
    end = day.window.end
    if end >= collector.now:
        return
    date = local(end, day.zone).date()
    after = midnight(local(collector.now, day.zone).date() + dt.timedelta(days=1), day.zone)
    left = {
        (place.pass_name, place.key, place.source, place.host): carry
        for place, of, carry in collected.carries
        if of.window.end == end
    }
    records = [
        replace(each, source=tuple(name for name in each.source if collector.sources[name].kind in ("wtmp", "wtmpdb")))
        for each in passes
    ]
    later = replace(collector, kept=_Left(left), reach=1)
    more = later.day(Day(date, day.zone, Window(end, after)), [each for each in records if each.source])
    for key, by_host in more.totals.items():
        for host, total in by_host.items():
            if (held := collected.totals.get(key, {}).get(host)) is None:
                continue
            for stay in total.stays.values():
                if stay.login < end:
                    held.stay(stay)
