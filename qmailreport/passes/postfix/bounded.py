"""Tables keyed by what a log says, of bounded size, whose rows depend on the set of keys alone.  Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from operator import add
from typing import Any
from zlib import crc32

from .relays import network

Key = Any
ROWS = 30_000  # rows of a table beyond which all of its keys are coarser
ADDRESSES = 100_000  # rows by address
LARGE = 20_000  # addresses that a set keeps
OTHER = b"(other)"


def digest(name: bytes) -> str:
    """Eight bytes that stand for an address or a domain, as hex."""
    return blake2b(name, digest_size=8).hexdigest()


def least(names: Iterable[bytes], size: int = LARGE) -> set[bytes]:
    """The `size` names of least checksum: part of the set, whatever order it came in."""
    known = set(names)
    if len(known) <= size:
        return known
    sums = list(map(crc32, known))
    last = sorted(sums)[size - 1]
    found = {name for name, each in zip(known, sums, strict=True) if each < last}
    alike = sorted(name for name, each in zip(known, sums, strict=True) if each == last)
    return found.union(alike[: size - len(found)])


# How the keys of a kind of table become coarser, step by step; the last step has few.
_COARSER: dict[str, tuple[Callable[[Key], Key], ...]] = {
    "name": (lambda key: OTHER,),
    "address": (network, lambda key: OTHER),
    "tls": (lambda key: (key[0], OTHER),),
    "client": (lambda key: (key[0], network(key[1])), lambda key: (key[0], OTHER)),
    "flow": (
        lambda key: (b" " + key[0].rpartition(b" ")[2], key[1]),  # without the relay's name
        lambda key: (b" ", key[1]),  # by the recipient's domain
        lambda key: (b" ", OTHER),
    ),
}


@dataclass(slots=True)
class Tally:
    """Counts by key."""

    kind: str
    rows: dict[Key, int] = field(default_factory=dict)
    level: int = 0

    def count(self, key: Key, n: int) -> None:
        """`key`, `n` times more."""
        if self.level:
            key = coarse(self.kind, key, self.level)
        rows = self.rows
        rows[key] = rows.get(key, 0) + n
        if len(rows) > ROWS:
            self._coarsen(self.level + 1)

    def add(self, other: Tally) -> None:
        """Takes `other` in, which stays as it is."""
        if other.level > self.level:
            self._coarsen(other.level)
        for key, n in other.rows.items():
            self.count(key, n)

    def copy(self) -> Tally:
        """Another one."""
        return Tally(self.kind, dict(self.rows), self.level)

    def _coarsen(self, level: int) -> None:
        if level > len(_COARSER[self.kind]):
            return
        old, self.rows = self.rows, {}
        self.level, before = level, self.level
        for key, n in old.items():
            key = coarse(self.kind, key, level, before)
            self.rows[key] = self.rows.get(key, 0) + n
        if len(self.rows) > ROWS:
            self._coarsen(level + 1)


def coarse(kind: str, key: Key, level: int, since: int = 0) -> Key:
    """`key` as a table of that level has it."""
    for step in _COARSER[kind][since:level]:
        key = step(key)
    return key


class Addresses(dict[bytes, list[int]]):
    """Rows of numbers by address: `width` of them, of which the last is a maximum.

    Over ADDRESSES of them all are by domain, as @example.org, and over as many domains all but the empty sender's are
    one.
    """

    __slots__ = ("level", "width")

    def __init__(self, width: int) -> None:
        super().__init__()
        self.width, self.level = width, 0

    def row(self, name: bytes) -> list[int]:
        """The row, made where there is none."""
        if self.level:
            name = _place(name, self.level)
        found = self.get(name)
        if found is None:
            found = self[name] = [0] * self.width
            if len(self) > ADDRESSES and self.level < 2:
                self._bound()
                return self.row(name)
        return found

    def add(self, other: Addresses) -> None:
        """Takes `other` in; its rows may be used up."""
        if other.level > self.level:
            self._coarsen(other.level)
        same = other.level == self.level
        for name, row in other.items():
            known = self.get(name) if same else self.row(name)
            if known is None:
                self[name] = row
                continue
            most = known[-1]  # what `_plus` does, at hand
            known[:] = map(add, known, row)
            known[-1] = most if most > row[-1] else row[-1]
        self._bound()

    def copy(self) -> Addresses:
        """One that may be used up."""
        twin = Addresses(self.width)
        twin.level = self.level
        twin.update((name, list(row)) for name, row in self.items())
        return twin

    def tidy(self) -> None:
        """Forgets rows of nothing."""
        for name in [name for name, row in self.items() if not any(row)]:
            del self[name]

    def _bound(self) -> None:
        while len(self) > ADDRESSES and self.level < 2:
            self._coarsen(self.level + 1)

    def _coarsen(self, level: int) -> None:
        old = list(self.items())
        self.clear()
        self.level = level
        for name, row in old:
            _plus(self.setdefault(_place(name, level), [0] * self.width), row)


def _place(name: bytes, level: int) -> bytes:
    """Where a table of that level has an address."""
    if not name:
        return name
    _, at, domain = name.rpartition(b"@")
    return OTHER if level > 1 else at + domain


def _plus(mine: list[int], row: Sequence[int]) -> None:
    most = max(mine[-1], row[-1])
    mine[:] = map(add, mine, row)
    mine[-1] = most


# a flow's row: recipients by result, bytes delivered; the delays of what was delivered: sum, maximum, histogram (ns)
F_SENT, F_DEFERRED, F_FAILED, F_BYTES, F_DELAY, F_MOST, F_DELAYS = range(7)
Flow = list[Any]
Where = tuple[bytes, bytes]  # the relay's name and provider; the recipient's domain


def flow() -> Flow:
    """A row of nothing."""
    return [0, 0, 0, 0, 0, 0, {}]


def join(row: Flow, other: Flow) -> None:
    """Adds `other`, which stays as it is, to `row`."""
    for place in (F_SENT, F_DEFERRED, F_FAILED, F_BYTES, F_DELAY):
        row[place] += other[place]
    row[F_MOST] = max(row[F_MOST], other[F_MOST])
    delays = row[F_DELAYS]
    for delay, n in other[F_DELAYS].items():
        delays[delay] = delays.get(delay, 0) + n


@dataclass(slots=True)
class Flows:
    """What went by which relay to which domain."""

    rows: dict[Where, Flow] = field(default_factory=dict)
    level: int = 0

    def row(self, where: Where) -> Flow:
        """The row, made where there is none."""
        if self.level:
            where = coarse("flow", where, self.level)
        found = self.rows.get(where)
        if found is None:
            found = self.rows[where] = flow()
            if len(self.rows) > ROWS and self.level < 3:
                self._coarsen(self.level + 1)
                return self.row(where)
        return found

    def add(self, other: Flows) -> None:
        """Takes `other` in; its rows may be used up."""
        if other.level > self.level:
            self._coarsen(other.level)
        for where, row in other.rows.items():
            if not self.level and where not in self.rows and len(self.rows) < ROWS:
                self.rows[where] = row
            else:
                join(self.row(where), row)

    def copy(self) -> Flows:
        """One that may be used up."""
        rows = {where: [*row[:F_DELAYS], dict(row[F_DELAYS])] for where, row in self.rows.items()}
        return Flows(rows, self.level)

    def _coarsen(self, level: int) -> None:
        old, self.rows = self.rows, {}
        self.level, before = level, self.level
        for where, row in old.items():
            join(self.rows.setdefault(coarse("flow", where, level, before), flow()), row)
        if len(self.rows) > ROWS and level < 3:
            self._coarsen(level + 1)
