"""What the totals say, as sections: tables ranked and cut, words chosen, nothing formatted.  Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from ...day import Day
from ...redact import clean
from ...report import Column, Figure, Section, Table, Value
from .. import many
from ..histogram import percentile
from .alarms import ORDER
from .further import domains, further
from .overall import figures, headline, until
from .rankings import reasons, recipients, rhosts, senders
from .state import DEFERRAL, FAILURE
from .totals import A_COUNT, A_MEANING, A_SAMPLE, QUARTER, Load, Totals


class Options(Protocol):
    """What the pass's options say of its sections."""

    @property
    def top(self) -> int:
        """Rows of a ranking."""

    @property
    def hide(self) -> tuple[str, ...]:
        """Sections left out."""

    @property
    def more(self) -> tuple[str, ...]:
        """Sections added."""

    @property
    def own(self) -> tuple[str, ...]:
        """Senders that stay out of rankings."""

    @property
    def domain(self) -> str:
        """The one domain that is counted."""

    @property
    def domains(self) -> tuple[str, ...]:
        """Domains that get a row."""

    @property
    def accounts(self) -> tuple[tuple[int, str], ...]:
        """User names by uid."""


def sections(totals: Mapping[str, Totals], day: Day, options: Options) -> Sequence[Section]:
    """All sections of the qmail pass in the order of the mail; what has nothing to say is left out."""
    totals = limited(totals)
    whole = together(totals.values())
    mine = frozenset(address.encode().lower() for address in options.own)
    top, one_domain = options.top, bool(options.domain)
    made = (
        None if one_domain else alarms(whole, top),
        Section(
            "qmail.overall",
            "All figures",
            "qtime: from queueing to the end of a message. Delay: from queueing to a success. Time of an attempt: from "
            "its start to its end. Average concurrency: total time of attempts divided by the span.",
            (*headline(whole, day), *figures(whole)),
        ),
        hours(whole, day),
        rhosts(whole, top),
        reasons(whole, FAILURE, top),
        reasons(whole, DEFERRAL, top),
        senders(whole, mine, top),
        recipients(whole, top),
        domains(whole, options.domains),
        *further(whole, options.more, mine, dict(options.accounts), top),
        queue(whole, day, top),
        None if one_domain else concurrency(totals, day),
        None if one_domain else bounces(whole),
        by_host(totals),
    )
    return tuple(each for each in made if each is not None and each.id.partition(".")[2] not in options.hide)


def all_figures(total: Totals, day: Day) -> tuple[Figure, ...]:
    """Every figure of one host, without the rankings."""
    parts = (concurrency({"": total}, day), bounces(total))
    more = tuple(figure for part in parts if part is not None for figure in part.figures)
    return (*headline(total, day), *figures(total), *percentiles(total), *more)


def limited(totals: Mapping[str, Totals]) -> Mapping[str, Totals]:
    """At most a thousand hosts, the busiest."""
    return many.limited(totals, lambda total: total.received + sum(total.results), Totals)


def together(totals: Iterable[Totals]) -> Totals:
    """The sum, which leaves its parts as they are."""
    return many.together(totals, Totals)


def alarms(total: Totals, top: int) -> Section | None:
    """qmail-send's own alerts and warnings, the worst first."""
    ranked = sorted(
        total.alarms.items(), key=lambda each: (ORDER.index(each[0][0]), -int(each[1][A_COUNT]), each[0][1])
    )
    if not ranked:
        return None
    shown = ranked[:top]
    return Section(
        "qmail.warnings",
        "qmail’s own messages",
        _sentence(shown[0][1][A_MEANING]),
        tables=(
            Table(
                "qmail.warnings",
                "qmail’s own messages",
                (
                    Column("message", "Message", "text"),
                    Column("severity", "Severity", "code"),
                    Column("lines", "lines"),
                ),
                tuple((words, severity, int(row[A_COUNT])) for (severity, words), row in shown),
                " ".join(dict.fromkeys(_sentence(row[A_MEANING]) for _, row in shown)),
                "ranked",
                len(ranked) - len(shown),
                tuple(str(row[A_SAMPLE]) for _, row in shown),
            ),
        ),
        urgent=True,
    )


def _sentence(meaning: str) -> str:
    return f"{meaning[:1].upper()}{meaning[1:]}."


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
        rows.append((label, counts[0], counts[2], counts[1], 1))
    columns = (
        Column("label", "Hour", "text"),
        Column("delivered", "delivered"),
        Column("deferred", "deferred"),
        Column("failed", "failed"),
        Column("seen", "seen"),
    )
    table = Table(
        "qmail.hours", "Deliveries per hour", columns, tuple(rows), "Attempts by the hour of their end.", "hours"
    )
    return Section("qmail.hours", "Deliveries per hour", figures=percentiles(total), tables=(table,))


