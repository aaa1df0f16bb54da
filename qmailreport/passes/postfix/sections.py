"""What the totals say, as sections: problems first; nothing formatted.  Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from ...day import Day
from ...redact import clean
from ...report import Column, Figure, Section, Table, Value
from .. import many
from . import overall, providers, rankings, turned
from .totals import Q_BOUNCED, Q_DEFERRED, Q_SENT, QUARTER, Totals

SEVERITY = {"panic": "fatal", "fatal": "fatal", "error": "serious", "warning": "warning"}
_ORDER = ("panic", "fatal", "error", "warning")
_WORST = {
    "panic": "A panic is a fault in Postfix or its configuration that stopped a daemon.",
    "fatal": "A fatal error stopped a daemon; mail waits until it is mended.",
    "error": "An error kept a daemon from doing part of its work.",
    "warning": "A warning tells of something that Postfix could work around.",
}


class Options(Protocol):
    """What the pass's options say of its sections."""

    @property
    def top(self) -> int:
        """Rows of a ranking."""

    @property
    def hide(self) -> tuple[str, ...]:
        """Sections left out."""

    @property
    def own(self) -> tuple[str, ...]:
        """Senders that stay out of rankings."""

    @property
    def domains(self) -> tuple[str, ...]:
        """This house's domains."""


def sections(totals: Mapping[str, Totals], day: Day, options: Options) -> Sequence[Section]:
    """All sections of the pass in the order of the mail; what has nothing to say is left out."""
    if not totals:
        return ()
    totals = limited(totals)
    hosts = by_host(totals)
    whole = together(totals.values())
    mine = frozenset(address.encode().lower() for address in options.own)
    houses = frozenset(domain.encode().lower() for domain in options.domains)
    top = options.top
    made = (
        warnings(whole, top),
        *figured(whole, day),
        hours(whole, day),
        providers.delays(whole),
        turned.directions(whole, options.domains),
        rankings.rhosts(whole, top),
        providers.providers(whole, houses, top),
        providers.relays(whole, top),
        rankings.reasons(whole, "bounced", "postfix.failures", "Failures by reason", "recipients", top),
        rankings.reasons(whole, "deferred", "postfix.deferrals", "Deferrals by reason", "attempts", top),
        rankings.reasons(whole, "expired", "postfix.lapsed", "Expired by reason", "messages", top),
        providers.refusals(whole, top),
        rankings.rejects(whole, top),
        turned.wanted(whole, top),
        turned.labels(whole, top),
        turned.clients(whole, top),
        rankings.lists(whole, top),
        rankings.sasl(whole, top),
        rankings.tls(whole, top),
        rankings.senders(whole, mine, top),
        rankings.recipients(whole, top),
        queue(whole, day, top),
        turned.master(whole, top),
        hosts,
    )
    return tuple(each for each in made if each is not None and each.id.partition(".")[2] not in options.hide)


def figured(total: Totals, day: Day) -> tuple[Section, ...]:
    """The sections of figures; the day's own ones, which bear its date, stand in the last."""
    last = overall.sessions(total)
    last = replace(last, figures=(*last.figures, *overall.of_day(total, day)))
    return (overall.deliveries(total, day), overall.arrivals(total), overall.verdicts(total), last)


def all_figures(total: Totals, day: Day) -> tuple[Figure, ...]:
    """Every figure of one host, without the rankings."""
    parts = (overall.deliveries(total, day), overall.arrivals(total), overall.verdicts(total), overall.sessions(total))
    return (*(figure for part in parts for figure in part.figures), *percentiles(total))


def limited(totals: Mapping[str, Totals]) -> Mapping[str, Totals]:
    """At most a thousand hosts, the busiest."""
    return many.limited(totals, lambda total: total.get("postfix_lines"), Totals)


def together(totals: Iterable[Totals]) -> Totals:
    """The sum, which leaves its parts as they are."""
    return many.together(totals, Totals)


