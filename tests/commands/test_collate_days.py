"""`collate` over the days of configured sources: whole messages, what is said of the rest, and what it refuses."""

from __future__ import annotations

import gzip
import json
import os
import random
import sys
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.commands.test_trace import REPORT, SOURCE, deferred, line
from tests.house import Host, Said, at, write
from tests.passes.postfix_logs import generated

ENDS = {
    "mail.log": "2026-11-18 10:00:00",
    "mail.log.1": "2026-11-18 00:00:00",
    "mail.log.2.gz": "2026-11-17 00:00:00",
}


@pytest.fixture
def host(tmp_path: Path) -> Host:
    """A host on which a mail waited for two days, with the files that rotation made of its log."""
    for name, content in deferred().items():
        write(tmp_path / name, content, at(ENDS[name]))
    return Host(tmp_path, sources=SOURCE, reports=REPORT)


def collate(host: Host, *words: str) -> Said:
    """The command with the host's configuration."""
    return host.command("collate", "--config", str(host.file), *words)


def whole() -> str:
    """All lines of the mail that waited."""
    files = deferred()
    first = gzip.decompress(files["mail.log.2.gz"]).decode().splitlines(keepends=True)
    third = files["mail.log"].decode().splitlines(keepends=True)
    return "".join([*first, *files["mail.log.1"].decode().splitlines(keepends=True), *third[:2]]) + "\n"


@pytest.mark.parametrize("date", ["2026-11-16", "2026-11-17"])
def test_a_message_that_waited_is_whole_on_each_of_its_days(host: Host, date: str) -> None:
    assert tuple(collate(host, "--date", date)) == (0, whole(), "")


def test_the_message_that_bears_the_id_later_is_another(host: Host) -> None:
    said = collate(host, "--date", "2026-11-18")
    other = "".join(deferred()["mail.log"].decode().splitlines(keepends=True)[2:]) + "\n"
    assert (said.status, said.err) == (0, "")
    assert sorted(said.out.split("\n\n")) == sorted((other + whole()).split("\n\n"))
    (host.root / "mail.log.1").unlink()
    write(host.root / "mail.log.1", line("2026-11-17 04:00:00", "qmgr[3]", "AAAA111: removed"), at(ENDS["mail.log.1"]))
    said = collate(host, "--date", "2026-11-18", "--match", "bob@far.example")
    assert said.out.count("\n") == 3 and "1 message has lines of before 2026-11-18 that no log holds" in said.err


def test_a_text_is_looked_for_in_all_days_of_a_message(host: Host) -> None:
    assert collate(host, "--date", "2026-11-17", "--match", "client=c.example").out == whole()
    said = collate(host, "--date", "2026-11-17", "--match", "nowhere")
    assert (said.status, said.out) == (1, "")
    assert "no message among them that was asked for" in said.err


def test_a_programs_objects_are_whole_too(host: Host) -> None:
    (found,) = [json.loads(one) for one in collate(host, "--date", "2026-11-17", "--json").out.splitlines()]
    assert (found["began"], found["last"]) == ("2026-11-16T23:50:00.000+00:00", "2026-11-18T08:00:00.000+00:00")
    assert (found["begun"], found["ended"], len(found["lines"])) == (True, "removed", 10)


def test_places_whose_hosts_bear_the_same_name_are_kept_apart(tmp_path: Path) -> None:
    expected = ""
    for name in ("a", "b"):
        log = [
            line("2026-11-15 10:00:00", "smtpd[1]", f"AAAA111: client={name}[192.0.2.1]"),
            line("2026-11-17 10:00:00", "smtp[3]", f"AAAA111: to=<x@{name}>, status=deferred (busy)"),
            line("2026-11-19 10:00:00", "smtp[3]", f"AAAA111: to=<x@{name}>, status=sent (ok)"),
            line("2026-11-19 10:00:00", "qmgr[2]", "AAAA111: removed"),
        ]
        write(tmp_path / name / "mail.log", b"".join(log), at("2026-11-19 11:00:00"))
        expected += b"".join(log).decode() + "\n"
    there = Host(tmp_path, sources=SOURCE.replace("mail.log", '"*/mail.log"'), reports=REPORT)
    said = collate(there, "--date", "2026-11-17")
    assert tuple(said) == (0, expected, "")


