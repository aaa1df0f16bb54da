"""Who sent, who got, which hosts, and why not: the ranked tables.  Pure."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable
from operator import itemgetter

from ...redact import clean
from ...report import Column, Section, Table, Value
from ..histogram import percentile
from .state import DEFERRAL, FAILURE, SUCCESS
from .totals import (
    R_DEFERRAL,
    R_FAILURE,
    R_SBYTES,
    R_SUCCESS,
    R_XDELAY,
    S_BYTES,
    S_MESSAGES,
    S_TRIES,
    S_XDELAY,
    W_AT,
    W_COUNT,
    W_SAMPLE,
    Rows,
    Totals,
)

_COLUMNS = (
    Column("name", "Name", "text"),
    Column("messages", "messages"),
    Column("bytes", "bytes", "bytes"),
    Column("tries", "tries"),
    Column("delay", "per try", "ns"),
)
_TITLES = {
    FAILURE: ("qmail.failures", "Failures by reason", "recipients"),
    SUCCESS: ("qmail.successes", "Successes by reason", "recipients"),
    DEFERRAL: ("qmail.deferrals", "Deferrals by reason", "tries"),
}


def _sum(rows: Rows, key: bytes, row: list[int]) -> None:
    """Adds a row of the totals, which stays as it is."""
    known = rows.get(key)
    rows[key] = row if known is None else [a + b for a, b in zip(known, row, strict=True)]


def _best(
    rows: Rows, top: int, key: Callable[[list[int]], tuple[int, ...]], first: Callable[[list[int]], int]
) -> list[tuple[bytes, list[int]]]:
    """The `top` rows of greatest `key` (ties by name), of which `first` is the first place: most rows are passed over
    by a look at that alone.
    """
    least = heapq.nlargest(top, map(first, rows.values()))[-1:]
    likely = [each for each in rows.items() if first(each[1]) >= least[0]] if least else []
    return heapq.nsmallest(top, likely, key=lambda each: (*(-value for value in key(each[1])), each[0]))


def senders(total: Totals, own: frozenset[bytes], top: int) -> Section | None:
    """Senders of completed messages; one row an address, whatever uid queued it."""
    rows: Rows = {}
    for key, row in total.senders.items():
        address = key.partition(b"/<")[2][:-1]
        if row[S_MESSAGES] and address not in own:
            _sum(rows, address, row)
    best = _best(rows, top, itemgetter(S_MESSAGES, S_BYTES), itemgetter(S_MESSAGES))
    shown = tuple(
        (_sender(address), row[S_MESSAGES], row[S_BYTES], row[S_TRIES], row[S_XDELAY] // max(1, row[S_TRIES]))
        for address, row in best
    )
    note = "Completed messages by envelope sender; per try: average time of an attempt."
    return _ranked("qmail.senders", "Top senders", note, shown, len(rows))


def _sender(address: bytes) -> str:
    return {b"": "<> (bounces)", b"#@[]": "<#@[]> (double bounces)"}.get(address) or clean(address, 100)


def recipients(total: Totals, top: int) -> Section | None:
    """Recipients by what was delivered to them, local and remote together."""
    rows: Rows = {}
    for key, row in total.rcpts.items():
        _sum(rows, key.partition(b" ")[2], row)
    best = _best(rows, top, lambda row: (row[R_SUCCESS], tries(row)), itemgetter(R_SUCCESS))
    shown = tuple(
        (clean(address, 100), row[R_SUCCESS], row[R_SBYTES], tries(row), row[R_XDELAY] // max(1, tries(row)))
        for address, row in best
    )
    note = "Messages delivered, by envelope recipient; per try: average time of an attempt."
    return _ranked("qmail.recipients", "Top recipients", note, shown, len(rows))


def tries(row: list[int]) -> int:
    """All attempts of a recipient's row."""
    return row[R_SUCCESS] + row[R_FAILURE] + row[R_DEFERRAL]


def _ranked(id: str, title: str, note: str, shown: tuple[tuple[Value, ...], ...], count: int) -> Section | None:
    if not shown:
        return None
    table = Table(id, title, _COLUMNS, shown, note, "ranked", count - len(shown))
    return Section(id, title, tables=(table,))


def rhosts(total: Totals, top: int) -> Section | None:
    """Recipient hosts of remote deliveries, with what they took, deferred and refused."""
    rows: Rows = {}
    local = 0
    for key, row in total.rcpts.items():
        if key.startswith(b"remote "):
            _sum(rows, key.rpartition(b"@")[2] if b"@" in key else key[7:], row)
        else:
            local += row[R_SUCCESS]
    best = heapq.nsmallest(top, rows.items(), key=lambda each: (-tries(each[1]), each[0]))
    if not best:
        return None
    shown = tuple(
        (
            clean(host, 80) or "(none)",
            row[R_SUCCESS],
            row[R_DEFERRAL],
            row[R_FAILURE],
            row[R_SBYTES],
            percentile(total.delays[host], 90) if host in total.delays else None,
        )
        for host, row in best
    )
    columns = (
        Column("host", "Host", "text"),
        Column("delivered", "delivered"),
        Column("deferred", "deferred"),
        Column("failed", "failed"),
        Column("bytes", "bytes", "bytes"),
        Column("p90", "p90", "ns"),
    )
    note = "Recipients; deferred in tries; p90 of the delay of successes."
    if local:
        note += f" {local:,} more were delivered to local mailboxes."
    table = Table("qmail.rhosts", "Recipient hosts", columns, shown, note, "providers", len(rows) - len(shown))
    return Section("qmail.rhosts", "Recipient hosts", tables=(table,))


def reasons(total: Totals, result: int, top: int) -> Section | None:
    """Failures or deferrals by what they say, not by how each server words it; a sample each."""
    rows: dict[str, tuple[int, dict[str, int], int, bytes]] = {}
    for (kind, phrase, code), row in total.reasons.items():
        if kind != result:
            continue
        count, at, sample = row[W_COUNT], row[W_AT], row[W_SAMPLE]
        before, codes, seen, known = rows.get(phrase, (0, {}, at, sample))
        codes = {**codes, code: codes.get(code, 0) + count}
        first = min((seen, known), (at, sample))
        rows[phrase] = (before + count, codes, *first)
    if not rows:
        return None
    best = heapq.nsmallest(top, rows.items(), key=lambda each: (-each[1][0], each[0]))
    id, title, noun = _TITLES[result]
    columns = (Column("reason", "Reason", "text"), Column("code", "Code", "code"), Column("count", noun))
    shown = tuple((phrase, _codes(codes.items()), count) for phrase, (count, codes, _, _) in best)
    samples = tuple(clean(sample.replace(b"_", b" ").rstrip(b"/ \r"), 200) for _, (_, _, _, sample) in best)
    table = Table(
        id,
        title,
        columns,
        shown,
        "Below each reason: the first line that gave it.",
        "ranked",
        len(rows) - len(shown),
        samples,
    )
    return Section(id, title, tables=(table,))


def _codes(codes: Iterable[tuple[str, int]]) -> str:
    named = sorted((-count, code) for code, count in codes if code)
    return ", ".join(code for _, code in named[:2]) + (" …" if len(named) > 2 else "")
