"""`collate` as a command: what it reads, what it prints, and its status."""

from __future__ import annotations

import gzip
import io
import json
import subprocess
import sys
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from qmailreport.commands.collate import streamed
from tests.house import ROOT, Host, Said, at, write

CASES = ROOT / "tests" / "cases"
TWO = (CASES / "postfix" / "edge-02-two-messages-one-session" / "input.log").read_bytes()
GROUPS = (CASES / "collated" / "edge-02-two-messages-one-session.out").read_text()


def collate(folder: Path, *words: str, stdin: bytes = b"") -> Said:
    """The command in a folder."""
    return Host(folder).command("collate", *words, stdin=stdin)


def test_stdin_files_and_compressed_files_make_the_same_groups(tmp_path: Path) -> None:
    write(tmp_path / "mail.log", TWO)
    write(tmp_path / "old" / "mail.log.1.gz", gzip.compress(TWO))
    assert tuple(collate(tmp_path, stdin=TWO)) == (0, GROUPS, "")
    assert tuple(collate(tmp_path, "-", stdin=TWO)) == (0, GROUPS, "")
    assert tuple(collate(tmp_path, "mail.log")) == (0, GROUPS, "")
    assert tuple(collate(tmp_path, "old/mail.log.1.gz")) == (0, GROUPS, "")


def test_rotated_files_are_read_in_the_order_of_their_stamps(tmp_path: Path) -> None:
    lines = TWO.splitlines(keepends=True)
    write(tmp_path / "mail.log.1", b"".join(lines[:5]), at("2026-11-19 10:00:05"))
    write(tmp_path / "mail.log", b"".join(lines[5:]), at("2026-11-19 10:00:12"))
    assert collate(tmp_path, "mail.log", "mail.log.1").out == GROUPS


def test_match_keeps_the_messages_that_hold_a_text(tmp_path: Path) -> None:
    first, second = GROUPS.split("\n\n")[:2]
    assert collate(tmp_path, "--match", "AAAA2@c", stdin=TWO).out == second + "\n\n"
    assert collate(tmp_path, "--match", "disconnect", stdin=TWO).out == first + "\n\n"
    said = collate(tmp_path, "--match", "AAAA.", stdin=TWO)
    assert (said.status, said.out) == (1, "")
    assert "12 lines of Postfix's, and no message among them that was asked for" in said.err


def test_a_day_is_asked_for_by_its_messages(tmp_path: Path) -> None:
    log = b"".join(
        f"2026-11-{day}T23:59:0{n}+00:00 mx postfix/{said}\n".encode()
        for n, (day, said) in enumerate(
            [
                (16, "pickup[1]: AAAA1: uid=0 from=<root>"),
                (17, "qmgr[2]: AAAA1: removed"),
                (17, "pickup[1]: BBBB2: uid=0 from=<root>"),
                (18, "qmgr[2]: BBBB2: removed"),
                (18, "pickup[1]: CCCC3: uid=0 from=<root>"),
            ]
        )
    )
    write(tmp_path / "mail.log", log)
    for words, stdin in ((["mail.log"], b""), ([], log)):
        said = collate(tmp_path, "--date", "2026-11-17", "--timezone", "UTC", *words, stdin=stdin)
        assert said.status == 0
        assert said.out.count("AAAA1") == 2 and said.out.count("BBBB2") == 2 and "CCCC3" not in said.out


def test_json_is_an_object_a_message(tmp_path: Path) -> None:
    said = collate(tmp_path, "--json", "--timezone", "UTC", stdin=TWO.replace(b"Nov 19 ", b"2026-11-19T"))
    found = [json.loads(line) for line in said.out.splitlines()]
    assert [one["queue_id"] for one in found] == ["AAAA1", "AAAA2"]
    assert found[0]["began"] == "2026-11-19T10:00:00.000+00:00"
    assert (found[0]["host"], found[0]["instance"], found[0]["ended"]) == ("mx", "postfix", "removed")
    assert len(found[0]["lines"]) == 7