@pytest.mark.parametrize("edge", ["2026-11-16 23:00", "2026-11-15 23:00", "2026-11-17 00:00"])
@pytest.mark.parametrize("before", range(1, 6))
def test_a_message_at_the_edge_of_what_is_read_is_whole(tmp_path: Path, edge: str, before: int) -> None:
    said = [
        ("smtpd[1]", "connect from c.example[192.0.2.1]"),
        ("smtpd[1]", "AAAA111: client=c.example[192.0.2.1]"),
        ("cleanup[2]", "AAAA111: message-id=<late@c.example>"),
        ("qmgr[3]", "AAAA111: from=<ann@c.example>, size=2000, nrcpt=1 (queue active)"),
        ("smtpd[1]", "disconnect from c.example[192.0.2.1]"),
    ]
    log = [line(moment(edge, n - before), *one) for n, one in enumerate(said)]
    log += [
        line("2026-11-17 04:00:00", "smtp[4]", "AAAA111: to=<bob@far.example>, status=sent (ok)"),
        line("2026-11-17 04:00:00", "qmgr[3]", "AAAA111: removed"),
        line("2026-11-18 04:00:00", "qmgr[3]", "BBBB222: removed"),
    ]
    write(tmp_path / "mail.log", b"".join(log), at("2026-11-18 05:00:00"))
    there = Host(tmp_path, sources=SOURCE, reports=REPORT)
    found = collate(there, "--date", "2026-11-17", "--match", "192.0.2.1")
    assert tuple(found) == (0, b"".join(log[:-1]).decode() + "\n", "")


def test_a_message_whose_session_began_hours_before_the_edge_is_whole(tmp_path: Path) -> None:
    log = [
        line("2026-11-17 23:30:00", "smtpd[1]", "connect from c.example[192.0.2.1]"),
        line("2026-11-17 23:30:01", "smtpd[1]", "AAAA111: client=c.example[192.0.2.1]"),
        line("2026-11-18 01:00:30", "cleanup[2]", "AAAA111: message-id=<large@c.example>"),
        line("2026-11-18 01:00:31", "qmgr[3]", "AAAA111: from=<ann@c.example>, size=2000, nrcpt=1 (queue active)"),
        line("2026-11-18 01:00:32", "smtpd[1]", "disconnect from c.example[192.0.2.1]"),
        line("2026-11-18 01:00:40", "qmgr[3]", "AAAA111: removed"),
    ]
    write(tmp_path / "mail.log", b"".join(log), at("2026-11-18 05:00:00"))
    there = Host(tmp_path, sources=SOURCE, reports=REPORT)
    for date in ("2026-11-17", "2026-11-18"):
        assert tuple(collate(there, "--date", date)) == (0, b"".join(log).decode() + "\n", "")


def moment(edge: str, seconds: int) -> str:
    """So many seconds from a moment."""
    return f"{datetime.fromisoformat(edge) + timedelta(seconds=seconds)}"


def test_days_that_are_gone_are_said(host: Host) -> None:
    (host.root / "mail.log.2.gz").unlink()
    said = collate(host, "--date", "2026-11-17")
    assert said.status == 0
    assert said.out == "".join(whole().splitlines(keepends=True)[6:])
    assert said.err == (
        "qmailreport: 1 message has lines of before 2026-11-17 that no log holds, as far as 7 days back\n"
    )


def test_a_file_that_cannot_be_read_is_said(host: Host) -> None:
    write(host.root / "mail.log.2.gz", b"PK\x03\x04 not a log", at(ENDS["mail.log.2.gz"]))
    said = collate(host, "--date", "2026-11-17")
    assert said.status == 1 and "AAAA111" in said.out
    assert "is a zip archive" in said.err and "1 message has lines of before 2026-11-17" in said.err


