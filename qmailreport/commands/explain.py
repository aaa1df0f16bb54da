"""`explain ID`: what a template or an entry of the catalogue means, what to do, and its days."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ..errors import UsageError
from . import Said, wrap

if TYPE_CHECKING:
    from ..config import Config
    from ..memory import Kept, Silence
    from ..passes.keywords.catalogue import Entry
    from ..store import Store

DAYS = 30  # that a history shows
LISTED = 10  # days and templates that are listed


def add(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument(
        "id", metavar="ID", help="the id that ends a row of the keyword scan, or one of `keywords list`"
    )


def call(arguments: argparse.Namespace, now: int) -> Said:
    """Everything that is known of an id."""
    from ..config import load
    from ..day import local
    from ..memory import templates_like
    from ..store import Store

    config = load(arguments.config)
    today = local(now, config.zone).date()
    with Store(config.state, readonly=True) as store:
        entries = entries_of(config)
        name = found(arguments.id, entries, store)
        holding = muted(config, store, today)
        if name in entries:
            return Said(list(_entry(name, entries[name], config, store, today, holding)))
        lines: list[str] = []
        for kept in templates_like(store, name):
            lines += [*([""] if lines else []), *_template(kept, entries.get(kept.entry), today, holding)]
    return Said(lines)


def entries_of(config: Config) -> Mapping[str, Entry]:
    """The catalogue as all keyword scans of a configuration have it; the first one's word counts."""
    from ..passes.keywords.catalogue import catalogue

    entries: dict[str, Entry] = {}
    for each in _scans(config):
        entries = {**catalogue(each.keywords), **entries}
    return entries or catalogue(())


def _scans(config: Config) -> Iterator[Any]:
    return (each for report in config.reports for each in report.passes if each.name == "keywords")


def muted(config: Config, store: Store, today: dt.date) -> list[Silence]:
    """What is muted today, by `mute` and by the configuration."""
    from ..memory import Silence, mutes
    from ..redact import clean

    said = {
        Silence(mute.id, dt.date.fromisoformat(mute.until), clean(mute.reason), 0)
        for each in _scans(config)
        for mute in each.mute
    }
    return sorted((mute for mute in (*said, *mutes(store)) if mute.until >= today), key=lambda mute: mute.id)


def found(name: str, entries: Mapping[str, Entry], store: Store) -> str:
    """`name`, where it is an id; else a UsageError with the nearest one."""
    from ..memory import template_ids
    from ..names import near
    from ..redact import clean

    word = name.strip().lower()
    templates = template_ids(store)
    if word in entries or word in templates:
        return word
    remedy = near(word, [*entries, *templates])
    raise UsageError(f"there is no {clean(name, 60)!r}; {remedy} (`qmailreport keywords list` shows the catalogue)")


def _entry(
    name: str, entry: Entry, config: Config, store: Store, today: dt.date, holding: list[Silence]
) -> Iterator[str]:
    from ..delivery.units import num
    from ..memory import templates_by

    yield f"{name}: {entry.severity}, {entry.category}"
    yield from _meant(entry)
    case = "in any case" if entry.case == "ci" else "in this case"
    yield wrap(f"{entry.pattern} ({case}; in lines of: {', '.join(entry.applies_to)})", "Looks for   ", " " * 12)
    for each in entry.excludes:
        yield wrap(each, "But not     ", " " * 12)
    yield wrap(entry.source, "Source      ", " " * 12)
    yield from _muted(name, holding)
    for report in config.reports:
        past = store.history(report.name, f"keywords.{name}.lines", today - dt.timedelta(days=DAYS), today)
        if past:
            counts = {day: int(value) for day, value in past.items()}
            yield from _days(f"{report.name}, lines", counts, max(counts), min(counts))
    templates = templates_by(store, name)
    for kept in templates[:LISTED]:
        yield wrap(f"{kept.id} {_title(kept)} ({kept.report}, last on {kept.last})", "  ", "    ")
    if len(templates) > LISTED:
        yield f"  and {num(len(templates) - LISTED)} more templates"


def _template(kept: Kept, entry: Entry | None, today: dt.date, holding: list[Silence]) -> Iterator[str]:
    yield wrap(f"{kept.id} {_title(kept)}", "", "  ")
    by = f" ({kept.entry})" if kept.entry else ""
    yield f"{kept.severity}, {kept.category}{by}"
    if entry is not None:
        yield from _meant(entry)
    yield from _muted(kept.id, holding)
    yield from _muted(kept.entry, holding)
    yield f"{kept.report}: first on {kept.first}, last on {kept.last}"
    counts = dict(kept.days)
    if counts:
        yield from _days("lines", counts, kept.last, kept.last - dt.timedelta(days=DAYS - 1))
    for line in kept.samples:
        yield wrap(line, "  | ", "  |   ")


def _title(kept: Kept) -> str:
    return f"{kept.program}: {kept.template}".removeprefix(": ")


def _meant(entry: Entry) -> Iterator[str]:
    if entry.meaning:
        yield wrap(entry.meaning, "Means       ", " " * 12)
    if entry.todo:
        yield wrap(entry.todo, "What to do  ", " " * 12)


def _muted(name: str, holding: list[Silence]) -> Iterator[str]:
    for mute in holding:
        if mute.id == name:
            yield wrap(f"{name} until {mute.until}: {mute.why}", "Muted       ", " " * 12)


def _days(title: str, counts: Mapping[dt.date, int], last: dt.date, first: dt.date) -> Iterator[str]:
    """A bar a day, and the last days by number."""
    from ..delivery.units import num, spark

    length = max(1, (last - first).days + 1)
    days = [first + dt.timedelta(days=place) for place in range(length)]
    yield f"{title}, {days[0]} to {last}: {spark([counts.get(day, 0) for day in days])}"
    for day in sorted((day for day in counts if day <= last), reverse=True)[:LISTED]:
        yield f"  {day} {day:%a} {num(counts[day]):>10}"
