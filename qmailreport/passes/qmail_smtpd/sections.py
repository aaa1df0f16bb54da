"""What the totals say, as sections: tables ranked and cut, words chosen, nothing formatted.  Pure."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence

from ...day import Day
from ...redact import clean
from ...report import Column, Figure, Section, Table, Value
from .. import many
from .bounded import hidden
from .totals import (
    A_BACK,
    A_BOX,
    A_FRONT,
    A_LOGINS,
    A_SENT,
    A_WIDTH,
    BOX,
    DENIES,
    LOGINS,
    QUARTER,
    WIDTH,
    Totals,
    connections,
    fails,
    refused,
    rejected,
    smtp_fails,
)

UNNAMED = "(unknown name)"
ORDER = ("serious", "warning")
SERVICES = {25: "SMTP", 110: "POP3", 143: "IMAP", 465: "SMTPS", 587: "Submission", 993: "IMAPS", 995: "POP3S"}
_NOTE = (
    "A rejected attempt is a connection, sender, recipient, message or SMTP AUTH that was turned away; one that "
    "several programs log is counted once. Connections that tcpserver denied are counted apart."
)


def sections(totals: Mapping[str, Totals], day: Day, top: int, hide: frozenset[str]) -> Sequence[Section]:
    """All sections of the pass in the order of the mail; what has nothing to say is left out."""
    stirred = {host: total for host, total in totals.items() if total.stirred}
    if not stirred:
        return ()
    stirred = limited(stirred)
    whole = together(stirred.values())
    made = (
        alarms(whole, top),
        Section("smtpd.overall", "SMTP and POP3", _NOTE, figures(whole)),
        hours(whole, day),
        rejections(whole, top),
        addresses(whole, top),
        failures(whole, top),
        logins(whole, top),
        viruses(whole, top),
        concurrency(whole),
        hosts(stirred, top),
    )
    return tuple(each for each in made if each is not None and each.id.partition(".")[2] not in hide)


def limited(totals: Mapping[str, Totals]) -> dict[str, Totals]:
    """At most a thousand hosts, the busiest."""
    return many.limited(totals, lambda total: connections(total.sums) + rejected(total.sums), Totals)


def together(totals: Iterable[Totals]) -> Totals:
    """The sum, which leaves its parts as they are."""
    return many.together(totals, Totals)


def accepted(total: Totals) -> int:
    """Recipients accepted, as the one program says that logs the most of them."""
    return max((count for name, count in total.counts.items() if name.startswith("accepted.")), default=0)


def figures(total: Totals) -> tuple[Figure, ...]:
    """The sums; what no program logs is left out."""
    sums, counts = total.sums, total.counts
    rows = [
        Figure("smtpd.rejected", "Rejected", rejected(sums), noun="attempts", headline=True),
        Figure("smtpd.connections", "Connections", connections(sums)),
        Figure("smtpd.denied", "Connections denied by tcpserver", sums[DENIES]),
        Figure("smtpd.accepted", "Accepted recipients", accepted(total)),
    ]
    more = (
        ("smtpd.messages", "Messages received", counts.get("messages", 0)),
        ("smtpd.auth_failed", "Failed SMTP AUTH", smtp_fails(sums)),
        ("smtpd.mailbox_failed", "Failed POP3, IMAP and webmail logins", sums[BOX]),
        ("smtpd.logins", "Logins", sums[LOGINS]),
        ("smtpd.clean", "Messages scanned and clean", counts.get("scanned.clean", 0)),
        ("smtpd.passed", "Spam let through (PASSTHRU)", counts.get("scanned.passthru", 0)),
        ("smtpd.unscanned", "Messages of relay clients, not scanned", counts.get("scanned.relayclient", 0)),
        ("smtpd.viruses", "Viruses", sum(row[0] for row in total.viruses.rows.values())),
        ("smtpd.threshold", "Sessions over chkuser’s intrusion threshold", counts.get("threshold", 0)),
    )
    return (*rows, *(Figure(id, label, value) for id, label, value in more if value))


def all_figures(total: Totals) -> tuple[Figure, ...]:
    """Every figure of one host, without the rankings."""
    part = concurrency(total)
    return (*figures(total), *(part.figures if part else ()))


def alarms(total: Totals, top: int) -> Section | None:
    """The daemons' own warnings and fatal errors, the worst first."""
    ranked = sorted(total.alarms.items(), key=lambda each: (ORDER.index(each[0][0]), -int(each[1][0]), each[0][1]))
    if not ranked:
        return None
    title = "Messages of the daemons in front of qmail"
    note = "A daemon that cannot read its rules or start its program turns connections away."
    columns = (Column("message", "Message", "text"), Column("severity", "Severity", "code"), Column("lines", "lines"))
    rows = tuple((words or title, severity, int(row[0])) for (severity, words), row in ranked[:top])
    samples = tuple(str(row[2]) for _, row in ranked[:top])
    table = Table("smtpd.warnings", title, columns, rows, note, "ranked", len(ranked) - len(rows), samples)
    return Section("smtpd.warnings", title, note, tables=(table,), urgent=True)


