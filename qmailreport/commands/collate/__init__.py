"""`collate`: Postfix's lines by message, as collate.pl groups them, repaired; an empty line behind each group."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from ...day import ACCEPTED, Day, local, parse_date
from ...errors import UsageError
from .. import Said

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from ...day import Window
    from ...fold import Clock
    from ...transactions import Group, Sorter, Timed
    from .days import Days

    Piece = tuple[bytes, Clock]  # whole lines

CONFIG = "read the logs of a configuration, for --date; with --source the default is {}"
BLOCK = 1 << 20
LONGEST = 16 * BLOCK  # of stdin without the begin of a record
WRITTEN = 500  # lines at a time
DAY = 86400 * 10**9


def add(parser: argparse.ArgumentParser) -> None:
    """The arguments."""
    parser.add_argument("files", nargs="*", metavar="FILE", help="logs, also compressed; - is stdin, the default")
    parser.add_argument("--match", metavar="TEXT", help="only messages of which a line holds TEXT")
    parser.add_argument("--date", metavar="DATE", help=f"only messages with a line of that day: {ACCEPTED}")
    parser.add_argument(
        "--source", action="append", default=[], metavar="NAME",
        help="only this source of the configuration; may be repeated",
    )  # fmt: skip
    parser.add_argument("--timezone", metavar="ZONE", help="with files: the zone of the day; default: the system's")
    parser.add_argument("--json", action="store_true", help="print a JSON object for each message")
    parser.set_defaults(config=None, usual=parser.get_default("config"))  # of itself it reads stdin


def call(arguments: argparse.Namespace, now: int) -> Said:
    """The groups; status 1 where no line was Postfix's, or nothing matched."""
    if arguments.config is not None or arguments.source:
        return _configured(arguments, now)
    from ...names import named_zone

    files = arguments.files or ["-"]
    zone = named_zone(arguments.timezone)
    window = None
    if arguments.date is not None:
        window = Day.of(parse_date(arguments.date, local(now, zone).date()), zone).window
    if "-" in files and len(files) > 1:
        raise UsageError("stdin (-) and files at once: name one or the other")
    run = _Run(_needle(arguments.match), window, zone)
    if files == ["-"]:
        pieces = streamed(sys.stdin.buffer, zone, now)
    else:
        pieces = _files([Path(one) for one in files], zone, now, run.troubles)
    if arguments.json:
        return Said(run.json(run.timed(pieces)), run.status, run.complaints())
    groups = run.bare(run.timed(pieces)) if window else run.untimed(pieces)
    return Said(_printed(groups), run.status, run.complaints())


def _configured(arguments: argparse.Namespace, now: int) -> Said:
    """The groups of a day of the configured sources; what could not be read is said."""
    from ...config import load
    from .days import Days, chosen

    if arguments.files:
        raise UsageError("files and a configuration at once: name one or the other")
    if arguments.timezone:
        raise UsageError("--timezone goes with files; a configuration has its own")
    if arguments.date is None:
        raise UsageError("a configuration's logs are read by the day: name it, as in --date yesterday")
    place = arguments.config or arguments.usual
    if not place.exists():
        raise UsageError(f"{place}: not found; name a configuration (--config) or logs")
    config = load(place)
    day = Day.of(parse_date(arguments.date, local(now, config.zone).date()), config.zone)
    days = Days(chosen(config.sources, arguments.source, str(place)), day.window, config.zone, now)
    run = _Run(_needle(arguments.match), None, config.zone)
    groups = run.meant(days)
    lines: Iterable[str | bytes] = run.json(groups) if arguments.json else _printed(run.bare(groups))
    return Said(lines, lambda: 0 if run.given and not days.failed else 1, chain(days.complaints(), run.complaints()))


def _needle(text: str | None) -> bytes:
    return (text or "").encode("utf-8", "surrogateescape")


def _printed(groups: Iterable[list[bytes]]) -> Iterable[str | bytes]:
    return shown_lines(groups) if sys.stdout.isatty() else blocks(groups)


