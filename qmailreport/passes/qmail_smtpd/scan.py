"""Matches of one host's lines into its Totals: one short method a daemon.  Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from ...fold import Lines
from ...redact import clean
from . import causes
from .accounts import harmless, kept, login
from .bounded import address
from .causes import Cause
from .grammar import SMTPD, at_address, last_address, peer, scanned
from .totals import (
    A_BACK,
    A_BOX,
    A_FRONT,
    A_LOGINS,
    A_SENT,
    BACK,
    BOX,
    DENIES,
    DOWN,
    FRONT,
    LOGINS,
    OKS,
    OTHERS,
    PIDS,
    REJECTS,
    Totals,
)

Match = re.Match[bytes]
SAMPLE = 300
PIECES = 600  # splogger folds lines longer than 800 bytes, stamp and all
_NUMBERS = re.compile(r"[0-9]+")
_INFORMATION = re.compile(rb" \?[~=] '([^'\n]{0,255})'")
_HOSTS = re.compile(rb" S:([^ \n]{0,600})")
_FROM = re.compile(rb" F:([^ \n]{0,900})")
EVENTS = (
    *("status", "opened", "verdict", "chkuser", "spamdyke", "rbl", "vchkpw", "simscan", "oldscan"),
    *("unified", "indimail", "listed", "received", "alarm", "other"),
)


class Scanner:
    """Carries one chunk's matches, all of one host, into that host's totals."""

    __slots__ = ("at", "group", "lines", "own", "repeats", "totals")

    def __init__(self, totals: Totals, lines: Lines, group: dict[str, int], own: frozenset[bytes]) -> None:
        self.totals = totals
        self.lines = lines
        self.group = group
        self.own = own
        self.at = lines.timer(SMTPD)
        self.repeats = "host" in group  # only syslog says that a message was repeated

    def scan(self, matches: Iterable[Match]) -> None:
        """One call an event."""
        # A local table: bound methods kept in the instance would be a cycle that holds the chunk's bytes.
        group = self.group
        events: list[Callable[[Match], None]] = [self._other] * (max(group.values()) + 1)
        for name in EVENTS:
            events[group[name]] = getattr(self, "_" + name)
        for match in matches:
            events[match.lastindex](match)  # type: ignore[index]  # every alternative is a group

    def _times(self, match: Match) -> int:
        return self.lines.times(match) if self.repeats else 1

    def _rest(self, match: Match, name: str) -> bytes:
        """A group with splogger's pieces."""
        text: bytes = match[self.group[name]]
        return self.lines.record(match, text) if self.repeats and len(text) > PIECES else text

    def _status(self, match: Match) -> None:
        used, limit = match.group(self.group["used"], self.group["limit"])
        self.totals.peak(int(limit), int(used))

    def _opened(self, match: Match) -> None:
        self.totals.event(self.at(match), address(match[self.group["opened_by"]]), PIDS, self._times(match))

    def _verdict(self, match: Match) -> None:
        decision, local, text = match.group(self.group["decision"], self.group["local"], self.group["peer"])
        times = self._times(match)
        place = OKS if decision == b"ok" else DENIES
        self.totals.event(self.at(match), address(peer(text)), place, times)
        port = local.rpartition(b":")[2]
        if place == OKS and 0 < len(port) <= 5 and port.isdigit():
            self.totals.ports[int(port)] = self.totals.ports.get(int(port), 0) + times

    def _reject(self, match: Match, cause: Cause, client: bytes, down: bool, sample: bytes = b"") -> None:
        """A rejection; `down`: by a program behind spamdyke, which repeats it; `sample`: in place of the line."""
        at, times = self.at(match), self._times(match)
        self.totals.event(at, client, REJECTS, times)
        if down:
            self.totals.event(at, client, DOWN, times)
        text = sample or match[match.lastindex or 0]
        self.totals.cause(cause, times, at, text[:SAMPLE].rstrip(b"\r"))

    def _accept(self, match: Match, daemon: str, sender: bytes) -> None:
        if sender.strip(b"<>").lower() not in self.own:
            self.totals.count(f"accepted.{daemon}", self._times(match))

    def _chkuser(self, match: Match) -> None:
        brief = match[self.group["brief"]]
        who, remote, reason = _chkuser_fields(self._rest(match, "chkuser_rest"))
        if not reason:
            return self._other(match)
        if brief in (b"accepted rcpt", b"accepted any rcpt", b"relaying rcpt"):
            return self._accept(match, "chkuser", who.partition(b":")[0])
        if brief == b"intrusion threshold":
            return self.totals.count("threshold", self._times(match))
        if brief.startswith(b"accepted "):
            return self.totals.count("senders", self._times(match))
        return self._reject(match, causes.chkuser(reason), address(last_address(remote)), True)

    def _spamdyke(self, match: Match) -> None:
        word, text = match[self.group["word"]], self._rest(match, "dyke_rest")
        field = dict(zip(("from", "ip", "auth", "reason"), _spamdyke_fields(text), strict=True))
        client = address(field["ip"])
        if word.startswith(b"ALLOWED") or word == b"TLS_ENCRYPTED":
            if word == b"ALLOWED":
                self._accept(match, "spamdyke", field["from"])
                if field["auth"] and field["auth"] != b"(unknown)":
                    self.totals.account(kept(field["auth"], True), A_SENT, self._times(match))
            else:
                self.totals.count("notices", self._times(match))
        elif word == b"DENIED_OTHER":
            self.totals.event(self.at(match), client, OTHERS, self._times(match))
        elif word in (b"FAILED_AUTH", b"UNKNOWN_AUTH"):
            self._failed(match, kept(field["auth"].replace(b"(unknown)", b""), False), client, FRONT, A_FRONT)
        elif word == b"FAILED_TLS":
            self.totals.count("notices", self._times(match))
        else:
            self._reject(match, causes.spamdyke(word, field["reason"]), client, False)

    def _rbl(self, match: Match) -> None:
        text = match[self.group["rbl_rest"]]
        if text[:3].isdigit() and text[:1] in b"45":
            return self._reject(match, causes.rblsmtpd(text), address(match[self.group["rbl_ip"]]), False)
        if text.startswith((b"greetdelay: ", b"[RBL info] ")):
            return self.totals.count("notices", self._times(match))
        return self._other(match)

    def _failed(self, match: Match, name: bytes, client: bytes, place: int, column: int) -> None:
        times = self._times(match)
        self.totals.event(self.at(match), client, place, times)
        self.totals.account(name, column, times)

    def _vchkpw(self, match: Match) -> None:
        said = login(match[self.group["service"]], match[self.group["login"]])
        if said.outcome == "login":
            self._failed(match, said.name, said.client, LOGINS, A_LOGINS)
        elif said.outcome == "fail":
            places = (BACK, A_BACK) if said.smtp else (BOX, A_BOX)
            self._failed(match, said.name, said.client, *places)
        elif said.outcome == "error":
            words = "vchkpw: could not enter a mailbox, or had no memory"
            self.totals.alarm(("warning", words), self._times(match), self.at(match), "")
        else:
            self._other(match)

    def _simscan(self, match: Match) -> None:
        state = match[self.group["state"]].decode("ascii")
        if state in ("CLEAN", "RELAYCLIENT", "PASSTHRU"):
            return self.totals.count(f"scanned.{state.lower()}", self._times(match))
        found = causes.SIMSCAN.get(state.partition(" ")[0])
        if found is None:
            return self._other(match)
        what, client = scanned(self._rest(match, "scan_rest"))
        if found == causes.VIRUS:
            self._virus(match, what)
        # A spam's subject is not shown: mail that is none holds what its recipient alone should read.
        head = b":".join(match[match.lastindex or 0].split(b":", 3)[:3])
        sample = head + b" from " + client if found == causes.SPAM else b""
        return self._reject(match, (*found, state), address(client), True, sample)

    def _oldscan(self, match: Match) -> None:
        what = match[self.group["found_rest"]].partition(b" from: ")[0]
        if match[self.group["found"]] == b"virus":
            self._virus(match, what)
            return self._reject(match, (*causes.VIRUS, "VIRUS"), b"", True)
        return self._reject(match, (*causes.ATTACHMENT, "ATTACH"), b"", True)

    def _virus(self, match: Match, name: bytes) -> None:
        self.totals.viruses.row(name.strip()[:120], 1)[0] += self._times(match)

    def _unified(self, match: Match) -> None:
        group = self.group
        action, kind, condition, text = (match[group[n]] for n in ("action", "kind", "condition", "unified_rest"))
        hosts = _HOSTS.search(text)
        client = _unified_client(hosts[1]) if hosts else b""
        named = _INFORMATION.search(text)
        if action == b"Accept":
            sender = _FROM.search(text)
            if kind == b"POP3" or not sender:
                return self.totals.count("notices", self._times(match))
            if named:
                self.totals.account(kept(named[1], True), A_SENT, self._times(match))
            return self._accept(match, "smtpd", sender[1])
        if condition == b"Failed_Auth" or (kind in (b"AUTH", b"POP3") and condition != b"missing"):
            name = kept(named[1], False) if named else b""
            places = (BOX, A_BOX) if kind == b"POP3" else (FRONT, A_FRONT)
            return self._failed(match, name, client, *places)
        return self._reject(match, causes.unified(kind, condition), client, True)

    def _indimail(self, match: Match) -> None:
        text, client = match[self.group["indimail_rest"]], address(match[self.group["indimail_ip"]])
        if text.startswith(b"Invalid RELAY client"):
            return self._reject(match, (*causes.RELAYING, ""), client, True)
        if text.startswith(b"HELO <") and b"RCPT <" in text:
            sender = re.search(rb"MAIL from:? <([^>\n]{0,900})>", text)
            return self._accept(match, "smtpd", sender[1] if sender else b"")
        return self._other(match)

    def _listed(self, match: Match) -> None:
        name = match[self.group["list"]].decode("ascii")
        found = next(cause for word, cause in causes.LISTS.items() if name.startswith("bad" + word))
        client = address(at_address(match[self.group["listed_rest"]]))
        self._reject(match, (*found, "" if name in found[1] else name), client, True)

    def _received(self, match: Match) -> None:
        self.totals.count("messages", self._times(match))

    def _alarm(self, match: Match) -> None:
        daemon, level, words = (match[self.group[name]] for name in ("daemon", "level", "words"))
        severity = {b"fatal": "serious", b"alert": "serious"}.get(level, "warning")
        said = clean(harmless(daemon + b": " + words.rstrip(b"\r]")), 160)
        self.totals.alarm((severity, _NUMBERS.sub("#", said)), self._times(match), self.at(match), said)

    def _other(self, match: Match) -> None:
        text = match[match.lastindex or 0]
        self.totals.stray(self.at(match), harmless(text), self._times(match))


