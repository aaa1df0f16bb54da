"""What Zimbra's status lines come to, as sections.  Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from ...day import Day
from ...redact import clean
from ...report import Column, Figure, Section, Table, Value
from .. import many, shown
from .scan import Stretch, empty
from .services import ENDS_UP, LINE, SINCE, TIME, TIMES, UNTIL

CRITICAL = 95  # percent: zmdisklog's own threshold of `critical`
_STOPPED = "A service that is stopped does not do its work: start it with zmcontrol, or find out what keeps it down."
_DISK = "A partition that is full stops the services that write to it."


def sections(totals: Mapping[str, Stretch], day: Day, top: int, hide: frozenset[str]) -> Sequence[Section]:
    """All sections of the pass in the order of the mail; what has nothing to say is left out."""
    stirred = cast("dict[str, Stretch]", shown.stirring(totals, empty, lambda total: sum(total.counts.values())))
    if not stirred:
        return ()
    whole = many.together(stirred.values(), empty)
    made = (
        problems(whole, top),
        Section("zimbra.overall", "Zimbra", figures=figures(whole)) if any(f.value for f in figures(whole)) else None,
        services(whole, top),
        disks(whole, top),
        starts(whole, top),
        shown.messages("zimbra.messages", "Messages of Zimbra’s monitors", whole, ("warning",), top, {}, False),
    )
    return shown.kept(made, hide)


def figures(total: Stretch) -> tuple[Figure, ...]:
    """The sums."""
    rows = list(total.stopped.values())
    return (
        Figure("zimbra.stopped", "Services that were stopped", len(rows)),
        Figure("zimbra.down", "Services stopped at the end", sum(not row[ENDS_UP] for row in rows)),
        Figure("zimbra.downtime", "Stopped, all services together", sum(row[TIME] for row in rows), "ns"),
        Figure("zimbra.disks", "Disk warnings", total.get("disks"), noun="lines"),
        Figure("zimbra.mailboxd", "Starts of mailboxd", total.get("mailboxd")),
    )


def _name(key: tuple[bytes, ...]) -> str:
    host, rest = key[0], b"".join(key[1:])
    return clean(host + b": " + rest if host and rest else host or rest, 80) or "(others)"


def problems(total: Stretch, top: int) -> Section | None:
    """Services that were stopped, and disks that fill up: what is still so first."""
    tables = (_services_problem(total, top), _disks_problem(total, top))
    found = tuple(table for table in tables if table)
    title = "Zimbra’s services and disks"
    return Section("zimbra.problems", title, found[0].note, tables=found, urgent=True) if found else None


_COLUMNS = (Column("message", "Message", "text"), Column("severity", "Severity", "code"))


def _services_problem(total: Stretch, top: int) -> Table | None:
    rows = sorted(total.stopped.items(), key=lambda each: (each[1][ENDS_UP], -each[1][TIME], each[0]))
    if not rows:
        return None
    said: list[tuple[Value, ...]] = []
    for key, row in rows[:top]:
        if row[ENDS_UP]:
            said.append((f"{_name(key)} was stopped, and runs again", "warning"))
        else:
            said.append((f"{_name(key)} is stopped", "serious"))
    samples = tuple(clean(row[LINE], 200) for _, row in rows[:top])
    more = len(rows) - len(said)
    return Table("zimbra.problems", "Services", _COLUMNS, tuple(said), _STOPPED, "ranked", more, samples)


def _disks_problem(total: Stretch, top: int) -> Table | None:
    rows = sorted(total.tables["disks"].rows.items(), key=lambda each: (-each[1][3], each[0]))
    if not rows:
        return None
    said = tuple(
        (f"{_name(key)} is {row[3]} % full", "serious" if row[3] >= CRITICAL else "warning", row[0])
        for key, row in rows[:top]
    )
    columns = (*_COLUMNS, Column("lines", "lines"))
    samples = tuple(clean(row[4], 200) for _, row in rows[:top])
    return Table("zimbra.problems.disks", "Disks", columns, said, _DISK, "ranked", len(rows) - len(said), samples)


def services(total: Stretch, top: int) -> Section | None:
    """When each service was stopped, and for how long."""
    rows = sorted(total.stopped.items(), key=lambda each: (each[1][ENDS_UP], -each[1][TIME], each[0]))
    if not rows:
        return None
    columns = (
        Column("service", "Service", "text"),
        Column("now", "At the end", "text"),
        Column("times", "times"),
        Column("first", "first", "instant"),
        Column("last", "last", "instant"),
        Column("time", "stopped", "ns"),
    )
    said = tuple(
        (_name(key), "running" if row[ENDS_UP] else "stopped", row[TIMES], row[SINCE], row[UNTIL], row[TIME])
        for key, row in rows[: max(top, 20)]
    )
    note = (
        "By the status lines, one every two minutes: from the first that says Stopped to the next that says Running, "
        "or to the last of the day."
    )
    title = "Services that were stopped"
    table = Table("zimbra.services", title, columns, said, note, "plain", len(rows) - len(said))
    return Section("zimbra.services", title, tables=(table,))


def disks(total: Stretch, top: int) -> Section | None:
    """Disk warnings by mount point."""
    rows = [(_name(key), row[3], row[1], row[0]) for key, row in total.tables["disks"].rows.items()]
    columns = (
        Column("mount", "Mount point", "text"),
        Column("last", "last", "percent"),
        Column("most", "most", "percent"),
        Column("lines", "lines"),
    )
    title = "Disk warnings"
    return shown.section("zimbra.disks", title, [shown.ranked("zimbra.disks", title, columns, rows, top)])


def starts(total: Stretch, top: int) -> Section | None:
    """What was started, stopped and ended, and when last."""
    rows = [(_name(key), row[0], row[1]) for key, row in total.tables["acts"].rows.items()]
    columns = (Column("what", "What", "text"), Column("count", "times"), Column("last", "last", "instant"))
    title = "Starts and stops"
    return shown.section("zimbra.starts", title, [shown.ranked("zimbra.starts", title, columns, rows, top)])
