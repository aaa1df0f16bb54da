"""Matches of one host's lines into its tally.  Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ..counting import Few, Groups, Match, Scanner, Tally
from ..masks import masked
from .services import Key, Row, add, see, status


class Disks(Groups):
    """By (host, mount point).  Row: lines, most percent, at (ns), percent then, line."""

    __slots__ = ()
    LIMIT = 1000
    MASKS = (lambda key: key[:1], lambda key: (b"",))

    def join(self, known: list[Any], row: list[Any]) -> None:
        """The sum, the most, and the latest."""
        known[0] += row[0]
        known[1] = max(known[1], row[1])
        if tuple(row[2:]) > tuple(known[2:]):
            known[2:] = row[2:]


class Acts(Groups):
    """By words.  Row: count, the latest instant (ns)."""

    __slots__ = ()
    LIMIT = 1000
    MASKS = (lambda key: key[:1], lambda key: (b"",))

    def join(self, known: list[Any], row: list[Any]) -> None:
        """The sum, and the latest."""
        known[0] += row[0]
        known[1] = max(known[1], row[1])


@dataclass(slots=True)
class Stretch(Tally):
    """One host's counts, and its services: open ones while a log is read, settled ones then."""

    services: dict[Key, Row] = field(default_factory=dict)
    stopped: dict[Key, Row] = field(default_factory=dict)

    def add(self, other: Tally) -> None:
        """Takes settled totals in, which are used up."""
        Tally.add(self, other)
        for key, row in getattr(other, "stopped", {}).items():
            known = self.stopped.get(key)
            self.stopped[key] = row if known is None else add(known, row)
            if len(self.stopped) > 5000:
                del self.stopped[max(self.stopped)]

    def copy(self) -> Stretch:
        """One that may be used up."""
        twin = Tally.copy(self)
        parts = {name: getattr(twin, name) for name in Tally.__dataclass_fields__}
        return Stretch(
            **parts,
            services=dict(self.services),
            stopped={key: list(row) for key, row in self.stopped.items()},
        )


def empty() -> Stretch:
    """No line at all."""
    return Stretch({"disks": Disks(), "acts": Acts(), "statuses": Few()})


class Reader(Scanner):
    """Zimbra's lines."""

    __slots__ = ()
    tally: Stretch

    def _see(self, match: Match, host: bytes, service: bytes, up: bool) -> None:
        self.tally.count("statuses", self.times(match))
        see(self.tally.services, (host, service), status(self.at(match), up, self.line(match)))

    def _status(self, match: Match) -> None:
        host, service, word = match.group("on", "service", "is")
        self._see(match, host, service, word == b"Running")

    def _change(self, match: Match) -> None:
        host, service, word = match.group("change_on", "changed", "became")
        self._see(match, host, service, word == b"running")

    def _disk(self, match: Match) -> None:
        host, mount, percent = match.group("disk_on", "mount", "percent")
        times, used = self.times(match), int(percent)
        self.tally.count("disks", times)
        row = [times, used, self.at(match), used, self.line(match)]
        self.tally.tables["disks"].put((host or b"", mount), row)

    def _done(self, match: Match, words: bytes) -> None:
        times = self.times(match)
        self.tally.count("acts", times)
        self.tally.tables["acts"].put((words,), [times, self.at(match)])

    def _act(self, match: Match) -> None:
        verb, what = match.group("verb", "what")
        self._done(match, what + (b" started" if verb == b"Starting" else b" stopped") + b" by zmcontrol")

    def _begun(self, match: Match) -> None:
        self.tally.count("mailboxd", self.times(match))
        self._done(match, b"mailboxd started")

    def _ended(self, match: Match) -> None:
        self._done(match, b"mailboxd ended")

    def _born(self, match: Match) -> None:
        self._done(match, b"zmconfigd started")

    def _alarm(self, match: Match) -> None:
        program = (match["program"] or b"").decode("latin-1")
        self.tally.says("warning", program, masked(match["alarm"]), self.times(match), self.at(match), self.line(match))

    def _odd(self, match: Match) -> None:
        self._other(match)
