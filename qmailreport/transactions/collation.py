"""Postfix's lines sorted into transactions: collate.pl's rules, repaired.  Pure.

Each line is in at most one group.  Ids are of a host and an instance, processes of a host and a service.  A session's
own lines are in its first message; a session without a message is a group of its own.  A message whose start was not
read keeps the lines that were.  A group ends with `removed`, with a verdict of cleanup, with postsuper's word, or with
the session where nothing had entered the queue; it waits for LATE lines more, because daemons log out of step.  A
new start under an id closes the old one.  What is kept: open messages, open sessions, and the ended that wait.
"""

from __future__ import annotations

import itertools
import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from .records import Key, Record, Transaction, queue_id, tag

LATE = 1000  # Postfix's lines that may come between a message's end and a late word on it
SESSIONS = 20_000  # open at a time; beyond, the oldest is taken for one whose end was lost
LINES = 20_000  # of one session; so many are lines of many, whose ends were lost
WAITING = 100  # lines of one smtp process before it names a message
PROCESSES = 20_000  # of smtp that have not named a message; beyond, the oldest is taken for gone
_NAME = (b"warning: hostname ", b"warning: Unable to look up ", b"warning: numeric hostname")
_UNDONE = re.compile(rb"removed(?: \((canceled|discarded)\))?\]?")
_VERDICT = re.compile(rb"(?:milter-(?:header-|body-)?)?(reject|discard): ")
_SESSION = (b"smtpd", b"qmqpd")
_CLIENT = (b"smtp", b"lmtp")
Process = tuple[bytes, bytes, bytes]  # host, program, pid


@dataclass(slots=True, eq=False)
class _Session:
    """What a client said to one smtpd process."""

    number: int
    log: list[Record] = field(default_factory=list)  # of no message yet
    opening: list[Record] = field(default_factory=list)
    first: Transaction | None = None
    last: Transaction | None = None
    lines: int = 0

    @property
    def awaited(self) -> bool:
        """Has the process only complained of the client's name, which it does in front of `connect`?"""
        return self.first is None and all(record.text.startswith(_NAME) for record in self.log)


