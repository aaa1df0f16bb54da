"""The whole job through real files, SQLite and a Maildir: what it says, keeps, sends, and sends again."""

from __future__ import annotations

import bz2
import datetime as dt
import gzip
import os
import random
import re
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from qmailreport.day import SECOND, Day
from qmailreport.delivery import compose, render
from qmailreport.engines import Processes, Serial
from qmailreport.job import Order, run
from qmailreport.store import Run, Store

from .delivery.servers import Inbox, Running
from .house import (
    DAILY,
    DATE,
    HOUR,
    MINUTE,
    SEND,
    UTC,
    Host,
    Log,
    at,
    body,
    figures,
    morning,
    parsed,
    quiet_day,
    whats,
    write,
)
from .passes.qmail_sim import history

NEXT = DATE + dt.timedelta(days=1)


@pytest.fixture
def host(tmp_path: Path) -> Host:
    return Host(tmp_path)


def kept(host: Host, report: str = "daily", date: dt.date = DATE) -> Run | None:
    with Store(host.state) as store:
        return store.latest(report, date)


def test_a_morning_mail_holds_the_numbers_of_the_day(host: Host) -> None:
    host.log(quiet_day())
    outcome = host.run()
    assert outcome.problems == [] and outcome.queued == 0
    (mail,) = host.mails()
    assert mail["Message-ID"] == "<qmailreport.daily.2026-11-18.r1@mx1.example.org>"
    assert mail["To"] == "postmaster@example.org" and mail["From"] == "qmailreport@mx1.example.org"
    assert "2 delivered" in mail["Subject"]
    words = " ".join(body(mail).split())
    for said in ("Delivered 2 recipients", "Failed 1 recipient", "Received 3 messages", "mx1.example.org"):
        assert said in words
    assert "no such mailbox" in words and "5.1.1" in words and "nobody@example.net" not in body(mail, "html")
    found = figures(outcome)
    assert (found["qmail.success"], found["qmail.failure"], found["qmail.received"]) == (2, 1, 3)
    assert (found["qmail.messages"], found["qmail.bytes_in"], found["qmail.pending"]) == (3, 3000, 0)
    assert found["qmail.xdelay"] == 6 * SECOND  # three tries of two seconds
    assert found["qmail.qtime"] == (4 + 4 + 9) * SECOND


def test_figures_are_kept_by_host_and_readings_too(host: Host) -> None:
    host.log(quiet_day())
    host.run()
    with Store(host.state) as store:
        stored = store.figures("daily", DATE)
        (reading,) = store.readings("daily", DATE)
    assert set(stored) == {"", "mx1.example.org"}
    assert stored[""]["qmail.success"] == stored["mx1.example.org"]["qmail.success"] == 2
    assert (reading.source, reading.in_day, reading.kinds) == ("send", reading.lines, ("qmail",))


def test_of_more_than_a_thousand_hosts_the_first_thousand_are_kept(host: Host) -> None:
    host = replace(host, sources="  send: {format: syslog, path: mail.log}")
    noon = at("2026-11-18 12:00:00")
    content = b"".join(Log().born(noon + n, 5).syslog(f"mx{n:04d}") for n in range(1005))
    write(host.root / "mail.log", content, noon)
    host.run()
    with Store(host.state) as store:
        assert sorted(store.figures("daily", DATE)) == ["", *(f"mx{n:04d}" for n in range(1000))]


def test_cron_sends_a_day_once_and_the_next_day_again(host: Host) -> None:
    host.log(quiet_day())
    host.run()
    again = host.run()
    assert again.mails == [] and len(host.mails()) == 1
    assert any("has been sent" in note for note in again.notes)
    host.log(Log(quiet_day().lines + quiet_day(NEXT, 11).lines))
    later = host.run(morning(NEXT))
    assert len(host.mails()) == 2
    assert later.mails[0][0].number == 2


def test_a_rerun_sends_a_revision_only_where_the_content_has_changed(host: Host) -> None:
    host.log(quiet_day())
    host.run()
    same = host.run(date=str(DATE))
    assert len(host.mails()) == 1 and any("says what it said before" in note for note in same.notes)
    host.log(Log(quiet_day().lines + Log(deliveries=9).sent(at("2026-11-18 20:00:00"), 9).lines))
    host.run(date=str(DATE))
    first, second = host.mails()
    assert second["Message-ID"] == "<qmailreport.daily.2026-11-18.r2@mx1.example.org>"
    assert "Delivered 3 recipients" in " ".join(body(second).split())
    assert (last := kept(host)) is not None and (last.revision, last.status) == (2, "sent")
    host.run(date=str(DATE), resend=True)
    assert [mail["Message-ID"].split(".r")[1][0] for mail in host.mails()] == ["1", "2", "3"]
    assert body(host.mails()[2]).replace("(r3)", "(r2)").replace("revision 3", "revision 2") == body(second)
    assert "Delivered 2 recipients" in " ".join(body(first).split())


def test_what_rotation_does_to_the_files_is_no_change_of_the_day(host: Host) -> None:
    source = "  send: {format: syslog, path: mail.log}"
    host = replace(host, sources=source)
    day = quiet_day().syslog()
    write(host.root / "mail.log", day, at("2026-11-18 14:00:09"))
    host.run()
    (host.root / "mail.log").rename(host.root / "mail.log.1")
    rest = (host.root / "mail.log.1").read_bytes() + quiet_day(NEXT, 11).syslog()
    write(host.root / "mail.log.1", rest, at("2026-11-19 14:00:09"))
    write(host.root / "mail.log", quiet_day(NEXT + dt.timedelta(days=1), 21).syslog(), at("2026-11-20 14:00:09"))
    outcome = host.run(morning(NEXT), date=str(DATE))
    assert len(host.mails()) == 1 and outcome.problems == []


