"""One case a program: the shapes of lines that tell of logins, and names that look like the rest of the line."""

# ruff: noqa: E501  # a line of a log is as long as it is
from __future__ import annotations

import pytest

from qmailreport.fold import Lines
from qmailreport.formats import FORMATS
from qmailreport.formats.journald import line
from qmailreport.formats.multilog import label
from qmailreport.passes.logins import Logins
from qmailreport.passes.logins.connect import told
from qmailreport.passes.logins.names import UNKNOWN
from qmailreport.passes.logins.views import failures, known, successes

from .logins_sim import CASES, CLOCK, EVER, LOGINS, at, bad, good, said, scan, syslog, total

IN = (
    ("sshd[9]", "Accepted publickey for bob from 192.0.2.9 port 4022 ssh2: ED25519 SHA256:AbC", "ssh", "bob", "192.0.2.9"),
    ("sshd-session[9]", "Accepted password for bob from 2001:db8::7 port 4022 ssh2", "ssh", "bob", "2001:db8::7"),
    ("sshd-session[9]", "Accepted keyboard-interactive/pam for bob from ::ffff:192.0.2.9 port 1", "ssh", "bob", "192.0.2.9"),
    ("login[7]", "LOGIN ON tty1 BY bob", "console", "bob", ""),
    ("login[7]", "ROOT LOGIN ON tty1", "console", "root", ""),
    ("login[7]", "ROOT LOGIN  on '/dev/tty1'", "", "", ""),
    ("login[7]", "DIALUP AT ttyS0 BY bob", "console", "bob", ""),
    ("login[7]", "LOGIN ON pts/3 BY bob FROM 192.0.2.9", "console", "bob", "192.0.2.9"),
    ("login[7]", "pam_unix(login:session): session opened for user bob(uid=1000) by LOGIN(uid=0)", "console", "bob", ""),
    ("dovecot", "imap-login: Login: user=<bob@example.org>, method=PLAIN, rip=192.0.2.9, lip=198.51.100.1, mpid=1, TLS, session=<x>", "IMAP", "bob@example.org", "192.0.2.9"),
    ("dovecot[3]", "pop3-login: Info: Login: user=<bob>, method=CRAM-MD5, rip=192.0.2.9, lip=198.51.100.1, TLS", "POP3", "bob", "192.0.2.9"),
    ("dovecot", "imap-login: Logged in: user=<Bob@Example.ORG>, method=XOAUTH2, rip=2001:db8::9, lip=::1, mpid=15, TLS, session=<x>", "IMAP", "Bob@example.org", "2001:db8::9"),
    ("dovecot", "managesieve-login: Login: user=<bob>, method=PLAIN, rip=192.0.2.9, lip=198.51.100.1", "ManageSieve", "bob", "192.0.2.9"),
    ("dovecot", "submission-login: Login: user=<bob>, method=PLAIN, rip=192.0.2.9, lip=198.51.100.1", "SMTP", "bob", "192.0.2.9"),
    ("imapd-ssl", "LOGIN, user=bob@example.org, ip=[::ffff:192.0.2.9], port=[33661], protocol=IMAP", "IMAP", "bob@example.org", "192.0.2.9"),
    ("pop3d", "LOGIN, user=bob, ip=[::ffff:192.0.2.9], port=[1]", "POP3", "bob", "192.0.2.9"),
    ("vpopmail[5]", "vchkpw-pop3: (PLAIN) login success bob@example.org:192.0.2.9", "POP3", "bob@example.org", "192.0.2.9"),
    ("vpopmail[5]", "vchkpw-smtp: (CRAM-MD5) login success bob@example.org:192.0.2.9", "SMTP", "bob@example.org", "192.0.2.9"),
    ("vpopmail[5]", "vchkpw-imap: (PLAIN) login success bob@:192.0.2.9", "IMAP", "bob", "192.0.2.9"),
    ("postfix/submission/smtpd[1]", "7B05841236: client=h.example[192.0.2.9], sasl_method=PLAIN, sasl_username=bob@example.org", "SMTP", "bob@example.org", "192.0.2.9"),
    ("postfix-out/smtpd[1]", "4fXk2m1z: client=unknown[2001:db8::9]:4000, sasl_method=LOGIN, sasl_username=bob, sasl_sender=x@y", "SMTP", "bob", "2001:db8::9"),
    ("qmail-smtpd", "qmail-smtpd: pid 7 Accept::AUTH::Plain P:ESMTPA S:192.0.2.9:h.example H:me ?= 'bob@example.org'", "SMTP", "bob@example.org", "192.0.2.9"),
    ("vsftpd[2]", '[bob] OK LOGIN: Client "192.0.2.9"', "FTP", "bob", "192.0.2.9"),
    ("vsftpd", '[pid 2] [bob] OK LOGIN: Client "::ffff:192.0.2.9"', "FTP", "bob", "192.0.2.9"),
    ("proftpd[6]", "mx1 (h.example[192.0.2.9]) - USER bob: Login successful.", "FTP", "bob", "192.0.2.9"),
    ("pure-ftpd", "(?@192.0.2.9) [INFO] bob is now logged in", "FTP", "bob", "192.0.2.9"),
    ("wu-ftpd[8]", "FTP LOGIN FROM h.example [192.0.2.9], bob", "FTP", "bob", "192.0.2.9"),
    ("ftpd[8]", "FTP LOGIN FROM h.example as bob", "FTP", "bob", ""),
    ("ftpd[8]", "ANONYMOUS FTP LOGIN FROM h.example [192.0.2.9], secret@mail", "FTP", "anonymous", "192.0.2.9"),
)  # fmt: skip