@dataclass
class _Run:
    """What was asked for, and what became of it."""

    match: bytes
    window: Window | None
    zone: ZoneInfo
    troubles: list[str] = field(default_factory=list)
    read: int = 0
    given: int = 0

    def untimed(self, pieces: Iterable[Piece]) -> Iterator[list[bytes]]:
        """The lines of the messages that were asked for, where nobody need know when they were."""
        sorter = self._sorter()
        for content, _ in pieces:
            for one in sorter.sort(content):
                if self._meant(one.records):
                    yield one.records
            self.read = sorter.read
        yield from (one.records for one in sorter.rest() if self._meant(one.records))

    def timed(self, pieces: Iterable[Piece]) -> Iterator[Group[Timed]]:
        """The messages that were asked for."""
        sorter = self._sorter()
        for content, clock in pieces:
            yield from filter(self._asked, sorter.timed(content, clock))
            self.read = sorter.read
        yield from filter(self._asked, sorter.rest())

    def meant(self, days: Days) -> Iterator[Group[Timed]]:
        """The messages of a day that were asked for."""
        yield from filter(self._asked, days.groups())
        self.read = days.read

    def bare(self, groups: Iterable[Group[Timed]]) -> Iterator[list[bytes]]:
        """Their lines."""
        return ([line for _, line in one.records] for one in groups)

    def json(self, groups: Iterable[Group[Timed]]) -> Iterator[str]:
        """One object a message."""
        from ...transactions.plain import shown, transaction

        for one in groups:
            times = [at for at, _ in one.records]
            found = transaction(one, min(times), max(times), self.zone)
            lines = [shown(line) for _, lines in one.records for line in lines.splitlines()]
            yield json.dumps({**found, "lines": lines})

    def _sorter(self) -> Sorter:
        from ...formats import FORMATS
        from ...transactions import Sorter

        return Sorter(FORMATS["syslog"])

    def _asked(self, one: Group[Timed]) -> bool:
        if self.window and not any(at in self.window for at, _ in one.records):
            return False
        return self._meant([line for _, line in one.records])

    def _meant(self, lines: list[bytes]) -> bool:
        if self.match and not any(self.match in line + b"\n" for line in lines):
            return False
        self.given += 1
        return True

    def status(self) -> int:
        return 0 if self.given and not self.troubles else 1

    def complaints(self) -> Iterator[str]:
        yield from self.troubles
        if not self.read:
            yield "no line of Postfix's was found; is it the right log?"
        elif not self.given:
            yield f"{self.read:,} lines of Postfix's, and no message among them that was asked for"


def shown_lines(groups: Iterable[list[bytes]]) -> Iterator[str]:
    """For a terminal: nothing in them acts."""
    from ...transactions.plain import shown

    for group in groups:
        yield from (shown(line) for lines in group for line in lines.splitlines())
        yield ""


def blocks(groups: Iterable[list[bytes]]) -> Iterator[bytes]:
    """The lines as they are."""
    block: list[bytes] = []
    for group in groups:
        block += group
        block.append(b"")
        if len(block) >= WRITTEN:
            yield b"\n".join(block) + b"\n"
            block.clear()
    if block:
        yield b"\n".join(block) + b"\n"


def _files(paths: list[Path], zone: ZoneInfo, now: int, troubles: list[str]) -> Iterator[Piece]:
    from ...formats import FORMATS
    from ...sources import detect
    from ...sources.detect import EVER
    from ...sources.stream import printable, raw

    for name, source in detect(paths, zone).items():
        streams, problems = source.streams(name, EVER, zone, now)
        troubles += [problem.what for problem in problems]
        for stream in streams:
            if stream.format != FORMATS["syslog"]:
                troubles.append(f"{name}: is no syslog file; Postfix's lines are in none of another kind")
                continue
            for chunk in stream.chunks():
                yield printable(raw(chunk)), chunk.clock
            troubles += [problem.what for problem in stream.problems if problem.what not in troubles]


def streamed(stream: BinaryIO, zone: ZoneInfo, now: int, size: int = BLOCK, longest: int = LONGEST) -> Iterator[Piece]:
    """What comes, in pieces that end before a record; where none begins in `longest` bytes, at a line's end."""
    from ...fold import Clock, begins
    from ...formats import FORMATS
    from ...sources.stream import printable

    envelope = FORMATS["syslog"]
    begin = begins(envelope)
    clock = Clock(zone, now + DAY)
    held = b""
    while block := stream.read(size):
        looked = max(held.rfind(b"\n"), 0)  # before its last line's end it was looked at
        held += printable(block)
        at = len(held)
        while (at := held.rfind(b"\n", looked, at)) > 0 and not begin.match(held, at):
            pass  # what does not begin a record belongs to the one before
        if at <= 0 and len(held) > longest:
            at = held.rfind(b"\n")
            at = at if at > 0 else len(held) - 1
        if at > 0:
            yield held[: at + 1], clock
            held = held[at + 1 :]
    yield held, clock