WAITS = Log().born(at("2026-11-18 11:00:00"), 40).tried(at("2026-11-18 11:00:01"), 40, result="deferral: later/")
MORE = Log([*WAITS.lines, *quiet_day().lines])


def state(host: Host) -> list[object]:
    with Store(host.state) as store:
        carries = store.rows("SELECT pass, source, host, day, content, stale FROM carry ORDER BY 1, 2, 3, 4")
        return [carries, store.figures("daily", DATE), store.readings("daily", DATE)]


@pytest.mark.parametrize("left", [None, b"", Log(MORE.lines[-4:]).multilog(), quiet_day(NEXT, 11).multilog()])
def test_a_day_whose_log_was_rotated_away_stays_as_it_was_kept(host: Host, left: bytes | None) -> None:
    host.log(MORE)
    host.run()
    before = state(host)
    (host.root / "send/current").unlink()
    if left is not None:
        write(host.root / "send/current", left)
    for order in ({}, {"to": ("chief@example.com",)}):
        outcome = host.run(morning() + HOUR, date=str(DATE), **order)
        assert "the logs hold less of 2026-11-18 than when it was first reported" in whats(outcome)[-1]
        assert outcome.problems[-1].kind == "delivery"
        assert state(host) == before and len(host.mails()) == 1
    assert whats(host.run(morning() + HOUR, date=str(DATE), resend=True)) == whats(outcome)[:-1]
    assert state(host) == before and len(host.mails()) == 2
    assert (last := kept(host)) is not None and last.revision == 2
    host.log(
        Log(
            [
                *MORE.lines,
                *Log(deliveries=9).tried(at("2026-11-19 09:00:00"), 40).gone(at("2026-11-19 09:01:00"), 40).lines,
            ]
        )
    )
    assert figures(host.run(morning(NEXT)))["qmail.qtime"] == 22 * HOUR + MINUTE  # of a message of the day before


def test_less_of_one_host_leaves_its_queue_and_takes_the_other_s(host: Host) -> None:
    host = replace(host, sources="  send: {format: syslog, path: logs/*/mail.log}")
    for name in ("mx1", "mx2"):
        write(host.root / f"logs/{name}/mail.log", WAITS.syslog(name), at("2026-11-18 11:00:03"))
    host.run()
    with Store(host.state) as store:
        before = dict(store.rows("SELECT host, content FROM carry WHERE day = '2026-11-18'"))
    write(host.root / "logs/mx1/mail.log", Log(WAITS.lines[:1]).syslog("mx1"), at("2026-11-18 11:00:03"))
    more = [*WAITS.lines, *Log().born(at("2026-11-18 12:00:00"), 50).lines]
    write(host.root / "logs/mx2/mail.log", Log(more).syslog("mx2"), at("2026-11-18 12:00:03"))
    host.run(morning() + HOUR, date=str(DATE))
    with Store(host.state) as store:
        after = dict(store.rows("SELECT host, content FROM carry WHERE day = '2026-11-18'"))
    assert after["mx1"] == before["mx1"] and after["mx2"] != before["mx2"]


def test_a_stale_queue_is_not_made_anew_from_less(host: Host) -> None:
    three_days(host)
    for date in ("2026-11-17", "2026-11-18"):
        host.run(morning(dt.date.fromisoformat(date)))
    with Store(host.state) as store, store.transaction():
        store.write("UPDATE carry SET stale = 1 WHERE day = ?", [("2026-11-18",)])
    lines = (host.root / "send/current").read_bytes().splitlines(True)
    write(host.root / "send/current", b"".join(lines[-9:]))  # born on the 17th and on the 18th
    assert figures(host.run(morning(NEXT)))["qmail.messages"] == 2


def test_a_source_that_a_report_names_no_more_is_no_loss(host: Host) -> None:
    two = replace(
        host,
        sources=SEND + "\n  other: {format: multilog, path: other}",
        reports=DAILY.replace("source: send", "source: [send, other]"),
    )
    host.log(quiet_day())
    host.log(quiet_day(DATE, 60), "other/current")
    two.run()
    outcome = host.run(date=str(DATE))
    assert outcome.problems == [] and len(host.mails()) == 2


def test_gzip_and_lines_that_repeat_others_are_no_change_of_the_day(host: Host) -> None:
    host = replace(host, sources="  send: {format: syslog, path: mail.log}")
    lines = [*quiet_day().syslog().splitlines(True), b"Nov 18 15:00:00 mx2 cron: hello\n"]
    lines[3:3] = [b"Nov 18 12:00:03 mx2 last message repeated 2 times\n"]
    lines[-2:-2] = [lines[-2].replace(b" end", b"+of it")]
    lines[-1:] = [lines[-1], b"Nov 18 15:01:00 mx2 last message repeated 4 times\n"]
    day = b"".join(lines)
    write(host.root / "mail.log", day, at("2026-11-18 15:01:00"))
    first = host.run()
    (reading,) = first.mails[0][0].readings
    assert (reading.in_day, reading.lines - reading.in_day, reading.unstamped) == (len(lines) - 3, 3, 0)
    assert "without a time" not in body(host.mails()[0])
    (host.root / "mail.log").unlink()
    rest = day + Log().born(at("2026-11-19 03:00:00"), 70).syslog()
    write(host.root / "mail.log.1.gz", gzip.compress(rest), at("2026-11-19 03:00:00"))
    write(host.root / "mail.log", Log().born(at("2026-11-19 09:00:00"), 71).syslog(), at("2026-11-19 09:00:00"))
    again = host.run(morning() + 5 * HOUR, date=str(DATE))
    assert again.problems == [] and "says what it said before" in again.notes[0] and len(host.mails()) == 1


