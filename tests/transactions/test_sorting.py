"""The bytes of a log, sorted: the same groups as those of its records, whatever its lines look like."""

from __future__ import annotations

from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from qmailreport.fold import Clock
from qmailreport.formats import FORMATS
from qmailreport.transactions import Collation, Record, Sorter, read
from qmailreport.transactions.sorting import PIECE
from tests.house import at
from tests.passes.postfix_logs import generated

SYSLOG = FORMATS["syslog"]
CLOCK = Clock(ZoneInfo("Europe/Berlin"), at("2026-11-20 00:00:00"))
HEADS = st.sampled_from(
    [
        b"Nov 19 10:00:00 mx",
        b"Nov 19 10:00:01 mx",
        b"Nov 19 10:00:01 mx2",
        b"Nov  9 10:00:01 mx",
        b"Nov 39 99:00:01 mx",
        b"Nov 19 10:00:01 2024 mx",
        b"Nov 19 10:00:01 2024",
        b"<22>Nov 19 10:00:01 mx",
        b"Nov 19 10:00:01 <mail.info> mx",
        b"Nov 19 10:00:01 <mail.info>",
        b"2026-11-19T10:00:00.123456+01:00 mx",
        b"2026-11-19T10:00:00Z mx",
        b"<22>1 2026-11-19T10:00:00Z mx",
        b"2026-02-30T10:00:00Z mx",
    ]
)
TAGS = st.sampled_from(
    [
        *(
            b"postfix/smtpd[1]:",
            b"postfix/smtp[2]:",
            b"postfix/cleanup[3]:",
            b"postfix/qmgr[4]:",
            b"postfix/pickup[5]:",
        ),
        *(b"postfix-out/smtpd[1]:", b"postfix/submission/smtpd[1]:", b"postfix/qmgr:", b"postfix/postsuper[6]:"),
        *(
            b"postfix/smtpd 1 - -",
            b"postfix[1]:",
            b"postfixes/smtpd[1]:",
            b"sshd[1]:",
            b"postfix/smtpd[1]]:",
            b"kernel:",
        ),
    ]
)
LEADS = st.sampled_from(
    [
        *(b" ", b" ", b" ", b"", b"  ", b" \xef\xbb\xbf", b" [ID 1 mail.info] ", b" message repeated 3 times: [ "),
        *(b" 955436538.813320 ", b" 955436538.813320+", b" mail "),
    ]
)
TEXTS = st.sampled_from(
    [
        *(b"connect from c[192.0.2.1]", b"disconnect from c[192.0.2.1]", b"AAAA1: client=c[192.0.2.1]", b"AAAA1"),
        *(
            b"123456789: client=c[192.0.2.1]",
            b"AAAA1: message-id=<m@x>",
            b"AAAA1: from=<s@x>, size=1",
            b"AAAA1: removed",
        ),
        *(b"AAAA1: removed\r", b"AAAA1: removed (canceled)]", b"AAAA1: removed too", b"AAAA1: uid=0 from=<r>"),
        *(b"AAAA1: milter-reject: END from c[192.0.2.1]", b"AAAA1: to=<r@x>, status=sent (x)]", b"NOQUEUE: reject: x"),
        *(b"warning: hostname c does not resolve", b"warning: x", b"connect to x: refused", b"AAAA1: requeued", b""),
        *(b"AAAA1: connect from c[192.0.2.1]", b"disconnect from c[192.0.2.1]: x]: y", b"\xff\x00", b": removed"),
    ]
)
REPEATS = st.builds(
    b"%b last message repeated %d times".__mod__,
    st.tuples(st.sampled_from([b"Nov 19 10:00:02 mx", b"Nov 19 10:00:02 mx2", b"Nov 19 10:00:02 ---"]), st.just(2)),
)
LINES = st.one_of(st.builds(lambda *parts: b"%b %b%b%b" % parts, HEADS, TAGS, LEADS, TEXTS), REPEATS, st.just(b"x"))


def sorted_(log: bytes, *cuts: int) -> list[list[bytes]]:
    """The groups of a log's bytes, which come in pieces."""
    sorter = Sorter(SYSLOG)
    edges = [0, *cuts, len(log)]
    pieces = [log[low:high] for low, high in pairwise(edges)]
    found = [one for piece in pieces for one in sorter.sort(piece)]
    return [[line + b"\n" for line in one.records] for one in [*found, *sorter.rest()]]


def by_records(log: bytes) -> list[list[Record]]:
    """The same of its records."""
    collation: Collation[Record] = Collation()
    found = list(collation.feed(read(log, SYSLOG, CLOCK)))
    return [one.records for one in [*found, *collation.rest()]]


@settings(max_examples=400, deadline=None)
@given(st.lists(LINES, max_size=30), st.booleans())
def test_all_shapes_of_lines_make_the_groups_of_their_records(lines: list[bytes], ended: bool) -> None:
    log = b"\n".join(lines) + (b"\n" if ended else b"")
    records = by_records(log)
    assert sorted_(log) == [[record.raw for record in group] for group in records]
    sorter = Sorter(SYSLOG)
    timed = [*sorter.timed(log, CLOCK), *sorter.rest()]
    assert [[when for when, _ in one.records] for one in timed] == [[record.at for record in one] for one in records]


def test_a_long_log_is_sorted_in_pieces_that_do_not_show() -> None:
    log, _ = generated("--lines", "4000", "--profile", "mx", "--seed", "3", "--reuse", "0.1", "--format", "rfc3339")
    assert len(log) > 4 * PIECE
    cut = log.rindex(b"\n", 0, len(log) // 3) + 1
    assert sorted_(log) == sorted_(log, cut) == [[record.raw for record in group] for group in by_records(log)]


def test_what_syslogd_says_of_a_line_is_not_cut_off() -> None:
    first = b"Nov 19 10:00:00 mx postfix/pickup[1]: AAAA1: uid=0 from=<%b>\n" % (b"x" * PIECE)
    log = (
        first
        + b"Nov 19 10:00:01 mx last message repeated 2 times\nNov 19 10:00:02 mx postfix/qmgr[2]: AAAA1: removed\n"
    )
    (group,) = sorted_(log)
    assert b"".join(group) == log
