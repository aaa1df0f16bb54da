"""collate against every golden file, and as a command."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from qmailreport.classic.collate import VERSIONS
from tests.classic.cases import HERE, tool
from tests.classic.test_command import shell

SMALL = HERE.parents[1] / "cases" / "postfix"
LARGE = Path(os.environ.get("QMAILREPORT_SHARED") or HERE.parents[3] / "shared") / "corpus" / "postfix"
STAMP = b"Nov 19 10:00:00 mx postfix/"


def goldens(root: Path) -> list[tuple[Path, Path, str]]:
    """Input, expected output and version of every golden under `root`; stamps rewritten to BSD's lie under bsd/."""
    found = []
    for output in sorted(root.glob("*/expected/**/collate-*.out")):
        folder = root / output.relative_to(root).parts[0]
        log = folder / ("input.bsd.log" if output.parent.name == "bsd" else "input.log")
        found.append((log, output, output.stem.removeprefix("collate-")))
    return found


SMALL_GOLDENS = goldens(SMALL)
LARGE_GOLDENS = goldens(LARGE)
NAMES = [f"{log.parent.name}-{log.stem}-{version}" for log, _, version in SMALL_GOLDENS]


def lines(*texts: bytes) -> bytes:
    return b"".join(STAMP + text + b"\n" for text in texts)


FIRST = lines(
    b"pickup[1]: A1: uid=0 from=<root>",
    b"cleanup[2]: A1: message-id=<a.1@mx>",
    b"qmgr[3]: A1: from=<root@mx>, size=300, nrcpt=1 (queue active)",
    b"local[4]: A1: to=<root@mx>, relay=local, status=sent",
    b"qmgr[3]: A1: removed",
)
SECOND = lines(b"pickup[1]: B2: uid=0 from=<root>", b"cleanup[2]: B2: message-id=<a+1@\xe4>")


def test_all_small_cases_are_here() -> None:
    assert len(list(SMALL.iterdir())) == 37
    assert {version for _, _, version in SMALL_GOLDENS} == set(VERSIONS)
    assert len(SMALL_GOLDENS) == 76


@pytest.mark.parametrize(("log", "output", "version"), SMALL_GOLDENS, ids=NAMES)
def test_golden(log: Path, output: Path, version: str) -> None:
    assert tool("collate", "--version", version, log) == (0, output.read_bytes(), "")


@pytest.mark.skipif(not LARGE_GOLDENS, reason=f"no {LARGE}: real logs are kept apart")
def test_real_logs() -> None:
    for log, output, version in LARGE_GOLDENS:
        assert tool("collate", "--version", version, log) == (0, output.read_bytes(), ""), output


def test_stdin_and_the_newer_version_are_the_defaults() -> None:
    case = SMALL / "edge-17-cleanup-verdicts"
    status, out, err = tool("collate", stdin=(case / "input.log").read_bytes())
    assert (status, out, err) == (0, (case / "expected" / "collate-3.12.out").read_bytes(), "")


def test_files_and_stdin_in_their_order(tmp_path: Path) -> None:
    cut = FIRST.index(STAMP + b"local")
    (tmp_path / "one").write_bytes(FIRST[:cut])
    (tmp_path / "three").write_bytes(SECOND)
    status, out, _ = tool("collate", tmp_path / "one", "-", tmp_path / "three", stdin=FIRST[cut:])
    assert (status, out) == (0, FIRST + b"\n" + SECOND + b"\n")


def test_an_unfinished_last_line_does_not_swallow_the_next_files_first(tmp_path: Path) -> None:
    (tmp_path / "one").write_bytes(FIRST[:-1])
    (tmp_path / "two").write_bytes(SECOND)
    assert tool("collate", tmp_path / "one", tmp_path / "two")[1] == FIRST + SECOND + b"\n"


def test_match_keeps_the_paragraphs_that_hold_the_text() -> None:
    kept = 0
    for log, output, version in SMALL_GOLDENS:
        paragraphs = output.read_bytes().split(b"\n\n")
        if paragraphs.pop() == b"":  # where the last line lacks its newline there are none to compare with
            for text in ("AAAA1", "status=sent", "2]: ", "warning"):
                expected = b"".join(each + b"\n\n" for each in paragraphs if text.encode() in each)
                assert tool("collate", "--version", version, "--match", text, log) == (0, expected, ""), output
                kept += 0 < len(expected) < output.stat().st_size
    assert kept > 50


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (b"<a.1@mx>", FIRST + b"\n"),  # a text, not a pattern
        (b"<a+1@\xe4>", SECOND + b"\n"),
        (b"<A.1@MX>", b""),
        (b"A1: removed", FIRST + b"\n"),
        (b"from=<root>", FIRST + b"\n" + SECOND + b"\n"),
        (b"", FIRST + b"\n" + SECOND + b"\n"),
    ],
)
def test_match_takes_bytes_as_they_are(text: bytes, expected: bytes) -> None:
    assert tool("collate", "--match", os.fsdecode(text), stdin=FIRST + SECOND) == (0, expected, "")


def test_match_knows_paragraphs_where_a_newline_is_missing(tmp_path: Path) -> None:
    (tmp_path / "one").write_bytes(FIRST[:-1])
    (tmp_path / "two").write_bytes(SECOND)
    assert tool("collate", "--match", "a+1", tmp_path / "one", tmp_path / "two")[1] == SECOND + b"\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["/nonexistent/log"], "collate: cannot read /nonexistent/log: No such file or directory"),
        (["/"], "collate: cannot read /: Is a directory"),
        (["--version", "2.0"], "collate: argument --version: invalid choice: '2.0'"),
        (["--match"], "collate: argument --match: expected one argument"),
    ],
)
def test_mistakes_are_one_line_and_nothing_is_printed(arguments: list[str], said: str) -> None:
    status, out, err = tool("collate", "-", *arguments, stdin=FIRST)
    assert (status, out) == (2, b"")
    assert err.startswith(said)
    assert err.count("\n") == 1


def test_a_full_disk() -> None:
    done = shell("classic collate >/dev/full", FIRST)
    assert (done.returncode, done.stderr) == (111, b"collate: fatal: unable to write output: out of disk space\n")


def test_a_reader_that_goes_away_is_nothing_to_talk_about(tmp_path: Path) -> None:
    (tmp_path / "log").write_bytes(FIRST * 20_000)
    done = shell("{ classic collate log; echo $? >status; } | head -n 1", folder=tmp_path)
    assert (done.stdout, done.stderr) == (FIRST[: FIRST.index(b"\n") + 1], b"")
    assert (tmp_path / "status").read_text() == "141\n"
