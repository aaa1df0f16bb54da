"""`trace` as a command: the stories of made logs, rotated days, what it refuses, and what a terminal gets."""

from __future__ import annotations

import gzip
import json
import os
import pty
import random
import shlex
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.house import HOUR, ROOT, SECOND, Host, Log, Said, at, write
from tests.passes.postfix_logs import generated

CASES = sorted((ROOT / "tests" / "cases" / "trace").glob("*/ask"))


def trace(folder: Path, *words: str) -> Said:
    """The command in a folder."""
    return Host(folder).command("trace", *words)


def flat(said: Said) -> str:
    """What it printed, as one line: where lines are broken is shown by the cases."""
    return " ".join(said.out.split())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.parent.name)
def test_the_story_is_this(case: Path) -> None:
    said = trace(case.parent, *shlex.split(case.read_text()))
    assert said.err == ""
    assert said.out == (case.parent / "expected").read_text()
    assert said.status == (1 if case.parent.name == "nothing" else 0)


def line(when: str, tag: str, said: str, host: str = "mx") -> bytes:
    return f"{when.replace(' ', 'T')}+00:00 {host} postfix/{tag}: {said}\n".encode()


def deferred() -> dict[str, bytes]:
    """A mail that waits for two days, in the files that rotation made of the log."""
    relay = "relay=far.example[192.0.2.3]:25"
    put_off = f"to=<bob@far.example>, {relay}, delay=9, delays=1/0/0/8, dsn=4.2.0, status=deferred"
    first = [
        line("2026-11-16 23:50:00", "smtpd[1]", "connect from c.example[192.0.2.1]"),
        line("2026-11-16 23:50:00", "smtpd[1]", "AAAA111: client=c.example[192.0.2.1]"),
        line("2026-11-16 23:50:01", "cleanup[2]", "AAAA111: message-id=<late@c.example>"),
        line("2026-11-16 23:50:01", "qmgr[3]", "AAAA111: from=<ann@c.example>, size=2000, nrcpt=1 (queue active)"),
        line("2026-11-16 23:50:02", "smtpd[1]", "disconnect from c.example[192.0.2.1]"),
        line("2026-11-16 23:50:09", "smtp[4]", f"AAAA111: {put_off} (host far.example[192.0.2.3] said: 450 busy)"),
    ]
    second = [line(f"2026-11-17 {hour:02d}:00:00", "smtp[4]", f"AAAA111: {put_off} (450 busy)") for hour in (4, 12)]
    sent = f"to=<bob@far.example>, {relay}, delay=99, delays=1/0/0/8, dsn=2.0.0, status=sent (250 ok)"
    third = [
        line("2026-11-18 08:00:00", "smtp[4]", f"AAAA111: {sent}"),
        line("2026-11-18 08:00:00", "qmgr[3]", "AAAA111: removed"),
        line("2026-11-18 09:00:00", "pickup[5]", "AAAA111: uid=0 from=<root>"),
        line("2026-11-18 09:00:00", "cleanup[2]", "AAAA111: message-id=<other@c.example>"),
        line("2026-11-18 09:00:00", "qmgr[3]", "AAAA111: removed"),
    ]
    return {
        "mail.log": b"".join(third),
        "mail.log.1": b"".join(second),
        "mail.log.2.gz": gzip.compress(b"".join(first)),
    }


SOURCE = "  mail: {format: syslog, path: mail.log}"
REPORT = "  - {name: daily, to: [postmaster@example.org], passes: [postfix: {source: mail}]}"


@pytest.fixture
def host(tmp_path: Path) -> Host:
    """A host with that log."""
    there = Host(tmp_path, sources=SOURCE, reports=REPORT)
    ends = {
        "mail.log": "2026-11-18 10:00:00",
        "mail.log.1": "2026-11-18 00:00:00",
        "mail.log.2.gz": "2026-11-17 00:00:00",
    }
    for name, content in deferred().items():
        write(tmp_path / name, content, at(ends[name]))
    return there


