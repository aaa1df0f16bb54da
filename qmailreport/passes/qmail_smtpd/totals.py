"""What one host's daemons in front of qmail did: sums, which add up in any order.  Pure.  Integers only."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from ...redact import clean
from .bounded import Accounts, Addresses, Causes, Names
from .causes import Cause

# Places of the rows by address, by quarter of an hour, and of the sum.
# PIDS and OKS + DENIES are two views of the same connections; DOWN is the part of REJECTS that spamdyke, standing
# before qmail-smtpd, repeats as OTHERS; BACK and FRONT are two views of a failed SMTP AUTH (vchkpw's; qmail-smtpd's).
PIDS, OKS, DENIES, REJECTS, DOWN, OTHERS, BACK, FRONT, BOX, LOGINS = range(10)
WIDTH = 10
# places of an account's row
A_BACK, A_FRONT, A_BOX, A_LOGINS, A_SENT = range(5)
A_WIDTH = 5
QUARTER = 900 * 10**9
UNKNOWN = 3
LIMITS = 64  # distinct limits of tcpservers in one log beyond which they are one
KINDS = 1000  # distinct messages of the daemons themselves beyond which they are named by severity alone


def connections(row: list[int]) -> int:
    """Connections, from whichever view saw more."""
    return max(row[PIDS], row[OKS] + row[DENIES])


def refused(row: list[int]) -> int:
    """What spamdyke saw refused behind it, and nobody behind it logged."""
    return max(0, row[OTHERS] - row[DOWN])


def rejected(row: list[int]) -> int:
    """Attempts to send that were rejected, each once."""
    return row[REJECTS] + refused(row) + smtp_fails(row)


def smtp_fails(row: list[int]) -> int:
    """Failed SMTP AUTH."""
    return max(row[BACK], row[FRONT])


def fails(row: list[int]) -> int:
    """Failed logins of all services."""
    return smtp_fails(row) + row[BOX]


@dataclass(slots=True)
class Totals:
    """One host's figures of a window."""

    sums: list[int] = field(default_factory=lambda: [0] * WIDTH)
    quarters: dict[int, list[int]] = field(default_factory=dict)
    addresses: Addresses = field(default_factory=Addresses)
    accounts: Accounts = field(default_factory=Accounts)
    viruses: Names = field(default_factory=Names)
    causes: Causes = field(default_factory=Causes)
    counts: dict[str, int] = field(default_factory=dict)  # a few figures by their name
    ports: dict[int, int] = field(default_factory=dict)  # connections by local port
    peaks: dict[int, int] = field(default_factory=dict)  # tcpserver's limit → most connections at once
    peaks_one: bool = False
    alarms: dict[tuple[str, str], list[Any]] = field(default_factory=dict)  # (severity, words) → count, at, sample
    alarms_coarse: bool = False
    unknown: int = 0
    samples: list[tuple[int, str]] = field(default_factory=list)

    def event(self, at: int, client: bytes, place: int, times: int) -> None:
        """Counts one event at `place`, in the sum, by time and by client address (empty: not known)."""
        self.sums[place] += times
        quarter = at // QUARTER
        row = self.quarters.get(quarter)
        if row is None:
            row = self.quarters[quarter] = [0] * WIDTH
        row[place] += times
        if client:
            self.addresses.row(client, WIDTH)[place] += times

    def cause(self, cause: Cause, times: int, at: int, sample: bytes) -> None:
        """Counts a rejection; the earliest line is the sample."""
        self.causes.put(cause, [times, at, sample])

    def count(self, name: str, times: int) -> None:
        """Counts a figure."""
        self.counts[name] = self.counts.get(name, 0) + times

    def account(self, name: bytes, place: int, times: int) -> None:
        """Counts a login, or one that failed, by account."""
        self.accounts.row(name, A_WIDTH)[place] += times

    def peak(self, limit: int, used: int) -> None:
        """So many connections at once, of `limit`."""
        key = 0 if self.peaks_one else limit
        self.peaks[key] = max(self.peaks.get(key, 0), used)
        if len(self.peaks) > LIMITS:
            self.one_peak()

    def one_peak(self) -> None:
        """Too many limits to tell apart."""
        self.peaks_one = True
        self.peaks = {0: max(self.peaks.values())} if self.peaks else {}

    def alarm(self, key: tuple[str, str], times: int, at: int, sample: str) -> None:
        """Counts a message of a daemon itself."""
        if self.alarms_coarse:
            key = (key[0], "")
        row = self.alarms.setdefault(key, [0, at, sample])
        row[0] += times
        if (at, sample) < (row[1], row[2]):
            row[1:] = [at, sample]
        if len(self.alarms) > KINDS and not self.alarms_coarse:
            self.coarse_alarms()

    def coarse_alarms(self) -> None:
        """Names all of them by severity."""
        old, self.alarms, self.alarms_coarse = self.alarms, {}, True
        for key, row in old.items():
            self.alarm(key, row[0], row[1], row[2])

    def stray(self, at: int, sample: bytes, times: int) -> None:
        """Counts a line that was not understood; the earliest ones are the samples."""
        self.unknown += times
        if len(self.samples) == UNKNOWN and at > self.samples[-1][0]:
            return
        self.samples = sorted({*self.samples, (at, clean(sample, 160))})[:UNKNOWN]

    def add(self, other: Totals) -> None:
        """Takes `other` in; `other` is used up."""
        self.sums = [mine + theirs for mine, theirs in zip(self.sums, other.sums, strict=True)]
        for quarter, row in other.quarters.items():
            known = self.quarters.setdefault(quarter, [0] * WIDTH)
            for place, value in enumerate(row):
                known[place] += value
        self.addresses.add(other.addresses)
        self.accounts.add(other.accounts)
        self.viruses.add(other.viruses)
        self.causes.add(other.causes)
        for name, count in other.counts.items():
            self.count(name, count)
        for port, count in other.ports.items():
            self.ports[port] = self.ports.get(port, 0) + count
        if other.peaks_one and not self.peaks_one:
            self.one_peak()
        for limit, used in other.peaks.items():
            self.peak(limit, used)
        if other.alarms_coarse and not self.alarms_coarse:
            self.coarse_alarms()
        for key, said in other.alarms.items():
            self.alarm(key, said[0], said[1], said[2])
        self.unknown += other.unknown
        self.samples = sorted({*self.samples, *other.samples})[:UNKNOWN]

    def copy(self) -> Totals:
        """One that may be used up."""
        twin = replace(
            self, sums=list(self.sums), counts=dict(self.counts), ports=dict(self.ports), peaks=dict(self.peaks)
        )
        twin.quarters = {key: list(row) for key, row in self.quarters.items()}
        twin.alarms = {key: list(row) for key, row in self.alarms.items()}
        twin.addresses, twin.accounts = self.addresses.copy(), self.accounts.copy()
        twin.viruses, twin.causes = self.viruses.copy(), self.causes.copy()
        return twin

    @property
    def stirred(self) -> bool:
        """Whether anything was understood."""
        return bool(any(self.sums) or self.counts or self.peaks or self.alarms or self.causes.rows)