def test_a_run_of_nuls_is_a_lines_end(tmp_path: Path) -> None:
    lines = [
        b"2026-11-27T10:00:00+00:00 mx postfix/pickup[1]: AAAA1: uid=0 from=<\x01root>\n",
        b"2026-11-27T10:00:01+00:00 mx postfix/qmgr[2]: AAAA1: from=<root>",
        b"2026-11-27T10:00:02+00:00 mx postfix/qmgr[2]: AAAA1: removed\n",
    ]
    log = (
        b"2026-11-27T09:00:00+00:00 mx sshd[1]: hello\n"
        + b"\0" * 99
        + lines[0]
        + b"\0"
        + lines[1]
        + b"\0" * 99
        + lines[2]
        + b"\0\0"
    )
    write(tmp_path / "mail.log", log, at("2026-11-27 11:00:00"))
    whole = (lines[0] + lines[1] + b"\n" + lines[2] + b"\n").decode()
    assert tuple(collate(tmp_path, stdin=log)) == (0, whole, "")
    assert tuple(collate(tmp_path, "mail.log")) == (0, whole, "")
    source = "  mail: {format: syslog, path: mail.log}"
    report = "  - {name: daily, to: [postmaster@example.org], passes: [postfix: {source: mail}]}"
    there = Host(tmp_path, sources=source, reports=report)
    assert tuple(there.command("collate", "--config", str(there.file), "--date", "2026-11-27")) == (0, whole, "")


def test_bytes_leave_as_they_came(tmp_path: Path) -> None:
    raw = (
        b"Nov 19 10:00:00 mx postfix/pickup[1]: AAAA1: uid=0 from=<\xff\x1b[31m\xc3\xa9>\r\n"
        b"Nov 19 10:00:01 mx postfix/qmgr[2]: AAAA1: removed"
    )
    done = subprocess.run(
        [sys.executable, "-m", "qmailreport", "collate"], cwd=ROOT, input=raw, capture_output=True, check=True
    )
    assert done.stdout == raw + b"\n\n"


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"Nov 19 10:00:00 mx sshd[1]: hello\n", "no line of Postfix's was found"),
        (b"@4000000038f2d2b4307a24d4 new msg 1\n", "is no syslog file"),
    ],
)
def test_a_log_of_which_nothing_is_understood_is_status_1(tmp_path: Path, content: bytes, complaint: str) -> None:
    write(tmp_path / "log", content)
    said = collate(tmp_path, "log")
    assert said.status == 1 and complaint in said.err


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["missing"], "missing: not found"),
        (["-", "log"], "name one or the other"),
        (["log", "--date", "never"], "no date in 'never'"),
        (["log", "--timezone", "Nowhere"], "there is no time zone"),
    ],
)
def test_a_wrong_command_line_is_status_2(tmp_path: Path, words: list[str], complaint: str) -> None:
    write(tmp_path / "log", TWO)
    said = collate(tmp_path, *words)
    assert said.status == 2 and complaint in said.err and said.out == ""


def test_the_help_says_what_is_read_by_default(tmp_path: Path) -> None:
    said = " ".join(collate(tmp_path, "--help").out.split())
    assert "--config FILE read the logs of a configuration, for --date; with --source the default is /etc/" in said
    assert "- is stdin, the default" in said and "default: /etc/" not in said
    assert "--config FILE default: /etc/" in " ".join(Host(tmp_path).command("trace", "--help").out.split())


def test_a_stream_is_cut_where_a_record_begins(tmp_path: Path) -> None:
    rows = []
    for n in range(12_000):
        rows.append(f"Nov 19 10:00:00 mx postfix/pickup[1]: AB{n:06d}: uid=0 from=<{'x' * 50}>\n")
        rows.append("Nov 19 10:00:01 mx last message repeated 2 times\n")
        rows.append(f"Nov 19 10:00:00 mx postfix/qmgr[1]: AB{n:06d}: removed\n")
    log = "".join(rows).encode()
    assert len(log) > 1 << 20
    said = collate(tmp_path, stdin=log)
    groups = [one for one in said.out.split("\n\n") if one]
    assert len(groups) == 12_000
    assert {one.count("\n") for one in groups} == {2}


@pytest.mark.parametrize("content", [b"\n" * 3, b"\nno record\n", b"no record\n", b"no end", b"\nno end"])
def test_a_stream_in_which_no_record_begins_is_given_away_piece_by_piece(content: bytes) -> None:
    record = b"\nNov 19 10:00:00 mx postfix/pickup[1]: AAAA1: uid=0 from=<root>\n"
    log = content * (20_000 // len(content)) + record * 50 + content * (20_000 // len(content))
    pieces = [piece for piece, _ in streamed(io.BytesIO(log), ZoneInfo("UTC"), 0, 1000, 4000)]
    assert b"".join(pieces) == log
    assert max(map(len, pieces)) <= 6000
    assert sum(piece.count(record[1:]) for piece in pieces) == 50
    if content.endswith(b"\n"):
        assert all(piece.endswith(b"\n") for piece in pieces if piece)
