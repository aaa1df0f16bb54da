"""Rankings: logins by service and account, failed logins, hosts.  Pure."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from ...day import Window
from ...logins import Access
from ...redact import clean
from ...report import Column, Section, Table, Value
from .connect import connect, told
from .totals import Totals
from .views import failures, successes

if TYPE_CHECKING:
    from . import Logins


def services(good: list[Access], options: Logins) -> Section | None:
    """Logins by service, and by account; also those that make no session on a terminal: of mailboxes, SMTP, sftp."""
    if not good:
        return None
    tables = (
        _logins("logins.services", "Service", [(each.service, each.user, each) for each in good], 20),
        _logins("logins.accounts", "Account", [(each.user, each.service, each) for each in good], options.top),
    )
    note = "SMTP counts messages handed over after a login. Webmail is via trusted_proxies, address not logged."
    return Section("logins.services", "Logins by service", note, tables=tables)


def _logins(id: str, head: str, rows: list[tuple[str, str, Access]], top: int) -> Table:
    sums: dict[str, int] = {}
    others: dict[str, set[str]] = {}
    places: dict[str, set[str]] = {}
    for name, other, each in rows:
        sums[name] = sums.get(name, 0) + each.times
        others.setdefault(name, set()).add(other)
        places.setdefault(name, set()).update({each.address} - {""})
    best = heapq.nsmallest(top, sums, key=lambda name: (-sums[name], name))
    columns = [Column("name", head, "text"), Column("logins", "logins")]
    columns.append(Column("accounts", "accounts") if head == "Service" else Column("services", "Services", "text"))
    columns.append(Column("places", "addresses"))
    shown: list[tuple[Value, ...]] = [
        (
            clean(name, 100),
            sums[name],
            len(others[name]) if head == "Service" else ", ".join(sorted(others[name])),
            len(places[name]),
        )
        for name in best
    ]
    return Table(id, f"By {head.lower()}", tuple(columns), tuple(shown), "", "ranked", len(sums) - len(best))


def failed(bad: list[Access], good: list[Access], options: Logins) -> Section | None:
    """Failed logins by account and by address."""
    if not bad:
        return None
    logins: dict[str, int] = {}
    places: dict[str, int] = {}
    for each in good:
        logins[each.user] = logins.get(each.user, 0) + each.times
        places[each.address] = places.get(each.address, 0) + each.times
    note = "What was tried as a name and is no account is not shown: it may be a password."
    named = ((each.user, each) for each in bad)
    tables = [_failures("logins.failures", "Account", named, logins, options.top, note)]
    placed = [(each.address or each.name, each) for each in bad if each.address or each.name]
    if options.addresses and placed:
        tables.append(_failures("logins.failures.addresses", "Address", placed, places, options.top))
    return Section("logins.failures", "Failed logins", tables=tuple(tables))


def _failures(
    id: str, head: str, bad: Iterable[tuple[str, Access]], logins: Mapping[str, int], top: int, note: str = ""
) -> Table:
    sums: dict[str, list[int]] = {}
    services: dict[str, set[str]] = {}
    for name, each in bad:
        row = sums.setdefault(name, [0, 0])
        row[0] += each.times
        row[1] = max(row[1], each.last)
        services.setdefault(name, set()).add(each.service)
    columns = (
        Column("name", head, "text"),
        Column("count", "failed"),
        Column("logins", "logins"),
        Column("last", "last", "instant"),
        Column("services", "Services", "text"),
    )
    best = heapq.nsmallest(top, sums, key=lambda name: (-sums[name][0], name))
    rows = tuple(
        (clean(name, 100), sums[name][0], logins.get(name, 0), sums[name][1], ", ".join(sorted(services[name])))
        for name in best
    )
    return Table(id, f"By {head.lower()}", columns, rows, note, "ranked", len(sums) - len(rows))


def hosts(totals: Mapping[str, Totals], window: Window, top: int) -> Section | None:
    """A row a host, where there are several."""
    if len(totals) < 2:
        return None
    rows: list[tuple[Value, ...]] = []
    for host, total in totals.items():
        sessions = sum(number for number, _, _ in connect(told(total), window).values())
        good = sum(each.times for each in successes(total.accesses))
        rows.append((clean(host, 60), sessions, good, sum(each.times for each in failures(total.failures, {}))))
    columns = (
        Column("host", "Host", "text"),
        Column("sessions", "sessions"),
        Column("logins", "logins"),
        Column("failures", "failed"),
    )
    best = heapq.nsmallest(max(top, 50), rows, key=lambda row: (-int(row[1] or 0), -int(row[2] or 0), str(row[0])))
    return section("logins.hosts", "By host", columns, best, len(rows), "")


def section(
    id: str, title: str, columns: Sequence[Column], rows: Sequence[tuple[Value, ...]], number: int, note: str
) -> Section | None:
    """One plain table; None without rows.  `number`: how many there are in all."""
    if not rows:
        return None
    table = Table(id, title, tuple(columns), tuple(rows), note, "plain", number - len(rows))
    return Section(id, title, tables=(table,))