@pytest.mark.parametrize("date", ["2026-11-16", "2026-11-17", "2026-11-18"])
def test_a_deferred_mail_is_followed_over_rotated_days(host: Host, date: str) -> None:
    said = host.command("trace", "--config", str(host.file), "--to", "bob@far.example", "--date", date)
    assert said.status == 0, said.err
    assert said.out.splitlines()[:10] == [
        "ann@c.example → bob@far.example, <late@c.example>: accepted",
        " 2026-11-16",
        " 23:50:00  Accepted as AAAA111 from c.example [192.0.2.1] (ann@c.example →",
        "           bob@far.example, 2 kB).",
        " 23:50:09  far.example deferred it three times (last: 450 busy), until",
        "           2026-11-17 12:00:00.",
        " 2026-11-18",
        " 08:00:00  far.example [192.0.2.3] accepted it (250 ok).",
        "           Accepted is not read.",
        "",
    ]
    assert "Searched: 3 files (" in flat(said)
    assert "13 lines from 2026-11-16 23:50 to 2026-11-18 09:00." in flat(said)


PUT_OFF = "AAAA111: to=<bob@far.example>, relay=far.example[192.0.2.3]:25, delay=9, status=deferred (450 busy)"
SENT = "AAAA111: to=<bob@far.example>, relay=virtual, delay=9, status=sent (delivered to maildir)"


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (
            [("smtp[4]", PUT_OFF), ("", "last message repeated 2 times")],
            "04:00:00 far.example deferred it three times (last: 450 busy).",
        ),
        (
            [("smtp[4]", PUT_OFF), ("smtp[4]", f"message repeated 2 times: [ {PUT_OFF}]")],
            "04:00:00 far.example deferred it three times (last: 450 busy), until 04:00:01.",
        ),
        (
            [("smtp[4]", PUT_OFF), ("qmgr[1]", "x"), ("", "last message repeated 2 times")],
            "04:00:00 far.example deferred it once (450 busy).",
        ),
        (
            [("virtual[4]", SENT), ("", "last message repeated 3 times")],
            "04:00:00 Delivered by virtual (delivered to maildir), four times.",
        ),
        (
            [("smtpd[4]", "AAAA111: reject: RCPT from c[192.0.2.9]: 554 <x@y>: no; from=<a@b> to=<x@y> proto=ESMTP"),
             ("", "last message repeated 1 times")],
            "04:00:00 Refused at RCPT from c [192.0.2.9]: 554 <x@y>: no (a@b → x@y), twice.",
        ),
    ],
)  # fmt: skip
def test_what_syslogd_says_was_repeated_is_counted(tmp_path: Path, lines: list[tuple[str, str]], told: str) -> None:
    log = b""
    for second, (tag, text) in enumerate([*lines, ("qmgr[3]", "AAAA111: from=<ann@c.example>, size=2, nrcpt=1")]):
        when = f"2026-11-17 04:00:0{second}"
        log += line(when, tag, text) if tag else f"{when.replace(' ', 'T')}+00:00 mx {text}\n".encode()
    write(tmp_path / "mail.log", log)
    said = trace(tmp_path, "AAAA111", "--file", "mail.log", "--timezone", "UTC")
    assert told in flat(said)
    collated = Host(tmp_path).command("collate", "mail.log").out
    assert ("repeated" in collated) == (lines[1][0] != "qmgr[1]")


def test_a_rotated_day_that_is_gone_is_said(host: Host) -> None:
    (host.root / "mail.log.2.gz").unlink()
    (host.root / "mail.log.1").unlink()
    said = host.command("trace", "--config", str(host.file), "--to", "bob@far.example", "--date", "2026-11-18")
    assert said.status == 0
    assert "Its arrival is not in what was searched" in flat(said)
    assert "mail.log: begins 2026-11-18 08:00; what was before is not known" in flat(said)


def test_a_file_that_cannot_be_read_is_said(host: Host) -> None:
    (host.root / "mail.log.1").write_bytes(b"PK\x03\x04 not a log")
    os.utime(host.root / "mail.log.1", ns=(at("2026-11-18 00:00:00"),) * 2)
    said = host.command("trace", "--config", str(host.file), "AAAA111", "--date", "2026-11-18")
    assert "Not searched: " in flat(said) and "is a zip archive" in flat(said)


def test_what_is_nowhere_is_said_with_status_1(host: Host) -> None:
    said = host.command("trace", "--config", str(host.file), "nobody@nowhere.example", "--date", "2026-11-17")
    assert said.status == 1
    assert said.out.startswith("Nothing found: no line of 2026-11-17 mentions nobody@nowhere.example.\nSearched: ")


