"""Which services ran when: a stretch of status lines of one service as one row, which merge left to right.  Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

LIMIT = 5000  # services of all hosts; beyond them only the first by name are kept, whatever order they came in
Key = tuple[bytes, bytes]  # host and service, as the status says them
Row = list[Any]
# Instants in ns; BEGUN: where the last stretch of `Stopped` begins, if it has not ended.
FIRST, FIRST_UP, LAST, LAST_UP, STOPS, STARTS, DOWN, BEGUN, STOPPED, RAN_NOT, SAMPLE = range(11)


def status(at: int, up: bool, line: bytes = b"") -> Row:
    """One line: a service ran at `at`, or did not."""
    stopped = None if up else at
    return [at, up, at, up, 0, 0, 0, stopped, stopped, stopped, b"" if up else line]


def merge(left: Row, right: Row) -> Row:
    """`left`, then `right`; time between two lines counts as stopped where the first of them says so."""
    row = list(left)
    row[LAST], row[LAST_UP] = right[LAST], right[LAST_UP]
    row[STOPS] += right[STOPS] + (left[LAST_UP] and not right[FIRST_UP])
    row[STARTS] += right[STARTS] + (right[FIRST_UP] and not left[LAST_UP])
    row[DOWN] += right[DOWN] + (0 if left[LAST_UP] else max(0, right[FIRST] - left[LAST]))
    on = not (right[LAST_UP] or right[FIRST_UP] or right[STARTS]) and not left[LAST_UP]  # never ran in `right`
    row[BEGUN] = left[BEGUN] if on else right[BEGUN]
    row[STOPPED] = right[STOPPED] if left[STOPPED] is None else left[STOPPED]
    row[RAN_NOT] = left[RAN_NOT] if right[RAN_NOT] is None else right[RAN_NOT]
    row[SAMPLE] = left[SAMPLE] or right[SAMPLE]
    return row


def see(rows: dict[Key, Row], key: Key, row: Row) -> None:
    """Puts `row` behind what is known of a service."""
    known = rows.get(key)
    rows[key] = row if known is None else merge(known, row)
    if len(rows) > LIMIT:
        del rows[max(rows)]


def join(left: dict[Key, Row], right: Mapping[Key, Row]) -> None:
    """Puts a later stretch behind an earlier one."""
    for key, row in right.items():
        see(left, key, row)


# ----- over midnight


def carried(rows: Mapping[Key, Row], since: int) -> list[list[Any]]:
    """What tomorrow needs of services heard of from `since` (ns) on: [host, service, last, ran, stopped since]."""
    return [
        [host.decode("latin-1"), service.decode("latin-1"), row[LAST], row[LAST_UP], row[BEGUN]]
        for (host, service), row in sorted(rows.items())
        if row[LAST] >= since
    ]


def opened(carried: list[list[Any]], start: int) -> dict[Key, Row]:
    """The rows of a carry; what was stopped before `start` (ns) counts from there on."""
    rows: dict[Key, Row] = {}
    for host, service, last, up, begun in carried:
        row = status(max(last, start), up)
        row[BEGUN] = row[STOPPED] = begun
        row[RAN_NOT] = None
        rows[host.encode("latin-1"), service.encode("latin-1")] = row
    return rows


# ----- settled: totals, which add up in any order

TIMES, SINCE, UNTIL, TIME, END, ENDS_UP, LINE = range(7)


def settled(row: Row, known: bool, latest: int) -> Row | None:
    """[times stopped, first, last, ns, last line, ran then, sample]; None where it always ran.

    `known`: the day began with what the day before left; else a service whose first line says Stopped was stopped once.
    `latest`: the host's last line of the day, until which a service that does not run by then was stopped (ns).
    """
    if row[STOPPED] is None:
        return None
    times = row[STOPS] + (not known and not row[FIRST_UP])
    down = row[DOWN] + (0 if row[LAST_UP] else max(0, latest - row[LAST]))
    return [times, row[STOPPED], row[RAN_NOT], down, row[LAST], row[LAST_UP], row[SAMPLE]]


def add(known: Row, other: Row) -> Row:
    """The same service in two logs, or on two days."""
    end = max((known[END], known[ENDS_UP]), (other[END], other[ENDS_UP]))
    return [
        known[TIMES] + other[TIMES],
        min((each[SINCE] for each in (known, other) if each[SINCE] is not None), default=None),
        max((each[UNTIL] for each in (known, other) if each[UNTIL] is not None), default=None),
        known[TIME] + other[TIME],
        *end,
        min(known[LINE], other[LINE]) or known[LINE] or other[LINE],
    ]