def test_a_damaged_file_is_a_failure_as_where_it_is_named(host: Host) -> None:
    whole = gzip.compress(random.Random(7).randbytes(50_000).hex().encode())
    damaged = gzip.compress(deferred()["mail.log.1"]) + whole[: len(whole) // 2]
    (host.root / "mail.log.1").unlink()
    write(host.root / "mail.log.1.gz", damaged, at(ENDS["mail.log.1"]))
    named = host.command("collate", "mail.log.1.gz")
    said = collate(host, "--date", "2026-11-17")
    assert (named.status, said.status) == (1, 1)
    assert "AAAA111" in named.out and "AAAA111" in said.out
    assert named.err.count("mail.log.1.gz") == said.err.count("mail.log.1.gz") == 1


def test_a_day_of_which_nothing_is_kept_is_status_1(host: Host) -> None:
    said = collate(host, "--date", "2026-10-01")
    assert (said.status, said.out) == (1, "")
    assert "no file of it holds lines of this day" in said.err


@pytest.mark.parametrize("profile", ["out", "zimbra", "multi"])
def test_rotated_days_make_the_messages_of_the_whole_log(tmp_path: Path, profile: str) -> None:
    log, _ = generated("--lines", "6000", "--profile", profile, "--seed", "5", "--days", "4", "--format", "rfc3339")
    by_day: dict[bytes, list[bytes]] = {}
    for one in log.splitlines(keepends=True):
        by_day.setdefault(one[:10], []).append(one)
    days = sorted(by_day)
    for back, day in enumerate(reversed(days)):
        name = f"mail.log.{back}" if back else "mail.log"
        write(tmp_path / name, b"".join(by_day[day]), at(f"{day.decode()} 23:59:59"))
    write(tmp_path / "whole" / "all.log", log)
    there = Host(tmp_path, sources=SOURCE, reports=REPORT)
    for day in days[1:3]:
        said = collate(there, "--date", day.decode())
        expected = there.command("collate", "--date", day.decode(), "--timezone", "UTC", "whole/all.log")
        assert said.err == ""
        assert Counter(said.out.split("\n\n")) == Counter(expected.out.split("\n\n"))


def test_a_source_is_named(tmp_path: Path) -> None:
    sources = [f"  {name}: {{format: syslog, path: {name}.log}}" for name in ("one", "two")]
    sources += ["  again: {format: syslog, path: two.log}", "  send: {format: multilog, path: send}"]
    there = Host(tmp_path, sources="\n".join(sources), reports=REPORT.replace("source: mail", "source: one"))
    for name in ("one", "two"):
        log = line("2026-11-18 08:00:00", "pickup[1]", f"AAAA1: uid=0 from=<{name}>")
        write(tmp_path / f"{name}.log", log + line("2026-11-18 08:00:01", "qmgr[1]", "AAAA1: removed"))
        os.utime(tmp_path / f"{name}.log", ns=(at("2026-11-18 09:00:00"),) * 2)
    assert collate(there, "--date", "2026-11-18", "--source", "two").out.count("<two>") == 1
    every = collate(there, "--date", "2026-11-18").out
    assert (every.count("<one>"), every.count("<two>")) == (1, 1)  # a source that is another's equal is read once
    for name, complaint in (("three", "there is no source 'three'; configured are one, two"), ("send", "syslog and")):
        said = collate(there, "--date", "2026-11-18", "--source", name)
        assert (said.status, said.out) == (2, "") and complaint in said.err


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ([], "name it, as in --date yesterday"),
        (["--date", "2026-11-18", "mail.log"], "name one or the other"),
        (["--date", "2026-11-18", "--timezone", "UTC"], "a configuration has its own"),
        (["--date", "never"], "no date in 'never'"),
    ],
)
def test_what_does_not_go_with_a_configuration_is_status_2(host: Host, words: list[str], complaint: str) -> None:
    said = collate(host, *words)
    assert (said.status, said.out) == (2, "") and complaint in said.err


def test_a_configuration_that_is_not_there_is_status_2(tmp_path: Path) -> None:
    said = Host(tmp_path).command("collate", "--config", "no.yaml", "--date", "yesterday")
    assert (said.status, said.out) == (2, "") and "no.yaml: not found" in said.err
    host = Host(tmp_path)  # whose only source is qmail's
    said = collate(host, "--date", "2026-11-18")
    assert said.status == 2 and "none of its sources is of syslog or journald" in said.err


JOURNALCTL = """#!{python}
import json, sys
since, until = (int(word.partition("@")[2]) for word in sys.argv if "since=" in word or "until=" in word)
for at, tag, said in {entries}:
    if since <= at <= until:
        entry = {{"__REALTIME_TIMESTAMP": str(at * 1000000), "_HOSTNAME": "mx", "_PID": "7", "MESSAGE": said}}
        print(json.dumps({{**entry, "SYSLOG_IDENTIFIER": "postfix/" + tag}}))
"""


def test_a_journal_is_read_by_the_day_too(tmp_path: Path) -> None:
    said = (("2026-11-16 20:00:00", "pickup", "AAAA1: uid=0 from=<root>"), ("2026-11-17 22:59:59", "qmgr", "AAAA1: x"),
            ("2026-11-17 23:00:00", "qmgr", "AAAA1: y"), ("2026-11-18 08:00:00", "qmgr", "AAAA1: removed"))  # fmt: skip
    entries = [(at(when) // 10**9, tag, text) for when, tag, text in said]
    command = write(tmp_path / "journalctl", JOURNALCTL.format(python=sys.executable, entries=entries).encode())
    command.chmod(0o755)
    sources = f"  journal: {{format: journald, command: {command}}}"
    there = Host(tmp_path, sources=sources, reports=REPORT.replace("source: mail", "source: journal"))
    for date in ("2026-11-16", "2026-11-17", "2026-11-18"):
        found = collate(there, "--date", date)
        assert (found.status, found.err) == (0, "")
        assert [one.rpartition(": ")[2] for one in found.out.splitlines()] == [
            "uid=0 from=<root>",
            "x",
            "y",
            "removed",
            "",
        ]
    command.write_text("#!/bin/sh\necho 'No journal files were opened due to insufficient permissions.' >&2\nexit 1\n")
    found = collate(there, "--date", "2026-11-17")
    assert (found.status, found.out) == (1, "") and "add the user that runs qmailreport to the group" in found.err
