"""The rest of qmailanalog's statistics, done right, and tables by domain; drawn where they are asked for.  Pure."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Mapping, Sequence

from ...redact import clean
from ...report import Column, Section, Table, Value
from ..histogram import percentile
from .rankings import reasons, tries
from .state import SUCCESS
from .totals import (
    R_SBYTES,
    R_SUCCESS,
    R_XDELAY,
    S_BYTES,
    S_MESSAGES,
    S_RBYTES,
    S_RECIPIENTS,
    S_SBYTES,
    S_TRIES,
    S_XDELAY,
    Rows,
    Totals,
    add_rows,
)

SHARES = (10, 20, 30, 40, 50, 60, 70, 80, 90, 95, 98, 99, 100)


def further(
    total: Totals, wanted: Sequence[str], own: frozenset[bytes], accounts: Mapping[int, str], top: int
) -> list[Section | None]:
    """The sections that `more` names, in the order of qmailanalog's manual."""
    made: tuple[tuple[str, Callable[[], Section | None]], ...] = (
        ("ddist", lambda: ddist(total)),
        ("successes", lambda: reasons(total, SUCCESS, top)),
        ("rxdelay", lambda: rxdelay(total, top)),
        ("load", lambda: load(total, own, top)),
        ("uids", lambda: uids(total, accounts, top)),
    )
    return [make() for name, make in made if name in wanted]


def ddist(total: Totals) -> Section | None:
    """zddist: by when which share of the successes was done; ranked by number over all of them."""
    histogram: dict[int, int] = {}
    for delays in total.delays.values():
        for delay, count in delays.items():
            histogram[delay] = histogram.get(delay, 0) + count
    if not histogram or total.slowest is None:
        return None
    count = sum(histogram.values())
    rows: list[tuple[Value, ...]] = []
    for share in SHARES:
        done = total.slowest if share == 100 else min(percentile(histogram, share), total.slowest)
        rows.append((f"{share} %", -(-count * share // 100), done))
    columns = (Column("share", "Share", "text"), Column("deliveries", "deliveries"), Column("done", "done by", "ns"))
    note = "Successes in the order of their delay: how many were done by when, to 0.8 %; the last row is exact."
    table = Table("qmail.ddist", "Distribution of the delay", columns, tuple(rows), note)
    return Section("qmail.ddist", "Distribution of the delay", tables=(table,))


def rxdelay(total: Totals, top: int) -> Section | None:
    """zrxdelay: recipients by the average time of an attempt, the quickest first: a mailing list's best order."""
    rows: Rows = {}
    for key, row in total.rcpts.items():
        add_rows(rows, {key.partition(b" ")[2]: list(row)})
    if not rows:
        return None
    best = heapq.nsmallest(top, rows.items(), key=lambda each: (each[1][R_XDELAY] / max(1, tries(each[1])), each[0]))
    shown = tuple((clean(address, 100), tries(row), row[R_XDELAY] // max(1, tries(row))) for address, row in best)
    columns = (Column("name", "Recipient", "text"), Column("tries", "tries"), Column("delay", "per try", "ns"))
    note = "The best order of recipients for a mailing list: the quickest first."
    table = Table("qmail.rxdelay", "Recipients by delay", columns, shown, note, more=len(rows) - len(shown))
    return Section("qmail.rxdelay", "Recipients by delay", tables=(table,))


_LOAD = (
    Column("messages", "messages"),
    Column("bytes", "bytes", "bytes"),
    Column("load", "load", "bytes"),
    Column("recipients", "rcpts"),
    Column("tries", "tries"),
    Column("time", "time", "ns"),
)
_LOAD_NOTE = "Completed messages; load: bytes times recipients; rcpts: recipients; time: of all attempts together."


def _loaded(name: str, row: list[int]) -> tuple[Value, ...]:
    return name, row[S_MESSAGES], row[S_BYTES], row[S_RBYTES], row[S_RECIPIENTS], row[S_TRIES], row[S_XDELAY]


def load(total: Totals, own: frozenset[bytes], top: int) -> Section | None:
    """zsenders: what each sender cost, the heaviest first."""
    rows: Rows = {}
    for key, row in total.senders.items():
        address = key.partition(b"/<")[2][:-1]
        if row[S_MESSAGES] and address not in own:
            add_rows(rows, {address: list(row)})
    return _heaviest("qmail.load", "Senders by load", {clean(name, 80) or "<>": row for name, row in rows.items()}, top)


def uids(total: Totals, accounts: Mapping[int, str], top: int) -> Section | None:
    """zsuids: the same by the user id that queued the message, with the name that the host knows it by."""
    rows: Rows = {}
    for key, row in total.senders.items():
        if row[S_MESSAGES]:
            add_rows(rows, {key.partition(b"/")[0]: list(row)})
    named = {}
    for uid, row in rows.items():
        known = accounts.get(int(uid)) if uid.isdigit() and len(uid) < 12 else None
        named[f"{clean(uid, 20)} ({clean(known, 40)})" if known else clean(uid, 20)] = row
    return _heaviest("qmail.uids", "Load by user id", named, top)


def _heaviest(id: str, title: str, rows: Mapping[str, list[int]], top: int) -> Section | None:
    if not rows:
        return None
    best = heapq.nsmallest(top, rows.items(), key=lambda each: (-each[1][S_RBYTES], each[0]))
    columns = (Column("name", "Name", "text"), *_LOAD)
    shown = tuple(_loaded(name, row) for name, row in best)
    table = Table(id, title, columns, shown, _LOAD_NOTE, more=len(rows) - len(shown))
    return Section(id, title, tables=(table,))


def domains(total: Totals, wanted: Sequence[str]) -> Section | None:
    """What each configured domain sent and got, as isoqlog counts it."""
    if not wanted:
        return None
    rows = {domain.lower(): [0] * 6 for domain in wanted}
    for key, row in total.senders.items():
        found = rows.get(key.rpartition(b"@")[2][:-1].decode("latin-1"))
        if found is not None:
            found[0] += row[S_MESSAGES]
            found[1] += row[S_SBYTES]
            found[2] += row[S_RECIPIENTS]
    for key, row in total.rcpts.items():
        found = rows.get(key.rpartition(b"@")[2].decode("latin-1"))
        if found is not None:
            found[3] += row[R_SUCCESS]
            found[4] += row[R_SBYTES]
            found[5] += tries(row) - row[R_SUCCESS]
    columns = (
        Column("domain", "Domain", "text"),
        Column("out", "sent"),
        Column("out_bytes", "bytes out", "bytes"),
        Column("recipients", "rcpts"),
        Column("in", "received"),
        Column("in_bytes", "bytes in", "bytes"),
        Column("missed", "missed"),
    )
    shown: tuple[tuple[Value, ...], ...] = tuple((clean(domain, 80), *row) for domain, row in rows.items())
    note = (
        "sent: completed messages from the domain, with the bytes delivered and their recipients; received: deliveries "
        "to it; missed: attempts that failed or were deferred."
    )
    table = Table("qmail.domains", "Domains", columns, shown, note)
    return Section("qmail.domains", "Domains", tables=(table,))
