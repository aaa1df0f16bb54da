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
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Generic

from .records import ID, VOICES, Group, L, Record, Transaction, Voice, voice
from .speakers import Session, Speaker, said

LATE = 1000  # Postfix's lines that may come between a message's end and a late word on it
SESSIONS = 20_000  # open at a time; beyond, the oldest is taken for one whose end was lost
LINES = 20_000  # of one session; so many are lines of many, whose ends were lost
WAITING = 100  # lines of one smtp process before it names a message
PROCESSES = 20_000  # of smtp that have not named a message; beyond, the oldest is taken for gone
_ID = re.compile(ID).fullmatch
_NAME = (b"hostname ", b"Unable to look up ", b"numeric hostname")  # smtpd's warnings of a client's name
_NONE = (b"NOQUEUE", b"warning")  # common words that are no ids
_ENTERS = (b"qmgr", b"oqmgr", b"nqmgr")
Take = Callable[[bytes, bytes, L], None]  # what `said` finds, and the line


class Collation(Generic[L]):
    """Give `feed` the records in their order, then take what is left from `rest`; both yield whole transactions.

    Who keeps lines otherwise counts `read` up, gives each to the `taker` of who says it, and asks `settle` and `over`.
    """

    def __init__(self) -> None:
        self._places: dict[tuple[bytes, bytes], dict[bytes, Group[L]]] = {}
        self._sessions: dict[bytes, Session[L]] = {}
        self._waiting: dict[bytes, tuple[Voice, list[L]]] = {}
        self._ended: deque[tuple[int, Group[L]]] = deque()
        self._numbers = itertools.count(1)
        self.read = 0  # lines that were taken
        self._out: list[Group[L]] = []

    def feed(self: Collation[Record], records: Iterable[Record]) -> Iterator[Transaction]:
        """The transactions that are over, each once nothing more is expected of it."""
        takes: dict[Voice, Take[Record]] = {}
        for record in records:
            who = voice(record.host, record.program, record.pid)
            take = takes.get(who)
            if take is None:
                if len(takes) >= VOICES:
                    takes.clear()
                    self.forget()
                take = takes[who] = self.taker(who)
            self.read += 1
            take(*said(record.text), record)
            self.settle()
            yield from self.over()

    def settle(self) -> int:
        """Looks which of the ended are over; not to be asked again before so many lines were taken."""
        ended, late = self._ended, self.read - LATE
        while ended and ended[0][0] <= late:
            self._due(ended.popleft()[1])
        return (ended[0][0] if ended else self.read) + LATE

    def over(self) -> list[Group[L]]:
        """What is over by now."""
        found, self._out = self._out, []
        return found

    def forget(self) -> None:
        """To be told when no taker will be used again."""
        self._places = {place: messages for place, messages in self._places.items() if messages}

    def rest(self) -> Iterator[Group[L]]:
        """The ended that wait, then the unfinished in the order of their first start."""
        while self._ended:
            self._due(self._ended.popleft()[1])
        for process in list(self._sessions):
            self._close(process, over=False)
        left = [one for messages in self._places.values() for one in messages.values() if not one.told]
        left += [self._alone(who, lines) for who, lines in self._waiting.values()]
        left += [one for one in self._out if not one.ended]
        yield from (one for one in self._out if one.ended)
        yield from sorted(left, key=lambda one: one.number)

    def taker(self, who: Voice) -> Take[L]:
        """What takes the texts and lines of a process; `read` is to be counted up before each."""
        takes = {
            **dict.fromkeys((b"smtpd", b"qmqpd"), self._smtpd),
            **dict.fromkeys((b"smtp", b"lmtp"), self._smtp),
            b"pickup": self._pickup,
            b"cleanup": self._cleanup,
            b"postsuper": self._postsuper,
        }
        takes.update(dict.fromkeys(_ENTERS, self._qmgr))
        messages = self._places.setdefault((who.host, who.instance), {})
        return partial(takes.get(who.daemon, self._other), Speaker(who, who.process, messages, who.daemon == b"qmgr"))

    def _start(self, speaker: Speaker[L], word: bytes) -> Group[L]:
        """A new message; one that bore the id is over."""
        old = speaker.messages.pop(word, None)
        if old is not None:
            old.ended = old.ended or "replaced"
            self._due(old)
        return self._new(speaker, word, True)

    def _new(self, speaker: Speaker[L], word: bytes, begun: bool = False) -> Group[L]:
        who = speaker.voice
        new: Group[L] = Group(who.host, who.instance, word, next(self._numbers), begun=begun)
        speaker.messages[word] = new
        return new

    def _end(self, message: Group[L], how: str) -> None:
        if not message.ended:
            self._ended.append((self.read, message))
        if message.ended in ("", "rejected", "discarded"):
            message.ended = how

    def _due(self, message: Group[L]) -> None:
        """Gives an ended message away, or leaves that to its session's end."""
        if not message.ended or message.told:
            return
        message.told = True
        if not message.held:
            self._give(message)

    def _give(self, message: Group[L]) -> None:
        messages = self._places.get((message.host, message.instance), {})
        if messages.get(message.queue_id) is message:
            del messages[message.queue_id]
        self._out.append(message)

    def _smtpd(self, speaker: Speaker[L], word: bytes, what: bytes, line: L) -> None:
        session = self._sessions.get(speaker.process)
        if session is None or (what == b"connect from " and session.spoken and not word):
            session = self._opened(speaker, session)
        session.lines += 1
        if word and (word in speaker.messages or (word not in _NONE and _ID(word))):
            self._named(session, speaker, word, what, line)
        else:
            session.own.append(line)
            if what == b"disconnect from " and not word:
                self._close(speaker.process, left=True)
                return
            if not session.spoken:
                session.spoken = word != b"warning" or what not in _NAME
        if session.lines >= LINES:
            self._close(speaker.process, over=False)

    def _opened(self, speaker: Speaker[L], session: Session[L] | None) -> Session[L]:
        """A new session; an old one's disconnect was lost."""
        if session is not None:
            self._close(speaker.process)
        if len(self._sessions) >= SESSIONS:
            self._close(next(iter(self._sessions)))
        session = self._sessions[speaker.process] = Session(speaker.voice, next(self._numbers))
        return session

    def _named(self, session: Session[L], speaker: Speaker[L], word: bytes, what: bytes, line: L) -> None:
        """A line of a session that names a message."""
        if what == b"client=":
            self._accepted(session, self._start(speaker, word), line)
            return
        message = speaker.messages.get(word) or self._new(speaker, word)
        if session.first is None:
            message.records += session.log
            if message.held:  # another session's: this one's further lines are its own
                session.log = session.own = []
                session.spoken = False
            else:
                self._own(session, message)
        message.records.append(line)

    def _accepted(self, session: Session[L], message: Group[L], line: L) -> None:
        if session.last is not None and not session.last.entered:
            self._end(session.last, "refused")
        if session.first is None:
            message.records += session.log
            self._own(session, message)
        else:
            message.opening = session.opening
        message.records.append(line)
        session.last = message

    def _own(self, session: Session[L], message: Group[L]) -> None:
        session.first = message
        session.opening, session.own, session.spoken = session.log, message.records, True
        message.held = True

    def _close(self, process: bytes, over: bool = True, left: bool = False) -> None:
        """A session ends; `left`: the client took its leave."""
        session = self._sessions.pop(process)
        if session.first is None:
            if not session.log:
                return
            alone = self._alone(session.voice, session.log, session.number)
            alone.ended = "closed" if left else ""
            self._out.append(alone)
            return
        session.first.held = False
        for message in (session.first, session.last):
            if over and message is not None and message.begun and not message.entered:
                self._end(message, "refused")
        if session.first.told:
            self._give(session.first)

    def _alone(self, who: Voice, lines: list[L], number: int = 0) -> Group[L]:
        return Group(who.host, who.instance, b"", number or next(self._numbers), lines, begun=True)

    def _pickup(self, speaker: Speaker[L], word: bytes, what: bytes, line: L) -> None:
        if what == b"uid=" and word and _ID(word):
            self._start(speaker, word).records.append(line)
        else:
            self._other(speaker, word, what, line)

    def _cleanup(self, speaker: Speaker[L], word: bytes, what: bytes, line: L) -> None:
        message = speaker.messages.get(word) or self._earlier(speaker, word)
        if message is None:
            return
        if what == b"message-id=":
            if message.ended in ("removed", "requeued") or (message.active and message.named):
                message = self._start(speaker, word)  # a bounce or a forwarded copy: nobody else says that it is new
            message.named = True
            message.begun = message.begun or not message.entered
        message.records.append(line)
        message.entered = True
        if message.ended == "refused":
            message.ended = ""
        if what.endswith((b"reject: ", b"discard: ")):
            self._end(message, "rejected" if what.endswith(b"reject: ") else "discarded")
        elif what.startswith(b"removed"):
            self._end(message, _undone(what))

    def _smtp(self, speaker: Speaker[L], word: bytes, what: bytes, line: L) -> None:
        message = speaker.messages.get(word) or self._earlier(speaker, word)
        if message is None:
            self._wait(speaker, line)
            return
        if self._waiting and (earlier := self._waiting.pop(speaker.process, None)):
            message.records += earlier[1]
        message.records.append(line)

    def _wait(self, speaker: Speaker[L], line: L) -> None:
        """A line of an smtp process that names no message yet."""
        _, waiting = self._waiting.setdefault(speaker.process, (speaker.voice, []))
        waiting.append(line)
        if len(waiting) >= WAITING or len(self._waiting) > PROCESSES:
            gone = speaker.process if len(waiting) >= WAITING else next(iter(self._waiting))
            self._out.append(self._alone(*self._waiting.pop(gone)))

    def _qmgr(self, speaker: Speaker[L], word: bytes, what: bytes, line: L) -> None:
        if message := speaker.messages.get(word) or self._earlier(speaker, word):
            message.records.append(line)
            message.entered = True
            if speaker.qmgr:
                message.active = True
            if what or message.ended:
                self._told(message, what)

    def _other(self, speaker: Speaker[L], word: bytes, what: bytes, line: L) -> None:
        if message := speaker.messages.get(word) or self._earlier(speaker, word):
            message.records.append(line)
            if what or message.ended:
                self._told(message, what)

    def _postsuper(self, speaker: Speaker[L], word: bytes, what: bytes, line: L) -> None:
        self._other(speaker, word, what, line)
        if what == b"requeued" and (message := speaker.messages.get(word)):
            self._end(message, "requeued")

    def _earlier(self, speaker: Speaker[L], word: bytes) -> Group[L] | None:
        """A message that began before the log, where the word is an id."""
        return self._new(speaker, word) if word and _ID(word) else None

    def _told(self, message: Group[L], what: bytes) -> None:
        if message.ended == "refused" and message.entered:
            message.ended = ""
        if what.startswith(b"removed"):
            self._end(message, _undone(what))


def _undone(what: bytes) -> str:
    """How `removed (canceled)` ends a message."""
    return "canceled" if b"(canceled" in what else "discarded" if b"(discarded" in what else "removed"
