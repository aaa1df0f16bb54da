"""Zimbra's own programs in zimbra.log: services that were stopped, disk warnings, restarts.  Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from ...day import Day
from ...fold import Carry, Grammar, Lines
from ...model import Duration, Model, at_least, option
from ...report import Figure, Section
from ..counting import Spoken, Tally, read
from . import services
from .grammar import SPOKEN, ZIMBRA
from .scan import Reader, Stretch, empty
from .sections import figures, sections

VERSION = 1
DAY = 86400 * 10**9


@dataclass(slots=True)
class State:
    """The hosts of a stretch of log, and its window (ns)."""

    hosts: dict[str, Stretch] = field(default_factory=dict)
    start: int = 0
    until: int = 0


@dataclass(frozen=True)
class Zimbra(Model):
    """Zimbra's services that were stopped, its disk warnings and restarts."""

    name: ClassVar[str] = "zimbra"
    kind: ClassVar[str] = "Zimbra"
    reads: ClassVar[tuple[str, ...]] = ()  # besides
    carries: ClassVar[bool] = True
    GRAMMAR: ClassVar[Grammar] = ZIMBRA
    SPOKEN: ClassVar[Spoken] = SPOKEN
    SECTIONS: ClassVar[tuple[str, ...]] = ("problems", "overall", "services", "disks", "starts", "messages")

    source: tuple[str, ...] = option(text="the sources that hold zimbra.log")
    top: int = option(10, text="rows of each ranking", check=at_least(1))
    hide: tuple[str, ...] = option((), text="sections to leave out, as services, disks, starts, messages")
    expire: Duration = option(Duration(2 * DAY), text="a service of which nothing is heard for longer is forgotten")

    def scan_key(self) -> str:
        """What a carry depends on; passes of equal key scan once."""
        return f"zimbra/{VERSION}/{self.expire}"

    def start(self) -> State:
        """No stretch at all."""
        return State()

    def scan(self, state: State, chunk: Lines) -> State:
        """One chunk behind what `state` holds."""

        def stretch_of(host: str) -> Stretch:
            state.start, state.until = chunk.window.start, max(state.until, chunk.window.end)
            return state.hosts.setdefault(host, empty())

        read(chunk, self.GRAMMAR, self.SPOKEN, Reader, stretch_of)
        return state

    def merge(self, left: State, right: State) -> State:
        """`left`, then `right`, host by host."""
        for host, stretch in right.hosts.items():
            known = left.hosts.get(host)
            if known is None:
                left.hosts[host] = stretch
            else:
                known.add(stretch)
                services.join(known.services, stretch.services)
        left.start, left.until = left.start or right.start, max(left.until, right.until)
        return left

    def needs(self, state: State) -> bool:
        """Whether what the day before left says anything of this day."""
        return any(stretch.services for stretch in state.hosts.values())

    def settle(self, state: State, carry: Carry | None) -> tuple[Mapping[str, Stretch], Carry]:
        """Yesterday's services on the left; totals by host, and how today leaves them."""
        before = carry["hosts"] if carry and carry.get("version") == VERSION else {}
        after: dict[str, Any] = {}
        since = state.until - self.expire
        for host, stretch in state.hosts.items():
            rows = services.opened(before.get(host, []), state.start)
            known = set(rows)
            services.join(rows, stretch.services)
            after[host] = services.carried(rows, since)
            latest = max((row[services.LAST] for row in stretch.services.values()), default=0)
            found = {key: services.settled(rows[key], key in known, latest) for key in stretch.services if key in rows}
            stretch.stopped = {key: row for key, row in found.items() if row is not None}
            stretch.services = {}
        for host, left in before.items():
            if host not in state.hosts:
                after[host] = [row for row in left if row[2] >= since]
        return state.hosts, {"version": VERSION, "hosts": {host: rows for host, rows in after.items() if rows}}

    def add(self, left: Stretch, right: Stretch) -> Stretch:
        """Totals of two hosts, sources or days."""
        left.add(right)
        return left

    def finish(self, totals: Mapping[str, Stretch], day: Day) -> Sequence[Section]:
        """What the totals say."""
        return sections(totals, day, self.top, frozenset(self.hide))

    def figures(self, total: Stretch, day: Day) -> tuple[Figure, ...]:
        """The figures of one host, for the history."""
        return figures(total)

    def stirred(self, total: Tally) -> bool:
        """Whether anything in the window's lines was understood."""
        return total.stirred

    def unread(self, total: Tally) -> tuple[int, list[str]]:
        """Lines of these programs that were not understood, with samples."""
        return total.unknown, [sample for _, sample in total.samples]
