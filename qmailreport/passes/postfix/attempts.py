"""Deliveries: what was sent, deferred or bounced, by whom, where to, how long it took and why not.  Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache

from ..histogram import rounded
from .bounded import Flow
from .reasons import grouped
from .relays import LOOPBACK, behind, tried, way
from .state import BORN, DEFERRED, FROM, KIND, LEFT, SIZE, WAITS, WRITTEN, End, Message
from .totals import QUARTER, R_BOUNCED, R_DEFERRED, R_SENT, STAGES
from .verdicts import Verdicts
from .watch import Match, end_of, minute

OTHER = "sent_by_agent.other"
AGENTS = {
    name.encode(): "sent_by_agent." + name
    for name in ("smtp", "lmtp", "local", "virtual", "pipe", "discard", "error", "retry")
}
# A loopback relay that answers like this passes mail on; a mailbox server says that it stored it.
FILTER = re.compile(rb"queued as ([0-9A-Za-z]{1,24})|Ok, discarded|discarded,|DISCARD")
FILTERING = (b"smtp", b"lmtp")
AWAY, NEAR, FILTERS = range(3)  # a relay: any, on loopback, a configured filter
WRITERS = WRITTEN | {LEFT}
REMEMBERED = 20_000  # words whose meaning a chunk's scan keeps at hand


class Attempts(Verdicts):
    """The lines that bear `status=`, of one chunk, host and instance."""

    __slots__ = ()

    def _sent(self, match: Match) -> None:
        qid, ends, delay, daemon, stamp, stages, copy = match.group(*self.status)
        n = self.n
        end = self.ends.get(ends)
        if end is None or copy:
            end = self._end(match, qid, ends, daemon, copy)
            if end is None:
                return
        row = self.messages.get(qid)
        if row is None or row[BORN] is None:
            row = self._row(qid, match)
        self.agents[daemon] += n
        if stages is not None:
            self.stages[stages] += n
        quarter = self.minutes.get(stamp[:12]) if len(stamp) == 15 else None
        (quarter or self._quarter(match, stamp))[0] += n
        self._delivered(row, end, self.spans.get(delay) or self._span(delay))

    def _delivered(self, row: Message, end: End, took: tuple[int, int]) -> None:
        """What an end of a delivery says of its recipient, its relay and its sender."""
        n = self.n
        known, flow, rcpt, pair = end
        span, slot = took
        spent = n * span
        known[0] += n
        known[4] += spent
        if span > known[5]:
            known[5] = span
        flow[0] += n
        flow[4] += spent
        if span > flow[5]:
            flow[5] = span
        slots = flow[6]
        slots[slot] = slots.get(slot, 0) + n
        size = row[SIZE]
        if size >= 0 and (sender := self.senders.get(row[FROM])) is not None:
            size *= n
            known[3] += size
            flow[3] += size
            sender[2] += n
            sender[5] += spent
            if span > sender[6]:
                sender[6] = span
            if self.own:
                self.queue.direct(row, R_SENT, rcpt, n)
        else:
            self._credit(row, R_SENT, rcpt, pair, span)
        if row[KIND] in WRITERS and pair[0][-1:] != b" ":
            self.queue.wrote(row, rcpt)

    def _end(self, match: Match, qid: bytes, ends: bytes, daemon: bytes, copy: bytes) -> End | None:
        """Whose row and which flow's a delivery belongs to; None where it is none, but mail handed on."""
        rcpt, relay = parted(ends)
        where, near = self.ways.get(relay) or self._way(relay)
        if near and self._passed(match, near, daemon.rpartition(b"/")[2]):
            self.queue.wrote(self._row(qid, match), rcpt)
            self._count("deliveries_to_filter")
            return None
        if copy:
            self._forwarded(copy.rpartition(b" ")[2])
            return None
        known = self.totals.rcpts.row(rcpt)
        pair = where, rcpt.rpartition(b"@")[2]
        end = known, self._flow(pair), rcpt, pair
        if not near:  # else it is the reply that tells
            if len(self.ends) >= REMEMBERED:
                self.ends.clear()
            self.ends[ends] = end
        return end

    def _flow(self, pair: tuple[bytes, bytes]) -> Flow:
        """The flow's row; those that were at hand are no more where all became coarser."""
        flow = self.flows.row(pair)
        if self.hand.level != self.totals.level:
            self.hand.clear(self.totals.level)
        return flow

    def _credit(self, row: Message, result: int, rcpt: bytes, where: tuple[bytes, bytes], span: int) -> None:
        """What the message's sender and size have to do with; left to the row on the left where they are not known."""
        attempt = result, rcpt, where, span, self.n
        if row[SIZE] >= 0:
            self.queue.credit(row, attempt)
        elif row[KIND] == LEFT:
            self.queue.owe(row, attempt)

    def _passed(self, match: Match, near: int, agent: bytes) -> bool:
        """Whether the relay is a filter; if it names the id that the mail came back under, that is no new mail."""
        if near == NEAR and agent not in FILTERING:
            return False
        found = FILTER.search(match.string, match.end(), end_of(match))
        if found and found[1]:
            self.queue.claim(found[1])
        return near == FILTERS or found is not None

    def _way(self, relay: bytes) -> tuple[bytes, int]:
        """The way's name, and whether it may be a filter."""
        key = way(relay)
        name, _, rest = relay.lower().partition(b"[")
        near = NEAR if LOOPBACK.match(relay) else AWAY
        if {name, rest.partition(b"]")[0]} & self.wants.filters or relay in self.wants.pipes:
            near = FILTERS
        if len(self.ways) >= REMEMBERED:
            self.ways.clear()
        self.ways[relay] = key, near
        return key, near

    def _span(self, delay: bytes) -> tuple[int, int]:
        """Seconds as Postfix writes them, in ns, exact and rounded."""
        span = nanoseconds(delay)
        if len(self.spans) >= REMEMBERED:
            self.spans.clear()
        self.spans[delay] = span, rounded(span)
        return self.spans[delay]

    def _forwarded(self, copy: bytes) -> None:
        for name in ("forwarded", "forwarded_copies"):
            self._count(name)
        self.queue.announce(copy)

    def _quarter(self, match: Match, stamp: bytes) -> list[int]:
        """The quarter hour's row; found by the stamp's first bytes where they are all that tells its minute."""
        key = minute(stamp)
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

    def _failed(self, match: Match) -> None:
        qid, ends, delay, _, stamp, _, _ = match.group(*self.status)
        result, _, why = match[self.failure].partition(b" (")
        place = R_DEFERRED if result == b"deferred" else R_BOUNCED
        self._count("deferrals" if place == R_DEFERRED else "bounced_recipients")
        (rcpt, relay), totals, n = parted(ends), self.totals, self.n
        where = tried(why) if relay == b"none" else (self.ways.get(relay) or self._way(relay))[0]
        totals.rcpts.row(rcpt)[place] += n
        pair = where, rcpt.rpartition(b"@")[2]
        self._flow(pair)[2 if place == R_BOUNCED else 1] += n
        self._quarter(match, stamp)[place] += n
        phrase, code = grouped(why, self._dsn(match))
        provider = _provider(where, pair[1], self.own)
        self._kind(totals.reasons, (result.decode(), phrase, code), match, why)
        self._kind(totals.refusals, (result.decode(), provider, phrase, code), match, b"")
        row = self._row(qid, match)
        if place == R_DEFERRED:
            if not row[DEFERRED]:
                self.queue.deferred(row)
            row[WAITS] = pair[1], provider, phrase, code
        self._credit(row, place, rcpt, pair, (self.spans.get(delay) or self._span(delay))[0])

    def _dsn(self, match: Match) -> bytes | None:
        """What `dsn=` says, before `status=`."""
        words = match.string[match.end(self.delay) : match.start(self.failure)]
        _, found, rest = words.rpartition(b", dsn=")
        return rest.partition(b",")[0] if found else None

    def staged(self) -> None:
        """What was put aside: the daemons' names, and the words of `delays=`, as the stages' delays."""
        for daemon, n in self.agents.items():
            self.counts[AGENTS.get(daemon.rpartition(b"/")[2], OTHER)] += n
        sums: list[dict[bytes, int]] = [defaultdict(int) for _ in range(STAGES)]
        first, second, third, fourth = sums
        for stages, n in self.stages.items():
            words = stages.split(b"/")
            if len(words) == STAGES:
                one, two, three, four = words
                first[one] += n
                second[two] += n
                third[three] += n
                fourth[four] += n
        for known, spread in zip(sums, self.totals.stages, strict=True):
            for word, n in known.items():
                spread.count(nanoseconds(word[:12]), n)


@lru_cache(maxsize=8192)
def _provider(where: bytes, domain: bytes, own: frozenset[bytes]) -> str:
    return behind(where, domain, own)[:100].decode("utf-8", "replace")


def parted(ends: bytes) -> tuple[bytes, bytes]:
    """The recipient, in lower case, and the relay of 'alice@example.com>, orig_to=<…>, relay=…'."""
    return ends.partition(b">, ")[0].lower(), ends.rpartition(b", ")[2][len(b"relay=") :]


def nanoseconds(delay: bytes) -> int:
    """'0.12' or '71766' seconds in ns; what is no number is 0."""
    whole, _, part = delay.partition(b".")
    digits = whole + part[:9].ljust(9, b"0")
    return int(digits) if digits.isdigit() else 0