@pytest.mark.parametrize(("tag", "text", "service", "user", "address"), IN, ids=lambda each: str(each)[:40])
def test_a_login_of_each_program(tag: str, text: str, service: str, user: str, address: str) -> None:
    found = [(each.service, each.user, each.address, each.times) for each in good(syslog([(tag, text.encode())]))]
    assert found == ([(service, user, address, 1)] if user else [])


OUT = (
    ("sshd[9]", "Failed password for root from 192.0.2.66 port 4022 ssh2", "ssh", "root", 1),
    ("sshd[9]", "Failed password for invalid user s3cret from 192.0.2.66 port 4022 ssh2", "ssh", UNKNOWN, 1),
    ("sshd[9]", "Invalid user s3cret from 192.0.2.66 port 4022", "ssh", UNKNOWN, 1),
    ("sshd[9]", "Invalid user s3cret from 192.0.2.66", "ssh", UNKNOWN, 1),
    ("sshd[9]", "Failed none for invalid user s3cret from 192.0.2.66 port 4022 ssh2", "", "", 0),
    ("sshd[9]", "message repeated 4 times: [ Failed password for root from 192.0.2.66 port 4022 ssh2]", "ssh", "root", 4),
    ("sshd-session[9]", "Connection closed by authenticating user root 192.0.2.66 port 1 [preauth]", "ssh", "root", 1),
    ("sshd-auth[9]", "Disconnected from invalid user s3cret 192.0.2.66 port 1 [preauth]", "ssh", UNKNOWN, 1),
    ("login[7]", "FAILED LOGIN (1) on '/dev/tty1' FOR 's3cret', Authentication failure", "console", UNKNOWN, 1),
    ("login[7]", "FAILED LOGIN 2 FROM 192.0.2.66 FOR s3cret, Authentication failure", "console", UNKNOWN, 1),
    ("dovecot", "imap-login: Disconnected: Connection closed (auth failed, 3 attempts in 9 secs): user=<s3cret>, method=PLAIN, rip=192.0.2.66, lip=198.51.100.1, TLS", "IMAP", UNKNOWN, 3),
    ("dovecot", "imap-login: Aborted login (auth failed, 1 attempts in 2 secs): user=<>, method=PLAIN, rip=192.0.2.66, lip=1.2.3.4", "IMAP", UNKNOWN, 1),
    ("dovecot", "pop3-login: Login aborted: Logged out (auth failed, 2 attempts in 4 secs) (auth_failed): user=<s3cret>, method=PLAIN, rip=192.0.2.66, lip=1.2.3.4", "POP3", UNKNOWN, 2),
    ("dovecot", "imap-login: Disconnected: Inactivity (no auth attempts in 180 secs): user=<>, rip=192.0.2.66, lip=1.2.3.4", "", "", 0),
    ("imapd", "LOGIN FAILED, user=s3cret, ip=[::ffff:192.0.2.66]", "IMAP", UNKNOWN, 1),
    ("pop3d-ssl", "LOGIN FAILED, method=PLAIN, ip=[::ffff:192.0.2.66]", "POP3", UNKNOWN, 1),
    ("vpopmail[5]", "vchkpw-pop3: vpopmail user not found s3cret@x.example:192.0.2.66", "POP3", UNKNOWN, 1),
    ("vpopmail[5]", "vchkpw-smtp: password fail (pass: 's3cret') bob@example.org:192.0.2.66", "SMTP", "bob@example.org", 1),
    ("vpopmail[5]", "vchkpw-smtp: password fail (pass: 's3cret bob@example.org:192.0.2.66", "SMTP", UNKNOWN, 1),
    ("postfix/smtpd[1]", "warning: unknown[192.0.2.66]: SASL LOGIN authentication failed: UGFzc3dvcmQ6, sasl_username=s3cret", "SMTP", UNKNOWN, 1),
    ("postfix/smtps/smtpd[1]", "warning: h.example[192.0.2.66]: SASL PLAIN authentication failed: (reason unavailable)", "SMTP", UNKNOWN, 1),
    ("qmail-smtpd", "qmail-smtpd: pid 7 Reject::AUTH::Plain P:ESMTP S:192.0.2.66:h H:me ?~ 's3cret'", "SMTP", UNKNOWN, 1),
    ("vsftpd[2]", '[s3cret] FAIL LOGIN: Client "192.0.2.66"', "FTP", UNKNOWN, 1),
    ("proftpd[6]", "mx1 (h[192.0.2.66]) - USER s3cret: no such user found from h [192.0.2.66] to 1.2.3.4:21", "FTP", UNKNOWN, 1),
    ("proftpd[6]", "mx1 (h[192.0.2.66]) - USER bob (Login failed): Incorrect password.", "FTP", "bob", 1),
    ("pure-ftpd", "(?@192.0.2.66) [WARNING] Authentication failed for user [s3cret]", "FTP", UNKNOWN, 1),
    ("ftpd[8]", "FTP LOGIN FAILED FROM h.example [192.0.2.66], s3cret", "FTP", UNKNOWN, 1),
)  # fmt: skip


