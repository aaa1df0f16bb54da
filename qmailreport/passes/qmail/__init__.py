"""qmail-send(8): matchup as a mergeable fold, and the statistics of qmailanalog done right.  Pure.

Figures and words are those of qmailanalog 0.70 (matchup.c, zoverall, zfailures, …).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar

from ...day import Day
from ...fold import Carry, Lines
from ...model import Duration, Model, at_least, option, words_of
from ...report import Figure, Section
from . import carry as pending
from .grammar import QMAIL
from .merge import merge
from .scan import Scanner
from .sections import all_figures, sections
from .state import Queue
from .totals import Totals

MORE = ("ddist", "successes", "rxdelay", "uids", "load")
DAY = 86400 * 10**9
Queues = dict[str, Queue]


@dataclass(slots=True)
class State:
    """The queues of the hosts in a stretch of log, and the end of its window (ns)."""

    queues: Queues
    until: int = 0


@dataclass(frozen=True)
class Qmail(Model):
    """Statistics of qmail-send: messages, deliveries, delays, reasons, queue."""

    name: ClassVar[str] = "qmail"
    kind: ClassVar[str] = "qmail"
    reads: ClassVar[tuple[str, ...]] = ()  # besides
    carries: ClassVar[bool] = True
    SECTIONS: ClassVar[tuple[str, ...]] = (
        *("warnings", "overall", "hours", "rhosts", "failures", "deferrals", "senders", "recipients", "domains"),
        *MORE,
        *("queue", "concurrency", "bounces", "by_host"),
    )

    source: tuple[str, ...] = option(text="the sources that hold qmail-send's log")
    top: int = option(10, text="rows of each ranking", check=at_least(1))
    hide: tuple[str, ...] = option(
        (), text="sections to leave out, as hours, rhosts, failures, deferrals, senders, recipients, queue, concurrency"
    )
    more: tuple[str, ...] = option(
        (), text="further sections: ddist, successes, rxdelay, uids, load", check=words_of(*MORE)
    )
    domains: tuple[str, ...] = option((), text="domains whose mail in and out is counted, a row each")
    domain: str = ""  # only the mail of this domain, for its owner: the report's to say
    accounts: tuple[tuple[int, str], ...] = ()  # user names by uid, as the host has them
    own: tuple[str, ...] = option((), text="more senders whose mail is this report's own and stays out of the rankings")
    expire: Duration = option(Duration(14 * DAY), text="pending messages older than this are dropped and counted")

    def scan_key(self) -> str:
        """What a carry depends on; passes of equal key scan once."""
        wanted = "successes" in self.more
        return f"qmail/{pending.VERSION}/{self.expire}/{','.join(sorted(self.own))}/{self.domain.lower()}/{wanted:d}"

    def start(self) -> State:
        """No stretch at all."""
        return State({})

    def scan(self, state: State, chunk: Lines) -> State:
        """One chunk behind what `state` holds."""
        own = frozenset(address.encode().lower() for address in self.own)
        successes = "successes" in self.more
        state.until = max(state.until, chunk.window.end)
        matches = chunk.find(QMAIL)
        host = chunk.group(QMAIL).get("host")
        if not chunk.reading.in_day:
            return state
        if host is None:
            Scanner(self._queue(state, chunk.host), chunk, own, successes).scan(matches)
            return state
        scanners: dict[bytes, Scanner] = {}
        for name, run in groupby(matches, key=lambda match: match[host] or b""):
            scanner = scanners.get(name)
            if scanner is None:
                spoken = name.decode("latin-1") if name else chunk.host
                scanner = scanners[name] = Scanner(self._queue(state, spoken), chunk, own, successes)
            scanner.scan(run)
        return state

    @property
    def _suffix(self) -> bytes:
        return b"@" + self.domain.encode().lower() if self.domain else b""

    def _queue(self, state: State, host: str) -> Queue:
        queue = state.queues.get(host)
        if queue is None:
            queue = state.queues[host] = Queue(domain=self._suffix)
        return queue

    def merge(self, left: State, right: State) -> State:
        """`left`, then `right`, host by host."""
        for host, queue in right.queues.items():
            known = left.queues.get(host)
            left.queues[host] = queue if known is None else merge(known, queue)
        left.until = max(left.until, right.until)
        return left

    def settle(self, state: State, carry: Carry | None) -> tuple[Mapping[str, Totals], Carry]:
        """Yesterday's pending messages on the left; totals by host, and today's pending ones."""
        queues = pending.unpack(carry, self._suffix)
        for host, queue in state.queues.items():
            queue.totals.heard += bool(queue.gone or queue.messages or queue.early or queue.ends)
            queues[host] = merge(queues.get(host) or Queue(whole=True, domain=self._suffix), queue)
        totals = {}
        for host, queue in queues.items():
            queue.totals.forgotten += pending.expire(queue, state.until - self.expire) if state.until else 0
            queue.totals.waiting = pending.waiting(queue)
            if queue.totals.last is not None and queue.totals.last > queue.status_since:
                queue.account(queue.totals.last)  # what was full at the last change stayed so
            totals[host] = queue.totals
        return totals, pending.pack(queues)

    def add(self, left: Totals, right: Totals) -> Totals:
        """Totals of two hosts, sources or days."""
        left.add(right)
        return left

    def finish(self, totals: Mapping[str, Totals], day: Day) -> Sequence[Section]:
        """What the totals say."""
        return sections(totals, day, self)

    def figures(self, total: Totals, day: Day) -> tuple[Figure, ...]:
        """The figures of one host, for the history."""
        return all_figures(total, day)

    def stirred(self, total: Totals) -> bool:
        """Whether the window's lines, not only the carry, told of this host."""
        return any((total.heard, total.received, total.quarters, total.messages, total.local.limit, total.alarms))

    def unread(self, total: Totals) -> tuple[int, list[str]]:
        """Lines of qmail-send that were not understood, and samples of them; none where no line was its."""
        if not self.stirred(total):
            return 0, []
        return total.unknown, [sample for _, sample in total.samples]
