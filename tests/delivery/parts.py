"""Sections, tables and readings of made-up days, for the digests of `sample`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from qmailreport.day import HOUR, SECOND, Day, instant
from qmailreport.report import SLOT, Column, Figure, Reading, Section, Table, Unit, Value

DATE = dt.date(2026, 11, 18)
MINUTE = 60 * SECOND
DELIVERED = (96, 301, 402, 455, 430, 322, 371, 440, 418, 366, 271, 190, 140, 112, 81, 58, 37)
DEFERRED = (2, 6, 9, 11, 8, 7, 6, 9, 10, 8, 5, 4, 3, 2, 2, 1, 1)
FAILED = (1, 3, 4, 6, 5, 3, 4, 5, 6, 4, 3, 2, 1, 1, 1, 1, 0)


def columns(*names: str) -> tuple[Column, ...]:
    """'reason:text', 'recipients:count' as columns."""
    return tuple(Column(*(name.split(":")[0],) * 2, name.split(":")[1]) for name in names)  # type: ignore[arg-type]


def at(clock: str, day: Day) -> int:
    """A wall-clock time of the day as ns."""
    return instant(dt.datetime.combine(day.date, dt.time.fromisoformat(clock), tzinfo=day.zone))


def hours(day: Day, skip: int = 7) -> Table:
    """The chart of a day of which no log covers the first `skip` hours."""
    rows: list[tuple[Value, ...]] = []
    for place, (_, label) in enumerate(day.hours()):
        known = place >= skip
        here = [series[(place - skip) % len(series)] if known else 0 for series in (DELIVERED, DEFERRED, FAILED)]
        rows.append((label, *here, int(known)))
    heads = columns("hour:text", "delivered:count", "deferred:count", "failed:count", "seen:count")
    return Table("qmail.hours", "Deliveries per hour", heads, tuple(rows), shape="hours")


def slots(day: Day, *spans: tuple[str, str]) -> set[int]:
    """The slots of spans of the day."""
    return {slot for begin, end in spans for slot in range(at(begin, day) // SLOT, at(end, day) // SLOT + 1)}


def reading(day: Day, host: str = "mail1", source: str = "send", *spans: tuple[str, str]) -> Reading:
    """A qmail log's reading that covers `spans` (07:12:36 to the end)."""
    spans = spans or (("07:12:36", "23:59:57"),)
    return Reading(
        source,
        host,
        (host,),
        ("qmail",),
        tuple(f"/var/log/qmail/{source}/{n}" for n in range(4)),
        4,
        61402,
        61402,
        0,
        9,
        ["status: exiting in 3, 2, 1", "new msg twelve"],
        at(spans[0][0], day),
        at(spans[-1][1], day),
        slots(day, *spans),
    )


def overall() -> Section:
    """Headline figures and the others."""
    return Section(
        "qmail.overall",
        "Overall",
        "Delay: from queueing to a success.",
        (
            Figure("qmail.success", "Delivered", 4490, noun="recipients", headline=True),
            Figure(
                "qmail.waiting", "Waiting at 24:00", 18, noun="messages", detail="oldest 14 h, web.de", headline=True
            ),
            Figure("qmail.failure", "Failed", 50, noun="recipients", headline=True),
            Figure("qmail.received", "Received", 3904, noun="messages", headline=True),
            Figure("qmail.deferral", "Deferred", 94, noun="attempts", headline=True),
            Figure("qmail.volume", "Volume in / out", 412_400_000, "bytes", beside=291_000_000, headline=True),
            Figure("qmail.messages", "Completed messages", 3886),
            Figure("qmail.recipients", "Recipients for completed messages", 4502),
            Figure("qmail.attempts", "Total delivery attempts for completed messages", 4634),
            Figure("qmail.average", "Average delivery attempts per recipient", 1.0293, "ratio"),
            Figure("qmail.bytes", "Bytes in completed messages", 410_118_022, "bytes"),
            Figure("qmail.rbytes", "Bytes weighted by success", 301_220_175, "bytes"),
            Figure("qmail.ddelay", "Average message delay", 3_214_500_000, "ns"),
        ),
    )


def ranked(
    ident: str, title: str, noun: str, rows: tuple[tuple[Value, ...], ...], more: int = 0, samples: tuple[str, ...] = ()
) -> Section:
    """Reasons with code and count."""
    heads = (Column("reason", "Reason", "text"), Column("code", "Code", "code"), Column("count", noun))
    return Section(
        ident, title, "", tables=(Table(ident, title, heads, rows, shape="ranked", more=more, samples=samples),)
    )


