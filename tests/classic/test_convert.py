"""Logs of every kind as matchup wants them."""

from __future__ import annotations

import io
from zoneinfo import ZoneInfo

import pytest

from qmailreport.classic.convert import Inputs, detect
from tests.classic.cases import tool

TEXT = b"955436538.813320 new msg 93869"


def raw(*logs: bytes, form: str = "auto", zone: str = "UTC", earlier: bytes = b"", tag: bytes = b"qmail") -> bytes:
    inputs = Inputs(map(io.BytesIO, logs), earlier=io.BytesIO(earlier), form=form, zone=ZoneInfo(zone), tag=tag)
    return b"".join(inputs) + inputs.rest


@pytest.mark.parametrize(
    ("line", "form"),
    [
        (TEXT, "raw"),
        (b"@4000000038f2d2b4307a24d4 new msg 1", "raw"),
        (b"2000-04-11 07:02:18.813320500 new msg 1", "tai64nlocal"),
        (b"2023-06-28 16:17:26.501278543 tcpserver: status: 0/40", "tai64nlocal"),
        (b"Apr 11 07:02:18 mx1 qmail: " + TEXT, "splogger"),
        (b"Apr  1 07:02:18 mx1 CRON[12]: x", "splogger"),
        (b"<22>Apr 11 07:02:18 mx1 qmail[12]: " + TEXT, "tag"),
        (b"Apr 11 07:02:18 2000 mx1 qmail: " + TEXT, "tag"),
        (b"Apr 11 2000 07:02:18 mx1 qmail: " + TEXT, "tag"),
        (b"2000 Apr 11 07:02:18 mx1 qmail: " + TEXT, "tag"),
        (b"2000-04-11T07:02:18.813320+02:00 mx1 qmail: " + TEXT, "tag"),
        (b"<22>1 2000-04-11T07:02:18Z mx1 qmail 12 - - " + TEXT, "tag"),
        (b"", "raw"),
        (b"new msg 1", "raw"),
    ],
)
def test_the_first_line_tells(line: bytes, form: str) -> None:
    assert detect(line) == form


@pytest.mark.parametrize(
    "head",
    [
        b"<22>Apr 11 07:02:18 mx1 qmail: ",
        b"Apr  1 07:02:18 mx1 qmail[4711]: ",
        b"Apr 11 07:02:18 2000 mx1 qmail: ",
        b"2000-04-11T07:02:18.813320+02:00 mx1.example.org qmail: ",
        b"1 2000-04-11T07:02:18Z mx1 qmail: ",
        b"<22>1 2000-04-11T07:02:18Z mx1 qmail 12 - - ",
        b'<22>1 2000-04-11T07:02:18Z mx1 qmail - ID47 [a@1 b="c ] \\" d"][e@1] \xef\xbb\xbf',
    ],
)
def test_everything_before_the_text_is_cut(head: bytes) -> None:
    assert raw(head + TEXT + b"\n", form="tag") == TEXT + b"\n"


def test_other_programs_lines_are_dropped() -> None:
    log = (
        b"Apr 11 07:02:18 mx1 qmail-smtpd: x\n"
        b"Apr 11 07:02:18 mx1 vpopmail[4800]: said qmail: " + TEXT + b"\n"
        b"Apr 11 07:02:19 mx1 last message repeated 2 times\n"
        b"Apr 11 07:02:18 mx1 qmail:no blank\n"
    )
    assert raw(log) == raw(log, form="tag") == b""


def test_splogger_keeps_five_blanks_and_single_ones() -> None:
    log = b"Apr 11 07:02:18 mx1 qmail: 1.5  triple \tbounce: x \nApr 11 07:02:18 mx1 qmail[1]: 1.5  triple\n"
    assert raw(log) == b"     1.5 triple bounce: x\n1.5  triple\n"
    assert raw(log, form="tag") == b"1.5  triple \tbounce: x \n1.5  triple\n"
    assert raw(log, form="splogger-all") == b"     1.5 triple bounce: x\n     1.5 triple\n"


def test_short_lines_under_awks_recipe() -> None:
    assert raw(b"a\n\na b c d e\na b c d e f\n", form="splogger-all") == b"    \n    \n    \n     f\n"


