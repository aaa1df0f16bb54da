"""Every golden file, byte for byte."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.classic.cases import LARGE_CASES, SMALL_CASES, Case, tool

CHOSEN = {"edge-splogger", "edge-tai64n-raw"}  # the user has to say that foreign lines or labels stay


def cases(names: set[str] = frozenset()) -> list[object]:
    small = [pytest.param(case, id=case.folder.name) for case in SMALL_CASES if case.folder.name not in names]
    large = [
        pytest.param(
            case,
            id=case.folder.name,
            marks=pytest.mark.skipif(not case.folder.is_dir(), reason=f"no {case.folder}: large cases are kept apart"),
        )
        for case in LARGE_CASES
    ]
    return small + large


def test_all_small_cases_are_here() -> None:
    assert len(SMALL_CASES) == 41


def run_days(case: Case, form: str, folder: Path) -> None:
    pending = folder / "pending"
    pending.write_bytes(b"")
    for day, name in enumerate(case.meta["days"], 1):
        status, out, err = tool(
            "matchup", "--pending", pending, "--pending-out", pending, "--format", form, "--timezone", "UTC",
            case.folder / name,
        )  # fmt: skip
        assert (status, err) == (0, "")
        assert out == (case.expected(day) / "matchup.out").read_bytes()
        assert pending.read_bytes() == (case.expected(day) / "pending.out").read_bytes()


@pytest.mark.parametrize("case", cases())
def test_matchup_with_the_format_given(case: Case, tmp_path: Path) -> None:
    run_days(case, case.form, tmp_path)


@pytest.mark.parametrize("case", cases(CHOSEN))
def test_matchup_finds_the_format(case: Case, tmp_path: Path) -> None:
    run_days(case, "auto", tmp_path)


@pytest.mark.parametrize("case", cases(CHOSEN))
def test_matchup_reads_pending_and_log_as_one(case: Case) -> None:
    earlier = b""
    for day, log in enumerate(case.logs, 1):
        _, out, _ = tool("matchup", "--pending-out", "/dev/null", "--timezone", "UTC", stdin=earlier + log)
        assert out == (case.expected(day) / "matchup.out").read_bytes()
        earlier = (case.expected(day) / "pending.out").read_bytes()


@pytest.mark.parametrize("case", cases())
def test_reports(case: Case) -> None:
    for day in range(1, len(case.logs) + 1):
        matched = (case.expected(day) / "matchup.out").read_bytes()
        reports = case.reports(day)
        assert len(reports) >= 11
        for name, report, arguments in reports:
            status, out, _ = tool(report, *arguments, stdin=matched)
            assert out == (case.expected(day) / name).read_bytes(), name
            assert status == (2 if case.folder.name == "edge-tai64n-raw" and report == "zoverall" else 0)
