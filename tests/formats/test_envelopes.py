"""Where records begin and what time they bear, format by format."""

from __future__ import annotations

import os
import pickle
import re
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from qmailreport.asides import asides
from qmailreport.day import HOUR, SECOND, Window
from qmailreport.fold import Clock, Grammar, Lines, begins
from qmailreport.formats import FORMATS, Format

SHARED = Path(os.environ.get("QMAILREPORT_SHARED", Path(__file__).resolve().parents[3] / "shared"))
CORPUS = SHARED / "corpus" / "qmail"
UTC = ZoneInfo("UTC")
BERLIN = ZoneInfo("Europe/Berlin")
EVER = Window(0, 1 << 62)
ALL = Grammar(rb"[^\s\[\]:]+", rb"(?P<text>[^\n]*)")


def instants(name: str, content: bytes, clock: Clock) -> list[int | None]:
    """The time of every record, None where it is none."""
    envelope = FORMATS[name]
    pattern = begins(envelope)
    timer = envelope.timer(pattern, clock)
    found: list[int | None] = []
    for match in pattern.finditer(b"\n" + content):
        try:
            found.append(timer(match))
        except ValueError:
            found.append(None)
    return found


def ns(text: str) -> int:
    seconds, _, rest = text.partition(".")
    return int(seconds) * SECOND + int(rest.ljust(9, "0") or 0)


AT_2024 = Clock(UTC, ns("1711000000"))  # 2024-03-21


@pytest.mark.parametrize(
    ("name", "line", "at"),
    [
        ("multilog", b"@4000000038f2d2b4307a24d4 x", "955437738.813311188"),
        ("multilog", b"@4000000038f2d2b4007a24d4 x", "955437738.008004820"),
        ("multilog", b"@4000000038f2d2b63b9ac9ff x", "955437740.999999999"),
        ("multilog", b"@400000000000000a00000000 x", "0"),
        ("fractional", b"955436540 x", "955436540"),
        ("fractional", b"955436540. x", "955436540"),
        ("fractional", b"     955436539.5 x", "955436539.5"),
        ("fractional", b"955436542.123456789 x", "955436542.123456789"),
        ("fractional", b"955436538.813320 x", "955436538.813320"),
        ("tai64nlocal", b"2000-04-11 07:02:18.813320500 x", "955436538.813320500"),
        ("mgetty", b"01/01 00:00:03 x", "1704067203"),
        ("mgetty", b"03/22 00:00:00 x", "1679443200"),
        ("syslog", b"Jan  1 00:00:03 mx1 postfix/smtpd[7]: x", "1704067203"),
        ("syslog", b"Jan 01 00:00:03 mx1 a: x", "1704067203"),
        ("syslog", b"Jan 1 00:00:03.25 mx1 a: x", "1704067203.25"),
        ("syslog", b"Jan 01 00:00:03 2020 mx1 a: x", "1577836803"),
        ("syslog", b"Nov 18 07:12:36 mx1 a: x", "1700291556"),
        ("syslog", b"Mar 22 00:00:00 mx1 a: x", "1679443200"),
        ("syslog", b"Feb 29 12:00:00 mx1 a: x", "1709208000"),
        ("syslog", b"Dec 31 23:59:60 mx1 a: x", "1704067199"),
        ("syslog", b"2024-01-01T01:00:00.123456+01:00 mx1 a: x", "1704067200.123456"),
        ("syslog", b"2024-01-01T01:00:00+0100 mx1 a: x", "1704067200"),
        ("syslog", b"2023-12-31T19:30:00-04:30 mx1 a: x", "1704067200"),
        ("syslog", b"2024-01-01T00:00:00Z mx1 a: x", "1704067200"),
        ("syslog", b"2024-01-01T00:00:00 mx1 a: x", "1704067200"),
        ("syslog", b'<30>1 2021-03-06T04:07:38.26+00:00 mx1 a 1 - [s a="]\\""][b] x', "1615003658.26"),
        ("syslog", b"<30>1 2021-03-06T04:07:38.26+00:00 mx1 qmail - - - 955436538.813320 x", "955436538.813320"),
        ("syslog", b"Nov 18 07:12:36 mx1 qmail[77]: 955436538.813320 x", "955436538.813320"),
        ("syslog", b"Nov 18 07:12:36 <mail.info> mx1 sendmail[2]: [ID 197553 mail.info] x", "1700291556"),
        ("syslog", b"Nov 18 07:12:36 mx1 a: message repeated 5 times: [ x]", "1700291556"),
        ("syslog", b"Nov 18 07:12:36 mx1 a: message repeated 5 times: [ 955436538.813320 x]", "955436538.813320"),
        ("syslog", b"Nov 18 07:12:36 mx1 a: [ID 7 mail.info] 955436538.813320 x", "955436538.813320"),
        ("syslog", b"Nov 18 07:12:36 mx1 a:955436538.813320 x", "955436538.813320"),
    ],
)
def test_a_stamp(name: str, line: bytes, at: str) -> None:
    assert instants(name, line, AT_2024) == [ns(at)]
    content = b"\n" + line
    match = begins(FORMATS[name]).match(content)
    assert match
    assert content[match.end() :].rstrip(b"]") == b"x"
    same, low, high = FORMATS[name].bucket(match, AT_2024)
    assert low <= ns(at) < high <= low + HOUR
    assert re.compile(b"\n(?:" + same + b")").match(content)


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("multilog", b"@4000000038F2D2B4307A24D4 x"),
        ("multilog", b"@40000000 x"),
        ("multilog", b"@4000000038f2d2b4307a24d4x"),
        ("fractional", b"1.5e9 x"),
        ("fractional", b"garbage x"),
        ("fractional", b"955436538.813320+x"),
        ("syslog", b"Nov 18 07:12:36 mx1 qmail: 955436538.813320+x"),
        ("syslog", b"Jan 01 00:00:03 2024 mx1 qmail: 955436538.813320+x"),
        ("syslog", b"<22>1 2024-01-01T00:00:00Z mx1 qmail - - - 955436538.813320+x"),
        ("syslog", b"Nov 18 07:12:36 mx1 last message repeated 3 times"),
        ("syslog", b"Nov 18 07:12:66 mx1 a: x"),
        ("syslog", b"ao\xc3\xbbt 19 11:08:37 mx1 a: x"),
        ("tai64nlocal", b"2000-04-11T07:02:18.813320500 x"),
    ],
)
def test_what_is_no_record(name: str, line: bytes) -> None:
    assert instants(name, line, AT_2024) == []


