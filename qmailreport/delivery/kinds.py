"""A table of templates as the renderers take it: a row of two lines and its samples, or one line.  Pure."""

from __future__ import annotations

from typing import Any

from ..day import Window
from ..report import Digest, Table, Value
from . import units
from .speech import Speech

ONE_LINE = 90  # characters of a template that is one line
NAME = 300  # of one in full
SAMPLES = 3
SAMPLE = 200


def kinds_view(table: Table, digest: Digest, words: Speech, shown: int, short: bool) -> dict[str, Any]:
    """The first `shown` rows; `short`: with one sample each."""
    places = {column.id: place for place, column in enumerate(table.columns)}
    rows = []
    for number, values in enumerate(table.rows[:shown]):
        series = table.series[number] if number < len(table.series) else ()
        verbatim = table.verbatim[number] if number < len(table.verbatim) else ()
        row = {name: values[place] for name, place in places.items()}
        rows.append(_row(row, series, verbatim, (digest, words), 1 if short else SAMPLES))
    return {"rows": rows, "full": any(row["full"] for row in rows)}


def _row(
    row: dict[str, Value], series: tuple[int, ...], verbatim: tuple[str, ...], mail: tuple[Digest, Speech], most: int
) -> dict[str, Any]:
    """One template, with `most` samples."""
    full = bool(series or verbatim)
    digest, words = mail
    state = str(row["state"] or "")
    lines, times = _count(row["lines"]), _count(row["times"])
    return {
        "full": full,
        "name": units.clip(row["template"] or "", NAME if full else ONE_LINE),
        "word": words.cell(state.partition(" ")[0].rstrip(":,")),
        "state": words.cell(state),
        "category": words.cell(str(row["category"] or "")),
        "lines": words.num(lines),
        "said": words.among(_counts(lines, times, words)),
        "span": _span(row["first"], row["last"], digest, words),
        "spark": units.spark(series),
        "told": words.values(units.clip(row["values"] or "", 300)),
        "samples": [units.clip(line, SAMPLE) for line in verbatim[:most]],
        "id": str(row["id"] or ""),
    }


def _count(value: Value) -> int:
    return int(value) if isinstance(value, (int, float)) else 0


def _counts(lines: int, times: int, words: Speech) -> list[str]:
    said = [words.ngettext("%(num)s line", "%(num)s lines", lines)]
    if times != lines:
        said.append(words.ngettext("%(num)s occurrences", "%(num)s occurrences", times))
    return said


def _span(first: Value, last: Value, digest: Digest, words: Speech) -> str:
    """07:12:36, or 07:12–23:01."""
    if not isinstance(first, int) or not isinstance(last, int):
        return ""
    window = Window(*digest.window)
    return words.span(*(words.amount(units.moment(at, words.zone, window)) for at in (first, last)))
