"""A window's end: records paired behind yesterday's open sessions, totals by host, and what tomorrow needs.  Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from ...fold import Carry
from . import dialup, pairs
from .ledger import HALF, Key, Ledger, Row
from .names import account, network
from .state import Last, Span, State, Stretch
from .table import NOTES, Stay, Table
from .totals import HOURS, STAYS, Habit, Totals

VERSION = 1
SILENT = ("btmp", "lastlog", "log", "mgetty")  # kinds that tell of no login
USERS = 20_000  # accounts whose last login is remembered, the latest
REMOTE = ("ssh", "FTP", "dial-up", "console", "terminal", "UUCP")
FORGOTTEN = 7 * 86_400 * 10**9  # for which a daemon's session may be open: a log without boots has others for ever
RECORDS = ("wtmp", "wtmpdb")
PIECE = 100_000  # records that are paired at a time
MOST = 8  # times STAYS: sessions that wait for their sums
PLACES = 12  # networks of each, the latest
Past = dict[str, list[Any]]  # user → [Last, logins, hours, {network: its last login}]


def settle(state: State, carry: Carry | None, expire: int) -> tuple[dict[str, Totals], Carry]:
    """The window has ended: `carry` goes on the left."""
    before = carry["hosts"] if carry and carry.get("version") == VERSION else {}
    totals: dict[str, Totals] = {}
    after: dict[str, Any] = {}
    stretches = _heard(state)
    for host in sorted({*before, *stretches}):
        stretch, kept = stretches.get(host) or Stretch(), before.get(host) or {}
        total = totals[host] = Totals()
        after[host] = _settled(stretch, kept, total, state, expire)
    return totals, {"version": VERSION, "hosts": after}


def _heard(state: State) -> dict[str, Stretch]:
    """The hosts' stretches; a log of which nobody logged in is one that was understood, too."""
    if not state.quiet or any(stretch.spans for stretch in state.hosts.values()):
        return state.hosts
    quiet = Stretch()
    quiet.span("log", Span(0, state.start, state.until))
    return {**state.hosts, state.quiet: quiet}


def _settled(stretch: Stretch, kept: Mapping[str, Any], total: Totals, state: State, expire: int) -> dict[str, Any]:
    total.accesses, total.failures = stretch.accesses.copy(), stretch.failures.copy()
    total.known.add(stretch.known)
    total.arrivals.add(stretch.arrivals)
    total.spans = {kind: replace(span) for kind, span in stretch.spans.items()}
    snapshot = _snapshot(stretch, kept, total)
    total.count("left_out", stretch.left_out)
    limit = state.until - expire
    tables = {}
    arrived = _Arrived(state.start, state.until)
    for kind in ("wtmp", "text"):
        table = _unpacked(kind, kept.get(kind))
        records = stretch.records.get(kind, ())
        once = dict.fromkeys(records) if kind == "wtmp" else records  # a copy of a file repeats its records
        _paired(table, once, total, arrived, limit if kind == "wtmp" else max(limit, state.until - FORGOTTEN))
        tables[kind] = _packed(table)
    if rows := stretch.records.get("wtmpdb"):
        found, boots, downs = pairs.stays(pairs.as_of(rows, state.until))
        _took(total, found, arrived)
        _happened(total, "wtmpdb", boots, downs)
    before, near = dialup.unpacked(kept.get("dialup"))
    total.calls, total.touches = dialup.told(stretch.calls), dialup.first(dialup.touches(stretch.records) | near)
    total.calls.add(before)
    arrived.put(total.accesses)
    total.bound()
    past = _past(kept, limit)
    total.lasts = {user: (row[0],) for user, row in past.items()}
    total.ends = dict(kept.get("ends", {}))
    for kind, span in stretch.spans.items():
        total.ends[kind] = max(total.ends.get(kind, 0), span.last)
    total.since = kept.get("since") or _first(total)
    _habits(total.accesses, past, total)
    return {
        **tables,
        **snapshot,
        **dialup.packed(total.calls, total.touches, state.until),
        "past": _remembered(past),
        "since": total.since,
        "ends": dict(sorted(total.ends.items())),
    }


def _first(total: Totals) -> int:
    """Since when logins are told of: an account of which none is known before may have had many."""
    return min((span.first for kind, span in total.spans.items() if kind not in SILENT), default=0)


def _snapshot(stretch: Stretch, kept: Mapping[str, Any], total: Totals) -> dict[str, Any]:
    """Everybody's last login as it was read; of a day that is over as it was kept."""
    if "lastlog" in stretch.spans:
        total.snapshot, total.uids = dict(stretch.snapshot), dict(stretch.uids)
    elif "snapshot" in kept:
        total.snapshot = {user: tuple(last) for user, last in kept["snapshot"]}
        total.uids = {uid: tuple(last) for uid, last in kept["uids"]}
        total.spans["lastlog"] = Span(len(total.snapshot) + len(total.uids), *kept["read"])
    else:
        return {}
    span = total.spans["lastlog"]
    people = (
        (name, sorted((key, list(last)) for key, last in each.items()))
        for name, each in (("snapshot", total.snapshot), ("uids", total.uids))
    )
    return {**{name: [list(one) for one in each] for name, each in people}, "read": [span.first, span.last]}


