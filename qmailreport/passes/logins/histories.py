"""What each user's own mail tells: the totals of all hosts and sources, turned round by account.  Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ...day import Window
from ...logins import Access, Session, UserDay
from .connect import counted, told
from .ledger import Ledger
from .names import UNKNOWN, account
from .totals import Totals
from .views import failures, hosts_of, known, successes


def histories(
    totals: Mapping[str, Totals], window: Window, accounts: Iterable[str] = (), missing: Iterable[str] = ()
) -> dict[str, UserDay]:
    """Each account's day (or stretch of days: totals add up) by its name, exactly as it logs in.

    `totals`: by host, as `settle` gave them or `add` made them; `window`: [start, end) in ns, beyond which no open
    session counts; `accounts`: names besides those that have ever logged in, so that what failed for them is told
    to them; `missing`: the sources that were not there, the same for everybody.

    Accounts are kept apart by their exact names; only the part behind an @ is lower-cased.  Who neither logged in nor
    was on nor was tried is left out.  A failed name that is nobody's account is in nobody's history.  Of one login that
    several sources tell of (wtmp and sshd's line), the one that saw more counts.  Rows are ordered by their last
    instant, the latest first; sessions by their logins.
    """
    totals = hosts_of(totals)
    names = known(totals.values(), accounts)
    rows: dict[str, tuple[list[Access], list[Access], list[Session]]] = {}

    def of(user: str) -> tuple[list[Access], list[Access], list[Session]]:
        return rows.setdefault(user, ([], [], []))

    for _, total in sorted(totals.items()):
        for stay in told(total):
            if counted(stay, window) is not None or stay.login in window:
                of(stay.user)[2].append(stay.session)
    for access in successes(_sum(total.accesses for total in totals.values())):
        of(access.user)[0].append(access)
    for access in failures(_sum(total.failures for total in totals.values()), names):
        if access.user != UNKNOWN:
            of(access.user)[1].append(access)
    return {
        user: UserDay(user, tuple(good), tuple(bad), tuple(stays), last_before(totals, user, window), tuple(missing))
        for user, (good, bad, stays) in sorted(rows.items())
    }


def last_before(totals: Mapping[str, Totals], user: str, window: Window) -> Access | None:
    """An account's last login before `window`, as far as is remembered; None: none is known."""
    user = account(user)
    lasts = [last for total in totals.values() for last in total.lasts.get(user, ()) if last[0] < window.start]
    lasts += [total.snapshot[user] for total in totals.values() if user in total.snapshot]
    lasts = [last for last in lasts if last[0] < window.start]
    if not lasts:
        return None
    at, service, where, name, _ = max(lasts)
    return Access(user, service, where, 1, at, at, "", name)


def _sum(ledgers: Iterable[Ledger]) -> Ledger:
    whole = Ledger()
    for ledger in ledgers:
        whole.add(ledger)
    return whole
