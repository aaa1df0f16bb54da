"""Mail by direction and domain; what was turned away, by client, label and wish; words of master.  Pure."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from typing import Any

from ...redact import clean
from ...report import Column, Section, Table, Value
from .bounded import F_BYTES, F_DEFERRED, F_FAILED, F_SENT
from .rankings import DEFERRED, best_of, grouped, ranked, summed
from .rejects import MEANING
from .relays import network
from .totals import S_BYTES, S_MESSAGES, Totals

_PATHS = (("in", "In"), ("out", "Out"), ("internal", "Internal"), ("relayed", "Neither ours"))
_WHAT = ("messages", "recipients", "bytes", "rejects")


def directions(total: Totals, wanted: Sequence[str]) -> Section | None:
    """In, out, internal; then each configured domain."""
    if not wanted:
        return None
    rows: list[tuple[Value, ...]] = [
        (label, *(total.get(f"direction.{name}.{what}") for what in _WHAT)) for name, label in _PATHS
    ]
    columns = (
        Column("direction", "Direction", "text"),
        *(Column(what, what, "bytes" if what == "bytes" else "count") for what in _WHAT),
    )
    note = (
        "By the domains of sender and recipient that are configured as ours; bounces to others go out. Messages tried "
        "for the first time; recipients and bytes delivered; rejects in attempts that named a recipient."
    )
    shown = tuple(row for row in rows if any(row[1:]))
    table = Table("postfix.direction", "Direction", columns, shown, note)
    return Section("postfix.direction", "Direction", tables=(table, _domains(total, wanted)))


def _domains(total: Totals, wanted: Sequence[str]) -> Table:
    # beyond as many domains all senders are one
    known = total.senders.level < 2
    rows: dict[bytes, list[Any]] = {domain.lower().encode(): [0 if known else None] * 2 + [0] * 4 for domain in wanted}
    for sender, sent in total.senders.items():
        row = rows.get(sender.rpartition(b"@")[2])
        if row is not None and known:
            row[0] += sent[S_MESSAGES]
            row[1] += sent[S_BYTES]
    for domain, flow in summed(total, lambda where: where[1]).items():
        row = rows.get(domain)
        if row is not None:
            for place, value in zip((2, 3, 4, 5), (F_SENT, F_BYTES, F_DEFERRED, F_FAILED), strict=True):
                row[place] += flow[value]
    columns = (
        Column("domain", "Our domains", "text"),
        Column("sent", "sent"),
        Column("bytes_out", "bytes out", "bytes"),
        Column("received", "received"),
        Column("bytes_in", "bytes in", "bytes"),
        DEFERRED,
        Column("failed", "failed"),
    )
    note = "sent: messages accepted from the domain; received, deferred, failed: recipients in it."
    shown: tuple[tuple[Value, ...], ...] = tuple((clean(domain, 80), *row) for domain, row in rows.items())
    return Table("postfix.domains", "Our domains", columns, shown, note)


def labels(total: Totals, top: int) -> Section | None:
    """Rejects by the site's own names for them."""
    found = [(clean(label, 100), code, *row) for (label, code), row in total.labels.rows.items()]
    note = "Rejects by the labels that the configuration gives; below each: the first line that has it."
    return grouped(found, "postfix.labels", "Rejects by own label", "attempts", top, note)


def clients(total: Totals, top: int) -> Section | None:
    """Whom most was refused to: by address and reason, and by network."""
    if not total.clients.rows:
        return None
    nets: dict[bytes, int] = {}
    for (_, client), n in total.clients.rows.items():
        net = client if b"/" in client or client == b"(other)" else network(client)
        nets[net] = nets.get(net, 0) + n
    best = best_of(total.clients.rows, top)
    shown: tuple[tuple[Value, ...], ...] = tuple(
        (f"{clean(client, 60)}: {MEANING.get(name, name)}", n) for (name, client), n in best
    )
    columns = (Column("client", "Rejects by client", "text"), Column("count", "attempts"))
    tables = [
        Table(
            "postfix.clients", "Rejects by client", columns, shown, "", "ranked", len(total.clients.rows) - len(shown)
        )
    ]
    most = best_of(nets, top)
    if len(nets) < len({client for _, client in total.clients.rows}):
        shown = tuple((clean(net, 60), n) for net, n in most)
        columns = (Column("network", "Rejects by network", "text"), Column("count", "attempts"))
        tables.append(
            Table("postfix.networks", "Rejects by network", columns, shown, "", "ranked", len(nets) - len(shown))
        )
    note = "Attempts by the client’s address and the reason, and by its network (/24, /48)."
    return Section("postfix.clients", "Rejects by client", note, tables=tuple(tables))


def wanted(total: Totals, top: int) -> Section | None:
    """Rejected senders whom our users had written to."""
    rows = [(sender, name, n) for (sender, name), n in total.wanted.items()]
    best = heapq.nsmallest(top, rows, key=lambda each: (-each[2], each[:2]))
    shown = [(f"{clean(sender, 100)}: {MEANING.get(name, name)}", n) for sender, name, n in best]
    columns = (Column("sender", "Wanted mail turned away", "text"), Column("count", "rejects"))
    note = (
        "Rejects whose sender (or, as @domain, another of its domain) our users wrote to in the last "
        "90 days; not greylisting. "
        "Senders can be forged."
    )
    return ranked("postfix.wanted", "Wanted mail turned away", columns, shown, len(rows), note)


def master(total: Totals, top: int) -> Section | None:
    """What master(8) and postfix-script said besides warnings."""
    rows = sorted(total.master.rows.items(), key=lambda each: (-each[1][0], each[0]))
    shown = [(f"{daemon}: {text}", row[0]) for (daemon, text), row in rows[:top]]
    samples = tuple(clean(row[2].rstrip(b"] \r"), 200) for _, row in rows[:top])
    columns = (Column("message", "Master daemon messages", "text"), Column("lines", "lines"))
    note = "Starts, stops, reloads and what else master said, numbers masked; below each: its first line."
    return ranked("postfix.master", "Master daemon messages", columns, shown, len(rows), note, samples=samples)
