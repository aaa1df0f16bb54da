"""`qmailreport logins` as it is typed: records as rotation left them, a configured host, one user, hostile names."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from qmailreport.delivery.units import width

from ..passes.logins_sim import CASES
from ..passes.test_logins_run import RECORD, ROOT, START, made, record

HOUR, DAY = 3600, 86_400
NS = 10**9
CONFIG = """\
site: mx1
timezone: UTC
state: state
sources: {wtmp: {format: wtmp, path: wtmp, host: mx1}}
reports: [{name: daily, to: [p@example.org], passes: [logins: {source: [wtmp]}]}]
delivery: {files: {path: out}}
"""
TODAY = int(time.time()) // DAY * DAY  # so that open sessions are of a day that is not over


def logins(folder: Path, *words: str, env: dict[str, str] | None = None) -> tuple[int, str, str]:
    """Status, stdout and stderr; `folder` is where it runs."""
    command = [sys.executable, "-m", "qmailreport", "logins", *words]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TZ": "UTC", **(env or {})}
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder, env=environment, check=False)
    assert "Traceback" not in done.stderr, done.stderr
    assert all(width(line) <= 80 for line in done.stdout.splitlines() if not line.startswith("{")), done.stdout
    return done.returncode, done.stdout, done.stderr


def plain(folder: Path, *words: str) -> dict[str, Any]:
    status, out, err = logins(folder, *words, "--json")
    found: dict[str, Any] = json.loads(out)
    assert status == (1 if found["problems"] else 0) and err == ""
    return found


def rows(out: str, heading: str) -> list[str]:
    """The lines of a part of the answer."""
    return out.split(f"\n{heading}", 1)[1].split("\n\n")[0].split("\n")[1:]


def named(user: bytes, host: bytes = b"", after: int = 0, line: bytes = b"pts/0", kind: int = 7) -> bytes:
    return RECORD.pack(kind, 7, line, b"", user, host, 0, 0, 0, START + after, 0, b"")


@pytest.fixture
def host(tmp_path: Path) -> Path:
    made(tmp_path)
    config = tmp_path / "c.yaml"
    config.write_text(config.read_text("utf-8").replace("path: wtmp}", "path: wtmp, host: mx1}"), "utf-8")
    return tmp_path


def test_a_day_with_who_was_on_and_how_it_ended(host: Path) -> None:
    status, out, err = logins(host, "--config", "c.yaml", "--date", "2026-11-17")
    assert (status, err) == (0, "")
    assert out.splitlines()[0] == "Logins, 2026-11-17 (UTC)"
    assert [line.split() for line in rows(out, "Sessions: 2")] == [
        ["User", "Service", "Line", "Login", "Logout", "Length", "From"],
        ["2026-11-17", "Tuesday"],
        ["bob", "ssh", "pts/1", "08:00", "09:00", "1:00", "192.0.2.11"],
        ["2026-11-16", "Monday"],
        ["alice", "ssh", "pts/0", "20:00", "Nov", "18", "02:00", "1d", "06:00", "192.0.2.10"],  # on the day after
    ]
    assert [line.split() for line in rows(out, "Connect time")] == [
        ["sessions", "sum", "wall-clock"],
        ["alice", "1", "1d", "00:00", "1d", "00:00"],
        ["bob", "1", "1:00", "1:00"],
    ]
    assert rows(out, "Failed logins: 33")[0] == "(unknown name)" and "hunter2secret" not in out
    assert "Read: " in out and "not complete" not in out
    assert not (host / "state").exists()


def test_json_has_base_units_and_everything(host: Path) -> None:
    found = plain(host, "--config", "c.yaml", "--date", "2026-11-17")
    assert list(found) == [
        *("zone", "first", "last", "from", "to", "user", "sessions", "sessions_left_out", "logins", "failures"),
        *("events", "warnings", "connect", "sources", "problems", "complete"),
    ]
    day = (START + DAY) * NS
    assert (found["first"], found["from"], found["to"], found["user"]) == ("2026-11-17", day, day + DAY * NS, None)
    assert found["sessions"][0] == {
        "user": "bob",
        "service": "ssh",
        "on": "mx1",
        "line": "pts/1",
        "host": "192.0.2.11",
        "address": "192.0.2.11",
        "login": day + 8 * HOUR * NS,
        "logout": day + 9 * HOUR * NS,
        "how": "logout",
        "length": HOUR * NS,
        "source": "wtmp",
    }
    assert found["connect"] == [
        {"user": "alice", "sessions": 1, "sum": DAY * NS, "wall": DAY * NS},
        {"user": "bob", "sessions": 1, "sum": HOUR * NS, "wall": HOUR * NS},
    ]
    assert {(each["user"], each["network"], each["times"]) for each in found["failures"]} == {
        ("bob", "203.0.113.0/24", 30),
        ("(unknown name)", "203.0.113.0/24", 3),
    }
    assert [each["records"] for each in found["sources"]] == [7, 3, 31] and found["complete"] is True
    events = plain(host, "--config", "c.yaml", "--date", "2026-11-18")["events"]
    assert [(each["what"], each["at"]) for each in events] == [("shutdown", (START + 2 * DAY + 3 * HOUR) * NS)]


def test_one_users_own_and_nobody_elses(host: Path) -> None:
    _, out, _ = logins(host, "bob", "--config", "c.yaml", "--since", "2026-11-16")
    assert out.startswith("Logins of bob, 2026-11-16 to ")
    assert "alice" not in out and "unknown" not in out and "Boots" not in out and "192.0.2.10" not in out
    assert [line.split()[:2] for line in rows(out, "Failed logins: 30")] == [["bob"], ["ssh", "203.0.113.0/24"]]
    found = plain(host, "bob", "--config", "c.yaml", "--since", "2026-11-16")
    assert {each["user"] for part in ("sessions", "logins", "failures", "connect") for each in found[part]} == {"bob"}
    _, out, _ = logins(host, "nobody-here", "--config", "c.yaml", "--date", "2026-11-17")
    assert "No login is known of." in out


def test_what_does_not_fit_together_comes_first(host: Path) -> None:
    _, out, _ = logins(host, "--config", "c.yaml", "--date", "2026-11-17")
    assert out.index("To look at") < out.index("Sessions: 2")
    told = " ".join(rows(out, "To look at"))
    assert "Many failed logins, then one that worked: bob (ssh) (serious, 33)" in told and "203.0.113.9" in told
    assert "To look at" not in logins(host, "bob", "--config", "c.yaml", "--date", "2026-11-17")[1]
    (odd,) = plain(host, "--config", "c.yaml", "--date", "2026-11-17")["warnings"]
    assert (odd["severity"], odd["times"]) == ("serious", 33)


def test_each_host_has_its_own_sessions(tmp_path: Path) -> None:
    for number, name in enumerate(("mx1", "mx2")):
        (tmp_path / name).mkdir()
        records = record(8 * HOUR, 7, "pts/0", f"u{number}", "192.0.2.1") + record((9 + number) * HOUR, 8, "pts/0")
        (tmp_path / name / "wtmp").write_bytes(records)
    (tmp_path / "c.yaml").write_text(CONFIG.replace("path: wtmp, host: mx1", 'path: "*/wtmp"'), "utf-8")
    _, out, _ = logins(tmp_path, "--config", "c.yaml", "--date", "2026-11-16")
    assert [rows(out, f"Sessions: 1, on {name}")[-1].split()[0] for name in ("mx1", "mx2")] == ["u0", "u1"]
    found = plain(tmp_path, "--config", "c.yaml", "--date", "2026-11-16")
    assert {(each["on"], each["user"], each["length"] // NS) for each in found["sessions"]} == {
        ("mx1", "u0", HOUR),
        ("mx2", "u1", 2 * HOUR),
    }


def test_without_a_configuration_the_hosts_own_records_are_asked(tmp_path: Path) -> None:
    """Whatever they are on this host: they are named."""
    if Path("/etc/qmailreport/config.yaml").exists():
        pytest.skip("this host has a configuration")
    status, out, err = logins(tmp_path)
    assert status in (0, 1) and err == "" and "/var/" in out


def test_a_failed_name_is_shown_to_who_asks_for_it(host: Path) -> None:
    """Who names it knows it; an account of a mailbox may never have logged in."""
    found = plain(host, "hunter2secret", "--config", "c.yaml", "--date", "2026-11-17")
    assert [(each["user"], each["times"]) for each in found["failures"]] == [("hunter2secret", 3)]


def test_rotated_files_are_read_where_they_lie(tmp_path: Path) -> None:
    """A session that began two files ago has its login, and its logout."""
    week = [record(n * DAY + 8 * HOUR, 7, f"pts/{n}", f"u{n}", "192.0.2.1") for n in range(3)]
    ends = [record(n * DAY + 9 * HOUR, 8, f"pts/{n}") for n in range(3)]
    long = record(7 * HOUR, 7, "pts/9", "alice", "192.0.2.9"), record(3 * DAY, 8, "pts/9")
    parts = [long[0] + week[0] + ends[0], week[1] + ends[1], week[2] + ends[2] + long[1]]
    for number, (name, content) in enumerate(zip(("wtmp.2.gz", "wtmp.1", "wtmp"), parts, strict=True)):
        (tmp_path / name).write_bytes(gzip.compress(content) if name.endswith("gz") else content)
        at = START + (number + 1) * DAY
        os.utime(tmp_path / name, (at, at))
    files = [str(tmp_path / name) for name in ("wtmp", "wtmp.1", "wtmp.2.gz")]
    found = plain(tmp_path, "--file", *files)
    assert (found["first"], found["last"]) == ("2026-11-13", "2026-11-19")  # the week that ends with the newest record
    assert [(each["user"], each["how"], each["length"] // NS) for each in found["sessions"]] == [
        ("u2", "logout", HOUR),
        ("u1", "logout", HOUR),
        ("u0", "logout", HOUR),
        ("alice", "logout", 3 * DAY - 7 * HOUR),
    ]
    (tmp_path / "c.yaml").write_text(CONFIG, "utf-8")
    day = plain(tmp_path, "--config", "c.yaml", "--date", "2026-11-17")
    assert [(each["user"], each["length"] // NS) for each in day["sessions"]] == [
        ("u1", HOUR),
        ("alice", 3 * DAY - 7 * HOUR),
    ]
    assert {each["user"]: each["sum"] // NS for each in day["connect"]} == {"alice": DAY, "u1": HOUR}


def test_who_is_on_now_is_counted_until_now(tmp_path: Path) -> None:
    back = START - TODAY
    (tmp_path / "wtmp").write_bytes(record(-back - 2 * HOUR, 7, "pts/0", "alice", "192.0.2.1"))
    (tmp_path / "c.yaml").write_text(CONFIG, "utf-8")
    before = time.time()
    found = plain(tmp_path, "--config", "c.yaml")
    (session,) = found["sessions"]
    assert (session["how"], session["logout"]) == ("open", None)
    assert before <= (session["login"] + session["length"]) / NS <= time.time()
    _, out, _ = logins(tmp_path, "--config", "c.yaml")
    assert "still on" in out
    day = f"{dt.datetime.fromtimestamp(TODAY - DAY, dt.UTC):%Y-%m-%d}"
    assert plain(tmp_path, "--config", "c.yaml", "--date", day)["connect"][0]["sum"] == 2 * HOUR * NS


def test_of_files_that_were_named_nobody_is_still_on(tmp_path: Path) -> None:
    (tmp_path / "wtmp.old").write_bytes(record(0, 7, "pts/0", "alice", "192.0.2.1") + record(HOUR, 7, "pts/1", "bob"))
    found = plain(tmp_path, "--file", "wtmp.old")
    assert [(each["how"], each["length"]) for each in found["sessions"]] == [("lost", None), ("lost", None)]
    _, out, _ = logins(tmp_path, "--file", "wtmp.old")
    assert "lost: no logout was recorded" in out and "still on" not in out


@pytest.mark.parametrize(
    "name",
    [
        b"\x1b[31mred",
        "\u202egnp.exe".encode(),
        b"a\nSubject: x",
        b"\xff\xfe",
        "ユーザー名".encode(),
        b"x" * 32,
        b"../../etc",
    ],
)
def test_hostile_names_are_harmless(tmp_path: Path, name: bytes) -> None:
    host = (name * 300)[:255]
    (tmp_path / "wtmp").write_bytes(
        named(name, host) + named(b"", after=60, kind=8) + named(b"bob", name, 90, b"pts/1")
    )
    (tmp_path / "btmp").write_bytes(named(name, host, line=b"ssh:notty", kind=6))
    status, out, _ = logins(tmp_path, "--file", "wtmp", "btmp")
    assert status == 0 and "bob" in out
    assert all(char.isprintable() or char == "\n" for char in out.replace("\ufffd", ""))
    assert not any(line.startswith("Subject:") for line in out.splitlines())
    found = plain(tmp_path, "--file", "wtmp", "btmp")
    assert all(char.isprintable() for char in json.dumps(found, ensure_ascii=False).replace("\ufffd", ""))


def test_hostile_names_of_files_are_harmless(tmp_path: Path) -> None:
    name = "w\x1b[31m\u202etmp\nlast"
    (tmp_path / name).write_bytes(record(0, 7, "pts/0", "bob", "192.0.2.1"))
    status, out, _ = logins(tmp_path, "--file", name, "--since", "2026-11-01")
    assert status in (0, 1) and "Read: w" in out and not {"\x1b", "\u202e"} & set(out)


def test_a_name_of_300_characters_in_a_log(tmp_path: Path) -> None:
    line = f"Nov 17 10:00:00 mx1 sshd[5]: Accepted password for {'u' * 300} from 192.0.2.1 port 1 ssh2\n"
    (tmp_path / "auth.log").write_text(line, "utf-8")
    _, out, _ = logins(tmp_path, "--file", "auth.log", "--date", "2026-11-17")
    assert "uuu" in out


def test_mailbox_logins_by_account_service_and_place(tmp_path: Path) -> None:
    lines = [
        f"Nov 17 {hour:02}:00:00 mx1 dovecot: imap-login: Login: user=<bob@example.org>, method=PLAIN, "
        f"rip=192.0.2.{hour}, lip=198.51.100.1\n"
        for hour in range(6, 20)
    ]
    (tmp_path / "mail.log").write_text("".join(lines), "utf-8")
    _, out, _ = logins(tmp_path, "--file", "mail.log", "--date", "2026-11-17")
    assert [line.split() for line in rows(out, "Logins to mailboxes")] == [
        ["bob@example.org"],
        ["IMAP", "192.0.2.0/24", "14", "06:00", "–", "19:00"],
    ]
    assert "Sessions" not in out


def test_what_could_not_be_read_is_said(host: Path) -> None:
    (host / "btmp").unlink()
    (host / "wtmp").write_bytes(b"")
    status, out, _ = logins(host, "--config", "c.yaml", "--date", "2026-11-17")
    told = " ".join(out.split())
    assert status == 1 and "This list is not complete:" in out
    assert "is empty: nothing writes it here, which does not mean that nobody logged in" in told
    assert "btmp: not found" in told


def test_addresses_are_not_shown_where_the_pass_does_not(host: Path) -> None:
    config = host / "c.yaml"
    config.write_text(config.read_text("utf-8").replace("auth]}", "auth], addresses: no}"), "utf-8")
    _, out, _ = logins(host, "--config", "c.yaml", "--date", "2026-11-17")
    assert "bob" in out and "192.0.2" not in out and "203.0.113" not in out
    assert "203.0.113" not in json.dumps(plain(host, "--config", "c.yaml", "--date", "2026-11-17"))


def test_what_is_kept_is_read_and_stays_as_it_is(host: Path) -> None:
    """The session's login is in no file any more; the day before knew it."""
    run = [sys.executable, "-m", "qmailreport", "run", "--config", "c.yaml", "--date", "2026-11-16", "--output", "out"]
    subprocess.run(run, capture_output=True, cwd=host, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False)
    (host / "wtmp").write_bytes((host / "wtmp").read_bytes()[2 * RECORD.size :])
    (kept,) = (path for path in (host / "state").iterdir() if path.suffix in (".sqlite", ".db", ".sqlite3"))
    database = sqlite3.connect(kept)
    before = list(database.iterdump())
    found = plain(host, "--config", "c.yaml", "--date", "2026-11-17")
    assert {each["user"]: each["length"] // NS for each in found["sessions"]} == {"bob": HOUR, "alice": 30 * HOUR}
    assert list(database.iterdump()) == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--date", "2026-11-17", "--since", "2026-11-17"), "not allowed with"),
        (("--date", "tomorrow"), "no date in 'tomorrow'"),
        (("--since", "2999-01-01"), "has not begun"),
        (("--file", "nothing-here"), "nothing-here: not found"),
        (("--config", "nothing.yaml"), "nothing.yaml"),
        (("--config", "qmail.yaml"), "no report has the pass `logins`"),
        (("--config", "last.yaml"), "tell of everybody's last login only"),
    ],
)
def test_what_was_typed_wrong_is_said_with_status_2(host: Path, words: tuple[str, ...], said: str) -> None:
    text = (host / "c.yaml").read_text("utf-8")
    (host / "qmail.yaml").write_text(
        text.replace("logins: {source: [wtmp, btmp, auth]}", "qmail: {source: auth}"), "utf-8"
    )
    last = text.replace("format: wtmp, path: wtmp, host: mx1", "format: lastlog, path: lastlog").replace(
        ", btmp, auth]", "]"
    )
    (host / "last.yaml").write_text(last, "utf-8")
    config = () if "--file" in words or "--config" in words else ("--config", "c.yaml")
    status, out, err = logins(host, *words, *config)
    assert status == 2 and said in err and out == ""


@pytest.mark.parametrize("path", sorted(CASES.iterdir()), ids=lambda path: path.name)
def test_every_case_is_told_of_without_trouble(tmp_path: Path, path: Path) -> None:
    status, out, err = logins(tmp_path, "--since", "1970-01-01", "--file", str(path))
    assert (status == 2 and "is empty" in err) or (status in (0, 1) and out.startswith("Logins, 1970-01-01 to "))
