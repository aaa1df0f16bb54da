"""Who sent, who got, which hosts, why not, and who tried to break in: the ranked tables.  Pure."""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence
from typing import Any

from ...redact import clean
from ...report import Column, Section, Table, Value
from ..qmail.rankings import percentile
from .rejects import MEANING
from .totals import R_BOUNCED, R_BYTES, R_DEFERRED, R_SENT, S_BYTES, S_MESSAGES, Totals

_NAME = Column("name", "Name", "text")
_BYTES = Column("bytes", "bytes", "bytes")
_DEFERRED = Column("deferred", "deferred")
_REASON = (Column("reason", "Reason", "text"), Column("code", "Code", "code"))


def nanoseconds(delay: bytes) -> int:
    """'0.12' or '71766' seconds in ns; what is no number is 0."""
    whole, _, part = delay.partition(b".")
    digits = whole + part[:9].ljust(9, b"0")
    return int(digits) if digits.isdigit() else 0


def histogram(delays: Mapping[bytes, int]) -> dict[int, int]:
    """Delays in ns and how often each occurred."""
    found: dict[int, int] = {}
    for delay, count in delays.items():
        ns = nanoseconds(delay)
        found[ns] = found.get(ns, 0) + count
    return found


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


def senders(total: Totals, own: frozenset[bytes], top: int) -> Section | None:
    """Senders of accepted messages."""
    rows = {sender: row for sender, row in total.senders.items() if sender not in own and row[S_MESSAGES] > 0}
    best = heapq.nsmallest(top, rows.items(), key=lambda each: (-each[1][S_MESSAGES], -each[1][S_BYTES], each[0]))
    shown = [(clean(name, 100) or "<> (bounces)", row[S_MESSAGES], row[S_BYTES]) for name, row in best]
    note = "Accepted messages by envelope sender."
    return ranked(
        "postfix.senders", "Top senders", (_NAME, Column("messages", "messages"), _BYTES), shown, len(rows), note
    )


def recipients(total: Totals, top: int) -> Section | None:
    """Recipients by what was delivered to them, after aliases."""
    best = heapq.nsmallest(top, total.rcpts.items(), key=lambda each: (-each[1][R_SENT], -each[1][R_BYTES], each[0]))
    shown = [(clean(name, 100), row[R_SENT], row[R_BYTES], row[R_DEFERRED], row[R_BOUNCED]) for name, row in best]
    columns = (_NAME, Column("messages", "delivered"), _BYTES, _DEFERRED, Column("failed", "failed"))
    note = "Final deliveries by recipient, as aliases left it; deferred in attempts."
    return ranked("postfix.recipients", "Top recipients", columns, shown, len(total.rcpts), note)


def domains(total: Totals) -> dict[bytes, list[int]]:
    """Recipients' rows summed by domain."""
    rows: dict[bytes, list[int]] = {}
    for rcpt, row in total.rcpts.items():
        domain = rcpt.rpartition(b"@")[2]
        known = rows.get(domain)
        rows[domain] = row if known is None else [a + b for a, b in zip(known, row, strict=True)]
    return rows


def rhosts(total: Totals, top: int) -> Section | None:
    """Recipient domains with what they took, deferred and refused."""
    rows = domains(total)
    best = heapq.nsmallest(top, rows.items(), key=lambda each: (-sum(each[1][:3]), each[0]))
    shown = [
        (
            clean(host, 80) or "(none)",
            row[R_SENT],
            row[R_DEFERRED],
            row[R_BOUNCED],
            row[R_BYTES],
            percentile(histogram(total.delays.get(host, {})), 90),
        )
        for host, row in best
    ]
    columns = (
        Column("host", "Host", "text"),
        Column("delivered", "delivered"),
        _DEFERRED,
        Column("failed", "failed"),
        _BYTES,
        Column("p90", "p90", "ns"),
    )
    note = "Recipients by their domain; deferred in attempts; p90 of the delay from arrival to success."
    return ranked("postfix.rhosts", "Recipient hosts", columns, shown, len(rows), note, shape="providers")


def reasons(total: Totals, result: str, id: str, title: str, noun: str, top: int) -> Section | None:
    """Deferrals or failures by what they say; a sample each."""
    found = [(key[1], key[2], *row) for key, row in total.reasons.rows.items() if key[0] == result]
    return _grouped(found, id, title, noun, top, "Below each reason: the first line that gave it.")


def rejects(total: Totals, top: int) -> Section | None:
    """What was refused, by reason and stage."""
    found = [
        (MEANING.get(kind, kind) + (f" ({stage})" if stage else ""), code, *row)
        for (kind, stage, code), row in total.rejects.rows.items()
    ]
    note = "Attempts by reason and by the SMTP command that was refused; below each: the first line that gave it."
    return _grouped(found, "postfix.rejects", "Rejects by reason", "attempts", top, note)


def _grouped(found: list[tuple[Any, ...]], id: str, title: str, noun: str, top: int, note: str) -> Section | None:
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


def _best(rows: Mapping[Any, int], top: int) -> list[tuple[Any, int]]:
    return heapq.nsmallest(top, rows.items(), key=lambda each: (-each[1], each[0]))


def lists(total: Totals, top: int) -> Section | None:
    """Rejects by DNS blocklist."""
    shown = [(clean(name, 80), count) for name, count in _best(total.lists, top)]
    columns = (Column("name", "Blocklist", "text"), Column("count", "rejects"))
    return ranked("postfix.lists", "Rejects by blocklist", columns, shown, len(total.lists), "By smtpd and postscreen.")


def sasl(total: Totals, top: int) -> Section | None:
    """Failed logins by account and by address."""
    if not total.addresses:
        return None
    tables = []
    for id, title, rows, noun in (
        ("postfix.sasl.accounts", "Failed logins by account", total.accounts, "Account"),
        ("postfix.sasl.addresses", "Failed logins by address", total.addresses, "Address"),
    ):
        shown = tuple((clean(name, 80) or "(not logged)", count) for name, count in _best(rows, top))
        columns = (Column("name", noun, "text"), Column("count", "failures"))
        tables.append(Table(id, title, columns, shown, "", "ranked", len(rows) - len(shown)))
    return Section("postfix.sasl", "Failed logins", "SASL authentication failures at smtpd.", tables=tuple(tables))


def tls(total: Totals, top: int) -> Section | None:
    """TLS protocol and cipher, in and out."""
    best = _best(total.tls, top)
    shown = [(clean(words, 90), way.decode(), count) for (way, words), count in best]
    columns = (
        Column("cipher", "Protocol and cipher", "text"),
        Column("way", "Way", "code"),
        Column("count", "sessions"),
    )
    return ranked("postfix.tls", "TLS", columns, shown, len(total.tls), "Sessions in (smtpd) and out (smtp).")
