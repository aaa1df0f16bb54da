"""One Postfix instance's queue as one stretch of its log shows it, open to the left.  Pure.

A queue id is *untouched* (no word of it here), *live* (a row in `messages`) or *absent* (it ended here, or a new
message took it).  The first word on an untouched id, unless it is an origin (`client=`, `uid=`), makes a row of kind
LEFT: it belongs to whatever message the stretch to the left has under that id.  When such a row ends here it moves to
`heads`.  `merge` replays heads and living LEFT rows on the left stretch.

Likewise the sessions of smtpd processes by pid: `session_heads` tells of every pid seen here what happened
before its first connect or disconnect here; `sessions` what is known since.

A state of which `whole` is true begins with the log: what it does not know does not exist.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .totals import R_BYTES, Totals

# A message: a list, for speed.  SIZE is the latest `size=` and FIRST the one of the first activation; -1 before.
KIND, SIZE, FIRST, DEFERRED, SENDER, BORN, WAITS, UNSIZED, ANNOUNCED, CLAIMED = range(10)
Message = list[Any]
LEFT, UNKNOWN, SMTPD, SUBMISSION, PICKUP, REINJECTED, INSIDE = range(7)  # INSIDE: at smtpd, from loopback
ACCEPTED = {
    SMTPD: "accepted_smtpd",
    INSIDE: "accepted_smtpd",
    SUBMISSION: "accepted_submission",
    PICKUP: "accepted_pickup",
}
EARLIER, LATER = 1, 2  # claimed before, or only after it was announced
# A session: bits.
OPEN, LOOPBACK, REAL, BACK = 1, 2, 4, 8


def message(kind: int, born: Any = None) -> Message:
    """A row without history."""
    return [kind, -1, -1, False, b"", born, b"", None, False, 0]


@dataclass(slots=True)
class Queue:
    """One instance's queue; see the module's text."""

    whole: bool = False
    messages: dict[bytes, Message] = field(default_factory=dict)
    heads: dict[bytes, Message] = field(default_factory=dict)
    inside: dict[bytes, Message] = field(default_factory=dict)  # of kind INSIDE, ended; a filter may yet claim them
    gone: set[bytes] = field(default_factory=set)  # ids that were given out here
    told: set[bytes] = field(default_factory=set)  # ids that bounce(8) and local(8) gave out
    sessions: dict[bytes, int] = field(default_factory=dict)
    session_heads: dict[bytes, int] = field(default_factory=dict)
    totals: Totals = field(default_factory=Totals)

    def touch(self, qid: bytes, at: Any) -> Message:
        """The row of an id of which there is none: LEFT for an untouched one."""
        known = self.whole or qid in self.gone or qid in self.heads
        row = self.messages[qid] = message(UNKNOWN if known else LEFT, at)
        return row

    def end(self, qid: bytes) -> None:
        """`removed`, and what else ends a message without an acceptance."""
        row = self.messages.pop(qid, None)
        if row is None:
            if not (self.whole or qid in self.gone or qid in self.heads):
                self.heads[qid] = message(LEFT)
        elif row[KIND] == LEFT:
            self.heads[qid] = row
        elif row[KIND] == INSIDE:
            row[BORN] = None  # not needed any more
            self.inside[qid] = row

    def origin(self, qid: bytes, kind: int, at: Any) -> None:
        """`client=` and the like: whatever bore the id is no more."""
        row = self.messages.get(qid)
        if row is not None and row[KIND] == LEFT:
            self.heads[qid] = row
        if self.inside:
            self.inside.pop(qid, None)
        self.messages[qid] = [kind, -1, -1, False, b"", at, b"", None, False, 0]
        self.gone.add(qid)

    def announce(self, qid: bytes) -> None:
        """A bounce or a forwarded copy bears this id: nothing that was accepted from without."""
        self.told.add(qid)
        row = self.messages.get(qid)
        if row is None:
            if self.whole or qid in self.gone or qid in self.heads:
                return
            row = self.messages[qid] = message(LEFT)
        self.disown(row)

    def claim(self, qid: bytes) -> None:
        """A filter says that it handed mail back under this id."""
        row = self.messages.get(qid)
        if row is not None and row[KIND] == LEFT:
            row[CLAIMED] = row[CLAIMED] or EARLIER + row[ANNOUNCED]
        elif row is not None and row[KIND] == INSIDE:
            self.take_back(row)
        elif qid in self.inside:
            self.take_back(self.inside.pop(qid))
        elif row is None and qid in self.heads:
            head = self.heads[qid]
            head[CLAIMED] = head[CLAIMED] or EARLIER + head[ANNOUNCED]
        elif row is None and not (self.whole or qid in self.gone):
            row = self.messages[qid] = message(LEFT)
            row[CLAIMED] = EARLIER

    def take_back(self, row: Message) -> None:
        """What looked like a message of this host's own came from a filter."""
        self.totals.count("received", -1)
        self.totals.count("reinjected")
        self.disown(row)

    def disown(self, row: Message) -> None:
        """The message is Postfix's own: takes its acceptance back."""
        kind = row[KIND]
        if kind == LEFT:
            row[ANNOUNCED] = True
            return
        if row[FIRST] >= 0:
            self.accepted(kind, row[SENDER], row[FIRST], -1)
        row[KIND] = UNKNOWN

    def accepted(self, kind: int, sender: bytes, size: int, n: int = 1) -> None:
        """Counts a message at its first activation by qmgr."""
        name = ACCEPTED.get(kind)
        if name is None:
            return
        totals = self.totals
        totals.count(name, n)
        totals.count("bytes_accepted", n * size)
        row = totals.senders.get(sender)
        if row is None:
            row = totals.senders[sender] = [0, 0]
        row[0] += n
        row[1] += n * size

    def deferred(self, row: Message) -> None:
        """The first deferral of a message."""
        row[DEFERRED] = True
        if row[KIND] != LEFT:
            self.totals.count("deferred_messages")

    def sized(self, rcpts: list[bytes], size: int) -> None:
        """The bytes of deliveries whose message's size was not known at first."""
        totals = self.totals
        totals.count("bytes_delivered_final", size * len(rcpts))
        for rcpt in rcpts:
            totals.rcpts[rcpt][R_BYTES] += size

    def close(self, session: int) -> None:
        """A session from loopback counts unless it handed mail back."""
        if session & LOOPBACK:
            if session & BACK:
                return
            self.totals.count("smtpd_sessions")
        if not session & (REAL | BACK):
            self.totals.count("sessions_without_message")

    def connected(self, pid: bytes, loopback: bool) -> None:
        """A new session; one still open under that pid lost its `disconnect`."""
        session = self.sessions.get(pid)
        if session:
            self.close(session)
        elif session is None:
            self.session_heads.setdefault(pid, 0)
        self.sessions[pid] = OPEN | LOOPBACK if loopback else OPEN
        if not loopback:
            self.totals.count("smtpd_sessions")

    def disconnected(self, pid: bytes) -> None:
        """The end of a session."""
        session = self.sessions.get(pid)
        if session:
            self.close(session)
        elif session is None:
            self.session_heads.setdefault(pid, 0)
        self.sessions[pid] = 0

    def spoke(self, pid: bytes, bit: int) -> None:
        """A message within a session."""
        session = self.sessions.get(pid)
        if session:
            self.sessions[pid] = session | bit
        elif session is None:
            self.session_heads[pid] = self.session_heads.get(pid, 0) | bit
