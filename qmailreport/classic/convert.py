"""Logs as matchup wants them: `SECONDS.DECIMALS TEXT`, from multilog, tai64nlocal and syslog's files.

A format turns blocks of whole lines into such lines. TAI64N labels are left in place here: matchup converts those
it needs. `auto` looks at the first line that is not a pending line of an earlier run:

* `YYYY-MM-DD HH:MM:SS.nnnnnnnnn …`: tai64nlocal; stamps are read in a zone.
* `Apr 11 07:02:18 HOST …`: splogger; only lines tagged `qmail: ` are kept. The five words before their text become
  five blanks, as awk leaves them; other forms of the stamp or the tag are cut off.
* any other syslog stamp (RFC 3339, RFC 5424, priority, year, `qmail[PID]: ` as well): tag; all is cut after the tag.
* anything else is raw, labels included.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterable, Iterator
from datetime import datetime, tzinfo
from typing import BinaryIO, Final

from qmailreport.classic.awk import fields

FORMATS: Final = ("auto", "raw", "tai64n", "tai64nlocal", "splogger", "splogger-all", "tag")
BLOCK: Final = 1 << 18  # bytes read at a time: what fits a processor's cache is fastest

_LEFT: Final = re.compile(rb"(?:[0-9]+(?:\.[0-9]+)? (?:info msg|extra|starting delivery) [^\n]*\n|[ \t]*\n)*")
_MINUTE: Final = rb"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}"
_LOCAL: Final = re.compile(rb"^(" + _MINUTE + rb"):([0-9]{2})(\.[0-9]+)(?= )", re.MULTILINE)
_TIME: Final = rb"[0-9]{2}:[0-9]{2}:[0-9]{2}"
_BSD: Final = re.compile(rb"[A-Z][a-z]{2} +[0-9]{1,2} " + _TIME + rb" (?![0-9]{4} )[^ \t\n]+ ")
_SYSLOG: Final = re.compile(
    rb"(?:<[0-9]{1,3}>)?(?:[0-9] )?(?:[0-9]{4} )?"
    rb"(?:[A-Z][a-z]{2} +[0-9]{1,2} (?:[0-9]{4} )?" + _TIME + rb"|[0-9]{4}-[0-9]{2}-[0-9]{2}T" + _TIME + rb")"
)
_KEPT: Final = 100_000  # minutes remembered

Convert = Callable[[bytes], bytes]


def _same(block: bytes) -> bytes:
    return block


def whole_lines(stream: BinaryIO, rest: bytes = b"", convert: Convert = _same) -> Generator[bytes, None, bytes]:
    """Blocks of whole lines, `rest` in front of the first, each converted; returns what follows the last newline."""
    parts = [rest]
    while chunk := stream.read(BLOCK):
        end = chunk.rfind(b"\n") + 1
        if end:
            yield convert(b"".join((*parts, chunk[:end])))
            parts = [chunk[end:]]
        else:
            parts.append(chunk)
    return b"".join(parts)


class LocalTime:
    """Stamps of tai64nlocal as seconds: `zone` None is the system's.

    Of an hour that happens twice the first is meant, until the clock falls back by more than a minute.
    """

    def __init__(self, zone: tzinfo | None) -> None:
        self._zone = zone
        self._minutes: dict[bytes, tuple[int, int]] = {}
        self._last = -1

    def lines(self, block: bytes) -> bytes:
        """The block with each line's stamp replaced; what is no such stamp stays."""
        return _LOCAL.sub(self._seconds, block)

    def _seconds(self, found: re.Match[bytes]) -> bytes:
        minute, second = found[1], int(found[2])
        first, again = self._minutes.get(minute) or self._look_up(minute)
        if again > first and first + second < self._last - 60:
            first = again
        if first + second < 0:
            return found[0]
        self._last = first + second
        return b"%d%b" % (self._last, found[3])

    def _look_up(self, minute: bytes) -> tuple[int, int]:
        """When this minute begins, for the first and for the second time; (-61, -61) if it is none since 1970."""
        year, month, day, hour, past = map(int, re.split(rb"[- :]", minute))
        try:
            times = [datetime(year, month, day, hour, past, tzinfo=self._zone, fold=fold) for fold in (0, 1)]
            starts = (int(times[0].timestamp()), int(times[1].timestamp()))
        except (ValueError, OverflowError, OSError):
            starts = (-1, -1)
        if min(starts) < 0:
            starts = (-61, -61)
        if len(self._minutes) > _KEPT:
            self._minutes.clear()
        self._minutes[minute] = starts
        return starts


