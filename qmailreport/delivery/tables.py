"""A Table as the templates take it: cells formatted by unit, bars in percent, widths for the text part.  Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from ..day import Window
from ..report import Digest, Table, Value
from . import units
from .coverage import ends

NAME = 64  # characters of a name in a cell of the HTML part
SAMPLE = 200
TEXT_ROWS = 500  # rows a table has in the text part
NUMERIC = ("count", "bytes", "ns", "percent", "ratio", "instant")
TICKS = ("00", "06", "12", "18")


def table_view(table: Table, digest: Digest, limit: int | None, titled: bool = False) -> dict[str, Any]:
    """What a table's macro needs; `limit` bounds its rows, `titled` keeps its own title."""
    shown = table.rows[: TEXT_ROWS if limit is None else limit]
    left = len(table.rows) - len(shown)
    title = table.title if titled else ""
    view: dict[str, Any] = {"shape": table.shape, "title": title, "note": table.note, "more": table.more + left}
    if table.shape == "hours":
        return view | {"more": 0} | _hours(table, digest)
    places = {
        kind: [index for index, column in enumerate(table.columns) if index and column.unit in units_of]
        for kind, units_of in (("text", ("text",)), ("code", ("code",)), ("number", NUMERIC))
    }
    series = _series(table, places["number"])
    high = max((_total(row, series) for row in table.rows), default=0)
    rows = [
        _row(table, values, places, series, high, digest) | {"sample": "".join(table.samples[number : number + 1])}
        for number, values in enumerate(shown)
    ]
    heads = [table.columns[index].title for index in places["number"]]
    text_heads = [table.columns[index].title for index in places["text"]]
    if table.shape == "hosts":  # the host's kind stands behind its name
        text_heads = []
    head = table.columns[0].title if table.columns else ""
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
    table: Table, values: Sequence[Value], places: dict[str, list[int]], series: list[int], high: float, digest: Digest
) -> dict[str, Any]:
    """One row: its first column as name, its codes in one word, texts and numbers as shown, its bar."""
    zone, window = ZoneInfo(digest.zone), Window(*digest.window)
    parts = [_number(values[index]) for index in series]
    return {
        "key": str(values[0]),
        "name": units.unit(values[0], table.columns[0].unit, zone, window),
        "code": " ".join(str(values[index]) for index in places["code"] if values[index] not in (None, "")),
        "texts": [units.unit(values[index], "text", zone) for index in places["text"]],
        "cells": [units.unit(values[index], table.columns[index].unit, zone, window) for index in places["number"]],
        "total": sum(parts),
        "width": units.share(sum(parts), high),
        "parts": _parts(parts),
    }


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


def _hours(table: Table, digest: Digest) -> dict[str, Any]:
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
        "skip_text": _skip_text(digest, skip, len(bars)),
        "unseen": _unseen(labels, seen, skip),
        "ticks": _ticks(labels),
        "series": [_line(table, index, place, values, seen) for place, index in enumerate(places)],
        "peak": "" if peak is None else f"{units.num(high)} at {_stretch(labels, peak, peak + 1)}",
    }


def _line(table: Table, index: int, place: int, values: list[list[int | float]], seen: list[bool]) -> dict[str, Any]:
    column = [row[place] for row in values]
    shown = [value if there or value else None for value, there in zip(column, seen, strict=True)]
    return {
        "title": table.columns[index].title,
        "total": units.num(sum(column)),
        "spark": units.spark(shown),
        "max": units.num(max(column, default=0)),
    }


def _skip_text(digest: Digest, skip: int, hours: int) -> str:
    first = ends(digest.readings)[0]
    window = Window(*digest.window)
    if not skip:
        return ""
    if skip == hours or first is None:
        return "no log of this day"
    return f"no log before {units.clock(max(first, window.start), ZoneInfo(digest.zone), window)}"


def _stretch(labels: list[str], begin: int, end: int) -> str:
    """Hours `begin` up to `end` on the wall clock, as 10:00–11:00."""
    first, last = (label if ":" in label else f"{label}:00" for label in (labels[begin], labels[end - 1]))
    hour, _, minute = last.partition(":")
    until = labels[end] if end < len(labels) else "24:00"
    if end < len(labels) and minute == "00" and hour.isdigit():  # where clocks change, the next label is another hour's
        until = f"{int(hour) + 1:02d}:00"
    return f"{first}–{until if ':' in until else f'{until}:00'}"


def _unseen(labels: list[str], seen: list[bool], skip: int) -> str:
    """Hours behind the first seen one that no log covers, as 'no log 02:00–05:00, 20:00–24:00'."""
    spans, at = [], skip
    while at < len(seen):
        end = at
        while end < len(seen) and not seen[end]:
            end += 1
        if end > at:
            spans.append(_stretch(labels, at, end))
        at = max(end, at + 1)
    return f"no log {', '.join(spans)}" if spans else ""


def _ticks(labels: list[str]) -> list[tuple[str, int]]:
    """(label, hours it spans) for the line under the chart."""
    hours = [label[:2] for label in labels]
    at = sorted({0} | {hours.index(tick) for tick in TICKS if tick in hours})
    ends_at = [*at[1:], len(labels)]
    return [(labels[begin], end - begin) for begin, end in zip(at, ends_at, strict=True)] if labels else []
