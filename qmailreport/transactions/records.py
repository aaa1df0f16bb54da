"""A line of a log, opened, and a transaction: one message at one queue, with all its lines.  Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Generic, TypeVar

L = TypeVar("L")  # what a line is kept as: a Record, or its bytes
VOICES = 20_000  # remembered; a log's real ones are the processes alive, forged ones have no end
_TAG = re.compile(rb"(?P<instance>postfix(?:-[^/\s]+)?)/(?:\S*/)?(?P<daemon>[^/\s]+)")
# A queue id: with a digit, or capitals alone (sanitised logs), or consonants alone (long ids know no vowels).  So
# `warning:`, `statistics:`, `Deleted:` and NOQUEUE are none.
ID = (
    rb"(?!NOQUEUE\b)(?:[A-Za-z]{0,23}[0-9][0-9A-Za-z]{0,23}|[A-Z]{2,24}"
    rb"|[b-df-hj-np-tv-zB-DF-HJ-NP-TV-Z]{10,24})"
)
_SAID = re.compile(rb"(?P<id>" + ID + rb"): (?P<said>[^\n]*)")


@dataclass(slots=True, eq=False)
class Record:
    """A line: what it bears and says, and its bytes (with newlines, and with what syslogd says of it)."""

    raw: bytes
    host: bytes
    program: bytes
    pid: bytes
    text: bytes
    at: int = 0  # ns; 0 where its time was not asked for or is none
    order: tuple[int, int, int] = (0, 0, 0)  # stream, chunk, offset: where a search found it
    times: int = 1  # that it happened, where syslogd counted

    @property
    def place(self) -> tuple[bytes, int, bytes]:
        """What is equal where two logs hold the same line."""
        return self.host, self.at, self.raw


@dataclass(slots=True, eq=False)
class Group(Generic[L]):
    """One message at one queue (or a session that brought none), with its lines."""

    host: bytes
    instance: bytes  # `qmail`; `postfix`, `postfix-out`
    queue_id: bytes  # empty for a session without a message, and for a line that stands alone
    number: int = 0  # by the first start
    records: list[L] = field(default_factory=list)
    opening: Sequence[L] = ()  # of its session, where an earlier message has these lines
    begun: bool = False  # its arrival was read
    entered: bool = False  # cleanup or qmgr spoke of it
    ended: str = ""  # removed, canceled, discarded, rejected, requeued, refused, replaced; empty: unfinished
    told: bool = False  # given away, or due to be once its session is over
    held: bool = False  # the first message of an open session
    named: bool = False  # cleanup told its Message-ID
    active: bool = False  # qmgr spoke of it

    @property
    def first(self: Group[Record]) -> int:
        """The instant of its first line."""
        return min((record.at for record in self.records), default=0)

    @property
    def last(self: Group[Record]) -> int:
        """The instant of its last line."""
        return max((record.at for record in self.records), default=0)


Transaction = Group[Record]


@dataclass(frozen=True, slots=True, eq=False)
class Voice:
    """Who says a line: one process of a host."""

    host: bytes
    program: bytes
    pid: bytes
    instance: bytes  # empty for what is not Postfix
    daemon: bytes

    @property
    def process(self) -> bytes:
        """What is equal where the process is."""
        return b"%b\n%b\n%b" % (self.host, self.program, self.pid)


@lru_cache(maxsize=VOICES)
def voice(host: bytes, program: bytes, pid: bytes) -> Voice:
    """The voice of a process."""
    return Voice(host, program, pid, *tag(program))


@lru_cache(maxsize=4096)
def tag(program: bytes) -> tuple[bytes, bytes]:
    """(instance, daemon) of `postfix/submission/smtpd`; empty for what is not Postfix."""
    match = _TAG.fullmatch(program)
    return (match["instance"], match["daemon"]) if match else (b"", b"")


def queue_id(text: bytes) -> tuple[bytes, bytes]:
    """(queue id, what is said) of a line's text; an empty id where it begins with none."""
    match = _SAID.match(text)
    return (match[1], match[2]) if match else (b"", text)


def grouped(transactions: Iterable[Transaction], match: bytes = b"") -> Iterator[bytes]:
    """Each transaction's lines and an empty line; with `match`, only of those that hold this text."""
    for transaction in transactions:
        block = b"".join([record.raw for record in transaction.records])
        if match in block:
            yield block + b"\n"


def line_of(record: Record) -> bytes:
    """The record's bytes with a newline at their end."""
    return record.raw if record.raw.endswith(b"\n") else record.raw + b"\n"