def people(ident: str, title: str, rows: tuple[tuple[Value, ...], ...], more: int) -> Section:
    """Senders or recipients."""
    heads = (
        Column("name", "Address", "text"),
        Column("messages", "messages"),
        Column("bytes", "bytes", "bytes"),
        Column("tries", "tries"),
        Column("delay", "avg delay", "ns"),
    )
    return Section(ident, title, "", tables=(Table(ident, title, heads, rows, shape="ranked", more=more),))


def providers() -> Section:
    """Recipient hosts with outcome, volume and delay."""
    heads = (
        Column("host", "Host", "text"),
        Column("delivered", "delivered"),
        Column("deferred", "deferred"),
        Column("failed", "failed"),
        Column("bytes", "bytes", "bytes"),
        Column("p90", "p90", "ns"),
    )
    rows = (
        ("gmail.com", 1120, 14, 11, 92_000_000, 3 * SECOND),
        ("web.de", 402, 21, 4, 21_400_000, 5 * SECOND),
        ("gmx.de", 377, 6, 3, 18_020_000, 3 * SECOND),
        ("outlook.com", 351, 19, 6, 17_500_000, 8 * SECOND),
        ("t-online.de", 190, 4, 2, 9_112_000, 4 * SECOND),
    )
    note = (
        "Delivered and failed in recipients, deferred in tries; p90 of the delay. "
        "1,310 more were delivered to local mailboxes."
    )
    return Section(
        "qmail.rhosts",
        "Recipient hosts",
        tables=(Table("qmail.rhosts", "Recipient hosts", heads, rows, note, "providers", 283),),
    )


def by_host(*rows: tuple[Value, ...]) -> Section:
    """The hosts' row."""
    heads = (
        Column("host", "Host", "text"),
        Column("kind", "kind", "text"),
        *(Column(c, c) for c in ("received", "delivered", "deferred", "failed")),
    )
    return Section("qmail.by_host", "Hosts", tables=(Table("qmail.by_host", "Hosts", heads, rows, shape="hosts"),))


def sections(day: Day, skip: int = 7) -> tuple[Section, ...]:
    """What the qmail pass says of an ordinary day."""
    delays = (("p50", 900_000_000), ("p90", 6 * SECOND), ("p99", 4 * MINUTE), ("max", 14 * HOUR))
    chart = Section(
        "qmail.hours",
        "Deliveries per hour",
        "Attempts by the hour in which they ended.",
        tuple(Figure(f"qmail.delay.{name}", f"Delay {name}", value, "ns") for name, value in delays),
        (hours(day, skip),),
    )
    failures = ranked(
        "qmail.failures",
        "Failures by reason",
        "recipients",
        (("no such mailbox", "5.1.1", 27), ("refused by their policy", "5.7.1", 12), ("mailbox full", "5.2.2", 6)),
        5,
        samples=(
            "550 5.1.1 <k.meier@web.de>: Recipient address rejected: User unknown in virtual mailbox table",
            "554 5.7.1 Message rejected due to local policy. Please visit https://postmaster.gmx.net/en/error-messages",
            "552 5.2.2 Mailbox size limit exceeded",
        ),
    )
    deferrals = ranked(
        "qmail.deferrals",
        "Deferrals by reason",
        "tries",
        (
            ("greylisted, asked to come later", "4.7.1", 58),
            ("no answer within 60 s", "", 21),
            ("mailbox full", "4.2.2", 9),
        ),
        4,
        samples=(
            "450 4.7.1 <info@gmx.de>: Recipient address rejected: Greylisted, see http://postgrey.schweikert.ch/help/gmx.de.html",
            "Connected to 198.51.100.9 but connection died. (#4.4.2)",
            "452 4.2.2 Over quota",
        ),
    )
    senders = people(
        "qmail.senders",
        "Top senders",
        (
            ("shop@example.org", 801, 120_300_000, 930, 1_400_000_000),
            ("office@example.org", 344, 88_000_000, 350, 900_000_000),
            ("cron@mail1.example.org", 210, 900_000, 210, 310_000_000),
            ("bounces+8834-1c2b-orders=example.net@mailer.newsletter.example.com", 101, 5_500_000, 119, 11 * SECOND),
        ),
        96,
    )
    recipients = people(
        "qmail.recipients",
        "Top recipients",
        (
            ("office@example.org", 512, 130_000_000, 512, 200_000_000),
            ("orders@example.org", 388, 21_000_000, 388, 210_000_000),
            ("k.sato@example.org", 127, 8_800_000, 131, 640_000_000),
        ),
        61,
    )
    queue = Section(
        "qmail.queue",
        "Waiting at midnight",
        tables=(
            Table(
                "qmail.queue",
                "Waiting at midnight",
                (Column("host", "Host", "text"), Column("messages", "messages"), Column("oldest", "oldest", "ns")),
                (("web.de", 11, 14 * HOUR), ("example.com", 7, 3 * HOUR)),
                shape="ranked",
            ),
        ),
    )
    concurrency = Section(
        "qmail.concurrency",
        "Concurrency",
        "Remote deliveries never reached their limit.",
        (
            Figure("qmail.concurrency.local.peak", "Local, at most at once", 4, noun="deliveries", detail="limit 10"),
            Figure(
                "qmail.concurrency.remote.peak", "Remote, at most at once", 17, noun="deliveries", detail="limit 20"
            ),
            Figure("qmail.concurrency.remote.share", "Remote, day at the limit", 0.0, "percent"),
        ),
    )
    bounces = Section(
        "qmail.bounces",
        "Bounces",
        "",
        (
            Figure("qmail.bounces", "Bounces", 31, noun="messages"),
            Figure("qmail.bounces.double", "Double bounces", 2, noun="messages"),
        ),
    )
    return (overall(), chart, providers(), failures, deferrals, senders, recipients, queue, concurrency, bounces)


