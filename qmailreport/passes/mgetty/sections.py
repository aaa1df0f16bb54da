"""The sections on calls by modem.  Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ...redact import clean
from ...report import Column, Figure, Section, Table, Value
from ..many import together
from .calls import Call, Calls

SHOWN = ("ring", "connect", "data", "fax", "failed", "warning")
REMEDY = "The modem is off, or its cable is loose: look at it, and reset it."


def sections(totals: Mapping[str, Calls], top: int, hide: frozenset[str]) -> Sequence[Section]:
    """The modems first, where one complains."""
    whole = together(totals.values(), Calls)
    made = (_modems(whole, top), _calls(whole, top), _failures(whole, top))
    return [section for section in made if section.tables and section.id.removeprefix("mgetty.") not in hide]


def figures(total: Calls) -> tuple[Figure, ...]:
    """Counts over all lines of a host."""
    return tuple(
        Figure(f"mgetty.{word}", label, sum(n for key, n in total.counts.items() if key.endswith("/" + word)))
        for word, label in (
            ("connect", "Calls taken"),
            ("data", "Logins by modem"),
            ("fax", "Faxes"),
            ("failed", "Calls that failed"),
            ("warning", "Modem warnings"),
        )
    )


def _kinds(calls: Calls, what: str) -> list[tuple[str, int, int, int]]:
    rows = [(words, n, first, last) for (kind, words), (n, first, last) in calls.kinds.items() if kind == what]
    return sorted(rows, key=lambda row: (-row[1], row[0]))


def _table(id: str, title: str, word: str, rows: Sequence[tuple[str, int, int, int]], top: int) -> Table:
    columns = (Column("what", word, "text"), Column("lines", "Times"))
    times = (Column("first", "First", "instant"), Column("last", "Last", "instant"))
    return Table(id, title, (*columns, *times), tuple(rows[:top]), more=max(0, len(rows) - top))


def _modems(calls: Calls, top: int) -> Section:
    rows = _kinds(calls, "warning")
    tables = (_table("mgetty.warnings", "", "mgetty says", rows, top),) if rows else ()
    return Section("mgetty.modems", "Modem warnings", REMEDY if rows else "", tables=tables, urgent=True)


def _calls(calls: Calls, top: int) -> Section:
    lines = sorted({key.rpartition("/")[0] for key in calls.counts})
    by_line: list[tuple[Value, ...]] = [
        (clean(line, 12), *(calls.counts.get(f"{line}/{word}", 0) for word in SHOWN)) for line in lines
    ]
    titles = ("Rings", "Taken", "Logins", "Faxes", "Failed", "Warnings")
    counts = (Column(word, title) for word, title in zip(SHOWN, titles, strict=True))
    columns = (Column("line", "Line", "text"), *counts)
    more = max(0, len(by_line) - top)
    tables = [Table("mgetty.lines", "", columns, tuple(by_line[:top]), more=more)] if lines else []
    if calls.calls:
        tables.append(_logins(calls.calls, top))
    note = "Taken: the modem said CONNECT. Logins and faxes: mgetty's ##### lines, written when it hands the call over."
    return Section("mgetty.calls", "Calls by modem", note if lines else "", figures(calls), tuple(tables))


def _logins(calls: Iterable[Call], top: int) -> Table:
    rows: list[tuple[Value, ...]] = [
        (call.at, *(clean(word, 40) for word in (call.line, call.user, call.caller, call.speed)))
        for call in sorted(calls)
    ]
    columns = (Column("at", "Time", "instant"), *(Column(word.lower(), word, "text") for word in _HEADS))
    return Table("mgetty.logins", "Logins by modem", columns, tuple(rows[:top]), more=max(0, len(rows) - top))


_HEADS = ("Line", "User", "Caller", "Speed")


def _failures(calls: Calls, top: int) -> Section:
    rows = _kinds(calls, "failure")
    tables = (_table("mgetty.failures", "", "Reason", rows, top),) if rows else ()
    return Section("mgetty.failures", "Calls that failed", tables=tables)
