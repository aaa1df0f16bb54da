"""The command as cron and people use it: exit status, what it prints and where, and what it refuses."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import os
import re
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

from qmailreport.store import Store, lock

from .delivery.servers import Inbox, Running
from .house import DAILY, DATE, ROOT, Host, Log, at, body, quiet_day, write
from .test_job import smtp

KEYS = {"report", "date", "zone", "subject", "figures", "sections", "readings", "problems"}


@pytest.fixture
def host(tmp_path: Path) -> Host:
    made = Host(tmp_path)
    made.log(quiet_day())
    return made


def test_cron_hears_nothing_when_all_is_well_and_the_mail_is_sent_once(tmp_path: Path) -> None:
    now = dt.datetime.now(dt.UTC)
    zone = f"Etc/GMT{now.hour - 12:+d}"  # where it is noon, so that the day does not end while we look
    yesterday = (now - dt.timedelta(hours=now.hour - 12)).date() - dt.timedelta(days=1)
    host = replace(Host(tmp_path), zone=zone)
    noon = int(now.timestamp()) * 10**9 - 86400 * 10**9
    host.log(Log().sent(noon, 5))
    file = str(host.file)
    for _ in (1, 2):
        assert tuple(host.command("run", "--config", file)) == (0, "", "")
    (mail,) = host.mails()
    assert f".{yesterday}.r1@" in mail["Message-ID"] and "1 delivered" in mail["Subject"]
    again = host.command("run", "--config", file, "-v")
    assert again.status == 0 and "has been sent" in again.err
    for form in ("yesterday", "-1", str(yesterday)):
        plain = host.command("run", "--config", file, "--date", form, "--dry-run", "--json").plain
        assert plain["date"] == str(yesterday) and plain["zone"] == zone


def test_a_named_day_is_said_to_be_unchanged(host: Host) -> None:
    assert tuple(host.job()) == (0, "", "")
    again = host.job()
    assert (again.status, again.out) == (0, "") and "says what it said before; nothing sent" in again.err
    assert len(host.mails()) == 1
    assert tuple(host.job("--resend")) == (0, "", "")
    assert len(host.mails()) == 2


@pytest.mark.parametrize(
    "date", ["18.11.2026", "", "2026-02-30", "tomorrow", "0001-01-01", "9999-12-31", "-99999", "-0"]
)
def test_other_dates_are_refused_with_the_accepted_forms(host: Host, date: str) -> None:
    said = host.job(date=date)
    assert (said.status, said.out) == (2, "") and "yesterday, -N (N days ago, as in -3) or YYYY-MM-DD" in said.err
    assert said.err.count("\n") == 1 and not host.state.exists()


def test_a_dry_run_prints_the_text_and_leaves_nothing(host: Host) -> None:
    before = sorted(path.name for path in host.root.iterdir())
    said = host.job("--dry-run")
    assert said.status == 0 and said.err == ""
    assert "Delivered" in said.out and max(map(len, said.out.splitlines())) <= 80
    assert sorted(path.name for path in host.root.iterdir()) == sorted([*before, "config.yaml"])
    host.job()
    stored = (host.state / "qmailreport.sqlite").read_bytes()
    host.job("--dry-run")
    assert (host.state / "qmailreport.sqlite").read_bytes() == stored and len(host.mails()) == 1


def test_json_has_its_keys_and_base_units(host: Host) -> None:
    said = host.job("--dry-run", "--json")
    assert set(said.plain) == KEYS
    found = said.plain["figures"]
    assert (found["qmail.success"], found["qmail.bytes_in"], found["qmail.xdelay"]) == (2, 3000, 6 * 10**9)
    assert said.plain["date"] == "2026-11-18" and said.plain["problems"] == []
    assert said.plain["readings"][0]["in_day"] == said.plain["readings"][0]["lines"]
    sent = host.job("--json")
    assert set(sent.plain) == KEYS and len(host.mails()) == 1 and sent.plain["subject"] == host.mails()[0]["Subject"]


def test_reports_are_chosen_by_name(host: Host) -> None:
    two = replace(host, reports=DAILY + "\n" + DAILY.replace("daily", "second"))
    said = two.job("--report", "second", "--dry-run", "--json")
    assert said.plain["report"] == "second"
    unknown = two.job("--report", "third")
    assert unknown.status == 2 and "daily, second" in unknown.err and "'third'" in unknown.err
    assert [json.loads(line)["report"] for line in two.job("--json").out.splitlines()] == ["daily", "second"]


def test_elsewhere_and_into_a_directory(host: Host) -> None:
    assert tuple(host.job("--to", "chief@example.com")) == (0, "", "")
    assert [mail["To"] for mail in host.mails()] == ["chief@example.com"]
    refused = host.job("--to", "chief")
    assert refused.status == 2 and "chief" in refused.err
    assert host.job("--output", "out").status == 0
    assert {path.suffix for path in (host.root / "out").iterdir()} == {".eml", ".html", ".txt"}
    assert len(host.mails()) == 1
    write(host.root / "file", b"")
    full = host.job("--output", "file")
    assert full.status == 1 and "no directory" in full.err and "Traceback" not in full.err
    empty = host.job("--output", "")
    assert empty.status == 2 and "empty" in empty.err


def test_a_directory_that_cannot_be_written_stops_no_other_report(host: Host) -> None:
    write(host.root / "file", b"")
    two = replace(host, reports=DAILY + "\n" + DAILY.replace("daily", "second"))
    said = two.job("--output", "file", "--json")
    assert [json.loads(line)["report"] for line in said.out.splitlines()] == ["daily", "second"]
    assert said.status == 1 and [line.split(":")[1] for line in said.err.splitlines()] == [" daily", " second"]


def test_the_command_that_makes_a_mail_again_works_from_anywhere(host: Host) -> None:
    assert f"qmailreportrun--config{host.file}--date2026-11-18" in unwrapped(
        host.command("run", "--config", "config.yaml", "--date", str(DATE), "--dry-run").out
    )
    two = replace(host, reports=DAILY + "\n" + DAILY.replace("daily", "second"))
    said = unwrapped(two.job("--dry-run").out)
    for name in ("daily", "second"):
        assert f"qmailreportrun--config{host.file}--report{name}--date2026-11-18" in said
    shown = unwrapped(host.command("show", "send", "--date", str(DATE), "--timezone", "Asia/Tokyo").out)
    assert "qmailreportshowsend--timezoneAsia/Tokyo--date2026-11-18" in shown


def unwrapped(text: str) -> str:
    return "".join(text.split())


def test_a_day_that_is_gone_from_the_logs_is_said_and_left(host: Host) -> None:
    host.job()
    (host.root / "send/current").unlink()
    said = host.job()
    assert said.status == 1 and said.err.count("\n") == 1 and "the logs hold less of 2026-11-18" in said.err
    assert len(host.mails()) == 1 and "r1" in host.mails()[0]["Message-ID"]
    assert "the logs hold" not in host.job("--resend").err and len(host.mails()) == 2


def test_verbose_says_what_was_read_and_done(host: Host) -> None:
    said = host.job("-v")
    assert said.out == "" and said.status == 0
    assert re.search(r"send mx1\.example\.org: 1 of 1 file, [0-9]+ lines, [0-9]+ of 2026-11-18", said.err)


def test_another_run_that_holds_the_lock(host: Host) -> None:
    with lock(host.state):
        said = host.job()
        assert said.status == 3 and f"process {os.getpid()}" in said.err
        assert host.job("--dry-run").status == 0
        assert host.command("flush", "--config", str(host.file)).status == 3
    assert host.mails() == []


def test_a_server_that_is_down_and_flush(host: Host) -> None:
    inbox = Inbox()
    with Running(inbox) as port:
        pass
    down = replace(host, delivery=smtp(port))
    said = down.job()
    assert said.status == 75 and said.out == "" and "the mail is queued" in said.err and said.err.count("\n") == 1
    soon = down.job()
    assert soon.status == 75 and "1 mail is queued and not due yet" in soon.err
    assert down.command("flush", "--config", str(down.file)).status == 75
    with Running(inbox) as port:
        up = replace(host, delivery=smtp(port))
        assert tuple(up.command("flush", "--config", str(up.file))) == (0, "", "")
        assert tuple(up.command("flush", "--config", str(up.file))) == (0, "", "")
    assert len(inbox.mails) == 1 and inbox.mails[0][1] == ["postmaster@example.org"]


def test_a_refusal_for_good_is_said_once_and_ends_in_the_fallback(host: Host) -> None:
    with Running(Inbox(mail_reply="550 5.7.1 not from you")) as port:
        refused = replace(host, delivery=smtp(port))
        said = refused.job()
    assert said.status == 1 and "550 5.7.1 not from you" in said.err and "fallback" in said.err
    assert len(host.mails("Fallback")) == 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"sources": "  send: {format: multilgo, path: send}"}, r":5:18: .*multilog"),
        ({"reports": DAILY.replace("qmail", "qmial")}, r"config\.yaml:7:\d+: .*qmial.*qmail"),
        ({"reports": DAILY.replace("source: send", "source: sent")}, r"config\.yaml:7:\d+: .*sent.*send"),
        ({"zone": "Europe/Belrin"}, r"config\.yaml:2:11: .*Europe/Berlin"),
        ({"more": "enigne: {processes: 2}"}, r"config\.yaml:9:1: .*enigne.*engine"),
        ({"delivery": "{pigeon: {}}"}, r"config\.yaml:8:\d+: .*pigeon"),
        ({"more": "a: [\n"}, r"config\.yaml:\d+:\d+: "),
    ],
)
def test_a_wrong_configuration_is_refused_at_its_place(host: Host, change: dict[str, str], said: str) -> None:
    wrong = replace(host, **change)
    for done in (wrong.job(), wrong.command("config", "check", "--config", str(wrong.file))):
        assert done.status == 2 and done.out == "" and "Traceback" not in done.err
        assert re.search(said, done.err), done.err
    assert not host.state.exists()


def test_no_configuration_at_all_and_a_fine_one(host: Host) -> None:
    said = host.command("run", "--config", "nowhere.yaml")
    assert said.status == 2 and "nowhere.yaml" in said.err and said.err.count("\n") == 1
    fine = host.command("config", "check", "--config", str(host.file))
    assert fine.status == 0 and "fine; 1 report, 1 source" in fine.out


def test_the_generated_example_is_a_configuration(host: Host) -> None:
    said = host.command("config", "generate")
    assert said.status == 0 and said.out == (ROOT / "config.example.yaml").read_text("utf-8")
    write(host.root / "example.yaml", said.out.encode())
    assert host.command("config", "check", "--config", "example.yaml").status == 0


@pytest.mark.parametrize(
    "words", [[], ["nonsense"], ["run", "--nonsense"], ["show"], ["config"], ["classic"], ["classic", "zzz"]]
)
def test_a_wrong_command_line_is_a_usage_error(host: Host, words: list[str]) -> None:
    said = host.command(*words)
    assert said.status == 2 and said.out == "" and said.err and "Traceback" not in said.err


def test_help_and_version() -> None:
    for word in ("--help", "--version"):
        done = subprocess.run([sys.executable, "-m", "qmailreport", word], cwd=ROOT, capture_output=True, check=False)
        assert done.returncode == 0 and b"qmailreport" in done.stdout


@pytest.mark.parametrize(
    "content", [None, b"", b"\0" * 5000, b"z" * 10_000_000, b"\x1f\x8b\x08\0junk", bytes(range(256)) * 300]
)
def test_a_bad_log_is_a_status_and_a_mail_and_never_a_traceback(tmp_path: Path, content: bytes | None) -> None:
    host = replace(Host(tmp_path), sources="  send: {format: syslog, path: mail.log}")
    if content is not None:
        write(tmp_path / "mail.log", content, at("2026-11-18 20:00:00"))
    said = host.job()
    assert tuple(said) == (1, "", "")
    (mail,) = host.mails()
    assert "mail.log" in "".join(body(mail).split())
    assert host.job("--dry-run", "--json").plain["problems"][0]["where"] == "send"


AS_NOBODY = """
import contextlib, os, sys
from qmailreport.cli import command
with open(os.devnull, "w") as nothing, contextlib.redirect_stdout(nothing):
    command([*sys.argv[1:], "--dry-run"])
    "".encode("idna"), "".encode("latin-1")  # so that everything is imported
