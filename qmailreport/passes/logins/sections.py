"""What the totals say, as sections: problems first, tables ranked and cut, nothing formatted.  Pure."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ...day import Day, Window
from ...logins import Access
from ...redact import LIMIT, clean
from ...report import Column, Figure, Section, Table, Value
from .. import many
from .checks import oddities
from .connect import boots_of, connect, told, window_of
from .hearer import MAILBOX
from .names import UNKNOWN
from .oddity import Oddity
from .rankings import failed, hosts, section, services
from .remembered import last
from .table import Stay
from .totals import Totals
from .views import failures, hosts_of, known, successes

if TYPE_CHECKING:
    from . import Logins

_NOTE = (
    "A session is a stay on a terminal line, as wtmp, wtmpdb or the daemons tell of it; connect time adds them up, and "
    "wall-clock time counts once what several of them share. Logins of mailboxes are counted apart."
)
HOW = {
    "logout": "logout",
    "supplanted": "next login on its line",
    "shutdown": "shutdown",
    "crash": "crash; at least",
    "open": "still on",
    "lost": "logout lost",
}


def sections(totals: Mapping[str, Totals], day: Day, options: Logins) -> Sequence[Section]:
    """All sections of the pass in the order of the mail; what has nothing to say is left out."""
    if not any(total.stirred for total in totals.values()):
        return ()
    totals = many.limited(hosts_of(totals), lambda total: len(total.stays) + len(total.accesses.rows), Totals)
    window = window_of(day.window, options.now)
    whole = many.together(totals.values(), Totals)
    names = known(totals.values(), (name for name, _, _ in options.shells))
    good, bad = successes(whole.accesses), failures(whole.failures, names)
    stays = _stays(totals)
    made = (
        warnings(oddities(totals, good, bad, day, options), options.top),
        Section("logins.overall", "Logins", _NOTE, figures(totals, good, bad, stays, window)),
        users(stays, whole, good, window, options),
        still(stays, window, options),
        boots(totals, window),
        services(good, options),
        failed(bad, good, options),
        last(totals, good, day, options),
        hosts(totals, window, options.top),
    )
    return tuple(each for each in made if each is not None and each.id.partition(".")[2] not in options.hide)


def all_figures(totals: Mapping[str, Totals], day: Day, options: Logins) -> tuple[Figure, ...]:
    """Every figure of these hosts."""
    whole = many.together(totals.values(), Totals)
    names = known(totals.values(), (name for name, _, _ in options.shells))
    good, bad = successes(whole.accesses), failures(whole.failures, names)
    return figures(totals, good, bad, _stays(totals), window_of(day.window, options.now))


def _stays(totals: Mapping[str, Totals]) -> list[Stay]:
    return [stay for _, total in sorted(totals.items()) for stay in told(total)]


def figures(
    totals: Mapping[str, Totals], good: list[Access], bad: list[Access], stays: list[Stay], window: Window
) -> tuple[Figure, ...]:
    """The sums."""
    on = connect(stays, window)
    rest = [sums for total in totals.values() for sums in total.rest.values()]
    crashed = [boot for boot in boots_of(totals) if boot[4] is not None]
    mailbox = [each for each in good if each.service in MAILBOX]
    rows = (
        Figure(
            "logins.sessions", "Sessions", sum(n for n, _, _ in on.values()) + sum(n for n, _ in rest), headline=True
        ),
        Figure("logins.users", "Users on", len(on)),
        Figure("logins.connect", "Connect time", sum(ns for _, ns, _ in on.values()) + sum(ns for _, ns in rest), "ns"),
        Figure("logins.failures", "Failed logins", sum(each.times for each in bad), headline=True),
    )
    more = (
        ("logins.open", "Still on at the end of the day", sum(stay.how == "open" for stay in stays)),
        ("logins.lost", "Sessions whose logout is lost", sum(stay.how == "lost" for stay in stays)),
        ("logins.mailbox", "Logins to mailboxes and SMTP", sum(each.times for each in mailbox)),
        ("logins.mailbox_users", "Accounts that used them", len({each.user for each in mailbox})),
        ("logins.unknown", "Failed logins of unknown names", sum(each.times for each in bad if each.user == UNKNOWN)),
        ("logins.addresses_failed", "Addresses of failed logins", len({each.address for each in bad if each.address})),
        ("logins.reboots", "Boots", len(boots_of(totals))),
        ("logins.crashes", "Boots without a shutdown", len(crashed)),
        ("logins.expired", "Open sessions given up", sum(total.counts.get("expired", 0) for total in totals.values())),
    )
    return (*rows, *(Figure(id, label, value) for id, label, value in more if value))


def warnings(odd: list[Oddity], top: int) -> Section | None:
    """What does not fit together, and what needs somebody: a table for all rows of one meaning, the worst first."""
    if not odd:
        return None
    shown = odd[:top]
    tables = [_odd([each for each in shown if each.meaning == one]) for one in dict.fromkeys(o.meaning for o in shown)]
    tables[-1] = replace(tables[-1], more=len(odd) - len(shown))
    note = "" if tables[0].note else shown[0].meaning
    return Section("logins.warnings", "Logins to look at", note, tables=tuple(tables), urgent=True)


def _odd(odd: list[Oddity]) -> Table:
    """Rows of one meaning, which is said for each of them as long as a mail shows so long a note."""
    columns = (Column("what", "What", "text"), Column("severity", "Severity", "code"), Column("count", "times"))
    rows = tuple((each.what, each.severity, each.times) for each in odd)
    samples = tuple(each.evidence for each in odd)
    note = " ".join(each.meaning for each in odd)
    title = "Logins to look at"
    return Table("logins.warnings", title, columns, rows, note if len(note) <= LIMIT else "", "ranked", samples=samples)


def users(stays: list[Stay], whole: Totals, good: list[Access], window: Window, options: Logins) -> Section | None:
    """Who was on."""
    on = connect(stays, window)
    by_user: dict[str, list[Stay]] = {}
    for stay in stays:
        by_user.setdefault(stay.user, []).append(stay)
    rows: list[tuple[Value, ...]] = []
    for user in {*on, *whole.rest}:
        number, total, wall = on.get(user, (0, 0, 0))
        more, ns = whole.rest.get(user, (0, 0))
        mine = by_user.get(user, [])
        logins = sum(stay.login in window for stay in mine)
        rows.append((clean(user, 80), number + more, logins, total + ns, wall, _services(mine), _places(mine, options)))
    columns = (
        Column("user", "User", "text"),
        Column("sessions", "sessions"),
        Column("logins", "logins"),
        Column("connect", "connect time", "ns"),
        Column("wall", "wall-clock", "ns"),
        Column("services", "Services", "text"),
        *((Column("places", "From", "text"),) if options.addresses else ()),
    )
    rows = [row if options.addresses else row[:-1] for row in rows]
    note = "Sessions that overlap the day; logins: those that began on it. Of a crashed one the known part counts."
    ranked = heapq.nsmallest(options.top, rows, key=lambda row: (-int(row[3] or 0), -int(row[1] or 0), str(row[0])))
    return section("logins.users", "Who was on", columns, ranked, len(rows), note)


def _services(stays: Iterable[Stay]) -> str:
    return ", ".join(sorted({stay.service for stay in stays}))


def _places(stays: Iterable[Stay], options: Logins) -> str:
    places = sorted({clean(stay.host or stay.address, 60) for stay in stays if stay.host or stay.address})
    return ", ".join(places[:3]) + (f" and {len(places) - 3:,} more" if len(places) > 3 else "")


def still(stays: list[Stay], window: Window, options: Logins) -> Section | None:
    """Sessions without an end."""
    rows: list[tuple[Value, ...]] = []
    for stay in stays:
        if stay.how in ("open", "lost", "crash"):
            until = window.end if stay.until is None else stay.until
            length = max(0, until - stay.began) if stay.how != "lost" else None
            place = clean(stay.host or stay.address, 60) if options.addresses else ""
            line = f"{clean(stay.line, 40)} {place}".strip()
            rows.append((clean(stay.user, 80), line, HOW[stay.how], stay.login, length))
    columns = (
        Column("user", "User", "text"),
        Column("line", "Line", "text"),
        Column("how", "End", "text"),
        Column("login", "since", "instant"),
        Column("length", "for", "ns"),
    )
    note = "At the end of the day, or of what is recorded of it. Of lost logouts no time is counted."
    rows.sort(key=lambda row: (row[3], str(row[0]), str(row[1])))
    return section("logins.open", "Sessions without a logout", columns, rows[: options.top], len(rows), note)


def boots(totals: Mapping[str, Totals], window: Window) -> Section | None:
    """Boots, shutdowns and clocks that were set, in their order."""
    rows: list[tuple[Value, ...]] = []
    for host, _, at, kernel, before in boots_of(totals):
        what = "boot" if before is None else "boot after a crash"
        rows.append((f"{what} {clean(kernel, 60)}".strip(), clean(host, 60), at, before))
    for host, total in sorted(totals.items()):
        rows += [("shutdown", clean(host, 60), at, None) for at in sorted({at for _, at in total.downs})]
        rows += [
            ("clock set" if step.told else "records go back", clean(host, 60), step.after, step.before)
            for step in sorted(total.steps)
        ]
    columns = (
        Column("what", "What", "text"),
        Column("host", "Host", "text"),
        Column("at", "at", "instant"),
        Column("before", "before that", "instant"),
    )
    rows.sort(key=lambda row: (row[2], str(row[0]), str(row[1])))
    note = "Before that: the last record before a crash, or what the clock showed."
    return section("logins.boots", "Boots and shutdowns", columns, rows[:50], len(rows), note)
