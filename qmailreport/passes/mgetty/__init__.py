"""mgetty: calls taken, logins and faxes by modem, and what is wrong with a modem.  Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from ...day import Day
from ...fold import Carry, Lines
from ...model import Model, at_least, option
from ...report import Figure, Section
from .calls import Calls, scan
from .sections import figures, sections


@dataclass(frozen=True)
class Mgetty(Model):
    """The calls of modem lines: taken, logged in, faxes, failures and warnings."""

    name: ClassVar[str] = "mgetty"
    kind: ClassVar[str] = "mgetty"
    reads: ClassVar[tuple[str, ...]] = ()
    carries: ClassVar[bool] = False
    SECTIONS: ClassVar[tuple[str, ...]] = ("modems", "calls", "failures")

    source: tuple[str, ...] = option(text="the sources that hold mgetty's logs")
    top: int = option(10, text="rows of each table", check=at_least(1))
    hide: tuple[str, ...] = option((), text="sections to leave out: modems, calls, failures")

    def scan_key(self) -> str:
        """Passes of equal key scan once."""
        return "mgetty/1"

    def start(self) -> dict[str, Calls]:
        """No stretch at all; states are calls by host."""
        return {}

    def scan(self, state: dict[str, Calls], chunk: Lines) -> dict[str, Calls]:
        """One chunk of mgetty's log; other formats have nothing for it."""
        if hasattr(chunk.envelope, "between"):  # what mgetty writes between calls
            scan(state.setdefault(chunk.host, Calls()), chunk)
        return state

    def merge(self, left: dict[str, Calls], right: dict[str, Calls]) -> dict[str, Calls]:
        """`left`, then `right`; nothing of the one depends on the other."""
        for host, calls in right.items():
            left.setdefault(host, Calls()).add(calls)
        return left

    def settle(self, state: dict[str, Calls], carry: Carry | None) -> tuple[Mapping[str, Calls], Carry]:
        """The calls by host; tomorrow needs nothing."""
        return {host: calls.trim() for host, calls in state.items()}, {"version": 1}

    def add(self, left: Calls, right: Calls) -> Calls:
        """Totals of two hosts, sources or days."""
        left.add(right)
        return left

    def finish(self, totals: Mapping[str, Calls], day: Day) -> Sequence[Section]:
        """What the totals say."""
        return sections(totals, self.top, frozenset(self.hide))

    def figures(self, total: Calls, day: Day) -> tuple[Figure, ...]:
        """The figures of one host, for the history."""
        return figures(total)

    def stirred(self, total: Calls) -> bool:
        """Whether the window's lines told of this host."""
        return total.lines > total.unknown

    def unread(self, total: Calls) -> tuple[int, list[str]]:
        """Lines that were not understood, and samples of them."""
        return total.unknown, [sample for _, sample in total.samples]
