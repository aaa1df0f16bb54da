"""Counts by keys that strangers choose: beyond a cap all of them are named more coarsely.  Pure.

The level is the least one at which the distinct keys fit, so that it is a function of the set of keys and not of
their order: every mask is a function of the one before.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from hashlib import blake2b
from ipaddress import IPv4Address, IPv6Address, IPv6Network
from typing import Any, ClassVar, TypeVar

CAP = 50_000
Row = list[Any]
Self = TypeVar("Self", bound="Bounded")


class Bounded:
    """Rows by key; `level` says how coarse the keys are."""

    __slots__ = ("level", "rows")
    MASKS: ClassVar[tuple[Callable[[Any], Any], ...]] = ()
    LIMIT: ClassVar[int] = CAP

    def __init__(self) -> None:
        self.rows: dict[Any, Row] = {}
        self.level = 0

    def row(self, key: Any, width: int) -> list[int]:
        """The row of `key`, of `width` zeros where it is new."""
        if self.level:
            key = self.masked(key)
        row = self.rows.get(key)
        if row is None:
            row = self.rows[key] = [0] * width
            if len(self.rows) > self.LIMIT:
                self.coarsen(self.level + 1)
                return self.rows[self.masked(key)]
        return row

    def masked(self, key: Any) -> Any:
        """`key` at the present level."""
        for mask in self.MASKS[: self.level]:
            key = mask(key)
        return key

    def coarsen(self, level: int) -> None:
        """Goes to `level`, and on until the keys fit."""
        while self.level < min(level, len(self.MASKS)):
            self.level += 1
            old, self.rows = self.rows, {}
            for key, row in old.items():
                self._put(self.MASKS[self.level - 1](key), row)
            if len(self.rows) > self.LIMIT:
                level = max(level, self.level + 1)

    def put(self, key: Any, row: Row) -> None:
        """Adds `row`, which is used up."""
        self._put(self.masked(key) if self.level else key, row)
        if len(self.rows) > self.LIMIT:
            self.coarsen(self.level + 1)

    def _put(self, key: Any, row: Row) -> None:
        known = self.rows.get(key)
        if known is None:
            self.rows[key] = row
        else:
            self.join(known, row)

    def join(self, known: Row, row: Row) -> None:
        """Adds `row` to `known`, place by place."""
        for place, value in enumerate(row):
            known[place] += value

    def add(self, other: Bounded) -> None:
        """Takes `other` in; it is used up."""
        self.coarsen(other.level)
        for key, row in other.rows.items():
            self.put(key, row)

    def copy(self: Self) -> Self:
        """One that may be used up."""
        twin = type(self)()
        twin.level = self.level
        twin.rows = {key: list(row) for key, row in self.rows.items()}
        return twin


def _network(key: bytes, dots: int, bits: int) -> bytes:
    address = key.partition(b"/")[0]
    if address.startswith(b"IP"):
        return key
    if b":" in address:
        return str(IPv6Network((address.decode(), bits), strict=False)).encode()
    parts = address.split(b".")[:dots]
    return b".".join([*parts, *[b"0"] * (4 - dots)]) + b"/%d" % (8 * dots)


def _network_24(key: bytes) -> bytes:
    return _network(key, 3, 48)


def _network_16(key: bytes) -> bytes:
    return _network(key, 2, 32)


def _family(key: bytes) -> bytes:
    return b"IPv6" if b":" in key or key == b"IPv6" else b"IPv4"


class Addresses(Bounded):
    """By client address; coarser: /24 (IPv6: /48), /16 (/32), the family."""

    __slots__ = ()
    MASKS = (_network_24, _network_16, _family)


def _domain(key: bytes) -> bytes:
    return b"@" + key.rpartition(b"@")[2] if b"@" in key else b""


def _nobody(key: bytes) -> bytes:
    return b""


class Accounts(Bounded):
    """By account; coarser: its domain, all together."""

    __slots__ = ()
    MASKS = (_domain, _nobody)


def _family_name(key: bytes) -> bytes:
    return key.partition(b".")[0]


class Names(Bounded):
    """By name of a virus; coarser: up to its first dot, all together."""

    __slots__ = ()
    MASKS = (_family_name, _nobody)


def _class(key: tuple[str, str, str]) -> tuple[str, str, str]:
    return key[0], key[0], ""


class Causes(Bounded):
    """By (class, words, code), with the earliest line; coarser: the class.  Row: count, at (ns), sample."""

    __slots__ = ()
    MASKS = (_class,)

    def join(self, known: Row, row: Row) -> None:
        """The sum, and the earlier sample."""
        known[0] += row[0]
        if (row[1], row[2]) < (known[1], known[2]):
            known[1:] = row[1:]


@lru_cache(maxsize=65_536)
def address(text: bytes) -> bytes:
    """An address in its canonical spelling (IPv4 in IPv6 as IPv4); empty where `text` is none."""
    try:
        if b":" not in text:
            return str(IPv4Address(text.decode())).encode() if text.count(b".") == 3 else b""
        found = IPv6Address(text.decode())
    except ValueError:
        return b""
    return str(found.ipv4_mapped or found).encode()


def hidden(name: bytes) -> bytes:
    """What stands for a name that must not be kept: it may be a password that was typed in the wrong place."""
    return b"#" + blake2b(name, digest_size=8).hexdigest().encode()
