"""Dovecot's lines one by one, and the names and passwords that must not come out."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import pytest

from qmailreport.passes.dovecot.grammar import authentication, elements, folder, outcome, refused

from ..house import DATE, Host, body, write
from .counted import DOVECOT, said, scan, syslog, told

SECRET = b"Tr0ub4dor"
TAIL = b", method=PLAIN, rip=203.0.113.1, lip=198.51.100.1, TLS, session=<x>"
LINES = [
    b"imap-login: Disconnected (auth failed, 1 attempts in 2 secs): user=<%b>" + TAIL,
    b"imap-login: Login aborted: Connection closed (auth failed, 3 attempts in 9 secs) (auth_failed): user=<%b@x>"
    + TAIL,
    b"imap-login: Disconnected (auth service reported temporary failure): user=<%b>" + TAIL,
    b"imap-login: Error: something is wrong: user=<%b>" + TAIL,
    b"imap-login: Something new: user=<%b>" + TAIL,
    b"auth: sql(%b,203.0.113.1,<x>): unknown user (given password: %b)",
    b"auth: static(%b,203.0.113.1): Password mismatch",
    b"auth: pam(%b,203.0.113.1): pam_authenticate() failed: Authentication failure (password mismatch?)",
    b"auth-worker(7): conn unix:auth-worker (pid=1,uid=2): auth-worker<3>: sql(bob,203.0.113.1): Password mismatch "
    b"(given password: %b one)",
    b"auth: Error: plain(%b,203.0.113.1,<x>): Request 1.1 timed out",
    b"auth: Error: sql(bob,203.0.113.1): given password: %b two",
    b"auth: ldap(%b,203.0.113.1,<x>): something new of it",
    b"auth(%b,203.0.113.1,sasl:plain)<x>: Password mismatch",
    b"auth: %b",
    b"managesieve-login: user=<%b>",
]
TEXTS = [b"dovecot: " + line.replace(b"%b", SECRET) for line in LINES]
SOURCES = "  maillog: {format: syslog, path: mail.log, host: mx1}"
REPORTS = "  - {name: daily, to: [postmaster@example.org], passes: [dovecot: {source: maillog, top: 1000}]}"


def test_a_name_that_only_failed_and_passwords_come_out_nowhere(tmp_path: Path) -> None:
    host = Host(tmp_path, sources=SOURCES, reports=REPORTS)
    write(tmp_path / "mail.log", syslog(TEXTS))
    assert host.job("--json").plain["figures"]["dovecot.failures"] == 4
    host.run(date=str(DATE))
    (mail,) = host.mails()
    shown = [body(mail), body(mail, "html"), host.job("--json", "--dry-run").out, mail.as_string()]
    stored = [path.read_bytes() for path in host.state.rglob("*") if path.is_file()]
    state = pickle.dumps(scan(DOVECOT, syslog(TEXTS)))
    secret = SECRET.lower()
    assert not [text for text in shown if secret.decode() in text.lower()]
    assert not [raw for raw in (*stored, state) if secret in raw.lower()]
    assert "(unknown name)" in body(mail)


def test_a_name_is_shown_where_the_log_knows_the_account() -> None:
    refusal = b"dovecot: imap-login: Disconnected (auth failed, 1 attempts in 2 secs): user=<%b>" + TAIL
    names = (b"ann", b"ben", b"cat", b"dan", b"eve")
    texts = [refusal.replace(b"%b", name) for name in names]
    texts += [
        b"dovecot: imap-login: Login: user=<ANN>" + TAIL,
        b"dovecot: lmtp(ben)<1><x>: msgid=<1@x>: saved mail to INBOX",
        b"dovecot: auth: passwd-file(cat,203.0.113.1,<x>): Password mismatch",
        b"dovecot: auth: static(dan,203.0.113.1): Password mismatch",
    ]
    rows = told(DOVECOT, scan(DOVECOT, syslog(texts)))["dovecot.failures rows"]
    assert rows == [["(unknown name)", 2, 0], ["ann", 1, 1], ["ben", 1, 0], ["cat", 1, 0]]
    half = [syslog(texts[:5], hosts=(b"mx1",)), syslog(texts[5:], hosts=(b"mx2",))]  # also where another host knows it
    assert told(DOVECOT, scan(DOVECOT, b"".join(half)))["dovecot.failures rows"] == rows


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (b"saved mail to INBOX", ("stored", "INBOX")),
        (b"msgid=<a@b>: saved mail to 'Spam'", ("stored", "Junk")),
        (b"msgid=<a> (added by x): saved mail to Archive", ("stored", "Archive")),
        (
            b"sieve: msgid=<a>: fileinto action: stored mail into mailbox 'INBOX/Love letters'",
            ("stored", "folders of users"),
        ),
        (
            b"sieve: msgid=<x>: stored mail into mailbox 'Junk'>: save failed to INBOX: Quota exceeded",
            ("failed", "quota exceeded"),
        ),
        (
            b"sieve: msgid=<x>: failed to store into mailbox 'x': No space left on device",
            ("failed", "no space left on the disk"),
        ),
        (
            b"msgid=<x>: save failed to INBOX: Internal error occurred. Refer to server log",
            ("failed", "internal error"),
        ),
        (
            b"msgid=<x>: save failed to open mailbox A: Mailbox doesn't exist: A",
            ("failed", "the mailbox does not exist"),
        ),
        (b"msgid=<x>: save failed to INBOX: whatever", ("failed", "another reason")),
        (b"sieve: msgid=<x>: redirect action: forwarded to <a@b>", ("forwarded", "")),
        (b"sieve: msgid=<x>: discarded duplicate forward to <a@b>", ("sieve", "")),
        (
            b"sieve: msgid=<x>: discard action: Marked message to be discarded if not explicitly delivered",
            ("discarded", ""),
        ),
        (b"msgid=<x>: rejected: Quota exceeded", ("rejected", "")),
        (b"Connect from local", ("told", "")),
        (b"what is this", ("", "")),
    ],
)
def test_outcomes_of_deliveries(text: bytes, expected: tuple[str, str]) -> None:
    assert outcome(text) == expected


@pytest.mark.parametrize(
    ("text", "why", "client"),
    [
        (
            b"Disconnected (auth failed, 1 attempts): user=<a>, rip=192.0.2.1, lip=x>, method=PLAIN, rip=203.0.113.9",
            "authentication failed",
            b"203.0.113.9",
        ),
        (b"Disconnected (no auth attempts in 1 secs): rip=2001:db8::1, lip=x", "no attempt to log in", b"2001:db8::1"),
        (
            b"Aborted login (tried to use disallowed plaintext auth): user=<>, rip=192.0.2.1",
            "a password in the clear was not taken",
            b"192.0.2.1",
        ),
        (b"Disconnected: user=<auth failed>, rip=192.0.2.1", "gone without a login", b"192.0.2.1"),
        (b"Something new", "", b""),
    ],
)
def test_refusals_are_read_from_where_no_client_writes(text: bytes, why: str, client: bytes) -> None:
    said, _, address = refused(text)
    assert (said, address) == (why, client)


def test_parts_of_lines() -> None:
    assert elements(b"session=<a>, rip=192.0.2.1, user=<bob>, TLS, method=PLAIN") == (
        b"TLS",
        b"PLAIN",
        b"bob",
        b"192.0.2.1",
    )
    assert elements(b"") == (b"", b"", b"", b"")
    assert folder(b"") == "INBOX" and folder(b"[SPECIAL-USE \\Junk]") == "Junk" and folder(b"'INBOX.Sent'") == "Sent"
    assert authentication(b": nothing of this kind") == ("", b"", b"")
    assert authentication(b": sql(a,b@c,2001:db8::1,<s>): unknown user")[0] == "unknown user"


def test_too_many_accounts_are_counted_but_not_told_apart() -> None:
    line = b"dovecot: imap-login: Login: user=<u%d@example.org>, method=PLAIN, rip=10.%d.%d.%d, lip=x, TLS"
    texts = [line % (n, n >> 16, n >> 8 & 255, n & 255) for n in range(50_010)]
    rows = told(DOVECOT, scan(DOVECOT, syslog(texts)))
    assert rows["dovecot.logins"] == 50_010 and rows["dovecot.logins rows"] == [
        ["IMAP", "TLS", "PLAIN", 50_010, None, None]
    ]
    assert rows["dovecot.accounts rows"] == [["@example.org", 50_010, 0]]
    assert json.dumps(said(DOVECOT, scan(DOVECOT, syslog(texts[:9])))["carry"]) == '{"version": 1}'
