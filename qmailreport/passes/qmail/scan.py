"""One chunk of qmail-send's log into a Queue.  Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from ...fold import Lines
from ...redact import clean
from .alarms import classified
from .grammar import QMAIL, fields, load, message, number, serial
from .state import DEFERRAL, FAILURE, MINE, OWN, STRANGE, SUCCESS, End, Queue

Match = re.Match[bytes]
_RESULTS = {b"failure": FAILURE, b"deferral": DEFERRAL, b"report mangled": DEFERRAL}
EVENT_NAMES = ("starting", "success", "new", "birth", "end", "failed", "bounce", "alarm", "odd", "quiet")
DOUBLE = b"#@[]"  # the sender of a double bounce (qmail-send.c)
WHY = 1200  # bytes of a reason that are kept


class Scanner:
    """Carries one chunk's matches, all of one host, into that host's queue."""

    __slots__ = (
        "at",
        "birth",
        "delivered",
        "deliveries",
        "end",
        "full",
        "group",
        "lines",
        "own",
        "queue",
        "run",
        "start",
        "successes",
        "totals",
    )

    def __init__(
        self, queue: Queue, lines: Lines, own: frozenset[bytes] = frozenset(), successes: bool = False
    ) -> None:
        group = lines.group(QMAIL)
        self.queue = queue
        self.totals, self.deliveries = queue.totals, queue.deliveries  # at hand, for the hot loop
        self.lines = lines
        self.group = group
        self.own = own
        self.successes = successes  # what servers said to successes is wanted
        self.at = lines.timer(QMAIL)
        self.run = queue.started.runs[-1] if queue.started.runs else [-2, -2]
        self.full: dict[bytes, int] = {}  # status text → which channels are full
        self.start = group["sd"], group["sm"], group["starting"]
        self.birth = group["im"], group["bytes"], group["sender"], group["birth"]
        self.delivered, self.end = group["success"], group["end"]

    def scan(self, matches: Iterable[Match]) -> None:
        """The hot loop: one call an event, none for a status line that changes nothing."""
        # A local table: bound methods kept in the instance would be a cycle that holds the chunk's bytes.
        group = self.group
        events: list[Callable[[Match], None]] = [self._other] * (max(group.values()) + 1)
        for name in ["starting", "success", "new", "birth", "end", "failed", "bounce", "alarm", "odd", "quiet"]:
            events[group[name]] = getattr(self, "_" + name)
        queue, full, status = self.queue, self.full, group["status"]
        now = queue.status_now if queue.status_at is not None else -1
        for match in matches:
            event = match.lastindex
            if event == status:
                text = match[status]
                held = full.get(text)
                if held is None:
                    held = self._load(text)
                if held != now:
                    now = held
                    queue.full(self.at(match), now)
            else:
                events[event](match)  # type: ignore[index]  # every alternative is a group

    def _load(self, text: bytes) -> int:
        """Which channels a status text shows full; takes its peaks."""
        held = 0
        if used := load(text):
            for bit, channel, n, limit in (
                (1, self.queue.totals.local, used[0], used[1]),
                (2, self.queue.totals.remote, used[2], used[3]),
            ):
                channel.peak = max(channel.peak, n)
                channel.limit = max(channel.limit, limit)
                held |= bit if limit and n >= limit else 0
        if len(self.full) > 10_000:
            self.full.clear()
        self.full[text] = held
        return held

    def _starting(self, match: Match) -> None:
        number, message, rcpt = match.group(*self.start)
        delivery, run = int(number), self.run
        if delivery == run[1] + 1:
            run[1] = delivery
            self.deliveries[delivery] = (message, self.at(match), rcpt.lower())
        else:
            self._start(delivery, message, self.at(match), rcpt.lower())

    def _start(self, delivery: int, message: bytes, at: int, rcpt: bytes) -> None:
        run = self.run
        if delivery == run[1] + 1:
            run[1] = delivery
        elif not run[0] <= delivery <= run[1]:
            self.run = self.queue.started.jump(delivery)
        self.queue.deliveries[delivery] = (message, at, rcpt)

    def _success(self, match: Match) -> None:
        number = int(match[self.delivered])
        opened = self.deliveries.pop(number, None)
        if opened is not None:
            self.queue.finished(opened, SUCCESS, self.at(match), self._said(match) if self.successes else b"")
        else:
            self._unopened(number, SUCCESS, self.at(match), self._said(match) if self.successes else b"")

    def _said(self, match: Match) -> bytes:
        """The rest of a success line."""
        content, start = self.lines.content, match.end()
        end = content.find(b"\n", start)
        return content[start : end if end >= 0 else len(content)][:WHY] or b"/"

    def _failed(self, match: Match) -> None:
        group = self.group
        result = match[group["result"]]
        why = self.lines.record(match, match[group["failed"]]) if result != b"report mangled" else b"report_mangled"
        self._done(int(match[group["fd"]]), _RESULTS[result], self.at(match), why[:WHY] or b"/")

    def _done(self, delivery: int, result: int, at: int, why: bytes) -> None:
        opened = self.queue.deliveries.pop(delivery, None)
        if opened is not None:
            self.queue.finished(opened, result, at, why)
        else:
            self._unopened(delivery, result, at, why)

    def _unopened(self, delivery: int, result: int, at: int, why: bytes) -> None:
        queue = self.queue
        if not (queue.whole or delivery in queue.ended or delivery in queue.started):
            queue.ends.append(End(delivery, result, at, why))
            queue.ended.add(delivery)

    def _new(self, match: Match) -> None:
        self.queue.forget(match[self.group["new"]])

    def _birth(self, match: Match) -> None:
        message, digits, sender, uid = match.group(*self.birth)
        sender, size, queue = sender.lower(), int(digits), self.queue
        key = uid + b"/<" + sender + b">"
        if queue.domain or sender in self.own or sender == DOUBLE:
            self._born(message, size, key, sender, self.at(match))
            return
        totals = self.totals
        totals.received += 1
        totals.bytes_in += size
        queue.born(message, self.at(match), size, key, 0)

    def _born(self, message: bytes, size: int, key: bytes, sender: bytes, at: int) -> None:
        queue, totals = self.queue, self.totals
        whose = OWN if sender in self.own else 0
        if queue.domain and sender.endswith(queue.domain):
            whose |= MINE
        if whose & MINE or not queue.domain:
            totals.received += 1
            totals.bytes_in += size
            totals.double_born += sender == DOUBLE
        queue.born(message, at, size, key, whose)

    def _end(self, match: Match) -> None:
        self.queue.ended_message(match[self.end], self.at(match))

    def _bounce(self, match: Match) -> None:
        totals = self.queue.totals
        which = match[self.group["bounce"]]
        totals.bounces += which.startswith(b"bounce")
        totals.doubles += which.startswith(b"double")
        totals.triples += which.startswith(b"triple")

    def _alarm(self, match: Match) -> None:
        words = self.lines.record(match, match[self.group["alarm"]])
        level, _, said = words.partition(b": ")
        severity, shown, meaning = classified(level, said[:400])
        at = self.at(match)
        key = severity, clean(shown)
        self.totals.alarm(key, self.lines.times(match), at, at, clean(words.rstrip(b"] ")), meaning)

    def _odd(self, match: Match) -> None:
        """A known verb in an unknown shape: by position, as matchup reads it."""
        word = fields(match[self.group["odd"]])
        at = self.at(match)
        if word[0] == b"new":
            self.queue.forget(message(word[2], word))
        elif word[0] == b"info":
            sender = word[6].lower()  # with whatever it is bracketed by, as matchup keeps it
            key = b"%d/" % number(word[10]) + sender
            self._born(message(word[2], word), number(word[4]), key, sender.strip(b"<>"), at)
        elif word[0] == b"starting":
            self._start(serial(word[2]), message(word[4], word), at, word[6] + b" " + word[7].lower())
        elif word[0] == b"end":
            self.queue.ended_message(message(word[2], word), at)
        elif word[0] == b"delivery":
            self._odd_delivery(match, word, at)
        else:  # running, exiting: qmail 1.01 forgot its deliveries
            self.queue.deliveries.clear()
            self.queue.started.every = True

    def _odd_delivery(self, match: Match, word: list[bytes], at: int) -> None:
        result, why = word[2], word[3]
        for start, kind in ((b"succ", SUCCESS), (b"fail", FAILURE), (b"defer", DEFERRAL), (b"report", DEFERRAL)):
            if result.startswith(start):
                return self._done(
                    serial(word[1]), kind, at, b"report_mangled" if start == b"report" else why[:WHY] or b"/"
                )
        self._done(serial(word[1]), STRANGE, at, b"")
        return self._other(match)

    def _quiet(self, match: Match) -> None:
        """Lines of qmail 1.01 that say nothing that is counted."""

    def _other(self, match: Match) -> None:
        line = match[0].partition(b"\n")[2]
        self.queue.totals.stray(self.at(match), clean(line, 160))