@pytest.mark.parametrize(
    "line", [b"Feb 30 07:12:36 mx1 a: x", b"Fan 18 07:12:36 mx1 a: x", b"0000-01-01T00:00:00Z m a: x"]
)
def test_a_stamp_that_is_no_time(line: bytes) -> None:
    assert instants("syslog", line, AT_2024) == [None]


def test_groups_of_a_syslog_line() -> None:
    content = b"\n<22>Jan  1 00:00:01 mx1 qmail[4711]: 1704067201.000000 new msg 5"
    match = re.compile(FORMATS["syslog"].begin(rb"qmail(?:-send)?") + rb"new msg (\d+)").match(content)
    assert match
    assert (match["host"], match["program"], match["pid"]) == (b"mx1", b"qmail", b"4711")
    other = b"\nJan  1 00:00:01 mx1 qmail-smtpd: 1704067201.000000 new msg 5"
    assert not re.compile(FORMATS["syslog"].begin(b"qmail")).match(other)


def test_local_times_when_clocks_change() -> None:
    late = ns("1800000000")
    before, after = (Clock(BERLIN, late, fold) for fold in (0, 1))
    line = b"2026-10-25 02:30:00.000000000 x"
    first, second = instants("tai64nlocal", line, before)[0], instants("tai64nlocal", line, after)[0]
    assert first is not None and second is not None
    assert second - first == HOUR
    skipped, there = (
        instants("tai64nlocal", b"2026-03-29 %02d:30:00.000000000 x" % hour, before)[0] for hour in (2, 3)
    )
    assert skipped == there  # 02:30 does not exist; it is 03:30, as zoneinfo has it
    syslog = Clock(BERLIN, ns("1795000000"), 1)
    assert instants("syslog", b"Oct 25 02:30:00 mx1 a: x", syslog) == [second]


