"""Passes on rows: who is given which chunks, how far back they look, snapshots, and what a configuration refuses."""

from __future__ import annotations

import datetime as dt
import os
import struct
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, ClassVar

import pytest

from qmailreport.collect import Collected, Collector
from qmailreport.config import Tables, parse, tables
from qmailreport.day import SECOND, Day
from qmailreport.engines import Processes, Serial
from qmailreport.errors import ConfigError
from qmailreport.fold import Carry, Rows
from qmailreport.model import Model, option
from qmailreport.sources import SOURCES, Source

from .house import DATE, UTC, morning

DAY = Day.of(DATE, UTC)
NOON = DAY.window.start // SECOND + 12 * 3600
D = 86_400


@dataclass(frozen=True)
class Users(Model):
    """Lists the users of its rows, in order; who has not logged out is handed on."""

    source: tuple[str, ...] = option(("w",), text="which sources")
    name: ClassVar[str] = "users"
    kind: ClassVar[str] = "logins"
    rows: ClassVar[tuple[str, ...]] = ("wtmp", "lastlog")
    lines: ClassVar[bool] = False
    carries: ClassVar[bool] = True
    reads: ClassVar[tuple[str, ...]] = ()
    back: ClassVar[int] = 400 * D * SECOND

    def scan_key(self) -> str:
        return "users"

    def start(self) -> list[str]:
        return []

    def scan(self, state: list[str], chunk: Any) -> list[str]:
        assert isinstance(chunk, Rows) and chunk.kind in self.rows
        return state + [str(row[5] if chunk.kind == "wtmp" else row[0]) for row in chunk.records]

    def merge(self, left: list[str], right: list[str]) -> list[str]:
        return left + right

    def settle(self, state: list[str], carry: Carry | None) -> tuple[dict[str, list[str]], Carry]:
        before = carry["users"] if carry else []
        return {"mx1": before + state}, {"version": 1, "users": before + state}

    def add(self, left: list[str], right: list[str]) -> list[str]:
        return left + right

    def unread(self, totals: list[str]) -> tuple[int, list[str]]:
        return 0, []

    def stirred(self, totals: list[str]) -> bool:
        return bool(totals)

    def finish(self, totals: Any, day: Day) -> Sequence[Any]:
        return []


@dataclass(frozen=True)
class Lines(Users):
    """Reads text only."""

    name: ClassVar[str] = "lines"
    rows: ClassVar[tuple[str, ...]] = ()
    lines: ClassVar[bool] = True

    def scan_key(self) -> str:
        return "lines"

    def scan(self, state: list[str], chunk: Any) -> list[str]:
        raise AssertionError("is given rows")


class Kept:
    """Carries of some days."""

    def __init__(self, days: dict[dt.date, Carry]) -> None:
        self.days = days

    def carry(self, pass_name: str, key: str, source: str, day: Any, host: str = "") -> tuple[Carry, bool] | None:
        return (self.days[day], False) if day in self.days else None


def record(seconds: int, user: str) -> bytes:
    return struct.pack("<h2xi32s4s32s256s8xIi16s20x", 7, 1, b"pts/0", b"", user.encode(), b"", seconds, 0, b"")


@pytest.fixture
def wtmp(tmp_path: Path) -> Source:
    days = {"ages": -500, "year": -300, "week": -7, "eve": -1, "one": 0, "two": 0, "morrow": 1}
    path = tmp_path / "wtmp"
    path.write_bytes(b"".join(record(NOON + number * D, user) for user, number in days.items()))
    return SOURCES["wtmp"](path=str(path))  # type: ignore[call-arg]


def day(source: Source, passes: Sequence[Any] = (Users(),), kept: Any = None, **more: Any) -> Collected:
    return replace(Collector({"w": source}, "mx1", UTC, morning(), Serial(), kept), **more).day(DAY, passes)


