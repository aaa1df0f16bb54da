"""What was read of each host and when: the lines under 'Hosts and coverage' and in the first mail.  Pure."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from ..day import HOUR, Window
from ..report import SLOT, Digest, Reading
from .speech import Speech
from .units import clock

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


def coverage(reading: Reading, window: Window, words: Speech, source: bool = False) -> str:
    """One line: '07:12:36–23:59:57 · no gaps · 4 of 4 files · 61,402 lines · 9 not understood'."""
    said = [reading.source] if source else []
    if reading.in_day and reading.first is not None and reading.last is not None:
        first, last = (clock(at, words.zone, window, seconds=True) for at in (reading.first, reading.last))
        said += [words.stretch(first, last), _gaps_said(reading, window, words)]
    else:
        said.append(words.gettext("no lines of this day"))
    if withheld(reading):
        return " · ".join(said)
    if reading.files:
        read = words.num(len(reading.paths))
        said.append(words.ngettext("%(read)s of %(num)s file", "%(read)s of %(num)s files", reading.files, read=read))
    said.append(words.ngettext("%(num)s line", "%(num)s lines", reading.lines))
    if reading.unstamped:
        said.append(words.ngettext("%(num)s without a time", "%(num)s without a time", reading.unstamped))
    said.append(words.ngettext("%(num)s not understood", "%(num)s not understood", reading.unknown))
    return " · ".join(said)


def _gaps_said(reading: Reading, window: Window, words: Speech) -> str:
    found = gaps(reading, window)
    if not found:
        return words.gettext("no gaps")
    named = words.among(_spans(found[:GAPS], window, words))
    if len(found) <= GAPS:
        return words.gettext("no lines %(spans)s", spans=named)
    more = words.num(len(found) - GAPS)
    return words.gettext("no lines %(spans)s and %(more)s more", spans=named, more=more)


def _spans(spans: Iterable[tuple[int, int]], window: Window, words: Speech) -> list[str]:
    return [words.stretch(clock(begin, words.zone, window), clock(end, words.zone, window)) for begin, end in spans]


def span(digest: Digest, words: Speech) -> str:
    """The stretch of the day that was read, as 07:12–24:00: what misses an hour or more at an end is left out."""
    window = Window(*digest.window)
    first, last = ends(digest.readings)
    begin = first if first is not None and first - window.start >= HOUR else window.start
    end = last if last is not None and window.end - last >= HOUR else window.end
    return words.stretch(clock(begin, words.zone, window), clock(end, words.zone, window))


def ends(readings: Iterable[Reading]) -> tuple[int | None, int | None]:
    """The first and last instant of all readings."""
    read = [reading for reading in readings if reading.in_day]
    first = min((reading.first for reading in read if reading.first is not None), default=None)
    last = max((reading.last for reading in read if reading.last is not None), default=None)
    return first, last


def missing(digest: Digest, words: Speech) -> list[str]:
    """What of the day no line tells of, reading by reading: an hour and more at either end, and gaps."""
    window = Window(*digest.window)
    said = []
    for reading in digest.readings:
        name = named(reading)
        if not reading.in_day or reading.first is None or reading.last is None:
            said.append(words.gettext("%(name)s: no lines of this day", name=name))
            continue
        spans = [(window.start, reading.first), *gaps(reading, window), (reading.last, window.end)]
        long = _spans([(begin, end) for begin, end in spans if end - begin >= HOUR], window, words)
        if long:
            said.append(words.gettext("%(name)s: no lines %(spans)s", name=name, spans=words.among(long)))
    return said


def named(reading: Reading) -> str:
    """A reading's name for people: its host where there is one, with what was understood there."""
    hosts = hosts_of(reading)
    name = hosts[0] if len(hosts) == 1 else reading.source
    return f"{name} ({', '.join(reading.kinds)})" if reading.kinds else name
