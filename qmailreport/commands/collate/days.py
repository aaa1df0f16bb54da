"""The messages of a day in configured sources, each as whole as the kept logs have it.

The day is sorted with an hour on either side.  A message that has a line of the day but no begin there, or no end, is
held; the days before are sorted one by one, and the days behind, until each has both or the logs end.  Every line lies
in one of these stretches, so that a message is put together of what each has of it.

Each stretch is read from an hour before it on, which tells what was open at its edge: a message that is named in that
hour did not begin in the stretch, which gives only the lines that lie in it; one that did has its session's lines of
that hour too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from ...day import HOUR, Window, local
from ...errors import UsageError
from ...formats import FORMATS
from ...redact import clean
from ...sources import Rotated
from ...sources.stream import printable, raw
from ...transactions import Group, Sorter, Timed

KINDS = ("syslog", "journald")  # of sources in which Postfix's lines are
DAY = 24 * HOUR
REACH = 7  # days before and behind that are looked at
LINES = 1_000_000  # of messages that are held
_NONE = ": no file of it holds lines of this day"
_Message = Group[Timed]
_Key = tuple[str, bytes, bytes, bytes]  # place, host, instance, queue id


def chosen(sources: Mapping[str, Any], names: Sequence[str], place: str) -> dict[str, Any]:
    """The sources that were named, or all that Postfix's lines may be in; each once, whatever its names."""
    for name in names:
        if name not in sources:
            raise UsageError(f"there is no source {name!r}; configured are {', '.join(sources)}")
        if getattr(sources[name], "format", "") not in KINDS:
            raise UsageError(f"source {name!r}: Postfix's lines are in sources of syslog and journald only")
    found: dict[str, Any] = {}
    for name, source in sources.items():
        wanted = name in names if names else getattr(source, "format", "") in KINDS
        if wanted and source not in found.values():
            found[name] = source
    if not found:
        raise UsageError(f"{place}: none of its sources is of syslog or journald, where Postfix's lines are")
    return found