def _paired(table: Table, records: Collection[Any], total: Totals, arrived: _Arrived, limit: int) -> None:
    """Piece by piece: of a year's sessions few are kept one by one, and the others need not wait for their sums."""
    left = iter(records)
    while piece := list(islice(left, PIECE)):
        table.feed(piece)
        _took(total, table.done, arrived)
        table.done.clear()
        if len(total.stays) > MOST * STAYS:
            total.bound()
    lost = table.expire(limit)
    total.count("expired", len(lost))
    _took(total, [*lost, *table.still()], arrived)
    _happened(total, table.source, table.boots, table.downs)
    total.steps |= set(table.steps)
    total.count("negative", table.negative)
    total.count("orphans", table.orphans if table.source == "wtmp" else 0)


def _took(total: Totals, stays: Iterable[Stay], arrived: _Arrived) -> None:
    """Sessions, and who came with them."""
    kept, names = total.stays, _Accounts()
    for stay in stays:
        user = names[stay[0]]
        if user != stay[0]:
            stay = stay._replace(user=user)
        mark = (stay[8], user, stay[2], stay[5])
        if mark in kept:
            total.stay(stay)
        else:
            kept[mark] = stay
            arrived.take(stay)


def _happened(total: Totals, source: str, boots: Iterable[Any], downs: Iterable[int]) -> None:
    total.boots.update({(source, boot.at): boot for boot in list(boots)[:NOTES]})
    total.downs |= {(source, at) for at in list(downs)[:NOTES]}


class _Accounts(dict[str, str]):
    """Names as accounts are compared, each looked at once."""

    def __missing__(self, name: str) -> str:
        found = self[name] = account(name)
        return found


@dataclass(slots=True)
class _Arrived:
    """Sessions of the window that begin with somebody's coming are logins; windows of a screen are none."""

    start: int
    until: int
    found: dict[Key, list[Any]] = field(default_factory=dict)  # times, first, last, half hours, name of the host

    def take(self, stay: Stay) -> None:
        """Counts a session's login, where it is one."""
        user, by, _, host, where, login, _, _, source, _, _ = stay
        if by not in REMOTE or not self.start <= login < self.until or source not in RECORDS:
            return
        key = _key(Key, (user, by, where, source))
        sums = self.found.get(key)
        if sums is None:
            sums = self.found[key] = [0, login, login, 0, ""]
        sums[0] += 1
        if login < sums[1]:
            sums[1] = login
        elif login > sums[2]:
            sums[2] = login
        sums[3] |= 1 << (login // HALF % 48)
        if where != host and host > sums[4]:
            sums[4] = host[:255]

    def put(self, ledger: Ledger) -> None:
        """The logins into the ledger."""
        for key, (times, earliest, latest, halves, name) in self.found.items():
            ledger.put(key, Row(times, earliest, latest, (), halves, name))


_key = tuple.__new__  # what a NamedTuple's own constructor calls, without its detour


def _past(kept: Mapping[str, Any], limit: int) -> Past:
    found: Past = {}
    for user, last, logins, hours, places in kept.get("past", ()):
        if last[0] >= limit:
            found[user] = [tuple(last), logins, list(hours), dict(places)]
    return found


def _habits(accesses: Ledger, past: Past, total: Totals) -> None:
    """What is known of who logged in, and what the window adds to it."""
    for user, today in _by_user(accesses).items():
        known = past.get(user)
        if known is None:
            known = past[user] = [today[0][0], 0, [0] * HOURS, {}]
        else:
            total.habits[user] = Habit(known[1], tuple(known[2]), tuple(sorted(known[3])))
        halves = 0
        for last, times, half, place in today:
            known[0] = max(known[0], last)
            known[1] += times
            halves |= half
            if place:
                known[3][place] = max(known[3].get(place, 0), last[0])
        known[2] = [days + (halves >> 2 * hour & 3 > 0) for hour, days in enumerate(known[2])]
        known[3] = dict(sorted(known[3].items(), key=lambda each: (-each[1], each[0]))[:PLACES])


def _by_user(accesses: Ledger) -> dict[str, list[tuple[Last, int, int, str]]]:
    """(last login, how many, in which half hours, from which network) of each row, by user."""
    found: dict[str, list[tuple[Last, int, int, str]]] = {}
    for key, each in accesses:
        if key.user:
            last = (each.last, key.service, key.address, each.name, key.source)
            found.setdefault(key.user, []).append((last, each.times, each.halves, network(key.address)))
    return found


def _remembered(past: Past) -> list[list[Any]]:
    """The accounts that logged in latest, as plain data."""
    kept = sorted(past.items(), key=lambda each: (-each[1][0][0], each[0]))[:USERS]
    return [
        [user, list(last), logins, hours, sorted(places.items())]
        for user, (last, logins, hours, places) in sorted(kept)
    ]


def _packed(table: Table) -> dict[str, Any]:
    return {
        "opened": [[line, *values] for line, values in sorted(table.opened.items())],
        "last": table.last,
        "alive": table.alive,
        "old": table.old,
    }


def _unpacked(kind: str, kept: Mapping[str, Any] | None) -> Table:
    table = Table(kind)
    if kept:
        table.opened = {line: list(values) for line, *values in kept["opened"]}
        table.last, table.alive, table.old = kept["last"], kept["alive"], kept["old"]
    return table
