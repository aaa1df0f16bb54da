"""journalctl's JSON as syslog lines."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qmailreport.fold import begins
from qmailreport.formats import FORMATS, journald

ENTRY = {
    "__REALTIME_TIMESTAMP": "1704067200123456",
    "_HOSTNAME": "mx1",
    "SYSLOG_IDENTIFIER": "qmail",
    "_PID": "77",
    "MESSAGE": "955436538.813320 new msg 1",
}


def line(**fields: object) -> bytes | None:
    return journald.line(json.dumps({**ENTRY, **fields}).encode())


def test_an_entry() -> None:
    assert line() == b"2024-01-01T00:00:00.123456+00:00 mx1 qmail[77]: 955436538.813320 new msg 1\n"


@pytest.mark.parametrize(
    ("fields", "end"),
    [
        ({"MESSAGE": [0x47, 0xFF, 0x0A, 0x78]}, b"qmail[77]: G\xff#012x\n"),
        ({"MESSAGE": "two\nlines\n"}, b"qmail[77]: two#012lines\n"),
        ({"MESSAGE": None}, b"qmail[77]: \n"),
        ({"MESSAGE": ["a", "b", [99]]}, b"qmail[77]: a b c\n"),
        ({"SYSLOG_IDENTIFIER": None, "_COMM": "sh"}, b" mx1 sh[77]: 955436538.813320 new msg 1\n"),
        ({"SYSLOG_IDENTIFIER": "a b]: \nevil", "_PID": "1]x"}, b" mx1 a_b_evil: 955436538.813320 new msg 1\n"),
        ({"_HOSTNAME": None}, b"+00:00 - qmail[77]: 955436538.813320 new msg 1\n"),
        ({"_PID": None}, b" qmail: 955436538.813320 new msg 1\n"),
    ],
)
def test_odd_fields(fields: dict[str, object], end: bytes) -> None:
    found = line(**fields)
    assert found and found.endswith(end)


@pytest.mark.parametrize(
    "entry",
    [
        b"",
        b"{",
        b"[1]",
        b"null",
        b"{}",
        b'{"__REALTIME_TIMESTAMP":"x"}',
        b'{"__REALTIME_TIMESTAMP":"999999999999999999"}',
        b"[" * 100_000,
    ],
)
def test_what_is_no_entry(entry: bytes) -> None:
    assert journald.line(entry) is None


FIELD = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(), st.floats(allow_nan=False)),
    lambda inner: st.lists(inner, max_size=4),
    max_leaves=6,
)


@given(FIELD, FIELD, FIELD, FIELD)
def test_every_entry_is_one_record(message: object, tag: object, host: object, pid: object) -> None:
    found = line(MESSAGE=message, SYSLOG_IDENTIFIER=tag, _HOSTNAME=host, _PID=pid)
    assert found is not None
    assert found.endswith(b"\n") and found.count(b"\n") == 1
    match = begins(FORMATS["syslog"]).match(b"\n" + found)
    # A message may look like one of splogger's pieces; then it is none.
    assert match or b"+" in found
