"""A Table as the templates take it: cells formatted by unit, bars in percent, widths for the text part.  Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..day import Window
from ..report import Digest, Table, Value
from . import units
from .coverage import ends
from .kinds import kinds_view
from .speech import Speech

NAME = 64  # characters of a name in a cell of the HTML part
SAMPLE = 200
TEXT_ROWS = 500  # rows a table has in the text part
FULL = 30  # rows, below which a template has one sample
NUMERIC = ("count", "bytes", "ns", "percent", "ratio", "instant")
# By their ids: columns of what a log or a site wrote, and those of several names in a row.
LITERAL = frozenset(
    (
        *("account", "address", "cipher", "domain", "host", "id", "keyword"),
        *("method", "mount", "name", "relay", "template", "user"),
    )
)
LISTS = frozenset(("by", "places", "services"))
TICKS = ("00", "06", "12", "18")


def table_view(table: Table, digest: Digest, words: Speech, limit: int | None, titled: bool = False) -> dict[str, Any]:
    """What a table's macro needs; `limit` bounds its rows, `titled` keeps its own title."""
    shown = table.rows[: TEXT_ROWS if limit is None else limit]
    left = len(table.rows) - len(shown)
    title, note = words.say(table.title) if titled else "", words.say(table.note)
    view: dict[str, Any] = {"shape": table.shape, "title": title, "note": note, "more": table.more + left}
    if table.shape == "hours":
        return view | {"more": 0} | _hours(table, digest, words)
    if table.shape == "templates":
        return view | kinds_view(table, digest, words, len(shown), limit is not None and limit < FULL)
    places = {
        kind: [index for index, column in enumerate(table.columns) if index and column.unit in units_of]
        for kind, units_of in (("text", ("text",)), ("code", ("code",)), ("number", NUMERIC))
    }
    series = _series(table, places["number"])
    high = max((_total(row, series) for row in table.rows), default=0)
    rows = [
        _row(table, values, places, series, high, (digest, words))
        | {"sample": "".join(table.samples[number : number + 1])}
        for number, values in enumerate(shown)
    ]
    heads = [words.say(table.columns[index].title) for index in places["number"]]
    text_heads = [words.say(table.columns[index].title) for index in places["text"]]
    if table.shape == "hosts":  # the host's kind stands behind its name
        text_heads = []
    head = words.say(table.columns[0].title) if table.columns else ""
    return view | {
        "head": head,
        "text_heads": text_heads,
        "heads": heads,
        "rows": rows,
        "high": high,
        "bars": bool(series) and high > 0,
        "widths": _widths(head, heads, text_heads, rows),
    }


def _row(
    table: Table,
    values: Sequence[Value],
    places: dict[str, list[int]],
    series: list[int],
    high: float,
    mail: tuple[Digest, Speech],
) -> dict[str, Any]:
    """One row: its first column as name, its codes in one word, texts and numbers as shown, its bar."""
    digest, words = mail
    window = Window(*digest.window)
    parts = [_number(values[index]) for index in series]
    return {
        "key": str(values[0]),
        "name": _shown(values[0], _meant(table, 0), window, words),
        "code": " ".join(words.cell(str(values[index])) for index in places["code"] if values[index] not in (None, "")),
        "texts": [_shown(values[index], _meant(table, index), window, words) for index in places["text"]],
        "cells": [_shown(values[index], table.columns[index].unit, window, words) for index in places["number"]],
        "total": sum(parts),
        "width": units.share(sum(parts), high),
        "parts": _parts(parts),
    }


def _meant(table: Table, index: int) -> str:
    """The unit of a column, of text: whose it is."""
    column = table.columns[index]
    if column.id in LISTS:
        return "list"
    own = column.id not in LITERAL or table.id == "logins.services"  # whose names are the services' own
    return column.unit if own or column.unit != "text" else "literal"


def _shown(value: Value, kind: str, window: Window, words: Speech) -> str:
    said = units.unit(value, kind, words.zone, window)
    if not isinstance(value, str):
        return words.amount(said)
    if kind == "list":
        return words.listed(said)
    # '(unknown name)' and '<> (bounces)' stand where there is no name
    return said if kind == "literal" and not said.startswith(("(", "<")) and said != "other" else words.cell(said)


def _series(table: Table, numeric: Sequence[int]) -> list[int]:
    """The columns that a row's bar is made of."""
    counts = [index for index in numeric if table.columns[index].unit == "count"]
    if table.shape == "providers":
        return counts[:3]
    return (counts or list(numeric))[:1] if table.shape == "ranked" else []


def _number(value: Value) -> int | float:
    return value if isinstance(value, (int, float)) and value > 0 else 0


def _total(row: Sequence[Value], series: Sequence[int]) -> int | float:
    return sum(_number(row[index]) for index in series)


def _parts(values: Sequence[int | float]) -> list[tuple[int, int]]:
    """(percent, place of the series) of each segment of a bar that can be seen; they add up to 100."""
    total = sum(values)
    seen = [(units.share(value, total), place) for place, value in enumerate(values) if value > total * 0.004]
    if not seen:
        return []
    largest = max(range(len(seen)), key=lambda index: seen[index][0])
    rest = 100 - sum(part for index, (part, _) in enumerate(seen) if index != largest)
    return [(rest if index == largest else part, place) for index, (part, place) in enumerate(seen)]


