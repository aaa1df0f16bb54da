"""Digests to render: a first morning, a bad day, a hostile one. Every figure is made up."""

from __future__ import annotations

import dataclasses
import datetime as dt
from zoneinfo import ZoneInfo

from qmailreport.day import HOUR, SECOND, Day
from qmailreport.report import Digest, Figure, Problem
from tests.delivery.parts import DATE, by_host, overall, people, ranked, reading, sections, statements, warnings

HOSTILE = (
    "<script>alert(1)</script>{{7*7}}\u202egnp.exe =?utf-8?q?x=0D=0ABcc:evil@example.com?= "
    "https://evil.example.com/ a\r\nBcc: b@c.de"
)


def first(zone: str = "Europe/Berlin", date: dt.date = DATE) -> Digest:
    """The first morning mail: the log begins at 07:12."""
    day = Day.of(date, ZoneInfo(zone))
    morning = day.window.end + 6 * HOUR
    return Digest(
        "daily",
        "mail.example.org",
        date,
        zone,
        (day.window.start, day.window.end),
        (*sections(day), by_host(("mail1", "qmail", 3904, 4490, 94, 50))),
        (reading(day),),
        (),
        to=("postmaster@example.org",),
        made=day.window.end + 5 * HOUR + 3 * SECOND,
        next_run=morning + 24 * HOUR,
        seen=("Dovecot lines in /var/log/mail.log", "a second host, relay2, in Received lines"),
        rerun="qmailreport run --date 2026-11-18",
        version="0.1.0",
    )


def bad() -> Digest:
    """A later, worse day: three hosts, messages of qmail's own, logs that are missing and a gap."""
    calm = first()
    day = Day.of(DATE, ZoneInfo("Europe/Berlin"))
    readings = (
        reading(day, "mx1", "send", ("00:00:00", "02:05:00"), ("05:50:00", "23:59:58")),
        reading(day, "mx2", "send", ("00:00:01", "23:59:59")),
        dataclasses.replace(reading(day, "mx2", "smtpd", ("00:00:01", "23:59:59")), files=6, unknown=0, samples=[]),
        dataclasses.replace(
            reading(day, "", "maillog", ("00:03:00", "23:59:59")), hosts=("mx3", "mx4", "relay"), unstamped=3
        ),
    )
    problems = (
        Problem("smtpd", "/var/log/qmail/smtpd/@400000006a1b.s: not readable; add this user to the group adm."),
        Problem("smtpd", "/var/log/qmail/smtpd/current: not found."),
        Problem("journal", "journalctl ended with status 1; is this user in the group systemd-journal?"),
    )
    return dataclasses.replace(
        calm,
        number=412,
        revision=2,
        site="example.net",
        readings=readings,
        problems=problems,
        sections=(
            warnings(),
            *sections(day, 0),
            by_host(("mx1", "qmail", 41020, 52377, 921, 402), ("mx2", "qmail", 57454, 67461, 5216, 868)),
        ),
        to=("ops@example.net", "postmaster@example.net"),
    )


def hostile() -> Digest:
    """Every string that can come from a log or a file name is an attack."""
    long = "A" * 10_000
    wide = "全" * 200 + "e" + "\u0301" * 300
    rows = tuple(
        (text, "<b>", 5 - place)
        for place, text in enumerate((HOSTILE, long, wide, "\x1b[31m\x00\x9b", "&lt;img src=x onerror=alert(1)>"))
    )
    names = tuple((text, 5, 5, 5, 5) for text, *_ in rows)
    calm = first()
    evil = dataclasses.replace(calm.readings[0], source=HOSTILE, hosts=(HOSTILE,), samples=[HOSTILE, long, wide])
    urgent = dataclasses.replace(warnings(), title=HOSTILE, note=HOSTILE)
    urgent_table = dataclasses.replace(
        urgent.tables[0], rows=tuple((t, "fatal", n) for t, _, n in rows), samples=(HOSTILE, long, wide)
    )
    return dataclasses.replace(
        calm,
        site="evil\r\nBcc: x@y.z " + HOSTILE,
        report=HOSTILE,
        readings=(evil,),
        seen=(HOSTILE, long),
        rerun=HOSTILE,
        version=HOSTILE,
        problems=tuple(Problem(HOSTILE + str(n), long) for n in range(30)),
        sections=(
            dataclasses.replace(urgent, tables=(urgent_table,)),
            dataclasses.replace(
                overall(),
                figures=(Figure("x", HOSTILE, 1, noun=HOSTILE, detail=HOSTILE, headline=True), *overall().figures),
            ),
            ranked("x", HOSTILE, HOSTILE, rows, samples=tuple(text for text, *_ in rows)),
            people("y", long, names, 0),
            by_host((HOSTILE, HOSTILE, 1, 2, 3, 4)),
        ),
    )


def scanned() -> Digest:
    """Templates of lines: an ordinary one of each kind, then each of their strings an attack."""
    evil = (HOSTILE, "A" * 10_000, "全" * 200, "\x1b[31m\x00\u202e", "x " * 300)
    lines = ("Failed password for invalid user root from 192.0.2.1 port 4242 ssh2", "one more", "a third")
    rows = [
        (
            "sshd: Failed password for invalid user <*> from <*>",
            4000,
            4012,
            "1: root ×2,000 · 2: many values",
            "new",
            lines,
        ),
        ("postfix/smtp: Cannot start TLS: handshake failure", 3, 3, "", "known since 2026-11-01", ()),
        ("app: a first report has no states", 1, 1, "", "", ("app said so",)),
        *((text, 5, 5, text, f"back after {text}", (text, text)) for text in evil),
    ]
    return dataclasses.replace(first(), sections=(*statements(rows, HOSTILE), *first().sections))
