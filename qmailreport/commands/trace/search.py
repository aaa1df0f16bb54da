"""The search behind `trace`: which lines mention it, then all lines of what these lines name, to a fixed point."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from ...day import HOUR, Window, local
from ...fold import Chunk, begins
from ...sources import Rotated, Stream, load
from ...transactions import Record
from ...transactions.needles import Question, Ranges, spots, widened
from ...transactions.stories import Story, stories, wanted

FORMATS = ("multilog", "syslog", "fractional", "tai64nlocal", "journald")  # in which qmail and Postfix log
ROUNDS = 16  # of hops; a mail that makes more goes in circles
RECORDS = 200_000  # lines that are held
STORIES = 50
GAP = 12 * HOUR  # without a line between two stretches of a log
REACH = 7 * 24 * HOUR  # how far before and behind the days asked for a message is followed
TAIL = 50


def short(number: str) -> bool:
    """Is it a message's number of qmail's that stands everywhere in a log, so that `msg` must be before it?"""
    return number.isascii() and number.isdigit() and len(number) < 5


@dataclass
class Looked:
    """What was searched."""

    paths: list[str] = field(default_factory=list)
    lines: int = 0
    first: int = 0
    last: int = 0
    notes: list[str] = field(default_factory=list)  # what could not be searched
    begins: list[str] = field(default_factory=list)  # which logs begin behind the first day asked for

    def note(self, text: str) -> None:
        """Once."""
        if text not in self.notes:
            self.notes.append(text)


@dataclass
class Found:
    """The answer."""

    looked: Looked
    stories: list[Story] = field(default_factory=list)
    left_out: int = 0


class Place(NamedTuple):
    """A chunk of a stream, opened: its lines behind a newline."""

    stream: int
    chunk: int
    content: bytes
    begin: re.Pattern[bytes]
    timer: Callable[[re.Match[bytes]], int]


class Logs:
    """The streams of a window."""

    def __init__(self, sources: Mapping[str, Any], window: Window, zone: ZoneInfo, now: int) -> None:
        self.window = window
        self.looked = Looked()
        self._zone = zone
        self._surveyed = False
        self.streams: list[Stream] = []
        for name, source in sources.items():
            if source.kind:  # records, not lines
                continue
            found, problems = source.streams(name, window, zone, now)
            self.streams += found
            for problem in problems:
                if window.start or ": the log begins at " not in problem.what:
                    self.looked.note(problem.what)

    def chunks(self) -> Iterator[Place]:
        """The chunks, opened; the first time round says what was looked at."""
        for number, stream in enumerate(self.streams):
            before: int | None = None
            for count, chunk in enumerate(stream.chunks()):
                content = load(chunk)
                if not self._surveyed:
                    before = self._survey(stream, chunk, content, before)
                begin = begins(stream.format)
                yield Place(number, count, content, begin, stream.format.timer(begin, chunk.clock))
            if not self._surveyed:
                self._end(stream, before)
        self._surveyed = True

    def records(self, place: Place, spots: Iterable[tuple[int, bytes]]) -> Iterator[tuple[set[bytes], Record]]:
        """(words, record) of the lines in which `spots` (where, which word) are; each line once, however many."""
        start, end = -1, -1
        met: set[bytes] = set()
        for at, word in spots:
            if at >= end:
                if start >= 0 and (record := self.record(place, start)):
                    yield met, record
                start, met = at, set()
                end = place.content.find(b"\n", at + 1)
                end = len(place.content) if end < 0 else end
            met.add(word)
        if start >= 0 and (record := self.record(place, start)):
            yield met, record

    def record(self, place: Place, at: int) -> Record | None:
        """The record that the place `at` of a chunk is in; None outside the window, or where none begins."""
        content, stream = place.content, self.streams[place.stream]
        start = max(content.rfind(b"\n", 0, at), 0)
        match = place.begin.match(content, start)
        if match is None:
            return None
        try:
            instant = place.timer(match)
        except ValueError:
            return None
        if instant not in self.window:
            return None
        end = content.find(b"\n", match.end())
        end = len(content) if end < 0 else end
        text = content[match.end() : end].rstrip(b"\r") + stream.format.piece(content, match)
        parts = match.groupdict()
        host = parts.get("host") or stream.host.encode()
        raw = content[start + 1 : end + 1]
        program, pid = parts.get("program") or b"", parts.get("pid") or b""
        times = stream.format.repeats(content, match)
        return Record(raw, host, program, pid, text, instant, (place.stream, place.chunk, start), times)

    def _survey(self, stream: Stream, chunk: Chunk, content: bytes, before: int | None) -> int | None:
        looked = self.looked
        looked.lines += content.count(b"\n") - content.endswith(b"\n")
        if chunk.path not in looked.paths:
            looked.paths.append(chunk.path)
        first, last = stream.format.first(content, chunk.clock), _last(stream, chunk, content)
        if first is not None:
            looked.first = min(looked.first or first, first)
            if before is None and self.window.start and first > self.window.start + HOUR:
                looked.begins.append(f"{chunk.path}: begins {self._stamp(first)}; what was before is not known")
            if before is not None and first - before > GAP:
                looked.note(f"{chunk.path}: no line between {self._stamp(before)} and {self._stamp(first)}")
        if last is not None:
            looked.last = max(looked.last, last)
        return last if last is not None else before

    def _end(self, stream: Stream, last: int | None) -> None:
        for problem in stream.problems:
            self.looked.note(problem.what)
        if last is None and stream.paths:
            self.looked.note(f"{stream.paths[-1]}: no line with a time")

    def _stamp(self, at: int) -> str:
        return f"{local(at, self._zone):%Y-%m-%d %H:%M}"


def _last(stream: Stream, chunk: Chunk, content: bytes) -> int | None:
    """The instant of the chunk's last record that bears one."""
    begin: re.Pattern[bytes] = begins(stream.format)
    timer = stream.format.timer(begin, chunk.clock)
    at = len(content)
    for _ in range(TAIL):
        at = content.rfind(b"\n", 0, at)
        if at < 0:
            return None
        if match := begin.match(content, at):
            try:
                return timer(match)
            except ValueError:
                continue
    return None


