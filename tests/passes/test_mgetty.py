"""mgetty's log: its records, the law, the sections, hostile lines."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qmailreport.day import HOUR, SECOND, Window
from qmailreport.fold import Clock, Lines
from qmailreport.formats import FORMATS
from qmailreport.passes.mgetty import Mgetty
from qmailreport.passes.mgetty.calls import KINDS, OTHER, Calls, answered

PASS = Mgetty(source=("modem",))
EVER = Window(0, 1 << 62)
CLOCK = Clock(ZoneInfo("UTC"), 1_780_000_000 * SECOND)  # 2026-05-28
LOG = b"""
--
05/25 04:38:20 yS0  mgetty: interim release 1.1.33-Apr10
05/25 04:38:21 yS0  send: \\dATQ0V1H0[0d]
05/25 04:38:40 yS0  waiting for ``RING'' ** found **
05/25 04:38:40 yS0  waiting for ``CONNECT'' ** found **
05/25 04:38:58 yS0  waiting for ``_'' ** found **
05/25 04:39:40 ##### failed A_FAIL dev=ttyS0, pid=812, caller='none', conn='115200/V.34 28800', name=''

--
05/25 06:01:44 yS0  waiting for ``CONNECT'' ** found **
05/25 06:01:58 ##### data dev=ttyS0, pid=901, caller=none, conn='115200/V.90', name='', cmd='/bin/login', user='yanagi'
05/25 07:10:00 yS1  WARNING: DSR is off - modem turned off or bad cable?
05/25 07:10:46 yS1  WARNING: DSR is off - modem turned off or bad cable?
05/25 09:00:00 ##### failed dev=ttyS0, pid=950, got signal 15, exiting
05/26 02:00:00 ##### fax dev=ttyS0, pid=960, caller='none', name='', id='49 89 3243328  ', +FHNG=000, pages=1/1
nonsense that has no time
05/26 03:00:00 what is this"""


def opened(text: bytes, window: Window = EVER) -> Lines:
    return Lines(text, FORMATS["mgetty"], CLOCK, window, "dial")


def settled(*pieces: bytes, window: Window = EVER) -> dict[str, Any]:
    state = PASS.start()
    for piece in pieces:
        state = PASS.merge(state, PASS.scan(PASS.start(), opened(piece, window)))
    totals, _ = PASS.settle(state, None)
    return {host: asdict(total) for host, total in totals.items()}


def test_what_stands_between_calls_is_no_line_without_a_time() -> None:
    reading = opened(LOG).reading
    assert reading.unstamped == 1
    assert reading.samples == ["nonsense that has no time"]
    assert reading.in_day == 13


def test_counts_calls_logins_and_reasons() -> None:
    total = settled(LOG)["dial"]
    assert total["counts"] == {
        "yS0/ring": 1,
        "yS0/connect": 2,
        "yS0/failed": 2,
        "yS0/data": 1,
        "yS0/fax": 1,
        "yS1/warning": 2,
    }
    assert [(call[1], call[2], call[3], call[4]) for call in total["calls"]] == [("ttyS0", "901", "yanagi", "none")]
    assert {key: row[0] for key, row in total["kinds"].items()} == {
        ("warning", "WARNING: DSR is off - modem turned off or bad cable?"): 2,
        ("failure", "failed A_FAIL"): 1,
        ("failure", "failed got signal #"): 1,
    }
    assert (total["unknown"], total["samples"][0][1]) == (1, "05/26 03:00:00 what is this")


def test_a_year_ends_between_two_lines() -> None:
    text = b"\n12/31 23:59:50 yS0  waiting for ``CONNECT'' ** found **\n01/01 00:00:05 yS0  waiting for ``RING''"
    reading = opened(text).reading
    assert reading.first is not None and reading.last is not None
    assert reading.last - reading.first == 15 * SECOND


def test_cut_anywhere_it_is_the_same() -> None:
    whole = settled(LOG)
    lines = LOG.split(b"\n")
    for cut in range(len(lines)):
        left, right = b"\n".join(lines[:cut]) + b"\n", b"\n".join(lines[cut:])
        assert settled(left, right) == whole


@given(st.lists(st.tuples(st.integers(0, 1200), st.text("abc", max_size=3)), max_size=40), st.integers(0, 40))
@settings(max_examples=60, deadline=None)
def test_more_kinds_than_are_kept_come_to_the_same_however_they_are_cut(rows: list[tuple[int, str]], cut: int) -> None:
    words = [("failure", f"{'x' * (number % 7)}{chr(0x4E00 + number)}{word}") for number, word in rows]
    many = [("warning", f"w{chr(0x4E00 + n)}") for n in range(2 * KINDS + 50)]

    def said(parts: list[list[tuple[str, str]]]) -> dict[Any, Any]:
        whole = Calls()
        for part in parts:
            calls = Calls()
            for what, text in part:
                calls.kind(what, text, 7)
            whole.add(calls)
        return dict(whole.trim().kinds)

    one = said([[*words, *many]])
    assert said([words[cut:] + many[::-1], words[:cut]]) == one
    assert len(one) <= KINDS + 2 and sum(row[0] for row in one.values()) == len(words) + len(many)
    assert any(key[1] == OTHER for key in one)


@given(st.binary(max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_read_without_a_traceback(noise: bytes) -> None:
    text = b"05/25 04:38:20 yS0  " + noise + b"\n05/25 04:39:40 ##### data dev=" + noise + b"\n"
    totals, _ = PASS.settle(PASS.scan(PASS.start(), opened(text)), None)
    for section in PASS.finish(totals, None):  # type: ignore[arg-type]
        assert "\x1b" not in str(section)


def test_sections_begin_with_the_modem_that_is_off() -> None:
    totals, _ = PASS.settle(PASS.scan(PASS.start(), opened(LOG)), None)
    sections = PASS.finish(totals, None)  # type: ignore[arg-type]
    assert [section.id for section in sections] == ["mgetty.modems", "mgetty.calls", "mgetty.failures"]
    assert sections[0].urgent and sections[0].tables[0].rows[0][:2] == (
        "WARNING: DSR is off - modem turned off or bad cable?",
        2,
    )
    assert {figure.id: figure.value for figure in sections[1].figures} == {
        "mgetty.connect": 2,
        "mgetty.data": 1,
        "mgetty.fax": 1,
        "mgetty.failed": 2,
        "mgetty.warning": 2,
    }


@pytest.mark.parametrize(("line", "minutes", "taken"), [("ttyS0", 1, True), ("ttyS0", 9, False), ("ttyS1", 1, False)])
def test_a_login_belongs_to_a_call_on_its_line_shortly_before_it(line: str, minutes: int, taken: bool) -> None:
    totals, _ = PASS.settle(PASS.scan(PASS.start(), opened(LOG)), None)
    called = totals["dial"].connects[1][0]
    assert answered(line, called + minutes * 60 * SECOND, totals.values(), 120 * SECOND) is taken
    assert not answered(line, called - HOUR, totals.values(), 120 * SECOND)
