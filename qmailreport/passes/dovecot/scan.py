"""Matches of one host's lines into its tally.  Pure."""

from __future__ import annotations

import re

from ...fold import Grammar, Lines
from ..counting import Few, Groups, Match, Scanner, Tally
from ..masks import masked
from ..qmail_smtpd.bounded import Accounts, Addresses, address, hidden
from .grammar import ATTEMPTS, BROKEN, authentication, elements, outcome, refused

LOGGED_IN, FAILED, DELIVERED = range(3)  # places of an account's row; the first two of an address's
LOGINS, SAVED, FAILS = range(3)  # places of a quarter's row
WIDTH = 3
SESSIONS, IN, OUT = range(3)  # places of a service's row

_LEVELS = {b"Panic": "fatal", b"Fatal": "fatal", b"Error": "warning", b"Warning": "notice"}
# What somebody has to mend, whatever the level that Dovecot gives it.
_SERIOUS = (
    (re.compile(rb"process_limit \([0-9]+\) reached"), "process_limit reached, clients are turned away"),
    (re.compile(rb"client_limit \([0-9]+\) reached"), "client_limit reached, clients wait"),
    (re.compile(rb"(?i)out of memory|cannot allocate memory|\bvsz_limit\b"), "out of memory"),
    (re.compile(rb"(?i)corrupted|corruption|index file .{0,60}broken"), "a mailbox index is corrupt"),
    (re.compile(rb"(?i)no space left on device"), "no space left on the disk"),
    (re.compile(rb"(?i)too many open files"), "too many open files"),
    (re.compile(rb"(?i)command startup failed, throttling"), "a service does not start"),
    (re.compile(rb"(?i)child [0-9]+ killed with signal"), "a process was killed or crashed"),
    (re.compile(rb"(?i)auth process (?:not responding|broken)"), BROKEN),
    (re.compile(rb"(?i)certificate (?:has )?expired"), "the certificate has expired"),
)
_PARENTHESES = re.compile(rb"\([^()\n]{0,200}\)")
_BYTES = re.compile(rb"(?:\A|[ ,])(?:in=([0-9]{1,18}),? out=([0-9]{1,18})|bytes=([0-9]{1,18})/([0-9]{1,18}))(?![0-9])")
_POP3 = re.compile(rb"(?:\A|[ ,])top=[0-9]{1,9}/([0-9]{1,18}), retr=[0-9]{1,9}/([0-9]{1,18})")
_ENDINGS = (
    (b"inactivity", "idle for too long"),
    (b"Inactivity", "idle for too long"),
    (b"Logged out", "logged out"),
    (b"by server", "by the server"),
    (b"Server shutting", "Dovecot was stopped"),
    (b"Shutting down", "Dovecot was stopped"),
    (b"Internal error", "internal error"),
    (b"state is inconsistent", "mailbox changed below it"),
    (b"Too many", "too many invalid commands"),
    (b"APPEND", "closed while storing a mail"),
    (b"appending", "closed while storing a mail"),
    (b"reset by peer", "connection reset"),
    (b"timed out", "connection timed out"),
)
CLOSED = "connection closed"


class Logins(Groups):
    """By (service, encryption, method, who); coarser: whoever it was."""

    __slots__ = ()
    MASKS = (lambda key: key[:3], lambda key: key[:1])


def empty() -> Tally:
    """No line at all."""
    return Tally(
        {
            "users": Logins(),  # (service, encryption, method, name) → logins
            "clients": Logins(),  # (service, encryption, method, address) → logins
            "accounts": Accounts(),
            "addresses": Addresses(),
            "refusals": Few(),  # (service, why)
            "auth": Few(),  # (why,)
            "folders": Few(),  # (folder,)
            "failures": Few(),  # (why,)
            "endings": Few(),  # (service, why)
            "traffic": Few(),  # (service,)
        }
    )