def test_elsewhere_is_elsewhere_only_and_no_revision(host: Host) -> None:
    host.log(quiet_day())
    host.run()
    host.run(date=str(DATE), to=("chief@example.com",))
    assert [mail["To"] for mail in host.mails()] == ["chief@example.com"]  # the same mail, the same name in the Maildir
    assert (last := kept(host)) is not None and last.revision == 1


def test_a_day_that_was_looked_at_while_it_lasted_is_made_again_when_it_is_over(host: Host) -> None:
    host.log(Log().born(at("2026-11-18 08:00:00"), 5))
    noon = host.run(at("2026-11-18 12:00:00"), date=str(DATE))
    assert figures(noon)["qmail.pending"] == 1
    assert [(problem.kind, problem.what[:19]) for problem in noon.problems] == [("coverage", "the day is not over")]
    assert "the day is not over" in " ".join(body(host.mails()[0]).split())
    with Store(host.state) as store:
        assert store.rows("SELECT count(*) FROM carry WHERE day = ?", (str(DATE),)) == [(0,)]
    log = (
        Log().born(at("2026-11-18 08:00:00"), 5).tried(at("2026-11-18 20:00:00"), 5).gone(at("2026-11-18 21:00:00"), 5)
    )
    host.log(log)
    over = host.run()
    assert figures(over)["qmail.success"] == 1 and over.problems == []
    assert [mail["Message-ID"].count(".r2@") for mail in host.mails()] == [0, 1]


def test_files_in_place_of_sending_leave_no_mail_and_no_revision(host: Host) -> None:
    from qmailreport.delivery import Files

    host.log(quiet_day())
    host.run(files=Files(str(host.root / "out")))
    names = sorted(path.name for path in (host.root / "out").iterdir())
    assert names == ["daily-2026-11-18.eml", "daily-2026-11-18.html", "daily-2026-11-18.txt"]
    assert host.mails() == [] and kept(host) is None
    host.run()
    assert len(host.mails()) == 1


def test_a_dry_run_without_a_store_says_the_same(host: Host) -> None:
    host.log(quiet_day())
    outcome = run(host.config, Order(send=False), morning(), None)
    assert not host.state.exists() and host.mails() == []
    assert outcome.mails[0][1].text == host.run().mails[0][1].text


def test_own_mails_are_counted_and_stay_out_of_the_rankings(host: Host) -> None:
    log = quiet_day()
    for n in range(5):
        log.sent(at(f"2026-11-18 15:{n:02d}:00"), 50 + n, "qmailreport@mx1.example.org", "postmaster@example.org")
    host.log(log)
    ((digest, rendered),) = host.run().mails
    assert digest.figures["qmail.success"] == 7
    rows = {str(row[0]) for section in digest.sections for table in section.tables for row in table.rows}
    assert "alice@example.org" in rows and "qmailreport@mx1.example.org" not in rows
    assert "postmaster@example.org" not in rows
    assert re.search(r"Messages of this report, not in the rankings +5\n", rendered.text)


# Days that hang together.


def three_days(host: Host) -> list[str]:
    """A message of each kind of life, over three days."""
    log = Log()
    log.born(at("2026-11-16 23:00:00"), 3)  # the day before the first
    log.born(at("2026-11-17 10:00:00"), 5).tried(at("2026-11-17 10:00:01"), 5, result="deferral: later/")
    log.tried(at("2026-11-17 12:00:00"), 3).gone(at("2026-11-17 12:00:09"), 3)
    log.born(at("2026-11-18 23:59:59"), 7, size=4000)
    log.tried(at("2026-11-19 00:00:30"), 7).gone(at("2026-11-19 00:01:00"), 7)
    log.tried(at("2026-11-19 10:00:00"), 5).gone(at("2026-11-19 10:00:09"), 5)
    host.log(log)
    return ["2026-11-17", "2026-11-18", "2026-11-19"]


def test_days_run_one_by_one_know_what_the_days_before_left(host: Host) -> None:
    found = {}
    for date in three_days(host):
        found[date] = figures(host.run(morning(dt.date.fromisoformat(date))))
    assert [found[date]["qmail.pending"] for date in found] == [1, 2, 0]
    assert [found[date]["qmail.messages"] for date in found] == [1, 0, 2]
    assert found["2026-11-17"]["qmail.qtime"] == 13 * HOUR + 9 * SECOND  # the first run reads the day before, too
    assert found["2026-11-19"]["qmail.qtime"] == 61 * SECOND + 48 * HOUR + 9 * SECOND
    assert found["2026-11-19"]["qmail.bytes"] == 5000


@pytest.mark.parametrize("ran", [(), ("2026-11-17",), ("2026-11-18",), ("2026-11-17", "2026-11-18")])
def test_missed_days_change_nothing_of_a_day_that_hangs_on_a_kept_one(host: Host, ran: tuple[str, ...]) -> None:
    dates = three_days(host)
    for date in ran:
        host.run(morning(dt.date.fromisoformat(date)), date=date)
    last = figures(host.run(morning(NEXT), date=dates[-1]))
    assert (last["qmail.success"], last["qmail.pending"]) == (2, 0)
    assert last["qmail.messages"] == 2


