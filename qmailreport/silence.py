"""A log that says nothing of the day, or of which nothing was understood: what is said of it."""

from __future__ import annotations

from pathlib import Path

from .day import Day
from .formats import FORMATS
from .report import Problem, Reading
from .sources import Stream
from .sources.detect import STAMPS, recognized


def silent(stream: Stream, reading: Reading, day: Day, known: bool, understood: bool) -> list[Problem]:
    """A log without a line of the day, or of which nothing was understood, is no empty report."""
    where = ", ".join(reading.paths[:3]) or reading.source
    if not reading.in_day:
        if other := _other(stream, reading):
            return [Problem(reading.source, f"{where}: {other}")]
        return [] if known else [Problem(reading.source, f"{where}: no line of {_dates(day)}")]
    if not understood:
        lines = "line" if reading.in_day == 1 else "lines"
        what = (
            f"{where}: {reading.in_day:,} {lines} of {_dates(day)}, none of which was understood; is it the right log?"
        )
        return [Problem(reading.source, what)]
    return []


def _dates(day: Day) -> str:
    """The date of a day, or both ends of several."""
    last = day.local(day.window.end - 1).date()
    return str(day.date) if last <= day.date else f"{day.date} to {last}"


def _other(stream: Stream, reading: Reading) -> str:
    """What is wrong with a log whose lines are not of the format that it is said to have; empty: nothing."""
    format = next((word for word, envelope in FORMATS.items() if envelope == stream.envelope), "")
    if not reading.paths or not reading.lines or reading.unstamped * 10 < reading.lines * 9 or not format:
        return ""
    found = recognized(Path(reading.paths[0]))
    if found is None or found == format:
        return ""
    count = "none" if reading.unstamped == reading.lines else "hardly any"
    said = f"{count} of {reading.lines:,} lines has a {STAMPS[format]} stamp"
    return f"{said}; they look like {STAMPS[found]}: format: {found}"
