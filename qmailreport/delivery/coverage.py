"""What was read of each host and when: the lines under 'Hosts and coverage' and in the first mail.  Pure."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from zoneinfo import ZoneInfo

from ..day import HOUR, Window
from ..report import SLOT, Digest, Reading
from .units import clock, num

GAPS = 4  # this many gaps of a reading are named


def gaps(reading: Reading, window: Window) -> list[tuple[int, int]]:
    """Stretches of an hour and more without any record, between the day's first record and its last (ns)."""
    slots = sorted(slot for slot in reading.slots if slot * SLOT < window.end and (slot + 1) * SLOT > window.start)
    found = []
    for slot, following in pairwise(slots):
        begin, end = (slot + 1) * SLOT, following * SLOT
        if end - begin >= HOUR:
            found.append((begin, end))
    return found


def hosts_of(reading: Reading) -> tuple[str, ...]:
    """The hosts that a reading tells of."""
    return reading.hosts or ((reading.host,) if reading.host else ())


def incomplete(reading: Reading) -> bool:
    """Files that should have been read were not."""
    return len(reading.paths) < reading.files


def withheld(reading: Reading) -> bool:
    """A reading of which it is not said how many files and lines it had."""
    return not reading.files and not reading.lines


def coverage(reading: Reading, window: Window, zone: ZoneInfo, source: bool = False) -> str:
    """One line: '07:12:36–23:59:57 · no gaps · 4 of 4 files · 61,402 lines · 9 not understood'."""
    said = [reading.source] if source else []
    if reading.in_day and reading.first is not None and reading.last is not None:
        first, last = (clock(at, zone, window, seconds=True) for at in (reading.first, reading.last))
        said += [f"{first}–{last}", _gaps_said(reading, window, zone)]
    else:
        said.append("no lines of this day")
    if withheld(reading):
        return " · ".join(said)
    if reading.files:
        files = f"{num(len(reading.paths))} of {num(reading.files)} file"
        said.append(files if reading.files == 1 else f"{files}s")
    said.append(f"{num(reading.lines)} line{'' if reading.lines == 1 else 's'}")
    if reading.unstamped:
        said.append(f"{num(reading.unstamped)} without a time")
    said.append(f"{num(reading.unknown)} not understood")
    return " · ".join(said)


def _gaps_said(reading: Reading, window: Window, zone: ZoneInfo) -> str:
    found = gaps(reading, window)
    if not found:
        return "no gaps"
    named = ", ".join(f"{clock(begin, zone, window)}–{clock(end, zone, window)}" for begin, end in found[:GAPS])
    rest = f" and {len(found) - GAPS} more" if len(found) > GAPS else ""
    return f"no lines {named}{rest}"


def span(digest: Digest, zone: ZoneInfo) -> str:
    """The stretch of the day that was read, as 07:12–24:00: what misses an hour or more at an end is left out."""
    window = Window(*digest.window)
    first, last = ends(digest.readings)
    begin = first if first is not None and first - window.start >= HOUR else window.start
    end = last if last is not None and window.end - last >= HOUR else window.end
    return f"{clock(begin, zone, window)}–{clock(end, zone, window)}"


def ends(readings: Iterable[Reading]) -> tuple[int | None, int | None]:
    """The first and last instant of all readings."""
    read = [reading for reading in readings if reading.in_day]
    first = min((reading.first for reading in read if reading.first is not None), default=None)
    last = max((reading.last for reading in read if reading.last is not None), default=None)
    return first, last


def missing(digest: Digest, zone: ZoneInfo) -> list[str]:
    """What of the day no line tells of, reading by reading: an hour and more at either end, and gaps."""
    window = Window(*digest.window)
    said = []
    for reading in digest.readings:
        name = named(reading)
        if not reading.in_day or reading.first is None or reading.last is None:
            said.append(f"{name}: no lines of this day")
            continue
        spans = [(window.start, reading.first), *gaps(reading, window), (reading.last, window.end)]
        named_spans = [f"{clock(a, zone, window)}–{clock(b, zone, window)}" for a, b in spans if b - a >= HOUR]
        if named_spans:
            said.append(f"{name}: no lines {', '.join(named_spans)}")
    return said


def named(reading: Reading) -> str:
    """A reading's name for people: its host where there is one, with what was understood there."""
    hosts = hosts_of(reading)
    name = hosts[0] if len(hosts) == 1 else reading.source
    return f"{name} ({', '.join(reading.kinds)})" if reading.kinds else name