def _chkuser_fields(text: bytes) -> tuple[bytes, bytes, bytes]:
    """(sender:user:…, helo:host:ip, reason) of `from <…> remote <…> rcpt <…> : REASON`; the helo is what it likes."""
    text, _, reason = text.rpartition(b"> : ")
    text, _, _ = text.rpartition(b"> rcpt <")
    who, _, remote = text.partition(b"> remote <")
    return (who[6:], remote, reason) if who.startswith(b"from <") else (b"", b"", b"")


def _spamdyke_fields(text: bytes) -> tuple[bytes, bytes, bytes, bytes]:
    """(sender, address, user, reason) of `from: A to: B origin_ip: C origin_rdns: D auth: E … reason: F`."""
    head, _, rest = text.removeprefix(b"from: ").partition(b" origin_ip: ")
    client, _, rest = rest.partition(b" origin_rdns: ")
    _, _, rest = rest.partition(b" auth: ")
    user, _, rest = rest.partition(b" ")
    _, _, reason = (b" " + rest).partition(b" reason: ")
    return head.partition(b" to: ")[0], client, user.rstrip(b"\r"), reason.rstrip(b"\r")


def _unified_client(hosts: bytes) -> bytes:
    """The address of `S:ip:host`, which older ones write as `S:host:ip`."""
    front, _, back = hosts.rpartition(b":")
    return address(front) or address(last_address(hosts)) or address(back)
