"""What a stretch of one host's login records and lines comes to, open to both sides.  Pure.

Records whose order matters (wtmp's, and daemons' logins and logouts in the same shape) are kept as they came, the
last RECORDS of each kind, and paired when the window has ended: then merging is putting them one behind the other.
All else adds up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from ..mgetty.calls import Calls
from .ledger import Ledger

RECORDS = 1_200_000  # of each kind in one window, the last ones; the others are counted
NAMES = 50_000  # accounts that daemons vouched for, and minutes of logins
Last = tuple[int, str, str, str, str]  # at, service, address, name of the host, source


@dataclass(slots=True)
class Span:
    """How much one kind of source said: records or lines, the first and the last (ns)."""

    count: int
    first: int
    last: int

    def add(self, other: Span) -> None:
        """Both."""
        self.count += other.count
        self.first, self.last = min(self.first, other.first), max(self.last, other.last)


@dataclass(slots=True)
class Few:
    """A set of strings from a log; beyond NAMES it is given up, so that nothing is concluded from what it lacks."""

    kept: set[Any] = field(default_factory=set)
    full: bool = False

    def put(self, one: Any) -> None:
        """Takes one in."""
        if not self.full:
            self.kept.add(one)
            self._bound()

    def add(self, other: Few) -> None:
        """Takes all of `other` in, which stays as it is."""
        self.full = self.full or other.full
        self.kept |= other.kept
        self._bound()

    def _bound(self) -> None:
        if self.full or len(self.kept) > NAMES:
            self.full = True
            self.kept = set()


@dataclass(slots=True)
class Stretch:
    """See the module's text."""

    records: dict[str, list[Any]] = field(default_factory=dict)  # wtmp, wtmpdb, text
    left_out: int = 0  # records beyond RECORDS
    snapshot: dict[str, Last] = field(default_factory=dict)  # lastlog: by account, the latest
    uids: dict[int, Last] = field(default_factory=dict)  # lastlog's where it knows no name
    accesses: Ledger = field(default_factory=Ledger)
    failures: Ledger = field(default_factory=Ledger)
    known: Few = field(default_factory=Few)  # accounts that daemons say they know
    arrivals: Few = field(default_factory=Few)  # (user, address, minute) of ssh's logins
    spans: dict[str, Span] = field(default_factory=dict)
    calls: Calls = field(default_factory=Calls)  # by modem

    def keep(self, kind: str, records: Sequence[Any]) -> None:
        """Records behind those that are kept."""
        held = self.records.setdefault(kind, [])
        held.extend(records)
        if len(held) > RECORDS:
            self.left_out += len(held) - RECORDS
            del held[: len(held) - RECORDS]

    def heard(self, kind: str, count: int, first: int, last: int) -> None:
        """So many records or lines of a kind."""
        if count:
            self.span(kind, Span(count, first, last))

    def span(self, kind: str, span: Span) -> None:
        """Likewise."""
        known = self.spans.get(kind)
        if known is None:
            self.spans[kind] = Span(span.count, span.first, span.last)
        else:
            known.add(span)

    def add(self, right: Stretch) -> None:
        """`right` lies behind this one, and is used up."""
        self.left_out += right.left_out
        for kind, records in right.records.items():
            self.keep(kind, records)
        latest(self.snapshot, right.snapshot)
        latest(self.uids, right.uids)
        self.accesses.add(right.accesses)
        self.failures.add(right.failures)
        self.known.add(right.known)
        self.arrivals.add(right.arrivals)
        self.calls.add(right.calls)
        for kind, span in right.spans.items():
            self.span(kind, span)


def latest(into: dict[Any, Last], more: dict[Any, Last]) -> None:
    """The later one of each."""
    for key, one in more.items():
        if key not in into or into[key] < one:
            into[key] = one


@dataclass(slots=True)
class State:
    """The hosts of a stretch, and the window it lies in (ns); 0, 0: nothing was scanned."""

    hosts: dict[str, Stretch] = field(default_factory=dict)
    start: int = 0
    until: int = 0
    quiet: str = ""  # the host of a log that has lines of daemons that could tell of logins

    def at(self, host: str) -> Stretch:
        """The stretch of one host."""
        found = self.hosts.get(host)
        if found is None:
            found = self.hosts[host] = Stretch()
        return found

    def within(self, start: int, until: int) -> None:
        """The window of what is scanned."""
        self.start = min(self.start or start, start)
        self.until = max(self.until, until)


def merge(left: State, right: State) -> State:
    """`left`, then `right`, host by host."""
    for host, stretch in right.hosts.items():
        if host in left.hosts:
            left.hosts[host].add(stretch)
        else:
            left.hosts[host] = stretch
    left.quiet = max(left.quiet, right.quiet)
    if right.until:
        left.within(right.start, right.until)
    return left
