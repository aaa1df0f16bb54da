"""journalctl, with a real journal file."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from qmailreport.day import SECOND, Window
from qmailreport.sources.journal import Journald

from .making import UTC, at, day, read, texts

REMOTE = Path("/usr/lib/systemd/systemd-journal-remote")
NOON = at("2026-11-18 12:00:00")


def entry(moment: int, message: bytes, **fields: str) -> bytes:
    """One entry of journald's export format."""
    known = {"_HOSTNAME": "mx1", "SYSLOG_IDENTIFIER": "qmail", "_PID": "7", "_SYSTEMD_UNIT": "qmail.service", **fields}
    out = [b"__REALTIME_TIMESTAMP=%d" % (moment // 1000), b"__MONOTONIC_TIMESTAMP=%d" % (moment // 1000 % 10**9)]
    out += [b"_BOOT_ID=4b3a2c1d4b3a2c1d4b3a2c1d4b3a2c1d"]
    out += [f"{name}={value}".encode() for name, value in known.items()]
    out += [b"MESSAGE\n" + len(message).to_bytes(8, "little") + message, b"", b""]
    return b"\n".join(out)


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    if not REMOTE.exists() or not shutil.which("journalctl"):
        pytest.skip("systemd-journal-remote or journalctl is not installed")
    entries = [
        entry(at("2026-11-17 23:59:59.999999"), b"before"),
        entry(at("2026-11-18 00:00:00"), b"first"),
        entry(NOON, b"two\nlines and \xff"),
        entry(NOON + SECOND, b"other", SYSLOG_IDENTIFIER="sshd", _SYSTEMD_UNIT="ssh.service"),
        entry(NOON + 2 * SECOND, b"Suppressed 1234 messages from qmail.service", SYSLOG_IDENTIFIER="systemd-journald"),
        entry(NOON + 3 * SECOND, b"%d.813320 inner" % (NOON // SECOND)),
        entry(at("2026-11-18 23:59:59.999999"), b"last"),
        entry(at("2026-11-19 00:00:00"), b"behind"),
    ]
    (tmp_path / "x.export").write_bytes(b"".join(entries))
    path = tmp_path / "x.journal"
    subprocess.run([REMOTE, "-o", path, tmp_path / "x.export"], check=True, capture_output=True, timeout=60)
    return path


def test_a_day_of_a_real_journal(journal: Path) -> None:
    found, said = read(Journald(files=(str(journal),)), day("2026-11-18"))
    assert [text for _, text in found] == [
        "first",
        "two#012lines and \xff",
        "other",
        "Suppressed 1234 messages from qmail.service",
        "inner",
        "last",
    ]
    assert found[1][0] == NOON and found[4][0] == NOON + 813_320_000
    assert len(said) == 1 and "suppressed 1,234 messages" in said[0]


def test_units_and_identifiers(journal: Path) -> None:
    where = str(journal)
    assert texts(read(Journald(files=(where,), units=("ssh.service",)), day("2026-11-18"))) == ["other"]
    assert texts(read(Journald(files=(where,), identifiers=("sshd",)), day("2026-11-18"))) == ["other"]
    assert texts(read(Journald(directory=str(journal.parent), identifiers=("sshd",)), day("2026-11-18"))) == ["other"]


def test_no_journalctl() -> None:
    found, said = read(Journald(command="/no/such/journalctl"), day("2026-11-18"))
    assert found == [] and "cannot be run" in said[0]


def test_a_journalctl_that_fails(tmp_path: Path) -> None:
    if not shutil.which("journalctl"):
        pytest.skip("journalctl is not installed")
    found, said = read(Journald(files=(str(tmp_path / "none.journal"),)), day("2026-11-18"))
    assert found == [] and len(said) == 1 and said[0].startswith("journalctl: exit status ")


def tool(path: Path, script: str) -> str:
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


def test_permission_and_broken_entries(tmp_path: Path) -> None:
    hint = "Hint: You are currently not seeing messages from other users and the system."
    command = tool(tmp_path / "ctl", f"echo '{hint}' >&2; echo '{{'; echo '{{}}'; echo '[]'")
    found, said = read(Journald(command=command), day("2026-11-18"))
    assert found == []
    assert any("3 entries could not be read" in text for text in said)
    assert any("systemd-journal (or adm)" in text for text in said)


def test_much_comes_in_chunks_and_stops_when_told(tmp_path: Path) -> None:
    fields = {"__REALTIME_TIMESTAMP": "1795000000000000", "_HOSTNAME": "h", "SYSLOG_IDENTIFIER": "a"}
    line = json.dumps({**fields, "MESSAGE": "x" * 900})
    command = tool(tmp_path / "ctl", f"yes '{line}' | head -n 20000")
    window = Window(0, 1 << 62)
    streams, _ = Journald(command=command).streams("j", window, UTC, 0)
    chunks = list(streams[0].chunks())
    assert len(chunks) > 3 and max(chunk.length for chunk in chunks) < 8_000_000
    assert sum((chunk.content or b"").count(b"\n") for chunk in chunks) == 20_000
    endless = Journald(command=tool(tmp_path / "endless", f"exec yes '{line}'"))
    chunk = next(iter(endless.streams("j", window, UTC, 0)[0][0].chunks()))
    assert chunk.length < 8_000_000


def test_arguments_are_no_shell(tmp_path: Path) -> None:
    source = Journald(units=("a;rm -rf",), identifiers=("--flush",), host="mx9")
    command = source.arguments(day("2026-11-18"))
    assert "--unit=a;rm -rf" in command and "--identifier=--flush" in command
    assert command[0] == "journalctl" and "--since=@1794960000" in command and "--until=@1795046400" in command
    assert source.streams("j", day("2026-11-18"), UTC, 0)[0][0].host == "mx9"
