"""Totals of many hosts: one sum, and no more rows than a mail can bear.  Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol, TypeVar

HOSTS = 1000
OTHER = "other"


class Addable(Protocol):
    """Totals that add up and can be copied."""

    def add(self, other: Any, /) -> None:
        """Takes `other` in, which is used up."""

    def copy(self) -> Any:
        """One that may be used up."""


T = TypeVar("T", bound=Addable)


def together(totals: Iterable[T], empty: Callable[[], T]) -> T:
    """The sum, which leaves its parts as they are."""
    parts = list(totals)
    if len(parts) == 1:
        return parts[0]
    whole = empty()
    for total in parts:
        whole.add(total.copy())
    return whole


def limited(totals: Mapping[str, T], busy: Callable[[T], int], empty: Callable[[], T]) -> dict[str, T]:
    """At most HOSTS hosts, the busiest, by name where equal; the rest is `other`, whatever order they came in."""
    if len(totals) <= HOSTS:
        return dict(sorted(totals.items()))
    ranked = sorted(totals, key=lambda host: (-busy(totals[host]), host))
    kept = {host: totals[host] for host in sorted(ranked[:HOSTS])}
    return {**kept, OTHER: together((totals[host] for host in ranked[HOSTS:]), empty)}
