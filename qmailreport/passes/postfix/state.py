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

from .bounded import F_BYTES, Flow, Where
from .direction import direction
from .totals import R_BYTES, R_DEFERRED, R_SENT, S_BOUNCED, S_DEFERRED, S_DELAY, S_MOST, S_SENT, Totals

# A message: a list, for speed.  SIZE is the latest `size=` and FIRST the one of the first activation; -1 before.
# Likewise FROM and SENDER.  WAITS is why it waits: of the latest deferral the recipient's domain, the provider, what it
# said and its code.  PATHS are the directions it was counted for.  OWED is what only the row to the left can resolve.
KIND, SIZE, FIRST, DEFERRED, SENDER, BORN, WAITS, OWED, ANNOUNCED, CLAIMED, FROM, PATHS = range(12)
Message = list[Any]
Waits = tuple[bytes, str, str, str]
LEFT, UNKNOWN, SMTPD, SUBMISSION, PICKUP, REINJECTED, INSIDE, LOGIN = range(8)  # INSIDE: at smtpd, from loopback
WRITTEN = frozenset((SUBMISSION, PICKUP, LOGIN))  # by users of this house
# What is owed: an attempt, as (R_SENT, R_BOUNCED or R_DEFERRED, recipient, where, delay, times); or one of these.
WROTE, LAPSED = -1, -2  # (WROTE, recipient); (LAPSED, at, sample)
Attempt = tuple[int, bytes, Where, int, int]
ACCEPTED = {
    SMTPD: "accepted_smtpd",
    LOGIN: "accepted_smtpd",
    INSIDE: "accepted_smtpd",
    SUBMISSION: "accepted_submission",
    PICKUP: "accepted_pickup",
}
EARLIER, LATER = 1, 2  # claimed before, or only after it was announced
# A session: bits.
OPEN, LOOPBACK, REAL, BACK = 1, 2, 4, 8

# Of what is delivered: its recipient's row, that of its flow, the recipient, the way and its domain.
End = tuple[list[int], Flow, bytes, Where]


class AtHand:
    """What a scan knows again, for speed: rows of the totals and words of the log.  No part of the state."""

    __slots__ = ("ends", "level", "spans", "ways")

    def __init__(self) -> None:
        self.level = (0, 0)  # of the tables whose rows these are
        self.ends: dict[bytes, End] = {}  # recipient and relay, as they stand in the log
        self.ways: dict[bytes, tuple[bytes, int]] = {}  # a `relay=`: the way's name, and whether it may be a filter
        self.spans: dict[bytes, tuple[int, int]] = {}  # a `delay=` in ns, exact and rounded

    def __reduce__(self) -> tuple[type[AtHand], tuple[()]]:
        return AtHand, ()

    def clear(self, level: tuple[int, int]) -> None:
        """Forgets rows that are no more."""
        self.level = level
        self.ends.clear()


def message(kind: int, born: Any = None) -> Message:
    """A row without history."""
    return [kind, -1, -1, False, b"", born, None, None, False, 0, b"", 0]


@dataclass(slots=True)
class Queue:
    """One instance's queue; see the module's text."""

    whole: bool = False
    messages: dict[bytes, Message] = field(default_factory=dict)
    heads: dict[bytes, Message] = field(default_factory=dict)
    inside: dict[bytes, Message] = field(default_factory=dict)  # of kind INSIDE, ended; a filter may yet claim them
    gone: set[bytes] = field(default_factory=set)  # ids that were given out here
    told: set[bytes] = field(default_factory=set)  # ids that bounce(8) and local(8) gave out
    sessions: dict[bytes | None, int] = field(default_factory=dict)
    session_heads: dict[bytes | None, int] = field(default_factory=dict)  # by pid; of lines without: None
    totals: Totals = field(default_factory=Totals)
    written: set[bytes] = field(default_factory=set)  # whom our users wrote to
    hand: AtHand = field(default_factory=AtHand, compare=False, repr=False)
    own: frozenset[bytes] = frozenset()  # this house's domains, where they are configured

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
        self.messages[qid] = [kind, -1, -1, False, b"", at, None, None, False, 0, b"", 0]
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
        elif qid in self.heads and qid not in self.gone:  # it ended here, and no other message took the id
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
        row = totals.senders.row(sender)
        row[0] += n
        row[1] += n * size

    def deferred(self, row: Message) -> None:
        """The first deferral of a message."""
        row[DEFERRED] = True
        if row[KIND] != LEFT:
            self.totals.count("deferred_messages")

    def credit(self, row: Message, attempt: Attempt) -> None:
        """What an attempt says of its message's sender, and with its size."""
        result, rcpt, where, delay, n = attempt
        totals = self.totals
        known = totals.senders.row(row[FROM])
        if result == R_SENT:
            size = n * row[SIZE]
            totals.rcpts.row(rcpt)[R_BYTES] += size
            totals.flows.row(where)[F_BYTES] += size
            known[S_SENT] += n
            known[S_DELAY] += n * delay
            known[S_MOST] = max(known[S_MOST], delay)
        else:
            known[S_DEFERRED if result == R_DEFERRED else S_BOUNCED] += n
        if self.own:
            self.direct(row, result, rcpt, n)

    def direct(self, row: Message, result: int, rcpt: bytes, n: int) -> None:
        """Counts an attempt by its direction; the message once for each."""
        name, bit = direction(row[FROM], rcpt, self.own)
        totals = self.totals
        if not row[PATHS] & bit:
            row[PATHS] |= bit
            totals.count(f"direction.{name}.messages")
        if result == R_SENT:
            totals.count(f"direction.{name}.recipients", n)
            totals.count(f"direction.{name}.bytes", n * row[SIZE])
            if name == "out" and row[FROM]:
                self.written.add(rcpt)

    def wrote(self, row: Message, rcpt: bytes) -> None:
        """A recipient elsewhere of a message that a user of this house may have written."""
        if row[KIND] in WRITTEN:
            self.written.add(rcpt)
        elif row[KIND] == LEFT and not row[ANNOUNCED]:
            self.owe(row, (WROTE, rcpt))

    def owe(self, row: Message, entry: tuple[Any, ...]) -> None:
        """Leaves it to the row to the left."""
        if row[OWED] is None:
            row[OWED] = []
        row[OWED].append(entry)

    def lapse(self, row: Message, at: int, sample: bytes) -> None:
        """The message was given up as too old; why is what its latest deferral said."""
        if row[WAITS] is None and row[KIND] == LEFT:
            return self.owe(row, (LAPSED, at, sample))
        _, provider, phrase, code = row[WAITS] or (b"", "", "not deferred in what was read", "")
        self.totals.reasons.count(("expired", phrase, code), 1, at, sample)
        self.totals.refusals.count(("expired", provider, phrase, code), 1, at, sample)
        return None

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