if os.geteuid() == 0:  # who may read all
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
sys.exit(command(sys.argv[1:]))
"""


def test_a_log_that_may_not_be_read() -> None:
    with tempfile.TemporaryDirectory() as folder:  # not tmp_path, which is closed to other users
        host = Host(Path(folder))
        host.root.chmod(0o777)
        host.log(quiet_day()).chmod(0)
        words = ["run", "--config", str(host.file), "--date", str(DATE)]
        done = subprocess.run(
            [sys.executable, "-c", AS_NOBODY, *words],
            cwd=ROOT,
            capture_output=True,
            env={**os.environ, "HOME": "/"},
            check=False,
        )
        assert (done.returncode, done.stdout, done.stderr) == (1, b"", b"")
        assert "permission denied" in " ".join(body(host.mails()[0]).lower().split())


def test_templates_of_one_s_own_that_are_broken_are_named(host: Host) -> None:
    write(host.root / "own/digest.txt.j2", b"one\n{{ nonsense }}\n")
    said = replace(host, more="templates_dir: own\n").job()
    assert said.status == 2 and "own/digest.txt.j2:2" in said.err and "nonsense" in said.err
    assert host.mails() == []


def test_a_state_that_cannot_be_used(host: Host) -> None:
    write(host.root / "state", b"a file")
    said = host.job()
    assert said.status == 1 and "is no directory" in said.err and said.err.count("\n") == 1
    (host.root / "state").unlink()
    host.job()
    write(host.state / "qmailreport.sqlite", b"no database at all" * 500)
    said = host.job()
    assert said.status == 1 and "qmailreport.sqlite" in said.err and "Traceback" not in said.err


# Output that goes wrong.


def test_a_terminal_without_utf_8_gets_what_it_can_show(host: Host) -> None:
    said = host.job("--dry-run", env={"PYTHONIOENCODING": "ascii"})
    assert said.status == 0 and said.out.isascii() and "Delivered" in said.out
    assert host.job("--dry-run", "--json", env={"PYTHONIOENCODING": "latin-1"}).plain["report"] == "daily"


def test_a_reader_that_has_gone_and_a_full_disk(host: Host) -> None:
    words = [sys.executable, "-m", "qmailreport", "config", "generate"]
    gone, ours = os.pipe()
    os.close(gone)
    done = subprocess.run(words, cwd=ROOT, stdout=ours, stderr=subprocess.PIPE, check=False)
    os.close(ours)
    assert (done.returncode, done.stderr) == (0, b"")
    with open("/dev/full", "wb") as full:
        done = subprocess.run(words, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 1 and b"no space left" in done.stderr and b"Traceback" not in done.stderr


def test_the_bar_on_a_terminal_leaves_nothing_behind(host: Host) -> None:
    import pty

    pytest.importorskip("rich")
    ours, theirs = pty.openpty()
    words = [sys.executable, "-m", "qmailreport", "run", "--config", str(host.file), "--date", str(DATE)]
    done = subprocess.run(
        words, cwd=ROOT, stdout=subprocess.PIPE, stderr=theirs, check=False, env={**os.environ, "TERM": "xterm"}
    )
    os.close(theirs)
    said = b""
    try:
        while piece := os.read(ours, 65536):
            said += piece
    except OSError:  # the other end is closed
        pass
    os.close(ours)
    assert (done.returncode, done.stdout) == (0, b"")
    assert re.sub(rb"\x1b\[[0-9;?]*[a-zA-Z]|[\r\n]", b"", said).strip() == b""


# show: no configuration.


def test_show_says_what_files_of_every_kind_hold(host: Host) -> None:
    log = quiet_day()
    log.lines = (
        Log().sent(at("2026-11-18 00:10:00"), 90).lines + log.lines + Log().sent(at("2026-11-18 23:50:00"), 91).lines
    )
    host.log(log)
    write(host.root / "mail.log", log.syslog(), at("2026-11-18 23:51:00"))
    write(host.root / "old.gz", gzip.compress(log.multilog()))
    for name in ("send", "send/current", "mail.log", "old.gz"):
        said = host.command("show", name, "--json")
        assert said.status == 0 and said.err == "", name
        assert (said.plain["date"], said.plain["figures"]["qmail.success"]) == ("2026-11-18", 4)
    text = host.command("show", "mail.log", "--date", str(DATE), "--timezone", "Europe/Berlin")
    assert text.status == 0 and "Delivered" in text.out and "Europe/Berlin" in text.out
    assert sorted(path.name for path in host.root.iterdir()) == ["mail.log", "old.gz", "send"]  # it keeps nothing


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("nowhere.log", None),
        ("noise", bytes(range(256)) * 40),
        ("empty", b""),
        ("text", b"Dear diary\n" * 50),
        ("cut.gz", b"\x1f\x8b\x08"),
        (".", None),
    ],
)
def test_show_refuses_what_it_does_not_know_in_a_sentence(host: Host, name: str, content: bytes | None) -> None:
    if content is not None:
        write(host.root / name, content)
    said = host.command("show", name)
    assert (said.status, said.out) == (2, "") and name in said.err and said.err.count("\n") == 1


def test_show_says_what_is_not_there(host: Host) -> None:
    for name in ("nonexist", "no/where", "nonexist/"):
        assert "not found" in host.command("show", name).err
    said = host.command("show", "")
    assert said.status == 2 and said.out == "" and "empty" in said.err
    assert host.command("show", "send", "--date", "-0").status == 2


def test_show_refuses_zones_and_dates(host: Host) -> None:
    assert "Europe/Berlin" in host.command("show", "send", "--timezone", "Mars/Base").err
    assert host.command("show", "send", "--timezone", "../../etc/passwd").status == 2
    said = host.command("show", "send", "--date", "soon")
    assert said.status == 2 and "YYYY-MM-DD" in said.err


def test_the_store_of_a_run_holds_what_history_needs(host: Host) -> None:
    host.job()
    with Store(host.state, readonly=True) as store:
        assert store.figures("daily", DATE)[""]["qmail.success"] == 2
        assert (run := store.latest("daily", DATE)) is not None and run.status == "sent"
    assert host.state.stat().st_mode & 0o777 == 0o700
