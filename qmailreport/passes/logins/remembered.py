"""Last logins: who has not been here for long, and who never has.  Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from ...day import Day
from ...logins import Access
from ...redact import clean
from ...report import Column, Section, Table, Value
from .names import account
from .state import Last
from .totals import Totals

if TYPE_CHECKING:
    from . import Logins

NO_SHELLS = ("", "nologin", "false", "sync", "shutdown", "halt", "git-shell", "true")


def real(shell: str) -> bool:
    """Can somebody log in with that shell?"""
    return shell.rpartition("/")[2] not in NO_SHELLS


def lasts(totals: Mapping[str, Totals], good: Iterable[Access], uids: Mapping[int, str]) -> dict[str, Last]:
    """The last login of each account, of whichever source is the latest."""
    found: dict[str, Last] = {}

    def put(user: str, last: Last) -> None:
        if user not in found or found[user] < last:
            found[user] = last

    for total in totals.values():
        for user, known in total.lasts.items():
            put(user, max(known))
        for user, last in total.snapshot.items():
            put(user, last)
        for uid, last in total.uids.items():
            if uid in uids:
                put(account(uids[uid]), last)
    for each in good:
        put(each.user, (each.last, each.service, each.address, each.name, ""))
    return found


def last(totals: Mapping[str, Totals], good: Iterable[Access], day: Day, options: Logins) -> Section | None:
    """Dormant accounts, and those of which no login is known; only accounts with a real shell can be never seen."""
    shells = {account(name): uid for name, uid, shell in options.shells if real(shell)}
    known = lasts(totals, good, {uid: name for name, uid, _ in options.shells})
    limit = day.window.end - options.dormant
    since = min((total.since for total in totals.values() if total.since), default=day.window.start)
    dormant = [(user, each) for user, each in known.items() if each[0] < limit]
    dormant.sort(key=lambda each: (each[1][0], each[0]))
    tables = [_dormant(dormant, options)] if dormant else []
    snapshot = any("lastlog" in total.spans for total in totals.values())
    never = sorted(user for user in shells if user not in known)
    if never and (snapshot or since < limit):  # what was watched for a week says nothing of never
        rows: tuple[tuple[Value, ...], ...] = tuple((clean(user, 80), shells[user]) for user in never[: options.top])
        note = "Accounts with a shell of which neither lastlog nor what was read since then knows a login."
        columns = (Column("user", "Account", "text"), Column("uid", "uid", "code"))
        tables.append(Table("logins.never", "Never logged in", columns, rows, note, "plain", len(never) - len(rows)))
    return Section("logins.last", "Accounts that nobody uses", tables=tuple(tables)) if tables else None


def _dormant(dormant: list[tuple[str, Last]], options: Logins) -> Table:
    columns = [
        Column("user", "Account", "text"),
        Column("service", "Service", "text"),
        Column("last", "last login", "instant"),
    ]
    rows: list[tuple[Value, ...]] = []
    for user, (at, service, where, name, _) in dormant[: options.top]:
        place = f"{service} from {clean(where or name, 60)}" if options.addresses and (where or name) else service
        rows.append((clean(user, 80), clean(place, 120), at))
    note = "The last login is longer ago than the option `dormant` says."
    return Table(
        "logins.dormant", "Dormant accounts", tuple(columns), tuple(rows), note, "plain", len(dormant) - len(rows)
    )
