"""Sessions and warnings: the lines of Postfix that need no message's history.  Pure."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from ...fold import Lines, Timer
from ...redact import clean
from .rejects import Said, Verdict
from .state import BORN, OPEN, REAL, Message, Queue
from .totals import Kinds
from .wants import Wants
from .warnings import ACCOUNT, CLIP, SASL, alarm, masked

Match = re.Match[bytes]
USED = OPEN | REAL  # a session that sent mail
MASTERS = (b"master", b"postfix-script")


class Judged:
    """Rejects of one chunk that say the same: how many, and the earliest of them."""

    __slots__ = ("at", "clients", "known", "late", "n", "name", "queueless", "sample")

    def __init__(self, known: Verdict, at: int, sample: bytes) -> None:
        self.known, self.name = known, known[0]
        self.at, self.sample = at, sample
        self.n = self.queueless = 0  # of them without a queue id
        self.late: set[bytes] = set()  # minutes all of whose lines are later
        self.clients: Counter[bytes] = Counter()  # by address


class Watcher:
    """What the lines of one chunk that are of one host and instance say of no message."""

    __slots__ = (
        "activation",
        "agents",
        "arrival",
        "at",
        "ciphers",
        "clients",
        "counts",
        "daemon",
        "delay",
        "ends",
        "failure",
        "flows",
        "group",
        "hand",
        "judged",
        "labelled",
        "lines",
        "listed",
        "lows",
        "messages",
        "minutes",
        "n",
        "noqueue",
        "own",
        "pid",
        "queue",
        "refused",
        "rejection",
        "removal",
        "senders",
        "sessions",
        "spans",
        "stages",
        "stamp",
        "status",
        "tls",
        "totals",
        "wants",
        "ways",
    )

    def __init__(self, queue: Queue, lines: Lines, group: dict[str, int], wants: Wants, at: Timer) -> None:
        self.wants, self.own = wants, wants.own
        self.queue, self.totals, self.counts = queue, queue.totals, queue.totals.counts
        self.messages, self.sessions = queue.messages, queue.sessions  # at hand, for the hot loop
        self.lines, self.group = lines, group
        self.flows = queue.totals.flows
        self.hand = hand = queue.hand
        if hand.level != queue.totals.level:
            hand.clear(queue.totals.level)
        self.ends, self.ways, self.spans = hand.ends, hand.ways, hand.spans
        self.agents: dict[bytes, int] = defaultdict(int)  # delivered, by the daemon with its service
        self.stages: dict[bytes, int] = defaultdict(int)  # what `delays=` said, to be parsed at the chunk's end
        self.ciphers: dict[tuple[bytes, bytes], int] = defaultdict(int)  # likewise; 'fr' or 'to', protocol and cipher
        self.at = at
        self.listed: dict[bytes, int] = defaultdict(int)
        self.refused: dict[str, int] = defaultdict(int)  # without a queue id, by kind
        self.clients: dict[tuple[str, bytes], int] = defaultdict(int)  # by kind and address
        self.judged: dict[tuple[Said, bool], Judged] = {}  # rejects by what they say, and whether it was postscreen
        self.noqueue: list[Match] = []  # rejects of no message, put aside: no other line has to do with them
        self.labelled = bool(wants.labels.patterns)
        self.minutes: dict[bytes, list[int]] = {}  # the stamp down to its minute → the quarter hour's row
        self.lows: dict[bytes, int] = {}  # likewise → an instant (ns) before all that bear it
        self.failure, self.delay, self.senders = group["failed"], group["delay"], queue.totals.senders
        self.n = 1  # how often syslogd says that the record at hand happened
        self.pid, self.daemon, self.stamp, self.tls = group["pid"], group["daemon"], group["at"], group["tls"]
        self.arrival = group["qid"], group["pid"], group["daemon"], group["client"]
        self.activation = group["qid"], group["active"], group["sender"]
        self.removal = group["qid"], group["daemon"], group["removed"]
        self.rejection = group["qid"], group["verdict"], group["daemon"], group["at"]
        words = ("qid", "ends", "delay", "daemon", "at", "stages", "sent")
        self.status = tuple(group[word] for word in words)

    def _count(self, name: str) -> None:
        self.counts[name] += self.n

    def _row(self, qid: bytes, match: Match) -> Message:
        """The message's row, whose birth is this line if nothing earlier tells it."""
        row = self.messages.get(qid)
        if row is None:
            return self.queue.touch(qid, match)
        if row[BORN] is None:
            row[BORN] = match
        return row

    def _quiet(self, match: Match) -> None:
        """Lines that say nothing that is counted."""

    def _rare(self, match: Match) -> None:
        """A line whose text another regex tells."""
        text = self.wants.rare.match(match.string, match.end())
        if text is not None and text.lastgroup != "told":
            getattr(self, f"_{text.lastgroup}")(match, text)

    # ----- sessions

    def _connect(self, match: Match) -> None:
        pid = match[self.pid]
        if self.sessions.get(pid) == 0:  # its last session is over, as that of most
            self.sessions[pid] = OPEN
            self.counts["smtpd_sessions"] += 1
        else:
            self.queue.connected(pid, False)

    def _near(self, match: Match) -> None:
        self.queue.connected(match[self.pid], True)

    def _disconnect(self, match: Match) -> None:
        pid = match[self.pid]
        if self.sessions.get(pid) == USED:
            self.sessions[pid] = 0
        else:
            self.queue.disconnected(pid)

    def _postscreen(self, match: Match) -> None:
        self._count("postscreen_connects")

    def _tls(self, match: Match) -> None:
        way, _, cipher = match[self.tls].partition(b": ")
        self.ciphers[way[:2], cipher] += self.n  # 'from …', 'to …'

    # ----- warnings

    def _kind(self, kinds: Kinds, key: tuple[str, ...], match: Match, sample: bytes) -> None:
        """Counts a kind; its sample is the earliest, so that the exact instant of most lines does not matter."""
        row = kinds.rows.get(key)
        if row is not None:
            stamp = match[self.stamp]
            if row[1] < self._low(match, minute(stamp)):
                row[0] += self.n
                return
        kinds.count(key, self.n, self.at(match), sample[:400])

    def _low(self, match: Match, key: bytes) -> int:
        """An instant (ns) that no line of its minute is earlier than, by at most two minutes."""
        low = self.lows.get(key)
        if low is None:
            if len(self.lows) > 5000:
                self.lows.clear()
            low = self.lows[key] = self.at(match) - 60 * 10**9
        return low

    def _alarm(self, match: Match) -> None:
        level, _, text = match[self.group["alarm"]].partition(b": ")
        severity = level.decode()
        self._count(severity + "s")
        failed = SASL.match(text) if severity == "warning" and b"]: SASL " in text else None
        if failed is not None:
            self._count("sasl_failures")
            totals, account = self.totals, ACCOUNT.search(text, failed.end())
            totals.addresses.count(failed["address"], self.n)
            totals.accounts.count(account[1].lower() if account else b"", self.n)
            return
        self._kind(self.totals.alarms, alarm(severity, match[self.daemon], text[:CLIP]), match, text)

    def _turned(self, match: Match, text: Match) -> None:
        """What is said as daemons start and stop."""
        if match[self.daemon] in MASTERS:
            self._master(match, text)

    def _master(self, match: Match, text: Match) -> None:
        said = match.string[text.start() : end_of(text)][:400]
        key = clean(match[self.daemon], 30), masked(said)
        self._kind(self.totals.master, key, match, said)

    def _other(self, match: Match, text: Match) -> None:
        if match[self.daemon] == b"master":
            return self._master(match, text)
        line = match.string[match.start() + 1 : end_of(match)]
        self.totals.stray(self.at(match), clean(line, 160), self.n)
        return None


def minute(stamp: bytes) -> bytes:
    """What all stamps of a minute have in common, and no other."""
    if len(stamp) == 15:
        return stamp[:12]
    return stamp[:16] + stamp[-6:] if stamp[:1] < b":" and stamp[-6:-5] in (b"+", b"-") else stamp


def end_of(match: Match) -> int:
    """Where the matched line ends."""
    end = match.string.find(b"\n", match.end())
    return end if end >= 0 else len(match.string)
