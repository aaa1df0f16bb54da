"""Sources, folded: what the configured passes know of one day.  Reads logs and carries, writes nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar
from zoneinfo import ZoneInfo

from .day import HOUR, Day, Window
from .errors import SourceError
from .fold import Carry, Chunk, Mapper, Task, fold, work
from .report import Problem, Reading
from .silence import silent
from .sources import Rotated, Source, Stream, load

Totals = dict[str, Any]  # by host
Held = Callable[[str, str, dt.date], int]  # source, place's host, day → how many of its records have been read before
Placed = TypeVar("Placed", Stream, Reading)
BACK = 14 * 24 * HOUR  # how far back a queue is looked for of which nothing is kept
MUCH = 100_000_000  # bytes of log for which it is worth while to start workers before they are looked at
FRESH = 24 * HOUR  # how long behind a day a snapshot still tells of it


class Kept(Protocol):
    """Where carries of earlier days are found."""

    def carry(self, pass_name: str, key: str, source: str, day: Any, host: str = "") -> tuple[Carry, bool] | None:
        """What the end of `day` left, and whether it is stale; None where none is kept."""


class Progress(Protocol):
    """Who is told how far the reading is."""

    def begin(self, name: str, size: int) -> None:
        """A stream of about `size` bytes begins."""

    def advance(self, length: int) -> None:
        """That many bytes more were taken."""


class Silent:
    """Tells nobody."""

    def begin(self, name: str, size: int) -> None:
        """Nothing."""

    def advance(self, length: int) -> None:
        """Nothing."""


@dataclass(frozen=True, slots=True)
class Place:
    """What a carry is kept under."""

    pass_name: str
    key: str
    source: str
    host: str


@dataclass(slots=True)
class Collected:
    """What one day's logs came to: totals by pass (by its scan key) and host, and how they were read."""

    totals: dict[str, Totals] = field(default_factory=dict)
    readings: list[Reading] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    carries: list[tuple[Place, Day, Carry]] = field(default_factory=list)

    def add(self, key: str, each: Any, totals: Mapping[str, Any]) -> None:
        """Totals of one more stream."""
        held = self.totals.setdefault(key, {})
        for host, total in totals.items():
            held[host] = each.add(held[host], total) if host in held else total