def test_the_first_run_looks_for_the_queue_as_far_back_as_a_message_may_wait(host: Host) -> None:
    log = Log().born(at("2026-11-01 10:00:00"), 3)  # too long ago
    log.born(at("2026-11-08 10:00:00"), 5).tried(at("2026-11-08 10:00:01"), 5, result="deferral: later/")
    log.born(at("2026-11-17 10:00:00"), 7)
    log.tried(at("2026-11-18 10:00:00"), 7).gone(at("2026-11-18 10:00:09"), 7)
    host.log(log)
    first = figures(host.run())
    assert (first["qmail.pending"], first["qmail.messages"]) == (1, 1)
    lines = (host.root / "send/current").read_bytes().splitlines(True)
    rest = Log().tried(at("2026-11-19 10:00:00"), 5).gone(at("2026-11-19 10:00:09"), 5).multilog()
    write(host.root / "send/current", lines[-1] + rest)  # what was kept is enough
    assert figures(host.run(morning(NEXT)))["qmail.qtime"] == 11 * 24 * HOUR + 9 * SECOND


def test_days_without_a_line_carry_on_what_waits(host: Host) -> None:
    log = Log().born(at("2026-11-10 10:00:00"), 5).tried(at("2026-11-10 10:00:01"), 5, result="deferral: later/")
    host.log(log)
    host.run(morning(dt.date(2026, 11, 10)))
    for quiet in (11, 12, 13):
        outcome = host.run(morning(dt.date(2026, 11, quiet)))
        assert "no line of" in whats(outcome)[0]
    host.log(log.tried(at("2026-11-14 10:00:00"), 5).gone(at("2026-11-14 11:00:00"), 5))
    last = figures(host.run(morning(dt.date(2026, 11, 14))))
    assert (last["qmail.messages"], last["qmail.qtime"]) == (1, 97 * HOUR)


def test_a_rerun_of_an_earlier_day_sets_the_later_ones_right(host: Host) -> None:
    for date in three_days(host):
        host.run(morning(dt.date.fromisoformat(date)))
    log = Log().born(at("2026-11-17 09:00:00"), 9, size=777)  # what the first day's log had lacked
    lines = host.root.joinpath("send/current").read_text().splitlines()
    more = log.multilog().decode().splitlines()
    end = Log(deliveries=60).tried(at("2026-11-19 20:00:00"), 9).gone(at("2026-11-19 21:00:00"), 9).multilog().decode()
    write(
        host.root / "send/current",
        "\n".join(sorted([*lines, *more, *end.splitlines()], key=lambda line: line[:25])).encode() + b"\n",
    )
    now = morning(NEXT)
    assert figures(host.run(now, date="2026-11-17"))["qmail.pending"] == 2
    with Store(host.state) as store:
        assert dict(store.rows("SELECT day, stale FROM carry WHERE day >= '2026-11-17'")) == {
            "2026-11-17": 0,
            "2026-11-18": 1,
            "2026-11-19": 1,
        }
    last = figures(host.run(now, date="2026-11-19"))  # the day between has not been run again
    assert (last["qmail.messages"], last["qmail.bytes"], last["qmail.qtime"]) == (
        3,
        5777,
        61 * SECOND + (48 + 60) * HOUR + 9 * SECOND,
    )


def test_random_days_one_by_one_add_up_to_one_long_day(host: Host) -> None:
    chosen = random.Random(11)
    lines = history([chosen.randrange(10**6) for _ in range(20_000)], at("2026-11-16 00:00:00"))
    write(host.root / "send/current", ("\n".join(lines) + "\n").encode())
    sums: dict[str, int | float] = {}
    dates = [DATE + dt.timedelta(days=n) for n in (-2, -1, 0)]
    for date in dates:
        for name, value in figures(host.run(morning(date))).items():
            sums[name] = sums.get(name, 0) + value
    from qmailreport.fold import Clock, Lines, Window
    from qmailreport.formats import FORMATS
    from qmailreport.passes import PASSES

    each = PASSES["qmail"](source=("send",), own=("qmailreport@mx1.example.org",))
    window = Window(at("2026-11-16 00:00:00"), at("2026-11-19 00:00:00"))
    content = (host.root / "send/current").read_bytes()
    state = each.scan(each.start(), Lines(content, FORMATS["multilog"], Clock(UTC, 1 << 62), window, "mx1"))
    whole = {f.id: f.value for s in each.finish(each.settle(state, None)[0], Day.of(DATE, UTC)) for f in s.figures}
    for name in (
        "messages",
        "recipients",
        "success",
        "failure",
        "deferral",
        "bytes",
        "rbytes",
        "qtime",
        "ddelay",
        "xdelay",
    ):
        assert sums[f"qmail.{name}"] == whole[f"qmail.{name}"] > 0, name
    with Store(host.state) as store:
        assert store.figures("daily", DATE)[""]["qmail.pending"] == whole["qmail.pending"]


# Sources, hosts, zones.