@dataclass
class Days:
    """Where to look, and what came of it."""

    sources: Mapping[str, Any]
    day: Window
    zone: ZoneInfo
    now: int
    read: int = 0
    _notes: list[str] = field(default_factory=list)
    _further: list[str] = field(default_factory=list)  # of the days before and behind
    _begins: int = 0  # messages whose begin was not found
    _ends: int = 0
    _full: bool = False

    def groups(self) -> Iterator[_Message]:
        """The messages with a line of the day."""
        for name, source in self.sources.items():
            try:
                yield from self._of(name, source)
            except Rotated as error:
                self._rotated(error)

    @property
    def failed(self) -> bool:
        """Was there what could not be read?  That a day has no log is no failure."""
        return any(_NONE not in note for note in self._said())

    def _said(self) -> Iterator[str]:
        yield from dict.fromkeys(self._notes)
        if self._begins or self._ends:
            yield from dict.fromkeys(note for note in self._further if note not in self._notes and _NONE not in note)

    def complaints(self) -> Iterator[str]:
        """What could not be read, and what is lacking."""
        yield from self._said()
        if self._begins:
            messages = "message has" if self._begins == 1 else "messages have"
            since = local(self.day.start, self.zone).date()
            yield f"{self._begins:,} {messages} lines of before {since} that no log holds, as far as {REACH} days back"
        if self._full:
            yield f"unfinished messages have more than {LINES:,} lines; not all of them were completed"

    def _of(self, name: str, source: Any) -> Iterator[_Message]:
        around = Window(self.day.start - HOUR, self.day.end + HOUR)
        begins: dict[_Key, _Message] = {}
        ends: dict[_Key, _Message] = {}
        held: list[_Message] = []
        lines = 0
        for place, one in self._sorted(name, source, around, self._notes):
            if not any(at in self.day for at, _ in one.records):
                continue
            lacking = _held(_key(place, one), one, begins, ends) if lines < LINES else False
            if not lacking:
                yield one
                continue
            held.append(one)
            lines += len(one.records)
        self._full = self._full or lines >= LINES
        try:
            self._back(name, source, around.start, begins)
            self._forth(name, source, around.end, ends)
        except Rotated as error:
            self._rotated(error)
        self._begins += len(begins)
        self._ends += len(ends)
        yield from held

    def _rotated(self, error: Rotated) -> None:
        self._notes.append(f"{error}: rotation ran while it was read, and messages lack lines; ask again")

    def _back(self, name: str, source: Any, end: int, lacking: dict[_Key, _Message]) -> None:
        """Puts in front of messages what the days before have of them, to their begin."""
        room = LINES
        for _ in range(REACH):
            if not lacking or room < 0:
                break
            window = Window(end - DAY, end)
            found = self._parts(name, source, window, lacking, lambda one, other: one > other)
            end = window.start
            for key, part in found.items():
                if part.ended not in ("", "refused"):  # another message bore the id
                    lacking.pop(key)
                    self._begins += 1
                    continue
                message = lacking[key]
                message.records[:0] = part.records
                message.begun = part.begun
                room -= len(part.records)
                if part.begun:
                    lacking.pop(key)
        self._full = self._full or room < 0

    def _forth(self, name: str, source: Any, start: int, lacking: dict[_Key, _Message]) -> None:
        """Puts behind messages what the days behind have of them, to their end."""
        room = LINES
        last = min(start + REACH * DAY, self.now + HOUR)
        coming = [min(at for at, _ in one.records) for one in lacking.values() if not one.entered]
        since = max(min([start - HOUR, *coming]), start - DAY)  # what still comes in, comes in such a session
        while lacking and start < last and room >= 0:
            window = Window(start, min(start + DAY, last))
            found = self._parts(name, source, window, lacking, lambda one, other: one < other, since)
            start = window.end
            since = start - HOUR
            for key, part in found.items():
                message = lacking[key]
                if part.begun:  # another message bears the id
                    message.ended = "replaced"
                else:
                    message.records += part.records
                    message.ended = part.ended
                    room -= len(part.records)
                if message.ended:
                    lacking.pop(key)
        self._full = self._full or room < 0

    def _parts(
        self,
        name: str,
        source: Any,
        window: Window,
        keys: Iterable[_Key],
        nearer: Callable[[int, int], bool],
        since: int | None = None,
    ) -> dict[_Key, _Message]:
        """What a stretch has of the messages: of several that bore an id, the one whose number is nearer."""
        found: dict[_Key, _Message] = {}
        wanted = frozenset(keys)
        for place, one in self._sorted(name, source, window, self._further, since):
            key = _key(place, one)
            if key in wanted and (key not in found or nearer(one.number, found[key].number)):
                found[key] = one
        return found

    def _sorted(
        self, name: str, source: Any, window: Window, notes: list[str], since: int | None = None
    ) -> Iterator[tuple[str, _Message]]:
        """All messages of a stretch, place by place; it is read from `since` on, or from an hour before."""
        read = Window(window.start - HOUR if since is None else since, window.end)
        streams, problems = source.streams(name, read, self.zone, self.now)
        notes += [clean(problem.what) for problem in problems]
        for stream in streams:
            sorter = Sorter(FORMATS["syslog"])
            for chunk in stream.chunks():
                found = sorter.timed(printable(raw(chunk)), chunk.clock, read)
                yield from ((stream.place, one) for one in found if _lies(one, window.start))
            yield from ((stream.place, one) for one in sorter.rest() if _lies(one, window.start))
            self.read += sorter.read
            notes += [clean(problem.what) for problem in stream.problems]


def _key(place: str, one: _Message) -> _Key:
    """What is equal where the message is: hosts of different places may bear the same name."""
    return place, one.host, one.instance, one.queue_id


def _lies(one: _Message, start: int) -> bool:
    """Has it lines of a stretch that starts then?  One that is named before keeps only these."""
    if all(at >= start for at, _ in one.records):
        return True
    if not one.queue_id:
        return any(at >= start for at, _ in one.records)
    named = one.queue_id + b": "
    if next((at for at, line in one.records if named in line), 0) < start:
        one.records = [(at, line) for at, line in one.records if at >= start]
        one.begun = False
    return bool(one.records)


def _held(key: _Key, one: _Message, begins: dict[_Key, _Message], ends: dict[_Key, _Message]) -> bool:
    """Is it a message that lacks its begin or its end, and may be put together?"""
    if not one.queue_id:
        return False
    lacking = False
    if not one.begun and key not in begins:
        begins[key] = one
        lacking = True
    if not one.ended and key not in ends:
        ends[key] = one
        lacking = True
    return lacking
