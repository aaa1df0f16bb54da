"""`collate`: Postfix's lines by message, as collate.pl groups them, repaired; an empty line behind each group."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from ..day import ACCEPTED, Day, local, parse_date
from ..errors import UsageError
from . import Said

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from ..day import Window
    from ..fold import Clock
    from ..transactions import Record, Transaction

BLOCK = 1 << 20
LONGEST = 16 * BLOCK  # of stdin without a line's end
DAY = 86400 * 10**9


def add(parser: argparse.ArgumentParser) -> None:
    """The arguments."""
    parser.add_argument("files", nargs="*", default=["-"], metavar="FILE", help="logs, also compressed; - is stdin")
    parser.add_argument("--match", metavar="TEXT", help="only messages of which a line holds TEXT")
    parser.add_argument("--date", metavar="DATE", help=f"only messages with a line of that day: {ACCEPTED}")
    parser.add_argument("--timezone", metavar="ZONE", help="the zone of the day; default: the system's")
    parser.add_argument("--json", action="store_true", help="print a JSON object for each message")


def call(arguments: argparse.Namespace, now: int) -> Said:
    """The groups; status 1 where no line was Postfix's, or nothing matched."""
    from ..names import named_zone

    zone = named_zone(arguments.timezone)
    window = None
    if arguments.date is not None:
        window = Day.of(parse_date(arguments.date, local(now, zone).date()), zone).window
    if "-" in arguments.files and len(arguments.files) > 1:
        raise UsageError("stdin (-) and files at once: name one or the other")
    timed = window is not None or arguments.json
    run = _Run((arguments.match or "").encode("utf-8", "surrogateescape"), window, zone)
    if arguments.files == ["-"]:
        records = _stdin(sys.stdin.buffer, zone, now, timed)
    else:
        records = _files([Path(one) for one in arguments.files], zone, now, timed, run.troubles)
    lines: Iterable[str | bytes] = run.json(records) if arguments.json else run.text(records, sys.stdout.isatty())
    return Said(lines, run.status, run.complaints())


@dataclass
class _Run:
    """What was asked for, and what became of it."""

    match: bytes
    window: Window | None
    zone: ZoneInfo
    troubles: list[str] = field(default_factory=list)
    read: int = 0
    given: int = 0

    def transactions(self, records: Iterable[Record]) -> Iterator[Transaction]:
        """The ones that were asked for."""
        from ..transactions import Collation

        collation = Collation()
        for groups in (collation.feed(records), collation.rest()):
            for one in groups:
                if self.window and not any(record.at in self.window for record in one.records):
                    continue
                if self.match and not any(self.match in record.raw for record in one.records):
                    continue
                self.given += 1
                yield one
            self.read = collation.read

    def text(self, records: Iterable[Record], terminal: bool) -> Iterator[str | bytes]:
        """The lines as they are; on a terminal nothing in them acts."""
        from ..transactions import grouped
        from ..transactions.plain import shown

        if not terminal:
            yield from grouped(self.transactions(records))
            return
        for one in self.transactions(records):
            yield from (shown(line) for record in one.records for line in record.raw.splitlines())
            yield ""

    def json(self, records: Iterable[Record]) -> Iterator[str]:
        """One object a line."""
        from ..transactions.plain import shown, transaction

        for one in self.transactions(records):
            lines = [shown(line) for record in one.records for line in record.raw.splitlines()]
            yield json.dumps({**transaction(one, self.zone), "lines": lines})

    def status(self) -> int:
        return 0 if self.given and not self.troubles else 1

    def complaints(self) -> Iterator[str]:
        yield from self.troubles
        if not self.read:
            yield "no line of Postfix's was found; is it the right log?"
        elif not self.given:
            yield f"{self.read:,} lines of Postfix's, and no message among them that was asked for"


def _files(paths: list[Path], zone: ZoneInfo, now: int, timed: bool, troubles: list[str]) -> Iterator[Record]:
    from ..formats import FORMATS
    from ..sources import detect
    from ..sources.detect import EVER
    from ..sources.stream import raw
    from ..transactions import read

    for name, source in detect(paths, zone).items():
        streams, problems = source.streams(name, EVER, zone, now)
        troubles += [problem.what for problem in problems]
        for stream in streams:
            if stream.format != FORMATS["syslog"]:
                troubles.append(f"{name}: is no syslog file; Postfix's lines are in none of another kind")
                continue
            for chunk in stream.chunks():
                yield from read(raw(chunk), stream.format, chunk.clock if timed else None)
            troubles += [problem.what for problem in stream.problems if problem.what not in troubles]


def _stdin(stream: BinaryIO, zone: ZoneInfo, now: int, timed: bool) -> Iterator[Record]:
    from ..fold import Clock, begins
    from ..formats import FORMATS
    from ..transactions import read

    envelope = FORMATS["syslog"]
    begin = begins(envelope)
    clock: Clock | None = Clock(zone, now + DAY) if timed else None
    held = b""
    while block := stream.read(BLOCK):
        held += block
        at = len(held)
        while (at := held.rfind(b"\n", 0, at)) > 0 and not begin.match(held, at):
            pass  # what does not begin a record belongs to the one before
        if at < 0 and len(held) > LONGEST:
            at = len(held) - 1
        if at > 0:
            yield from read(held[: at + 1], envelope, clock)
            held = held[at + 1 :]
    yield from read(held, envelope, clock)
