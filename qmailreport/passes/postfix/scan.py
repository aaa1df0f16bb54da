"""One chunk of Postfix's log into a Queue.  Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from ...fold import Lines
from .reasons import grouped
from .state import (
    ACCEPTED,
    BACK,
    BORN,
    DEFERRED,
    FIRST,
    INSIDE,
    KIND,
    LEFT,
    OPEN,
    PICKUP,
    REAL,
    REINJECTED,
    SENDER,
    SIZE,
    SMTPD,
    SUBMISSION,
    UNKNOWN,
    UNSIZED,
    WAITS,
    Queue,
)
from .totals import QUARTER
from .watch import Match, Watcher, end_of

Event = Callable[[Match], None]
Where = tuple[bytes | Any, ...]  # host and instance
OTHER = "sent_by_agent.other"
AGENTS = {
    name.encode(): "sent_by_agent." + name
    for name in ("smtp", "lmtp", "local", "virtual", "pipe", "discard", "error", "retry")
}
SUBMITTED = frozenset((b"submission/", b"submissions/", b"smtps/"))
# A loopback relay that answers like this passes mail on; a mailbox server says that it stored it.
FILTER = re.compile(rb"queued as ([0-9A-Za-z]{1,24})|Ok, discarded|discarded,|DISCARD")
FILTERING = (b"smtp", b"lmtp")
PLAIN = frozenset((UNKNOWN, SMTPD, SUBMISSION, PICKUP, REINJECTED))  # kinds of which nothing is kept at their end


class Scanner(Watcher):
    """Carries the matches of one chunk that are of one host and instance into that instance's queue."""

    __slots__ = ()

    def events(self) -> list[Event]:
        """What to do by `lastindex`; the list is not kept here, as it would be a cycle that holds the chunk."""
        table: list[Event] = [self._quiet] * (max(self.group.values()) + 1)
        for name, number in self.group.items():
            table[number] = getattr(self, "_" + name, self._quiet)
        return table

    # ----- messages

    def _client(self, match: Match, kind: int = SMTPD) -> None:
        qid, pid, service = match.group(*self.arrival)
        if self.sessions.get(pid) == OPEN:
            self.sessions[pid] = OPEN | REAL
        else:
            self.queue.spoke(pid, REAL)
        self._arrived(qid, SUBMISSION if service in SUBMITTED else kind, match)

    def _inside(self, match: Match) -> None:
        """From a loopback address: handed back by a filter, or written here."""
        rest, service = match.group(self.group["inside"], self.group["service"])
        linked = b"orig_queue_id=" in rest
        if b"orig_client=" in rest and not linked:  # the proxy filter had no queue id
            return self._client(match)
        if not linked and (not service or service in SUBMITTED):  # a filter's `queued as` may yet tell
            return self._client(match, INSIDE)
        qid, pid = match.group(self.group["qid"], self.group["pid"])
        self.queue.spoke(pid, BACK)
        if qid != b"NOQUEUE":
            self._count("reinjected")
            self._count("queue_ids")
            self.queue.origin(qid, REINJECTED, match)
        return None

    def _pickup(self, match: Match) -> None:
        self._arrived(match[self.group["qid"]], PICKUP, match)

    def _arrived(self, qid: bytes, kind: int, match: Match) -> None:
        if qid == b"NOQUEUE":  # passed to the proxy filter, which hands it back under an id
            return self._count("proxied")
        counts = self.counts
        counts["received"] += 1
        counts["queue_ids"] += 1
        self.queue.origin(qid, kind, match)
        return None

    def _active(self, match: Match) -> None:
        qid, digits, sender = match.group(*self.activation)
        row = self.messages.get(qid)
        if row is None:
            row = self.queue.touch(qid, match)
        row[SIZE] = size = int(digits)
        if row[FIRST] < 0:
            row[FIRST] = size
            row[SENDER] = sender = sender.lower()
            if row[BORN] is None:
                row[BORN] = match
            name = ACCEPTED.get(row[KIND])
            if name is not None:
                self._accepted(name, sender, size)

    def _accepted(self, name: str, sender: bytes, size: int) -> None:
        """What Queue.accepted does, at hand."""
        counts, senders = self.counts, self.totals.senders
        counts[name] += 1
        counts["bytes_accepted"] += size
        known = senders.get(sender)
        if known is None:
            senders[sender] = [1, size]
        else:
            known[0] += 1
            known[1] += size

    def _removed(self, match: Match) -> None:
        qid, daemon = match.group(*self.removal)
        self.counts["removed" if daemon != b"postsuper" else "deleted"] += 1
        row = self.messages.get(qid)
        if row is not None and row[KIND] in PLAIN:
            del self.messages[qid]
        else:
            self.queue.end(qid)

    def _undone(self, match: Match) -> None:
        if match[self.group["undone"]] == b"canceled":
            self._count("canceled")
        self.queue.end(match[self.group["qid"]])

    def _expired(self, match: Match) -> None:
        self._count("expired")

    def _notice(self, match: Match) -> None:
        qid = match[self.group["notice"]]
        start = match.end(self.group["qid"])
        self._count("bounce_messages" if b"non-delivery" in match.string[start : match.end()] else "delay_notices")
        self._count("queue_ids")
        self.queue.announce(qid)

    def _freed(self, match: Match) -> None:
        """`released from hold`, `requeued` (under a new id, by pickup)."""
        self._count(match[self.group["freed"]].decode().partition(" ")[0])

    # ----- deliveries

    def _sent(self, match: Match) -> None:
        qid, rcpt, loop, delay, agent, stamp = match.group(*self.status)
        n, counts = self.n, self.counts
        if (
            loop is not None
            and agent in FILTERING
            and (found := FILTER.search(match.string, match.end(), end_of(match)))
        ):
            if found[1] is not None:
                self.queue.claim(found[1])
            return self._count("deliveries_to_filter")
        copy = match[self.group["copy"]]
        if copy is not None:
            return self._forwarded(copy)
        queue, totals = self.queue, self.totals
        row = self.messages.get(qid)
        if row is None:
            row = queue.touch(qid, match)
        counts["deliveries_final"] += n
        counts[AGENTS.get(agent, OTHER)] += n
        rcpt = rcpt.lower()
        known = totals.rcpts.get(rcpt)
        if known is None:
            known = totals.rcpts[rcpt] = [0, 0, 0, 0]
        known[0] += n
        size = row[SIZE]
        if size >= 0:
            known[3] += n * size
            counts["bytes_delivered_final"] += n * size
        elif row[KIND] == LEFT:
            row[UNSIZED] = (row[UNSIZED] or []) + [rcpt] * n
        domain = rcpt.rpartition(b"@")[2]
        delays = totals.delays.get(domain)
        if delays is None:
            delays = totals.delays[domain] = {}
        delays[delay] = delays.get(delay, 0) + n
        quarter = self.minutes.get(stamp[:12]) if len(stamp) == 15 else None
        (quarter or self._quarter(match, stamp))[0] += n
        return None

    def _filtered(self, match: Match) -> bool:
        """Whether a loopback relay passed the mail on; it names the id that the mail came back under."""
        found = FILTER.search(match.string, match.end(), end_of(match))
        if found and found[1]:
            self.queue.claim(found[1])
        return found is not None

    def _forwarded(self, copy: bytes) -> None:
        for name in ("forwarded", "forwarded_copies", "queue_ids"):
            self._count(name)
        self.queue.announce(copy)

    def _quarter(self, match: Match, stamp: bytes) -> list[int]:
        """The quarter hour's row; found by the stamp's first bytes where they are all that tells its minute."""
        if len(stamp) == 15:
            key = stamp[:12]
        else:
            key = stamp[:16] + stamp[-6:] if stamp[:1] < b":" and stamp[-6:-5] in (b"+", b"-") else stamp
        row = self.minutes.get(key)
        if row is None:
            quarter = self.at(match) // QUARTER
            row = self.totals.quarters.get(quarter)
            if row is None:
                row = self.totals.quarters[quarter] = [0, 0, 0]
            if len(self.minutes) > 5000:
                self.minutes.clear()
            self.minutes[key] = row
        return row

    def _deferred(self, match: Match) -> None:
        self._count("deferrals")
        qid, rcpt = self._undelivered(match, "deferred", 2)
        queue = self.queue
        row = queue.messages.get(qid)
        if row is None:
            row = queue.touch(qid, match)
        if not row[DEFERRED]:
            queue.deferred(row)
        if row[BORN] is None:
            row[BORN] = match
        row[WAITS] = rcpt.rpartition(b"@")[2]

    def _bounced(self, match: Match) -> None:
        self._count("bounced_recipients")
        self._undelivered(match, "bounced", 1)

    def _undelivered(self, match: Match, result: str, place: int) -> tuple[bytes, bytes]:
        qid, rcpt, _, _, _, stamp = match.group(*self.status)
        rcpt = rcpt.lower()
        row = self.totals.rcpts.get(rcpt)
        if row is None:
            row = self.totals.rcpts[rcpt] = [0, 0, 0, 0]
        row[place] += self.n
        self._quarter(match, stamp)[place] += self.n
        why, dsn = match.group(self.group[result], self.group["dsn"])
        self.totals.reasons.count((result, *grouped(why, dsn)), self.n, self.at(match), why[:400])
        return qid, rcpt

    def dated(self) -> None:
        """Matches that stand for their time become it, so that nothing holds the chunk."""
        at, queue = self.at, self.queue
        for rows in (queue.messages, queue.heads):
            for row in rows.values():
                if isinstance(row[BORN], re.Match):
                    row[BORN] = at(row[BORN])


def run(
    matches: Iterable[Match], lines: Lines, group: dict[str, int], queue_of: Callable[[bytes, bytes], Queue]
) -> None:
    """The hot loop: one call an event, by host and instance."""
    by_host, by_instance = group["host"], group["instance"]
    scanners: dict[Where, tuple[Scanner, list[Event]]] = {}
    repeats = b"message repeated " in lines.content
    here: Where | None = None
    count = 0
    for match in matches:
        where = match.group(by_host, by_instance)
        if where != here:
            if here is not None:
                scanners[here][0].counts["lines"] += count
            here, count = where, 0
            if where not in scanners:
                new = Scanner(queue_of(where[0] or b"", where[1] or b""), lines, group)
                scanners[where] = new, new.events()
            scanner, table = scanners[where]
        count += 1
        if repeats:
            scanner.n = lines.times(match)
        table[match.lastindex](match)  # type: ignore[index]  # every alternative is a group
    if here is not None:
        scanners[here][0].counts["lines"] += count
    for scanner, _ in scanners.values():
        scanner.dated()
