"""`trace` over a real journal, and beside records of logins, which it leaves alone."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.house import Host, at
from tests.sources.test_journal import REMOTE, entry

SAID = (
    ("smtpd", "connect from c.example[192.0.2.1]"),
    ("smtpd", "AAAA111: client=c.example[192.0.2.1]"),
    ("cleanup", "AAAA111: message-id=<late@c.example>"),
    ("qmgr", "AAAA111: from=<ann@c.example>, size=2000, nrcpt=1 (queue active)"),
    (
        "smtp",
        "AAAA111: to=<bob@far.example>, relay=far.example[192.0.2.3]:25, delay=9, dsn=2.0.0, status=sent (250 ok)",
    ),
    ("qmgr", "AAAA111: removed"),
)


def test_a_mail_in_the_journal(tmp_path: Path) -> None:
    if not REMOTE.exists() or not shutil.which("journalctl"):
        pytest.skip("systemd-journal-remote or journalctl is not installed")
    noon = at("2026-11-18 12:00:00")
    entries = [
        entry(noon + number * 10**9, text.encode(), SYSLOG_IDENTIFIER=f"postfix/{daemon}", _PID="77")
        for number, (daemon, text) in enumerate(SAID)
    ]
    (tmp_path / "x.export").write_bytes(b"".join(entries))
    made = [REMOTE, "-o", tmp_path / "x.journal", tmp_path / "x.export"]
    subprocess.run(made, check=True, capture_output=True, timeout=60)
    sources = "  journal: {format: journald, files: [x.journal]}\n  wtmp: {format: wtmp, path: wtmp}"
    reports = "  - {name: daily, to: [a@example.org], passes: [postfix: {source: journal}, logins: {source: wtmp}]}"
    host = Host(tmp_path, sources=sources, reports=reports)
    said = host.command("trace", "AAAA111", "--date", "2026-11-18", "--config", str(host.file))
    assert said.status == 0, said.err
    text = " ".join(said.out.split())
    assert "ann@c.example → bob@far.example" in text and "far.example" in text and "12:00" in text
    assert "wtmp" not in said.out + said.err