def test_two_sources_and_the_hosts_of_a_glob_are_told_apart_and_added(host: Host) -> None:
    host = replace(
        host,
        sources="  send: {format: multilog, path: send, host: mx1}\n"
        "  remote: {format: syslog, path: 'remote/*/mail.log'}",
        reports="  - {name: daily, to: [a@example.org], passes: [qmail: {source: [send, remote]}]}",
    )
    host.log(quiet_day())
    for name in ("mx7", "mx8"):
        log = Log().sent(at("2026-11-18 09:00:00"), 3)
        write(host.root / f"remote/{name}/mail.log", log.syslog(name), at("2026-11-18 09:00:04"))
    outcome = host.run()
    assert outcome.problems == [] and figures(outcome)["qmail.success"] == 4
    with Store(host.state) as store:
        stored = store.figures("daily", DATE)
    assert {name: values["qmail.success"] for name, values in stored.items()} == {"": 4, "mx1": 2, "mx7": 1, "mx8": 1}
    assert [(each.source, each.host) for each in outcome.mails[0][0].readings] == [
        ("send", "mx1"),
        ("remote", "mx7"),
        ("remote", "mx8"),
    ]


def test_one_source_serves_reports_with_days_of_their_own(host: Host) -> None:
    host = replace(
        host,
        reports=DAILY
        + "\n  - {name: tokyo, to: [t@example.org], timezone: Asia/Tokyo, passes: [qmail: {source: send, top: 3}]}",
    )
    log = Log()
    for n, moment in enumerate(
        ("2026-11-17 14:00:00", "2026-11-17 16:00:00", "2026-11-18 14:00:00", "2026-11-18 16:00:00")
    ):
        log.sent(at(moment), 10 + n)
    host.log(log)
    utc, tokyo = host.run(date=str(DATE)).mails
    assert utc[0].figures["qmail.success"] == 2 and utc[0].zone == "UTC"
    assert tokyo[0].figures["qmail.success"] == 2 and tokyo[0].zone == "Asia/Tokyo"
    assert tokyo[0].readings[0].first == at("2026-11-17 16:00:00")
    assert {mail["To"] for mail in host.mails()} == {"postmaster@example.org", "t@example.org"}
    with Store(host.state) as store:
        keys = {key for (key,) in store.rows("SELECT version FROM carry")}
    assert len(keys) == 2  # a carry of one zone's midnight is nothing for another's


@pytest.mark.parametrize(
    ("zone", "date", "hours"),
    [
        ("Europe/Berlin", "2026-03-29", 23),
        ("Europe/Berlin", "2026-10-25", 25),
        ("America/Sao_Paulo", "2018-11-04", 23),
        ("UTC", "2026-11-18", 24),
    ],
)
def test_days_of_odd_length_have_all_their_hours_and_nothing_more(host: Host, zone: str, date: str, hours: int) -> None:
    host = replace(host, zone=zone)
    day = Day.of(dt.date.fromisoformat(date), ZoneInfo(zone))
    log = Log().sent(day.window.start - 10 * SECOND, 1)
    moment, number = day.window.start, 2
    while moment < day.window.end:
        log.sent(moment, number)
        moment, number = moment + HOUR, number + 1
    log.sent(day.window.end - 6 * SECOND, number).sent(day.window.end, number + 1)
    host.log(log)
    outcome = host.run(day.window.end + 6 * HOUR)
    assert figures(outcome)["qmail.success"] == hours + 1
    table = next(t for s in outcome.mails[0][0].sections for t in s.tables if t.shape == "hours")
    assert len(table.rows) == hours
    assert [row[1] for row in table.rows] == [1] * (hours - 1) + [2]
    assert all(row[-1] for row in table.rows)


def test_hours_that_no_log_covers_do_not_look_like_quiet_ones(host: Host) -> None:
    host.log(quiet_day())  # 12:00 to 14:00
    table = next(t for s in host.run().mails[0][0].sections for t in s.tables if t.shape == "hours")
    assert [bool(row[-1]) for row in table.rows] == [12 <= hour <= 14 for hour in range(24)]


def hours_told(host: Host, *moments: str) -> list[int]:
    """The hours that look like hours of which a log tells, where a line is written every minute of some stretches."""
    lines = Log().sent(at(f"2026-11-18 {moments[0].partition('-')[0]}"), 5).lines
    for moment in moments:
        begin, _, end = moment.partition("-")
        span = range(at(f"2026-11-18 {begin}") + MINUTE, at(f"2026-11-18 {end}"), MINUTE)
        lines += [(when, "status: local 0/10 remote 0/20") for when in span]
    host.log(Log(lines))
    table = next(
        t for s in host.run(date=str(DATE), send=False).mails[0][0].sections for t in s.tables if t.shape == "hours"
    )
    return [hour for hour, row in enumerate(table.rows) if row[-1]]


def test_a_long_gap_is_no_quiet_stretch_and_a_short_one_is(host: Host) -> None:
    assert hours_told(host, "00:00:10-10:00:00", "15:30:00-23:59:59") == [*range(10), *range(15, 24)]
    assert hours_told(host, "00:00:10-10:00:00", "12:50:00-23:59:59") == [*range(24)]
    assert hours_told(host, "06:30:00-09:40:00", "22:10:00-22:20:00") == [6, 7, 8, 9, 22]


def test_a_gap_of_one_log_in_which_another_speaks_is_none(host: Host) -> None:
    host = replace(
        host,
        sources=SEND + "\n  other: {format: multilog, path: other}",
        reports=DAILY.replace("source: send", "source: [send, other]"),
    )
    status = [(at("2026-11-18 00:00:00") + n * MINUTE, "status: local 0/10 remote 0/20") for n in range(1440)]
    host.log(Log(status[300:900]), "other/current")
    assert hours_told(host, "00:00:10-05:00:00", "20:00:00-23:59:00") == [*range(15), *range(20, 24)]


