"""A small log of each daemon in front of qmail, as multilog and as syslogd write it, and what it comes to."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qmailreport.passes.qmail_smtpd import QmailSmtpd

from .smtpd_sim import DAY, EVER, SMTPD, joined, multilog, said, scan, syslog, told, treed

HERE = Path(__file__).resolve().parents[1] / "cases" / "smtpd"
CASES = sorted(path for path in HERE.iterdir() if path.is_dir())
FORMS = ("multilog", "syslog")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_daemons_log_says_what_was_counted_by_hand(case: Path, form: str) -> None:
    got = told(scan((case / f"{form}.log").read_bytes(), form))
    assert got == json.loads((case / "expected.json").read_text("utf-8"))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_cut_says_the_same(case: Path, form: str) -> None:
    lines = (case / f"{form}.log").read_bytes().splitlines(keepends=True)
    once = said(scan(b"".join(lines), form))
    for cut in range(1, len(lines)):
        assert said(joined([b"".join(lines[:cut]), b"".join(lines[cut:])], form)) == once, cut
    assert said(treed(lines, form)) == once


def test_all_logs_in_one_are_the_sum_of_all() -> None:
    logs = [(case / "multilog.log").read_bytes() for case in CASES]
    assert said(scan(b"".join(logs), "multilog")) == said(joined(logs, "multilog"))


def test_hosts_are_told_apart_and_shown_side_by_side() -> None:
    texts = [
        b"tcpserver: pid 1 from 192.0.2.1",
        b"tcpserver: pid 2 from 192.0.2.2",
        b"rblsmtpd: 192.0.2.1 pid 1: 451 http://zen.example/x",
    ]
    got = told(scan(syslog(texts, hosts=(b"mx1", b"mx2")), "syslog"))
    assert got["smtpd.connections"] == 2 and got["smtpd.rejected"] == 1
    assert got["smtpd.hosts rows"] == [["mx1", 1, 1, 0], ["mx2", 0, 1, 0]]


def test_repeated_messages_count_as_often_as_they_happened() -> None:
    line = b"vchkpw-pop3: password fail bob@example.org:192.0.2.1"
    log = syslog([line]) + b"Nov 18 00:00:09 mx1 last message repeated 2 times\n"
    assert told(scan(log, "syslog"))["smtpd.failures rows"] == [["bob@example.org", 3, 0]]
    log = syslog([b"message repeated 4 times: [ " + line + b"]"], b"vpopmail[7]")
    got = told(scan(log, "syslog"))
    assert got["smtpd.failures rows"] == [["bob@example.org", 4, 0]]
    assert got["smtpd.failures.addresses rows"] == [["192.0.2.1", 4, 0]]


def test_a_long_line_that_splogger_folded_is_read_whole() -> None:
    helo = b"h" * 700
    stamp = b"1763424000.000001"
    text = b"CHKUSER rejected rcpt: from <a@b.example::> remote <" + helo + b":unknown:192.0.2.1> rcpt <"
    log = b"Nov 18 00:00:00 mx1 smtpd: " + stamp + b" " + text + b"\n"
    log += b"Nov 18 00:00:00 mx1 smtpd: " + stamp + b"+x@example.org> : not existing recipient\n"
    got = told(scan(log, "syslog", window=EVER))
    assert got["smtpd.causes rows"] == [["no such recipient", "", 1]] and got["unread"] == 0


def test_a_log_of_qmail_send_is_none_of_this_passs_business() -> None:
    log = multilog([b"new msg 1", b"info msg 1: bytes 2 from <a@b.example> qp 3 uid 4", b"what is this"])
    totals, _ = SMTPD.settle(scan(log, "multilog"), None)
    assert SMTPD.finish(totals, DAY) == ()
    assert [(SMTPD.stirred(total), SMTPD.unread(total)) for total in totals.values()] == [(False, (0, []))]


def test_sections_can_be_left_out_and_cut() -> None:
    texts = [b"rblsmtpd: 192.0.2.%d pid 1: 451 http://zen.example/x" % n for n in range(1, 8)]
    state = scan(multilog(texts), "multilog")
    few = QmailSmtpd(source=("smtpd",), top=3, hide=("causes",))
    sections = few.finish(few.settle(state, None)[0], DAY)
    assert [each.id for each in sections] == ["smtpd.overall", "smtpd.addresses"]
    (table,) = sections[1].tables
    assert (len(table.rows), table.more) == (3, 4)