@pytest.mark.parametrize(("tag", "text", "service", "user", "times"), OUT, ids=lambda each: str(each)[:40])
def test_a_failed_login_of_each_program(tag: str, text: str, service: str, user: str, times: int) -> None:
    found = bad(syslog([(tag, text.encode())]))
    assert [(each.service, each.user, each.times) for each in found] == ([(service, user, times)] if times else [])
    assert all(each.address in ("192.0.2.66", "") for each in found)
    assert "s3cret" not in str(found)


def test_dovecots_auth_says_which_accounts_there_are() -> None:
    lines = [
        ("dovecot", b"auth-worker(2506): conn unix:auth-worker (pid=2420,uid=0): auth-worker<4>: sql(bob@example.org,192.0.2.66,<x>): Password mismatch"),
        ("dovecot", b"auth: passwd-file(carol,192.0.2.66): unknown user"),
        ("dovecot", b"auth(dave,192.0.2.66,sasl:plain)<x>: passwd-file: Password mismatch"),
        *(("dovecot", b"imap-login: Disconnected (auth failed, 1 attempts in 2 secs): user=<" + name + b">, method=PLAIN, rip=192.0.2.66, lip=1.2.3.4") for name in (b"bob@EXAMPLE.org", b"carol", b"dave")),
    ]  # fmt: skip
    assert {each.user for each in bad(syslog(lines))} == {"bob@example.org", UNKNOWN, "dave"}