# One mail, whatever reads it.


def test_engines_and_chunk_sizes_give_the_same_bytes(host: Host) -> None:
    chosen = random.Random(5)
    lines = history([chosen.randrange(10**6) for _ in range(6000)], at("2026-11-17 20:00:00"))
    write(host.root / "send/current", ("\n".join(lines) + "\n").encode())
    log = Log()
    for n in range(400):
        log.sent(at("2026-11-17 22:00:00") + n * 4 * MINUTE, n, f"user{n % 9}@example.org")
    cut = log.syslog()
    cut = cut.replace(b"status: local 0/10 remote 1/20\n", b"status: local 0/10 remote 1/20\nstray\n\n", 20)
    cut = re.sub(
        rb"(?m)^(.{15} mx2 )(qmail: [0-9.]+) end .*\n", rb"\g<0>\1\2+of it\n\1last message repeated 2 times\n", cut
    )
    assert cut.count(b"last message repeated") > 300
    half = cut.index(b"\n", len(cut) // 2) + 1
    write(host.root / "mail.log.1.gz", gzip.compress(cut[:half]), at("2026-11-18 11:20:00"))
    write(host.root / "mail.log", cut[half:], at("2026-11-19 00:40:00"))
    sources = "  send: {{format: multilog, path: send, chunk: {0}}}\n"
    sources += "  maillog: {{format: syslog, path: mail.log, chunk: {0}}}"
    reports = "  - {name: daily, to: [a@example.org], passes: [qmail: {source: [send, maillog]}]}"
    made = set()
    for engine, chunk in (
        (Serial(), "8M"),
        (Serial(), "3k"),
        (Serial(), "100"),
        (Processes(2, span=20_000), "10k"),
        (Processes(2, span=1), "50k"),
    ):
        config = replace(replace(host, sources=sources.format(chunk), reports=reports).config, engine=engine)
        ((digest, rendered),) = run(config, Order(send=False), morning(), None).mails
        assert engine.problems == type(engine.problems)()
        made.add(compose(digest, rendered, "a@example.org", ["b@example.org"]).as_bytes())
        assert digest.figures["qmail.success"] > 300
    assert len(made) == 1


# Bad logs: each is said in a mail, none stops it.

NOISE = bytes(random.Random(1).randrange(256) for _ in range(50_000))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("current", None, "send"),
        ("current", b"", "no line"),
        ("current", NOISE, "send/current"),
        ("current", b"\0" * 100_000, "send/current"),
        ("current", b"x" * 10_000_000 + b"\n", "send/current"),
        ("current", b"\x1f\x8b\x08", "send/current"),
        ("current", b"Nov 18 07:12:36 mx1 qmail: new msg 5\n", "send/current"),
        (
            "current",
            b"".join(Log().sent(at("2026-11-10 07:00:00"), 5).multilog() for _ in range(3)),
            "no line of 2026-11-18",
        ),
        ("current", b"@400000006afd0000000000000 what\n" * 50, "send/current"),
    ],
)
def test_a_log_that_says_nothing_is_a_problem_in_a_mail_that_is_sent(
    host: Host, name: str, content: bytes | None, said: str
) -> None:
    (host.root / "send").mkdir()
    if content is not None:
        write(host.root / "send" / name, content)
    outcome = host.run()
    assert outcome.problems and said in " ".join(f"{p.where} {p.what}" for p in outcome.problems)
    assert [problem.where for problem in outcome.problems] == ["send"] * len(outcome.problems)
    (mail,) = host.mails()
    text = " ".join(body(mail).split())
    assert "Nothing was read of this day" in text or "Nothing urgent" in text
    assert "send" in text and "INCOMPLETE" in text.upper()


@pytest.mark.parametrize(
    ("format", "stamps", "content", "looks"),
    [
        ("syslog", "a syslog", quiet_day().multilog(), "TAI64N: format: multilog"),
        ("fractional", "a fractional", quiet_day().syslog(), "syslog: format: syslog"),
        ("tai64nlocal", "a tai64nlocal", b"955436538.813320 new msg 1\n" * 20, "fractional: format: fractional"),
    ],
)
def test_a_log_of_another_format_is_told_apart(
    host: Host, format: str, stamps: str, content: bytes, looks: str
) -> None:
    host = replace(host, sources=f"  send: {{format: {format}, path: mail.log}}")
    write(host.root / "mail.log", content, at("2026-11-18 15:00:00"))
    outcome = host.run()
    count = content.count(b"\n")
    assert whats(outcome) == [f"{host.root}/mail.log: none of {count} lines has {stamps} stamp; they look like {looks}"]
    assert f"format: {looks.split()[-1]}" in " ".join(body(host.mails()[0]).split())


def test_lines_of_another_daemon_are_no_report(host: Host) -> None:
    host = replace(host, sources="  send: {format: syslog, path: mail.log}")
    lines = "".join(f"Nov 18 07:{n:02d}:36 mx1 postfix/smtpd[7]: connect from unknown[192.0.2.7]\n" for n in range(60))
    write(host.root / "mail.log", lines.encode(), at("2026-11-18 07:59:36"))
    outcome = host.run()
    assert "60 lines of 2026-11-18, none of which was understood" in whats(outcome)[0]
    (mail,) = host.mails()
    assert "Postfix" in body(mail)  # the first mail says what is there and not set up