def test_a_bucket_never_spans_a_change_of_clocks() -> None:
    """Gaza went forward at 00:01 in 2011; Lord Howe goes back by half an hour."""
    envelope = FORMATS["tai64nlocal"]
    cases = (("Asia/Gaza", b"2011-04-01 00:0%d:00.5 x"), ("Australia/Lord_Howe", b"2026-04-05 01:2%d:59.9 x"))
    for name, stamp in cases:
        for minute, fold in ((minute, fold) for minute in range(10) for fold in (0, 1)):
            clock = Clock(ZoneInfo(name), 0, fold)
            match = begins(envelope).match(b"\n" + stamp % minute)
            assert match
            _, low, high = envelope.bucket(match, clock)
            assert low <= envelope.timer(begins(envelope), clock)(match) < high


def test_repeats() -> None:
    envelope = FORMATS["syslog"]
    lines = (
        b"\nNov 18 07:12:36 mx1 a: one\nNov 18 07:12:40 mx1 last message repeated 2 times"
        b"\nNov 18 07:12:41 mx1 a: two\nNov 18 07:12:42 mx2 last message repeated 9 times"
        b"\nNov 18 07:12:43 mx1 a: message repeated 76 times: [ three]"
        b"\nNov 18 07:12:44 mx1 a: four\nNov 18 07:12:45: --- last message repeated 5 times ---\n"
    )
    found = [envelope.repeats(lines, match) for match in begins(envelope).finditer(lines)]
    assert found == [3, 1, 76, 6]


def test_pieces_are_joined_with_other_lines_between() -> None:
    long = b"delivery 2: failure: " + b"y" * 800
    content = (
        b"\nApr 11 07:02:21 mx1 qmail: 955436541.000000 " + long + b"\nApr 11 07:02:21 mx1 sshd[1]: between"
        b"\nApr 11 07:02:21 mx1 qmail: 955436541.000000+tail1\nApr 11 07:02:21 mx2 qmail: 955436541.000000+foreign"
        b"\nApr 11 07:02:21 mx1 qmail: 955436541.000000+tail2\nApr 11 07:02:21 mx1 qmail: 955436541.100000 end msg 1"
    )
    lines = Lines(content, FORMATS["syslog"], AT_2024, EVER)
    records = [lines.record(match, match["text"]) for match in lines.find(Grammar(b"qmail", rb"(?P<text>[^\n]*)"))]
    assert records == [long + b"tail1tail2", b"end msg 1"]


def test_continuation_lines() -> None:
    content = b"Nov 18 07:12:36 mx1 a: one\n\tat Foo\n  more\nNov 18 07:12:37 mx1 a: two\n"
    lines = Lines(content, FORMATS["syslog"], AT_2024, EVER)
    assert [lines.record(match, match["text"]) for match in lines.find(ALL)] == [b"one\n\tat Foo\n  more", b"two"]


def test_no_cut_before_a_piece_or_a_repeat() -> None:
    content = (
        b"\nApr 11 07:02:21 mx1 qmail: 955436541.000000 long\nApr 11 07:02:21 mx1 sshd[1]: between"
        b"\nApr 11 07:02:21 mx1 qmail: 955436541.000000+tail\nApr 11 07:02:22 mx1 last message repeated 2 times"
        b"\nApr 11 07:02:23 mx1 sshd[1]: next"
    )
    assert content[FORMATS["syslog"].whole(content, 1) :].endswith(b"\nApr 11 07:02:23 mx1 sshd[1]: next")
    assert FORMATS["syslog"].whole(content, 1) == content.rfind(b"\n")


@pytest.mark.parametrize("name", FORMATS)
def test_envelopes_pickle_and_hash(name: str) -> None:
    again = pickle.loads(pickle.dumps(FORMATS[name]))
    assert again == FORMATS[name] and hash(again) == hash(FORMATS[name])


