"""wtmp, lastlog and their like: records made and read back, and whatever else a file may hold."""

from __future__ import annotations

import json
import struct
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qmailreport.day import SECOND, Window
from qmailreport.errors import SourceError
from qmailreport.formats import ROWS, lastlog, utmp, wtmpdb
from qmailreport.report import SLOT

CASES = Path(__file__).resolve().parents[1] / "cases" / "login" / "files"
EVER = Window(-(1 << 80), 1 << 80)
FORMS = {
    "384le": "<h2xi32s4s32s256shhiIi16s20x",
    "384be": ">h2xi32s4s32s256shhiIi16s20x",
    "400le": "<h2xi32s4s32s256shhqqq16s24x",
    "400be": ">h2xi32s4s32s256shhqqq16s24x",
}
TIME = 1_772_438_400  # 2026-03-02 08:00:00 UTC

Made = tuple[int, int, str, str, str, int, int]  # type, pid, line, user, host, seconds, µs


def record(layout: str, made: Made, address: bytes = b"") -> bytes:
    kind, pid, line, user, host, seconds, micro = made
    texts = [text.encode() for text in (line, line[-4:], user, host)]
    return struct.pack(FORMS[layout], kind, pid, *texts, 0, 0, 0, seconds, micro, address)


def rows(content: bytes, layout: str = "384le", window: Window = EVER) -> list[tuple[object, ...]]:
    return list(utmp.Utmp().rows(content, layout, window).records)


word = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=32)
made = st.tuples(
    st.sampled_from([5, 6, 7, 8]),
    st.integers(0, 1 << 22),
    word.filter(lambda text: text[0] not in "~|{"),
    word.filter(lambda text: not text.startswith(("date", "LOGIN"))),
    st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=256),
    st.integers(utmp.SINCE, (1 << 32) - 1),
    st.integers(0, 999_999),
)