def _widths(head: str, heads: list[str], texts: list[str], rows: list[dict[str, Any]]) -> list[int] | None:
    """Columns of the text part: name, texts, numbers, and a bar where one number leaves room; None: too many."""
    numbers = [
        max([units.width(title), *(units.width(row["cells"][place]) for row in rows)]) + 1
        for place, title in enumerate(heads)
    ]
    numbers = [max(wide, 8 if len(heads) > 3 else 10) for wide in numbers]
    others = [
        min(max([units.width(title), *(units.width(row["texts"][place]) for row in rows)]), 24)
        for place, title in enumerate(texts)
    ]
    bar = 10 if len(heads) == 1 and not texts else 0
    room = units.WIDTH - sum(wide + 1 for wide in numbers + others) - (bar + 1 if bar else 0)
    if room < 20:
        return None
    return [-min(room, 50), *(-wide for wide in others), *numbers, *([-bar] if bar else [])]


def _hours(table: Table, digest: Digest, words: Speech) -> dict[str, Any]:
    """The chart: a stack an hour, which hours no log covers, ticks, totals and the peak."""
    ids = [column.id for column in table.columns]
    seen_at = ids.index("seen") if "seen" in ids else None
    places = [index for index in range(1, len(ids)) if index != seen_at]
    labels = [str(row[0]) for row in table.rows]
    values = [[_number(row[index]) for index in places] for row in table.rows]
    seen = [seen_at is None or bool(row[seen_at]) for row in table.rows]
    totals = [sum(row) for row in values]
    high = max(totals, default=0)
    bars = [
        {"label": label, "seen": there, "total": total, "parts": row}
        for label, there, total, row in zip(labels, seen, totals, values, strict=True)
    ]
    skip = seen.index(True) if True in seen else len(seen)
    peak = totals.index(high) if high else None
    return {
        "bars": bars,
        "high": high,
        "skip": skip,
        "skip_text": _skip_text(digest, words, skip, len(bars)),
        "unseen": _unseen(labels, seen, skip, words),
        "ticks": _ticks(labels),
        "series": [
            _line(words.say(table.columns[index].title), place, values, seen, words)
            for place, index in enumerate(places)
        ],
        "peak": "" if peak is None else _peak(high, _stretch(labels, peak, peak + 1, words), words),
    }


def _peak(high: int | float, when: str, words: Speech) -> str:
    return words.gettext("%(count)s at %(hour)s", count=words.amount(units.num(high)), hour=when)


def _line(title: str, place: int, values: list[list[int | float]], seen: list[bool], words: Speech) -> dict[str, Any]:
    column = [row[place] for row in values]
    shown = [value if there or value else None for value, there in zip(column, seen, strict=True)]
    return {
        "title": title,
        "total": words.amount(units.num(sum(column))),
        "spark": units.spark(shown),
        "max": words.amount(units.num(max(column, default=0))),
    }


def _skip_text(digest: Digest, words: Speech, skip: int, hours: int) -> str:
    first = ends(digest.readings)[0]
    window = Window(*digest.window)
    if not skip:
        return ""
    if skip == hours or first is None:
        return words.gettext("no log of this day")
    at = units.clock(max(first, window.start), words.zone, window)
    return words.gettext("no log before %(time)s", time=at)


def _stretch(labels: list[str], begin: int, end: int, words: Speech) -> str:
    """Hours `begin` up to `end` on the wall clock, as 10:00–11:00."""
    first, last = (label if ":" in label else f"{label}:00" for label in (labels[begin], labels[end - 1]))
    hour, _, minute = last.partition(":")
    until = labels[end] if end < len(labels) else "24:00"
    if end < len(labels) and minute == "00" and hour.isdigit():  # where clocks change, the next label is another hour's
        until = f"{int(hour) + 1:02d}:00"
    return words.stretch(first, until if ":" in until else f"{until}:00")


def _unseen(labels: list[str], seen: list[bool], skip: int, words: Speech) -> str:
    """Hours behind the first seen one that no log covers, as 'no log 02:00–05:00, 20:00–24:00'."""
    spans, at = [], skip
    while at < len(seen):
        end = at
        while end < len(seen) and not seen[end]:
            end += 1
        if end > at:
            spans.append(_stretch(labels, at, end, words))
        at = max(end, at + 1)
    return words.gettext("no log %(spans)s", spans=words.among(spans)) if spans else ""


def _ticks(labels: list[str]) -> list[tuple[str, int]]:
    """(label, hours it spans) for the line under the chart."""
    hours = [label[:2] for label in labels]
    at = sorted({0} | {hours.index(tick) for tick in TICKS if tick in hours})
    ends_at = [*at[1:], len(labels)]
    return [(labels[begin], end - begin) for begin, end in zip(at, ends_at, strict=True)] if labels else []
