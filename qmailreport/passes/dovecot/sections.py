"""What Dovecot's tallies say, as sections: tables ranked and cut, words chosen, nothing formatted.  Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ...day import Day
from ...redact import clean
from ...report import Column, Figure, Section, Table
from .. import many, shown
from ..counting import Tally
from ..qmail_smtpd.bounded import hidden
from .scan import DELIVERED, FAILED, IN, LOGGED_IN, OUT, SESSIONS, empty

UNNAMED = "(unknown name)"
SERVICES = {
    b"imap": "IMAP",
    b"pop3": "POP3",
    b"managesieve": "ManageSieve",
    b"submission": "Submission",
    b"lmtp": "LMTP",
}
ENCRYPTION = {b"TLS": "TLS", b"secured": "local or proxied", b"": "none"}
TITLE = "IMAP, POP3 and deliveries to mailboxes"
MEANINGS = {
    "fatal": "A panic or a fatal error ended a process, and the session that it served.",
    "serious": "What turns clients away or endangers mailboxes until it is mended.",
    "warning": "An error of one session or mailbox.",
}
_NOTE = "A failed login is an attempt with a wrong name or password; a session may have several."


def sections(totals: Mapping[str, Tally], day: Day, top: int, hide: frozenset[str]) -> Sequence[Section]:
    """All sections of the pass in the order of the mail; what has nothing to say is left out."""
    stirred = shown.stirring(totals, empty, _busy)
    if not stirred:
        return ()
    whole = many.together(stirred.values(), empty)
    numbers = figures(whole)
    series = (("logins", "logins"), ("delivered", "deliveries"), ("failed", "failures"))
    made = (
        shown.messages(
            "dovecot.problems", "Dovecot’s errors", whole, ("fatal", "serious", "warning"), top, MEANINGS, True
        ),
        Section("dovecot.overall", TITLE, _NOTE, numbers) if any(figure.value for figure in numbers) else None,
        shown.hours("dovecot.hours", "Logins per hour", whole, day, series, ""),
        logins(whole, top),
        accounts(whole, top),
        failures(whole, top),
        refusals(whole, top),
        deliveries(whole, top),
        sessions(whole, top),
        shown.messages("dovecot.warnings", "Dovecot’s warnings", whole, ("notice",), top, {}, False),
        shown.hosts(
            "dovecot.hosts",
            stirred,
            (
                ("logins", "logins", lambda total: total.get("logins")),
                ("failed", "failed", lambda total: total.get("failures")),
                ("delivered", "deliveries", lambda total: total.get("delivery.stored")),
            ),
        ),
    )
    return shown.kept(made, hide)


def _busy(total: Tally) -> int:
    return total.get("logins") + total.get("failures") + total.get("delivery.stored") + total.get("sessions")


def figures(total: Tally) -> tuple[Figure, ...]:
    """The sums; beside the first ones only what occurred."""
    services: dict[bytes, int] = {}
    clear = 0
    for (service, *rest), row in total.tables["users"].rows.items():
        services[service] = services.get(service, 0) + row[0]
        clear += row[0] if rest and not rest[0] else 0
    rows = [
        Figure("dovecot.logins", "Logins", total.get("logins")),
        Figure("dovecot.failures", "Failed logins", total.get("failures"), noun="attempts"),
        Figure("dovecot.lmtp.saved", "Mails saved to mailboxes", total.get("delivery.stored")),
    ]
    more = [
        (f"dovecot.logins.{service.decode('ascii')}", f"Logins by {service_name(service)}", count)
        for service, count in sorted(services.items())
        if service in SERVICES
    ]
    more += [
        ("dovecot.logins.clear", "Logins without encryption", clear),
        ("dovecot.failures.sessions", "Connections with failed logins", total.get("failures.sessions")),
        ("dovecot.auth.failures", "Failed lookups of the auth processes", total.get("auth.failures")),
        ("dovecot.lmtp.failed", "Mails that could not be saved", total.get("delivery.failed")),
        ("dovecot.lmtp.quota", "Mails over quota", _quota(total)),
        ("dovecot.sieve.forwarded", "Forwarded by Sieve", total.get("delivery.forwarded")),
        ("dovecot.sieve.discarded", "Discarded by Sieve", total.get("delivery.discarded")),
        ("dovecot.sieve.rejected", "Rejected by Sieve", total.get("delivery.rejected")),
        ("dovecot.sieve.vacation", "Vacation replies", total.get("delivery.vacation")),
        ("dovecot.sessions", "Sessions that ended", total.get("sessions")),
    ]
    moved = [sum(row[place] for row in total.tables["traffic"].rows.values()) for place in (IN, OUT)]
    volume = (
        Figure("dovecot.bytes_in", "Bytes from clients", moved[0], "bytes"),
        Figure("dovecot.bytes_out", "Bytes to clients", moved[1], "bytes"),
    )
    return (
        *rows,
        *(Figure(id, label, value) for id, label, value in more if value),
        *(figure for figure in volume if figure.value),
    )


def _quota(total: Tally) -> int:
    row = total.tables["failures"].rows.get(("quota exceeded",), [0])
    return int(row[0])


def service_name(service: bytes) -> str:
    """A service by its common name."""
    return SERVICES.get(service) or clean(service, 30)


def logins(total: Tally, top: int) -> Section | None:
    """Logins by service, encryption and method, with how many accounts and addresses."""
    groups: dict[tuple[bytes, ...], list[Any]] = {}
    for name, place in (("users", 1), ("clients", 2)):
        for key, row in total.tables[name].rows.items():
            group = groups.setdefault(key[:3], [0, 0, 0])
            group[0] += row[0] if place == 1 else 0
            group[place] = None if len(key) < 4 or group[place] is None else group[place] + bool(key[3])
    rows = [
        (
            service_name(key[0]),
            ENCRYPTION.get(key[1], "") if len(key) > 1 else "",
            clean(key[2], 24) if len(key) > 2 else "",
            *group,
        )
        for key, group in groups.items()
        if group[0]
    ]
    columns = (
        Column("service", "Service", "text"),
        Column("encryption", "Encryption", "text"),
        Column("method", "Method", "text"),
        Column("logins", "logins"),
        Column("accounts", "accounts"),
        Column("addresses", "addresses"),
    )
    note = "Local or proxied: from this host, or over a proxy that is trusted; none: over the net in the clear."
    return shown.section(
        "dovecot.logins", "Logins", [shown.ranked("dovecot.logins", "Logins", columns, rows, max(top, 20), note)]
    )


def named(total: Tally) -> dict[bytes, list[int]]:
    """Accounts as they may be shown: one whose logins only failed by no name, as it may be a password."""
    rows = total.tables["accounts"].rows
    known = {hidden(name): name for name in rows if name and not name.startswith((b"#", b"@"))}
    found: dict[bytes, list[int]] = {}
    for name, row in rows.items():
        name = known.get(name, b"") if name.startswith(b"#") else name
        sums = found.setdefault(name, [0] * len(row))
        for place, value in enumerate(row):
            sums[place] += value
    return found


def accounts(total: Tally, top: int) -> Section | None:
    """The accounts and the addresses with the most logins."""
    rows = [(clean(name, 100) or UNNAMED, row[LOGGED_IN], row[FAILED]) for name, row in named(total).items()]
    columns = (Column("account", "Account", "text"), Column("logins", "logins"), Column("failed", "failed"))
    rows = [row for row in rows if row[1]]
    by_account = shown.ranked("dovecot.accounts", "Accounts by logins", columns, rows, top)
    clients = total.tables["addresses"].rows.items()
    pairs = [(clean(client, 60), row[LOGGED_IN], row[FAILED]) for client, row in clients if row[LOGGED_IN]]
    columns = (Column("address", "Address", "text"), *columns[1:])
    by_address = shown.ranked("dovecot.addresses", "Addresses by logins", columns, pairs, top)
    return shown.section("dovecot.accounts", "Accounts", [by_account, by_address])


def failures(total: Tally, top: int) -> Section | None:
    """Failed logins by account and by address, and why."""
    columns = (Column("account", "Account", "text"), Column("failed", "failed"), Column("logins", "logins"))
    rows = [(clean(name, 100) or UNNAMED, row[FAILED], row[LOGGED_IN]) for name, row in named(total).items()]
    note = "A name is shown only where the log shows that there is such an account; others may be passwords."
    by_account = shown.ranked(
        "dovecot.failures", "Failed logins by account", columns, [row for row in rows if row[1]], top, note
    )
    clients = total.tables["addresses"].rows.items()
    pairs = [(clean(client, 60), row[FAILED], row[LOGGED_IN]) for client, row in clients if row[FAILED]]
    columns = (Column("address", "Address", "text"), *columns[1:])
    by_address = shown.ranked("dovecot.failures.addresses", "Failed logins by address", columns, pairs, top)
    note = "As the auth processes log it where auth_verbose is on; SMTP AUTH that asks Dovecot is in it."
    why = _counted(total, "auth", "dovecot.failures.reasons", "Why", ("Reason", "lookups"), top, note)
    return shown.section("dovecot.failures", "Failed logins", [by_account, by_address, why])


def _counted(
    total: Tally, name: str, id: str, title: str, columns: tuple[str, str], top: int, note: str = ""
) -> Table | None:
    rows = [(clean(key[0], 80), row[0]) for key, row in total.tables[name].rows.items()]
    return shown.ranked(id, title, (Column("what", columns[0], "text"), Column("count", columns[1])), rows, top, note)


def refusals(total: Tally, top: int) -> Section | None:
    """Connections that ended without a login, by service and reason."""
    rows = _by_service(total, "refusals")
    columns = (Column("why", "Reason", "text"), Column("service", "Service", "text"), Column("count", "connections"))
    title = "Connections without a login"
    return shown.section("dovecot.refusals", title, [shown.ranked("dovecot.refusals", title, columns, rows, top)])


def _by_service(total: Tally, name: str) -> list[tuple[str, str, int]]:
    return [
        (clean(key[1], 80) if len(key) > 1 else "(too many to tell)", service_name(key[0]), row[0])
        for key, row in total.tables[name].rows.items()
    ]


def deliveries(total: Tally, top: int) -> Section | None:
    """Mails saved by folder, what Sieve did with others, and why some could not be saved."""
    note = "Folders that are not common ones are not named."
    folders = _counted(total, "folders", "dovecot.folders", "Saved to", ("Folder", "mails"), top, note)
    acts = [
        (words, total.get(f"delivery.{kind}"))
        for kind, words in (
            ("forwarded", "forwarded"),
            ("discarded", "discarded"),
            ("rejected", "rejected"),
            ("vacation", "vacation reply"),
        )
        if total.get(f"delivery.{kind}")
    ]
    columns = (Column("what", "Action", "text"), Column("count", "mails"))
    sieve = shown.ranked("dovecot.sieve", "By Sieve", columns, acts, top)
    failed = _counted(
        total, "failures", "dovecot.unsaved", "Mails that could not be saved", ("Reason", "attempts"), top
    )
    rows = [
        (clean(name, 100), row[DELIVERED])
        for name, row in total.tables["accounts"].rows.items()
        if row[DELIVERED] and name and not name.startswith(b"#")
    ]
    columns = (Column("account", "Account", "text"), Column("count", "mails"))
    boxes = shown.ranked("dovecot.mailboxes", "Mailboxes", columns, rows, top)
    return shown.section("dovecot.deliveries", "Deliveries to mailboxes", [failed, folders, sieve, boxes])


def sessions(total: Tally, top: int) -> Section | None:
    """How sessions ended, and what was moved."""
    columns = (Column("why", "End", "text"), Column("service", "Service", "text"), Column("count", "sessions"))
    endings = shown.ranked("dovecot.endings", "Ends of sessions", columns, _by_service(total, "endings"), top)
    rows = [
        (service_name(key[0]), row[SESSIONS], row[IN], row[OUT]) for key, row in total.tables["traffic"].rows.items()
    ]
    volume = (
        Column("service", "Service", "text"),
        Column("sessions", "sessions"),
        Column("in", "from clients", "bytes"),
        Column("out", "to clients", "bytes"),
    )
    note = "As the ends of sessions tell it; of POP3 only what was fetched, where no more is logged."
    traffic = shown.ranked("dovecot.traffic", "Volume", volume, rows, top, note)
    return shown.section("dovecot.sessions", "Sessions", [traffic, endings])
