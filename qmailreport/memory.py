"""What the store remembers of the keyword scan: templates, their lines by day, and mutes; a part of the store.

A report's day replaces that day's rows and no other's, so that a rerun leaves the days around it as they are.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass

from .database import Database

COUNTS = 100  # days that lines by day are kept
FORGET = 400  # days of silence after which a template is forgotten
MOST = 5000  # templates that are handed to a report, the latest seen ones
BIG = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Kept:
    """A template as it is kept for one report."""

    report: str
    id: str
    program: str
    template: str
    severity: str
    category: str
    entry: str
    first: dt.date
    last: dt.date
    samples: tuple[str, ...] = ()
    days: tuple[tuple[dt.date, int], ...] = ()  # lines by day


@dataclass(frozen=True, slots=True)
class Told:
    """A template of the day that is to be kept."""

    id: str
    program: str
    template: str
    severity: str
    category: str
    entry: str
    lines: int
    times: int
    samples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Silence:
    """A mute: the id of a template or of a catalogue's entry, up to and with a day."""

    id: str
    until: dt.date
    why: str
    made: int  # ns


def templates_before(store: Database, report: str, day: dt.date) -> list[Kept]:
    """The templates that `report` had on days before `day`, with what is known of these days alone."""
    since = day - dt.timedelta(days=COUNTS)
    counts: dict[str, list[tuple[dt.date, int]]] = {}
    statement = "SELECT id, day, lines FROM template_day WHERE report = ? AND day >= ? AND day < ? ORDER BY id, day"
    for name, of, lines in store.rows(statement, (report, since.isoformat(), day.isoformat())):
        counts.setdefault(name, []).append((dt.date.fromisoformat(of), lines))
    statement = f"SELECT {_COLUMNS} FROM template WHERE report = ? AND first_day < ? ORDER BY last_day DESC, id LIMIT ?"  # noqa: S608 - a constant
    rows = store.rows(statement, (report, day.isoformat(), MOST))
    return sorted((_kept(row, counts.get(row[1], []), day) for row in rows), key=lambda each: each.id)


_COLUMNS = "report, id, program, template, severity, category, entry, first_day, last_day, samples"


def _kept(row: Sequence[str], days: list[tuple[dt.date, int]], before: dt.date | None = None) -> Kept:
    first, last = dt.date.fromisoformat(row[7]), dt.date.fromisoformat(row[8])
    if before is not None and last >= before:
        last = days[-1][0] if days else first
    samples = tuple(str(each) for each in json.loads(row[9]))
    report, name, program, template, severity, category, entry = row[:7]
    return Kept(report, name, program, template, severity, category, entry, first, last, samples, tuple(days))


def templates_like(store: Database, name: str) -> list[Kept]:
    """The templates of that id, one a report, with their days."""
    found = []
    for row in store.rows(f"SELECT {_COLUMNS} FROM template WHERE id = ? ORDER BY report", (name,)):  # noqa: S608 - a constant
        days = store.rows("SELECT day, lines FROM template_day WHERE (report, id) = (?, ?) ORDER BY day", row[:2])
        found.append(_kept(row, [(dt.date.fromisoformat(day), lines) for day, lines in days]))
    return found


def templates_by(store: Database, entry: str) -> list[Kept]:
    """The templates that an entry of the catalogue found, the latest first, without their days."""
    statement = f"SELECT {_COLUMNS} FROM template WHERE entry = ? ORDER BY last_day DESC, id, report"  # noqa: S608 - a constant
    return [_kept(row, []) for row in store.rows(statement, (entry,))]


def template_ids(store: Database) -> list[str]:
    """The ids of all templates."""
    return [name for (name,) in store.rows("SELECT DISTINCT id FROM template ORDER BY id")]


def put_templates(store: Database, report: str, day: dt.date, told: Sequence[Told]) -> None:
    """Keeps a day's templates in place of those that it had."""
    date = day.isoformat()
    with store.transaction():
        had = store.rows("SELECT id FROM template_day WHERE (report, day) = (?, ?)", (report, date))
        store.write("DELETE FROM template_day WHERE (report, day) = (?, ?)", [(report, date)])
        _unseen(store, report, date, sorted({name for (name,) in had} - {each.id for each in told}))
        store.write(
            "INSERT INTO template_day VALUES (?, ?, ?, ?, ?)",
            [(report, each.id, date, min(each.lines, BIG), min(each.times, BIG)) for each in told],
        )
        latest = ", ".join(
            f"{word} = CASE WHEN excluded.last_day >= last_day THEN excluded.{word} ELSE {word} END"
            for word in ("program", "template", "severity", "category", "entry", "samples")
        )
        store.write(
            f"INSERT INTO template ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "  # noqa: S608 - constants
            f"ON CONFLICT (report, id) DO UPDATE SET {latest}, "
            "first_day = min(first_day, excluded.first_day), last_day = max(last_day, excluded.last_day)",
            [_row(report, each, date) for each in told],
        )


def _row(report: str, each: Told, date: str) -> tuple[str, ...]:
    samples = json.dumps(each.samples)
    return (report, each.id, each.program, each.template, each.severity, each.category, each.entry, date, date, samples)


def _unseen(store: Database, report: str, date: str, names: Sequence[str]) -> None:
    """A rerun has not found these on `date` again."""
    places = [(report, name) for name in names]
    only = "DELETE FROM template WHERE (report, id) = (?, ?) AND first_day = ? AND last_day = ?"
    store.write(only, [(*place, date, date) for place in places])
    for column, which in (("first_day", "min"), ("last_day", "max")):
        other = "last_day" if column == "first_day" else "first_day"
        store.write(
            f"UPDATE template SET {column} = coalesce((SELECT {which}(day) FROM template_day AS d "  # noqa: S608 - one of two words
            f"WHERE d.report = template.report AND d.id = template.id), {other}) "
            f"WHERE (report, id) = (?, ?) AND {column} = ?",
            [(*place, date) for place in places],
        )


def prune_templates(store: Database, day: dt.date) -> None:
    """Drops counts and templates that are too old to matter, and mutes that have long ended."""
    counts, silent = ((day - dt.timedelta(days=days)).isoformat() for days in (COUNTS, FORGET))
    with store.transaction():
        store.write("DELETE FROM template_day WHERE day < ?", [(counts,)])
        store.write("DELETE FROM template WHERE last_day < ?", [(silent,)])
        store.write("DELETE FROM mute WHERE until < ?", [(silent,)])


def mutes(store: Database) -> list[Silence]:
    """All mutes, ended ones too: a rerun of an earlier day needs them."""
    rows = store.rows("SELECT id, until, why, made FROM mute ORDER BY id")
    return [Silence(name, dt.date.fromisoformat(until), why, made) for name, until, why, made in rows]


def put_mute(store: Database, mute: Silence) -> None:
    """Keeps a mute, in place of one of the same id."""
    with store.transaction():
        row = (mute.id, mute.until.isoformat(), mute.why, mute.made)
        store.write("INSERT OR REPLACE INTO mute VALUES (?, ?, ?, ?)", [row])


def drop_mute(store: Database, name: str) -> bool:
    """Ends a mute; false where there is none."""
    with store.transaction():
        known = bool(store.rows("SELECT 1 FROM mute WHERE id = ?", (name,)))
        store.write("DELETE FROM mute WHERE id = ?", [(name,)])
    return known