def test_another_tag() -> None:
    assert raw(b"2000-04-11T07:02:18Z mx1 q.send: " + TEXT + b"\n", tag=b"q.send") == TEXT + b"\n"
    assert raw(b"2000-04-11T07:02:18Z mx1 qXsend: " + TEXT + b"\n", tag=b"q.send") == b""


def test_pending_lines_in_front_tell_nothing() -> None:
    pending = b"955436538.5 info msg 1: bytes 1 from <a> qp 1 uid 1\n955436538.5 extra 1 0 0 0\n\n"
    assert raw(pending + b"2000-04-11 07:02:18.813320500 end msg 1\n") == pending + b"955436538.813320500 end msg 1\n"
    assert raw(pending * 9000 + b"Apr 11 07:02:18 mx1 qmail: x\n") == pending * 9000 + b"     x\n"


def test_a_line_begun_in_an_earlier_file_is_completed() -> None:
    head, tail = b"2000-04-11 07:02", b":18.813320500 end msg 1\n2000-04-11 07:02:19.000000000 end msg 2\n"
    done = b"955436538.813320500 end msg 1\n955436539.000000000 end msg 2\n"
    assert raw(head, tail) == raw(tail, earlier=head) == done
    head, tail = b"Apr 11 07:02:18 mx1 qma", b"il: 1.5 end msg 1\nApr 11 07:02:19 mx1 qmail: 2.5 end msg 2\n"
    assert raw(head, tail) == b"     1.5 end msg 1\n     2.5 end msg 2\n"
    assert raw(b"Apr 11 07:02:18 mx1 qma", b"il: 1.5 end\n") == b"     1.5 end\n"


def test_every_file_has_its_own_format() -> None:
    logs = b"2000-04-11 07:02:18.500000000 a\n", b"Apr 11 07:02:18 mx1 qmail: b\n", b"1.5 c\n"
    assert raw(*logs) == b"955436538.500000000 a\n     b\n1.5 c\n"


def test_local_time_in_a_zone() -> None:
    log = b"2000-04-11 09:02:18.813320500 a\n1999-12-31 23:59:60.5 b\n"
    assert raw(log, zone="Europe/Berlin") == b"955436538.813320500 a\n946681200.5 b\n"


def test_the_hour_that_happens_twice() -> None:
    log = b"".join(b"2000-10-29 %b.000000000 x\n" % time for time in (
        b"01:59:59", b"02:30:00", b"02:29:59", b"02:59:59", b"02:00:00", b"02:30:00", b"02:59:59", b"03:00:00",
    ))  # fmt: skip
    stamps = [int(line.split(b".")[0]) for line in raw(log, zone="Europe/Berlin").split(b"\n")[:-1]]
    begin = 972_777_600 + 3600 * 2  # 2000-10-29 02:00 CEST is 00:00 UTC
    assert [stamp - begin + 7200 for stamp in stamps] == [-1, 1800, 1799, 3599, 3600, 5400, 7199, 7200]


def test_no_stamp_at_all_stays() -> None:
    log = b"2000-04-11 07:02:18.5 a\n2000-13-41 07:02:18.5 a\n0001-01-01 00:00:00.5 b\n1969-01-01 00:00:00.5 c\nd\n"
    assert raw(log, zone="Pacific/Kiritimati").split(b"\n", 1)[1] == log.split(b"\n", 1)[1]


def test_malformed_labels_stay() -> None:
    log = b"@4000000038F2D2B4307A24D4 a\n@40 b\n x @4000000038f2d2b4307a24d4\n"
    assert tool("tai64nfrac", stdin=log)[1] == log


def test_nine_decimals_always() -> None:
    second = b"@4000000038f2d2b4"
    log = second + b"007a24d4 a\n" + second + b"00000000\n" + second + b"3b9ac9ffb\n" + second + b"00000001"
    expected = b"955437738.008004820 a\n955437738.000000000\n955437738.999999999b\n955437738.000000001"
    assert tool("tai64nfrac", stdin=log)[1] == expected


def test_labels_as_local_time() -> None:
    log = b"@4000000038f2d2b4007a24d4 a\n@ffffffffffffffff00000000 b\n@40 c"
    status, out, _ = tool("tai64nlocal", "--timezone", "Europe/Berlin", stdin=log)
    assert (status, out) == (0, b"2000-04-11 09:22:18.008004820 a\n@ffffffffffffffff00000000 b\n@40 c")