def test_a_pass_is_given_the_rows_of_the_window_and_what_was_before(wtmp: Source) -> None:
    collected = day(wtmp, kept=Kept({DAY.before().date: {"version": 1, "users": ["kept"]}}))
    assert collected.totals["users"]["mx1"] == ["kept", "one", "two"]
    (reading,) = collected.readings
    assert (reading.lines, reading.in_day, reading.kinds, reading.first) == (7, 2, ("logins",), NOON * SECOND)
    assert collected.problems == []


def test_where_nothing_is_kept_it_looks_back_as_far_as_it_says(wtmp: Source) -> None:
    assert day(wtmp).totals["users"]["mx1"] == ["year", "week", "eve", "one", "two"]


def test_two_processes_read_the_same(wtmp: Source) -> None:
    assert day(wtmp, mapper=Processes(processes=2)).totals == day(wtmp).totals


def test_a_pass_on_lines_is_given_no_rows(wtmp: Source) -> None:
    assert day(wtmp, (Lines(),)).totals["lines"]["mx1"] == []


def test_a_day_without_a_login_is_no_trouble(wtmp: Source) -> None:
    empty = Day.of(DATE - dt.timedelta(days=3), UTC)
    collected = Collector({"w": wtmp}, "mx1", UTC, morning(), Serial()).day(empty, (Users(),))
    assert collected.problems == [] and collected.readings[0].in_day == 0


def test_an_empty_wtmp_is_a_problem_and_no_reading(tmp_path: Path) -> None:
    (tmp_path / "wtmp").touch()
    collected = day(SOURCES["wtmp"](path=str(tmp_path / "wtmp")))  # type: ignore[call-arg]
    assert collected.readings == [] and collected.totals == {}
    assert len(collected.problems) == 1 and "does not mean that nobody logged in" in collected.problems[0].what


def lastlog(folder: Path) -> Source:
    path = folder / "lastlog"
    path.write_bytes(struct.pack("<I32s256s", NOON + 3 * D, b"tty1", b""))
    os.utime(path, (NOON, NOON))
    (folder / "passwd").write_text("root:x:0:0::/:/bin/sh\n")
    return SOURCES["lastlog"](path=str(path), passwd=str(folder / "passwd"))  # type: ignore[call-arg]


def test_a_snapshot_is_told_whatever_the_window(tmp_path: Path) -> None:
    source = lastlog(tmp_path)
    collected = day(source, kept=Kept({DAY.before().date: {"version": 1, "users": ["of another day"]}}))
    assert collected.totals["users"]["mx1"] == ["root"] and collected.problems == []
    assert collected.carries[0][2]["users"] == ["root"]


def test_a_rerun_tells_the_snapshot_that_was_kept_or_that_there_is_none(tmp_path: Path) -> None:
    source, later = lastlog(tmp_path), morning(DATE, 5)
    collected = day(source, kept=Kept({DATE: {"version": 1, "users": ["then"]}}), now=later)
    assert collected.totals["users"]["mx1"] == ["then"] and collected.problems == [] and collected.carries == []
    collected = day(source, kept=Kept({}), now=later)
    assert collected.totals == {} and "was not kept" in collected.problems[0].what


TEXT = """\
site: mx.example.org
sources:
  w: {{format: wtmp, path: /var/log/wtmp}}
  m: {{format: syslog, path: /var/log/mail.log}}
reports:
  - {{name: daily, to: a@b.example, passes: [{}]}}
delivery: {{maildir: {{path: mails}}}}
"""


def test_a_source_that_a_pass_cannot_read_is_refused_where_it_stands() -> None:
    known = Tables(SOURCES, {"users": Users, "lines": Lines}, tables().deliveries)
    assert parse(TEXT.format("users: {source: w}, lines: {source: m}"), "c.yaml", known)
    with pytest.raises(ConfigError) as caught:
        parse(TEXT.format("users: {source: [w, m]}, lines: {source: w}"), "c.yaml", known)
    first, second = str(caught.value).splitlines()
    assert first.startswith("c.yaml:6:") and "the pass users cannot read 'm', whose format is syslog" in first
    assert first.endswith("it reads wtmp, lastlog, lastlog2")
    assert "the pass lines cannot read 'w', whose format is wtmp; it reads multilog, syslog" in second