def test_a_missing_log_does_not_hide_another(host: Host) -> None:
    host = replace(
        host,
        sources="  send: {format: multilog, path: send}\n  gone: {format: syslog, path: /nowhere/mail.log}",
        reports="  - {name: daily, to: [a@example.org], passes: [qmail: {source: [send, gone]}]}",
    )
    host.log(quiet_day())
    outcome = host.run()
    assert ["/nowhere/mail.log" in what for what in whats(outcome)] == [True]
    assert figures(outcome)["qmail.success"] == 2
    assert "/nowhere/mail.log" in "".join(body(host.mails()[0]).split())


def test_a_truncated_gz_gives_what_is_readable_and_says_so(host: Host) -> None:
    host = replace(host, sources="  send: {format: syslog, path: mail.log}")
    log = Log()
    for n in range(500):
        log.sent(at("2026-11-18 01:00:00") + n * MINUTE, n)
    packed = gzip.compress(log.syslog(), 1)
    write(host.root / "mail.log.1.gz", packed[: len(packed) // 2], at("2026-11-18 10:00:00"))
    outcome = host.run()
    assert "cut off" in whats(outcome)[0]
    assert 100 < figures(outcome)["qmail.success"] < 500


def test_good_lines_between_bad_ones_are_read(host: Host) -> None:
    good = quiet_day().multilog().splitlines(keepends=True)
    mixed = b"\0\0\0".join([good[0], *(b"\xff\xfe" * 40 + b"\n" + line for line in good[1:])])
    write(host.root / "send/current", mixed + b"\0" * 9000 + b"y" * 3_000_000)
    outcome = host.run()
    assert figures(outcome)["qmail.success"] == 2
    ((digest, _),) = outcome.mails
    assert digest.readings[0].unstamped >= len(good) - 1


def test_hostile_senders_and_reasons_stay_inert(host: Host) -> None:
    evil = "a=?utf-8?q?=0D=0ABcc:eve@evil.example?=<script>alert(1)</script>\u202e@x.example"
    log = Log().born(at("2026-11-18 09:00:00"), 5, evil)
    log.tried(
        at("2026-11-18 09:00:01"), 5, "b@example.net", "failure: <img_src=x>_{{7*7}}_\x1b[31m(pass:_'S3cret')_#5.1.1/"
    )
    host.log(log.gone(at("2026-11-18 09:00:09"), 5))
    host.run()
    (mail,) = host.mails()
    assert mail["Bcc"] is None and "<script" not in body(mail, "html") and "<img_src" not in body(mail, "html")
    for kind in ("plain", "html"):
        assert "\x1b" not in body(mail, kind) and "\u202e" not in body(mail, kind) and "49" not in mail["Subject"]


# Sending.


def smtp(port: int) -> str:
    return f"{{smtp: {{host: 127.0.0.1, port: {port}, timeout: 5s}}, fallback: {{maildir: {{path: Fallback}}}}}}"


def closed_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_the_server_gets_what_the_maildir_would(host: Host) -> None:
    host.log(quiet_day())
    inbox = Inbox()
    with Running(inbox) as port:
        host = replace(host, delivery=smtp(port))
        outcome = host.run()
    assert outcome.problems == []
    ((sender, to, raw),) = inbox.mails
    assert (sender, to) == ("qmailreport@mx1.example.org", ["postmaster@example.org"])
    digest = outcome.mails[0][0]
    wanted = compose(digest, render(digest), sender, to).as_bytes()
    assert parsed(raw).as_bytes() == parsed(wanted).as_bytes()
    assert (last := kept(host)) is not None and last.status == "sent"


def test_a_server_that_is_down_gets_the_same_mail_later(host: Host) -> None:
    host.log(quiet_day())
    inbox = Inbox()
    with Running(inbox) as port:
        pass
    down = replace(host, delivery=smtp(port))
    outcome = down.run()
    assert outcome.queued == 1 and "the mail is queued" in whats(outcome)[0] and outcome.problems[0].kind == "delivery"
    soon = down.run(morning() + MINUTE)  # not due yet, and still not delivered
    assert (soon.queued, soon.problems, soon.mails) == (1, [], [])
    assert "2026-11-18 waits in the queue" in soon.notes[0]
    with Running(inbox) as port:
        later = replace(host, delivery=smtp(port)).run(morning() + HOUR)
    assert (later.queued, later.problems) == (0, [])
    assert parsed(inbox.mails[0][2])["Message-ID"] == "<qmailreport.daily.2026-11-18.r1@mx1.example.org>"
    assert (last := kept(host)) is not None and last.status == "sent"


def test_recipients_that_are_refused_for_now_stay_queued_and_others_do_not(host: Host) -> None:
    host = replace(
        host, reports=DAILY.replace("postmaster@example.org", "550@example.org, ok@example.org, 451@example.org")
    )
    host.log(quiet_day())
    inbox = Inbox()
    with Running(inbox) as port:
        outcome = replace(host, delivery=smtp(port)).run()
    assert inbox.mails[0][1] == ["ok@example.org"]
    assert outcome.queued == 1 and [what[:15] for what in whats(outcome)] == ["550@example.org", "451@example.org"]
    with Store(host.state) as store:
        (left,) = store.due()
        assert left.recipients == ("451@example.org",) and left.tries == 1


def test_a_refusal_for_good_ends_in_the_fallback(host: Host) -> None:
    host = replace(host, reports=DAILY.replace("postmaster@", "550@"))
    host.log(quiet_day())
    with Running(Inbox()) as port:
        outcome = replace(host, delivery=smtp(port)).run()
        again = replace(host, delivery=smtp(port)).run(morning() + HOUR)
    assert outcome.queued == 0 and "the mail is in the fallback" in whats(outcome)[0]
    assert [mail["To"] for mail in host.mails("Fallback")] == ["550@example.org"]
    assert len(again.mails) == len(again.problems) == 1  # nobody has got it, so that it is made again
    assert (last := kept(host)) is not None and (last.status, last.revision) == ("failed", 1)
    with Running(Inbox()) as port:
        mended = replace(host, delivery=smtp(port), reports=DAILY)
        assert mended.run(morning() + 2 * HOUR).problems == []
    assert (last := kept(host)) is not None and last.status == "sent"
    assert "has been sent" in mended.run(morning() + 3 * HOUR).notes[0]


def test_a_mail_that_nobody_takes_for_five_days_ends_in_the_fallback(host: Host) -> None:
    host = replace(host, delivery=smtp(closed_port()))
    host.log(quiet_day())
    host.run()
    assert host.mails("Fallback") == []
    late = host.run(morning(NEXT + dt.timedelta(days=5)))
    assert any("the mail is in the fallback" in what for what in whats(late))
    assert [mail["Message-ID"] for mail in host.mails("Fallback")] == [
        "<qmailreport.daily.2026-11-18.r1@mx1.example.org>"
    ]


def test_a_recipient_beyond_ascii_survives_the_queue(host: Host) -> None:
    host = replace(host, reports=DAILY.replace("postmaster@", "jürgen@"))
    host.log(quiet_day())
    inbox = Inbox()
    with Running(inbox, enable_SMTPUTF8=True) as port:
        assert replace(host, delivery=smtp(port)).run().problems == []
    ((_, to, raw),) = inbox.mails
    assert to == ["jürgen@example.org"] and "To: jürgen@example.org".encode() in raw


def test_one_report_that_cannot_be_composed_does_not_stop_the_next(host: Host) -> None:
    host = replace(host, reports=DAILY + "\n" + DAILY.replace("daily", "second"))
    host.log(quiet_day())
    config = host.config
    broken = replace(config, reports=(replace(config.reports[0], to=("no address",)), config.reports[1]))
    with Store(host.state) as store:
        outcome = run(broken, Order(), morning(), store)
    assert [problem.kind for problem in outcome.problems] == ["delivery"]
    assert [mail["Message-ID"].split(".")[1] for mail in host.mails()] == ["second"]


def test_a_compressed_log_is_worth_as_much(host: Host) -> None:
    host = replace(host, sources="  send: {format: syslog, path: mail.log}")
    write(host.root / "mail.log.1.bz2", bz2.compress(quiet_day().syslog()), at("2026-11-18 15:00:00"))
    outcome = host.run()
    assert figures(outcome)["qmail.success"] == 2 and outcome.problems == []


SHARED = Path(os.environ.get("QMAILREPORT_SHARED", Path(__file__).resolve().parents[2] / "shared"))


@pytest.mark.skipif(not (SHARED / "corpus/qmail/real-2010-50k").is_dir(), reason="the corpus of real logs is not there")
@pytest.mark.parametrize("engine", [Serial(), Processes(2, span=500_000)])
def test_a_real_log_says_what_qmailanalog_says_of_it(host: Host, engine: Serial | Processes) -> None:
    corpus = SHARED / "corpus/qmail/real-2010-50k"
    write(host.root / "send/current", (corpus / "input.log").read_bytes())
    config = replace(host.config, engine=engine)
    with Store(host.state) as store:
        outcome = run(config, Order(date=dt.date(2010, 5, 4)), morning(), store)
    said = dict(re.findall(r"(?m)^ *([^:\n]+): ([0-9.]+)$", (corpus / "expected/day1/zoverall.txt").read_text()))
    found = figures(outcome)
    for name, label in (
        ("messages", "Completed messages"),
        ("recipients", "Recipients for completed messages"),
        ("message_attempts", "Total delivery attempts for completed messages"),
        ("bytes", "Bytes in completed messages"),
        ("rbytes", "Bytes weighted by success"),
        ("attempts", "Total delivery attempts"),
        ("success", "success"),
        ("failure", "failure"),
        ("deferral", "deferral"),
    ):
        assert found[f"qmail.{name}"] == int(said[label]), name
    for name, label in (("ddelay", "Total ddelay (s)"), ("xdelay", "Total xdelay (s)")):
        assert abs(found[f"qmail.{name}"] / SECOND - float(said[label])) < 0.001, name
    for name, label in (
        ("qtime.average", "Average message qtime (s)"),
        ("ddelay.average", "Average ddelay per success (s)"),
        ("xdelay.average", "Average xdelay per delivery attempt (s)"),
    ):
        assert abs(found[f"qmail.{name}"] / SECOND - float(said[label])) < 0.0001, name
    assert (
        abs(found["qmail.attempts_per_message"] - float(said["Average delivery attempts per completed message"]))
        < 0.0001
    )
    sections = {section.id: section for section in outcome.mails[0][0].sections}
    for name in ("failures", "deferrals"):
        (table,) = sections[f"qmail.{name}"].tables
        assert 1 < len(table.rows) + table.more <= 40  # a handful of reasons, not a line for each address
    assert len(host.mails()) == 1
