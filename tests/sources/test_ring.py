"""multilog's directories, made by the real multilog and by hand."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from qmailreport.day import HOUR, SECOND, Window
from qmailreport.formats.multilog import label, nanoseconds
from qmailreport.sources.ring import Multilog

from .making import UTC, at, day, quiet, read, tai, texts, write

DAY = day("2026-11-18")
EVER = Window(0, 1 << 62)


def ring(path: Path, start: int, end: int, files: int, step: int = 600 * SECOND) -> list[int]:
    """A directory whose `files` files cover [start, end), as multilog leaves them."""
    moments = list(range(start, end, step))
    size = -(-len(moments) // files)
    parts = [moments[n : n + size] for n in range(0, len(moments), size)]
    for part in parts[:-1]:
        content = b"".join(tai(moment, str(moment)) for moment in part)
        write(path / f"{label(part[-1] + 1000)}.s", content, part[-1])
    write(path / "current", b"".join(tai(moment, str(moment)) for moment in parts[-1]), parts[-1][-1])
    for name in ("lock", "state", "newstate", "previous", "processed"):
        write(path / name, b"@400 nonsense\n" if name != "lock" else b"", start - 100 * HOUR)
    return moments


def test_a_day_out_of_a_ring(tmp_path: Path) -> None:
    moments = ring(tmp_path, DAY.start - 30 * HOUR, DAY.end + 30 * HOUR, 20)
    assert [moment for moment, _ in quiet(read(Multilog(str(tmp_path)), DAY))] == [m for m in moments if m in DAY]


def test_names_bound_times_without_opening(tmp_path: Path) -> None:
    ring(tmp_path, DAY.start - 30 * HOUR, DAY.end + 30 * HOUR, 20)
    streams, _ = Multilog(str(tmp_path)).streams("send", DAY, UTC, 1 << 61)
    assert 6 <= streams[0].files <= 10
    assert "current" not in {Path(path).name for path in streams[0].paths}
    assert all(Path(path).name.startswith("@") for path in streams[0].paths)


def test_a_writer_that_died(tmp_path: Path) -> None:
    """`.u` is a part of the log as well; its last line has no end."""
    write(tmp_path / f"{label(DAY.start + HOUR)}.u", tai(DAY.start, "one") + tai(DAY.start + SECOND, "two")[:-1])
    write(tmp_path / "current", tai(DAY.start + 2 * HOUR, "three"))
    assert texts(read(Multilog(str(tmp_path)), DAY)) == ["one", "two", "three"]


@pytest.mark.parametrize(("began", "said"), [("07:12:36", True), ("00:00:00", False)])
def test_a_ring_that_no_longer_holds_the_day(began: str, said: bool, tmp_path: Path) -> None:
    ring(tmp_path, at(f"2026-11-18 {began}"), DAY.end + 2 * HOUR, 11)
    found, problems = read(Multilog(str(tmp_path)), DAY)
    assert found
    if not said:
        assert problems == []
        return
    assert len(problems) == 1
    assert "the log begins at 07:12:36; multilog had deleted the older files" in problems[0]
    match = re.search(r"s([0-9]+) n([0-9]+) would hold 2 days", problems[0])
    assert match
    held = sum(path.stat().st_size for path in tmp_path.glob("@*.s"))
    assert int(match[1]) * (int(match[2]) - 1) >= 2 * held


def test_a_log_that_is_new_is_no_problem(tmp_path: Path) -> None:
    write(tmp_path / "current", tai(DAY.start + 7 * HOUR, "one"))
    write(tmp_path / "lock", b"", DAY.start + 7 * HOUR)
    assert len(quiet(read(Multilog(str(tmp_path)), DAY))) == 1


def test_what_is_no_ring(tmp_path: Path) -> None:
    write(tmp_path / "send" / "log.txt", b"")
    found, said = read(Multilog(str(tmp_path / "send")), DAY)
    assert found == [] and "neither `current` nor `@….s`" in said[0] and "set path to" in said[0]
    found, said = read(Multilog(str(tmp_path / "none")), DAY)
    assert found == [] and "correct `path`" in said[0]


def test_one_file_of_a_ring(tmp_path: Path) -> None:
    path = write(tmp_path / "input.log", tai(DAY.start, "one"))
    assert texts(read(Multilog(str(path)), DAY)) == ["one"]


def test_several_directories(tmp_path: Path) -> None:
    for name in ("send", "smtpd"):
        write(tmp_path / name / "current", tai(DAY.start, name))
    streams, problems = Multilog(str(tmp_path / "*")).streams("q", DAY, UTC, 1 << 61)
    assert [stream.host for stream in streams] == ["send", "smtpd"] and problems == []


def test_labels() -> None:
    assert label(nanoseconds(b"4000000038f2d2b4307a24d4")) == "@4000000038f2d2b4307a24d4"


@pytest.mark.parametrize("options", [["s4096", "n50"], ["s4096", "n3"], ["!gzip", "s4096", "n50"]])
def test_the_real_multilog(options: list[str], tmp_path: Path) -> None:
    """Rotated by size, kept or deleted, or compressed by its processor."""
    if not shutil.which("multilog"):
        pytest.skip("multilog (daemontools) is not installed")
    directory = tmp_path / "log"
    begin = time.time_ns()
    lines = b"".join(b"line %04d %b\n" % (number, b"x" * 50) for number in range(600))
    subprocess.run(["multilog", "t", *options, str(directory)], input=lines, check=True, timeout=60)
    end = time.time_ns()
    found, said = read(Multilog(str(directory)), Window(begin - HOUR, end + HOUR))
    numbers = [int(text[5:9]) for _, text in found]
    assert numbers == list(range(600 - len(numbers), 600))
    assert all(begin - SECOND <= moment <= end + SECOND for moment, _ in found)
    if "n3" in options:
        assert 0 < len(numbers) < 600
        assert len(said) == 1 and "multilog had deleted the older files" in said[0]
    else:
        assert len(numbers) == 600
        # The log is younger than the window's begin, which looks the same as a ring that has run round.
        assert all("the log begins at" in text for text in said)
