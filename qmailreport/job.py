"""One day from start to finish: read, told, stored, sent.  The only room that knows every room."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import shlex
import socket
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from . import VERSION
from .audience import for_owner, tuned
from .collect import Collected, Collector, Progress, Silent
from .config import Config, Report
from .day import Day, local, midnight, parse_date
from .delivery import Files, Rendered, compose, render
from .engines import Serial
from .errors import DeliveryError, UsageError
from .outbox import flush
from .passes import PASSES
from .report import Digest, Problem, Reading, Section, Table, Value
from .sources import Source, accounts, detect, newest_full_day, seen
from .store import Run, Store

DAY = 86400 * 10**9


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
            passes = [each for other in alike for each in _passes(other, config)]
            told = progress or Silent()
            reach = config.keep // DAY
            collector = Collector(config.sources, config.site, config.zone, now, config.engine, store, told, reach)
            collected[key] = collector.day(day, passes)
            if store is not None and order.send:
                _keep(store, collected[key], now)
        _tell(config, order, report, day, collected[key], now, store, outcome)
    if store is not None and order.send:
        store.prune(local(now, config.zone).date(), config.keep // DAY)
        outcome.problems.extend(flush(config, store, now))
        outcome.queued = len(store.due())
    return outcome


def _chosen(config: Config, order: Order, now: int, store: Store | None, outcome: Outcome) -> list[Report]:
    """The reports that are due: those named, and from cron only those whose day has not gone out."""
    chosen = []
    for report in config.reports:
        if order.reports and report.name not in order.reports:
            continue
        zone = config.zone_of(report)
        yesterday = local(now, zone).date() - dt.timedelta(days=1)
        done = store.latest(report.name, yesterday) if store is not None and order.send and not order.files else None
        # a mail that someone had made of a day while it lasted does not count
        finished = done is not None and done.made >= midnight(yesterday + dt.timedelta(days=1), zone)
        if order.date is None and finished and not order.resend and not order.to:
            outcome.notes.append(f"{report.name}: {yesterday} has been sent; `--date {yesterday}` makes it again")
            continue
        chosen.append(report)
    return chosen


def _passes(report: Report, config: Config) -> list[Any]:
    """A report's passes as it wants them; this program's own mails stay out of the rankings."""
    senders = [other.from_ for other in config.reports]
    known = accounts()
    return [tuned(each, report.domain, senders, known) for each in report.passes]


def _keep(store: Store, collected: Collected, now: int) -> None:
    with store.transaction():
        for place, day, carry in collected.carries:
            if day.window.end > now:
                continue  # the day is not over, so that this is not what it leaves
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
    passes = _passes(report, config)
    again = f"{order.rerun} --date {day.date}"
    digest = replace(made(config, report, day, passes, collected, now, store), rerun=again)
    if report.domain:
        digest = for_owner(digest)
    content, changed = fingerprint(digest), True
    if store is not None:
        revision, changed = store.revision(report.name, day.date, content)
        revision += bool(order.resend and not changed)
        digest = replace(digest, revision=revision, number=store.days(report.name, day.date))
    rendered = render(digest, config.templates_dir)
    outcome.mails.append((digest, rendered))
    outcome.problems.extend(digest.problems)
    if store is None or not order.send:
        return
    try:
        message = compose(digest, rendered, report.from_, order.to or report.to)
    except DeliveryError as error:  # this mail cannot be; the other reports' can
        outcome.problems.append(Problem(report.name, str(error), "delivery"))
        return
    if order.files is not None:
        order.files.deliver(message, report.from_, order.to or report.to)
        return
    with store.transaction():
        _figures(store, digest, passes, collected)
        if changed or order.resend or order.to:
            _queue(order, report, digest, content, message, now, store)
            return
    outcome.notes.append(f"{report.name}: {day.date} says what it said before; nothing sent (--resend sends it)")


def _queue(
    order: Order, report: Report, digest: Digest, content: str, message: EmailMessage, now: int, store: Store
) -> None:
    """The mail into the outbox; what goes elsewhere is no revision of the day's mail."""
    name = str(message["Message-ID"])
    if not order.to:
        store.put_run(report.name, digest.date, Run(digest.revision, content, now, "queued", name))
    store.queue(report.name, digest.date, name, report.from_, order.to or report.to, bytes(message), now)


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
    problems.extend(config.engine.problems)
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
    read = {kind for each in passes for kind in (each.kind, *each.reads)}
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
    """A hash of what a mail says: not when and how often it was made, nor where rotation has put the logs since."""
    said = {
        "sections": [asdict(section) for section in digest.sections],
        "readings": [
            (each.source, each.host, each.hosts, each.kinds, each.in_day, each.unknown, each.first, each.last)
            for each in digest.readings
        ],
        "problems": [asdict(problem) for problem in digest.problems if problem.kind != "engine"],
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def _figures(store: Store, digest: Digest, passes: Sequence[Any], collected: Collected) -> None:
    """The day's figures, of all hosts together and of each, and its readings: history needs them later."""
    figures: dict[str, dict[str, int | float]] = {"": digest.figures}
    day = Day.of(digest.date, ZoneInfo(digest.zone))
    for each in passes:
        totals = collected.totals.get(each.scan_key(), {})
        for host, total in totals.items() if len(totals) <= 1000 else ():
            figures.setdefault(host, {}).update({figure.id: figure.value for figure in each.figures(total, day)})
    with store.transaction():
        store.put_figures(digest.report, digest.date, figures)
        store.put_readings(digest.report, digest.date, digest.readings)


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
    heard = [each for each in passes if any(map(each.stirred, collected.totals.get(each.scan_key(), {}).values()))]
    digest = replace(made(config, report, day, heard or passes[:1], collected, now, None), number=0, to=(), rerun=again)
    return Outcome([(digest, render(digest))], list(digest.problems))
