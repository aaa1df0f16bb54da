"""One day from start to finish: read, told, stored, sent.  The only room that knows every room."""

from __future__ import annotations

import datetime as dt
import os
import shlex
import socket
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from email.message import EmailMessage
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from .audience import for_owner, tuned
from .collect import Collected, Collector, Held, Progress, Silent, placed
from .config import Config, Report, UserMails
from .day import Day, local, midnight, parse_date
from .delivery import Files, Rendered, compose, render
from .digests import fingerprint, less, made
from .engines import Serial
from .errors import DeliveryError, UsageError
from .names import system_zone
from .orders import Order
from .outbox import flush
from .passes import PASSES
from .remembered import recalled, remember
from .report import Digest, Problem, Reading
from .sources import accounts, detect, newest_full_day, shells
from .store import Run, Store
from .usermails import Mail, due, tell
from .usertexts import Told, with_told

__all__ = ["Order", "Outcome", "run", "show"]

DAY = 86400 * 10**9
LESS = "the logs hold less of {} than when it was first reported; kept as it was (--resend sends this one)"
SAME = "{}: {} says what it said before; nothing sent (--resend sends it)"
HOSTS = 1000  # figures of this many hosts are kept


@dataclass(slots=True)
class Outcome:
    """What a run came to."""

    mails: list[tuple[Digest, Rendered]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    queued: int = 0
    notes: list[str] = field(default_factory=list)  # for -v and for who named a date
    user_mails: list[Mail] = field(default_factory=list)
    told: dict[tuple[str, dt.date], Told] = field(default_factory=dict)  # of user_mails, by report and day


def run(config: Config, order: Order, now: int, store: Store | None, progress: Progress | None = None) -> Outcome:
    """Makes and sends the mails of a day; `store` is None or read-only where nothing is to be kept."""
    outcome = Outcome()
    collected: dict[tuple[str, dt.date], Collected] = {}
    chosen: list[Report | UserMails]
    chosen = [*due(config, order, now, store, outcome.notes), *_chosen(config, order, now, store, outcome)]
    for report in chosen:
        zone = config.zone_of(report)
        day = Day.of(order.date or local(now, zone).date() - dt.timedelta(days=1), zone)
        key = (zone.key, day.date)
        if key not in collected:
            alike = [other for other in chosen if config.zone_of(other) == zone]
            passes = [each for other in alike for each in _passes(other, config, now)]
            told = progress or Silent()
            reach = config.keep // DAY
            held = _held(config, zone, store)
            collector = Collector(
                config.sources, config.site, config.zone, now, config.engine, store, told, reach, held
            )
            collected[key] = collector.day(day, passes)
            if store is not None and order.send:
                _keep(store, collected[key], now)
        if isinstance(report, UserMails):
            _tell_users(config, order, report, day, collected[key], now, store, outcome)
        else:
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
        if order.date or order.resend or order.to or done is None or not _finished(done, yesterday, zone):
            chosen.append(report)
            continue
        said = "waits in the queue; `flush` sends it" if done.status == "queued" else "has been sent"
        outcome.notes.append(f"{report.name}: {yesterday} {said}; `--date {yesterday}` makes it again")
    return chosen


def _tell_users(
    config: Config,
    order: Order,
    report: UserMails,
    day: Day,
    collected: Collected,
    now: int,
    store: Store | None,
    outcome: Outcome,
) -> None:
    """One report's mails to users; the digests that follow tell of them."""
    came = tell(config, order, report, day, collected, now, store)
    outcome.user_mails.extend(came.mails)
    outcome.problems.extend(came.problems)
    outcome.told[report.name, day.date] = came.told


def _finished(done: Run, date: dt.date, zone: ZoneInfo) -> bool:
    """Need a day not be made again?  One that was looked at while it lasted does, and one whose mail nobody took."""
    return done.status != "failed" and done.made >= midnight(date + dt.timedelta(days=1), zone)


def _held(config: Config, zone: ZoneInfo, store: Store | None) -> Held:
    """How many records of a day the reports of a zone are known to have read."""
    names = [report.name for report in config.every if config.zone_of(report) == zone]

    @cache
    def by_host(source: str, date: dt.date) -> dict[str, int]:
        most: dict[str, int] = {}
        for name in names if store is not None else ():
            read = store.readings(name, date) if store is not None else ()
            for host, each in placed(each for each in read if each.source == source):
                most[host] = max(most.get(host, 0), each.in_day)
        return most

    return lambda source, host, date: by_host(source, date).get(host, 0)


def _passes(report: Report | UserMails, config: Config, now: int) -> list[Any]:
    """A report's passes as it wants them; this program's own mails stay out of the rankings."""
    senders = [other.from_ for other in config.every]
    known, persons = accounts(), shells()
    return [tuned(each, report.domain, senders, known, persons, now) for each in report.passes]


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
    passes = recalled(_passes(report, config, now), report.name, day.date, store)
    digest = replace(made(config, report, day, passes, collected, now, store), rerun=_again(config, order, report, day))
    readings = digest.readings
    if report.domain:
        digest = for_owner(digest)
    else:
        digest = with_told(digest, _told(config, day, store, outcome))
    content = fingerprint(digest)
    if store is not None:
        digest = _numbered(digest, content, order, store)
    rendered = render(digest, config.templates_dir)
    outcome.mails.append((digest, rendered))
    outcome.problems.extend(digest.problems)
    if store is None or not order.send:
        return
    message = _composed(order, report, digest, rendered, outcome)
    if message is None or order.files is not None:
        return
    names = {name for each in passes for name in each.source}
    lost = less(store.readings(report.name, day.date), readings, names)
    with store.transaction():
        if not lost:
            _figures(store, digest, readings, passes, collected)
        if order.resend or (not lost and _news(order, report, day, content, store)):
            _queue(order, report, digest, content, message, now, store)
        elif lost:
            outcome.problems.append(Problem(report.name, LESS.format(day.date), "delivery"))
        else:
            outcome.notes.append(SAME.format(report.name, day.date))


def _told(config: Config, day: Day, store: Store | None, outcome: Outcome) -> list[tuple[str, Told]]:
    """What the mails to users of a day came to: in this run, or as it was kept."""
    found = []
    for report in config.user_mails:
        kept = store.told(report.name, day.date) if store is not None else None
        told = Told(**kept) if kept is not None else outcome.told.get((report.name, day.date))
        if told is not None:
            found.append((report.name, told))
    return found


def _composed(
    order: Order, report: Report, digest: Digest, rendered: Rendered, outcome: Outcome
) -> EmailMessage | None:
    """The mail, which is also put where --output says; None where it cannot be: the other reports' can."""
    try:
        message = compose(digest, rendered, report.from_, order.to or report.to)
        if order.files is not None:
            order.files.deliver(message, report.from_, order.to or report.to)
    except DeliveryError as error:
        outcome.problems.append(Problem(report.name, str(error), "delivery"))
        return None
    return message


def _again(config: Config, order: Order, report: Report, day: Day) -> str:
    """The command that makes this mail again."""
    only = f" --report {shlex.quote(report.name)}" if len(config.every) > 1 else ""
    return f"{order.rerun}{only} --date {day.date}"


def _numbered(digest: Digest, content: str, order: Order, store: Store) -> Digest:
    """`digest` with its revision, and its number among the report's days."""
    revision, changed = store.revision(digest.report, digest.date, content)
    revision += bool(order.resend and not changed)
    return replace(digest, revision=revision, number=store.days(digest.report, digest.date))


def _news(order: Order, report: Report, day: Day, content: str, store: Store) -> bool:
    """Is the mail for somebody who has not got it?"""
    last = store.latest(report.name, day.date)
    return bool(order.to) or last is None or last.status == "failed" or last.content_hash != content


def _queue(
    order: Order, report: Report, digest: Digest, content: str, message: EmailMessage, now: int, store: Store
) -> None:
    """The mail into the outbox; what goes elsewhere is no revision of the day's mail."""
    name = str(message["Message-ID"])
    if not order.to:
        store.put_run(report.name, digest.date, Run(digest.revision, content, now, "queued", name))
    store.queue(report.name, digest.date, name, report.from_, order.to or report.to, bytes(message), now)


def _figures(
    store: Store, digest: Digest, readings: Sequence[Reading], passes: Sequence[Any], collected: Collected
) -> None:
    """The day's figures, of all hosts together and of each, and its readings: history needs them later."""
    figures: dict[str, dict[str, int | float]] = {"": digest.figures}
    day = Day.of(digest.date, ZoneInfo(digest.zone))
    for each in passes:
        totals = collected.totals.get(each.scan_key(), {})
        for host, total in sorted(totals.items())[:HOSTS]:
            figures.setdefault(host, {}).update({figure.id: figure.value for figure in each.figures(total, day)})
    with store.transaction():
        store.put_figures(digest.report, digest.date, figures)
        store.put_readings(digest.report, digest.date, readings)
        remember(store, digest.report, day, passes, collected)


def show(paths: Sequence[Path], date: str | None, named: str | None, now: int, progress: Progress) -> Outcome:
    """What some files say of a day, without a configuration; by default their newest full one, in the system's zone."""
    zone_name = named or system_zone()
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
    words = [
        "qmailreport",
        "show",
        *map(str, paths),
        *(("--timezone", named) if named else ()),
        "--date",
        str(day.date),
    ]
    heard = [each for each in passes if any(map(each.stirred, collected.totals.get(each.scan_key(), {}).values()))]
    digest = replace(
        made(config, report, day, heard or passes[:1], collected, now, None), number=0, to=(), rerun=shlex.join(words)
    )
    return Outcome([(digest, render(digest))], list(digest.problems))