@dataclass(frozen=True)
class Collector:
    """Reads days: the site's zone for stamps, the present (ns), the engine, and where carries are."""

    sources: Mapping[str, Source]
    site: str  # the host of lines that name none
    zone: ZoneInfo
    now: int
    mapper: Mapper
    kept: Kept | None = None
    progress: Progress = field(default_factory=Silent)
    reach: int = 35  # days back that a carry is looked for
    held: Held = field(default=lambda source, host, date: 0)

    def day(self, day: Day, passes: Iterable[Any]) -> Collected:
        """Everything that `passes` know of `day`; each source is read once."""
        collected = Collected()
        for name, wanted in _by_source(passes).items():
            for attempt in (1, 2):
                try:
                    self._source(name, day, wanted, collected)
                    break
                except Rotated as error:
                    collected.readings = [each for each in collected.readings if each.source != name]
                    if attempt == 2:
                        collected.problems.append(Problem(name, f"{error}, twice; run the day again"))
        return collected

    def _source(self, name: str, day: Day, wanted: tuple[Any, ...], collected: Collected) -> None:
        source = self.sources[name]
        if source.snapshot and self.now >= day.window.end + FRESH:
            self._past(name, day, wanted, collected)
            return
        try:
            if (envelope := source.heavy(day.window, MUCH)) is not None:
                self.mapper.prepare(work, Task(wanted, envelope, day.window, self.site, load, ()))
            streams, problems = source.streams(name, day.window, self.zone, self.now)
        except Rotated:
            raise
        except SourceError as error:
            streams, problems = [], [Problem(name, str(error))]
        read = [(place, stream, *self._stream(stream, day, wanted)) for place, stream in placed(streams)]
        collected.problems.extend(problems)
        for host, stream, states, reading in read:
            collected.problems.extend(stream.problems)
            collected.readings.append(reading)
            for each, state in zip(wanted, states, strict=True):
                self._settle(Place(each.name, _key(each, day), name, host), each, state, day, reading, collected)
            if not source.kind:
                kinds = set(reading.kinds) - {each.kind for each in wanted if _any(each)}
                understood = bool(kinds) or all(map(_any, wanted))
                collected.problems.extend(silent(stream, reading, day, bool(stream.problems or problems), understood))

    def _past(self, name: str, day: Day, wanted: tuple[Any, ...], collected: Collected) -> None:
        """A snapshot of a day that is over: what the carry of that day has of it."""
        host = getattr(self.sources[name], "host", None) or ""
        for each in wanted:
            kept = self._kept(Place(each.name, _key(each, day), name, host), day)
            if kept is None:
                what = f"what it said on {day.date} was not kept; it is true only when it is read"
                collected.problems.append(Problem(name, what))
                continue
            collected.add(each.scan_key(), each, each.settle(each.start(), kept[0])[0])

    def _stream(self, stream: Stream, day: Day, wanted: tuple[Any, ...]) -> tuple[list[Any], Reading]:
        self.progress.begin(stream.source, stream.size)
        chunks = self._told(stream.chunks())
        host = stream.host or self.site
        states, reading = fold(Task(wanted, stream.envelope, day.window, host, load, chunks), self.mapper)
        reading.source, reading.host = stream.source, host
        reading.paths, reading.files = stream.paths, stream.files
        return states, reading

    def _told(self, chunks: Iterator[Chunk]) -> Iterator[Chunk]:
        for chunk in chunks:
            yield chunk
            self.progress.advance(chunk.length)

    def _settle(self, place: Place, each: Any, state: Any, day: Day, reading: Reading, collected: Collected) -> None:
        needed = each.carries and not self.sources[place.source].snapshot
        needed = needed and (not hasattr(each, "needs") or each.needs(state))
        totals, after = each.settle(state, self._carry(place, each, day, collected) if needed else None)
        if reading.in_day >= self._held(place, day, day.window.start):
            collected.carries.append((place, day, after))
        collected.add(each.scan_key(), each, totals)
        for host, total in totals.items():
            count, samples = each.unread(total)
            reading.unknown += count
            reading.samples.extend(samples)
            if each.stirred(total):
                reading.hosts = tuple(dict.fromkeys((*reading.hosts, host)))
                reading.kinds = tuple(dict.fromkeys((*reading.kinds, each.kind)))

    def _carry(self, place: Place, each: Any, day: Day, collected: Collected) -> Carry | None:
        """What the days before left: as it was kept, else by a lead-in from the end of the last day that is kept.

        That also makes a stale one anew; where its logs are gone, it is nearer to the truth than none.
        """
        before = day.before()
        kept = self._kept(place, before)
        if kept is not None and not kept[1]:
            return kept[0]
        since, left = self._left(place, each, before)
        days = Day(before.date, before.zone, Window(since, before.window.end))
        led, count = self._lead_in(place, each, days, left)
        if kept is not None and (led is None or count < self._held(place, before, since)):
            return kept[0]
        if led is None:
            return left
        collected.carries.append((place, before, led))
        return led

    def _left(self, place: Place, each: Any, before: Day) -> tuple[int, Carry | None]:
        """Where a lead-in that ends with `before` begins (ns), and the carry on its left: of the last day kept.

        Where none is kept, it begins as long before as a message may wait.
        """
        day = before
        for _ in range(self.reach if self.kept is not None else 0):
            day = day.before()
            kept = self._kept(place, day)
            if kept is not None and not kept[1]:
                return day.window.end, kept[0]
        return min(before.window.start, before.window.end - self._reach(place, each)), None

    def _reach(self, place: Place, each: Any) -> int:
        """How long before a day (ns) that which is open at its begin may have begun: messages wait for days, and are
        looked for in large logs; who is logged in may have been for months, and is found in small ones.
        """
        if self.sources[place.source].kind:
            return int(getattr(each, "back", BACK))
        return min(BACK, getattr(each, "expire", BACK))

    def _held(self, place: Place, day: Day, since: int) -> int:
        """How many records `place` is known to have had in `day` and the days before it from `since` (ns) on."""
        host, mark, number = place.host.partition("#")
        count = 0
        while day.window.end > since:
            count += self.held(place.source, f"{host or self.site}{mark}{number}", day.date)
            day = day.before()
        return count

    def _kept(self, place: Place, day: Day) -> tuple[Carry, bool] | None:
        if self.kept is None:
            return None
        return self.kept.carry(place.pass_name, place.key, place.source, day.date, place.host)

    def _lead_in(self, place: Place, each: Any, days: Day, left: Carry | None) -> tuple[Carry | None, int]:
        """`left` and what the lines of `days` (one or more) make of it, and how many records they hold.

        None where there is no log of them.
        """
        try:
            streams, _ = self.sources[place.source].streams(place.source, days.window, self.zone, self.now)
            for host, stream in placed(streams):
                if host == place.host:
                    states, reading = self._stream(stream, days, (each,))
                    if not reading.in_day:
                        return left, 0
                    after: Carry = each.settle(states[0], left)[1]
                    return after, reading.in_day
        except SourceError:
            return None, 0  # the day itself says what is wrong with its source
        return None, 0


def _by_source(passes: Iterable[Any]) -> dict[str, tuple[Any, ...]]:
    """The passes by source; those that scan alike scan once."""
    found: dict[str, dict[str, Any]] = {}
    for each in passes:
        for name in each.source:
            found.setdefault(name, {}).setdefault(each.scan_key(), each)
    return {name: tuple(by_key.values()) for name, by_key in found.items()}


def _key(each: Any, day: Day) -> str:
    return f"{each.scan_key()}/{day.zone.key}"


def placed(streams: Iterable[Placed]) -> Iterator[tuple[str, Placed]]:
    """A source's streams with what their carries are kept under: the host, and a number where one host has several."""
    met: dict[str, int] = {}
    for stream in streams:
        met[stream.host] = met.get(stream.host, 0) + 1
        number = met[stream.host]
        yield (stream.host if number == 1 else f"{stream.host}#{number}"), stream


def _any(each: Any) -> bool:
    """Does a pass take any log for its own, so that its word does not say that the log is the right one?"""
    return getattr(each, "any_log", False)
