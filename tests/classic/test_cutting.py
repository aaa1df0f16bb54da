"""A log cut anywhere and chained by pending lines gives what the whole log gives."""

from __future__ import annotations

import io
from zoneinfo import ZoneInfo

import pytest

from qmailreport.classic.convert import Inputs
from qmailreport.classic.matchup import Matchup
from tests.classic.cases import SMALL_CASES, Case


def matchup(log: bytes, earlier: bytes, form: str) -> tuple[bytes, bytes]:
    table = Matchup(labels=form != "raw")
    inputs = Inputs([io.BytesIO(log)], earlier=io.BytesIO(earlier), form=form, zone=ZoneInfo("UTC"))
    out = b"".join([table.feed(block) for block in inputs])
    return out, b"".join(table.pending(inputs.rest))


def carries_all(pending: bytes) -> bool:
    """Whether the peer's pending lines tell all: an empty address or channel makes later words move up."""
    return b" from  qp " not in pending and b" to  " not in pending and b" \n" not in pending


def by_lines(log: bytes) -> list[int]:
    return [place + 1 for place, byte in enumerate(log) if byte == ord("\n")]


@pytest.mark.parametrize(
    "case", [case for case in SMALL_CASES if case.folder.name != "edge-ddist-wide"], ids=lambda case: case.folder.name
)
def test_cut_at_every_line(case: Case) -> None:
    log = b"".join(case.logs)
    assert log.count(b"\n") <= 1000
    out, pending = matchup(log, b"", case.form)
    for place in by_lines(log):
        first, left = matchup(log[:place], b"", case.form)
        if carries_all(left):
            second, at_the_end = matchup(log[place:], left, case.form)
            assert (first + second, at_the_end) == (out, pending), place


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("edge-basic", "auto"),
        ("edge-separators", "raw"),
        ("edge-tai64n", "auto"),
        ("edge-tai64n-raw", "raw"),
        ("edge-tai64nlocal", "auto"),
        ("edge-splogger-mixed", "auto"),
        ("edge-syslog-dialects", "tag"),
    ],
)
def test_cut_at_every_byte(name: str, form: str) -> None:
    (log,) = next(case for case in SMALL_CASES if case.folder.name == name).logs
    out, pending = matchup(log, b"", form)
    for place in range(len(log) + 1):
        first, left = matchup(log[:place], b"", form)
        second, at_the_end = matchup(log[place:], left, form)
        assert (first + second, at_the_end) == (out, pending), place


def test_pending_lines_reproduce_themselves() -> None:
    for case in SMALL_CASES:
        pending = (case.expected(1) / "pending.out").read_bytes()
        if carries_all(pending):
            assert matchup(pending, b"", "auto") == (b"", pending)
