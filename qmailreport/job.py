"""One day from start to finish: read, told, stored, sent.  The only room that knows every room."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import hashlib
import json
import os
import shlex
import socket
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from . import VERSION
from .collect import Collected, Collector, Progress, Silent
from .config import Config, Report
from .day import Day, local, parse_date
from .delivery import Files, Rendered, compose, render
from .engines import Serial
from .errors import DeliveryError, UsageError
from .passes import PASSES
from .report import Digest, Problem, Reading, Section, Table, Value
from .sources import Source, detect, newest_full_day, seen
from .store import Queued, Run, Store, retry_after

GIVE_UP = dt.timedelta(days=5)  # dma's and qmail's custom: a mail that nobody took by then is bounced


@dataclass(frozen=True)
class Order:
    """What a run is to do."""

    date: dt.date | None = None  # None: yesterday, once
    reports: tuple[str, ...] = ()  # by name; none named: all
    send: bool = True
    resend: bool = False
    to: tuple[str, ...] = ()  # elsewhere only
    files: Any = None  # a delivery that takes the place of the configured one
    rerun: str = "qmailreport run"  # the command that makes the mail again, without its date


@dataclass(slots=True)
class Outcome:
    """What a run came to."""

    mails: list[tuple[Digest, Rendered]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    queued: int = 0
    notes: list[str] = field(default_factory=list)  # for -v and for who named a date


def run(config: Config, order: Order, now: int, store: Store | None, progress: Progress | None = None) -> Outcome:
    """Makes and sends the mails of a day; `store` is None or read-only where nothing is to be kept."""
    outcome = Outcome()
    collected: dict[tuple[str, dt.date], Collected] = {}
    chosen = _chosen(config, order, now, store, outcome)
    for report in chosen:
        zone = config.zone_of(report)
        day = Day.of(order.date or local(now, zone).date() - dt.timedelta(days=1), zone)
        key = (zone.key, day.date)
        if key not in collected:
            alike = [other for other in chosen if config.zone_of(other) == zone]
            passes = [_own(each, config) for other in alike for each in other.passes]
            told = progress or Silent()
            collector = Collector(config.sources, config.site, config.zone, now, config.engine, store, told)
            collected[key] = collector.day(day, passes)
            if store is not None and order.send:
                _keep(store, collected[key], now)
        _tell(config, order, report, day, collected[key], now, store, outcome)
    outcome.problems.extend(config.engine.problems)
    if store is not None and order.send:
        store.prune(local(now, config.zone).date(), config.keep // (86400 * 10**9))
        flush(config, store, now, outcome)
    return outcome


def _chosen(config: Config, order: Order, now: int, store: Store | None, outcome: Outcome) -> list[Report]:
    """The reports that are due: those named, and from cron only those whose day has not gone out."""
    chosen = []
    for report in config.reports:
        if order.reports and report.name not in order.reports:
            continue
        yesterday = local(now, config.zone_of(report)).date() - dt.timedelta(days=1)
        done = store.latest(report.name, yesterday) if store is not None and order.send and not order.files else None
        if order.date is None and done is not None and not order.resend and not order.to:
            outcome.notes.append(f"{report.name}: {yesterday} has been sent; `--date {yesterday}` makes it again")
            continue
        chosen.append(report)
    return chosen


def _own(each: Any, config: Config) -> Any:
    """The pass with this program's own senders, so that its mails stay out of the rankings."""
    senders = dict.fromkeys(report.from_ for report in config.reports)
    return replace(each, own=tuple(dict.fromkeys((*each.own, *senders))))


def _keep(store: Store, collected: Collected, now: int) -> None:
    with store.transaction():
        for place, day, carry in collected.carries:
            store.put_carry(place.pass_name, place.key, place.source, day.date, carry, made=now, host=place.host)


