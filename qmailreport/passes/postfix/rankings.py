"""Who sent, who got, which hosts, why not, and who tried to break in: the ranked tables.  Pure."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ...redact import clean
from ...report import Column, Section, Table, Value
from ..histogram import percentile
from .bounded import F_BYTES, F_DEFERRED, F_DELAYS, F_FAILED, F_MOST, F_SENT, Flow, Where, flow, join
from .rejects import MEANING
from .totals import (
    R_BOUNCED,
    R_BYTES,
    R_DEFERRED,
    R_DELAY,
    R_MOST,
    R_SENT,
    S_BYTES,
    S_DEFERRED,
    S_DELAY,
    S_MESSAGES,
    S_MOST,
    S_SENT,
    Totals,
)

NAME = Column("name", "Name", "text")
BYTES = Column("bytes", "bytes", "bytes")
DEFERRED = Column("deferred", "deferred")
TOOK = (Column("average", "average", "ns"), Column("max", "longest", "ns"))
_COARSE = "More addresses than can be kept one by one: they stand together by domain."
_REASON = (Column("reason", "Reason", "text"), Column("code", "Code", "code"))


def summed(total: Totals, key: Callable[[Where], bytes]) -> dict[bytes, Flow]:
    """The flows' rows summed by what `key` makes of them."""
    rows: dict[bytes, Flow] = {}
    for where, row in total.flows.rows.items():
        join(rows.setdefault(key(where), flow()), row)
    return rows


def average(total: int, n: int) -> int | None:
    """The average of `n` delays; nothing of none."""
    return total // n if n else None


def ranked(
    id: str,
    title: str,
    columns: Sequence[Column],
    shown: Sequence[tuple[Value, ...]],
    count: int,
    note: str,
    **more: Any,
) -> Section | None:
    """A section of one ranked table; `count` rows there are in all."""
    if not shown:
        return None
    shape = more.pop("shape", "ranked")
    table = Table(id, title, tuple(columns), tuple(shown), note, shape, count - len(shown), **more)
    return Section(id, title, tables=(table,))


def _together(note: str, level: int) -> str:
    """The note of a table by address, which says so where there are too many."""
    return f"{note} {_COARSE}" if level else note


def senders(total: Totals, own: frozenset[bytes], top: int) -> Section | None:
    """Senders of accepted messages."""
    rows = {sender: row for sender, row in total.senders.items() if sender not in own and row[S_MESSAGES] > 0}
    best = heapq.nsmallest(top, rows.items(), key=lambda each: (-each[1][S_MESSAGES], -each[1][S_BYTES], each[0]))
    shown = [
        (
            clean(name, 100) or "<> (bounces)",
            row[S_MESSAGES],
            row[S_BYTES],
            row[S_DEFERRED],
            average(row[S_DELAY], row[S_SENT]),
            row[S_MOST] if row[S_SENT] else None,
        )
        for name, row in best
    ]
    columns = (NAME, Column("messages", "messages"), BYTES, DEFERRED, *TOOK)
    note = (
        "Accepted messages by envelope sender; deferred in attempts; average and longest delay of what was delivered."
    )
    return ranked("postfix.senders", "Top senders", columns, shown, len(rows), _together(note, total.senders.level))


def recipients(total: Totals, top: int) -> Section | None:
    """Recipients by what was delivered to them, after aliases."""
    best = heapq.nsmallest(top, total.rcpts.items(), key=lambda each: (-each[1][R_SENT], -each[1][R_BYTES], each[0]))
    shown = [
        (
            clean(name, 100),
            row[R_SENT],
            row[R_BYTES],
            row[R_DEFERRED],
            row[R_BOUNCED],
            average(row[R_DELAY], row[R_SENT]),
            row[R_MOST] if row[R_SENT] else None,
        )
        for name, row in best
    ]
    columns = (NAME, Column("messages", "delivered"), BYTES, DEFERRED, Column("failed", "failed"), *TOOK)
    note = "Final deliveries by recipient, as aliases left it; deferred in attempts; average and longest delay."
    return ranked(
        "postfix.recipients", "Top recipients", columns, shown, len(total.rcpts), _together(note, total.rcpts.level)
    )


def rhosts(total: Totals, top: int) -> Section | None:
    """Recipient domains with what they took, deferred and refused."""
    rows = summed(total, lambda where: where[1])
    note = "Recipients by their domain; deferred in attempts; p90 of the delay from arrival to success."
    return hosts(rows, "postfix.rhosts", "Recipient hosts", "Host", note, top)


