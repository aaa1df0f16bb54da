"""Days read from sources: once for all passes, again after rotation, with what the days before left."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from qmailreport.collect import Collected, Collector
from qmailreport.day import Day, Window
from qmailreport.engines import Serial
from qmailreport.errors import SourceError
from qmailreport.fold import Chunk, Clock
from qmailreport.formats import FORMATS
from qmailreport.passes import PASSES
from qmailreport.report import Problem
from qmailreport.sources import SOURCES, Rotated, Source, Stream
from qmailreport.store import Store

from .house import DATE, HOUR, UTC, Log, at, morning, quiet_day, write

DAY = Day.of(DATE, UTC)
QMAIL = PASSES["qmail"](source=("send",))


@dataclass(frozen=True)
class Shaky(Source):
    """A log that rotates under its reader `times` times, when a chunk has already been given."""

    content: bytes
    times: int
    reads: list[int] = field(default_factory=list, compare=False)

    def streams(self, name: str, window: Window, zone: ZoneInfo, now: int) -> tuple[list[Stream], list[Problem]]:
        def parts(problems: list[Problem]) -> Iterator[Chunk]:
            self.reads.append(1)
            yield Chunk("x", 0, len(self.content), Clock(zone, now), self.content)
            if len(self.reads) <= self.times:
                raise Rotated("x: rotated while it was being read")

        return [Stream(name, "mx1", FORMATS["multilog"], ("x",), 1, len(self.content), parts)], []


@dataclass
class Told:
    """Who listens to how far the reading is."""

    said: list[Any] = field(default_factory=list)

    def begin(self, name: str, size: int) -> None:
        self.said.append((name, size))

    def advance(self, length: int) -> None:
        self.said.append(length)


def collector(source: Source, **more: Any) -> Collector:
    return Collector({"send": source}, "mx1", UTC, morning(), Serial(), **more)


def multilog(path: Path) -> Source:
    return SOURCES["multilog"](path=str(path))  # type: ignore[call-arg]


def delivered(collected: Collected) -> list[int]:
    return [total.results[0] for totals in collected.totals.values() for total in totals.values()]


def test_rotation_under_the_reader_costs_a_second_look_and_counts_nothing_twice() -> None:
    collected = collector(Shaky(quiet_day().multilog(), 1)).day(DAY, [QMAIL])
    assert delivered(collected) == [2] and collected.problems == []
    assert [reading.in_day for reading in collected.readings] == [len(quiet_day().lines)]


def test_a_log_that_rotates_twice_is_a_problem() -> None:
    collected = collector(Shaky(quiet_day().multilog(), 9)).day(DAY, [QMAIL])
    assert [problem.what for problem in collected.problems] == [
        "x: rotated while it was being read, twice; run the day again"
    ]
    assert collected.readings == [] and delivered(collected) == []


def test_a_source_that_cannot_be_had_is_a_problem() -> None:
    class Broken(Source):
        def streams(self, name: str, window: Window, zone: ZoneInfo, now: int) -> tuple[list[Stream], list[Problem]]:
            raise SourceError("journalctl: not found; install systemd")

    collected = collector(Broken()).day(DAY, [QMAIL])
    assert collected.problems == [Problem("send", "journalctl: not found; install systemd")]


def test_a_source_is_read_once_for_passes_that_scan_alike_and_for_others() -> None:
    source = Shaky(quiet_day().multilog(), 0)
    other = replace(QMAIL, expire=QMAIL.expire // 2)
    collected = collector(source).day(DAY, [QMAIL, replace(QMAIL, top=3, hide=("hours",)), other])
    assert len(source.reads) == 1 + 2  # the day, and a lead-in for each way to scan
    assert set(collected.totals) == {QMAIL.scan_key(), other.scan_key()}
    assert delivered(collected) == [2, 2]


def test_progress_hears_of_every_byte() -> None:
    told, content = Told(), quiet_day().multilog()
    collector(Shaky(content, 0), progress=told).day(DAY, [QMAIL])
    assert told.said[:2] == [("send", len(content)), len(content)]


def test_collecting_writes_no_carry_and_gives_those_of_the_day_and_of_the_day_before(tmp_path: Path) -> None:
    log = Log().born(at("2026-11-17 23:00:00"), 5).tried(at("2026-11-18 01:00:00"), 5)
    write(tmp_path / "send/current", log.multilog())
    with Store(tmp_path / "state") as store:
        collected = collector(multilog(tmp_path / "send"), kept=store).day(DAY, [QMAIL])
        assert store.rows("SELECT count(*) FROM carry") == [(0,)]
    assert [(place.source, place.host, day.date) for place, day, _ in collected.carries] == [
        ("send", "", DATE - dt.timedelta(days=1)),
        ("send", "", DATE),
    ]


@pytest.mark.parametrize("stale", [False, True])
def test_a_kept_carry_is_used_and_where_its_logs_are_gone_even_a_stale_one(tmp_path: Path, stale: bool) -> None:
    whole = (
        Log().born(at("2026-11-17 23:00:00"), 5).tried(at("2026-11-18 01:00:00"), 5).gone(at("2026-11-18 02:00:00"), 5)
    )
    write(tmp_path / "send/current", whole.multilog())
    before = collector(multilog(tmp_path / "send")).day(DAY.before(), [QMAIL])
    write(tmp_path / "send/current", Log(whole.lines[2:]).multilog())
    with Store(tmp_path / "state") as store:
        for place, day, carry in before.carries:
            store.put_carry(place.pass_name, place.key, place.source, day.date, carry, made=1, host=place.host)
        if stale:
            with store.transaction():
                store.write("UPDATE carry SET stale = 1", [()])
        collected = collector(multilog(tmp_path / "send"), kept=store).day(DAY, [QMAIL])
    assert [total.messages for totals in collected.totals.values() for total in totals.values()] == [1]


def test_a_damaged_carry_is_said_and_done_without(tmp_path: Path) -> None:
    log = (
        Log().born(at("2026-11-17 23:00:00"), 5).tried(at("2026-11-18 01:00:00"), 5).gone(at("2026-11-18 02:00:00"), 5)
    )
    write(tmp_path / "send/current", log.multilog())
    with Store(tmp_path / "state") as store:
        for place, day, carry in collector(multilog(tmp_path / "send")).day(DAY.before(), [QMAIL]).carries:
            store.put_carry(place.pass_name, place.key, place.source, day.date, carry, made=1, host=place.host)
        with store.transaction():
            store.write("UPDATE carry SET content = ?", [(b"rubbish",)])
        collected = collector(multilog(tmp_path / "send"), kept=store).day(DAY, [QMAIL])
        assert "damaged" in store.problems[0].what
    assert [total.messages for totals in collected.totals.values() for total in totals.values()] == [1]


@pytest.mark.parametrize("known", [0, 2])
def test_a_carry_that_was_made_from_less_than_is_known_of_the_day_is_not_given(tmp_path: Path, known: int) -> None:
    content = quiet_day().multilog()
    asked: list[object] = []

    def held(source: str, host: str, date: dt.date) -> int:
        asked.append((source, host, date))
        return len(content.splitlines()) + known - 1 if date == DATE else 0

    collected = collector(Shaky(content, 0), held=held).day(DAY, [QMAIL])
    assert [day.date for _, day, _ in collected.carries if day.date == DATE] == [DATE] * (known == 0)
    assert asked == [("send", "mx1", DATE)] and delivered(collected) == [2]


def test_a_lead_in_without_a_kept_carry_reaches_as_far_back_as_a_message_may_wait() -> None:
    windows: list[Window] = []

    @dataclass(frozen=True)
    class Listening(Shaky):
        def streams(self, name: str, window: Window, zone: ZoneInfo, now: int) -> tuple[list[Stream], list[Problem]]:
            windows.append(window)
            return super().streams(name, window, zone, now)

    for expire, days in ((QMAIL.expire, 14), (QMAIL.expire // 7, 2), (1, 1), (QMAIL.expire * 9, 14)):
        windows.clear()
        collector(Listening(quiet_day().multilog(), 0)).day(DAY, [replace(QMAIL, expire=expire)])
        assert windows == [DAY.window, Window(DAY.window.start - days * 24 * HOUR, DAY.window.start)]
