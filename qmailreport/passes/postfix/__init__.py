"""Postfix: what came, what went where, what was refused, what waits; one mail counted once.  Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from ...day import Day
from ...fold import Carry, Lines
from ...model import Duration, Model, at_least, option
from ...report import Figure, Section
from . import carry as pending
from .grammar import POSTFIX
from .merge import merge
from .scan import run
from .sections import all_figures, sections
from .state import Queue
from .totals import Totals

DAY = 86400 * 10**9
Place = tuple[str, str]  # host and instance; no instance: other programs


@dataclass(slots=True)
class State:
    """The queues of the hosts and instances in a stretch of log, and the end of its window (ns)."""

    queues: dict[Place, Queue]
    until: int = 0


@dataclass(frozen=True)
class Postfix(Model):
    """Statistics of Postfix: messages, deliveries, delays, rejects, reasons, warnings, queue."""

    name: ClassVar[str] = "postfix"
    kind: ClassVar[str] = "Postfix"
    reads: ClassVar[tuple[str, ...]] = ()  # besides
    carries: ClassVar[bool] = True
    SECTIONS: ClassVar[tuple[str, ...]] = (
        "warnings",
        "overall",
        "hours",
        "rhosts",
        "failures",
        "deferrals",
        "rejects",
        "lists",
        "sasl",
        "tls",
        "senders",
        "recipients",
        "queue",
        "arrivals",
        "verdicts",
        "sessions",
        "waiting",
        "by_host",
    )

    source: tuple[str, ...] = option(text="the sources that hold Postfix's log")
    top: int = option(10, text="rows of each ranking", check=at_least(1))
    hide: tuple[str, ...] = option(
        (),
        text="sections to leave out, as hours, rhosts, failures, deferrals, rejects, lists, sasl, tls, senders, queue",
    )
    own: tuple[str, ...] = option((), text="more senders whose mail is this report's own and stays out of the rankings")
    expire: Duration = option(Duration(10 * DAY), text="messages open for longer than this are dropped and counted")

    def scan_key(self) -> str:
        """What a carry depends on; passes of equal key scan once."""
        return f"postfix/{pending.VERSION}/{self.expire}"

    def start(self) -> State:
        """No stretch at all."""
        return State({})

    def scan(self, state: State, chunk: Lines) -> State:
        """One chunk behind what `state` holds; Postfix's lines are known by their syslog tag."""
        if b"(?P<instance>" not in chunk.envelope.begin(POSTFIX.program):
            return state
        state.until = max(state.until, chunk.window.end)

        def queue_of(host: bytes, instance: bytes) -> Queue:
            place = host.decode("latin-1") or chunk.host, instance.decode("latin-1")
            return state.queues.setdefault(place, Queue())

        run(chunk.find(POSTFIX), chunk, chunk.group(POSTFIX), queue_of)
        return state

    def merge(self, left: State, right: State) -> State:
        """`left`, then `right`, instance by instance."""
        for place, queue in right.queues.items():
            known = left.queues.get(place)
            left.queues[place] = queue if known is None else merge(known, queue)
        left.until = max(left.until, right.until)
        return left

    def settle(self, state: State, carry: Carry | None) -> tuple[Mapping[str, Totals], Carry]:
        """Yesterday's open messages on the left; totals by host, and today's open ones."""
        return pending.settle(state.queues, state.until, carry, self.expire)

    def add(self, left: Totals, right: Totals) -> Totals:
        """Totals of two hosts, sources or days."""
        left.add(right)
        return left

    def finish(self, totals: Mapping[str, Totals], day: Day) -> Sequence[Section]:
        """What the totals say."""
        return sections(totals, day, self.top, frozenset(self.hide), self.own)

    def figures(self, total: Totals, day: Day) -> tuple[Figure, ...]:
        """The figures of one host, for the history."""
        return all_figures(total, day)

    def stirred(self, total: Totals) -> bool:
        """Whether the window's lines, not only the carry, told of this host."""
        return total.get("postfix_lines") > 0

    def unread(self, total: Totals) -> tuple[int, list[str]]:
        """Postfix's lines that were not understood, and samples of them."""
        return total.get("unknown"), [sample for _, sample in total.samples]
