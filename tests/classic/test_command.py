"""The tools as processes: descriptors, files, statuses."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from qmailreport.classic import TOOLS
from tests.classic.cases import HERE, tool

LOG = b"1.5 info msg 1: bytes 5 from <a@b> qp 2 uid 3\n2.5 starting delivery 1: msg 1 to local c@d\n"
PENDING = (
    b"1.5 info msg 1: bytes 5 from <a@b> qp 2 uid 3\n1.5 extra 1 0 0 0\n2.5 starting delivery 1: msg 1 to local c@d\n"
)
ENDS = b"3.5 delivery 1: success: ok/\n4.5 end msg 1\n"
OUT = b"d k 1.5 2.5 3.5 5 <a@b> local.c@d 2 3 ok/\nm 1.5 4.5 5 1 0 0 <a@b> 2 3\n"


def shell(command: str, stdin: bytes = b"", folder: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    """A command of sh in which `classic` is the module's."""
    script = f'classic() {{ "{sys.executable}" -m qmailreport.classic "$@"; }}\n{command}'
    environment = {**os.environ, "PYTHONPATH": str(HERE.parents[2])}
    return subprocess.run(["/bin/sh", "-c", script], input=stdin, capture_output=True, cwd=folder, env=environment)


def test_pending_goes_to_descriptor_5(tmp_path: Path) -> None:
    done = shell("classic matchup 5>left", LOG + b"unfin", tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert (tmp_path / "left").read_bytes() == PENDING + b"unfin"


def test_pending_is_written_after_stdout(tmp_path: Path) -> None:
    done = shell("classic matchup 5>&1", LOG + b"3.5 alert: x\n")
    assert done.stdout == b"3.5 alert: x\n" + PENDING


def test_two_days_by_cat(tmp_path: Path) -> None:
    (tmp_path / "one").write_bytes(LOG)
    (tmp_path / "two").write_bytes(ENDS)
    done = shell("classic matchup one 5>left; cat left two | classic matchup 5>rest", folder=tmp_path)
    assert (done.stdout, (tmp_path / "rest").read_bytes()) == (OUT, b"")


def test_no_descriptor_5_and_something_pending() -> None:
    done = shell("classic matchup 5>&-", LOG + b"3.5 alert: x\n")
    assert (done.returncode, done.stdout) == (111, b"3.5 alert: x\n")
    assert done.stderr == b"matchup: fatal: unable to write fd 5: file descriptor not open\n"


def test_no_descriptor_5_and_only_an_unfinished_line_pending() -> None:
    assert shell("classic matchup 5>&-", b"1.5 new").returncode == 111


def test_no_descriptor_5_and_nothing_pending() -> None:
    done = shell("classic matchup 5>&-", LOG + ENDS)
    assert (done.returncode, done.stdout, done.stderr) == (0, OUT, b"")


def test_descriptor_5_open_for_reading_only() -> None:
    done = shell("classic matchup 5</dev/null", LOG)
    assert (done.returncode, done.stderr) == (111, b"matchup: fatal: unable to write fd 5: file descriptor not open\n")


def test_descriptor_5_on_a_full_disk() -> None:
    done = shell("classic matchup 5>/dev/full", LOG)
    assert (done.returncode, done.stderr) == (111, b"matchup: fatal: unable to write fd 5: out of disk space\n")


def test_local_stamps_are_the_systems_without_a_zone() -> None:
    log = b"2000-04-11 09:02:18.813320500 alert: x\n2000-10-29 02:30:00.5 alert: y\n2000-10-29 02:00:00.5 alert: z\n"
    done = shell("TZ=Europe/Berlin classic matchup", log)
    assert done.stdout == b"955436538.813320500 alert: x\n972779400.5 alert: y\n972781200.5 alert: z\n"
    assert shell("TZ=Europe/Berlin classic tai64nlocal", b"@4000000038f2d2b400000000").stdout == (
        b"2000-04-11 09:22:18.000000000"
    )


@pytest.mark.parametrize("command", ["matchup", "zsendmail", "zoverall"])
def test_stdout_on_a_full_disk(command: str) -> None:
    done = shell(f"classic {command} >/dev/full", LOG + ENDS)
    assert done.returncode == 111
    assert done.stderr == f"{command}: fatal: unable to write output: out of disk space\n".encode()


def test_a_reader_that_goes_away_is_nothing_to_talk_about(tmp_path: Path) -> None:
    (tmp_path / "log").write_bytes(b"1.5 alert: a line of some length that nobody reads\n" * 50_000)
    done = shell("{ classic matchup --pending-out left log; echo $? >status; } | head -n 1", folder=tmp_path)
    assert done.stdout.count(b"\n") == 1
    assert done.stderr == b""
    assert (tmp_path / "status").read_text() == "141\n"
    assert not (tmp_path / "left").exists()


def test_the_option_is_taken_before_descriptor_5(tmp_path: Path) -> None:
    shell("classic matchup --pending-out left 5>other", LOG, tmp_path)
    assert ((tmp_path / "left").read_bytes(), (tmp_path / "other").read_bytes()) == (PENDING, b"")


def test_pending_file_is_replaced_in_one_step(tmp_path: Path) -> None:
    left = tmp_path / "left"
    left.write_bytes(PENDING)
    left.chmod(0o640)
    (tmp_path / "link").symlink_to(left)
    status, out, err = tool(
        "matchup", "--pending", tmp_path / "link", "--pending-out", tmp_path / "link", "-", stdin=ENDS
    )
    assert (status, out, err) == (0, OUT, "")
    assert left.read_bytes() == b""
    assert stat.S_IMODE(left.stat().st_mode) == 0o640
    assert (tmp_path / "link").is_symlink()
    assert {path.name for path in tmp_path.iterdir()} == {"left", "link"}


def test_a_device_is_written_to_and_not_replaced() -> None:
    assert tool("matchup", "--pending-out", "/dev/null", stdin=LOG) == (0, b"", "")
    assert Path("/dev/null").is_char_device()


def test_a_pending_file_that_cannot_be_written(tmp_path: Path) -> None:
    name = tmp_path / "none" / "left"
    status, out, err = tool("matchup", "--pending-out", name, stdin=LOG + b"3.5 alert: x\n")
    assert (status, out) == (111, b"3.5 alert: x\n")
    assert err.startswith(f"matchup: fatal: unable to write {name}: ")
    assert err.count("\n") == 1


def test_files_and_stdin_in_their_order(tmp_path: Path) -> None:
    (tmp_path / "one").write_bytes(LOG)
    (tmp_path / "three").write_bytes(b"4.5 end msg 1\n")
    status, out, _ = tool("matchup", tmp_path / "one", "-", tmp_path / "three", stdin=b"3.5 delivery 1: success: ok/\n")
    assert (status, out) == (0, OUT)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["matchup", "/nonexistent/log"], "cannot read /nonexistent/log: No such file or directory"),
        (["matchup", "--pending", "/nonexistent/left"], "cannot read /nonexistent/left: No such file or directory"),
        (["matchup", "/"], "cannot read /: Is a directory"),
        (["matchup", "a\0b"], "cannot read"),
        (["matchup", "--format", "odd"], "invalid choice: 'odd'"),
        (["matchup", "--timezone", "Mars/Olympus"], "no time zone 'Mars/Olympus' here"),
        (["tai64nlocal", "--timezone", "../etc/passwd"], "no time zone '../etc/passwd' here"),
        (["tai64nlocal", "--timezone", ""], "no time zone '' here"),
        (["zoverall", "matchup.out"], "unrecognized arguments: matchup.out"),
        (["xqp"], "required: QP"),
        (["zunknown"], "no tool 'zunknown'; there are matchup, zoverall,"),
    ],
)
def test_mistakes_are_one_line(arguments: list[str], said: str) -> None:
    status, out, err = tool(*arguments, stdin=LOG)
    assert (status, out) == (2, b"")
    assert said in err
    assert err.count("\n") == 1


def test_help_names_the_number_format_and_the_order() -> None:
    for name in TOOLS:
        status, out, err = tool(name, "--help")
        assert (status, err) == (0, "")
        assert out.startswith(f"usage: {name} ".encode())
    for name in ("zrecipients", "zsenders", "zdeferrals", "zrxdelay", "zddist"):
        text = b" ".join(tool(name, "--help")[1].split())
        assert b"gawk" in text
        assert b"sort -" in text


def test_stamps_that_are_no_numbers_end_zoverall_where_awk_ends() -> None:
    status, out, err = tool("zoverall", stdin=b"d k @a @b @c 1 <a> local.b 1 1 ok/\n")
    assert status == 2
    assert out.endswith(b"Time span (days): 0\n")
    assert err.startswith("zoverall: fatal: division by zero")