def test_a_ring_of_multilogs_files_is_searched(tmp_path: Path) -> None:
    there = Host(tmp_path)
    noon = at("2026-11-18 12:00:00")
    log = (
        Log().born(noon, 7).tried(noon + SECOND, 7, result="deferral: Connected_to_192.0.2.9_but_sender_was_rejected./")
    )
    there.log(log.tried(noon + HOUR, 7).gone(noon + HOUR + 9 * SECOND, 7))
    for words in (["7"], ["alice@example.org"], ["--from", "ALICE@example.org", "--to", "@example.net"]):
        said = there.command("trace", "--config", str(there.file), "--date", "2026-11-18", *words)
        assert said.status == 0, said.out
        assert said.out.splitlines()[0] == "alice@example.org → bob@example.net: accepted"
        assert "example.net deferred it once (Connected to 192.0.2.9 but sender was rejected)." in flat(said)


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ([], "nothing to look for"),
        (["ab"], "3 to 1000 characters"),
        (["x" * 2000], "3 to 1000 characters"),
        (["a b@x"], "a blank or a control character"),
        (["a\x1b[1m@x.example"], "a blank or a control character"),
        (["abc", "--around", "25:00"], "no time of day"),
        (["abc", "--days", "0"], "a number of days"),
        (["abc", "--date", "tomorrow"], "no date in 'tomorrow'"),
        (["abc", "--timezone", "Mars/Olympus"], "there is no time zone"),
    ],
)
def test_a_wrong_command_line_is_a_sentence_and_status_2(tmp_path: Path, words: list[str], complaint: str) -> None:
    (tmp_path / "log").write_bytes(deferred()["mail.log"])
    said = trace(tmp_path, *words, "--file", "log")
    assert said.status == 2
    assert complaint in said.err and "Traceback" not in said.err
    assert said.out == ""


def test_without_configuration_or_logs_it_says_what_to_name(tmp_path: Path) -> None:
    said = trace(tmp_path, "abc", "--config", "missing.yaml")
    assert said.status == 2
    assert "name a configuration (--config) or logs (--file)" in said.err


def test_a_refusal_is_no_word_on_another_message_of_its_session(tmp_path: Path) -> None:
    refused = (
        "NOQUEUE: reject: RCPT from c[192.0.2.1]: 550 5.1.1 <x@y.example>: unknown; from=<a@c.example> to=<x@y.example>"
    )
    rows = [
        line("2026-11-18 10:00:00", "smtpd[1]", "connect from c[192.0.2.1]"),
        line("2026-11-18 10:00:01", "smtpd[1]", refused),
        line("2026-11-18 10:00:02", "smtpd[1]", "AAAA111: client=c[192.0.2.1]"),
        line("2026-11-18 10:00:03", "cleanup[2]", "AAAA111: message-id=<m@c.example>"),
        line("2026-11-18 10:00:04", "smtpd[1]", "disconnect from c[192.0.2.1]"),
    ]
    (tmp_path / "log").write_bytes(b"".join(rows))
    said = flat(trace(tmp_path, "--to", "x@y.example", "--file", "log"))
    assert said.startswith("a@c.example → x@y.example: refused")
    assert "never in our queue. The same session brought a message, AAAA111; that is another story." in said
    said = flat(trace(tmp_path, "AAAA111", "--file", "log"))
    assert "<m@c.example>: in the queue" in said
    assert said.index("Refused at RCPT") < said.index("Accepted as AAAA111")


def test_two_sources_with_the_same_lines_tell_one_story(host: Host) -> None:
    write(host.root / "syslog", deferred()["mail.log"], at("2026-11-18 10:00:00"))
    host.sources = SOURCE + "\n  twin: {format: syslog, path: syslog}\n  gone: {format: multilog, path: nowhere}"
    said = host.command("trace", "--config", str(host.file), "--to", "bob@far.example", "--date", "2026-11-18")
    assert said.out.count("accepted it") == 1 and said.out.count("<late@c.example>") == 1
    assert "nowhere: not found" in flat(said)


