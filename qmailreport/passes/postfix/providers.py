"""Providers and relays: who took our mail, how fast, who did not and why.  Pure."""

from __future__ import annotations

import heapq
from collections.abc import Container
from typing import Any

from ...redact import clean
from ...report import Column, Section, Table, Value
from ..histogram import Spread
from .bounded import F_BYTES, F_DEFERRED, F_DELAY, F_DELAYS, F_FAILED, F_MOST, F_SENT
from .codes import meaning
from .rankings import BYTES, DEFERRED, TOOK, average, hosts, ranked, summed
from .relays import behind
from .totals import Totals

_STAGES = ("Before qmgr", "In qmgr", "Connecting", "Sending")
_DELAYS = (
    "average",
    *("p50", "p90", "p99"),
    "max",
)


def whole(total: Totals) -> Spread:
    """The delays of all final deliveries."""
    found = Spread()
    for row in total.flows.rows.values():
        found.add(Spread(row[F_DELAY], row[F_MOST], row[F_DELAYS]))
    return found


def delays(total: Totals) -> Section | None:
    """The four stages of `delays=` and the whole, of what was delivered."""
    spread = whole(total)
    if not spread.histogram:
        return None
    spreads = [*zip(_STAGES, total.stages, strict=True), ("In all", spread)]
    shown: list[tuple[Value, ...]] = [
        (name, each.average(), *(each.percentile(share) for share in (50, 90, 99)), each.most)
        for name, each in spreads
        if each.histogram
    ]
    columns = (Column("stage", "Delays", "text"), *(Column(name, name, "ns") for name in _DELAYS))
    note = (
        "Of final deliveries, as Postfix rounds them. Before qmgr: from arrival until qmgr(8) took the message up for "
        "this attempt, waits for retries included. In qmgr: waiting for a delivery agent. Connecting: DNS, TCP, TLS, "
        "EHLO. Sending: the message and the answer."
    )
    return Section("postfix.delays", "Delays", tables=(Table("postfix.delays", "Delays", columns, tuple(shown), note),))


def providers(total: Totals, own: Container[bytes], top: int) -> Section | None:
    """Recipients elsewhere by who runs their mail."""
    rows = summed(total, lambda where: b"" if where[0].endswith(b" ") else behind(*where, own))
    rows.pop(b"", None)  # delivered here
    note = (
        "Recipients elsewhere by whose hosts take their mail, as told by the relay; deferred in attempts; p90 of the "
        "delay from arrival to success. What local, virtual, pipe and LMTP deliver is left out."
    )
    return hosts(rows, "postfix.providers", "Providers", "Provider", note, top)


def relays(total: Totals, top: int) -> Section | None:
    """Hosts and transports that mail was handed to."""
    rows = summed(total, lambda where: where[0].rpartition(b" ")[0])
    best = heapq.nsmallest(top, rows.items(), key=lambda each: (-sum(each[1][: F_FAILED + 1]), each[0]))
    shown = [
        (
            _relay(name),
            row[F_SENT],
            row[F_BYTES],
            row[F_DEFERRED],
            row[F_FAILED],
            average(row[F_DELAY], row[F_SENT]),
            row[F_MOST] if row[F_SENT] else None,
        )
        for name, row in best
    ]
    columns = (
        Column("relay", "Relays", "text"),
        Column("delivered", "delivered"),
        BYTES,
        DEFERRED,
        Column("failed", "failed"),
        *TOOK,
    )
    note = (
        "Recipients by the host or transport that took them, or would have; deferred in attempts; average and longest "
        "delay from arrival to success."
    )
    return ranked("postfix.relays", "Relays", columns, shown, len(rows), note, shape="plain")


def _relay(name: bytes) -> str:
    return {b"none": "(none was tried)", b"": "(others)"}.get(name) or clean(name, 80)


_RESULTS = ("deferred", "bounced", "expired")


def refusals(total: Totals, top: int) -> Section | None:
    """Deferrals, failures and expiries by provider and reason; what the codes mean."""
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    codes: dict[str, int] = {}
    for (result, provider, phrase, code), (count, _, _) in total.refusals.rows.items():
        row = rows.setdefault((provider, phrase), {"codes": {}, **dict.fromkeys(_RESULTS, 0)})
        row[result] += count
        if code:
            row["codes"][code] = row["codes"].get(code, 0) + count
            codes[code] = codes.get(code, 0) + count
    if not rows:
        return None
    best = heapq.nsmallest(top, rows.items(), key=lambda each: (-sum(each[1][name] for name in _RESULTS), each[0]))
    shown: list[tuple[Value, ...]] = [
        (
            f"{clean(provider, 60) or '(none)'}: {phrase}",
            ", ".join(sorted(row["codes"], key=lambda code: (-row["codes"][code], code))[:2]),
            *(row[name] for name in _RESULTS),
        )
        for (provider, phrase), row in best
    ]
    columns = (
        Column("reason", "Reasons by provider", "text"),
        Column("code", "Code", "code"),
        DEFERRED,
        Column("failed", "failed"),
        Column("expired", "expired"),
    )
    note = "Deferred in attempts, failed in recipients, expired in messages by their latest deferral."
    table = Table("postfix.refusals", "Reasons by provider", columns, tuple(shown), note, more=len(rows) - len(shown))
    return Section("postfix.refusals", "Reasons by provider", tables=(table, _codes(codes, top)))


def _codes(codes: dict[str, int], top: int) -> Table:
    best = heapq.nsmallest(top, codes.items(), key=lambda each: (-each[1], each[0]))
    shown: tuple[tuple[Value, ...], ...] = tuple((f"{code}: {meaning(code) or '?'}", count) for code, count in best)
    columns = (Column("code", "What the codes mean", "text"), Column("count", "times"))
    return Table("postfix.codes", "What the codes mean", columns, shown, "", "plain", len(codes) - len(best))
