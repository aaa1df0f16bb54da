"""Logs for the keyword scan, as hostile as they come, and folds of them."""

from __future__ import annotations

import random
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

from qmailreport.day import Window
from qmailreport.fold import Clock, Lines, begins
from qmailreport.formats import FORMATS
from qmailreport.passes.keywords import Keywords, State
from qmailreport.passes.keywords.totals import Totals

from ..house import HOUR, MINUTE, at

DAY = Window(at("2026-11-18 00:00:00"), at("2026-11-19 00:00:00"))
EVER = Window(0, 2**62)
CLOCK = Clock(ZoneInfo("UTC"), at("2026-11-25 00:00:00"))
PASS = Keywords(source=("log",), scanner="plain")
MANUAL = {
    "om.warning": "warning",
    "om.err": "err",
    "om.abort": "abort",
    "om.timeout": "timeout",
    "om.timed-out": "timed out",
    "om.refused": "refused",
    "om.reject": "reject",
    "om.not-permitted": "not permitted",
    "om.denied": "denied",
    "om.fail": "fail",
    "om.incorrect": "incorrect",
    "om.invalid": "invalid",
    "om.phf": "/phf",
    "om.php": "/php",
    "om.test-cgi": "/test-cgi",
    "om.null-connection": "null connection",
    "om.eof-received": "eof received",
    "om.authentication-failed": "authentication failed",
    "om.repeated-login-failures": "repeated login failures",
    "om.login-incorrect": "login incorrect",
    "om.passwd": "passwd",
}
TAGS = (
    *(b"postfix/smtpd[%d]: ", b"postfix/smtp[%d]: ", b"postfix-out/qmgr[%d]: ", b"dovecot: ", b"qmail: ", b"kernel: "),
    *(b"sshd[%d]: ", b"su[%d]: ", b"systemd[1]: ", b"zimbra[%d]: ", b"clamd[%d]: ", b"httpd[%d]: ", b""),
)
TEXTS = (
    *(word.encode() for word in MANUAL.values()),
    *(word.upper().encode() for word in MANUAL.values()),
    b"warning: trouble opening remote/%d",
    b"alert: cannot start: hath the daemon spawn no fire?",
    b"alert: oh no! lost qmail-clean connection! dying...",
    b"delivery %d: deferral: Connected_to_192.0.2.9_but_connection_died./",
    b"fatal: no SASL authentication mechanisms",
    b"panic: file x: assertion failed",
    b"452 4.3.1 Insufficient system storage",
    b"NOQUEUE: reject: RCPT from x[192.0.2.%d]: 554 5.7.1 <a@b>: Relay access denied",
    b"imap-login: Disconnected (auth failed, %d attempts): user=<x>",
    b"imap(a@b): Error: Corrupted index cache file",
    b"end_request: I/O error, dev sda, sector %d",
    b"php[%d]: segfault at 0",
    b"Accepted publickey for root from 192.0.2.%d",
    b"Failed password for invalid user admin from 192.0.2.%d",
    b"fail2ban.service: Failed with result 'exit-code'.",
    b"GET /../../etc/passwd ${jndi:ldap://x} () { :;}; /bin/sh -c x",
    b"soap - handler exception: java.lang.OutOfMemoryError: x",
    b"stream: Eicar-Test FOUND",
    b"message repeated %d times: [ Connection timed out]",
    b"last message repeated %d times",
    b"connect from mail%d.example.org",
    b"status=deferred (interrupted override)",
    b"\xe3\x82\xa8\xe3\x83\xa9\xe3\x83\xbc ERRor \xff\xfe\x00 FAIL\xe9 \xc3",
    b"\xe2\x80\xae denied \xe2\x81\xa6 \x1b[31mreFused\x00\x00",
    b"0 errors, no error, errors=0, sys_err, myerrs, _error_, stderr",
    b"e1rr f ail w/arning 'fa\x00il' de-nied",
    b"",
)


def hostile(seed: int, count: int = 60) -> list[bytes]:
    """Records of one day as lines with their ends, with what else may lie between them."""
    rng = random.Random(seed)
    found: list[bytes] = []
    when = 0
    for _ in range(count):
        when += rng.randrange(0, 86_400 // count)
        clock = b"%02d:%02d:%02d" % (when // 3600, when // 60 % 60, when % 60)
        stamp = (b"Nov 18 " + clock, b"2026-11-18T" + clock + b"+00:00")[rng.random() < 0.2]
        text = b" ".join(rng.choice(TEXTS) for _ in range(rng.randrange(1, 4)))
        text = rng.choice(TAGS) + text
        text = text.replace(b"%d", b"%d" % rng.randrange(1, 999))
        if rng.random() < 0.1:
            text = text.swapcase()
        end = rng.choice((b"\n", b"\n", b"\n", b"\r\n", b" \n"))
        line = stamp + b" mx%d " % rng.choice((1, 1, 2)) + text + end
        if rng.random() < 0.15:
            line += rng.choice(
                (b"\tat java.lang.Thread.run(Error.java:1)\n", b"\n", b"Caused by: x failed\n", b"err\n")
            )
        if rng.random() < 0.1:
            line += stamp + b" mx1 last message repeated 3 times\n"
        if found and not begins(FORMATS["syslog"]).match(b"\n" + line):
            found[-1] += line  # `last message repeated` is no record
        else:
            found.append(line)
    return found


def lines(text: bytes, form: str = "syslog", window: Window = DAY) -> Lines:
    """A chunk, opened."""
    return Lines(text, FORMATS[form], CLOCK, window, "mx1")


def scan(text: bytes, scan_by: Keywords = PASS, form: str = "syslog", window: Window = DAY) -> State:
    """One chunk into a state of its own."""
    return scan_by.scan(scan_by.start(), lines(text, form, window))


def said(state: State) -> dict[str, Totals]:
    """What a state comes to."""
    return dict(PASS.settle(state, None)[0])


def counts(state: State) -> dict[str, tuple[int, int]]:
    """(lines, occurrences) by entry, of all hosts."""
    found: dict[str, tuple[int, int]] = {}
    for totals in said(state).values():
        for name, (count, times) in totals.by_entry().items():
            before = found.get(name, (0, 0))
            found[name] = before[0] + count, before[1] + times
    return found


def joined(pieces: Iterable[bytes], scan_by: Keywords = PASS) -> State:
    """The pieces scanned apart and merged from the left."""
    state = scan_by.start()
    for piece in pieces:
        state = scan_by.merge(state, scan(piece, scan_by))
    return state


def treed(pieces: Sequence[bytes]) -> State:
    """The pieces scanned apart and merged in pairs, as a tree."""
    if len(pieces) == 1:
        return scan(pieces[0])
    middle = len(pieces) // 2
    return PASS.merge(treed(pieces[:middle]), treed(pieces[middle:]))


def grep(path: Path, word: str) -> int:
    """What grep counts."""
    run = subprocess.run(
        ["grep", "-a", "-i", "-c", "-F", "--", word, str(path)],
        env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
    )
    return int(run.stdout)


__all__ = ["DAY", "EVER", "HOUR", "MANUAL", "MINUTE", "PASS", "counts", "grep", "hostile", "joined", "lines", "scan"]
__all__ += ["said", "treed"]
