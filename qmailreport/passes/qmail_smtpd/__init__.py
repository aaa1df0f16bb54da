"""The daemons in front of qmail: who connected, what was rejected and why, who logged in.  Pure.

tcpserver, rblsmtpd, qmail-smtpd and its patches, chkuser, simscan, spamdyke, vchkpw: see `grammar`.
Every figure is a sum, so that nothing is carried from day to day.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar

from ...day import Day
from ...fold import Carry, Lines
from ...model import Model, at_least, option
from ...report import Figure, Section
from .grammar import SMTPD
from .scan import Scanner
from .sections import all_figures, sections
from .totals import Totals

VERSION = 1
State = dict[str, Totals]


@dataclass(frozen=True)
class QmailSmtpd(Model):
    """Connections, rejections by cause, logins and viruses of qmail's SMTP and POP3 services."""

    name: ClassVar[str] = "qmail-smtpd"
    kind: ClassVar[str] = "qmail-smtpd"
    reads: ClassVar[tuple[str, ...]] = ("vpopmail",)  # besides
    carries: ClassVar[bool] = False  # counts need no yesterday
    SECTIONS: ClassVar[tuple[str, ...]] = (
        "warnings",
        "overall",
        "hours",
        "causes",
        "addresses",
        "failures",
        "logins",
        "viruses",
        "concurrency",
        "hosts",
    )

    source: tuple[str, ...] = option(text="the sources that hold the logs of qmail-smtpd, qmail-pop3d and vpopmail")
    top: int = option(10, text="rows of each ranking", check=at_least(1))
    hide: tuple[str, ...] = option(
        (), text="sections to leave out, as hours, causes, addresses, viruses, failures, logins, concurrency, hosts"
    )
    own: tuple[str, ...] = option((), text="more senders whose mail is this report's own and not counted as accepted")

    def scan_key(self) -> str:
        """What a carry depends on; passes of equal key scan once."""
        return f"qmail-smtpd/{VERSION}/{','.join(sorted(self.own))}"

    def start(self) -> State:
        """No stretch at all."""
        return {}

    def scan(self, state: State, chunk: Lines) -> State:
        """One chunk behind what `state` holds."""
        group = chunk.group(SMTPD)
        own = frozenset(address.encode().lower() for address in self.own)
        host = group.get("host")
        matches = chunk.find(SMTPD)
        if host is None:
            Scanner(state.setdefault(chunk.host, Totals()), chunk, group, own).scan(matches)
            return state
        scanners: dict[bytes, Scanner] = {}
        for name, run in groupby(matches, key=lambda match: match[host] or b""):
            scanner = scanners.get(name)
            if scanner is None:
                spoken = name.decode("latin-1") if name else chunk.host
                scanner = scanners[name] = Scanner(state.setdefault(spoken, Totals()), chunk, group, own)
            scanner.scan(run)
        return state

    def merge(self, left: State, right: State) -> State:
        """`left`, then `right`, host by host."""
        for host, totals in right.items():
            if host in left:
                left[host].add(totals)
            else:
                left[host] = totals
        return left

    def settle(self, state: State, carry: Carry | None) -> tuple[Mapping[str, Totals], Carry]:
        """The totals by host; nothing is open when a day ends."""
        return state, {"version": VERSION}

    def add(self, left: Totals, right: Totals) -> Totals:
        """Totals of two hosts, sources or days."""
        left.add(right)
        return left

    def finish(self, totals: Mapping[str, Totals], day: Day) -> Sequence[Section]:
        """What the totals say."""
        return sections(totals, day, self.top, frozenset(self.hide))

    def figures(self, total: Totals, day: Day) -> tuple[Figure, ...]:
        """The figures of one host, for the history."""
        return all_figures(total)

    def stirred(self, total: Totals) -> bool:
        """Whether anything in the window's lines was understood."""
        return total.stirred

    def unread(self, total: Totals) -> tuple[int, list[str]]:
        """Lines that were not understood, with samples; none where nothing was: then the log is another daemon's."""
        return (total.unknown, [sample for _, sample in total.samples]) if total.stirred else (0, [])
