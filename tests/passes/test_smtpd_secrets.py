"""Passwords that vchkpw logs, or that were typed where a name belongs, come out nowhere: mail, JSON, SQLite, state."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import pytest

from qmailreport.passes.qmail_smtpd.accounts import harmless, kept, login

from ..house import DATE, Host, body, write
from .smtpd_sim import SMTPD, multilog, said, scan, syslog

SECRET = b"Tr0ub4dor"
LINES = [
    b"vchkpw-pop3: (PLAIN) login success bob@example.org:198.51.100.7",
    b"vchkpw-pop3: (PLAIN) login success alice:198.51.100.7",
    b"vchkpw-smtp: password fail (pass: '%b') bob@example.org:203.0.113.1",
    b"vchkpw-smtp: password fail (pass: 'it's %b, isn't it') bob@example.org:203.0.113.1",
    b"vchkpw-smtp: password fail (pass: '%b') evil@example.org:1.2.3.4') bob@example.org:203.0.113.1",
    b"vchkpw-smtp: password fail (pass: '%b unfinished",
    b"vchkpw-smtp: password fail (pass: 'x me@%b.org",
    b"vchkpw-smtp: password fail (pass: 'x me@%b.org:1.2.3.4",
    b"vchkpw-smtp: password fail (pass: ''%b') bob@example.org",
    b"vchkpw-pop3: vpopmail user not found %b@:203.0.113.1",
    b"vchkpw-pop3: vpopmail user not found %b:203.0.113.1",
    b"vchkpw-pop3: vpopmail user not found x%b@word:203.0.113.1",
    b"vchkpw-pop3: null password given %b:203.0.113.1",
    b"vchkpw-pop3: null password given a %b:203.0.113.1",
    b"vchkpw-pop3: null user name given %b:203.0.113.1",
    b"vchkpw-smtp: invalid user/domain characters it is %b@host.name:203.0.113.1",
    b"vchkpw: system password fail %b alice:203.0.113.1",
    b"vchkpw: system password fail two %b words alice:203.0.113.1",
    b"vchkpw-pop3: password fail alice:203.0.113.1",
    b"vchkpw-pop3: chdir failed errno 2 /home/%b bob@example.org:203.0.113.1",
    b"vchkpw-pop3: something new about %b",
    b"vchkpw-pop3[12]: %b",
    b"vpopmail[3]: %b",
    b"rest of it: %b') bob@example.org:203.0.113.1",
    b"qmail-smtpd: pid 1 Reject::AUTH::login P:ESMTPA S:203.0.113.1:unknown H:x ?~ '%b'",
    b"qmail-smtpd: AUTH LOGIN of %b failed",
    b"spamdyke[1]: FAILED_AUTH from: a to: b origin_ip: 203.0.113.1 origin_rdns: x auth: %b encryption: (none)",
    b"tcpserver: warning: password %b is weak",
]
TEXTS = [line % SECRET if b"%b" in line else line for line in LINES]
SOURCES = """\
  smtpd: {format: multilog, path: smtpd}
  maillog: {format: syslog, path: mail.log, host: mx2}"""
REPORTS = (
    "  - {name: daily, to: [postmaster@example.org], passes: [qmail-smtpd: {source: [smtpd, maillog], top: 1000}]}"
)


@pytest.fixture
def host(tmp_path: Path) -> Host:
    host = Host(tmp_path, sources=SOURCES, reports=REPORTS)
    write(tmp_path / "smtpd" / "current", multilog(TEXTS))
    write(tmp_path / "mail.log", syslog(TEXTS, b"vpopmail[77]", (b"mx2", b"mx3")))
    return host


def test_no_password_is_in_mail_json_or_database(host: Host) -> None:
    outcome = host.run()
    (mail,) = host.mails()
    ((digest, rendered),) = outcome.mails
    outputs = [mail.as_bytes(), body(mail).encode(), body(mail, "html").encode()]
    outputs += [json.dumps(digest.plain(rendered.subject)).encode(), repr(outcome).encode()]
    outputs += [path.read_bytes() for path in host.state.rglob("*") if path.is_file()]
    assert len(outputs) > 5
    for output in outputs:
        assert SECRET.lower() not in output.lower()
    found = digest.figures
    assert found["smtpd.logins"] == 4 and found["smtpd.auth_failed"] > 0
    words = body(mail)
    assert "bob@example.org" in words and "alice" in words and "(unknown name)" in words


def test_the_command_prints_no_password(host: Host) -> None:
    status, out, err = host.job("--json", "--dry-run", date=str(DATE))
    assert '"smtpd.rejected"' in out and status in (0, 1)
    assert SECRET.decode().lower() not in (out + err).lower()


@pytest.mark.parametrize("form", ["multilog", "syslog"])
def test_no_password_is_in_any_state(form: str) -> None:
    log = multilog(TEXTS) if form == "multilog" else syslog(TEXTS, b"vpopmail")
    state = scan(log, form)
    for dumped in (pickle.dumps(state), repr(said(state)).encode(), repr(SMTPD.settle(state, None)).encode()):
        assert SECRET.lower() not in dumped.lower()


def test_a_failed_name_is_shown_if_it_is_an_address_or_has_logged_in() -> None:
    assert kept(b"Bob@Example.org", False) == b"bob@example.org"
    assert kept(b"bob@", True) == b"bob" and kept(b"", False) == b""
    for name in (b"bob", b"bob@", b"p@ssword", b"a@b@c.d", b"two words@x.y", b"@x.y"):
        assert kept(name, False).startswith(b"#") and b"bob" not in kept(name, False)
    assert kept(b"BOB", False) == kept(b"bob@", False)


def test_who_failed_is_the_last_word_of_the_line() -> None:
    said_ = login(b"smtp", b"password fail (pass: 'a') b@c.d:1.2.3.4') bob@example.org:203.0.113.1]")
    assert (said_.outcome, said_.name, said_.client, said_.smtp) == ("fail", b"bob@example.org", b"203.0.113.1", True)
    six = login(b"pop3", b"password fail bob@example.org:2001:DB8::1")
    assert (six.name, six.client, six.smtp) == (b"bob@example.org", b"2001:db8::1", False)
    for cut in (
        b"bob@example.org:",
        b"bob@example.org",
        b"(pass: 'a b@c.d:1.2.3.4",
        b"(pass: 'b@c.d:1.2.3.4",
        b"x:y z",
    ):
        nobody = login(b"pop3", b"password fail " + cut)
        assert (nobody.outcome, nobody.name) == ("fail", b""), cut
    assert login(None, b"anything").outcome == "other"


def test_lines_that_may_hold_a_login_are_not_shown() -> None:
    assert harmless(b"tcpserver: a new line") == b"tcpserver: a new line"
    assert harmless(b"qmail-smtpd: the Password is x") == b"qmail-smtpd: [hidden: may hold a password]"
    assert harmless(b"x') y") == b"[hidden: may hold a password]"


def test_no_subject_of_a_mail_is_shown() -> None:
    texts = [
        b"simscan:[1]:SPAM REJECT (9.1/5.0):1.0s:Diagnosis: positive:203.0.113.1:a@b.example:bob@example.org",
        b"simscan:[2]:CLEAN (0.1/5.0):1.0s:Diagnosis: negative:203.0.113.1:a@b.example:bob@example.org",
        b"simscan:[3]:UNHEARD OF:1.0s:Diagnosis: unclear:203.0.113.1:a@b.example:bob@example.org",
    ]
    state = scan(multilog(texts), "multilog")
    shown = repr(said(state)) + repr([SMTPD.unread(total) for total in state.values()])
    assert "Diagnosis" not in shown
    assert "simscan:[1]:SPAM REJECT (9.1/5.0) from 203.0.113.1" in shown and "UNHEARD OF" in shown
