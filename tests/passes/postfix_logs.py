"""Logs with the truth beside them, from the generator in the shared folder; and folds of them, for the tests."""

from __future__ import annotations

import datetime as dt
import functools
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from qmailreport.day import Day, Window
from qmailreport.fold import Carry, Clock, Lines
from qmailreport.formats import FORMATS
from qmailreport.model import Duration
from qmailreport.passes.postfix import Postfix, State
from qmailreport.passes.postfix.labels import Label
from qmailreport.passes.postfix.totals import Totals

SHARED = Path(os.environ.get("QMAILREPORT_SHARED") or Path(__file__).resolve().parents[3] / "shared")
GENERATOR = SHARED / "bench" / "gen_postfix_log.py"
CORPUS = SHARED / "corpus" / "postfix"
POSTFIX = Postfix(source=("maillog",))
FULL = Postfix(  # with everything that a scan may be told
    source=("maillog",),
    domains=("h", "example.com"),
    labels=(Label("User unknown", "nobody"), Label("blocked|denied", "shut out")),
    syslog_names=("mail-out",),
    filters=("192.0.2.66", "filter.test", "pipe:scan", "uid:77"),
    expire=Duration(400 * 86400 * 10**9),
)
UTC = ZoneInfo("UTC")
EAST = ZoneInfo("Etc/GMT-2")  # the generator's +02:00
FIRST = dt.date(2026, 11, 16)
CLOCK = Clock(UTC, int(dt.datetime(2027, 6, 1, tzinfo=dt.UTC).timestamp()) * 10**9)
ALWAYS = Window(Day.of(FIRST, UTC).window.start - 7 * 86400 * 10**9, Day.of(FIRST, UTC).window.end + 30 * 86400 * 10**9)


@functools.lru_cache(maxsize=64)
def generated(*options: str) -> tuple[bytes, dict[str, Any]]:
    """A complete log and its truth."""
    if not GENERATOR.exists():
        pytest.skip(f"no log generator at {GENERATOR}")
    with tempfile.TemporaryDirectory() as folder:
        log, truth = Path(folder, "log"), Path(folder, "truth")
        command = [sys.executable, str(GENERATOR), "--complete", "-o", str(log), "--truth", str(truth), *options]
        subprocess.run(command, check=True, timeout=300)
        return log.read_bytes(), json.loads(truth.read_text())


def flat(truth: dict[str, Any]) -> dict[str, int]:
    """The truth's keys, nested ones with a dot; without the days."""
    figures: dict[str, int] = {}
    for key, value in truth.items():
        if isinstance(value, int):
            figures[key] = value
        elif key != "per_day":
            figures.update({f"{key}.{name}": n for name, n in value.items()})
    return figures


def days(count: int, zone: ZoneInfo) -> list[Day]:
    """`count` days from the generator's first on."""
    return [Day.of(FIRST + dt.timedelta(days=n), zone) for n in range(count)]


def scan(text: bytes, window: Window = ALWAYS, state: State | None = None, by: Postfix = POSTFIX) -> State:
    """One chunk into a state of its own, or behind `state`."""
    return by.scan(state or by.start(), Lines(text, FORMATS["syslog"], CLOCK, window, "mx1"))


def said(state: State, carry: Carry | None = None, by: Postfix = POSTFIX) -> tuple[Any, Carry]:
    """What a state comes to, as plain data that compares."""
    totals, after = by.settle(state, carry)
    return {host: plain(total) for host, total in totals.items()}, json.loads(json.dumps(after))


def plain(total: Totals) -> dict[str, Any]:
    """All of a total; `asdict` makes nothing of tables that are dicts with a level."""
    tables = {name: (table.level, dict(table)) for name, table in (("senders", total.senders), ("rcpts", total.rcpts))}
    return asdict(total) | tables


def joined(pieces: Sequence[bytes], window: Window = ALWAYS, by: Postfix = POSTFIX) -> State:
    """The pieces scanned apart and merged from the left."""
    state = by.start()
    for piece in pieces:
        state = by.merge(state, scan(piece, window, by=by))
    return state


def treed(pieces: Sequence[bytes], window: Window = ALWAYS, by: Postfix = POSTFIX) -> State:
    """The pieces scanned apart and merged in pairs, as a tree."""
    if len(pieces) == 1:
        return scan(pieces[0], window, by=by)
    middle = len(pieces) // 2
    return by.merge(treed(pieces[:middle], window, by), treed(pieces[middle:], window, by))


def counts(text: bytes) -> dict[str, int]:
    """The counts of all hosts of a log in one piece."""
    found: dict[str, int] = {}
    for total in POSTFIX.settle(scan(text), None)[0].values():
        for name, n in total.counts.items():
            found[name] = found.get(name, 0) + n
    return found
