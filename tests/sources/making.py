"""Logs written for a test, and what a source reads from them."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

from qmailreport.day import Day, Window, instant, local
from qmailreport.fold import Grammar, Lines
from qmailreport.formats.multilog import label
from qmailreport.report import Problem
from qmailreport.sources import Source, load

UTC = ZoneInfo("UTC")
BERLIN = ZoneInfo("Europe/Berlin")
ALL = Grammar(rb"[^\s\[\]:]+", rb"(?P<text>[^\n]*)")


def at(text: str, zone: ZoneInfo = UTC, fold: int = 0) -> int:
    """'2026-11-18 07:12:36' in `zone` as ns."""
    return instant(dt.datetime.fromisoformat(text).replace(tzinfo=zone, fold=fold))


def day(text: str, zone: ZoneInfo = UTC) -> Window:
    return Day.of(dt.date.fromisoformat(text), zone).window


def bsd(moment: int, text: str, zone: ZoneInfo = UTC) -> bytes:
    time = local(moment, zone)
    return f"{time:%b} {time.day:2d} {time:%H:%M:%S} mx1 a: {text}\n".encode()


def tai(moment: int, text: str) -> bytes:
    return f"{label(moment)} {text}\n".encode()


def write(path: Path, content: bytes, mtime: int | None = None) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    if mtime is not None:
        os.utime(path, ns=(mtime, mtime))
    return path


def read(
    source: Source, window: Window, zone: ZoneInfo = UTC, now: int = 1 << 61
) -> tuple[list[tuple[int, str]], list[str]]:
    """(instant, text) of every record of the window, and what the problems say."""
    streams, problems = source.streams("log", window, zone, now)
    found: list[tuple[int, str]] = []
    said: list[Problem] = list(problems)
    for stream in streams:
        for chunk in stream.chunks():
            content = load(chunk)
            lines = Lines(content, stream.envelope, chunk.clock, window, stream.host, led=True)
            timer = lines.timer(ALL)
            for match in lines.find(ALL):
                text = lines.record(match, match["text"])
                times = f"*{lines.times(match)}" if lines.times(match) > 1 else ""
                found.append((timer(match), text.decode("latin-1") + times))
        said += stream.problems
    return found, [problem.what for problem in said]


def texts(found: tuple[list[tuple[int, str]], list[str]]) -> list[str]:
    return [text for _, text in found[0]]


def quiet(found: tuple[Sequence[tuple[int, str]], Sequence[str]]) -> Sequence[tuple[int, str]]:
    """The records of a reading that met no problem."""
    assert found[1] == []
    return found[0]
