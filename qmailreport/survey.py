"""Where a chunk goes on that lies in another stretch of time than the lines before: a part of `lines`.  Pure."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache

from .day import Window

Timer = Callable[["re.Match[bytes]"], int]

EDGE = 16_384  # bytes at either end of a chunk in which its first and last record are looked for first
RECENT = 3  # stretches, of which lines of several programs alternate
FEW, SPARSE = 30, 32_768  # stretches, as of two hours beyond the day; bytes that pay for the regex of one
ENDS = 50  # lines at either end of a chunk in which a record is looked for
LOOKED_AT, STEP = 24, 8192  # lines ahead, and bytes from one to the next, that tell which stretch most are of
RUN, STOPS = 64, 16  # lines at once; ends of runs, after which what ends them is searched for
SLACK = 4000  # lines that no quick shape knows, after which the whole shapes are looked for


@dataclass(slots=True)
class Met:
    """The stretches [low, high) that a chunk's lines lie in, all of them within the window or all outside of it."""

    stretches: list[tuple[int, int]] = field(default_factory=list)
    inside: bool = True
    odd: bool = False  # a stamp that is no time, which `find` would meet, too
    _places: set[tuple[int, int]] = field(default_factory=set)

    def add(self, stretch: tuple[int, int], inside: bool) -> bool:
        """One more; false where it lies elsewhere than those before."""
        if self.stretches and inside is not self.inside:
            return False
        self.stretches.append(stretch)
        self._places.add(stretch)
        self.inside = inside
        return True

    def sparse(self, at: int) -> bool:
        """Are those up to `at` outside of the window, and so short that reading their records costs less?"""
        return not self.inside and len(self.stretches) > FEW and at < len(self.stretches) * SPARSE

    def holds(self, stretch: tuple[int, int]) -> bool:
        """Was it met?  A chunk may ask for each of its lines."""
        return stretch in self._places


class Ahead:
    """A search at C speed, a run of lines at once, for the next line that lies in none of the last few stretches."""

    def __init__(self, content: bytes, passed: bytes) -> None:
        self._content = content
        self._end = len(content) - content.endswith(b"\n")
        self._passed = passed  # a regex of what is no record, and so in no stretch; empty: nothing
        self._recent: list[tuple[bytes, bytes]] = []
        self._slack = SLACK
        self._stops = 0
        self.lines = 0  # that it has gone over
        self.common = True  # of all lines so far one of the cheaper regexes told what they are

    def add(self, same: bytes, quick: bytes, at: int) -> None:
        """The stretch of the line behind the newline at `at`: a regex for its lines, and a cheaper one for most of
        them; empty: there is none.
        """
        self._recent = [(same, quick or same), *self._recent[: RECENT - 1]]
        if self.common:
            self.common = bool(quick) and only(quick).match(self._content, at + 1) is not None

    def after(self, at: int) -> int:
        """The newline before the first line, from the one behind `at` on, that lies in no recent stretch; -1: there is
        none.
        """
        content, whole = self._content, [*(same for same, _ in self._recent), *filter(None, [self._passed])]
        shapes = self._likely([quick for _, quick in self._recent] if self._slack > 0 else whole, at)
        while at >= 0 and (at := self._over(shapes, at)) < self._end and at >= 0:
            if not any(only(shape).match(content, at + 1) for shape in whole):
                return at
            self.common = False
            self.lines += 1
            at = content.find(b"\n", at + 1)
            self._slack -= 1
            if self._slack == 0:
                shapes = self._likely(whole, at)
        return -1

    def _over(self, shapes: tuple[bytes, ...], at: int) -> int:
        """The newline before the first line that is of none of the shapes; what is no such place: there is none."""
        content, run = self._content, _runs(shapes).match
        while found := run(content, at):
            at = found.end()
            self.lines += RUN
        self._stops += 1
        if self._stops > STOPS:
            found = _elsewhere(shapes).search(content, at)
            to = found.start() if found else self._end
            self.lines += content.count(b"\n", at, to)
            return to
        tests = [only(shape).match for shape in shapes]
        while 0 <= at < self._end and any(test(content, at + 1) for test in tests):
            self.lines += 1
            at = content.find(b"\n", at + 1)
        return at

    def _likely(self, shapes: list[bytes], at: int) -> tuple[bytes, ...]:
        """In the order of how many of some lines ahead are of them: what a line is of saves trying the others."""
        content, shapes = self._content, sorted(shapes, key=len)
        if len(shapes) < 2 or at + LOOKED_AT * STEP > len(content):
            return tuple(shapes)
        lines = [content.find(b"\n", at + place * STEP) + 1 for place in range(LOOKED_AT)]
        met = {shape: sum(only(shape).match(content, line) is not None for line in lines) for shape in shapes}
        return tuple(sorted(shapes, key=lambda shape: -met[shape]))