def test_a_database_that_knows_nobody_vouches_for_nobody() -> None:
    """With Debian's PAM stack and with LDAP binds a name that nobody has fails as a wrong password does."""
    lines = [
        ("dovecot", b"auth-worker(2506): pam(hunter2,192.0.2.66): pam_authenticate() failed: Authentication failure (Password mismatch?)"),
        ("dovecot", b"auth(hunter2,192.0.2.66,sasl:plain)<x>: pam: Authentication failure (Password mismatch?)"),
        ("dovecot", b"auth: ldap(hunter2,192.0.2.66,<x>): Password mismatch (for LDAP bind)"),
        ("dovecot", b"auth: static(hunter2,192.0.2.66): Password mismatch"),
        ("dovecot", b"auth-worker(7): conn unix:auth-worker (pid=2420,uid=0): auth-worker<4>: pam(hunter2,192.0.2.66,<x>): Password mismatch?"),
        ("dovecot", b"imap-login: Disconnected (auth failed, 1 attempts in 2 secs): user=<hunter2>, method=PLAIN, rip=192.0.2.66, lip=1.2.3.4"),
    ]  # fmt: skip
    assert [(each.user, each.times) for each in bad(syslog(lines))] == [(UNKNOWN, 1)]
    assert "hunter2" not in str(said(scan(syslog(lines))))


def test_a_name_that_looks_like_the_rest_of_a_line_is_a_name() -> None:
    forged = (
        ("sshd[9]", b"Failed password for invalid user x from 198.51.100.1 port 1 ssh2 from 192.0.2.66 port 2 ssh2"),
        ("sshd[9]", b"Invalid user Accepted password for root from 198.51.100.1 port 1 from 192.0.2.66 port 2"),
        ("dovecot", b"imap-login: Disconnected (auth failed, 1 attempts in 2 secs): user=<x>, method=PLAIN, rip=198.51.100.1, lip=1.2.3.4, user=<y>, method=PLAIN, rip=192.0.2.66, lip=1.2.3.4"),
        ("dovecot", b"imap-login: Login aborted: x (auth failed, 1 attempts in 2 secs): user=<x> imap-login: Logged in: user=<root>, method=PLAIN, rip=198.51.100.1, lip=1.1.1.1>, method=PLAIN, rip=192.0.2.66, lip=1.2.3.4"),
        ("imapd", b"LOGIN FAILED, user=x, ip=[198.51.100.1] LOGIN, user=root, ip=[192.0.2.66]"),
        ("postfix/smtpd[1]", b"warning: h[192.0.2.66]: SASL PLAIN authentication failed: x, sasl_username=9ABCDEF: client=h[198.51.100.1], sasl_method=PLAIN, sasl_username=root"),
        ("pure-ftpd", b"(?@192.0.2.66) [WARNING] Authentication failed for user [x] (?@198.51.100.1) [INFO] root is now logged in]"),
    )  # fmt: skip
    for each in forged:
        text = syslog([each])
        assert good(text) == [], each
        assert [(one.user, one.address) for one in bad(text)] == [(UNKNOWN, "192.0.2.66")], each


def test_hostile_names_stay_themselves_and_apart() -> None:
    names = [
        "../../etc/passwd",
        "a\u202eb",
        "Bob",
        "bob",
        "bob ",
        "x" * 300,
        "x" * 299 + "y",
        "b\\x0aob",
        "bob@A.example",
    ]
    lines = [
        ("dovecot", f"imap-login: Login: user=<{name}>, method=PLAIN, rip=192.0.2.9, lip=1.2.3.4".encode())
        for name in names
    ]
    found = {each.user for each in good(syslog(lines))}
    assert len(found) == len(names) and {"bob", "Bob", "bob ", "bob@a.example", "../../etc/passwd"} <= found
    assert all(len(user) < 300 for user in found)


