"""What one host's logins came to: sums and bounded lists, which add up in any order.  Pure.  Integers only."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from ..mgetty.calls import Calls
from .dialup import Touch, first
from .ledger import Ledger
from .state import Few, Last, Span, latest
from .table import NOTES, Boot, Stay, Step

STAYS = 20_000  # sessions that are kept one by one; of the others each user's count and sum
LASTS = 40  # last logins of one account: one a day and source
HOURS = 24
Mark = tuple[str, str, str, int]  # source, user, line, login: what tells a session from another


class Habit(NamedTuple):
    """How often an account has logged in, on how many days within each hour of UTC's day, and from which networks
    lately, as far as is remembered.
    """

    logins: int
    hours: tuple[int, ...]
    places: tuple[str, ...]


@dataclass(slots=True)
class Totals:
    """One host's figures of a window."""

    stays: dict[Mark, Stay] = field(default_factory=dict)
    rest: dict[str, list[int]] = field(default_factory=dict)  # beyond STAYS: user → sessions, ns
    accesses: Ledger = field(default_factory=Ledger)
    failures: Ledger = field(default_factory=Ledger)
    known: Few = field(default_factory=Few)
    arrivals: Few = field(default_factory=Few)
    boots: dict[tuple[str, int], Boot] = field(default_factory=dict)  # by source and instant
    downs: set[tuple[str, int]] = field(default_factory=set)
    steps: set[Step] = field(default_factory=set)
    spans: dict[str, Span] = field(default_factory=dict)
    ends: dict[str, int] = field(default_factory=dict)  # by kind of source: its last record, also of days before
    lasts: dict[str, tuple[Last, ...]] = field(default_factory=dict)  # before the window
    snapshot: dict[str, Last] = field(default_factory=dict)
    uids: dict[int, Last] = field(default_factory=dict)
    habits: dict[str, Habit] = field(default_factory=dict)  # of who logged in
    since: int = 0  # the earliest instant that anything is remembered of (ns); 0: nothing is
    counts: dict[str, int] = field(default_factory=dict)
    calls: Calls = field(default_factory=Calls)  # by modem, also those shortly before the window
    touches: set[Touch] = field(default_factory=set)  # records on lines that may be modems', likewise

    def count(self, name: str, times: int) -> None:
        """Counts a figure."""
        if times:
            self.counts[name] = self.counts.get(name, 0) + times

    def stay(self, stay: Stay) -> None:
        """Takes a session in; of two that are one (a day on which it was open, the day it ended) the ended one."""
        mark = (stay.source, stay.user, stay.line, stay.login)
        known = self.stays.get(mark)
        self.stays[mark] = stay if known is None else max(known, stay, key=_told)

    def bound(self) -> None:
        """Leaves the first STAYS sessions, and sums of the others."""
        if len(self.stays) <= STAYS:
            return
        last = sorted(mark[3] for mark in self.stays)[STAYS - 1]
        early = [mark for mark in self.stays if mark[3] <= last]
        kept = {mark: self.stays.pop(mark) for mark in sorted(early, key=lambda mark: (mark[3], mark))[:STAYS]}
        for user, *_, began, until in self.stays.values():
            sums = self.rest.setdefault(user, [0, 0])
            sums[0] += 1
            sums[1] += (until or began) - began
        self.stays = kept

    def add(self, other: Totals) -> None:
        """Takes `other` in, which stays as it is."""
        for stay in other.stays.values():
            self.stay(stay)
        for user, (count, ns) in other.rest.items():
            sums = self.rest.setdefault(user, [0, 0])
            sums[0], sums[1] = sums[0] + count, sums[1] + ns
        self.bound()
        self.accesses.add(other.accesses)
        self.failures.add(other.failures)
        self.known.add(other.known)
        self.arrivals.add(other.arrivals)
        for mark, boot in other.boots.items():
            self.boots[mark] = max(self.boots.get(mark, boot), boot, key=lambda each: (each.before or 0, each.kernel))
        self.boots = dict(sorted(self.boots.items(), key=lambda each: each[0])[:NOTES])
        self.downs = set(sorted(self.downs | other.downs)[:NOTES])
        self.steps = set(sorted(self.steps | other.steps)[:NOTES])
        for kind, span in other.spans.items():
            known = self.spans.setdefault(kind, Span(0, span.first, span.last))
            known.add(span)
        for kind, at in other.ends.items():
            self.ends[kind] = max(self.ends.get(kind, at), at)
        self.calls.add(other.calls)
        self.touches = first(self.touches | other.touches)
        self._remember(other)

    def _remember(self, other: Totals) -> None:
        for user, lasts in other.lasts.items():
            self.lasts[user] = tuple(sorted({*self.lasts.get(user, ()), *lasts})[:LASTS])
        latest(self.snapshot, other.snapshot)
        latest(self.uids, other.uids)
        for user, habit in other.habits.items():
            mine = self.habits.get(user)
            if mine is not None:
                hours = tuple(a + b for a, b in zip(mine.hours, habit.hours, strict=True))
                places = tuple(sorted({*mine.places, *habit.places})[:LASTS])
                habit = Habit(mine.logins + habit.logins, hours, places)
            self.habits[user] = habit
        self.since = min(self.since or other.since, other.since or self.since)
        for name, times in other.counts.items():
            self.count(name, times)

    def copy(self) -> Totals:
        """One that may be added to."""
        twin = Totals()
        twin.add(self)
        return twin

    @property
    def stirred(self) -> bool:
        """Whether the window's records and lines told of anything."""
        return bool(self.spans)


def _told(stay: Stay) -> tuple[object, ...]:
    """Which of two tellings of one session is the better one: the one with an end, the later one."""
    ended = stay.how not in ("open", "lost")
    return ended, stay.end or stay.until or 0, stay.how, stay.began, stay.host, stay.address