def test_a_line_that_mentions_it_without_end_is_one_line(tmp_path: Path) -> None:
    rows = [
        line("2026-11-18 10:00:00", "pickup[1]", "AAAA111: uid=0 from=<a@x.example>"),
        line("2026-11-18 10:00:01", "cleanup[2]", "AAAA111: message-id=<m@x.example>"),
        line(
            "2026-11-18 10:00:01",
            "cleanup[2]",
            "AAAA111: warning: header Subject: " + "AAAA111 <m@x.example> " * 20_000,
        ),
        line("2026-11-18 10:00:02", "qmgr[3]", "AAAA111: removed"),
    ]
    (tmp_path / "log").write_bytes(b"".join(rows))
    for what in ("AAAA111", "m@x.example"):
        found = trace(tmp_path, what, "--file", "log", "--json", "--lines").plain
        assert len(found["stories"]) == 1 and len(found["stories"][0]["hops"][0]["lines"]) == 4


def test_times_are_the_sites(host: Host) -> None:
    host.zone = "Asia/Kolkata"
    said = host.command("trace", "--config", str(host.file), "--to", "bob@far.example", "--date", "2026-11-18")
    assert " 2026-11-17\n 05:20:00  Accepted as AAAA111" in said.out


@pytest.mark.parametrize("needle", [".*", "[A-Z]+(a+)+$", "(?i)x", "%s%n", "'; drop", "AAAA11."])
def test_what_is_looked_for_is_text_not_a_pattern(host: Host, needle: str) -> None:
    said = host.command("trace", "--config", str(host.file), "--date", "2026-11-18", "--", needle)
    assert said.status in (1, 2)
    assert "Traceback" not in said.err


def test_a_time_narrows(host: Host) -> None:
    words = ("trace", "--config", str(host.file), "AAAA111", "--date", "2026-11-18")
    assert "<late@c.example>" in host.command(*words, "--around", "7:45").out
    both = host.command(*words, "--around", "09:10")
    assert both.status == 0
    assert "<late@c.example>" not in host.command(*words, "--around", "14:00").out


def test_nothing_in_a_log_acts_on_a_terminal(tmp_path: Path) -> None:
    case = ROOT / "tests" / "cases" / "trace" / "hostile"
    for words in (["trace", "evil@example.com", "--lines", "--file", "mail.log"], ["collate", "mail.log"]):
        leader, follower = pty.openpty()
        command = [sys.executable, "-m", "qmailreport", *words]
        env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
        run = subprocess.Popen(command, cwd=case, stdout=follower, stderr=subprocess.DEVNULL, env=env)
        os.close(follower)
        shown = b""
        while True:
            try:
                block = os.read(leader, 65536)
            except OSError:
                break
            if not block:
                break
            shown += block
        assert run.wait(60) == 0
        os.close(leader)
        text = shown.decode()
        assert "EEEE123" in text
        assert all(char.isprintable() or char in "\r\n" for char in text)


def test_the_lines_of_a_pipe_are_the_logs_own(tmp_path: Path) -> None:
    case = ROOT / "tests" / "cases" / "trace" / "hostile"
    command = [sys.executable, "-m", "qmailreport", "trace", "evil@example.com", "--lines", "--file", "mail.log"]
    out = subprocess.run(
        command, cwd=case, capture_output=True, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=True
    )
    for raw in (case / "mail.log").read_bytes().splitlines():
        assert raw in out.stdout


@pytest.mark.parametrize("profile", ["mx", "zimbra", "multi"])
def test_any_message_of_a_generated_log_is_told_to_its_end(tmp_path: Path, profile: str) -> None:
    log, _ = generated("--lines", "4000", "--profile", profile, "--seed", "9", "--format", "rfc3339", "--long-ids")
    (tmp_path / "mail.log").write_bytes(log)
    starts = [one.split()[2:4] for one in log.split(b"\n") if b": client=" in one and b"NOQUEUE" not in one]
    chosen = random.Random(3).sample(starts, 6)
    for tag, word in chosen:
        name = word.rstrip(b":").decode()
        said = trace(tmp_path, name, "--file", "mail.log", "--json", "--lines")
        assert said.status == 0, (tag, said)
        found = said.plain
        assert len(found["stories"]) == 1
        hops = found["stories"][0]["hops"]
        assert name in {hop["queue_id"] for hop in hops}
        lines = Counter(one for hop in hops for one in hop["lines"])
        mine = [one.decode() for one in log.split(b"\n") if f" {name}:".encode() in one]
        assert all(lines[one] == 1 for one in mine)
        assert found["stories"][0]["text"][0]["at"] is not None
        if profile == "zimbra" and not any(one["refusals"] for one in hops):
            assert len(hops) > 1