def test_webmail_is_known_by_its_address() -> None:
    each = Logins(source=("mail",), trusted_proxies=("192.0.2.0/28", "2001:db8::1"))
    lines = [
        ("dovecot", b"imap-login: Login: user=<bob>, method=PLAIN, rip=%b, lip=1.2.3.4" % ip)
        for ip in (b"192.0.2.9", b"192.0.2.77", b"2001:db8::1")
    ] + [("sshd[1]", b"Accepted password for bob from 192.0.2.9 port 22 ssh2")]
    found = {(one.service, one.address, one.times) for one in good(syslog(lines), each)}
    assert found == {("webmail", "", 2), ("IMAP", "192.0.2.77", 1), ("ssh", "192.0.2.9", 1)}


def test_sessions_of_daemons_are_known_by_their_process() -> None:
    lines = [
        ("sshd[9]", b"Accepted password for bob from 192.0.2.9 port 1 ssh2"),
        ("systemd-logind[1]", b"New session 3 of user bob."),
        ("sshd[10]", b"Accepted password for alice from 192.0.2.10 port 1 ssh2"),
        ("login[11]", b"pam_unix(login:session): session opened for user carol(uid=5) by LOGIN(uid=0)"),
        ("systemd-logind[1]", b"New session '4' of user 'dave' with class 'user' and type 'x11'."),
        ("systemd-logind[1]", b"New session 'c1' of user 'gdm' with class 'greeter' and type 'wayland'."),
        ("proftpd[6]", b"mx1 (h[192.0.2.9]) - USER eve: Login successful."),
        ("proftpd[6]", b"mx1 (h[192.0.2.9]) - FTP session closed."),
        ("pure-ftpd", b"(?@192.0.2.9) [INFO] frank is now logged in"),
        ("pure-ftpd", b"(frank@192.0.2.9) [INFO] Logout."),
        ("sshd[9]", b"pam_unix(sshd:session): session closed for user bob"),
        ("systemd-logind[1]", b"Session 3 logged out. Waiting for processes to exit."),
        ("systemd-logind[1]", b"Removed session 3."),
        ("systemd-logind[1]", b"System is rebooting."),
        ("kernel", b"[    0.000000] Linux version 6.1.0-35-amd64 (debian-kernel@lists.debian.org)"),
    ]
    one = total(scan(syslog(lines)))
    found = {(stay.user, stay.service, stay.how, ((stay.end or 0) - stay.login) // 10**9) for stay in told(one)}
    assert found == {
        ("bob", "ssh", "logout", 70),
        ("alice", "ssh", "shutdown", 77),
        ("carol", "console", "shutdown", 70),
        ("dave", "session", "shutdown", 63),
        ("eve", "FTP", "logout", 7),
        ("frank", "FTP", "logout", 7),
    }
    assert [(boot.kernel, boot.before) for boot in one.boots.values()] == [("6.1.0-35-amd64", None)]


def test_journald_tells_the_same() -> None:
    made = (CASES.parent / "journal.jsonl").read_bytes()
    text = b"".join(filter(None, (line(entry) for entry in made.splitlines())))
    lines = Lines(text, FORMATS["syslog"], CLOCK, EVER, "mx1")
    one = LOGINS.settle(LOGINS.scan(LOGINS.start(), lines), None)[0]["mx1"]
    assert {(each.user, each.address, each.times) for each in successes(one.accesses)} == {
        ("alice", "192.0.2.10", 1),
        ("bob", "2001:db8::7", 1),
        ("carol", "198.51.100.4", 1),
    }
    assert sorted((each.user, each.address, each.times) for each in failures(one.failures, known([one], ()))) == [
        (UNKNOWN, "203.0.113.5", 2),
        ("root", "203.0.113.5", 2),
    ]
    stay = next(stay for stay in told(one) if stay.user == "alice")
    assert (stay.end or 0) - stay.login == 300 * 10**9


def test_a_log_without_a_tag_is_believed_only_for_its_own_daemons() -> None:
    texts = (
        b"Accepted password for bob from 192.0.2.9 port 1 ssh2",
        b"vchkpw-pop3: (PLAIN) login success bob@a.example:192.0.2.9",
    )
    log = b"".join(label(at("06:00:00")).encode() + b" " + text + b"\n" for text in texts)
    assert [each.user for each in successes(total(scan(log, form="multilog")).accesses)] == ["bob@a.example"]