def _tell(
    config: Config,
    order: Order,
    report: Report,
    day: Day,
    collected: Collected,
    now: int,
    store: Store | None,
    outcome: Outcome,
) -> None:
    """One report's mail."""
    passes = [_own(each, config) for each in report.passes]
    digest = made(config, report, day, passes, collected, now, store)
    digest = replace(digest, rerun=f"{order.rerun} --date {day.date}")
    content = fingerprint(digest)
    changed = True
    if store is not None:
        revision, changed = store.revision(report.name, day.date, content)
        revision += bool(order.resend and not changed)
        digest = replace(digest, revision=revision, number=store.days(report.name, day.date))
    rendered = render(digest, config.templates_dir)
    outcome.mails.append((digest, rendered))
    outcome.problems.extend(digest.problems)
    if store is None or not order.send:
        return
    message = compose(digest, rendered, report.from_, order.to or report.to)
    if order.files is not None:
        order.files.deliver(message, report.from_, order.to or report.to)
        return
    _figures(store, digest, passes, collected)
    if not changed and not order.resend and not order.to:
        outcome.notes.append(f"{report.name}: {day.date} says what it said before; nothing sent (--resend sends it)")
        return
    with store.transaction():
        if not order.to:
            run = Run(digest.revision, content, now, "queued", str(message["Message-ID"]))
            store.put_run(report.name, day.date, run)
        store.queue(
            report.name, day.date, str(message["Message-ID"]), report.from_, order.to or report.to, bytes(message), now
        )


def made(
    config: Config, report: Report, day: Day, passes: Sequence[Any], collected: Collected, now: int, store: Store | None
) -> Digest:
    """A report's digest of a day; `number` and `revision` are the store's to say."""
    names = {name for each in passes for name in each.source}
    readings = tuple(each for each in collected.readings if each.source in names)
    sections: list[Section] = []
    if any(each.in_day for each in readings):  # zeros where nothing was read would be a lie
        for one in passes:
            sections.extend(one.finish(collected.totals.get(one.scan_key(), {}), day))
    problems = [each for each in collected.problems if each.where in names or each.where not in config.sources]
    if store is not None:
        problems.extend(store.problems)
    first = store is None or store.days(report.name, day.date) == 1
    return Digest(
        report=report.name,
        site=config.site,
        date=day.date,
        zone=day.zone.key,
        window=(day.window.start, day.window.end),
        sections=tuple(covered(section, readings, day) for section in sections),
        readings=readings,
        problems=tuple(problems),
        to=report.to,
        made=now,
        next_run=config.next_run(now),
        seen=unseen({name: config.sources[name] for name in sorted(names)}, passes, day, config.zone, now)
        if first
        else (),
        version=VERSION,
    )


def unseen(sources: Mapping[str, Source], passes: Iterable[Any], day: Day, zone: ZoneInfo, now: int) -> tuple[str, ...]:
    """Programs in the configured logs that no pass reads, as 'Dovecot lines in /var/log/mail.log'."""
    read = {each.kind for each in passes}
    found = []
    for source in sources.values():
        for kind in seen(source, day.window, zone, now):
            if kind not in read:
                found.append(f"{kind} lines in {getattr(source, 'path', 'the journal')}")
    return tuple(dict.fromkeys(found))


def covered(section: Section, readings: Sequence[Reading], day: Day) -> Section:
    """Hours of which no log tells are marked as such, so that they do not look like quiet ones."""
    firsts = [each.first for each in readings if each.first is not None]
    lasts = [each.last for each in readings if each.last is not None]
    if not firsts:
        return section
    windows = [window for window, _ in day.hours()]

    def marked(table: Table) -> Table:
        if table.shape != "hours" or len(table.rows) != len(windows):
            return table
        rows: list[tuple[Value, ...]] = []
        for window, row in zip(windows, table.rows, strict=True):
            seen_here = window.end > min(firsts) and window.start <= max(lasts)
            rows.append((*row[:-1], int(seen_here)))
        return replace(table, rows=tuple(rows))

    return replace(section, tables=tuple(marked(table) for table in section.tables))


