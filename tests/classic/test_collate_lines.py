"""What holds for collate whatever the log: any bytes, any blocks, any way a line is written."""

from __future__ import annotations

import io
import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qmailreport.classic.collate import VERSIONS, collate
from tests.classic.cases import tool
from tests.classic.test_collate import FIRST, NAMES, SMALL_GOLDENS, STAMP, lines

COMMANDS = (
    *(b"smtpd",) * 4, *(b"cleanup",) * 2, *(b"qmgr",) * 3,
    b"smtp", b"smtp", b"lmtp", b"pickup", b"bounce", b"local", b"error", b"anvil",
)  # fmt: skip
TEXTS = (
    b"connect from c[192.0.2.9]", b"disconnect from c[192.0.2.9]", b"lost connection", b"A1: client=c", b"B2: client=c",
    b"A1: uid=0", b"B2: message-id=<m>", b"A1: reject: x", b"A1: milter-hold: x", b"A1: from=<>", b"A1: removed",
    b"B2: removed", b"B2: to=<a>, status=sent", b"A1: to=<a>", b"A1: sender non-delivery notification: B2",
    b"warning: x", b"", b" A1: removed", b"A1:", b"\xe4: to=<a>", b"A1: removed\r",
)  # fmt: skip
LINE = st.builds(
    lambda command, pid, text: STAMP + b"%s[%d]: %s\n" % (command, pid, text),
    st.sampled_from(COMMANDS),
    st.integers(1, 3),
    st.sampled_from(TEXTS),
)
LOGS = st.one_of(st.binary(max_size=300), st.lists(LINE, max_size=60).map(b"".join))
VERSION = st.sampled_from(VERSIONS)


def collated(log: bytes, version: str) -> bytes:
    return b"".join(collate(io.BytesIO(log), version))


class Trickle(io.RawIOBase):
    """A pipe that gives so many bytes at a time."""

    def __init__(self, content: bytes, sizes: list[int]) -> None:
        self._rest = io.BytesIO(content)
        self._sizes = itertools.cycle(sizes)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        given = self._rest.read(min(next(self._sizes), len(buffer)))
        buffer[: len(given)] = given
        return len(given)


@given(LOGS, VERSION, st.binary(max_size=3).map(lambda text: text.replace(b"\0", b"")))
def test_no_bytes_make_it_fail_and_it_says_only_what_it_read(log: bytes, version: str, text: bytes) -> None:
    status, out, err = tool("collate", "--version", version, "--match=" + text.decode("latin-1"), stdin=log)
    assert (status, err) == (0, "")
    assert set(out.split(b"\n")) <= {b"", *log.split(b"\n")}


@given(LOGS, VERSION, st.lists(st.integers(1, 90), min_size=1), st.integers(1, 200))
def test_any_blocks_give_the_same(log: bytes, version: str, sizes: list[int], buffer: int) -> None:
    with io.BufferedReader(Trickle(log, sizes), buffer) as stream:
        assert b"".join(collate(stream, version)) == collated(log, version)


@given(st.lists(LINE, max_size=60), VERSION)
def test_within_a_group_each_process_speaks_once_and_in_order(log: list[bytes], version: str) -> None:
    numbered = [line.replace(b" mx ", b" %d " % number) for number, line in enumerate(log) if b"/bounce[" not in line]
    for group in collated(b"".join(numbered), version).split(b"\n\n"):
        numbers: dict[bytes, list[int]] = {}
        for line in group.split(b"\n"):
            if line:
                _, _, _, host, tag, *_ = line.split(b" ")
                numbers.setdefault(tag, []).append(int(host))
        assert all(each == sorted(set(each)) for each in numbers.values())


@pytest.mark.parametrize(
    ("plain", "other"),
    [
        (b"]: ", b"]:\t"),
        (b"]: ", b"]: \x0b\x0c"),
        (b" postfix", b"\tpostfix"),
        (b" postfix", b"  \r postfix"),
        (b" mx", b"   mx"),
        (b"Nov 19", b"\xff\x00 19"),
        (b"postfix/", b"postfix/a/b//"),
        (b"[10", b"[0099"),
    ],
)
@pytest.mark.parametrize(("log", "output", "version"), SMALL_GOLDENS[:12], ids=NAMES[:12])
def test_blanks_and_tags_may_be_written_in_many_ways(
    log: Path, output: Path, version: str, plain: bytes, other: bytes
) -> None:
    written = log.read_bytes().replace(plain, other)
    assert collated(written, version) == output.read_bytes().replace(plain, other)


@pytest.mark.parametrize(
    "line",
    [
        b"2026-11-19T10:00:00+01:00 mx postfix/pickup[1]: A1: uid=0",
        b"2026 Nov 19 10:00:00 mx postfix/pickup[1]: A1: uid=0",
        b" Nov 19 10:00:00 mx postfix/pickup[1]: A1: uid=0",
        b"Nov 19 10:00:00 mx <mail.info> postfix/pickup[1]: A1: uid=0",
        b"Nov 19 10:00:00 mx postfix_x/pickup[1]: A1: uid=0",
        b"Nov 19 10:00:00 mx postfix-/pickup[1]: A1: uid=0",
        b"Nov 19 10:00:00 mx postfix//pickup[1]: A1: uid=0",
        b"Nov 19 10:00:00 mx postfix/pickup/[1]: A1: uid=0",
        b"Nov 19 10:00:00 mx postfix/pickup[1]:A1: uid=0",
        b"Nov 19 10:00:00 mx postfix/pickup: A1: uid=0",
        b"Nov 19 10:00:00 mx postfix/pickup[x]: A1: uid=0",
        b"Nov 19 10:00:00 mx postfix/pickup[1]: A.1: uid=0",
        b"Nov 19 10:00:00 mx postfix/pickup[1]: \xc4: uid=0",
        b"Nov 19 10:00:00 mx postfix/pickup[1]: A1:\tuid=0",
        b"Nov 19 10:00:00 mx postfix/Pickup[1]: A1: uid=0",
        b"Nov\xa019 10:00:00 mx postfix/pickup[1]: A1: uid=0",
        b"Nov\x0019 10:00:00 mx postfix/pickup[1]: A1: uid=0",
    ],
)
def test_what_is_no_line_of_postfix_to_the_peer(line: bytes) -> None:
    assert collated(FIRST + line + b"\n", "3.12") == FIRST + b"\n"


def test_groups_come_out_while_the_log_goes_on() -> None:
    endless = itertools.cycle(FIRST.splitlines(keepends=True))
    blocks = collate(endless, "3.12")
    assert next(blocks).startswith(FIRST + b"\n" + FIRST)


def test_more_processes_than_tags_are_remembered() -> None:
    forged = b"".join(STAMP + b"local[%d]: C3: to=<a>\n" % pid for pid in range(30_000))
    opened = lines(b"smtpd[1]: connect from c", b"smtpd[1]: A1: client=c", b"smtp[2]: Trusted TLS connection")
    closed = lines(b"smtp[2]: A1: to=<a>", b"smtpd[1]: disconnect from c", b"qmgr[3]: A1: removed")
    assert collated(opened + forged + closed, "article") == opened + closed + b"\n"