@pytest.mark.parametrize(
    ("case", "name"),
    [
        ("edge-splogger", "syslog"),
        ("edge-splogger-mixed", "syslog"),
        ("gen-splogger-6k", "syslog"),
        ("edge-syslog-dialects", "syslog"),
        ("edge-tai64n", "multilog"),
        ("gen-tai64n-5k", "multilog"),
        ("edge-tai64nlocal", "tai64nlocal"),
        ("edge-basic", "fractional"),
        ("gen-raw-5k", "fractional"),
    ],
)
def test_the_corpus_has_the_same_records_and_times(case: str, name: str) -> None:
    if not (CORPUS / case).is_dir():
        pytest.skip(f"no corpus at {CORPUS / case}")
    content = (CORPUS / case / "input.log").read_bytes()
    wanted = (CORPUS / case / "norm" / "day1.log").read_text("latin-1")
    norm = re.findall(r"(?m)^ *([0-9]{9,10}(?:\.[0-9]*)?) (.*)$", wanted)
    lines = Lines(content, FORMATS[name], AT_2024, EVER)
    grammar = Grammar(b"qmail", rb"(?P<text>[^\n]*)")
    timer = lines.timer(grammar)
    found = [(timer(match), match["text"].decode("latin-1")) for match in lines.find(grammar)]
    assert found == [(ns(stamp), text) for stamp, text in norm] != []


# --- any bytes, and an oracle that goes line by line ---------------------------------------------------

STAMPS: dict[str, list[bytes]] = {
    "multilog": [
        b"@4000000038f2d2b4307a24d4 ",
        b"@4000000038f2d2b5307a24d4",
        b"@4000000038f2d2b5307a24",
        b"@4000000038f2d3b400000000 ",
        b"@4000000038f2e2b4307a24d4 ",
        b"@40 ",
    ],
    "fractional": [
        b"955437738.8 ",
        b"955437739.8",
        b"955437739",
        b"955437739.0123456789 ",
        b"955437838 ",
        b"955477738.813311 ",
        b"99 ",
        b" 955437738 ",
    ],
    "tai64nlocal": [
        b"2000-04-11 07:22:18.8133 ",
        b"2000-04-11 07:22:19.5",
        b"2000-04-11 07:22:19",
        b"2000-04-11 07:22:19. ",
        b"2000-04-11 07:22:75.5 ",
        b"2000-04-11 07:32:18 ",
        b"2000-04-11 11:32:18.5 ",
    ],
    "mgetty": [
        b"04/11 07:22:18 ",
        b"04/11 07:22:19",
        b"04/11 07:22:75 ",
        b"04/11 07:32:18 ",
        b"04/11 11:32:18 ",
        b"13/11 07:22:18 ",
        b"--",
    ],
    "syslog": [
        b"Apr 11 07:22:18 h qmail: ",
        b"Apr 11 07:22:18 2001 h qmail: ",
        b"Apr 11 07:22:18 h qmail[3]: 955437738.000000 ",
        b"Apr 11 07:22:18 h qmail: 955477738.000000 ",
        b"Apr 11 07:22:18 h qmail: 955437738.000000+",
        b"2000-04-11T07:22:18Z h qmail: ",
        b"2000-04-11T07:22:18+02:00 h qmail: ",
        b"<22>1 2000-04-11T07:22:18Z h qmail 1 - - 955477738.000000 ",
        b"Apr 11 07:22:19 h last message repeated 2 times",
        b"Apr 11 12:22:18 h qmail: ",
        b"<3>Apr 11 07:22:18.5 h sshd[1]: ",
        b"Apr 11 07:22:19 mx1: postfix/smtp[9]: ",
        b"Apr 11 07:22:18 <mail.info> mx1: postfix/smtpd[8]: 955477738.813320 ",
        b"Apr 11 07:22:18 <mail.info> mx1 postfix/smtpd[8]: ",
        b"2000-04-11T07:22:19Z <mail.info> mx1: postfix/smtpd[8]: 955477738.813320 ",
        b"Apr 11 07:22:18 h qmail: \xef\xbb\xbf955477738.000000 ",
        b"Apr 11 07:22:18 h qmail: 955437739.000000 ",
        b"Apr 11 25:00:00 h qmail: 955437739.000000 ",
        b"Apr 11 07:22:18 <mail.info> qmail: 955437739.000000 x - y",
        b"Apr 11 07:22:18 2001 qmail: 955437739.000000 x - y",
        b"2000-04-11T07:22:18Z h qmail: 955437739.000000 ",
        b"2000-04-11T27:22:18Z h qmail: 955437739.000000 ",
        b"2000-04-11T07:22:18Z <mail.info> qmail: 955437739.000000 x - y",
    ],
}
WINDOW = Window(ns("955436000"), ns("955440000"))
CLOCK = Clock(UTC, ns("957000000"))


