"""What mgetty says of calls: rings, connections, logins, faxes, failures, a modem that is off.  Pure.

Sources: mgetty's mgetty.c, login.c, faxrec.c and do_chat.c.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from ...fold import Grammar, Lines
from ...redact import clean

KEPT = 5_000  # calls of a day that are kept one by one, the earliest
KINDS = 500  # distinct warnings, failures, lines; what comes behind, in the order of their words, is `other`
OTHER = "other"
WORDS = ("ring", "connect", "data", "fax", "voice", "failed", "denied", "rejected", "warning")
UNKNOWN = 3
_QUOTED = re.compile(rb"([a-z+A-Z]+)=(?:'([^'\n]*)'|([^,\n]*))")
_VARIES = re.compile(r"\d+")

EVENTS = b"|".join(
    (
        rb"(?P<device>[^\s#]{1,12})  (?:waiting for ``(?:(?P<ring>RING)|(?P<connect>CONNECT[^']*))'' \*\* found \*\*"
        rb"|(?P<warning>WARNING: [^\n]*|cannot [^\n]*|[^\n]{0,60}(?:[Ee]rror|failed|timeout)[^\n]*)|(?P<told>))",
        rb"##### (?P<audit>(?:data|fax|failed|denied|rejected|voice)\b)(?P<rest>[^\n]*)",
        rb"(?P<other>)",
    )
)
MGETTY = Grammar(program=rb"", events=EVENTS)


class Call(NamedTuple):
    """A login by modem, as its `##### data` line tells of it."""

    at: int  # ns
    line: str  # ttyS0
    pid: str
    user: str
    caller: str
    speed: str
    command: str = ""  # /bin/login, /usr/sbin/pppd, …


@dataclass(slots=True)
class Calls:
    """The calls of a stretch of log; adds up in any order."""

    counts: dict[str, int] = field(default_factory=dict)  # LINE/ring, LINE/connect, LINE/data, …
    connects: list[tuple[int, str]] = field(default_factory=list)  # (ns, yS0), sorted
    calls: list[Call] = field(default_factory=list)  # sorted
    kinds: dict[tuple[str, str], list[int]] = field(default_factory=dict)  # (warning|failure, words) → n, first, last
    lines: int = 0
    samples: list[tuple[int, str]] = field(default_factory=list)  # of lines not understood
    unknown: int = 0
    heard: dict[str, list[int]] = field(default_factory=dict)  # yS0 → the first and the last it is told of (ns)

    def add(self, other: Calls) -> None:
        """Takes `other` in, which may be used up."""
        for name, n in other.counts.items():
            self.counts[name] = self.counts.get(name, 0) + n
        self._trim_counts()
        self.connects = sorted([*self.connects, *other.connects])[:KEPT]
        self.calls = sorted([*self.calls, *other.calls])[:KEPT]
        for key, row in other.kinds.items():
            self._kind(key, *row)
        if len(self.kinds) > 2 * KINDS:
            self.trim()
        for device, (first, last) in other.heard.items():
            self.hear(device, first, last)
        self.lines += other.lines
        self.unknown += other.unknown
        self.samples = sorted({*self.samples, *other.samples})[:UNKNOWN]

    def copy(self) -> Calls:
        """One that may be used up."""
        twin = Calls()
        twin.add(self)
        return twin

    def count(self, line: str, name: str) -> None:
        """One more of `name` on a line."""
        key = f"{line}/{name}"
        self.counts[key] = self.counts.get(key, 0) + 1
        if len(self.counts) > 2 * KINDS:
            self._trim_counts()

    def hear(self, device: str, first: int, last: int) -> None:
        """The log tells of a device; of no more than the first KINDS of them, by name."""
        span = self.heard.get(device)
        if span is None:
            self.heard[device] = [first, last]
            if len(self.heard) > KINDS:
                del self.heard[max(self.heard)]
        else:
            span[0], span[1] = min(span[0], first), max(span[1], last)

    def kind(self, what: str, words: str, at: int) -> None:
        """A warning or failure, its numbers masked."""
        self._kind((what, _VARIES.sub("#", words)), 1, at, at)

    def _kind(self, key: tuple[str, str], n: int, first: int, last: int) -> None:
        row = self.kinds.setdefault(key, [0, first, last])
        row[0], row[1], row[2] = row[0] + n, min(row[1], first), max(row[2], last)
        if len(self.kinds) > 2 * KINDS:
            self.trim()

    def trim(self) -> Calls:
        """With no more kinds and lines than KINDS.

        Which ones stay is a function of the set, however it came together: what is not among the first of a part is
        not among the first of the whole.
        """
        for key in sorted(key for key in self.kinds if key[1] != OTHER)[KINDS:]:
            n, first, last = self.kinds.pop(key)
            row = self.kinds.setdefault((key[0], OTHER), [0, first, last])
            row[0], row[1], row[2] = row[0] + n, min(row[1], first), max(row[2], last)
        self._trim_counts()
        return self

    def _trim_counts(self) -> None:
        lines = sorted({key.rpartition("/")[0] for key in self.counts} - {OTHER})
        for line in lines[KINDS // len(WORDS) :]:
            for word in WORDS:
                if n := self.counts.pop(f"{line}/{word}", 0):
                    key = f"{OTHER}/{word}"
                    self.counts[key] = self.counts.get(key, 0) + n


def scan(calls: Calls, chunk: Lines) -> None:
    """The records of one chunk."""
    at = chunk.timer(MGETTY)
    for match in chunk.find(MGETTY):
        calls.lines += 1
        name = match.lastgroup
        if name == "device":  # the engine sees a group closed last that holds the rest
            name = next(one for one in ("ring", "connect", "warning", "told") if match[one] is not None)
        line = (match["device"] or b"").decode("latin-1")
        if line:
            calls.hear(line, at(match), at(match))
        if name == "connect":
            calls.connects.append((at(match), line))
            calls.count(line, "connect")
        elif name == "ring":
            calls.count(line, "ring")
        elif name == "warning":
            calls.count(line, "warning")
            calls.kind("warning", clean(match["warning"], 120), at(match))
        elif name in ("audit", "rest"):
            _audit(calls, match["audit"].decode(), match["rest"], at(match))
        elif name == "other":
            calls.unknown += 1
            text = match.string[match.start() + 1 : match.start() + 400].partition(b"\n")[0]
            calls.samples = sorted({*calls.samples, (at(match), clean(text, 160))})[:UNKNOWN]
    calls.connects = sorted(calls.connects)[:KEPT]
    calls.calls = sorted(calls.calls)[:KEPT]


def _audit(calls: Calls, word: str, rest: bytes, at: int) -> None:
    words = {key.decode(): (one or two).decode("utf-8", "replace") for key, one, two in _QUOTED.findall(rest)}
    line = words.get("dev", "")
    calls.count(line[-3:], word)
    if line:
        calls.hear(line[-3:], at, at)
    if word == "data":
        speed = words.get("conn", "")
        user, caller, command = (words.get(word, "")[:255] for word in ("user", "caller", "cmd"))
        calls.calls.append(Call(at, line, words.get("pid", ""), user, caller, speed, command))
    elif word in ("failed", "denied", "rejected"):
        calls.kind("failure", _reason(word, rest), at)


def _reason(word: str, rest: bytes) -> str:
    """'failed A_FAIL', 'failed got signal 15', …"""
    head = rest.partition(b"dev=")[0].strip()
    tail = next((part.strip() for part in rest.split(b",")[1:] if b"=" not in part), b"")
    return " ".join((word, *(clean(part, 60) for part in (head, tail) if part)))


def answered(line: str, at: int, calls: Iterable[Calls], before: int) -> bool:
    """Did mgetty take a call on `line` within `before` ns before `at`?"""
    return any(
        device == line[-3:] and at - before <= connected <= at + 60 * 10**9
        for each in calls
        for connected, device in each.connects
    )
