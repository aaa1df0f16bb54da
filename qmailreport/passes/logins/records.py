"""Login records (`Rows`) into a stretch: btmp is added up, wtmp and wtmpdb are kept for pairing.  Pure."""

from __future__ import annotations

from ...fold import Rows
from .ledger import Key, row
from .names import account, address, hidden
from .state import Last, Stretch, latest
from .table import service

KINDS = ("wtmp", "btmp", "wtmpdb", "lastlog")
ACCOUNTS = 100_000  # of a lastlog that are kept


def scan(stretch: Stretch, rows: Rows) -> None:
    """One chunk."""
    if rows.kind in ("wtmp", "wtmpdb"):
        stretch.keep(rows.kind, rows.records)
        _span(stretch, rows)
    elif rows.kind == "btmp":
        _failed(stretch, rows)
        _span(stretch, rows)
    elif rows.kind == "lastlog":
        _latest(stretch, rows)


def _span(stretch: Stretch, rows: Rows) -> None:
    if not rows.records:
        return
    first, last = rows.reading.first, rows.reading.last
    if first is None or last is None:
        instants = [each[0] for each in rows.records]
        first, last = min(instants), max(instants)
    stretch.heard(rows.kind, len(rows.records), first, last)


def _failed(stretch: Stretch, rows: Rows) -> None:
    for at, _, _, line, _, user, host, numeric in rows.records:
        by = "ssh" if line.startswith("ssh") else service(line, host)
        where = address(numeric) or address(host)
        key = Key(hidden(user), "console" if by == "terminal" else by, where, "btmp")
        stretch.failures.put(key, row(at, name="" if address(host) else host[:255]))


def _latest(stretch: Stretch, rows: Rows) -> None:
    """A snapshot: what it says is not of the window alone."""
    for user, uid, at, line, host, by in rows.records:
        where = address(host)
        word = {"sshd": "ssh", "login": "console"}.get(by, by) or service(line, host)
        last: Last = (at, word, where, "" if where else host[:255], "lastlog")
        if user and len(stretch.snapshot) < ACCOUNTS:
            latest(stretch.snapshot, {account(user): last})
        elif not user and len(stretch.uids) < ACCOUNTS:
            latest(stretch.uids, {uid: last})
    stretch.heard("lastlog", len(rows.records), rows.window.start, rows.window.end - 1)
