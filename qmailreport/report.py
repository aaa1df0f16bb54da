"""What passes say and renderers show: plain data, every string already redacted.  Pure.

Units: count, bytes, ns (a duration), instant (ns since the epoch), percent (0..100, a float),
ratio (a float), text, code.  Passes never format; renderers know the units.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Unit = Literal["text", "code", "count", "bytes", "ns", "percent", "ratio", "instant"]
Value = str | int | float | None
Shape = Literal["plain", "ranked", "hours", "providers", "hosts", "templates"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One number with a stable id (`qmail.messages`), in base units."""

    id: str
    label: str
    value: int | float
    unit: Unit = "count"
    noun: str = ""  # what is counted, as 'recipients'; shown behind the number
    detail: str = ""  # one short line below it, as 'oldest 14 h, web.de'
    beside: int | float | None = None  # a second number of the same unit, as in 'Volume in / out'
    headline: bool = False  # one of the up to six numbers at the top of the mail


@dataclass(frozen=True, slots=True)
class Column:
    """One typed column of a table."""

    id: str
    title: str
    unit: Unit = "count"


@dataclass(frozen=True, slots=True)
class Table:
    """Typed rows.

    shape 'ranked': columns text, code, count[, …]: drawn with a bar under the first count.
    shape 'hours': columns label, delivered, deferred, failed, seen: one row an hour of the day; `seen` is 0
    where no log covers the hour.
    shape 'providers': columns name, delivered, deferred, failed, p90 (ns).
    shape 'hosts': columns name, kind, received, delivered, deferred, failed: one row a host, to which the
    renderer adds the coverage of that host's readings.
    shape 'templates': a log's lines by what they have in common, a row a template; columns template, severity,
    category, lines, times, first, last, values, state, id; `series` and `verbatim` are empty for a row that is
    to be one line. In an urgent section a row is a card: title, severity, lines, level, meaning, todo.
    shape 'plain': anything else.
    """

    id: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    note: str = ""
    shape: Shape = "plain"
    more: int = 0  # rows that `top` left out
    samples: tuple[str, ...] = ()  # one verbatim line a row, where the rows are groups
    series: tuple[tuple[int, ...], ...] = ()  # of a row: its count by hour of the day
    verbatim: tuple[tuple[str, ...], ...] = ()  # of a row: several lines


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the digest; `urgent` ones stand before the figures; what is not `drawn` is for the history alone."""

    id: str
    title: str
    note: str = ""
    figures: tuple[Figure, ...] = ()
    tables: tuple[Table, ...] = ()
    urgent: bool = False
    drawn: bool = True


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read or done; the digest shows it, the run goes on (exit status 1)."""

    where: str  # the source, report or delivery
    what: str  # a sentence, with the path and the remedy
    kind: Literal["coverage", "config", "delivery", "engine"] = "coverage"


@dataclass(slots=True)
class Reading:
    """What was read from one stream of one source for one day."""

    source: str
    host: str = ""  # the stream's own host; lines may name others
    hosts: tuple[str, ...] = ()  # the hosts found in its lines
    kinds: tuple[str, ...] = ()  # 'qmail', 'Postfix', …: what was understood there
    paths: tuple[str, ...] = ()  # the files that were read
    files: int = 0  # files that should have been read
    lines: int = 0  # lines read
    in_day: int = 0  # records of the day
    unstamped: int = 0  # lines that bear no stamp and continue no record
    unknown: int = 0  # lines of the daemon that were not understood
    samples: list[str] = field(default_factory=list)  # up to three of these
    first: int | None = None  # ns; of the day's records
    last: int | None = None
    slots: set[int] = field(default_factory=set)  # SLOT-long stretches (ns // SLOT) with at least one record

    def merge(self, other: Reading) -> None:
        """Adds what a later part of the same stream gave."""
        self.lines += other.lines
        self.in_day += other.in_day
        self.unstamped += other.unstamped
        self.unknown += other.unknown
        self.samples = (self.samples + other.samples)[:SAMPLES]
        self.first = min((x for x in (self.first, other.first) if x is not None), default=None)
        self.last = max((x for x in (self.last, other.last) if x is not None), default=None)
        self.slots |= other.slots


SAMPLES = 3
SLOT = 600 * 1_000_000_000


@dataclass(frozen=True, slots=True)
class Digest:
    """One mail's worth: what a report says of one day."""

    report: str
    site: str
    date: dt.date
    zone: str
    window: tuple[int, int]
    sections: tuple[Section, ...]
    readings: tuple[Reading, ...]
    problems: tuple[Problem, ...]
    to: tuple[str, ...] = ()
    revision: int = 1  # N of Message-ID <qmailreport.REPORT.DATE.rN@site>
    number: int = 1  # how many days this report has had, this one included
    made: int = 0  # ns; when the report was made
    next_run: int | None = None  # ns; when the next one is due
    seen: tuple[str, ...] = ()  # what was seen on the host and is not configured
    rerun: str = ""  # the command that makes this report again
    version: str = ""
    language: str = "en"  # of the mail

    @property
    def figures(self) -> dict[str, int | float]:
        """Every figure of every section by its id."""
        return {figure.id: figure.value for section in self.sections for figure in section.figures}

    def plain(self, subject: str) -> dict[str, Any]:
        """What `--json` prints: figures in base units, the rest as it is shown."""
        return {
            "report": self.report,
            "date": self.date.isoformat(),
            "zone": self.zone,
            "subject": subject,
            "figures": self.figures,
            "sections": [asdict(section) for section in self.sections],
            "readings": [asdict(reading) | {"slots": len(reading.slots)} for reading in self.readings],
            "problems": [asdict(problem) for problem in self.problems],
        }