def hosts(rows: Mapping[bytes, Flow], id: str, title: str, first: str, note: str, top: int) -> Section | None:
    """Rows of recipients by result, the busiest first."""
    best = heapq.nsmallest(top, rows.items(), key=lambda each: (-sum(each[1][: F_FAILED + 1]), each[0]))
    shown = [
        (
            clean(host, 80) or "(none)",
            row[F_SENT],
            row[F_DEFERRED],
            row[F_FAILED],
            row[F_BYTES],
            min(percentile(row[F_DELAYS], 90), row[F_MOST]) if row[F_SENT] else None,
        )
        for host, row in best
    ]
    columns = (
        Column("host", first, "text"),
        Column("delivered", "delivered"),
        DEFERRED,
        Column("failed", "failed"),
        BYTES,
        Column("p90", "p90", "ns"),
    )
    return ranked(id, title, columns, shown, len(rows), note, shape="providers")


def reasons(total: Totals, result: str, id: str, title: str, noun: str, top: int) -> Section | None:
    """Deferrals or failures by what they say; a sample each."""
    found = [(key[1], key[2], *row) for key, row in total.reasons.rows.items() if key[0] == result]
    return grouped(found, id, title, noun, top, "Below each reason: the first line that gave it.")


def rejects(total: Totals, top: int) -> Section | None:
    """What was refused, by reason and stage."""
    found = [
        (MEANING.get(kind, kind) + (f" ({stage})" if stage else ""), code, *row)
        for (kind, stage, code), row in total.rejects.rows.items()
    ]
    note = "Attempts by reason and by the SMTP command that was refused; below each: the first line that gave it."
    return grouped(found, "postfix.rejects", "Rejects by reason", "attempts", top, note)


def grouped(found: list[tuple[Any, ...]], id: str, title: str, noun: str, top: int, note: str) -> Section | None:
    """Rows (phrase, code, count, at, sample) by phrase, with the codes and the earliest sample of each."""
    rows: dict[str, tuple[int, dict[str, int], int, bytes]] = {}
    for phrase, code, count, at, sample in found:
        before, codes, seen, known = rows.get(phrase, (0, {}, at, sample))
        codes = {**codes, code: codes.get(code, 0) + count}
        rows[phrase] = (before + count, codes, *min((seen, known), (at, sample)))
    best = heapq.nsmallest(top, rows.items(), key=lambda each: (-each[1][0], each[0]))
    shown = [(phrase, _codes(codes), count) for phrase, (count, codes, _, _) in best]
    samples = tuple(clean(sample.rstrip(b")] \r"), 200) for _, (_, _, _, sample) in best)
    return ranked(id, title, (*_REASON, Column("count", noun)), shown, len(rows), note, samples=samples)


def _codes(codes: Mapping[str, int]) -> str:
    named = sorted((-count, code) for code, count in codes.items() if code)
    return ", ".join(code for _, code in named[:2]) + (" …" if len(named) > 2 else "")


def best_of(rows: Mapping[Any, int], top: int) -> list[tuple[Any, int]]:
    """The `top` greatest counts, by key where equal."""
    return heapq.nsmallest(top, rows.items(), key=lambda each: (-each[1], each[0]))


def lists(total: Totals, top: int) -> Section | None:
    """Rejects by DNS blocklist."""
    shown = [(clean(name, 80), count) for name, count in best_of(total.lists.rows, top)]
    columns = (Column("name", "Blocklist", "text"), Column("count", "rejects"))
    return ranked(
        "postfix.lists", "Rejects by blocklist", columns, shown, len(total.lists.rows), "By smtpd and postscreen."
    )


def sasl(total: Totals, top: int) -> Section | None:
    """Failed logins by account and by address."""
    if not total.addresses.rows:
        return None
    tables = []
    for id, title, rows, noun in (
        ("postfix.sasl.accounts", "Failed logins by account", total.accounts.rows, "Account"),
        ("postfix.sasl.addresses", "Failed logins by address", total.addresses.rows, "Address"),
    ):
        shown = tuple((clean(name, 80) or "(not logged)", count) for name, count in best_of(rows, top))
        columns = (Column("name", noun, "text"), Column("count", "failures"))
        tables.append(Table(id, title, columns, shown, "", "ranked", len(rows) - len(shown)))
    return Section("postfix.sasl", "Failed logins", "SASL authentication failures at smtpd.", tables=tuple(tables))


def tls(total: Totals, top: int) -> Section | None:
    """TLS protocol and cipher, in and out."""
    best = best_of(total.tls.rows, top)
    shown = [(clean(words, 90), way.decode(), count) for (way, words), count in best]
    columns = (
        Column("cipher", "Protocol and cipher", "text"),
        Column("way", "Way", "code"),
        Column("count", "sessions"),
    )
    return ranked("postfix.tls", "TLS", columns, shown, len(total.tls.rows), "Sessions in (smtpd) and out (smtp).")
