"""What does not fit together, from a configured host to its mail: wtmp, sshd's log and the modem's compared."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from .test_logins_run import ROOT, START, record

DAY = 86_400
SESSIONS = "Sessions in wtmp that sshd’s log knows nothing of"


def stamp(after: int) -> str:
    return f"{dt.datetime.fromtimestamp(START + after, dt.UTC):%b %d %H:%M:%S}"


def accepted(after: int, user: str, address: str = "192.0.2.11") -> str:
    return f"{stamp(after)} mx1 sshd[{after}]: Accepted password for {user} from {address} port 1 ssh2\n"


def failed(after: int, user: str, address: str) -> str:
    return f"{stamp(after)} mx1 sshd[5]: Failed password for {user} from {address} port 1 ssh2\n"


def modem(after: int, text: str) -> str:
    return f"{dt.datetime.fromtimestamp(START + after, dt.UTC):%m/%d %H:%M:%S} {text}\n"


def configured(folder: Path, wtmp: bytes, auth: str, calls: str) -> Path:
    (folder / "wtmp").write_bytes(wtmp)
    (folder / "auth.log").write_text(auth, "utf-8")
    (folder / "mg_ttyS0.log").write_text(calls, "utf-8")
    (folder / "c.yaml").write_text(
        """\
site: mx1
timezone: UTC
state: state
sources:
  wtmp: {format: wtmp, path: wtmp, host: mx1}
  auth: {format: syslog, path: auth.log}
  modem: {format: mgetty, path: mg_ttyS0.log}
reports:
  - {name: daily, to: [p@example.org], passes: [logins: {source: [wtmp, auth, modem]}]}
delivery: {files: {path: out}}
""",
        "utf-8",
    )
    return folder / "c.yaml"


def told(config: Path, date: str) -> tuple[str, dict[str, tuple[Any, ...]]]:
    """The text of the mail that was delivered, and what its urgent section's rows are."""
    command = [sys.executable, "-m", "qmailreport", "run", "--config", str(config), "--date", date, "--json"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode in (0, 1) and "Traceback" not in done.stderr, done.stderr
    sections = {section["id"]: section for section in json.loads(done.stdout)["sections"]}
    (mail,) = (config.parent / "out").glob("*.txt")
    tables = sections["logins.warnings"]["tables"] if "logins.warnings" in sections else ()
    rows = [each for table in tables for each in zip(table["rows"], table["samples"], strict=True)]
    found = {row[0]: (*row[1:], sample) for row, sample in rows}
    return mail.read_text("utf-8"), found


def test_every_check_reaches_the_mail(tmp_path: Path) -> None:
    # there are days before it by which hours are usual
    usual = [accepted((number // 3 - 8) * DAY + 9 * 3600 + number, "carol", "192.0.2.12") for number in range(24)]
    auth = [
        *usual,
        accepted(60, "bob"),
        accepted(2 * 3600, "carol", "192.0.2.12"),  # never at that hour
        *(failed(7200 + second, "dave", "203.0.113.9") for second in range(1, 31)),
        accepted(7260, "dave", "203.0.113.9"),
        accepted(20 * 3600, "bob"),
    ]
    wtmp = (
        record(-8 * DAY, 2, "~", "reboot")
        + record(60, 7, "pts/0", "bob", "192.0.2.11")
        + record(3600, 8, "pts/0")
        + record(4 * 3600, 7, "pts/1", "eve", "192.0.2.66")  # sshd says nothing of her
        + record(3 * 3600, 7, "ttyS0", "yanagi")  # back in time, and without a call
        + record(5 * 3600, 8, "pts/1")
    )
    data = "##### data dev=ttyS0, pid=901, caller='none', conn='115200', name='', cmd='/bin/login', user='sato'"
    calls = [
        modem(30, "yS0  mgetty: interim release 1.1.33-Apr10"),
        modem(6 * 3600, "yS0  waiting for ``CONNECT'' ** found **"),
        modem(6 * 3600 + 9, data),
        modem(22 * 3600, "yS0  mgetty: interim release 1.1.33-Apr10"),
    ]
    text, found = told(configured(tmp_path, wtmp, "".join(auth), "".join(calls)), "2026-11-16")
    assert {what: (row[0], row[1]) for what, row in found.items()} == {
        "Many failed logins, then one that worked: dave (ssh)": ("serious", 30),
        "Dial-up logins without a call": ("serious", 1),
        "Calls without a login in wtmp": ("warning", 1),
        SESSIONS: ("warning", 1),
        "Login records go back in time": ("warning", 1),
        "Logins at an unusual hour": ("warning", 1),
    }
    assert found["Dial-up logins without a call"][-1] == "mx1: yanagi on ttyS0 at 03:00:00; no call before"
    assert "eve on pts/1" in found[SESSIONS][-1] and "carol" in found["Logins at an unusual hour"][-1]
    words = " ".join(text.split())
    for what in ("Dial-up logins without a call", "dave", "wtmp or the modem’s log may have been tampered with"):
        assert what in words


def test_a_wtmp_that_fell_silent_while_people_log_in(tmp_path: Path) -> None:
    auth = "".join(accepted(number * 3600, "bob") for number in range(12))
    _, found = told(configured(tmp_path, record(-9 * DAY, 7, "pts/0", "bob", "192.0.2.11"), auth, ""), "2026-11-16")
    assert found["wtmp has no record of a week, and sshd let people in"][:2] == ("warning", 12)


@pytest.mark.parametrize(("count", "told_of"), [(2_700, True), (2_000, False)])
def test_a_wtmp_that_nothing_rotates(tmp_path: Path, count: int, told_of: bool) -> None:
    old = -420 * DAY
    wtmp = b"".join(record(old + number, 7 + number % 2, "pts/0", "bob", "192.0.2.11") for number in range(count))
    config = configured(
        tmp_path, wtmp + record(DAY + 60, 7, "pts/0", "bob", "192.0.2.11"), accepted(DAY + 60, "bob"), ""
    )
    text, _ = told(config, "2026-11-17")
    words = " ".join(text.split())
    assert ("nothing rotates it; packaging/logrotate/wtmp is an example" in words) is told_of
    assert "since 2025-09-22" in words or not told_of
