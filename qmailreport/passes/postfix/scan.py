"""One chunk of Postfix's log into a Queue.  Pure."""

from __future__ import annotations

import re
from collections.abc import Callable

from ...fold import Timer
from .attempts import Attempts
from .bounded import LARGE, least
from .state import (
    ACCEPTED,
    BACK,
    BORN,
    FIRST,
    FROM,
    INSIDE,
    KIND,
    LEFT,
    LOGIN,
    OPEN,
    PICKUP,
    REAL,
    REINJECTED,
    SENDER,
    SIZE,
    SMTPD,
    SUBMISSION,
    UNKNOWN,
)
from .totals import CROWDED
from .watch import USED, Match, end_of

Event = Callable[[Match], None]
SUBMITTED = frozenset((b"submission", b"submissions", b"smtps"))
PLAIN = frozenset(
    (UNKNOWN, SMTPD, SUBMISSION, PICKUP, REINJECTED, LOGIN)
)  # kinds of which nothing is kept at their end


class Scanner(Attempts):
    """Carries the matches of one chunk that are of one host and instance into that instance's queue."""

    __slots__ = ()

    def events(self) -> list[Event]:
        """What to do by `lastindex`; the list is not kept here, as it would be a cycle that holds the chunk."""
        table: list[Event] = [self._quiet] * (max(self.group.values()) + 1)
        for name, number in self.group.items():
            table[number] = getattr(self, "_" + name, self._quiet)
        if not (self.lines.repeats or self.own or self.labelled):
            table[self.group["noqueue"]] = self.noqueue.append
        return table

    # ----- messages

    def _client(self, match: Match) -> None:
        qid, pid, daemon, login = match.group(*self.arrival)
        queue = self.queue
        if daemon != b"smtpd" or qid == b"NOQUEUE" or queue.inside:
            return self._received(qid, pid, daemon, LOGIN if login else SMTPD, match)
        if self.sessions.get(pid) == OPEN:  # from here on: what `_received` does, at hand
            self.sessions[pid] = USED
        else:
            queue.spoke(pid, REAL)
        self.counts["received"] += 1
        messages = self.messages
        row = messages.get(qid)
        if row is not None and row[KIND] == LEFT:
            queue.heads[qid] = row
        messages[qid] = [LOGIN if login else SMTPD, -1, -1, False, b"", match, None, None, False, 0, b"", 0]
        queue.gone.add(qid)
        return None

    def _received(self, qid: bytes, pid: bytes, daemon: bytes, kind: int, match: Match) -> None:
        if self.sessions.get(pid) == OPEN:
            self.sessions[pid] = USED
        else:
            self.queue.spoke(pid, REAL)
        if daemon != b"smtpd" and daemon.rpartition(b"/")[0] in SUBMITTED:
            kind = SUBMISSION
        self._arrived(qid, kind, match)

    def _inside(self, match: Match, text: Match) -> None:
        """From a loopback address: handed back by a filter, or written here."""
        rest, qid = text.group("inside", "qid")
        pid, daemon = match.group(self.pid, self.daemon)
        service = daemon.rpartition(b"/")[0]
        linked = b"orig_queue_id=" in rest
        if b"orig_client=" in rest and not linked:  # the proxy filter had no queue id
            return self._received(qid, pid, daemon, SMTPD, match)
        if not linked and (not service or service in SUBMITTED):  # a filter's `queued as` may yet tell
            return self._received(qid, pid, daemon, INSIDE, match)
        self.queue.spoke(pid, BACK)
        self._back(qid, match)
        return None

    def _pickup(self, match: Match, text: Match) -> None:
        self._arrived(text["qid"], PICKUP, match)

    def _arrived(self, qid: bytes, kind: int, match: Match) -> None:
        if qid == b"NOQUEUE":  # passed to the proxy filter, which hands it back under an id
            return self._count("proxied")
        self.counts["received"] += 1
        self.queue.origin(qid, kind, match)
        return None

    def _active(self, match: Match) -> None:
        qid, digits, sender = match.group(*self.activation)
        row = self.messages.get(qid)
        if row is None:
            row = self.queue.touch(qid, match)
        row[SIZE] = size = int(digits)
        row[FROM] = sender = sender.lower()
        if row[FIRST] < 0:
            row[FIRST] = size
            row[SENDER] = sender
            if row[BORN] is None:
                row[BORN] = match
            name = ACCEPTED.get(row[KIND])
            if name is not None:
                return self._accepted(name, sender, size)
        # Every sender has a row, if one of nothing: what is taken back later must not tell how coarse the table is.
        if sender not in self.senders:
            self.senders.row(sender)
        return None

    def _accepted(self, name: str, sender: bytes, size: int) -> None:
        """What Queue.accepted does, at hand."""
        senders = self.totals.senders
        self.counts[name] += 1
        known = senders.get(sender)
        if known is None:
            known = senders.row(sender)
        known[0] += 1
        known[1] += size

    def _removed(self, match: Match) -> None:
        qid, daemon, why = match.group(*self.removal)
        if why:
            return self._undone(qid, why)
        self.counts["removed" if daemon != b"postsuper" else "deleted"] += 1
        row = self.messages.get(qid)
        if row is not None and row[KIND] in PLAIN:
            del self.messages[qid]
        else:
            self.queue.end(qid)
        return None

    def _undone(self, qid: bytes, why: bytes) -> None:
        """`removed (canceled)`, `removed (discarded)`."""
        if b"canceled" in why:
            self._count("canceled")
        self.queue.end(qid)

    def _expired(self, match: Match, text: Match) -> None:
        self._count("expired")
        row = self._row(text["qid"], match)
        start = text.end("qid") + 2
        self.queue.lapse(row, self.at(match), match.string[start : end_of(text)][:400])

    def _notice(self, match: Match, text: Match) -> None:
        self._count("bounce_messages" if b"non-delivery" in text[0] else "delay_notices")
        self.queue.announce(text["notice"])

    def _freed(self, match: Match, text: Match) -> None:
        """`released from hold`, `requeued` (under a new id, by pickup)."""
        self._count(text["freed"].decode().partition(" ")[0])

    def _handed(self, match: Match, text: Match) -> None:
        """From a filter on another host."""
        self._back(text["qid"], match)
        self.queue.spoke(match[self.pid], BACK)

    def _returned(self, match: Match, text: Match) -> None:
        """From a filter that hands mail back by sendmail(1)."""
        self._back(text["qid"], match)

    def _back(self, qid: bytes, match: Match) -> None:
        if qid != b"NOQUEUE":
            self._count("reinjected")
            self.queue.origin(qid, REINJECTED, match)

    def done(self, at: Timer) -> None:
        """Matches that stand for their time become it, so that nothing holds the chunk; what was put aside is added."""
        self.staged()
        for (way, cipher), n in self.ciphers.items():
            name = "in" if way == b"fr" else "out"
            self.totals.tls.count((name.encode(), cipher), n)
            self.counts["tls_" + name] += n
        self.judgements()
        queue = self.queue
        if len(queue.written) > 2 * LARGE:
            queue.written = least(queue.written)
        if len(self.totals.turned) > CROWDED:
            self.totals.trim()
        for rows in (queue.messages, queue.heads):
            for row in rows.values():
                if isinstance(row[BORN], re.Match):
                    row[BORN] = at(row[BORN])