@lru_cache(maxsize=512)
def only(stretch: bytes) -> re.Pattern[bytes]:
    """The lines of one stretch, right behind the newline."""
    return re.compile(stretch)


@lru_cache(maxsize=512)
def _runs(shapes: tuple[bytes, ...]) -> re.Pattern[bytes]:
    return re.compile(rb"(?:\n(?:%b)[^\n]*+){%d}+" % (b"|".join(shapes), RUN))


@lru_cache(maxsize=512)
def _elsewhere(shapes: tuple[bytes, ...]) -> re.Pattern[bytes]:
    return re.compile(rb"\n(?!" + b"|".join(shapes) + b")")


def within(window: Window, low: int, high: int) -> bool | None:
    """Does all of [low, high) lie in the window, or nothing of it?  None: neither."""
    if window.start <= low and high <= window.end:
        return True
    return False if high <= window.start or low >= window.end else None


def instants(content: bytes, begin: re.Pattern[bytes], timer: Timer, start: int, end: int) -> list[int]:
    """Of the records that begin in that part of the content."""
    found = []
    for match in begin.finditer(content, start):
        if match.start() >= end:
            break
        with suppress(ValueError):
            found.append(timer(match))
    return found


def at_ends(content: bytes, begin: re.Pattern[bytes], timer: Timer, ordered: bool) -> list[int]:
    """Instants of the records near the ends, the first and the last among them; of all records where stretches, not
    only lines, are out of order.
    """
    size, near, far = len(content), EDGE, EDGE
    while not (first := instants(content, begin, timer, 0, near)) and near < size:
        near *= 4
    if near >= size:
        return first
    if not ordered:
        return first + instants(content, begin, timer, near, size)
    while not (last := instants(content, begin, timer, max(0, size - far), size)) and far < size:
        far *= 4
    return first + last


def astride(content: bytes, begin: re.Pattern[bytes], timer: Timer, window: Window) -> bool:
    """Does the chunk begin before, within or behind the window, and end elsewhere?"""
    first = _side(content, begin, timer, window, _lines(content))
    return first is not None and _side(content, begin, timer, window, _lines_back(content)) not in (None, first)


def _side(content: bytes, begin: re.Pattern[bytes], timer: Timer, window: Window, places: Iterable[int]) -> int | None:
    """0 before the window, 1 within it, 2 behind it: the first record at `places`; None: there is none."""
    for at in places:
        match = begin.match(content, at)
        with suppress(ValueError):
            if match is not None:
                return bisect_right((window.start, window.end), timer(match))
    return None


def _lines(content: bytes) -> Iterator[int]:
    at = 0
    for _ in range(ENDS):
        yield at
        if (at := content.find(b"\n", at + 1)) < 0:
            return


def _lines_back(content: bytes) -> Iterator[int]:
    at = len(content)
    for _ in range(ENDS):
        if (at := content.rfind(b"\n", 0, at)) < 0:
            return
        yield at


def in_order(stretches: list[tuple[int, int]]) -> bool:
    """Do the stretches [low, high) of each length come one after the other?"""
    kinds = ([low for low, high in stretches if high - low == each] for each in {b - a for a, b in stretches})
    return all(lows == sorted(lows) for lows in kinds)  # syslogd's stretches and splogger's each for themselves


@lru_cache(maxsize=64)
def stray(begin: re.Pattern[bytes]) -> re.Pattern[bytes]:
    """A line that is not blank and begins no record."""
    return re.compile(rb"(?!" + begin.pattern + rb")\n(?=[^\n]*[^\s])")
