"""Rows of several sources as what happened: one login that two of them tell of is one.  Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ...logins import Access
from .ledger import Key, Ledger, Row
from .names import MARK, UNKNOWN, account, hidden
from .totals import Totals

Place = tuple[str, str, str]  # user, service, address
RECORDS = {"wtmp", "btmp", "wtmpdb", "lastlog", "mgetty"}  # what names no host itself


def hosts_of(totals: Mapping[str, Totals]) -> dict[str, Totals]:
    """The totals, those of one machine as one: what its records and its lines both tell of is not to count twice.

    Syslog says mx1 where the site is called mx1.example.org; and where one host alone has records, and one alone
    lines, they are the same.  The name that the lines bear stays.
    """
    found = dict(totals)
    for host in sorted(totals):
        short = host.partition(".")[0]
        longer = [name for name in totals if name != short and name.partition(".")[0] == short]
        if short in found and longer == [host]:
            _join(found, host, short)
    records = [host for host, total in found.items() if total.spans.keys() <= RECORDS]
    lines = [host for host, total in found.items() if not total.spans.keys() & RECORDS]
    if len(records) == len(lines) == 1:
        _join(found, records[0], lines[0])
    return found


def _join(totals: dict[str, Totals], one: str, into: str) -> None:
    both = totals[into].copy()
    both.add(totals.pop(one))
    totals[into] = both


def successes(ledger: Ledger) -> list[Access]:
    """Logins by user, service and address, as the source that saw more of them tells; the latest first."""
    rows = _most((key, row) for key, row in ledger if key.user)
    addressed = {(user, service) for user, service, where in rows if where}
    return _accesses({at: row for at, row in rows.items() if not _again(at, row, addressed)})


def failures(ledger: Ledger, names: Mapping[str, str]) -> list[Access]:
    """Failed logins likewise; `names`: known accounts by their hash.  What is nobody's is UNKNOWN's."""
    found: dict[Place, Row] = {}
    rows = _most((key._replace(user=names.get(key.user, key.user)), row) for key, row in ledger)
    for (user, service, where), row in rows.items():
        place = (shown(user, names), service, where)
        known = found.get(place)
        found[place] = row if known is None else _both(known, row, known.times + row.times)
    return _accesses(found)


def shown(user: str, names: Mapping[str, str]) -> str:
    """The account of a failed login, or UNKNOWN."""
    if user.startswith(MARK):
        return names.get(user, UNKNOWN)
    return user or UNKNOWN


def known(totals: Iterable[Totals], accounts: Iterable[str]) -> dict[str, str]:
    """By their hash: the host's accounts, who has ever logged in, and whom a daemon has vouched for."""
    found = {account(name) for name in accounts}
    for total in totals:
        found |= total.lasts.keys() | total.snapshot.keys() | total.known.kept
        found |= {key.user for key, _ in total.accesses if key.user}
        found |= {key.user for key, _ in total.failures if key.user and not key.user.startswith(MARK)}
    return {hidden(name): name for name in found if hidden(name)}


def _most(rows: Iterable[tuple[Key, Row]]) -> dict[Place, Row]:
    """The sum of each source, and of these the greatest."""
    sums: dict[Place, dict[str, Row]] = {}
    for key, row in rows:
        by_source = sums.setdefault((key.user, key.service, key.address), {})
        before = by_source.get(key.source)
        by_source[key.source] = row if before is None else _both(before, row, before.times + row.times)
    found = {}
    for place, by_source in sums.items():
        whole = None
        for _, row in sorted(by_source.items()):
            whole = row if whole is None else _both(whole, row, max(whole.times, row.times))
        if whole is not None:
            found[place] = whole
    return found


def _both(one: Row, two: Row, times: int) -> Row:
    methods = tuple(sorted({*one.methods, *two.methods}))
    first, last = min(one.first, two.first), max(one.last, two.last)
    return Row(times, first, last, methods, one.halves | two.halves, max(one.name, two.name))


def _again(place: Place, row: Row, addressed: set[tuple[str, str]]) -> bool:
    """Is it wtmp's telling, by a host's name alone, of what sshd tells by address?"""
    user, service, where = place
    return service == "ssh" and not where and bool(row.name) and (user, service) in addressed


def _accesses(rows: Mapping[Place, Row]) -> list[Access]:
    found = [
        Access(user, service, where, row.times, row.first, row.last, ", ".join(row.methods), row.name)
        for (user, service, where), row in rows.items()
    ]
    return sorted(found, key=lambda each: (-each.last, each.user, each.service, each.address))
