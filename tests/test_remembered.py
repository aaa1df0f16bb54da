"""Days of the keyword scan, one after the other, through the real job: new, back, rising, gone, muted, reruns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from qmailreport.job import Outcome
from qmailreport.memory import Silence, put_mute, templates_before, templates_like
from qmailreport.report import Table
from qmailreport.store import Store
from tests.house import Host, body, morning, write

FIRST = dt.date(2026, 10, 5)  # a Monday
SOURCES = "  maillog: {format: syslog, path: mail.log}"
REPORT = "  - {name: daily, to: [postmaster@example.org], passes: [keywords: {source: maillog}]}"
DISK = "postfix/cleanup[7]: error: write queue file: No space left on device"
SEGV = "kernel: smtpd[{n}]: segfault at {n}"
GUESS = "sshd[{n}]: Failed password for root from 192.0.2.{n} port 4{n} ssh2"


@pytest.fixture
def host(tmp_path: Path) -> Host:
    """One that scans its mail.log."""
    return Host(tmp_path, sources=SOURCES, reports=REPORT)


def day(number: int) -> dt.date:
    """Day 0 is the first."""
    return FIRST + dt.timedelta(days=number)


def said(host: Host, days: dict[int, Sequence[str]]) -> None:
    """The log of some days; {n} in a line is its number."""
    lines = []
    for number, texts in sorted(days.items()):
        for n, text in enumerate(("cron[1]: a quiet line", *texts)):
            lines.append(f"{day(number)}T12:{n // 60:02d}:{n % 60:02d}Z mx1 {text.format(n=n % 250 + 1)}\n")
    write(host.root / "mail.log", "".join(lines).encode())


def run(host: Host, number: int, **order: Any) -> Outcome:
    """The job as cron starts it, or for a day by its date."""
    return host.run(morning(day(number)), **order)


def tables(outcome: Outcome) -> dict[str, Table]:
    """The tables of the only mail by their ids."""
    ((digest, _),) = outcome.mails
    return {table.id: table for section in digest.sections for table in section.tables}


def states(outcome: Outcome) -> dict[str, str]:
    """Template → state."""
    return {
        str(row[0]): str(row[8])
        for name, table in tables(outcome).items()
        if table.shape == "templates" and name != "keywords.urgent"
        for row in table.rows
    }


DISK_ROW = "postfix/cleanup: error: write queue file: No space left on device"
SEGV_ROW = "kernel: smtpd[<*>]: segfault at <*>"
GUESS_ROW = "sshd: Failed password for root from <*> port <*> ssh2"


def test_nothing_is_new_on_the_first_day_and_new_ones_are_on_the_next(host: Host) -> None:
    said(host, {0: [GUESS], 1: [GUESS, DISK], 2: [GUESS, DISK]})
    assert states(run(host, 0)) == {GUESS_ROW: ""}
    outcome = run(host, 1)
    assert states(outcome) == {GUESS_ROW: f"known since {day(0)}", DISK_ROW: "new"}
    ((digest, rendered),) = outcome.mails
    assert digest.figures["keywords.new"] == 1
    assert "Serious, 1 line of a new kind" in rendered.text
    after = run(host, 2)
    assert states(after)[DISK_ROW] == f"known since {day(1)}"
    assert "[WATCH] Serious: 1 line of 1 kind known before" in after.mails[0][1].text


def test_back_after_a_week_and_rising_and_gone(host: Host) -> None:
    days: dict[int, list[str]] = {number: [GUESS] * 5 for number in range(22)}
    days[0].append(DISK)
    days[9].append(DISK)
    days[14] = [GUESS] * 40
    days[16] = [GUESS] * 15
    days[17] = days[18] = []
    said(host, dict(days))
    found = {}
    for number in range(20):
        outcome = run(host, number)
        found[number] = states(outcome)
        gone = tables(outcome).get("keywords.gone")
        assert (gone is not None) == (number == 17), number
        if gone is not None:
            assert gone.rows == ((GUESS_ROW, "notice", 5, gone.rows[0][3]),)
    assert found[9][DISK_ROW] == "back after 9 days"
    assert found[14][GUESS_ROW] == "rising: 5 is usual on a Monday"
    assert found[16][GUESS_ROW] == f"known since {day(0)}"  # three times as many are not more than three times as many
    assert found[13][GUESS_ROW] == f"known since {day(0)}"
    assert GUESS_ROW not in found[18]
    assert found[19][GUESS_ROW] == f"known since {day(0)}"


def test_a_rerun_knows_only_the_days_before_and_changes_no_other(host: Host) -> None:
    said(host, {number: [GUESS, *([DISK] if number in (1, 3) else [])] for number in range(5)})
    outcomes = [run(host, number) for number in range(5)]
    with Store(host.state, readonly=True) as store:
        before = templates_before(store, "daily", day(9))
    again = run(host, 5, date=day(1))
    assert states(again) == states(outcomes[1])
    assert states(again)[DISK_ROW] == "new"
    assert again.notes == [f"daily: {day(1)} says what it said before; nothing sent (--resend sends it)"]
    with Store(host.state, readonly=True) as store:
        assert templates_before(store, "daily", day(9)) == before
        assert [each.template for each in templates_before(store, "daily", day(1))] == [
            GUESS_ROW.removeprefix("sshd: ")
        ]


def test_a_rerun_replaces_the_days_rows(host: Host) -> None:
    said(host, {number: [GUESS, *([DISK] if number == 1 else [])] for number in range(3)})
    for number in range(3):
        run(host, number)
    with Store(host.state, readonly=True) as store:
        (disk,) = [each for each in templates_before(store, "daily", day(9)) if each.entry == "sy.disk"]
    assert (disk.first, disk.last, disk.days) == (day(1), day(1), ((day(1), 1),))
    said(host, {number: [GUESS] * 3 for number in range(3)})
    run(host, 5, date=day(1))
    with Store(host.state, readonly=True) as store:
        assert templates_like(store, disk.id) == []
        (guess,) = templates_before(store, "daily", day(9))
        assert (guess.first, guess.last) == (day(0), day(2))
        assert guess.days == ((day(0), 1), (day(1), 3), (day(2), 1))


def test_days_may_be_told_in_any_order(host: Host) -> None:
    other = "kernel: smtpd[1]: segfault at 10, in no library"
    said(host, {0: [DISK], 1: [DISK, other], 2: [DISK] * 2, 3: [DISK]})
    for number in (2, 0, 3, 1):
        run(host, 5, date=day(number))
    with Store(host.state, readonly=True) as store:
        disk, segv = sorted(templates_before(store, "daily", day(9)), key=lambda each: each.entry)
        (earlier,) = templates_before(store, "daily", day(1))
    assert (disk.first, disk.last) == (day(0), day(3))
    assert disk.days == ((day(0), 1), (day(1), 1), (day(2), 2), (day(3), 1))
    assert (segv.first, segv.last, segv.samples) == (day(1), day(1), ("smtpd[1]: segfault at 10, in no library",))
    assert (earlier.id, earlier.last, earlier.days) == (disk.id, day(0), ((day(0), 1),))


def test_dry_runs_keep_nothing(host: Host) -> None:
    said(host, {0: [GUESS], 1: [GUESS]})
    run(host, 0, send=False)
    with Store(host.state) as store:
        assert templates_before(store, "daily", day(9)) == []
    assert states(run(host, 1)) == {GUESS_ROW: ""}


def test_what_is_muted_is_counted_and_not_told(host: Host) -> None:
    said(host, {number: [GUESS, DISK, SEGV] for number in range(4)})
    run(host, 0)
    with Store(host.state) as store:
        (disk,) = [each for each in templates_before(store, "daily", day(9)) if each.entry == "sy.disk"]
        put_mute(store, Silence(disk.id, day(2), "a new disk is ordered", 0))
        put_mute(store, Silence("sy.segv", day(1), "a known fault", 0))
    outcome = run(host, 1)
    assert states(outcome) == {GUESS_ROW: f"known since {day(0)}"}
    assert tables(outcome)["keywords.serious"].note == "Muted: 2 templates, 2 lines."
    assert "ACT NOW" not in outcome.mails[0][1].text
    assert states(run(host, 2)) == {GUESS_ROW: f"known since {day(0)}", SEGV_ROW: f"known since {day(0)}"}
    assert states(run(host, 3))[DISK_ROW] == f"known since {day(0)}"


def test_templates_known_before_take_lines_that_today_alone_would_not_join(host: Host) -> None:
    many = [f"sshd[1]: Failed password for {name} from host {name}x port 22 ssh2" for name in ("anna", "bert", "carl")]
    said(host, {0: many, 1: ["sshd[1]: Failed password for dora from host dorax port 22 ssh2"]})
    first, second = run(host, 0), run(host, 1)
    assert list(states(first)) == ["sshd: Failed password for <*> from host <*> port <*> ssh2"]
    assert list(states(second)) == list(states(first))


def test_another_value_is_no_new_statement(host: Host) -> None:
    line = "sshd[1]: Failed password for {} from 192.0.2.1 port 22 ssh2"
    users = (["anna"], ["bert"], ["anna", "carl"], ["dora"])
    said(host, {number: [line.format(user) for user in names] for number, names in enumerate(users)})
    found = [states(run(host, number)) for number in range(4)]
    both = "sshd: Failed password for <*> from <*> port <*> ssh2"
    assert found[0] == {"sshd: Failed password for anna from <*> port <*> ssh2": ""}
    assert found[1] == {both: f"known since {day(0)}"}
    assert found[2] == {
        "sshd: Failed password for anna from <*> port <*> ssh2": f"known since {day(0)}",
        both: f"known since {day(1)}",
    }
    assert found[3] == {both: f"known since {day(1)}"}


def test_a_mute_outlives_another_value(host: Host) -> None:
    line = "postfix/local[1]: error: write for {}: No space left on device"
    said(host, {0: [line.format("anna")], 1: [line.format("bert")]})
    run(host, 0)
    with Store(host.state) as store:
        (disk,) = templates_before(store, "daily", day(1))
        put_mute(store, Silence(disk.id, day(9), "a new disk is ordered", 0))
    assert states(run(host, 1)) == {}


def test_the_mail_shows_lines_safely_and_bears_ids(host: Host) -> None:
    hostile = "app[1]: fatal error \u202ereversed \x1b[31m <script>alert(1)</script> password=hunter2 token"
    said(host, {0: [GUESS], 1: [hostile, GUESS]})
    run(host, 0)
    outcome = run(host, 1)
    mail = host.mails()[-1]
    text, html = body(mail), body(mail, "html")
    for shown in (text, html):
        assert "hunter2" not in shown
        assert "\u202e" not in shown
        assert "\x1b" not in shown
    assert "<script" not in html
    for table in tables(outcome).values():
        if table.shape == "templates" and table.id != "keywords.urgent":
            for row in table.rows:
                assert str(row[9]) in text
                assert str(row[9]) in html
