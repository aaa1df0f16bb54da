"""A report's digest of a day: what the passes say of it, how it was read, and what tells two of them apart."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from . import VERSION
from .collect import Collected
from .config import Config, Report
from .day import HOUR, Day
from .report import SLOT, Digest, Problem, Reading, Section, Table, Value
from .sources import Source, seen
from .store import Store

GAP = 3 * HOUR  # small hosts are quiet for shorter


def made(
    config: Config, report: Report, day: Day, passes: Sequence[Any], collected: Collected, now: int, store: Store | None
) -> Digest:
    """A report's digest of a day; `number` and `revision` are the store's to say."""
    names = {name for each in passes for name in each.source}
    readings = tuple(each for each in collected.readings if each.source in names)
    sections: list[Section] = []
    if any(each.in_day for each in readings):  # zeros where nothing was read would be a lie
        for one in passes:
            sections.extend(one.finish(collected.totals.get(one.scan_key(), {}), day))
    problems = [each for each in collected.problems if each.where in names or each.where not in config.sources]
    if now < day.window.end:
        problems.append(Problem(report.name, f"the day is not over: this was made before the end of {day.date}"))
    problems.extend(config.engine.problems)
    if store is not None:
        problems.extend(store.problems)
    first = store is None or store.days(report.name, day.date) == 1
    every = [*passes, *(each for other in config.every for each in other.passes)]
    return Digest(
        report=report.name,
        site=config.site,
        date=day.date,
        zone=day.zone.key,
        window=(day.window.start, day.window.end),
        sections=tuple(covered(section, readings, day) for section in sections),
        readings=readings,
        problems=tuple(problems),
        to=report.to,
        made=now,
        next_run=config.next_run(now),
        seen=unseen({name: config.sources[name] for name in sorted(names)}, every, day, config.zone, now)
        if first
        else (),
        version=VERSION,
        language=report.language,
    )


def unseen(sources: Mapping[str, Source], passes: Iterable[Any], day: Day, zone: ZoneInfo, now: int) -> tuple[str, ...]:
    """Programs in the configured logs that no pass reads, as 'Dovecot lines in /var/log/mail.log'."""
    read = {kind for each in passes for kind in (each.kind, *each.reads)}
    found = []
    for source in sources.values():
        for kind in seen(source, day.window, zone, now):
            if kind not in read:
                found.append(f"{kind} lines in {getattr(source, 'path', 'the journal')}")
    return tuple(dict.fromkeys(found))


def covered(section: Section, readings: Sequence[Reading], day: Day) -> Section:
    """Hours of which no log tells are marked as such, so that they do not look like quiet ones.

    Such an hour lies wholly before the first record of all readings, wholly behind the last, or wholly inside a gap
    that they have in common and that lasts for three hours or more.
    """
    silent = _silences(readings)
    windows = [window for window, _ in day.hours()]

    def marked(table: Table) -> Table:
        if not silent or table.shape != "hours" or len(table.rows) != len(windows):
            return table
        rows: list[tuple[Value, ...]] = []
        for window, row in zip(windows, table.rows, strict=True):
            told = any(row[1:-1]) or not any(low <= window.start and window.end <= high for low, high in silent)
            rows.append((*row[:-1], int(told)))
        return replace(table, rows=tuple(rows))

    return replace(section, tables=tuple(marked(table) for table in section.tables))


def _silences(readings: Sequence[Reading]) -> list[tuple[int, int]]:
    """The stretches [from, to) in ns of which no reading tells; none where nothing was read."""
    firsts = [each.first for each in readings if each.first is not None]
    lasts = [each.last for each in readings if each.last is not None]
    if not firsts or not lasts:
        return []
    slots = sorted(set().union(*(each.slots for each in readings)))
    gaps = [((one + 1) * SLOT, two * SLOT) for one, two in pairwise(slots)]
    return [(0, min(firsts)), *(gap for gap in gaps if gap[1] - gap[0] >= GAP), (max(lasts) + 1, 1 << 63)]


def less(kept: Iterable[Reading], now: Iterable[Reading], sources: set[str]) -> bool:
    """Is there less of the day in the logs than there was?  Sources that a report names no more are no loss."""
    return _records(now, sources) < _records(kept, sources)


def _records(readings: Iterable[Reading], sources: set[str]) -> int:
    return sum(each.in_day for each in readings if each.source in sources)


def fingerprint(digest: Digest) -> str:
    """A hash of what a mail says: not when and how often it was made, nor where rotation has put the logs since."""
    said = {
        "sections": [asdict(section) for section in digest.sections],
        "readings": [
            (each.source, each.host, each.hosts, each.kinds, each.in_day, each.unknown, each.first, each.last)
            for each in digest.readings
        ],
        "problems": [asdict(problem) for problem in digest.problems if problem.kind != "engine"],
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