def test_json_is_one_object_with_what_was_asked(host: Host) -> None:
    said = host.command("trace", "--config", str(host.file), "AAAA111", "--date", "2026-11-17", "--json")
    found = json.loads(said.out)
    assert found["asked"] == {"what": "AAAA111", "date": "2026-11-17"}
    story = found["stories"][0]
    assert [one["status"] for one in story["hops"][0]["attempts"]] == ["deferred"] * 3 + ["sent"]
    assert story["began"] == "2026-11-16T23:50:00.000+00:00"
    assert found["searched"]["lines"] == 13 and found["left_out"] == 0


def test_more_than_it_tells_is_counted(tmp_path: Path) -> None:
    rows = []
    for n in range(130):
        when = f"2026-11-18 10:{n // 60:02d}:{n % 60:02d}"
        rows += [
            line(when, "pickup[1]", f"AB{n:05d}: uid=0 from=<root>"),
            line(when, "cleanup[1]", f"AB{n:05d}: message-id=<{n}@x>"),
        ]
        rows += [line(when, "qmgr[1]", f"AB{n:05d}: from=<root@x.example>, size=9, nrcpt=1 (queue active)")]
        rows += [line(when, "qmgr[1]", f"AB{n:05d}: removed")]
    (tmp_path / "log").write_bytes(b"".join(rows))
    found = trace(tmp_path, "--from", "root@x.example", "--file", "log", "--json").plain
    assert len(found["stories"]) == 50 and found["left_out"] == 80


def test_on_one_day_its_begin_is_not_near_its_end(tmp_path: Path) -> None:
    for hour, name in (("00:05", "early"), ("23:55", "late")):
        rows = [
            line(f"2026-11-18 {hour}:00", "pickup[1]", f"{name.upper()}1: uid=0 from=<root>"),
            line(f"2026-11-18 {hour}:01", "qmgr[2]", f"{name.upper()}1: from=<r@x.example>, size=1, nrcpt=1 (queue)"),
        ]
        with (tmp_path / "log").open("ab") as log:
            log.write(b"".join(rows))
    words = ("--from", "r@x.example", "--around", "23:58", "--file", "log", "--timezone", "UTC")
    said = trace(tmp_path, *words, "--date", "2026-11-18").out
    assert "LATE1" in said and "EARLY1" not in said
    assert "EARLY1" in trace(tmp_path, *words).out


def test_no_line_is_wider_than_80_columns_but_for_long_words(host: Host) -> None:
    said = host.command("trace", "--config", str(host.file), "--to", "@far.example", "--date", "2026-11-18")
    wide = [one for one in said.out.splitlines() if len(one) > 80]
    assert all(len(one.split()) == 1 for one in wide)
    assert max(len(one) for one in said.out.partition("Searched")[0].splitlines()) <= 80


def test_every_message_that_bore_a_number_of_qmails_is_told(tmp_path: Path) -> None:
    there = Host(tmp_path)
    log, noon = Log(), at("2026-11-18 12:00:00")
    for turn in range(8):
        log = log.born(noon + turn * 60 * SECOND, 7).tried(noon + turn * 60 * SECOND + SECOND, 7)
        log = log.gone(noon + turn * 60 * SECOND + 2 * SECOND, 7)
    there.log(log)
    for words in (["7"], ["--from", "alice@example.org"], ["--to", "bob@example.net"], ["bob@example.net"]):
        said = there.command("trace", "--config", str(there.file), "--date", "2026-11-18", *words)
        assert said.out.count("Queued as msg 7") == 8, words


def test_every_message_that_bore_a_queue_id_is_told(tmp_path: Path) -> None:
    rows = []
    for hour in range(10, 16):
        rows.append(line(f"2026-11-18 {hour}:00:00", "pickup[1]", "AAAA1: uid=0 from=<root>"))
        rows.append(line(f"2026-11-18 {hour}:00:01", "qmgr[2]", "AAAA1: from=<r@x.example>, size=1, nrcpt=1 (queue)"))
        rows.append(line(f"2026-11-18 {hour}:00:02", "qmgr[2]", "AAAA1: removed"))
    (tmp_path / "log").write_bytes(b"".join(rows))
    for words in (["AAAA1"], ["--from", "r@x.example"]):
        assert trace(tmp_path, *words, "--file", "log").out.count("Queued as AAAA1") == 6, words
