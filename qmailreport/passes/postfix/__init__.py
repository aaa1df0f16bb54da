"""Postfix: what came, what went where, what was refused, what waits; one mail counted once.  Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from ...day import Day
from ...fold import Carry, Lines
from ...model import Duration, Model, at_least, option
from ...report import Figure, Section
from . import carry as pending
from .labels import Label
from .loop import Loop
from .merge import merge
from .sections import all_figures, sections
from .state import Queue
from .totals import Totals
from .wants import Wants, domains_complaint, filters_complaint, names_complaint, wants

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
    large: ClassVar[int] = 2_000_000  # bytes of a chunk for which a regex of its host's own name is compiled
    SECTIONS: ClassVar[tuple[str, ...]] = (
        *("warnings", "overall", "hours", "delays", "direction", "rhosts", "providers", "relays"),
        *("failures", "deferrals", "lapsed", "refusals", "rejects", "wanted", "labels", "clients"),
        *(
            "lists",
            "sasl",
            "tls",
            "senders",
            "recipients",
            "queue",
            "master",
            "arrivals",
            "verdicts",
            "sessions",
            "waiting",
            "by_host",
        ),
    )

    source: tuple[str, ...] = option(text="the sources that hold Postfix's log")
    top: int = option(10, text="rows of each ranking", check=at_least(1))
    hide: tuple[str, ...] = option(
        (),
        text="sections to leave out, as hours, rhosts, failures, deferrals, rejects, lists, sasl, tls, senders, queue",
    )
    domains: tuple[str, ...] = option(
        (), text="this house's domains: mail in, out and within is told apart, a row each", check=domains_complaint
    )
    labels: tuple[Label, ...] = option(
        (), text="own names for rejects, as {match: REGULAR EXPRESSION, label: NAME}; the first that matches holds"
    )
    syslog_names: tuple[str, ...] = option(
        (), text="Postfix's further syslog_names, besides postfix and postfix-NAME", check=names_complaint
    )
    filters: tuple[str, ...] = option(
        (),
        text="content filters that are not on loopback: hosts, addresses, pipe:TRANSPORT; uid:NUMBER where one hands "
        "mail back by sendmail",
        check=filters_complaint,
    )
    own: tuple[str, ...] = option((), text="more senders whose mail is this report's own and stays out of the rankings")
    expire: Duration = option(Duration(10 * DAY), text="messages open for longer than this are dropped and counted")

    def scan_key(self) -> str:
        """What a carry depends on; passes of equal key scan once."""
        words = (self.domains, self.syslog_names, self.filters, [(each.match, each.label) for each in self.labels])
        more = "/" + json.dumps(words) if any(words) else ""
        return f"postfix/{pending.VERSION}/{self.expire}{more}"

    @property
    def _wants(self) -> Wants:
        return wants(self.syslog_names, self.domains, self.filters, self.labels)

    def start(self) -> State:
        """No stretch at all."""
        return State({})

    def scan(self, state: State, chunk: Lines) -> State:
        """One chunk behind what `state` holds; Postfix's lines are known by their syslog tag."""
        wanted = self._wants
        if b"(?P<instance>" not in chunk.envelope.begin(wanted.grammar.program):
            return state
        state.until = max(state.until, chunk.window.end)

        def queue_of(host: bytes, instance: bytes) -> Queue:
            place = host.decode("latin-1") or chunk.host, instance.decode("latin-1")
            return state.queues.setdefault(place, Queue(own=wanted.own))

        Loop(chunk, queue_of, wanted).run(self.large)
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
        return sections(totals, day, self)

    def figures(self, total: Totals, day: Day) -> tuple[Figure, ...]:
        """The figures of one host, for the history."""
        return all_figures(total, day)

    def stirred(self, total: Totals) -> bool:
        """Whether the window's lines, not only the carry, told of this host."""
        return total.get("postfix_lines") > 0

    def unread(self, total: Totals) -> tuple[int, list[str]]:
        """Postfix's lines that were not understood, and samples of them."""
        return total.get("unknown"), [sample for _, sample in total.samples]
