"""last, ac and lastlog: every golden file, byte for byte."""

from __future__ import annotations

import datetime as dt
import struct
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qmailreport.classic import TOOLS
from tests.classic.cases import HERE, LARGE, tool

CASES = HERE.parents[1] / "cases" / "login"
MADE = LARGE.parent / "login"
NOW = int(dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC).timestamp())
BOOT = int(dt.datetime(2026, 11, 20, 15, 36, tzinfo=dt.UTC).timestamp())
ZONES = {"New_York": "America/New_York", "London": "Europe/London"}
FLAGS = {
    "ac.txt": ["ac"],
    "ac-p.txt": ["ac", "-p"],
    "ac-d.txt": ["ac", "-d"],
    "ac-dp.txt": ["ac", "-dp"],
    "ac-dy.txt": ["ac", "-d", "-y"],
    "ac-day.txt": ["ac", "-d", "-a", "-y"],
    "ac-dayp.txt": ["ac", "-dayp"],
    "ac-p-compat.txt": ["ac", "-p", "--compatibility"],
    "last.txt": ["last"],
    "last-F.txt": ["last", "-F"],
    "last-w.txt": ["last", "-w"],
    "last-Fwx.txt": ["last", "-Fwx"],
    "last-iso-wi.txt": ["last", "--time-format", "iso", "-w", "-i"],
}
GOLDEN = sorted(path for path in (CASES / "expected").glob("*/*.txt") if path.name in FLAGS)


def asked(name: str, arguments: list[str], files: list[str], zone: str = "UTC") -> tuple[int, bytes, str]:
    word, *flags = FLAGS[name]
    present = ["--now", str(NOW)] if word == "ac" else ["--now", str(BOOT + 3600), "--boot", str(BOOT)]
    named = [part for file in files for part in ("-f", file)]
    return tool(word, *flags, *arguments, "--timezone", zone, *present, *named)


def logs(case: str) -> tuple[list[str], str]:
    """The files of a case, and its zone."""
    if case == "seam-both":
        return ["seam.wtmp.1", "seam.wtmp"], "UTC"
    name, mark, place = case.partition(".wtmp-")
    return [f"{name}.wtmp" if mark else case], ZONES.get(place, "UTC")


def test_all_cases_are_here() -> None:
    assert len(GOLDEN) > 440 and len(list((CASES / "files").iterdir())) == 34


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_a_golden_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(CASES / "files")  # ac names the file as it was given
    files, zone = logs(path.parent.name)
    status, out, err = asked(path.name, [], files, zone)
    assert out == path.read_bytes()
    complaint = path.with_name(path.name + ".err")
    assert f"{err}exit {status}\n" == (complaint.read_text() if complaint.exists() else "exit 0\n")


@pytest.mark.parametrize("name", ["wtmp-1k", "wtmp-1k.mess"])
@pytest.mark.skipif(not MADE.is_dir(), reason=f"no {MADE}: large cases are kept apart")
def test_a_busy_server(name: str) -> None:
    for path in sorted((MADE / "golden" / "utmp" / "made" / name).iterdir()):
        if path.name in FLAGS:
            assert asked(path.name, [], [str(MADE / "utmp" / "made" / name)])[1] == path.read_bytes(), path.name


@pytest.mark.parametrize("layout", [".be", ".aarch64", ".s390x"])
@pytest.mark.skipif(not MADE.is_dir(), reason=f"no {MADE}: large cases are kept apart")
def test_other_layouts_say_the_same(layout: str) -> None:
    one, two = (str(MADE / "utmp" / "made" / f"wtmp-1k{end}") for end in ("", layout))
    for name in ("ac-dayp.txt", "last-Fwx.txt"):
        said = [asked(name, [], [file])[1].rsplit(b"\n", 2)[0] for file in (one, two)]  # the last line names the file
        assert said[0] == said[1]


def test_files_joined_are_one_history(tmp_path: Path) -> None:
    folder = CASES / "files"
    (tmp_path / "seam.cat").write_bytes((folder / "seam.wtmp.1").read_bytes() + (folder / "seam.wtmp").read_bytes())
    expected = (CASES / "expected" / "seam-both" / "last-F-concatenated.txt").read_bytes()
    assert asked("last-F.txt", [], [str(tmp_path / "seam.cat")])[1] == expected


def listed(*arguments: str, file: str = "normal.wtmp") -> list[str]:
    out = tool("last", "--now", NOW, "--timezone", "UTC", "-f", CASES / "files" / file, *arguments)[1]
    return [line.split()[0] for line in out.decode().split("\n\n")[0].splitlines()]


def test_last_of_some_users_and_lines() -> None:
    assert listed() == ["reboot", "bob", "alice", "reboot"]
    assert listed("alice") == ["alice"]
    assert listed("pts/1", "alice") == ["bob", "alice"]
    assert listed("1", file="systemd_tty.wtmp") == listed("tty1", file="systemd_tty.wtmp") != []
    assert listed("-2") == listed("-n", "2") == ["reboot", "bob"]