def percentiles(total: Totals) -> tuple[Figure, ...]:
    """p50, p90, p99 of the delay of successes, to 0.8 %, and the exact maximum (ns)."""
    if total.slowest is None or not total.delays:
        return ()
    histogram: dict[int, int] = {}
    for delays in total.delays.values():
        for delay, count in delays.items():
            histogram[delay] = histogram.get(delay, 0) + count
    shown = [
        Figure(f"qmail.delay.p{share}", f"p{share}", min(percentile(histogram, share), total.slowest), "ns")
        for share in (50, 90, 99)
    ]
    return (*shown, Figure("qmail.delay.max", "max", total.slowest, "ns"))


def queue(total: Totals, day: Day, top: int) -> Section | None:
    """What waits at the day's end, by the host of the latest deferral."""
    if not total.waiting:
        return None
    at, when = until(total, day)
    ranked = sorted(total.waiting.items(), key=lambda each: (-each[1][0], each[1][1], each[0]))
    rows = tuple(
        (clean(host, 80) or "(not tried, or tried elsewhere)", count, max(0, at - oldest))
        for host, (count, oldest) in ranked[:top]
    )
    columns = (Column("host", "Waiting for", "text"), Column("messages", "messages"), Column("oldest", "oldest", "ns"))
    note = "Messages that were not finished by then, by the host whose deferral was the latest."
    table = Table("qmail.queue", f"Queue at {when}", columns, rows, note, "ranked", len(ranked) - len(rows))
    return Section("qmail.queue", f"Queue at {when}", tables=(table,))


def concurrency(totals: Mapping[str, Totals], day: Day) -> Section | None:
    """How near to their limits the two channels were, which host's most, and which control file raises them."""
    shown: list[Figure] = []
    advice = []
    for name in ("local", "remote"):
        loads = {host: _channel(total, name) for host, total in totals.items() if _channel(total, name).limit}
        if not loads:
            continue
        worst = max(loads, key=lambda host: (loads[host].full, loads[host].peak, host))
        where = f" ({clean(worst, 40)})" if len(loads) > 1 else ""
        shown.extend(_load(name, loads[worst], day, where))
        for host, load in loads.items():
            share = _share(load, day)
            if share >= 1:
                on = f" on {clean(host, 40)}" if len(loads) > 1 else ""
                advice.append(
                    f"{name} deliveries{on} ran at their limit for {share:.1f} % of the day: raise "
                    f"control/concurrency{name} (now {load.limit}) if the host has room."
                )
    note = " ".join(advice[:4]) or "Neither channel was at its limit for long."
    return Section("qmail.concurrency", "Concurrency", note, tuple(shown)) if shown else None


def _channel(total: Totals, name: str) -> Load:
    return total.local if name == "local" else total.remote


def _share(load: Load, day: Day) -> float:
    length = day.window.end - day.window.start
    return min(100.0, max(0.0, 100 * load.full / length))


def _load(name: str, load: Load, day: Day, where: str) -> tuple[Figure, ...]:
    place = f"qmail.concurrency.{name}"
    return (
        Figure(f"{place}.peak", f"Peak of {name} deliveries{where}", load.peak),
        Figure(f"{place}.limit", f"Limit of {name} deliveries{where}", load.limit),
        Figure(
            f"{place}.share", f"Share of the day at the {name} limit{where}", round(_share(load, day), 3), "percent"
        ),
    )


def bounces(total: Totals) -> Section | None:
    """Bounces, which are messages of their own, apart from failures."""
    if not (total.bounces or total.double_born or total.doubles or total.triples):
        return None
    shown = [
        Figure("qmail.bounces", "Bounces sent", total.bounces, noun="messages"),
        Figure("qmail.double_bounces", "Of these double bounces", total.double_born, noun="messages"),
        Figure("qmail.triple_bounces", "Triple bounces discarded", total.triples, noun="messages"),
    ]
    if total.doubles:
        shown.append(Figure("qmail.doubles_discarded", "Double bounces discarded", total.doubles, noun="messages"))
    note = (
        "A bounce tells a sender of a failure; a double bounce goes to the postmaster; a triple bounce is thrown away."
    )
    return Section("qmail.bounces", "Bounces", note, tuple(shown))


def by_host(totals: Mapping[str, Totals]) -> Section | None:
    """A row a host, for the coverage table."""
    if not totals:
        return None
    names = ("received", "delivered", "deferred", "failed")
    rows = []
    for host, total in totals.items():
        success, failure, deferral = total.results
        rows.append((clean(host, 60), "qmail", total.received, success, deferral, failure))
    columns = (Column("name", "Host", "text"), Column("kind", "Kind", "text"), *(Column(name, name) for name in names))
    return Section(
        "qmail.by_host",
        "Hosts and coverage",
        tables=(Table("qmail.by_host", "Hosts and coverage", columns, tuple(rows), shape="hosts"),),
    )
