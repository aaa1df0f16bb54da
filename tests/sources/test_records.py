"""Login records in files: rotated kin as one history, copies told apart, and what is no history at all."""

from __future__ import annotations

import gzip
import lzma
import os
import re
import shutil
import sqlite3
import struct
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from qmailreport.day import HOUR, SECOND, Window
from qmailreport.errors import SourceError, UsageError
from qmailreport.fold import Rows
from qmailreport.sources import SOURCES, Source, detect, load, newest_full_day, seen
from qmailreport.sources.databases import asked
from qmailreport.sources.records import looked
from qmailreport.sources.wtmp import Wtmp, booted
from tests.sources.making import UTC, at, day

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT / "tests" / "cases" / "login"
LOGROTATE = shutil.which("logrotate", path="/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/sbin")
DAY = day("2026-11-18")
NOW = DAY.end + 6 * HOUR
ALL = Window(0, 1 << 62)
NOON = DAY.start // SECOND + 12 * 3600


def record(seconds: int, user: str = "alice", kind: int = 7, line: str = "pts/0") -> bytes:
    texts = [text.encode() for text in (line, "", user, "192.0.2.10")]
    return struct.pack("<h2xi32s4s32s256s8xIi16s20x", kind, 100, *texts, seconds, 0, b"")


def many(start: int, count: int, step: int = 600) -> bytes:
    return b"".join(record(start + number * step, f"u{number}", line=f"pts/{number}") for number in range(count))


