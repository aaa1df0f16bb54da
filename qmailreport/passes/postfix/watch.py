"""Sessions, verdicts and warnings: the lines of Postfix that need no message's history.  Pure."""

from __future__ import annotations

import re

from ...fold import Lines
from ...redact import clean
from .grammar import POSTFIX
from .rejects import head, kind, listed
from .state import OPEN, REAL, Queue
from .warnings import SASL, masked

Match = re.Match[bytes]
_VERDICTS = {
    b"reject": ("cleanup_rejects", "content"),
    b"milter-reject": ("milter_rejects", "milter"),
    b"proxy-reject": ("proxy_rejects", "proxy"),
}


class Watcher:
    """What the lines of one chunk that are of one host and instance say of no message."""

    __slots__ = (
        "activation",
        "arrival",
        "at",
        "counts",
        "group",
        "lines",
        "messages",
        "minutes",
        "n",
        "pid",
        "queue",
        "removal",
        "sessions",
        "status",
        "totals",
        "verdict",
    )

    def __init__(self, queue: Queue, lines: Lines, group: dict[str, int]) -> None:
        self.queue, self.totals, self.counts = queue, queue.totals, queue.totals.counts
        self.messages, self.sessions = queue.messages, queue.sessions  # at hand, for the hot loop
        self.lines, self.group = lines, group
        self.at = lines.timer(POSTFIX)
        self.minutes: dict[bytes, list[int]] = {}  # the stamp down to its minute → the quarter hour's row
        self.n = 1  # how often syslogd says that the record at hand happened
        self.pid = group["pid"]
        self.arrival = group["qid"], group["pid"], group["service"]
        self.activation = group["qid"], group["size"], group["sender"]
        self.removal = group["qid"], group["daemon"]
        self.verdict = group["qid"], group["verb"], group["verdict"], group["daemon"]
        self.status = group["qid"], group["rcpt"], group["loop"], group["delay"], group["daemon"], group["at"]

    def _count(self, name: str) -> None:
        self.counts[name] += self.n

    def _quiet(self, match: Match) -> None:
        """Lines that say nothing that is counted."""

    _foreign = _quiet

    # ----- sessions

    def _connect(self, match: Match) -> None:
        pid = match[self.pid]
        if self.sessions.get(pid) == 0:  # its last session is over, as that of most
            self.sessions[pid] = OPEN
            self.counts["smtpd_sessions"] += 1
        else:
            self.queue.connected(pid, False)

    def _entered(self, match: Match) -> None:
        self.queue.connected(match[self.pid], True)

    def _disconnect(self, match: Match) -> None:
        pid = match[self.pid]
        session = self.sessions.get(pid)
        if session == OPEN | REAL:
            self.sessions[pid] = 0
        else:
            self.queue.disconnected(pid)

    def _postscreen(self, match: Match) -> None:
        self._count("postscreen_connects")

    def _tlsin(self, match: Match) -> None:
        self.counts["tls_in"] += self.n
        key = b"in", match[self.group["tlsin"]]
        self.totals.tls[key] = self.totals.tls.get(key, 0) + self.n

    def _tlsout(self, match: Match) -> None:
        self.counts["tls_out"] += self.n
        key = b"out", match[self.group["tlsout"]]
        self.totals.tls[key] = self.totals.tls.get(key, 0) + self.n

    # ----- verdicts and warnings

    def _verdict(self, match: Match) -> None:
        qid, verb, verdict, daemon = match.group(*self.verdict)
        if verb == b"reject" and daemon != b"cleanup":
            return self._reject(match, qid, verdict, daemon)
        if verb.endswith(b"reject_warning"):
            return self._count("reject_warnings")
        if verb.endswith(b"discard"):
            self._count("discarded")
        elif verb.endswith(b"hold"):
            self._count("held")
        else:
            name, reason = _VERDICTS[verb]
            self._count(name)
            self._refused(match, reason, verdict)
        if daemon == b"cleanup":
            self.queue.end(qid)
        return None

    def _reject(self, match: Match, qid: bytes, verdict: bytes, daemon: bytes) -> None:
        name = "postscreen" if daemon == b"postscreen" else kind(verdict)
        if name == "rbl" or (name == "postscreen" and b"blocked using" in verdict):
            where = listed(verdict)
            self.totals.lists[where] = self.totals.lists.get(where, 0) + self.n
        if qid == b"NOQUEUE":
            self.counts["rejects." + name] += self.n
        else:
            self.counts["rejects.late " + name] += self.n
            self.counts["late_rejects"] += self.n
        self._refused(match, name, verdict)

    def _refused(self, match: Match, name: str, verdict: bytes) -> None:
        self.counts["rejected"] += self.n
        self.totals.rejects.count((name, *head(verdict)), self.n, self.at(match), verdict[:400])

    def _alarm(self, match: Match) -> None:
        level, text, daemon = match.group(self.group["level"], self.group["alarm"], self.group["daemon"])
        severity = level.decode()
        self._count(severity + "s")
        failed = SASL.match(text) if severity == "warning" else None
        if failed is not None:
            self._count("sasl_failures")
            totals = self.totals
            address, account = failed["address"], (failed["account"] or b"").lower()
            totals.addresses[address] = totals.addresses.get(address, 0) + self.n
            totals.accounts[account] = totals.accounts.get(account, 0) + self.n
            return
        self.totals.alarms.count((severity, clean(daemon, 30), masked(text)), self.n, self.at(match), text[:400])

    def _other(self, match: Match) -> None:
        line = match.string[match.start() + 1 : end_of(match)]
        self.totals.stray(self.at(match), clean(line, 160), self.n)

    _unsure = _other


def end_of(match: Match) -> int:
    """Where the matched line ends."""
    end = match.string.find(b"\n", match.end())
    return end if end >= 0 else len(match.string)