class Reader(Scanner):
    """Dovecot's lines."""

    __slots__ = ("logins",)

    def __init__(self, tally: Tally, lines: Lines, grammar: Grammar) -> None:
        super().__init__(tally, lines, grammar)
        self.logins: dict[tuple[bytes | None, ...], int] = {}  # counted at the chunk's end: most are alike

    def _login(self, match: Match) -> None:
        key = match.group("login_service", "tls", "method", "user", "rip")
        self._counted(match, key)

    def _odd(self, match: Match) -> None:
        self._counted(match, (match["odd_service"], *elements(match["elements"])))

    def _counted(self, match: Match, key: tuple[bytes | None, ...]) -> None:
        times = self.times(match)
        self.logins[key] = self.logins.get(key, 0) + times
        self.tally.quarter(self.at(match), LOGINS, times, WIDTH)

    def done(self) -> None:
        """The logins of the chunk, by all that they are counted by."""
        tally = self.tally
        for (service, tls, method, user, rip), times in self.logins.items():
            group = (service or b"", tls or b"", (method or b"").upper())
            name, client = (user or b"").lower(), address(rip or b"")
            tally.count("logins", times)
            tally.row("users", (*group, name), times=times)
            tally.row("clients", (*group, client), times=times)
            if name:
                tally.row("accounts", name[:255], LOGGED_IN, times, WIDTH)
            if client:
                tally.row("addresses", client, LOGGED_IN, times, 2)
        self.logins.clear()

    def _refused(self, match: Match) -> None:
        service, text = match.group("refused_service", "refusal")
        why, name, client = refused(text)
        if not why:
            return self._other(match)
        times, at = self.times(match), self.at(match)
        self.tally.count("refused", times)
        self.tally.row("refusals", (service, why), times=times)
        if why == BROKEN:
            line = self.line(match).partition(b": user=<")[0]  # the name may be a password
            self.tally.says("serious", f"{service.decode('ascii')}-login", BROKEN, times, at, line)
        if why != "authentication failed":
            return None
        attempts = ATTEMPTS.search(text)
        tries = times * max(1, int(attempts[1]) if attempts else 1)
        self.tally.count("failures", tries)
        self.tally.count("failures.sessions", times)
        self.tally.quarter(at, FAILS, tries, WIDTH)
        # A name that failed may be a password that was typed in the wrong place.
        self.tally.row("accounts", hidden(name.lower()) if name else b"", FAILED, tries, WIDTH)
        if client := address(client):
            self.tally.row("addresses", client, FAILED, tries, 2)
        return None

    def _auth(self, match: Match) -> None:
        why, name, _ = authentication(match["authentication"])
        if not why:
            return self._told(match)
        times = self.times(match)
        self.tally.count("auth.failures", times)
        self.tally.row("auth", (why,), times=times)
        if why == BROKEN:
            self.tally.says("serious", "auth", BROKEN, times, self.at(match), b"")
        if name:
            self.tally.row("accounts", name.lower()[:255], LOGGED_IN, 0, WIDTH)  # known from now on
        return None

    def _delivery(self, match: Match) -> None:
        kind, where = outcome(match["outcome"])
        if not kind:
            return self._other(match)
        times, at = self.times(match), self.at(match)
        if kind in ("told", "sieve"):
            return self._told(match)
        self.tally.count(f"delivery.{kind}", times)
        if kind == "stored":
            self.tally.row("folders", (where,), times=times)
            self.tally.quarter(at, SAVED, times, WIDTH)
        elif kind == "failed":
            self.tally.row("failures", (where,), times=times)
        rcpt = (match["rcpt"] or b"").rpartition(b", ")[2].lower()  # 'PID, USER' in older ones
        if rcpt and not rcpt.isdigit():
            self.tally.row("accounts", rcpt[:255], DELIVERED, times * (kind == "stored"), WIDTH)
        return None

    def _closed(self, match: Match) -> None:
        service, text = match["session"].lower(), match["ending"]
        times = self.times(match)
        tail = text[-400:]
        moved = _BYTES.search(tail)
        pop3 = None if moved else _POP3.search(tail)
        row = self.tally.tables["traffic"].row((service,), 3)
        row[SESSIONS] += times
        if moved:
            row[IN] += times * int(moved[1] or moved[3])
            row[OUT] += times * int(moved[2] or moved[4])
        elif pop3:
            row[OUT] += times * (int(pop3[1]) + int(pop3[2]))
        self.tally.count("sessions", times)
        head = text[:120]
        why = next((words for sign, words in _ENDINGS if sign in head), CLOSED)
        self.tally.row("endings", (service, why), times=times)

    def _alarm(self, match: Match) -> None:
        daemon, level, words = match.group("daemon", "level", "words")
        program = (daemon or b"dovecot").decode("ascii")
        severity, said = _LEVELS[level], ""
        for pattern, meaning in _SERIOUS:
            if pattern.search(words):
                severity, said = ("fatal" if severity == "fatal" else "serious"), meaning
                break
        before = words.partition(b"given password")[0].partition(b"user=<")[0]
        line = self.line(match).partition(b"given password")[0].partition(b"user=<")[0]
        if program.startswith("auth"):  # so may be a name that somebody tried to log in with
            line = _PARENTHESES.sub(b"(\xe2\x80\xa6)", line)
        text = said or masked(_PARENTHESES.sub(b"(\xe2\x80\xa6)", before[:400]))
        self.tally.count(f"level.{severity}", self.times(match))
        self.tally.says(severity, program, text, self.times(match), self.at(match), line)
