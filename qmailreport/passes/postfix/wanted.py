"""Wanted mail that was turned away: rejected senders whom our users had written to.  Pure.

Kept by day for 90 days: digests of the addresses and domains that users of this house wrote to, the newest LARGE.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from .bounded import F_SENT, LARGE, digest, least
from .relays import FREEMAIL
from .state import Queue
from .totals import Totals

SINCE = 90 * 86400 * 10**9
Kept = list[list[Any]]  # [a window's end (ns), digests joined by blanks], the latest first


def houses(totals: Iterable[Totals]) -> frozenset[bytes]:
    """Domains of which mail was delivered here: by local, virtual and the like."""
    return frozenset(
        domain
        for total in totals
        for (way, domain), row in total.flows.rows.items()
        if row[F_SENT] and way.endswith(b" ") and not way.startswith((b" ", b"none"))
    )


def written(
    earlier: Sequence[Sequence[Any]], queues: Iterable[Queue], totals: Iterable[Totals], until: int
) -> tuple[set[str], Kept]:
    """All digests, of earlier days and of this one, and what tomorrow keeps of them."""
    own = set(houses(totals))
    today: set[bytes] = set()
    for queue in queues:
        own |= queue.own
        today |= least(queue.written)
    names = {rcpt for rcpt in today if rcpt.rpartition(b"@")[2] not in own}
    names |= {rcpt.rpartition(b"@")[2] for rcpt in names} - FREEMAIL
    fresh = sorted(map(digest, least(names)))
    known: set[str] = set()
    kept: Kept = []
    days = [[until, " ".join(fresh)], *(day for day in earlier if day[0] > until - SINCE)]
    for end, digests in sorted(days, key=lambda day: -int(day[0])):
        new = [each for each in digests.split() if each not in known][: LARGE - len(known)]
        known.update(new)
        if new:
            kept.append([end, " ".join(new)])
    return known, kept


def turned_away(total: Totals, known: set[str]) -> None:
    """Keeps of the rejected senders those whose address was written to, and by domain those whose domain was."""
    total.trim()
    domains: dict[bytes, bool] = {}
    names: dict[bytes, bytes] = {}
    for (sender, kind), n in total.turned.items() if known else ():
        name = names.get(sender)
        if name is None:
            name = names[sender] = _wanted(sender, known, domains)
        if name:
            total.wanted[name, kind] = total.wanted.get((name, kind), 0) + n
    total.turned = {}


def _wanted(sender: bytes, known: set[str], domains: dict[bytes, bool]) -> bytes:
    """The sender if it was written to, its domain as @domain if that was; empty: neither."""
    domain = sender.rpartition(b"@")[2]
    met = domains.get(domain)
    if met is None:
        met = domains[domain] = domain in FREEMAIL or digest(domain) in known
    if not met:  # an address is known with its domain
        return b""
    return sender if digest(sender) in known else b"@" + domain if domain not in FREEMAIL else b""