@dataclass
class Search:
    """Where to look, and for what."""

    sources: Mapping[str, Any]
    window: Window  # of the lines that answer
    zone: ZoneInfo
    now: int

    def find(self, question: Question) -> Found:
        """The stories that answer, followed to their begin and end as far as the logs reach."""
        for _ in range(2):
            try:
                return self._find(question)
            except Rotated:
                question.forget()  # rotation ran: look again
        return self._find(question)

    def _find(self, question: Question) -> Found:
        logs = Logs(self.sources, self.window, self.zone, self.now)
        for place in logs.chunks():
            for _, record in logs.records(place, ((at, b"") for at in question.places(place.content))):
                question.take(record)
        seeds = question.seeds()
        if not seeds:
            return Found(logs.looked, left_out=question.left_out)
        known: Ranges = {}
        told = _followed(logs, seeds, known)
        wider = self._wider(told)
        if wider != self.window:
            notes = logs.looked.notes
            logs = Logs(self.sources, wider, self.zone, self.now)
            told = _followed(logs, seeds, known, again=True)
            for note in notes:
                logs.looked.note(note)
        told = [one for one in told if question.answers(one)]
        return Found(logs.looked, told[-STORIES:], question.left_out + max(0, len(told) - STORIES))

    def _wider(self, told: Iterable[Story]) -> Window:
        """The window that the messages' begins and ends may lie in."""
        start, end = self.window.start, self.window.end
        hops = [hop.transaction for story in told for hop in story.hops if hop.transaction.queue_id]
        if start and any(not one.begun for one in hops):
            start -= REACH
        if end < self.now and any(not one.ended for one in hops):
            end = min(end + REACH, self.now + HOUR)
        return Window(start, end)


def _followed(logs: Logs, seeds: list[Record], known: Ranges, again: bool = False) -> list[Story]:
    """The seeds' stories: what their lines name is looked for until nothing new is named.

    `again`: in other logs than the seeds come from; what was `known` to be looked for is looked for at once.
    """
    meant = {record.place for record in seeds}
    records: dict[tuple[int, int, int], Record] = {} if again else {record.order: record for record in seeds}
    more = dict(known)
    told: list[Story] = []
    for _ in range(ROUNDS):
        for record in _gathered(logs, more):
            records[record.order] = record
        if again:
            there = {record.place for record in records.values()}
            records.update({record.order: record for record in seeds if record.place not in there})
        ordered = _ordered(records.values(), len(logs.streams))
        told = stories(ordered, frozenset(id(record) for record in ordered if record.place in meant))
        more = widened(known, wanted(told))
        if len(records) > RECORDS:
            logs.looked.note(f"more than {RECORDS:,} lines belong to what was found; some stories lack lines")
            break
        if not more:
            break
        known.update(more)
    return told


def _gathered(logs: Logs, words: Ranges) -> Iterator[Record]:
    """The lines in which one of the words stands at a time at which it means this."""
    if not words:
        return
    for place in logs.chunks():
        for met, record in logs.records(place, spots(place.content, words)):
            if any(low <= record.at <= high for low, high in (words[word] for word in met)):
                yield record


def _ordered(records: Iterable[Record], streams: int) -> list[Record]:
    """In the order of their log; lines of several logs by time, and what two of them hold only once."""
    ordered = sorted(records, key=lambda record: record.order)
    if streams < 2:
        return ordered
    owner: dict[tuple[bytes, int, bytes], int] = {}
    kept = [one for one in ordered if owner.setdefault(one.place, one.order[0]) == one.order[0]]
    return sorted(kept, key=lambda record: record.at)
