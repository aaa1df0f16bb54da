"""A domain owner's mail holds that domain's mail, and nothing of others'."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

from qmailreport.day import SECOND

from .house import HOUR, Host, Log, at

REPORTS = """\
  - name: daily
    to: [postmaster@example.org]
    passes:
      - qmail: {source: send, more: [uids, load, successes, ddist, rxdelay], domains: [ours.example, theirs.example]}
  - name: ours
    to: [owner@ours.example]
    domain: Ours.example
    passes:
      - qmail: {source: send, more: [load, successes, ddist, rxdelay]}
"""


def busy() -> Log:
    """Mail of two domains, and what only the operator may know."""
    noon = at("2026-11-18 12:00:00")
    log = Log()
    for number, (sender, rcpt, end) in enumerate(
        [
            ("anna@ours.example", "bob@elsewhere.example", "success: 192.0.2.1_accepted_message./250_ok/"),
            ("carol@elsewhere.example", "anna@ours.example", "success: did_1+0+0/"),
            ("evelyn@theirs.example", "secret@partner.example", "failure: whispered-reason_(#5.7.1)/"),
            ("evelyn@theirs.example", "mallory@theirs.example", "deferral: whispered-delay/"),
        ],
        100,
    ):
        start = noon + number * HOUR // 100
        log.born(start, number, sender)
        log.tried(start + SECOND, number, rcpt, end)
        if not end.startswith("deferral"):
            log.gone(start + 9 * SECOND, number)
    log.lines += [(noon + 3 * HOUR, "warning: trouble in select"), (noon + 3 * HOUR, "whispered line of nobody")]
    return log


def test_the_owner_sees_the_domain_and_nobody_else(tmp_path: Path) -> None:
    host = Host(tmp_path, reports=REPORTS)
    host.log(busy())
    host.run(date="2026-11-18")
    mails = {mail["To"]: mail for mail in host.mails()}
    theirs, ours = mails["postmaster@example.org"], mails["owner@ours.example"]
    bodies = "".join(ours.get_body((kind,)).get_content() for kind in ("plain", "html"))  # type: ignore[union-attr]
    bare = bodies.replace("<span>", "").replace("</span>", "") + str(ours["Subject"])
    for word in ("whispered", "theirs.example", "evelyn", "mallory", "secret", "partner", "trouble", str(tmp_path)):
        assert word not in bare, word
    for word in ("anna@ours.example", "bob@elsewhere.example"):
        assert word in bare
    whole = theirs.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "whispered-reason" in whole and "trouble" in whole and "theirs.example" in whole
    said = host.job("--dry-run", "--json", "--report", "ours")
    found = json.loads(said.out)
    assert found["figures"]["qmail.success"] == 2 and found["figures"]["qmail.failure"] == 0
    assert found["figures"]["qmail.pending"] == 0 and found["figures"]["qmail.received"] == 1
    assert "theirs" not in said.out and "whispered" not in said.out
    with sqlite3.connect(tmp_path / "state" / "qmailreport.sqlite") as base:
        rows = dict(base.execute("SELECT id, value FROM figure WHERE report = 'ours' AND host = ''"))
    assert rows["qmail.success"] == 2


def test_an_owners_calm_day_is_not_called_incomplete(tmp_path: Path) -> None:
    host = Host(tmp_path, reports=REPORTS)
    host.log(busy())
    host.run(date="2026-11-18")
    (ours,) = [mail for mail in host.mails() if mail["To"] == "owner@ours.example"]
    for kind in ("plain", "html"):
        said = " ".join(ours.get_body((kind,)).get_content().split())  # type: ignore[union-attr]
        assert "incomplete" not in said.lower() and "13:00:00–15:00:00 · no lines 13:00–14:50" in said
        for word in (" file", " 0 lines", "not understood"):
            assert word not in said, word


def test_a_missing_log_is_said_to_the_owner_without_its_name(tmp_path: Path) -> None:
    host = Host(tmp_path, reports=REPORTS)
    host.run(date="2026-11-18")
    (ours,) = [mail for mail in host.mails() if mail["To"] == "owner@ours.example"]
    text = ours.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "could not be read" in text and "send" not in text.replace("sender", "")
    assert str(tmp_path) not in text


def test_a_pass_that_cannot_be_limited_is_refused(tmp_path: Path) -> None:
    host = Host(tmp_path, reports=REPORTS.replace("domain: Ours.example", "domain: no/domain"))
    said = host.command("config", "check", "--config", str(host.file))
    assert said.status == 2 and "domain" in said.err and "config.yaml:" in said.err