def fingerprint(digest: Digest) -> str:
    """A hash of what a mail says, without when and how often it was made."""
    said = digest.plain("")
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def _figures(store: Store, digest: Digest, passes: Sequence[Any], collected: Collected) -> None:
    """The day's figures, of all hosts together and of each, and its readings: history needs them later."""
    figures: dict[str, dict[str, int | float]] = {"": digest.figures}
    day = Day.of(digest.date, ZoneInfo(digest.zone))
    for each in passes:
        totals = collected.totals.get(each.scan_key(), {})
        for host, total in totals.items() if len(totals) <= 1000 else ():
            for section in each.finish({host: total}, day):
                figures.setdefault(host, {}).update({figure.id: figure.value for figure in section.figures})
    with store.transaction():
        store.put_figures(digest.report, digest.date, figures)
        store.put_readings(digest.report, digest.date, digest.readings)


def flush(config: Config, store: Store, now: int, outcome: Outcome, everything: bool = False) -> None:
    """Sends what the outbox holds and is due."""
    for queued in store.due(None if everything else now):
        message = email.message_from_bytes(queued.raw, policy=email.policy.SMTP)
        _send(config, store, queued, message, now, outcome)


def _send(config: Config, store: Store, queued: Queued, message: EmailMessage, now: int, outcome: Outcome) -> None:
    try:
        refused = config.delivery.deliver(message, queued.sender, queued.recipients)  # type: ignore[attr-defined]
    except DeliveryError as error:
        _later(config, store, queued, message, now, outcome, error)
        return
    for recipient, reply in refused.items():
        outcome.problems.append(Problem(queued.report, f"{recipient} was refused: {reply}", "delivery"))
    store.mark(queued.id, "sent", error="; ".join(refused.values()))


def _later(
    config: Config,
    store: Store,
    queued: Queued,
    message: EmailMessage,
    now: int,
    outcome: Outcome,
    error: DeliveryError,
) -> None:
    """A mail that nobody took: kept for another try, or put where the fallback says."""
    old = now - queued.made > GIVE_UP.total_seconds() * 10**9
    if config.fallback is not None and (error.permanent or old):
        try:
            config.fallback.deliver(message, queued.sender, queued.recipients)  # type: ignore[attr-defined]
        except DeliveryError as other:
            error = DeliveryError(f"{error}; and the fallback: {other}")
        else:
            store.mark(queued.id, "failed", error=str(error))
            outcome.problems.append(Problem(queued.report, f"{error}; the mail is in the fallback", "delivery"))
            return
    if error.permanent or old:
        store.mark(queued.id, "failed", error=str(error))
        outcome.problems.append(Problem(queued.report, f"{error}; given up", "delivery"))
        return
    store.mark(queued.id, "queued", next_try=now + retry_after(queued.tries + 1), error=str(error))
    outcome.queued += 1
    outcome.problems.append(Problem(queued.report, f"{error}; the mail is queued", "delivery"))


def show(paths: Sequence[Path], date: str | None, zone_name: str, now: int, progress: Progress) -> Outcome:
    """What some files say of a day, without a configuration; by default their newest full one."""
    try:
        zone = ZoneInfo(zone_name)
    except (KeyError, ValueError, OSError):
        raise UsageError(f"there is no time zone {zone_name!r}; as in Europe/Berlin") from None
    sources = detect(paths, zone)
    wanted = parse_date(date, local(now, zone).date()) if date else newest_full_day(sources, zone, now)
    day = Day.of(wanted, zone)
    passes = [each(source=tuple(sources)) for each in PASSES.values()]
    report = Report(name="show", to=(), passes=tuple(passes))
    nowhere = Files(os.devnull)
    config = Config(site=socket.gethostname(), timezone=zone.key, sources=sources, reports=(report,), delivery=nowhere)
    collected = Collector(sources, config.site, zone, now, Serial(), None, progress).day(day, passes)
    again = "qmailreport show " + " ".join(shlex.quote(str(path)) for path in paths) + f" --date {day.date}"
    digest = replace(made(config, report, day, passes, collected, now, None), number=0, to=(), rerun=again)
    return Outcome([(digest, render(digest))], list(digest.problems))