@st.composite
def logs(draw: st.DrawFn) -> tuple[str, bytes]:
    name = draw(st.sampled_from(sorted(FORMATS)))
    line = st.tuples(
        st.one_of(st.sampled_from(STAMPS[name]), st.binary(max_size=30)),
        st.one_of(st.just(b"new msg 1"), st.binary(max_size=20)),
    ).map(b"".join)
    return name, b"\n".join(draw(st.lists(line, max_size=30)))


def naive(name: str, content: bytes) -> list[tuple[int, bytes]]:
    """Each line on its own: does it begin a record, is it in the window?"""
    envelope: Format = FORMATS[name]
    pattern = re.compile(envelope.begin() + rb"(?P<text>[^\n]*)")
    timer = envelope.timer(pattern, CLOCK)
    found = []
    for line in content.split(b"\n"):
        match = pattern.match(b"\n" + line)
        try:
            if match and timer(match) in WINDOW:
                found.append((timer(match), match["text"]))
        except ValueError:
            continue
    return found


@settings(max_examples=300, deadline=None)
@given(logs())
@example(("syslog", b"Apr 11 07:22:18 h qmail: x\nApr 11 07:22:18 h qmail: 955477738.000000 y"))
def test_find_equals_a_loop_over_lines(log: tuple[str, bytes]) -> None:
    name, content = log
    lines = Lines(content, FORMATS[name], CLOCK, WINDOW)
    timer = lines.timer(ALL)
    found = []
    for match in lines.find(ALL):
        try:
            found.append((timer(match), match["text"]))
        except ValueError:
            continue
    assert found == naive(name, content)
    for match in lines.find(ALL):
        assert lines.times(match) >= 1
        assert lines.record(match, match["text"]).startswith(match["text"])


@pytest.mark.parametrize("name", sorted(FORMATS))
@pytest.mark.parametrize("clock", [CLOCK, Clock(BERLIN, CLOCK.not_after)])
def test_a_bucket_holds_nothing_but_records_of_its_stretch(name: str, clock: Clock) -> None:
    """And lines that belong to one before them: else a count would depend on where the log was cut."""
    envelope, begin = FORMATS[name], begins(FORMATS[name])
    timer = envelope.timer(begin, clock)
    texts = (b"", b"new msg 1", b"-- ", b"x: 955477738.5 y")
    lines = [b"\n" + stamp + text for stamp in STAMPS[name] for text in texts]
    for one in lines:
        match = begin.match(one)
        try:
            same, low, high = envelope.bucket(match, clock) if match else (b"(?!)", 0, 0)
        except ValueError:
            continue
        assert match is None or low <= timer(match) < high, one
        for other in lines:
            if re.match(same, other[1:]) and not asides(other, begin, True, getattr(envelope, "between", None)).lines:
                record = begin.match(other)
                assert record and low <= timer(record) < high, (one, other)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(sorted(FORMATS)), st.binary(max_size=200))
def test_any_bytes_are_survived(name: str, content: bytes) -> None:
    envelope = FORMATS[name]
    envelope.first(b"\n" + content, CLOCK)
    envelope.whole(b"\n" + content, 0)
    envelope.undated(b"\n" + content)
    envelope.wall(b"\n" + content)
    assert Lines(content, envelope, CLOCK, WINDOW).reading.lines == len(content.split(b"\n")) - (content[-1:] in b"\n")
