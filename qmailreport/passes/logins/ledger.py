"""Logins, or failed ones, added up by (account, service, address, source).  Pure.

Strangers choose these keys.  Beyond a cap all of them are named more coarsely: the level is the least one at which they
fit, so that it is a function of the set and not of its order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from .names import MARK, network

CAP = 100_000
METHODS = 8  # of one row
HALF = 1800 * 10**9


class Key(NamedTuple):
    """What is counted; `user` may be a hash (see `names`)."""

    user: str
    service: str
    address: str
    source: str


class Row(NamedTuple):
    """How often, first and last (ns), by which methods, in which half hours of UTC's day (48 bits), from which host."""

    times: int
    first: int
    last: int
    methods: tuple[str, ...]
    halves: int
    name: str


def row(at: int, times: int = 1, method: str = "", name: str = "") -> Row:
    """The row of one line."""
    return Row(times, at, at, (method,) if method else (), 1 << (at // HALF % 48), name)


def joined(one: Row, two: Row) -> Row:
    """Two rows of one key."""
    methods = one.methods
    if two.methods != methods:
        methods = tuple(sorted({*methods, *two.methods})[:METHODS])
    first, last = min(one.first, two.first), max(one.last, two.last)
    return Row(one.times + two.times, first, last, methods, one.halves | two.halves, max(one.name, two.name))


def _nameless(key: Key) -> Key:
    return key._replace(user="") if key.user.startswith(MARK) else key


def _network(key: Key) -> Key:
    return key._replace(address=network(key.address))


def _anywhere(key: Key) -> Key:
    return key._replace(address="")


def _nobody(key: Key) -> Key:
    return key._replace(user="")


MASKS: tuple[Callable[[Key], Key], ...] = (_nameless, _network, _anywhere, _nobody)


class Ledger:
    """Rows by key; `level` says how many masks lie over the keys."""

    __slots__ = ("cap", "level", "rows")

    def __init__(self, cap: int = CAP) -> None:
        self.rows: dict[Key, Row] = {}
        self.level = 0
        self.cap = cap

    def put(self, key: Key, new: Row) -> None:
        """Adds one row."""
        for mask in MASKS[: self.level]:
            key = mask(key)
        known = self.rows.get(key)
        self.rows[key] = new if known is None else joined(known, new)
        if known is None and len(self.rows) > self.cap:
            self._coarsen(self.level + 1)

    def hit(self, key: Key, at: int, times: int, method: str, name: str) -> None:
        """Adds one line; the same as `put`, but quick where its key is known."""
        known = None if self.level else self.rows.get(key)
        if known is None or (method and method not in known.methods):
            self.put(key, row(at, times, method, name))
            return
        before, first, last, methods, halves, host = known
        halves |= 1 << (at // HALF % 48)
        new = (before + times, min(first, at), max(last, at), methods, halves, max(host, name))
        self.rows[key] = tuple.__new__(Row, new)

    def add(self, other: Ledger) -> None:
        """Takes the rows of `other` in, which stays as it is."""
        self._coarsen(other.level)
        for key, each in other.rows.items():
            self.put(key, each)

    def copy(self) -> Ledger:
        """One that may be added to."""
        twin = Ledger(self.cap)
        twin.rows, twin.level = dict(self.rows), self.level
        return twin

    def _coarsen(self, level: int) -> None:
        while self.level < min(level, len(MASKS)):
            mask = MASKS[self.level]
            self.level += 1
            old, self.rows = self.rows, {}
            for key, each in old.items():
                key = mask(key)
                known = self.rows.get(key)
                self.rows[key] = each if known is None else joined(known, each)
            if len(self.rows) > self.cap:
                level = max(level, self.level + 1)

    def __iter__(self) -> Iterator[tuple[Key, Row]]:
        return iter(self.rows.items())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Ledger) and (self.level, self.rows) == (other.level, other.rows)

    __hash__ = None  # type: ignore[assignment]  # it changes