@given(st.sampled_from(sorted(FORMS)), st.lists(made, min_size=1, max_size=8))
@settings(deadline=None)
def test_made_records_are_read_back_in_every_layout(layout: str, many: list[Made]) -> None:
    content = b"".join(record(layout, one) for one in many)
    assert utmp.layout_of(content).word == layout
    expected = [
        (seconds * SECOND + micro * 1000, 8 if kind == 8 else 7, pid, line, line[-4:], user, host, "")
        for kind, pid, line, user, host, seconds, micro in many
    ]
    assert rows(content, layout) == expected
    reading = utmp.Utmp().rows(content, layout, EVER).reading
    assert (reading.lines, reading.in_day, reading.unstamped) == (len(many), len(many), 0)
    assert reading.slots == {row[0] // SLOT for row in expected}
    assert (reading.first, reading.last) == (min(expected)[0], max(expected)[0])


@given(st.binary(max_size=2000), st.sampled_from(sorted(FORMS)))
@settings(deadline=None)
def test_any_bytes_are_records_or_are_refused(content: bytes, layout: str) -> None:
    try:
        found = utmp.layout_of(content).word
    except SourceError as error:
        assert str(error)
    else:
        assert found in FORMS
    for row in rows(content, layout):
        json.dumps(row)
        assert all(text.encode("utf-8") is not None for text in row if isinstance(text, str))
        assert 0 <= int(str(row[1])) <= utmp.SHUTDOWN


@given(st.lists(made, min_size=1, max_size=12), st.integers(0, 12), st.integers(0, 12))
@settings(deadline=None)
def test_a_window_and_a_cut_change_nothing(many: list[Made], at: int, other: int) -> None:
    content = b"".join(record("384le", one) for one in many)
    instants = sorted(one[5] * SECOND + one[6] * 1000 for one in many)
    window = Window(instants[min(at, other) % len(many)], instants[max(at, other) % len(many)])
    whole = utmp.Utmp().rows(content, "384le", window)
    cut = at % len(many) * 384
    left, right = (utmp.Utmp().rows(part, "384le", window) for part in (content[:cut], content[cut:]))
    assert [*left.records, *right.records] == whole.records
    assert all(row[0] in window for row in whole.records)
    left.reading.merge(right.reading)
    assert left.reading == whole.reading


def refusal(content: bytes) -> str:
    with pytest.raises(SourceError) as caught:
        utmp.layout_of(content)
    return str(caught.value)


def test_other_systems_and_other_files_are_refused_by_name() -> None:
    assert "macOS" in refusal(b"utmpx-1.00".ljust(628 * 3, b"\0"))
    solaris = struct.pack(">32s4s32sihhh2xiii20xh257sx", b"root", b"co", b"console", 1, 7, 0, 0, TIME, 0, 0, 0, b"host")
    assert len(solaris) == 372 and "Solaris" in refusal(solaris * 5)
    assert "text" in refusal(b"alice    pts/0        192.0.2.10  Mon Mar  2 08:00 - 09:15  (01:15)\n" * 20)
    assert "nothing but zeros" in refusal(bytes(384 * 4))
    assert "empty" in refusal(b"")
    assert "no layout" in refusal(bytes(range(256)) * 20)


def test_every_case_is_proved() -> None:
    for path in CASES.iterdir():
        if content := path.read_bytes():
            assert utmp.layout_of(content).word == "384le", path


def test_odd_records() -> None:
    odd = [
        (99, 1, "pts/0", "alice", "", TIME, 0),
        (7, 1, "pts/0", "", "", TIME, 0),
        (2, 0, "~", "reboot", "6.1", TIME, 0),
        (1, 0, "~", "shutdown", "6.1", TIME, 0),
        (1, ord("5") + 256 * ord("N"), "~", "runlevel", "6.1", TIME, 0),
        (0, 0, "|", "date", "", TIME, 0),
        (0, 0, "{", "date", "", TIME, 0),
        (6, 1, "tty1", "LOGIN", "", TIME, 0),
        (-1, 1, "", "alice", "", TIME, 0),
        (7, 1, "pts/0", "alice", "", TIME, 5_000_000),
        (7, 1, "pts/0", "alice", "", TIME, -1),
    ]
    content = b"".join(record("384le", one) for one in odd)
    assert [row[1] for row in rows(content)] == [7, 8, 2, 10, 1, 4, 3, 6, 0, 7, 7]
    assert {row[0] for row in rows(content)} == {TIME * SECOND}
    zeros = utmp.Utmp().rows(bytes(384) + content + bytes(384), "384le", EVER).reading
    assert (zeros.lines, zeros.in_day, zeros.unstamped) == (13, 11, 2)
    assert len(rows(content[:-1])) == 10  # a torn one is none


def test_texts_and_addresses() -> None:
    full = struct.pack(FORMS["384le"], 7, 1, b"l" * 32, b"i" * 4, b"u" * 32, b"h" * 256, 0, 0, 0, TIME, 0, b"")
    assert rows(full)[0][3:7] == ("l" * 32, "i" * 4, "u" * 32, "h" * 256)
    odd = struct.pack(FORMS["384le"], 7, 1, b"pts/0", b"", b"r\xe9my\0left", b"caf\xc3\xa9", 0, 0, 0, TIME, 0, b"")
    assert rows(odd)[0][5:7] == ("r\\xe9my", "café")
    shown = {
        bytes(16): "",
        bytes([192, 0, 2, 10]) + bytes(12): "192.0.2.10",
        bytes(10) + b"\xff\xff" + bytes([192, 0, 2, 10]): "192.0.2.10",
        b"\x20\x01\x0d\xb8" + bytes(11) + b"\1": "2001:db8::1",
    }
    for raw, text in shown.items():
        assert rows(record("384le", (7, 1, "pts/0", "a", "", TIME, 0), raw))[0][7] == text


def sparse(form: str, uids: dict[int, tuple[int, bytes, bytes]]) -> bytes:
    size = struct.calcsize(form)
    content = bytearray(size * (max(uids) + 1))
    for uid, entry in uids.items():
        content[size * uid : size * (uid + 1)] = struct.pack(form, *entry)
    return bytes(content)


@pytest.mark.parametrize("form", ["<I32s256s", ">I32s256s", "<q32s256s", ">q32s256s"])
def test_lastlog_in_every_layout(form: str) -> None:
    content = sparse(form, {0: (TIME, b"tty1", b""), 1001: (TIME + 5, b"pts/1", b"192.0.2.11")})
    word = lastlog.layout_of(len(content), [(0, content)], TIME + 1000)
    assert list(lastlog.entries(word, 0, content)) == [
        (0, TIME * SECOND, "tty1", ""),
        (1001, (TIME + 5) * SECOND, "pts/1", "192.0.2.11"),
    ]
    size = struct.calcsize(form)
    part = content[size * 1000 + 7 :]  # within a record, which is passed over
    assert [uid for uid, *_ in lastlog.entries(word, size * 1000 + 7, part)] == [1001]


@given(st.binary(max_size=1500), st.integers(0, 1000))
@settings(deadline=None)
def test_any_bytes_are_a_lastlog_or_are_refused(content: bytes, offset: int) -> None:
    try:
        word = lastlog.layout_of(offset + len(content), [(offset, content)])
    except SourceError:
        return
    for entry in lastlog.entries(word, offset, content):
        json.dumps(entry)


def test_wtmpdb_rows() -> None:
    day = Window(100 * SECOND, 200 * SECOND)
    made = [
        (50_000_000, 90_000_000, 3, "early", "pts/0", None, "sshd"),
        (50_000_000, 150_000_000, 3, "over", "pts/1", "192.0.2.10", "sshd"),
        (50_000_000, None, 3, "open", "pts/2", "", None),
        (150_000_000, 160_000_000, 1, "reboot", "~", "6.1", ""),
        (250_000_000, None, 3, "late", "pts/3", "", ""),
        (None, None, 3, "never", "", "", ""),
    ]
    entries = [entry for row in made if (entry := wtmpdb.entry(row)) is not None]
    found = ROWS["wtmpdb"].rows(wtmpdb.packed(entries), "rows", day)
    assert [row[3] for row in found.records] == ["over", "open", "reboot"]
    assert found.records[0] == (50 * SECOND, 150 * SECOND, 3, "over", "pts/1", "192.0.2.10", "sshd")
    assert found.records[1][1] is None and found.records[1][6] == ""
    assert (found.reading.lines, found.reading.in_day) == (5, 3)
    assert (found.reading.first, found.reading.last) == (150 * SECOND, 160 * SECOND)