def warnings(total: Totals, top: int) -> Section | None:
    """Panics, fatal errors, errors and warnings by daemon, the worst first; failed logins have their own section."""
    rows = sorted(total.alarms.rows.items(), key=lambda each: (_ORDER.index(each[0][0]), -int(each[1][0]), each[0]))
    if not rows:
        return None
    shown = rows[:top]
    columns = (
        Column("message", "Message", "text"),
        Column("severity", "Severity", "code"),
        Column("lines", "lines"),
    )
    table = Table(
        "postfix.warnings",
        "Postfix’s own messages",
        columns,
        tuple((f"{daemon}: {text}", SEVERITY[severity], int(row[0])) for (severity, daemon, text), row in shown),
        " ".join(dict.fromkeys(_WORST[severity] for (severity, _, _), _ in shown)),
        "ranked",
        len(rows) - len(shown),
        tuple(clean(row[2].rstrip(b"] \r"), 200) for _, row in shown),
    )
    note = _WORST[rows[0][0][0]]
    return Section("postfix.warnings", "Postfix’s own messages", note, tables=(table,), urgent=True)


def hours(total: Totals, day: Day) -> Section | None:
    """Deliveries by hour and result, with the percentiles of the delay."""
    if not total.quarters:
        return None
    rows: list[tuple[Value, ...]] = []
    for window, label in day.hours():
        counts = [0, 0, 0]
        for slot in range(window.start // QUARTER, -(-window.end // QUARTER)):
            for place, count in enumerate(total.quarters.get(slot, ())):
                counts[place] += count
        rows.append((label, counts[Q_SENT], counts[Q_DEFERRED], counts[Q_BOUNCED], 1))
    names = ("delivered", "deferred", "failed", "seen")
    columns = (Column("label", "Hour", "text"), *(Column(name, name) for name in names))
    note = "Final deliveries, a recipient each, by the hour of their end."
    table = Table("postfix.hours", "Deliveries per hour", columns, tuple(rows), note, "hours")
    return Section("postfix.hours", "Deliveries per hour", figures=percentiles(total), tables=(table,))


def percentiles(total: Totals) -> tuple[Figure, ...]:
    """Average, p50, p90, p99 and maximum of the delay of final deliveries (ns), as Postfix rounds it."""
    whole = providers.whole(total)
    if not whole.histogram:
        return ()
    shown = [Figure(f"postfix.delay.p{share}", f"p{share}", whole.percentile(share), "ns") for share in (50, 90, 99)]
    mean = Figure("postfix.delay.average", "average", whole.average(), "ns")
    return (mean, *shown, Figure("postfix.delay.max", "max", whole.most, "ns"))


def queue(total: Totals, day: Day, top: int) -> Section | None:
    """What waits at the day's end, by the domain of the latest deferral."""
    if not total.waiting:
        return None
    order = sorted(total.waiting.items(), key=lambda each: (-each[1][0], each[1][1], each[0]))
    shown = [
        (clean(host, 80) or "(not deferred yet)", count, max(0, day.window.end - born))
        for host, (count, born) in order[:top]
    ]
    columns = (Column("host", "Waiting for", "text"), Column("messages", "messages"), Column("oldest", "oldest", "ns"))
    note = "Messages in the queue when the day ended, by the recipient domain of their latest deferral."
    return rankings.ranked("postfix.queue", "Queue at 24:00", columns, shown, len(order), note)


def by_host(totals: Mapping[str, Totals]) -> Section:
    """A row a host, for the coverage table."""
    names = ("received", "delivered", "deferred", "failed")
    rows = tuple(
        (
            clean(host, 60),
            "Postfix",
            overall.accepted(total),
            total.get("deliveries_final"),
            total.get("deferrals"),
            total.get("bounced_recipients"),
        )
        for host, total in totals.items()
    )
    columns = (Column("name", "Host", "text"), Column("kind", "Kind", "text"), *(Column(name, name) for name in names))
    title = "Hosts and coverage"
    return Section("postfix.by_host", title, tables=(Table("postfix.by_host", title, columns, rows, shape="hosts"),))