def test_who_is_still_here(tmp_path: Path) -> None:
    """Nobody without an account, and nobody who logged in before the boot."""
    file = CASES / "files" / "open_at_eof.wtmp"
    (tmp_path / "passwd").write_text("alice:x:99999:99999::/:/bin/sh\nbroken\n")
    for boot in (0, BOOT):
        more = ["--boot", str(boot), "--passwd", str(tmp_path / "passwd")]
        out = tool("last", "--now", NOW, "-F", "-f", file, *more)[1]
        assert out.count(b"gone - no logout") == 2


def test_somebody_is_still_here(tmp_path: Path) -> None:
    """Without a process of that number it is the terminal's owner that tells, as for `last`."""
    at = struct.pack("<h2xi32s4s32s256s8xIi16s20x", 7, 1 << 30, b"null", b"", b"root", b"", NOW - 60, 0, b"")
    (tmp_path / "wtmp").write_bytes(at)
    said = [tool("last", "--now", NOW, "--boot", NOW - 99, *more, "-f", tmp_path / "wtmp")[1] for more in ((), ("-F",))]
    assert b"  still logged in\n" in said[0] and b"  still logged in\n" in said[1]


def test_ac_of_some_users() -> None:
    file = CASES / "files" / "normal.wtmp"
    assert tool("ac", "--now", NOW, "-p", "-f", file, "bob", "nobody")[1].split() == [
        b"bob",
        b"1.50",
        b"total",
        b"1.50",
    ]
    assert b"0.00" in tool("ac", "--now", NOW, "-p", "-z", "-d", "-f", file, "nobody")[1]


def test_files_that_are_none(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("alice pts/0 and so on\n" * 100)
    for word in ("last", "ac"):
        status, out, err = tool(word, "--now", NOW, "-f", tmp_path / "text")
        assert (status, out) == (2, b"") and "is a text" in err
        status, out, err = tool(word, "--now", NOW, "-f", tmp_path / "none")
        assert (status, out) == (2, b"") and "No such file or directory" in err
        status, _, err = tool(word, "-f", CASES / "files" / "normal.wtmp")
        assert status == 2 and "what time is it?" in err
    status, _, err = tool("lastlog", "--now", NOW, "-R", tmp_path)
    assert status == 2 and "etc/passwd" in err


LASTLOG = {
    "lastlog.txt": [],
    "lastlog-t30.txt": ["-t", "30"],
    "lastlog-b30.txt": ["-b", "30"],
    "lastlog-u1000-1002.txt": ["-u", "1000-1002"],
}


@pytest.mark.parametrize("name", LASTLOG)
def test_lastlog(name: str, tmp_path: Path) -> None:
    root(tmp_path)
    status, out, err = tool("lastlog", *LASTLOG[name], "-R", tmp_path, "--now", NOW, "--timezone", "UTC")
    assert (status, err) == (0, "")
    assert out == (CASES / "lastlog" / "expected" / name).read_bytes()


def root(folder: Path) -> None:
    """etc/passwd and a sparse var/log/lastlog."""
    (folder / "etc").mkdir()
    (folder / "var" / "log").mkdir(parents=True)
    (folder / "etc" / "passwd").write_bytes((CASES / "lastlog" / "passwd").read_bytes())
    with (folder / "var" / "log" / "lastlog").open("wb") as file:
        for uid, record in struct.iter_unpack("<I292s", (CASES / "lastlog" / "records").read_bytes()):
            file.seek(292 * uid)
            file.write(record)


def test_lastlog_of_one(tmp_path: Path) -> None:
    root(tmp_path)
    for user in ("alice", "1000"):
        out = tool("lastlog", "-u", user, "-R", tmp_path, "--now", NOW)[1].decode().splitlines()
        assert [line.split()[0] for line in out] == ["Username", "alice"]


records = st.builds(
    lambda kind, pid, texts, seconds, micro: struct.pack(
        "<h2xi32s4s32s256shhiii16s20x", kind, pid, texts[0], b"", texts[1], texts[2], 0, 0, 0, seconds, micro, b""
    ),
    st.integers(-2, 11),
    st.sampled_from([0, 1, 48, 53, 54]),
    st.tuples(*[st.sampled_from([b"", b"~", b"|", b"{", b"pts/0", b"reboot", b"shutdown", b"date", b"\xff\x1b"])] * 3),
    st.integers(-(1 << 31), (1 << 31) - 1),
    st.integers(-5, 2_000_000),
)


@given(
    st.one_of(st.binary(max_size=2000), st.lists(records, max_size=12).map(b"".join)), st.sampled_from(sorted(FLAGS))
)
@settings(max_examples=300, deadline=None)
def test_any_file_ends_in_a_status(content: bytes, name: str) -> None:
    with tempfile.NamedTemporaryFile() as file:
        file.write(content)
        file.flush()
        status, out, err = asked(name, [], [file.name])
    assert status in (0, 1, 2) and (status == 0) == (err == "")
    assert not out or out.endswith(b"\n")


def test_help_names_the_options() -> None:
    for word in ("last", "ac", "lastlog"):
        assert word in TOOLS and b"--now" in tool(word, "--help")[1]
