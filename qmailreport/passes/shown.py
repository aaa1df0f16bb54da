"""Tallies as sections: rankings, hours, messages by severity, a row a host.  Pure."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Mapping, Sequence

from ..day import Day
from ..redact import clean
from ..report import Column, Figure, Section, Table, Value
from . import many
from .counting import SEVERITIES, Tally, quarters_of

Rows = Sequence[tuple[Value, ...]]


def ranked(id: str, title: str, columns: Sequence[Column], rows: Rows, top: int, note: str = "") -> Table | None:
    """A ranking by the first count, the further ones, then the name; None where there are no rows."""
    if not rows:
        return None
    numbers = [place for place, column in enumerate(columns) if column.unit not in ("text", "code")]

    def order(row: tuple[Value, ...]) -> tuple[object, ...]:
        return (*(-float(row[place] or 0) for place in numbers), *(str(value) for value in row))

    best = heapq.nsmallest(top, rows, key=order)
    return Table(id, title, tuple(columns), tuple(best), note, "ranked", len(rows) - len(best))


def section(
    id: str, title: str, tables: Iterable[Table | None], note: str = "", figures: Iterable[Figure] = ()
) -> Section | None:
    """The section of those tables that there are; None where it would say nothing."""
    made, shown = tuple(table for table in tables if table), tuple(figures)
    return Section(id, title, note, shown, made) if made or shown else None


def messages(
    id: str, title: str, total: Tally, severities: Iterable[str], top: int, meanings: Mapping[str, str], urgent: bool
) -> Section | None:
    """What programs say of themselves, the worst first, each with its earliest line."""
    wanted = set(severities)
    rows = [(key, row) for key, row in total.said.rows.items() if key[0] in wanted]
    rows.sort(key=lambda each: (SEVERITIES.index(each[0][0]), -int(each[1][0]), each[0]))
    if not rows:
        return None
    shown = rows[:top]
    columns = [Column("message", "Message", "text"), Column("severity", "Severity", "code"), Column("lines", "lines")]
    table = Table(
        id,
        title,
        tuple(columns),
        tuple((_words(program, words) or title, severity, int(row[0])) for (severity, program, words), row in shown),
        " ".join(dict.fromkeys(meanings[key[0]] for key, _ in shown if meanings.get(key[0]))),
        "ranked",
        len(rows) - len(shown),
        tuple(clean(row[2], 200) for _, row in shown),
    )
    return Section(id, title, meanings.get(rows[0][0][0], ""), tables=(table,), urgent=urgent)


def _words(program: str, words: str) -> str:
    return f"{program}: {words}" if program and words else program or words


def hours(id: str, title: str, total: Tally, day: Day, series: Sequence[tuple[str, str]], note: str) -> Section | None:
    """A bar an hour of what is counted by quarters of an hour."""
    rows: list[tuple[Value, ...]] = [
        (label, *quarters_of(total, window, len(series)), 1) for window, label in day.hours()
    ]
    if not any(any(row[1:-1]) for row in rows):
        return None
    columns = [Column("label", "Hour", "text"), *(Column(*names) for names in series), Column("seen", "seen")]
    return Section(id, title, tables=(Table(id, title, tuple(columns), tuple(rows), note, "hours"),))


def hosts(
    id: str, totals: Mapping[str, Tally], series: Sequence[tuple[str, str, Callable[[Tally], int]]]
) -> Section | None:
    """A row a host, where there are several."""
    if len(totals) < 2:
        return None
    rows: list[tuple[Value, ...]] = [
        (clean(host, 60), *(count(total) for _, _, count in series)) for host, total in totals.items()
    ]
    columns = [Column("host", "Host", "text"), *(Column(name, title) for name, title, _ in series)]
    return section(id, "By host", [ranked(id, "By host", columns, rows, 50)])


def stirring(totals: Mapping[str, Tally], empty: Callable[[], Tally], busy: Callable[[Tally], int]) -> dict[str, Tally]:
    """The hosts that said something, at most a thousand, the busiest."""
    return many.limited({host: total for host, total in totals.items() if total.stirred}, busy, empty)


def kept(sections: Iterable[Section | None], hide: frozenset[str]) -> tuple[Section, ...]:
    """The sections that there are and that are not hidden."""
    return tuple(each for each in sections if each is not None and each.id.partition(".")[2] not in hide)