def wtmp(path: Path, content: bytes, mtime: int | None = None) -> Path:
    """A file last written at `mtime` (seconds; default: with its last record)."""
    path.write_bytes(content)
    last = struct.unpack_from("<I", content, len(content) // 384 * 384 - 44)[0] if len(content) >= 384 else NOON
    os.utime(path, (mtime or last, mtime or last))
    return path


def source(word: str, path: Path, **more: Any) -> Source:
    return SOURCES[word](path=str(path), **more)  # type: ignore[call-arg]


def read(one: Source, window: Window = DAY, now: int = NOW) -> tuple[list[tuple[Any, ...]], list[str]]:
    """The records of the window and what was wrong."""
    streams, problems = one.streams("w", window, UTC, now)
    records: list[tuple[Any, ...]] = []
    said = [problem.what for problem in problems]
    for stream in streams:
        for chunk in stream.chunks():
            rows = stream.envelope.rows(load(chunk), chunk.layout, window, stream.host)  # type: ignore[union-attr]
            assert isinstance(rows, Rows) and rows.kind == one.kind
            records += rows.records
        said += [problem.what for problem in stream.problems]
    return records, said


def users(found: Iterable[tuple[Any, ...]]) -> list[str]:
    return [row[5] for row in found]


def test_rotated_kin_is_one_history_in_the_order_of_its_records(tmp_path: Path) -> None:
    whole = many(NOON, 40)
    parts = [whole[384 * low : 384 * high] for low, high in ((0, 10), (10, 20), (20, 30), (30, 40))]
    wtmp(tmp_path / "wtmp", parts[3])
    wtmp(tmp_path / "wtmp.1", parts[2])
    (tmp_path / "wtmp-20261118.gz").write_bytes(gzip.compress(parts[0]))
    (tmp_path / "wtmp.3.xz").write_bytes(lzma.compress(parts[1]))
    for name, number in (("wtmp-20261118.gz", 0), ("wtmp.3.xz", 1)):
        last = NOON + (number * 10 + 9) * 600
        os.utime(tmp_path / name, (last, last))
    found, said = read(source("wtmp", tmp_path / "wtmp"))
    assert users(found) == [f"u{number}" for number in range(40)] and said == []


def test_a_record_in_two_files_counts_once(tmp_path: Path) -> None:
    whole = many(NOON, 30)
    twice = record(NOON + 60_000, "twice")
    wtmp(tmp_path / "wtmp", whole[384 * 5 :] + twice + twice)  # twice in one file is what was logged
    wtmp(tmp_path / "wtmp.backup", whole[: 384 * 20])
    wtmp(tmp_path / "wtmp.1", whole[: 384 * 12])
    (tmp_path / "wtmp.2.gz").write_bytes(gzip.compress(whole[: 384 * 7]))
    os.utime(tmp_path / "wtmp.2.gz", (NOON + 86_000, NOON + 86_000))
    found, said = read(source("wtmp", tmp_path / "wtmp"))
    assert users(found) == [f"u{number}" for number in range(30)] and said == []
    found, _ = read(source("wtmp", tmp_path / "wtmp"), ALL)
    assert users(found) == [*(f"u{number}" for number in range(30)), "twice", "twice"]


def test_files_behind_each_other_are_read_where_they_are_folded(tmp_path: Path) -> None:
    wtmp(tmp_path / "wtmp.1", many(NOON, 5))
    wtmp(tmp_path / "wtmp", many(NOON + 3001, 5))
    streams, _ = source("wtmp", tmp_path / "wtmp").streams("w", DAY, UTC, NOW)
    chunks = list(streams[0].chunks())
    assert [chunk.content for chunk in chunks] == [None, None]
    assert [chunk.length for chunk in chunks] == [1920, 1920]


def test_a_text_beside_it_is_no_history(tmp_path: Path) -> None:
    wtmp(tmp_path / "wtmp", many(NOON, 3))
    (tmp_path / "wtmp.report").write_text("what ac printed\n" * 100)
    found, said = read(source("wtmp", tmp_path / "wtmp"))
    assert len(found) == 3 and said == []
    _, said = read(source("wtmp", tmp_path / "wtmp", files=(str(tmp_path / "wtmp.report"),)))
    assert len(said) == 1 and "is a text" in said[0]


def test_an_empty_file_is_no_source(tmp_path: Path) -> None:
    (tmp_path / "wtmp").touch()
    (tmp_path / "btmp").touch()
    streams, problems = source("wtmp", tmp_path / "wtmp").streams("w", DAY, UTC, NOW)
    assert streams == [] and len(problems) == 1
    assert "is empty" in problems[0].what and "does not mean that nobody logged in" in problems[0].what
    streams, problems = source("btmp", tmp_path / "btmp").streams("w", DAY, UTC, NOW)
    assert streams == [] and "does not mean that no login failed" in problems[0].what
    _, said = read(source("wtmp", tmp_path / "none"))
    assert "not found" in said[0]
    _, said = read(source("wtmp", tmp_path))
    assert "is a directory" in said[0]
    (tmp_path / "wtmp").write_bytes(bytes(384 * 3))
    assert "nothing but zeros" in read(source("wtmp", tmp_path / "wtmp"))[1][0]


def test_just_rotated(tmp_path: Path) -> None:
    """The live file is empty, the one before it is not: a history, whose day may be without a login."""
    (tmp_path / "wtmp").touch()
    wtmp(tmp_path / "wtmp.1", many(NOON, 3))
    found, said = read(source("wtmp", tmp_path / "wtmp"))
    assert len(found) == 3 and said == []
    streams, problems = source("wtmp", tmp_path / "wtmp").streams("w", day("2026-11-17"), UTC, NOW)
    assert len(streams) == 1 and problems == []


def test_a_history_that_has_ended(tmp_path: Path) -> None:
    wtmp(tmp_path / "wtmp", many(NOON - 40 * 86_400, 3))
    one = Wtmp(path=str(tmp_path / "wtmp"))
    newest = looked(str(tmp_path / "wtmp"), 10**9)
    assert one.stale(newest, DAY, UTC, newest.last - HOUR) == []  # nobody has logged in since: that happens
    assert "before this host's last boot" in one.stale(newest, DAY, UTC, newest.last + HOUR)[0]
    assert one.stale(newest, DAY, UTC, DAY.end + HOUR) == []  # what is asked for was before it
    assert "nobody logged in since, or nothing writes it" in one.stale(newest, DAY, UTC, None)[0]
    assert booted("/nowhere") is None
    (tmp_path / "stat").write_text("cpu 1\nbtime 1795000000\n")
    assert booted(str(tmp_path / "stat")) == 1_795_000_000 * SECOND


def test_a_torn_record(tmp_path: Path) -> None:
    wtmp(tmp_path / "wtmp", many(NOON, 3) + b"\7\0half a record")
    found, said = read(source("wtmp", tmp_path / "wtmp"))
    assert len(found) == 3
    assert said == [f"{tmp_path}/wtmp: its last record is torn (15 of 384 bytes); it was passed over"]
    fresh = (NOON + 1200) * SECOND + SECOND
    assert read(source("wtmp", tmp_path / "wtmp"), now=fresh) == (found, [])  # it may be being written
    (tmp_path / "wtmp").write_bytes(gzip.compress(many(NOON, 3) + b"\7\0half")[:-12])
    os.utime(tmp_path / "wtmp", (NOON + 1800, NOON + 1800))
    found, said = read(source("wtmp", tmp_path / "wtmp"))
    assert len(found) == 3 and any("cut off" in what for what in said)


def test_the_window_is_of_each_record(tmp_path: Path) -> None:
    content = (
        record(NOON) + record(NOON - 86_400, "before") + record(NOON + 5, "again") + record(NOON + 86_400, "after")
    )
    wtmp(tmp_path / "wtmp", content)
    assert users(read(source("wtmp", tmp_path / "wtmp"))[0]) == ["alice", "again"]
    hosts = source("wtmp", tmp_path / "*" / "wtmp")
    for name in ("mx1", "mx2"):
        (tmp_path / name).mkdir()
        wtmp(tmp_path / name / "wtmp", content)
    streams, problems = hosts.streams("w", DAY, UTC, NOW)
    assert [stream.host for stream in streams] == ["mx1", "mx2"] and problems == []


def test_a_database_in_the_place_of_wtmp(tmp_path: Path) -> None:
    (tmp_path / "wtmp").write_bytes((CASES / "wtmpdb" / "crash.db").read_bytes())
    assert "format: wtmpdb" in read(source("wtmp", tmp_path / "wtmp"))[1][0]


@pytest.mark.parametrize("word", ["wtmp", "btmp"])
def test_the_packaged_rotation_leaves_one_history(word: str, tmp_path: Path) -> None:
    if LOGROTATE is None:
        pytest.skip("logrotate is not installed")
    text = (ROOT / "packaging" / "logrotate" / word).read_text("utf-8")
    text = text.replace(f"/var/log/{word} {{", f"{tmp_path}/{word} {{").replace(
        "dateext", "dateext\n    dateformat -%s"
    )
    text = re.sub(r"m[ia][nx]size .*", "", re.sub(r"create (0[0-7]+) root utmp", r"create \1", text))
    conf = tmp_path / "conf"
    conf.write_text(text)
    conf.chmod(0o600)
    for number in range(2):
        with (tmp_path / word).open("ab") as file:
            file.write(many(NOON + number * 7000, 5))
        last = NOON + number * 7000 + 2400
        os.utime(tmp_path / word, (last, last))
        if not number:
            subprocess.run([LOGROTATE, "-f", "-s", tmp_path / "state", conf], check=True, timeout=60)
    found, said = read(source(word, tmp_path / word))
    assert users(found) == [f"u{number}" for number in range(5)] * 2 and said == []
    assert sum(path.name.startswith(f"{word}-") for path in tmp_path.iterdir()) == 1


# -- lastlog -----------------------------------------------------------------------------------------------------------


def sparse(path: Path, uids: dict[int, tuple[int, bytes, bytes]]) -> Path:
    with path.open("wb") as file:
        for uid, entry in uids.items():
            file.seek(292 * uid)
            file.write(struct.pack("<I32s256s", *entry))
    return path


def test_a_lastlog_with_a_huge_uid_is_not_read_whole(tmp_path: Path) -> None:
    huge = 1_200_000_000
    path = sparse(tmp_path / "lastlog", {0: (NOON, b"tty1", b""), huge: (NOON + 9, b"pts/1", b"192.0.2.11")})
    assert path.stat().st_size > 3 * 10**11
    (tmp_path / "passwd").write_text(f"root:x:0:0::/root:/bin/sh\nbroken\nldap:x:{huge}:1::/:/bin/sh\n")
    found, said = read(source("lastlog", path, passwd=str(tmp_path / "passwd")), day("2026-01-01"))
    assert found == [
        ("root", 0, NOON * SECOND, "tty1", "", ""),
        ("ldap", huge, (NOON + 9) * SECOND, "pts/1", "192.0.2.11", ""),
    ]
    assert said == []
    found, _ = read(source("lastlog", path))
    assert [row[0] for row in found] == ["root", ""]


def test_the_case_of_lastlog(tmp_path: Path) -> None:
    path = tmp_path / "lastlog"
    with path.open("wb") as file:
        for uid, entry in struct.iter_unpack("<I292s", (CASES / "lastlog" / "records").read_bytes()):
            file.seek(292 * uid)
            file.write(entry)
    found, _ = read(source("lastlog", path, passwd=str(CASES / "lastlog" / "passwd")))
    assert [row[:2] for row in found] == [("root", 0), ("alice", 1000), ("bob", 1001), ("big", 100_000)]
    assert found[0][2] == at("2026-03-02 07:00:00")


def test_a_lastlog_of_nothing(tmp_path: Path) -> None:
    (tmp_path / "lastlog").touch()
    assert "does not mean that nobody logged in" in read(source("lastlog", tmp_path / "lastlog"))[1][0]
    os.truncate(tmp_path / "lastlog", 292 * 10**9)
    assert "does not mean that nobody logged in" in read(source("lastlog", tmp_path / "lastlog"))[1][0]
    (tmp_path / "lastlog").write_text("alice pts/0\n" * 100)
    with pytest.raises(SourceError, match="is not a lastlog"):
        read(source("lastlog", tmp_path / "lastlog"))
    assert "not found" in read(source("lastlog", tmp_path / "none"))[1][0]


# -- databases ---------------------------------------------------------------------------------------------------------

SCHEMA = (
    "CREATE TABLE wtmp(ID INTEGER PRIMARY KEY, Type INTEGER, User TEXT NOT NULL, Login INTEGER, Logout INTEGER,"
    " TTY TEXT, RemoteHost TEXT, Service TEXT)"
)
Entry = tuple[int, str, int, int | None, str]


def database(path: Path, rows: Iterable[Entry], strict: str = " STRICT") -> Path:
    """A wtmpdb; times in seconds."""
    with sqlite3.connect(path) as base:
        base.execute(SCHEMA + strict)
        for kind, user, login, logout, tty in rows:
            values = (kind, user, login * 10**6, None if logout is None else logout * 10**6, tty, "192.0.2.10", "sshd")
            base.execute(
                "INSERT INTO wtmp(Type, User, Login, Logout, TTY, RemoteHost, Service) VALUES (?, ?, ?, ?, ?, ?, ?)",
                values,
            )
    base.close()
    return path


def test_the_sessions_that_overlap_the_day(tmp_path: Path) -> None:
    hour, begin = 3600, DAY.start // SECOND
    entries: list[Entry] = [
        (1, "reboot", begin - 90 * hour, begin - 50 * hour, "~"),
        (3, "lost", begin - 80 * hour, None, "pts/0"),  # over with its boot
        (1, "reboot", begin - 49 * hour, None, "~"),
        (3, "past", begin - 40 * hour, begin - 30 * hour, "pts/0"),
        (3, "over", begin - 5 * hour, begin + hour, "pts/1"),
        (3, "open", begin - 4 * hour, None, "pts/2"),
        (3, "today", begin + hour, begin + 2 * hour, "pts/3"),
        (3, "tomorrow", begin + 30 * hour, None, "pts/4"),
    ]
    path = database(tmp_path / "wtmp.db", entries)
    found, said = read(source("wtmpdb", path))
    assert [row[3] for row in found] == ["reboot", "over", "open", "today"] and said == []
    assert found[1][:3] == ((begin - 5 * hour) * SECOND, (begin + hour) * SECOND, 3)


def test_rotated_databases(tmp_path: Path) -> None:
    begin = DAY.start // SECOND
    rows: list[Entry] = [(3, f"u{number}", begin + number, begin + 100 + number, "pts/0") for number in range(6)]
    database(tmp_path / "wtmp.db.2", rows[:2])
    database(tmp_path / "wtmp.db.1", rows[2:4])
    database(tmp_path / "wtmp_20261118.db", rows[3:5])  # one of them a copy
    (tmp_path / "wtmp.db").touch()  # logrotate's fresh one
    (tmp_path / "wtmp.db.old.txt").write_text("none of it")
    found, said = read(source("wtmpdb", tmp_path / "wtmp.db"))
    assert [row[3] for row in found] == ["u0", "u1", "u2", "u3", "u4"] and said == []


def test_databases_that_are_none(tmp_path: Path) -> None:
    (tmp_path / "wtmp.db").touch()
    assert "holds no session" in read(source("wtmpdb", tmp_path / "wtmp.db"))[1][0]
    (tmp_path / "wtmp.db").write_text("a text\n" * 1000)
    assert "is no SQLite database" in read(source("wtmpdb", tmp_path / "wtmp.db"))[1][0]
    assert "not found" in read(source("wtmpdb", tmp_path / "none.db"))[1][0]
    with sqlite3.connect(tmp_path / "other.db") as base:
        base.execute("CREATE TABLE wtmp(a TEXT)")
    base.close()
    assert "cannot be read (no such column" in read(source("wtmpdb", tmp_path / "other.db"))[1][0]


def test_a_database_is_never_written(tmp_path: Path) -> None:
    path = database(tmp_path / "wtmp.db", [(3, "a", NOON, None, "pts/0")])
    with pytest.raises(SourceError, match="attempt to write"):
        asked(str(path), "DELETE FROM wtmp")
    assert len(read(source("wtmpdb", path))[0]) == 1
    (tmp_path / "link.db").symlink_to(path)
    assert len(read(source("wtmpdb", tmp_path / "link.db"))[0]) == 1  # as Debian has one


def test_a_database_that_is_being_written(tmp_path: Path) -> None:
    path = database(tmp_path / "wtmp.db", [(3, "a", NOON, None, "pts/0")])
    writer = sqlite3.connect(path)
    writer.execute("PRAGMA journal_mode = WAL")
    writer.execute("INSERT INTO wtmp(Type, User, Login) VALUES (3, 'b', ?)", ((NOON + 1) * 10**6,))
    writer.commit()
    try:
        assert [row[3] for row in read(source("wtmpdb", path))[0]] == ["a", "b"]
    finally:
        writer.close()


def test_the_cases_of_wtmpdb() -> None:
    found, _ = read(source("wtmpdb", CASES / "wtmpdb" / "hosts.db"), ALL)
    assert len(found) >= 10 and all(row[2] == 3 for row in found)
    kinds = [row[2] for row in read(source("wtmpdb", CASES / "wtmpdb" / "crash.db"), ALL)[0]]
    assert kinds.count(1) == 2 and kinds.count(3) == 2


def test_lastlog2(tmp_path: Path) -> None:
    found, said = read(source("lastlog2", CASES / "wtmpdb" / "lastlog2.db"))
    assert [row[0] for row in found] == ["alice", "bob", "root", "web"] and said == []
    assert found[0] == ("alice", -1, at("2026-11-18 08:00:00"), "ssh", "2001:db8::7", "sshd")
    (tmp_path / "empty.db").touch()
    assert "does not mean that nobody logged in" in read(source("lastlog2", tmp_path / "empty.db"))[1][0]
    assert "not found" in read(source("lastlog2", tmp_path / "none.db"))[1][0]


def test_rows_are_seen_by_nobody_who_looks_for_lines(tmp_path: Path) -> None:
    path = wtmp(tmp_path / "wtmp", many(NOON - 43_000, 140))
    one = source("wtmp", path)
    assert seen(one, DAY, UTC, NOW) == ()
    assert newest_full_day({"w": one}, UTC, NOW).isoformat() == "2026-11-18"


def test_what_they_are_is_seen_by_their_content(tmp_path: Path) -> None:
    wtmp(tmp_path / "a", many(NOON, 3))
    wtmp(tmp_path / "b", many(NOON + 9000, 3))
    wtmp(tmp_path / "c", record(NOON, "hunter2", 6, "ssh:notty") * 3)
    (tmp_path / "d.gz").write_bytes(gzip.compress(many(NOON + 20_000, 3)))
    database(tmp_path / "e", [(3, "db", NOON, None, "pts/0")])
    found = detect([tmp_path / name for name in ("a", "b", "c", "d.gz", "e")], UTC)
    assert {Path(name).name: type(one).__name__ for name, one in found.items()} == {
        "a": "Wtmp", "c": "Btmp", "e": "Wtmpdb",
    }  # fmt: skip
    assert len(read(found[str(tmp_path / "a")])[0]) == 9
    assert users(read(found[str(tmp_path / "c")])[0]) == ["hunter2"] * 3
    (tmp_path / "f").write_bytes(bytes(range(256)) * 20)
    with pytest.raises(UsageError, match="binary"):
        detect([tmp_path / "f"], UTC)


def grown(one: Source) -> list[str]:
    streams, problems = one.streams("w", DAY, UTC, NOW)
    notes = [note for stream in streams for note in stream.problems]
    assert all(note.kind == "config" for note in notes) and not problems
    return [note.what for note in notes]


@pytest.mark.parametrize("word", ["wtmp", "btmp"])
def test_a_file_that_nothing_rotates_is_told_of(tmp_path: Path, word: str) -> None:
    path = wtmp(tmp_path / word, record(NOON, kind=6 if word == "btmp" else 7))
    assert grown(source(word, path, host="mx1")) == []
    os.truncate(path, 384 * 300_000)  # the rest are holes
    os.utime(path, (NOON, NOON))
    (note,) = grown(source(word, path, host="mx1"))
    assert note.startswith(f"{path}: holds more than 100 MB since 2026-11-18: nothing rotates it; ")
    assert (ROOT / "packaging" / "logrotate" / word).is_file() and note.endswith(
        f"packaging/logrotate/{word} is an example"
    )
    assert grown(source(word, path, files=(str(path),))) == []


def test_a_small_wtmp_may_be_old(tmp_path: Path) -> None:
    """The logrotate example leaves what is smaller than a megabyte alone."""
    old = NOON - 500 * 86_400
    path = wtmp(tmp_path / "wtmp", record(old) + record(NOON))
    assert grown(source("wtmp", path, host="mx1")) == []
    path = wtmp(path, record(old) + many(NOON - 3000, 3000, 1))
    (note,) = grown(source("wtmp", path, host="mx1"))
    assert "more than 1 MB since 2025-07-06" in note
    path = wtmp(path, record(0) + many(NOON - 3000, 3000, 1))  # a board without a clock
    assert grown(source("wtmp", path, host="mx1")) == []
