"""The bytes of a log, sorted into transactions.  Pure.

A line whose head (stamp and host) and tag are of a shape that was met is taken apart at its marks, which costs a third
of what the envelope's regex does; all others go through that.  Both find the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from ..fold import Clock, Envelope, Grammar, Timer, Window, compiled, uncollected
from .collation import Collation, Take
from .records import VOICES, Group, Record, voice
from .speakers import SAID, said

# `postfix`, or `postfix-NAME` (multi_instance_name); what stands between is the service's own name.
PROGRAM = rb"postfix(?:-[^/\s\[\]:]+)?/[^\s\[\]:]+"
LINE = Grammar(program=PROGRAM, events=rb"(?P<text>[^\n]*)")
PIECE = 1 << 16  # bytes at a time, which a processor's cache holds
_POSTFIX = b" postfix"
_REPEATED = b" last message repeated "
_LAST = re.compile(rb"[^\n]{14,60}?(?: (?P<host>[^ \n]+)|: ---) last message repeated [0-9]{1,9} times?[^\n]*")
# Host and tag, and no text that begins with what belongs to the tag: `[ID 1 mail.info]`, a byte order mark, `message
# repeated 2 times: [`, splogger's stamp.
_TAG = rb"([^ \n]+ postfix[^\s\[\]:]*+\[[0-9]{1,20})\]: (?! |\xef|\[|message |[0-9]{9,10}\.)"
EVER = Window(0, 1 << 63)  # and what has no instant
Timed = tuple[int, bytes]  # a line's instant, 0 where it has none; its bytes


@lru_cache(maxsize=8)
def common(envelope: Envelope, timed: bool) -> re.Pattern[bytes]:
    """From newline to newline: the stamp (where it matters), host and tag, and what SAID finds; all of them empty
    where the line is of no common shape.
    """
    lead: bytes = getattr(envelope, "lead", rb"(?!)")
    return re.compile(rb"\n(?:%b" % (b"(" + lead + b")" if timed else b"()" + lead) + _TAG + SAID + b"|)")


class Sorter:
    """Give `sort` the stretches of a log in their order, then take what is left from `rest`: whole transactions.

    A line is kept as its bytes, without its end and with what syslogd says of it; in `timed` also with its instant.
    """

    def __init__(self, envelope: Envelope) -> None:
        self._envelope = envelope
        self._pattern = compiled(envelope, LINE)
        self._collation: Collation[Any] = Collation()
        self._takes: dict[bytes, Take[Any]] = {}  # by host and tag, or by process

    @property
    def read(self) -> int:
        """How many lines were Postfix's."""
        return self._collation.read

    def sort(self, content: bytes) -> Iterator[Group[bytes]]:
        """The transactions that are over behind `content` (whole lines)."""
        return self._sort(content, None, EVER)

    def timed(self, content: bytes, clock: Clock, window: Window = EVER) -> Iterator[Group[Timed]]:
        """The same of lines with their instants, of those in the window."""
        return self._sort(content, self._envelope.timer(self._pattern, clock), window)

    def rest(self) -> Iterator[Group[Any]]:
        """What is not over."""
        return self._collation.rest()

    def _sort(self, content: bytes, timer: Timer | None, window: Window) -> Iterator[Group[Any]]:
        with uncollected():
            for piece in _pieces(content):
                self._piece(piece, timer, window.start, window.end)
                yield from self._collation.over()

    def _piece(self, content: bytes, timer: Timer | None, start: int, end: int) -> None:
        """Sorts a piece that begins with the newline before its first line."""
        collation, takes = self._collation, self._takes
        read, due, at, known = collation.read, 0, 0, b""
        lines = content.split(b"\n")[1:]
        if _REPEATED in content:
            self._join(lines)
        find = common(self._envelope, timer is not None).findall
        for line, (stamp, tag, word, what) in zip(lines, find(content), strict=True):
            take = takes.get(tag)
            if take is None:
                if _POSTFIX not in line or (match := self._pattern.match(b"\n" + line)) is None:
                    continue
                take = self._taker(match, tag)
                word, what = said(match["text"])
                known = b""
            kept: Any = line
            if timer:
                if stamp != known or not stamp:
                    at, known = _at(timer, self._pattern.match(b"\n" + line)), stamp
                if not start <= at < end:
                    continue
                kept = at, line
            collation.read = read = read + 1
            take(word, what, kept)
            if read >= due:
                due = collation.settle()

    def _taker(self, match: re.Match[bytes], tag: bytes) -> Take[Any]:
        """What takes the lines of the process that speaks; known by its host and tag, where these are plain."""
        who = voice(match["host"], match["program"], match["pid"] or b"")
        key = tag or who.process
        take = self._takes.get(key)
        if take is None:
            if len(self._takes) >= VOICES:
                self._takes.clear()
                self._collation.forget()
            take = self._takes[key] = self._collation.taker(who)
        return take

    def _join(self, lines: list[bytes]) -> None:
        """Puts what syslogd says of a line behind it."""
        for at in range(len(lines) - 1, 0, -1):
            if _REPEATED in lines[at] and self._of(lines[at - 1], lines[at]):
                lines[at - 1] += b"\n" + lines[at]
                lines[at] = b""

    def _of(self, before: bytes, line: bytes) -> bool:
        """Is `line` syslogd's word on the line before it?"""
        last = _LAST.match(line)
        if last is None or self._pattern.match(b"\n" + line):
            return False
        match = self._pattern.match(b"\n" + before)
        return match is not None and last["host"] in (None, match["host"])


def _pieces(content: bytes) -> Iterator[bytes]:
    """`content` in parts, each from a newline before a line to the end of one, but before none of syslogd's own."""
    start, end = 0, content.find(b"\n", PIECE)
    while end >= 0:
        if not _LAST.match(content, end + 1):
            yield content[start - 1 : end] if start else b"\n" + content[:end]
            start = end + 1
        end = content.find(b"\n", max(end + 1, start + PIECE))
    yield content[start - 1 :] if start else b"\n" + content


def _at(timer: Timer | None, match: re.Match[bytes] | None) -> int:
    """The instant of a line; 0 where there is none."""
    try:
        return timer(match) if timer and match else 0
    except ValueError:
        return 0


def read(content: bytes, envelope: Envelope, clock: Clock | None = None) -> Iterator[Record]:
    """Postfix's lines in `content` (whole lines), in their order; with their times where a clock is given."""
    pattern = compiled(envelope, LINE)
    timer = envelope.timer(pattern, clock) if clock else None
    lines = content.split(b"\n")
    if _REPEATED in content:
        Sorter(envelope)._join(lines)
    for line in lines:
        if match := pattern.match(b"\n" + line):
            parts = match["host"], match["program"], match["pid"] or b"", match["text"].rstrip(b"\r")
            yield Record(line + b"\n", *parts, _at(timer, match))