class Tagged:
    """Lines of syslog that bear `tag`, cut after it; with `blanks`, DJB's own form keeps five blanks, as awk does."""

    def __init__(self, tag: bytes, *, blanks: bool) -> None:
        self._blanks = blanks
        word = re.escape(tag)
        common = rb"[A-Z][a-z]{2} [ 0-9][0-9] " + _TIME + rb" (?![0-9]{4} )[^ \t\n]+ "
        before = rb"((?:[^ \t\n]*[^ \t\n:][ \t]+){1,8}?)"  # a stamp and a host: no word of them ends in a colon
        structured = rb'(?:-|(?:\[(?:[^\]"\n]|"(?:[^"\\\n]|\\[^\n])*")*\])+)'
        self._pattern = re.compile(
            rb"^(?:" + common + word + rb": ([^\n]*)"
            rb"|" + before + word + rb"(\[[0-9]+\])?: ([^\n]*)"
            rb"|(?:<[0-9]{1,3}>)?[0-9] [^ \n]+ [^ \n]+ " + word + rb" [^ \n]+ [^ \n]+ " + structured +
            rb" (?:\xef\xbb\xbf)?([^\n]*))\n",
            re.MULTILINE,
        )  # fmt: skip

    def lines(self, block: bytes) -> bytes:
        """The text of the lines that bear the tag."""
        return b"".join(map(self._text, self._pattern.finditer(block)))

    def _text(self, found: re.Match[bytes]) -> bytes:
        text, head, process, rest, structured = found.groups()
        if text is None:
            text = structured if head is None else rest
            if not self._blanks or head is None or process is not None or len(head.split()) != 4:
                return text + b"\n"
        elif not self._blanks:
            return text + b"\n"
        return _five_blanks(text) + b"\n"


def _five_blanks(text: bytes) -> bytes:
    """What awk prints once the first five words are empty: runs of blanks within become one, those at the end go."""
    if b"  " in text or b"\t" in text or text[:1] in b" " or text[-1:] == b" ":
        return b" ".join([b""] * 5 + fields(text))
    return b"     " + text


def _all_words(block: bytes) -> bytes:
    """DJB's recipe for a whole maillog: the first five words of every line give way to five blanks."""
    lines = block.split(b"\n")[:-1]
    return b"".join([b" ".join([b""] * 5 + fields(line)[5:]) + b"\n" for line in lines])


class Converter:
    """One input's conversion. Give `lines` its blocks in order; `tail` is for what follows the last newline."""

    def __init__(self, form: str, *, zone: tzinfo | None = None, tag: bytes = b"qmail", fragment: bool = False) -> None:
        self._zone = zone
        self._tag = tag
        self._fragment = fragment  # the first line began in an earlier input and tells nothing about this one
        self._form = form
        self._convert = None if form == "auto" else self._choose(form)

    def _choose(self, form: str) -> Convert:
        if form == "tai64nlocal":
            return LocalTime(self._zone).lines
        if form in ("splogger", "tag"):
            return Tagged(self._tag, blanks=form == "splogger").lines
        return _all_words if form == "splogger-all" else _same

    def lines(self, block: bytes) -> bytes:
        """A block of whole lines in raw form."""
        if self._convert is not None:
            return self._convert(block)
        begin = block.find(b"\n") + 1 if self._fragment else 0
        found = _LEFT.match(block, begin)
        told = found.end() if found else begin
        if told == len(block):
            if not self._fragment:
                return block
            told = 0
        start = 0 if self._fragment else told
        self._form = detect(block[told : told + 400])
        self._convert = self._choose(self._form)
        return block[:start] + self._convert(block[start:])

    def tail(self, rest: bytes) -> bytes:
        """An unterminated last line: its stamp is converted if it is whole; syslog's lines wait for their end."""
        return self._convert(rest) if self._form == "tai64nlocal" and self._convert else rest


def detect(line: bytes) -> str:
    """The format of a log by one of its lines."""
    if _LOCAL.match(line):
        return "tai64nlocal"
    if _BSD.match(line):
        return "splogger"
    return "tag" if _SYSLOG.match(line) else "raw"


class Inputs:
    """An earlier run's pending lines and logs, as raw blocks in one run; `rest` is the unterminated last line then."""

    def __init__(
        self,
        streams: Iterable[BinaryIO],
        *,
        earlier: BinaryIO | None = None,
        form: str = "auto",
        zone: tzinfo | None = None,
        tag: bytes = b"qmail",
    ) -> None:
        self._streams = streams
        self._earlier = earlier
        self._form = form
        self._zone = zone
        self._tag = tag
        self.rest = b""

    def __iter__(self) -> Iterator[bytes]:
        rest = b""
        if self._earlier is not None:
            rest = yield from whole_lines(self._earlier)
        converter = None
        for stream in self._streams:
            converter = Converter(self._form, zone=self._zone, tag=self._tag, fragment=bool(rest))
            rest = yield from whole_lines(stream, rest, converter.lines)
        self.rest = converter.tail(rest) if converter else rest
