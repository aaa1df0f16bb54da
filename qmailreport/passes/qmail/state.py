"""qmail's queue as one stretch of its log shows it: matchup's tables, open to the left.  Pure.

matchup(1) knows all that came before; a stretch does not.  What it cannot resolve it keeps, so that
`merge` can replay it on the stretch to its left:

`ends`   ends of deliveries whose start lies to the left, in order.  Their places are the *epochs*: a
         thing of epoch e happened behind the first e of them.
`early`  deliveries whose message was queued to the left, and that message's end.
`gone`   messages that this stretch knows to be absent, with the epoch of its first word on them.
`dead`   messages that ended here while an unresolved end had passed: it may yet be credited to them,
         because matchup credits an end to whichever message then bears the number.

A state of which `whole` is true begins with the log: what it does not know does not exist.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Any

from ..histogram import BITS
from .reasons import accepted, grouped
from .totals import (
    QUARTER,
    R_SBYTES,
    R_XDELAY,
    S_BYTES,
    S_MESSAGES,
    S_RBYTES,
    S_RECIPIENTS,
    S_SBYTES,
    S_TRIES,
    S_XDELAY,
    Totals,
)

# A message: a list, for speed.
BIRTH, BYTES, SENDER, ROW, K, D, Z, WAITS, WHOSE, FIRST, BORN = range(11)
OWN, MINE = 1, 2  # WHOSE: sent by this program; sent from the domain that the pass is limited to
Message = list[Any]
NOWHERE = (0, b"")  # no deferral yet

SUCCESS, FAILURE, DEFERRAL = range(3)
STRANGE = 3  # a result that no qmail-send writes: the delivery is over, and counts as none
Try = tuple[int, int, int, bytes, bytes]  # result, start, done, recipient, reason
LONG_RUNS = 1024


@dataclass(slots=True)
class Early:
    """What happened here to a message that was queued to the left."""

    tries: list[Try] = field(default_factory=list)
    end: int | None = None  # ns; its `end msg`


@dataclass(slots=True)
class End:
    """The end of a delivery that started to the left."""

    number: int
    result: int
    done: int
    why: bytes


@dataclass(slots=True)
class Started:
    """The delivery numbers that were started here: runs, as qmail-send counts them up."""

    runs: list[list[int]] = field(default_factory=list)
    tidy: int = 0  # runs[:tidy] are sorted and disjoint
    every: bool = False  # `running` or `exiting` closed all deliveries

    def jump(self, number: int) -> list[int]:
        """Begins a run at `number`."""
        run = [number, number]
        self.runs.append(run)
        return run

    def __contains__(self, number: int) -> bool:
        if self.every:
            return True
        if len(self.runs) - self.tidy > LONG_RUNS:
            self.tidy_up()
        place = bisect_right(self.runs, number, hi=self.tidy, key=lambda run: run[0]) - 1
        if place >= 0 and self.runs[place][1] >= number:
            return True
        return any(low <= number <= high for low, high in self.runs[self.tidy :])

    def tidy_up(self) -> None:
        """Sorts the runs and joins those that touch; the last one, which may grow, stays last."""
        last = self.runs[-1:]
        joined: list[list[int]] = []
        for low, high in sorted(self.runs[:-1]):
            if joined and low <= joined[-1][1] + 1:
                joined[-1][1] = max(joined[-1][1], high)
            else:
                joined.append([low, high])
        self.runs = joined + last
        self.tidy = len(joined)


@dataclass(slots=True)
class Queue:
    """One host's queue; see the module's text."""

    whole: bool = False
    domain: bytes = b""  # b"@example.org": only its mail is counted
    messages: dict[bytes, Message] = field(default_factory=dict)
    deliveries: dict[int, tuple[bytes, int, bytes]] = field(default_factory=dict)  # message, start, recipient
    started: Started = field(default_factory=Started)
    ends: list[End] = field(default_factory=list)
    ended: set[int] = field(default_factory=set)  # the numbers in `ends`
    early: dict[bytes, Early] = field(default_factory=dict)
    gone: dict[bytes, int] = field(default_factory=dict)
    dead: dict[bytes, list[tuple[Message, int, bool]]] = field(default_factory=dict)  # until which epoch, completed
    totals: Totals = field(default_factory=Totals)
    status_at: int | None = None  # the first status line
    status_first: int = 0  # which channels were full at it: 1 local, 2 remote
    status_since: int = 0  # since when `status_now` holds
    status_now: int = 0

    def first(self, message: bytes) -> int | None:
        """The epoch of the first word on `message`; None if there was none."""
        known = self.messages.get(message)
        return known[FIRST] if known is not None else self.gone.get(message)

    def born(self, message: bytes, birth: int, size: int, sender: bytes, whose: int) -> None:
        """`info msg`: creates, or overwrites, in which case the counters start again."""
        epoch = len(self.ends)
        old = self.messages.get(message)
        if old is not None:
            first = old[FIRST]
            self._bury(message, old, False)
            del self.gone[message]
        else:
            first = self.gone.pop(message, epoch)
        row = self.totals.senders.get(sender)
        if row is None:
            row = self.totals.senders[sender] = [0] * 7
        self.messages[message] = [birth, size, sender, row, 0, 0, 0, NOWHERE, whose, first, epoch]

    def forget(self, message: bytes) -> None:
        """`new msg`: a leftover of that number is dropped in silence."""
        known = self.messages.pop(message, None)
        if known is not None:
            self._bury(message, known, False)
        elif message not in self.gone:
            self.gone[message] = len(self.ends)

    def ended_message(self, message: bytes, at: int) -> None:
        """`end msg`."""
        known = self.messages.pop(message, None)
        if known is not None:
            self.complete(known, at)
            self._bury(message, known, True)
        elif message not in self.gone:
            self.gone[message] = len(self.ends)
            if not self.whole:
                self.early.setdefault(message, Early()).end = at

    def _bury(self, message: bytes, known: Message, completed: bool) -> None:
        self.gone[message] = known[FIRST]
        epoch = len(self.ends)
        if known[BORN] < epoch:
            self.dead.setdefault(message, []).append((known, epoch, completed))

    def complete(self, known: Message, at: int) -> None:
        """Adds a completed message, matchup's m line."""
        if self.domain and not known[WHOSE] & MINE:
            return
        totals = self.totals
        birth, size, row, k, d, z = known[BIRTH], known[BYTES], known[ROW], known[K], known[D], known[Z]
        totals.messages += 1
        totals.size += size
        totals.recipients += k + d
        totals.message_tries += k + d + z
        totals.rbytes += size * k
        totals.qtime += at - birth
        totals.own += known[WHOSE] & OWN
        self._span(birth, at)
        row[S_MESSAGES] += 1
        row[S_BYTES] += size
        row[S_SBYTES] += size * k
        row[S_RBYTES] += size * (k + d)
        row[S_RECIPIENTS] += k + d
        row[S_TRIES] += k + d + z

    def late(self, known: Message, result: int) -> None:
        """A result that is credited to a message already completed."""
        if result == STRANGE or (self.domain and not known[WHOSE] & MINE):
            return
        totals, row, size = self.totals, known[ROW], known[BYTES]
        totals.message_tries += 1
        row[S_TRIES] += 1
        if result != DEFERRAL:
            totals.recipients += 1
            row[S_RECIPIENTS] += 1
            row[S_RBYTES] += size
        if result == SUCCESS:
            totals.rbytes += size
            row[S_SBYTES] += size

    def finished(self, opened: tuple[bytes, int, bytes], result: int, done: int, why: bytes) -> None:
        """A delivery that ended, matchup's d line."""
        message, start, rcpt = opened
        known = self.messages.get(message)
        if known is not None:
            self.credit(known, result, start, done, rcpt, why)
        elif self.whole or message in self.gone:
            self.orphan(result, start, done, rcpt, why)
        else:
            early = self.early.get(message)
            if early is None:
                early = self.early[message] = Early()
            early.tries.append((result, start, done, rcpt, why))

    def credit(self, known: Message, result: int, start: int, done: int, rcpt: bytes, why: bytes) -> None:
        """Credits a delivery to a message."""
        if result == STRANGE:
            return
        known[K + result] += 1
        whose = known[WHOSE]
        if result == DEFERRAL and (done, rcpt) > known[WAITS]:
            known[WAITS] = (done, rcpt)
        if self.domain and not (whose & MINE or rcpt.endswith(self.domain)):
            return
        totals, xdelay, birth = self.totals, done - start, known[BIRTH]
        known[ROW][S_XDELAY] += xdelay
        totals.xdelay += xdelay
        if totals.first is None or birth < totals.first:
            totals.first = birth
        if totals.last is None or done > totals.last:
            totals.last = done
        quarter = totals.quarters.get(done // QUARTER)
        if quarter is None:
            quarter = totals.quarters[done // QUARTER] = [0, 0, 0]
        quarter[result] += 1
        row = totals.rcpts.get(rcpt) if not whose & OWN else [0] * 5
        if row is None:
            row = totals.rcpts[rcpt] = [0] * 5
        row[result] += 1
        row[R_XDELAY] += xdelay
        if result == SUCCESS:
            size, delay = known[BYTES], done - birth
            row[R_SBYTES] += size
            totals.ddelay += delay
            totals.bytes_out += size
            if not whose & OWN:
                self._delay(rcpt, delay)
            if totals.slowest is None or delay > totals.slowest:
                totals.slowest = delay
        if why:
            totals.reason((result, *(grouped(why) if result else accepted(why))), 1, xdelay, done, why)

    def orphan(self, result: int, start: int, done: int, rcpt: bytes, why: bytes) -> None:
        """A delivery of a message that nothing is known of: its birth is its start, its size 0."""
        nobody = [start, 0, b"", [0] * 7, 0, 0, 0, NOWHERE, 0, 0, 0]
        self.credit(nobody, result, start, done, rcpt, why)

    def _delay(self, rcpt: bytes, delay: int) -> None:
        totals = self.totals
        host = rcpt.rpartition(b"@")[2]
        delays = totals.delays.get(host)
        if delays is None:
            delays = totals.delays[host] = {}
        shift = delay.bit_length() - BITS
        if shift > 0:
            delay = delay >> shift << shift
        delays[delay] = delays.get(delay, 0) + 1

    def _span(self, first: int, last: int) -> None:
        totals = self.totals
        if totals.first is None or first < totals.first:
            totals.first = first
        if totals.last is None or last > totals.last:
            totals.last = last

    def full(self, at: int, now: int) -> None:
        """A status line by which the channels `now` (1 local, 2 remote) are at their limit."""
        if self.status_at is None:
            self.status_at, self.status_first = at, now
        else:
            self.account(at)
        self.status_since, self.status_now = at, now

    def account(self, until: int) -> None:
        """Adds the time since the last change to the channels that were full."""
        if self.status_now & 1:
            self.totals.local.full += until - self.status_since
        if self.status_now & 2:
            self.totals.remote.full += until - self.status_since