def warnings() -> Section:
    """qmail's own messages."""
    heads = (Column("message", "Message", "text"), Column("severity", "Severity", "code"), Column("lines", "Lines"))
    rows = (
        ("cannot start: unable to open mutex", "fatal", 3),
        ("out of memory, sleeping", "serious", 1),
        ("unable to stat ‹path›; will try again later", "warning", 12),
        ("trouble opening local/‹n›", "warning", 4),
        ("internal error: delivery report out of range", "warning", 2),
    )
    samples = (
        "alert: cannot start: unable to open mutex",
        "alert: out of memory, sleeping...",
        "warning: unable to stat mess/14/2241; will try again later",
        "warning: trouble opening local/7/88123; will try again later",
        "warning: internal error: delivery report out of range",
    )
    note = "qmail-send did not start, so that nothing was delivered meanwhile."
    return Section(
        "qmail.warnings",
        "qmail's own messages",
        note,
        tables=(Table("qmail.warnings", "qmail's own messages", heads, rows, shape="ranked", samples=samples),),
        urgent=True,
    )


Statement = tuple[str, int, int, str, str, tuple[str, ...]]  # template, lines, occurrences, values, state, samples


def statements(rows: Sequence[Statement], todo: str) -> tuple[Section, Section]:
    """Templates as the keyword scan tells them: a card for the first one, and a table."""
    noon = Day.of(DATE, ZoneInfo("Europe/Berlin")).window.start + 12 * HOUR
    names = ("template", "severity", "category", "lines", "times", "first", "last", "values", "state", "id")
    units: tuple[Unit, ...] = ("text", "code", "text", "count", "count", "instant", "instant", "text", "text", "code")
    table = Table(
        "keywords.warning",
        "Warning",
        tuple(Column(name, name, unit) for name, unit in zip(names, units, strict=True)),
        tuple(
            (title, "warning", "auth", lines, times, noon, noon + HOUR, values, state, f"{place:08x}")
            for place, (title, lines, times, values, state, _) in enumerate(rows)
        ),
        "Auth: and 14 more templates, 312 lines.",
        "templates",
        series=tuple((0,) * 12 + (lines,) + (0,) * 11 if told else () for _, lines, _, _, _, told in rows),
        verbatim=tuple(told for *_, told in rows),
    )
    heads = ("title", "severity", "lines", "level", "meaning", "todo")
    cards = Table(
        "keywords.urgent",
        "Keyword scan",
        tuple(Column(name, name, "count" if name == "lines" else "text") for name in heads),
        tuple(("Serious: 1 line of a new kind (0a1b2c3d)", "serious", 1, "act", "Disk full.", todo) for _ in range(7)),
        shape="templates",
        samples=tuple(f"{title}: {samples}" for title, *_, samples in rows[:7]),
    )
    return (
        Section("keywords.urgent", "Keyword scan", tables=(cards,), urgent=True),
        Section("keywords.strict", "Keyword scan", "What a row says.", tables=(table,)),
    )