def hours(total: Totals, day: Day) -> Section | None:
    """Connections by hour."""
    rows: list[tuple[Value, ...]] = []
    for window, label in day.hours():
        sums = [0] * WIDTH
        for slot in range(window.start // QUARTER, -(-window.end // QUARTER)):
            for place, count in enumerate(total.quarters.get(slot, ())):
                sums[place] += count
        rows.append((label, connections(sums) - sums[DENIES], sums[DENIES], 1))
    if not any(row[1] or row[2] for row in rows):
        return None
    columns = (
        Column("label", "Hour", "text"),
        Column("connections", "let in"),
        Column("denied", "denied"),
        Column("seen", "seen"),
    )
    note = "Connections by the hour of their begin; denied by tcpserver’s rules."
    table = Table("smtpd.hours", "Connections per hour", columns, tuple(rows), note, "hours")
    return Section("smtpd.hours", "Connections per hour", tables=(table,))


def rejections(total: Totals, top: int) -> Section | None:
    """Rejected attempts by cause, with the codes of the programs that logged them."""
    found: dict[str, tuple[int, dict[str, int], int, bytes]] = {}
    for (_, words, code), (count, at, sample) in total.causes.rows.items():
        before, codes, seen, known = found.get(words, (0, {}, at, sample))
        codes = {**codes, code: codes.get(code, 0) + count}
        found[words] = (before + count, codes, *min((seen, known), (at, sample)))
    rows = [(words, _codes(codes), count, sample) for words, (count, codes, _, sample) in found.items()]
    if others := refused(total.sums):
        rows.append(("refused behind spamdyke", "DENIED_OTHER", others, b""))
    if auth := smtp_fails(total.sums):
        rows.append(("SMTP AUTH failed", "", auth, b""))
    if not rows:
        return None
    best = heapq.nsmallest(top, rows, key=lambda row: (-row[2], row[0]))
    columns = (Column("reason", "Cause", "text"), Column("code", "Code", "code"), Column("count", "attempts"))
    table = Table(
        "smtpd.causes",
        "Rejected, by cause",
        columns,
        tuple((words, code, count) for words, code, count, _ in best),
        "Below each cause: the first line that gave it.",
        "ranked",
        len(rows) - len(best),
        tuple(clean(sample, 200) for *_, sample in best),
    )
    return Section("smtpd.causes", "Rejected, by cause", tables=(table,))


def _codes(codes: Mapping[str, int]) -> str:
    ranked = sorted(((code, count) for code, count in codes.items() if code), key=lambda each: (-each[1], each[0]))
    return " ".join(clean(code, 40) for code, _ in ranked[:2]) + (" …" if len(ranked) > 2 else "")


def _ranked(
    id: str, title: str, columns: Sequence[Column], rows: Sequence[tuple[Value, ...]], top: int, note: str = ""
) -> Section | None:
    """A ranking by the second column, then the third, then the name."""
    if not rows:
        return None
    best = heapq.nsmallest(top, rows, key=lambda row: (*(-int(value or 0) for value in row[1:]), str(row[0])))
    table = Table(id, title, tuple(columns), tuple(best), note, "ranked", len(rows) - len(best))
    return Section(id, title, tables=(table,))


def addresses(total: Totals, top: int) -> Section | None:
    """Client addresses by what was rejected of them."""
    each = total.addresses.rows.items()
    rows = [(clean(address, 60), rejected(row), connections(row), fails(row)) for address, row in each]
    rows = [row for row in rows if any(row[1:])]  # who only logs in is no news
    columns = (
        Column("address", "Address", "text"),
        Column("rejected", "rejected"),
        Column("connections", "connections"),
        Column("failed", "failed logins"),
    )
    note = "" if not total.addresses.level else "So many addresses that they are shown by network."
    return _ranked("smtpd.addresses", "Top addresses", columns, rows, top, note)


def named(total: Totals) -> dict[bytes, list[int]]:
    """Accounts as they may be shown: a failed name that is no address only where it has logged in, else empty."""
    known = {hidden(name): name for name in total.accounts.rows if name and not name.startswith((b"#", b"@"))}
    found: dict[bytes, list[int]] = {}
    for name, row in total.accounts.rows.items():
        shown = known.get(name, b"") if name.startswith(b"#") else name
        sums = found.setdefault(shown, [0] * A_WIDTH)
        for place, value in enumerate(row):
            sums[place] += value
    return found


def failures(total: Totals, top: int) -> Section | None:
    """Failed logins, by account and by address."""
    columns = (Column("account", "Account", "text"), Column("count", "failed"), Column("logins", "logins"))
    rows: list[tuple[Value, ...]] = [
        (clean(name, 100) or UNNAMED, max(row[A_BACK], row[A_FRONT]) + row[A_BOX], row[A_LOGINS])
        for name, row in named(total).items()
        if row[A_BACK] or row[A_FRONT] or row[A_BOX]
    ]
    note = "Names that are no mail address and never logged in are not shown: they may be passwords."
    by_account = _ranked("smtpd.failures", "Failed logins by account", columns, rows, top, note)
    clients = [(clean(address, 60), fails(row)) for address, row in total.addresses.rows.items() if fails(row)]
    columns = (Column("address", "Address", "text"), Column("count", "failed"), Column("logins", "logins"))
    both = [(name, count, total.addresses.rows[name.encode()][LOGINS]) for name, count in clients]
    by_address = _ranked("smtpd.failures.addresses", "Failed logins by address", columns, both, top)
    tables = tuple(table for part in (by_account, by_address) if part for table in part.tables)
    return Section("smtpd.failures", "Failed logins", tables=tables) if tables else None


def logins(total: Totals, top: int) -> Section | None:
    """Accounts that logged in, and what they sent."""
    rows = [
        (clean(name, 100) or UNNAMED, row[A_LOGINS], row[A_SENT])
        for name, row in named(total).items()
        if row[A_LOGINS] or row[A_SENT]
    ]
    columns = (Column("account", "Account", "text"), Column("logins", "logins"), Column("sent", "recipients"))
    return _ranked("smtpd.logins", "Logins", columns, rows, top, "Recipients: accepted from who had logged in.")


def viruses(total: Totals, top: int) -> Section | None:
    """Viruses by name."""
    rows = [(clean(name, 80) or "(not named)", row[0]) for name, row in total.viruses.rows.items()]
    columns = (Column("name", "Virus", "text"), Column("count", "messages"))
    return _ranked("smtpd.viruses", "Viruses", columns, rows, top)


def concurrency(total: Totals) -> Section | None:
    """How near to its limit each tcpserver came, and connections by service."""
    shown: list[Figure] = []
    full = []
    for limit, used in sorted(total.peaks.items(), reverse=True):
        place = f"smtpd.concurrency.{limit}" if limit else "smtpd.concurrency"
        label = f"Most connections at once, of {limit:,}" if limit else "Most connections at once"
        shown.append(Figure(place, label, used))
        if limit and used >= limit:
            full.append(f"{limit:,}")
    rows = [(f"{SERVICES.get(port, 'port')} ({port})", count) for port, count in total.ports.items()]
    columns = (Column("service", "Service", "text"), Column("count", "connections"))
    part = _ranked("smtpd.services", "Connections by service", columns, rows, 20)
    if not shown and part is None:
        return None
    limits = " and of ".join(full)
    note = f"A tcpserver ran at its limit of {limits}: raise its -c if the host has room." if full else ""
    return Section("smtpd.concurrency", "Connections", note, tuple(shown), part.tables if part else ())


def hosts(totals: Mapping[str, Totals], top: int) -> Section | None:
    """A row a host, where there are several."""
    if len(totals) < 2:
        return None
    columns = (
        Column("host", "Host", "text"),
        Column("rejected", "rejected"),
        Column("connections", "connections"),
        Column("accepted", "recipients"),
    )
    rows = [
        (clean(host, 60), rejected(total.sums), connections(total.sums), accepted(total))
        for host, total in totals.items()
    ]
    return _ranked("smtpd.hosts", "By host", columns, rows, max(top, 50))