class Collation:
    """Give `feed` the records in their order, then take what is left from `rest`; both yield whole transactions."""

    def __init__(self) -> None:
        self._messages: dict[Key, Transaction] = {}
        self._sessions: dict[Process, _Session] = {}
        self._holding: set[Transaction] = set()  # first messages of open sessions
        self._waiting: dict[Process, list[Record]] = {}
        self._ended: deque[tuple[int, Transaction]] = deque()
        self._numbers = itertools.count(1)
        self.read = 0  # records that were fed
        self._out: list[Transaction] = []

    def feed(self, records: Iterable[Record]) -> Iterator[Transaction]:
        """The transactions that are over, each once nothing more is expected of it."""
        ended, out = self._ended, self._out
        for record in records:
            self.read += 1
            self._take(record)
            while ended and ended[0][0] <= self.read - LATE:
                self._due(ended.popleft()[1])
            if out:
                yield from out
                out.clear()

    def rest(self) -> Iterator[Transaction]:
        """The ended that wait, then the unfinished in the order of their first start."""
        while self._ended:
            self._due(self._ended.popleft()[1])
        for process in list(self._sessions):
            self._close(process, over=False)
        left = [one for one in self._messages.values() if not one.told]
        for (host, program, _), records in self._waiting.items():
            left.append(self._alone(host, program, records))
        left += [one for one in self._out if not one.ended]
        yield from (one for one in self._out if one.ended)
        yield from sorted(left, key=lambda one: one.number)

    def _take(self, record: Record) -> None:
        instance, daemon = tag(record.program)
        word, said = queue_id(record.text)
        key = (record.host, instance, word)
        if daemon in _SESSION:
            self._smtpd(record, key, said)
        elif daemon in _CLIENT:
            self._smtp(record, key, said)
        elif not word:
            return
        elif daemon == b"pickup" and said.startswith(b"uid="):
            self._start(key).records.append(record)
        elif daemon == b"cleanup":
            self._cleanup(record, key, said)
        else:
            message = self._add(record, key)
            message.entered = message.entered or daemon in (b"qmgr", b"oqmgr", b"nqmgr")
            if message.ended == "refused" and message.entered:
                message.ended = ""
            if done := _UNDONE.fullmatch(said):
                self._end(message, done[1].decode() if done[1] else "removed")
            elif daemon == b"postsuper" and said.startswith(b"requeued"):
                self._end(message, "requeued")

    def _start(self, key: Key) -> Transaction:
        """A new message; one that bore the id is over."""
        old = self._messages.pop(key, None)
        if old is not None:
            old.ended = old.ended or "replaced"
            self._due(old)
        new = self._messages[key] = Transaction(*key, number=next(self._numbers), begun=True)
        return new

    def _add(self, record: Record, key: Key) -> Transaction:
        """A line of the message that bears the id now; of one that began before, where none does."""
        message = self._messages.get(key)
        if message is None:
            message = self._messages[key] = Transaction(*key, number=next(self._numbers))
        message.records.append(record)
        return message

    def _end(self, message: Transaction, how: str) -> None:
        if not message.ended:
            self._ended.append((self.read, message))
        if message.ended in ("", "rejected", "discarded"):
            message.ended = how

    def _due(self, message: Transaction) -> None:
        """Gives an ended message away, or leaves that to its session's end."""
        if not message.ended or message.told:
            return
        message.told = True
        if message not in self._holding:
            self._give(message)

    def _give(self, message: Transaction) -> None:
        key = (message.host, message.instance, message.queue_id)
        if self._messages.get(key) is message:
            del self._messages[key]
        self._out.append(message)

    def _smtpd(self, record: Record, key: Key, said: bytes) -> None:
        process = (record.host, record.program, record.pid)
        session = self._sessions.get(process)
        if session is not None and record.text.startswith(b"connect from ") and not session.awaited:
            self._close(process)  # its disconnect was lost
            session = None
        if session is None:
            if len(self._sessions) >= SESSIONS:
                self._close(next(iter(self._sessions)))
            session = self._sessions[process] = _Session(next(self._numbers))
        if not key[2]:
            (session.first.records if session.first else session.log).append(record)
        elif said.startswith(b"client="):
            self._accepted(session, self._start(key), record)
        else:
            message = self._add(record, key)
            if session.first is None:
                message.records[-1:] = [*session.log, record]
                if message in self._holding:  # another session's: this one's further lines are its own
                    session.log = []
                else:
                    self._own(session, message)
        session.lines += 1
        if record.text.startswith(b"disconnect from "):
            self._close(process)
        elif session.lines >= LINES:
            self._close(process, over=False)

    def _accepted(self, session: _Session, message: Transaction, record: Record) -> None:
        if session.last is not None and not session.last.entered:
            self._end(session.last, "refused")
        if session.first is None:
            message.records += session.log
            self._own(session, message)
        else:
            message.opening = session.opening
        message.records.append(record)
        session.last = message

    def _own(self, session: _Session, message: Transaction) -> None:
        session.first = message
        session.opening, session.log = session.log, []
        self._holding.add(message)

    def _close(self, process: Process, over: bool = True) -> None:
        session = self._sessions.pop(process)
        if session.first is None:
            if not session.log:
                return
            alone = self._alone(process[0], process[1], session.log, session.number)
            alone.ended = "closed" if session.log[-1].text.startswith(b"disconnect from ") else ""
            self._out.append(alone)
            return
        self._holding.discard(session.first)
        for message in (session.first, session.last):
            if over and message is not None and message.begun and not message.entered:
                self._end(message, "refused")
        if session.first.told:
            self._give(session.first)

    def _alone(self, host: bytes, program: bytes, records: list[Record], number: int = 0) -> Transaction:
        return Transaction(host, tag(program)[0], b"", number or next(self._numbers), records, begun=True)

    def _cleanup(self, record: Record, key: Key, said: bytes) -> None:
        message = self._messages.get(key)
        if message is not None and said.startswith(b"message-id=") and _announced(message):
            message = self._start(key)  # a bounce or a forwarded copy: nobody else says that it is new
        message = self._add(record, key)
        if not message.begun and said.startswith(b"message-id=") and not message.entered:
            message.begun = True
        message.entered = True
        if message.ended == "refused":
            message.ended = ""
        if verdict := _VERDICT.match(said):
            self._end(message, "rejected" if verdict[1] == b"reject" else "discarded")
        elif done := _UNDONE.fullmatch(said):
            self._end(message, done[1].decode() if done[1] else "removed")

    def _smtp(self, record: Record, key: Key, said: bytes) -> None:
        process = (record.host, record.program, record.pid)
        if not key[2]:
            waiting = self._waiting.setdefault(process, [])
            waiting.append(record)
            if len(waiting) >= WAITING or len(self._waiting) > PROCESSES:
                gone = process if len(waiting) >= WAITING else next(iter(self._waiting))
                self._out.append(self._alone(gone[0], gone[1], self._waiting.pop(gone)))
            return
        message = self._add(record, key)
        if earlier := self._waiting.pop(process, None):
            message.records[-1:] = [*earlier, record]


def _announced(message: Transaction) -> bool:
    """It has been through qmgr or is over, and had its Message-ID before."""
    if message.ended in ("removed", "requeued"):
        return True
    said = [queue_id(record.text)[1] for record in message.records if tag(record.program)[1] == b"cleanup"]
    active = any(tag(record.program)[1] == b"qmgr" for record in message.records)
    return active and any(text.startswith(b"message-id=") for text in said)
