"""The pass in a whole run: records and logs of one host, read in one process or two, day by day."""

from __future__ import annotations

import datetime as dt
import json
import struct
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from .logins_sim import CASES

RECORD = struct.Struct("<h2xi32s4s32s256shhiIi16s20x")
ROOT = Path(__file__).resolve().parents[2]
START = int(dt.datetime(2026, 11, 16, tzinfo=dt.UTC).timestamp())


def record(after: int, kind: int, line: str, user: str = "", host: str = "") -> bytes:
    address = bytes(int(part) for part in host.split(".")) if host else b""
    fields = (kind, 7, line.encode(), b"", user.encode(), host.encode(), 0, 0, 0, START + after, 0, address)
    return RECORD.pack(*fields)


def made(folder: Path, more: str = "") -> Path:
    """A host with a wtmp of three days, a btmp and an auth.log of one."""
    hour, day = 3600, 86_400
    (folder / "wtmp").write_bytes(
        record(5 * hour, 2, "~", "reboot")
        + record(20 * hour, 7, "pts/0", "alice", "192.0.2.10")
        + record(day + 8 * hour, 7, "pts/1", "bob", "192.0.2.11")
        + record(day + 9 * hour, 8, "pts/1")
        + record(2 * day + 2 * hour, 8, "pts/0")
        + record(2 * day + 3 * hour, 1, "~", "shutdown")
        + record(3 * day + 3 * hour, 2, "~", "reboot")
    )
    (folder / "btmp").write_bytes(record(day + 60, 6, "ssh:notty", "hunter2secret", "203.0.113.9") * 3)
    lines = [
        f"Nov 17 10:00:{n:02} mx1 sshd[5]: Failed password for bob from 203.0.113.9 port 1 ssh2" for n in range(30)
    ]
    lines.append("Nov 17 10:01:00 mx1 sshd[6]: Accepted password for bob from 203.0.113.9 port 1 ssh2")
    (folder / "auth.log").write_text("\n".join(lines) + "\n", "utf-8")
    (folder / "c.yaml").write_text(
        f"""\
site: mx1
timezone: UTC
state: state
sources:
  wtmp: {{format: wtmp, path: wtmp}}
  btmp: {{format: btmp, path: btmp}}
  auth: {{format: syslog, path: auth.log}}
reports:
  - {{name: daily, to: [p@example.org], passes: [logins: {{source: [wtmp, btmp, auth]}}]}}
delivery: {{files: {{path: out}}}}
{more}
""",
        "utf-8",
    )
    return folder / "c.yaml"


def ran(config: Path, *arguments: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "qmailreport", "run", "--config", str(config), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode in (0, 1) and "Traceback" not in done.stderr, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def rows(plain: dict[str, Any], id: str) -> list[list[Any]]:
    return [
        row
        for section in plain["sections"]
        for table in section["tables"]
        if table["id"] == id
        for row in table["rows"]
    ]


def test_days_follow_each_other_and_one_session_lasts_over_three(tmp_path: Path) -> None:
    config = made(tmp_path)
    hours = {}
    for day in (16, 17, 18):
        plain = ran(config, "--date", f"2026-11-{day}", "--dry-run", "--json")
        hours[day] = {row[0]: row[3] / 3.6e12 for row in rows(plain, "logins.users")}
    assert hours == {16: {"alice": 4.0}, 17: {"alice": 24.0, "bob": 1.0}, 18: {"alice": 2.0}}


def test_one_process_and_two_say_the_same(tmp_path: Path) -> None:
    plain = []
    for folder, more in (("one", ""), ("two", "engine: {processes: 2, span: 1k}")):
        (tmp_path / folder).mkdir()
        config = made(tmp_path / folder, more)
        plain.append(ran(config, "--date", "2026-11-17", "--dry-run", "--json"))
    assert plain[0]["sections"] == plain[1]["sections"] and plain[0]["figures"] == plain[1]["figures"]
    assert plain[0]["figures"]["logins.failures"] == 33 and plain[0]["figures"]["logins.unknown"] == 3
    assert rows(plain[0], "logins.warnings")[0][1] == "serious"
    assert "hunter2secret" not in json.dumps(plain)


def test_what_is_kept_holds_no_name_that_may_be_a_password(tmp_path: Path) -> None:
    config = made(tmp_path)
    command = [sys.executable, "-m", "qmailreport", "run", "--config", str(config), "--date", "2026-11-17"]
    subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    kept = [path for folder in ("state", "out") for path in (tmp_path / folder).rglob("*") if path.is_file()]
    assert kept and all(b"hunter2secret" not in path.read_bytes() for path in kept)


@pytest.mark.parametrize("name", ["crash.wtmp", "partial_tail.wtmp", "empty.wtmp", "badtypes.wtmp"])
def test_show_takes_records_of_every_kind_of_trouble(name: str) -> None:
    command = [sys.executable, "-m", "qmailreport", "show", "--timezone", "UTC", str(CASES / name)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert "Traceback" not in done.stderr and done.returncode in (0, 1, 2)
